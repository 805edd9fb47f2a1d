#!/usr/bin/env python3
"""Regions are folders: a sixth one, with headings of its own, is put beside the installed
packs and its forms are read and scored by it; two regions score one project differently
and say why. Usage: regions.py JIXIAO SOURCE"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

bad = 0


def check(what, got, want):
    global bad
    if got != want:
        bad += 1
        print(f"{what}: got {got!r}, expected {want!r}")


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.stdout


def install(program, source, folder):
    """The program with its data beside it, and one more pack than it came with."""
    packs = os.path.join(folder, "share", "jixiao", "packs")
    os.makedirs(packs)
    shutil.copy(program, folder)
    for name in os.listdir(os.path.join(source, "rules")):
        if os.path.isdir(os.path.join(source, "rules", name)):
            os.symlink(os.path.join(source, "rules", name), os.path.join(packs, name))
    os.symlink(os.path.join(source, "tests/rules/north"), os.path.join(packs, "north"))
    return os.path.join(folder, os.path.basename(program))


def sixth_region(program, document):
    record = json.loads(run(program, "convert", document, "--to", "ndjson"))
    check("form", (record["form"], record["region"], record["year"]),
          ("project-marking", "north", 2024))
    check("rows", [(r["level1"], r["target"], r["actual"]) for r in record["indicators"]],
          [("产出", "不少于5公里", "4.4公里"), ("产出", "不超过10月", "10月"),
           ("成效", "达成", "基本达成"), ("评价", "90%以上", "93%")])
    result = json.loads(run(program, "score", document, "--to", "ndjson"))
    check("pack", (result["pack"]["name"], result["fallback"], result["weights"]),
          ("north", False, None))
    check("scores", [item["score"] for item in result["items"]], [18, 24, 20, 16, 10])
    check("total", (result["total"], result["grade"]), (88, "良"))
    codes = [f["code"] for f in result["findings"]]
    check("findings", codes, ["score-mismatch"])


def without_a_pack(program, document):
    """The same headings are nobody's without the folder; common ones are general."""
    done = subprocess.run([program, "score", document], capture_output=True, text=True,
                          check=False)
    check("no pack", done.returncode, 4)


def general_rules(program, folder):
    for name, total in (("two-rows", 97), ("details", 99.58), ("natures", 99.88),
                        ("no-weights", None)):
        document = os.path.join(folder, name + ".txt")
        result = json.loads(run(program, "score", document, "--to", "ndjson"))
        check(name, (result["pack"]["name"], result["fallback"], result["total"]),
              ("national", True, total))


def two_regions(program, document):
    """Every difference names its input, rule, clause and points."""
    results = {}
    for pack in ("luzhou", "zhaohua"):
        (results[pack],) = json.loads(run(program, "explain", document, "--pack", pack,
                                          "--to", "json", "--detail", "full"))
    differing = 0
    for a, b in zip(*(r["items"] for r in results.values())):
        check("same item", a["index"], b["index"])
        differing += a["score"] != b["score"]
        for item in (a, b):
            if a["score"] == b["score"]:
                continue
            named = item["rule"] and item["clause"] and item["lines"]
            if not item["rule"]:  # no rule is a reason too
                named = item["score"] is None and item["lines"][0]["why"]
            check(f"explained: {item['name']}", bool(named), True)
    check("items that differ", differing >= 1, True)
    text = run(program, "explain", document, "--pack", "zhaohua", "--lang", "zh", "--detail")
    for part in ("10050", "national/quantitative.lua:", "财预〔2020〕10号", "-2"):
        check(f"'{part}' in the text", part in text, True)


def main(program, source):
    forms = os.path.join(source, "tests/cli/in/forms")
    with tempfile.TemporaryDirectory() as folder:
        installed = install(program, source, folder)
        sixth_region(installed, os.path.join(forms, "north.txt"))
    without_a_pack(program, os.path.join(forms, "north.txt"))
    general_rules(program, forms)
    two_regions(program, os.path.join(source, "tests/cli/in/one-project.json"))
    print("all as expected" if not bad else f"{bad} wrong")
    return 1 if bad else 0


sys.exit(main(sys.argv[1], sys.argv[2]))

#!/usr/bin/env python3
"""What 'jixiao diff' and 'sensitivity' say, against 'jixiao score' and exact sums. Usage:
tuning.py PROGRAM

Totals and items before and after are those that score gives; ranks and grades follow from
them; the points by change add up exactly to the difference, whatever packs are compared and
however many parameters are tried; threads change nothing."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from decimal import Decimal

program = os.path.realpath(sys.argv[1])
os.chdir(os.path.dirname(os.path.abspath(__file__)))
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["XDG_DATA_HOME"] = "/nonexistent"
checks = 0
folder = tempfile.TemporaryDirectory()
FORMS = os.path.join(folder.name, "forms.ndjson")
subprocess.run([program, "convert", "example.txt", "--to", "ndjson", "--output", FORMS],
               check=True)  # records: every pack reads them alike


def check(truth, *what):
    global checks
    checks += 1
    if not truth:
        sys.exit("not so: " + " ".join(map(str, what)))


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    check(done.returncode in (0, 1), arguments, done.returncode, done.stderr)
    return json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)


def ranks(totals):
    return [None if t is None else 1 + sum(1 for o in totals if o is not None and o > t)
            for t in totals]


def by_code(rows):
    return {(r["code"], r["name"]): r for r in rows}


def compare(diff, before, after, what):
    """Does the report say what the two runs of score say?"""
    totals = [[r["total"] for r in run_] for run_ in (before, after)]
    places = [ranks(t) for t in totals]
    projects, summary = by_code(diff["projects"]), {r["what"]: r for r in diff["summary"]}
    net = Decimal(0)
    for i, (a, b) in enumerate(zip(before, after)):
        row = projects.get((a["code"] or "", a["name"] or ""))
        both = a["total"] is not None and b["total"] is not None
        moved = (a["total"], a["grade"], places[0][i]) != (b["total"], b["grade"], places[1][i])
        check((row is not None) == moved, what, "listed", a["code"], a["name"], row)
        net += b["total"] - a["total"] if both else 0
        if row:
            check((row["before"], row["after"]) == (a["total"], b["total"]), what, row)
            check((row["rank_before"], row["rank_after"]) == (places[0][i], places[1][i]),
                  what, row, places[0][i], places[1][i])
            check((row["grade_before"], row["grade_after"]) == (a["grade"], b["grade"]), row)
    check(sum(r["net"] for r in diff["causes"]) == net, what, "causes", diff["causes"], net)
    for rows in (diff["departments"], diff["units"]):
        check(sum(r["net"] for r in rows) == net, what, rows, net)
    check(summary["totals"]["after"] == sum(t is not None for t in totals[1]), what)
    moved = sum((y["score"] - x["score"]
                 for a, b in zip(before, after) for x, y in zip(a["items"], b["items"])
                 if x["score"] is not None and y["score"] is not None), Decimal(0))
    check(sum(r["change"] for r in diff["items"]) == moved, what, "items", moved)
    check(sum(r["net"] for r in diff["levels"]) == moved, what, "levels", moved)


def score(pack):
    return run("score", FORMS, "--pack", pack, "--to", "json")


def packs():
    names = ["luzhou", "national", "../rules/north", "../rules/luzhou-native"]
    scores = {name: score(name) for name in names}
    for a in names:
        for b in names:
            diff = run("diff", a, b, FORMS, "--to", "json")
            compare(diff, scores[a], scores[b], f"{a} {b}")


def sets():
    """Random parameters: what is tried scores as a pack in which they are written."""
    pick = random.Random(8)
    choices = {"quantitative.over_from": ["1.05", "1.1", "1.3", "2"],
               "quantitative.over_points": ["0.5", "1", "2.25"],
               "quantitative.equal": ["at-least", "at-most", "exact"],
               "cost-equal.equal": ["at-least", "exact"],
               "rounding.item.digits": ["0", "1", "3"], "rounding.total.digits": ["0", "1"],
               "ceiling": ["90", "99.5"]}
    base = score("luzhou")
    for _ in range(12):
        names = pick.sample(sorted(choices), pick.randint(1, 5))
        words = [w for n in names for w in ("--set", f"{n}={pick.choice(choices[n])}")]
        diff = run("diff", "luzhou", *words, FORMS, "--to", "json")
        rows = {r["code"]: r for r in diff["projects"]}
        after = [dict(r, total=rows[r["code"]]["after"] if r["code"] in rows else r["total"])
                 for r in base]
        net = sum((b["total"] - a["total"] for a, b in zip(base, after)
                   if a["total"] is not None and b["total"] is not None), Decimal(0))
        check(sum(r["net"] for r in diff["causes"]) == net, words, diff["causes"], net)
        check(len(diff["causes"]) <= len(names), words)
    same = run("diff", "luzhou", "--set", "ceiling=100", FORMS, "--to", "json")
    check(not same["projects"] and not same["causes"] and not same["items"], "same")


def templates():
    """Forms without weights get them by a template: which one moved them is said by name,
    with the lines that differ."""
    bare, pack = os.path.join(folder.name, "bare.ndjson"), os.path.join(folder.name, "other")
    with open(FORMS, encoding="utf-8") as f, open(bare, "w", encoding="utf-8") as out:
        for line in f:
            form = json.loads(line)
            for row in [form.get("budget", {}), *form.get("indicators", [])]:
                row.pop("weight", None)
            out.write(json.dumps(form, ensure_ascii=False) + "\n")
    os.mkdir(pack)
    with open(os.path.join(pack, "pack.json"), "w", encoding="utf-8") as f:
        json.dump({"name": "other", "title": "other", "version": "2024.1.0", "api": 1,
                   "extends": "luzhou", "region": "other", "weights": {
                       "project-with-cost": {"groups": {"产出指标": 20, "成本指标": 40}},
                       "department": {"total": 100}}}, f, ensure_ascii=False)
    before, after = (run("score", bare, "--pack", name, "--to", "json")
                     for name in ("luzhou", pack))
    diff = run("diff", "luzhou", pack, bare, "--to", "json")
    compare(diff, before, after, "templates")
    causes = {r["change"]: r for r in diff["causes"]}
    moved = "weights.project-with-cost 产出指标 40, 成本指标 20 → 产出指标 20, 成本指标 40"
    check(set(causes) == {moved, "weights.department total 90 → total 100"}, causes)
    check(causes[moved]["forms"] > 3, causes)


def edges():
    """The value at which a grade tips, tried out: there it is the other, before it is not."""
    pack = os.path.join(folder.name, "mine")
    os.mkdir(pack)
    with open(os.path.join(pack, "pack.json"), "w", encoding="utf-8") as f:
        json.dump({"name": "mine", "title": "mine", "version": "2024.1.0", "api": 1,
                   "extends": "luzhou", "region": "mine"}, f)
    with open(os.path.join(pack, "indicators.json"), "w", encoding="utf-8") as f:
        json.dump({"selectors": {"quantitative": {"params": {"over_from": 1.1,
                                                             "over_points": 2}}}}, f)
    said = run("sensitivity", FORMS, "--pack", pack, "--to", "json", "--variants", "60",
               "--range", "quantitative.over_points=0.5..12")
    check(said["edges"] and len(said["factors"]) == 1, "edges", said["factors"])
    check(said["factors"][0]["first"] > Decimal("0.7"), "alone", said["factors"])
    for row in said["edges"]:
        near = (row["now"] + (row["then"] - row["now"]) * Decimal("0.999"))
        for value, grade in ((row["then"], row["other"]), (near, row["grade"])):
            diff = run("diff", pack, "--set", f"quantitative.over_points={value:.6f}", FORMS,
                       "--to", "json")
            tried = {(r["code"], r["name"]): r for r in diff["projects"]}
            got = tried.get((row["code"], row["name"]))
            check((got["grade_after"] if got else row["grade"]) == grade, row, value, got)
    low = {r["code"]: r for r in said["projects"]}
    base = score(pack)
    for r in base:
        if r["total"] is not None:
            check(low[r["code"] or ""]["total"] == r["total"], r["code"])


def weights():
    """Full marks stay full marks whatever the weights; a form's weights add up as before."""
    said = run("sensitivity", FORMS, "--pack", "luzhou", "--to", "json", "--variants", "100")
    full = [r for r in said["projects"] if r["total"] == 100]
    check(len(full) > 3, "full marks", len(full))
    for r in full:
        check(r["total_low"] == r["total_high"] == 100 and r["same_grade"] == 1, r)
    check(said["summary"][0]["forms"] == len(said["projects"]), "counted")
    again = run("sensitivity", FORMS, "--pack", "luzhou", "--to", "json", "--variants", "100",
                "--seed", "2")
    check(again["projects"] != said["projects"], "another seed")
    other = os.path.join(folder.name, "other.ndjson")
    moved = [r["code"] for r in said["projects"][:2]]
    with open(FORMS, encoding="utf-8") as lines, open(other, "w", encoding="utf-8") as out:
        for line in lines:
            record = json.loads(line)
            if record.get("code") in moved:
                record["region"] = "nowhere"
            print(json.dumps(record, ensure_ascii=False), file=out)
    without = run("sensitivity", FORMS, "--to", "json", "--variants", "100")
    check(without == said, "the pack that scores them is found")
    left = run("sensitivity", other, "--to", "json", "--variants", "100")
    check(len(left["projects"]) == len(said["projects"]) - 2, "forms of another pack")


def workbook():
    """A sheet a table, with headings that stay, filters, charts and a scale of colours."""
    path = os.path.join(folder.name, "diff.xlsx")
    words = ["diff", "luzhou", "--set", "quantitative.over_from=1.1", "--set",
             "quantitative.over_points=2", FORMS]
    tables = run(*words, "--to", "json")
    subprocess.run([program, *words, "--to", "xlsx", "--output", path], check=True)
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        sheets = [book.read(n).decode() for n in names if n.startswith("xl/worksheets/sheet")]
    check(len(sheets) == len(tables), "sheets", len(sheets), len(tables))
    check(all("<pane ySplit" in s for s in sheets), "headings stay")
    check(sum("<autoFilter" in s for s in sheets) >= len(sheets) - 2, "filters")
    check(sum(n.startswith("xl/charts/chart") for n in names) >= 5, "charts", names)
    check(any("<colorScale>" in s for s in sheets), "heat")


def until(path, text):
    """Waits until a growing file says it; what it says then."""
    for _ in range(600):
        with open(path, encoding="utf-8") as f:
            got = f.read()
        if text in got:
            return got
        time.sleep(0.1)
    sys.exit(f"never said: {text}")


def watched():
    """A parameter saved is an effect shown; a fault is shown with its line, and mended."""
    pack = os.path.join(folder.name, "mine", "indicators.json")
    log = os.path.join(folder.name, "log")

    def save(text):
        with open(pack, "w", encoding="utf-8") as f:
            f.write(text)

    good = '{"selectors": {\n "quantitative": {"params": {"over_from": 1.1, "%s": %s}}}}'
    for command in (["score", FORMS, "--pack"], ["check"], ["test"], ["diff"]):
        words = [*command, os.path.dirname(pack)]
        words += ["luzhou", FORMS] if command == ["diff"] else []
        save(good % ("over_points", 2))
        with open(log, "w", encoding="utf-8") as f:
            child = subprocess.Popen([program, *words, "--watch", "--lang", "en"], stdout=f,
                                     stderr=f)
        until(log, "Ctrl-C ends")
        save(good % ("over_pints", 3))
        until(log, "did you mean 'over_points'?")
        until(log, '     2 |  "quantitative"')
        if command[0] in ("score", "diff"):
            until(log, " ms; watching")
            save(good % ("over_points", 3))
            until(log, "lose points" if command[0] == "score" else "gain")
        child.terminate()
        check(child.wait(60) in (0, 1, 3), command, child.returncode)


def watched_from_faulty():
    """A pack that cannot be used yet is watched until it can."""
    pack = os.path.join(folder.name, "mine", "indicators.json")
    log = os.path.join(folder.name, "log")
    good = '{"selectors": {"quantitative": {"params": {"over_from": 1.1, "over_points": %s}}}}'
    for words in (["score", FORMS, "--pack", os.path.dirname(pack)],
                  ["diff", "luzhou", os.path.dirname(pack), FORMS]):
        for text in (good % "1,", good % 2, good % 3):
            with open(pack, "w", encoding="utf-8") as f:
                f.write(text)
            if text == good % "1,":
                with open(log, "w", encoding="utf-8") as f:
                    child = subprocess.Popen([program, *words, "--watch", "--lang", "en"],
                                             stdout=f, stderr=f)
                until(log, "Ctrl-C ends")
            else:
                until(log, "28 forms" if text == good % 2 or words[0] == "diff"
                      else "lose points")
            with open(log, encoding="utf-8") as f:
                said = f.read()
            check(said.count("indicators.json:1") == 1, words[0], said)
        child.terminate()
        check(child.wait(60) in (0, 1, 3), words[0], child.returncode)


def threads():
    words = ["diff", "luzhou", "--set", "quantitative.over_from=1.1", "--set",
             "quantitative.over_points=2", "--set", "rounding.item.digits=1", FORMS]
    for to in ("ndjson", "html"):
        outputs = {subprocess.run([program, *words, "--to", to, "--jobs", jobs],
                                  capture_output=True, check=True).stdout
                   for jobs in ("1", "8")}
        check(len(outputs) == 1, "threads", to)
    outputs = {subprocess.run([program, "sensitivity", FORMS, "--pack", "luzhou", "--to",
                               "ndjson", "--jobs", jobs], capture_output=True, check=True).stdout
               for jobs in ("1", "8")}
    check(len(outputs) == 1, "threads", "sensitivity")


packs()
sets()
templates()
edges()
weights()
workbook()
if sys.platform == "linux":
    watched()
    watched_from_faulty()
threads()
print(f"{checks} checks")

#!/usr/bin/env python3
"""Rules that mean harm change nothing beside them: every other item and every other record
is scored as if those rules were harmless. Usage: neighbours.py PROGRAM"""
import glob, json, os, shutil, subprocess, sys, tempfile

program, here = os.path.realpath(sys.argv[1]), os.path.dirname(os.path.realpath(__file__))
harmless = "return { api = 1, score = function(x, s) s:award(1, 'n') end }\n"
failed = compared = limits = 0


def score(pack, jobs):
    done = subprocess.run([program, "score", here + "/in/hostile.json", "--pack", pack, "--to", "ndjson", "--detail", "full",
                           "--jobs", jobs], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


with tempfile.TemporaryDirectory() as scratch:
    pack = scratch + "/hostile"
    shutil.copytree(here + "/in/hostile", pack)
    for path in glob.glob(pack + "/*.lua"):
        with open(path, "w", encoding="utf-8") as f:
            f.write(harmless)
    good = score(pack, "1")
for jobs in ("1", "2"):
    bad = score(here + "/in/hostile", jobs)
    assert len(bad) == len(good) > 1
    for b, g in zip(bad, good):
        stopped = {f["item"] for f in b["findings"] if f["code"] in ("rule-error", "rule-limit")}
        limits += len(stopped)
        for item, other in zip(b["items"], g["items"]):
            if item["index"] in stopped:
                wrong = item["score"] is not None
            else:
                compared += 1
                wrong = item != other
            if wrong:
                failed += 1
                print(f"{b['code']}: {item}\nwithout the harm: {other}")
        if not stopped and b["total"] != g["total"]:
            failed += 1
            print(f"{b['code']}: total {b['total']}, without the harm {g['total']}")
print(f"{limits} rules stopped, {compared} neighbours compared, {failed} changed")
sys.exit(failed > 0 or limits < 10 or compared < 6)

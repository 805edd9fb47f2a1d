#!/usr/bin/env python3
"""What 'jixiao infer' finds in offices whose rules are known. Usage: infer.py PROGRAM

Every office is made up: forms with random targets and actuals, scored in exact fractions by a
planted rule (shape, direction, strictness, rounding), with some scores falsified. The rule
must be found with its parameters and its rounding, every falsified score named and no other,
and the draft must check, pass its cases and give the scores that infer says it gives. Scores
that are noise, or all full marks, must give no rule at all; threads change nothing."""
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F

program = os.path.realpath(sys.argv[1])
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["XDG_DATA_HOME"] = "/nonexistent"
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
checks = 0
NATURES = ["≥", "≤", "＝", "＞", "＜"]


def check(truth, *what):
    global checks
    checks += 1
    if not truth:
        sys.exit("not so: " + " ".join(map(str, what)))


def run(*arguments, code=0):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    check(done.returncode == code, arguments, done.returncode, done.stdout[-2000:], done.stderr)
    return done.stdout


# ---- rules, in exact fractions ----

def aim_of(nature, equal):
    if nature in "≥＞":
        return "at-least"
    return "at-most" if nature in "≤＜" else equal


def is_met(aim, target, actual):
    if aim == "exact":
        return actual == target
    return actual >= target if aim == "at-least" else actual <= target


def reached(aim, target, actual):
    """1 where met, else the smaller figure over the larger."""
    return F(1) if is_met(aim, target, actual) else F(min(target, actual), max(target, actual))


def floor_to(value, step):
    return value // step * step


def proportional(row, equal="at-least", aim=None, pass_below=F(0), over=None, rate=None):
    aim = aim or aim_of(row["nature"], equal)
    share = reached(aim, row["target"], row["actual"])
    if share < pass_below:
        return F(0)
    if over and aim == "at-least" and row["actual"] >= over[0] * row["target"]:
        return row["weight"] - over[1]
    if share < 1 and rate:
        share = floor_to(share, rate)
    return row["weight"] * share


def threshold(row, equal="at-least", strict=False, missed=F(0)):
    aim = aim_of(row["nature"], equal)
    met = is_met(aim, row["target"], row["actual"])
    if strict and row["nature"] in "＞＜" and row["actual"] == row["target"]:
        met = False
    return row["weight"] * (1 if met else missed)


def short(row, points, percent, step=None, begun=False):
    aim = aim_of(row["nature"], "at-least")
    if is_met(aim, row["target"], row["actual"]):
        return F(row["weight"])
    gap = F(abs(row["target"] - row["actual"]))
    if percent:
        gap = gap * 100 / row["target"]
    if step:
        gap = -(-gap // step) if begun else gap // step
    return max(F(0), row["weight"] - gap * points)


def banded(row, bands):
    share = reached(aim_of(row["nature"], "at-least"), row["target"], row["actual"])
    return row["weight"] * max([s for b, s in bands if share >= b], default=F(0))


def execution(budget, pass_below=F(0), bands=None, rate=None):
    share = min(F(1), F(budget["executed"], budget["adjusted"]))
    if bands:
        return 10 * max([s for b, s in bands if share >= b], default=F(0))
    if share < pass_below:
        return F(0)
    if rate and share < 1:
        share = floor_to(share, rate)
    return 10 * share


def rounded(value, digits, mode):
    scaled = value * 10 ** digits
    low, rest = scaled // 1, scaled - scaled // 1
    if mode == "half-away":
        low += rest >= F(1, 2)
    elif mode == "half-even":
        low += rest > F(1, 2) or (rest == F(1, 2) and low % 2)
    return F(low, 10 ** digits)


def printed(value):
    return ("%.6f" % float(value)).rstrip("0").rstrip(".")


# ---- offices ----

def make_row(rng):
    weight = rng.choice([5, 8, 10, 12, 15, 20])
    target = rng.choice([rng.randint(5, 60), rng.randint(60, 900)])
    kind = rng.random()
    if kind < 0.35:
        actual = target
    elif kind < 0.5:
        actual = round(target * rng.uniform(1.01, 2.5))
    else:
        actual = max(1, round(target * rng.uniform(0.4, 1.3)))
    return {"nature": rng.choice(NATURES), "target": target, "actual": actual, "weight": weight}


def make_office(rng, budget_rule, row_rule, rounding, forms=12, noise=0.0, units=1):
    """Records as `convert` prints them, and what was falsified: (form, row)."""
    records, false = [], set()
    for i in range(forms):
        unit = i % units
        digits = rounding(unit) if callable(rounding) else rounding
        adjusted = rng.randint(500, 90000)
        budget = {"adjusted": adjusted,
                  "executed": adjusted if rng.random() < 0.3 else rng.randint(adjusted // 3, adjusted)}
        lines = [dict(make_row(rng), level1=rng.choice(["产出指标", "效益指标"])) for _ in range(8)]
        scores = [rounded(budget_rule(budget), *digits)]
        scores += [rounded(row_rule(line), *digits) for line in lines]
        for k in range(9):
            if rng.random() < noise:
                weight = 10 if k == 0 else lines[k - 1]["weight"]
                other = F(rng.randint(0, weight * 100), 100)
                if other != scores[k]:
                    scores[k] = other
                    false.add((i, k - 1))
        records.append({
            "form": "project-self-evaluation", "year": 2023, "code": "9%05d" % i,
            "name": "项目%d" % i, "department": "甲部门", "unit": "单位%d" % unit,
            "budget": {"adjusted": str(adjusted), "executed": str(budget["executed"]),
                       "weight": "10", "reported_score": printed(scores[0])},
            "indicators": [{"level1": line["level1"], "name": "指标%d" % k,
                            "nature": line["nature"], "target": str(line["target"]),
                            "actual": str(line["actual"]), "weight": str(line["weight"]),
                            "reported_score": printed(scores[k + 1])}
                           for k, line in enumerate(lines)]})
    return records, false


def write(records):
    with open("office.json", "w", encoding="utf-8") as file:
        json.dump(records, file, ensure_ascii=False)


def infer(*more):
    tables = json.loads(run("infer", "office.json", "--pack", "national", "--to", "json", *more))
    return tables


def check_rule(tables, part, method, params, true, what):
    """One rule for the part, of the planted method, giving every true score. Parameters may
    be others only where no score tells them apart. Returns whether they are the planted."""
    rows = [r for r in tables["rules"] if (r["rows"] == "budget execution") == (part == "budget")]
    check(len(rows) == 1 and rows[0]["verdict"] == "found", part, what)
    name, found = rows[0]["rule"].split(" ", 1)
    check(name == method and rows[0]["explained"] >= true, part, true, what)
    return json.loads(found) == params


def check_draft(tables):
    """The draft gives what the report says that it gives."""
    told = tables["draft"][0]
    run("check", "./draft")
    run("test", "./draft")
    scored = [json.loads(line) for line in
              run("score", "office.json", "--pack", "./draft", "--to", "ndjson").splitlines()]
    with open("office.json", encoding="utf-8") as file:
        records = json.load(file)
    exact = 0
    for record, result in zip(records, scored):
        claimed = {-1: record["budget"]["reported_score"]}
        claimed.update((k, row["reported_score"]) for k, row in enumerate(record["indicators"]))
        exact += sum(item["score"] is not None and F(str(item["score"])) == F(claimed[item["index"]])
                     for item in result["items"])
    check(exact == told["exact"], "draft", exact, told)
    subprocess.run(["rm", "-r", "draft"], check=True)


HALVES = [(2, "half-away"), (1, "half-away"), (0, "half-away"), (2, "down"), (1, "down")]
NATIONAL = [(F(1), F(1)), (F(8, 10), F(7, 10)), (F(6, 10), F(5, 10))]
OWN = [(F(1), F(1)), (F(9, 10), F(9, 10)), (F(7, 10), F(3, 4)), (F(1, 2), F(2, 5))]
BUDGETS = [
    (execution, "method:execution", {}),
    (lambda b: execution(b, pass_below=F(6, 10)), "method:execution", {"pass_below": 0.6}),
    (lambda b: execution(b, bands=NATIONAL), "method:execution-banded",
     {"bands": [[1, 1], [0.8, 0.7], [0.6, 0.5]]}),
    (lambda b: execution(b, rate=F(1, 100)), "method:execution", {"rate": "cut", "rate_digits": 0}),
]
ROWS = [
    (proportional, "method:proportional", {}),
    (lambda r: proportional(r, equal="at-most"), "method:proportional", {"equal": "at-most"}),
    (lambda r: proportional(r, equal="exact"), "method:proportional", {"equal": "exact"}),
    (lambda r: proportional(r, aim="exact"), "method:proportional", {"aim": "exact"}),
    (lambda r: proportional(r, pass_below=F(6, 10)), "method:proportional", {"pass_below": 0.6}),
    (lambda r: proportional(r, over=(F(13, 10), 2)), "method:proportional",
     {"over_from": 1.3, "over_points": 2}),
    (lambda r: proportional(r, rate=F(1, 100)), "method:proportional",
     {"rate": "cut", "rate_digits": 0}),
    (threshold, "method:threshold", {}),
    (lambda r: threshold(r, strict=True), "method:threshold", {"strict": True}),
    (lambda r: threshold(r, missed=F(6, 10)), "method:threshold", {"missed": 0.6}),
    (lambda r: threshold(r, missed=F(1)), "method:threshold", {"missed": 1}),
    (lambda r: short(r, F(2, 10), True), "method:linear", {"by": "percent", "points": 0.2}),
    (lambda r: short(r, F(1), True, 5), "method:step", {"by": "percent", "step": 5, "points": 1}),
    (lambda r: short(r, F(1), True, 5, True), "method:step",
     {"by": "percent", "step": 5, "points": 1, "begun": "counts"}),
    (lambda r: banded(r, NATIONAL), "method:banded", {"bands": [[1, 1], [0.8, 0.7], [0.6, 0.5]]}),
    (lambda r: banded(r, OWN), "method:banded",
     {"bands": [[1, 1], [0.9, 0.9], [0.7, 0.75], [0.5, 0.4]]}),
]


def planted(seed, budget, rows, rounding, noise):
    rng = random.Random(seed)
    records, false = make_office(rng, budget[0], rows[0], rounding, 24, noise)
    write(records)
    tables = infer("--output", "draft", "--quiet", "--lang", "en")
    what = (seed, budget[1:], rows[1:], rounding, tables["rules"], tables["rounding"])
    of_budget = sum(k < 0 for _, k in false)
    same = [check_rule(tables, "budget", budget[1], budget[2], 24 - of_budget, what),
            check_rule(tables, "figures", rows[1], rows[2], 192 - len(false) + of_budget, what)]
    # Where every score is whole, any rounding to more decimals gives the same.
    if all("." not in r["reported_score"] for record in records
           for r in [record["budget"], *record["indicators"]]):
        return same
    check(len(tables["rounding"]) == 1 and
          tables["rounding"][0]["rounding"] == "%d %s" % rounding, "rounding", what)
    named = {(row["code"], row["indicator"]) for row in tables["exceptions"]}
    wrong = {("9%05d" % i, "指标%d" % k) for i, k in false if k >= 0}
    check(wrong <= named, "falsified but not named", wrong - named, what)
    check(len(named) == len(false), "named though true", named - wrong, what)
    check_draft(tables)
    return same


def all_open(tables):
    return all(row["verdict"] == "open" for row in tables["rules"])


def check_noise(seed, digits):
    """Scores that are noise give no rule, and no draft is written of them."""
    rng = random.Random(seed)
    records, _ = make_office(rng, lambda b: F(rng.randint(0, 10 * 10 ** digits), 10 ** digits),
                             lambda r: F(rng.randint(0, r["weight"] * 10 ** digits), 10 ** digits),
                             (2, "half-away"), 12)
    write(records)
    check(all_open(infer()), "noise", seed, digits)
    run("infer", "office.json", "--pack", "national", "--output", "draft", code=4)
    check(not os.path.exists("draft"), "a draft of noise")


def check_full(seed):
    """Every target met and every score full marks: many scores that tell nothing."""
    rng = random.Random(seed)
    records, _ = make_office(rng, lambda b: F(10), lambda r: F(r["weight"]), (2, "half-away"), 30)
    for record in records:
        record["budget"]["executed"] = record["budget"]["adjusted"]
        for row in record["indicators"]:
            row["actual"] = row["target"]
    write(records)
    tables = infer("--lang", "en")
    check(all_open(tables), "full marks", tables["rules"])
    check(all("full marks" in row["why"] for row in tables["reasons"]), tables["reasons"])


def check_units(seed):
    """One unit prints one decimal, the other two; told by unit, and nobody is an exception."""
    records, _ = make_office(random.Random(seed), execution, proportional,
                             lambda unit: HALVES[unit], 20, units=2)
    write(records)
    tables = infer("--output", "draft", "--lang", "en")
    check({r["rounding"] for r in tables["rounding"]} == {"2 half-away", "1 half-away"}, tables["rounding"])
    check("by unit" in run("infer", "office.json", "--pack", "national", "--lang", "en"))
    check({(r["unit"], r["rounding"]) for r in tables["rounded"]} ==
          {("单位0", "2 half-away"), ("单位1", "1 half-away")}, tables["rounded"])
    check(not tables["exceptions"], tables["exceptions"])
    check(tables["draft"][0]["near"] == 180, tables["draft"])
    check_draft(tables)


def check_own_rule(seed):
    """One unit of five goes by a rule of its own."""
    rng = random.Random(seed)
    records, _ = make_office(rng, execution, proportional, (2, "half-away"), 30, units=5)
    others, _ = make_office(rng, execution, threshold, (2, "half-away"), 30, units=5)
    write([o if o["unit"] == "单位3" else r for r, o in zip(records, others)])
    tables = infer()
    check([(r["unit"], r["rule"], r["scores"], r["explained"]) for r in tables["units"]] ==
          [("单位3", "method:threshold {}", 48, 48)], tables["units"])
    check([r["rule"] for r in tables["rules"]] == ["method:execution {}", "method:proportional {}"],
          tables["rules"])


def check_narrow(seed):
    """One group's ≤ counts every saving against the office."""
    def rule(row):
        narrow = row["nature"] in "≤＜" and row["level1"] == "效益指标"
        return proportional(row, aim="exact" if narrow else None)
    records, _ = make_office(random.Random(seed), execution, rule, (2, "half-away"), 24)
    write(records)
    tables = infer("--output", "draft", "--lang", "en")
    found = [(r["rows"], r["rule"], r["explained"] - r["scores"]) for r in tables["rules"]]
    check(found[1:] == [("figures", "method:proportional {}", 0),
                        ("效益指标 ≤ ＜", 'method:proportional {"aim":"exact"}', 0)], found)
    check(tables["draft"][0]["exact"] == 216, tables["draft"])
    check_draft(tables)


def check_even(seed):
    """Ties to even: told by ties alone."""
    def rule(row):
        row.update(target=8, actual=random.Random(str(row)).randint(1, 8), weight=5, nature="≥")
        return proportional(row)
    records, _ = make_office(random.Random(seed), execution, rule, (2, "half-even"), 12)
    write(records)
    tables = infer()
    check([r["rounding"] for r in tables["rounding"]] == ["2 half-even"], tables["rounding"])


def check_threads():
    with open("office.json", encoding="utf-8") as file:
        records = json.load(file)
    once = infer()
    write(records + records)  # handed in twice is no more than once
    check(infer() == once, "copies")
    one, two = (run("infer", "office.json", "--pack", "national", "--to", to, "--jobs", jobs)
                for to in ["json"] for jobs in ["1", "3"])
    check(one == two, "threads")
    for to in ["csv", "html", "text", "docx"]:
        run("infer", "office.json", "--pack", "national", "--to", to, "--output", "office." + to)
        check(os.path.getsize("office." + to) > 1000, to)
    run("infer", "office.json", "--pack", "national", "--to", "xlsx", "--output", "office.xlsx")
    check(os.path.getsize("office.xlsx") > 2000)


def main():
    same = []
    for seed, rows in enumerate(ROWS):
        same += planted(seed, BUDGETS[seed % 3], rows, HALVES[0], 0.05)
    same += planted(99, BUDGETS[3], ROWS[0], HALVES[0], 0.05)
    for seed, rounding in enumerate(HALVES):
        same += planted(100 + seed, BUDGETS[0], ROWS[0], rounding, 0.03)
    for seed in range(5):
        check_noise(200 + seed, seed % 3)
        check_full(300 + seed)
        check_units(400 + seed)
        check_own_rule(500 + seed)
        check_narrow(600 + seed)
        check_even(700 + seed)
    check_threads()
    check(sum(same) >= 0.8 * len(same), "parameters", same)
    print(checks, "checks passed,", sum(same), "of", len(same), "rules with their parameters")


main()

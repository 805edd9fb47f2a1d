#!/usr/bin/env python3
"""What 'jixiao explain' says it would take, against 'jixiao score'. Usage: attain.py PROGRAM

A form whose actuals read as was said has the points, the total and the grade that were said;
with one step less of a figure it has not, and of several items together none can be left
out. Tried on the bundled forms as they are, and with some of their figures made worse."""
import copy
import json
import os
import random
import re
import subprocess
import sys
from decimal import Decimal

program = os.path.realpath(sys.argv[1])
os.chdir(os.path.dirname(os.path.abspath(__file__)))
os.environ["LC_ALL"] = "zh_CN.UTF-8"
os.environ["XDG_DATA_HOME"] = "/nonexistent"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
GRADES = ["优", "良", "中", "差"]


def run(records, *arguments):
    text = "\n".join(json.dumps(r, ensure_ascii=False) for r in records)
    done = subprocess.run([program, *arguments, "--pack", "luzhou", "--to", "ndjson", "-"],
                          input=text, capture_output=True, text=True, check=True)
    return [json.loads(line, parse_float=Decimal, parse_int=Decimal)
            for line in done.stdout.splitlines()]


def cell(record, index):
    """The row or block, and the key, of what an office reached there."""
    return (record["budget"], "executed") if index < 0 else \
        (record["indicators"][int(index)], "actual")


def changed(record, reaches):
    record = copy.deepcopy(record)
    for reach in reaches:
        row, key = cell(record, reach["item"])
        row[key] = reach["actual"]
    return record


def one_less(record, reach):
    """The same reach, its figure one step nearer to what was printed; None: a word."""
    row, key = cell(record, reach["item"])
    figure, before = FIGURE.search(reach["actual"]), FIGURE.search(row[key].replace(",", ""))
    if not figure or not before:
        return None
    number, printed = Decimal(figure.group()), Decimal(before.group())
    step = Decimal(1).scaleb(number.as_tuple().exponent)
    nearer = number + (step if printed > number else -step)
    return dict(reach, actual=reach["actual"].replace(figure.group(), str(nearer), 1))


def place(result):
    return GRADES.index(result["grade"]) if result["grade"] else len(GRADES)


def item(result, index):
    return next(i for i in result["items"] if i["index"] == index)


def check(record, was, reaches, kind):
    """Scores the form with the reaches made, and with each a step or a whole item less."""
    def does(now, reach):
        if kind == "full":
            shown = item(now, reach["item"])
            return shown["score"] == shown["weight"]
        return place(now) < place(was)
    fewer = [reaches[:i] + reaches[i + 1:] for i in range(len(reaches))] \
        if kind == "together" else []
    less = one_less(record, reaches[-1])
    if less:
        fewer.append(reaches[:-1] + [less])
    now, *others = run([changed(record, r) for r in [reaches, *fewer]], "score")
    for reach in reaches:
        said = (reach["score"], reach["total"], reach["grade"] or "")
        is_so = (item(now, reach["item"])["score"], now["total"], now["grade"] or "")
        if said != is_so or not does(now, reach):
            sys.exit(f"{record['name']}: {kind}: said {said}, is {is_so}")
    if any(does(other, reaches[-1]) for other in others):
        sys.exit(f"{record['name']}: {kind}: less does too")


def worse(record, dice):
    """Some of its figures far from their targets, so that grades are lost."""
    record = copy.deepcopy(record)
    record["name"] += "（改）"
    for row in record["indicators"]:
        figure = FIGURE.fullmatch(row["actual"])
        if figure and dice.random() < 0.8:
            row["actual"] = str(round(Decimal(row["actual"]) * dice.choice([30, 60, 150]) / 100,
                                      2))
    return record


forms = [json.loads(line) for line in
         subprocess.run([program, "convert", "example.txt", "--to", "ndjson"],
                        capture_output=True, text=True, check=True).stdout.splitlines()]
forms = [f for f in forms if f["form"] == "project-self-evaluation"]
dice = random.Random(8)
forms += [worse(f, dice) for f in forms for _ in range(6)]
counts = dict.fromkeys(("full", "grade", "together"), 0)
for form, told in zip(forms, run(forms, "explain")):
    for kind in counts:
        of_kind = [r for r in told["reaches"] if r["kind"] == kind]
        for group in [of_kind] if kind == "together" and of_kind else [[r] for r in of_kind]:
            check(form, told, group, kind)
            counts[kind] += 1
print(counts)
if min(counts.values()) < 5:
    sys.exit("too few were tried")

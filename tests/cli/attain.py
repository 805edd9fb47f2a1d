#!/usr/bin/env python3
"""What 'jixiao explain' says it would take, against 'jixiao score'. Usage: attain.py PROGRAM

A form whose one actual reads as was said has the points, the total and the grade that were
said; with one step less, that item is still short of its weight."""
import copy
import json
import os
import re
import subprocess
import sys
from decimal import Decimal

program = os.path.realpath(sys.argv[1])
os.chdir(os.path.dirname(os.path.abspath(__file__)))
os.environ["LC_ALL"] = "zh_CN.UTF-8"
os.environ["XDG_DATA_HOME"] = "/nonexistent"
SAID = re.compile(r"得满分需\s+(完成值|预算执行数)为 (.*?)：得分 ([\d.]+)(?:，合计 ([\d.]+))?")
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def run(records, *arguments):
    text = "\n".join(json.dumps(r, ensure_ascii=False) for r in records)
    return subprocess.run([program, *arguments, "-"], input=text, capture_output=True,
                          text=True, check=True).stdout


def scored(records):
    lines = run(records, "score", "--to", "ndjson").splitlines()
    return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]


def changed(record, index, text):
    record = copy.deepcopy(record)
    if index is None:
        record["budget"]["executed"] = text
    else:
        record["indicators"][index]["actual"] = text
    return record


def one_less(text, before):
    """The same cell, its figure one step nearer to what was printed."""
    figure = FIGURE.search(text).group()
    step = Decimal(1).scaleb(Decimal(figure).as_tuple().exponent)
    printed = Decimal(FIGURE.search(before.replace(",", "")).group())
    nearer = Decimal(figure) + (step if printed > Decimal(figure) else -step)
    return text.replace(figure, str(nearer), 1)


def short(item):
    return item["score"] is not None and item["score"] < item["weight"]


def try_form(record):
    said = SAID.findall(run([record], "explain"))
    result = scored([record])[0]
    found = 0
    for kind, text, points, total in said:
        rows = range(len(record["indicators"])) if kind == "完成值" else [None]
        done = False
        for row in rows:
            cells = record["budget"] if row is None else record["indicators"][row]
            before = cells.get("executed" if row is None else "actual", "")
            if not FIGURE.search(before) or not FIGURE.search(text):
                continue
            now, less = scored([changed(record, row, text),
                                changed(record, row, one_less(text, before))])
            for was, there, near in zip(result["items"], now["items"], less["items"]):
                done = done or (short(was) and not short(there) and short(near) and
                                there["score"] == Decimal(points) and
                                (not total or now["total"] == Decimal(total)))
        if not done:
            sys.exit(f"not so: {record['name']}: {kind} {text}")
        found += 1
    return found


forms = [json.loads(line) for line in
         subprocess.run([program, "convert", "example.txt", "--to", "ndjson"],
                        capture_output=True, text=True, check=True).stdout.splitlines()]
count = sum(try_form(form) for form in forms if form["form"] == "project-self-evaluation")
if count < 10:
    sys.exit(f"only {count} items were tried")
print(count, "items")

"""The rules as plain Python. Arguments: FILE PROCESSES"""
import json
import re
import sys
from multiprocessing import Pool


def score(nature, target, actual, weight):
    if nature == "定性":
        return weight if target == actual else 0.0
    t, a = float(target), float(actual)
    if a >= t if nature == "≥" else a <= t:
        return weight
    return int((weight * min(a, t) / max(a, t) + 1e-9) * 100 + 0.5) / 100


TOLERANCE = 0.05 + 1e-9
USUAL = {"产出指标": 40, "效益指标": 20, "满意度指标": 10, "成本指标": 20}
TOLD = re.compile(r"自评得分(\d+(?:\.(\d+))?)分")


def row_findings(index, nature, target, actual, full, claimed, s, reason):
    if claimed is None:
        yield "score-missing"
    elif abs(claimed - s) > TOLERANCE:
        yield "score-mismatch"
    if claimed is not None and claimed > full:
        yield "score-over-weight"
    if index < 0:
        return
    if nature != "定性":
        ratio = float(actual) / float(target)
        if ratio > 100 or ratio < 0.01:
            yield "unit-suspect"
        elif nature == "≥" and ratio > 1.3:
            yield "target-overshot"
    if s < full and not reason:
        yield "reason-missing"


def form_findings(record, items, groups):
    """Codes and items of what is found of the form as a whole."""
    b, total = record["budget"], float(record["reported_total"])
    if abs(total - sum(i["reported"] or 0 for i in items)) > TOLERANCE:
        yield "total-mismatch", None
    if round(sum(i["weight"] for i in items), 2) != float(record["reported_weight"]):
        yield "weights-total", None
    if any(g in groups and round(groups[g], 2) != w for g, w in USUAL.items()):
        yield "weight-template", None
    for f in [b, *b["sources"]]:
        adjusted = float(f["adjusted"])
        if adjusted > 0 and f["rate"] and abs(
                100 * float(f["executed"]) / adjusted - float(f["rate"][:-1])) > 0.01 + 1e-9:
            yield "rate-mismatch", -1
    for key in "initial", "adjusted", "executed":
        if abs(float(b[key]) - sum(float(f[key]) for f in b["sources"])) >= 0.005:
            yield "funds-mismatch", -1
    if not b["reason"] and float(b["executed"]) < 0.9 * float(b["adjusted"]):
        yield "reason-missing", -1
    told = TOLD.search(record["conclusion"])
    if told and abs(float(told[1]) - total) + 1e-9 >= 10 ** -len(told[2] or ""):
        yield "text-conflict", None


def result(record):
    """Every row with its points, what was lost and why, and the findings."""
    b = record["budget"]
    total, items, findings, groups = 0.0, [], [], {}
    rows = [("预算执行", "预算执行率", "≥", b["adjusted"], b["executed"], b["weight"],
             b["reported_score"], b["reason"])]
    rows += [(i["level1"], i["name"], i["nature"], i["target"], i["actual"], i["weight"],
              i["reported_score"], i["reason"]) for i in record["indicators"]]
    for index, (level1, name, nature, target, actual, weight, reported, reason) in \
            enumerate(rows, -1):
        full, claimed = float(weight), float(reported) if reported else None
        s = score(nature, target, actual, full)
        total += s
        groups[level1] = groups.get(level1, 0) + full
        items.append({"index": index, "name": name, "weight": full, "score": s,
                      "deduction": round(full - s, 2), "reported": claimed,
                      "why": f"未达标：{weight} × {actual} ÷ {target}" if s < full else ""})
        for code in row_findings(index, nature, target, actual, full, claimed, s, reason):
            findings.append({"code": code, "item": index, "claimed": claimed, "computed": s})
    findings += [{"code": code, "item": item}
                 for code, item in form_findings(record, items, groups)]
    return {"code": record["code"], "total": min(100, round(total, 2)), "items": items,
            "findings": findings}


def work(lines):
    return "".join(json.dumps(result(json.loads(line)), ensure_ascii=False) + "\n"
                   for line in lines)


def batches(file):
    while lines := file.readlines(1 << 20):
        yield lines


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        processes = int(sys.argv[2])
        if processes == 1:
            for text in map(work, batches(file)):
                sys.stdout.write(text)
        else:
            with Pool(processes) as pool:
                for text in pool.imap(work, batches(file)):
                    sys.stdout.write(text)

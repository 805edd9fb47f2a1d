"""The rules as plain Python. Arguments: FILE PROCESSES"""
import json
import sys
from multiprocessing import Pool


def score(nature, target, actual, weight):
    if nature == "定性":
        return weight if target == actual else 0.0
    t, a = float(target), float(actual)
    if a >= t if nature == "≥" else a <= t:
        return weight
    return int((weight * min(a, t) / max(a, t) + 1e-9) * 100 + 0.5) / 100


def result(record):
    """Every row with its points, what was lost and why, and the claims that differ."""
    b = record["budget"]
    total, items, findings = 0.0, [], []
    rows = [("预算执行率", "≥", b["adjusted"], b["executed"], b["weight"], b["reported_score"])]
    rows += [(i["name"], i["nature"], i["target"], i["actual"], i["weight"], i["reported_score"])
             for i in record["indicators"]]
    for index, (name, nature, target, actual, weight, reported) in enumerate(rows, -1):
        full, claimed = float(weight), float(reported)
        s = score(nature, target, actual, full)
        total += s
        items.append({"index": index, "name": name, "weight": full, "score": s,
                      "deduction": round(full - s, 2), "reported": claimed,
                      "why": f"未达标：{weight} × {actual} ÷ {target}" if s < full else ""})
        if abs(claimed - s) > 0.05 + 1e-9:
            findings.append({"code": "score-mismatch", "item": index, "claimed": claimed,
                             "computed": s})
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

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


def work(lines):
    out = []
    for line in lines:
        record = json.loads(line)
        b = record["budget"]
        total, flags = 0.0, 0
        rows = [("≥", b["adjusted"], b["executed"], b["weight"], b["reported_score"])]
        rows += [(i["nature"], i["target"], i["actual"], i["weight"], i["reported_score"])
                 for i in record["indicators"]]
        for nature, target, actual, weight, claimed in rows:
            s = score(nature, target, actual, float(weight))
            total += s
            flags += abs(float(claimed) - s) > 0.05 + 1e-9
        out.append(json.dumps({"code": record["code"], "total": min(100, round(total, 2)),
                               "flags": flags}))
    return "\n".join(out) + "\n"


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

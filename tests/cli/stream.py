#!/usr/bin/env python3
"""Many records: the same bytes with any number of threads and record by record, bad lines
in their places, memory that does not grow, Ctrl-C and --resume, outputs that fail. Usage:
stream.py JIXIAO [sanitized]"""
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.realpath(sys.argv[1])
SANITIZED = "sanitized" in sys.argv  # memory and time are then no measure
bad = 0


def check(name, ok, *details):
    global bad
    if not ok:
        bad += 1
        print(name, *details)


def run(*arguments, **how):
    return subprocess.run([PROGRAM, *arguments, "--lang", "en"], capture_output=True,
                          check=False, **{"timeout": 240} | how)


def record(i):
    row = {"level1": "产出指标", "level2": "数量指标", "nature": "≥", "unit": "户",
           "weight": "10", "reason": ""}
    rows = [dict(row, name=f"检查户数{i}-{k}", target=str(100 + i % 50),
                 actual=str(97 + (i * 7 + k) % 60), reported_score="10") for k in range(9)]
    return {"form": "project-self-evaluation", "region": "luzhou", "year": 2023,
            "code": f"{i % 5000:08}", "name": f"示例项目{i}", "unit": "示例单位",
            "budget": {"initial": "100.00", "adjusted": "100.00", "executed": "95.00",
                       "rate": "95.00%", "weight": "10", "reported_score": "9.5"},
            "indicators": rows, "reported_total": "99.5"}


def lines(count, start=0):
    return [json.dumps(record(i), ensure_ascii=False) for i in range(start, start + count)]


MEASURE = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


def peak(path):
    """MiB that scoring a file takes at most; a process of its own asks, since a child is
    charged with the memory of the process that started it."""
    out = subprocess.run([sys.executable, "-c", MEASURE, PROGRAM, "score", path, "--to",
                          "ndjson", "--jobs", "2"], check=True, capture_output=True)
    return int(out.stdout) / 1024


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    texts = lines(3000)
    with open("a.ndjson", "w", encoding="utf-8") as out:
        out.write("\n".join(texts) + "\n")

    one = run("score", "a.ndjson", "--to", "ndjson", "--jobs", "1")
    check("one thread", one.returncode == 0 and one.stdout.count(b"\n") == 3000, one.stderr)
    for jobs in "2", "8":
        check(f"{jobs} threads", run("score", "a.ndjson", "--to", "ndjson", "--jobs",
                                     jobs).stdout == one.stdout)
    results = one.stdout.splitlines()
    for i in 0, 1234, 2999:
        alone = run("score", "-", "--to", "ndjson", input=texts[i].encode()).stdout
        check(f"record {i} alone", json.loads(alone) | {"findings": 0} ==
              json.loads(results[i]) | {"findings": 0})
    for command, to in ("audit", "text"), ("audit", "ndjson"), ("convert", "ndjson"):
        several = [run(command, "a.ndjson", "--to", to, "--jobs", j).stdout for j in "13"]
        check(f"{command} --to {to}", several[0] == several[1] and several[0])
    check("a form seen twice", b'"code":"duplicate-record"' not in several[0])

    # Several files, a folder, a pipe: the same records.
    os.mkdir("parts")
    for k in range(3):
        with open(f"parts/{k}.ndjson", "w", encoding="utf-8") as out:
            out.write("\n".join(texts[k * 1000:k * 1000 + 1000]))
    plain = [json.loads(line) | {"findings": 0} for line in results]
    for inputs in ["parts"], ["parts/0.ndjson", "parts/1.ndjson", "parts/2.ndjson"]:
        got = run("score", *inputs, "--to", "ndjson", "--jobs", "4").stdout.splitlines()
        check(f"{inputs}", [json.loads(x) | {"findings": 0} for x in got] == plain)
    with open("a.ndjson", "rb") as feed:
        got = run("score", "-", "--to", "ndjson", stdin=feed).stdout.splitlines()
    check("standard input", [json.loads(x) | {"findings": 0} for x in got] == plain)

    # Bad lines are said with their places and shift nothing.
    broken = texts[:]
    broken[700] = '{"code": '
    broken[1400] = "x" * 17_000_000
    offsets = [sum(len(t.encode()) + 1 for t in broken[:i]) for i in (700, 1400)]
    with open("b.ndjson", "w", encoding="utf-8") as out:
        out.write("\n".join(broken) + "\n")
    got = run("score", "b.ndjson", "--to", "ndjson", "--jobs", "4")
    rows = got.stdout.splitlines()
    check("bad lines: exit", got.returncode == 4 and len(rows) == 3000)
    for i, offset, text in (700, offsets[0], "in the middle"), (1400, offsets[1], "17000000"):
        finding = json.loads(rows[i])["findings"][0]
        check(f"line {i + 1}", finding["code"] == "record-unreadable" and
              f"byte {offset}" in finding["message"] and text in finding["message"] and
              finding["source"] == f"b.ndjson:{i + 1}", finding)
        rows[i] = results[i]
    check("the others", [json.loads(x) | {"findings": 0} for x in rows] == plain)

    # Outputs that fail are errors; who closes a pipe knows.
    with open("/dev/full", "w") as full:
        child = subprocess.run([PROGRAM, "score", "a.ndjson", "--to", "ndjson"], check=False,
                               stdout=full, stderr=subprocess.PIPE)
        check("a full disk", child.returncode == 4 and child.stderr)
        for printed in ["--help"], ["plugins"], ["check", "luzhou"], ["test", "luzhou"]:
            child = subprocess.run([PROGRAM, *printed], check=False, stdout=full,
                                   stderr=subprocess.PIPE)
            check(f"a full disk: {printed}", child.returncode == 4 and child.stderr)
        child = subprocess.run([PROGRAM, "score", "-", "--to", "docx", "--lang", "en"],
                               check=False, input=texts[0].encode(), stdout=full,
                               stderr=subprocess.PIPE)
        check("a full disk: why", b"standard output" in child.stderr, child.stderr)
    child = subprocess.Popen([PROGRAM, "score", "a.ndjson", "--to", "ndjson"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.read(10)
    child.stdout.close()
    check("a closed pipe, without a word", child.wait() == 4 and not child.stderr.read())
    child.stderr.close()

    # Ctrl-C while a pipe has more to come; then on from there.
    command = [PROGRAM, "score", "-", "--to", "ndjson", "--output", "out.ndjson"]
    child = subprocess.Popen(command + ["--lang", "en"], stdin=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    whole = ("\n".join(texts) + "\n").encode()
    child.stdin.write(whole[:-5000])
    child.stdin.flush()
    started = time.monotonic() # until some of it is written, however busy the machine is
    while not any(os.path.getsize(f) for f in os.listdir(".") if f.startswith(".out.ndjson.")):
        check("written", time.monotonic() - started < 100)
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    said = child.stderr.read().decode()
    check("Ctrl-C", child.wait() == 130 and "interrupted after" in said and
          "--resume" in said and not os.path.exists("out.ndjson"), said)
    check("kept", os.path.exists("out.ndjson.partial") and
          0 < os.path.getsize("out.ndjson.partial") < len(one.stdout))
    child.stdin.close()
    child.stderr.close()
    got = run("score", "-", "--to", "ndjson", "--output", "out.ndjson", "--resume",
              "--detail", "full", input=whole)
    check("other options", got.returncode == 2 and b"other options" in got.stderr, got.stderr)
    command = ["score", "-", "--to", "ndjson", "--output", "out.ndjson"]
    before = run(*command[:-1], "all.ndjson", input=whole)
    got = subprocess.run([PROGRAM, *command, "--resume", "--lang", "en"], input=whole,
                         check=False, capture_output=True)
    check("resume", got.returncode == 0, got.stderr)
    with open("out.ndjson", "rb") as resumed, open("all.ndjson", "rb") as full:
        check("resumed bytes", resumed.read() == full.read())
    check("nothing left", not [f for f in os.listdir(".") if "partial" in f or "resume" in f])
    got = run(*command, "--resume", input=whole)
    check("nothing to resume", got.returncode == 2 and b"no interrupted run" in got.stderr)

    # A pipe or a device is written to, never replaced.
    os.mkfifo("pipe")
    with open("told.ndjson", "wb") as told, \
            subprocess.Popen(["cat", "pipe"], stdout=told):
        got = run("score", "a.ndjson", "--to", "ndjson", "--output", "pipe")
    with open("told.ndjson", "rb") as told:
        check("output to a pipe", got.returncode == 0 and told.read() == one.stdout and
              stat.S_ISFIFO(os.stat("pipe").st_mode), got.stderr)

    # A pipe is opened once: the second time nobody would write.
    with open("a.ndjson", "rb") as records, \
            subprocess.Popen(["dd", "of=pipe", "status=none"], stdin=records) as told:
        got = run("score", "pipe", "--to", "ndjson", timeout=60)
        check("input from a pipe", got.stdout.count(b"\n") == 3000, got.stderr)

    # What was handed in is never replaced, nor what is written read.
    os.symlink("a.ndjson", "link.ndjson")
    for arguments in ["--output", "a.ndjson"], ["--output", "link.ndjson"], \
            ["--certificate", "./a.ndjson"]:
        got = run("score", "a.ndjson", *arguments)
        check(f"{arguments}", got.returncode == 2 and b"this is an input" in got.stderr, got)
    os.mkdir("both")
    shutil.copy("a.ndjson", "both")
    for output in "both/out.ndjson", "both/out.ndjson", "./both/out.ndjson":
        got = run("score", "both", "--to", "ndjson", "--output", output)
        with open("both/out.ndjson", "rb") as out:
            check("among the inputs", got.returncode == 0 and
                  out.read().count(b"\n") == 3000, got.stderr)

    # A bound on work: the same cut with any number of threads, and --resume goes on.
    command = ["score", "a.ndjson", "--to", "ndjson", "--output", "bound.ndjson"]
    cut = []
    for jobs in "1", "2":
        got = run(*command, "--max-work", "60000", "--jobs", jobs)
        told = got.stderr.decode()
        check("max-work", got.returncode == 3 and "--max-work 60000: stopped after" in told
              and "Costliest rules" in told and "lua:quantitative" in told, got)
        with open("bound.ndjson.partial", "rb") as part:
            cut.append(part.read())
    check("max-work cut", cut[0] == cut[1] and 0 < len(cut[0]) < len(one.stdout) and
          one.stdout.startswith(cut[0]), [len(c) for c in cut])
    kept = os.stat("a.ndjson")
    with open("a.ndjson", "a", encoding="utf-8") as grown:
        grown.write("{}\n")
    got = run(*command, "--resume")
    check("changed inputs", got.returncode == 2 and b"inputs have changed" in got.stderr and
          os.path.exists("bound.ndjson.partial") and not os.path.exists("bound.ndjson"), got)
    os.truncate("a.ndjson", kept.st_size)
    os.utime("a.ndjson", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    got = run(*command, "--max-work", "1000000", "--resume")
    with open("bound.ndjson", "rb") as whole_again:
        check("max-work resumed", got.returncode == 0 and whole_again.read() == one.stdout,
              got.stderr)
    for jobs in "1", "2":
        got = run("score", "a.ndjson", "--to", "ndjson", "--costs", "--jobs", jobs)
        costs = got.stderr if jobs == "1" else costs
        check("costs", got.stderr == costs and b"27000 calls" in costs, got.stderr)

    # Ten times as many records take no more memory.
    if not SANITIZED:
        with open("long.ndjson", "w", encoding="utf-8") as out:
            for k in range(10):
                out.write("\n".join(lines(3000, k * 3000)) + "\n")
        few, many = peak("a.ndjson"), peak("long.ndjson")
        check("memory", many <= 16 and many < few + 3, few, many)

print("stream:", "failed" if bad else "ok")
sys.exit(bad != 0)

#!/usr/bin/env python3
"""Certificates of results: the same bytes however they are made; and everything that could
have been changed since, told. Usage: certificates.py PROGRAM"""
import hashlib, json, os, shutil, tempfile

from checks import check, end, env, here, read, run

scratch = tempfile.mkdtemp()
os.chdir(scratch)
env.update(LC_ALL="C", XDG_DATA_HOME=scratch + "/data", XDG_CONFIG_HOME=scratch + "/config")


def write(path, content):
    with open(path, "wb") as f:
        f.write(content)


def changed(source, target, old, new):
    content = read(source)
    assert content.count(old) >= 1, (source, old)
    write(target, content.replace(old, new, 1))


for name in ("base", "north"):
    shutil.copytree(here + "/in/packs/" + name, name)
record = {"form": "project", "region": "north", "year": "2023", "budget": {"adjusted": "10", "executed": "9"}}
with open("forms.ndjson", "w") as f:
    for i in range(3000):
        rows = [{"level1": "Output", "name": "a", "nature": "≥", "target": "100", "actual": str(60 + i % 50),
                 "reported_score": "60"}]
        f.write(json.dumps(dict(record, code=f"N{i}", name="x", indicators=rows), ensure_ascii=False) + "\n")
os.mkdir("folder")
shutil.copy(here + "/in/one-project.json", "folder/a.json")
shutil.copy("forms.ndjson", "folder/b.ndjson")
PACK = ("--pack", "./north")
for name, owner in (("bureau", "City Finance Bureau"), ("other", "Somebody Else")):
    run(0, "pack", "keygen", name, "--name", owner)
run(0, "pack", "trust", "add", "bureau.pub")

# ---- the same certificate, however it is made ----
SCORE = ("score", "forms.ndjson", *PACK, "--to", "ndjson", "--output", "scores.ndjson")
run(0, *SCORE, "--certificate", "a.cert", "--key", "bureau.key", "--jobs", "1")
run(0, *SCORE, "--certificate", "b.cert", "--key", "bureau.key", "--jobs", "4", lang="zh")
check(read("a.cert") == read("b.cert"), "threads and language do not matter")
run(0, "score", "forms.ndjson", *PACK, "--to", "csv", "--output", "x.csv", "--certificate", "b.cert", "--key", "bureau.key")
check(read("a.cert") == read("b.cert"), "nor does the format of the output")
inside = json.loads(read("a.cert"))["certificate"]
check(inside["inputs"] == [{"file": "forms.ndjson", "bytes": os.path.getsize("forms.ndjson"),
                            "sha256": hashlib.sha256(read("forms.ndjson")).hexdigest()}], "the digest of the input")
results = [json.loads(line) for line in open("scores.ndjson", encoding="utf-8")]
check([(r["code"], r["total"]) for r in results] == [(r["code"], r["total"]) for r in inside["results"]],
      "the totals of the certificate are those of the results")
check(inside["packs"][0]["digest"] == results[0]["pack"]["digest"], "the digest of the pack")
run(0, "verify", "a.cert", "forms.ndjson", *PACK,
    has=["signed by City Finance Bureau", "which is trusted", "reproduced: 3000 results"])
run(0, "score", "folder", *PACK, "--certificate", "c.cert")
check(len(json.loads(read("c.cert"))["certificate"]["inputs"]) == 2, "every file of a folder")
run(0, "verify", "c.cert", "folder", *PACK, has=["not signed", "reproduced: 3001 results"])
run(0, "score", "-", *PACK, "--certificate", "d.cert", feed=read("forms.ndjson"))
run(0, "verify", "d.cert", "forms.ndjson", *PACK, has="reproduced")
run(0, "score", "forms.ndjson", *PACK, "--record", "N7", "--certificate", "e.cert")
run(0, "verify", "e.cert", "forms.ndjson", *PACK, has="reproduced: 1 results")

# ---- what was changed since ----
lines = read("forms.ndjson").split(b"\n")
changed("forms.ndjson", "later.ndjson", b'"actual": "60"', b'"actual": "99"')
run(1, "verify", "a.cert", "later.ndjson", *PACK,
    has=["forms.ndjson  is another document than was scored", "N0  total: ", "2 differences"])
write("fewer.ndjson", b"\n".join(lines[1:]))
run(1, "verify", "a.cert", "fewer.ndjson", *PACK, has=["N0  code: N0 → N1", "N2999  gone"])
run(1, "verify", "a.cert", "fewer.ndjson", *PACK, "--to", "ndjson",
    has=['"verdict":"changed"', '"record":"N2999"', '"message":"gone"'])
run(1, "verify", "scores.ndjson", "fewer.ndjson", *PACK, "--to", "csv", "--output", "verified.csv")
run(1, "verify", "scores.ndjson", "later.ndjson", *PACK, has=["  总分: ", "  等级: "], lang="zh")
check(b"another record stands in its place: N1\r\n" in read("verified.csv"), "what differs, as a table")
results[0]["unit"], results[1]["items"][0]["deduction"] = "another", 77
write("told.ndjson", "\n".join(json.dumps(r) for r in results).encode())
run(1, "verify", "told.ndjson", "forms.ndjson", *PACK, has=["unit: another → ", "deduction: 77 → ", "2 of 3000"])
changed("forms.ndjson", "blank.ndjson", b'{"form": "project",', b'{"form":  "project",')
run(1, "verify", "a.cert", "blank.ndjson", *PACK, has=["is another document", "1 differences"])
shutil.copytree("north", "kept")
changed("north/indicators.json", "north/indicators.json", b'"step": 2.50', b'"step": 2.75')
run(1, "verify", "a.cert", "forms.ndjson", *PACK, has="north  digest: ")
shutil.rmtree("north")
shutil.move("kept", "north")
run(0, "verify", "a.cert", "forms.ndjson", *PACK)
total = inside["results"][0]["total"]
changed("a.cert", "figure.cert", f'"code": "N0", "name": "x", "total": {total}'.encode(), b'"code": "N0", "name": "x", "total": 99')
run(1, "verify", "figure.cert", "forms.ndjson", *PACK,
    has=["changed after City Finance Bureau signed it", f"N0  total: 99 → {total}", "2 differences"])
changed("a.cert", "digest.cert", inside["results"][5]["sha256"].encode(), b"0" * 64)
run(1, "verify", "digest.cert", "forms.ndjson", *PACK, has="N5  the total is the same, what it consists of is not")
changed("a.cert", "engine.cert", b'"engine": "', b'"engine": "9')
run(1, "verify", "engine.cert", "forms.ndjson", *PACK, has="engine: 9")
changed("a.cert", "spaced.cert", b'"settings": {}', b'"settings":\n{}') if b'"settings": {}' in read("a.cert") else \
    changed("a.cert", "spaced.cert", b'"engine": ', b'"engine":\n  ')
run(0, "verify", "spaced.cert", "forms.ndjson", *PACK, has="which is trusted")

# ---- who signed it ----
run(0, *SCORE, "--certificate", "o.cert", "--key", "other.key")
run(1, "verify", "o.cert", "forms.ndjson", *PACK, has=["calls itself 'Somebody Else' and is not trusted here", "1 differences"])
run(0, "verify", "o.cert", "forms.ndjson", *PACK, "--allow-unsigned", has="not trusted here")
ours, theirs = json.loads(read("a.cert")), json.loads(read("o.cert"))
theirs["signature"]["key"] = ours["signature"]["key"]
write("forged.cert", json.dumps(theirs).encode())
run(1, "verify", "forged.cert", "forms.ndjson", *PACK, has="changed after City Finance Bureau signed it")
run(0, "pack", "trust", "revoke", "bureau.key", "--why", "lost", "--output", "bureau.revoked")
run(0, "pack", "trust", "add", "bureau.revoked")
run(1, "verify", "a.cert", "forms.ndjson", *PACK, "--allow-unsigned", has=["which its owner revoked: lost", "1 differences"])

# ---- what is refused ----
before = sorted(os.listdir("."))
run(2, "score", "forms.ndjson", *PACK, "--key", "bureau.key", has="--certificate FILE too")
run(2, "score", "forms.ndjson", *PACK, "--certificate", "n.cert", "--key", "bureau.pub", has="the public half")
run(4, "score", "forms.ndjson", *PACK, "--certificate", "n.cert", "--key", "forms.ndjson")
run(2, *SCORE, "--certificate", "n.cert", "--resume", has="whole runs")
write("bad.json", b"{")
run(4, "score", "bad.json", "forms.ndjson", *PACK, "--certificate", "n.cert", has="no certificate is written")
run(4, "score", "forms.ndjson", *PACK, "--certificate", "no/n.cert", has="no/n.cert: cannot be written")
write("hollow.cert", b'{"format": "jixiao-certificate-1", "certificate": {"engine": "0.1.0"}}')
run(4, "verify", "hollow.cert", "forms.ndjson", *PACK, has="the certificate is damaged")
changed("a.cert", "torn.cert", b'"signature": "', b'"signature": "zz')
run(4, "verify", "torn.cert", "forms.ndjson", *PACK, has="the signature is damaged")
write("torn.cert", read("a.cert")[:-40])
run(4, "verify", "torn.cert", "forms.ndjson", *PACK, has="torn.cert:")
check(not os.path.exists("n.cert"), "a certificate is whole or not there")

shutil.rmtree(scratch)
end()

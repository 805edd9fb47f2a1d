#!/usr/bin/env python3
"""Pack files as their users meet them: built, signed, trusted, installed, rolled back; and
hostile ones, each refused by the name of the entry. Usage: packfiles.py PROGRAM"""
import hashlib, io, json, os, shutil, signal, stat, struct, subprocess, tempfile, time, zipfile

from checks import check, end, env, here, program, read, run

scratch = tempfile.mkdtemp()
os.chdir(scratch)
env.update(LC_ALL="C", XDG_DATA_HOME=scratch + "/data", XDG_CONFIG_HOME=scratch + "/config")
store = scratch + "/data/jixiao/packs"


def change(path, old, new):
    text = read(path)
    assert old in text, (path, old)
    with open(path, "wb") as f:
        f.write(text.replace(old, new))


# ---- the same bytes everywhere ----
for name in ("base", "north"):
    shutil.copytree(here + "/in/packs/" + name, name)
for name in os.listdir("north"):
    os.utime("north/" + name, (1e9, 1e9))
run(0, "pack", "build", "./north", "--output", "a.jxp", TZ="Asia/Shanghai")
shutil.copytree("north", "copy/north")
shutil.copytree("base", "copy/base")
run(0, "pack", "build", "./copy/north", "--output", "b.jxp", TZ="America/New_York")
check(read("a.jxp") == read("b.jxp"), "the same pack gives the same bytes")
with zipfile.ZipFile("a.jxp") as z:
    names = z.namelist()
    check(names == sorted(names), "entries are sorted")
    check(all(i.compress_type == zipfile.ZIP_STORED and i.date_time == (1980, 1, 1, 0, 0, 0) for i in z.infolist()),
          "entries are stored and dated 1980-01-01")
open("north/notes.docx", "w").close()
run(0, "pack", "build", "./north", "--output", "c.jxp", has="left out, no part of a pack: notes.docx")
check(read("a.jxp") == read("c.jxp"), "what is left out changes nothing")
os.symlink("/etc/passwd", "north/link.lua")
run(3, "pack", "build", "./north", "--output", "d.jxp")
os.remove("north/link.lua")
os.remove("north/notes.docx")

# ---- keys and trust ----
run(2, "pack", "keygen", "bureau", has="--name")
run(0, "pack", "keygen", "bureau", "--name", "City Finance Bureau", has="keep it secret")
check(stat.S_IMODE(os.stat("bureau.key").st_mode) == 0o600, "a secret key is for its owner's eyes only")
run(4, "pack", "keygen", "bureau", "--name", "x", has="cannot be written")
run(0, "pack", "keygen", "other", "--name", "Somebody Else")
run(0, "pack", "build", "./base", "--output", "base.jxp")
run(2, "pack", "sign", "a.jxp", has="--key")
run(2, "pack", "sign", "a.jxp", "--key", "bureau.pub", has="the public half")
shutil.copy("a.jxp", "plain.jxp")
for name in ("a.jxp", "base.jxp"):
    run(0, "pack", "sign", name, "--key", "bureau.key", has="signed by City Finance Bureau")
run(3, "pack", "verify", "plain.jxp", has="not signed")
run(3, "pack", "verify", "a.jxp", has="not trusted here")
run(3, "pack", "install", "base.jxp", has="jixiao pack trust add")
run(3, "check", "base.jxp", has="not trusted")
run(0, "pack", "trust", "add", "bureau.pub", has="has its owner told you this id?")
run(0, "pack", "trust", "list", has="City Finance Bureau")
run(0, "pack", "verify", "base.jxp", has="which is trusted")
run(2, "pack", "trust", "ad", "bureau.pub")
run(2, "pack", "trust", "remove", "nobody", has="no trusted key")

# ---- installing ----
run(3, "pack", "install", "a.jxp", has=["there is no pack 'base'", "not installed"])
check(os.listdir(store) == [], "a refused pack leaves nothing behind")
run(0, "pack", "install", "base.jxp", has="installed base 1.2.0")
run(0, "pack", "install", "a.jxp", has=["against base 1.2.0", "selectors.rows.params", "installed north", "which is trusted"])
run(0, "pack", "install", "a.jxp", has="is installed already")
check("lock.json" in os.listdir(store + "/north@2023.1.0"), "installing pins the base")
run(0, "pack", "list", has=["north 2023.1.0", "signed by City Finance Bureau"])
run(0, "check", "north", "base")
run(3, "pack", "install", "plain.jxp", has="is not signed")
run(3, "pack", "remove", "south", has="no pack 'south' is installed here")

# ---- unsigned: by name only, and the result says so ----
with open("record.json", "w") as f:
    json.dump({"form": "project", "region": "north", "year": "2023", "name": "x", "indicators": []}, f)
run(3, "score", "record.json", "--pack", "plain.jxp", has="--allow-unsigned")
said = run(0, "score", "record.json", "--pack", "plain.jxp", "--allow-unsigned", "--to", "json")
check(json.loads(said)[0]["pack"].get("unsigned") is True, "a result of an unsigned pack says so")
run(0, "explain", "record.json", "--pack", "plain.jxp", "--allow-unsigned", has="without a trusted signature")
said = run(0, "score", "record.json", "--pack", "a.jxp", "--to", "json")
check("unsigned" not in json.loads(said)[0]["pack"], "a result of a trusted pack says nothing")
run(0, "pack", "remove", "north")
run(0, "pack", "install", "plain.jxp", "--allow-unsigned", "--quiet", has="not signed")
said = run(0, "score", "record.json", "--pack", "north", "--to", "json")
check(json.loads(said)[0]["pack"].get("unsigned") is True, "installed unsigned, it stays unsigned")
run(0, "pack", "remove", "north")
run(0, "pack", "install", "a.jxp", "--quiet")
os.mkdir("mine")
shutil.copytree("north", "mine/elsewhere")
run(3, "check", "elsewhere", has="there is no pack 'elsewhere'")
os.chdir("mine")
run(3, "check", "elsewhere", has="write './elsewhere'")
os.chdir(scratch)

# ---- tampering with what is installed ----
installed = store + "/north@2023.1.0/indicators.json"
kept = read(installed)
change(installed, b'"step": 2.50', b'"step": 2.75')
run(3, "check", "north", has="'indicators.json' has changed since the pack was installed")
run(0, "pack", "list", has="has changed since")
with open(installed, "wb") as f:
    f.write(kept)
with open(store + "/north@2023.1.0/extra.lua", "w") as f:
    f.write("return {api = 1, score = function(x, s) s:award(0, 'nothing') end}")
run(3, "check", "north", has="'extra.lua' has changed")
os.remove(store + "/north@2023.1.0/extra.lua")
for kept in ("META", "lock.json"):
    os.rename(store + "/north@2023.1.0/" + kept, "kept")
    run(3, "check", "north", has=f"'{kept}")
    os.rename("kept", store + "/north@2023.1.0/" + kept)
run(0, "check", "north")

# ---- versions side by side, and back ----
shutil.copytree("north", "next")
change("next/pack.json", b'"version": "2023.1.0"', b'"version": "2023.2.0"')
shutil.copytree("next", "copy/next")
run(0, "pack", "build", "./next", "--output", "next.jxp")
run(0, "pack", "sign", "next.jxp", "--key", "bureau.key")
run(3, "pack", "rollback", "north", has="no version of 'north' before 2023.1.0")
run(0, "pack", "install", "next.jxp", "--quiet")
run(0, "check", "north", "north@2023.1.0", has=["north 2023.2.0: good", "north 2023.1.0: good"])
run(0, "pack", "rollback", "north", has="2023.2.0 is set aside; in effect is 2023.1.0")
run(0, "check", "north", has="north 2023.1.0: good")
run(0, "pack", "list", has="north@2023.2.0  set aside by rollback")
run(0, "pack", "install", "next.jxp", "--quiet")
run(0, "check", "north", has="north 2023.2.0: good")
check(os.listdir(store + "/.aside") == [], "installed again, it is no longer set aside")
change("next/pack.json", b'"name": "north"', b'"title": "changed", "name": "north"') if b'"title"' not in read(
    "next/pack.json") else change("next/pack.json", b'"title": "', b'"title": "Changed ')
run(0, "pack", "build", "./next", "--output", "again.jxp")
run(0, "pack", "sign", "again.jxp", "--key", "bureau.key")
run(3, "pack", "install", "again.jxp", has="give the pack a new version")

# ---- a pack whose own cases fail is not installed ----
shutil.copytree("base", "wrong")
change("wrong/pack.json", b'"version": "1.2.0"', b'"version": "1.3.0"')
os.makedirs("wrong/cases", exist_ok=True)
with open("wrong/cases/wrong.json", "w") as f:
    json.dump({"record": {"form": "project", "indicators": []}, "expect": {"total": 77}}, f)
run(0, "pack", "build", "./wrong", "--output", "wrong.jxp")
run(0, "pack", "sign", "wrong.jxp", "--key", "bureau.key")
run(3, "pack", "install", "wrong.jxp", has=["expected 77", "the pack's own cases fail"])
check(sorted(os.listdir(store)) == [".aside", "base@1.2.0", "north@2023.1.0", "north@2023.2.0"],
      "nothing of it is left")

# ---- power loss: killed at any moment, the store has the old or the new ----
run(0, "pack", "remove", "north@2023.2.0")
for delay in range(0, 40, 2):
    process = subprocess.Popen([program, "pack", "install", "next.jxp", "--quiet"], env=env, cwd=scratch,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay / 1000)
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = os.path.isdir(store + "/north@2023.2.0")
    run(0, "check", "north", has="north 2023.2.0: good" if there else "north 2023.1.0: good")
    if there:
        run(0, "pack", "remove", "north@2023.2.0")
run(0, "pack", "install", "next.jxp", "--quiet")
check(not [n for n in os.listdir(store) if n.startswith(".incoming")], "what was cut short is swept away")

# ---- rotation, revocation ----
run(0, "pack", "trust", "remove", "City Finance Bureau", has="no longer trusted")
run(3, "check", "north", has="not trusted")
run(0, "pack", "trust", "add", "bureau.pub")
run(0, "check", "north")
run(2, "pack", "trust", "revoke", "bureau.key", has="--why")
run(0, "pack", "trust", "revoke", "bureau.key", "--why", "lost with a laptop", "--output", "bureau.revoked")
run(0, "pack", "trust", "add", "bureau.revoked", has="refused from now on")
run(3, "check", "north", has="which its owner revoked ('lost with a laptop')")
run(3, "score", "record.json", "--pack", "a.jxp", "--allow-unsigned", has="revoked")
run(3, "pack", "trust", "add", "bureau.pub", has="was revoked by its owner")
run(0, "pack", "trust", "add", "other.pub")
run(0, "pack", "sign", "a.jxp", "--key", "other.key")
run(0, "pack", "verify", "a.jxp", has="signed by Somebody Else")

# ---- hostile files ----
good = {i.filename: zipfile.ZipFile("a.jxp").read(i) for i in zipfile.ZipFile("a.jxp").infolist()}


def entry(name, attributes=0o100644 << 16, method=zipfile.ZIP_STORED, comment=b"", extra=b""):
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr, info.compress_type, info.create_system = attributes, method, 3
    info.create_version, info.extract_version = 63, 10  # as jixiao prints them
    info.comment, info.extra = comment, extra
    return info


def hostile(says, *extras, drop=(), comment=b"", patch=None, has=()):
    """A pack file with more entries, or fewer; refused by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as z:
        for name in sorted(good):
            if name not in drop:
                z.writestr(entry(name), good[name])
        for info, content in extras:
            z.writestr(info, content)
        z.comment = comment
    raw = data.getvalue()
    with open("hostile.jxp", "wb") as f:
        f.write(patch(raw) if patch else raw)
    run(3, "pack", "verify", "hostile.jxp", has=says)
    run(3, "pack", "install", "hostile.jxp", "--allow-unsigned", has=says)


import warnings
warnings.simplefilter("ignore")
before = sorted(os.listdir(store))
hostile(["'../../evil.lua'", "leads out of the folder"], (entry("../../evil.lua"), "x"))
hostile(["'/tmp/evil.lua'", "leads out of the folder"], (entry("/tmp/evil.lua"), "x"))
hostile(["leads out of the folder"], (entry("..\\evil.lua"), "x"))
hostile(["'link.lua'", "it is a link"], (entry("link.lua", 0o120777 << 16), "/etc/passwd"))
hostile(["'disk.lua'", "it is a device"], (entry("disk.lua", 0o060666 << 16), ""))
hostile(["'pipe.lua'", "it is a device"], (entry("pipe.lua", 0o010666 << 16), ""))
hostile(["'dir.lua'", "it is a folder"], (entry("dir.lua", 0o040755 << 16), ""))
hostile(["'Pack.json'", "does not belong in a pack"], (entry("Pack.json"), "{}"))
hostile(["there twice"], (entry("Rule.lua"), "x"), (entry("rule.lua"), "x"))
hostile(["'pack.json'", "there twice"], (entry("pack.json"), "{}"))
hostile(["'nul.lua'", "for a device"], (entry("nul.lua"), "x"))
hostile(["'setup.exe'", "does not belong"], (entry("setup.exe"), "x"))
hostile(["'cases/a/b.json'", "does not belong"], (entry("cases/a/b.json"), "x"))
hostile(["'bomb.lua'", "it is compressed"], (entry("bomb.lua", method=zipfile.ZIP_DEFLATED), b"0" * (64 << 20)))
hostile(["'big.lua'", "larger than 8 MiB"], (entry("big.lua"), b"0" * (9 << 20)))
hostile(["'note.lua'", "notes beside it"], (entry("note.lua", comment=b"hidden"), "x"))
hostile(["'more.lua'", "notes beside it"], (entry("more.lua", extra=b"\xfe\xca\x04\x00abcd"), "x"))
hostile(["'more.lua'", "not what the manifest says"], (entry("more.lua"), "return 1"))
hostile(["belong to no entry"], comment=b"a comment of the zip")
hostile(["a damaged one"], patch=lambda raw: b"#!/bin/sh\n" + raw)
hostile(["a damaged one"], patch=lambda raw: raw + b"behind the end")
hostile(["there is no META/manifest.json"], drop=["META/manifest.json"])
hostile(["the manifest names other entries"], drop=["indicators.json"])
hostile(["there is no pack.json"], drop=["pack.json"])
hostile(["the signature is damaged"], (entry("META/signature.json"), '{"format": "jixiao-signature-1", "key": "../../x"}'),
        drop=["META/signature.json"])
hostile(["nested too deeply"], (entry("pack.json"), '{"a":' * 1000), drop=["pack.json"])
hostile(["larger than"], patch=lambda raw: raw + b"0" * (65 << 20))
kept = dict(good)
good["pack.json"] = kept["pack.json"].replace(b'"north"', b'"../x"', 1)
hostile(["lower-case letters"])
good = kept
good_bytes = read("a.jxp")
central = good_bytes.rindex(b"PK\x05\x06")
with open("hostile.jxp", "wb") as f:  # thousands of entries announced
    f.write(good_bytes[:central + 8] + struct.pack("<HH", 60000, 60000) + good_bytes[central + 12:])
run(3, "pack", "verify", "hostile.jxp")
with open("hostile.jxp", "wb") as f:
    f.write(os.urandom(4096))
run(3, "pack", "verify", "hostile.jxp", has="no pack file")
run(3, "pack", "verify", "missing.jxp", has="missing.jxp")
check(sorted(os.listdir(store)) == before, "nothing hostile was installed")
check(not os.path.exists(scratch + "/data/evil.lua") and not os.path.exists("/tmp/evil.lua"), "nothing was written elsewhere")

# ---- names that steer a terminal ----
run(0, "pack", "keygen", "sly", "--name", "Sly")
change("sly.pub", b'"Sly"', b'"Sly\\u001b[2K"')
run(4, "pack", "trust", "add", "sly.pub", has="the key is damaged")
run(0, "pack", "build", "./base", "--output", "sly.jxp")
run(0, "pack", "sign", "sly.jxp", "--key", "sly.key")
parts = {i.filename: zipfile.ZipFile("sly.jxp").read(i) for i in zipfile.ZipFile("sly.jxp").infolist()}
parts["META/signature.json"] = parts["META/signature.json"].replace(b'"Sly"', b'"Sly\\nsigned by you, which is trusted"')
with zipfile.ZipFile("sly.jxp", "w") as z:
    for name in sorted(parts):
        z.writestr(entry(name), parts[name])
run(3, "pack", "verify", "sly.jxp", has="the signature is damaged")

# ---- a pack for another program: sound, but not to be installed here ----
shutil.copytree("base", "later")
change("later/pack.json", b'"version": "1.2.0"', b'"version": "1.4.0", "requires": {"jixiao": ">=0.1"}')
run(0, "pack", "build", "./later", "--output", "later.jxp")
run(0, "pack", "install", "later.jxp", "--allow-unsigned", has="installed base 1.4.0")
run(0, "pack", "remove", "base@1.4.0")
parts = {i.filename: zipfile.ZipFile("later.jxp").read(i) for i in zipfile.ZipFile("later.jxp").infolist()}
text = parts["pack.json"].replace(b">=0.1", b">=9.1")
parts["META/manifest.json"] = parts["META/manifest.json"].replace(
    hashlib.sha256(parts["pack.json"]).hexdigest().encode(), hashlib.sha256(text).hexdigest().encode())
parts["pack.json"] = text
with zipfile.ZipFile("later.jxp", "w") as z:
    for name in sorted(parts):
        z.writestr(entry(name), parts[name])
run(3, "pack", "install", "later.jxp", "--allow-unsigned",
    has=["the pack requires jixiao >=9.1, and this is", "not installed"])

shutil.rmtree(scratch)
end()

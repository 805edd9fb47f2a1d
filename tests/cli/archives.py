#!/usr/bin/env python3
"""What offices hand in beside Word and Excel: archives as folders, old formats through an
office program, and what is refused by name. Usage: archives.py PROGRAM"""
import io
import json
import os
import shutil
import stat
import struct
import subprocess
import tempfile
import time
import zipfile

from checks import check, end, here as HERE, program as PROGRAM

FORM = open(os.path.join(HERE, "example.txt"), "rb").read()
SCRATCH = tempfile.TemporaryDirectory()
TMPDIR = os.path.join(SCRATCH.name, "tmp")
os.mkdir(TMPDIR)


def path(name):
    return os.path.join(SCRATCH.name, name)


def convert(*inputs, code=0, says=(), data=None, search=None):
    """Records of the inputs; what is said on standard error must have every text."""
    run = subprocess.run([PROGRAM, "convert", *inputs, "--to", "ndjson", "--origins", "--lang",
                          "en"], input=data, capture_output=True, timeout=240,
                         env={**os.environ, "TMPDIR": TMPDIR,
                              "PATH": search or os.environ["PATH"]})
    said = run.stderr.decode("utf-8", "replace")
    check(run.returncode == code, "%s: exit %d, expected %d\n%s"
          % (inputs, run.returncode, code, said[:600]))
    for text in says:
        check(text in said, "%s: says %r\n%s" % (inputs, text, said[:900]))
    check(os.listdir(TMPDIR) == [], "left behind: %s" % os.listdir(TMPDIR))
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def pack(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def write(name, data):
    with open(path(name), "wb") as out:
        out.write(data)
    return path(name)


def without_origins(records):
    for record in records:
        record.pop("_at", None)
    return records


PLAIN = without_origins(convert(os.path.join(HERE, "example.txt")))


def word_document(name):
    """The example as a Word document."""
    subprocess.run([PROGRAM, "score", os.path.join(HERE, "example.txt"), "--pack", "luzhou", "--to", "docx",
                    "--output", name, "--quiet"], check=True)
    with open(name, "rb") as whole:
        return whole.read()


def test_folder():
    """Entries are documents, in the order of their names; what is none is passed over."""
    whole = write("a.zip", pack([
        ("b/form.txt", FORM), ("b/", b""), ("a.txt", FORM), ("~$a.txt", b"lock"),
        ("__MACOSX/._a.txt", b"x"), ("b/.hidden/x.txt", FORM), ("b/Thumbs.db", b"x")]))
    got = convert(whole)
    check(without_origins(got) == PLAIN * 2, "both documents, whole: %d" % len(got))
    check(without_origins(convert("-", data=open(whole, "rb").read())) == PLAIN * 2,
          "an archive on standard input")
    outer = write("outer.zip", pack([("in/a.zip", open(whole, "rb").read()), ("z.txt", FORM)]))
    check(len(convert(outer)) == 3 * len(PLAIN), "an archive within an archive")
    os.makedirs(path("folder/sub"), exist_ok=True)
    shutil.copy(outer, path("folder/sub/o.zip"))
    shutil.copy(outer, path("folder/sub/~$o.zip"))
    check(len(convert(path("folder"))) == 3 * len(PLAIN), "an archive in a folder")
    forms = word_document(path("form.docx"))
    for method in zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED:
        both = write("both.zip", pack([("a.docx", forms), ("b/c.docx", forms)], method))
        check(len(convert(both)) == 2 * len(convert(path("form.docx"))) > 0,
              "documents packed by method %d" % method)
    records = "\n".join(json.dumps(r) for r in PLAIN * 40).encode()
    lines = write("lines.zip", pack([("r.ndjson", records)]))
    got = convert(lines)
    check(without_origins(got) == PLAIN * 40, "records a line, in pieces: %d" % len(got))


def test_names():
    """Names in GB18030, as Windows writes them; origins say archive/entry."""
    data = pack([("AAAAAAAA/x.txt", FORM + b"\n\tcut")])
    gbk = "申报材料".encode("gb18030")
    broken = write("g.zip", data.replace(b"AAAAAAAA", gbk))
    run = subprocess.run([PROGRAM, "audit", broken, "--to", "ndjson"], capture_output=True)
    sources = {json.loads(line)["source"] for line in run.stdout.decode().splitlines()}
    check(sources and all("g.zip/申报材料/x.txt" in s for s in sources), "%s" % sources)
    utf8 = pack([("AAAAAAAAAAAA.pdf", b"%PDF-1.4")]).replace(b"AAAAAAAAAAAA", "申报材料".encode())
    convert(write("u.zip", utf8), code=4, says=["u.zip/申报材料.pdf: a PDF"])
    two = pack([("AAAA.pdf", b"%PDF-1.4")]).replace(b"AAAA", "联通".encode("gb18030"))
    convert(write("l.zip", two), code=4, says=["l.zip/联通.pdf: a PDF"])
    flagged = pack([("éé.pdf", b"%PDF-1.4")])
    convert(write("f.zip", flagged), code=4, says=["f.zip/éé.pdf: a PDF"])
    odd = pack([("AAA.pdf", b"%PDF-1.4")]).replace(b"AAA", b"\xff\xff\x01")
    convert(write("o.zip", odd), code=4, says=["o.zip/%FF%FF?.pdf: a PDF"])


def test_bad_entries():
    """A bad entry is refused by name; the rest of the archive is read."""
    for name in ("../evil.txt", "/etc/x.txt", "a/../../x.txt", "C:\\x.txt"):
        archive = pack([(name, FORM), ("good.txt", FORM)])
        got = convert(write("slip.zip", archive), code=4, says=["leads out of the archive"])
        check(without_origins(got) == PLAIN, "beside %s" % name)
    archive = bytearray(pack([("locked.txt", b"xxxxxxxx"), ("z.txt", FORM)]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(mark) + at] |= 1
    got = convert(write("locked.zip", bytes(archive)), code=4,
                  says=["locked.zip/locked.txt: protected by a password"])
    check(without_origins(got) == PLAIN, "beside a locked entry")
    archive = pack([("a.txt", b"\t" + FORM), ("z.txt", FORM)], zipfile.ZIP_STORED)
    damaged = archive.replace(b"\t" + FORM[:30], b"\t" + FORM[:20] + b"x" * 10, 1)
    got = convert(write("crc.zip", damaged), code=4,
                  says=["crc.zip/a.txt: damaged or cut off within the archive"])
    check(without_origins(got) == PLAIN, "beside a damaged entry")
    archive = bytearray(pack([("a.txt", FORM), ("z.txt", FORM)]))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        archive[archive.index(mark) + at] = 97
    got = convert(write("method.zip", bytes(archive)), code=4, says=["cannot be unpacked"])
    check(without_origins(got) == PLAIN, "beside an unknown method")


def test_bad_archives():
    whole = pack([("a.txt", FORM), ("b.txt", FORM)])
    write("beside.txt", FORM)
    for cut in (100, 1000, len(whole) // 2, len(whole) - 4):
        got = convert(write("cut.zip", whole[:cut]), path("beside.txt"), code=4,
                      says=["damaged or cut off"])
        check(without_origins(got) == PLAIN, "cut at %d: the rest of the run" % cut)
    convert(write("none.zip", pack([])), code=4, says=["the archive holds no files"])
    convert(write("hidden.zip", pack([(".x", b"x")])), code=4, says=["holds no files"])
    many = pack([("%d.pdf" % i, b"") for i in range(100001)], zipfile.ZIP_STORED)
    convert(write("many.zip", many), code=4, says=["at most 100000 are read"])
    inner = pack([("a.txt", FORM)])
    for depth in range(6):
        inner = pack([("%d.zip" % depth, inner)])
    convert(write("deep.zip", inner), code=4, says=["archives within archives deeper than 4"])
    started = time.monotonic()
    blanks = b"\t" + FORM + b" " * (64 << 20)
    got = convert(write("bomb.zip", pack([("bomb.txt", blanks), ("z.txt", FORM)])), code=4,
                  says=["bomb.zip/bomb.txt: unfolds to more than 400 times its size"])
    check(without_origins(got) == PLAIN, "beside a bomb")
    lines = pack([("bomb.ndjson", (b"{}" + b" " * 98 + b"\n") * 600_000)])
    convert(write("lines.zip", lines), code=4, says=["lines.zip/bomb.ndjson"])
    check(time.monotonic() - started < 60, "bombs take no time")


# ---- office formats ----

def ole(streams):
    """A compound file with the given streams, each 4096 bytes or more."""
    sectors, fat, entries = [], [], []

    def chain(data):
        start = len(sectors)
        for i in range(0, len(data), 512):
            sectors.append(data[i:i + 512].ljust(512, b"\0"))
            fat.append(len(sectors))
        fat[-1] = 0xfffffffe
        return start

    def entry(name, kind, start, size):
        raw = name.encode("utf-16-le") + b"\0\0"
        return (raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
                + b"\xff" * 12 + b"\0" * 36 + struct.pack("<IQ", start, size))

    for name, data in streams:
        entries.append(entry(name, 2, chain(data.ljust(4096, b"\0")), max(len(data), 4096)))
    directory = chain(entry("Root Entry", 5, 0xfffffffe, 0) + b"".join(entries))
    table = len(sectors)
    fat.append(0xfffffffd)
    sectors.append(b"".join(struct.pack("<I", n) for n in fat).ljust(512, b"\xff"))
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
              + struct.pack("<HHHHH", 0x3e, 3, 0xfffe, 9, 6) + b"\0" * 6
              + struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xfffffffe, 0, 0xfffffffe, 0)
              + struct.pack("<I", table)).ljust(512, b"\xff")
    return header + b"".join(sectors)


WORD = ole([("Other", b"x"), ("WordDocument", b"\xec\xa5\xc1\0")])
EXCEL = ole([("Workbook", struct.pack("<HHHH", 0x809, 4, 0x600, 5) + b"\x0a\0\0\0")])
REFUSED = {
    "an encrypted package": (ole([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]),
                             "protected by a password"),
    "a locked document": (ole([("WordDocument", b"\xec\xa5\xc1\0" + b"\0" * 7 + b"\x01")]),
                          "protected by a password"),
    "a locked workbook": (ole([("Workbook", struct.pack("<HHHHHH", 0x809, 2, 0x600, 0x2f, 0, 0))]),
                          "protected by a password"),
    "slides": (ole([("PowerPoint Document", b"x")]), "a presentation"),
    "an empty container": (ole([("Nothing", b"x")]), "a damaged office file, or none"),
    "half a container": (WORD[:600], "a damaged office file, or none"),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", "a PDF: it holds pages, not tables"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a picture (PNG)"),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 64, "a picture (JPEG)"),
    "a RAR": (b"Rar!\x1a\x07\x01\0" + b"\0" * 64, "a RAR archive: unpack it"),
    "a web page": (b"\xef\xbb\xbf <html><table><tr><td>x</td></tr></table>", "a web page or XML"),
    "a workbook in XML": (b"<?xml version='1.0'?><Workbook/>", "a web page or XML"),
    "OFD": (pack([("OFD.xml", b"<x/>"), ("Doc_0/Document.xml", b"")]), "an OFD document"),
    "pptx": (pack([("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")]),
             "a presentation"),
    "odd office": (pack([("[Content_Types].xml", b""), ("visio/document.xml", b"")]),
                   "an office file that is neither"),
}


def test_refused():
    """Told from content, never from the name; named in a folder and in an archive."""
    os.mkdir(path("mixed"))
    write("mixed/form.txt", FORM)
    said = []
    for i, (what, (data, text)) in enumerate(REFUSED.items()):
        write("mixed/%02d.docx" % i, data)
        said.append("%02d.docx: %s" % (i, text))
    got = convert(path("mixed"), code=4, says=said)
    check(without_origins(got) == PLAIN, "and the rest is read")
    whole = pack([("%02d.txt" % i, data) for i, (data, _) in enumerate(REFUSED.values())]
                 + [("z.txt", FORM)])
    got = convert(write("mixed.zip", whole), code=4,
                  says=["mixed.zip/%02d.txt: %s" % (i, text)
                        for i, (_, text) in enumerate(REFUSED.values())])
    check(without_origins(got) == PLAIN, "and the rest of the archive")


def office(name, script):
    """A folder of its own with an office program that does what the script says."""
    os.makedirs(path(name), exist_ok=True)
    program = os.path.join(path(name), "soffice")
    with open(program, "w") as out:
        out.write("#!/bin/sh\n" + script)
    os.chmod(program, stat.S_IRWXU)
    return path(name) + ":" + os.environ["PATH"]


FIND = """
while [ $# -gt 1 ]; do
    case $1 in --convert-to) to=$2 ;; --outdir) out=$2 ;; esac
    shift
done
"""


def test_office():
    """Old formats go through the program that PATH finds first."""
    subprocess.run([PROGRAM, "template", "--pack", "luzhou", "--output", path("t.xlsx")], check=True)
    works = office("works", FIND + """
case $1 in *.doc) test "$to" = docx ;; *.xls) test "$to" = xlsx ;; *) exit 1 ;; esac || exit 1
[ "$(head -c 4 "$1" | od -An -tx1)" = ' d0 cf 11 e0' ] || exit 1
cp '%s' "$out/form.xlsx" && mv "$out/form.xlsx" "$out/form.$to" 2>/dev/null
exit 0""" % path("t.xlsx"))
    got = convert(write("old.et", EXCEL), search=works)
    check(len(got) == 1 and got[0]["form"] == "project-self-evaluation", "a workbook: %s" % got)
    archive = pack([("a.xls", EXCEL), ("b.docx", EXCEL), ("z.txt", FORM)])
    got = convert(write("old.zip", archive), search=works)
    check(len(got) == 2 + len(PLAIN), "within an archive: %d" % len(got))
    convert(write("old.wps", WORD), code=4, search=works, says=["old.wps: "])
    fails = office("fails", "exit 3\n")
    got = convert(path("old.wps"), path("beside.txt"), code=4, search=fails,
                  says=["the old Word or WPS format (.doc, .wps): LibreOffice cannot open it"])
    check(without_origins(got) == PLAIN, "the rest of the run")
    if os.path.exists("/usr/bin/soffice"):
        test_real_office()


def test_real_office():
    """Through LibreOffice and back: the same records."""
    profile = "-env:UserInstallation=file://" + path("profile")
    subprocess.run([PROGRAM, "score", os.path.join(HERE, "example.txt"), "--to", "xlsx", "--output",
                    path("forms.xlsx")], check=True)
    subprocess.run(["/usr/bin/soffice", profile, "--headless", "--convert-to", "xls", "--outdir",
                    SCRATCH.name, path("forms.xlsx")], capture_output=True, check=True)
    new, old = convert(path("forms.xlsx")), convert(path("forms.xls"))
    check(len(new) == len(PLAIN) and without_origins(new) == without_origins(old), "a real .xls")


# ---- --latest ----

def test_latest():
    """The newest file of a code counts, the rest is listed."""
    code = "51050021T000000029377"
    folder = path("latest")
    os.mkdir(folder)

    def form(total, code=code):
        record = next(dict(r) for r in PLAIN if r.get("code"))
        record.update(code=code, reported_total=str(total))
        return json.dumps(record).encode()

    def submit(name, total, when, code=code):
        write("latest/" + name, form(total, code) + b"\n")
        os.utime(path("latest/" + name), (when, when))

    def run(*arguments, code=0, jobs="2"):
        done = subprocess.run([PROGRAM, "convert", folder, "--to", "ndjson", "--latest", "--jobs",
                               jobs, "--lang", "en", *arguments], capture_output=True)
        check(done.returncode == code, "exit %d: %s" % (done.returncode, done.stderr.decode()))
        return ([json.loads(line)["reported_total"] for line in done.stdout.splitlines()],
                done.stderr.decode())

    noon = time.mktime((2024, 3, 1, 12, 0, 0, 0, 0, -1))
    submit("a.ndjson", 1, noon)
    submit("b.ndjson", 2, noon + 3600)
    submit("c.ndjson", 3, noon - 3600)
    submit("other.ndjson", 9, noon - 7200, "51050021T000000029378")
    totals, said = run()
    check(totals == ["2", "9"], "the newest: %s" % totals)
    for name in "ac":
        check("left out: %s" % code in said and "/%s.ndjson; newer: %s/b.ndjson" % (name, folder)
              in said, "listed: %s" % said)
    check(run("--quiet")[1] == "", "--quiet lists nothing")
    check(run(jobs="1") == (totals, said), "the same with one thread")
    submit("d.ndjson", 4, noon + 3600)
    check(run()[0] == ["4", "9"], "of equal times the last")
    info = zipfile.ZipInfo("in.ndjson", time.localtime(noon + 7200)[:6])
    with zipfile.ZipFile(path("latest/0.zip"), "w") as archive:
        archive.writestr(info, form(5) + b"\n" + form(6))
    os.utime(path("latest/0.zip"), (noon - 9999, noon - 9999))
    check(run()[0] == ["5", "6", "9"], "an entry's own time; forms of one document all count")
    done = subprocess.run([PROGRAM, "score", "-", "--latest", "--lang", "en"], input=form(1),
                          capture_output=True)
    check(done.returncode == 2 and b"name files or folders" in done.stderr, "no standard input")


test_latest()
test_folder()
test_names()
test_bad_entries()
test_bad_archives()
test_refused()
test_office()
end()

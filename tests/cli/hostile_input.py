#!/usr/bin/env python3
"""Inputs that are large, broken or no files at all: a clear message, the right exit code,
and what can be read is read. Usage: hostile_input.py JIXIAO"""
import io
import os
import subprocess
import sys
import tempfile
import zipfile

PROGRAM = sys.argv[1]
bad = 0


def expect(name, arguments, code, *texts, feed=None):
    global bad
    run = subprocess.run([PROGRAM, *arguments, "--lang", "en"], input=feed,
                         capture_output=True, check=False, timeout=240)
    said = (run.stdout + run.stderr).decode("utf-8", "replace")
    missing = [text for text in texts if text not in said]
    if run.returncode != code or missing:
        bad += 1
        print(f"{name}: exit {run.returncode}, expected {code}; without {missing}\n{said[:800]}")
    return said


def package(main, text, kind):
    """An office file with one part, named as its relations say."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/'
                         'package/2006/relationships"><Relationship Id="r" Target="%s" Type="http:'
                         '//schemas.openxmlformats.org/officeDocument/2006/relationships/'
                         'officeDocument"/></Relationships>' % main)
        archive.writestr(main, text)
        if kind == "xlsx":
            archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.'
                             'openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                             'Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org'
                             '/officeDocument/2006/relationships/worksheet"/></Relationships>')
    return out.getvalue()


def hostile_office():
    """Name: contents. Each is refused with a message, in bounded memory and time."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "<w:document %s><w:body>%%s</w:body></w:document>" % word
    laughs = "<!DOCTYPE w [<!ENTITY a0 'ha'>%s]>" % "".join(
        "<!ENTITY a%d '%s'>" % (i + 1, ("&a%d;" % i) * 10) for i in range(12))
    cell = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    whole = package("word/document.xml", body % ("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 9999), "docx")
    book = ('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet '
            'name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
    return {
        "laughs.docx": package("word/document.xml", laughs + body % "<w:p><w:r><w:t>&a12;</w:t>"
                               "</w:r></w:p>", "docx"),
        "deep.docx": package("word/document.xml", body % ("<w:p>" * 100000), "docx"),
        "bomb.docx": package("word/document.xml", body % ("<w:p>%s</w:p>" % (" " * (300 << 20))),
                             "docx"),
        "wide.docx": package("word/document.xml", body % ("<w:tbl><w:tr>%s</w:tr></w:tbl>"
                                                          % (cell * 1_000_000)), "docx"),
        "cut.docx": whole[:len(whole) // 2],
        "end.docx": whole[:-30],
        "lost.xlsx": package("xl/workbook.xml", book, "xlsx"),
        "columns.csv": b"a,b,c\n" + b"x," * 1_000_000 + b"\n",
        "quote.csv": b"a,b,c\nd,\"e,f\n" + b"x,y,z\n" * 100000,
    }


good = os.path.join(os.path.dirname(os.path.abspath(__file__)), "example.txt")
with tempfile.TemporaryDirectory() as folder:
    def path(name):
        return os.path.join(folder, name)
    with open(path("line.ndjson"), "wb") as out:
        out.write(b'{"a":"' + b"x" * 200_000_000 + b'"}\n')
    expect("a line of 200 MB", ["audit", path("line.ndjson")], 4, "line.ndjson:1",
           "at most")
    os.remove(path("line.ndjson"))
    with open(path("line.txt"), "wb") as out:
        out.write(b"\tx" * 100_000_000)
    expect("a text line of 200 MB", ["audit", path("line.txt")], 4, "line.txt:1", "1 MiB")
    os.remove(path("line.txt"))
    os.mkdir(path("void"))
    expect("an empty folder", ["audit", path("void")], 4, "the folder holds no files")
    expect("a folder as output", ["score", good, "--output", path("void")], 2, "is a folder")
    expect("no such folder for the output", ["score", good, "--output", path("no/x")], 4,
           "cannot be written")
    expect("an output that works", ["score", good, "--output", path("scores")], 0)
    if sorted(os.listdir(folder)) != ["scores", "void"]:
        bad += 1
        print("left behind:", os.listdir(folder))
    expect("empty standard input", ["audit", "-"], 4, "the file is empty", feed=b"")
    with open(good, "rb") as document:
        expect("standard input", ["audit", "-"], 1, "28 forms read", feed=document.read())
    expect("a device", ["audit", "/dev/null"], 4, "no ordinary file")
    os.mkdir(path("mixed"))
    with open(good, "rb") as document, open(path("mixed/b.txt"), "wb") as out:
        out.write(document.read())
    for name, content in (("a.txt", b""), ("~$b.txt", b"lock"), ("c.bin", bytes(range(256)))):
        with open(path("mixed/" + name), "wb") as out:
            out.write(content)
    expect("a folder of good and bad", ["audit", path("mixed")], 4, "28 forms read",
           "2 not readable")
    os.mkdir(path("office"))
    with open(good, "rb") as document, open(path("office/z.txt"), "wb") as out:
        out.write(document.read())
    for name, content in hostile_office().items():
        with open(path("office/" + name), "wb") as out:
            out.write(content)
    said = expect("a folder of hostile office files", ["audit", path("office")], 4,
                  "28 forms read", "%d not readable" % len(hostile_office()))
    for name in hostile_office():
        if name not in said:
            bad += 1
            print("not named:", name)
    if os.geteuid() != 0:
        os.chmod(path("scores"), 0)
        expect("an unreadable file", ["audit", path("scores")], 4, "没有权限：请检查该文件")
    pipe = subprocess.run(f"'{PROGRAM}' score '{good}' >/dev/full", shell=True,
                          capture_output=True, check=False)
    if pipe.returncode != 4 or "磁盘已满" not in pipe.stderr.decode():
        bad += 1
        print("a full disk:", pipe)
print(f"{bad} wrong")
sys.exit(1 if bad else 0)

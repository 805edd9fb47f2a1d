#!/usr/bin/env python3
"""Inputs that are large, broken or no files at all: a clear message, the right exit code,
and what can be read is read. Usage: hostile_input.py PROGRAM"""
import io
import os
import subprocess
import tempfile
import zipfile

from checks import check, end, here, program, run


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


good = os.path.join(here, "example.txt")
with tempfile.TemporaryDirectory() as folder:
    def path(name):
        return os.path.join(folder, name)
    with open(path("line.ndjson"), "wb") as out:
        out.write(b'{"a":"' + b"x" * 200_000_000 + b'"}\n')
    run(4, "audit", path("line.ndjson"), has=["line.ndjson:1", "at most"])
    os.remove(path("line.ndjson"))
    with open(path("line.txt"), "wb") as out:
        out.write(b"\tx" * 100_000_000)
    run(4, "audit", path("line.txt"), has=["line.txt:1", "1 MiB"])
    os.remove(path("line.txt"))
    os.mkdir(path("void"))
    run(4, "audit", path("void"), has="the folder holds no files")
    run(2, "score", good, "--output", path("void"), has="is a folder")
    run(4, "score", good, "--output", path("no/x"), has="cannot be written")
    run(0, "score", good, "--output", path("scores"))
    check(sorted(os.listdir(folder)) == ["scores", "void"], f"left behind: {os.listdir(folder)}")
    run(4, "audit", "-", has="the file is empty", feed=b"")
    with open(good, "rb") as document:
        run(1, "audit", "-", has="28 forms read", feed=document.read())
    run(4, "audit", "/dev/null", has="no ordinary file")
    os.mkdir(path("mixed"))
    with open(good, "rb") as document, open(path("mixed/b.txt"), "wb") as out:
        out.write(document.read())
    for name, content in (("a.txt", b""), ("~$b.txt", b"lock"), ("c.bin", bytes(range(256)))):
        with open(path("mixed/" + name), "wb") as out:
            out.write(content)
    run(4, "audit", path("mixed"), has=["28 forms read", "2 not readable"])
    os.mkdir(path("office"))
    with open(good, "rb") as document, open(path("office/z.txt"), "wb") as out:
        out.write(document.read())
    hostile = hostile_office()
    for name, content in hostile.items():
        with open(path("office/" + name), "wb") as out:
            out.write(content)
    said = run(4, "audit", path("office"), has=["28 forms read", "%d not readable" % len(hostile)])
    for name in hostile:
        check(name in said, "not named: " + name)
    if os.geteuid() != 0:
        os.chmod(path("scores"), 0)
        run(4, "audit", path("scores"), has="not allowed: look at the permissions")
    pipe = subprocess.run(f"'{program}' score '{good}' >/dev/full", shell=True,
                          capture_output=True, check=False)
    check(pipe.returncode == 4 and "磁盘已满" in pipe.stderr.decode(), f"a full disk: {pipe}")
end()

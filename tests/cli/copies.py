#!/usr/bin/env python3
"""One form, whatever way it was copied: tables with merged cells are written as Word and Excel
files and as the texts that people get when they copy them, and each must read the same.
Usage: copies.py PROGRAM"""
import html, json, os, subprocess, sys, tempfile, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))


def layouts():
    """(name, paragraphs, table, wanted): in the table `<` is merged with the cell on its left,
    `^` with the one above."""
    with open(os.path.join(HERE, "in/copies.txt")) as file:
        for part in file.read().split("\n== ")[1:]:
            head, table, wanted = part.split("\n--\n")
            name, *paragraphs = head.split("\n")
            yield (name, paragraphs, [[c.strip() for c in row.split("|")]
                                      for row in table.split("\n")], wanted.strip())


def cells(table):
    """Rows of (column, width, text or None: merged with the one above, height)."""
    width = max(map(len, table))
    table = [row + [""] * (width - len(row)) for row in table]
    for r, row in enumerate(table):
        out, c = [], 0
        while c < width:
            across = 1
            while c + across < width and row[c + across] == "<":
                across += 1
            down = 1
            while r + down < len(table) and table[r + down][c] == "^":
                down += 1
            above = r
            while table[above][c] == "^":
                above -= 1
            while above < r and c + across < width and table[above][c + across] == "<":
                across += 1
            out.append((c, across, None if row[c] == "^" else row[c], down, table[above][c]))
            c += across
        yield out


def pack(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


OOXML = "http://schemas.openxmlformats.org/"
TYPES = '<Types xmlns="%spackage/2006/content-types"><Default Extension="rels" ContentType="' \
        'application/vnd.openxmlformats-package.relationships+xml"/>%%s</Types>' % OOXML
OVERRIDE = '<Override PartName="/%s" ContentType="application/vnd.openxmlformats-' \
           'officedocument.%s+xml"/>'
RELATIONS = '<Relationships xmlns="%spackage/2006/relationships">%%s</Relationships>' % OOXML
RELATION = '<Relationship Id="r%d" Type="' + OOXML + \
           'officeDocument/2006/relationships/%s" Target="%s"/>'


def docx(path, paragraphs, table):
    def paragraph(text):
        return "<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % html.escape(text)
    body = "".join(map(paragraph, paragraphs)) + "<w:tbl>"
    for row in cells(table):
        body += "<w:tr>"
        for _, across, text, down, _ in row:
            merge = "<w:vMerge/>" if text is None else \
                '<w:vMerge w:val="restart"/>' if down > 1 else ""
            body += '<w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr>%s</w:tc>' % (
                across, merge, paragraph(text or ""))
        body += "</w:tr>"
    pack(path, {
        "[Content_Types].xml": TYPES % OVERRIDE % (
            "word/document.xml", "wordprocessingml.document.main"),
        "_rels/.rels": RELATIONS % RELATION % (1, "officeDocument", "word/document.xml"),
        "word/document.xml": '<w:document xmlns:w="%swordprocessingml/2006/main"><w:body>%s'
                             "</w:tbl></w:body></w:document>" % (OOXML, body)})


def xlsx(path, paragraphs, table, blanks=False):
    def ref(column, row):
        return "%s%d" % (chr(ord("A") + column), row)
    rows, merges, width = "", [], max(map(len, table))
    for n, text in enumerate(paragraphs, 1):
        rows += '<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>' % (
            n, n, html.escape(text))
        merges.append("A%d:%s" % (n, ref(width - 1, n)))
    for n, row in enumerate(cells(table), len(paragraphs) + 1):
        rows += '<row r="%d">' % n
        for column, across, text, down, _ in row:
            if text:
                rows += '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (
                    ref(column, n), html.escape(text))
            elif blanks:
                rows += '<c r="%s"/>' % ref(column, n)
            if text is not None and across * down > 1:
                merges.append("%s:%s" % (ref(column, n), ref(column + across - 1,
                                                             n + down - 1)))
        rows += "</row>"
    main = OOXML + "spreadsheetml/2006/main"
    pack(path, {
        "[Content_Types].xml": TYPES % (
            OVERRIDE % ("xl/workbook.xml", "spreadsheetml.sheet.main")
            + OVERRIDE % ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")),
        "_rels/.rels": RELATIONS % RELATION % (1, "officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": RELATIONS % RELATION % (1, "worksheet",
                                                              "worksheets/sheet1.xml"),
        "xl/workbook.xml": '<workbook xmlns="%s" xmlns:r="%sofficeDocument/2006/relationships">'
                           '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
                           % (main, OOXML),
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="%s"><sheetData>%s</sheetData><mergeCells>'
                                    "%s</mergeCells></worksheet>" % (main, rows, "".join(
                                        '<mergeCell ref="%s"/>' % m for m in merges))})


def stretched(table):
    """As a converter makes tables of rows of texts: a column a cell, the last one takes the
    rest, and blank ones at the start are merged with those above."""
    rows = [[text or "" for _, _, text, _, _ in row] for row in cells(table)]
    width, above, out = max(map(len, rows)), 0, []
    for row in rows:
        first = next((i for i, text in enumerate(row) if text), len(row))
        merged = min(first, len(row) - 1, max(above - 1, 0))
        out.append(["^"] * merged + row[merged:] + ["<"] * (width - len(row)))
        above = len(row)
    return out


def texts(table):
    """The copies as text: what becomes of merged cells, and what parts cells."""
    grid = [[t or "" for _, across, text, _, _ in row
             for t in [text] + [""] * (across - 1)] for row in cells(table)]
    blank = [[text or "" for _, _, text, _, _ in row] for row in cells(table)]
    left_out = [[text for _, _, text, _, _ in row if text is not None] for row in cells(table)]
    most = max(map(len, left_out))
    copies = {"grid": grid, "blank": blank, "left-out": left_out,
              "filled": [row + [""] * (most - len(row)) for row in left_out],
              "repeated": [[shown for _, _, _, _, shown in row] for row in cells(table)]}
    for name, rows in copies.items():
        yield name, "\n".join("\t".join(row) for row in rows)
    for name in ("grid", "blank", "repeated"):
        rows = copies[name]
        wide = [max(len(row[i]) for row in rows if i < len(row))
                for i in range(max(map(len, rows)))]
        lines = ["| " + " | ".join(t.ljust(wide[i]) for i, t in enumerate(row)) + " |"
                 for row in rows]
        lines.insert(1, "|" + "|".join("-" * (n + 2) for n in wide) + "|")
        yield "pipes-" + name, "\n".join(lines)
    yield "bars", "\n".join("".join(t + " | " if t else "|" for t in row).rstrip()
                            for row in blank)
    yield "cells", "\n".join("".join("\t%s\n" % t for t in row) for row in blank)


def shown(record):
    """A record in short, to be compared and read."""
    def line(title, cells, keys):
        return title + ": " + " | ".join("".join(str(cells.get(k, "~")).split()) for k in keys)
    amounts = ("initial", "adjusted", "executed", "rate")
    budget = record.get("budget")
    out = [line(record["form"], record, ("year", "name", "department", "unit"))]
    if budget:
        out.append(line("budget", budget, amounts + ("weight", "reported_score")))
        out += [line("source", s, ("name",) + amounts) for s in budget.get("sources", [])]
    out += [line("row", i, ("level1", "level2", "name", "nature", "target", "unit", "actual",
                            "weight", "reported_score", "reason"))
            for i in record.get("indicators", [])]
    return "\n".join(out + [line("sum", record, ("reported_weight", "reported_total"))])


def read(path):
    done = subprocess.run([sys.argv[1], "convert", path, "--pack", "national", "--to", "json",
                           "--lang", "en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    records = json.loads(done.stdout or "[]")
    return "\n".join(map(shown, records)), done.stderr.decode().strip()


failed = 0
with tempfile.TemporaryDirectory() as folder:
    for name, paragraphs, table, wanted in layouts():
        paths = [os.path.join(folder, name + end) for end in (
            ".docx", ".xlsx", ".stretched.docx", ".stretched.xlsx")]
        docx(paths[0], paragraphs, table)
        xlsx(paths[1], paragraphs, table)
        docx(paths[2], paragraphs, stretched(table))
        xlsx(paths[3], paragraphs, stretched(table), blanks=True)
        for kind, text in texts(table):
            paths.append(os.path.join(folder, "%s.%s.txt" % (name, kind)))
            with open(paths[-1], "w") as file:
                file.write("\n".join(paragraphs) + "\n" + text + "\n")
        for path in paths:
            have, said = read(path)
            if have != wanted or said:
                failed += 1
                print("%s\n%s\nnot\n%s\n%s" % (os.path.basename(path), have, wanted, said))
sys.exit(failed > 0)

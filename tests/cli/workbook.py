#!/usr/bin/env python3
"""Workbooks that jixiao writes: valid packages, the same bytes again, and read back without
loss. Usage: workbook.py PROGRAM"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zipfile

from checks import check, end, here as HERE, program as PROGRAM

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SCRATCH = tempfile.TemporaryDirectory()
TMPDIR = os.path.join(SCRATCH.name, "tmp")
os.mkdir(TMPDIR)


def run(*arguments, data=None, codes=(0,)):
    done = subprocess.run([PROGRAM, *arguments], input=data, capture_output=True,
                          env={**os.environ, "TMPDIR": TMPDIR, "LANGUAGE": "zh"}, cwd=HERE)
    check(done.returncode in codes,
          "%s: exit %d\n%s" % (arguments, done.returncode, done.stderr.decode()))
    return done


def path(name):
    return os.path.join(SCRATCH.name, name)


def sheets(name):
    """Names of sheets in order, and rows of each as {column: text}."""
    book = zipfile.ZipFile(name)
    check(book.testzip() is None, name + ": zip")
    for part in book.namelist():
        if part.endswith((".xml", ".rels", ".vml")):
            ET.fromstring(book.read(part))
    strings = []
    if "xl/sharedStrings.xml" in book.namelist():
        for si in ET.fromstring(book.read("xl/sharedStrings.xml")).findall("m:si", NS):
            strings.append("".join(t.text or "" for t in si.iter("{%s}t" % NS["m"])))
    names = [s.get("name") for s in
             ET.fromstring(book.read("xl/workbook.xml")).find("m:sheets", NS)]
    rows = {}
    for i, sheet in enumerate(names):
        root = ET.fromstring(book.read("xl/worksheets/sheet%d.xml" % (i + 1)))
        rows[sheet] = []
        for row in root.iter("{%s}row" % NS["m"]):
            cells = {}
            for cell in row:
                value = cell.find("m:v", NS)
                text = "".join(t.text or "" for t in cell.iter("{%s}t" % NS["m"]))
                if value is not None:
                    text = strings[int(value.text)] if cell.get("t") == "s" else value.text
                if text:
                    cells[re.match("[A-Z]+", cell.get("r")).group()] = text
            rows[sheet].append(cells)
    return names, rows


def check_names(names):
    check(len({n.lower() for n in names}) == len(names), "sheet names are unique")
    for n in names:
        check(0 < len(n.encode("utf-16-le")) // 2 <= 31 and not re.search(r"[\[\]:*?/\\]", n)
              and not n.startswith("'") and not n.endswith("'"), "sheet name %r" % n)


def records(*arguments, data=None):
    out = run("convert", *arguments, "--to", "ndjson", data=data).stdout.decode()
    return [json.loads(line) for line in out.splitlines()]


def test_audit():
    run("audit", "example.txt", "--to", "xlsx", "--output", path("a.xlsx"), codes=(1,))
    run("audit", "example.txt", "--to", "xlsx", "--output", path("b.xlsx"), codes=(1,))
    check(open(path("a.xlsx"), "rb").read() == open(path("b.xlsx"), "rb").read(),
          "the same bytes again")
    check(os.listdir(TMPDIR) == [], "scratch files are removed: %s" % os.listdir(TMPDIR))
    names, rows = sheets(path("a.xlsx"))
    check(names[:6] == ["汇总", "部门", "指标", "发现问题", "分布", "复核"], "sheets %s" % names)
    check_names(names)
    results = json.loads(run("audit", "example.txt", "--to", "json", codes=(1,)).stdout)
    check(len(rows["汇总"]) == 2 + len(results["results"]), "a row a project")
    check(len(rows["发现问题"]) == 2 + len(results["findings"]), "a row a finding")
    check(len(rows["指标"]) == 2 + sum(len(r["items"]) for r in results["results"]),
          "a row an item")
    for row, finding in zip(rows["发现问题"][2:], results["findings"]):
        check(row["J"] == finding["message"], "worst first: %s" % row)
    for row, result in zip(rows["汇总"][2:], results["results"]):
        total = result["total"]
        check((total is None) == ("G" not in row)
              and (total is None or abs(float(row["G"]) - total) < 1e-9), "total %s" % row)
    return names


def test_back():
    """The forms drawn in workbooks and documents are the forms that were read, whatever the
    language of the run and whatever was decided about them."""
    with open(path("decided.csv"), "w") as table:
        table.write("code,item,score,waived,reason,who,date\n"
                    "51050021T000000029423,预算执行率,6,,结转资金按规定使用,张三,2024-03-31\n"
                    "51050021T000000029396,年度考核达标率,,scored-blank,考核文件已补交,张三,\n"
                    "51050021T000000029420,,,total-mismatch,系统已更正,张三,2024-04-01\n")
    before = records("example.txt")
    for name, options in (("back.xlsx", []), ("english.xlsx", ["--lang", "en"]),
                          ("decided.xlsx", ["--reviews", path("decided.csv")]),
                          ("back.docx", []), ("english.docx", ["--lang", "en"]),
                          ("decided.docx", ["--reviews", path("decided.csv")])):
        run("audit", "example.txt", "--to", name[-4:], "--output", path(name), *options,
            codes=(1,))
        after = records(path(name))
        check(len(before) == len(after), "%s: %d forms, not %d"
              % (name, len(after), len(before)))
        for a, b in zip(before, after):
            check(a == b, "%s reads back as another: %s" % (name, b))
            check(list(a) == list(b), "%s: keys in order" % name)
    book = "\n".join(t for rows in sheets(path("decided.xlsx"))[1].values() for r in rows
                     for t in r.values())
    check("【系统】扣 7.31 分" in book and "【复核】结转资金按规定使用（张三，2024-03-31）" in book
          and "【复核】豁免：完成值未填，却自评 10 分；考核文件已补交（张三）" in book,
          "notes stand below the reasons")


def test_hostile():
    """Texts of documents cannot break the package or become formulas."""
    record = records("example.txt", "--record", "51050021T000000029377")[0]
    record["name"] = "=1+1[]:*?/\\'" + "长" * 100
    record["unit"] = "\u0001<&>" + "x" * 40000
    record["indicators"][0]["name"] = "=HYPERLINK(\"http://a\")"
    twin = dict(record, name="A" * 400)
    data = json.dumps([record, twin, {"form": "none"}, {}]).encode()
    run("audit", "-", "--pack", "luzhou", "--to", "xlsx", "--output", path("h.xlsx"), data=data,
        codes=(0, 1, 4))
    names, _ = sheets(path("h.xlsx"))
    check_names(names)
    book = zipfile.ZipFile(path("h.xlsx"))
    check(not any(b"<f>" in book.read(p) for p in book.namelist() if "sheets/sheet" in p),
          "no formulas")


def test_many():
    """Only the first forms have a sheet of their own, and that is said."""
    record = records("example.txt", "--record", "51050021T000000029377")[0]
    data = "\n".join(json.dumps(dict(record, code="5105%08d" % i)) for i in range(300)).encode()
    done = run("score", "-", "--from", "ndjson", "--to", "xlsx", "--output", path("m.xlsx"),
               data=data)
    names, rows = sheets(path("m.xlsx"))
    check(len(names) == 6 + 200, "%d sheets" % len(names))
    check("300" in rows["汇总"][-1].get("B", ""), "the limit stands on the sheet")
    check("200" in done.stderr.decode(), "the limit stands in the log")


def test_refusals():
    done = run("convert", "example.txt", "--to", "xlsx", "--output", path("c.xlsx"), codes=(2,))
    check("ndjson" in done.stderr.decode(), "convert says what to choose")
    check(not os.path.exists(path("c.xlsx")), "nothing is left behind")
    run("audit", "in/none.txt", "--to", "xlsx", "--output", path("n/none.xlsx"), codes=(4,))
    check(os.listdir(TMPDIR) == [], "scratch files after failures: %s" % os.listdir(TMPDIR))


def table(*arguments, data=None):
    out = run(*arguments, "--to", "csv", data=data, codes=(0, 1)).stdout
    check(out.startswith(b"\xef\xbb\xbf") and out.endswith(b"\r\n"), "mark and line ends")
    return list(csv.reader(io.StringIO(out[3:].decode(), newline="")))


def test_csv():
    results = json.loads(run("audit", "example.txt", "--to", "json", codes=(1,)).stdout)
    rows = table("score", "example.txt")
    check(len(rows) == 1 + len(results["results"]), "score: a line a project")
    check(all(len(r) == len(rows[0]) for r in rows), "score: columns")
    rows = table("score", "example.txt", "--detail", "full")
    check(len(rows) == 1 + sum(len(r["items"]) for r in results["results"]), "a line an item")
    rows = table("audit", "example.txt")
    check([r[8] for r in rows[1:]] == [f["message"] for f in results["findings"]],
          "audit: a line a finding, worst first")
    rows = table("convert", "example.txt")
    count = sum(max(1, len(r["indicators"])) for r in records("example.txt"))
    check(len(rows) == 1 + count, "convert: a line an indicator")
    listed = json.loads(run("plugins", "--to", "json").stdout)["plugins"]
    check(("docx", "reader") in [(p["name"], p["kind"]) for p in listed], "plugins as a table")
    record = records("example.txt", "--record", "51050021T000000029377")[0]
    texts = ["=1+1", "+1", "-5.1", "@a", "＝100", "-", "a\"b,c\nd", "\t=1", "8%", "-x"]
    record["indicators"] = [dict(record["indicators"][0], name=t) for t in texts]
    names = [r[9] for r in table("convert", "-", data=json.dumps(record).encode())[1:]]
    check(names == ["'=1+1", "+1", "-5.1", "'@a", "'＝100", "-", "a\"b,c\nd", "'\t=1", "8%",
                    "'-x"], "formulas: %s" % names)


def fill(source, target, cells):
    """A copy of a workbook with values put into cells of its first sheet, as an office
    program would write them: formulas keep their text and get the value."""
    before, after = zipfile.ZipFile(source), zipfile.ZipFile(target, "w")
    for part in before.namelist():
        data = before.read(part)
        if part == "xl/worksheets/sheet1.xml":
            text = data.decode()
            for ref, value in cells.items():
                number = isinstance(value, (int, float))
                found = re.search(r'<c r="%s"( s="\d+")?[^>]*?(/>|>(<f>.*?</f>)?.*?</c>)' % ref, text)
                check(found is not None, "the blank form has a cell " + ref)
                formula = found.group(3) or ""
                body = ("<v>%s</v>" % value if number else "<is><t>%s</t></is>" % value)
                kind = "" if number else ' t="inlineStr"'
                text = (text[:found.start()] + '<c r="%s"%s%s>%s%s</c>'
                        % (ref, found.group(1) or "", kind, formula, body) + text[found.end():])
            data = text.encode()
        after.writestr(part, data)
    after.close()


def test_template():
    """The blank form, filled in, reads back as what was filled in."""
    run("template", "--pack", "luzhou", "--output", path("blank.xlsx"))
    names, rows = sheets(path("blank.xlsx"))
    check_names(names)
    book = zipfile.ZipFile(path("blank.xlsx"))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    check("<sheetProtection" in sheet, "formulas are locked")
    check('<c r="I6" s="' in sheet and re.search(r'<c r="I6"[^>]*><v>10</v>', sheet),
          "the weight of the budget is a figure, or the sum leaves it out")
    for ref in ("D6", "F6", "G6", "H6", "H7", "I30", "J30"):
        check(re.search(r'<c r="%s"[^>]*><f>' % ref, sheet), "a formula at " + ref)
    check("≥,≤,＝,＞,＜,定性" in sheet, "natures are a list")
    check("优" in sheet, "levels are a list")
    blank = records(path("blank.xlsx"))
    check(len(blank) == 1 and blank[0]["indicators"] == [], "the blank form reads as blank")
    fill(path("blank.xlsx"), path("filled.xlsx"), {
        "C3": "510500X1-示例项目", "C4": "示例局", "I4": "示例中心",
        "D7": 100, "F7": 120.5, "G7": 96.4, "D6": 100, "F6": 120.5, "G6": 96.4,
        "H6": 0.8, "H7": 0.8, "I6": 10, "J6": 8, "K6": "跨年支付",
        "D12": "培训人数", "E12": "≥", "F12": 200, "G12": "人", "H12": 150, "I12": 40, "J12": 30,
        "K12": "报名不足",
        "D20": "社会效益", "E20": "定性", "F20": "优", "H20": "优", "I20": 30, "J20": 30,
        "D26": "满意度", "E26": "≥", "F26": 90, "G26": "%", "H26": 95.5, "I26": 20, "J26": 20,
        "I30": 100, "J30": 88, "C31": "完成较好", "C32": "无", "C33": "早作安排"})
    got = records(path("filled.xlsx"), "--region", "luzhou")
    check(len(got) == 1, "one form: %d" % len(got))
    want = {"code": "510500X1", "name": "示例项目", "department": "示例局", "unit": "示例中心",
            "year": 2023, "reported_weight": "100", "reported_total": "88",
            "conclusion": "完成较好", "problems": "无", "measures": "早作安排"}
    for key, value in want.items():
        check(str(got[0].get(key)) == str(value), "%s: %s" % (key, got[0].get(key)))
    funds = got[0]["budget"]
    check([str(funds[k]) for k in ("initial", "adjusted", "executed", "rate", "weight",
                                   "reported_score", "reason")]
          == ["100", "120.5", "96.4", "80.00%", "10", "8", "跨年支付"], "funds: %s" % funds)
    keys = ("level1", "level2", "name", "nature", "target", "unit", "actual", "weight",
            "reported_score", "reason")
    items = [[str(i[k]) for k in keys] for i in got[0]["indicators"]]
    check(items == [
        ["产出指标", "数量指标", "培训人数", "≥", "200", "人", "150", "40", "30", "报名不足"],
        ["效益指标", "社会效益指标", "社会效益", "定性", "优", "", "优", "30", "30", ""],
        ["满意度指标", "服务对象满意度指标", "满意度", "≥", "90", "%", "95.5", "20", "20", ""]],
        "indicators: %s" % items)
    result = json.loads(run("score", path("filled.xlsx"), "--region", "luzhou", "--to",
                            "ndjson").stdout)
    check(result["total"] == 88, "scored: %s" % result["total"])
    run("template", "--pack", "luzhou", "--form", "department-self-evaluation", "--output",
        path("department.xlsx"))
    sheets(path("department.xlsx"))
    for arguments, code in ((["--form", "project-self-evaluatoin"], 2), (["--to", "text"], 2)):
        run("template", "--pack", "luzhou", "--output", path("no.xlsx"), *arguments, codes=(code,))
        check(not os.path.exists(path("no.xlsx")), "nothing is left behind")


def blank_forms():
    """Every form of every pack that can be handed out: pack, form."""
    rules = os.path.join(HERE, "..", "..", "rules")
    ids = set()
    for pack in os.listdir(rules):
        forms = os.path.join(rules, pack, "forms.json")
        if os.path.exists(forms):
            known = json.load(open(forms))["forms"]
            # reports in prose, of which nothing is typed into cells, have no blank form
            ids |= {name for name, form in known.items() if "report" not in form or "facts" in form}
    found = []
    for pack in sorted(p for p in os.listdir(rules) if os.path.isdir(os.path.join(rules, p))):
        for form in sorted(ids):
            done = run("template", "--pack", os.path.join(rules, pack), "--form", form, "--year",
                       "2024", "--output", path("%s-%s.xlsx" % (pack, form)), codes=(0, 2))
            if done.returncode == 0:
                found.append((pack, form))
            else:
                check(b"no form" in done.stderr or "没有表" in done.stderr.decode(),
                      "%s %s: %s" % (pack, form, done.stderr.decode()))
    return found


def inputs(name):
    """Cells of the first sheet that can be typed into, and the lists some choose from."""
    book = zipfile.ZipFile(name)
    styles = ET.fromstring(book.read("xl/styles.xml")).find("m:cellXfs", NS)
    open_styles = set()
    for i, style in enumerate(styles):
        protection = style.find("m:protection", NS)
        if protection is not None and protection.get("locked") == "0":
            open_styles.add(str(i))
    root = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    hidden = set()
    for merge in root.iter("{%s}mergeCell" % NS["m"]):
        a, b = [re.match("([A-Z])([0-9]+)", r).groups() for r in merge.get("ref").split(":")]
        area = {chr(c) + str(r) for c in range(ord(a[0]), ord(b[0]) + 1)
                for r in range(int(a[1]), int(b[1]) + 1)}
        hidden |= area - {"".join(a)}
    lists = {}
    for rule in root.iter("{%s}dataValidation" % NS["m"]):
        text = rule.findtext("m:formula1", "", NS)
        if rule.get("type") == "list" and rule.get("showErrorMessage") == "1":
            ends = [re.match("([A-Z])([0-9]+)", r).groups() for r in rule.get("sqref").split(":")]
            for r in range(int(ends[0][1]), int(ends[-1][1]) + 1):
                lists[ends[0][0] + str(r)] = text.strip('"').split(",")[0]
    cells = [c for c in root.iter("{%s}c" % NS["m"])
             if c.get("s") in open_styles and c.get("r") not in hidden]
    formulas = [c.get("r") for c in root.iter("{%s}c" % NS["m"]) if c.find("m:f", NS) is not None]
    return {c.get("r"): c.find("m:v", NS) is not None for c in cells}, lists, formulas


def leaves(value):
    if isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield str(value)


def test_every_template():
    """Whatever is typed into a blank form of any pack comes back, all of it; so it does from
    an office program that recalculates the formulas."""
    forms = blank_forms()
    check(len(forms) >= 20, "%d forms" % len(forms))
    office = shutil.which("soffice")
    for pack, form in forms:
        source, filled = path("%s-%s.xlsx" % (pack, form)), path("filled.xlsx")
        cells, lists, formulas = inputs(source)
        values = {}
        for number, (ref, given) in enumerate(cells.items()):
            if not given:
                values[ref] = lists.get(ref, 1001 + number)
        check(len(values) > 10, "%s %s: %d cells" % (pack, form, len(values)))
        fill(source, filled, values)
        wanted = {str(v) for v in values.values()}
        where = os.path.join(HERE, "..", "..", "rules", pack)
        names = [filled]
        if office and (pack, form) in (("luzhou", "project-self-evaluation"),
                                       ("national", "transfer-self-evaluation"),
                                       ("sichuan", "special-project-evaluation")):
            os.makedirs(path("office"), exist_ok=True)
            subprocess.run([office, "-env:UserInstallation=file://" + path("profile"),
                            "--headless", "--convert-to", "xlsx", "--outdir", path("office"),
                            filled], capture_output=True, check=True)
            names.append(path("office/filled.xlsx"))
        for name in names:
            got = records(name, "--pack", where, "--region", "x")
            check(len(got) == 1 and got[0]["form"] == form,
                  "%s %s: %s" % (pack, form, [g["form"] for g in got]))
            lost = wanted - set(leaves(got))
            check(not lost, "%s %s: lost %s" % (pack, form, sorted(lost)))
            if name != filled and formulas:
                check(got[0]["budget"]["rate"].endswith("%"), "the rate is calculated")


def test_list():
    """A flat sheet: an indicator a row, a project's own cells merged over its rows; figures as
    figures, and two projects in a sheet of their own, one a row."""
    heads = ["序号", "项目编码", "项目名称", "调整后预算数", "预算执行数", "一级指标", "三级指标",
             "指标性质", "指标值", "完成值", "权重", "得分"]
    rows = [["2023年度项目绩效汇总"], heads,
            [1, "51050021T000000000001", "甲", 100, 90.5, "产出指标", "人数", "≥", 200, 150, 60, 45],
            [None] * 6 + ["合格率", "≥", 90, 95, 30, 30],
            [2, "51050021T000000000002", "乙", 20, 20, "产出指标", "场次", "＝", 7, 7, 90, 90]]
    merges = ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "A1:L1"]
    second = [["项目编码", "项目名称", "年初预算", "预算执行数", "自评得分"],
              ["51050021T000000000003", "丙", 5, 4, 96.5]]

    def sheet(rows, merges):
        out = []
        for r, row in enumerate(rows, 1):
            cells = ""
            for c, value in enumerate(row):
                ref = "%s%d" % (chr(65 + c), r)
                if isinstance(value, str):
                    cells += '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (ref, value)
                elif value is not None:
                    cells += '<c r="%s"><v>%s</v></c>' % (ref, value)
            out.append('<row r="%d">%s</row>' % (r, cells))
        merged = "".join('<mergeCell ref="%s"/>' % m for m in merges)
        return ('<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>'
                % (NS["m"], "".join(out), merged and "<mergeCells>%s</mergeCells>" % merged))

    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path("list.xlsx"), "w") as book:
        book.writestr("_rels/.rels", '<Relationships xmlns="%s"><Relationship Id="a" Type='
                      '"%s/officeDocument" Target="xl/workbook.xml"/></Relationships>'
                      % (package, office))
        book.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name='
                      '"a" sheetId="1" r:id="r1"/><sheet name="b" sheetId="2" r:id="r2"/></sheets>'
                      '</workbook>' % (NS["m"], office))
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%s">%s</Relationships>'
                      % (package, "".join('<Relationship Id="r%d" Type="%s/worksheet" Target='
                                          '"worksheets/sheet%d.xml"/>' % (i, office, i)
                                          for i in (1, 2))))
        book.writestr("xl/worksheets/sheet1.xml", sheet(rows, merges))
        book.writestr("xl/worksheets/sheet2.xml", sheet(second, []))
    got = records(path("list.xlsx"))
    check([(r["code"][-1], r["name"], str(r["budget"]["executed"]),
            [i["name"] for i in r.get("indicators", [])]) for r in got]
          == [("1", "甲", "90.5", ["人数", "合格率"]), ("2", "乙", "20", ["场次"]),
              ("3", "丙", "4", [])], "projects of a list: %s" % got)
    check(got[0]["indicators"][1]["level1"] == "产出指标" and got[0]["year"] == 2023
          and str(got[2]["reported_total"]) == "96.5", "carried down, and from above: %s" % got)


def review_rows(name):
    _, rows = sheets(name)
    head = rows["复核"][1]
    columns = {text: letter for letter, text in head.items()}
    return columns, rows["复核"]


def fill_reviews(source, target, decisions):
    """Fills the review sheet: {(code, item): {heading: value}}."""
    columns, rows = review_rows(source)
    before, after = zipfile.ZipFile(source), zipfile.ZipFile(target, "w")
    cells = {}
    for number, row in enumerate(rows, 1):
        key = (row.get(columns["项目编码"], ""), row.get(columns["指标"], ""))
        for heading, value in decisions.get(key, {}).items():
            cells["%s%d" % (columns[heading], number)] = value
    for part in before.namelist():
        data = before.read(part)
        if part == "xl/worksheets/sheet6.xml":
            text = data.decode()
            for ref, value in cells.items():
                body = "<v>%s</v>" % value if isinstance(value, (int, float)) \
                    else "<is><t>%s</t></is>" % value
                kind = "" if isinstance(value, (int, float)) else ' t="inlineStr"'
                text, n = re.subn(r'<c r="%s"( s="\d+")?[^>]*?(/>|>.*?</c>)' % ref,
                                  lambda m: '<c r="%s"%s%s>%s</c>'
                                  % (ref, m.group(1) or "", kind, body), text)
                check(n == 1, "the review sheet has " + ref)
            data = text.encode()
        after.writestr(part, data)
    after.close()
    return len(cells)


def test_reviews():
    """The review sheet goes out, comes back filled in, is applied, and goes out again; a
    decision on changed input is a finding and changes nothing."""
    budget, head = "51050021T000000029423", "51050021T000000029396"
    person = {"复核理由": "结转资金按规定使用", "复核人": "张三", "复核日期": "2024-03-31"}
    run("audit", "example.txt", "--to", "xlsx", "--output", path("out.xlsx"), codes=(1,))
    filled = fill_reviews(path("out.xlsx"), path("in.xlsx"), {
        (budget, "预算执行率"): {"复核得分": 6, **person},
        (head, "聘用人数"): {"复核等次": "优", **person},
        (head, "年度考核达标率"): {"豁免问题": "scored-blank", **person},
        ("51050021T000000029420", ""): {"豁免问题": "total-mismatch", **person}})
    check(filled == 16, "%d cells filled in" % filled)

    def audit(*arguments, data=None):
        done = run("audit", *arguments, "--to", "json", codes=(0, 1), data=data)
        return {r["code"]: r for r in json.loads(done.stdout)["results"]}, done

    plain, _ = audit("example.txt")
    got, done = audit("example.txt", "--reviews", path("in.xlsx"))
    check(done.stderr == b"", "nothing to complain of: " + done.stderr.decode())
    review = got[budget]["review"]
    check(review["items"][0]["score"] == 6 and review["items"][0]["system"] == 2.69
          and review["items"][0]["who"] == "张三" and review["items"][0]["date"] == "2024-03-31",
          "override: %s" % review)
    check(abs(review["total"] - (plain[budget]["total"] - 2.69 + 6)) < 1e-9, "its total")
    check(got[budget]["total"] == plain[budget]["total"], "the system's total stays")
    codes = [(f["code"], f["item"]) for f in got[budget]["findings"]]
    check(("score-mismatch", -1) not in codes and
          ("score-mismatch", -1) in [(f["code"], f["item"]) for f in review["waived"]],
          "claimed as the person says: settled")
    review = got[head]["review"]
    check(review["items"][0]["score"] == 20, "a level: %s" % review["items"])
    check([f["code"] for f in review["waived"]] == ["scored-blank"], "waived")
    check(len([f for f in got[head]["findings"] if f["code"] == "scored-blank"])
          == len([f for f in plain[head]["findings"] if f["code"] == "scored-blank"]) - 1,
          "one finding less")
    check("total-mismatch" not in
          [f["code"] for f in got["51050021T000000029420"]["findings"]], "waived of the form")
    check(all(r["review"] is None for r in plain.values()), "no reviews, no review")

    # Out again: the decisions are kept.
    run("audit", "example.txt", "--reviews", path("in.xlsx"), "--to", "xlsx", "--output",
        path("again.xlsx"), codes=(1,))
    columns, rows = review_rows(path("again.xlsx"))
    kept = [r for r in rows[2:] if r.get(columns["复核人"]) == "张三"]
    check(len(kept) == 4, "%d decisions kept" % len(kept))
    again, _ = audit("example.txt", "--reviews", path("again.xlsx"))
    check({c: r["review"] and r["review"]["total"] for c, r in again.items()}
          == {c: r["review"] and r["review"]["total"] for c, r in got.items()}, "and hold")

    # The input changes: the decision is reported and not applied.
    changed = records("example.txt", "--record", budget)[0]
    changed["budget"]["executed"] = "14.00"
    stale, _ = audit("-", "--reviews", path("in.xlsx"), data=json.dumps(changed).encode())
    check(stale[budget]["review"] is None, "not applied")
    found = [f for f in stale[budget]["findings"] if f["code"] == "review-stale"]
    check(len(found) == 1 and found[0]["severity"] == "warning" and found[0]["item"] == -1
          and "张三" in found[0]["message"], "reported: %s" % found)

    # A plain table, and rows that are no decisions.
    with open(path("plain.csv"), "w") as table:
        table.write("code,item,score,reason,who,date\n"
                    "%s,-1,4,a reason,Li,2024-04-01\n" % budget +  # its index
                    "%s,预算执行率,5,again,Li,2024-04-01\n" % budget +
                    "%s,没有的指标,3,r,Li,\n" % budget +
                    "%s,培训“三支一扶”人员人数,21,r,Li,\n" % budget +
                    "%s,培训“三支一扶”人员人数,,,,\n" % budget +
                    "%s,培训“三支一扶”人员人数,3,,,\n" % budget +
                    "nowhere,x,3,r,Li,\n")
    done = run("score", "example.txt", "--reviews", path("plain.csv"), "--to", "ndjson",
               codes=(4,))
    check("plain.csv:7" in done.stderr.decode() and "nowhere" in done.stderr.decode(),
          "rows that are no decisions: " + done.stderr.decode())
    result = [json.loads(line) for line in done.stdout.decode().splitlines()]
    result = [r for r in result if r["code"] == budget][0]
    check([i["score"] for i in result["review"]["items"]] == [4], "the first decision stands")
    check(len([f for f in result["findings"] if f["code"] == "review-stale"]) == 3,
          "three cannot be applied: %s" % [f["message"] for f in result["findings"]])
    mismatch = [f for f in result["findings"] if f["code"] == "score-mismatch"
                and f["item"] == -1]
    check(mismatch and mismatch[0]["computed"] == 4 and mismatch[0]["points"] == 2,
          "claimed against the person's score: %s" % mismatch)
    for jobs in ("1", "4"):
        same = run("score", "example.txt", "--reviews", path("plain.csv"), "--to", "ndjson",
                   "--jobs", jobs, codes=(4,))
        check(same.stdout == done.stdout, "the same with %s threads" % jobs)
    run("score", "example.txt", "--reviews", "in/empty.txt", codes=(4,))
    run("score", "example.txt", "--reviews", "in/none.csv", codes=(4,))


def test_reviewed_outputs():
    """Claimed, system's and reviewed score side by side in every output; results with
    decisions are reproduced with them, and only with them."""
    budget = "51050021T000000029423"
    with open(path("r.csv"), "w") as table:
        table.write("code,item,score,waived,reason,who,date\n"
                    "%s,预算执行率,6,,结转资金按规定使用,张三,2024-03-31\n"
                    "51050021T000000029396,年度考核达标率,,scored-blank,已补交,张三,\n" % budget)
    given = ["example.txt", "--reviews", path("r.csv")]

    def output(*arguments):
        return run(*arguments, codes=(0, 1)).stdout.decode()

    def same(text):
        return re.sub(" +", " ", text)

    check("91.58 95 3.42 优 94.89 优 " + budget in same(output("score", *given)), "score")
    shown = same(output("explain", *given, "--record", budget))
    check("26.92% 10 6 2.69 6\n 复核理由 结转资金按规定使用（张三，2024-03-31）" in shown, "explain")
    check("100 95 91.58 94.89\n" in shown, "explain, total")
    check("豁免 年度考核达标率 完成值未填，却自评 10 分 已补交（张三）" in
          same(output("explain", *given, "--record", "51050021T000000029396")), "waived")
    check("复核 改定得分 1 项，豁免问题 2 个" in same(output("audit", *given)), "audit")
    lines = list(csv.DictReader(io.StringIO(output("score", *given, "--to", "csv",
                                                   "--detail", "full")[1:])))
    line = [i for i in lines if i["项目编码"] == budget and i["指标"] == "预算执行率"][0]
    check([line[k] for k in ("自评", "系统", "复核得分", "复核人")] == ["6", "2.69", "6", "张三"], "csv")
    check("scored-blank" in [i["豁免问题"] for i in lines], "csv, waived")
    page = output("audit", *given, "--to", "html")
    check(',"6",2.69,' in page and ',6,["结转资金按规定使用（张三，2024-03-31）",0]]' in page and
          '94.89,"优",[0]]' in page, "html")
    check('"reviewed":' not in output("audit", "example.txt", "--to", "html"), "html, none")
    for report, texts in (("form", ("【复核】结转资金按规定使用", "复核评定：优", "复核豁免的问题")),
                          ("evaluation", ("复核评 6 分", "经复核，总分为 94.89 分", "复核豁免："))):
        run("audit", *given, "--to", "docx", "--report", report, "--output", path("r.docx"),
            codes=(1,))
        root = ET.fromstring(zipfile.ZipFile(path("r.docx")).read("word/document.xml"))
        words = "".join(root.itertext())
        for text in texts:
            check(text in words, "docx %s: %s" % (report, text))
    summary = json.loads(output("audit", *given, "--to", "json"))["summary"]
    check((summary["reviewed"], summary["waived"]) == (1, 2), "json")

    with open(path("r.ndjson"), "w") as results:
        results.write(output("score", *given, "--to", "ndjson"))
    run("verify", path("r.ndjson"), *given)
    done = run("verify", path("r.ndjson"), "example.txt", codes=(4,))
    check("--reviews" in done.stderr.decode(), "decisions are missing")
    with open(path("r.csv")) as table, open(path("other.csv"), "w") as other:
        other.write(table.read().replace(",6,", ",5,"))
    done = run("verify", path("r.ndjson"), "example.txt", "--reviews", path("other.csv"),
               codes=(1,))
    check("94.89 → 93.89" in done.stdout.decode() and "6 → 5" in done.stdout.decode(),
          "other decisions: " + done.stdout.decode())
    check("2 条复核意见" in done.stderr.decode(), "decisions without a digest are told")


test_audit()
test_csv()
test_back()
test_template()
test_every_template()
test_list()
test_reviews()
test_reviewed_outputs()
test_hostile()
test_many()
test_refusals()
end()

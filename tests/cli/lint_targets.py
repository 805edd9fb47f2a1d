#!/usr/bin/env python3
"""Seeds one fault at a time into a form with good targets and lints all of them in one run:
each fault is found with the cell it is in, and nothing else is. Then targets beside those of
peers and beside last year's results, computed here from scratch. Usage: lint_targets.py
JIXIAO"""
import copy
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

program = sys.argv[1]
os.environ["XDG_DATA_HOME"] = "/nonexistent"
folder = tempfile.TemporaryDirectory()
bad = 0


def say(truth, *what):
    global bad
    if not truth:
        bad += 1
        print(*what)


def row(level1, level2, name, nature, target, unit, weight):
    return {"level1": level1, "level2": level2, "name": name, "nature": nature,
            "target": target, "unit": unit, "actual": "", "weight": weight,
            "reported_score": "", "reason": ""}


def clean():
    fund = {"initial": "100.00", "adjusted": "", "executed": "", "rate": ""}
    return {
        "form": "project-self-evaluation", "region": "luzhou", "year": 2023,
        "code": "", "name": "示例项目", "department": "示例部门", "unit": "示例单位",
        "budget": dict(fund, weight="10", reported_score="", reason="",
                       sources=[dict(fund, name="财政资金")]),
        "indicators": [
            row("产出指标", "数量指标", "检查户数", "≥", "100", "户", "10"),
            row("产出指标", "数量指标", "培训人数", "≥", "0.5", "万人", "10"),
            row("产出指标", "质量指标", "抽检合格率", "≥", "95", "%", "10"),
            row("产出指标", "时效指标", "工作完成时间", "≤", "10", "月", "10"),
            row("效益指标", "社会效益指标", "提升服务能力（年度考核前三名为优）", "定性", "优", "", "20"),
            row("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "10"),
            row("成本指标", "经济成本指标", "培训补贴标准", "＝", "600", "元/人", "10"),
            row("成本指标", "经济成本指标", "项目支出成本", "≤", "100", "万", "10"),
        ],
        "reported_weight": "100", "reported_total": "",
        "conclusion": "", "problems": "", "measures": "",
    }


def lint(records, *arguments):
    """Findings by code of the form, and the exit code."""
    lines = "\n".join(json.dumps(r, ensure_ascii=False) for r in records) + "\n"
    run = subprocess.run([program, "lint-targets", "--to", "json", "--from", "ndjson", "-",
                          *arguments], input=lines, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"exit code {run.returncode}: {run.stderr}")
    found = {r["code"]: [] for r in records}
    report = json.loads(run.stdout)
    for finding in report["findings"]:
        found[finding["code"]].append(finding)
    return found, report, run.returncode


# ---- one fault at a time ----

FAULTS = []


def fault(*findings):  # "CODE CELL" or "CODE"
    def add(change):
        FAULTS.append((change.__name__, change, sorted(findings)))
        return change
    return add


def edit(i, **cells):
    return lambda r: r["indicators"][i].update(cells)


for found_as, name, i, cells in [
        ("target-missing target", "no_target", 0, {"target": ""}),
        ("target-missing target", "placeholder", 0, {"target": "-"}),
        ("unit-missing unit", "no_unit", 0, {"unit": ""}),
        ("target-idle target", "at_least_nothing", 0, {"target": "0"}),
        ("target-idle target", "more_than_nothing", 0, {"nature": "＞", "target": "0"}),
        ("target-idle target", "at_most_all", 0,
         {"name": "案件占比", "nature": "≤", "target": "100", "unit": "%"}),
        ("target-idle target", "at_most_all_in_one_cell", 0,
         {"name": "案件占比", "nature": "", "target": "≤100%", "unit": ""}),
        ("target-low target", "pass_rate", 2, {"target": "10"}),
        ("target-low target", "pass_rate_in_one_cell", 2, {"target": "10%", "unit": ""}),
        ("target-low target", "nobody_satisfied", 5, {"target": "59.9"}),
        ("deadline-late target", "deadline_at_the_end", 3, {"target": "12"}),
        ("deadline-late target", "day_at_the_end", 3, {"target": "2023年12月31日前", "unit": ""}),
        ("direction-suspect nature", "the_later_the_better", 3, {"nature": "≥"}),
        ("direction-suspect nature", "the_dearer_the_better", 7, {"nature": "≥"}),
        ("direction-suspect nature", "the_less_satisfied", 5, {"nature": "≤"}),
        ("direction-suspect nature", "the_more_complaints", 2,
         {"name": "群众投诉率", "target": "5"}),
        ("cost-equal nature", "saving_not_allowed", 7, {"nature": "＝"}),
        ("slot-suspect level1", "cost_as_satisfaction", 5,
         {"name": "宣传费用", "nature": "≤", "target": "100", "unit": "元"}),
        ("slot-suspect level1", "satisfaction_as_output", 2, {"name": "学员满意度"}),
        ("slot-suspect level2", "output_among_effects", 4, {"level2": "质量指标"}),
        ("slot-suspect level2", "cost_among_effects", 4, {"level2": "社会成本指标"}),
        ("slot-suspect level2", "effect_among_outputs", 1, {"level2": "社会效益指标"}),
        ("target-vague target", "words", 4, {"target": "有所提升"}),
        ("criterion-missing name", "no_criterion", 4, {"name": "提升服务能力"}),
        ("indicator-duplicate name", "twice", 1, {"name": "检查户数", "target": "5000", "unit": "户"}),
        ("template-text name", "instructions", 0,
         {"name": "检查户数。预算有调整的，需说明原因（100字以内）"}),
        ("value-unreadable target", "two_figures", 0, {"target": "3月5日至8月"})]:
    FAULTS.append((name, edit(i, **cells), [found_as]))

for name, i, cells in [
        ("growth_from_nothing", 0, {"name": "收入增长率", "target": "0", "unit": "%"}),
        ("no_accident", 0, {"name": "安全事故起数", "nature": "≤", "target": "0", "unit": "起"}),
        ("control_rate", 0, {"name": "在职人员控制率", "nature": "≤", "target": "100", "unit": "%"}),
        ("pass_line", 2, {"name": "出厂合格率", "target": "60"}),
        ("failures", 2, {"name": "不合格率", "nature": "≤", "target": "5"}),
        ("more_of_them_pass", 2, {"name": "合格率提高", "target": "5"}),
        ("fewer_complaints", 2, {"name": "投诉率降低", "target": "5"}),
        ("saved", 7, {"name": "节约成本", "nature": "≥"}),
        ("unit_in_name", 0, {"name": "检查户数（户）", "unit": ""}),
        ("unit_in_target", 0, {"target": "100户", "unit": ""}),
        ("money_saved", 0, {"name": "挽回损失", "unit": "元"})]:
    FAULTS.append((name, edit(i, **cells), []))


@fault()
def nothing(r):
    pass


@fault("weights-total", "weight-template")
def weights_do_not_add_up(r):
    r["indicators"][0]["weight"] = "12"


@fault("weight-template")
def weights_moved(r):
    r["indicators"][0]["weight"], r["indicators"][5]["weight"] = "5", "15"


@fault("value-unreadable weight", "weight-template")
def weight_in_words(r):
    r["indicators"][0]["weight"] = "十分"


@fault("template-text name", "target-missing target")
def only_instructions(r):
    r["indicators"][0].update(name="检查户数。预算有调整的，需说明原因（100字以内）",
                              target="预算有调整的，需说明原因（100字以内）")


@fault("group-missing", "weight-template")
def no_satisfaction(r):
    r["indicators"][0]["weight"] = "20"
    del r["indicators"][5]


@fault("indicators-missing")
def no_indicators(r):
    r["indicators"] = []


@fault("pack-missing")
def no_such_form(r):
    r.update(region="nowhere", form="nowhere-form")


def test_faults():
    records = []
    for name, change, _ in FAULTS:
        record = copy.deepcopy(clean())
        record.update(code=name, name=name)
        change(record)
        records.append(record)
    found, report, code = lint(records)
    for name, _, expected in FAULTS:
        got = sorted(f"{f['kind']} {f['cell'] or ''}".strip() for f in found[name])
        say(got == expected, f"{name}: found {got}, seeded {expected}")
        for f in found[name]:
            say(f["message"] and f["advice"] and f["source"], name, "lacks words", f)
            say(f["clause"] or f["kind"] == "pack-missing", name, "lacks the clause", f)
    say(code == 1, "exit code", code, "though weights-total is an error")
    say(sum(k["findings"] for k in report["kinds"]) == len(report["findings"]), "kinds")
    office = report["units"][0]
    say(office["errors"] + office["warnings"] + office["notes"] == len(report["findings"]) and
        office["forms"] == len(records), "units", office)
    warned = [r for r in records if r["code"] == "twice"]
    for level, want in (("never", 0), ("error", 0), ("warning", 1)):
        say(lint(warned, "--fail-on", level)[2] == want, "--fail-on", level)


# ---- beside others ----

def easy(values, share, most):
    """Outliers on the easy side: Tukey's fence, and short of a share of the median."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    reach = 1.5 * (high - low)
    return [v > high + reach and v * share > middle if most
            else v < low - reach and v < middle * share for v in values]


def test_peers():
    draw = random.Random(7)
    for count in (4, 5, 12, 40):
        for name, nature, share in (("群众满意度", "≥", 0.85), ("案件差错率", "≤", 0.9),
                                    ("参保率", "≥", 0.9)):
            records, values = [], []
            for i in range(count):
                value = draw.choice([90, 90, 91, 92, 94]) if draw.random() < 0.8 \
                    else draw.randint(61, 99)
                values.append(value)
                record = copy.deepcopy(clean())
                record.update(code=f"P{i}", name=f"项目{i}")
                where = 5 if name == "群众满意度" else 2
                record["indicators"][where].update(name=name, nature=nature, target=str(value))
                records.append(record)
            found = lint(records)[0]
            want = easy(values, share, nature == "≤") if count >= 5 else [False] * count
            got = [any(f["kind"] == "target-low" and f["indicator"] == name
                       for f in found[f"P{i}"]) for i in range(count)]
            say(got == want, "peers", name, values, got, want)


def test_last_year():
    """(this year's nature, target, unit), (last year's actual, unit) and whether it is easy."""
    cases = [(("≥", "79", "户"), ("100", "户"), True), (("≥", "80", "户"), ("100", "户"), False),
             (("≥", "7900", "户"), ("1", "万户"), True), (("＝", "79", "户"), ("100户", ""), True),
             (("≤", "126", "户"), ("100", "户"), True), (("≤", "125", "户"), ("100", "户"), False),
             (("≥", "70", "%"), ("95%", "%"), True), (("≥", "1", "户"), ("", "户"), False),
             (("≥", "1", "户"), ("若干", "户"), False), (("≥", "1", "户"), ("100", "元"), False),
             (("≥", "0.9", "户"), ("100", "户"), False)]  # a hundredfold: another unit
    now, last = [], []
    for i, ((nature, target, unit), (actual, last_unit), _) in enumerate(cases):
        record = copy.deepcopy(clean())
        record.update(code=f"L{i}", name=f"项目{i}")
        before = copy.deepcopy(record)
        record["indicators"][0].update(nature=nature, target=target, unit=unit)
        before["indicators"][0].update(actual=actual, unit=last_unit)
        before["year"] = 2022
        if i % 2:  # another code every year: joined by name and unit, whatever the year
            before["code"] = f"old-{i}"
            record["name"], before["name"] = f"2023年项目{i}", f"2022年项目{i}"
            record["indicators"][0]["name"] = "2023年度检查户数"
            before["indicators"][0]["name"] = "2022年度检查户数"
        now.append(record)
        last.append(before)
    path = os.path.join(folder.name, "last.ndjson")
    with open(path, "w", encoding="utf-8") as file:
        for before in reversed(last):
            file.write(json.dumps(before, ensure_ascii=False) + "\n")
    found = lint(now, "--last-year", path)[0]
    for i, (_, _, want) in enumerate(cases):
        got = [f["kind"] for f in found[f"L{i}"]]
        say(got == ["target-low"] * want, "last year", cases[i], got)
    say(all(not f for f in lint(now)[0].values()), "without --last-year")


def test_pack():
    """A region leaves a check out, sets severities and adds a check with a code of its own."""
    pack = os.path.join(folder.name, "mine")
    os.mkdir(pack)
    with open(os.path.join(pack, "pack.json"), "w", encoding="utf-8") as file:
        json.dump({
            "name": "mine", "title": "mine", "version": "2024.1.0", "api": 1,
            "extends": "luzhou", "region": "mine",
            "sources": {"own": {"title": "示例办法", "status": "assumed"}},
            "findings": {"criterion-missing": "off", "cost-equal": "error",
                         "few-people": {"severity": "info", "title": "人数偏少"}},
            "targets": {
                "year-end-month": None,
                "few": {"code": "few-people", "text": "少于一万人", "do": "多些",
                        "clause": "own: 第一条",
                        "when": {"name": "*人数", "target": "figure", "below": 10000},
                        "unless": [{"unit": "人"}, {"level1": "效益指标"}]}}},
            file, ensure_ascii=False)
    record = clean()
    record["indicators"][3]["target"] = "12"
    record["indicators"][4]["name"] = "提升服务能力"
    record["indicators"][7]["nature"] = "＝"
    found, _, code = lint([record], "--pack", pack)
    got = sorted((f["kind"], f["severity"], f["clause"]) for f in found[""])
    say(got == [("cost-equal", "error", "审核经验口径 成本指标应鼓励节约"),
                ("few-people", "info", "示例办法 第一条")], "pack", got)
    say(code == 1, "pack: exit code", code)
    record["indicators"][1].update(target="5000", unit="人")
    say([f["kind"] for f in lint([record], "--pack", pack)[0][""]] == ["cost-equal"], "unless")


test_faults()
test_pack()
test_peers()
test_last_year()
print(f"{sum(1 for f in FAULTS if f[2])} seeded faults, {bad} wrong")
sys.exit(bad > 0)

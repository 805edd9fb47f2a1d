#!/usr/bin/env python3
"""Seeds one fault at a time into a clean form and audits all of them in one run: each
fault is found, and nothing else is. Usage: mutation.py JIXIAO"""
import copy
import json
import subprocess
import sys


def clean():
    fund = {"initial": "100.00", "adjusted": "100.00", "executed": "95.00", "rate": "95.00%"}
    none = {"initial": "0.00", "adjusted": "0.00", "executed": "0.00", "rate": "0.00%"}

    def row(level1, level2, name, nature, target, unit, actual, weight, score, reason=""):
        return {"level1": level1, "level2": level2, "name": name, "nature": nature,
                "target": target, "unit": unit, "actual": actual, "weight": weight,
                "reported_score": score, "reason": reason}
    return {
        "form": "project-self-evaluation", "region": "luzhou", "year": 2023,
        "code": "", "name": "示例项目", "department": "示例部门", "unit": "示例单位",
        "budget": dict(fund, weight="10", reported_score="9.5", reason="",
                       sources=[dict(fund, name="财政资金"), dict(none, name="其他资金")]),
        "indicators": [
            row("产出指标", "数量指标", "检查户数", "≥", "100", "户", "100", "10", "10"),
            row("产出指标", "数量指标", "培训人数", "≥", "50", "人", "40", "10", "8", "示例原因"),
            row("产出指标", "质量指标", "抽检通过率", "≥", "95", "%", "96", "10", "10"),
            row("产出指标", "时效指标", "工作完成时间", "≤", "12", "月", "12", "10", "10"),
            row("效益指标", "社会效益指标", "提升服务能力", "定性", "优", "", "优", "20", "20"),
            row("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "95", "10", "10"),
            row("成本指标", "经济成本指标", "项目支出成本", "≤", "100", "万", "95", "20", "20"),
        ],
        "reported_weight": "100", "reported_total": "97.5",
        "conclusion": "示例结论，自评得分97.5分，执行率为95%。", "problems": "无", "measures": "无",
    }


def total(record, points):
    record["reported_total"] = points
    record["conclusion"] = f"示例结论，自评得分{points}分。"


FAULTS = []


def fault(*codes):
    def add(change):
        FAULTS.append((change.__name__, change, sorted(codes)))
        return change
    return add


@fault()
def nothing(r):
    pass


@fault("score-mismatch")
def claimed_too_much(r):
    r["indicators"][1]["reported_score"] = "9"
    total(r, "98.5")


@fault("score-mismatch")
def claimed_too_little(r):
    r["indicators"][0]["reported_score"] = "6"
    total(r, "93.5")


@fault("score-mismatch")
def budget_off_proportion(r):
    r["budget"]["reported_score"] = "10"
    total(r, "98")


@fault("total-mismatch")
def wrong_total(r):
    total(r, "99.5")


@fault("score-missing")
def budget_score_blank(r):
    r["budget"]["reported_score"] = ""
    total(r, "88")


@fault("actual-missing", "scored-blank", "total-unscored")
def budget_executed_blank(r):
    r["budget"].update(executed="", rate="", sources=[])
    r["conclusion"] = ""


@fault("actual-missing", "scored-blank", "total-unscored")
def blank_actual_claimed(r):
    r["indicators"][0]["actual"] = "-"


@fault("actual-missing", "score-missing", "total-unscored")
def blank_actual_and_score(r):
    r["indicators"][0]["actual"] = r["indicators"][0]["reported_score"] = ""
    total(r, "87.5")


@fault("indicators-missing", "total-unscored")
def no_indicators(r):
    r["indicators"] = []
    total(r, "9.5")


@fault("score-over-weight", "score-mismatch")
def over_weight(r):
    r["indicators"][0]["reported_score"] = "11"
    total(r, "98.5")


@fault("weights-total", "weight-template")
def weights_do_not_add_up(r):
    r["indicators"][0]["weight"] = r["indicators"][0]["reported_score"] = "12"
    total(r, "99.5")


@fault("weight-template")
def weights_moved(r):
    for i, points in ((0, "5"), (5, "15")):
        r["indicators"][i]["weight"] = r["indicators"][i]["reported_score"] = points


@fault("rate-mismatch")
def impossible_rate(r):
    r["budget"]["rate"] = "96.00%"
    total(r, "97.5")


@fault("funds-mismatch")
def sources_do_not_add_up(r):
    r["budget"]["sources"][0].update(executed="90.00", rate="90.00%")


@fault("reason-missing")
def low_execution_unexplained(r):
    for funds in (r["budget"], r["budget"]["sources"][0]):
        funds.update(executed="80.00", rate="80.00%")
    r["budget"]["reported_score"] = "8"
    total(r, "96")


@fault("reason-missing")
def adjustment_unexplained(r):
    r["budget"]["initial"] = r["budget"]["sources"][0]["initial"] = "90.00"


@fault("reason-missing")
def missed_target_unexplained(r):
    r["indicators"][1]["reason"] = ""


@fault("reason-missing", "template-text")
def only_instructions_as_reason(r):
    r["budget"]["initial"] = r["budget"]["sources"][0]["initial"] = "90.00"
    r["budget"]["reason"] = "预算有调整的，需说明原因（100字以内）"


@fault("strict-bound")
def strict_bound(r):
    r["indicators"][0]["nature"] = "＞"


@fault("target-overshot")
def overshot(r):
    r["indicators"][0]["actual"] = "200"


@fault("direction-suspect")
def wrong_direction(r):
    r["indicators"][3]["nature"] = "≥"


@fault("slot-suspect")
def cost_as_satisfaction(r):
    r["indicators"][5].update(name="宣传支出成本", nature="≤", target="100", unit="元",
                              actual="95")


@fault("direction-suspect")
def cost_at_least(r):  # told by its place, not its name
    r["indicators"][6].update(name="宣传费用", nature="≥", actual="100")


@fault("slot-suspect")
def money_as_satisfaction(r):
    r["indicators"][5].update(name="慰问金", target="100", unit="元", actual="100")


@fault("slot-suspect")
def satisfaction_as_effect(r):
    r["indicators"][4].update(name="居民满意度", nature="≥", target="90", unit="%", actual="92")


@fault("direction-suspect")
def deadline_of_payment(r):
    r["indicators"][3].update(name="资金拨付时间", nature="≥", target="5", unit="天", actual="5")


@fault()
def spending_outside_costs(r):
    r["indicators"][4].update(name="教育支出", nature="≥", target="100", unit="万元", actual="100")


@fault("value-unreadable")
def unknown_nature(r):
    r["indicators"][0]["nature"] = "约等于"


@fault()
def nature_without_direction(r):
    r["indicators"][0]["nature"] = "定量"


@fault("unit-suspect", "total-unscored")
def another_unit(r):
    r["indicators"][0]["actual"] = "100天"


@fault("value-unreadable")
def unreadable_part_of_the_total(r):
    r["indicators"][0]["reported_score"] = "满分"


@fault()
def no_column_of_scores(r):
    for row in r["indicators"]:
        del row["reported_score"]


@fault("value-unreadable", "total-unscored")
def unreadable_weight(r):
    r["indicators"][0]["weight"] = "十"


@fault("unit-suspect")
def wrong_unit(r):
    r["indicators"][6].update(target="1000000", unit="元", actual="95")


@fault("value-unreadable", "total-unscored")
def unreadable_actual(r):
    r["indicators"][0]["actual"] = "若干"


@fault("value-unreadable")
def unreadable_score(r):
    r["indicators"][0]["reported_score"] = "十分"
    total(r, "87.5")


@fault("text-conflict")
def prose_contradicts_total(r):
    r["conclusion"] = "示例结论，自评得分为98.9分。"


@fault("text-conflict")
def prose_contradicts_rate(r):
    r["conclusion"] = "示例结论，执行率为100%。"


@fault("text-conflict")
def prose_contradicts_grade(r):
    r["conclusion"] = "示例结论，自评等级为“良”。"


@fault()
def no_such_region(r):  # general rules take such forms
    r["region"] = "nowhere"


@fault("pack-missing")
def no_such_form(r):
    r["region"] = "nowhere"
    r["form"] = "nowhere-form"


def main(program):
    lines = []
    for name, change, _ in FAULTS:
        record = copy.deepcopy(clean())
        record["code"] = name
        change(record)
        lines.append(json.dumps(record, ensure_ascii=False))
    twin = dict(clean(), code="twin")
    lines += ['{"form": "project-self-evaluation", "code": ', json.dumps(twin), json.dumps(twin)]
    run = subprocess.run([program, "audit", "--to", "ndjson", "--from", "ndjson", "-"],
                         input="\n".join(lines) + "\n", capture_output=True, text=True,
                         check=False)
    found = {}
    for line in run.stdout.splitlines():
        finding = json.loads(line)
        found.setdefault(finding["record"], []).append(finding["code"])
    expected = {name: codes for name, _, codes in FAULTS if codes}
    expected.update({"twin": ["duplicate-record"], "": ["record-unreadable"]})
    bad = 0
    for name in sorted(set(found) | set(expected)):
        got = sorted(found.get(name, []))
        if got != expected.get(name, []):
            bad += 1
            print(f"{name or '(bad line)'}: found {got}, seeded {expected.get(name, [])}")
    if run.returncode != 4:
        bad += 1
        print(f"exit code {run.returncode}, not 4\n{run.stderr}")
    print(f"{len(expected)} seeded faults, {bad} wrong")
    return 1 if bad else 0


sys.exit(main(sys.argv[1]))

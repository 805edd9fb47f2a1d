#!/usr/bin/env python3
"""Which pack a record goes to: by region and year as packs write them, as offices do, and by
its code. Usage: places.py PROGRAM"""
import json, subprocess, sys

failed = 0


def check(want, options=(), **keys):
    global failed
    record = {"form": "project-self-evaluation", "name": "示例", "indicators": [], **keys}
    done = subprocess.run([sys.argv[1], "score", "-", "--to", "ndjson", *options],
                          input=json.dumps(record).encode(), stdout=subprocess.PIPE)
    result = json.loads(done.stdout)
    have = (result["region"], result["pack"]["name"], result["fallback"])
    if have != want:
        failed += 1
        print(f"{keys} {options}: {have}, not {want}")


for region in ("luzhou", "泸州", "泸州市", "四川省泸州市"):
    check((region, "luzhou", False), region=region, year=2023)
check(("泸州市昭化区", "zhaohua", False), region="泸州市昭化区", year=2023)  # the closer one
check(("四川省", "national", True), region="四川省", year=2023)
for year in (2023, "2023", "2023年", "２０２３", "2023年度", "（2023年度）", "二〇二三年", "二〇二三"):
    check(("luzhou", "luzhou", False), region="luzhou", year=year)
check(("luzhou", "national", True), region="luzhou", year="2024年")
for year in ("", "2023年3月", "abc", 1e300, -5):
    check(("luzhou", None, False), region="luzhou", year=year)
check(("luzhou", "luzhou", False), code="51050021T000000000001", year=2023)
check(("zhaohua", "zhaohua", False), code="51050021T000000000001", region="zhaohua", year=2023)
check((None, "national", True), code="51990021T000000000001", year=2023)
check(("泸州", "luzhou", False), ("--region", "泸州", "--year", "2023年"))

# What the schema of results says of the pack holds for forms that none was found for.
schema = json.loads(subprocess.run([sys.argv[1], "schema", "result"], stdout=subprocess.PIPE).stdout)
if "null" not in schema["$defs"]["pack"]["properties"]["name"]["type"]:
    failed += 1
    print("schema: a result without a pack is none")
sys.exit(failed > 0)

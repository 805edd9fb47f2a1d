#!/usr/bin/env python3
"""The manual says all there is: a page for every command in both languages with every
option of its help, every key of rule packs in jixiao-pack(5), every function of rules in
jixiao-rules(7); and the pages are good man(7). Usage: manual.py PROGRAM PAGES SOURCE"""
import json
import os
import re
import shutil
import subprocess
import sys

program, pages, source = sys.argv[1:4]
faults = []


def page(language, name):
    path = f"{pages}/{language}/man{name[-1]}/{name}"
    if not os.path.exists(path):
        faults.append(f"no page {path}")
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read().replace("\\-", "-").replace("\\:", "")


def said(*words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def commands():
    for line in said("__complete", "").splitlines():
        name = line.split("\t")[0]
        yield [name]
        for sub in said("__complete", name, "").splitlines():
            words = [name, sub.split("\t")[0]]
            if said(*words, "--help").startswith(f"jixiao {' '.join(words)} "):
                yield words


def keys(schema):
    """Names of properties, at any depth."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from value
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


with open(source + "/core/schema/pack.json", encoding="utf-8") as file:
    pack_keys = set(keys(json.load(file)))
with open(source + "/core/scaffold/jixiao.d.lua", encoding="utf-8") as file:
    functions = re.findall(r"^function (\S+)\(", file.read(), re.M)
assert len(pack_keys) > 60 and len(functions) > 50

for language in ("man", "zh_CN"):
    common = page(language, "jixiao.1")
    for words in commands():
        text = page(language, f"jixiao-{words[0]}.1")
        for option in re.findall(r"^  (--\S+)", said(*words, "--help"), re.M):
            if f"\\fB{option}\\fR" not in text + common:
                faults.append(f"{language}/jixiao-{words[0]}.1 does not name {option}")
        if f"jixiao {' '.join(words)}" not in text:
            faults.append(f"{language}/jixiao-{words[0]}.1 does not name {words}")
    text = page(language, "jixiao-pack.5")
    faults += [f"{language}/jixiao-pack.5 does not name '{key}'" for key in sorted(pack_keys)
               if f"\\fB{key}\\fR" not in text]
    text = page(language, "jixiao-rules.7")
    for function in functions:
        library, dot, name = function.rpartition(".")
        wanted = ("s:" + name.split(":")[1] if ":" in name else function if library == "dec" else name)
        if f"\\fB{wanted}\\fR" not in text:
            faults.append(f"{language}/jixiao-rules.7 does not name {function}")

if shutil.which("mandoc"):
    every = [os.path.join(folder, name) for folder, _, names in os.walk(pages)
             for name in names if re.search(r"/man\d$", folder)]
    lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning", *every], capture_output=True, text=True, check=False)
    faults += lint.stdout.splitlines()
print("\n".join(faults) if faults else "the manual is whole")
sys.exit(1 if faults else 0)

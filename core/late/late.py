#!/usr/bin/env python3
"""Prints what late.h speaks of, made of NAME.list.

Usage: late.py header NAME LIST          late_NAME.h
       late.py late NAME LIST PACKAGE COMPILER...   a table that is filled when it is needed;
                                         PACKAGE is what pkg-config calls the library
       late.py now NAME LIST             a table for what is linked with the library
"""
import os
import re
import subprocess
import sys
import tempfile

what, name, listed = sys.argv[1:4]
with open(listed, encoding="utf-8") as text:
    lines = text.read().split("\n")
includes = [line for line in lines if line.startswith("#include")]
functions = [line for line in lines if re.fullmatch(r"\w+", line)]


def file_of_library(package, compiler):
    """What the linker notes in a program that needs the library."""
    libraries = subprocess.check_output(["pkg-config", "--libs", package], text=True).split()
    with tempfile.TemporaryDirectory() as folder:
        probe = os.path.join(folder, "probe.so")
        subprocess.check_call(compiler + ["-shared", "-o", probe, "-Wl,--no-as-needed"] + libraries)
        notes = subprocess.check_output(["readelf", "-dW", probe], text=True)
    return re.search(r"NEEDED.*\[(.*)\]", notes)[1]


def each(pattern):
    return "\n".join(pattern.format(f=f, name=name) for f in functions)


if what == "header":
    print("#pragma once", *includes, '#include "late.h"', f"struct jx_late_{name} {{",
          each("    __typeof__({f}) *{f};"), "};", f"extern struct jx_late_{name} jx_late_{name};",
          f"bool jx_{name}_ready(void);", each("#define {f} jx_late_{name}.{f}"), sep="\n")
elif what == "late":
    print(f"""#include "late_{name}.h"
struct jx_late_{name} jx_late_{name};
bool jx_{name}_ready(void)
{{
    static const char *const names[] = {{
{each('        "{f}",')}
    }};
    static const struct jx_late library = {{"{file_of_library(sys.argv[4], sys.argv[5:])}", names,
                                           &jx_late_{name}, sizeof names / sizeof *names}};
    static bool ready;
    return jx_late_load(&library, &ready);
}}""")
else:
    # constant once it is linked
    print(f"""#include "late_{name}.h"
{each("#undef {f}")}
__attribute__((section(".data.rel.ro"))) struct jx_late_{name} jx_late_{name} = {{
{each("    .{f} = {f},")}
}};
bool jx_{name}_ready(void)
{{
    return true;
}}""")

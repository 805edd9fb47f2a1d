#!/usr/bin/env python3
"""What a terminal shows: no line wider than it is, colours unless NO_COLOR or TERM forbid
them. Usage: terminal.py PROGRAM"""
import fcntl
import os
import pty
import re
import struct
import sys
import termios
import unicodedata

PROGRAM = os.path.abspath(sys.argv[1])
FORMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "example.txt")
COLOUR = re.compile("\033\\[[0-9;]*m")
bad = 0


def check(name, ok, *details):
    global bad
    if not ok:
        bad += 1
        print(name, *details)


def show(width, *arguments, **environment):
    """Lines that a terminal of this width is sent."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 30, width, 0, 0))
        os.environ.pop("NO_COLOR", None)
        os.environ.update({"TERM": "xterm"} | environment)
        os.execv(PROGRAM, [PROGRAM, *arguments, "--quiet", "--pack", "luzhou"])
    out = b""
    try:
        while part := os.read(terminal, 65536):
            out += part
    except OSError:  # what Linux says at the end
        pass
    os.waitpid(child, 0)
    return out.decode().replace("\r\n", "\n").split("\n")


def columns(line):
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line)


EXPLAIN = "explain", FORMS, "--record", "51050021T000000029377"
for command in (("audit", FORMS), ("score", FORMS), EXPLAIN, (*EXPLAIN, "--lang", "en"),
                ("audit", FORMS, "--sample", "5", "--by", "risk")):
    for width in 60, 80, 120:
        lines = show(width, *command)
        wide = [line for line in lines if columns(COLOUR.sub("", line)) > width]
        check(f"{width} columns: {command[0]}", len(lines) > 5 and not wide, wide[:3])
coloured = show(80, *EXPLAIN)
plain = show(80, *EXPLAIN, NO_COLOR="1")
check("colours", any(COLOUR.search(line) for line in coloured))
check("NO_COLOR", plain == [COLOUR.sub("", line) for line in coloured])
check("TERM=dumb", show(80, *EXPLAIN, TERM="dumb") == plain)
check("NO_COLOR that is empty", show(80, *EXPLAIN, NO_COLOR="") == coloured)
print("terminal:", "failed" if bad else "ok")
sys.exit(bad != 0)

#!/usr/bin/env python3
"""Completion in the shells that are here: a line is typed into a real shell on a terminal,
with the tabulator where it is to be completed, and the shell echoes what became of it.
Usage: completion.py PROGRAM FOLDER_OF_SHELL_FILES"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

program, shells = (os.path.abspath(path) for path in sys.argv[1:3])

# What is typed (each part is followed by the tabulator), and what must stand there.
LINES = [
    (["jixiao tem"], "jixiao template"),
    (["jixiao pack rollb"], "jixiao pack rollback"),
    (["jixiao score --resu"], "jixiao score --resume"),
    (["jixiao audit --pack luz", "--fail-on warn"], "jixiao audit --pack luzhou --fail-on warning"),
    (["jixiao score --to=ndj"], "jixiao score --to=ndjson"),
    (["jixiao score --to docx --report noti"], "jixiao score --to docx --report notice"),
    (["jixiao template --pack luzhou --form tran"],
     "jixiao template --pack luzhou --form transfer-self-evaluation"),
    (["jixiao schema resu"], "jixiao schema result"),
    (["jixiao pack trust revo", "sec"], "jixiao pack trust revoke secret.key"),
    (["jixiao check nati"], "jixiao check national"),
    (["jixiao audit --output rep", "年"], "jixiao audit --output report.html 年报.docx"),
    (["jixiao audit --output=rep"], "jixiao audit --output=report.html"),
    (["jixiao test ./my"], "jixiao test ./mypack"),
]
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             f"bind 'set bell-style none'; source {shells}/jixiao.bash"),
    "zsh": (["zsh", "-f", "-i"],
            f"setopt nobeep; fpath=({shells} $fpath); autoload -U compinit; compinit -u -D"),
    "fish": (["fish", "--no-config", "-i"], f"source {shells}/jixiao.fish"),
}


class Shell:
    def __init__(self, argv, folder):
        env = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": folder, "TERM": "dumb",
               "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PS1": "$ ", "XDG_DATA_HOME": "/nonexistent",
               "ASAN_OPTIONS": "detect_leaks=0"}
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.chdir(folder + "/work")
            os.execvpe(argv[0], argv, env)
        self.seen = ""

    def type(self, text):
        os.write(self.fd, text.encode())

    def wait(self, pattern, most=40):
        end = time.time() + most
        while time.time() < end:
            found = re.search(pattern, self.seen)
            if found:
                return found
            if select.select([self.fd], [], [], 0.5)[0]:
                try:
                    self.seen += os.read(self.fd, 65536).decode("utf-8", "replace")
                except OSError:
                    return None
        return None


def check(shell, folder):
    argv, load = START[shell]
    terminal = Shell(argv, folder)
    terminal.type(load + "; echo rea''dy\r")
    if not terminal.wait("ready"):
        return [f"{shell} does not start: {terminal.seen!r}"]
    faults = []
    for number, (parts, want) in enumerate(LINES):
        terminal.seen = ""
        # completed, then to the beginning of the line, and echoed between marks
        terminal.type("".join(part + "\t" for part in parts) + f"\x01echo '<'{number} \x05 '>'{number}\r")
        found = terminal.wait(rf"<{number} (.*?) >{number}")
        got = re.sub(" +", " ", found.group(1)).strip().rstrip("/") if found else repr(terminal.seen)
        if got != want:
            faults.append(f"{shell}: {parts} became '{got}', not '{want}'")
    os.close(terminal.fd) # the shell ends with its terminal
    os.waitpid(terminal.pid, 0)
    return faults


def main():
    faults, used = [], []
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/bin")
        os.makedirs(folder + "/work/mypack")
        os.symlink(program, folder + "/bin/jixiao")
        for name in ("report.html", "年报.docx", "secret.key"):
            open(f"{folder}/work/{name}", "w").close()
        for shell in START:
            if shutil.which(shell):
                used.append(shell)
                faults += check(shell, folder)
    # Every command there is, with its summary.
    listed = subprocess.run([program, "__complete", ""], capture_output=True, text=True, check=True).stdout
    helped = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  (\S+) ", helped, re.M)
    if [line.split("\t")[0] for line in listed.splitlines()] != commands:
        faults.append(f"offered are {listed}, but --help lists {commands}")
    print("\n".join(faults) if faults else f"{len(LINES)} lines completed in {', '.join(used)}")
    return 1 if faults or "bash" not in used else 0


sys.exit(main())

#!/usr/bin/env python3
"""Kills the program before every step that changes a file, command by command: what is
there afterwards is the old or the new, whole, and the next run tidies up.
Usage: kill.py PROGRAM KILLED (killed.c)"""
import os, shutil, signal, subprocess, sys, tempfile

program, killed = (os.path.realpath(p) for p in sys.argv[1:3])
packs = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../cli/in/packs/")
scratch = tempfile.mkdtemp()
os.chdir(scratch)
env = dict(os.environ, LC_ALL="C", XDG_DATA_HOME=scratch + "/data", XDG_CONFIG_HOME=scratch + "/config")
store = scratch + "/data/jixiao/packs"
failed = kills = 0


def run(*arguments, by=(program,)):
    return subprocess.run([*by, *arguments, "--lang", "en"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=env)


def must(*arguments):
    done = run(*arguments)
    if done.returncode != 0:
        sys.exit(f"{arguments}: {done.stdout.decode()}")
    return done.stdout.decode()


def wrong(step, arguments, what):
    global failed
    failed += 1
    print(f"killed before step {step} of {' '.join(arguments)}: {what}")


def sweep(arguments, restore, states, tidy):
    """Every step; `restore` makes the state before, `states` says what is wrong or None."""
    global kills
    step = 0
    while True:
        step += 1
        restore()
        done = run(*arguments, by=(killed, str(step)))
        if done.returncode != -signal.SIGKILL:
            break
        kills += 1
        fault = states()
        if fault:
            wrong(step, arguments, fault)
        again = run(*arguments)
        if again.returncode not in (0, 3):
            wrong(step, arguments, "not again: " + again.stdout.decode())
        fault = tidy()
        if fault:
            wrong(step, arguments, fault)
    if done.returncode != 0 or step < 5:
        wrong(step, arguments, "does not end well: " + done.stdout.decode())


def north():
    """The version in effect, or None where the packs are not sound."""
    done = run("check", "north")
    said = done.stdout.decode()
    return next((v for v in ("2023.1.0", "2023.2.0") if done.returncode == 0 and f"north {v}: good" in said), None)


def sound():
    return None if north() else "the pack is not sound: " + run("check", "north").stdout.decode()


def swept():
    return next(("left behind: " + n for n in os.listdir(store) if n.startswith(".incoming")), None)


for name in ("base", "north"):
    shutil.copytree(packs + name, name)
must("pack", "build", "./base", "--output", "base.jxp")
must("pack", "build", "./north", "--output", "old.jxp")
with open("north/pack.json", encoding="utf-8") as f:
    text = f.read()
with open("north/pack.json", "w", encoding="utf-8") as f:
    f.write(text.replace('"version": "2023.1.0"', '"version": "2023.2.0"'))
must("pack", "build", "./north", "--output", "new.jxp")
for name in ("base.jxp", "old.jxp"):
    must("pack", "install", name, "--allow-unsigned", "--quiet")
shutil.copytree(store, "old", symlinks=True)
must("pack", "install", "new.jxp", "--allow-unsigned", "--quiet")
shutil.copytree(store, "both", symlinks=True)


def back(to):
    def restore():
        shutil.rmtree(store)
        shutil.copytree(to, store, symlinks=True)
    return restore


sweep(("pack", "install", "new.jxp", "--allow-unsigned", "--quiet"), back("old"), sound, swept)
sweep(("pack", "remove", "north@2023.2.0"), back("both"), sound, lambda: None)
sweep(("pack", "rollback", "north@2023.2.0"), back("both"), sound, lambda: None)


def content(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as f:
        return f.read()


def whole(path, good):
    """The file is absent, or has one of the contents."""
    return lambda: None if content(path) in (None, *good) else path + " is neither the old nor the new"


def without(path, old=None):
    def restore():
        if os.path.exists(path):
            os.remove(path)
        if old is not None:
            with open(path, "wb") as f:
                f.write(old)
    return restore


must("pack", "keygen", "bureau", "--name", "Bureau")
unsigned = content("new.jxp")
must("pack", "sign", "new.jxp", "--key", "bureau.key")
sweep(("pack", "sign", "new.jxp", "--key", "bureau.key"), without("new.jxp", unsigned),
      whole("new.jxp", (unsigned, content("new.jxp"))), lambda: None)
must("pack", "trust", "add", "bureau.pub")
key = scratch + "/config/jixiao/trust/" + next(n for n in os.listdir(scratch + "/config/jixiao/trust") if n.endswith(".pub"))
sweep(("pack", "trust", "add", "bureau.pub"), without(key), whole(key, (content(key),)), lambda: None)
with open("record.json", "w") as f:
    f.write('{"form": "project", "region": "north", "year": "2023", "name": "x", "indicators": []}')
SCORE = ("score", "record.json", "--pack", "north", "--to", "json", "--output", "s.json", "--certificate", "s.cert")
must(*SCORE)
results, certificate = content("s.json"), content("s.cert")


def both():
    return whole("s.json", (b"old", results))() or whole("s.cert", (certificate,))()


def neither():
    without("s.json", b"old")()
    without("s.cert")()


sweep(SCORE, neither, both, lambda: None)

shutil.rmtree(scratch)
print(f"killed {kills} times, {failed} failed")
sys.exit(failed > 0)

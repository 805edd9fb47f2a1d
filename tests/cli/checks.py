"""What tests of this folder share: checks that are counted, and runs of the program that must
say something. The program is the script's first argument."""
import os, subprocess, sys

program = os.path.realpath(sys.argv[1])
here = os.path.dirname(os.path.realpath(__file__))
env = dict(os.environ)
failed = count = 0


def check(good, what):
    global failed, count
    count += 1
    if not good:
        failed += 1
        print("not so:", what)


def run(want, *arguments, has=(), feed=b"", lang="en", **more):
    """What the program says; complains about another exit code or a text that is not said."""
    done = subprocess.run([program, *arguments, "--lang", lang], input=feed, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=dict(env, **more))
    said = done.stdout.decode("utf-8", "replace")
    missing = [text for text in ([has] if isinstance(has, str) else has) if text not in said]
    check(done.returncode == want and not missing,
          f"jixiao {' '.join(arguments)}: exit code {done.returncode}, expected {want}; not said: {missing}\n{said}")
    return said


def read(path):
    with open(path, "rb") as f:
        return f.read()


def end():
    print(f"{count} checks, {failed} failed")
    sys.exit(failed > 0)

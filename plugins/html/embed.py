"""Turns a style sheet and a script into C constants, each with the hash by which the
page's own content security policy admits it. Usage: embed.py page.css page.js"""
import base64, hashlib, sys

print("/* Made from " + ", ".join(p.rsplit("/", 1)[-1] for p in sys.argv[1:]) + ". */")
for path in sys.argv[1:]:
    name = path.rsplit("/", 1)[-1].replace(".", "_")
    text = open(path, encoding="utf-8").read()
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    print(f"static const char {name}[] =")
    for line in text.splitlines(keepends=True):
        print('    "' + line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')
    print(f';\nstatic const char {name}_hash[] = "sha256-{digest}";')

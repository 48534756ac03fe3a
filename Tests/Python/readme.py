#!/usr/bin/env python3
"""Runs the commands that README.md shows in its `console` blocks and puts what they print under them.

readme.py            rewrite README.md
readme.py --check    only run the commands
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?ms)^```console\n\$ ([^\n]*)\n(.*?)^```$")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with the output shown under it."""
    for block in BLOCK.finditer(text):
        yield block.group(1), block.group(2)


def output(command: str) -> str:
    """What the command prints, run in the repository with the release build on PATH. Raises CalledProcessError."""
    if command == "make demo":  # without what the build prints
        demo = "clients/python/examples/read_article.py Tests/Fixtures/articles/biden-hanoi-2023.txt"
        command = f"PYTHONPATH=clients/python/src {sys.executable} {demo}"
    environment = {
        **os.environ,
        "PATH": f"{ROOT / '.build' / 'release'}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
    }
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
    )
    return done.stdout.decode("utf-8").strip("\n") + "\n"


def main() -> int:
    text = README.read_text(encoding="utf-8")
    printed = {command: output(command) for command, _ in commands(text)}
    if "--check" not in sys.argv:
        README.write_text(
            BLOCK.sub(lambda b: f"```console\n$ {b.group(1)}\n{printed[b.group(1)]}```", text), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Pins the requirements: every *.in file becomes a *.lock file with exact versions and hashes.

The lock names packages, versions and hashes and nothing else: which index serves them is the
machine's business. Hashes of every wheel are there, so the lock holds for each Python and platform
the packages have wheels for.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOWEST_PYTHON = "3.11"
# django-leaflet is wanted for Leaflet's files alone and mplfonts for a typeface, so what they would
# import is left out.
LEFT_OUT = ("asgiref", "django", "sqlparse", "fire", "fontmeta", "termcolor")
PINNED = re.compile(
    r"[A-Za-z0-9][\w.-]*==[\w.!+-]+( ; [^\\]+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+"
)


def compile_lock(source: Path, target: Path) -> None:
    """Resolve `source` for every Python from 3.11 on; versions already in `target` stay."""
    command = [sys.executable, "-m", "uv", "pip", "compile", str(source), "--universal"]
    command += ["--python-version", LOWEST_PYTHON, "--generate-hashes", "--no-header"]
    command += ["--no-annotate", "--no-cache", "--quiet", "--output-file", str(target)]
    for name in LEFT_OUT:
        command += ["--no-emit-package", name]
    subprocess.run(command, check=True, cwd=ROOT)


def faults(text: str) -> list[str]:
    """Return what in a lock is not a pinned package with its hashes, line by line."""
    return [line for line in PINNED.sub("", text).splitlines() if line.strip()]


def main() -> int:
    """Write both locks; 1 if one holds anything but pins and hashes."""
    for name in ("requirements", "requirements-bench"):
        target = ROOT / f"{name}.lock"
        compile_lock(ROOT / f"{name}.in", target)
        strange = faults(target.read_text(encoding="utf-8"))
        if strange:
            print(f"{target.name}: not a pin with hashes: {strange[0]}", file=sys.stderr)
            return 1
        print(f"{target.name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""make itself: the list of targets, and one line where set-up cannot go on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_every_target():
    listed = re.findall(r"^  make (\S+)  *\S", make().stdout, re.MULTILINE)
    assert listed == re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert sorted(phony.group(1).split()) == sorted(listed)


@pytest.mark.parametrize("target", ["app", "test"])
def test_without_python_one_line_says_so(target):
    done = make(target, "PYTHON=/no/such/python")
    assert done.returncode != 0
    assert done.stdout == ""
    told, makes_own = done.stderr.splitlines()
    assert told.startswith("luotu: Python 3.11 or later is needed and /no/such/python is not there")
    assert makes_own.startswith("make")


def test_a_port_that_is_none_is_one_line():
    done = make("app", "PORT=http")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0].startswith("luotu: PORT=http is not a port")


def test_clean_removes_what_was_made_and_keeps_the_registry(tmp_path):
    made = ["static/map.js", "screenshots/map.png", "build/x", "data/boundaries/counties.parquet"]
    kept = ["data/registry.sqlite", "data/boundaries/divisions.csv", "cli.py"]
    for name in (*made, *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert [name for name in made if (tmp_path / name).exists()] == []
    assert all((tmp_path / name).exists() for name in kept)
    assert not (tmp_path / "static").exists()


def test_ci_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "exec make test" in script.read_text(encoding="utf-8")

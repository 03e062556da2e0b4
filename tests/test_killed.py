"""The page's own 接受 killed at ten seeded points: what it brings in is there whole, or not at all.

A child runs the very page that a server runs, from the click on (`tests/killing.py`), and is killed
with SIGKILL among its statements, when the write begins, just before and within COMMIT, and right
behind it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from projects.access.roles import Role
from projects.access.users import Users
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.settings import Settings
from tests.killing import LAST
from tests.reviewing_data import mw, project, reading

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "some longer line"  # noqa: S105 - of a user made here
COUNT = 40
WITHIN = 5  # points among the statements


def held(file: Path) -> tuple[int, ...]:
    """Count documents, projects, revisions, standings, and items still open."""
    tables = ("documents", "projects", "revisions", "standings")
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = [database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]  # noqa: S608
        open_ = "SELECT count(*) FROM draft_items WHERE state = 'open'"
        return (*counts, database.execute(open_).fetchone()[0])


def test_the_page_killed_while_it_accepts_brings_in_all_or_nothing(tmp_path) -> None:
    source, users = tmp_path / "r.sqlite", tmp_path / "users.json"
    many = [project(f"p{n}", f"第{n}号电站", start=n * 20, capacity=mw(n)) for n in range(COUNT)]
    with Registry.open(f"sqlite:///{source}", settings=Settings(data=tmp_path)) as registry:
        draft = registry.drafts.start(reading(*many), owner=Owner.of_user("w"))
    Users(users).add("w", Role.EDITOR, PASSPHRASE)
    nothing, everything = held(source), (1, COUNT, COUNT + 1, COUNT, 0)
    assert nothing == (0, 0, 0, 0, COUNT)
    files = [tmp_path / f"{n}.sqlite" for n in range(WITHIN + len(LAST) + 1)]
    for file in files:
        shutil.copy(source, file)
    env = {"LUOTU_REGISTRY": f"sqlite:///{source}", "LUOTU_USERS": str(users)}
    env |= {"PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.killing", draft, str(WITHIN), *map(str, files)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=180,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    ended = [line.rsplit(" ", 1)[1] for line in done.stdout.splitlines()]
    assert ended == ["0", *["9"] * (WITHIN + len(LAST))], "all but the whole one were killed"
    states = dict(zip(["whole", *"x" * WITHIN, *LAST], map(held, files), strict=True))
    among = [held(file) for file in files[1 : WITHIN + 1]]
    assert (states["whole"], states["after"]) == (everything, everything)
    assert {*among, states["begin"], states["commit"]} == {nothing}, "nothing before COMMIT"
    assert {states["early in commit"], states["late in commit"]} <= {nothing, everything}

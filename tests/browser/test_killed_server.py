"""`luotu serve` killed ten times in the middle of an accept asked for over the page.

Each server is the real one, killed with SIGKILL at a seeded point (`tests/fatal`); the next begins
on the file as it was left, opens the same draft in the same browser, and is asked again.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3.dbapi2
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest

from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.reviewing.values import Signature
from projects.settings import Settings
from tests.browser.servers import ROOT
from tests.browser.test_provider import ACCOUNTS, ROLES, WANG
from tests.oidc import Provider
from tests.reviewing_data import mw, project, reading
from tools.starting import free_port, wait_until_up

pytestmark = pytest.mark.browser

COUNT = 40
WITHIN = 4  # points among the statements
NOTHING, EVERYTHING = (0, 0, 0, 0, COUNT), (1, COUNT, COUNT + 1, COUNT, 0)


def held(file):
    """Count documents, projects, revisions, standings, and items still open."""
    tables = ("documents", "projects", "revisions", "standings")
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = [database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]  # noqa: S608
        names = "SELECT document, {} FROM {} WHERE {} != ''"
        shown = set(database.execute(names.format("id", "projects", "id")))
        told = set(database.execute(names.format("project", "revisions", "project")))
        assert shown == told, "each project that is there has its revision, and no other"
        open_ = "SELECT count(*) FROM draft_items WHERE state = 'open'"
        return (*counts, database.execute(open_).fetchone()[0])


def put_back(source, file):
    """Begin with the draft again: a file's log is part of it."""
    for suffix in ("-wal", "-shm"):
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
    shutil.copy(source, file)


def statements(file, draft, monkeypatch):
    """Accept in this process; returns how many statements there are between BEGIN and COMMIT."""
    found, own = [], sqlite3.dbapi2.connect

    def watched(*args, **options):
        connection = own(*args, **options)
        connection.set_trace_callback(found.append)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3.dbapi2, "connect", watched)
        with Registry.open(f"sqlite:///{file}", settings=Settings()) as registry:
            signed = Signature.of(WANG)
            registry.drafts.accept(draft, owner=Owner.of_user(WANG), version=1, signed=signed)
    begin = found.index("BEGIN IMMEDIATE")
    return found[begin + 1 :].index("COMMIT")


@contextmanager
def served(file, port, env):
    """`luotu serve`, with the point at which it dies in its environment."""
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    command += ["--registry", f"sqlite:///{file}"]
    paths = os.pathsep.join((str(ROOT / "tests" / "fatal"), str(ROOT)))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **env, "PYTHONPATH": paths}, **quiet
    ) as server:
        try:
            wait_until_up(f"http://127.0.0.1:{port}", lambda: server.poll() is None)
            yield server
        finally:
            server.kill()


def opened(page, address, draft):
    """Open the draft by its address; sign in where the browser is not known yet."""
    page.goto(f"{address}/add?draft={draft}")
    way_in, accept = page.locator(".st-key-who_provider"), page.locator(".st-key-accept_sure")
    way_in.or_(accept).first.wait_for()
    if way_in.count():
        way_in.get_by_role("button").click()
        page.get_by_role("link", name="wang").click()
        page.get_by_text(WANG).wait_for()
        page.goto(f"{address}/add?draft={draft}")
    accept.wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_load_state("networkidle")  # a file cut short would be missed by the next page
    return accept.get_by_role("button")


def test_ten_kills_of_the_server_while_it_accepts_leave_all_or_nothing(
    chromium, tmp_path, monkeypatch
):
    source, file, asked = (tmp_path / name for name in ("source", "office.sqlite", "asked"))
    many = [
        project(f"p{n}", f"第{n}号电站", start=n * 20, capacity=mw(n + 1)) for n in range(COUNT)
    ]
    with Registry.open(f"sqlite:///{source}", settings=Settings()) as registry:
        draft = registry.drafts.start(reading(*many), owner=Owner.of_user(WANG))
    for copy in (file, tmp_path / "counted"):
        shutil.copy(source, copy)
    seed = random.Random(9)  # noqa: S311 - a seed, no secret
    number = statements(tmp_path / "counted", draft, monkeypatch)
    among = [str(n) for n in sorted(seed.sample(range(1, number), WITHIN))]
    late = [f"+{seed.uniform(*span):.6f}" for span in ((0, 1e-4), (1e-4, 2e-3))]
    points = ["begin", *among, str(number), "commit", *late, "after"]
    assert len(set(points)) == len(points) == 10
    outcomes = {}
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    (tmp_path / ".streamlit").mkdir()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = {"HOME": str(tmp_path), "LUOTU_ROLES": ROLES, "FATAL_FROM": str(asked)}
    with Provider(ACCOUNTS) as provider:
        told = provider.secrets(f"{address}/oauth2callback")
        (tmp_path / ".streamlit" / "secrets.toml").write_text(told, "utf-8")
        for point in (*points, ""):
            asked.unlink(missing_ok=True)
            with served(file, port, env | {"FATAL_POINT": point}) as server:
                button = opened(page, address, draft)
                asked.touch()
                button.click()
                if point:
                    assert server.wait(20) == -signal.SIGKILL, point
                else:
                    page.get_by_text("待定 0").or_(page.get_by_text("完成")).first.wait_for()
            outcomes[point] = held(file)
            if outcomes[point] == EVERYTHING and point:
                put_back(source, file)
    context.close()
    assert set(outcomes.values()) <= {NOTHING, EVERYTHING}, outcomes
    assert outcomes["after"] == outcomes[""] == EVERYTHING
    assert {outcomes[point] for point in points[: points.index("commit") + 1]} == {NOTHING}

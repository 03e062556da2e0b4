"""The terminal tells the history, takes changes back and sums the registry of a day."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli import app
from projects.access.roles import Role
from projects.access.users import Users
from projects.registry import Registry
from projects.review_lists import value_text
from projects.reviewing.drafts import Owner
from projects.reviewing.values import ProjectKey, Signature
from projects.settings import Settings
from tests.reviewing_data import TIED, WIND, facts_of, moved, mw, project, reading, signed

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = facts_of().sha256
P1 = ProjectKey(DOCUMENT, "p1")


@pytest.fixture
def url(tmp_path: Path) -> str:
    named = f"sqlite:///{tmp_path}/r.sqlite"
    with Registry.open(named, settings=Settings(data=tmp_path)) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        year = {"year": 2027, "capacity": []}
        registry.revisions.edit(P1, year, version=0, signed=signed("王工", 9, "来电\n核实"))
    return named


def run(*args: object, **options: object):
    return CliRunner().invoke(app, [str(arg) for arg in args], **options)


def test_a_projects_history_is_told_by_name_or_key(url) -> None:
    told = run("history", "新化抽水", "--registry", url)
    assert told.exit_code == 0
    head, *_ = told.stdout.splitlines()[2:]
    assert head.split("\t")[1:4] == ["2026-01-10T00:00", "王工", "edit"]
    assert "\tyear: — -> 2027\n\tcapacity: 180万千瓦 -> —\n" in told.stdout
    assert "来电 核实" in told.stdout, "a line stays a line"
    by_key = run("history", f"{DOCUMENT[:12]}-p1", "--registry", url)
    assert by_key.stdout == told.stdout
    rows = json.loads(run("history", "--format", "json", "--registry", url).stdout)
    assert [row["action"] for row in rows] == ["edit", "read"]
    assert rows[0]["changes"][0] == {"field": "year", "was": None, "is": 2027, "of_reading": False}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([], "—"),
        (False, "no"),
        (["431321", "431322"], "431321、431322"),
        ({"by": "王工", "at": "2026-01-02T03:04:05.000000+00:00"}, "王工 2026-01-02T03:04"),
        (
            {"type": "Point", "coordinates": [1, 2], "crs": "GCJ-02", "as_written": ""},
            "Point GCJ-02",
        ),
        ([["列", "格"]], "列、格"),
        ({"odd": 1}, '{"odd": 1}'),
    ],
)
def test_values_are_said_in_short(value, text) -> None:
    assert value_text(value) == text


def test_an_unclear_name_is_refused_with_what_it_could_be(url) -> None:
    several = run("history", "", "--registry", url)
    assert several.exit_code == 1
    assert f"{DOCUMENT[:12]}-p2 双峰风电场" in several.stderr
    assert several.stderr.count("\n") == 1
    assert run("history", "没有", "--registry", url).exit_code == 1


def test_a_change_is_taken_back_by_its_number(url, tmp_path) -> None:
    done = run("undo", 2, "--who", "李工", "--why", "笔误", "--registry", url)
    assert (done.exit_code, done.stderr) == (0, "revision 3 takes 2 back\n")
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        assert registry.projects()[0] == project()
        assert registry.revisions.recent(1)[0].who == "李工"
    again = run("undo", 2, "--registry", url)
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "(taken back by 3)" in run("history", "新化抽水", "--registry", url).stdout


def test_the_sums_of_a_day_are_those_of_the_registry_then(url) -> None:
    def power(*args: object) -> float | None:
        done = run("summary", "--format", "json", "--registry", url, *args)
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)["total"]["value"]

    assert power() == 100.0
    assert power("--as-of", "2026-01-05") == 1900.0
    assert power("--as-of", "2026-01-12") == 100.0
    assert power("--as-of", "2025-12-01") is None
    wrong = run("summary", "--as-of", "01.12.2025", "--registry", url)
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)


def test_the_drafts_of_a_registry_are_listed(url, tmp_path) -> None:
    assert run("drafts", "--registry", url).stdout == ""
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        more = reading(project(capacity=mw(5.0)), WIND, text="另一份", title="另一\t方案")
        registry.drafts.start(more, owner=Owner.of_user("王工"))
        registry.revisions.check(P1, version=1, signed=Signature.of("王工"))
    assert "2/2 left\t另一 方案\n" in run("drafts", "--registry", url).stdout
    (row,) = json.loads(run("drafts", "--format", "json", "--registry", url).stdout)
    assert (row["left"], row["source"]) == (2, "plan.txt")


def waiting(url: str, owner: str = "root") -> str:
    """Leave a draft of three items, one of them in doubt, of the login name."""
    text = "另一份规划，三个项目。"
    with Registry.open(url, settings=Settings()) as registry:
        found = facts_of(text).sha256
        others = (project(name="另一抽水蓄能电站"), replace(WIND, name="另一风电场"), TIED)
        projects = [replace(p, document=found) for p in others]
        return registry.drafts.start(reading(*projects, text=text), owner=Owner.of_user(owner))


def test_the_terminal_says_whose_a_draft_is_and_what_is_in_it(url) -> None:
    draft = waiting(url, "王工")
    (line,) = run("drafts", "--registry", url).stdout.splitlines()
    assert line.split("\t")[:2] == [draft, "王工"]
    items = [
        row.split("\t")
        for row in run("drafts", "show", draft[:8], "--registry", url).stdout.splitlines()
    ]
    assert next(row[:4] for row in items) == ["p3", "open", "tied,elsewhere", "城区热网"]
    assert len(items) == 3


def test_the_terminal_accepts_what_is_sure_and_turns_down_by_name(url) -> None:
    draft = waiting(url)
    done = run("drafts", "--registry", url, "accept", draft, "--who", "王工")
    assert done.stderr == f"2 accepted, 1 left in {draft}\n"
    with Registry.open(url, settings=Settings()) as registry:
        new = [p for p in registry.projects() if p.document != DOCUMENT]
    assert {p.checked.by for p in new} == {"王工"}
    again = run("drafts", "accept", draft, "--registry", url)
    assert (again.exit_code, "in doubt" in again.stderr) == (1, True)
    down = run("drafts", "reject", draft, "--item", "p3", "--why", "不是项目", "--registry", url)
    assert down.stderr == f"1 turned down, 0 left in {draft}\n"
    assert run("drafts", "reject", draft, "--registry", url).exit_code == 2
    assert run("drafts", "accept", "zz", "--registry", url).exit_code == 1


def test_what_another_document_names_too_is_told_and_in_doubt(url) -> None:
    """The page told it, and left it out of what is sure."""
    with Registry.open(url, settings=Settings()) as registry:
        twin = replace(reading(text="另一份"), projects=(project(), replace(WIND, name="乙风电场")))
        (other,) = (f.title for f in registry.documents())
        draft = registry.drafts.start(twin, owner=Owner.of_user("root"))
    shown = run("drafts", "show", draft, "--registry", url).stdout
    first, second = (row.split("\t") for row in shown.splitlines())
    assert (first[0], first[2], first[6]) == (
        "p1", "elsewhere", f"the same: {project().name}《{other}》"
    )  # fmt: skip
    assert (second[0], second[2], second[6]) == ("p2", "-", "-")
    done = run("drafts", "accept", draft, "--registry", url)
    assert done.stderr == f"1 accepted, 1 left in {draft}\n"


def test_what_comes_in_without_a_county_is_told(url) -> None:
    draft = waiting(url)
    done = run("drafts", "accept", draft, "--item", "p3", "--registry", url)
    assert "1 accepted, 1 of them unplaced, in no county (城区热网)" in done.stderr


def test_a_draft_nobody_could_open_is_handed_over(url, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "users.json"))
    Users(tmp_path / "users.json").add("王工", Role.EDITOR, "some longer words")
    draft = waiting(url)
    wrong = run("drafts", "give", draft, "--to", "王共", "--registry", url)
    assert 'no user "王共"' in wrong.stderr
    right = run("drafts", "give", draft, "--to", "王工", "--registry", url)
    assert right.stderr == f"{draft}: of 王工 now\n"
    with Registry.open(url, settings=Settings()) as registry:
        assert [head.id for head in registry.drafts.mine(Owner.of_user("王工"))] == [draft]
        assert registry.drafts.mine(Owner.of_user("root")) == ()
    assert run("drafts", "discard", draft, "--registry", url).exit_code == 0
    assert run("drafts", "--registry", url).stdout == ""


def test_the_history_names_what_was_taken_out(url) -> None:
    with Registry.open(url, settings=Settings()) as registry:
        registry.revisions.remove(
            ProjectKey(DOCUMENT, "p2"), version=0, signed=signed("王工", 12, "重复")
        )
    told = run("history", "--registry", url).stdout
    assert "双峰风电场" in told


def test_all_that_was_done_in_one_go_is_taken_back_also_a_new_version(url, tmp_path) -> None:
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        before = registry.holdings()
        signed_ = signed("王工", 10)
        registry.revisions.reread(moved(WIND), signed=signed_, supersedes=DOCUMENT)
        number = registry.revisions.recent(1)[0].number
    done = run("undo", number, "--act", "--who", "李工", "--why", "发错", "--registry", url)
    assert (done.exit_code, done.stderr) == (0, "3 changes are taken back\n")  # one a project
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        assert registry.holdings() == before
        assert registry.acts.latest(1)[0].key.who == "李工"
    again = run("undo", number, "--act", "--registry", url)
    assert again.exit_code == 1
    assert "taken back already" in again.stderr
    assert again.stderr.count("\n") == 1
    assert run("undo", 999, "--act", "--registry", url).exit_code == 1

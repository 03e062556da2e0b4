"""Reading a document again, or a new version of it, keeps what people did and tells the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from projects.errors import RevisionRefused
from projects.models import Double, Ledger
from projects.registry import Registry
from projects.reviewing.matching import matched, renumbered
from projects.reviewing.values import Action, ProjectKey
from projects.settings import Settings
from tests.reviewing_data import (
    NEW,
    OLD,
    START,
    TIED,
    WIND,
    facts_of,
    moved,
    mw,
    project,
    reading,
    shown,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

P1, P2, P3 = (ProjectKey(OLD.sha256, f"p{n}") for n in (1, 2, 3))


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        it.revisions.reread(reading(), signed=signed(""))
        yield it


def test_a_preview_tells_all_and_changes_nothing(registry) -> None:
    doors = registry.revisions
    doors.edit(P1, {"name": "新化抽蓄", "year": 2030}, version=0, signed=signed("王工", 1))
    doors.check(P2, version=0, signed=signed("王工", 1))
    better = reading(
        project(name="新化抽水蓄能", year=2030, owner="某公司"),
        replace(WIND, capacity=mw(120.0), confidence=0.5),
        project("p3", "新来电站", start=90),
    )
    before = registry.holdings()
    told = doors.preview(better)
    assert registry.holdings() == before
    assert [p.name for p in told.added] == ["新来电站"]
    assert [p.name for p in told.dropped] == ["城区热网"]
    assert {id_: [c.field for c in cs] for id_, cs in told.changed.items()} == {
        "p1": ["owner"],
        "p2": ["capacity", "precision"][:1],
    }
    assert told.kept == ((P1, "name"), (P1, "year"))
    (conflict,) = told.conflicts
    assert (conflict.field, conflict.correction) == ("name", "新化抽蓄")
    assert (conflict.was_read, conflict.is_read) == ("新化抽水蓄能电站", "新化抽水蓄能")
    assert told.unchecked == (P2,)
    assert doors.reread(better, signed=signed("", 2)) == told
    found = shown(registry)
    assert (found["p1"].name, found["p1"].owner) == ("新化抽蓄", "某公司")
    assert found["p2"].checked is None, "nobody checked what it says now"
    assert set(found) == {"p1", "p2", "p4"}, "an id that was another project's is not given again"


def test_a_check_stays_where_only_the_reading_moved(registry) -> None:
    registry.revisions.check(P2, version=0, signed=signed("王工", 1))
    again = reading(project(), replace(WIND, confidence=0.7, section="二"), TIED)
    told = registry.revisions.reread(again, signed=signed("", 2))
    assert (told.is_empty, told.unchecked) == (True, ())
    assert shown(registry)["p2"].checked.by == "王工"
    assert shown(registry)["p2"].section == "二"


def test_a_change_by_a_reread_is_taken_back_by_hand(registry) -> None:
    doors = registry.revisions
    doors.reread(reading(project(year=2031), WIND, TIED), signed=signed("", 1))
    change = doors.history(P1)[-1]
    assert (change.action, change.who) == (Action.REREAD, "")
    doors.undo(change.number, signed=signed("王工", 2))
    assert shown(registry)["p1"].year is None
    doors.reread(reading(project(year=2032), WIND, TIED), signed=signed("", 3))
    assert shown(registry)["p1"].year is None, "a person's word stays"


def test_what_a_reread_dropped_comes_back_by_hand_or_by_a_later_reading(registry) -> None:
    doors = registry.revisions
    doors.edit(P1, {"year": 2030}, version=0, signed=signed())
    doors.reread(reading(WIND, TIED), signed=signed("", 1))
    assert set(shown(registry)) == {"p2", "p3"}
    doors.reread(reading(project(), WIND), signed=signed("", 2))
    assert shown(registry)["p1"].year == 2030
    drop = doors.history(P3)[-1]
    doors.undo(drop.number, signed=signed(day=3))
    doors.reread(reading(project(), WIND), signed=signed("", 4))
    assert set(shown(registry)) == {"p1", "p2", "p3"}, "a person brought it back"


def test_a_new_version_takes_over_what_people_did(registry) -> None:
    doors = registry.revisions
    doors.edit(P1, {"year": 2030}, version=0, signed=signed("王工", 1))
    doors.edit(P2, {"part_of": "p1"}, version=0, signed=signed("王工", 1))
    doors.remove(P3, version=0, signed=signed("王工", 1))
    added = doors.add(OLD, project("x", "人工补录"), signed=signed("王工", 1))
    new = moved(replace(TIED, id="p1"), replace(WIND, id="p2"), replace(project(), id="p3"))
    told = doors.preview(new, supersedes=OLD.sha256)
    assert (told.added, told.dropped, dict(told.changed)) == ((), (), {}), "all moves along"
    assert doors.reread(new, signed=signed("", 2), supersedes=OLD.sha256) == told
    assert [f.sha256 for f in registry.documents()] == [NEW.sha256]
    found = shown(registry)
    assert {p.name: p.id for p in found.values()} == {
        "双峰风电场": "p2",
        "新化抽水蓄能电站": "p3",
        "人工补录": added.id,
    }
    assert (found["p3"].year, found["p2"].part_of) == (2030, "p3")
    actions = [r.action for r in doors.history(ProjectKey(NEW.sha256, "p3"))]
    assert actions == [Action.READ, Action.EDIT, Action.REREAD], "moved along is one row"
    doors.reread(new, signed=signed("", 3))
    assert shown(registry) == found, "and what was taken out stays out"
    then = doors.holdings_at(START + timedelta(days=1))
    assert then.documents == (OLD,)
    assert {p.id for p in then.projects} == {"p1", "p2", added.id}
    assert doors.holdings_at(START).projects == (project(), WIND, TIED)


def test_a_new_version_that_is_here_already_takes_over_too(registry) -> None:
    doors = registry.revisions
    doors.edit(P1, {"year": 2030}, version=0, signed=signed("王工", 1))
    doors.edit(P2, {"owner": "某公司"}, version=0, signed=signed("王工", 1))
    doors.remove(P3, version=0, signed=signed("王工", 1))
    new = moved(project(), WIND, TIED)
    doors.reread(new, signed=signed("", 2))
    own = ProjectKey(NEW.sha256, "p2")
    doors.edit(own, {"owner": "另一公司"}, version=0, signed=signed("李工", 3))
    told = doors.preview(new, supersedes=OLD.sha256)
    assert doors.reread(new, signed=signed("", 4), supersedes=OLD.sha256) == told
    found = shown(registry)
    assert set(found) == {"p1", "p2"}
    assert (found["p1"].year, found["p2"].owner) == (2030, "另一公司")
    assert len(doors.holdings_at(START + timedelta(days=3)).projects) == 5
    with pytest.raises(RevisionRefused, match="cannot be superseded"):
        doors.reread(new, signed=signed(), supersedes=OLD.sha256)


def table(*rows, text: str):
    facts = facts_of(text, title="台账", script="", source="t.csv")
    made = [
        project(f"r{n}", name, start=n * 9, document=facts.sha256, ledger=Ledger(n, code=code))
        for n, (name, code) in enumerate(rows, start=2)
    ]
    return facts, made


def fill(registry, facts, projects, instead_of=(), part=2) -> None:
    with registry.filling(facts) as filling:
        for at in range(0, len(projects), part):
            filling.add(projects[at : at + part])
        filling.finish(facts, instead_of=instead_of)


def test_a_table_read_again_part_by_part_keeps_corrections(registry) -> None:
    facts, rows = table(("甲", "1"), ("乙", "2"), ("丙", "3"), text="一")
    fill(registry, facts, rows)
    key = ProjectKey(facts.sha256, "r4")
    registry.revisions.edit(key, {"year": 2030}, version=0, signed=signed())
    recent = registry.revisions.recent()
    fill(registry, facts, rows)
    assert registry.revisions.recent() == recent, "the same again changes nothing"
    fill(registry, facts, [*rows[1:], replace(rows[0], id="r9", name="丁", start=99)])
    found = {p.id: p for p in registry.projects(facts.sha256)}
    assert list(found) == ["r3", "r4", "r9"]
    assert found["r4"].year == 2030


def test_another_version_of_a_table_takes_corrections_over(registry) -> None:
    facts, rows = table(("甲", "1"), ("乙", "2"), ("丙", "3"), ("丁", ""), text="一")
    fill(registry, facts, rows)
    keys = [ProjectKey(facts.sha256, f"r{n}") for n in (2, 3, 4)]
    registry.revisions.edit(keys[0], {"year": 2030}, version=0, signed=signed())
    registry.revisions.remove(keys[1], version=0, signed=signed())
    later, more = table(("丙", "3"), ("乙", "2"), ("甲", "1"), text="二")
    fill(registry, later, more, instead_of=(facts.sha256,))
    assert [f.sha256 for f in registry.documents()] == [OLD.sha256, later.sha256]
    found = {p.name: p for p in registry.projects(later.sha256)}
    assert list(found) == ["丙", "甲"]
    assert (found["甲"].year, found["甲"].id, found["丙"].year) == (2030, "r4", None)
    assert [p.name for p in registry.revisions.holdings_at(START).projects][3:] == []
    fill(registry, later, more)
    assert [p.name for p in registry.projects(later.sha256)] == ["丙", "甲"]


def test_equal_names_match_in_their_order_and_spans_go_first() -> None:
    twins = [project(f"p{n}", "甲电站", start=n * 50) for n in range(3)]
    assert matched(twins, twins[1:], same_text=True) == {0: 1, 1: 2}
    assert matched(twins, twins[1:], same_text=False) == {0: 0, 1: 1}
    renamed = replace(twins[2], name="乙电站", end=twins[2].end)
    assert matched(twins, [renamed], same_text=True) == {0: 2}
    assert matched(twins, [renamed], same_text=False) == {}


def test_ids_are_given_once_and_links_follow() -> None:
    new = [
        project("p1", doubles=(Double("p2", "alike"),)),
        project("p2", part_of="p1"),
        project("p3", part_of="p9"),
    ]
    one, two, three = renumbered(new, {0: "p2"}, used=("p1", "p2", "p7"), document="d")
    assert (one.id, two.id, three.id) == ("p2", "p8", "p3")
    assert (one.doubles[0].id, two.part_of, three.part_of) == ("p8", "p2", None)


def test_a_group_that_is_counted_anew_is_no_change(registry) -> None:
    doors, first = registry.revisions, facts_of("一").sha256
    base, read = project("p2", "基地", counties=()), project("p3", "丙电站", part_of="p2")
    by_hand = replace(WIND, id="p4")
    old = [replace(p, document=first) for p in (project(), base, read, by_hand)]
    doors.reread(reading(*old, text="一"), signed=signed("", 1))
    for id_, changes in (("p3", {}), ("p4", {"part_of": "p2"})):
        doors.edit(ProjectKey(first, id_), changes, version=0, signed=signed(day=1), check=True)
    new = moved(
        replace(base, id="p1"),
        replace(read, id="p2", part_of="p1"),
        replace(by_hand, id="p3"),
    )
    told = doors.preview(new, supersedes=first)
    assert (dict(told.changed), told.conflicts, told.unchecked) == ({}, (), ())
    assert [p.name for p in told.dropped] == ["新化抽水蓄能电站"]
    assert told.names == {"p1": "基地", "p2": "丙电站", "p3": "双峰风电场"}
    doors.reread(new, signed=signed("", 2), supersedes=first)
    found = {p.id: p for p in registry.projects(NEW.sha256)}
    assert {p.id: p.part_of for p in found.values()} == {"p1": None, "p2": "p1", "p3": "p1"}
    assert all(found[i].checked.by == "王工" for i in ("p2", "p3")), "nothing about them changed"


def test_a_group_that_is_gone_is_told_by_its_name_and_is_no_other_project(registry) -> None:
    doors = registry.revisions
    doors.edit(P2, {"part_of": "p1"}, version=0, signed=signed("王工", 1))
    new = moved(replace(TIED, id="p1"), replace(WIND, id="p2"))
    told = doors.reread(new, signed=signed("", 2), supersedes=OLD.sha256)
    assert {id_: [(c.was, c.is_) for c in cs] for id_, cs in told.changed.items()} == {
        "p2": [("新化抽水蓄能电站", None)]
    }
    found = shown(registry)
    assert (found["p1"].name, found["p2"].part_of) == ("城区热网", None)
    change = doors.history(ProjectKey(NEW.sha256, "p2"))[-1]
    with pytest.raises(RevisionRefused, match="no project of this document"):
        doors.undo(change.number, signed=signed())


def test_a_group_added_by_hand_moves_with_its_members(registry) -> None:
    doors = registry.revisions
    group = doors.add(OLD, project("x", "人工补录的基地"), signed=signed("王工", 1))
    doors.edit(P2, {"part_of": group.id}, version=0, signed=signed("王工", 1))
    new = moved(replace(TIED, id=group.id), replace(WIND, id="p2"))
    doors.reread(new, signed=signed("", 2), supersedes=OLD.sha256)
    found = shown(registry)
    assert found[found["p2"].part_of].name == "人工补录的基地"
    (came,) = doors.history(ProjectKey(NEW.sha256, found["p2"].part_of))[1:]
    assert "nothing that is shown" in doors.why_not_undo(came.number), "it only moved along"


def test_a_project_the_new_version_names_at_the_same_place_keeps_its_history(registry) -> None:
    doors = registry.revisions
    doors.edit(P1, {"year": 2030}, version=0, signed=signed("王工", 1))
    same = [replace(p, document=NEW.sha256) for p in (project(), WIND, TIED)]
    doors.reread(reading(*same, text="新的一版"), signed=signed("", 2), supersedes=OLD.sha256)
    for id_, expected in (("p1", ["read", "edit", "reread"]), ("p2", ["read", "reread"])):
        history = doors.history(ProjectKey(NEW.sha256, id_))
        assert [r.action for r in history] == expected
        assert history[-1].origin == ProjectKey(OLD.sha256, id_)
        numbers = [r.number for r in history]
        assert numbers == sorted(numbers), "oldest first"
        assert "nothing that is shown" in doors.why_not_undo(numbers[-1])


def test_the_history_of_a_version_that_was_here_already_is_in_order(registry) -> None:
    doors = registry.revisions
    new = moved(project(), WIND, TIED)
    doors.reread(new, signed=signed("", 1))
    doors.edit(ProjectKey(NEW.sha256, "p1"), {"year": 2031}, version=0, signed=signed("李工", 2))
    doors.edit(P1, {"year": 2030}, version=0, signed=signed("王工", 3))
    doors.edit(P2, {"year": 2030}, version=0, signed=signed("王工", 3))
    doors.reread(new, signed=signed("", 4), supersedes=OLD.sha256)
    history = doors.history(ProjectKey(NEW.sha256, "p2"))
    numbers = [r.number for r in history]
    assert (numbers, len(numbers)) == (sorted(numbers), 3)

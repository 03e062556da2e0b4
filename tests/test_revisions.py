"""Every change is kept, told and taken back; the second of two editors sees the first's."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from geo.models import Adcode
from projects.checking import is_checked
from projects.errors import EditConflict, RegistryError, RevisionRefused
from projects.models import Geometry, Target
from projects.registry import Registry
from projects.reviewing.values import Action, ProjectKey
from projects.settings import Settings
from projects.store.revisions import manual_document
from tests.reviewing_data import (
    SHUANGFENG,
    START,
    TEXT,
    TIED,
    WIND,
    XINHUA,
    facts_of,
    mw,
    project,
    reading,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENT = facts_of().sha256
P1, P2, P3 = (ProjectKey(DOCUMENT, f"p{n}") for n in (1, 2, 3))
DAY = timedelta(days=1)


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        it.revisions.reread(reading(), signed=signed("", day=0))
        yield it


def shown(registry: Registry, key: ProjectKey = P1):
    return {ProjectKey(p.document, p.id): p for p in registry.projects()}.get(key)


def test_an_edit_is_a_revision_with_who_when_what_was_what_is_and_why(registry) -> None:
    made = registry.revisions.edit(
        P1, {"name": "新化抽蓄"}, version=0, signed=signed("王工", 1, "市里来电")
    )
    assert (made.who, made.at[:10], made.why, made.version) == ("王工", "2026-01-02", "市里来电", 1)
    (change,) = made.changes
    assert (change.field, change.was, change.is_) == ("name", "新化抽水蓄能电站", "新化抽蓄")
    opened = registry.revisions.open(P1)
    assert opened.project.name == shown(registry).name == "新化抽蓄"
    assert opened.reading.name == "新化抽水蓄能电站", "what was read stays beside the correction"
    assert opened.corrected == ("name",)
    history = registry.revisions.history(P1)
    assert [r.action for r in history] == [Action.READ, Action.EDIT]
    assert registry.revisions.recent(1) == history[1:]


def test_counties_put_by_hand_settle_the_place(registry) -> None:
    codes = [XINHUA, SHUANGFENG]
    made = registry.revisions.edit(P3, {"counties": codes}, version=0, signed=signed())
    found = shown(registry, P3)
    assert found.counties == (XINHUA, SHUANGFENG)
    assert (found.precision, found.candidates, found.confidence) == ("counties", (), 1.0)
    registry.revisions.undo(made.number, signed=signed())
    assert shown(registry, P3) == TIED, "one undo takes the whole place back"


def test_the_second_editor_is_told_of_the_first(registry) -> None:
    first = registry.revisions.edit(P1, {"year": 2027}, version=0, signed=signed("李工"))
    with pytest.raises(EditConflict, match=r"李工 at 2026-01-01T00:00: 目标年份") as caught:
        registry.revisions.edit(P1, {"year": 2028}, version=0, signed=signed("王工"))
    assert caught.value.revisions == (first,)
    assert shown(registry).year == 2027
    registry.revisions.edit(P1, {"year": 2028}, version=first.version, signed=signed("王工"))
    assert shown(registry).year == 2028


def test_an_undo_can_be_taken_back_and_not_twice(registry) -> None:
    doors = registry.revisions
    edit = doors.edit(P1, {"year": 2027}, version=0, signed=signed(day=1))
    undo = doors.undo(edit.number, signed=signed("李工", 2))
    assert (shown(registry).year, undo.undoes) == (None, edit.number)
    assert [r.undone_by for r in doors.history(P1)] == [None, undo.number, None]
    with pytest.raises(RevisionRefused, match="taken back already"):
        doors.undo(edit.number, signed=signed())
    again = doors.undo(undo.number, signed=signed(day=3))
    assert shown(registry).year == 2027
    assert doors.open(P1).corrected == ("year",)
    doors.undo(again.number, signed=signed(day=4))
    assert shown(registry).year is None
    assert doors.open(P1).corrected == ()


def test_an_undo_is_refused_where_a_later_change_touches_the_same(registry) -> None:
    doors = registry.revisions
    first = doors.edit(P1, {"year": 2027, "name": "甲"}, version=0, signed=signed(day=1))
    other = doors.edit(P1, {"owner": "某公司"}, version=1, signed=signed(day=2))
    assert doors.why_not_undo(first.number) == ""
    later = doors.edit(P1, {"year": 2028}, version=2, signed=signed("李工", 3))
    fault = (
        rf"revision {later.number} of 2026-01-04T00:00 by 李工 changed the same later \(目标年份\)"
    )
    with pytest.raises(RevisionRefused, match=fault):
        doors.undo(first.number, signed=signed())
    doors.undo(other.number, signed=signed(day=4))
    doors.undo(later.number, signed=signed(day=5))
    doors.undo(first.number, signed=signed(day=6))
    assert shown(registry) == project(), "what was undone does not stand in the way"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nme": "甲"}, "name"),
        ({"name": " "}, "needs a name"),
        ({"name": "甲\n乙"}, "one line"),
        ({"kind": "windmill"}, "no such kind"),
        ({"stage": "soon"}, "one of existing"),
        ({"year": "2025"}, "a year like 2025"),
        ({"year": True}, "a year like 2025"),
        ({"counties": ["新化县"]}, "six-digit"),
        ({"counties": ["431322", "431322"]}, "each county once"),
        ({"shares": [0.5, 0.4]}, "add up to 1"),
        ({"shares": [0.5, 0.5]}, "2 shares for 1 counties"),
        ({"capacity": [{"value": 1}]}, "has the keys"),
        ({"capacity": 5}, "a list of sizes"),
        ({"investment.total": {"value": -1.0}}, "has the keys"),
        ({"part_of": "p9"}, "no project of this document"),
        ({"part_of": "p1"}, "cannot be part of"),
        ({"geometry": {"type": "Point"}}, "a geometry of GeoJSON"),
        ({"checked": {"by": "x", "at": "y"}}, "no field to be changed"),
        ({"name": "新化抽水蓄能电站"}, "nothing is changed"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_in_one_line(registry, changes, words) -> None:
    with pytest.raises(RevisionRefused) as caught:
        registry.revisions.edit(P1, changes, version=0, signed=signed())
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert shown(registry) == project()


def test_a_check_names_who_and_when_and_counts(registry) -> None:
    registry.revisions.check(P1, version=0, signed=signed("王工", 1))
    found = shown(registry)
    assert (found.checked.by, found.checked.at[:10]) == ("王工", "2026-01-02")
    assert [is_checked(p) for p in registry.projects()] == [True, False, False]


def test_a_check_of_a_correction_goes_with_it(registry) -> None:
    # Otherwise a machine's value would stand there as checked by a person who saw another one.
    doors = registry.revisions
    edit = doors.edit(P1, {"year": 2027}, version=0, signed=signed(day=1))
    check = doors.check(P1, version=1, signed=signed(day=2))
    undo = doors.undo(edit.number, signed=signed(day=3))
    assert (shown(registry).year, shown(registry).checked) == (None, None)
    doors.undo(undo.number, signed=signed(day=4))
    assert shown(registry).checked is not None
    assert check.action is Action.CHECK


def test_what_was_taken_out_stays_out_and_comes_back_by_undo(registry) -> None:
    doors = registry.revisions
    out = doors.remove(P2, version=0, signed=signed(why="不是项目"))
    assert shown(registry, P2) is None
    again = doors.reread(reading(project(), WIND, TIED), signed=signed("", 1))
    assert again.stay_out == (P2,)
    assert shown(registry, P2) is None
    with pytest.raises(RevisionRefused, match="taken out"):
        doors.open(P2)
    doors.undo(out.number, signed=signed(day=2))
    assert shown(registry, P2) == WIND


def test_a_group_is_not_taken_from_its_members(registry) -> None:
    registry.revisions.edit(P2, {"part_of": "p1"}, version=0, signed=signed())
    with pytest.raises(RevisionRefused, match=r"1 projects are part of it \(p2\)"):
        registry.revisions.remove(P1, version=0, signed=signed())
    with pytest.raises(RevisionRefused, match="p2 is part of it"):
        registry.revisions.edit(P1, {"part_of": "p2"}, version=0, signed=signed())


def test_a_project_without_a_plan_has_a_note_for_its_source(registry) -> None:
    note = "据2026年3月2日市能源局会议记录"
    facts = manual_document(note, title="会议记录", place=Adcode("431300"), date="2026-03-02")
    key = registry.revisions.add(facts, project(), signed=signed("王工", 1), text=note)
    second = registry.revisions.add(facts, WIND, signed=signed("王工", 2), text=note)
    assert (key.id, second.id) == ("m1", "m2")
    found = shown(registry, key)
    assert found.checked.by == "王工"
    assert registry.text(facts.sha256) == note
    assert [f.is_manual for f in registry.documents()] == [False, True]
    assert not facts.is_table
    (add,) = registry.revisions.history(key)
    assert add.action is Action.ADD
    registry.revisions.undo(add.number, signed=signed(day=3))
    assert shown(registry, key) is None
    with pytest.raises(RevisionRefused, match="needs a note"):
        manual_document(" ", title="x", place=Adcode("431300"))
    with pytest.raises(RevisionRefused, match="needs a name"):
        registry.revisions.add(facts, replace(WIND, name=""), signed=signed(), text=note)


def test_a_project_added_to_a_plan_outlives_a_reread_and_meets_its_reading(registry) -> None:
    missed = project("x", "涟源光伏", kind="solar_farm", start=50)
    key = registry.revisions.add(facts_of(), missed, signed=signed())
    registry.revisions.reread(reading(), signed=signed("", 1))
    assert shown(registry, key).name == "涟源光伏"
    better = reading(project(), WIND, TIED, replace(missed, id="p4"))
    told = registry.revisions.reread(better, signed=signed("", 2))
    assert (told.added, told.dropped) == ((), ())
    assert len(registry.projects()) == 4, "the reader finds what a person had added: it is one"
    assert registry.revisions.open(key).reading is not None


def test_a_drawn_area_is_kept_like_any_field(registry) -> None:
    ring = [[111.3, 27.7], [111.4, 27.7], [111.4, 27.8], [111.3, 27.7]]
    drawn = {"type": "Polygon", "coordinates": [ring], "crs": "GCJ-02", "as_written": ""}
    made = registry.revisions.edit(P1, {"geometry": drawn}, version=0, signed=signed())
    assert shown(registry).geometry == Geometry("Polygon", (tuple(map(tuple, ring)),), "GCJ-02", "")
    registry.revisions.undo(made.number, signed=signed())
    assert shown(registry).geometry is None


def test_the_registry_at_a_date(registry) -> None:
    doors = registry.revisions
    doors.edit(P1, {"year": 2027}, version=0, signed=signed(day=1))
    doors.remove(P2, version=0, signed=signed(day=2))
    doors.reread(reading(project(), WIND), signed=signed("", 3))
    doors.reread(reading(WIND, text="另一份"), signed=signed("", 4))
    ids = [[p.id for p in doors.holdings_at(START + n * DAY).projects] for n in range(-1, 5)]
    assert ids == [[], ["p1", "p2", "p3"], ["p1", "p2", "p3"], ["p1", "p3"], ["p1"], ["p1", "p2"]]
    assert doors.holdings_at(START).projects == (project(), WIND, TIED)
    assert doors.holdings_at(START - DAY).documents == ()
    assert doors.holdings_at(START + DAY).projects[0].year == 2027
    assert doors.holdings_at(START + 9 * DAY) == registry.holdings()


def test_time_never_runs_backwards(registry) -> None:
    late = registry.revisions.edit(P1, {"year": 2027}, version=0, signed=signed(day=9))
    early = registry.revisions.edit(P1, {"year": 2028}, version=1, signed=signed(day=3))
    assert early.at == late.at, "or the state at a date would have holes"


def test_a_file_of_an_older_schema_is_read_and_its_history_begins_when_written(
    tmp_path: Path,
) -> None:
    url, settings = f"sqlite:///{tmp_path}/old.sqlite", Settings(data=tmp_path)
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts_of(), (project(),), ())
    database = sqlite3.connect(tmp_path / "old.sqlite")
    for table in ("draft_items", "drafts", "revisions", "standings"):
        database.execute(f"DROP TABLE {table}")
    database.execute("UPDATE schema_version SET version = 2")
    database.commit()
    with Registry.open(url, settings=settings) as registry:
        doors = registry.revisions
        assert len(registry.projects()) == 1
        assert (doors.history(P1), doors.recent(), registry.drafts.all_heads()) == ((), (), ())
        assert doors.open(P1).version == 0
        with pytest.raises(RevisionRefused, match="keeps its history only since"):
            doors.holdings_at(START)
        before = database.execute("SELECT version FROM schema_version").fetchone()
        assert before == (2,), "reading alone changes nothing"
        doors.edit(P1, {"year": 2030}, version=0, signed=replace(signed(), at=START + 900 * DAY))
        assert len(doors.holdings_at(START + 899 * DAY).projects) == 1
        with pytest.raises(RevisionRefused, match="keeps its history only since"):
            doors.holdings_at(START)
    database.close()


def test_facts_and_targets_of_a_reread_are_kept_too(registry) -> None:
    target = Target(
        Adcode("431300"), "wind_farm", "installed_capacity", "stock", 6.0, "MW", None, 2025, 1, 9
    )
    new = replace(reading(), facts=facts_of(title="改题"), targets=(target,))
    registry.revisions.reread(new, signed=signed("", 3))
    assert registry.documents()[0].title == "改题"
    assert registry.revisions.holdings_at(START).documents[0].title == "娄底市实施方案"
    assert len(registry.targets()) == 1


def test_no_such_revision_and_no_such_project(registry) -> None:
    with pytest.raises(RevisionRefused, match="no revision 99"):
        registry.revisions.undo(99, signed=signed())
    with pytest.raises(RevisionRefused, match="none of this id"):
        registry.revisions.open(ProjectKey(DOCUMENT, "p77"))
    with pytest.raises(RevisionRefused, match="reading of a document"):
        registry.revisions.undo(1, signed=signed())
    assert registry.revisions.history(ProjectKey(DOCUMENT, "p77")) == ()
    with pytest.raises(RegistryError, match="SHA-256"):
        registry.revisions.add(facts_of(), WIND, signed=signed(), text="other")


def test_an_edit_leaves_what_others_hold(registry) -> None:
    before = registry.stamp()
    registry.revisions.edit(P1, {"capacity": []}, version=0, signed=signed())
    assert registry.stamp() != before, "pages that keep the holdings must read them again"
    assert shown(registry).capacity == ()
    assert shown(registry, P2).capacity == mw(100.0)
    assert registry.text(DOCUMENT) == TEXT


def test_of_many_who_save_at_once_one_is_first(tmp_path: Path) -> None:
    patient = Settings(data=tmp_path, lock_seconds=10.0)
    said: list[str] = []
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=patient) as registry:
        registry.revisions.reread(reading(), signed=signed(""))

        def save(number: int) -> None:
            try:
                year = {"year": 2030 + number}
                registry.revisions.edit(P1, year, version=0, signed=signed(f"{number}号"))
                said.append("saved")
            except EditConflict:
                said.append("told")

        threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said) == ["saved", *["told"] * 5]
        assert len(registry.revisions.history(P1)) == 2

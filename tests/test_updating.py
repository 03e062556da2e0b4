"""A new version of a plan, or a better reading: what it adds and changes waits to be reviewed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from projects.errors import RevisionRefused
from projects.registry import Registry
from projects.reviewing.drafts import ItemState, Owner
from projects.reviewing.values import Action, ProjectKey
from projects.settings import Settings
from tests.reviewing_data import (
    NEW,
    OLD,
    SHUANGFENG,
    TIED,
    WIND,
    XINHUA,
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

WANG = Owner.of_user("王工")


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        it.revisions.reread(reading(), signed=signed(""))
        yield it


def test_a_new_version_moves_what_is_the_same_and_leaves_the_rest_to_review(registry) -> None:
    doors = registry.revisions
    for id_ in ("p1", "p2"):
        doors.check(ProjectKey(OLD.sha256, id_), version=0, signed=signed("王工", 1))
    larger = replace(WIND, id="p1", capacity=mw(120.0), counties=(XINHUA,), confidence=0.5)
    new = moved(larger, replace(project(), id="p2"), project("p3", "新来电站"))
    done = registry.drafts.update(new, owner=WANG, signed=signed("王工", 2), supersedes=OLD.sha256)
    assert (done.accepted, done.left) == (2, 2)
    assert [f.sha256 for f in registry.documents()] == [NEW.sha256]
    found = shown(registry)
    assert set(found) == {"p1", "p2"}, "what is new is not there, what is gone went"
    wind = found["p1"]
    assert (wind.name, wind.capacity, wind.counties) == ("双峰风电场", WIND.capacity, (SHUANGFENG,))
    assert (wind.confidence, wind.start) == (WIND.confidence, larger.start + 500)
    assert all(p.checked.by == "王工" for p in found.values()), "nothing about them changed"
    draft = registry.drafts.open(done.draft, owner=WANG)
    items = {item.id: item for item in draft.items}
    assert {i: items[i].state for i in items} == {"p1": ItemState.OPEN, "p3": ItemState.OPEN}
    assert items["p1"].project.capacity == mw(120.0)
    registry.drafts.accept(done.draft, owner=WANG, version=1, signed=signed("李工", 3))
    found = shown(registry)
    assert (found["p1"].capacity, found["p1"].counties) == (mw(120.0), (XINHUA,))
    assert (found["p1"].checked.by, found["p2"].checked.by) == ("李工", "王工")
    assert found["p3"].name == "新来电站"
    change = doors.history(ProjectKey(NEW.sha256, "p1"))[-1]
    assert change.action is Action.ACCEPT
    doors.undo(change.number, signed=signed(day=4))
    assert shown(registry)["p1"].capacity == WIND.capacity, "one change is taken back by itself"


def test_a_better_reading_of_the_same_text_waits_too(registry) -> None:
    better = reading(project(year=2030), WIND, TIED, project("p4", "新来电站", start=99))
    done = registry.drafts.update(better, owner=WANG, signed=signed("", 1))
    assert (done.accepted, done.left) == (3, 2)
    assert (set(shown(registry)), shown(registry)["p1"].year) == ({"p1", "p2", "p3"}, None)
    again = registry.drafts.update(better, owner=WANG, signed=signed("", 2))
    assert again.draft == done.draft, "the same waits once"
    opened = registry.drafts.open(done.draft, owner=WANG)
    registry.drafts.accept(done.draft, owner=WANG, version=opened.version, signed=signed(day=3))
    assert shown(registry)["p1"].year == 2030
    assert shown(registry)["p4"].name == "新来电站"
    same = registry.drafts.update(better, owner=WANG, signed=signed("", 4))
    assert (same.left, same.draft) == (0, None)


def test_a_group_that_is_new_waits_and_its_members_stay_as_they_are(registry) -> None:
    new = moved(
        project("p1", "新的基地", counties=()),
        replace(project(), id="p2", part_of="p1"),
        replace(WIND, id="p3"),
        replace(TIED, id="p4"),
    )
    done = registry.drafts.update(new, owner=WANG, signed=signed("", 1), supersedes=OLD.sha256)
    groups = {(i, p.part_of) for i, p in shown(registry).items()}
    assert groups == {(f"p{n}", None) for n in (2, 3, 4)}
    registry.drafts.accept(done.draft, owner=WANG, version=1, signed=signed())
    assert {i: p.part_of for i, p in shown(registry).items()}["p2"] == "p1"


def test_what_people_put_right_and_took_out_goes_along(registry) -> None:
    doors = registry.revisions
    doors.edit(ProjectKey(OLD.sha256, "p2"), {"year": 2030}, version=0, signed=signed(day=1))
    doors.remove(ProjectKey(OLD.sha256, "p3"), version=0, signed=signed(day=1))
    added = doors.add(OLD, project("x", "人工补录"), signed=signed(day=1))
    new = moved(project("p3", "新来电站"), replace(WIND, id="p2", owner="某公司"))
    done = registry.drafts.update(new, owner=WANG, signed=signed("", 2), supersedes=OLD.sha256)
    found = shown(registry)
    assert {p.name for p in found.values()} == {"双峰风电场", "人工补录"}
    assert (found["p2"].year, found["p2"].owner, added.id in found) == (2030, None, True)
    opened = registry.drafts.open(done.draft, owner=WANG)
    item = next(i for i in opened.items if i.id == "p2")
    assert (item.project.year, item.project.owner, item.corrected) == (2030, "某公司", ("year",))
    registry.drafts.accept(done.draft, owner=WANG, version=1, signed=signed(day=3))
    assert {p.name for p in shown(registry).values()} == {"双峰风电场", "人工补录", "新来电站"}


def test_a_version_of_nothing_is_refused(registry) -> None:
    with pytest.raises(RevisionRefused, match="cannot be superseded"):
        registry.drafts.update(moved(WIND), owner=WANG, signed=signed(), supersedes="0" * 64)

"""Drafts of a version that went: nothing of it comes back beside the version that stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from projects.errors import DraftError, EditConflict
from projects.models import Target
from projects.registry import Registry
from projects.reviewing.drafts import ItemState, Owner
from projects.settings import Settings
from tests.reviewing_data import NEW, OLD, WIND, moved, mw, project, reading, shown, signed
from views.refused import said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WANG = Owner.of_user("王工")
TARGET = Target("431300", "wind_farm", "installed_capacity", "stock", 5.0, "MW", None, 2030, 0, 3)


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        old = replace(reading(), targets=(replace(TARGET, document=OLD.sha256),))
        it.revisions.reread(old, signed=signed(""))
        yield it


def revised():
    larger = replace(WIND, capacity=mw(120.0))
    new = moved(project(), larger, project("p9", "新来电站"))
    return replace(new, targets=(replace(TARGET, document=NEW.sha256),))


def updated(registry, day=1) -> str:
    done = registry.drafts.update(
        revised(), owner=WANG, signed=signed(day=day), supersedes=OLD.sha256
    )
    return done.draft


def undo_last(registry, day):
    registry.acts.undo(registry.acts.latest(1)[0].key, signed=signed("李工", day))


def accept(registry, draft, day, items=None):
    version = registry.drafts.open(draft, owner=WANG).version
    return registry.drafts.accept(draft, items, owner=WANG, version=version, signed=signed(day=day))


def test_a_version_taken_back_does_not_come_in_through_its_draft(registry) -> None:
    """Its projects and targets stood beside those of the version before it: counted twice."""
    before = (registry.holdings(), registry.targets())
    draft = updated(registry)
    undo_last(registry, 2)
    with pytest.raises(DraftError, match="taken back") as refused:
        accept(registry, draft, 3)
    assert "\n" not in str(refused.value)
    chinese = said(str(refused.value), "zh")
    assert "李工" in chinese
    assert "2026-01-03 08:00" in chinese
    assert "娄底市实施方案" in chinese
    assert (registry.holdings(), registry.targets()) == before
    undo_last(registry, 4)
    version = registry.drafts.open(draft, owner=WANG).version
    registry.drafts.renew(draft, owner=WANG, version=version)
    accept(registry, draft, 5)
    assert shown(registry)["p9"].name == "新来电站", "the version is back, and so is its draft"


def test_the_same_file_brought_again_is_a_new_decision(registry) -> None:
    updated(registry)
    undo_last(registry, 2)
    draft = updated(registry, day=3)
    accept(registry, draft, 4)
    assert {p.document for p in registry.projects()} == {NEW.sha256}
    undo_old = registry.drafts.start(
        reading(project("p7", "另一电站")), owner=WANG, at=signed(day=9).at
    )
    accept(registry, undo_old, 10)
    assert len(registry.documents()) == 2, "begun since: somebody wants both"


def test_a_draft_of_the_version_that_was_superseded_brings_nothing_back(registry) -> None:
    draft = registry.drafts.start(reading(project("p7", "另一电站")), owner=WANG, at=signed().at)
    updated(registry)
    with pytest.raises(DraftError, match="superseded") as refused:
        accept(registry, draft, 3)
    assert "新版本" in said(str(refused.value), "zh")
    assert [f.sha256 for f in registry.documents()] == [NEW.sha256]


def item(registry, draft, id_):
    return next(i for i in registry.drafts.open(draft, owner=WANG).items if i.id == id_)


@pytest.mark.parametrize("whole", [False, True])
def test_undoing_an_accepted_change_opens_its_item_again(registry, whole) -> None:
    """It went on saying that it was accepted, and could not be decided anew."""
    draft = updated(registry)
    accept(registry, draft, 2)
    if whole:
        undo_last(registry, 3)
    else:
        (change,) = [r for r in registry.revisions.recent(9) if r.project == "p2"][:1]
        registry.revisions.undo(change.number, signed=signed("李工", 3))
    assert shown(registry)["p2"].capacity == WIND.capacity
    again = item(registry, draft, "p2")
    assert (again.state, again.who, again.at) == (ItemState.OPEN, "", "")
    assert again.project.capacity == mw(120.0), "what it would change is still told"
    still = ItemState.OPEN if whole else ItemState.ACCEPTED
    assert item(registry, draft, "p9").state is still
    accept(registry, draft, 4, ["p2"])
    assert shown(registry)["p2"].capacity == mw(120.0)
    assert item(registry, draft, "p2").state is ItemState.ACCEPTED


def test_only_the_item_whose_acceptance_was_taken_back_is_open(registry) -> None:
    first = registry.drafts.start(reading(), owner=WANG, at=signed(day=1).at)
    accept(registry, first, 2)
    better = reading(project(year=2030), WIND)
    second = registry.drafts.start(better, owner=Owner.of_user("李工"), at=signed(day=3).at)
    registry.drafts.accept(
        second, ["p1"], owner=Owner.of_user("李工"), version=1, signed=signed("李工", 4)
    )
    change = registry.revisions.recent(1)[0]
    registry.revisions.undo(change.number, signed=signed(day=5))
    states = [
        next(i for i in registry.drafts.open(d, owner=o).items if i.id == "p1").state
        for d, o in ((first, WANG), (second, Owner.of_user("李工")))
    ]
    assert states == [ItemState.ACCEPTED, ItemState.OPEN]


def test_undoing_that_a_review_took_a_project_out_opens_its_item_again(registry) -> None:
    """It was taken out once more with the next acceptance from that draft."""
    draft = registry.drafts.start(reading(), owner=WANG, at=signed(day=1).at)
    no = signed(day=1, why="不是项目")
    registry.drafts.reject(draft, ["p3"], owner=WANG, version=1, signed=no)
    accept(registry, draft, 2, ["p1"])
    out = next(r for r in registry.revisions.recent(9) if r.project == "p3")
    registry.revisions.undo(out.number, signed=signed(day=3))
    assert item(registry, draft, "p3").state is ItemState.OPEN
    accept(registry, draft, 4, ["p2"])
    assert "p3" in shown(registry)


def test_an_item_that_is_open_again_does_not_undo_what_was_put_right_since(registry) -> None:
    draft = updated(registry)
    accept(registry, draft, 2)
    change = next(r for r in registry.revisions.recent(9) if r.project == "p2")
    key = change.key
    version = registry.revisions.open(key).version
    registry.revisions.edit(key, {"year": 2031}, version=version, signed=signed("李工", 3))
    registry.revisions.undo(change.number, signed=signed(day=4))
    with pytest.raises(EditConflict, match="李工"):
        accept(registry, draft, 5, ["p2"])
    assert shown(registry)["p2"].year == 2031

"""The history by acts: what was done in one go, by name, filtered, and taken back as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geo.models import Adcode
from projects.errors import RevisionRefused
from projects.models import Target
from projects.registry import Registry
from projects.reviewing.acts import ActWish
from projects.reviewing.drafts import ItemState, Owner
from projects.reviewing.values import Action, ProjectKey
from projects.settings import Settings
from tests.reviewing_data import START, TIED, WIND, facts_of, project, reading, signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOUDI = Adcode("431300")
WANG = Owner.of_user("王工")
DOCUMENT = facts_of().sha256
LATER = "新化抽水蓄能电站180万千瓦，双峰风电场12万千瓦，城区热网。二次修订。"


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    settings = Settings(data=tmp_path)
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=settings) as opened:
        yield opened


def reviewed(registry: Registry, *, down: tuple[str, ...] = ("p3",)) -> str:
    """Accept a plan of three; one is turned down."""
    draft = registry.drafts.start(reading(), owner=WANG, at=START)
    if down:
        signed_ = signed(why="不是项目")
        registry.drafts.reject(draft, down, owner=WANG, version=1, signed=signed_)
    version = registry.drafts.open(draft, owner=WANG).version
    registry.drafts.accept(draft, owner=WANG, version=version, signed=signed(day=1))
    return draft


def test_one_acceptance_is_one_act_with_names_of_what_was_turned_down(registry) -> None:
    reviewed(registry)
    (act,) = registry.acts.latest(30)
    assert registry.acts.count() == 1
    assert dict(act.counts) == {Action.ACCEPT: 2, Action.REJECT: 1}
    assert (act.read, act.size, act.undone) == (Action.READ, 3, 0)
    names = registry.acts.called(act.keys)
    assert sorted(names.values()) == ["双峰风电场", "城区热网", "新化抽水蓄能电站"]
    assert registry.acts.titles() == {DOCUMENT: "娄底市实施方案"}
    whys = {r.project: r.why for r in registry.acts.revisions(act.key)}
    assert whys["p3"] == "不是项目"


def test_acts_are_found_by_plan_person_name_and_day_and_counted(registry) -> None:
    reviewed(registry)
    key = ProjectKey(DOCUMENT, "p1")
    for day in range(2, 42):
        registry.revisions.edit(
            key, {"year": 2000 + day}, version=day - 1, signed=signed("李工", day)
        )
    assert registry.acts.count() == 41
    assert len(registry.acts.latest(30)) == 30
    assert registry.acts.latest(50)[-1].counts[0][0] == Action.ACCEPT, "the oldest is in reach"
    assert registry.acts.count(ActWish(who="王工")) == 1
    assert registry.acts.people() == ("李工", "王工")
    assert registry.acts.count(ActWish(name="热网")) == 1
    assert registry.acts.count(ActWish(name="新化")) == 41
    assert registry.acts.count(ActWish(document="0" * 64)) == 0
    day = START + timedelta(days=5)
    (one,) = registry.acts.latest(9, ActWish(since=day, until=day + timedelta(days=1)))
    assert one.key.who == "李工"
    assert registry.acts.count(ActWish(until=datetime(2020, 1, 1, tzinfo=UTC))) == 0


def test_an_act_is_taken_back_as_one_and_so_is_that(registry) -> None:
    draft = reviewed(registry)
    (act,) = registry.acts.latest(1)
    done = registry.acts.undo(act.key, signed=signed("王工", 2, "整份退回"))
    assert (done.done, done.left) == (3, ())
    assert (registry.projects(), registry.documents()) == ((), ()), "the plan came with it"
    states = {i.id: i.state for i in registry.drafts.open(draft, owner=WANG).items}
    assert set(states.values()) == {ItemState.OPEN}
    back, first = registry.acts.latest(9)
    assert (first.undone, back.size) == (3, 3)
    registry.acts.undo(back.key, signed=signed("王工", 3))
    assert {p.name for p in registry.projects()} == {"新化抽水蓄能电站", "双峰风电场"}
    assert registry.acts.latest(9)[2].undone == 1, "what was turned down is open in the draft"
    assert len(registry.documents()) == 1
    assert registry.acts.undo(act.key, signed=signed("王工", 4)).done == 2
    version = registry.drafts.open(draft, owner=WANG).version
    version = registry.drafts.renew(draft, owner=WANG, version=version).version
    registry.drafts.accept(draft, owner=WANG, version=version, signed=signed("王工", 5))
    assert len(registry.projects()) == 3


def test_members_go_before_their_group_whatever_the_order(registry) -> None:
    group = project("p1", "基地")
    member = replace(WIND, part_of="p1")
    draft = registry.drafts.start(reading(member, group), owner=WANG, at=START)
    registry.drafts.accept(draft, ["p2", "p1"], owner=WANG, version=1, signed=signed(day=1))
    (act,) = registry.acts.latest(1)
    assert registry.acts.undo(act.key, signed=signed(day=2)).left == ()
    assert registry.projects() == ()


def test_what_was_changed_since_stays_and_is_told(registry) -> None:
    reviewed(registry, down=())
    (act,) = registry.acts.latest(1)
    key = ProjectKey(DOCUMENT, "p1")
    registry.revisions.edit(key, {"year": 2030}, version=1, signed=signed("李工", 2))
    done = registry.acts.undo(act.key, signed=signed(day=3))
    assert done.done == 2
    (left,) = done.left
    assert (left.key, "李工" in left.fault) == (key, True)
    assert [p.name for p in registry.projects()] == ["新化抽水蓄能电站"]


def test_a_turned_down_item_is_opened_again_by_its_undo(registry) -> None:
    draft = reviewed(registry)
    (act,) = registry.acts.latest(1)
    (down,) = [r for r in registry.acts.revisions(act.key) if r.action is Action.REJECT]
    assert registry.revisions.why_not_undo(down.number) == ""
    registry.revisions.undo(down.number, signed=signed(day=2))
    (item,) = [i for i in registry.drafts.open(draft, owner=WANG).items if i.id == "p3"]
    assert (item.state, item.reason) == (ItemState.OPEN, "")
    with pytest.raises(RevisionRefused, match="taken back already"):
        registry.revisions.undo(down.number, signed=signed(day=3))
    version = registry.drafts.open(draft, owner=WANG).version
    registry.drafts.accept(draft, owner=WANG, version=version, signed=signed(day=3))
    assert "城区热网" in {p.name for p in registry.projects()}
    history = registry.revisions.history(ProjectKey(DOCUMENT, "p3"))
    assert [r.action for r in history] == [Action.REJECT, Action.UNDO, Action.ACCEPT]


def test_a_new_version_keeps_the_names_of_the_old_one(registry) -> None:
    reviewed(registry)
    new = facts_of(LATER)
    again = [replace(p, document=new.sha256) for p in (project(), WIND, TIED)]
    again[1] = replace(again[1], id="p9", name="双峰风电场")
    registry.revisions.reread(
        reading(*again, text=LATER), signed=signed(day=5, why="修订"), supersedes=DOCUMENT
    )
    acts = registry.acts.latest(9)
    keys = [r.key for act in acts for r in registry.acts.revisions(act.key) if r.project]
    names = registry.acts.called(keys)
    assert {key for key in keys if key not in names} == set()
    assert registry.acts.titles()[DOCUMENT] == "娄底市实施方案", "also the one that went"
    assert registry.acts.count(ActWish(document=new.sha256)) == 2, "with the version before"
    (number,) = [r.number for r in registry.acts.revisions(acts[1].key) if r.project == "p1"]
    assert "superseded" in registry.revisions.why_not_undo(number)
    before = registry.acts.undo(acts[1].key, signed=signed(day=6))
    assert (before.done, {left.fault for left in before.left}) == (
        0,
        {"its document was superseded; look there"},
    )


def test_the_reading_of_a_document_is_taken_back_as_a_whole_and_so_is_that(registry) -> None:
    target = Target(
        LOUDI, "wind_farm", "installed_capacity", "stock", 500.0, "MW", None, 2025, 0, 4
    )
    whole = replace(reading(), targets=(target,))
    registry.revisions.reread(whole, signed=signed(""))
    before = registry.projects()
    (act,) = registry.acts.latest(1)
    done = registry.acts.undo(act.key, signed=signed("王工", 1, "读错了"))
    assert (done.done, done.left) == (3, ())
    assert (registry.projects(), registry.documents(), registry.targets()) == ((), (), ())
    back, first = registry.acts.latest(2)
    assert (back.size, first.is_back) == (3, True)
    assert registry.acts.titles() == {DOCUMENT: "娄底市实施方案"}
    assert registry.revisions.holdings_at(signed().at).projects == before
    registry.acts.undo(back.key, signed=signed("王工", 2))
    assert registry.projects() == before
    assert registry.text(DOCUMENT) == whole.text
    assert len(registry.targets()) == 1
    assert not registry.acts.latest(3)[2].is_back
    assert registry.acts.undo(act.key, signed=signed("王工", 3)).done == 3, "and once more"
    registry.revisions.reread(whole, signed=signed("", 4))
    assert registry.projects() == before, "the file is read again as ever"


def test_of_a_reading_taken_back_what_people_touched_stays_and_is_told(registry) -> None:
    member = replace(WIND, part_of="p1")
    registry.revisions.reread(reading(project(), member, TIED), signed=signed(""))
    (act,) = registry.acts.latest(1)
    key = ProjectKey(DOCUMENT, "p2")
    registry.revisions.edit(key, {"year": 2030}, version=0, signed=signed("李工", 1))
    done = registry.acts.undo(act.key, signed=signed("王工", 2))
    assert done.done == 1
    assert [(left.key.id, "李工" in left.fault) for left in done.left] == [
        ("p1", False),  # its group
        ("p2", True),
    ]
    assert {p.id for p in registry.projects()} == {"p1", "p2"}
    assert len(registry.documents()) == 1
    (number,) = [r.number for r in registry.revisions.history(key) if r.who == "李工"]
    registry.revisions.undo(number, signed=signed("李工", 3))
    assert registry.acts.undo(act.key, signed=signed("王工", 4)).done == 2
    assert registry.documents() == ()

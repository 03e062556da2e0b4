"""A file brought again while a draft of it waits: nothing a person did is lost silently."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from projects.errors import DraftError
from projects.registry import Registry
from projects.reviewing.drafts import ItemState, Owner
from projects.reviewing.parts import Part
from projects.settings import Settings
from tests.reviewing_data import TIED, WIND, XINHUA, mw, project, reading, shown, signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WANG, LI = Owner.of_user("王工"), Owner.of_user("李工")
LARGER = replace(WIND, capacity=mw(120.0))


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        yield it


def begun(registry: Registry, *projects, owner=WANG) -> str:
    return registry.drafts.start(reading(*projects), owner=owner)


def items(registry: Registry, draft: str, owner=WANG):
    return {i.id: i for i in registry.drafts.open(draft, owner=owner).items}


def version(registry: Registry, draft: str) -> int:
    return registry.drafts.open(draft, owner=WANG).version


def corrected(registry: Registry, draft: str, item: str, **changes) -> None:
    now = version(registry, draft)
    registry.drafts.correct(draft, item, changes, owner=WANG, version=now)


def rejected(registry: Registry, draft: str, *ids: str) -> None:
    now = version(registry, draft)
    registry.drafts.reject(draft, ids, owner=WANG, version=now, signed=signed(why="不是项目"))


def accepted(registry: Registry, draft: str, *ids: str) -> None:
    now = version(registry, draft)
    registry.drafts.accept(draft, ids, owner=WANG, version=now, signed=signed("王工", 1))


def instead(registry: Registry, draft: str, *projects):
    now = version(registry, draft)
    return registry.drafts.instead(draft, reading(*projects), owner=WANG, version=now)


def test_the_same_reading_is_told_from_another_one(registry) -> None:
    draft = begun(registry)
    rejected(registry, draft, "p2")
    corrected(registry, draft, "p1", year=2030)
    same = registry.drafts.waiting(reading(source="copy.txt"), owner=WANG)
    assert (same.head.id, same.is_same, same.judged) == (draft, True, 2)
    for other in (
        reading(project(), LARGER, TIED),  # another column, or a better reader
        reading(project(), WIND),
        reading(project(), WIND, TIED, project("p4", "第四电站")),
        reading(title="另一标题"),
    ):
        assert not registry.drafts.waiting(other, owner=WANG).is_same
    assert registry.drafts.waiting(reading(text="另一文件"), owner=WANG) is None
    assert registry.drafts.waiting(reading(), owner=LI) is None, "another's draft is unseen"


def test_a_draft_that_is_done_does_not_wait(registry) -> None:
    draft = begun(registry)
    accepted(registry, draft, "p1", "p2", "p3")
    assert registry.drafts.waiting(reading(), owner=WANG) is None


def test_of_two_drafts_the_one_that_is_the_same_is_told(registry) -> None:
    first = begun(registry)
    second = begun(registry, project(), LARGER, TIED)
    assert registry.drafts.waiting(reading(), owner=WANG).head.id == first
    other = registry.drafts.waiting(reading(project(), LARGER, TIED), owner=WANG)
    assert (other.head.id, other.others) == (second, 1)


def test_the_same_is_told_of_a_draft_that_is_partly_in_the_registry(registry) -> None:
    draft = begun(registry)
    accepted(registry, draft, "p1")
    assert registry.drafts.waiting(reading(), owner=WANG).is_same


def test_in_its_place_a_judgement_stays_where_the_row_is_the_same(registry) -> None:
    draft = begun(registry, project(), WIND, TIED, project("p4", "第四电站"))
    accepted(registry, draft, "p1")
    rejected(registry, draft, "p2", "p4")
    corrected(registry, draft, "p3", counties=[XINHUA])
    told = registry.drafts.waiting(
        reading(project(), LARGER, TIED, project("p4", "第四电站"), project("p5", "第五电站")),
        owner=WANG,
    )
    assert (told.kept, told.again, told.left) == (3, ("双峰风电场",), ())
    done = instead(
        registry,
        draft,
        project(),
        LARGER,
        TIED,
        project("p4", "第四电站"),
        project("p5", "第五电站"),
    )
    assert (done.kept, done.again) == (3, ("双峰风电场",))
    now = items(registry, draft)
    assert {id_: i.state for id_, i in now.items()} == {
        "p1": ItemState.ACCEPTED,
        "p2": ItemState.OPEN,  # it is read otherwise: looked at once more
        "p3": ItemState.OPEN,
        "p4": ItemState.REJECTED,
        "p5": ItemState.OPEN,
    }
    assert now["p2"].project.capacity == LARGER.capacity
    assert now["p3"].project.counties == (XINHUA,)
    assert now["p4"].reason == "不是项目"
    assert now["p1"].who == "王工"


def test_a_correction_lies_over_the_new_reading_whatever_number_its_row_has(registry) -> None:
    draft = begun(registry)
    corrected(registry, draft, "p2", name="双峰紫云风电场", year=2029)
    moved = replace(LARGER, id="p1")
    instead(registry, draft, moved, replace(project(), id="p2"))
    now = items(registry, draft)
    assert set(now) == {"p1", "p2"}, "what nobody touched and nobody reads is gone"
    assert (now["p2"].project.name, now["p2"].project.year) == ("双峰紫云风电场", 2029)
    assert now["p2"].project.capacity == LARGER.capacity
    assert now["p2"].reading.name == "双峰风电场"


def test_what_was_put_right_stays_even_where_it_is_not_read_any_more(registry) -> None:
    draft = begun(registry)
    corrected(registry, draft, "p2", year=2029)
    told = registry.drafts.waiting(reading(project()), owner=WANG)
    assert told.left == ("双峰风电场",)
    assert instead(registry, draft, project()).left == ("双峰风电场",)
    assert items(registry, draft)["p2"].project.year == 2029


def test_a_split_stays_with_its_parts_and_can_still_be_undone(registry) -> None:
    draft = begun(registry)
    parts = [Part({"name": name}) for name in ("双峰甲风电场", "双峰乙风电场")]
    now = version(registry, draft)
    registry.drafts.split(draft, "p2", parts, owner=WANG, version=now, signed=signed())
    instead(registry, draft, project(), LARGER, TIED)
    states = {id_: i.state for id_, i in items(registry, draft).items()}
    assert states["p2"] is ItemState.REJECTED, "else the whole and its parts were counted"
    assert states["p2-1"] is states["p2-2"] is ItemState.OPEN
    registry.drafts.reopen(draft, ["p2"], owner=WANG, version=version(registry, draft))
    assert items(registry, draft)["p2"].project.capacity == LARGER.capacity


def test_what_is_in_the_registry_and_read_otherwise_is_open_again_and_stays_there(registry) -> None:
    draft = begun(registry)
    accepted(registry, draft, "p1", "p2")
    assert instead(registry, draft, project(), LARGER, TIED).again == ("双峰风电场",)
    assert shown(registry)["p2"].capacity == WIND.capacity
    accepted(registry, draft, "p2")
    assert shown(registry)["p2"].capacity == LARGER.capacity


def test_an_older_page_does_not_put_a_reading_over_newer_work(registry) -> None:
    draft = begun(registry)
    seen = version(registry, draft)
    rejected(registry, draft, "p2")
    with pytest.raises(DraftError, match="another window"):
        registry.drafts.instead(draft, reading(project()), owner=WANG, version=seen)
    assert set(items(registry, draft)) == {"p1", "p2", "p3"}
    with pytest.raises(DraftError, match="no such draft"):
        registry.drafts.instead(draft, reading(project()), owner=LI, version=seen)


def test_the_terminal_leaves_what_is_under_review_there(registry) -> None:
    """A row whose confidence is higher by now does not slip past who is at it."""
    first = registry.drafts.accept_above(reading(), 0.9, owner=WANG, signed=signed(""))
    assert (first.accepted, first.left) == (2, 1)
    corrected(registry, first.draft, "p3", year=2029)
    sure = replace(TIED, counties=(XINHUA,), confidence=0.95, candidates=())
    again = registry.drafts.accept_above(
        reading(project(), WIND, sure), 0.9, owner=WANG, signed=signed("", 1)
    )
    assert (again.draft, again.left) == (first.draft, 1)
    assert "p3" not in shown(registry)
    item = items(registry, first.draft)["p3"]
    assert (item.project.year, item.project.counties) == (2029, (XINHUA,))


def test_a_row_of_another_reading_is_not_lost_where_its_number_is_taken(registry) -> None:
    """The same file with other columns: p3 was one row of it, and is another one now."""
    first = registry.drafts.accept_above(reading(), 0.9, owner=WANG, signed=signed(""))
    other = replace(TIED, id="p3", name="另一热网", start=300, end=304, mentions=((300, 304),))
    again = registry.drafts.accept_above(
        reading(project(), WIND, replace(TIED, id="p4"), other),
        0.9, owner=WANG, signed=signed("", 1),
    )  # fmt: skip
    assert again.left == 2
    assert {i.project.name for i in items(registry, first.draft).values()} == {
        "城区热网",
        "另一热网",
    }


def test_what_a_later_reading_changes_is_reviewed_though_an_earlier_draft_is_done(registry) -> None:
    draft = begun(registry)
    accepted(registry, draft, "p1", "p2", "p3")
    done = registry.drafts.update(
        reading(project(), LARGER, TIED), owner=WANG, signed=signed("王工", 2)
    )
    assert done.left == 1
    assert items(registry, done.draft)["p2"].state is ItemState.OPEN
    assert items(registry, done.draft)["p2"].project.capacity == LARGER.capacity

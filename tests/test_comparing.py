"""Two plans, or two versions of one: added, dropped, resized."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.comparing import compare_plans
from projects.errors import ProjectsError
from projects.models import Project, Stage
from projects.selection import Holdings
from tests.sums_data import DIVISIONS, LIANYUAN, LOUDI, XINHUA, facts, mw, project


def named(id_: str, name: str, *counties: str, **changes: object) -> Project:
    return project(id_, *counties, name=name, document="old", **changes)


OLD = (
    named("p1", "古台山风电场", XINHUA, capacity=mw(50)),
    named("p2", "大熊山风电场", XINHUA, capacity=mw(20)),
    named("p3", "龙山光伏电站", LIANYUAN, kind="solar_farm"),
    named("p4", "新化县风电项目", XINHUA, capacity=mw(5)),
    named("p5", "湄江湿地公园", LIANYUAN, kind="wetland"),
)


def later(old: Project, id_: str, **changes: object) -> Project:
    return replace(old, document="new", id=id_, **changes)


NEW = (
    later(OLD[4], "p1"),
    later(OLD[0], "p2", capacity=mw(80)),
    later(OLD[2], "p3", stage=Stage.EXISTING, capacity=mw(10)),
    later(OLD[3], "p4", capacity=mw(9)),
    later(OLD[1], "p5", name="奉家山风电场"),
)
HELD = Holdings((facts("old", LOUDI), facts("new", LOUDI)), (*OLD, *NEW))


def test_added_dropped_resized_and_what_stayed() -> None:
    found = compare_plans(HELD, "old", "new", DIVISIONS)
    assert [p.name for p in found.added] == ["奉家山风电场"]
    assert [p.name for p in found.dropped] == ["大熊山风电场"]
    sizes = {change.before.name: change.sizes for change in found.resized}
    assert sizes == {
        "古台山风电场": {"power": (50.0, 80.0)},
        "龙山光伏电站": {"power": (None, 10.0)},
        "新化县风电项目": {"power": (5.0, 9.0)},
    }
    assert [change.before.name for change in found.changed if change.restaged] == ["龙山光伏电站"]
    assert [change.after.id for change in found.same] == ["p1"]
    assert found.unsure == ()


def test_the_other_way_round_turns_the_answer_round() -> None:
    there = compare_plans(HELD, "old", "new", DIVISIONS)
    back = compare_plans(HELD, "new", "old", DIVISIONS)
    assert (back.added, back.dropped) == (there.dropped, there.added)
    assert {c.sizes["power"][::-1] for c in back.resized} == {
        c.sizes["power"] for c in there.resized
    }


def test_a_version_without_changes_has_none() -> None:
    same = Holdings(HELD.documents, (*OLD, *(later(p, p.id) for p in OLD)))
    found = compare_plans(same, "old", "new", DIVISIONS)
    assert (found.added, found.dropped, found.changed) == ((), (), ())
    assert len(found.same) == len(OLD)


def test_a_project_that_moved_is_still_itself() -> None:
    both = named("p1", "古台山风电场", XINHUA, LIANYUAN)
    moved = later(both, "p1", counties=(both.counties[0],))
    held = Holdings(HELD.documents, (both, moved))
    (change,) = compare_plans(held, "old", "new", DIVISIONS).changed
    assert change.moved
    assert not change.restaged


def test_a_phase_beside_the_whole_is_left_to_a_person() -> None:
    phase = later(OLD[0], "p9", name="古台山风电场一期")
    found = compare_plans(Holdings(HELD.documents, (OLD[0], phase)), "old", "new", DIVISIONS)
    assert found.unsure == ((OLD[0], phase),)
    assert (found.added, found.dropped) == ((phase,), (OLD[0],))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("old", "gone", '"gone" is no document'), ("old", "old", "are one; name another")],
)
def test_what_cannot_be_compared_is_refused(before: str, after: str, words: str) -> None:
    with pytest.raises(ProjectsError, match=words):
        compare_plans(HELD, before, after, DIVISIONS)

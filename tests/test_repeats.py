"""What several documents name is counted once; what only might be one is told and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.models import Precision
from projects.columns import amounts_of
from projects.models import Stage
from projects.selection import Holdings
from projects.summaries import Summary, summarise
from tests.sums_data import DIVISIONS, LIANYUAN, LOUDI, XINHUA, XUPU, facts, mw, project

if TYPE_CHECKING:
    from projects.models import Project

CITY = replace(facts("city", LOUDI), date="2023-01-01")
COUNTY = replace(facts("county", XINHUA), date="2024-01-01")
OTHER = replace(facts("other", LOUDI), date="2022-01-01")


def named(name: str, *counties: str, document: str = "city", **changes: object) -> Project:
    id_ = str(changes.pop("id_", f"{document}-{name}"))
    return project(id_, *counties, name=name, document=document, **changes)


def held(*projects: Project) -> Holdings:
    return Holdings((CITY, COUNTY, OTHER), projects)


def total(*projects: Project, **question: object) -> Summary:
    return summarise(held(*projects), divisions=DIVISIONS, **question)


def once(one: Project, other: Project) -> str:
    """Say whether two projects are counted as one, as two, or as two that may be one."""
    found = total(one, other, measure="count")
    if found.total.projects == 1:
        assert len(found.repeats) == 1
        return "one"
    return "perhaps" if found.doubles else "two"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("古台山风电场", "古台山风电场"),
        ("新化县古台山风电场项目", "古台山风电场"),
        ("娄底市新化县古台山风电场", "新化古台山风电场工程"),
        ("古台山风力发电场", "古台山风电场"),
        ("古台山风电场首期", "古台山风电场一期"),
        ("新化古台山（风电场）", "新化古台山(风电场)"),
    ],
)
def test_a_countys_plan_inside_its_prefectures_names_the_same(name: str, other: str) -> None:
    pair = named(name, XINHUA), named(other, XINHUA, document="county")
    assert once(*pair) == "one"
    assert once(*pair[::-1]) == "one"


@pytest.mark.parametrize(
    "other",
    [
        named("古台山风电场", LIANYUAN, document="county"),
        named("大熊山风电场", XINHUA, document="county"),
        named("古台山风电场", XINHUA, document="county", kind="solar_farm"),
        named("古台山风电场", XINHUA, document="city", id_="again"),
    ],
    ids=["another county", "another name", "another kind", "the same document"],
)
def test_what_differs_is_two(other: Project) -> None:
    assert once(named("古台山风电场", XINHUA), other) == "two"


def test_phases_of_two_plans_are_two_and_a_phase_beside_the_whole_is_doubted() -> None:
    first = named("古台山风电场一期", XINHUA)
    assert once(first, named("古台山风电场二期", XINHUA, document="county")) == "two"
    assert once(first, named("古台山风电场", XINHUA, document="county")) == "perhaps"


def test_a_name_of_general_words_is_one_only_if_the_sizes_agree() -> None:
    general = named("新化县风电项目", XINHUA, capacity=mw(50))
    again = replace(general, document="county", id="x")
    assert once(general, again) == "one"
    assert once(general, replace(again, capacity=mw(80))) == "perhaps"
    proper = named("新化县古台山风电项目", XINHUA, capacity=mw(50))
    assert once(proper, replace(proper, document="county", capacity=mw(80))) == "one", "resized"


def test_the_latest_document_counts() -> None:
    old = named("古台山风电场", XINHUA, capacity=mw(50))
    new = named("古台山风电场", XINHUA, document="county", capacity=mw(80))
    for pair in ((old, new), (new, old)):
        found = total(*pair)
        assert (found.total.value, found.total.projects) == (80.0, 1)
        assert found.repeats == ((("city", old.id), ("county", new.id)),)


def test_a_size_the_latest_does_not_state_is_the_earlier_ones() -> None:
    found = total(
        named("古台山风电场", XINHUA, capacity=mw(50)),
        named("古台山风电场", XINHUA, document="county"),
    )
    assert (found.total.value, found.total.projects, found.total.stated) == (50.0, 1, 1)


def test_three_documents_count_once() -> None:
    found = total(
        named("古台山风电场", XINHUA, capacity=mw(50)),
        named("古台山风电场", XINHUA, document="county"),
        named("古台山风电场", XINHUA, document="other", capacity=mw(30)),
    )
    assert (found.total.value, len(found.repeats)) == (50.0, 2), "the later of the two figures"


def test_a_group_of_two_plans_holds_the_members_of_both_once() -> None:
    """Else the group's figure of one plan would stand beside its members in the other."""
    found = total(
        named("云岭风电基地", LIANYUAN, XINHUA, id_="g", capacity=mw(300)),
        named("古台山风电场", XINHUA, id_="m", capacity=mw(110), part_of="g"),
        named("云岭风电基地", LIANYUAN, XINHUA, id_="h", document="county", capacity=mw(300)),
        named("大熊山风电场", XINHUA, id_="n", document="county", capacity=mw(90), part_of="h"),
    )
    assert (found.total.value, found.total.projects) == (300.0, 3)
    assert found.cross_county.value == 100.0


def test_what_has_no_county_is_found_by_its_name_in_its_place() -> None:
    open_ = named("古台山风电场", document="city")
    assert once(open_, named("古台山风电场", XINHUA, document="county")) == "one"
    assert once(open_, named("古台山风电场", document="other")) == "one"
    assert once(open_, named("古台山风电场", XUPU, document="county")) == "two"
    general = named("风电项目", document="city")
    assert once(general, named("风电项目", XINHUA, document="county")) == "two"
    sized = replace(open_, capacity=mw(5))
    away = named("古台山风电场", XINHUA, document="county", capacity=mw(9))
    assert once(sized, away) == "perhaps"


def test_two_of_one_document_are_never_joined_through_a_third() -> None:
    """Two rows of a table under one name are two units; the plan's one is one of them."""
    found = total(
        named("古台山风电场", XINHUA, id_="a", document="other", capacity=mw(50)),
        named("古台山风电场", XINHUA, id_="b", document="other", capacity=mw(60)),
        named("古台山风电场", XINHUA, id_="c", capacity=mw(50)),
    )
    assert (found.total.value, found.total.projects) == (110.0, 2)
    same = total(
        named("古台山风电场", XINHUA, id_="a", document="other", capacity=mw(50)),
        named("古台山风电场", XINHUA, id_="b", document="other", capacity=mw(50)),
        named("古台山风电场", XINHUA, id_="c", capacity=mw(50)),
    )
    assert same.total.projects == 3
    assert same.doubles, "which of the two it is, nobody says"


def test_a_document_by_itself_counts_all_it_names() -> None:
    one = named("古台山风电场", XINHUA, capacity=mw(50))
    other = named("古台山风电场", XINHUA, document="county", capacity=mw(80))
    both = held(one, other)
    alone = both.of_documents(("city",))
    assert summarise(alone, divisions=DIVISIONS).total.value == 50.0
    assert both.of_documents(("city",)) is alone
    assert alone.documents == (CITY,)


def test_filters_partition_what_is_counted_once() -> None:
    """The copy's stage is not counted beside the original's."""
    pair = (
        named("古台山风电场", XINHUA, capacity=mw(50), stage=Stage.PLANNED),
        named("古台山风电场", XINHUA, document="county", stage=Stage.UNDER_CONSTRUCTION),
    )
    assert total(*pair, stages=[Stage.PLANNED]).total.projects == 0
    assert total(*pair, stages=[Stage.UNDER_CONSTRUCTION]).total.value == 50.0


def test_a_copy_adds_nothing_itself() -> None:
    one = named("古台山风电场", XINHUA, capacity=mw(50))
    other = named("古台山风电场", XINHUA, document="county", capacity=mw(80))
    for measure, values in (("power", (0, 80)), ("count", (0, 1))):
        own, _ = amounts_of(held(one, other), measure, DIVISIONS)
        assert (own["city", one.id].value, own["county", other.id].value) == values


def test_what_lies_outside_is_no_ones_copy() -> None:
    outside = named("古台山风电场", document="city", precision=Precision.OUTSIDE)
    found = total(outside, named("古台山风电场", XINHUA, document="county"))
    assert (found.total.projects, found.outside.projects, found.repeats) == (1, 1, ())

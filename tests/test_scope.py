"""One meaning of a place: sums count what is at home in it, and tell apart what takes part."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Adcode
from projects.selection import Holdings, Selection
from projects.summaries import By, Summary, summarise
from tests.sums_data import (
    COUNTIES,
    DIVISIONS,
    DOCUMENTS,
    HUAIHUA,
    HUNAN,
    LIANYUAN,
    LOUDI,
    SHUANGFENG,
    XINHUA,
    XUPU,
    ZHAOQING,
    mw,
    project,
    sums,
    values,
)
from tests.test_reconciling import exact, registries

if TYPE_CHECKING:
    from projects.models import Project

OWN = project("own", XINHUA, capacity=mw(32))
BOTH = project("both", XINHUA, LIANYUAN, capacity=mw(2000))
LINE = project("line", XINHUA, XUPU, capacity=mw(1000))
CITY = project("city", capacity=mw(5), citywide=True)


def of_places(projects: list[Project], *places: str, **question: object) -> Summary:
    """Sum as the pages do: the filter chooses all that touches the places."""
    held = Holdings(DOCUMENTS, tuple(projects))
    chosen = held.select(Selection(places=tuple(map(Adcode, places))), DIVISIONS)
    return summarise(chosen, divisions=DIVISIONS, **question)


def test_a_countys_total_is_what_stands_in_it_alone() -> None:
    """The page counted both shared works whole in every county they touch: 303.2 for 3.2."""
    found = of_places([OWN, BOTH, LINE, CITY], XINHUA)
    assert (found.total.value, found.total.projects) == (32.0, 1)
    assert (found.taking_part.value, found.taking_part.projects) == (3000.0, 2)
    assert found.keys("taking_part") == (("loudi", "both"), ("loudi", "line"))
    assert found == sums([OWN, BOTH, LINE, CITY], place=XINHUA)


@pytest.mark.parametrize(
    ("places", "total", "apart"),
    [
        ((XINHUA, LIANYUAN), 2032.0, 1000.0),
        ((XINHUA, XUPU), 1032.0, 2000.0),
        ((LOUDI,), 3037.0, 0.0),
        ((HUAIHUA,), 0.0, 1000.0),
        ((LOUDI, HUAIHUA), 3037.0, 0.0),
        ((SHUANGFENG,), 0.0, 0.0),
    ],
)
def test_places_together_hold_what_lies_in_them_alone(places, total, apart) -> None:
    found = of_places([OWN, BOTH, LINE, CITY], *places)
    assert (found.total.value, found.taking_part.value) == (total, apart)


def test_a_county_that_only_takes_part_is_no_empty_result() -> None:
    found = of_places([BOTH], LIANYUAN)
    assert not found.is_empty
    assert found.dates == (None,), "the stages of what takes part hold as of some day, too"
    assert of_places([BOTH], SHUANGFENG).is_empty


def test_a_foreign_plans_line_counts_where_all_its_counties_are_chosen() -> None:
    line = project("line", XINHUA, XUPU, document="sihui", capacity=mw(50))
    assert of_places([line], LOUDI, HUAIHUA).cross_county.value == 50.0
    assert of_places([line], LOUDI).total.value == 0.0
    assert of_places([line], LOUDI).taking_part.value == 50.0


def test_what_a_plan_splits_is_in_the_county_and_not_told_again() -> None:
    parted = project("parted", XINHUA, LIANYUAN, capacity=mw(8), shares=(0.5, 0.5))
    found = of_places([parted, BOTH], XINHUA)
    assert found.total.value == 4.0
    assert (found.taking_part.value, found.taking_part.projects) == (2000.0, 2)
    split = of_places([parted, BOTH], XINHUA, split="equal")
    assert split.total.value == 1004.0
    assert split.taking_part.known is None, "nothing of it is left to tell"


def test_a_new_choice_without_places_counts_everywhere() -> None:
    held = Holdings(DOCUMENTS, (OWN, BOTH)).select(Selection(places=(XINHUA,)), DIVISIONS)
    assert summarise(held.select(Selection(), DIVISIONS), divisions=DIVISIONS).total.value == 2032
    assert summarise(held.anywhere(), divisions=DIVISIONS).total.value == 2032


@settings(max_examples=60, deadline=None)
@given(registries(), st.sampled_from(["power", "energy", "count"]))
def test_counties_and_what_no_county_holds_make_the_city(projects, measure) -> None:
    """Picked one after the other the counties' headlines add up to no more than the city has."""
    city = of_places(projects, LOUDI, measure=measure)
    counties = [SHUANGFENG, XINHUA, LIANYUAN]
    alone = [of_places(projects, code, measure=measure) for code in counties]
    held = [row.amount for summary in alone for row in summary.rows]
    held += [city.cross_county, city.citywide]
    in_no_county = [p for p in projects if not p.counties and not p.citywide]
    assert sum((exact(amount.value) for amount in held), Fraction(0)) + exact(
        city.unplaced.value
    ) == exact(city.total.value)
    assert city.unplaced.projects <= len(in_no_county)


@settings(max_examples=60, deadline=None)
@given(
    registries(),
    st.sampled_from([*COUNTIES, LOUDI, HUAIHUA, ZHAOQING, HUNAN]),
    st.sampled_from(list(By)),
    st.sampled_from([None, "equal"]),
)
def test_a_filter_and_the_commands_place_are_one(projects, place, by, split) -> None:
    assert of_places(projects, place, by=by, split=split) == sums(
        projects, place=place, by=by, split=split
    )


@settings(max_examples=60, deadline=None)
@given(registries(), st.sets(st.sampled_from([*COUNTIES, LOUDI]), min_size=1, max_size=4))
def test_what_touches_is_counted_or_takes_part(projects, places) -> None:
    """Of all a filter by place shows nothing is lost and nothing is told twice."""
    held = Holdings(DOCUMENTS, tuple(projects))
    chosen = held.select(Selection(places=tuple(sorted(places))), DIVISIONS)
    found = summarise(chosen, divisions=DIVISIONS, measure="count")
    told = [*found.keys("total"), *found.keys("outside"), *found.keys("taking_part")]
    assert len(told) == len(set(told))
    copies = {copy for copy, _ in summarise(held, divisions=DIVISIONS).repeats}
    assert set(told) == {(p.document, p.id) for p in chosen.shown} - copies
    rows = sum(row.amount.projects for row in found.rows)
    assert rows + found.cross_county.projects + found.citywide.projects + (
        found.unplaced.projects
    ) == (found.total.projects)
    assert values(found).keys() <= set(COUNTIES)

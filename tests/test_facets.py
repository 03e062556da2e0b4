"""What each further restriction would leave is what it leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from projects.facets import PERIODS
from projects.selection import Holdings, Selection
from tests.test_linking import SELECTIONS
from tests.test_selection import DIVISIONS, DOCUMENT, PROJECTS

HOLDINGS = Holdings((DOCUMENT,), PROJECTS)
FIELDS = ("kinds", "sectors", "stages", "natures", "precisions", "units", "documents")


@pytest.mark.parametrize("field", FIELDS)
@given(selection=SELECTIONS)
def test_an_option_leaves_as_many_as_it_says(field, selection):
    for value, count in HOLDINGS.facets(DIVISIONS).counts(selection, field).items():
        left = HOLDINGS.select(replace(selection, **{field: (value,)}), DIVISIONS)
        assert len(left.shown) == count


@given(selection=SELECTIONS)
def test_a_place_leaves_as_many_as_it_says(selection):
    facets = HOLDINGS.facets(DIVISIONS)
    for field in ("cities", "homes"):
        for code, count in facets.counts(selection, field).items():
            left = HOLDINGS.select(replace(selection, places=(code,)), DIVISIONS).shown
            assert len(left) == count if field == "cities" else len(left) >= count


@given(selection=SELECTIONS)
def test_a_period_and_what_is_checked_leave_as_many_as_they_say(selection):
    facets = HOLDINGS.facets(DIVISIONS)
    for name in PERIODS:
        count = facets.counts(selection, "periods")[name]
        other = replace(selection, periods=(name,), years=None)
        assert len(HOLDINGS.select(other, DIVISIONS).shown) == count
    counts = facets.counts(selection, "checked")
    for value in (True, False):
        left = HOLDINGS.select(replace(selection, checked=value), DIVISIONS).shown
        assert len(left) == counts.get(value, 0)


def test_nobody_has_checked_anything_yet():
    assert HOLDINGS.select(Selection(checked=False), DIVISIONS).shown == PROJECTS
    assert HOLDINGS.select(Selection(checked=True), DIVISIONS).shown == ()


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("娄底市“十四五”能源规划", "十四五"),
        ("样板市能源行动方案（2023—2025年）", "十四五"),
        ("样板市能源行动方案(２０２６年至２０３０年)", "十五五"),
        ("样板市空间规划（2021-2035年）", ""),  # of three periods
        ("样板市2030年前碳达峰实施方案", ""),
        ("样板市碳达峰实施方案", ""),
    ],
)
def test_a_plans_title_tells_its_period_where_it_is_certain(title, period):
    held = Holdings((replace(DOCUMENT, title=title),), PROJECTS)
    left = held.facets(DIVISIONS).counts(Selection(), "periods")
    undated = sum(p.year is None for p in PROJECTS)
    assert [name for name, n in left.items() if n >= undated] == ([period] if period else [])


def test_what_names_no_time_is_counted_under_the_other_restrictions():
    bare = Holdings((replace(DOCUMENT, title="方案"),), PROJECTS).facets(DIVISIONS)
    assert bare.undated(Selection()) == (4, 2)
    assert bare.undated(Selection(kinds=("wetland",), periods=("十四五",))) == (1, 1)
    assert HOLDINGS.facets(DIVISIONS).undated(Selection()) == (4, 0)  # its plan is of 十四五

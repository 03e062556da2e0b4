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

"""Class breaks are few, rising, round, and none of the classes is empty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.classes import RAMP, SCHEMES, class_breaks, class_colors, class_of
from layers.maplegend import span


@pytest.mark.parametrize("scheme", SCHEMES)
@settings(deadline=None)  # the first natural breaks pay for the import of their library
@given(
    values=st.lists(st.floats(0, 1e6), max_size=200)
    | st.lists(st.integers(0, 400), max_size=400)
    | st.lists(st.integers(1, 9), min_size=40, max_size=400)
)
def test_every_value_has_a_class_and_every_class_a_value(scheme, values):
    breaks = class_breaks(values, scheme=scheme)
    positive = [value for value in values if value > 0]
    assert len(breaks) <= len(RAMP)
    assert list(breaks) == sorted(set(breaks))
    assert {class_of(value, breaks) for value in positive} == set(range(len(breaks)))


def test_a_large_outlier_does_not_swallow_the_others():
    assert class_breaks([1] * 20 + [2] * 8 + [3] * 5 + [4, 5, 5, 6, 9, 25]) == (1, 2, 4, 9, 25)


def test_bounds_are_round_where_the_values_leave_room():
    assert class_breaks([12.5, 30, 30, 45.5, 60, 100, 180, 240, 600]) == (20, 50, 100, 300, 600)


def test_the_smallest_numbers_there_are_do_no_harm():
    assert len(class_breaks([n * 5e-324 for n in range(1, 9)])) == 5


def test_nothing_is_no_class():
    assert class_breaks([0.0, 0.0]) == ()
    assert class_of(0.0, (1.0,)) == -1


def test_bounds_have_their_separators():
    assert span(1000.0, 14976.5, [1200.5, 14976.5]) == ">1,000–14,976.5"
    assert span(999.0, 2188.0, [1000.0, 2188.0]) == "1,000–2,188"


def test_colours_run_from_light_to_dark():
    assert class_colors(5) == RAMP
    assert class_colors(2) == (RAMP[1], RAMP[3])
    assert class_colors(3) == RAMP[1:4]
    assert len(class_colors(1)) == 1
    assert class_colors(0) == ()


def test_quantiles_share_out_the_values_and_equal_ratios_the_range():
    values = [float(n) for n in range(1, 101)]
    assert class_breaks(values, scheme="quantile") == (20, 40, 60, 80, 100)
    assert class_breaks([10.0**n for n in range(6)] * 3, scheme="log") == (10, 100, 1e3, 1e4, 1e5)


def test_natural_breaks_find_the_gaps():
    groups = [[10.0 * g + n / 10 for n in range(8)] for g in (1, 4, 9, 20, 60)]
    breaks = class_breaks([value for group in groups for value in group], scheme="natural")
    assert [class_of(group[-1], breaks) for group in groups] == [0, 1, 2, 3, 4]
    assert [class_of(group[0], breaks) for group in groups] == [0, 1, 2, 3, 4]

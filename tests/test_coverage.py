"""A coverage made of polygons that are not one: what is mended is counted, what is not, refused."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from geo.coverage import area_km2, clean
from geo.errors import DataError
from geo.offset import find_shift
from geo.shifts import wgs84_to_bd09, wgs84_to_gcj02


def covers(cleaned):
    return (
        shapely.coverage_is_valid(cleaned.geometries) and shapely.is_valid(cleaned.geometries).all()
    )


def test_what_is_a_coverage_is_not_touched():
    boxes = [box(111, 27, 112, 28), box(110, 27, 111, 28)]
    done = clean(["b", "a"], boxes)
    assert done.codes == ("a", "b")
    assert done.geometries[0].equals_exact(boxes[1])
    assert (done.checks.invalid, done.checks.overlaps, done.checks.changed) == (0, 0, 0)


def test_the_area_is_that_of_the_globe():
    # One degree at the equator: 111.2 km each way.
    assert area_km2(np.array([box(0, 0, 1, 1)]))[0] == pytest.approx(12_364, rel=0.002)


def test_an_overlap_stays_with_the_one_that_keeps_it():
    """前三岛 in two counties: the island is one county's, whole."""
    island = box(113, 27, 113.1, 27.1)
    one = shapely.MultiPolygon([box(110, 27, 111, 28), island])
    two = shapely.MultiPolygon([box(111, 27, 112, 28), island])
    done = clean(["320703", "371103"], [one, two], first=[("320703", "371103")])
    assert covers(done)
    assert done.geometries[0].covers(island.centroid)
    assert not done.geometries[1].intersects(island)
    assert done.checks.overlapping == ("320703-371103",)
    assert done.checks.overlap_km2 == pytest.approx(area_km2(np.array([island]))[0])


@pytest.mark.parametrize(("reach", "warned"), [(0.002, False), (0.1, True)])
def test_a_county_that_loses_much_of_its_area_is_warned_of(reach, warned):
    """An overlap of 8 % once stood in the report as one number among many."""
    lines = clean(["a", "b"], [box(110, 27, 111 + reach, 28), box(111, 27, 112, 28)]).checks.lines()
    assert any(line.startswith("warning: mending changed the area") for line in lines) is warned


def test_slivers_are_closed_and_holes_stay():
    """A gap of 50 m is nobody's county; a hole of a county's size is one that is missing."""
    hole = box(110.4, 27.4, 110.6, 27.6)
    left = box(110, 27, 111, 28) - hole - box(110.9995, 27.2, 111, 27.3)
    done = clean(["a", "b"], [left, box(111, 27, 112, 28)])
    assert covers(done)
    assert (done.checks.gaps, done.checks.holes) == (1, 1)
    assert done.checks.hole_km2 == pytest.approx(area_km2(np.array([hole]))[0])


def test_polygons_that_cross_themselves_are_mended_and_counted():
    bow = shapely.Polygon([(110, 27), (111, 28), (111, 27), (110, 28)])
    done = clean(["a", "b"], [bow, box(111, 27, 112, 28)])
    assert covers(done)
    assert done.checks.invalid == 1
    assert "invalid polygons mended: 1 of 2" in done.checks.lines()


def test_rows_of_one_county_are_joined():
    towns = [box(110, 27, 110.5, 28), box(110.5, 27, 111, 28), box(111, 27, 112, 28)]
    done = clean(["a", "a", "b"], towns)
    assert done.codes == ("a", "b")
    assert done.geometries[0].equals(box(110, 27, 111, 28))


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        ([box(110, 27, 112, 28), box(110, 27, 111, 28)], "these are not the counties alone"),
        ([box(110, 27, 111, 28), shapely.Polygon([(111, 27), (112, 27), (111, 27)])], "no area"),
    ],
)
def test_what_is_no_set_of_counties_is_refused(shapes, told):
    with pytest.raises(DataError, match=told):
        clean(["a", "b"], shapes)


@settings(max_examples=40, deadline=None)
@given(
    # An overlap of about a square metre may count or not: none is drawn so close.
    st.lists(
        st.floats(-0.01, 0.01).filter(lambda s: s == 0 or abs(s) > 1e-8), min_size=4, max_size=4
    )
)
def test_careless_edges_always_become_a_coverage(shifts):
    """Neighbours drawn apart by up to a kilometre: valid, no county lost, next to nothing moved."""
    boxes = [box(110 + i + s, 27, 111 + i, 28) for i, s in enumerate(shifts)]
    done = clean(["a", "b", "c", "d"], boxes)
    assert covers(done)
    assert done.checks.changed < 0.03
    assert done.checks.overlaps == sum(s < -1e-9 for s in shifts[1:])


def test_counties_all_off_alike_are_found():
    codes = [str(n) for n in range(5)]
    here = [box(110 + n, 27, 111 + n, 28) for n in range(5)]
    off = [shapely.transform(g, lambda xy: xy + np.array([0.005, -0.0025])) for g in here]
    shift = find_shift(codes, off, codes, here)
    assert shift is not None
    assert (shift.east, shift.north) == (pytest.approx(494, abs=5), pytest.approx(-278, abs=2))
    assert shift.counties == 5
    assert find_shift(codes, here, codes, here) is None


@pytest.mark.parametrize(("move", "system"), [(wgs84_to_gcj02, "GCJ-02"), (wgs84_to_bd09, "BD-09")])
def test_shifted_systems_are_named_even_where_their_shift_is_small(move, system):
    """In Xinjiang GCJ-02 moves by 200 m: less than what two editions may differ by."""
    codes = [str(n) for n in range(4)]
    here = [box(80 + n, 42, 81 + n, 43) for n in range(4)]
    off = [shapely.transform(g, lambda xy: np.column_stack(move(*xy.T))) for g in here]
    shift = find_shift(codes, off, codes, here)
    assert shift is not None
    assert shift.system == system


def test_counties_off_each_its_own_way_are_no_shift():
    codes = [str(n) for n in range(4)]
    here = [box(110 + n, 27, 111 + n, 28) for n in range(4)]
    ways = [(0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)]
    off = [shapely.transform(g, lambda xy, w=w: xy + w) for g, w in zip(here, ways, strict=True)]
    assert find_shift(codes, off, codes, here) is None
    assert find_shift(codes[:2], here[:2], codes, off) is None  # two are too few to tell

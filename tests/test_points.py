"""Points to counties: borders, coasts, faults, and the same as one `contains` after the other."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from geo.crs import from_wgs84
from geo.errors import BadCoordinates, UnknownCrs, UnknownPlace
from geo.measures import geodesic_distance
from geo.points import NEAR, CountyIndex, PointFault, locate_points
from tools import bench_points

WEST, EAST, ISLES = "430101", "430102", "430103"


class Boundaries:
    """Two squares that share the border 111° E, the east with a hole; and two isles."""

    def counties(self):
        east = Polygon(box(111, 28, 112, 29).exterior, [box(111.4, 28.4, 111.6, 28.6).exterior])
        isles = MultiPolygon([box(113, 28, 113.1, 28.1), box(113.3, 28, 113.4, 28.1)])
        return gpd.GeoDataFrame(
            {"adcode": [EAST, ISLES, WEST], "name": ["东县", "岛县", "西县"]},
            geometry=[east, isles, box(110, 28, 111, 29)],
            crs="EPSG:4490",
        )


@pytest.fixture(scope="module")
def index():
    return CountyIndex(Boundaries())


@pytest.mark.parametrize(
    ("lon", "lat", "adcode"),
    [
        (110.5, 28.5, WEST),
        (111.2, 28.5, EAST),
        (113.05, 28.05, ISLES),
        (113.35, 28.05, ISLES),
        (111.5, 28.5, None),  # the hole
        (113.2, 28.05, None),  # between the isles
    ],
)
def test_a_point_has_the_county_it_lies_in(index, lon, lat, adcode):
    found = index.locate([lon], [lat])
    assert found.adcodes.tolist() == [adcode]
    assert found.faults.tolist() == [None if adcode else PointFault.OUTSIDE]
    assert np.array_equal(found.metres, [0.0 if adcode else np.nan], equal_nan=True)


@pytest.mark.parametrize("lat", [28.0, 28.3, 29.0])
def test_on_a_shared_border_the_lowest_code_has_the_point(index, lat):
    found = index.locate([111.0], [lat])
    assert (found.adcodes[0], found.metres[0]) == (WEST, 0.0)


def test_just_off_a_coast_the_nearest_county_is_told_with_its_distance(index):
    off = 600 / 111_320
    found = index.locate([110.5, 110.5, 110.9999], [28 - off, 28 - 2 * off, 29 + off])
    assert found.adcodes.tolist() == [WEST, None, WEST]
    assert found.metres[0] == pytest.approx(600, rel=0.01)
    assert np.isnan(found.metres[1])
    assert found.faults.tolist() == [None, PointFault.OUTSIDE, None]
    assert NEAR == 1000


def test_of_two_counties_near_the_nearer_one_has_the_point(index):
    """East of 111° and north of both: 20 m from the one, farther from the other."""
    found = index.locate([111.0002, 110.9998], [29.0005, 29.0005])
    assert found.adcodes.tolist() == [EAST, WEST]


def test_every_row_is_told_what_is_wrong_with_it(index):
    nan, inf = np.nan, np.inf
    lon = [28.5, nan, 110.5, 200.0, inf, 139.7, -1e300, 110.5, 0.0]
    lat = [110.5, 28.5, nan, 28.5, 28.5, 35.7, 5.0, 28.5, 0.0]
    found = index.locate(lon, lat)
    assert found.faults.tolist() == [
        PointFault.SWAPPED,
        PointFault.MISSING,
        PointFault.MISSING,
        PointFault.OUT_OF_RANGE,
        PointFault.OUT_OF_RANGE,
        PointFault.OUTSIDE,
        PointFault.OUT_OF_RANGE,
        None,
        PointFault.OUTSIDE,
    ]
    assert [a is None for a in found.adcodes] == [fault is not None for fault in found.faults]


def test_nothing_to_locate(index):
    assert index.locate([], []).adcodes.shape == (0,)
    assert locate_points([], [], Boundaries()).tolist() == []


@pytest.mark.parametrize("crs", ["GCJ-02", "BD-09", "EPSG:4546", "EPSG:4525"])
def test_other_systems_lead_to_the_same_county(index, crs):
    """100 m inside the border: GCJ-02 read as WGS 84 would put it in the neighbour."""
    place = (111 - 100 / 98_000, 28.7)
    x, y = from_wgs84(*place, crs)
    found = index.locate([x], [y], crs=crs)
    assert found.adcodes.tolist() == [WEST]
    assert (found.lon[0], found.lat[0]) == pytest.approx(place, abs=1e-9)
    assert index.locate([y], [x], crs=crs).faults.tolist() == [PointFault.SWAPPED]


def test_a_map_services_shift_moves_a_point_into_the_neighbour(index):
    """So the system has to be told: nothing in the numbers shows it."""
    x, y = from_wgs84(111 - 100 / 98_000, 28.7, "GCJ-02")
    assert index.locate([x], [y]).adcodes.tolist() == [EAST]


@pytest.mark.parametrize(
    ("lon", "lat", "crs", "told"),
    [
        (28.5, 110.5, "EPSG:4490", r"swapped\. Give 110\.5, 28\.5"),
        (float("nan"), 28.5, "EPSG:4490", "lacks a number"),
        (400.0, 28.5, "EPSG:4490", "no place on earth"),
        (139.7, 35.7, "GCJ-02", r"139\.7, 35\.7 \(GCJ-02\) lies in no county of China"),
    ],
)
def test_one_bad_point_is_one_line_with_a_remedy(index, lon, lat, crs, told):
    with pytest.raises(BadCoordinates, match=told) as caught:
        index.locate_one(lon, lat, crs=crs)
    assert "\n" not in str(caught.value)


def test_one_good_point(index):
    assert index.locate_one(110.5, 28.5) == (WEST, 0.0)
    assert index.name(WEST) == "西县"
    with pytest.raises(UnknownCrs):
        index.locate_one(110.5, 28.5, crs="EPSG:4610")


def test_how_far_a_stated_county_is(index):
    """A quarter of a degree east of the border at 28.5° N; a hole counts as outside."""
    metres = index.distance_to(WEST, [110.5, 111.25, np.nan], [28.5, 28.5, 28.5])
    assert metres[0] == 0
    assert metres[1] == pytest.approx(float(geodesic_distance(111.25, 28.5, 111, 28.5)), rel=1e-4)
    assert np.isnan(metres[2])
    assert index.distance_to(EAST, 111.5, 28.5)[0] == pytest.approx(9780, rel=0.01)
    assert index.distance_to(EAST, [], []).shape == (0,)
    with pytest.raises(UnknownPlace, match="999999 is no county"):
        index.distance_to("999999", 110.5, 28.5)


@given(
    places=st.lists(
        st.tuples(st.floats(109.99, 113.41), st.floats(27.99, 29.01)), min_size=1, max_size=20
    )
)
@settings(max_examples=60, deadline=None)
def test_all_at_once_is_one_by_one_and_as_brute_force_says(index, places):
    lon, lat = np.array(places).T
    found = index.locate(lon, lat)
    frame = Boundaries().counties().sort_values("adcode")
    for row, place in enumerate(places):
        alone = index.locate(*np.reshape(place, (2, 1)))
        assert alone.adcodes[0] == found.adcodes[row]
        holders = frame[frame.covers(shapely.Point(place))]["adcode"].tolist()
        if holders or found.metres[row] == 0:
            assert found.adcodes[row] == holders[0]


def test_real_counties_are_found_as_by_brute_force(built):
    """Ten thousand points all over China and beside it, against a scan of every polygon."""
    frame = built.counties()
    chance = np.random.default_rng(11)
    lon, lat = chance.uniform(73, 136, 10_000), chance.uniform(3, 54, 10_000)
    brute = np.full(len(lon), None, dtype=object)
    for adcode, polygon in zip(frame["adcode"][::-1], frame.geometry[::-1], strict=True):
        brute[shapely.contains_xy(polygon, lon, lat)] = adcode
    index = CountyIndex(built)
    found = index.locate(lon, lat)
    inside = np.where(found.metres == 0, found.adcodes, None)
    assert inside.tolist() == brute.tolist()
    assert sum(adcode is not None for adcode in brute) > 2_000


def test_real_borders_give_the_lowest_code_whatever_the_order(built):
    """Corners where several real counties meet are found in all of them by a tree."""
    frame = built.counties()
    polygons = frame.geometry.to_numpy()
    corners = shapely.get_coordinates(polygons)[::4000]
    pairs = shapely.STRtree(polygons).query(shapely.points(corners), predicate="intersects")
    lowest = np.full(len(corners), len(frame))
    np.minimum.at(lowest, pairs[0], pairs[1])
    expected = frame["adcode"].to_numpy()[lowest].tolist()
    backwards = locate_points(*corners[::-1].T, built)[::-1]
    assert locate_points(*corners.T, built).tolist() == backwards.tolist() == expected


def test_distances_to_real_counties_are_those_to_their_borders(built):
    """Against the nearest of border points 50 m apart: not shorter, at most 1 % longer."""
    chance = np.random.default_rng(5)
    index = CountyIndex(built)
    for adcode in ("431322", "230722", "460203", "654022"):
        polygon = built.counties([adcode]).geometry.iloc[0]
        dense = shapely.get_coordinates(shapely.segmentize(polygon.boundary, 0.0005))
        lon, lat = np.array(polygon.centroid.coords[0])[:, None] + chance.uniform(-2, 2, (2, 20))
        away = ~shapely.contains_xy(polygon, lon, lat)
        metres = index.distance_to(adcode, lon, lat)
        assert (metres[~away] == 0).all()
        for x, y, found in zip(lon[away], lat[away], metres[away], strict=True):
            least = geodesic_distance(x, y, dense[:, 0], dense[:, 1]).min()
            assert least - 30 < found < least * 1.01 + 1


def test_the_bench_compares_like_with_like(built):
    told = bench_points.timed(2_000)
    bare, turned, ours, *_ = told["found"].values()
    assert bare == turned <= ours < bare * 1.02
    assert min(told["seconds"].values()) > 0
    json.dumps(told)
    assert len(bench_points.profiled(1_000)) == bench_points.TOP

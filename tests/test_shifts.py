"""GCJ-02 and BD-09: the accepted pairs, both ways, and what lies outside China."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import shifts
from geo.errors import DataError
from geo.measures import geodesic_distance
from geo.shifts import (
    bd09_to_wgs84,
    gcj02_to_wgs84,
    in_shift_area,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)

WAYS = pytest.mark.parametrize(
    ("there", "back"),
    [(wgs84_to_gcj02, gcj02_to_wgs84), (wgs84_to_bd09, bd09_to_wgs84)],
    ids=["GCJ-02", "BD-09"],
)
PLACES = st.tuples(st.floats(73, 136), st.floats(3, 54))


def metres(one, other):
    return geodesic_distance(one[0], one[1], other[0], other[1])


# The pairs of eviltransform's own tests (Shanghai, Shenzhen, Beijing) and coordtransform's (116.4).
@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ],
)
def test_gcj02_is_what_others_make_of_it(wgs84, gcj02):
    assert np.allclose(wgs84_to_gcj02(*wgs84), gcj02, rtol=0, atol=1e-11)
    assert np.allclose(gcj02_to_wgs84(*gcj02), wgs84, rtol=0, atol=1e-9)


def test_bd09_is_what_others_make_of_it():
    """coordtransform's pair for the step from GCJ-02 to BD-09, begun at WGS 84."""
    start = gcj02_to_wgs84(116.404, 39.915)
    made = wgs84_to_bd09(*start)
    assert np.allclose(made, (116.41036949371029, 39.92133699351022), rtol=0, atol=1e-9)


@WAYS
def test_there_and_back_over_all_of_china(there, back):
    """A hundred thousand points: every one back within 1e-9 degrees, a tenth of a millimetre."""
    chance = np.random.default_rng(7)
    lon, lat = chance.uniform(73, 136, 100_000), chance.uniform(3, 54, 100_000)
    inside = in_shift_area(lon, lat)
    again = back(*there(lon, lat))
    assert inside.sum() > 30_000
    assert np.abs(again.lon - lon)[inside].max() < 1e-9
    assert np.abs(again.lat - lat)[inside].max() < 1e-9


@WAYS
@given(place=PLACES)
@settings(max_examples=100, deadline=None)
def test_back_and_there(there, back, place):
    """A point that a map service gives comes out the same after both ways, within a metre.

    Not in the strip a shift wide along the area's edge, where what lies beside it is not moved.
    """
    true = back(*place)
    edge = shapely.distance(shifts._area().exterior, shapely.Point(true.lon, true.lat))
    if edge > 0.03:
        assert metres(there(*true), place) < 1


@WAYS
def test_where_a_formula_has_a_kink(there, back):
    """At 105° E the slope of a root is infinite: the iteration has to settle there too."""
    lon = 105 + np.array([0, 1e-12, -1e-12, 1e-9, 1e-6, -1e-4])
    lat = np.full(lon.shape, 35.0)
    assert metres(back(*there(lon, lat)), (lon, lat)).max() < 0.001


@WAYS
def test_outside_china_nothing_is_moved(there, back):
    """Neighbours' cities too, which the rectangle that others use would move."""
    lon = [126.98, 105.85, 106.92, 131.89, 76.89, 85.32, 77.21, 121.0, 139.7, -74.0, 151.2]
    lat = [37.57, 21.03, 47.92, 43.12, 43.24, 27.71, 28.61, 14.6, 35.7, 40.7, -33.9]
    for way in (there, back):
        moved = way(lon, lat)
        assert moved.lon.tolist() == lon
        assert moved.lat.tolist() == lat


@WAYS
def test_hong_kong_macau_and_taiwan_are_moved(there, back):
    """As Baidu says of its own system."""
    places = np.array([[114.17, 22.28], [113.54, 22.19], [121.56, 25.04]]).T
    moved = there(*places)
    assert metres(moved, places).min() > 100
    assert metres(back(*moved), places).max() < 0.001


def test_every_county_lies_in_the_area_with_its_border(built):
    """A border point is moved as the land on both sides of it, and its image lies in the area."""
    corners = shapely.get_coordinates(built.counties().geometry.to_numpy())
    lon, lat = corners[::5].T
    assert in_shift_area(lon, lat).all()
    for way in (wgs84_to_gcj02, wgs84_to_bd09):
        assert in_shift_area(*way(lon, lat)).all()


@WAYS
@given(places=st.lists(PLACES, min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_one_by_one_is_all_at_once(there, back, places):
    lon, lat = np.array(places).T
    for way in (there, back):
        together = way(lon, lat)
        alone = [way(*place) for place in places]
        assert np.allclose(together.lon, [float(one.lon) for one in alone], rtol=0, atol=1e-9)
        assert np.allclose(together.lat, [float(one.lat) for one in alone], rtol=0, atol=1e-9)


@WAYS
def test_what_is_no_place_stays_as_it_is(there, back):
    given_lon, given_lat = [np.nan, 116.0, np.inf, 1e9], [39.0, np.nan, 39.0, -1e9]
    for way in (there, back):
        moved = way(given_lon, given_lat)
        assert np.array_equal(moved.lon, given_lon, equal_nan=True)
        assert np.array_equal(moved.lat, given_lat, equal_nan=True)
        assert way([], []).lon.shape == (0,)


def test_the_input_is_left_alone():
    lon, lat = np.array([116.404]), np.array([39.915])
    gcj02_to_wgs84(lon, lat)
    assert (lon[0], lat[0]) == (116.404, 39.915)


@pytest.mark.parametrize("text", ["", "lon,lat\nx,1\n", "lon\n1\n", "lon,lat\n1,1\n"])
def test_a_broken_area_is_told(tmp_path, text):
    path = tmp_path / "shift_area.csv"
    if text:
        path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"shift_area\.csv: .* Restore the file"):
        shifts._read_area(path)

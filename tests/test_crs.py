"""Names of coordinate systems, zones and the equal-area map of China."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geo.crs import (
    albers,
    best_zone,
    crs_name,
    from_wgs84,
    gauss_kruger,
    to_wgs84,
)
from geo.errors import UnknownCrs
from geo.measures import geodesic_area
from views.i18n import texts

SYSTEMS = ("EPSG:4326", "EPSG:4490", "GCJ-02", "BD-09", "EPSG:4546", "EPSG:4525", "EPSG:32649")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("EPSG:4326", "EPSG:4326"),
        ("wgs 84", "EPSG:4326"),
        ("4490", "EPSG:4490"),
        ("CGCS2000", "EPSG:4490"),
        ("gcj02", "GCJ-02"),
        ("GCJ-02", "GCJ-02"),
        ("bd_09", "BD-09"),
        ("百度坐标", "BD-09"),
        ("epsg:4546", "EPSG:4546"),
    ],
)
def test_names_people_write(said, meant):
    assert crs_name(said) == meant


# Beijing 54, Xi'an 80 and Pulkovo are tied to CGCS2000 by secret parameters; 4479 has three axes.
@pytest.mark.parametrize("code", ["EPSG:4214", "EPSG:2414", "EPSG:4610", "EPSG:2343", "EPSG:4479"])
def test_a_datum_whose_parameters_are_secret_is_refused_and_nobody_asked_for_them(code):
    with pytest.raises(UnknownCrs, match="owner convert it to EPSG:4490") as told:
        crs_name(code)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["", "mars", "EPSG:999999", "EPSG:", "45"])
def test_what_is_no_system_is_told_with_those_that_are(text):
    with pytest.raises(UnknownCrs, match=r"Use EPSG:4490, GCJ-02 or BD-09"):
        crs_name(text)


@given(place=st.tuples(st.floats(109, 114), st.floats(20, 45)), crs=st.sampled_from(SYSTEMS))
@settings(max_examples=100, deadline=None)
def test_there_and_back(place, crs):
    again = to_wgs84(*from_wgs84(*place, crs), crs)
    assert np.allclose(again, place, rtol=0, atol=1e-8)


def test_wgs84_and_cgcs2000_are_one_and_it_is_said():
    assert to_wgs84(112.5, 28.5, "EPSG:4490") == to_wgs84(112.5, 28.5, "EPSG:4326")
    assert "不到 1 米" in texts("zh")["about_sources_text"]
    assert "less than a metre" in texts("en")["about_sources_text"]


def test_eastings_and_northings_come_in_this_order():
    """EPSG writes the northing first in these systems; people and tables write the easting."""
    place = to_wgs84(500_000, 3_100_000, "EPSG:4546")
    assert place.lon == pytest.approx(111)
    assert place.lat == pytest.approx(28.0, abs=0.1)


def test_far_away_eastings_are_no_place():
    assert np.isnan(to_wgs84([1e30, np.inf], [0.0, 0.0], "EPSG:4546").lon).all()


@pytest.mark.parametrize("meridian", range(75, 136, 3))
def test_zones_are_those_of_epsg(meridian):
    bare = pyproj.CRS(gauss_kruger(meridian))
    numbered = pyproj.CRS(gauss_kruger(meridian, numbered=True))
    assert bare.name == f"CGCS2000 / 3-degree Gauss-Kruger CM {meridian}E"
    assert numbered.name == f"CGCS2000 / 3-degree Gauss-Kruger zone {meridian // 3}"


@pytest.mark.parametrize("meridian", [72, 76, 138, 0])
def test_there_is_no_other_zone(meridian):
    with pytest.raises(UnknownCrs, match=r"Use 75, 78"):
        gauss_kruger(meridian)


def test_the_zone_of_an_area_is_that_of_its_larger_share():
    """112.5° E is a border of zones: a tenth of the box lies west of it."""
    first, second = best_zone([box(112.4, 28, 113.4, 29)])
    assert (first.meridian, second.meridian) == (114, 111)
    assert first.share == pytest.approx(0.9, abs=1e-3)
    assert first.share + second.share == pytest.approx(1)
    assert (first.crs, first.number) == ("EPSG:4547", 38)


def test_an_area_of_many_polygons_touches_many_zones():
    found = best_zone([box(110, 20, 111, 21), box(111, 20, 112, 21), box(119, 20, 120, 21)])
    assert [zone.meridian for zone in found] == [111, 120]
    assert best_zone([]) == ()
    assert best_zone([Point(111, 20)]) == ()


def test_a_real_city_stands_in_its_zone(built):
    frame = built.counties()
    loudi = frame[frame["prefecture_code"] == "431300"]
    assert best_zone(loudi.geometry.to_numpy())[0].crs == "EPSG:4546"


def test_albers_keeps_the_areas_of_all_counties(built):
    """Within 0.1 % of the geodesic area; the rest is that an edge is straight on the one only."""
    frame = built.counties()
    projected = frame.geometry.to_crs(albers()).area.to_numpy() / 1e6
    ratio = projected / geodesic_area(frame.geometry.to_numpy())
    assert np.abs(ratio - 1).max() < 0.001

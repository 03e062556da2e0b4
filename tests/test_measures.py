"""Areas and lengths on the ellipsoid, and those of real counties against published figures."""

from __future__ import annotations

import csv

import numpy as np
import pytest
import shapely
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPolygon,
    Point,
    Polygon,
    box,
)

from geo.measures import geodesic_area, geodesic_distance, geodesic_length
from geo.paths import DATA

UNIT = box(100, 0, 101, 1)


def published():
    path = DATA / "boundaries" / "areas.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_degree_at_the_equator():
    """12,308.8 km² (GeographicLib's Planimeter); 111.3195 km along the equator by definition."""
    assert geodesic_area([UNIT])[0] == pytest.approx(12308.778, abs=0.01)
    equator = LineString([(100, 0), (101, 0)])
    assert geodesic_length([equator])[0] == pytest.approx(6378.137 * np.pi / 180, abs=1e-6)


def test_holes_are_taken_off_and_parts_added_whichever_way_they_wind():
    hole = [(100.2, 0.2), (100.8, 0.2), (100.8, 0.8), (100.2, 0.8)]
    rest = geodesic_area([UNIT])[0] - geodesic_area([Polygon(hole)])[0]
    for ring in (hole, hole[::-1]):
        pierced = Polygon(UNIT.exterior.coords, [ring])
        turned = Polygon(list(UNIT.exterior.coords)[::-1], [ring])
        assert geodesic_area([pierced, turned]) == pytest.approx([rest, rest])
    parts = MultiPolygon([pierced, box(103, 0, 104, 1)])
    assert geodesic_area([parts])[0] == pytest.approx(rest + geodesic_area([UNIT])[0])
    rings = geodesic_length([UNIT.exterior])[0] + geodesic_length([Polygon(hole)])[0]
    assert geodesic_length([pierced])[0] == pytest.approx(rings)


def test_many_at_once_are_as_each_alone():
    line = LineString([(110, 30), (111, 31), (112, 30)])
    shapes = [
        UNIT,
        None,
        line,
        Point(1, 1),
        MultiLineString([line, [(100, 0), (101, 0)]]),
        Polygon(),
        GeometryCollection([UNIT, line]),
    ]
    areas, lengths = geodesic_area(shapes), geodesic_length(shapes)
    for shape, area, length in zip(shapes, areas, lengths, strict=True):
        assert geodesic_area([shape])[0] == pytest.approx(area)
        assert geodesic_length([shape])[0] == pytest.approx(length)
    assert (areas > 0).tolist() == [True, False, False, False, False, False, True]
    assert (lengths > 0).tolist() == [True, False, True, False, True, False, True]
    assert lengths[6] == pytest.approx(lengths[0] + lengths[2])
    assert geodesic_area([]).shape == geodesic_length([]).shape == (0,)


def test_distances_take_arrays_and_single_points():
    """One minute of latitude is near a nautical mile."""
    metres = geodesic_distance(112, [28, 29], 112, [28 + 1 / 60, 29])
    assert metres == pytest.approx([1852, 0], abs=7)


@pytest.mark.parametrize("row", published(), ids=lambda row: row["name"])
def test_a_county_is_as_large_as_published(built, row):
    county = built.counties([row["adcode"]])
    assert county["name"].tolist() == [row["name"]]
    assert geodesic_area(county.geometry.to_numpy())[0] == pytest.approx(
        float(row["km2"]), rel=0.02
    )


def test_published_areas_are_from_all_over_the_country():
    rows = published()
    assert len(rows) >= 20
    assert len({row["adcode"][:2] for row in rows}) >= 20
    assert all(row["source"] for row in rows)


def test_all_counties_together(built):
    """The country's land is given as about 9.6 million km², with what is in dispute."""
    total = geodesic_area(built.counties().geometry.to_numpy()).sum()
    assert total == pytest.approx(9.6e6, rel=0.01)
    assert shapely.coverage_is_valid(built.counties().geometry.to_numpy())

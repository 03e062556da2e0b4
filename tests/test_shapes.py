"""Points, lines and areas put by hand: typed coordinates, and what is no geometry."""

from __future__ import annotations

import pytest

from geo.errors import GeoError
from projects.contract import project_from_json, project_to_json
from projects.errors import RevisionRefused
from projects.models import Check, Geometry
from projects.reviewing.fields import flat, whole
from projects.reviewing.shapes import geometry_fault, typed_geometry
from tests.reviewing_data import project

SQUARE = [[111.3, 27.7], [111.4, 27.7], [111.4, 27.8], [111.3, 27.7]]


def made(type_: str, coordinates: object) -> dict[str, object]:
    return {"type": type_, "coordinates": coordinates, "crs": "EPSG:4490", "as_written": ""}


@pytest.mark.parametrize(
    ("type_", "coordinates"),
    [
        ("Point", [111.3, 27.7]),
        ("MultiPoint", [[111.3, 27.7]]),
        ("LineString", SQUARE[:2]),
        ("MultiLineString", [SQUARE[:2], SQUARE[1:3]]),
        ("Polygon", [SQUARE]),
        ("MultiPolygon", [[SQUARE]]),
    ],
)
def test_every_type_of_geojson_is_taken(type_, coordinates) -> None:
    assert geometry_fault(made(type_, coordinates)) == ""


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (made("Circle", [1, 2]), "a geometry of GeoJSON"),
        ({"type": "Point", "coordinates": [111.3, 27.7]}, "a geometry of GeoJSON"),
        (made("Point", [111.3]), "positions of two numbers"),
        (made("Point", [111.3, "27"]), "positions of two numbers"),
        (made("Point", [111.3, float("nan")]), "positions of two numbers"),
        (made("LineString", []), "positions of two numbers"),
        (made("LineString", [111.3, 27.7]), "positions of two numbers"),
        (made("Point", [27.7, 111.3]), "longitude first"),
        (made("LineString", SQUARE[:1]), "two points or more"),
        (made("Polygon", [SQUARE[:3]]), "ends where it begins"),
        (made("Polygon", [SQUARE[:2] + SQUARE[:1]]), "three points or more"),
        (made("LineString", [[111.3, 27.7]] * 20_001), "20000 positions"),
        (made("Point", [111.3, 27.7]) | {"crs": 4490}, "are texts"),
    ],
)
def test_what_is_no_geometry_is_told(geometry, words) -> None:
    assert words in geometry_fault(geometry)


def test_typed_coordinates_keep_what_was_typed() -> None:
    point = typed_geometry("111.3, 27.7", crs="EPSG:4490")
    assert point == Geometry("Point", (111.3, 27.7), "EPSG:4490", "111.3, 27.7")
    shifted = typed_geometry("111.3,27.7", crs="GCJ-02")
    assert shifted.crs == "GCJ-02"
    assert 0.001 < abs(shifted.coordinates[0] - 111.3) < 0.01, "some hundred metres"
    zone = typed_geometry("431000 3065000; 432000 3065000", crs="EPSG:4546", shape="LineString")
    assert all(110 < x < 112 and 27 < y < 28.5 for x, y in zone.coordinates)
    area = typed_geometry("111.3,27.7;111.4,27.7;111.4,27.8", crs="EPSG:4326", shape="Polygon")
    assert area.coordinates[0][0] == area.coordinates[0][-1]


@pytest.mark.parametrize(
    ("text", "shape", "words"),
    [
        ("", "Point", "no list of coordinates"),
        ("111.3", "Point", "no list of coordinates"),
        ("27.7, 11.3", "Point", "longitude first"),
        ("111,27;112,28", "Point", "more than one point"),
        ("111.3,27.7", "LineString", "two points"),
        ("111.3,27.7;111.4,27.7", "Polygon", "three points"),
    ],
)
def test_typed_coordinates_that_make_no_shape_are_refused(text, shape, words) -> None:
    with pytest.raises(RevisionRefused, match=words):
        typed_geometry(text, crs="EPSG:4490", shape=shape)


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(GeoError, match="no coordinate system"):
        typed_geometry("111,27", crs="Beijing54")


def test_what_people_added_travels_in_the_contract_and_only_then() -> None:
    plain = project_to_json(project())
    assert not {"geometry", "checked"} & set(plain), "the contract's object is as it was"
    drawn = project(
        geometry=Geometry("Polygon", (tuple(map(tuple, SQUARE)),), "GCJ-02", "typed"),
        checked=Check("王工", "2026-01-01T00:00:00.000000+00:00"),
    )
    told = project_to_json(drawn)
    assert told["geometry"]["coordinates"] == [SQUARE]
    assert project_from_json(told) == drawn
    for payload in (plain, told):
        again = whole(flat(payload), document=payload["document"], id_=payload["id"])
        assert project_to_json(project_from_json(again)) == payload

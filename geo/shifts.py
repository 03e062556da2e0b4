"""GCJ-02 and BD-09, the shifts that map services lay over WGS 84, both ways.

Nobody has published them. The formulas and constants are those which every open implementation
shares (eviltransform, coordtransform, PRCoords); no code of theirs is here. GCJ-02 moves a point by
up to 700 m, BD-09 moves GCJ-02's by about 1 km more. Both are undone by iterating until nothing
changes, which is exact to 1e-9° (0.1 mm); the one step common elsewhere is off by up to 3 m.

Shifted is what lies in China with Hong Kong, Macau and Taiwan and in the near seas, as Baidu
describes its own system; AMap's development kit counts the mainland, Hong Kong and Macau. The area
is data/boundaries/shift_area.csv, a ring that keeps 3 to 35 km outside the land border, so that
every county lies in it with all its border; outside it nothing is moved. A point given in GCJ-02
or BD-09 is undone where its true place is in the area.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.errors import DataError
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt
    import shapely

    Floats = npt.NDArray[np.float64]
    Move = Callable[[Floats, Floats], tuple[Floats, Floats]]

__all__ = [
    "LonLat",
    "bd09_to_wgs84",
    "gcj02_to_wgs84",
    "in_shift_area",
    "wgs84_to_bd09",
    "wgs84_to_gcj02",
]

# Krasovsky 1940, on which GCJ-02 is reckoned: half axis in metres, eccentricity squared.
_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
_ORIGIN_LON, _ORIGIN_LAT = 105.0, 35.0
# Baidu's: the wave, and the offsets in degrees.
_WAVE, _BAIDU_LON, _BAIDU_LAT = np.pi * 3000 / 180, 0.0065, 0.006
_SETTLED, _MOST_STEPS = 1e-9, 20
_AT_A_TIME = 16_384
_REACH = 0.05  # degrees; more than both shifts together


class LonLat(NamedTuple):
    """Longitudes and latitudes in degrees, arrays of one shape (that of the input)."""

    lon: Floats
    lat: Floats


def wgs84_to_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """Shift WGS 84 degrees, shape (n,) or scalars, to GCJ-02; NaN stays NaN."""
    return _forward(lon, lat, _gcj02)


def gcj02_to_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """Undo GCJ-02, to 1e-9°."""
    return _inverse(lon, lat, _gcj02)


def wgs84_to_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """Shift WGS 84 degrees to Baidu's BD-09."""
    return _forward(lon, lat, _bd09)


def bd09_to_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike) -> LonLat:
    """Undo BD-09, to 1e-9°."""
    return _inverse(lon, lat, _bd09)


def in_shift_area(lon: npt.ArrayLike, lat: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Tell which WGS 84 points map services shift."""
    import shapely

    return np.asarray(shapely.contains_xy(_area(), lon, lat))


def _forward(lon: npt.ArrayLike, lat: npt.ArrayLike, move: Move) -> LonLat:
    east, north = _copies(lon, lat)
    inside = in_shift_area(east, north)
    east[inside], north[inside] = move(east[inside], north[inside])
    return LonLat(east, north)


def _inverse(lon: npt.ArrayLike, lat: npt.ArrayLike, move: Move) -> LonLat:
    east, north = _copies(lon, lat)
    west, south, most_east, most_north = _area().bounds
    near = (east > west - _REACH) & (east < most_east + _REACH)
    near &= (north > south - _REACH) & (north < most_north + _REACH)
    true_east, true_north = _undone(east[near], north[near], move)
    moved = in_shift_area(true_east, true_north)
    east[near] = np.where(moved, true_east, east[near])
    north[near] = np.where(moved, true_north, north[near])
    return LonLat(east, north)


def _undone(east: Floats, north: Floats, move: Move) -> tuple[Floats, Floats]:
    """Iterate to the points whose shifts are the given ones, as many at a time as caches hold."""
    lon, lat = np.empty_like(east), np.empty_like(north)
    for start in range(0, len(east), _AT_A_TIME):
        part = slice(start, start + _AT_A_TIME)
        lon[part], lat[part] = _settled(east[part], north[part], move)
    return lon, lat


def _settled(east: Floats, north: Floats, move: Move) -> tuple[Floats, Floats]:
    """Mend a guess by what its shift misses the given point by: 100 times nearer each time."""
    lon, lat = east, north
    for _ in range(_MOST_STEPS):
        there_lon, there_lat = move(lon, lat)
        off_lon, off_lat = east - there_lon, north - there_lat
        lon, lat = lon + off_lon, lat + off_lat
        if max(np.max(np.abs(off_lon)), np.max(np.abs(off_lat))) < _SETTLED:
            break
    return lon, lat


def _gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - _ORIGIN_LON, lat - _ORIGIN_LAT
    root, product = np.sqrt(np.abs(x)), 0.1 * x * y
    ripple = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + product + 0.2 * root
    north += (ripple + _waves(y, (20, 40, 160, 320))) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + product + 0.1 * root
    east += (ripple + _waves(x, (20, 40, 150, 300))) * 2 / 3
    radians = np.radians(lat)
    bulge = 1 - _ECCENTRICITY * np.sin(radians) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY) / bulge**1.5
    parallel = _AXIS / np.sqrt(bulge) * np.cos(radians)
    return lon + np.degrees(east / parallel), lat + np.degrees(north / meridian)


def _waves(along: Floats, heights: tuple[float, float, float, float]) -> Floats:
    """Sum four waves, 2, 6, 24 and 60 degrees long; heights in metres."""
    a, b, c, d = heights
    turn = np.pi * along
    waves = a * np.sin(turn) + b * np.sin(turn / 3) + c * np.sin(turn / 12) + d * np.sin(turn / 30)
    return np.asarray(waves)


def _bd09(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = _gcj02(lon, lat)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _WAVE)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _WAVE)
    return radius * np.cos(angle) + _BAIDU_LON, radius * np.sin(angle) + _BAIDU_LAT


def _copies(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Floats, Floats]:
    east, north = np.broadcast_arrays(np.asarray(lon, float), np.asarray(lat, float))
    return east.copy(), north.copy()


def _area() -> shapely.Polygon:
    return _read_area(DATA / "boundaries" / "shift_area.csv")


@lru_cache(maxsize=1)
def _read_area(path: Path) -> shapely.Polygon:
    import shapely

    try:
        with path.open(encoding="utf-8", newline="") as file:
            ring = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
        area = shapely.Polygon(ring)
    except (OSError, KeyError, ValueError) as exc:
        message = f"{path}: the area of the shifts cannot be read ({exc}). Restore the file."
        raise DataError(message) from exc
    shapely.prepare(area)
    return area

"""Coordinate systems as offices have them: their names, and the way to WGS 84 and back.

WGS 84 and CGCS2000 are taken as one. They differ by less than a metre, which is less than any
county polygon here is worth; the docs and the page about the program say so.

A system here is one of `Shift` or an EPSG code on WGS 84 or CGCS2000. Beijing 54, Xi'an 80 and an
office's local grid are refused: what ties them to CGCS2000 is secret, so nobody is asked for it;
the office that owns such a file converts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import UnknownCrs
from geo.shifts import (
    LonLat,
    bd09_to_wgs84,
    gcj02_to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyproj

__all__ = [
    "LonLat",
    "Shift",
    "Zone",
    "albers",
    "bd09_to_wgs84",
    "best_zone",
    "crs_name",
    "from_wgs84",
    "gauss_kruger",
    "gcj02_to_wgs84",
    "to_wgs84",
    "wgs84_to_bd09",
    "wgs84_to_gcj02",
]

_FIRST_MERIDIAN, _LAST_MERIDIAN, _WIDTH = 75, 135, 3
_BARE_CODE, _PREFIXED_CODE = 4534, 4513  # EPSG's of the zone at 75° E, without and with its number
_SHIFTS = {"GCJ02": "GCJ-02", "火星坐标": "GCJ-02", "BD09": "BD-09", "百度坐标": "BD-09"}
_DATUMS = {"WGS84": "EPSG:4326", "CGCS2000": "EPSG:4490", "国家2000": "EPSG:4490"}
_ONE_DATUM = ("World Geodetic System 1984", "China 2000")


class Shift(StrEnum):
    """The systems that are a shift over WGS 84 and have no EPSG code."""

    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


@dataclass(frozen=True, slots=True)
class Zone:
    """A 3-degree Gauss-Kruger zone of CGCS2000.

    `share` is the part of the area asked about that lies in it, in [0, 1].
    """

    meridian: int
    share: float = 1.0

    @property
    def number(self) -> int:
        """The zone's number, 25 (75° E) to 45 (135° E)."""
        return self.meridian // _WIDTH

    @property
    def crs(self) -> str:
        """The system whose eastings have no zone number (500,000 m on the meridian)."""
        return gauss_kruger(self.meridian)


def crs_name(text: str) -> str:
    """Return the canonical name: "GCJ-02", "BD-09" or "EPSG:n" of a system that can be read.

    Raises
    ------
    UnknownCrs
        If the name is not known or its datum is neither WGS 84 nor CGCS2000.
    """
    key = re.sub(r"[\s_-]", "", text).upper()
    if key in _SHIFTS:
        return _SHIFTS[key]
    if key in _DATUMS:
        return _DATUMS[key]
    code = re.fullmatch(r"(?:EPSG:?)?(\d{4,6})", key)
    if not code:
        message = f'"{text}" is no coordinate system known here. Use EPSG:4490, GCJ-02 or BD-09.'
        raise UnknownCrs(message)
    return _checked(int(code[1]))


@lru_cache(maxsize=64)
def _checked(code: int) -> str:
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        crs = pyproj.CRS.from_epsg(code)
    except CRSError as exc:
        message = f"EPSG:{code} is no coordinate system. Use EPSG:4490, GCJ-02 or BD-09."
        raise UnknownCrs(message) from exc
    geodetic = crs.geodetic_crs
    datum = str(geodetic.datum.name) if geodetic is not None and geodetic.datum else ""
    if not datum.startswith(_ONE_DATUM) or len(crs.axis_info) != 2:  # noqa: PLR2004 - a plane
        message = (
            f"EPSG:{code} ({crs.name}) is not on CGCS2000 or WGS 84, and what ties it to them is "
            "not public. Have the file's owner convert it to EPSG:4490."
        )
        raise UnknownCrs(message)
    return f"EPSG:{code}"


def to_wgs84(x: npt.ArrayLike, y: npt.ArrayLike, crs: str) -> LonLat:
    """Return WGS 84 degrees of points in `crs`.

    Parameters
    ----------
    x, y
        Longitude and latitude in degrees or, in a projected system, easting and northing in
        metres; shape (n,) or scalars. What has no place comes back as NaN.
    crs
        "GCJ-02", "BD-09", or an EPSG code on WGS 84 or CGCS2000 ("EPSG:4326").

    Raises
    ------
    UnknownCrs
        If the system cannot be read.
    """
    name = crs_name(crs)
    if name == Shift.GCJ02:
        return gcj02_to_wgs84(x, y)
    if name == Shift.BD09:
        return bd09_to_wgs84(x, y)
    return _projected(x, y, name, inverse=True)


def from_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> LonLat:
    """Return points of WGS 84 degrees in `crs`: the way back of `to_wgs84`."""
    name = crs_name(crs)
    if name == Shift.GCJ02:
        return wgs84_to_gcj02(lon, lat)
    if name == Shift.BD09:
        return wgs84_to_bd09(lon, lat)
    return _projected(lon, lat, name, inverse=False)


def _projected(x: npt.ArrayLike, y: npt.ArrayLike, name: str, *, inverse: bool) -> LonLat:
    east, north = np.asarray(x, float), np.asarray(y, float)
    transform = _transformer(name)
    if transform is None:
        return LonLat(east, north)
    direction = "INVERSE" if inverse else "FORWARD"
    there = transform.transform(east, north, direction=direction)
    made = [np.where(np.isfinite(values), values, np.nan) for values in map(np.asarray, there)]
    return LonLat(*made)


@lru_cache(maxsize=16)
def _transformer(name: str) -> pyproj.Transformer | None:
    """Return the way from degrees to a projected system; None where it has degrees itself."""
    import pyproj

    crs = pyproj.CRS(name)
    if not crs.is_projected:
        return None
    return pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)


def gauss_kruger(meridian: int, *, numbered: bool = False) -> str:
    """Return the EPSG code of CGCS2000's 3-degree zone on a central meridian.

    Parameters
    ----------
    meridian
        75, 78 … 135 degrees east.
    numbered
        Whether eastings begin with the zone's number (EPSG:4513-4533), as many offices write
        them; without, EPSG:4534-4554.

    Raises
    ------
    UnknownCrs
        If there is no such zone.
    """
    steps, rest = divmod(meridian - _FIRST_MERIDIAN, _WIDTH)
    if rest or not _FIRST_MERIDIAN <= meridian <= _LAST_MERIDIAN:
        message = f"{meridian}° E is no central meridian of a 3-degree zone. Use 75, 78 … 135."
        raise UnknownCrs(message)
    return f"EPSG:{(_PREFIXED_CODE if numbered else _BARE_CODE) + steps}"


def best_zone(polygons: npt.ArrayLike) -> tuple[Zone, ...]:
    """Return the zones an area touches, the one with the largest share of it first.

    Parameters
    ----------
    polygons
        Shapely polygons in degrees, shape (n,); together they are the area.

    Returns
    -------
    tuple of Zone
        By falling share, equal shares by meridian; empty for an empty area.
    """
    import shapely

    from geo.measures import geodesic_area

    area = np.asarray(polygons, dtype=object).ravel()
    shares: dict[int, float] = {}
    for meridian in range(_FIRST_MERIDIAN, _LAST_MERIDIAN + 1, _WIDTH):
        west = meridian - _WIDTH / 2
        band = shapely.clip_by_rect(area, west, -90, west + _WIDTH, 90)
        if found := float(geodesic_area(band).sum()):
            shares[meridian] = found
    total = sum(shares.values())
    zones = [Zone(meridian, found / total) for meridian, found in shares.items()]
    return tuple(sorted(zones, key=lambda zone: (-zone.share, zone.meridian)))


def albers() -> pyproj.CRS:
    """Return the equal-area system for maps of China, in metres, on CGCS2000.

    Albers' conic with standard parallels 25° and 47° N on 105° E, as Chinese textbooks and the
    Academy of Sciences' data centre (RESDC, "Krasovsky_1940_Albers") have it for national maps.
    """
    import pyproj
    from pyproj.crs.coordinate_operation import AlbersEqualAreaConversion

    conversion = AlbersEqualAreaConversion(
        latitude_first_parallel=25,
        latitude_second_parallel=47,
        latitude_false_origin=0,
        longitude_false_origin=105,
    )
    return pyproj.crs.ProjectedCRS(
        conversion, name="China Albers (25, 47, 105)", geodetic_crs="EPSG:4490"
    )

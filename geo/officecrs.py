"""The coordinate system of an office's file: known or asked for, then CGCS2000 degrees."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from geo.errors import MissingCrs, WrongCrs

if TYPE_CHECKING:
    import geopandas as gpd
    import pyproj

__all__ = ["in_degrees", "names_shift"]

_TO = "EPSG:4490"
_CHINA = (72.0, 2.0, 137.0, 55.0)
"""West, south, east, north of all of China with its seas, degrees."""

_SHIFTED = re.compile(r"(gcj|bd)[-_ ]?0?[0-9]+|火星|百度|高德", re.IGNORECASE)
_AXIS, _FLATTENING = 6378137.0, 298.2572
"""CGCS2000's ellipsoid; those of WGS84 and ITRF differ from it by less than a millimetre."""

_ZONE_3, _ZONE_6 = 4513 - 25, 4491 - 13
"""Add the zone's number to get the EPSG code of CGCS2000's zones with the number in front."""

_THREE_DEGREE, _SIX_DEGREE = range(25, 46), range(13, 24)
_EASTINGS = (200_000.0, 800_000.0)


def in_degrees(
    frame: gpd.GeoDataFrame, crs: str | None
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Return the frame in EPSG:4490 without heights, and remarks on the way there.

    Raises
    ------
    MissingCrs
        If the file does not say its system.
    WrongCrs
        If the system is none of the earth's, or puts the polygons outside China.
    """
    from pyproj.exceptions import ProjError

    stated = _given(crs) if crs else frame.crs
    bounds = tuple(float(edge) for edge in frame.total_bounds)
    if stated is None:
        message = f"it has no coordinate system (.prj is missing): {_hint(bounds)}."
        raise MissingCrs(message)
    frame = frame.set_geometry(frame.geometry.force_2d().set_crs(stated, allow_override=True))
    try:
        frame = frame.to_crs(_TO)
    except (ProjError, RuntimeError, ValueError) as exc:
        message = (
            f'its coordinate system "{stated.name}" is not tied to the earth: name the right one '
            "with --crs EPSG:…, or export it in CGCS2000."
        )
        raise WrongCrs(message) from exc
    _check_inside(frame, bounds, stated)
    return frame, (f"coordinates in {_said(stated)}", *_datum(stated))


def names_shift(text: str) -> bool:
    """Tell whether a name speaks of web maps' shifted coordinates (GCJ-02, BD-09)."""
    return _SHIFTED.search(text) is not None


def _given(crs: str) -> pyproj.CRS:
    import pyproj

    if _SHIFTED.search(crs):
        message = (
            f"--crs {crs}: shifted coordinates of web maps are no coordinate system; their shift "
            "differs from place to place. Give the file in CGCS2000."
        )
        raise WrongCrs(message)
    try:
        return pyproj.CRS.from_user_input(f"EPSG:{crs}" if crs.isdigit() else crs)
    except pyproj.exceptions.CRSError as exc:
        message = f"--crs {crs}: no such coordinate system. Write it like EPSG:4490."
        raise WrongCrs(message) from exc


def _said(crs: pyproj.CRS) -> str:
    code = crs.to_epsg(min_confidence=70)
    return f"{crs.name} (EPSG:{code})" if code else str(crs.name)


def _hint(bounds: tuple[float, ...]) -> str:
    """Say which system the numbers look like."""
    west, _, east, _ = bounds
    zone = int(west // 1_000_000)
    if _within(bounds):
        return "its numbers are degrees, so give --crs EPSG:4490 (CGCS2000)"
    if zone == int(east // 1_000_000) and zone in _THREE_DEGREE:
        return f"its numbers look like 3-degree zone {zone}, --crs EPSG:{_ZONE_3 + zone}"
    if zone == int(east // 1_000_000) and zone in _SIX_DEGREE:
        return f"its numbers look like 6-degree zone {zone}, --crs EPSG:{_ZONE_6 + zone}"
    if _EASTINGS[0] < west and east < _EASTINGS[1]:
        return (
            "its numbers are metres in some zone: give --crs EPSG:4534 to 4554 for the central "
            "meridian 75 to 135"
        )
    return "give it with --crs EPSG:…"


def _within(bounds: tuple[float, ...]) -> bool:
    west, south, east, north = bounds
    return west > _CHINA[0] and south > _CHINA[1] and east < _CHINA[2] and north < _CHINA[3]


def _check_inside(frame: gpd.GeoDataFrame, before: tuple[float, ...], crs: pyproj.CRS) -> None:
    bounds = tuple(float(edge) for edge in frame.total_bounds)
    if _within(bounds):
        return
    if not all(map(math.isfinite, bounds)):
        message = (
            f"its numbers ({before[0]:.0f}, {before[1]:.0f} …) are none of {_said(crs)}: "
            f"{_hint(before)}."
        )
        raise WrongCrs(message)
    swapped = (before[1], before[0], before[3], before[2])
    if _within(swapped):
        message = "longitude and latitude are swapped. Export it with longitude first."
    else:
        where = ", ".join(f"{edge:.6g}" for edge in bounds)
        message = (
            f"in {_said(crs)} its polygons lie at {where}, outside China. Name the right system "
            "with --crs EPSG:…"
        )
    raise WrongCrs(message)


def _datum(crs: Any) -> tuple[str, ...]:  # noqa: ANN401 -- pyproj's ellipsoid may be missing
    """Warn of an older datum: without local parameters it is brought over only roughly."""
    ellipsoid = crs.ellipsoid
    if ellipsoid is not None:
        same_axis = abs(ellipsoid.semi_major_metre - _AXIS) < 1
        if same_axis and abs(ellipsoid.inverse_flattening - _FLATTENING) < 0.01:  # noqa: PLR2004
            return ()
    return (
        f"warning: the datum of {crs.name} is not CGCS2000; it is brought over without local "
        "parameters and may lie some 100 m off. Ask for the file in CGCS2000.",
    )

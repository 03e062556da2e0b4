"""Points, lines and areas put by hand: typed coordinates, and what is wrong with a geometry."""

from __future__ import annotations

import math
from typing import Any

from projects.errors import RevisionRefused
from projects.models import Geometry
from projects.reviewing.coordinates import EAST, NORTH, SOUTH, WEST, pairs_typed

__all__ = ["geometry_fault", "typed_geometry", "was_swapped"]

_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""GeoJSON's types with how deep their positions are nested (RFC 7946, section 3.1)."""

_MOST_POSITIONS = 20_000
_LINE, _RING = 2, 4
_KEYS = ("type", "coordinates", "crs", "as_written")
_FAULT_TYPE = f"a geometry of GeoJSON: {', '.join(_DEPTH)}"


def geometry_fault(value: Any) -> str:  # noqa: ANN401 - whatever a page sends
    """Say what is wrong with a geometry's JSON; "" where nothing is, or it is None.

    Its keys are `type`, `coordinates` (degrees of EPSG:4490, longitude first), `crs` (the system
    they were given in) and `as_written`.
    """
    if value is None:
        return ""
    if set(value) != set(_KEYS) or value["type"] not in _DEPTH:
        return _FAULT_TYPE
    if not all(isinstance(value[key], str) for key in ("crs", "as_written")):
        return "crs and as_written are texts"
    positions: list[Any] = []
    parts: list[int] = []
    if not _collect(value["coordinates"], _DEPTH[value["type"]], positions, parts):
        return "positions of two numbers, nested as GeoJSON has them"
    if not positions or len(positions) > _MOST_POSITIONS:
        return f"between one and {_MOST_POSITIONS} positions"
    if not all(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in positions):
        return "in degrees, longitude first, and in China or its seas"
    return _form_fault(value["type"], value["coordinates"], parts)


def _collect(node: Any, depth: int, positions: list[Any], parts: list[int]) -> bool:  # noqa: ANN401
    """Gather positions and the lengths of the runs of them; False where the nesting is wrong."""
    if not isinstance(node, (list, tuple)):
        return False
    if depth == 0:
        positions.append(node)
        is_pair = len(node) == 2  # noqa: PLR2004 - longitude and latitude
        return is_pair and all(isinstance(n, (int, float)) and math.isfinite(n) for n in node)
    if depth == 1:
        parts.append(len(node))
    return bool(node) and all(_collect(item, depth - 1, positions, parts) for item in node)


def _form_fault(type_: str, coordinates: Any, parts: list[int]) -> str:  # noqa: ANN401
    if type_.endswith("LineString") and min(parts) < _LINE:
        return "a line has two points or more"
    if not type_.endswith("Polygon"):
        return ""
    polygons = coordinates if type_ == "MultiPolygon" else [coordinates]
    rings = [ring for polygon in polygons for ring in polygon]
    if min(parts) < _RING or any(list(ring[0]) != list(ring[-1]) for ring in rings):
        return "an area's ring has three points or more and ends where it begins"
    return ""


def typed_geometry(text: str, *, crs: str, shape: str = "Point") -> Geometry:
    """Read coordinates a person typed.

    Parameters
    ----------
    text
        Pairs of numbers, one behind the other: "112.1,28.2; 112.3,28.4". In degrees, decimal or
        with minutes and seconds; in a projected system in metres. Either order is understood
        (`projects.reviewing.coordinates`).
    crs
        Their system as `geo.crs.crs_name` takes it: "EPSG:4490", "GCJ-02", "BD-09", "EPSG:4547" …
    shape
        "Point", "LineString" or "Polygon"; a polygon's ring is closed where it was not.

    Returns
    -------
    Geometry
        Its `crs` has the zone's number where the eastings have it.

    Raises
    ------
    RevisionRefused
        If the numbers are no pairs, too few for the shape, or not in China.
    BadCoordinates
        If the system is not known.
    """
    from geo.crs import crs_name, to_wgs84  # with numpy, which a reader of plans does not need

    read = pairs_typed(text, crs_name(crs))
    # CGCS2000 and WGS 84 differ by centimetres: their degrees are taken for each other.
    lon, lat = to_wgs84(read.x, read.y, read.crs)
    pairs = [(round(float(x), 8), round(float(y), 8)) for x, y in zip(lon, lat, strict=True)]
    if shape == "Polygon" and pairs[0] != pairs[-1]:
        pairs.append(pairs[0])
    if shape == "Point" and len(pairs) > 1:
        message = f'"{text}" is more than one point; take a line or an area.'
        raise RevisionRefused(message)
    nested: dict[str, tuple[Any, ...]] = {
        "Point": pairs[0],
        "LineString": tuple(pairs),
        "Polygon": (tuple(pairs),),
    }
    made = Geometry(shape, nested[shape], read.crs, text.strip())
    if fault := geometry_fault({key: getattr(made, key) for key in _KEYS}):
        message = f'"{text}" in {read.crs}: a {shape} is {fault}.'
        raise RevisionRefused(message)
    return made


def was_swapped(geometry: Geometry) -> bool:
    """Tell whether latitudes or northings were typed first."""
    if not geometry.as_written:
        return False
    try:
        return pairs_typed(geometry.as_written, geometry.crs).is_swapped
    except RevisionRefused:  # typed where other words were understood
        return False

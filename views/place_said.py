"""Positions put by hand, said to people: the shape, where it lies, in which system it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.crs import Shift
from geo.grids import grid_of
from geo.lying import laid
from projects.models import Geometry
from projects.reviewing.shapes import was_swapped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.lying import Laid
    from geo.models import Adcode

__all__ = ["as_geometry", "counties_said", "crs_said", "laid_of", "short_said", "understood"]

_DIGITS = 4  # of a degree: about 10 m
_MOST = 4  # counties named
_LONGEST = 60


def as_geometry(value: object) -> Geometry | None:
    """Make a geometry of a revision's value; None where it is none."""
    if not isinstance(value, dict) or "coordinates" not in value:
        return None
    return Geometry(value["type"], value["coordinates"], value["crs"], value["as_written"])


def crs_said(crs: str, words: Mapping[str, str]) -> str:
    """Name a coordinate system as planners do."""
    if crs == Shift.GCJ02:
        return words["place_gcj"]
    if crs == Shift.BD09:
        return words["place_bd"]
    if crs == "EPSG:4326":
        return words["place_degrees_84"]
    grid = grid_of(crs)
    if grid is None:
        return words["place_degrees"] if crs == "EPSG:4490" else crs
    said = words["place_zone"].format(width=grid.width, meridian=grid.meridian)
    if grid.numbered:
        return words["place_numbered"].format(zone=said, number=grid.number)
    return said


def short_said(geometry: Geometry, words: Mapping[str, str]) -> str:
    """Say in short what was put there and how: 面，图上绘制."""
    how = words["place_drawn"]
    if geometry.as_written:
        typed = " ".join(geometry.as_written.split())
        typed = typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"
        how = words["place_typed"].format(typed=typed, crs=crs_said(geometry.crs, words))
    return words["place_short"].format(shape=_shape(geometry, words), how=how)


def understood(
    geometry: Geometry, found: Laid, divisions: Divisions, words: Mapping[str, str]
) -> str:
    """Say where it lies as it was understood, in a line or two."""
    where = words["place_short"].format(shape=_shape(geometry, words), how=_where(geometry, words))
    if found.counties:
        said = counties_said(found.counties, divisions)
        lines = [words["place_in"].format(where=where, counties=said)]
    else:
        lines = [words["place_nowhere"].format(where=where)]
    if was_swapped(geometry):
        is_zone = grid_of(geometry.crs) is not None
        lines.append(words["place_swapped_zone" if is_zone else "place_swapped_degrees"])
    return "\n".join(lines)


def counties_said(codes: Iterable[Adcode], divisions: Divisions) -> str:
    """Name counties with their cities, the first few of many."""
    named = [_with_city(code, divisions) for code in codes]
    return "、".join(named[:_MOST]) + ("…" if len(named) > _MOST else "")


def _with_city(code: Adcode, divisions: Divisions) -> str:
    city = divisions.prefecture_of(code)
    name = divisions.name(code)
    return name if city == code else divisions.name(city) + name


def laid_of(geometry: Geometry, stated: Collection[Adcode], boundaries: Boundaries) -> Laid:
    """Find the counties of a position, and hold it against those of its project."""
    return laid((geometry.type, geometry.coordinates), stated, boundaries)


def _shape(geometry: Geometry, words: Mapping[str, str]) -> str:
    return words[f"pick_{geometry.type.removeprefix('Multi')}"]


def _where(geometry: Geometry, words: Mapping[str, str]) -> str:
    positions = list(_positions(geometry.coordinates))
    if geometry.type == "Point":
        (lon, lat), *_ = positions
        return words["place_point"].format(lon=f"{lon:.{_DIGITS}f}", lat=f"{lat:.{_DIGITS}f}")
    if geometry.type.endswith("Polygon"):
        positions = list(dict.fromkeys(positions))  # a ring ends where it begins
    lons, lats = zip(*positions, strict=True)
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    said = words["place_extent"]
    return said.format(count=len(positions), lon=f"{lon:.{_DIGITS}f}", lat=f"{lat:.{_DIGITS}f}")


def _positions(node: Any) -> Iterable[tuple[float, float]]:  # noqa: ANN401 - as deep as the shape
    if isinstance(node[0], (int, float)):
        yield (float(node[0]), float(node[1]))
        return
    for item in node:
        yield from _positions(item)

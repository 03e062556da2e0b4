"""What `luotu locate` is asked: names, a table of names, or points; each with where it lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.errors import BadCoordinates
from geo.models import Candidate, Location, Precision
from projects.pipeline import locate_all
from projects.tables import read_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.boundaries import Boundaries
    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from geo.points import CountyIndex

__all__ = ["locate_names", "locate_points", "named_rows", "point"]

_INSIDE, _NEAR = 1.0, 0.5
_SIDES = (-0.001, 0.0, 0.001)
"""Degrees: the polygons are simplified by as much (data/boundaries/README.md)."""
_Found = tuple[str, Location]


def named_rows(
    names: Sequence[str] | None,
    file: Path | None,
    column: str | None,
    within_column: str | None,
) -> list[tuple[str, str]]:
    """Return names and their scopes, given or read from a table; "" is no scope.

    Raises
    ------
    ProjectsError
        If the table cannot be read or lacks a column.
    """
    if not file or not column:
        return [(name, "") for name in names or ()]
    cells = read_columns(file, [column, within_column] if within_column else [column])
    return [(row[0], row[1] if within_column else "") for row in cells]


def locate_names(
    rows: Sequence[tuple[str, str]], *, within: str | None, gazetteer: Gazetteer
) -> Iterator[_Found]:
    """Locate names, each in its own scope or else in `within`.

    Raises
    ------
    GeoError
        At once, if `within` is no place or several.
    """
    from geo.geocoder import Geocoder

    if within:
        gazetteer.divisions.resolve(within)  # refused at once, not once per name
    scoped = [(name, scope or within or "") for name, scope in rows]
    return locate_all(scoped, geocoder=Geocoder(gazetteer), divisions=gazetteer.divisions)


def point(text: str) -> tuple[float, float]:
    """Read "112.9,28.2": longitude and latitude, or easting and northing.

    Raises
    ------
    BadCoordinates
        If it is not two numbers.
    """
    try:
        x, y = map(float, re.split(r"\s*[,\uff0c;\uff1b\s]\s*", text.strip()))
    except ValueError as exc:
        message = f'"{text}" is no point. Write longitude,latitude in degrees: 112.9,28.2.'
        raise BadCoordinates(message) from exc
    return x, y


def locate_points(texts: Iterable[str], *, crs: str, boundaries: Boundaries) -> Iterator[_Found]:
    """Locate points one by one.

    Yields
    ------
    The text and its location, in order: precision site; confidence 1 inside the county, 0.5 where
    the county is only the nearest or another is within about 100 m.

    Raises
    ------
    BadCoordinates
        At the first that is no point or lies in no county.
    UnknownCrs
        If `crs` cannot be read.
    """
    from geo.points import CountyIndex

    index = CountyIndex(boundaries)
    for text in texts:
        x, y = point(text)
        adcode, metres = index.locate_one(x, y, crs=crs)
        name = index.name(adcode)
        reason = f"{metres:,.0f} m outside {name}, the nearest county" if metres else f"in {name}"
        others = () if metres else _others(index, x, y, crs=crs, adcode=adcode)
        if others:
            reason += f", its border with {'、'.join(c.name for c in others)} within about 100 m"
        yield (
            text,
            Location(
                counties=(adcode,),
                precision=Precision.SITE,
                confidence=_NEAR if metres or others else _INSIDE,
                candidates=others,
                reason=f"{reason} ({crs})",
            ),
        )


def _others(
    index: CountyIndex, x: float, y: float, *, crs: str, adcode: Adcode
) -> tuple[Candidate, ...]:
    """Return the other counties within the error of the polygons, which are simplified."""
    from geo.crs import to_wgs84

    (lon,), (lat,) = to_wgs84([x], [y], crs)
    around = [(lon + dx, lat + dy) for dx in _SIDES for dy in _SIDES if dx or dy]
    found = index.locate(*zip(*around, strict=True))
    names = {code: index.name(code) for code in found.adcodes if code not in (None, adcode)}
    return tuple(Candidate(c, name, "within about 100 m", 0.0) for c, name in names.items())

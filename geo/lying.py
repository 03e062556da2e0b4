"""In which counties a point, line or area lies, and whether it keeps to those it is said to be in.

County polygons are simplified by about 100 m (data/boundaries/README.md): what is as near to a
county as that lies in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.models import Adcode

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.boundaries import Boundaries

__all__ = ["Laid", "laid"]

_BLUR = 0.001  # degrees
_NEAR = 0.01  # degrees: a point off a generalised coast is given the nearest county
_LEAST = 0.01  # share of a line or area below which it only grazes a county


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a shape lies.

    `counties` are those it lies in, the one with most of it first; none out at sea or abroad.
    `is_off` says that it leaves the counties it was held against, of which there was one or more.
    """

    counties: tuple[Adcode, ...]
    is_off: bool


def laid(
    geometry: tuple[str, Any], stated: Collection[str], boundaries: Boundaries
) -> Laid:  # fmt: skip
    """Find the counties of a shape, and hold it against those that are stated.

    Parameters
    ----------
    geometry
        GeoJSON's type and coordinates, degrees of EPSG:4490.
    stated
        The counties it should lie in; empty where none is known. One without a polygon in this
        edition cannot be judged, and then nothing is off.
    boundaries
        The county polygons.
    """
    import shapely
    from shapely.geometry import shape

    made = shape({"type": geometry[0], "coordinates": geometry[1]})
    if not made.is_valid:
        made = shapely.make_valid(made)
    frame = boundaries.counties()
    counties = _met(made, frame)
    if not stated or not set(stated) <= set(frame["adcode"]):
        return Laid(counties, is_off=False)
    own = shapely.union_all(frame.loc[frame["adcode"].isin(set(stated)), "geometry"].to_numpy())
    if made.geom_type.endswith("Point"):
        return Laid(counties, is_off=not shapely.dwithin(own, made, _BLUR))
    outside = shapely.difference(made, shapely.buffer(own, _BLUR))
    return Laid(counties, is_off=bool(_size(outside) > _LEAST * _size(made)))


def _met(made: Any, frame: Any) -> tuple[Adcode, ...]:  # noqa: ANN401 - shapely, geopandas
    """Return the counties with more than a graze of the shape, the largest part first."""
    import shapely

    rows = frame.sindex.query(made, predicate="intersects")
    if not len(rows) and made.geom_type.endswith("Point"):
        rows = frame.sindex.query(made, predicate="dwithin", distance=_NEAR)
        rows = sorted(rows, key=lambda row: made.distance(frame.geometry.iloc[row]))[:1]
    whole = _size(made)
    parts = {
        Adcode(frame["adcode"].iloc[row]): _size(
            shapely.intersection(made, frame.geometry.iloc[row])
        )
        for row in rows
    }
    kept = [code for code, part in parts.items() if not whole or part > _LEAST * whole]
    return tuple(sorted(kept, key=lambda code: (-parts[code], code)))


def _size(shape: Any) -> float:  # noqa: ANN401 - shapely
    """Return the area of an area or the length of a line, in degrees; 0 of a point."""
    return float(shape.area or shape.length)

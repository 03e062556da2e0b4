"""Whether an edition sits beside where the counties are: what no file says of itself.

GCJ-02, the shifted coordinates of web maps, is stored as if it were WGS84. What gives it away is
that all counties lie several hundred metres from another edition's, in the same direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.shifts import bd09_to_wgs84, gcj02_to_wgs84

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

__all__ = ["Shift", "find_shift", "follows_when_undone"]

_METRES = 111_195.0
"""One degree of a great circle."""

_LIKE = 0.02
"""Counties whose areas differ by more than this share were drawn differently and tell nothing."""

_FEWEST = 3
_SMALLEST = 300.0
"""Of 331 prefectures of Tianditu's layer none is so far from AMap's and as even as asked here."""

_SLIGHT, _UNDONE = 150.0, 0.6
"""Counties this far off, metres, are in a shifted system if undoing it leaves that share of it."""

_EVEN = 0.5
"""Half of the counties must lie closer to the common shift than this share of it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """All counties lie `metres` off, `east` and `north` of where they should; by `counties`.

    `system` is "GCJ-02" or "BD-09" where undoing its shift puts them in their place, else "".
    """

    metres: float
    east: float
    north: float
    counties: int
    system: str = ""


_BESIDE = 0.0012
"""Degrees, about 120 m: so far may a border lie from the same border simplified at 0.001°."""

_SAMPLE, _FOLLOWING, _TIMES = 2000, 0.04, 3.0
"""Vertices examined; which share of them follows borders; how many times more when undone."""


def follows_when_undone(
    geometries: Sequence[shapely.Geometry], counties: Sequence[shapely.Geometry]
) -> bool:
    """Tell whether shapes follow county borders only when GCJ-02's shift is undone.

    Layers of offices are cut at county borders, or run along the same rivers; one in GCJ-02 does
    so some 500 m beside. Where nothing follows a border nothing can be told, and the answer is no.

    Parameters
    ----------
    geometries
        Lines or polygons, in degrees.
    counties
        Polygons whose place is known, in degrees.
    """
    points = shapely.get_coordinates(np.array(geometries, dtype=object))
    points = points[:: max(1, len(points) // _SAMPLE)]
    borders = shapely.boundary(np.array(counties, dtype=object))
    if not len(points) or not len(borders):
        return False
    lon, lat = gcj02_to_wgs84(points[:, 0], points[:, 1])
    now, undone = (_following(p, borders) for p in (points, np.column_stack([lon, lat])))
    return undone >= _FOLLOWING and undone > _TIMES * now


def _following(points: Points, borders: npt.NDArray[np.object_]) -> float:
    """Return which share of the points lies beside a border."""
    found = shapely.STRtree(borders).query(
        shapely.points(points), predicate="dwithin", distance=_BESIDE
    )
    return len(np.unique(found[0])) / len(points)


def find_shift(
    codes: Sequence[str],
    geometries: Sequence[shapely.Geometry],
    other_codes: Sequence[str],
    others: Sequence[shapely.Geometry],
) -> Shift | None:
    """Compare the centres of counties that both editions draw alike.

    Parameters
    ----------
    codes, geometries
        The edition in question, in degrees.
    other_codes, others
        One whose place is known.

    Returns
    -------
    Shift or None
        None where fewer than three counties can be compared, or they do not all lie off alike.
    """
    known = dict(zip(other_codes, others, strict=True))
    pairs = [(g, known[c]) for c, g in zip(codes, geometries, strict=True) if c in known]
    mine, theirs = (np.array([pair[i] for pair in pairs], dtype=object) for i in (0, 1))
    alike = np.abs(shapely.area(mine) / shapely.area(theirs) - 1) < _LIKE
    if alike.sum() < _FEWEST:
        return None
    here = shapely.get_coordinates(shapely.centroid(mine[alike]))
    there = shapely.get_coordinates(shapely.centroid(theirs[alike]))
    metres = _apart(here, there)
    east, north = np.median(metres, axis=0)
    size = float(np.hypot(east, north))
    rest = float(np.median(np.hypot(metres[:, 0] - east, metres[:, 1] - north)))
    system = _system(here, there)
    if (size < _SMALLEST or rest > _EVEN * size) and not system:
        return None
    return Shift(size, float(east), float(north), int(alike.sum()), system)


def _apart(here: Points, there: Points) -> Points:
    """Return how far points lie east and north of others, metres, shape (n, 2)."""
    metres: Points = (here - there) * _METRES
    metres[:, 0] *= np.cos(np.radians(there[:, 1]))
    return metres


def _system(here: Points, there: Points) -> str:
    """Name the shifted system whose undoing leaves the least, if that is much less than before."""
    before = float(np.median(np.hypot(*_apart(here, there).T)))
    left = {}
    for name, undone in (("GCJ-02", gcj02_to_wgs84), ("BD-09", bd09_to_wgs84)):
        lon, lat = undone(here[:, 0], here[:, 1])
        back = np.column_stack([lon, lat])
        left[name] = float(np.median(np.hypot(*_apart(back, there).T)))
    best = min(left, key=lambda name: left[name])
    return best if before > _SLIGHT and left[best] < _UNDONE * before else ""

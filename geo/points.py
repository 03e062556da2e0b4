"""Points → counties, by point in polygon: one or a million, each row with what is wrong with it.

A point on a border that counties share is given the lowest adcode of them. A point in no county
but within `NEAR` metres of one, off a generalised coast or a new quay, is given the nearest county,
with the distance. Everything else stays open, and `PointFault` says why; nothing is put right in
silence, swapped coordinates neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import to_wgs84
from geo.errors import BadCoordinates, UnknownPlace
from geo.measures import geodesic_distance

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.boundaries import Boundaries
    from geo.models import Adcode

    Floats = npt.NDArray[np.float64]
    Objects = npt.NDArray[np.object_]

__all__ = [
    "NEAR",
    "CountyIndex",
    "LocatedPoints",
    "PointFault",
    "described",
    "locate_points",
]

NEAR = 1_000.0
"""Metres from a county within which a point outside all of them is given to the nearest."""


class PointFault(StrEnum):
    """Why a row has no county."""

    MISSING = "missing"
    OUT_OF_RANGE = "out_of_range"
    SWAPPED = "swapped"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class LocatedPoints:
    """What was found for n points; all arrays have shape (n,).

    `lon`, `lat` are WGS 84 degrees. `adcodes` holds an Adcode or None. `metres` is 0 inside the
    county, the distance to it where it is only near, NaN where there is none. `faults` holds a
    PointFault where `adcodes` has None, else None.
    """

    lon: Floats
    lat: Floats
    adcodes: Objects
    metres: Floats
    faults: Objects


def locate_points(
    lon: npt.ArrayLike, lat: npt.ArrayLike, boundaries: Boundaries, *, crs: str = "EPSG:4326"
) -> Objects:
    """Return the county of each point.

    Parameters
    ----------
    lon, lat
        Shape (n,): degrees or, in a projected system, easting and northing in metres.
    boundaries
        The county polygons.
    crs
        "EPSG:4326" (taken as the same as CGCS2000), "GCJ-02", "BD-09" or an EPSG code.

    Returns
    -------
    array of shape (n,)
        Adcode, or None where the point has no county; `CountyIndex.locate` says why.

    Raises
    ------
    UnknownCrs
        If the system cannot be read.
    """
    return CountyIndex(boundaries).locate(lon, lat, crs=crs).adcodes


class CountyIndex:
    """The counties of an edition, made ready for many questions. Keep one for several tables."""

    def __init__(self, boundaries: Boundaries) -> None:
        import shapely

        frame = boundaries.counties().sort_values("adcode", ignore_index=True)
        self._adcodes: Objects = frame["adcode"].to_numpy(dtype=object)
        self._polygons: Objects = frame.geometry.to_numpy().astype(object)
        self._tree = shapely.STRtree(self._polygons)

    def locate(
        self, x: npt.ArrayLike, y: npt.ArrayLike, *, crs: str = "EPSG:4326"
    ) -> LocatedPoints:
        """Return county, distance and fault of each point; see `locate_points`."""
        given_x, given_y = _flat(x), _flat(y)
        lon, lat = to_wgs84(given_x, given_y, crs)
        rows, metres = self._nearest(lon, lat)
        faults = np.full(len(lon), None, dtype=object)
        for row in np.flatnonzero(rows < 0):
            faults[row] = self._fault(given_x[row], given_y[row], crs)
        adcodes = np.where(rows < 0, None, self._adcodes[rows])
        return LocatedPoints(lon, lat, adcodes, metres, faults)

    def locate_one(self, x: float, y: float, *, crs: str = "EPSG:4326") -> tuple[Adcode, float]:
        """Return the county of one point and the metres to it, 0 when it lies inside.

        Raises
        ------
        BadCoordinates
            If the point has no county; says whether it is swapped, out of range or outside.
        """
        found = self.locate([x], [y], crs=crs)
        if (fault := found.faults[0]) is not None:
            raise BadCoordinates(described(fault, x, y, crs))
        return found.adcodes[0], float(found.metres[0])

    def distance_to(self, adcode: str, lon: npt.ArrayLike, lat: npt.ArrayLike) -> Floats:
        """Return the geodesic metres from WGS 84 points to a county, 0 inside it.

        Raises
        ------
        UnknownPlace
            If the edition has no such county.
        """
        import shapely

        row = int(np.searchsorted(self._adcodes, adcode))
        if row == len(self._adcodes) or self._adcodes[row] != adcode:
            message = f"{adcode} is no county of this edition. Use a six-digit code of today's."
            raise UnknownPlace(message)
        points = shapely.points(_flat(lon), _flat(lat))
        return _metres(points, np.full(len(points), self._polygons[row], dtype=object))

    def _nearest(self, lon: Floats, lat: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
        import shapely

        rows = np.full(len(lon), -1)
        points = shapely.points(lon, lat)
        which, county = self._tree.query(points, predicate="intersects")
        order = np.lexsort((-county, which))
        rows[which[order]] = county[order]
        metres = np.where(rows < 0, np.nan, 0.0)
        return rows, metres

    def _fault(self, x: float, y: float, crs: str) -> PointFault:
        if np.isnan(x) or np.isnan(y):
            return PointFault.MISSING
        lon, lat = to_wgs84(x, y, crs)
        other = to_wgs84([y], [x], crs)
        if self._nearest(other.lon, other.lat)[0][0] >= 0:
            return PointFault.SWAPPED
        if abs(lat) <= 90 and abs(lon) <= 180:  # noqa: PLR2004 - degrees of the globe
            return PointFault.OUTSIDE
        return PointFault.OUT_OF_RANGE


def _metres(points: Objects, polygons: Objects) -> Floats:
    import shapely

    lines = shapely.shortest_line(points, polygons)
    ends = shapely.get_coordinates(lines).reshape(-1, 4)
    return geodesic_distance(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])


def _flat(values: npt.ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=float)).ravel()


def described(fault: PointFault, x: float, y: float, crs: str) -> str:
    """Return one line that tells a person what is wrong with a point and what to do."""
    said = f"{x:g}, {y:g} ({crs})"
    return {
        PointFault.MISSING: f"{said} lacks a number. Give longitude and latitude.",
        PointFault.SWAPPED: f"{said}: longitude and latitude are swapped. Give {y:g}, {x:g}.",
        PointFault.OUT_OF_RANGE: f"{said} is no place on earth. Give degrees, longitude first.",
        PointFault.OUTSIDE: f"{said} lies in no county of China. Check the coordinate system.",
    }[fault]

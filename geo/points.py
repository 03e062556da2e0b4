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
    Rows = npt.NDArray[np.int64]
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
_NEAR_DEGREES = 0.016  # holds NEAR at any latitude of China
_ROUND = np.array([-1, -1, 1, 1]) * _NEAR_DEGREES
_MOST_EAST, _MOST_NORTH = 180, 90


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
        self._names = dict(zip(self._adcodes, frame["name"], strict=True))
        self._polygons: Objects = np.asarray(frame.geometry.array, dtype=object)
        self._boxes: Floats = shapely.bounds(self._polygons)
        # Prepared polygons keep their edges in order, so that a point is held against a few only.
        shapely.prepare(self._polygons)

    def name(self, adcode: str) -> str:
        """Return a county's name as its polygon has it, without what it belongs to."""
        return str(self._names[adcode])

    def locate(
        self, x: npt.ArrayLike, y: npt.ArrayLike, *, crs: str = "EPSG:4326"
    ) -> LocatedPoints:
        """Return county, distance and fault of each point; see `locate_points`."""
        given_x, given_y = _flat(x), _flat(y)
        lon, lat = to_wgs84(given_x, given_y, crs)
        rows = self._containing(lon, lat)
        metres = np.where(rows < 0, np.nan, 0.0)
        self._add_near(lon, lat, rows, metres)
        adcodes, faults = np.full((2, len(lon)), None, dtype=object)
        found = rows >= 0
        adcodes[found] = self._adcodes[rows[found]]
        swapped = self._containing(*to_wgs84(given_y[~found], given_x[~found], crs)) >= 0
        faults[~found] = _faults(lon[~found], lat[~found], swapped=swapped)
        faults[np.isnan(given_x) | np.isnan(given_y)] = PointFault.MISSING
        return LocatedPoints(lon, lat, adcodes, metres, faults)

    def locate_one(self, x: float, y: float, *, crs: str = "EPSG:4326") -> tuple[Adcode, float]:
        """Return the county of one point and the metres to it, 0 when it lies inside.

        Raises
        ------
        BadCoordinates
            If the point has no county; says whether it is swapped, out of range or outside.
        UnknownCrs
            If the system cannot be read.
        """
        found = self.locate([x], [y], crs=crs)
        if (fault := found.faults[0]) is not None:
            raise BadCoordinates(described(fault, x, y, crs))
        return found.adcodes[0], float(found.metres[0])

    def distance_to(self, adcode: str, lon: npt.ArrayLike, lat: npt.ArrayLike) -> Floats:
        """Return the geodesic metres from WGS 84 points, shape (n,), to a county; 0 inside it.

        NaN where a point is NaN. The nearest point is sought in degrees that are scaled at the
        county's latitude: the distance is never too short, and too long by 1 % at most within
        300 km.

        Raises
        ------
        UnknownPlace
            If the edition has no such county.
        """
        row = int(np.searchsorted(self._adcodes, adcode))
        if row == len(self._adcodes) or self._adcodes[row] != adcode:
            message = f"{adcode} is no county of these polygons. Use a code of today's counties."
            raise UnknownPlace(message)
        return self._metres(row, _flat(lon), _flat(lat))

    def _containing(self, lon: Floats, lat: Floats) -> Rows:
        """Return the row of each point's county, -1 where it lies in none.

        Counties are gone through from the last to the first: the lowest code has the last word.
        """
        import shapely

        rows = np.full(len(lon), -1)
        points = _ByLongitude(lon, lat)
        for row in range(len(self._boxes) - 1, -1, -1):
            picked = points.within(self._boxes[row])
            if len(picked):
                hit = shapely.intersects_xy(self._polygons[row], lon[picked], lat[picked])
                rows[picked[hit]] = row
        return rows

    def _add_near(self, lon: Floats, lat: Floats, rows: Rows, metres: Floats) -> None:
        """Give points in no county to the nearest one within `NEAR`, with the metres to it."""
        import shapely

        open_ = np.flatnonzero(rows < 0)
        points = _ByLongitude(lon[open_], lat[open_])
        for row, box in enumerate(self._boxes):
            picked = open_[points.within(box + _ROUND)]
            if not len(picked):
                continue
            close = shapely.points(lon[picked], lat[picked])
            picked = picked[shapely.dwithin(self._polygons[row], close, _NEAR_DEGREES)]
            far = self._metres(row, lon[picked], lat[picked])
            better = (far <= NEAR) & ~(far >= metres[picked])
            rows[picked[better]], metres[picked[better]] = row, far[better]

    def _metres(self, row: int, lon: Floats, lat: Floats) -> Floats:
        import shapely

        metres = np.full(len(lon), np.nan)
        known = np.isfinite(lon) & np.isfinite(lat)
        _, south, _, north = self._boxes[row]
        scale = np.array([np.cos(np.radians((south + north) / 2)), 1.0])
        polygon = shapely.transform(self._polygons[row], lambda places: places * scale)
        shapely.prepare(polygon)
        points = shapely.points(lon[known] * scale[0], lat[known])
        ends = shapely.get_coordinates(shapely.shortest_line(polygon, points)).reshape(-1, 4)
        metres[known] = geodesic_distance(*(ends / np.tile(scale, 2)).T)
        return metres


def _faults(lon: Floats, lat: Floats, *, swapped: npt.NDArray[np.bool_]) -> Objects:
    faults = np.full(len(lon), PointFault.OUTSIDE, dtype=object)
    on_earth = (np.abs(lon) <= _MOST_EAST) & (np.abs(lat) <= _MOST_NORTH)
    faults[~on_earth] = PointFault.OUT_OF_RANGE
    faults[swapped] = PointFault.SWAPPED
    return faults


class _ByLongitude:
    """Points in the order of their longitudes, so that a box is a slice of them."""

    def __init__(self, lon: Floats, lat: Floats) -> None:
        self._order: Rows = np.argsort(lon)
        self._lon, self._lat = lon[self._order], lat[self._order]

    def within(self, box: Floats) -> Rows:
        """Return the indices of the points in a box (west, south, east, north)."""
        west, south, east, north = box
        first = np.searchsorted(self._lon, west, "left")
        last = np.searchsorted(self._lon, east, "right")
        lat, order = self._lat[first:last], self._order[first:last]
        return np.compress((lat >= south) & (lat <= north), order)


def _flat(values: npt.ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(values, dtype=float)).ravel()


def described(fault: PointFault, x: float, y: float, crs: str) -> str:
    """Return one line that tells a person what is wrong with a point and what to do."""
    said = f"{x:.10g}, {y:.10g} ({crs})"
    return {
        PointFault.MISSING: f"{said} lacks a number. Give longitude and latitude.",
        PointFault.SWAPPED: f"{said}: longitude and latitude are swapped. Give {y:.10g}, {x:.10g}.",
        PointFault.OUT_OF_RANGE: f"{said} is no place on earth. Give degrees, longitude first.",
        PointFault.OUTSIDE: f"{said} lies in no county of China. Check the coordinate system.",
    }[fault]

"""Areas and lengths on the ellipsoid of CGCS2000, by pyproj.Geod (GeographicLib)."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyproj

    Floats = npt.NDArray[np.float64]

__all__ = ["geodesic_area", "geodesic_distance", "geodesic_length"]


@lru_cache(maxsize=1)
def _geod() -> pyproj.Geod:
    import pyproj

    return pyproj.Geod(a=6378137.0, rf=298.257222101)


def geodesic_area(geometries: npt.ArrayLike) -> Floats:
    """Return areas in km².

    Parameters
    ----------
    geometries
        Shapely geometries in degrees, shape (n,); of several parts, with holes, wound either way,
        None or empty. Lines and points have no area.

    Returns
    -------
    array of shape (n,)
    """
    import shapely

    shapes = np.asarray(geometries, dtype=object).ravel()
    polygons, owners = shapely.get_parts(shapes, return_index=True)
    is_area = shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON
    polygons, owners = polygons[is_area], owners[is_area]
    sums = np.zeros(len(shapes))
    outer = shapely.get_exterior_ring(polygons)
    np.add.at(sums, owners, _ring_areas(outer))
    holes, of = shapely.get_rings(polygons, return_index=True)
    first = np.ones(len(of), dtype=bool)
    first[1:] = of[1:] != of[:-1]
    np.subtract.at(sums, owners[of[~first]], _ring_areas(holes[~first]))
    return sums / 1e6


def _ring_areas(rings: npt.NDArray[np.object_]) -> Floats:
    import shapely

    points, of = shapely.get_coordinates(rings, return_index=True)
    ends = np.searchsorted(of, np.arange(len(rings) + 1))
    areas = [
        abs(_geod().polygon_area_perimeter(points[a:b, 0], points[a:b, 1])[0])
        for a, b in itertools.pairwise(ends)
    ]
    return np.array(areas, dtype=float)


def geodesic_length(geometries: npt.ArrayLike) -> Floats:
    """Return lengths in km of lines; of a polygon the length of all its rings.

    Parameters
    ----------
    geometries
        Shapely geometries in degrees, shape (n,); of several parts, None or empty.

    Returns
    -------
    array of shape (n,)
    """
    import shapely

    shapes = np.asarray(geometries, dtype=object).ravel()
    parts, owners = shapely.get_parts(shapes, return_index=True)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, of = shapely.get_rings(parts[is_area], return_index=True)
    lines = np.concatenate([parts[~is_area], rings])
    owners = np.concatenate([owners[~is_area], owners[is_area][of]])
    points, line = shapely.get_coordinates(lines, return_index=True)
    together = line[1:] == line[:-1]
    start, end = points[:-1][together], points[1:][together]
    metres = geodesic_distance(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return np.bincount(owners[line[1:][together]], metres, minlength=len(shapes)) / 1000


def geodesic_distance(
    lon: npt.ArrayLike, lat: npt.ArrayLike, to_lon: npt.ArrayLike, to_lat: npt.ArrayLike
) -> Floats:
    """Return the distances in metres between pairs of points in degrees, of one shape."""
    pairs = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (lon, lat, to_lon, to_lat))
    )
    a, b, c, d = (np.array(values) for values in pairs)
    return np.asarray(_geod().inv(a, b, c, d)[2], dtype=np.float64)

"""Outlines of a coverage of counties: where provinces meet, and where China ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["Outlines", "outlines"]

NEAR = 0.05
"""An edge closer than this to an undetermined border, degrees, is that border's."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """`national`: coast and settled land border; `province`: edges between two provinces."""

    national: shapely.Geometry
    province: shapely.Geometry


def outlines(counties: gpd.GeoDataFrame, undetermined: shapely.Geometry) -> Outlines:
    """Return the outer and inner edges of the provinces.

    Parameters
    ----------
    counties
        A valid coverage with the column province_code: its neighbours share their vertices.
    undetermined
        Borders that are drawn apart, and left out of `national`.
    """
    provinces = counties[["province_code", "geometry"]].dissolve("province_code", method="coverage")
    edges = _edges(provinces.geometry.to_numpy())
    # The same edge seen from both sides has the same key once its ends are put in order.
    ends = np.sort(edges[:, :, 0] + 1j * edges[:, :, 1], axis=1)
    _, index, times = np.unique(ends, axis=0, return_index=True, return_counts=True)
    outer = shapely.linestrings(edges[index[times == 1]])
    inner = shapely.linestrings(edges[index[times > 1]])
    zone = shapely.buffer(undetermined, NEAR)
    shapely.prepare(zone)
    outer = outer[~shapely.intersects(zone, outer)]
    return Outlines(national=_merge(outer), province=_merge(inner))


def _edges(geometries: shapely.Geometry) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return every edge of every ring, shape (n, 2, 2)."""
    rings = shapely.get_rings(shapely.get_parts(geometries))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return np.stack([points[:-1][same], points[1:][same]], axis=1)


def _merge(lines: shapely.Geometry) -> shapely.Geometry:
    return shapely.line_merge(shapely.multilinestrings(lines))

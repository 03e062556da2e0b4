"""The ground of a map: polygons and lines in a metric projection, cut to a frame.

A city or county is drawn in CGCS2000's Gauss-Kruger zone that holds most of it, what is wider than
three zones and the whole country in Albers' equal-area conic. All lengths are metres of that
projection; `Ground.true` turns them into metres on the ground at the middle of the frame.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import albers, best_zone
from layers.briefing.model import Brief, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import numpy.typing as npt
    import pyproj

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.models import Adcode

    Shapes = npt.NDArray[np.object_]

__all__ = [
    "Ground",
    "Window",
    "ground_of",
    "has_south_sea",
    "is_far_off",
    "province_ground",
    "south_sea",
]

SANSHA, HAINAN = "460300", "460000"
_SEA = (106.6, 2.7, 121.9, 24.4)
"""Degrees: the South China Sea inset, with all dashes but the one east of Taiwan."""
_WIDEST = 9.0  # degrees: three zones
_MARGIN = 0.055  # of a place's size, around it
_NARROW, _EAST = 1.45, 0.16
_DENSE = 48  # points on each side of a frame in degrees, whose sides are curves
_LINES = ("sar", "undetermined", "national", "dash")


@dataclass(frozen=True, slots=True)
class Window:
    """What of the projection a frame shows, in its metres."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, bounds: Iterable[float], aspect: float, margin: float = _MARGIN) -> Window:
        """Hold the bounds with a margin, as wide as `aspect` times its height."""
        x0, y0, x1, y1 = bounds
        wide, high = (x1 - x0) * (1 + 2 * margin), (y1 - y0) * (1 + 2 * margin)
        wide, high = max(wide, high * aspect), max(high, wide / aspect)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return cls(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return (x0, y0, x1, y1)."""
        return self.x0, self.y0, self.x1, self.y1


@dataclass(frozen=True)
class Ground:
    """Projected counties of a frame; `mine` tells which belong to the place drawn, shape (n,).

    `lines` are national lines by kind, each drawn in its own way.
    """

    crs: pyproj.CRS
    window: Window
    counties: gpd.GeoDataFrame
    mine: npt.NDArray[np.bool_]
    lines: dict[str, shapely.Geometry]

    def project(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a place's position, metres."""
        x, y = _transformer(self.crs).transform(lon, lat)
        return float(x), float(y)

    @cached_property
    def true(self) -> float:
        """Metres on the ground to a metre of the projection, from west to east at the middle."""
        from pyproj import Geod

        step = (self.window.x1 - self.window.x0) / 200
        x, y = self._middle
        back = _transformer(self.crs)
        west = back.transform(x - step, y, direction="INVERSE")
        east = back.transform(x + step, y, direction="INVERSE")
        return float(Geod(ellps="GRS80").inv(*west, *east)[2]) / (2 * step)

    @cached_property
    def north(self) -> float:
        """The direction of north at the middle, degrees clockwise from straight up."""
        transformer = _transformer(self.crs)
        lon, lat = transformer.transform(*self._middle, direction="INVERSE")
        x0, y0 = transformer.transform(lon, lat)
        x1, y1 = transformer.transform(lon, lat + 0.01)
        return float(np.degrees(np.arctan2(x1 - x0, y1 - y0)))

    @property
    def _middle(self) -> tuple[float, float]:
        w = self.window
        return (w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2

    def borders(self, column: str) -> shapely.Geometry:
        """Return the outlines of all groups of counties that have a column's value in common."""
        codes = self.counties[column].to_numpy("object")
        own = self.counties["adcode"].to_numpy("object")
        codes = np.array([c or o for c, o in zip(codes, own, strict=True)], dtype=object)
        _, number = np.unique(codes.astype(str), return_inverse=True)
        shapes = self.counties.geometry.to_numpy()
        found = [
            shapely.boundary(shapely.coverage_union_all(shapes[number == row]))
            for row in range(number.max() + 1 if len(number) else 0)
        ]
        return shapely.multilinestrings(shapely.get_parts(found))

    def generalised(self, metres: float) -> Ground:
        """Return the ground without what is smaller than `metres`; neighbours keep their borders.

        Polygons are simplified as one coverage, so that no gap opens between two of them.
        """
        shapes = shapely.coverage_simplify(self.counties.geometry.to_numpy(), metres)
        lines = {kind: shapely.simplify(shape, metres) for kind, shape in self.lines.items()}
        return replace(self, counties=self.counties.set_geometry(shapes, crs=self.crs), lines=lines)

    def outline(self) -> shapely.Geometry:
        """Return the place itself, as one polygon."""
        return shapely.coverage_union_all(self.counties.geometry.to_numpy()[self.mine])


def ground_of(brief: Brief, aspect: float) -> Ground:
    """Return the ground of a brief's place in a frame `aspect` times as wide as high."""
    boundaries, divisions = brief.boundaries, brief.divisions
    mine = divisions.counties(brief.place) if brief.place else None
    if brief.scope is Scope.NATION:
        frame = boundaries.overview()
        crs = albers()
    else:
        frame = boundaries.counties(_main(mine or (), divisions))
        crs = _metric(frame.geometry.to_numpy())
    held = frame[~frame["adcode"].str.startswith(SANSHA[:4])] if mine is None else frame
    x0, y0, x1, y1 = held.geometry.to_crs(crs).total_bounds
    if mine is None and aspect < _NARROW:
        x1 += _EAST * (x1 - x0)  # the inset has its usual corner, beside Taiwan and not upon it
    window = Window.around((x0, y0, x1, y1), aspect)
    return _ground(boundaries, crs, window, frozenset(mine) if mine else None)


def south_sea(brief: Brief, aspect: float) -> Ground:
    """Return the ground of the South China Sea inset."""
    crs = albers()
    box = shapely.segmentize(shapely.box(*_SEA), 0.5)
    x, y = _transformer(crs).transform(*shapely.get_coordinates(box).T)
    window = Window.around((min(x), min(y), max(x), max(y)), aspect, 0.0)
    mine = brief.divisions.counties(brief.place) if brief.place else None
    return _ground(brief.boundaries, crs, window, frozenset(mine) if mine else None, coarse=False)


def province_ground(brief: Brief, least: float, most: float) -> Ground:
    """Return the ground of the locator: the province of a city, or China for a province.

    Its window is as wide to its height as the province is, but within `least` and `most`.
    """
    divisions, boundaries = brief.divisions, brief.boundaries
    place = brief.place
    if place is None or is_far_off(brief):
        crs = albers()
        frame = boundaries.overview()
    else:
        codes = _main(divisions.counties(divisions.province_of(place)), divisions)
        frame = boundaries.overview(codes)
        crs = _metric(frame.geometry.to_numpy())
    shown = frame.to_crs(crs)
    x0, y0, x1, y1 = shown.total_bounds
    aspect = min(max((x1 - x0) / (y1 - y0), least), most)
    if place is None or is_far_off(brief):
        lines = _lines(boundaries, crs, None)
        everything = [x0, y0, x1, y1, *shapely.bounds(lines["dash"])]
        xs, ys = everything[0::2], everything[1::2]
        window = Window.around((min(xs), min(ys), max(xs), max(ys)), aspect, 0.02)
    else:
        lines, window = {}, Window.around((x0, y0, x1, y1), aspect, 0.04)
    inside = frozenset(divisions.counties(place))
    mine = shown["adcode"].isin(inside).to_numpy(dtype=bool)
    return Ground(crs, window, shown, mine, lines)


def is_far_off(brief: Brief) -> bool:
    """Tell whether a place is shown in the country, not in its province: a province or 三沙.

    三沙's islands would not be seen in a map of Hainan's main island.
    """
    place = brief.place
    if place is None or brief.scope is Scope.PROVINCE:
        return True
    return SANSHA in (place, brief.divisions.prefecture_of(place))


def has_south_sea(brief: Brief) -> bool:
    """Tell whether the South China Sea inset belongs on the map: the country's and Hainan's."""
    place = brief.place
    return place is None or brief.divisions.province_of(place) == HAINAN


def _main(codes: Iterable[Adcode], divisions: Divisions) -> list[Adcode]:
    """Leave the islands of 三沙 out of what a frame is fitted to, unless they are all there is."""
    codes = list(codes)
    main = [code for code in codes if divisions.prefecture_of(code) != SANSHA]
    return main or codes


def _metric(shapes: Shapes) -> pyproj.CRS:
    import pyproj

    x0, _, x1, _ = shapely.total_bounds(shapes)
    if x1 - x0 > _WIDEST:
        return albers()
    return pyproj.CRS(best_zone(shapes)[0].crs)


def _ground(
    boundaries: Boundaries,
    crs: pyproj.CRS,
    window: Window,
    mine: frozenset[Adcode] | None,
    *,
    coarse: bool = True,
) -> Ground:
    everything = boundaries.overview()
    degrees = _degrees(window, crs)
    near = everything[everything.geometry.intersects(shapely.box(*degrees)).to_numpy()]
    fine = mine is not None or not coarse
    frame = boundaries.counties(list(near["adcode"])) if fine else near
    frame = frame.to_crs(crs).reset_index(drop=True)
    own = frame["adcode"].isin(mine) if mine is not None else frame["adcode"].notna()
    lines = _lines(boundaries, crs, degrees)
    return Ground(crs, window, frame, own.to_numpy(dtype=bool), lines)


def _degrees(window: Window, crs: pyproj.CRS) -> tuple[float, float, float, float]:
    """Return the degrees a window reaches over."""
    west, south, east, north = _transformer(crs).transform_bounds(
        *window.bounds, direction="INVERSE", densify_pts=_DENSE
    )
    return west, south, east, north


def _lines(
    boundaries: Boundaries, crs: pyproj.CRS, degrees: tuple[float, float, float, float] | None
) -> dict[str, shapely.Geometry]:
    frame = boundaries.national_lines()
    found = {}
    for kind in _LINES:
        shapes = frame.geometry.to_numpy()[(frame["kind"] == kind).to_numpy()]
        if degrees is not None:
            shapes = shapely.clip_by_rect(shapes, *degrees)
        parts = shapely.get_parts(shapes)
        parts = parts[~shapely.is_empty(parts)]
        if len(parts):
            found[kind] = _projected(shapely.multilinestrings(parts), crs)
    return found


def _projected(shape: shapely.Geometry, crs: pyproj.CRS) -> shapely.Geometry:
    transformer = _transformer(crs)
    return shapely.transform(
        shape, lambda points: np.column_stack(transformer.transform(*points.T))
    )


def _transformer(crs: pyproj.CRS) -> pyproj.Transformer:
    import pyproj

    return pyproj.Transformer.from_crs("EPSG:4490", crs, always_xy=True)

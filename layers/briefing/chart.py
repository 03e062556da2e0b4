"""A map on a page: polygons and lines of a ground in a frame, each kind in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from layers.briefing.sheet import INK, PAPER, Box, Sheet

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    import numpy.typing as npt

    from layers.briefing.ground import Ground

    Points = npt.NDArray[np.float64]
    Shapes = npt.NDArray[np.object_]

__all__ = [
    "EMPTY",
    "HATCH",
    "LAND",
    "LINES",
    "NO_DATA",
    "SEA",
    "UNSTATED_FILL",
    "Chart",
    "Pen",
    "slanted",
]

SEA = "#edf2f4"
LAND = "#f6f4ee"
EMPTY = "#ffffff"
NO_DATA = "#ecebe6"
UNSTATED_FILL = "#d5d9dd"
_FINEST = 0.15  # points: what is smaller is not seen, on paper or on a screen
_SEEN = 6.0  # points: a line that is seen
_COAST = 3.0  # least islands: what is nearer to a coast needs no dot
_LEAST_ISLAND = 1.5  # points: what an island is drawn as at least


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: `width` in points of a screen page, `dash` in line widths, () solid."""

    color: str
    width: float
    dash: tuple[float, ...] = ()


LINES: dict[str, Pen] = {
    "national": Pen("#39434d", 1.25),
    "undetermined": Pen("#39434d", 1.1, (3.2, 2.4)),
    "sar": Pen("#5c6670", 0.7, (2.2, 1.8)),
    "dash": Pen("#39434d", 1.6),
    "province": Pen("#717b85", 1.05, (7.0, 2.2, 1.4, 2.2)),
    "prefecture": Pen("#98a1a9", 0.75),
    "county": Pen("#c3c9ce", 0.5),
    "place": Pen(INK, 1.5),
}
"""The borders in their order of weight; the place drawn has an outline of its own."""


HATCH = Pen("#8fa3b5", 0.55)
_SLANT = 4.2  # points of a screen page between two slanted lines


def slanted(box: Box, u: float) -> shapely.Geometry:
    """Return slanted lines over a box, in the same places whatever the box."""
    step = _SLANT * u * 2**0.5
    first, last = box.y0 - box.x1, box.y1 - box.x0
    offsets = np.arange(np.ceil(first / step), np.floor(last / step) + 1) * step
    ends = [[(box.x0, box.x0 + off), (box.x1, box.x1 + off)] for off in offsets]
    return shapely.clip_by_rect(shapely.multilinestrings(ends), *box)


class Chart:
    """A frame on a sheet that shows a ground; positions are points of the page."""

    def __init__(self, sheet: Sheet, frame: Box, ground: Ground, *, layer: float = 1.0) -> None:
        self.sheet, self.frame, self.layer = sheet, frame, layer
        w = ground.window
        self.scale = frame.width / (w.x1 - w.x0)
        self.ground = ground.generalised(_FINEST / self.scale)
        self.drawn: dict[str, Pen] = {}

    def at(self, points: Points) -> Points:
        """Return the page's points of positions in the ground's metres, shape (n, 2)."""
        w, f = self.ground.window, self.frame
        moved: Points = (np.asarray(points, float) - (w.x0, w.y0)) * self.scale + (f.x0, f.y0)
        return moved

    def placed(self, shapes: Any) -> Any:  # noqa: ANN401 - a shape or an array of shapes
        """Return shapes on the page."""
        return shapely.transform(shapes, self.at)

    @cached_property
    def counties(self) -> Shapes:
        """The counties on the page, in the order of the ground's."""
        shapes: Shapes = self.placed(self.ground.counties.geometry.to_numpy())
        return shapes

    @cached_property
    def place(self) -> shapely.Geometry:
        """The place drawn, on the page, generalised to a point."""
        return shapely.simplify(self.placed(self.ground.outline()), 1.0)

    def background(self, color: str = SEA) -> None:
        """Draw the sea and the frame."""
        u = self.sheet.u
        self.sheet.rect(self.frame, facecolor=color, zorder=self.layer)
        self.sheet.rect(
            self.frame, facecolor="none", edgecolor="#8b959e", linewidth=0.7 * u, zorder=6.9
        )

    def fill(self, colors: Sequence[str], *, edge: bool = True) -> None:
        """Fill each county with its colour; islands too small to be seen become dots of it."""
        if edge:
            self.drawn["county"] = LINES["county"]
        from matplotlib.collections import PathCollection

        pen = LINES["county"]
        width = pen.width * self.sheet.u if edge else 0.15
        collection = PathCollection(
            [_path(shape) for shape in self.counties],
            facecolors=list(colors),
            edgecolors=pen.color if edge else list(colors),
            linewidths=width,
            transform=self.sheet.points,
            zorder=self.layer + 0.1,
        )
        self._add(collection)
        self._islands(colors)

    def hatch(self, codes: Container[str]) -> None:
        """Draw slanted lines over counties, one pattern across all of them."""
        rows = [row for row, code in enumerate(self.ground.counties["adcode"]) if code in codes]
        area = shapely.coverage_union_all(self.counties[rows])
        area = shapely.clip_by_rect(area, *self.frame)
        if not rows or shapely.is_empty(area):
            return
        from matplotlib.collections import LineCollection

        drawn = shapely.get_parts(
            shapely.intersection(slanted(Box(*area.bounds), self.sheet.u), area)
        )
        collection = LineCollection(
            [shapely.get_coordinates(part) for part in drawn],
            colors=HATCH.color,
            linewidths=HATCH.width * self.sheet.u,
            transform=self.sheet.points,
            zorder=self.layer + 0.15,
        )
        self._add(collection)

    def lines(self, shape: shapely.Geometry, pen: Pen, *, above: float = 0.3) -> None:
        """Draw lines of the ground."""
        from matplotlib.collections import LineCollection

        parts = shapely.get_parts(self.placed(shape))
        x0, y0, x1, y1 = shapely.bounds(parts).T
        parts = parts[np.maximum(x1 - x0, y1 - y0) > _LEAST_ISLAND * self.sheet.u]
        clipped = shapely.get_parts(shapely.clip_by_rect(parts, *self.frame))
        width = pen.width * self.sheet.u
        collection = LineCollection(
            [shapely.get_coordinates(part) for part in clipped if not part.is_empty],
            colors=pen.color,
            linewidths=width,
            linestyles=[(0, pen.dash)] if pen.dash else "solid",
            capstyle="butt",
            joinstyle="round",
            transform=self.sheet.points,
            zorder=self.layer + above,
        )
        self._add(collection)

    def borders(self, *, far: bool = False) -> None:
        """Draw the hierarchy of borders, the lightest first, and the national lines.

        From `far` off they are thinner, and the place has no outline but the national border.
        """
        thin = 0.55 if far else 1.0
        for level, column, above in (
            ("prefecture", "prefecture_code", 0.31),
            ("province", "province_code", 0.32),
        ):
            lines = self.ground.borders(column)
            pen = LINES[level]
            self.lines(lines, Pen(PAPER, 1.9 * thin * pen.width), above=above - 0.005)
            pen = Pen(pen.color, thin * pen.width, pen.dash)
            self.lines(lines, pen, above=above)
            self._keep(level, lines, pen)
        if not far:
            outline = shapely.boundary(self.ground.outline())
            self.lines(outline, Pen(PAPER, 3.6), above=0.33)
            self.lines(outline, LINES["place"], above=0.34)
        for kind, shape in self.ground.lines.items():
            self.lines(shape, LINES[kind], above=0.36)
            self._keep(kind, shape, LINES[kind])

    def _keep(self, kind: str, shape: shapely.Geometry, pen: Pen) -> None:
        """Remember a kind of line that is seen, for the legend."""
        if shapely.clip_by_rect(self.placed(shape), *self.frame).length > _SEEN * self.sheet.u:
            self.drawn[kind] = pen

    def _islands(self, colors: Sequence[str]) -> None:
        """Draw what is smaller than a dot as a dot."""
        from matplotlib.collections import EllipseCollection

        least = _LEAST_ISLAND * self.sheet.u
        parts, owner = shapely.get_parts(self.counties, return_index=True)
        bounds = shapely.bounds(parts)
        f = self.frame
        across = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
        x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
        inside = (x > f.x0) & (x < f.x1) & (y > f.y0) & (y < f.y1)
        small = np.flatnonzero((across < least) & inside)
        large = parts[across >= _COAST * least]
        small = small[_alone(parts, small, large, _COAST * least)]
        small = _apart(x, y, small, least)
        if not len(small):
            return
        dots = EllipseCollection(
            least,
            least,
            0,
            units="points",
            offsets=np.column_stack([x[small], y[small]]),
            offset_transform=self.sheet.points,
            facecolors=[colors[owner[part]] for part in small],
            edgecolors="#7d8790",
            linewidths=0.35 * self.sheet.u,
            zorder=self.layer + 0.2,
        )
        self._add(dots)

    def _add(self, artist: Any) -> None:  # noqa: ANN401 - any artist
        from matplotlib.patches import Rectangle

        f = self.frame
        clip = Rectangle((f.x0, f.y0), f.width, f.height, transform=self.sheet.points)
        self.sheet.figure.add_artist(artist)
        artist.set_clip_path(clip)


def _alone(
    parts: Shapes, rows: npt.NDArray[np.intp], large: Shapes, off: float
) -> npt.NDArray[np.bool_]:
    """Tell which parts are islands by themselves: neither enclaves on land nor rocks off a coast.

    What lies nearer than `off` to something `large` would only thicken its outline.
    """
    touching, _ = shapely.STRtree(parts).query(parts[rows], predicate="intersects")
    alone: npt.NDArray[np.bool_] = np.bincount(touching, minlength=len(rows)) <= 1
    near, _ = shapely.STRtree(large).query(parts[rows], predicate="dwithin", distance=off)
    alone[near] = False
    return alone


def _apart(x: Points, y: Points, rows: npt.NDArray[np.intp], least: float) -> npt.NDArray[np.intp]:
    """Keep one of the dots that would fall upon one another: a coast has thousands of rocks."""
    cells = np.column_stack([x[rows] // (1.5 * least), y[rows] // (1.5 * least)])
    _, first = np.unique(cells, axis=0, return_index=True)
    return rows[np.sort(first)]


def _path(shape: shapely.Geometry) -> Any:  # noqa: ANN401 - matplotlib's Path
    """Return a polygon with its holes as one path."""
    from matplotlib.path import Path

    rings = shapely.get_rings(shapely.get_parts(shape))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    codes[first] = Path.MOVETO
    codes[np.append(first[1:], len(points)) - 1] = Path.CLOSEPOLY
    return Path(points, codes)

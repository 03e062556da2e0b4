"""Where labels stand: measured boxes that meet nothing, inside what they name.

Placed greedily, the most constrained first: what is smallest has the fewest places. A label that
finds no place is told to the caller, who lists it beside the map: nothing is dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.briefing.sheet import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

__all__ = ["Board", "spots_in"]

_GRID = 17  # rows and columns of places tried in a polygon
_COARSE = 0.6  # points
_GAP = 1.2  # points left between two boxes


@dataclass
class Board:
    """What is taken of a frame: boxes that nothing may meet."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        self.taken.append(box)

    def is_free(self, box: Box, *, gap: float = _GAP) -> bool:
        """Tell whether a box lies in the frame and meets nothing."""
        f = self.frame
        inside = box.x0 >= f.x0 and box.y0 >= f.y0 and box.x1 <= f.x1 and box.y1 <= f.y1
        wide = box.shrunk(-gap)
        return inside and not any(wide.meets(other) for other in self.taken)

    def crosses(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Tell whether a line from one point to another runs through something taken."""
        line = shapely.LineString([start, end])
        x, y = start
        return any(
            not (b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1) and line.intersects(shapely.box(*b))
            for b in self.taken
        )

    def settle(
        self,
        sizes: Iterable[tuple[float, float]],
        spots: Points,
        area: shapely.Geometry,
        share: float,
    ) -> tuple[int, Box] | None:
        """Find a place for the first of several forms of a label that fits.

        Parameters
        ----------
        sizes
            Width and height of each form, the best first.
        spots
            Middles to try, the best first, shape (n, 2).
        area
            What the label names; every form is tried wholly inside it first.
        share
            How much of the box has to lie in `area` where it does not fit wholly.

        Returns
        -------
        The number of the form and its box, or None.
        """
        area = shapely.simplify(area, _COARSE)  # finer than a label's box needs, and slow
        shapely.prepare(area)
        forms = list(sizes)
        for wanted in (1.0, share):
            for number, (width, height) in enumerate(forms):
                for box in _around(spots, width, height, area, wanted):
                    if self.is_free(box):
                        return number, box
        return None


def spots_in(area: shapely.Geometry, tolerance: float) -> Points:
    """Return places to try in a polygon: the middle of its widest circle, then others nearby.

    Those far from the border come first; shape (n, 2).
    """
    if shapely.is_empty(area):
        return np.empty((0, 2))
    largest = max(shapely.get_parts(area), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=tolerance)
    middle = shapely.get_coordinates(shapely.get_point(circle, 0))[0]
    x0, y0, x1, y1 = shapely.bounds(largest)
    xs, ys = np.meshgrid(np.linspace(x0, x1, _GRID), np.linspace(y0, y1, _GRID))
    grid = np.column_stack([xs.ravel(), ys.ravel()])
    shapely.prepare(largest)
    grid = grid[shapely.contains_xy(largest, grid)]
    off = shapely.distance(shapely.boundary(largest), shapely.points(grid))
    near = np.hypot(*(grid - middle).T)
    order = np.argsort(0.45 * near - off, kind="stable")
    return np.vstack([middle[None], grid[order]])


def _around(
    spots: Points, width: float, height: float, area: shapely.Geometry, share: float
) -> Sequence[Box]:
    """Return the boxes about the spots that lie in the area, or with that share of them."""
    if not len(spots):
        return []
    half = np.array([width / 2, height / 2])
    low, high = spots - half, spots + half
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    if share >= 1:
        good = shapely.contains(area, boxes)
    else:
        inside = shapely.area(shapely.intersection(area, boxes))
        good = inside >= share * width * height
    return [Box(*map(float, (*a, *z))) for a, z in zip(low[good], high[good], strict=True)]

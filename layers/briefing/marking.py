"""Small things on a map: numbers in discs, and the shapes of groups of counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.briefing.placing import spots_in
from layers.briefing.sheet import INK, PAPER, Style

if TYPE_CHECKING:
    from layers.briefing.chart import Chart
    from layers.briefing.placing import Board

__all__ = ["area_of", "disc", "groups"]

_CORNERS = 25


def disc(chart: Chart, board: Board, shape: shapely.Geometry | None, number: int) -> bool:
    """Put a number in a shape; returns whether there was room for it."""
    if shape is None or shapely.is_empty(shape):
        return False
    sheet = chart.sheet
    size = 8.0 * sheet.u
    across = (1.6 if number < 10 else 1.9) * size  # noqa: PLR2004 - two digits are wider
    visible = shapely.intersection(shape, shapely.box(*board.frame))
    settled = board.settle([(across, across)], spots_in(visible, 1.0), visible, 0.0)
    if settled is None:
        return False
    board.take(settled[1])
    x, y = settled[1].middle
    ring = np.linspace(0, 2 * np.pi, _CORNERS)[:-1]
    outline = np.column_stack([x + across / 2 * np.cos(ring), y + across / 2 * np.sin(ring)])
    sheet.polygon(outline, facecolor=INK, edgecolor=PAPER, linewidth=0.8 * sheet.u, zorder=8.0)
    style = Style(size, PAPER, ha="center", name="number")
    sheet.text(x, y - 0.37 * size, str(number), style)
    return True


def groups(chart: Chart, column: str) -> dict[str, shapely.Geometry]:
    """Return the shapes on the page of counties that have a column's value in common.

    A county without a value is a group of its own.
    """
    own = chart.ground.counties["adcode"].to_numpy("object")
    codes = chart.ground.counties[column].fillna("").to_numpy("object")
    codes = np.where(codes == "", own, codes)
    order = np.argsort(codes.astype(str), kind="stable")
    names, starts = np.unique(codes[order].astype(str), return_index=True)
    parts = np.split(chart.counties[order], starts[1:])
    return {
        str(name): shapely.coverage_union_all(part) for name, part in zip(names, parts, strict=True)
    }


def area_of(shape: shapely.Geometry | None) -> float:
    """Return a shape's area on the page; nothing has none."""
    return 0.0 if shape is None else float(shapely.area(shape))

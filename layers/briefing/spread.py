"""The map of one county: its projects spread over it, each with its name.

Where in the county a project lies is not known, and the picture says so: symbols stand apart only
to be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.briefing.blocks import Block, Cell, draw_block, forms_of
from layers.briefing.glyphs import draw_symbol
from layers.briefing.placing import spots_in
from layers.briefing.sheet import GREY, INK, PAPER, Box, Style
from layers.mapitems import drawn_as

if TYPE_CHECKING:
    import numpy.typing as npt

    from layers.briefing.chart import Chart
    from layers.briefing.drawn import Drawn
    from layers.briefing.model import Brief, Entry
    from layers.briefing.placing import Board

    Points = npt.NDArray[np.float64]

__all__ = ["MOST_SPREAD", "spread"]

_NAME = 15.0
_SIZES = (9.6, 8.4)
_WIDTH = 9.5  # sizes of the type
_LINES = 4
MOST_SPREAD = 18
"""Projects that a county's map has room for by name; more are gathered by kind."""
_SHARE = 0.72


def spread(chart: Chart, board: Board, brief: Brief, drawn: Drawn) -> None:
    """Put the county's name and its projects on the map; what has no room is listed."""
    code = brief.place
    shapes = dict(zip(chart.ground.counties["adcode"], chart.counties, strict=True))
    shape = shapes.get(code)
    entries = [e for e in brief.appendix if e.place_class == "county"]
    entries.sort(key=lambda entry: (-(entry.adds or 0.0), entry.number))
    if shape is None:
        drawn.unlabelled += entries
        return
    visible = shapely.intersection(shape, shapely.box(*board.frame))
    block = Block((brief.divisions.name(str(code)),), (), _NAME * chart.sheet.u, 1.0)
    form = forms_of(chart.sheet, block)[0]
    found = board.settle([(form.width, form.height)], spots_in(visible, 2.0), visible, 0.5)
    if found is not None:
        board.take(found[1])
        draw_block(chart.sheet, block, form, found[1])
    taken: list[tuple[float, float]] = [found[1].middle] if found else []
    for entry in entries:
        cell = Cell(drawn_as(entry.kind), entry.stage in brief.counted, 1)
        at = _place(chart, board, entry, cell, (visible, taken))
        if at is None:
            drawn.unlabelled.append(entry)
        else:
            taken.append(at)
            drawn.cells.append(cell)
            drawn.notes.append(entry)


def _place(
    chart: Chart,
    board: Board,
    entry: Entry,
    cell: Cell,
    room: tuple[shapely.Geometry, list[tuple[float, float]]],
) -> tuple[float, float] | None:
    """Put a symbol with its name below where it is farthest from all others."""
    visible, taken = room
    sheet = chart.sheet
    for size in (s * sheet.u for s in _SIZES):
        lines = sheet.faces.balanced(entry.name, size, _WIDTH * size)
        if len(lines) > _LINES:
            lines = sheet.faces.balanced(entry.name, size, 1.6 * _WIDTH * size)
        said = " ".join(
            part
            for part in (entry.size.split("、")[0], "" if cell.counted else f"({entry.stage_name})")
            if part
        )
        radius = 0.98 * size
        width = max(sheet.faces.width(line, size) for line in (*lines, said))
        high = 2.3 * radius + sheet.lines_height(len(lines) + bool(said), size)
        found = board.settle([(width, high)], _apart(visible, taken), visible, _SHARE)
        if found is not None:
            board.take(found[1])
            _draw(chart, (lines, said, size, radius), cell, found[1])
            return found[1].middle
    return None


def _apart(visible: shapely.Geometry, taken: list[tuple[float, float]]) -> Points:
    """Return places in the county, those first that are far from its border and from others."""
    spots = spots_in(visible, 2.0)
    if not taken or not len(spots):
        return spots
    others = np.array(taken)
    near = np.hypot(*(spots[:, None, :] - others[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    edge = shapely.distance(shapely.boundary(visible), shapely.points(spots))
    order: Points = spots[np.argsort(-np.minimum(near, 1.9 * edge), kind="stable")]
    return order


def _draw(chart: Chart, what: tuple[list[str], str, float, float], cell: Cell, box: Box) -> None:
    lines, said, size, radius = what
    x, sheet = box.middle[0], chart.sheet
    draw_symbol(sheet, (x, box.y1 - 1.1 * radius), radius, cell.kind, counted=cell.counted)
    y = box.y1 - 2.3 * radius
    style = Style(size, INK, ha="center", halo=PAPER, name="note")
    y = sheet.lines(x, y, lines, style)
    if said:
        below = Style(size, GREY, ha="center", halo=PAPER, name="note")
        sheet.lines(x, y - 0.3 * size, [said], below)

"""Names of single projects on the map, each led to the symbol that stands for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from layers.briefing.sheet import GREY, INK, PAPER, Box, Style
from layers.mapitems import drawn_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.briefing.blocks import Cell
    from layers.briefing.chart import Chart
    from layers.briefing.drawn import Drawn
    from layers.briefing.model import Brief, Entry
    from layers.briefing.placing import Board

__all__ = ["place_notes"]

_MOST_ROWS = 3000  # entries looked at
_MOST = 10
_LINES = 3
_WIDTH = 9.2  # sizes of the type
_ANGLES = (0, 180, 25, 155, -25, 205, 50, 130, -50, 230, 90, 270)
_CLEAR = 7.5  # points of a screen page: a symbol's radius, nearly
_STEPS = (12, 22, 34, 48, 66, 90, 116)
_UPON, _MOST_UPON = 0.1, 0.4  # of a note, on another county: at once, and where nothing is better
_COARSE = 1.0  # points


@dataclass(frozen=True, slots=True)
class _Note:
    lines: tuple[str, ...]
    size: str
    width: float
    height: float


def place_notes(
    chart: Chart,
    board: Board,
    brief: Brief,
    at: Mapping[tuple[str, Cell], tuple[float, float]],
    drawn: Drawn,
) -> None:
    """Name what states a size, the largest first.

    What finds no room is kept in `drawn.unlabelled`, to be listed beside the map.
    """
    cells = {(code, cell.kind, cell.counted): cell for code, cell in at}
    codes = {brief.divisions.name(code): code for code, _ in at}
    for entry in _wanted(brief):
        code = codes.get(entry.where)
        cell = cells.get((code or "", drawn_as(entry.kind), entry.stage in brief.counted))
        if code is None or cell is None:
            drawn.unlabelled.append(entry)
            continue
        others = [spot for key, spot in at.items() if key != (code, cell)]
        foot = _Foot(at[code, cell], others, _elsewhere(chart, code))
        if _place(chart, board, entry, foot):
            drawn.notes.append(entry)
        else:
            drawn.unlabelled.append(entry)


def _wanted(brief: Brief) -> list[Entry]:
    rows = brief.appendix[:_MOST_ROWS]
    entries = [entry for entry in rows if entry.place_class == "county" and entry.size]
    entries.sort(key=lambda entry: (-(entry.adds or 0.0), not entry.size, entry.number))
    return entries[:_MOST]


@dataclass(frozen=True, slots=True)
class _Foot:
    """Where a note's leader begins: the symbol, the other symbols, the place's other counties."""

    at: tuple[float, float]
    others: list[tuple[float, float]]
    elsewhere: shapely.Geometry


def _elsewhere(chart: Chart, code: str) -> shapely.Geometry:
    """Return the place's counties but one, on the page."""
    own = chart.ground.mine & (chart.ground.counties["adcode"] != code).to_numpy(dtype=bool)
    found = shapely.simplify(shapely.coverage_union_all(chart.counties[own]), _COARSE)
    shapely.prepare(found)
    return found


def _place(chart: Chart, board: Board, entry: Entry, foot: _Foot) -> bool:
    """Put a note where it lies in its own county or outside the place, not upon another county."""
    note = _note(chart, entry)
    if note is None:
        return False
    free: list[tuple[float, Box]] = []
    for box in _candidates(foot.at, note, chart.sheet.u):
        end = _nearest(box, foot.at)
        hidden = _passes(foot.at, end, foot.others, _CLEAR * chart.sheet.u)
        if board.is_free(box) and not hidden and not board.crosses(foot.at, end):
            upon = shapely.area(shapely.intersection(shapely.box(*box), foot.elsewhere))
            free.append((upon / (box.width * box.height), box))
            if free[-1][0] <= _UPON:
                break
    if not free:
        return False
    share, box = min(free, key=lambda found: found[0])
    if share > _MOST_UPON:
        return False
    board.take(box)
    _draw(chart, note, box, foot.at, _nearest(box, foot.at))
    return True


def _note(chart: Chart, entry: Entry) -> _Note | None:
    """Lay a name out in few short lines; a longer one goes to the list."""
    sheet = chart.sheet
    size = 8.6 * sheet.u
    lines = sheet.faces.balanced(entry.name, size, _WIDTH * size)
    if len(lines) > _LINES:
        return None
    said = entry.size.split("、")[0]
    if not (entry.counted or entry.place_class == "outside"):
        said = f"{said} ({entry.stage_name})".strip()
    width = max(sheet.faces.width(line, size) for line in (*lines, said))
    height = sheet.lines_height(len(lines) + bool(said), size)
    return _Note(tuple(lines), said, width, height)


def _candidates(foot: tuple[float, float], note: _Note, u: float) -> list[Box]:
    found = []
    for step in _STEPS:
        for angle in _ANGLES:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            x = foot[0] + cos * (note.width / 2 + step * u)
            y = foot[1] + sin * (note.height / 2 + step * u)
            w, h = note.width / 2, note.height / 2
            found.append(Box(x - w, y - h, x + w, y + h))
    return found


def _passes(
    foot: tuple[float, float],
    end: tuple[float, float],
    others: list[tuple[float, float]],
    off: float,
) -> bool:
    """Tell whether a leader comes nearer to another symbol than `off`."""
    line = shapely.LineString([foot, end])
    return any(shapely.distance(line, shapely.points(others)) < off) if others else False


def _nearest(box: Box, foot: tuple[float, float]) -> tuple[float, float]:
    """Return the point of a box's edge a leader ends at."""
    return min(max(foot[0], box.x0), box.x1), min(max(foot[1], box.y0), box.y1)


def _draw(
    chart: Chart, note: _Note, box: Box, foot: tuple[float, float], end: tuple[float, float]
) -> None:
    sheet, size = chart.sheet, 8.6 * chart.sheet.u
    xs, ys = (foot[0], end[0]), (foot[1], end[1])
    sheet.line(xs, ys, color=PAPER, linewidth=2.4 * sheet.u, zorder=7.4)
    sheet.line(xs, ys, color=GREY, linewidth=0.7 * sheet.u, zorder=7.5)
    ha = "left" if box.x0 >= foot[0] else "right" if box.x1 <= foot[0] else "center"
    x = {"left": box.x0, "right": box.x1, "center": box.middle[0]}[ha]
    style = Style(size, INK, ha=ha, halo=PAPER, name="note")
    y = sheet.lines(x, box.y1, note.lines, style)
    if note.size:
        below = Style(size, "#0b4f8a", ha=ha, halo=PAPER, name="note")
        sheet.lines(x, y - (1.32 - 1.02) * size, [note.size], below)

"""The column beside a map: headline, totals by stage, legend, and what no county holds.

Sections are laid out from the top. The legend and what is listed because it has no room on the map
come whole; names of what stands beside the map fill what is left, and say how many are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.briefing.glyphs import draw_symbol
from layers.briefing.sheet import ALERT, FAINT, GREY, INK, Box, Sheet, Style
from projects.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.blocks import Cell
    from layers.briefing.mapping import Drawn
    from layers.briefing.model import Appendix, Beside, Brief, Entry, Figure
    from layers.briefing.shade import Swatch

__all__ = ["Column", "beside", "headline", "kinds", "listed", "shading", "stages"]

_ROW = 1.5  # height of a row, in sizes of its type
_THREE_COLUMNS = 14
_SORTED = 2000


@dataclass
class Column:
    """A column that is filled downwards; `y` is where the next thing begins."""

    sheet: Sheet
    box: Box
    y: float
    scale: float = 1.0

    @property
    def u(self) -> float:
        """The unit of sizes."""
        return self.sheet.u * self.scale

    @property
    def left(self) -> float:
        """How much height is left."""
        return self.y - self.box.y0

    def heading(self, text: str, note: str = "") -> None:
        """Write a heading with a rule below it."""
        u, size = self.u, 10.8 * self.u
        self.y -= 1.0 * size
        style = Style(size, INK, bold=True, name="heading")
        box = self.sheet.text(self.box.x0, self.y, text, style)
        if note:
            room = self.box.x1 - box.x1 - 6 * u
            said = self.sheet.faces.cut(note, 0.82 * size, room)
            self.sheet.text(self.box.x1, self.y, said, Style(0.82 * size, GREY, ha="right"))
        self.y -= 0.45 * size
        xs = (self.box.x0, self.box.x1)
        self.sheet.line(xs, (self.y, self.y), color=FAINT, linewidth=0.7 * u)
        self.y -= 0.28 * size

    def gap(self, points: float = 9.0) -> None:
        """Leave room."""
        self.y -= points * self.u


def headline(column: Column, brief: Brief) -> None:
    """Say the total as the first thing to be read."""
    u, sheet = column.u, column.sheet
    label = f"{brief.counted_name}合计"
    size = 10.5 * u
    column.y -= size
    sheet.text(column.box.x0, column.y, label, Style(size, GREY, name="headline"))
    count = f"{brief.total.projects:,} 个项目"
    known = brief.total.amount.known is not None and brief.measure != "count"
    big = brief.total.said if known else count
    figure, _, note = big.partition(" (")
    large = 27 * u
    column.y -= 1.12 * large
    style = Style(large, INK, bold=True, name="headline")
    box = sheet.text(column.box.x0, column.y, figure, style)
    if known:
        told = f"{count} {f'({note}' if note else ''}".strip()
    else:
        told = f"{brief.measure_name}未写明" if brief.measure != "count" else ""
    style = Style(size, GREY, ha="right", name="headline")
    if box.x1 + sheet.faces.width(told, size) + 6 * u < column.box.x1:
        sheet.text(column.box.x1, column.y, told, style)
    else:
        column.y -= 1.4 * size
        sheet.text(column.box.x0, column.y, told, Style(size, GREY, name="headline"))
    column.gap(9)


def stages(column: Column, brief: Brief) -> None:
    """Split all that is shown by stage; what the total leaves out says so."""
    column.heading(
        "分阶段", f"{brief.measure_name}, {brief.unit}" if brief.measure != "count" else ""
    )
    counted = {str(stage) for stage in brief.counted}
    for figure in brief.stages:
        _stage_row(column, figure, brief.measure, is_counted=figure.key in counted)
    column.gap(7)


def _stage_row(column: Column, figure: Figure, measure: str, *, is_counted: bool) -> None:
    sheet, size = column.sheet, 10.0 * column.u
    x0, x1 = column.box.x0, column.box.x1
    column.y -= _ROW * size
    y = column.y + 0.38 * size
    color = INK if is_counted else GREY
    name = figure.name if is_counted else f"{figure.name} (不计入合计)"
    sheet.text(x0, y, name, Style(size, color, name="stage"))
    right = x0 + 0.52 * (x1 - x0)
    count = f"{figure.projects:,} 个"
    sheet.text(right, y, count, Style(size, color, ha="right", name="stage"))
    if measure != "count":
        said = sheet.faces.cut(figure.said, size, x1 - right - 4 * column.u)
        sheet.text(x1, y, said, Style(size, color, ha="right", bold=is_counted, name="stage"))


def shading(column: Column, title: str, rows: Sequence[Swatch]) -> None:
    """Explain the colours of the counties."""
    column.heading("县域底色", title)
    sheet, u, size = column.sheet, column.u, 9.2 * column.u
    x, wide, high = column.box.x0, 17 * u, 9 * u
    column.y -= _ROW * size
    for row in rows:
        room = wide + 5 * u + sheet.faces.width(row.text, size) + 13 * u
        if x + room - 13 * u > column.box.x1 and x > column.box.x0:
            x = column.box.x0
            column.y -= _ROW * size
        y = column.y + 0.3 * size
        box = Box(x, y - 0.08 * size, x + wide, y + high - 0.08 * size)
        sheet.rect(box, facecolor=row.color, edgecolor="#8b959e", linewidth=0.6 * u)
        sheet.text(x + wide + 5 * u, y, row.text, Style(size, INK, name="swatch"))
        x += room
    column.gap(7)


def kinds(column: Column, cells: Sequence[Cell]) -> None:
    """Explain the symbols that are on the map, with how many projects each stands for."""
    if not cells:
        return
    from layers.mapitems import sorted_kinds

    found = sorted_kinds(cell.kind for cell in cells)
    hollow = any(not cell.counted for cell in cells)
    column.heading("项目类别", "图上个数; 空心: 不计入合计的阶段" if hollow else "图上个数")
    columns = 3 if len(found) > _THREE_COLUMNS else 2
    size = (8.4 if columns > 2 else 9.6) * column.u  # noqa: PLR2004 - two columns have room
    radius = 0.72 * size
    wide = (column.box.x1 - column.box.x0) / columns
    rows = -(-len(found) // columns)
    for place, kind in enumerate(found):
        x = column.box.x0 + wide * (place // rows)
        y = column.y - (place % rows + 0.5) * 1.72 * size
        solid = any(cell.counted for cell in cells if cell.kind == kind)
        draw_symbol(column.sheet, (x + radius, y), radius, kind, counted=solid)
        number = sum(cell.projects for cell in cells if cell.kind == kind)
        said = column.sheet.faces.cut(f"{kind_name(kind)} {number}", size, wide - 2.7 * radius)
        style = Style(size, INK, name="kind")
        column.sheet.text(x + 2.6 * radius, y - 0.36 * size, said, style)
    column.y -= rows * 1.72 * size
    column.gap(7)


def listed(column: Column, drawn: Drawn) -> None:
    """List what has no room on the map: whole, whatever else has to give way."""
    if not drawn.listed and not drawn.unlabelled:
        return
    column.heading("图上编号与未注项目" if drawn.listed else "图上未注名的项目")
    size = 8.8 * column.u
    for item in drawn.listed:
        names = "、".join(f"{kind_name(c.kind)}{c.projects}" for c in item.cells)
        _paragraph(column, f"{item.number}. {item.name}  {names}", size)
    for entry in drawn.unlabelled:
        _paragraph(column, _entry_text(entry, place=True), size)
    column.gap(6)


def beside(column: Column, groups: Sequence[Beside]) -> None:
    """Say what no single county holds, with as many names as there is room for."""
    if not groups:
        return
    column.heading("不在单个县内的项目", "")
    size = 9.2 * column.u
    room = column.left - len(groups) * 1.6 * size
    names = max(int(room / (1.36 * 0.94 * size)), 0)
    share = _shares([len(group.entries) for group in groups], names)
    for group, number in zip(groups, share, strict=True):
        figure = group.figure
        column.y -= 1.5 * size
        y = column.y + 0.36 * size
        apart = " (不计入合计)" if figure.key in ("outside", "sharing") else ""
        head = f"{figure.name} {figure.projects} 个{apart}"
        column.sheet.text(column.box.x0, y, head, Style(size, INK, bold=True, name="beside"))
        style = Style(size, INK, ha="right", name="beside")
        column.sheet.text(column.box.x1, y, figure.said, style)
        _names(column, group, number, 0.94 * size)
        column.gap(2)


def _names(column: Column, group: Beside, number: int, size: float) -> None:
    """Write so many lines of names; the last says how many are left out."""
    total = len(group.entries)
    if not number:
        return
    shown = total if total <= number else number - 1
    for entry in _largest(group.entries)[:shown]:
        text = column.sheet.faces.cut(
            _entry_text(entry, place=False), size, column.box.x1 - column.box.x0 - 8 * column.u
        )
        column.y -= 1.36 * size
        style = Style(size, GREY, name="name")
        column.sheet.text(column.box.x0 + 8 * column.u, column.y + 0.3 * size, text, style)
    if shown < total:
        column.y -= 1.36 * size
        text = f"另 {total - shown} 个见附录项目表" if shown else f"{total} 个见附录项目表"
        style = Style(size, ALERT, name="name")
        column.sheet.text(column.box.x0 + 8 * column.u, column.y + 0.3 * size, text, style)


def _largest(entries: Appendix) -> Sequence[Entry]:
    """Put what states most first, where so few are there that they can all be looked at."""
    if len(entries) > _SORTED:
        return entries
    return sorted(entries, key=lambda entry: -(entry.adds or 0.0))


def _entry_text(entry: Entry, *, place: bool) -> str:
    parts = [entry.where if place else "", entry.name, entry.size.split("、")[0]]
    return "  ".join(part for part in parts if part)


def _shares(wanted: Sequence[int], lines: int) -> list[int]:
    """Divide lines among groups evenly, none getting more than it can use."""
    given = [0] * len(wanted)
    while lines > 0 and any(g < w for g, w in zip(given, wanted, strict=True)):
        for place, most in enumerate(wanted):
            if lines > 0 and given[place] < most:
                given[place] += 1
                lines -= 1
    return given


def _paragraph(column: Column, text: str, size: float) -> None:
    lines = column.sheet.faces.wrapped(text, size, column.box.x1 - column.box.x0)
    column.y -= 0.2 * size
    style = Style(size, INK, name="listed")
    column.y = column.sheet.lines(column.box.x0, column.y, lines, style)

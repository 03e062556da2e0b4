"""The legend: the colours, lines and symbols that are on the map, and none that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from layers.briefing.chart import HATCH, slanted
from layers.briefing.glyphs import draw_symbol
from layers.briefing.sheet import GREY, INK, Box, Style
from layers.mapitems import sorted_kinds
from projects.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.briefing.blocks import Cell
    from layers.briefing.chart import Pen
    from layers.briefing.column import Column
    from layers.briefing.model import Brief
    from layers.briefing.shade import Swatch

__all__ = ["borders", "kinds", "numbers", "shading"]

_ROW = 1.5  # height of a row, in sizes of its type
_THREE_COLUMNS, _THREE_WIDE = 14, 220.0
_BORDERS = {
    "national": "国界、海岸线",
    "undetermined": "未定国界",
    "dash": "断续线",
    "province": "省界",
    "sar": "特别行政区界",
    "prefecture": "市界",
    "county": "县界",
}


def shading(column: Column, title: str, rows: Sequence[Swatch], *, far: bool = False) -> None:
    """Explain the colours of the counties; seen from `far` cities bear them."""
    column.heading("市域底色" if far else "县域底色", title)
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
        if row.hatched:
            for part in shapely.get_parts(slanted(box, 0.8 * u)):
                xs, ys = shapely.get_coordinates(part).T
                sheet.line(xs, ys, color=HATCH.color, linewidth=HATCH.width * sheet.u)
        sheet.text(x + wide + 5 * u, y, row.text, Style(size, INK, name="swatch"))
        x += room
    column.gap(7)


def borders(column: Column, lines: Mapping[str, Pen]) -> None:
    """Explain the lines that are on the map, the heaviest first."""
    sheet, u, size = column.sheet, column.u, 8.6 * column.u
    x, wide = column.box.x0, 20 * u
    column.y += 1.5 * u
    for kind, name in _BORDERS.items():
        if kind not in lines:
            continue
        pen = lines[kind]
        room = wide + 4 * u + sheet.faces.width(name, size) + 9 * u
        if x + room - 9 * u > column.box.x1 or x == column.box.x0:
            x = column.box.x0
            column.y -= 1.5 * size
        y = column.y + 0.6 * size
        dash = {"linestyle": (0, pen.dash)} if pen.dash else {}
        xs = (x, x + (wide if kind != "dash" else 0.4 * wide))
        sheet.line(xs, (y, y), color=pen.color, linewidth=pen.width * sheet.u, **dash)
        style = Style(size, GREY, name="line")
        sheet.text(x + wide + 4 * u, column.y + 0.26 * size, name, style)
        x += room
    column.gap(7)


def numbers(column: Column, brief: Brief) -> None:
    """Explain the numbers on a map of a province or of the whole country."""
    size = 8.6 * column.u
    unit = f"{brief.measure_name}, {brief.unit}, 100 以上取整" if brief.measure != "count" else ""
    regions = brief.provinces or brief.cities
    others = any(r.shown and not r.total.projects for r in regions)
    parts = (unit, "“个”为项目数", "“另”为其他阶段" if others else "")
    text = f"图上数字 ({brief.counted_name}): {'; '.join(part for part in parts if part)}"
    column.y -= 0.2 * size
    style = Style(size, GREY, name="line")
    wide = column.box.x1 - column.box.x0
    lines = column.sheet.faces.wrapped(text, size, wide)
    column.y = column.sheet.lines(column.box.x0, column.y + 0.68 * size, lines, style)
    column.gap(8)


def kinds(column: Column, cells: Sequence[Cell]) -> None:
    """Explain the symbols that are on the map, with how many projects each stands for."""
    if not cells:
        return
    found = sorted_kinds(cell.kind for cell in cells)
    hollow = any(not cell.counted for cell in cells)
    column.heading("项目类别", "图上个数; 空心: 不计入合计的阶段" if hollow else "图上个数")
    wide = column.box.x1 - column.box.x0
    columns = 3 if len(found) > _THREE_COLUMNS and wide > _THREE_WIDE * column.sheet.u else 2
    size = (8.4 if columns > 2 else 9.6) * column.u  # noqa: PLR2004 - two columns have room
    radius = 0.72 * size
    wide /= columns
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

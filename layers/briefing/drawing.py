"""A brief becomes a figure: one function for each layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.briefing import legend, panel
from layers.briefing.column import Column, fitted
from layers.briefing.comparing import MOST_COMPARED
from layers.briefing.drawn import Drawn
from layers.briefing.fonts import faces
from layers.briefing.mapping import Face, draw_map
from layers.briefing.model import Layout
from layers.briefing.page import draw_frame
from layers.briefing.setting import settings
from layers.briefing.shade import by_city, swatches
from layers.briefing.sheet import GREY, INK, Box, Sheet, Style
from layers.briefing.sizes import DEFAULT_SIZE, MAP, size_named
from layers.briefing.tables import city_table, rank_table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from layers.briefing.fonts import Fonts
    from layers.briefing.model import Brief

__all__ = ["draw", "map_sheet", "sheet_of"]

_MAP_SHARE, _TALL_SHARE = 0.665, 0.64
_WIDE = 1.6  # times as wide as high: a screen, not a sheet of paper
_TWO_ROWS, _SIX = 3, 6
_LEAST_MAP = 120.0
_LEAST_LIST = 96.0
_MAP_UNIT, _MAP_ALONE = 0.86, 0.735


def draw(brief: Brief, size: str = DEFAULT_SIZE, *, fonts: Fonts | None = None) -> Figure:
    """Draw a brief's picture.

    Parameters
    ----------
    brief
        What `compose` made.
    size
        A key of `SIZES`.
    fonts
        An office's own faces.

    Raises
    ------
    BriefError
        If there is no such size, or a font cannot be opened.
    BoundariesMissing
        If the county polygons have not been built.
    """
    return sheet_of(brief, size, fonts=fonts).figure


def sheet_of(
    brief: Brief,
    size: str = DEFAULT_SIZE,
    *,
    fonts: Fonts | None = None,
    has_appendix: bool = False,
) -> Sheet:
    """Draw a brief's picture; the sheet tells the box of every text.

    With `has_appendix` pages with the list of projects follow, and the picture refers to them.
    """
    with settings():
        sheet = Sheet(size_named(size), faces(fonts))
        sheet.has_appendix = has_appendix
        body = draw_frame(sheet, brief)
        if brief.layout is Layout.RANKING:
            _ranking(sheet, brief, body)
        elif brief.parts:
            _comparison(sheet, brief, body)
        else:
            _one(sheet, brief, body)
        return sheet


def map_sheet(brief: Brief, *, fonts: Fonts | None = None) -> Sheet:
    """Draw the map or maps of a brief with their legend, without any sum or sentence."""
    with settings():
        sheet = Sheet(MAP, faces(fonts))
        sheet.u = _MAP_UNIT
        body = Box(1.0, 1.0, sheet.width - 1.0, sheet.height - 1.0)
        if len(brief.parts) > MOST_COMPARED:
            rank_table(sheet, body, brief)
            return sheet
        edge = body.x0 + _MAP_ALONE * body.width
        left = Box(body.x0, body.y0, edge, body.y1)
        column = Column(sheet, Box(edge + 12 * sheet.u, body.y0, body.x1, body.y1), body.y1)
        drawn = _maps(sheet, brief, left)

        def fill(column: Column) -> None:
            shades = swatches(brief.parts or [brief])
            legend.shading(column, brief.shade_title, shades, far=by_city(brief))
            legend.borders(column, drawn.lines)
            legend.kinds(column, drawn.cells)
            if brief.cities:
                legend.numbers(column, brief)
            panel.listed(column, drawn)

        fitted(column, fill)
        return sheet


def _maps(sheet: Sheet, brief: Brief, box: Box) -> Drawn:
    """Draw a brief's map in a box, or those of its parts side by side; tell what is on them."""
    if not brief.parts:
        ranks = brief.layout is Layout.RANKING and brief.place
        return draw_map(sheet, box, brief, face=Face.RANKS if ranks else Face.WHOLE)
    whole = Drawn()
    for part, tile in zip(brief.parts, _tiles(box, len(brief.parts), sheet.u), strict=True):
        frame = _captioned(sheet, part, tile)
        drawn = draw_map(sheet, frame, part, face=Face.SMALL, first=whole.next)
        whole.cells += drawn.cells
        whole.listed += drawn.listed
        whole.lines |= drawn.lines
    return whole


def _split(sheet: Sheet, body: Box) -> tuple[Box, Column]:
    """Divide the page: what is looked at to the left, the column of figures to the right."""
    share = _MAP_SHARE if sheet.width > _WIDE * sheet.height else _TALL_SHARE
    edge = body.x0 + share * body.width
    column = Column(sheet, Box(edge + 18 * sheet.u, body.y0, body.x1, body.y1), body.y1)
    return Box(body.x0, body.y0, edge, body.y1), column


def _one(sheet: Sheet, brief: Brief, body: Box) -> None:
    """One map with its column."""
    left, column = _split(sheet, body)
    drawn = draw_map(sheet, left, brief)

    def fill(column: Column) -> None:
        panel.headline(column, brief)
        panel.stages(column, brief)
        legend.shading(column, brief.shade_title, swatches([brief]), far=by_city(brief))
        legend.borders(column, drawn.lines)
        legend.kinds(column, drawn.cells)
        if brief.cities:
            legend.numbers(column, brief)
            panel.leaders(column, brief)
        panel.listed(column, drawn)
        panel.beside(column, brief)
        if not brief.cities:
            panel.located(column, brief)
        else:
            panel.kind_table(column, brief)

    fitted(column, fill)


def _comparison(sheet: Sheet, brief: Brief, body: Box) -> None:
    """Small maps on one scale of colours, each with its total, and a table of all."""
    left, column = _split(sheet, body)
    whole = _maps(sheet, brief, left)

    def fill(column: Column) -> None:
        panel.headline(column, brief)
        city_table(column, brief)
        panel.stages(column, brief)
        legend.shading(column, brief.shade_title, swatches(brief.parts))
        legend.kinds(column, whole.cells)
        panel.listed(column, whole)

    fitted(column, fill)


def _tiles(box: Box, count: int, u: float, *, rows: int = 0) -> list[Box]:
    """Divide a box into rows of tiles that fill it; the last row's are wider where it has fewer."""
    rows = rows or (1 if count < _TWO_ROWS else 2 if count <= _SIX else 3)
    gap = 10 * u
    high = (box.height - (rows - 1) * gap) / rows
    found = []
    for row in range(rows):
        number = count // rows + (row < count % rows)
        wide = (box.width - (number - 1) * gap) / number
        y1 = box.y1 - row * (high + gap)
        for place in range(number):
            x0 = box.x0 + place * (wide + gap)
            found.append(Box(x0, y1 - high, x0 + wide, y1))
    return found


def _captioned(sheet: Sheet, part: Brief, box: Box, *, brief: bool = False) -> Box:
    """Write a small map's caption, a `brief` one without sums; returns what is left for it."""
    size = 11.5 * sheet.u
    y = box.y1 - 0.95 * size
    name = sheet.text(box.x0, y, part.place_name, Style(size, INK, bold=True, name="caption"))
    if brief:
        return Box(box.x0, box.y0, box.x1, box.y1 - 1.45 * size)
    known = part.measure != "count" and part.total.amount.known is not None
    said = f"{part.total.projects:,} 个项目"
    said = f"{part.total.said.split(' (')[0]}, {said}" if known else said
    small = 0.86 * size
    said = sheet.faces.cut(said, small, box.x1 - name.x1 - 8 * sheet.u)
    sheet.text(box.x1, y, said, Style(small, GREY, ha="right", name="caption"))
    return Box(box.x0, box.y0, box.x1, box.y1 - 1.45 * size)


def _ranking(sheet: Sheet, brief: Brief, body: Box) -> None:
    """Draw a table of regions by rank, with bars, and beside it the totals and a map."""
    left, column = _split(sheet, body)
    below = rank_table(sheet, left, brief)
    few = brief.parts[:_SIX] if len(brief.parts) <= _SIX else ()
    under = Box(left.x0, left.y0, left.x1, below - 14 * sheet.u)
    if few and under.height > _LEAST_MAP * sheet.u:
        tiles = _tiles(under, len(few), sheet.u, rows=1)
        order: dict[str | None, int] = {region.adcode: n for n, region in enumerate(brief.regions)}
        for part, box in zip(sorted(few, key=lambda p: order.get(p.place, 0)), tiles, strict=True):
            frame = _captioned(sheet, part, box, brief=True)
            draw_map(sheet, frame, part, face=Face.SHADES)

    elif brief.place and not brief.parts and under.height > _LEAST_LIST * sheet.u:
        _lists(sheet, brief, under)

    def fill(column: Column) -> None:
        panel.headline(column, brief)
        panel.stages(column, brief)
        shades = swatches(brief.parts or [brief])
        legend.shading(column, brief.shade_title, shades, far=by_city(brief))

    fitted(column, fill)
    square = min(column.box.width, column.left)
    if not brief.parts and brief.place and square > _LEAST_MAP * sheet.u:
        box = Box(column.box.x0, column.y - square, column.box.x1, column.y)
        draw_map(sheet, box, brief, face=Face.RANKS)
    else:
        panel.kind_table(column, brief)


def _lists(sheet: Sheet, brief: Brief, box: Box) -> None:
    """Fill what a short ranking leaves: kinds, and projects by name, first those in no row."""
    gap = 24 * sheet.u
    edge = (box.x0 + box.x1 - gap) / 2
    left = Column(sheet, Box(box.x0, box.y0, edge, box.y1), box.y1)
    right = Column(sheet, Box(edge + gap, box.y0, box.x1, box.y1), box.y1)

    def named(column: Column) -> None:
        panel.beside(column, brief)
        panel.located(column, brief)

    fitted(right, named)
    fitted(left, lambda column: panel.kind_table(column, brief), most=right.scale)

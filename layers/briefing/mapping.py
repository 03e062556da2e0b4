"""The map of one place: shading, borders, furniture, and labels that meet nothing."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely

from layers.briefing.blocks import Block, Cell, cells_of, draw_block, forms_of, name_box
from layers.briefing.chart import LAND, Chart
from layers.briefing.drawn import Drawn
from layers.briefing.far import FAR, far_labels
from layers.briefing.furniture import draw_isles, draw_locator, draw_scale, draw_south_sea
from layers.briefing.ground import ground_of, has_south_sea
from layers.briefing.marking import area_of, disc, groups
from layers.briefing.model import Scope
from layers.briefing.notes import place_notes
from layers.briefing.placing import Board, spots_in
from layers.briefing.shade import colors_of, hatched
from layers.briefing.sheet import Box, Sheet, Style
from layers.briefing.single import ranks_of, shade_measure
from layers.briefing.spread import MOST_SPREAD, spread

if TYPE_CHECKING:
    from layers.briefing.model import Brief

__all__ = ["Face", "draw_map"]

_SHARE = 0.62
_TILE, _LARGEST = 200.0, 1.3  # points of a small map whose signs grow when it is wider
_SCALES = (1.0, 0.84)
_MOST_RANKS = 60


class Face(StrEnum):
    """How much a map says: all of it, a small one's names and symbols, ranks, or shades alone."""

    WHOLE = "whole"
    SMALL = "small"
    RANKS = "ranks"
    SHADES = "shades"


def draw_map(
    sheet: Sheet,
    frame: Box,
    brief: Brief,
    *,
    face: Face = Face.WHOLE,
    first: int = 1,
) -> Drawn:
    """Draw a place's map in a frame; numbers for what has no room begin with `first`."""
    ground = ground_of(brief, frame.width / frame.height)
    chart, board, drawn = Chart(sheet, frame, ground), Board(frame.shrunk(2)), Drawn(first=first)
    colors = colors_of(brief)
    is_far = brief.scope in FAR
    chart.background()
    chart.fill([colors.get(code, LAND) for code in ground.counties["adcode"]], edge=not is_far)
    chart.hatch(hatched(brief))
    chart.borders(far=brief.scope is Scope.NATION)
    if has_south_sea(brief):
        draw_south_sea(chart, brief, board, colors)
    if brief.scope is Scope.NATION:
        draw_isles(chart, board)
    if face is Face.WHOLE:
        draw_locator(chart, brief, board)
    draw_scale(chart, board, small=face is not Face.WHOLE)
    drawn.lines = chart.drawn
    if face is Face.RANKS:
        _ranks(chart, board, brief)
    elif is_far and face is not Face.SHADES:
        far_labels(chart, board, brief, drawn)
    elif face is Face.WHOLE:
        _named(chart, board, brief, drawn)
    elif face is Face.SMALL:
        _blocks(chart, board, brief, drawn, small=True)
    return drawn


def _named(chart: Chart, board: Board, brief: Brief, drawn: Drawn) -> None:
    """Put names and symbols on the map of a city or a county."""
    if brief.scope is Scope.COUNTY and len(brief.appendix) <= MOST_SPREAD:
        spread(chart, board, brief, drawn)
    else:
        place_notes(chart, board, brief, _blocks(chart, board, brief, drawn, small=False), drawn)
    _neighbours(chart, board, brief)


def _ranks(chart: Chart, board: Board, brief: Brief) -> None:
    """Put on each region its place in the ranking beside the map, where it can be read."""
    column = "prefecture_code" if brief.cities else "adcode"
    shapes = groups(chart, column)
    measure = shade_measure(brief.regions, brief.measure, asked=brief.is_asked)
    for number, region in zip(ranks_of(brief.regions, measure), brief.regions, strict=True):
        if region.adcode in shapes and 0 < number <= _MOST_RANKS:
            disc(chart, board, shapes[region.adcode], number)


def _blocks(
    chart: Chart, board: Board, brief: Brief, drawn: Drawn, *, small: bool
) -> dict[tuple[str, Cell], tuple[float, float]]:
    """Label the counties, the smallest first; returns where each symbol stands."""
    sheet = chart.sheet
    u = sheet.u
    marks = defaultdict(list)
    for mark in brief.marks:
        marks[mark.adcode].append(mark)
    shapes = dict(zip(chart.ground.counties["adcode"], chart.counties, strict=True))
    found: dict[tuple[str, Cell], tuple[float, float]] = {}
    grown = min(max(chart.frame.width / (_TILE * u), 1.0), _LARGEST)
    size, radius = (8.2 * grown, 5.0 * grown) if small else (11.0, 8.6)
    for region in sorted(brief.regions, key=lambda r: area_of(shapes.get(r.adcode))):
        shape = shapes.get(region.adcode)
        cells = cells_of(marks[region.adcode])
        drawn.cells.extend(cells)
        placed = (
            None
            if shape is None
            else _settle(chart, board, (region.name, cells), shape, (size * u, radius * u))
        )
        if placed is None:
            numbered = disc(chart, board, shape, drawn.next)
            drawn.list(region.name, cells, numbered=numbered)
        else:
            found |= {(region.adcode, cell): at for cell, at in placed.items()}
    return found


def _settle(
    chart: Chart,
    board: Board,
    said: tuple[str, tuple[Cell, ...]],
    shape: shapely.Geometry,
    sizes: tuple[float, float],
) -> dict[Cell, tuple[float, float]] | None:
    """Put a county's name and symbols where they fit, a little smaller if they have to be."""
    sheet = chart.sheet
    visible = shapely.intersection(shape, shapely.box(*board.frame))
    spots = spots_in(visible, 2.0)
    name, cells = said
    for scale in _SCALES:
        block = Block((name,), cells, sizes[0] * scale, sizes[1] * scale)
        forms = forms_of(sheet, block)
        settled = board.settle([(f.width, f.height) for f in forms], spots, visible, _SHARE)
        if settled is not None:
            number, box = settled
            board.take(box)
            board.take(name_box(sheet, block, box))  # by itself, for lines that start in the box
            return draw_block(sheet, block, forms[number], box)
    return None


def _neighbours(chart: Chart, board: Board, brief: Brief) -> None:
    """Name what lies around, quietly and only where there is room: it is no part of the picture."""
    sheet, ground = chart.sheet, chart.ground
    is_county = brief.scope is Scope.COUNTY
    column = "adcode" if is_county else "prefecture_code"
    names = "name" if is_county else "prefecture"
    others = ground.counties[~ground.mine]
    shapes = chart.counties[~ground.mine]
    frame = shapely.box(*board.frame)
    size = 8.4 * sheet.u
    for code in dict.fromkeys(others[column].fillna("")):
        rows = (others[column].fillna("") == code).to_numpy()
        if not code:
            continue
        area = shapely.intersection(shapely.coverage_union_all(shapes[rows]), frame)
        name = str(others[names][rows].iloc[0])
        width = sheet.faces.width(name, size)
        settled = board.settle([(width, 1.1 * size)], spots_in(area, 3.0), area, 0.97)
        if settled is not None:
            box = settled[1]
            board.take(box)
            style = Style(size, "#8a949d", ha="center", halo=LAND, name="neighbour")
            sheet.text(box.middle[0], box.y0 + 0.16 * size, name, style)

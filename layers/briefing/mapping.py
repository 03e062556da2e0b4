"""The map of one place: shading, borders, furniture, and labels that meet nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.briefing.blocks import Block, Cell, cells_of, draw_block, forms_of
from layers.briefing.chart import LAND, Chart
from layers.briefing.furniture import draw_locator, draw_scale, draw_south_sea
from layers.briefing.ground import ground_of, has_south_sea
from layers.briefing.model import Scope
from layers.briefing.notes import place_notes
from layers.briefing.placing import Board, spots_in
from layers.briefing.shade import colors_of
from layers.briefing.sheet import INK, PAPER, Box, Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.model import Brief, Entry, Region

__all__ = ["Drawn", "Listed", "draw_map"]

_FAR = (Scope.NATION, Scope.PROVINCE)
_SHARE = 0.62
_SCALES = (1.0, 0.84)
_MANY_CITIES = 30


@dataclass(frozen=True, slots=True)
class Listed:
    """A county whose label has no room on the map: the number that stands there for it."""

    number: int
    name: str
    cells: tuple[Cell, ...]


@dataclass
class Drawn:
    """What is on the map, for its legend: kinds, hollow symbols, and what stands beside it."""

    cells: list[Cell] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)
    unlabelled: list[Entry] = field(default_factory=list)
    first: int = 1


def draw_map(
    sheet: Sheet,
    frame: Box,
    brief: Brief,
    *,
    small: bool = False,
    symbols: bool = True,
    first: int = 1,
) -> Drawn:
    """Draw a place's map in a frame; `small` ones stand beside others with less on them."""
    ground = ground_of(brief, frame.width / frame.height)
    chart, board, drawn = Chart(sheet, frame, ground), Board(frame.shrunk(2)), Drawn(first=first)
    colors = colors_of(brief)
    is_far = brief.scope in _FAR
    chart.background()
    chart.fill([colors.get(code, LAND) for code in ground.counties["adcode"]], edge=not is_far)
    chart.borders(place=brief.scope is not Scope.NATION)
    if has_south_sea(brief):
        draw_south_sea(chart, brief, board, colors)
    if not small:
        draw_locator(chart, brief, board)
    draw_scale(chart, board, small=small)
    if is_far:
        _far_labels(chart, board, brief)
        return drawn
    shown = brief if symbols else replace(brief, marks=())
    at = _blocks(chart, board, shown, drawn, small=small)
    if not small:
        place_notes(chart, board, brief, at, drawn)
        _neighbours(chart, board, brief)
    return drawn


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
    size, radius = (8.2, 5.0) if small else (11.0, 8.6)
    for region in sorted(brief.regions, key=lambda r: _area(shapes.get(r.adcode))):
        shape = shapes.get(region.adcode)
        if shape is None:
            continue
        cells = cells_of(marks[region.adcode])
        drawn.cells.extend(cells)
        placed = _settle(chart, board, (region.name, cells), shape, (size * u, radius * u))
        if placed is None:
            listed = Listed(len(drawn.listed) + drawn.first, region.name, cells)
            drawn.listed.append(listed)
            _disc(chart, board, shape, listed.number)
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
            return draw_block(sheet, block, forms[number], box)
    return None


def _disc(chart: Chart, board: Board, shape: shapely.Geometry, number: int) -> None:
    """Put a number where a label has no room; it stands in the list beside the map."""
    sheet = chart.sheet
    size = 8.0 * sheet.u
    across = 1.6 * size
    spots = spots_in(shape, 1.0)
    settled = board.settle([(across, across)], spots, shape, 0.0)
    if settled is None:
        return
    box = settled[1]
    board.take(box)
    x, y = box.middle
    ring = np.linspace(0, 2 * np.pi, 25)[:-1]
    outline = np.column_stack([x + across / 2 * np.cos(ring), y + across / 2 * np.sin(ring)])
    sheet.polygon(outline, facecolor=INK, edgecolor=PAPER, linewidth=0.8 * sheet.u, zorder=8.0)
    style = Style(size, PAPER, ha="center", name="number")
    sheet.text(x, y - 0.37 * size, str(number), style)


def _far_labels(chart: Chart, board: Board, brief: Brief) -> None:
    """Label cities or provinces with what they have; those without anything get their name."""
    u = chart.sheet.u
    held = [city for city in brief.cities if city.shown]
    few = brief.scope is Scope.PROVINCE or len(held) <= _MANY_CITIES
    named = brief.cities if brief.scope is Scope.PROVINCE else brief.provinces
    column = "prefecture_code" if brief.scope is Scope.PROVINCE else "province_code"
    if few and brief.scope is Scope.NATION:
        _labels(chart, board, held, "prefecture_code", 9.0 * u)
        named = tuple(region for region in named if not region.shown)
        _labels(chart, board, named, column, 7.2 * u, quiet=True)
        return
    _labels(chart, board, named, column, (9.4 if brief.scope is Scope.PROVINCE else 8.2) * u)


def _labels(
    chart: Chart,
    board: Board,
    regions: Sequence[Region],
    column: str,
    size: float,
    *,
    quiet: bool = False,
) -> None:
    """Label groups of counties, the largest first."""
    own = chart.ground.counties["adcode"].to_numpy("object")
    codes = chart.ground.counties[column].fillna("").to_numpy("object")
    codes = np.where(codes == "", own, codes)
    shapes = {
        region.adcode: shapely.coverage_union_all(chart.counties[codes == region.adcode])
        for region in regions
    }
    for region in sorted(regions, key=lambda r: -_area(shapes[r.adcode])):
        shape = shapely.intersection(shapes[region.adcode], shapely.box(*board.frame))
        lines = (region.short,) if quiet or not region.shown else (region.short, _short(region))
        for scale in (1.0, 0.86):
            block = Block(lines, (), size * scale, 1.0, bold=not quiet)
            form = forms_of(chart.sheet, block)[0]
            settled = board.settle([(form.width, form.height)], spots_in(shape, 2.0), shape, 0.5)
            if settled is not None:
                board.take(settled[1])
                draw_block(chart.sheet, block, form, settled[1])
                break


def _short(region: Region) -> str:
    """Say what a region has in few characters."""
    amount = region.total.amount
    if amount.known and amount.stated:
        return region.total.said.split(" (")[0].replace(" ", "")
    return f"{region.shown}个"


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


def _area(shape: shapely.Geometry | None) -> float:
    return 0.0 if shape is None else float(shapely.area(shape))

"""Labels of maps of provinces and of the whole country: cities or provinces with their sums."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

import shapely

from layers.briefing.blocks import Block, draw_block, forms_of
from layers.briefing.marking import area_of, disc, groups
from layers.briefing.model import Scope
from layers.briefing.placing import spots_in
from layers.briefing.sheet import GREY, INK, PAPER, Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.briefing.chart import Chart
    from layers.briefing.drawn import Drawn
    from layers.briefing.model import Brief, Region
    from layers.briefing.placing import Board

__all__ = ["FAR", "far_labels"]

FAR = (Scope.NATION, Scope.PROVINCE)
_MANY_CITIES = 30
_ANGLES = (0, 180, 35, 145, -35, 215, 90, 270)
_STEPS = (5, 12, 22, 36, 54)
_SHARE = 0.55
_SPOT = 0.1  # points: a city is some ten wide, and a dot off its middle would be seen
_ROUNDED = 100  # from so many on digits after the point are left out on the map
_QUIET, _LOUD, _NEAR = 7.2, 9.0, 9.4


def far_labels(chart: Chart, board: Board, brief: Brief, drawn: Drawn) -> None:
    """Label cities of a province, and of the country its provinces or the few cities it has."""
    if brief.scope is Scope.PROVINCE:
        shapes = groups(chart, "prefecture_code")
        _inside(chart, board, (brief.cities, shapes, _NEAR), drawn)
        return
    held = [city for city in brief.cities if city.shown]
    shapes = groups(chart, "province_code")
    if len(held) > _MANY_CITIES:
        _inside(chart, board, (brief.provinces, shapes, 0.92 * _LOUD), drawn)
        return
    _pointed(chart, board, held, groups(chart, "prefecture_code"), drawn)
    for region in brief.provinces:
        _quiet(chart, board, region, shapes.get(region.adcode))


def _inside(
    chart: Chart,
    board: Board,
    what: tuple[Iterable[Region], Mapping[str, shapely.Geometry], float],
    drawn: Drawn,
) -> None:
    """Label each region within itself, the smallest first; the rest goes to the list."""
    regions, shapes, size = what
    for region in sorted(regions, key=lambda r: area_of(shapes.get(r.adcode))):
        shape = shapes.get(region.adcode)
        lines = (region.short, _short(region)) if region.shown else (region.short,)
        if shape is None or not _settled(chart, board, lines, shape, size):
            numbered = disc(chart, board, shape, drawn.next)
            drawn.list(region.name, (), numbered=numbered, said=_short(region))


def _settled(
    chart: Chart, board: Board, lines: tuple[str, ...], shape: shapely.Geometry, size: float
) -> bool:
    visible = shapely.intersection(shape, shapely.box(*board.frame))
    spots = spots_in(visible, 2.0)
    for scale in (1.0, 0.86):
        block = Block(lines, (), size * scale * chart.sheet.u, 1.0)
        form = forms_of(chart.sheet, block)[0]
        found = board.settle([(form.width, form.height)], spots, visible, _SHARE)
        if found is not None:
            board.take(found[1])
            draw_block(chart.sheet, block, form, found[1])
            return True
    return False


def _pointed(
    chart: Chart,
    board: Board,
    held: Iterable[Region],
    shapes: Mapping[str, shapely.Geometry],
    drawn: Drawn,
) -> None:
    """Label the few cities there are beside a dot: at this scale they are hardly wider."""
    u = chart.sheet.u
    feet = []
    for region in held:
        shape = shapes.get(region.adcode)
        spots = spots_in(shape if shape is not None else shapely.Point(), _SPOT)
        if not len(spots):
            drawn.list(region.name, (), numbered=False, said=_short(region))
            continue
        x, y = map(float, spots[0])
        r = 2.4 * u
        board.take(Box(x - r, y - r, x + r, y + r))
        dot = [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]
        look = {"facecolor": INK, "edgecolor": PAPER, "linewidth": 0.6 * u, "zorder": 8.0}
        chart.sheet.polygon(dot, **look)
        feet.append((region, (x, y)))
    for region, foot in feet:
        if not _beside(chart, board, region, foot):
            drawn.list(region.name, (), numbered=False, said=_short(region))


def _beside(chart: Chart, board: Board, region: Region, foot: tuple[float, float]) -> bool:
    u = chart.sheet.u
    block = Block((region.name, _short(region)), (), _LOUD * u, 1.0)
    form = forms_of(chart.sheet, block)[0]
    w, h = form.width / 2, form.height / 2
    for step in _STEPS:
        for angle in _ANGLES:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            x, y = foot[0] + cos * (w + step * u), foot[1] + sin * (h + step * u)
            box = Box(x - w, y - h, x + w, y + h)
            if board.is_free(box):
                board.take(box)
                end = min(max(foot[0], box.x0), box.x1), min(max(foot[1], box.y0), box.y1)
                if step > _STEPS[1]:
                    look = {"color": GREY, "linewidth": 0.7 * u, "zorder": 7.5}
                    chart.sheet.line((foot[0], end[0]), (foot[1], end[1]), **look)
                draw_block(chart.sheet, block, form, box)
                return True
    return False


def _quiet(chart: Chart, board: Board, region: Region, shape: shapely.Geometry | None) -> None:
    """Name a province for orientation, where there is room: it is no part of the picture."""
    if shape is None:
        return
    visible = shapely.intersection(shape, shapely.box(*board.frame))
    block = Block((region.short,), (), _QUIET * chart.sheet.u, 1.0, bold=False)
    form = forms_of(chart.sheet, block)[0]
    found = board.settle([(form.width, form.height)], spots_in(visible, 2.0), visible, 0.4)
    if found is not None:
        board.take(found[1])
        draw_block(chart.sheet, block, form, found[1])


def _short(region: Region) -> str:
    """Say what a region has in few characters, on the map: the unit stands in the legend."""
    amount = region.total.amount
    if not region.total.projects:
        return f"另{region.shown:,}个" if region.shown else ""
    if amount.stated and amount.known:
        value = Decimal(region.total.said.split(" ")[0].replace(",", ""))
        return f"{round(value):,}" if value >= _ROUNDED else f"{value:,}"
    return f"{amount.projects:,}个"

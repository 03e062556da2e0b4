"""What a map needs beside its ground: scale bar, north arrow, locator, South China Sea inset."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.islands import read_islands
from layers.briefing.chart import LAND, LINES, SEA, Chart, Pen
from layers.briefing.ground import is_far_off, province_ground, south_sea
from layers.briefing.model import Scope
from layers.briefing.sheet import GREY, INK, PAPER, Box, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.model import Brief
    from layers.briefing.placing import Board

__all__ = ["bar_length", "corner", "draw_isles", "draw_locator", "draw_scale", "draw_south_sea"]

_ACCENT = "#b85a00"
_WIDEST_BAR = 0.17  # of the frame's width
_NICE = (1, 2, 5)
_LOCATOR = 0.75, 1.25  # least and most: its width to its height
_EASTERN = (("赤尾屿", 124.558, 25.922, 0.5), ("钓鱼岛", 123.473, 25.745, -1.3))
"""Degrees, as the build's test points have them, and where the name stands, above or below its dot,
so that neither is taken for the other's; in sizes of the type."""

_NAMED_ISLES = (("南海诸岛", 115.2, 12.4), ("西沙群岛", 112.3, 15.5), ("南沙群岛", 113.4, 8.2))
"""Names of waters' island groups with places for their labels, degrees."""


def bar_length(chart: Chart) -> tuple[float, float]:
    """Return a scale bar's length: kilometres on the ground, and points on the page."""
    per_point = chart.ground.true / chart.scale / 1000
    most = _WIDEST_BAR * chart.frame.width * per_point
    step = 10.0 ** math.floor(math.log10(most))
    km = max(nice * step for nice in _NICE if nice * step <= most)
    return km, km / per_point


def draw_scale(chart: Chart, board: Board, *, small: bool = False) -> Box:
    """Draw scale bar and north arrow as one piece, in the corner that hides least."""
    sheet = chart.sheet
    u = sheet.u * (0.8 if small else 1.0)
    km, long = bar_length(chart)
    said = f"{km:g} 公里"
    arrow = 26 * u
    width = long + sheet.faces.width(said, 8.5 * u) + arrow + 18 * u
    box = corner(chart, board, (width, 34 * u), ("sw", "se", "nw", "ne"))
    board.take(box)
    x, y = box.x0 + 6 * u, box.y0 + 8 * u
    _arrow(chart, (x + arrow / 2 - 4 * u, y - 1 * u), u)
    x += arrow
    sheet.rect(Box(x, y, x + long / 2, y + 3.2 * u), facecolor=INK, zorder=8.0)
    sheet.rect(
        Box(x, y, x + long, y + 3.2 * u),
        facecolor=PAPER,
        edgecolor=INK,
        linewidth=0.7 * u,
        zorder=7.9,
    )
    style = Style(8.5 * u, INK, halo=SEA if small else PAPER, name="scale")
    sheet.text(x - 2 * u, y + 7 * u, "0", style)
    sheet.text(x + long + 5 * u, y - 2 * u, said, style)
    return box


def _arrow(chart: Chart, foot: tuple[float, float], u: float) -> None:
    """Draw north as it is at the middle of the map, with its letter."""
    turn = math.radians(chart.ground.north)
    cos, sin = math.cos(turn), math.sin(turn)

    def turned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [
            (foot[0] + (x * cos + y * sin) * u, foot[1] + (y * cos - x * sin) * u)
            for x, y in points
        ]

    left, right = ((0, 18), (-5, 0), (0, 4)), ((0, 18), (5, 0), (0, 4))
    chart.sheet.polygon(turned(left), facecolor=INK, zorder=8.0)
    chart.sheet.polygon(
        turned(right), facecolor=PAPER, edgecolor=INK, linewidth=0.6 * u, zorder=8.0
    )
    x, y = turned([(0, 19.5)])[0]
    style = Style(8 * u, INK, ha="center", halo=PAPER, name="north")
    chart.sheet.text(x, y, "北", style)


def corner(chart: Chart, board: Board, size: tuple[float, float], order: Sequence[str]) -> Box:
    """Choose the corner of the frame where a piece hides least of the place drawn."""
    f, gap = chart.frame, 6 * chart.sheet.u
    width, height = size
    xs = {"w": f.x0 + gap, "e": f.x1 - gap - width}
    ys = {"s": f.y0 + gap, "n": f.y1 - gap - height}
    place = chart.place
    found = []
    for rank, name in enumerate(order):
        x, y = xs[name[1]], ys[name[0]]
        box = Box(x, y, x + width, y + height)
        hidden = shapely.area(shapely.intersection(place, shapely.box(*box)))
        found.append((any(box.meets(b) for b in board.taken), hidden / (width * height), rank, box))
    return min(found)[-1]


def draw_locator(chart: Chart, brief: Brief, board: Board) -> Box | None:
    """Draw where the place lies: a city or county in its province, a province in the country."""
    if brief.scope is Scope.NATION:
        return None
    sheet, u = chart.sheet, chart.sheet.u
    ground = province_ground(brief, *_LOCATOR)
    aspect = (ground.window.x1 - ground.window.x0) / (ground.window.y1 - ground.window.y0)
    area, title = 104 * u, 13 * u
    width = area * math.sqrt(aspect)
    height = area / math.sqrt(aspect) + title
    box = corner(chart, board, (width, height), ("nw", "ne", "se", "sw"))
    board.take(box)
    sheet.rect(box, facecolor=PAPER, zorder=7.0)
    inner = Chart(sheet, Box(box.x0, box.y0, box.x1, box.y1 - title), ground, layer=7.1)
    inner.background(SEA if ground.lines else PAPER)
    fills = [_ACCENT if own else LAND for own in ground.mine]
    inner.fill(fills, edge=False)
    whole = ground.lines or {"province": ground.borders("province_code")}
    inner.lines(
        ground.borders("prefecture_code" if not ground.lines else "province_code"),
        _thin("prefecture"),
        above=0.3,
    )
    for kind, lines in whole.items():
        inner.lines(lines, _thin(kind), above=0.4)
    sheet.rect(box, facecolor="none", edgecolor="#8b959e", linewidth=0.7 * u, zorder=7.9)
    province = brief.place and brief.divisions.province_of(brief.place)
    within = "全国" if is_far_off(brief) or not province else brief.divisions.name(province)
    style = Style(8.2 * u, GREY, ha="center", name="locator")
    sheet.text((box.x0 + box.x1) / 2, box.y1 - title + 3.4 * u, f"在{within}的位置", style)
    return box


def _thin(kind: str) -> Pen:
    pen = LINES[kind]
    return Pen(pen.color, 0.55 * pen.width)


def draw_south_sea(chart: Chart, brief: Brief, board: Board, colors: dict[str, str]) -> Box:
    """Draw the South China Sea with its dashes and islands; every island is seen."""
    sheet, u = chart.sheet, chart.sheet.u
    width, height = 96 * u, 128 * u
    box = corner(chart, board, (width, height), ("se", "sw", "ne", "nw"))
    board.take(box)
    ground = south_sea(brief, width / height)
    inner = Chart(sheet, box, ground, layer=7.1)
    inner.background()
    inner.fill([colors.get(code, LAND) for code in ground.counties["adcode"]], edge=False)
    inner.lines(ground.borders("province_code"), _thin("prefecture"), above=0.3)
    for kind, lines in ground.lines.items():
        pen = LINES[kind]
        inner.lines(lines, Pen(pen.color, 0.75 * pen.width, pen.dash), above=0.4)
    sheet.rect(box, facecolor="none", edgecolor="#8b959e", linewidth=0.8 * u, zorder=7.9)
    style = Style(5.6 * u, INK, ha="center", halo=SEA, layer=8.0, name="island")
    for island in read_islands():
        _island(inner, (island.name, island.lon, island.lat), style)
    for named in _NAMED_ISLES[1:]:
        _label(inner, named, style)
    caption = Style(7.4 * u, INK, ha="center", halo=SEA, layer=8.0, name="island")
    sheet.text((box.x0 + box.x1) / 2, box.y0 + 4 * u, _NAMED_ISLES[0][0], caption)
    return box


def draw_isles(chart: Chart, board: Board) -> None:
    """Name the islands east of Taiwan, which are less than a dot on a map of the country."""
    u = chart.sheet.u
    size = 6.0 * u
    for name, lon, lat, rise in _EASTERN:
        x, y = map(float, chart.at(np.array([chart.ground.project(lon, lat)]))[0])
        dot = Box(x - 0.8 * u, y - 0.8 * u, x + 0.8 * u, y + 0.8 * u)
        chart.sheet.rect(dot, facecolor=INK, zorder=8.0)
        wide = chart.sheet.faces.width(name, size)
        left, low = x - wide / 2, y + rise * size
        board.take(Box(left, low - 0.2 * size, left + wide, low + 0.9 * size))
        chart.sheet.text(left, low, name, Style(size, INK, halo=SEA, name="island"))


def _island(inner: Chart, named: tuple[str, float, float], style: Style) -> None:
    x, y = inner.at(np.array([inner.ground.project(*named[1:])]))[0]
    r = 0.7 * inner.sheet.u
    inner.sheet.polygon(
        [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], facecolor=INK, zorder=8.0
    )
    inner.sheet.text(x, y + 2 * inner.sheet.u, named[0], style)


def _label(inner: Chart, named: tuple[str, float, float], style: Style) -> None:
    x, y = inner.at(np.array([inner.ground.project(*named[1:])]))[0]
    inner.sheet.text(x, y, named[0], style)

"""Figures in rows on a page: cities beside one another, and regions by rank with bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.briefing.sheet import FAINT, GREY, INK, Box, Sheet, Style
from layers.briefing.single import ranks_of, shade_measure, shade_value
from layers.briefing.sums import added
from projects.kinds import MEASURES
from projects.models import Stage
from projects.summary_tables import amount_said
from projects.wording import STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.column import Column
    from layers.briefing.model import Brief, Region

__all__ = ["BAR", "city_table", "rank_table"]

BAR = "#3b7cb3"
_CITY_COLUMNS = (
    ("", 0.18),
    ("项目", 0.1),
    ("", 0.26),
    ("单县", 0.1),
    ("跨县", 0.1),
    ("全市性", 0.13),
    ("待定位", 0.13),
)
_HIGHEST_ROW, _HIGH_ROW, _ROW, _LEAST_ROW = 30.0, 25.0, 21.0, 13.5
_TALL = 1.3  # widths of a small map, its caption included


def city_table(column: Column, brief: Brief) -> None:
    """Set the cities of a comparison beside one another, with what no county of theirs holds."""
    sheet, size = column.sheet, 9.4 * column.u
    column.heading("各地合计", f"{brief.counted_name}")
    titles = [title for title, _ in _CITY_COLUMNS]
    if brief.measure != "count":
        titles[2] = brief.measure_name
    _cells(column, titles, 0.86 * size, GREY)
    for part, region in _parts(brief):
        beside = {b.figure.key: b.figure.projects for b in part.beside}
        value = region.total.said if brief.measure != "count" else ""
        _cells(
            column,
            [
                region.name,
                f"{region.total.projects:,}",
                sheet.faces.cut(value.split(" (")[0], size, 0.25 * column.box.width),
                f"{part.single.projects:,}",
                *(f"{beside.get(key, 0):,}" for key in ("cross_county", "citywide", "unplaced")),
            ],
            size,
            INK,
        )
    column.gap(7)


def _parts(brief: Brief) -> list[tuple[Brief, Region]]:
    own = {region.adcode: region for region in brief.regions}
    return [(part, own[part.place]) for part in brief.parts if part.place in own]


def _cells(column: Column, texts: Sequence[str], size: float, color: str) -> None:
    column.y -= 1.5 * size
    x = column.box.x0
    for place, (text, (_, share)) in enumerate(zip(texts, _CITY_COLUMNS, strict=True)):
        width = share * column.box.width
        at, ha = (x, "left") if place == 0 else (x + width, "right")
        said = column.sheet.faces.cut(text, size, width)
        column.sheet.text(at, column.y + 0.36 * size, said, Style(size, color, ha=ha, name="city"))
        x += width


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the ranking; `rank` is empty for what has none."""

    rank: str
    name: str
    short: str
    value: float | None
    said: str
    counts: tuple[int, ...]
    strong: bool = False
    note: str = ""


def rank_table(sheet: Sheet, box: Box, brief: Brief) -> float:
    """Draw the ranking with bars and, below a rule, what stands in no row, and the total.

    Returns where the table ends.
    """
    present = [Stage(figure.key) for figure in brief.stages]
    ends = _ends(brief, present)
    room = box.height / sheet.u
    most = int((room - _ROW) / _LEAST_ROW) - len(ends) - 1
    ranks = ranks_of(brief.regions, _bar_measure(brief))
    ranked = zip(ranks, brief.regions, strict=True)
    rows = [_region_line(brief, present, rank, region) for rank, region in ranked]
    if len(rows) > most:
        rows = [*rows[: most - 1], _rest(brief, present, most - 1)]
    count = len(rows) + len(ends) + 1.6
    high = min(_row_height(brief, box, count * sheet.u), room / count) * sheet.u
    size = min(10.2 * sheet.u, 0.66 * high)
    largest = max((row.value or 0.0 for row in rows), default=0.0)
    grid = _Grid(sheet, box, size, high, largest, len(present) + 1)
    y = _rank_head(grid, brief, present)
    for row in rows:
        y = _rank_row(grid, y, row)
    sheet.line((box.x0, box.x1), (y, y), color=INK, linewidth=0.9 * sheet.u)
    for row in ends:
        y = _rank_row(grid, y, row)
    return y


def _row_height(brief: Brief, box: Box, rows: float) -> float:
    """Return how high a row is wished: rows of small maps below should be as wide as high."""
    if not brief.parts:
        return _HIGH_ROW
    maps = box.width / len(brief.parts)
    return max(_ROW, min((box.height - _TALL * maps) / rows, _HIGHEST_ROW))


def _ends(brief: Brief, present: Sequence[Stage]) -> list[_Line]:
    beside = [
        _Line("", b.figure.name, "", None, b.figure.said, (b.figure.projects,))
        for b in brief.beside
        if b.figure.key not in ("outside", "sharing")
    ]
    counts = {figure.key: figure.projects for figure in brief.stages}
    said = brief.total.said if brief.measure != "count" else ""
    numbers = (brief.total.projects, *(counts.get(str(stage), 0) for stage in present))
    total = _Line("", "合计", "", None, said, numbers, strong=True)
    return [*beside, total]


def _region_line(brief: Brief, present: Sequence[Stage], rank: int, region: Region) -> _Line:
    counts = {figure.key: figure.projects for figure in region.stages}
    return _Line(
        str(rank or ""),
        region.name,
        region.short,
        shade_value(region, _bar_measure(brief)),
        region.total.said if brief.measure != "count" and rank else "",
        (region.total.projects, *(counts.get(str(stage), 0) for stage in present)),
        note=f"参与跨县 {region.shared} 个, 未分摊" if region.shared and not rank else "",
    )


def _bar_measure(brief: Brief) -> str:
    """Return what the regions were ranked by."""
    return shade_measure(brief.regions, brief.measure, asked=brief.is_asked)


def _rest(brief: Brief, present: Sequence[Stage], shown: int) -> _Line:
    """Sum what has no row of its own: nothing is left out of the table's sums."""
    rest = brief.regions[shown:]
    amount = added(region.total.amount for region in rest)
    counts = [
        sum(f.projects for region in rest for f in region.stages if f.key == stage)
        for stage in present
    ]
    said = amount_said(amount, brief.measure) if brief.measure != "count" else ""
    return _Line("", f"其余 {len(rest)} 个合计", "", None, said, (amount.projects, *counts))


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the ranking's columns are: places of left and right edges, and sizes of rows."""

    sheet: Sheet
    box: Box
    size: float
    high: float
    largest: float
    counts: int

    @property
    def name(self) -> float:
        """Where names begin."""
        return self.box.x0 + 0.055 * self.box.width

    @property
    def bar(self) -> tuple[float, float]:
        """Where bars begin and how long the longest is."""
        start = self.box.x0 + 0.215 * self.box.width
        return start, self.value - 0.2 * self.box.width - start

    @property
    def value(self) -> float:
        """Where values end."""
        return self.count(0) - 0.065 * self.box.width

    def count(self, place: int) -> float:
        """Where the numbers of a column end; the first is that of all counted."""
        return self.box.x1 - (self.counts - 1 - place) * 0.068 * self.box.width


def _rank_head(grid: _Grid, brief: Brief, present: Sequence[Stage]) -> float:
    sheet, size = grid.sheet, 0.92 * grid.size
    y = grid.box.y1 - 0.7 * grid.high
    left, right = Style(size, GREY, name="rank"), Style(size, GREY, ha="right", name="rank")
    sheet.text(grid.box.x0, y, "位次", left)
    sheet.text(grid.name, y, "地区", left)
    sheet.text(grid.bar[0], y, f"按{MEASURES[_bar_measure(brief)].zh}排序", left)
    if brief.measure != "count":
        sheet.text(grid.value, y, f"{brief.measure_name} ({brief.counted_name})", right)
    for place, title in enumerate(("项目", *(STAGES[stage][0] for stage in present))):
        sheet.text(grid.count(place), y, title, right)
    y -= 0.35 * grid.high
    sheet.line((grid.box.x0, grid.box.x1), (y, y), color=INK, linewidth=0.9 * sheet.u)
    return y


def _rank_row(grid: _Grid, y: float, row: _Line) -> float:
    sheet, size = grid.sheet, grid.size
    y -= grid.high
    base = y + 0.5 * grid.high - 0.36 * size
    left = Style(size, INK, bold=row.strong, name="rank")
    right = Style(size, INK, ha="right", bold=row.strong, name="rank")
    sheet.text(grid.box.x0 + 1.6 * size, base, row.rank, Style(size, GREY, ha="right", name="rank"))
    start, longest = grid.bar
    room = (start if row.value is not None else grid.value - 0.2 * grid.box.width) - grid.name
    room -= 6 * sheet.u
    fits = sheet.faces.width(row.name, size) <= room
    name = row.name if fits or not row.short else row.short
    sheet.text(grid.name, base, sheet.faces.cut(name, size, room), left)
    if row.note:
        sheet.text(start, base, row.note, Style(0.9 * size, GREY, name="rank"))
    if row.value and grid.largest:
        middle, thick = y + 0.5 * grid.high, 0.52 * grid.high
        end = start + max(longest * row.value / grid.largest, 1.0)
        sheet.rect(Box(start, middle - thick / 2, end, middle + thick / 2), facecolor=BAR)
    sheet.text(grid.value, base, sheet.faces.cut(row.said, size, 0.2 * grid.box.width), right)
    for place, number in enumerate(row.counts):
        strong = Style(size, INK if number else GREY, ha="right", bold=row.strong, name="rank")
        sheet.text(grid.count(place), base, f"{number:,}", strong)
    sheet.line((grid.box.x0, grid.box.x1), (y, y), color=FAINT, linewidth=0.5 * sheet.u)
    return y

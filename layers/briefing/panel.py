"""The column beside a map: headline, totals by stage, legend, and what no county holds.

Sections are laid out from the top. The legend and what is listed because it has no room on the map
come whole; names of what stands beside the map fill what is left, and say how many are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.briefing.glyphs import draw_symbol
from layers.briefing.model import Scope
from layers.briefing.sheet import ALERT, GREY, INK, LEADING, Box, Style
from layers.briefing.single import shade_value
from layers.briefing.sums import added
from layers.briefing.words import headline as said
from layers.mapitems import drawn_as
from projects.summary_tables import amount_said
from projects.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.column import Column
    from layers.briefing.drawn import Drawn, Listed
    from layers.briefing.model import Appendix, Beside, Brief, Entry, Figure

__all__ = [
    "beside",
    "headline",
    "kind_table",
    "leaders",
    "listed",
    "located",
    "stages",
]

_ROW = 1.5  # height of a row, in sizes of its type
_SORTED = 2000
_FEW = 3
_LIST_SHARE = 0.6  # of what is left of a column
_LEADING = 8
BAR = "#3b7cb3"


def headline(column: Column, brief: Brief) -> None:
    """Say the total as the first thing to be read."""
    u, sheet = column.u, column.sheet
    label = f"{brief.counted_name}合计"
    size = 10.5 * u
    column.y -= size
    sheet.text(column.box.x0, column.y, label, Style(size, GREY, name="headline"))
    figure, told = said(brief)
    large = 27 * u
    column.y -= 1.12 * large
    style = Style(large, INK, bold=True, name="headline")
    box = sheet.text(column.box.x0, column.y, figure, style)
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


def kind_table(column: Column, brief: Brief) -> None:
    """Sum the total by kind, the largest first; what has no row is summed in the last."""
    size = 9.4 * column.u
    order = sorted(brief.kinds, key=lambda f: (-f.amount.value, -f.projects))
    rows = [figure for figure in order if figure.projects]
    room = int((column.left - 2.2 * size) / (1.62 * size))
    if not rows or room < _FEW:
        return
    column.heading("分类别", brief.counted_name)
    shown = rows if len(rows) <= room else rows[: room - 1]
    for figure in shown:
        radius = 0.7 * size
        column.y -= 1.62 * size
        y = column.y + 0.42 * size
        at = column.box.x0 + radius, y + 0.36 * size
        draw_symbol(column.sheet, at, radius, drawn_as(figure.key))
        _three(column, y, (2.6 * radius, figure.name, figure.projects, figure.said), size)
    if rest := rows[len(shown) :]:
        column.y -= 1.62 * size
        amount = added(figure.amount for figure in rest)
        said = amount_said(amount, brief.measure)
        name = f"其余 {len(rest)} 类"
        _three(column, column.y + 0.42 * size, (0.0, name, amount.projects, said), size)
    column.gap(7)


def _three(column: Column, y: float, row: tuple[float, str, int, str], size: float) -> None:
    """Write a name, a number of projects and a sum."""
    indent, name, projects, said = row
    x0, x1 = column.box.x0, column.box.x1
    right = x0 + 0.52 * (x1 - x0)
    style, end = Style(size, INK, name="kind"), Style(size, INK, ha="right", name="kind")
    column.sheet.text(x0 + indent, y, name, style)
    column.sheet.text(right, y, f"{projects:,} 个", end)
    if said != f"{projects:,} 个":
        said = column.sheet.faces.cut(said, size, x1 - right - 4 * column.u)
        column.sheet.text(x1, y, said, end)


def leaders(column: Column, brief: Brief) -> None:
    """Name the cities or provinces that have most, with bars, where there is room for some."""
    size = 9.2 * column.u
    rows = [r for r in (brief.provinces or brief.cities) if r.total.projects]
    measure = brief.measure if any(r.total.amount.stated for r in rows) else "count"
    rows.sort(key=lambda r: (-(shade_value(r, measure) or 0.0), -r.total.projects))
    rows = rows[:_LEADING]
    if not rows:
        return
    column.heading("居前地区", f"{brief.counted_name}")
    largest = shade_value(rows[0], measure) or 1.0
    x0, x1 = column.box.x0, column.box.x1
    start, longest = x0 + 0.24 * (x1 - x0), 0.4 * (x1 - x0)
    for region in rows:
        column.y -= 1.5 * size
        y = column.y + 0.4 * size
        name = column.sheet.faces.cut(region.short, size, start - x0 - 4 * column.u)
        column.sheet.text(x0, y, name, Style(size, INK, name="leader"))
        long = longest * (shade_value(region, measure) or 0.0) / largest
        column.sheet.rect(Box(start, y - 0.1 * size, start + long, y + 0.8 * size), facecolor=BAR)
        said = region.total.said if measure != "count" else f"{region.total.projects:,} 个"
        said = column.sheet.faces.cut(said.split(" (")[0], size, x1 - start - longest)
        column.sheet.text(x1, y, said, Style(size, INK, ha="right", name="leader"))
    column.gap(7)


def located(column: Column, brief: Brief) -> None:
    """Name what lies in single counties, where there is room left for it."""
    size = 8.8 * column.u
    room = int((column.left - 3 * size) / (1.36 * size))
    if room < _FEW or len(brief.appendix) > _SORTED:
        return
    rows = [entry for entry in brief.appendix if entry.place_class == "county"]
    if not rows:
        return
    column.heading("落到单个县的项目")
    rows.sort(key=lambda entry: (not entry.counted, -(entry.adds or 0.0), entry.number))
    shown = rows if len(rows) <= room else rows[: room - 1]
    several = brief.scope is not Scope.COUNTY
    width = column.box.x1 - column.box.x0
    for entry in shown:
        stage = "" if entry.counted else f"({entry.stage_name})"
        text = f"{_entry_text(entry, place=several)} {stage}".rstrip()
        column.y -= 1.36 * size
        said = column.sheet.faces.cut(text, size, width)
        column.sheet.text(
            column.box.x0, column.y + 0.3 * size, said, Style(size, GREY, name="name")
        )
    if len(shown) < len(rows):
        column.y -= 1.36 * size
        said = column.sheet.rest(len(rows) - len(shown))
        column.sheet.text(
            column.box.x0, column.y + 0.3 * size, said, Style(size, ALERT, name="name")
        )


def listed(column: Column, drawn: Drawn) -> None:
    """List what has no room on the map; what has none here either is counted."""
    if not drawn.listed and not drawn.unlabelled:
        return
    column.heading("图上编号与未注项目" if drawn.listed else "图上未注名的项目")
    size = 8.8 * column.u
    order = sorted(drawn.listed, key=lambda item: not item.number)
    numbered = [_listed_text(item) for item in order]
    plain = [_entry_text(entry, place=True) for entry in drawn.unlabelled]
    width = column.box.x1 - column.box.x0
    faces = column.sheet.faces
    room = max(int(_LIST_SHARE * column.left / (LEADING * size)), len(numbered) + 1, _FEW)
    whole = [faces.wrapped(text, size, width) for text in numbered]
    if sum(map(len, whole)) + len(plain) > room:
        whole = [[faces.cut(text, size, width)] for text in numbered]
    lines = [line for text in whole for line in text]
    left = room - len(lines)
    shown = plain if len(plain) <= left else plain[: max(left - 1, 0)]
    lines += [faces.cut(text, size, width) for text in shown]
    style = Style(size, INK, name="listed")
    column.y -= 0.2 * size
    column.y = column.sheet.lines(column.box.x0, column.y, lines, style)
    if len(shown) < len(plain):
        more = column.sheet.rest(len(plain) - len(shown))
        column.y -= 1.2 * size
        column.sheet.text(column.box.x0, column.y, more, Style(size, ALERT, name="listed"))
    column.gap(6)


def _listed_text(item: Listed) -> str:
    names = "、".join(f"{kind_name(cell.kind)}{cell.projects}" for cell in item.cells)
    number = f"{item.number}. " if item.number else ""
    return f"{number}{item.name}  {names}{item.said}".rstrip()


def beside(column: Column, brief: Brief) -> None:
    """Divide the total by where it lies: single counties, and with names what none of them holds.

    What stands here makes the total, but for what says that it is not counted.
    """
    groups = brief.beside
    if not groups:
        return
    column.heading("按位置", brief.counted_name)
    size = 9.2 * column.u
    _beside_head(column, brief.single, size)
    column.gap(2)
    room = column.left - len(groups) * 1.6 * size
    names = max(int(room / (1.36 * 0.94 * size)), 0)
    share = _shares([len(group.entries) for group in groups], names)
    for group, number in zip(groups, share, strict=True):
        _beside_head(column, group.figure, size)
        _names(column, group, number, 0.94 * size)
        column.gap(2)
    column.gap(5)


def _beside_head(column: Column, figure: Figure, size: float) -> None:
    column.y -= 1.5 * size
    y = column.y + 0.36 * size
    apart = " (不计入合计)" if figure.key in ("outside", "sharing") else ""
    head = f"{figure.name} {figure.projects:,} 个{apart}"
    column.sheet.text(column.box.x0, y, head, Style(size, INK, bold=True, name="beside"))
    style = Style(size, INK, ha="right", name="beside")
    if figure.said != f"{figure.projects:,} 个":
        column.sheet.text(column.box.x1, y, figure.said, style)


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
        text = column.sheet.rest(total - shown, after=bool(shown))
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

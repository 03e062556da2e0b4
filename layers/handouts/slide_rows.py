"""What stands in the tables and charts of the slides, from a brief; nothing is summed anew."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from layers.briefing.model import Layout
from projects.kinds import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.model import Brief, Entry, Figure, Region

__all__ = [
    "MOST_BARS",
    "MOST_PLACES",
    "Bars",
    "Table",
    "kinds",
    "list_head",
    "listed",
    "regions",
    "sums",
]

MOST_BARS = 12
MOST_PLACES = 68
"""As many as two slides hold; what is left out is counted."""
_COUNT = "count"
_LIST_HEAD = ("序号", "项目", "类别", "阶段", "县区", "规模", "章节")


class Table(NamedTuple):
    """Rows with their head; `strong` are heavy ones."""

    rows: list[tuple[str, ...]]
    strong: frozenset[int] = frozenset()


class Bars(NamedTuple):
    """A chart: a value for each category and series, None where nothing is stated."""

    title: str
    categories: list[str]
    series: list[tuple[str, list[float | None]]]


def sums(brief: Brief) -> Table:
    """Return the total, the stages, and where it lies: all of the last make the total."""
    rows = [("合计与阶段", "项目数", brief.measure_name)]
    rows.append(_cells(brief.total, f"合计 ({brief.counted_name})"))
    rows += [_cells(figure) for figure in brief.stages]
    beside = [_cells(one.figure) for one in brief.beside]
    heads = {1}
    if beside:
        heads.add(len(rows))
        rows += [("按位置", "", ""), _cells(brief.single), *beside]
    return Table(_measured(rows, brief), frozenset(heads))


def regions(brief: Brief) -> tuple[Table, Bars | None]:
    """Return the places, the largest first, as a table and as bars."""
    held = [region for region in brief.cities or brief.regions if region.total.projects]
    if brief.layout is not Layout.RANKING:
        held = sorted(held, key=_weight)
    name = "地区" if brief.layout in (Layout.COMPARISON, Layout.RANKING) else "县 (市、区)"
    if brief.cities:
        name = "市 (州)"
    shown, rest = held[:MOST_PLACES], held[MOST_PLACES:]
    rows = [(name, "项目数", brief.measure_name), *(_cells(region.total) for region in shown)]
    if rest:
        count = sum(region.total.projects for region in rest)
        rows.append((f"其余 {len(rest):,} 个, 未列", f"{count:,}", ""))
    return Table(_measured(rows, brief)), _bars(held, brief)


def kinds(brief: Brief) -> tuple[Table, Bars | None]:
    """Return the kinds, the largest first, as a table and as bars."""
    held = [figure for figure in brief.kinds if figure.projects]
    held.sort(key=lambda figure: (-figure.amount.value, -figure.projects))
    rows = [("类别", "项目数", brief.measure_name), *(_cells(figure) for figure in held)]
    return Table(_measured(rows, brief)), _one_series(held, brief, "分类别")


def listed(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """Return the rows of a list of projects, without its head."""
    return [
        (
            str(entry.number),
            entry.name,
            entry.kind_name,
            entry.stage_name,
            entry.where,
            entry.size or "未写明",
            entry.section,
        )
        for entry in entries
    ]


def list_head() -> tuple[str, ...]:
    """Return the head of a list of projects."""
    return _LIST_HEAD


def _weight(region: Region) -> tuple[float, int]:
    return (-region.total.amount.value, -region.total.projects)


def _cells(figure: Figure, name: str = "") -> tuple[str, str, str]:
    return (name or figure.name, f"{figure.projects:,}", figure.said)


def _measured(rows: Sequence[tuple[str, ...]], brief: Brief) -> list[tuple[str, ...]]:
    return [row[:2] for row in rows] if brief.measure == _COUNT else list(rows)


def _bars(held: Sequence[Region], brief: Brief) -> Bars | None:
    """Draw stages side by side where places are compared, else the total alone."""
    if brief.layout is not Layout.COMPARISON:
        return _one_series([region.total for region in held], brief, "分地区")
    measure = _charted([region.total for region in held], brief)
    names = {figure.key: figure.name for figure in brief.stages}
    series = []
    for key, name in names.items():
        found = [{f.key: f for f in region.stages}.get(key) for region in held]
        values = [_value(f, measure) if f else None for f in found]
        if any(value is not None for value in values):
            series.append((name, values))
    title = f"分地区、分阶段 ({_unit(measure)})"
    return Bars(title, [_place_named(region, brief, measure) for region in held], series)


def _place_named(region: Region, brief: Brief, measure: str) -> str:
    """Name a place beside its bars; where the total's is missing, it is not nought."""
    if measure == _COUNT or region.total.amount.known is not None or not region.total.projects:
        return region.name
    return f"{region.name} ({brief.counted_name}未写明)"


def _one_series(figures: Sequence[Figure], brief: Brief, what: str) -> Bars | None:
    """Return bars of the measure, or of projects where fewer than two state it."""
    if len(figures) <= 1:
        return None
    measure = _charted(figures, brief)
    shown = [f for f in figures if measure == _COUNT or f.amount.known is not None]
    shown = sorted(shown, key=lambda f: -(_value(f, measure) or 0))[:MOST_BARS]
    rest = len(figures) - len(shown)
    note = f", 另有 {rest:,} 个未列" if rest else ""
    values = [_value(figure, measure) for figure in shown]
    title = f"{what} ({brief.counted_name}, {_unit(measure)}{note})"
    return Bars(title, [_marked(f, measure) for f in shown], [(brief.counted_name, values)])


def _charted(figures: Sequence[Figure], brief: Brief) -> str:
    stated = [figure for figure in figures if figure.amount.stated and figure.amount.value]
    return brief.measure if len(stated) > 1 else _COUNT


def _marked(figure: Figure, measure: str) -> str:
    """Name a bar; 约 and 以上 stay with its number."""
    _, _, marks = figure.said.partition(" (")
    return f"{figure.name} ({marks}" if marks and measure != _COUNT else figure.name


def _value(figure: Figure, measure: str) -> float | None:
    """Return a bar's length in the unit people see."""
    if measure == _COUNT:
        return float(figure.projects)
    if figure.amount.known is None:
        return None
    return float(Decimal(repr(figure.amount.value)) / Decimal(repr(MEASURES[measure].zh_factor)))


def _unit(measure: str) -> str:
    return MEASURES[measure].zh_unit if measure != _COUNT else "项目数, 个"

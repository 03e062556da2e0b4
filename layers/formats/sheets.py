"""What the workbook's sheets hold: rows for people, in 万千瓦, 公里 and 公顷, 合计 before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layers.formats.parts import single
from layers.formats.telling import facts
from projects.amounts import Amount
from projects.kinds import MEASURES
from projects.summaries import HEADLINE_STAGES, summarise
from projects.summary_tables import amount_said, people_number
from projects.wording import CLASSES, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd

    from layers.content import Content
    from layers.workbook import Cell
    from projects.totals import Summary

__all__ = ["NO_NUMBER", "Page", "pages"]

NO_NUMBER = frozenset({"未写明", "已分入各县", "–"})
"""What stands in place of a number."""

_APART = ("cross_county", "citywide", "unplaced")
_SUMMED = ("power", "energy")
_YES = "是"
_SAID = 60
"""Places that the column 说明 takes at most."""
_NOTHING = Amount(value=0.0, projects=0, qualified=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: `totals` stand above the headings, so that no filter takes them for a row.

    `summable` names by place, from 0, the columns whose shown rows may be added up; `widest`
    is how many places some columns take at most before their text wraps.
    """

    name: str
    title: str
    headings: Sequence[str]
    totals: Sequence[Sequence[Cell]]
    rows: Iterable[Sequence[Cell]]
    summable: Sequence[int] = ()
    widest: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of the projects' sheet: the frame's name, the heading, the measure of numbers.

    One that is not there `always` is left out where all its cells are empty.
    """

    name: str
    heading: str
    measure: str = ""
    summed: bool = False
    widest: float = 12
    always: bool = False


_FIELDS = (
    _Field("name", "项目名称", widest=28, always=True),
    _Field("kind_zh", "类型", always=True),
    _Field("sector_zh", "领域", always=True),
    _Field("stage_zh", "阶段", always=True),
    _Field("nature_zh", "建设性质", always=True),
    _Field("county_codes", "县级代码", widest=17, always=True),
    _Field("county_names", "所在县 (市, 区)", widest=18, always=True),
    _Field("place_class_zh", "落位", always=True),
    _Field("precision_zh", "定位精度", always=True),
    _Field("year", "年份"),
    _Field("capacity", "规模 (原文)", widest=16, always=True),
    _Field("qualified", "含约数"),
    _Field("power_mw", "装机容量 (万千瓦)", "power", always=True),
    _Field("power_counted_mw", "计入合计装机 (万千瓦)", "power", summed=True, always=True),
    _Field("energy_mwh", "储能电量 (万千瓦时)", "energy"),
    _Field("voltage_kv", "电压 (千伏)"),
    _Field("length_km", "长度 (公里)"),
    _Field("area_ha", "面积 (公顷)"),
    _Field("total_investment", "总投资 (万元)"),
    _Field("yearly_investment", "年度投资 (万元)"),
    _Field("investment", "投资 (原文)", widest=16),
    _Field("owner", "业主", widest=18),
    _Field("responsible", "责任单位", widest=24),
    _Field("title", "规划名称", widest=22, always=True),
    _Field("number", "文号", widest=16),
    _Field("date", "发布日期"),
    _Field("section", "章节"),
    _Field("page", "页码"),
    _Field("checked", "核对状态", widest=14, always=True),
    _Field("key", "项目标识", widest=18, always=True),
)


def pages(content: Content) -> list[Page]:
    """Lay the export out as sheets: 汇总, 项目, 分县, 分类型, 来源."""
    return [
        _overview(content),
        _projects(content),
        _sums(content, "county", "分县汇总"),
        _sums(content, "kind", "分类型汇总"),
        _sources(content),
    ]


def _overview(content: Content) -> Page:
    """Sum by stage: the headline first, never with a stage added in silence."""
    head = ("阶段", "项目数 (个)", *(_heading(measure) for measure in _SUMMED), "说明")
    sums = [_summary(content, "stage", measure) for measure in _SUMMED]
    headline = [
        summarise(
            content.holdings, divisions=content.divisions, measure=m, stages=HEADLINE_STAGES
        ).total
        for m in _SUMMED
    ]
    names = "+".join(STAGES[stage][0] for stage in HEADLINE_STAGES)
    totals = [
        ["合计 (各阶段)", *_cells([summary.total for summary in sums])],
        [f"其中: {names}", *_cells(headline)],
    ]
    rows = [[STAGES[key][0], *_cells(amounts)] for key, _, *amounts in _beside_each_other(sums)]
    outside = [summary.outside for summary in sums]
    return Page(
        "汇总",
        "规划点名项目汇总",
        head,
        totals,
        [*rows, [f"{CLASSES['outside'][0]} (不计入合计)", *_cells(outside)]],
        widest={len(head) - 1: _SAID},
    )


def _sums(content: Content, by: str, name: str) -> Page:
    sums = [_summary(content, by, measure) for measure in _SUMMED]
    is_county = by == "county"
    head = (
        *(("县级代码", "县 (市, 区)") if is_county else ("类型代码", "类型")),
        "项目数 (个)",
        *(_heading(measure) for measure in _SUMMED),
        "说明",
    )
    rows: list[list[Cell]] = [
        [key, name, *_cells(amounts)] for key, name, *amounts in _beside_each_other(sums)
    ]
    for apart in (*_APART, "outside"):
        amounts = [getattr(summary, apart) for summary in sums]
        label = CLASSES[apart][0]
        if apart == "outside":
            label += " (不计入合计)"
        if is_county or any(amount.projects or amount.value for amount in amounts):
            rows.append(["", label, *_cells(amounts)])
    totals = [["", "合计 (各阶段)", *_cells([summary.total for summary in sums])]]
    widest = {len(head) - 1: _SAID}
    return Page(name, f"规划点名项目{name}", head, totals, rows, widest=widest)


def _projects(content: Content) -> Page:
    schema, frame = single(content, content.crs.code)
    fields = [
        field
        for field in _FIELDS
        if field.name in schema.names and (field.always or _has_cells(field, frame))
    ]
    summary = _summary(content, "county", "power")
    total, outside = summary.total, summary.outside
    apart = f", 不含市外 {outside.projects} 个" if outside.projects else ""
    line: list[Cell] = [None, f"合计 {total.projects} 个 (各阶段{apart})"]
    line += [_number(total, "power") if field.summed else None for field in fields[1:]]
    places = list(enumerate(fields, start=1))
    return Page(
        "项目",
        "规划点名项目一览",
        ("序号", *(field.heading for field in fields)),
        [line],
        _Rows(fields, frame),
        [place for place, field in places if field.summed],
        {place: field.widest for place, field in places},
    )


def _has_cells(field: _Field, frame: gpd.GeoDataFrame) -> bool:
    values = frame[field.name]
    return bool(values.any() if values.dtype == bool else values.notna().any())


class _Rows:
    """The projects, numbered, made anew each time they are gone through."""

    def __init__(self, fields: list[_Field], frame: gpd.GeoDataFrame) -> None:
        self._fields, self._frame = fields, frame

    def __iter__(self) -> Iterator[list[Cell]]:
        frame = self._frame
        columns = [[_cell(field, value) for value in frame[field.name]] for field in self._fields]
        for number, cells in enumerate(zip(*columns, strict=True), start=1):
            yield [number, *cells]


def _cell(field: _Field, value: Any) -> Cell:  # noqa: ANN401 -- a cell of any dtype
    import pandas as pd

    if pd.isna(value):
        return None
    if field.name == "qualified":
        return _YES if value else None
    if field.measure:
        return people_number(float(value), field.measure)
    return value if isinstance(value, (str, int)) else float(value)


def _sources(content: Content) -> Page:
    rows = [[name, text] for name, text in facts(content)]
    return Page("来源", "来源与说明", ("项", "内容"), (), rows, widest={1: 110})


def _summary(content: Content, by: str, measure: str) -> Summary:
    return summarise(content.holdings, divisions=content.divisions, by=by, measure=measure)


def _beside_each_other(sums: Sequence[Summary]) -> Iterator[tuple[Any, ...]]:
    """Yield key and name of each row, then its amount in every sum.

    A county into which a plan's own shares put capacity has a row in that sum alone.
    """
    names = {row.key: row.name for summary in sums for row in summary.rows}
    amounts = [{row.key: row.amount for row in summary.rows} for summary in sums]
    for key in sorted(names) if sums[0].by == "county" else names:
        yield key, names[key], *(of.get(key, _NOTHING) for of in amounts)


def _heading(measure: str) -> str:
    return f"{MEASURES[measure].zh} ({MEASURES[measure].zh_unit})"


def _cells(amounts: Sequence[Amount]) -> list[Cell]:
    """Return the number of projects, each measure's sum, and what to know of the sums."""
    sums = [_number(amount, measure) for amount, measure in zip(amounts, _SUMMED, strict=True)]
    vague = [
        f"{MEASURES[measure].zh}: {amount_said(amount, measure)}"
        for amount, measure in zip(amounts, _SUMMED, strict=True)
        if amount.qualified
    ]
    return [amounts[0].projects, *sums, "; ".join(vague)]


def _number(amount: Amount, measure: str) -> Cell:
    """Give a sum as a number; words where no project states it, which is not zero."""
    if amount.known is None or not (amount.projects or amount.value):
        return amount_said(amount, measure)
    if amount.divided and not amount.value:
        return amount_said(amount, measure)
    return people_number(amount.value, measure)

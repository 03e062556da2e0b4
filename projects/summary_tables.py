"""A sum for people: rows in their order, as aligned text and as the cells of a spreadsheet.

The total comes first and right below it what no county holds (design rule 5), then the rows; those
of several prefectures stand under each one's own total. People see 万千瓦. Where no project states
the measure, nothing stands for a number: 未写明 is not zero, nor is what stands in its counties.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from geo.models import Adcode
from projects.kinds import MEASURES
from projects.tables import aligned
from projects.wording import CLASSES, amount_text, marks_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.divisions import Divisions
    from projects.amounts import Amount
    from projects.totals import Group, Row, Summary

__all__ = [
    "SummaryFormat",
    "amount_said",
    "people_number",
    "summary_notes",
    "summary_sheet",
    "summary_text",
]

_APART = ("cross_county", "citywide", "unplaced")
_NOT_STATED, _DIVIDED, _NONE = "未写明", "已分入各县", "–"
_NAMED = 8  # counties of 跨县 that are named in a text; a spreadsheet names all
_INDENT = "  "
_APART_SAID = ("未分摊, 不计入合计", "不计入合计")
_NOWHERE = "跨市或未定城市"

_Cells = list["str | float | None"]


class SummaryFormat(StrEnum):
    """How a sum is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


class _Line(NamedTuple):
    """A row as it is shown: `key` is its adcode, kind or stage, "" for the amounts beside them.

    `counties` are those of the cross-county projects in it, by name.
    """

    key: str
    name: str
    amount: Amount
    counties: tuple[str, ...] = ()


def summary_text(summary: Summary, divisions: Divisions, notes: Sequence[str] = ()) -> str:
    """Write a sum as a table for the terminal; `notes` stand below those of its own."""
    lines = list(_lines(summary, divisions))
    text = _table([_listed(line) for line in lines], summary)
    if summary.by == "county" and summary.sharing and not summary.split:
        shared = [_Line(row.key, row.name, row.amount) for row in summary.sharing]
        text += f"\n参与跨县项目 (未分摊, 不计入上表)\n{_table(shared, summary)}"
    below = "".join(f"{note}\n" for note in (*summary_notes(summary), *notes))
    return f"{text}\n{below}" if below else text


def summary_sheet(summary: Summary, divisions: Divisions) -> tuple[list[str], list[_Cells]]:
    """Return the headings of a sum as a spreadsheet, and its rows: the total is the first."""
    measure = MEASURES[summary.measure]
    unit = f"{measure.zh}（{measure.zh_unit}）"
    headings = ["代码", "名称", unit]
    if summary.measure != "count":
        headings += [f"{measure.zh}（{measure.unit}）", "说明", "写明数值（个）", "项目数（个）"]
    else:
        headings.append("说明")
    if summary.split:
        headings += [f"其中均分估算（{measure.zh_unit}）", "分摊进来的跨县项目（个）"]
    return headings, [_cells(line, summary) for line in _lines(summary, divisions)]


def amount_said(amount: Amount, measure: str) -> str:
    """Say a sum for people: 未写明 where projects are there and none states it, – where none is.

    What stands in the counties instead is 已分入各县, and no zero either.
    """
    if amount.known is None:
        return _DIVIDED if amount.divided else _NOT_STATED
    return amount_text(amount, measure) if amount.projects or amount.value else _NONE


def people_number(value: float, measure: str) -> float:
    """Turn a value into that of the unit people see, exactly: MW into 万千瓦."""
    return float(Decimal(repr(value)) / Decimal(repr(MEASURES[measure].zh_factor)))


def _lines(summary: Summary, divisions: Divisions) -> Iterator[_Line]:
    """Yield the amounts beside the rows, then the rows, each with what of it stands in zones."""
    has_groups = len(summary.groups) > 1
    yield _Line("", CLASSES["total"][0], summary.total)
    if summary.by == "county" or summary.placed.projects:
        yield _Line("", "其中在一县之内", summary.placed)
    for name in _APART:
        label = CLASSES[name][0] + (" (各市合计)" if has_groups else "")
        is_named = name == "cross_county" and summary.by == "county" and not has_groups
        counties = _names(summary.crossing, divisions) if is_named else ()
        yield _Line("", label, getattr(summary, name), counties)
        yield from _zones(summary, name)
    yield _Line("", CLASSES["outside"][0], summary.outside)
    if summary.taking_part.projects:
        name = f"{CLASSES['taking_part'][0]} ({_APART_SAID[bool(summary.split)]})"
        yield _Line("", name, summary.taking_part)
    if has_groups:
        yield from _grouped(summary, divisions)
        return
    for row in summary.rows:
        yield from _row(row, summary)


def _grouped(summary: Summary, divisions: Divisions) -> Iterator[_Line]:
    """Yield every prefecture with its own rows of rule 5, and its counties below."""
    rows: dict[str, list[Row]] = {}
    for row in summary.rows:
        rows.setdefault(str(divisions.prefecture_of(Adcode(row.key))), []).append(row)
    for group in summary.groups:
        mine = rows.get(group.key, [])
        if [row.key for row in mine] == [group.key]:  # a county without a prefecture
            yield from _row(mine[0], summary)
            continue
        yield _Line(group.key, f"{group.name or _NOWHERE} 小计", group.total)
        yield from _beside(group, divisions)
        for row in mine:
            yield from _row(row, summary, _INDENT)


def _beside(group: Group, divisions: Divisions) -> Iterator[_Line]:
    for name in _APART:
        amount: Amount = getattr(group, name)
        counties = _names(group.crossing, divisions) if name == "cross_county" else ()
        if amount.projects:
            yield _Line("", f"{_INDENT}{CLASSES[name][0]}", amount, counties)


def _row(row: Row, summary: Summary, indent: str = "") -> Iterator[_Line]:
    yield _Line(row.key, f"{indent}{row.name}", row.amount)
    yield from _zones(summary, row.key, indent)


def _zones(summary: Summary, host: str, indent: str = "") -> Iterator[_Line]:
    for zone in summary.zones:
        if zone.host == host:
            yield _Line("", f"{indent}{_INDENT}其中: {zone.name}", zone.amount)


def _names(codes: Sequence[Adcode], divisions: Divisions) -> tuple[str, ...]:
    return tuple(map(divisions.name, codes))


def _listed(line: _Line) -> _Line:
    """Name the counties of cross-county projects behind the row's name, the first of many."""
    if not line.counties:
        return line
    more = f"等 {len(line.counties)} 个县" if len(line.counties) > _NAMED else ""
    return line._replace(name=f"{line.name} ({'、'.join(line.counties[:_NAMED])}{more})")


def _table(lines: list[_Line], summary: Summary) -> str:
    measure = summary.measure
    if measure == "count":
        head = ["代码", "名称", MEASURES[measure].zh]
        return aligned([head, *([k, n, str(a.projects)] for k, n, a, _ in lines)])
    head = ["代码", "名称", MEASURES[measure].zh, "写明数值", "项目数"]
    table = [head]
    for key, name, amount, _ in lines:
        table.append(
            [key, name, amount_said(amount, measure), str(amount.stated), _counted(amount)]
        )
    if summary.split:
        for cells, estimated in zip(table, ["均分估算", *_estimates(lines, measure)], strict=True):
            cells.insert(3, estimated)
    return aligned(table)


def _counted(amount: Amount) -> str:
    """Count the projects, and behind them those at home elsewhere of which a part is in it."""
    return f"{amount.projects} (另分摊 {amount.shared})" if amount.shared else str(amount.projects)


def _estimates(lines: list[_Line], measure: str) -> Iterator[str]:
    unit = MEASURES[measure].zh_unit
    for line in lines:
        part = line.amount.estimated
        yield f"{people_number(part, measure):,.10g} {unit}" if part else ""


def summary_notes(summary: Summary) -> Iterator[str]:
    """Say what a reader has to know of the sum: as of when, how sure, what was counted once."""
    dates = [date for date in summary.dates if date]
    undated = len(dates) < len(summary.dates)
    if dates:
        span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} 至 {dates[-1]}"
        yield f"阶段截至文件日期: {span}{', 另有文件未注日期' if undated else ''}"
    elif undated:
        yield "阶段截至文件日期: 文件未注日期"
    if "at_least" in summary.total.qualifiers:
        yield "含下限: “以上”和区间按下限计入"
    if summary.split:
        yield "均分估算: 跨县项目按县平均分摊, 方案没有这样写"
    if summary.repeats:
        yield f"{len(summary.repeats)} 个项目另有文件也点名, 只计一次"
    if summary.doubles:
        yield f"{len(summary.doubles)} 对项目疑为同一项目, 均已计入, 待人工核对"
    if summary.overfull:
        yield f"{len(summary.overfull)} 个打捆项目所含项目之和超过其自身规模"


def _cells(line: _Line, summary: Summary) -> _Cells:
    amount, measure = line.amount, summary.measure
    known = amount.known if amount.projects or amount.value else None
    people = None if known is None else people_number(known, measure)
    cells: _Cells = [line.key, line.name.strip(), people]
    said = [marks_text(amount)] if known is not None else []
    if amount.known is None:
        said = [amount_said(amount, measure)]
    if line.counties:
        said.append(f"涉及区县: {'、'.join(line.counties)}")
    cells += ["; ".join(filter(None, said))]
    if measure != "count":
        cells[3:3] = [known]
        cells += [amount.stated, amount.projects]
    if summary.split:
        estimated = people_number(amount.estimated, measure) if amount.estimated else None
        cells += [estimated, amount.shared or None]
    return cells

"""A sum for the terminal and for spreadsheets: aligned text, CSV, JSON, XLSX.

People see 万千瓦; CSV and JSON hold the measure's own unit, a spreadsheet both. Where no project
states the measure, nothing stands for a number: 未写明 is not zero.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from projects.contract import summary_to_json
from projects.kinds import MEASURES
from projects.tables import aligned, as_json
from projects.wording import CLASSES, amount_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.divisions import Divisions
    from projects.amounts import Amount
    from projects.totals import Summary

__all__ = ["SummaryFormat", "amount_said", "people_number", "written_summary"]

_APART = ("cross_county", "citywide", "unplaced")
_NOT_STATED, _DIVIDED, _NONE = "未写明", "已分入各县", "–"
_NAMED = 8  # counties of 跨县 that are named
_INDENT = "  其中: "
_APART_SAID = ("未分摊, 不计入合计", "不计入合计")


class SummaryFormat(StrEnum):
    """How a sum is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


class _Line(NamedTuple):
    """A row as it is shown: `key` is its adcode, kind or stage, "" for the amounts beside them."""

    key: str
    name: str
    amount: Amount


def written_summary(summary: Summary, format_: SummaryFormat, divisions: Divisions) -> bytes:
    """Write a sum; text is UTF-8."""
    if format_ is SummaryFormat.XLSX:
        return _as_xlsx(summary, divisions)
    if format_ is SummaryFormat.JSON:
        return as_json(summary_to_json(summary)).encode()
    write = _as_csv if format_ is SummaryFormat.CSV else _as_text
    return write(summary, divisions).encode()


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
    """Yield the rows, each with what of it stands in zones, and the amounts beside them."""
    for row in summary.rows:
        yield _Line(row.key, row.name, row.amount)
        yield from _zones(summary, row.key)
    for name in _APART:
        label = CLASSES[name][0]
        if name == "cross_county" and summary.crossing and summary.by == "county":
            label += f" ({_counties(summary, divisions)})"
        yield _Line("", label, getattr(summary, name))
        yield from _zones(summary, name)


def _zones(summary: Summary, host: str) -> Iterator[_Line]:
    for zone in summary.zones:
        if zone.host == host:
            yield _Line("", f"{_INDENT}{zone.name}", zone.amount)


def _counties(summary: Summary, divisions: Divisions) -> str:
    names = [divisions.name(code) for code in summary.crossing]
    more = f"等 {len(names)} 个县" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _ends(summary: Summary) -> list[_Line]:
    """Return the total, and what stands apart from it."""
    lines = [_Line("", CLASSES[name][0], getattr(summary, name)) for name in ("total", "outside")]
    if summary.taking_part.projects:
        name = f"{CLASSES['taking_part'][0]} ({_APART_SAID[bool(summary.split)]})"
        lines.append(_Line("", name, summary.taking_part))
    return lines


def _as_csv(summary: Summary, divisions: Divisions) -> str:
    """Write rows and totals as CSV, values in the measure's own unit, empty where not stated."""
    out = io.StringIO()
    writer = csv.writer(out)
    head = ("name", "value", "unit", "projects", "qualified", "stated", "qualifiers", "estimated")
    writer.writerow((summary.by, *head))
    for key, name, amount in (*_lines(summary, divisions), *_ends(summary)):
        known = amount.known if amount.projects or amount.value else None
        value = "" if known is None else known
        vague = "yes" if amount.qualified else ""
        marks, parted = ";".join(amount.qualifiers), amount.estimated or ""
        cells = (value, summary.unit, amount.projects, vague, amount.stated, marks, parted)
        writer.writerow((key, name.strip(), *cells))
    return out.getvalue()


def _as_text(summary: Summary, divisions: Divisions) -> str:
    """Write a sum for people: planners' units, 约 and 以上 marked, totals below the rows."""
    lines = [*_lines(summary, divisions), *_ends(summary)]
    lines.append(_Line("", "其中在一县之内", summary.placed))
    text = _table(lines, summary)
    if summary.by == "county" and summary.sharing and not summary.split:
        shared = [_Line(row.key, row.name, row.amount) for row in summary.sharing]
        text += f"\n参与跨县项目 (未分摊, 不计入上表)\n{_table(shared, summary)}"
    notes = "".join(f"{note}\n" for note in _notes(summary))
    return f"{text}\n{notes}" if notes else text


def _table(lines: list[_Line], summary: Summary) -> str:
    measure = summary.measure
    if measure == "count":
        head = ["代码", "名称", MEASURES[measure].zh]
        return aligned([head, *([k, n, str(a.projects)] for k, n, a in lines)])
    head = ["代码", "名称", MEASURES[measure].zh, "写明数值", "项目数"]
    table = [head]
    for key, name, amount in lines:
        table.append(
            [key, name, amount_said(amount, measure), str(amount.stated), str(amount.projects)]
        )
    if summary.split:
        for cells, estimated in zip(table, ["均分估算", *_estimates(lines, measure)], strict=True):
            cells.insert(3, estimated)
    return aligned(table)


def _estimates(lines: list[_Line], measure: str) -> Iterator[str]:
    unit = MEASURES[measure].zh_unit
    for line in lines:
        part = line.amount.estimated
        yield f"{people_number(part, measure):.10g} {unit}" if part else ""


def _notes(summary: Summary) -> Iterator[str]:
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


def _as_xlsx(summary: Summary, divisions: Divisions) -> bytes:
    """Write a sum as a spreadsheet, 合计 first; numbers are numbers, texts never formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    measure = MEASURES[summary.measure]
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "汇总"
    head = ["代码", "名称", f"{measure.zh}（{measure.zh_unit}）"]
    is_counted = summary.measure == "count"
    if not is_counted:
        head.append(f"{measure.zh}（{measure.unit}）")
    head += ["说明", "写明数值（个）", "项目数（个）"]
    head += [f"其中均分估算（{measure.zh_unit}）"] if summary.split else []
    sheet.append(head)
    first, *last = _ends(summary)
    for line in (first, *_lines(summary, divisions), *last):
        sheet.append(_xlsx_cells(line, summary))
    for note in ("", *_notes(summary)):
        sheet.append([None, note])
    _finish(sheet, Font(bold=True))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cells(line: _Line, summary: Summary) -> list[str | float | None]:
    amount, measure = line.amount, summary.measure
    known = amount.known if amount.projects or amount.value else None
    people = None if known is None else people_number(known, measure)
    cells: list[str | float | None] = [line.key, line.name, people]
    if measure != "count":
        cells.append(known)
    said = amount_said(amount, measure) if amount.known is None else ""
    if amount.qualifiers and known is not None:
        said = amount_text(amount, measure).partition(" (")[2].rstrip(")")
    cells += [said, amount.stated, amount.projects]
    if summary.split:
        cells.append(people_number(amount.estimated, measure) if amount.estimated else None)
    return cells


def _finish(sheet: Any, bold: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """Keep texts from being taken for formulas, and make head and total stand out."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in (*sheet[1], *sheet[2]):
        cell.font = bold
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGH", (10, 36, 18, 18, 14, 16, 14, 22), strict=True):
        sheet.column_dimensions[column].width = width

"""The table of sums to take away: CSV and XLSX with the figures of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from layers.workbook import Sheet, csv_bytes, xlsx_bytes
from projects.kinds import MEASURES
from projects.totals import IN_GROUP
from views.choice import label
from views.figures import people_value, stage_names
from views.sums_frame import column_name, line_name, marks_said, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.workbook import Cell
    from projects.amounts import Amount
    from views.sums_rows import Line, Sums

__all__ = ["as_csv", "as_xlsx", "records"]

_TOTAL = "C3"


def records(sums: Sums, words: Mapping[str, str], lang: str) -> pd.DataFrame:
    """Return every figure of the table as a number, empty where nothing is stated."""
    lines, measure = sums.lines, sums.wish.measure
    found: dict[str, list[Cell]] = {
        words["sums_file_code"]: list(map(_code, lines)),
        words["col_region"]: [line_name(line, sums, words).strip() for line in lines],
    }
    for number, column in enumerate(sums.columns):
        amounts = [line.amounts[number] for line in lines]
        name = column_name(column, words, lang)
        if number == 0:
            is_all = sums.wish.by == "stage"
            name = words["all_stages"] if is_all else stage_names(column.stages, lang)
        head = words["sums_file_unit"].format(column=name, unit=unit_of(sums, lang))
        found[head] = [_value(amount, measure, lang) for amount in amounts]
        if measure != "count":
            found |= _beside(amounts, name, sums, words, lang)
    if any(line.city for line in lines):
        found[words["sums_file_city"]] = [line.city for line in lines]
    if any(line.sharing for line in lines):
        shared = [line.sharing for line in lines]
        head = words["sums_head_sharing"]
        head = words["sums_file_unit"].format(column=head, unit=unit_of(sums, lang))
        found[head] = [_value(a, measure, lang) for a in shared]
        found[words["sums_file_sharing"]] = [a.projects if a else None for a in shared]
    return pd.DataFrame(found)


def _code(line: Line) -> str:
    """Return the code of a row, or of the prefecture whose total it is."""
    if line.what == "group":
        return line.key.partition(IN_GROUP)[0]
    return line.key if line.what == "row" else ""


def _beside(
    amounts: Sequence[Amount | None],
    name: str,
    sums: Sums,
    words: Mapping[str, str],
    lang: str,
) -> dict[str, list[Cell]]:
    """Return what stands beside a column's numbers: estimates, marks, how many projects."""
    found: dict[str, list[Cell]] = {}
    if sums.is_split:
        head = words["sums_file_estimated"].format(column=name, unit=unit_of(sums, lang))
        found[head] = [
            people_value(a.estimated, sums.wish.measure, lang) if a and a.estimated else None
            for a in amounts
        ]
        found[words["sums_file_shared"].format(column=name)] = [
            a.shared or None if a else None for a in amounts
        ]
    marks: list[Cell] = [marks_said(amount, words) for amount in amounts]
    found[words["sums_file_marks"].format(column=name)] = marks
    for key, field in (("sums_file_projects", "projects"), ("sums_file_stated", "stated")):
        counts: list[Cell] = [getattr(amount, field) if amount else 0 for amount in amounts]
        found[words[key].format(column=name)] = counts
    return found


def as_csv(sums: Sums, notes: Sequence[str], words: Mapping[str, str], lang: str) -> bytes:
    """Write a CSV that spreadsheet programs open as UTF-8, with no cell run as a formula."""
    headings, rows = _cells(sums, words, lang)
    return csv_bytes(headings, rows, notes=notes)


def as_xlsx(
    sums: Sums,
    notes: Sequence[str],
    words: Mapping[str, str],
    lang: str,
    *,
    about: Sequence[str] = (),
) -> bytes:
    """Write a spreadsheet: numbers are numbers, texts never formulas, the notes below.

    `about` says what it is of and of which day; it stands in the first row.
    """
    headings, rows = _cells(sums, words, lang)
    measure = MEASURES[sums.wish.measure]
    title = words["sums_file_title"].format(
        measure=label((measure.zh, measure.en), lang), by=words[f"by_{sums.wish.by}"]
    )
    told = " · ".join((title, *about))
    return xlsx_bytes(
        Sheet(words["page_sums"], told, headings, rows, notes=notes, bold=1, total=_TOTAL)
    )


def _cells(
    sums: Sums, words: Mapping[str, str], lang: str
) -> tuple[list[str], list[tuple[Cell, ...]]]:
    frame = records(sums, words, lang).astype(object)
    frame = frame.where(frame.notna(), None)
    return list(frame.columns), list(frame.itertuples(index=False, name=None))


def _value(amount: Amount | None, measure: str, lang: str) -> float | None:
    if amount is None or amount.known is None:
        return None
    return people_value(amount.value, measure, lang)

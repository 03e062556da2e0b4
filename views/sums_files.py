"""The table of sums to take away: CSV and XLSX with the figures of the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from views.figures import people_value
from views.sums_frame import heads, line_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.amounts import Amount
    from views.sums_rows import Sums

__all__ = ["as_csv", "as_xlsx", "records"]

_FORMULA = frozenset("=+-@\t\r")


def records(sums: Sums, words: Mapping[str, str], lang: str) -> pd.DataFrame:
    """Return every figure of the table as a number, empty where nothing is stated."""
    lines = sums.lines
    coded = [line.key if line.what == "row" else "" for line in lines]
    found: dict[str, list[object]] = {
        words["sums_file_code"]: list(coded),
        words["col_region"]: [line_name(line, sums, words).strip() for line in lines],
    }
    measure = sums.wish.measure
    for number, title in enumerate(heads(sums, words, lang)):
        amounts = [line.amounts[number] for line in lines]
        found[title] = [_value(amount, measure, lang) for amount in amounts]
        if measure == "count":
            continue
        if number == 0 and sums.wish.split:
            parts = [a.estimated if a else 0.0 for a in amounts]
            found[words["sums_estimated_col"]] = [
                people_value(part, measure, lang) if part else None for part in parts
            ]
        found[words["sums_file_marks"].format(column=title)] = [_marks(a, words) for a in amounts]
        for name, field in (("sums_file_projects", "projects"), ("sums_file_stated", "stated")):
            counts = [getattr(amount, field) if amount else 0 for amount in amounts]
            found[words[name].format(column=title)] = list(counts)
    return pd.DataFrame(found)


def as_csv(sums: Sums, notes: Sequence[str], words: Mapping[str, str], lang: str) -> bytes:
    """Write a CSV that spreadsheet programs open as UTF-8, with no cell run as a formula."""
    frame = records(sums, words, lang).map(_harmless)
    text = frame.to_csv(index=False)
    told = pd.DataFrame([["", _harmless(note)] for note in notes])
    return (text + told.to_csv(index=False, header=False)).encode("utf-8-sig")


def as_xlsx(sums: Sums, notes: Sequence[str], words: Mapping[str, str], lang: str) -> bytes:
    """Write a spreadsheet: numbers are numbers, texts never formulas, the notes below."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = words["page_sums"]
    frame = records(sums, words, lang).astype(object)
    frame = frame.where(frame.notna(), None)
    told = [(None, note) for note in ("", *notes)]
    for row in (tuple(frame.columns), *frame.itertuples(index=False, name=None), *told):
        sheet.append([_printable(cell) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["B"].width = 40
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(amount: Amount | None, measure: str, lang: str) -> float | None:
    if amount is None or amount.known is None:
        return None
    return people_value(amount.value, measure, lang)


def _marks(amount: Amount | None, words: Mapping[str, str]) -> str:
    if amount is None:
        return ""
    if amount.known is None:
        return words["sums_not_stated"]
    return words["joiner"].join(words[f"mark_{mark}"] for mark in amount.qualifiers)


def _printable(cell: object) -> object:
    """Leave out what a spreadsheet's file cannot hold at all: control characters."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell

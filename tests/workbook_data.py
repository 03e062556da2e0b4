"""Workbooks made in code: rows as lists, with what openpyxl sets beside them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def sheet_into(sheet: Any, rows: Iterable[Sequence[Any]], merged: Iterable[str] = ()) -> None:
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)


def book(rows: Iterable[Sequence[Any]], merged: Iterable[str] = ()) -> bytes:
    """Return a workbook of one sheet."""
    made = openpyxl.Workbook()
    sheet_into(made.active, rows, merged)
    return saved_book(made)


def saved_book(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()

"""CSV of the projects for spreadsheets: UTF-8 with BOM, Chinese headings, the facts in each row.

A CSV has no place beside its rows, and rows are copied from one table to the next: so each row
carries the filter, the edition of the borders, the date and the notice.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from layers.errors import ExportError
from layers.formats.parts import single
from layers.formats.telling import facts
from layers.workbook import neutral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from layers.content import Content
    from layers.schema import Column, Schema
    from layers.workbook import Cell

__all__ = ["headings", "write_csv"]

_IN_EACH_ROW = ("筛选", "县级边界", "制作日期", "注意")
_DIGITS = ".15g"
_YES_NO = {True: "是", False: "否"}


def write_csv(content: Content, path: Path, _crs: str) -> None:
    """Write one row for each project; it has no shapes, but its counties' codes.

    Raises
    ------
    ExportError
        If the file read back differs.
    """
    schema, frame = single(content, content.crs.code)
    told = dict.fromkeys(_IN_EACH_ROW, "")
    for name, text in facts(content):
        if name in told:
            told[name] = "; ".join(filter(None, (told[name], text)))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*headings(schema), *told])
        writer.writerows(_rows(schema, frame, list(told.values())))
    _check(path, [*headings(schema), *told], _rows(schema, frame, list(told.values())))


def headings(schema: Schema) -> list[str]:
    """Return the columns' titles, with units: 装机容量 (MW)."""
    return [column.heading for column in schema.columns]


def _rows(schema: Schema, frame: pd.DataFrame, told: list[str]) -> Iterator[list[Cell]]:
    columns = [[_cell(column, value) for value in frame[column.name]] for column in schema.columns]
    beside = [neutral(text) for text in told]
    for cells in zip(*columns, strict=True):
        yield [*cells, *beside]


def _cell(column: Column, value: Any) -> Cell:  # noqa: ANN401 -- a cell of any dtype
    import pandas as pd

    if pd.isna(value):
        return ""
    if column.dtype == "bool":
        return _YES_NO[bool(value)]
    return format(value, _DIGITS) if column.dtype == "real" else neutral(value)


def _check(path: Path, heads: list[str], rows: Iterator[list[Cell]]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.reader(source)
        if next(reader, None) != heads:
            message = "the file read back has other headings"
            raise ExportError(message)
        count = 0
        for written in rows:
            count += 1
            if next(reader, None) != [str(cell) for cell in written]:
                message = f"the file read back differs in row {count}"
                raise ExportError(message)
        if next(reader, None) is not None:
            message = f"the file read back has more than {count} rows"
            raise ExportError(message)

"""Workbooks as people see them: the cells of each sheet as text, merged cells understood.

openpyxl gives values and merges; what a formula shows is the result kept in the file, and one
without any is refused, since nothing is computed here. Macros and outward links are not looked at.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projects.formats.container import open_parts
from projects.formats.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.formats.container import Parts

__all__ = ["Book", "SheetRows", "contents"]

_MOST_CELLS = 3_000_000
_LONGEST_CELL = 30_000
_MOST_MERGES = 50_000
_SHOWN = 5
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWN_LINE = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DECIMALS = re.compile(r"(?:#,##)?0(?:\.(0+))?")
_MOST_DECIMALS = 6
_SHARED_SIZE = re.compile(r"[约共总计合]{0,3}\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_HEADS = ("oddHeader", "oddFooter", "firstHeader", "firstFooter", "evenHeader", "evenFooter")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet's rows that hold anything: `rows` of (line, cells, columns filled from above).

    A cell merged over rows is written in each of them, but for a size, which would count again;
    one merged over columns is written in the first.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets that are shown, the names of those that are not, and its margins."""

    sheets: tuple[SheetRows, ...]
    hidden: tuple[str, ...]
    margins: tuple[str, ...]


def contents(data: bytes, where: str) -> Book:
    """Return what a workbook's bytes hold.

    Raises
    ------
    DocumentError
        It is encrypted, damaged, too large, declares XML entities, or holds formulas that were
        never computed.
    """
    import openpyxl

    parts = open_parts(data, where)
    parts.check_entities()
    holes = list(_formulas_without_result(parts))
    if holes:
        more = f" 等 {len(holes)} 处" if len(holes) > _SHOWN else ""
        raise refusal(where, "formulas", cells="、".join(holes[:_SHOWN]) + more)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as exc:
        raise refusal(where, "broken") from exc
    shown, hidden, margins = [], [], list(_drawn(parts))
    left = _MOST_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        margins += _heads(sheet)
        left -= sheet.max_row * sheet.max_column
        if left < 0:
            raise refusal(where, "cells", most=_MOST_CELLS // 10_000)
        shown.append(SheetRows(sheet.title, tuple(_rows(sheet))))
    return Book(tuple(shown), tuple(hidden), tuple(margins))


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[str, ...], tuple[int, ...]]]:  # noqa: ANN401 - openpyxl's
    above = _merged_down(sheet)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_text(cell) for cell in row]
        filled = []
        for column, text in above.get(number, ()):
            if not cells[column]:
                cells[column] = text
                filled.append(column)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, tuple(cells), tuple(filled)


def _merged_down(sheet: Any) -> dict[int, list[tuple[int, str]]]:  # noqa: ANN401
    """Return by row what cells merged from above write there: (column from 0, text)."""
    found: dict[int, list[tuple[int, str]]] = {}
    for merge in list(sheet.merged_cells.ranges)[:_MOST_MERGES]:
        if merge.max_row == merge.min_row or merge.max_row > sheet.max_row:
            continue
        text = _text(sheet.cell(merge.min_row, merge.min_col))
        if text and not (_SHARED_SIZE.match(text) and not _YEAR.match(text)):
            for row in range(merge.min_row + 1, merge.max_row + 1):
                found.setdefault(row, []).append((merge.min_col - 1, text))
    return found


def _text(cell: Any) -> str:  # noqa: ANN401
    """Return a cell's value as a person reads it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value).strip()[:_LONGEST_CELL]


def _number(value: float, shown_as: str) -> str:
    """Return a number with the digits it was given; those that computing left are not shown."""
    if "%" in shown_as:
        return f"{value * 100:.10g}%"
    text = format(value, ".15g")
    if "e" in text:
        text = format(value, "f").rstrip("0").rstrip(".")
    if len(text.partition(".")[2]) > _MOST_DECIMALS:
        fixed = _DECIMALS.match(shown_as)
        text = f"{value:.{len(fixed[1] or '') if fixed else _MOST_DECIMALS}f}"
    return text


def _heads(sheet: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield what a sheet prints above and below its pages."""
    for name in _HEADS:
        head = getattr(sheet, name)
        yield from (text for part in (head.left, head.center, head.right) if (text := part.text))


def _drawn(parts: Parts) -> Iterator[str]:
    """Yield the texts of boxes drawn over the sheets."""
    for path in parts.content:
        if path.startswith("xl/drawings/drawing") and path.endswith(".xml"):
            root = parts.tree(path)
            for line in root.iter(_DRAWN_LINE) if root is not None else ():
                yield "".join(node.text or "" for node in line.iter(_DRAWN_TEXT))


def _formulas_without_result(parts: Parts) -> Iterator[str]:
    """Yield the cells whose formula was never computed, as 表1!D5."""
    for name, path in _sheet_paths(parts):
        if b"<f" not in parts.content.get(path, b"") and b":f" not in parts.content.get(path, b""):
            continue
        root = parts.tree(path)
        for cell in root.iter(f"{_MAIN}c") if root is not None else ():
            formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
            empty = value is None or not value.text
            if formula is not None and empty and cell.get("t") != "str":
                yield f"{name}!{cell.get('r') or '?'}"


def _sheet_paths(parts: Parts) -> Iterator[tuple[str, str]]:
    book, relations = parts.tree("xl/workbook.xml"), parts.tree("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_REL), "")
        if sheet.get("state", "visible") == "visible":
            yield (
                sheet.get("name", ""),
                posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"),
            )

"""Lists for the terminal and for spreadsheets: the contract's objects as CSV or aligned text."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from projects.contract import project_to_json
from projects.errors import ProjectsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from projects.models import Project

__all__ = [
    "LOCATION_COLUMNS",
    "PROJECT_COLUMNS",
    "TARGET_COLUMNS",
    "ListFormat",
    "aligned",
    "as_json",
    "read_columns",
    "written",
    "written_projects",
]

PROJECT_COLUMNS = (
    "id",
    "name",
    "kind",
    "stage",
    "nature",
    "year",
    "capacity",
    "counties",
    "precision",
    "confidence",
    "section",
    "part_of",
    "responsible",
    "owner",
    "investment",
    "start",
    "end",
)
TARGET_COLUMNS = (
    "place",
    "kind",
    "quantity",
    "basis",
    "value",
    "unit",
    "qualifier",
    "year",
    "start",
    "end",
)
LOCATION_COLUMNS = (
    "input",
    "counties",
    "precision",
    "confidence",
    "candidates",
    "reason",
    "township",
)

_TOO_LONG_FOR_A_TERMINAL = frozenset(
    {
        "nature",
        "year",
        "confidence",
        "section",
        "responsible",
        "owner",
        "investment",
        "start",
        "end",
        "candidates",
    }
)
_SUMS = {"total": "总投资", "yearly": "年度投资"}
_CELLS = {"capacity": "{as_written}", "candidates": "{adcode} {name}"}
_WIDE = frozenset("WF")


class ListFormat(StrEnum):
    """How a list is written."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


def written(
    objects: Sequence[Mapping[str, Any]], columns: Sequence[str], format_: ListFormat
) -> str:
    """Write the contract's objects: JSON holds them whole, CSV and tables some columns."""
    if format_ is ListFormat.JSON:
        return as_json(objects)
    return (_as_csv if format_ is ListFormat.CSV else _as_text)(objects, columns)


def written_projects(projects: Iterable[Project], format_: ListFormat) -> str:
    """Write projects as a list."""
    return written([project_to_json(p) for p in projects], PROJECT_COLUMNS, format_)


def as_json(value: object) -> str:
    """Write a value as JSON, one line end at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _as_csv(objects: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Write objects as CSV with a header (RFC 4180); several values of a cell stand with ";"."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(_cells(obj, columns) for obj in objects)
    return out.getvalue()


def _as_text(objects: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Write the main columns, aligned; a Chinese character takes two cells of a terminal."""
    main = [column for column in columns if column not in _TOO_LONG_FOR_A_TERMINAL]
    return aligned([main, *(_cells(obj, main) for obj in objects)])


def read_columns(path: Path, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Read some columns of a CSV file in UTF-8 or GB18030 (as office programs write it).

    Returns
    -------
    list of tuple
        One per row, its cells in the order of `columns`, without surrounding blanks.

    Raises
    ------
    ProjectsError
        If the file cannot be read, is no text, or lacks a column.
    """
    try:
        text = _decoded(path.read_bytes())
        with _cells_up_to(len(text)):
            rows = csv.DictReader(io.StringIO(text, newline=""))
            found = rows.fieldnames or ()
            missing = [column for column in columns if column not in found]
            if missing:
                message = f'{path}: no column "{missing[0]}"; it has {", ".join(found) or "none"}.'
                raise ProjectsError(message)
            return [tuple((row[column] or "").strip() for column in columns) for row in rows]
    except OSError as exc:
        message = f"{path}: cannot be read ({exc.strerror}). Check its name and rights."
        raise ProjectsError(message) from exc
    except (UnicodeDecodeError, csv.Error) as exc:
        message = f"{path}: this is no CSV text ({exc}). Save the table as CSV in UTF-8."
        raise ProjectsError(message) from exc


@contextmanager
def _cells_up_to(length: int) -> Iterator[None]:
    """Let cells be as long as a whole text: the library's own limit is of 131,072 characters."""
    before = csv.field_size_limit(max(length, 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _cells(obj: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    return [_cell(obj[column], _CELLS.get(column, "{}")) for column in columns]


def _cell(value: object, pattern: str) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        sums = ((label, value[key]) for key, label in _SUMS.items())
        return ";".join(f"{label} {money['as_written']}" for label, money in sums if money)
    if isinstance(value, list):
        return ";".join(
            pattern.format(**item) + _unit_of(item) if isinstance(item, dict) else str(item)
            for item in value
        )
    return str(value)


def _unit_of(item: Mapping[str, Any]) -> str:
    """Return what a figure from a table's cell is in the normal unit: its own is in the header."""
    bare = "as_written" in item and not any(map(str.isalpha, item["as_written"]))
    return f" (={item['value']:g} {item['unit']})" if bare else ""


def aligned(table: Sequence[Sequence[str]]) -> str:
    """Write rows of cells as columns; a Chinese character takes two cells of a terminal."""
    # A line end inside a cell would break the table's lines.
    lines = [[" ".join(cell.split()) for cell in row] for row in table]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        + "\n"
        for row in lines
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)

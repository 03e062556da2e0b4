"""Workbooks (.xlsx, .xlsm): read apart by projects/formats/xlsx.py, here as rows with offsets.

The text of a workbook is its shown sheets one below the other: the sheet's name, then each row that
holds anything, its cells parted by tabs. Offsets of projects point into it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.formats.apart import read_apart
from projects.formats.refusals import refusal
from projects.importing.records import Record, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.settings import Limits

__all__ = ["Workbook", "open_workbook"]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook (see `records.Table`)."""

    rows: tuple[tuple[str, tuple[Record, ...]], ...]
    text: str
    hidden: tuple[str, ...]
    margins: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of its text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def length(self) -> int:
        """Return its text's length, in characters."""
        return len(self.text)

    @property
    def format(self) -> str:
        """Say how it was read."""
        return f"workbook, {len(self.rows)} sheets" if len(self.rows) > 1 else "workbook"

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets that hold anything; the only one needs no name."""
        for name, records in self.rows:
            yield Sheet(name if len(self.rows) > 1 else "", iter(records))


def open_workbook(data: bytes, where: str, limits: Limits) -> Workbook:
    """Read a workbook in a process of its own.

    Raises
    ------
    DocumentError
        As `projects.formats.xlsx.contents`, or it is empty, or takes too long.
    """
    told = read_apart(data, sort="xlsx", where=where, limits=limits)
    lines: list[str] = []
    length = 0
    rows = []
    for sheet in told["sheets"]:
        if not sheet["rows"]:
            continue
        lines.append(f"{sheet['name']}\n")
        length += len(lines[-1])
        records = []
        for line, cells, filled in sheet["rows"]:
            flat = tuple(" ".join(cell.split()) for cell in cells)
            lines.append("\t".join(flat) + "\n")
            records.append(
                Record(line, length, length + len(lines[-1]) - 1, flat, filled=tuple(filled))
            )
            length += len(lines[-1])
        rows.append((sheet["name"], tuple(records)))
    if not rows:
        raise refusal(where, "empty")
    return Workbook(tuple(rows), "".join(lines), tuple(told["hidden"]), tuple(told["margins"]))

"""Lists of projects in tables: rows of cells under a header that names its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Cell", "Header", "Row", "cells", "read_header"]

_SEPARATOR = re.compile(r"\t|\|")
_MIN_CELLS = 2
_COLUMNS = {
    "name": re.compile(r"(?:项目|工程)(?:名称)?(?:\(.*\))?|名称"),
    "task": re.compile(r".*任务.*|.*举措.*|.*内容.*"),
    "place": re.compile(r".*(?:地点|所在地|所在县|位置|县.*区|属地|区域).*"),
    "content": re.compile(r".*(?:内容|规模|容量|装机).*"),
    "time": re.compile(r".*(?:年限|时限|时间|进度|年份|工期).*"),
    "nature": re.compile(r".*性质.*"),
    "stage": re.compile(r".*(?:备注|阶段|状态|进展).*"),
    "units": re.compile(r".*(?:责任|部门|牵头|单位|业主).*"),
}
# Columns that lists of anything have: they make no table of projects.
_BESIDE = frozenset({"nature", "stage"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text span in the line."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """Column numbers by role; a table without a name column lists tasks, not projects."""

    columns: tuple[tuple[str, int], ...]

    def cell(self, row: Sequence[Cell], role: str) -> Cell | None:
        """Return a row's cell in the column of `role`, None where there is none."""
        for name, number in self.columns:
            if name == role and number < len(row):
                return row[number]
        return None

    @property
    def lists_projects(self) -> bool:
        """Whether each row is a project."""
        return any(name == "name" for name, _ in self.columns)


@dataclass(frozen=True, slots=True)
class Row:
    """What a project's row tells beside its name; offsets are the document's."""

    place: Cell | None
    content: Cell | None
    time: Cell | None
    units: Cell | None
    nature: Cell | None = None
    stage: Cell | None = None


def _spans(line: str) -> Iterator[Cell]:
    start = 0
    for match in _SEPARATOR.finditer(line):
        yield Cell(start, match.start())
        start = match.end()
    yield Cell(start, len(line))


def cells(line: str) -> list[Cell]:
    """Return a table row's cells, stripped of blanks; empty where the line is no row."""
    found = list(_spans(line))
    if line.lstrip().startswith("|"):
        found = found[1:]
    if len(found) < _MIN_CELLS:
        return []
    out = []
    for cell in found:
        text = line[cell.start : cell.end]
        start = cell.start + len(text) - len(text.lstrip())
        out.append(Cell(start, max(start, cell.end - (len(text) - len(text.rstrip())))))
    return out


def read_header(line: str, row: Sequence[Cell]) -> Header | None:
    """Return the columns a header row names, None where the row is no header."""
    columns: list[tuple[str, int]] = []
    for number, cell in enumerate(row):
        label = line[cell.start : cell.end].replace(" ", "")
        taken = {role for role, _ in columns}
        role = next((r for r, p in _COLUMNS.items() if r not in taken and p.fullmatch(label)), None)
        if role:
            columns.append((role, number))
    header = Header(tuple(columns))
    known = {role for role, _ in columns} - _BESIDE
    return header if len(known) > 1 and known & {"name", "task"} else None

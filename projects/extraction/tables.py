"""Lists of projects in tables: rows of cells under a header that names its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from projects.extraction.columns import (
    SizeColumn,
    one_unit,
    role_of,
    size_column,
    table_units,
    with_units,
)
from projects.extraction.ledger_columns import LedgerColumn, ledger_column

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "Header", "Line", "Row", "SizeCell", "Tables", "cells", "read_header"]

_BARS = re.compile(r"[\t|]")
_GAPS = re.compile(r" {2,}")
_BLANKS = re.compile(r" +")
_MIN_CELLS = 2
# Columns that lists of anything have: they make no table of projects.
_BESIDE = frozenset({"nature", "stage", "sort"})
_RULE = re.compile(r"[-:=\s]*")
_SUM = re.compile(r"[\u4e00-\u9fff]{0,6}(?:[合小总共]\s*计)(?:\(.*\))?[:一二三四五六七八九十]{0,3}")
_DITTO = frozenset({"同上", "〃", "″", '"'})
_ORDINAL = re.compile(r"\(?\d{1,3}\)?[.、]?")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+|\([一二三四五六七八九十]+\))[、.]?")
# Without a header: a name, a place, a size.
_NAME_LIKE = re.compile(r"(?=.*[\u4e00-\u9fff])[^,。;:!?]{4,40}")
_PLACE_LIKE = re.compile(r"[\u4e00-\u9fff、]{1,24}[县区市旗镇乡州盟]")
_SIZE_LIKE = re.compile(
    r"(?:[^,。;:\d]{0,6}?)约?[\d.×xX*/+]{1,12}(?:[台套]\d[\d.]*)?[万亿]?"
    r"(?:千瓦|兆瓦|公里|千米|公顷|亩|平方公里|吨|千伏|[mMgGkK][wWvV]|km|hm)[^,。;]{0,16}"
)
_LONGEST_HEADER = 160
_LABEL_WORD = re.compile("项目|工程|名称")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text span."""

    start: int
    end: int

    def shifted(self, by: int) -> Cell:
        """Return the same with its offsets moved."""
        return Cell(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class SizeCell:
    """A cell that tells sizes; `units` are those of its bare numbers."""

    cell: Cell
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Column numbers by role; a table without a name column lists tasks, not projects."""

    columns: tuple[tuple[str, int], ...]
    sizes: tuple[SizeColumn, ...] = ()
    ledger: tuple[LedgerColumn, ...] = ()

    def number(self, role: str) -> int | None:
        """Return the number of the column of `role`."""
        return next((number for name, number in self.columns if name == role), None)

    def cell(self, row: Sequence[Cell], role: str) -> Cell | None:
        """Return a row's cell in the column of `role`, None where there is none."""
        number = self.number(role)
        return row[number] if number is not None and number < len(row) else None

    @property
    def lists_projects(self) -> bool:
        """Whether each row is a project."""
        return self.number("name") is not None


@dataclass(frozen=True, slots=True)
class Row:
    """A project's row: its name, and what it tells beside it.

    `sort` says what kind of thing it is, `group` is the heading inside the table it stands under.
    """

    name: Cell
    place: Cell | None = None
    time: Cell | None = None
    units: Cell | None = None
    nature: Cell | None = None
    stage: Cell | None = None
    sort: Cell | None = None
    group: Cell | None = None
    sizes: tuple[SizeCell, ...] = ()
    ledger: tuple[tuple[LedgerColumn, Cell], ...] = ()

    def shifted(self, by: int) -> Row:
        """Return the same with its offsets moved."""
        return Row(
            self.name.shifted(by),
            place=_moved(self.place, by),
            time=_moved(self.time, by),
            units=_moved(self.units, by),
            nature=_moved(self.nature, by),
            stage=_moved(self.stage, by),
            sort=_moved(self.sort, by),
            group=_moved(self.group, by),
            sizes=tuple(SizeCell(s.cell.shifted(by), s.units) for s in self.sizes),
            ledger=tuple((column, cell.shifted(by)) for column, cell in self.ledger),
        )


def _moved(cell: Cell | None, by: int) -> Cell | None:
    return cell.shifted(by) if cell else None


class Line(Enum):
    """What a line is that is no project's row: a paragraph, a row of another table, or nothing."""

    TEXT = "text"
    CELLS = "cells"
    NOTHING = "nothing"


def cells(line: str, separator: re.Pattern[str] = _BARS, *, framed: bool = True) -> list[Cell]:
    """Return a table row's cells, stripped of blanks; empty where the line is no row.

    `framed` says that a bar before the first cell is the table's frame, not an empty cell.
    """
    marks = [m.span() for m in separator.finditer(line)]
    if not marks:
        return []
    edges = [(0, 0), *marks, (len(line), len(line))]
    found = [(one[1], two[0]) for one, two in pairwise(edges)]
    if framed and line.lstrip().startswith("|"):
        found = found[1:]
    if len(found) < _MIN_CELLS:
        return []
    return [_stripped(line, start, end) for start, end in found]


def _stripped(line: str, start: int, end: int) -> Cell:
    text = line[start:end]
    first = start + len(text) - len(text.lstrip())
    return Cell(first, max(first, end - (len(text) - len(text.rstrip()))))


def _texts(line: str, row: Sequence[Cell]) -> list[str]:
    return [line[c.start : c.end].replace(" ", "") for c in row]


def read_header(line: str, row: Sequence[Cell], above: Sequence[str] = ()) -> Header | None:
    """Return the columns a header row names, None where the row is no header.

    `above` are units the line above the table gives.
    """
    columns: list[tuple[str, int]] = []
    sizes: list[SizeColumn] = []
    ledger: list[LedgerColumn] = []
    for number, label in enumerate(_texts(line, row)):
        if entry := ledger_column(number, label):
            ledger.append(entry)
            continue
        role = role_of(label, [name for name, _ in columns])
        if role:
            columns.append((role, number))
        if role not in ("name", "place"):
            size = size_column(number, label, above)
            sizes += [size] if size else []
    known = {role for role, _ in columns} - _BESIDE
    header = Header(tuple(columns), tuple(sizes), tuple(ledger))
    owned = any(column.role == "owner" for column in ledger)
    sized = len(known) + any(s.units for s in sizes) + owned > 1
    return header if sized and known & {"name", "task"} else None


@dataclass
class _Table:
    """The table being read: its header, how its lines are cut, the place that still holds."""

    header: Header
    separator: re.Pattern[str]
    framed: bool
    width: int
    fresh: bool = True
    place: Cell | None = None
    group: Cell | None = None
    sort: Cell | None = None


@dataclass
class Tables:
    """Reads the lines of a text one after the other; offsets of rows are the text's."""

    _table: _Table | None = None
    _above: tuple[str, ...] = field(default=())

    def read(self, line: str, offset: int) -> Row | Line:
        """Return the project's row a line is, or what else it is."""
        if not line.strip():
            self._table = None
            return Line.NOTHING
        row = self._cells(line)
        header = read_header(line, row, self._above) if row else None
        if header or (header := self._spaced_header(line, row)):
            self._open(line, header)
            return Line.NOTHING
        if not row:
            self._table, self._above = None, table_units(line)
            return Line.TEXT
        if self._table is None:
            return self._headless(line, row, offset)
        if not self._table.header.lists_projects:
            return Line.CELLS
        return self._row(self._table, line, row, offset)

    def _cells(self, line: str) -> list[Cell]:
        table = self._table
        if table is None or _BARS.search(line):
            return cells(line, framed=table is None or table.framed)
        if table.separator is _BARS:
            return []
        row = _spaced(line, table.separator)
        numbered = bool(row) and _ORDINAL.fullmatch(line[row[0].start : row[0].end])
        summed = bool(row) and _SUM.fullmatch(line[row[0].start : row[0].end])
        return row if len(row) == table.width or numbered or summed else []

    def _spaced_header(self, line: str, row: Sequence[Cell]) -> Header | None:
        """Return the header of a table whose columns blanks alone part."""
        if row or len(line) > _LONGEST_HEADER or not _LABEL_WORD.search(line):
            return None
        for separator in (_GAPS, _BLANKS):
            found = _spaced(line, separator)
            header = read_header(line, found, self._above) if found else None
            known = len(header.columns) if header else 0
            if header and header.lists_projects and known * 2 > len(found):
                self._table = _Table(header, separator, framed=False, width=len(found))
                return header
        return None

    def _open(self, line: str, header: Header) -> None:
        table = self._table
        if table and table.header is header:
            return
        framed = line.lstrip().startswith("|")
        separator = table.separator if table and not _BARS.search(line) else _BARS
        width = table.width if table else 0
        self._table = _Table(header, separator, framed, width)

    def _row(self, table: _Table, line: str, row: list[Cell], offset: int) -> Row | Line:
        texts = _texts(line, row)
        fresh, table.fresh = table.fresh, False
        if all(_RULE.fullmatch(t) for t in texts):
            table.fresh = fresh
            return Line.NOTHING
        header = table.header
        name = header.cell(row, "name")
        if fresh and (name is None or name.start == name.end) and _adds_units(table, texts):
            return Line.NOTHING
        told = [t for t in texts if t]
        if any(_SUM.fullmatch(t) for t in told[:2]):
            return Line.NOTHING
        alone = len(told) == 1 and (texts.index(told[0]) != header.number("name"))
        if alone or (len(told) == 1 and _HEADING.match(told[0])):
            number = texts.index(told[0])
            table.group, table.place = row[number].shifted(offset), None
            return Line.NOTHING
        if name is None or name.start == name.end:
            return Line.NOTHING
        if table.separator is not _BARS and len(row) != table.width:
            rest = Cell(name.end, len(line))
            return Row(name, sizes=(SizeCell(rest),)).shifted(offset)
        return self._full_row(table, line, row, offset)

    def _full_row(self, table: _Table, line: str, row: list[Cell], offset: int) -> Row:
        header = table.header
        name = header.cell(row, "name") or row[0]
        charged = header.cell(row, "units")
        unit = one_unit(line[charged.start : charged.end]) if charged else ()
        full = Row(
            name,
            time=header.cell(row, "time"),
            units=None if unit else charged,
            nature=header.cell(row, "nature"),
            stage=header.cell(row, "stage"),
            sizes=_size_cells(header, row, unit),
            ledger=tuple((c, row[c.number]) for c in header.ledger if c.number < len(row)),
        ).shifted(offset)
        sort = header.cell(row, "sort")
        if sort and sort.start < sort.end:
            table.sort = sort.shifted(offset)
        place = _place(table, line, row, offset)
        return replace(full, place=place, sort=table.sort, group=table.group)

    def _headless(self, line: str, row: list[Cell], offset: int) -> Row | Line:
        """Return the row of a table without a header: number, name, place, size."""
        texts = _texts(line, row)
        first = 1 if _ORDINAL.fullmatch(texts[0]) else 0
        if len(texts) < first + 2 or not _NAME_LIKE.fullmatch(texts[first]):
            return Line.CELLS
        behind = range(first + 1, len(texts))
        places = [i for i in behind if _PLACE_LIKE.fullmatch(texts[i])]
        sizes = [i for i in behind if _SIZE_LIKE.fullmatch(texts[i])]
        if not sizes or not (first or places):
            return Line.CELLS
        place = row[places[0]] if places else None
        told = tuple(SizeCell(row[i]) for i in sizes)
        return Row(row[first], place=place, sizes=told).shifted(offset)


def _spaced(line: str, separator: re.Pattern[str]) -> list[Cell]:
    """Return the cells of a line that blanks part; those before the first cell part nothing."""
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    found = cells(line[start:end], separator, framed=False)
    return [c.shifted(start) for c in found]


def _adds_units(table: _Table, texts: Sequence[str]) -> bool:
    """Take in a second row of the header that holds units; False where it holds none."""
    sizes: list[SizeColumn] = []
    added = False
    known = {column.number: column for column in table.header.sizes}
    for number, text in enumerate(texts):
        column = known.get(number) or SizeColumn(number, "")
        unit = with_units(column, text) if text else None
        added = added or unit is not None
        sizes += [unit] if unit else [column] if number in known else []
    if added:
        table.header = replace(table.header, sizes=tuple(sizes))
    return added


def _size_cells(header: Header, row: Sequence[Cell], unit: tuple[str, ...]) -> tuple[SizeCell, ...]:
    """Return the cells that tell sizes, what was there before last."""
    columns = sorted(header.sizes, key=lambda c: c.had)
    return tuple(SizeCell(row[c.number], c.units or unit) for c in columns if c.number < len(row))


def _place(table: _Table, line: str, row: Sequence[Cell], offset: int) -> Cell | None:
    """Return the cell that places a row: its own, that of the row above in its group, the group's.

    A cell left empty takes the one above where the place stands before the name, as it does in
    tables grouped by place; behind the name empty means unknown.
    """
    number, name = table.header.number("place"), table.header.number("name") or 0
    own = table.header.cell(row, "place")
    text = line[own.start : own.end] if own else ""
    if own and text and text not in _DITTO:
        table.place = own.shifted(offset)
        return table.place
    groups = text in _DITTO or (number is not None and number < name)
    return (table.place if groups else None) or table.group

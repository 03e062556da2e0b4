"""Where a table's header is, and what it says when it takes two rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from projects.importing.columns import guess, is_known, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.importing.records import Record

__all__ = ["Header", "find_header"]

_FIGURE = re.compile(r"[-+]?[\d,.]+%?")


class Header(NamedTuple):
    """The header: `row` has its labels; `place` rows stand above it, `size` rows are its own."""

    row: Record
    place: int
    size: int


def find_header(head: Sequence[Record], columns: Mapping[str, str]) -> Header:
    """Return the header among a table's first rows.

    It is the first row that has a column of names and another known one, or nothing beside the
    names; where none has, one with a column of names below nothing but titles; else the first row.
    Where the row below goes on with it (groups above, their columns below), both are one.
    """
    place = _place(head, columns)
    row, below = head[place], head[place + 1] if place + 1 < len(head) else None
    if below is not None and _goes_on(row, below):
        return Header(_combined(row, below), place, 2)
    return Header(row, place, 1)


def _place(head: Sequence[Record], columns: Mapping[str, str]) -> int:
    name = columns.get("name")
    said = next((i for i, record in enumerate(head) if name and name in record.cells), None)
    if said is not None:
        return _begun(head, said, head[said].cells.index(name))
    fields = [guess(record.cells, {}).fields for record in head]
    named = [i for i, found in enumerate(fields) if "name" in found]
    sure = (i for i in named if len(fields[i]) > 1 or _is_alone(head[i]))
    below_titles = (
        i for i in named if all(map(_is_alone, head[:i]))
    )  # else it may be a row's word
    place = next(sure, next(below_titles, 0))
    return _begun(head, place, fields[place]["name"].number) if "name" in fields[place] else place


def _begun(head: Sequence[Record], place: int, column: int) -> int:
    """Return the row in which a cell merged over rows begins: a group may be none of the known."""
    while place and column in head[place].filled:
        place -= 1
    return place


def _is_alone(record: Record) -> bool:
    return len(list(filter(None, record.cells))) == 1


def _goes_on(row: Record, below: Record) -> bool:
    """Whether a row's columns are told further below: names of columns or units, no figures."""
    name = guess(row.cells, {}).fields.get("name")
    if name is None or _cell(below, name.number) not in {"", row.cells[name.number]}:
        return False
    further = [(i, c) for i, c in enumerate(below.cells) if c and c != _cell(row, i)]
    if not further or any(_FIGURE.fullmatch(cell) for _, cell in further):
        return False
    if all(unit_of(cell) for _, cell in further):
        return True
    # Below a column with a label of its own stands nothing, but below a group's first column.
    grouped = all(not _cell(row, i) or not _cell(row, i + 1) or is_known(c) for i, c in further)
    return grouped and any(is_known(cell) or unit_of(cell) for _, cell in further)


def _combined(row: Record, below: Record) -> Record:
    cells: list[str] = []
    group = ""
    for i in range(max(len(row.cells), len(below.cells))):
        above, under = _cell(row, i), _cell(below, i)
        group = above or (group if under else "")
        cells.append(_label(group, under) if under and under != above else above)
    return replace(row, cells=tuple(cells), end=below.end)


def _label(group: str, own: str) -> str:
    """Return a column's label: its own, its group's words and unit where it needs them."""
    if unit_of(own):
        return f"{group}({own.strip('()（）')})"
    unit = unit_of(group, inside=True)
    bare = f"{own}({unit})" if unit and not unit_of(own, inside=True) else own
    if is_known(bare):
        return bare
    both = f"{group}{own}"
    return both if is_known(both) or not group else f"{group} {own}"


def _cell(record: Record, place: int) -> str:
    return record.cells[place] if place < len(record.cells) else ""

"""What a person types into a form, as the values a change takes: sizes, sums, shares, lists.

Sizes and sums are typed as plans write them (约180万千瓦, 12.5亿元) and read as a table's cells.
A line that is left as it was keeps its value, whatever today's reader would make of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING

from projects.errors import RevisionRefused
from projects.models import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Quantity
    from projects.reviewing.values import Json

__all__ = [
    "listed_typed",
    "money_typed",
    "pairs_text",
    "pairs_typed",
    "shares_text",
    "shares_typed",
    "sizes_text",
    "sizes_typed",
]

_SIGNS = re.compile(r"[、,，;；\n]+")
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")
_MAKES = re.compile(r"(?:年产能?|产能|产量|年产量)[:：]?\s*")
_WHOLE, _NEARLY = 1.0, 0.011
_CLOSE = 1e-6


def sizes_text(capacity: Sequence[Json]) -> str:
    """Say sizes for a form, one a line, as they are written."""
    return "\n".join(_shown(item) for item in capacity)


def _shown(item: Json) -> str:
    """Say a size as it is written, with its unit where that stands in the heading."""
    return _written(item) + _heading_unit(item)


def _written(item: Json) -> str:
    return " ".join(str(item["as_written"]).split())


def _heading_unit(item: Json) -> str:
    """Return the unit a size has from its column's heading, "" where it is written with its own.

    The heading itself is not kept: it is the unit with which the number makes the value.
    """
    from projects.units import UNITS

    written, said = str(item["as_written"]), (item["value"], item["unit"], item["role"])
    if not any(c.isdigit() for c in written) or _read(written):
        return ""
    for spelling, unit in UNITS.items():
        if unit.unit == item["unit"] and _facts(_read(written, spelling)) == [said]:
            return spelling
    return ""


def _read(text: str, unit: str = "") -> tuple[Quantity, ...]:
    """Read a cell of sizes in a column of this unit; what is none gives ()."""
    from projects.importing.columns import Column
    from projects.importing.values import CellFault, sizes

    try:
        return sizes(text, Column(0, "规模", unit))
    except CellFault:
        return ()


def _facts(read: Sequence[Quantity]) -> list[tuple[float, str, str]]:
    return [(q.value, q.unit, str(q.role)) for q in read]


def sizes_typed(text: str, before: Sequence[Json] = ()) -> list[Json]:
    """Read sizes, one a line; a line holds what one cell of a table may (100MW/200MWh).

    A number without a unit takes that of the line it stands in place of, where that has it from
    the heading of its column.

    Raises
    ------
    RevisionRefused
        Naming the line that is no size, or is one of nothing.
    """
    units = [_heading_unit(item) for item in before]
    # The field shows the unit of the heading; without it, the line is what the table has.
    left = [
        ({_written(item), _written(item) + unit}, item)
        for item, unit in zip(before, units, strict=True)
    ]
    found: list[Json] = []
    for place, line in enumerate(_lines(text)):
        same = next((pair for pair in left if line in pair[0]), None)
        if same is not None:
            left.remove(same)
            found.append(same[1])
        else:
            found += _size_typed(line, units[place] if place < len(units) else "")
    return found


def _size_typed(line: str, unit: str) -> list[Json]:
    makes = _MAKES.match(line)  # what a factory makes in a year is no capacity
    read = _read(line[makes.end() :] if makes else line) or _read(line, unit)
    if not read or not all(q.value for q in read):
        raise RevisionRefused(_refused(line))
    return [{**asdict(q), "role": str(Role.OUTPUT if makes else q.role)} for q in read]


def _refused(line: str) -> str:
    return f'"{line}": no number with its unit; write it like 约180万千瓦 or 100MW/200MWh.'


def money_typed(text: str, before: Json | None = None) -> Json | None:
    """Read a sum of money; nothing is None.

    Raises
    ------
    RevisionRefused
        If it is no sum with its unit.
    """
    from projects.importing.columns import Column
    from projects.importing.values import CellFault, money

    said = " ".join(text.split())
    if not said:
        return None
    if before is not None and said == before["as_written"]:
        return before
    try:
        found = money(said, Column(0, "投资"))
    except CellFault as exc:
        message = f'"{said}": no sum of money; write it like 12.5亿元 or 3000万元.'
        raise RevisionRefused(message) from exc
    return None if found is None else asdict(found)


def listed_typed(text: str) -> list[str]:
    """Read names one behind the other, parted by 、 or a comma, each once."""
    names = (" ".join(part.split()) for part in _SIGNS.split(text))
    return list(dict.fromkeys(filter(None, names)))


def shares_text(shares: Sequence[float] | None) -> str:
    """Say shares for a form."""
    return "、".join(f"{share * 100:.10g}%" for share in shares or ())


def shares_typed(text: str, before: Sequence[float] | None = None) -> list[float] | None:
    """Read shares, one for each county, as parts or as per cent; nothing is None.

    Shares that miss the whole by a rounded figure are scaled to it.

    Raises
    ------
    RevisionRefused
        If they are no numbers, or far from a whole.
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if not said:
        return None
    if before is not None and said == shares_text(before):
        return list(before)
    parts = [_PART.fullmatch(part.strip()) for part in _SIGNS.split(said)]
    found = [float(p[1]) / (100 if p[2] else 1) for p in parts if p is not None]
    total = sum(found)
    if len(found) < len(parts) or abs(total - _WHOLE) > _NEARLY:
        message = f'"{said}": shares add up to a whole; write them like 60%、40%.'
        raise RevisionRefused(message)
    return found if abs(total - _WHOLE) < _CLOSE else [share / total for share in found]


def pairs_text(pairs: Sequence[Sequence[str]] | None) -> str:
    """Say further columns for a form, one a line."""
    return "\n".join(f"{column}：{' '.join(cell.split())}" for column, cell in pairs or ())


def pairs_typed(text: str, before: Sequence[Sequence[str]] | None = None) -> list[list[str]] | None:
    """Read further columns, each a line with its column before the colon.

    Raises
    ------
    RevisionRefused
        If a line has no column.
    """
    if " ".join(text.split()) == " ".join(pairs_text(before).split()):
        return None if before is None else [list(pair) for pair in before]
    found: list[list[str]] = []
    for line in _lines(text):
        column, colon, cell = line.replace("：", ":", 1).partition(":")
        if not colon or not column.strip():
            message = f'"{line}": no column before a colon.'
            raise RevisionRefused(message)
        if cell.strip():
            found.append([column.strip(), cell.strip()])
    return found or None


def _lines(text: str) -> list[str]:
    return [said for line in text.splitlines() if (said := " ".join(line.split()))]

"""What the cells of a table's row tell of size."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from projects.extraction.told import Given, Told, fitting, told_alone
from projects.quantities import find_quantities
from projects.rules import Rule
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.extraction.spans import Slices
    from projects.extraction.tables import Row
    from projects.quantities import Found
    from projects.script import Folded

__all__ = ["add_row", "bare_sizes"]

_SizedText = tuple[str, "Sequence[Found]"]
"""A cell's text and the quantities in it."""

# A cell that holds a number alone; its header tells the unit.
_BARE = re.compile(
    r"(?:约|各|近|≥|>|不低于)?\d[\d,.]{0,12}(?:[×xX*]\d[\d.]{0,8})?"
    r"(?:[-~—至]{1,2}\d[\d.]{0,8})?(?:左右|以上)?"
)
_STROKE, _LISTED = re.compile("[/／]"), re.compile("[、;；]")


def bare_sizes(written: str, units: Sequence[str]) -> list[Found]:
    """Return the numbers of a table's cell in the units its header gives them.

    10/20 under 万千瓦/万千瓦时 is one number each; 10、15 are those of several projects.
    """
    out: list[Found] = []
    parts = list(_parted(_STROKE, written)) if len(units) > 1 else [(0, len(written))]
    for (start, end), unit in zip(parts, units, strict=False):
        for first, last in _parted(_LISTED, written[start:end]):
            told = written[start + first : start + last]
            piece = fold(told).plain.replace(" ", "")
            read = find_quantities(piece + unit) if _BARE.fullmatch(piece) else ()
            if len(read) == 1:
                quantity = replace(read[0].quantity, as_written=told.strip())
                one = replace(read[0], start=start + first, end=start + last, quantity=quantity)
                out.append(one)
    return out


def _texts(row: Row, folded: Folded, amounts: Slices[Found]) -> list[_SizedText]:
    """Return the cells of a row that tell sizes."""
    out: list[_SizedText] = []
    for size in row.sizes:
        start, end = size.cell.start, size.cell.end
        own = amounts.within(start, end) or bare_sizes(folded.text[start:end], size.units)
        out.append((folded.plain[start:end], own))
    return out


def _parted(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what `pattern` parts."""
    at = 0
    for match in pattern.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def add_row(
    told: Sequence[tuple[Given, ...]],
    row: Row | None,
    kinds: Sequence[str],
    folded: Folded,
    amounts: Slices[Found],
) -> Sequence[tuple[Given, ...]]:
    """Return the sizes of the projects a name cell holds, with what the row's other cells say.

    `kinds` are the projects' kinds; what an earlier cell tells goes before. Several projects have
    theirs in order (10、15), or each the same (各10); any other number is their sum's.
    """
    if row is None:
        return told
    cells = _texts(row, folded, amounts)
    both = zip(told, _of_cells(cells, kinds), kinds, strict=True)
    return tuple(fitting(first, more, kind) for first, more, kind in both)


def _of_cells(cells: Sequence[_SizedText], kinds: Sequence[str]) -> list[list[Given]]:
    if len(kinds) == 1:
        out: list[Given] = []
        for text, amounts in cells:
            units = {g.quantity.unit for g in out}
            told = told_alone(text, amounts, kinds[0], Rule.SIZE_ROW)
            out += [g for g in told if g.quantity.unit not in units]
        return [out]
    return [_nth(cells, i, kinds) for i in range(len(kinds))]


def _nth(cells: Sequence[_SizedText], i: int, kinds: Sequence[str]) -> list[Given]:
    out: list[Given] = []
    for text, amounts in cells:
        told = Told(text, kinds[i])
        for unit in dict.fromkeys(a.quantity.unit for a in amounts):
            alike = [a for a in amounts if a.quantity.unit == unit]
            if len(alike) == len(kinds) or alike[0].each:
                told.take(alike[i] if len(alike) == len(kinds) else alike[0], Rule.SIZE_ROW)
        out += told.given()
    return out

"""What stands in a county on the map: its name, and below it the symbols of its projects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.briefing.glyphs import draw_symbol
from layers.briefing.sheet import INK, Box, Sheet, Style
from layers.mapitems import sorted_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.briefing.model import Mark

__all__ = ["Block", "Cell", "Form", "cells_of", "draw_block", "forms_of", "name_box"]

_COLUMNS = (4, 3, 5, 2, 6, 8)


@dataclass(frozen=True, slots=True)
class Cell:
    """A symbol with the number of projects it stands for."""

    kind: str
    counted: bool
    projects: int


@dataclass(frozen=True, slots=True)
class Block:
    """A label: lines of text above rows of symbols; sizes in points.

    `bold` says that the first line is a name that has to be seen first.
    """

    lines: tuple[str, ...]
    cells: tuple[Cell, ...]
    size: float
    radius: float
    bold: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """One way to lay a block out: its rows of symbols, its width and height."""

    rows: tuple[tuple[Cell, ...], ...]
    width: float
    height: float


def cells_of(marks: Iterable[Mark]) -> tuple[Cell, ...]:
    """Gather a county's marks by kind, sector by sector, those counted first."""
    found: defaultdict[tuple[str, bool], int] = defaultdict(int)
    for mark in marks:
        found[mark.kind, mark.counted] += mark.projects
    order = sorted_kinds(kind for kind, _ in found)
    return tuple(
        Cell(kind, counted, found[kind, counted])
        for counted in (True, False)
        for kind in order
        if (kind, counted) in found
    )


def forms_of(sheet: Sheet, block: Block) -> list[Form]:
    """Return the ways to lay a block out, the most compact first."""
    forms: dict[tuple[tuple[Cell, ...], ...], Form] = {}
    for columns in _COLUMNS:
        rows = tuple(
            block.cells[start : start + columns] for start in range(0, len(block.cells), columns)
        )
        forms.setdefault(rows, _form(sheet, block, rows))
    return sorted(forms.values(), key=lambda form: max(form.width, 1.25 * form.height))


def name_box(sheet: Sheet, block: Block, box: Box) -> Box:
    """Return the box of a block's lines of text alone."""
    sizes = [_line_size(block, number) for number in range(len(block.lines))]
    texts = zip(block.lines, sizes, strict=True)
    half = max(sheet.faces.width(line, size) for line, size in texts) / 2
    middle = box.middle[0]
    return Box(middle - half, box.y1 - _text_height(block), middle + half, box.y1)


def _form(sheet: Sheet, block: Block, rows: tuple[tuple[Cell, ...], ...]) -> Form:
    texts = [sheet.faces.width(line, _line_size(block, n)) for n, line in enumerate(block.lines)]
    wide = [_row_width(sheet, block, row) for row in rows]
    width = max([*texts, *wide, 1.0])
    return Form(rows, width, _text_height(block) + len(rows) * _step(block))


def _line_size(block: Block, number: int) -> float:
    return block.size if number == 0 else 0.86 * block.size


def _text_height(block: Block) -> float:
    return sum(1.22 * _line_size(block, n) for n in range(len(block.lines)))


def _step(block: Block) -> float:
    return 2.34 * block.radius


def _number(cell: Cell) -> str:
    return f"×{cell.projects}" if cell.projects > 1 else ""


def _cell_width(sheet: Sheet, block: Block, cell: Cell) -> float:
    number = _number(cell)
    room = 0.55 * block.radius if number else 0.0
    return 2.3 * block.radius + room + sheet.faces.width(number, block.radius)


def _row_width(sheet: Sheet, block: Block, row: Sequence[Cell]) -> float:
    return sum(_cell_width(sheet, block, cell) for cell in row)


def draw_block(sheet: Sheet, block: Block, form: Form, box: Box) -> dict[Cell, tuple[float, float]]:
    """Draw a block; returns where each symbol's middle is."""
    middle, y = box.middle[0], box.y1
    for number, line in enumerate(block.lines):
        size = _line_size(block, number)
        style = Style(
            size, INK, ha="center", halo="#ffffff", bold=block.bold and not number, name="label"
        )
        sheet.text(middle, y - 0.98 * size, line, style)
        y -= 1.22 * size
    found = {}
    for row in form.rows:
        x = middle - _row_width(sheet, block, row) / 2
        y -= _step(block) / 2
        for cell in row:
            at = x + 1.15 * block.radius, y
            draw_symbol(sheet, at, block.radius, cell.kind, counted=cell.counted)
            found[cell] = at
            if number_text := _number(cell):
                size = 1.0 * block.radius
                style = Style(size, INK, halo="#ffffff", name="times")
                sheet.text(at[0] + 1.1 * block.radius, y - 0.37 * size, number_text, style)
            x += _cell_width(sheet, block, cell)
        y -= _step(block) / 2
    return found

"""Tables on a page: ruled lines that cross make a grid, and the grid's cells take the glyphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.formats.blocks import Cell, Table
from projects.formats.pdflines import edges_of, joined, lines_of, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from projects.formats.pdfglyphs import Glyph, Rule, Sheet

__all__ = ["Grid", "continued", "grids_of", "table_of"]

_NEAR = 3.0  # points: lines as close as that are one, and meet
_LEAST_CELL = 6.0  # points
_WHOLE_PAGE = 0.6  # of the page's area: a single box that large frames the page
_MOST_RULES = 6_000
_MOST_LINES = 400  # of a grid, either way
_PADDING = 0.4  # of a character's size, between a cell's line and its text
_ABOVE_BASE = 0.3  # of the size: where a glyph's body is


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table: `xs` and `ys` from left to right and from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph lies inside."""
        x, y = _middle(glyph)
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.base - _ABOVE_BASE * glyph.size


def grids_of(sheet: Sheet) -> list[Grid]:
    """Return a page's grids from top to bottom; boxes round the whole page are none."""
    if len(sheet.rules) > _MOST_RULES:
        return []
    rules = _merged(sheet.rules)
    grids = [grid for group in _groups(rules) if (grid := _grid(group))]
    most = _WHOLE_PAGE * sheet.width * sheet.height
    return sorted((g for g in grids if not _is_page_frame(g, most)), key=lambda g: g.ys[0])


def _is_page_frame(grid: Grid, most: float) -> bool:
    single = len(grid.xs) == len(grid.ys) == 2  # noqa: PLR2004
    return single and (grid.xs[1] - grid.xs[0]) * (grid.ys[1] - grid.ys[0]) > most


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join the pieces of a line: borders are often drawn cell by cell."""
    beside: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.horizontal, r.at)):
        last = beside[-1][-1] if beside else None
        if last and last.horizontal == rule.horizontal and rule.at - last.at <= _NEAR:
            beside[-1].append(rule)
        else:
            beside.append([rule])
    out: list[Rule] = []
    for row in beside:
        row.sort(key=lambda r: r.start)
        out.append(row[0])
        for rule in row[1:]:
            if rule.start <= out[-1].end + _NEAR:
                out[-1] = out[-1]._replace(end=max(out[-1].end, rule.end))
            else:
                out.append(rule)
    return out


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return lines that meet, directly or by way of others."""
    flat = [r for r in rules if r.horizontal]
    upright = [r for r in rules if not r.horizontal]
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, line in enumerate(flat):
        for j, post in enumerate(upright):
            if (
                line.start - _NEAR <= post.at <= line.end + _NEAR
                and post.start - _NEAR <= line.at <= post.end + _NEAR
            ):
                parent[root(len(flat) + j)] = root(i)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate((*flat, *upright)):
        groups.setdefault(root(i), []).append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    across = tuple(r for r in rules if r.horizontal)
    down = tuple(r for r in rules if not r.horizontal)
    if not across or not down:
        return None
    # Tables without outer sides, or cut by the page's end: their lines reach as far as cells do.
    sides = (min(r.start for r in across), max(r.end for r in across))
    ends = (min(r.start for r in down), max(r.end for r in down))
    xs = _clustered([*(r.at for r in down), *sides])
    ys = _clustered([*(r.at for r in across), *ends])
    if min(len(xs), len(ys)) < 2 or max(len(xs), len(ys)) > _MOST_LINES:  # noqa: PLR2004
        return None
    return Grid(tuple(xs), tuple(ys), across, down)


def _clustered(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _LEAST_CELL:
            out.append(value)
    return out


def table_of(grid: Grid, glyphs: Iterable[Glyph]) -> Table:
    """Return a grid's cells with the text of the glyphs inside it."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in owner:
                spans[row, column] = _span(grid, row, column, owner)
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = _middle(glyph)
        row = min(max(bisect_right(grid.ys, y) - 1, 0), rows - 1)
        column = min(max(bisect_right(grid.xs, x) - 1, 0), columns - 1)
        inside.setdefault(owner[row, column], []).append(glyph)
    return Table(
        tuple(
            tuple(
                _cell(grid, (row, column), spans[row, column], inside.get((row, column), []))
                for column in range(columns)
                if (row, column) in spans
            )
            for row in range(rows)
        )
    )


def continued(before: Table, table: Table, grid: Grid) -> Table:
    """Return a table that goes on from the page before, with what a cut cell there says.

    Its first row's empty cells go on with those above where either of them spans rows or no line
    is drawn between them; a figure is not written again.
    """
    above, first = _last_cells(before), table.rows[0] if table.rows else ()
    column = 0
    row: list[Cell] = []
    for cell in first:
        old = above.get(column)
        said = cell.blocks
        if old is not None and not said and not _is_figure(old):
            parted = _is_parted(grid.across, grid.ys[0], grid.xs[column : column + 2])
            said = old.blocks if max(old.down, cell.down) > 1 or not parted else said
        row.append(Cell(said, cell.across, cell.down))
        column += cell.across
    return Table((tuple(row), *table.rows[1:]))


def _is_figure(cell: Cell) -> bool:
    first = cell.blocks[0] if cell.blocks else ""
    return isinstance(first, str) and bool(re.match(r"[约共]?\d", first))


def _last_cells(table: Table) -> dict[int, Cell]:
    """Return by column the cells that reach a table's last row."""
    found: dict[int, Cell] = {}
    taken: dict[int, int] = {}  # by column: the row up to which a cell above reaches
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > number:
                column += 1
            for place in range(column, column + cell.across):
                taken[place] = number + cell.down
            found[column] = cell
            column += cell.across
    return found


def _span(
    grid: Grid, row: int, column: int, owner: dict[tuple[int, int], tuple[int, int]]
) -> tuple[int, int]:
    """Return how many columns and rows the cell reaches that begins here, and take them."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    across = down = 1
    while (
        column + across < columns
        and (row, column + across) not in owner
        and not _is_parted(grid.down, grid.xs[column + across], grid.ys[row : row + 2])
    ):
        across += 1
    while row + down < rows and not any(
        (row + down, c) in owner or _is_parted(grid.across, grid.ys[row + down], grid.xs[c : c + 2])
        for c in range(column, column + across)
    ):
        down += 1
    for r in range(row, row + down):
        for c in range(column, column + across):
            owner[r, c] = (row, column)
    return across, down


def _is_parted(rules: Iterable[Rule], at: float, between: Sequence[float]) -> bool:
    middle = (between[0] + between[1]) / 2
    return any(abs(r.at - at) <= _LEAST_CELL and r.start <= middle <= r.end for r in rules)


def _cell(
    grid: Grid, place: tuple[int, int], span: tuple[int, int], glyphs: Sequence[Glyph]
) -> Cell:
    across, down = span
    if not glyphs:
        return Cell((), across, down)
    lines = lines_of(glyphs)
    pad = _PADDING * lines[0].size
    left = min(line.left for line in lines)
    right = grid.xs[place[1] + across] - pad
    # What is centred leaves as much at its right as at its left.
    centred = [right - (line.left - grid.xs[place[1]] - pad) for line in lines]
    if len(lines) > 1 and max(centred) - min(centred) > lines[0].size:
        right = max(line.right for line in lines)
    found = paragraphs(lines, edges_of(lines, (left, right)), 0)
    texts = ("".join(joined(text for text, _ in p.pieces)) for p in found)
    return Cell(tuple(texts), across, down)

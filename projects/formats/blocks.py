"""What a formatted document is made of, and how it is written as lines of text.

A paragraph is a line. A table's row is one line of cells between bars, `| 云岭风电场 | 新化县 |`;
a cell that spans rows or columns is written in each, so that every row can be read alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

from projects.formats.refusals import refusal

__all__ = ["Block", "Cell", "Table", "as_text", "lines_of_block"]

_WIDEST = 100  # columns; a span that claims more is no plan's
_REPEATED = 200  # characters; a longer cell is written once however many rows it spans
_FRAME_CHARACTERS, _FRAME_BLOCKS = 1000, 12
_LONGEST = 10_000_000  # characters of text
_SPACE = re.compile(r"\s+")
_BAR = re.compile("[|｜]")  # parts cells
# A size shared by several rows is theirs together: written in each it would count several times.
_SHARED_SIZE = re.compile(r"[约共总计合]{0,3}\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content; it spans `across` columns and `down` rows (0: all that follow)."""

    blocks: tuple[Block, ...] = ()
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as the file has them: a spanned place holds no cell."""

    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = str | Table


def as_text(blocks: Iterable[Block], where: str) -> str:
    """Return the text of a document's blocks, a line each.

    Raises
    ------
    DocumentError
        Cells that span rows make it longer than any plan; `where` is the file's name.
    """
    lines: list[str] = []
    length = 0
    for line in _lines(blocks):
        lines.append(line)
        length += len(line) + 1
        if length > _LONGEST:
            raise refusal(where, "long", most=_LONGEST)
    return "\n".join(lines) + "\n" if lines else ""


def lines_of_block(block: Block) -> Iterator[str]:
    """Yield a block's lines as `as_text` writes them."""
    yield from _lines((block,))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield from (line.strip() for line in block.split("\n") if line.strip())
        elif _is_frame(block):
            for row in block.rows:
                for cell in row:
                    yield from _lines(cell.blocks)
        else:
            yield from _rows(block)


def _is_frame(table: Table) -> bool:
    """Whether a table lays out a page or frames a box: one column, or an article in a cell."""
    if all(sum(bool(c.blocks) for c in row) <= 1 for row in table.rows):
        return True
    cells = (cell for row in table.rows for cell in row)
    return any(
        len(cell.blocks) > _FRAME_BLOCKS or len(_flat(cell)) > _FRAME_CHARACTERS for cell in cells
    )


def _flat(cell: Cell) -> str:
    """Return a cell's content on one line; the rows of a table inside are parted by semicolons."""
    parts = (b if isinstance(b, str) else _nested(b) for b in cell.blocks)
    return _BAR.sub("/", _SPACE.sub(" ", " ".join(parts))).strip()


def _nested(table: Table) -> str:
    rows = (" ".join(filter(None, map(_flat, row))) for row in table.rows)
    return "；".join(filter(None, rows))


@dataclass(slots=True)
class _Reaching:
    """A cell that reaches into the rows below: how many more, and what it writes there."""

    rows: int
    text: str


def _rows(table: Table) -> Iterator[str]:
    reaching: dict[int, _Reaching] = {}
    for number, row in enumerate(table.rows):
        left = len(table.rows) - number - 1
        texts = _row(row, reaching, left)
        if any(texts):
            yield "| " + " | ".join(texts) + " |"


def _row(row: Sequence[Cell], reaching: dict[int, _Reaching], left: int) -> list[str]:
    """Return a row's texts by column; `left` rows follow."""
    texts: list[str] = []
    _from_above(texts, reaching)
    for cell in row:
        text = _flat(cell)
        across = max(1, min(cell.across, _WIDEST - len(texts)))
        if len(texts) >= _WIDEST:
            break
        alone = len(row) == 1 or len(text) > _REPEATED  # a heading across the whole table
        down = left if cell.down == 0 else min(cell.down - 1, left)
        for n in range(across):
            if down > 0:
                reaching[len(texts)] = _Reaching(down, "" if alone and n else _below(text))
            texts.append("" if alone and n else text)
        _from_above(texts, reaching)
    return texts


def _from_above(texts: list[str], reaching: dict[int, _Reaching]) -> None:
    """Append what cells above write in the next columns."""
    while (cell := reaching.get(len(texts))) is not None and cell.rows > 0:
        cell.rows -= 1
        texts.append(cell.text)


def _below(text: str) -> str:
    if len(text) > _REPEATED:
        return ""
    return "" if _SHARED_SIZE.match(text) and not _YEAR.match(text) else text

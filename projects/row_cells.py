"""A row of a table in a plan's text, cell by cell, each with what its header calls it."""

from __future__ import annotations

from projects.extraction.tables import cells, read_header

__all__ = ["row_cells", "row_text"]

_MARKUP = str.maketrans("", "", "*`#")
_NUMBERS = ("序号", "编号")
_FARTHEST = 40_000
"""Characters above a row among which its header is looked for."""


def row_cells(text: str, span: tuple[int, int]) -> tuple[tuple[str, str], ...]:
    """Return (header, cell) of the row a mention stands in; () where it is no row of a table.

    Empty cells are left out. A header of two lines gives both, the upper one first.

    Parameters
    ----------
    text
        The plan's text.
    span
        Characters (start, end) of the mention.
    """
    start, end = span
    if not 0 <= start < end <= len(text):
        return ()
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", first)
    line = text[first : last if last >= 0 else len(text)]
    headers = _headers(text[max(0, first - _FARTHEST) : first]) if cells(line) else []
    if not headers:
        return ()
    told = []
    for number, value in enumerate(_plain(line)):
        parts = [header[number] for header in headers if number < len(header) and header[number]]
        if value and value not in {"—", "-", "/"}:
            told.append((" ".join(dict.fromkeys(parts)), value))
    return tuple(told)


def row_text(text: str, span: tuple[int, int]) -> str:
    """Say such a row in one line, without its number; "" where it is none."""
    told = [(name, value) for name, value in row_cells(text, span) if name not in _NUMBERS]
    return "；".join(f"{name}：{value}" if name else value for name, value in told)


def _headers(above: str) -> list[list[str]]:
    """Return the labels of the header nearest above, and of one that stands on it."""
    found: list[list[str]] = []
    for line in reversed(above.rstrip("\n").split("\n")):
        row = cells(line)
        if not row:
            break
        if read_header(line, row) is not None:
            found.insert(0, _plain(line))
        elif found:
            break
    return found


def _plain(line: str) -> list[str]:
    return [line[c.start : c.end].translate(_MARKUP).strip() for c in cells(line)]

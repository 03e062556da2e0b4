"""Pages set in two columns, as gazettes are: what stands left is read before what stands right."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from projects.formats.pdflines import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.formats.pdfglyphs import Glyph

__all__ = ["columns_of"]

_BIN = 2.0  # points
_MIDDLE = (0.35, 0.65)  # of the text's width: where the gutter may be
_LEAST_ROWS = 8
_LEAST_GUTTER = 0.8  # of a character
_CROSSED = 0.25  # of the rows may cross it: titles, tables without lines
_LEAST_CHARACTERS = 8  # that a half's row mostly has: a table's columns are narrower, or ragged


def columns_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return a page's glyphs in groups to be read one after the other; one group for one column.

    Rows that go across the gutter (a title, a page's number) part the columns above from those
    below.
    """
    rows = rows_of(glyphs)
    gutter = _gutter(rows)
    if gutter is None:
        return [list(glyphs)]
    groups: list[list[Glyph]] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    across: list[Glyph] = []
    for row in rows:
        if _crosses(row, gutter):
            groups += [left, right]
            left, right = [], []
            across += row
        else:
            groups.append(across)
            across = []
            left += [g for g in row if g.right <= gutter]
            right += [g for g in row if g.right > gutter]
    return [group for group in (*groups, left, right, across) if group]


def _crosses(row: Sequence[Glyph], gutter: float) -> bool:
    """Whether a row's text goes on over the gutter: there is no gap, or a letter stands in it."""
    left = [g.right for g in row if g.left < gutter]
    right = [g.left for g in row if g.left >= gutter]
    if left and max(left) > gutter:
        return True
    return bool(left and right) and min(right) - max(left) < _LEAST_GUTTER * row[0].size


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Return where the gutter's middle is, None for a page of one column."""
    if len(rows) < _LEAST_ROWS:
        return None
    start = min(g.left for row in rows for g in row)
    end = max(g.right for row in rows for g in row)
    size = statistics.median(g.size for row in rows for g in row)
    covered = [0] * (int((end - start) / _BIN) + 2)
    for row in rows:
        bins = {
            b
            for g in row
            for b in range(int((g.left - start) / _BIN), int((g.right - start) / _BIN) + 1)
        }
        for b in bins:
            covered[b] += 1
    place = _widest_gap(covered, len(rows), size)
    if place is None:
        return None
    gutter = start + place * _BIN
    return gutter if _are_columns(rows, gutter) else None


def _widest_gap(covered: Sequence[int], rows: int, size: float) -> float | None:
    """Return the middle of the widest run of bins that few rows cover, counted in bins."""
    low, high = (int(len(covered) * share) for share in _MIDDLE)
    best, run = (0, 0), 0
    for place in range(low, high):
        run = run + 1 if covered[place] <= _CROSSED * rows else 0
        best = max(best, (run, place))
    wide, last = best
    return last - (wide - 1) / 2 if wide * _BIN >= _LEAST_GUTTER * size else None


def _are_columns(rows: Sequence[Sequence[Glyph]], gutter: float) -> bool:
    """Whether text runs on both sides of a gutter, and not the short cells of a table."""
    whole = [row for row in rows if not _crosses(row, gutter)]
    counts = [(sum(g.right <= gutter for g in row), len(row)) for row in whole]
    both = [(left, all_ - left) for left, all_ in counts if 0 < left < all_]
    if len(both) < _LEAST_ROWS or len(both) < len(rows) / 2:
        return False
    return all(statistics.median(side) >= _LEAST_CHARACTERS for side in zip(*both, strict=True))

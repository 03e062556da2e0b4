"""Glyphs become lines, lines become paragraphs: what a page's layout broke is put together again.

A line goes on in the next where no more of it would have fitted on its own, and where the next
begins at the margin: Chinese paragraphs are indented by two characters.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from projects.formats.pdfglyphs import Glyph

__all__ = ["Edges", "Line", "Paragraph", "edges_of", "joined", "lines_of", "paragraphs", "rows_of"]

_SAME_LINE = 0.45  # of the size: baselines of one line, raised and lowered signs included
_OVERPRINT = 0.2  # of the size: a character set twice there is one, made bold
_HOLE, _WORD_GAP, _MIXED_GAP = 1.3, 0.16, 0.9  # of the size: between cells, words, scripts
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026]")
# What is not broken: a word or figure, a character with the signs and narrow letters behind it.
_UNIT = re.compile(r".?[!-~，。、；：！？”’）》】〕…]{0,30}")
_SLACK = 0.9  # of a character: justified lines end a little before or behind the edge
_SAME_SIZE, _LARGE = 0.15, 1.15
_INDENT, _SAME_LEFT = 0.9, 0.6
_REACHING, _FEW_LINES = 1.5, 3
_LOOSE = 1.7  # of the usual distance of lines: beyond it a new paragraph begins
_TITLE_LOOSE = 2.3  # of the size
_ENDED = re.compile(r"[。；;：:！？!?]\s*$")
_ITEM = re.compile(
    r"(?:第[一二三四五六七八九十百]+[章节篇条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.、．](?!\d)|[①-⑳]|专栏|附件|附表|[●■◆•])"
)
_NUMBER = re.compile(r"[\u3400-\u9fff]{2,12}[〔\[［]\d{4}[〕\]］]\d+号")
_OWN_LINE = re.compile(r".*(?:〔\d{4}〕\d+号|\d{4}年\d{1,2}月\d{1,2}日[）)]?|^[（(].*[）)])$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `cells` are its texts between wide gaps."""

    cells: tuple[str, ...]
    left: float
    right: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """Its text: cells parted by tabs where there are several gaps, else by a space."""
        return ("\t" if len(self.cells) > 2 else " ").join(self.cells)  # noqa: PLR2004


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph, each with its page.

    `left` and `second` are where its first line and the others begin, from the column's margin;
    `edge` is where the last line could have ended.
    """

    pieces: list[tuple[str, int]]
    last: Line
    left: float
    edge: float
    titled: bool = False
    second: float | None = None
    sizes: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edges:
    """Where a page's text begins and ends, its usual size, and how far its lines stand apart."""

    left: float
    right: float
    size: float
    pitch: float


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return glyphs as lines from top to bottom."""
    return [_line(row) for row in rows_of(glyphs)]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return glyphs in rows of one baseline, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - rows[-1][-1].base <= _SAME_LINE * _height(glyph, rows[-1]):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _height(glyph: Glyph, row: Sequence[Glyph]) -> float:
    return min(max(glyph.size, 4.0), max(row[0].size, 4.0))


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda g: g.left)
    wide = [g.right - g.left for g in row if _WIDE.match(g.text)]
    size = statistics.median(wide or [g.size for g in row]) or 1.0
    cells: list[list[str]] = [[]]
    before: Glyph | None = None
    for glyph in row:
        if before is not None:
            if glyph.text == before.text and abs(glyph.left - before.left) < _OVERPRINT * size:
                continue
            gap = (glyph.left - before.right) / size
            if gap > _HOLE:
                cells.append([])
            elif gap > (_MIXED_GAP if _is_wide_between(before, glyph) else _WORD_GAP):
                cells[-1].append(" ")
        cells[-1].append(glyph.text)
        before = glyph
    bases = statistics.median(g.base for g in row)
    texts = tuple("".join(cell) for cell in cells)
    return Line(texts, row[0].left, max(g.right for g in row), bases, size)


def _is_wide_between(one: Glyph, other: Glyph) -> bool:
    return bool(_WIDE.match(one.text) or _WIDE.match(other.text))


def edges_of(
    lines: Sequence[Line], bounds: tuple[float, float] | None = None, *, width: float = 0.0
) -> Edges:
    """Return the margins of a page's lines, or those of a cell, whose bounds are known.

    Where few lines reach as far as the others, the margins of a page `width` wide are taken as
    equal.
    """
    sizes = [line.size for line in lines for _ in range(max(1, len(line.text) // 8))]
    size = statistics.median(sizes) if sizes else 1.0
    steps = sorted(step for a, b in pairwise(lines) if (step := b.base - a.base) > 0)
    pitch = steps[len(steps) // 3] if steps else 2 * size
    if bounds is not None:
        return Edges(*bounds, size, pitch)
    body = [line for line in lines if len(line.cells) == 1 and _is_like(line.size, size)]
    body = body or list(lines)
    lefts = Counter(round(line.left / 3) for line in body)
    usual = [left for left, count in lefts.items() if count >= max(2, len(body) // 8)]
    left = 3 * min(usual, default=min(lefts, default=0))
    rights = sorted(line.right for line in body)
    right = rights[min(len(rights) - 1, int(len(rights) * 0.85))] if rights else 0.0
    if sum(right - line.right < _REACHING * size for line in body) < _FEW_LINES:
        right = max(right, width - left)
    return Edges(left, right, size, pitch)


def _is_like(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * other


def paragraphs(
    lines: Sequence[Line], edges: Edges, page: int, before: Paragraph | None = None
) -> Iterator[Paragraph]:
    """Yield a page's paragraphs; the first may go on with `before`, the last page's last one."""
    open_ = before
    middle = (edges.left + edges.right) / 2
    for line in lines:
        titled = _is_title(line, edges, middle)
        if open_ is not None and _goes_on(open_, line, edges, titled=titled, page=page):
            open_.second = line.left - edges.left if open_.second is None else open_.second
            open_.pieces.append((line.text, page))
            open_.last, open_.edge = line, edges.right
            continue
        if open_ is not None and open_ is not before:
            yield open_
        open_ = Paragraph([(line.text, page)], line, line.left - edges.left, edges.right, titled)
    if open_ is not None and open_ is not before:
        yield open_


def _is_title(line: Line, edges: Edges, middle: float) -> bool:
    centred = abs((line.left + line.right) / 2 - middle) < 1.5 * line.size
    return centred and line.size > _LARGE * edges.size and line.left > edges.left - line.size


def _goes_on(open_: Paragraph, line: Line, edges: Edges, *, titled: bool, page: int) -> bool:
    last = open_.last
    if len(line.cells) > 2 or len(last.cells) > 2 or not _is_like(line.size, last.size):  # noqa: PLR2004
        return False
    apart = line.base - last.base
    new_page = open_.pieces[-1][1] != page
    if titled and open_.titled:
        return not new_page and apart <= _TITLE_LOOSE * line.size and not _stands_alone(last, line)
    if not new_page and apart > _LOOSE * max(edges.pitch, line.size):
        return False
    if _NUMBER.fullmatch(line.text.replace(" ", "")) or not _is_full(last, line, open_.edge):
        return False
    return _begins_inside(open_, line, edges)


def _stands_alone(last: Line, line: Line) -> bool:
    return any(_OWN_LINE.match(one.text.replace(" ", "")) for one in (last, line))


def _is_full(last: Line, following: Line, edge: float) -> bool:
    """Whether nothing of the next line would have fitted at the end of the last."""
    text = following.text
    unit = _UNIT.match(text)
    needed = sum(1.0 if _WIDE.match(c) else 0.55 for c in unit[0]) if unit else 1.0
    return edge - last.right < (needed + _SLACK) * last.size


def _begins_inside(open_: Paragraph, line: Line, edges: Edges) -> bool:
    """Whether a line begins where a paragraph's further lines do."""
    ended = _ENDED.search(open_.last.text)
    if ended and _ITEM.match(line.text) and open_.left <= _INDENT * line.size:
        return False  # where paragraphs are not indented, an item's mark alone tells that it begins
    if open_.second is not None:
        return abs(line.left - edges.left - open_.second) <= _SAME_LEFT * line.size
    if line.left <= edges.left + _INDENT * line.size:
        return True
    # Of an item whose further lines are indented more than its first.
    deeper = line.left - edges.left > open_.left + _INDENT * line.size
    return deeper and not ended and not _ITEM.match(line.text)


def joined(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of a paragraph with the space that Latin words need between them."""
    end = ""
    for piece in pieces:
        gap = end.isascii() and end.isalnum() and piece[:1].isascii() and piece[:1].isalnum()
        yield f" {piece}" if gap else piece
        end = piece[-1:]

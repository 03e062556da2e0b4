"""Line breaks inside sentences: text copied from a PDF breaks at a fixed width, wherever that is.

A text counts as broken so when several of its lines end without a sign at nearly one width. Then a
line of that width goes on in the next, unless that one begins a heading, an item or a table's row.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["broken_lines"]

_WIDE = frozenset("WFA")
_LEAST_WIDTH, _LEAST_LINES, _LEAST_SHARE = 30, 3, 0.5  # width in half-width cells: 15 characters
_BELOW = 4  # cells: a word or a figure that did not fit is moved to the next line
_GOES_ON = re.compile(r"[\u3400-\u9fff0-9a-zA-Z,、(“《×—%-]$")
_BEGINS = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+[章节篇条]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)"
    r"|[①-⑳]|专栏|附件|附表|附录|[-*+#>•●■◆]\s|\||$)|\s{2,}|\u3000"
)


def _width(line: str) -> int:
    return len(line) + sum(unicodedata.east_asian_width(c) in _WIDE for c in line)


def broken_lines(plain: str) -> list[tuple[int, int]]:
    """Return the spans (line end and blanks around it) where a folded text's sentence goes on."""
    lines = plain.split("\n")
    open_ended = [
        i
        for i, line in enumerate(lines[:-1])
        if len(line) * 2 >= _LEAST_WIDTH and _is_open(line) and not _BEGINS.match(lines[i + 1])
    ]
    if len(open_ended) < _LEAST_LINES:
        return []
    widths = {i: _width(lines[i].rstrip()) for i in open_ended}
    full = _full_width(list(widths.values()))
    if full is None:
        return []
    joined = {i for i, width in widths.items() if full - _BELOW <= width <= full + 2}
    return _spans(lines, joined)


def _is_open(line: str) -> bool:
    return "|" not in line and "\t" not in line and _GOES_ON.search(line.rstrip()) is not None


def _full_width(widths: list[int]) -> int | None:
    """Return the width that most open lines reach within a word, None where there is none."""
    counts = Counter(width for width in widths if width >= _LEAST_WIDTH)
    best, most = None, 0
    for width in counts:
        near = sum(counts[width - k] for k in range(_BELOW + 1))
        if near > most or (near == most and best is not None and width < best):
            best, most = width, near
    return best if most >= max(_LEAST_LINES, _LEAST_SHARE * len(widths)) else None


def _spans(lines: list[str], joined: set[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    offset = 0
    for i, line in enumerate(lines):
        end = offset + len(line)
        if i in joined:
            following = lines[i + 1]
            lead = len(following) - len(following.lstrip(" "))
            out.append((end - len(line) + len(line.rstrip(" ")), end + 1 + lead))
        offset = end + 1
    return out

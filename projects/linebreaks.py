"""Line breaks inside sentences: text copied from a PDF breaks at a fixed width, wherever that is.

A text counts as broken so when several of its lines end without a sign at nearly one width. Then a
line of that width goes on in the next, unless that one begins a heading, an item or a table's row.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["broken_lines"]

_WIDE = frozenset("WFA")
_LEAST_LINES, _LEAST_SHARE = 3, 0.5
_MOST_LONGER = 0.05  # of the lines: where paragraphs are longer, no width breaks them
_LEAST_CHARACTERS = 15  # a shorter column is a table's or a list's
_GOES_ON = re.compile(r"[\u3400-\u9fff0-9a-zA-Z,、(“《×—%+-]$|(?<=\d)\.$")
# Titles, numbers, organs and dates have lines of their own.
_ALONE = re.compile(r"^[^,。;]*(?:通知|方案|规划|纲要|意见|办公室|政府|委员会|[局委]|\d日|号)$")
_MARK = re.compile(r"^\s*\S{1,4}?[、.)]")
_SENTENCE = re.compile("[,。;:、]")
_BEGINS = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+[章节篇条]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)"
    r"|\d{1,2}[.、](?!\d)|[①-⑳]|专栏|附件|附表|附录|[-*+#>•●■◆]\s|\||[\u4e00-\u9fff]{2,12}〔20\d\d〕\d+号|$)|\s{2,}|\u3000"
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """A way to measure lines; `below` and `above` tell how far a full line may be off the usual.

    A word or figure that did not fit is moved to the next line, a sign may hang over the edge.
    """

    of: Callable[[str], int]
    below: int
    above: int


def _cells(line: str) -> int:
    return len(line) + sum(unicodedata.east_asian_width(c) in _WIDE for c in line)


# Programs break by characters or by width.
_MEASURES = (_Measure(len, 1, 1), _Measure(_cells, 4, 4))


def broken_lines(plain: str, text: str) -> list[tuple[int, int]]:
    """Return the spans (line end and blanks around it) where a sentence goes on.

    `plain` is the folded text, `text` the text itself, of the same length: its signs are as wide
    as they were when it was broken.
    """
    lines = plain.split("\n")
    able = [i for i in range(len(lines) - 1) if _may_go_on(lines[i], lines[i + 1])]
    unfinished = [i for i in able if _is_open(lines[i])]
    if len(unfinished) < _LEAST_LINES:
        return []
    shown = dict(zip(able, _as_shown(lines, able, text), strict=True))
    best: tuple[int, set[int]] = (0, set())
    for measure in _MEASURES:
        lengths = {i: measure.of(line) for i, line in shown.items()}
        full, near = _full_length([lengths[i] for i in unfinished], measure.below)
        longer = sum(length > full + measure.above for length in lengths.values())
        usual = near >= _LEAST_SHARE * len(unfinished) and longer <= _MOST_LONGER * len(able)
        if near > best[0] and usual:
            reach = range(full - measure.below, full + measure.above + 1)
            joined = {i for i in unfinished if lengths[i] in reach}
            best = near, joined | {i for i in able if lengths[i] >= full - measure.below // 2}
    return _spans(lines, best[1])


def _as_shown(lines: list[str], wanted: list[int], text: str) -> list[str]:
    """Return the wanted lines as the text has them."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    return [text[starts[i] : starts[i + 1] - 1].rstrip() for i in wanted]


def _may_go_on(line: str, following: str) -> bool:
    if len(line) < _LEAST_CHARACTERS or "|" in line or "\t" in line:
        return False
    heading = _BEGINS.match(line) and not _SENTENCE.search(_MARK.sub("", line))
    return not (heading or _BEGINS.match(following) or _ALONE.match(line.rstrip()))


def _is_open(line: str) -> bool:
    return _GOES_ON.search(line.rstrip()) is not None


def _full_length(lengths: list[int], below: int) -> tuple[int, int]:
    """Return the length that most lines reach within `below`, and how many do."""
    counts = Counter(lengths)
    near = {full: sum(counts[full - k] for k in range(below + 1)) for full in counts}
    full = max(near, key=lambda length: (near[length], -length))
    return full, near[full] if near[full] >= _LEAST_LINES else 0


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

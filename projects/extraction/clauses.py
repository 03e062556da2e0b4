"""Cutting a passage into clauses and a clause into the items it lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.lexicon import LISTED_WORKS, SAID_OF_IT
from projects.extraction.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["CLAUSE_MARK", "Span", "clauses", "depths", "flatten", "items"]

_OPEN, _CLOSE = "([{“‘《〔<", ")]}”’》〕>"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
CLAUSE_MARK = re.compile("[,:]")
_FILL = "\ue000"
# The last 和 of a list that ends in 等项目 parts two items, whatever they end in.
_CONJUNCTION = Scanner({"list": "、", "join": "以及|和|及|与", "said": SAID_OF_IT.pattern})
# 3、4号机组 are units of one plant.
_UNITS_LEFT = re.compile(r"(?:\d|[一二三四五六七八九十])(?:[号#](?:机组)?)?$")
_UNITS_RIGHT = re.compile(
    r"(?:(?:\d{1,2}|[一二三四五六七八九十])[号#]?(?:机组)?[、和及与至]){0,12}"
    r"(?:\d{1,2}|[一二三四五六七八九十])[号#](?:机组?|炉|主变|泊位|生产线|矿井)"
)
_UNITS_REACH = 5
# 三县分别建设10万千瓦、20万千瓦、30万千瓦风电项目: one item, its figures in turn.
_FIGURE_END = re.compile("[\\d瓦时伏里吨亩座个台]")
_IN_TURN = ("分别", "依次")


class Span(NamedTuple):
    """Characters `start` to `end` of the passage's text; `mark` is the sign that ended it."""

    start: int
    end: int
    mark: str = ""


def depths(text: str) -> list[int]:
    """Return the bracket depth at each character; stray closing brackets count for nothing."""
    if not _BRACKET.search(text):
        return [0] * len(text)
    depth, out = 0, list[int]()
    for bracket in _BRACKET.finditer(text):
        opens = bracket[0] in _OPEN
        out += [depth] * (bracket.start() + opens - len(out))  # an opening one stands outside
        depth = depth + 1 if opens else max(0, depth - 1)
    out += [depth] * (len(text) - len(out))
    return out if depth == 0 else [0] * len(text)


def flatten(text: str) -> str:
    """Return `text` with what stands in round brackets and book-title marks blanked."""
    if "(" not in text and "《" not in text:
        return text
    out, depth, quoted = [], 0, 0
    balanced = text.count("(") == text.count(")")
    for char in text:
        depth += char == "(" and balanced
        quoted += char == "《"
        out.append(_FILL if depth or quoted else char)
        depth -= char == ")" and balanced and depth > 0
        quoted -= char == "》" and quoted > 0
    return "".join(out)


def clauses(text: str) -> Iterator[Span]:
    """Yield the clauses of a passage: cut at commas and colons outside brackets and quotes."""
    level = depths(text)
    start = 0
    for mark in CLAUSE_MARK.finditer(text):
        i = mark.start()
        if level[i] == 0 and not _inside_number(text, i):
            if i > start:
                yield Span(start, i, mark[0])
            start = i + 1
    if start < len(text):
        yield Span(start, len(text))


def _inside_number(text: str, i: int) -> bool:
    return text[i] == "," and text[i - 1 : i].isdigit() and text[i + 1 : i + 4].isdigit()


def items(
    text: str,
    span: Span,
    is_end: Callable[[int, int], bool],
    places: Sequence[tuple[int, int]] = (),
    is_named: Callable[[int, int], bool] | None = None,
) -> list[Span]:
    """Cut a clause at 、 and at those 和, 与, 及 that follow the end of a named thing.

    `is_end` tells whether a named thing that begins at or behind one offset ends at another:
    及 inside 保护及修复工程 cuts nothing. Nor does 和 need one between two names that begin with a
    county (`places`): 武隆大梁子和彭水七跃山风电场. The last 和 of a list parts works only where
    one stands before it (`is_named`): 智能装备及零部件产业园 is one name.
    """
    level = depths(text[span.start : span.end])
    cuts: list[Span] = []
    start = span.start
    listed = LISTED_WORKS.search(text, span.start, span.end)
    last = text.rfind("、", span.start, listed.start()) if listed else -1
    for match in _CONJUNCTION.finditer(text, span.start, span.end):
        i = match.start()
        if level[i - span.start] or i <= start or _of_one_plant(text, i, match.end()):
            continue
        if _in_turn(text, start, i, match.end()):
            continue
        said, joins = match.lastgroup == "said", match.lastgroup == "join"
        closing = bool(joins and listed and span.start < last < i < listed.start())
        closing = closing and (is_named is None or is_named(start, i))
        parted = joins and _both_placed(places, start, i, match.end(), listed=bool(cuts))
        if match.lastgroup == "list" or closing or parted or is_end(start, i):
            cuts.append(Span(start, i, match[0]))
            start = match.start() if said else match.end()
    if start < span.end:
        cuts.append(Span(start, span.end, span.mark))
    return cuts


def _of_one_plant(text: str, left: int, right: int) -> bool:
    """Whether a sign parts no more than the numbers of a plant's units: 3、4号机组."""
    if not _UNITS_RIGHT.match(text, right):
        return False
    return _UNITS_LEFT.search(text, max(0, left - _UNITS_REACH), left) is not None


def _in_turn(text: str, start: int, left: int, right: int) -> bool:
    """Whether a sign parts figures given in turn before what they measure."""
    if not text[right : right + 1].isdigit() or not _FIGURE_END.match(text, left - 1):
        return False
    return any(text.find(word, start, left) >= 0 for word in _IN_TURN)


def _both_placed(
    places: Sequence[tuple[int, int]], start: int, left_end: int, right: int, *, listed: bool
) -> bool:
    """Whether a county stands in the left part, or it is listed, and one begins the right one."""
    at = bisect_left(places, (start, 0))
    left = listed or (at < len(places) and places[at][1] <= left_end)
    begins = bisect_left(places, (right, 0))
    return left and begins < len(places) and places[begins][0] == right

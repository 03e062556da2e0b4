"""Figures of items that were not read as projects: they are nobody's."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from projects.extraction.naming import heads, identity
from projects.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Toponym
    from projects.quantities import Found

__all__ = ["in_unread_item"]

_SIGN = re.compile(r"[、,;:]")
_MARK = re.compile(r"[()]")
_REACH = 200  # characters between a project's name and a figure that may still be its
_ORDER = re.compile(r"[、,;:\s]*(?:新建|扩建|改建|改造|建设|推进|实施|开工|建成|和|及|与|以及)*")
# What stands in another county, and what is said of a thing there, names nothing of its own.
_ONLY_SAID = re.compile(
    r"(?:境内?|段|侧|片区?|分?[为计]|约|共|各|等|新增|装机|规模|容量|长|投资|占|面积|建设|总|县城|城区|\d|[、,;:()和与至到]|$)"
)
_NAMED = 1.0
_FOLLOWS = re.compile(r"[\u4e00-\u9fff]{2,16}")


def in_unread_item(text: str, since: int, found: Found, places: Sequence[Toponym] = ()) -> bool:
    """Whether a figure behind `since`, where the last project's name ends, is another item's.

    Between them a sign must begin an item with a name: a county that more than a figure follows,
    or in a list characters that identify something. A figure in brackets is of what they follow.
    """
    start = max(since, found.start - _REACH)
    if not _SIGN.search(text, start, found.figure):
        return False
    end = _opened(text, start, found.start)
    if end is None and _leads_a_name(text, found, places):
        return True
    last = end if end is not None else found.start
    signs = list(_SIGN.finditer(text, start, last))
    if not signs:
        return False
    begin = _ORDER.match(text, signs[-1].start(), last)
    at = begin.end() if begin else signs[-1].end()
    if _begins_with_place(text, at, last, places):
        return True
    if signs[-1][0] != "、" or end is None:
        return False
    return identity(text[at:last]) >= _NAMED or _is_called(text, at, last)


def _is_called(text: str, start: int, end: int) -> bool:
    """Whether an item ends in what a thing of its own is called by: 、危废处置中心(3万吨)."""
    own = [h for h in heads(text, start, end) if h.end == end and not h.weak]
    return bool(own) and KINDS[own[-1].kind].measure == "count"


def _opened(text: str, start: int, end: int) -> int | None:
    """Return where the bracket opens that an offset stands in, None outside of brackets."""
    depth = 0
    for match in reversed(list(_MARK.finditer(text, start, end))):
        depth += 1 if match[0] == ")" else -1
        if depth < 0:
            return match.start()
    return None


def _begins_with_place(text: str, start: int, end: int, places: Sequence[Toponym]) -> bool:
    """Whether an item begins with a county that more than words of measure follow."""
    i = bisect_left(places, start, key=lambda t: t.start)
    if i == len(places) or places[i].start != start or places[i].end > end:
        return False
    return not _ONLY_SAID.match(text, places[i].end, end)


def _leads_a_name(text: str, found: Found, places: Sequence[Toponym]) -> bool:
    """Whether a figure begins the next item, if only behind a county: 、兴义市500千伏云岭变."""
    i = bisect_left(places, found.start, key=lambda t: t.start) - 1
    at = places[i].start if i >= 0 and places[i].end == found.start else found.start
    if text[at - 1 : at] != "、":
        return False
    name = _FOLLOWS.match(text, found.end)
    return name is not None and identity(name[0]) >= _NAMED

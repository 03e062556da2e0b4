"""Sites listed before what is built in each.

在A工业园、B经开区屋顶布设光伏; A基地、B开发区各建一座堆场; A、B经开区等园区建设供热管网.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.counties import each_of
from projects.extraction.naming import NUMBERED, identity
from projects.extraction.parts import Headed, Loose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.parts import Clause, Draft

__all__ = ["built_at_sites"]

# What other things are built in or at.
_SITE = re.compile(
    r"(?:[园矿景库港厂湖]区|开发区|经开区|高新区|集聚区|服务区|保税区|作业区|园|基地|港|码头|水库|煤矿|车站|机场|电厂|水厂|处理厂)$"
)
_IN = re.compile(r"在")
_IN_EACH = re.compile("各|分别")
_BEHIND = re.compile(r"(?:的|等)?[\u4e00-\u9fff]{0,12}$")
_ARTICLE = re.compile(
    r"^(?:规划|新?建设?|布局|布设)*[1一][座个处条家]|^(?:规划|新?建设?|布局|布设)+"
)
_PAIR, _MOST = 2, 40


def built_at_sites(clause: Clause, parsed: Sequence[Loose | Headed]) -> list[Draft]:
    """Return one draft for each site of a list that a verb and one thing follow.

    Empty where the list is none of sites, or nothing says that something is built in each.
    """
    last = parsed[-1]
    if not _PAIR <= len(parsed) <= _MOST or not isinstance(last, Headed) or last.lead is None:
        return []
    if last.head.weak and last.name_end - last.start <= _PAIR:
        return []
    sites = [span for item in parsed[:-1] if (span := _whole_site(clause, item))]
    if len(sites) < len(parsed) - 1:
        return []
    if not _closes_sites(clause, last):
        closing = _last_site(clause, last)
        if closing is None or not _apart(clause, closing[1], last.start):
            return []
        sites.append(closing)
    tail = _ARTICLE.sub("", clause.text[last.start : last.name_end])
    # What names or places one of them speaks for all.
    return each_of(clause, last._replace(lead=(sites[0][0], last.lead[1])), sites, tail)


def _apart(clause: Clause, start: int, end: int) -> bool:
    """Whether a word before the list, or behind it, says that something is built in each."""
    told = _IN.match(clause.flat, clause.span.start)
    return bool(told or _IN_EACH.search(clause.flat, start, end))


def _closes_sites(clause: Clause, item: Headed) -> bool:
    """Whether 等 and a word for such sites stand before an item's verb: A、B等园区建设…."""
    start, end = item.lead or (0, 0)
    listed = clause.text[start - 1 : start] == "等"
    return listed and _SITE.search(clause.flat[start:end]) is not None


def _whole_site(clause: Clause, item: Loose | Headed) -> tuple[int, int] | None:
    """Return the span of an item that is a site's name and no more."""
    if isinstance(item, Loose) or item.name_end < item.end or item.lead:
        return None
    return _site(clause, item.start, item.name_end)


def _site(clause: Clause, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a site's name, None where it is no site or nothing names it."""
    name = clause.flat[start:end]
    if not _SITE.search(name):
        return None
    named = clause.places(start, end) or NUMBERED.search(name) or identity(name) >= 1
    return (start, end) if named else None


def _last_site(clause: Clause, item: Headed) -> tuple[int, int] | None:
    """Return the site that the words before an item's verb begin with."""
    start, end = item.lead or (0, 0)
    for head in clause.heads(start, end):
        found = _site(clause, start, head.end)
        if found and _BEHIND.fullmatch(clause.flat, head.end, end):
            return found
    return None

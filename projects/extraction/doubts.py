"""What speaks against an item's being a project, by what its clause says before and of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.lexicon import (
    AMBITION,
    CITYWIDE,
    MANY,
    MEANS,
    PROBLEM,
    PROGRAMME,
    SOFT,
    THEME,
)
from projects.extraction.objections import ABSTRACT
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Clause, Headed

__all__ = ["doubts", "said_before"]

_SEVERAL = 9
_BUILDS = re.compile("建设|落地|实施")
# Mere support, and of nothing that a place has: 鼓励, 推广.
_SOFTER = re.compile("|".join(word for word in SOFT.pattern.split("|") if word != "支持"))
_GROWS = re.compile("建设|发展|落地|实施")
_FIRM = re.compile("公司|企业|集团|股份|实业|科技")
_THING = re.compile("项目|工程|园|基地|中心|院")
_LAST, _NEXT = 4, 6  # characters of a name's end, and behind it, that tell what is supported


@lru_cache(maxsize=64)
def _first_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Return where the first match ends; one search does for all items of a clause."""
    match = pattern.search(text, start, end)
    return match.end() if match else None


def said_before(pattern: re.Pattern[str], clause: Clause, end: int) -> bool:
    """Whether the first match of a pattern in a clause ends before an offset."""
    first = _first_end(pattern, clause.text, clause.span.start, clause.span.end)
    return first is not None and first <= end


def doubts(
    clause: Clause, item: Headed, *, concrete: bool, abstract: float, measure: bool
) -> tuple[tuple[Rule, float], ...]:
    """Return the doubts about an item with their points, zeros among them.

    `measure` says that such works are done anywhere, and that nothing names this one for sure.
    """
    many = [a for a in clause.amounts(item.name_end, item.end) if a.quantity.unit == "count"]
    counted = not concrete and any(a.quantity.value > _SEVERAL for a in many)
    return (
        (Rule.AGAINST_SUPPORT, -1.5 * _merely_supported(clause, item)),
        (Rule.AGAINST_MANY, -1.5 * said_before(MANY, clause, item.name_end)),
        (Rule.AGAINST_CITYWIDE, -1.5 * _citywide(clause, item)),
        (Rule.AGAINST_THEME, -1.5 * said_before(THEME, clause, clause.span.end)),
        (Rule.AGAINST_AMBITION, -2.5 * said_before(AMBITION, clause, clause.span.end)),
        (Rule.AGAINST_MEANS, -1.5 * (measure and said_before(MEANS, clause, item.start))),
        (Rule.AGAINST_PROBLEM, -2.0 * said_before(PROBLEM, clause, clause.span.end)),
        (Rule.AGAINST_PROGRAMME, -1.5 * said_before(PROGRAMME, clause, item.end)),
        (Rule.AGAINST_COUNT, -1.0 * counted),
        (Rule.AGAINST_HEADING, -1.0 * (clause.sentence.setting.heading and not concrete)),
        (Rule.AGAINST_ABSTRACT, -abstract * (not concrete)),
    )


def _merely_supported(clause: Clause, item: Headed) -> bool:
    """Whether a verb of mere support stands before an item.

    Who supports a thing in a county being built or growing names it: 支持甲县、乙县化工园区发展.
    """
    if not said_before(SOFT, clause, item.start):
        return False
    if said_before(_SOFTER, clause, item.start):
        return True
    scope = clause.sentence.setting.scope
    found = (p for t in clause.places(item.reach, item.head.start) for p in t.places)
    placed = any(p.counties and p.code != scope for p in found)
    vague = item.head.kind in ABSTRACT and not _THING.search(
        clause.text, item.head.start, item.name_end
    )
    if vague or not placed:
        return True
    since = max(item.head.end, item.name_end - _LAST)
    if _GROWS.search(clause.text, since, min(item.end, item.name_end + _NEXT)):
        return False
    builds = _BUILDS.search(item.verb) and not _FIRM.search(clause.text, *(item.lead or (0, 0)))
    return not builds


def _citywide(clause: Clause, item: Headed) -> bool:
    """Whether the item, or what stands before its list, speaks for the whole jurisdiction."""
    listed = clause.text.find("、", clause.span.start, item.start)
    before = (clause.span.start, item.start if listed < 0 else listed)
    return any(
        not clause.in_toponym(match.start())
        for span in (before, (item.start, max(item.end, item.name_end)))
        for match in CITYWIDE.finditer(clause.text, *span)
    )

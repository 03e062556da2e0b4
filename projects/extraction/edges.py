"""Where a name begins and ends inside an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.lexicon import ANY_VERB, LEADING, LISTED_WORKS, NOT_A_PROJECT, TAIL
from projects.extraction.naming import PHASE, VOLTAGE_STATION, Head, leading_verbs, only_nouns, splits_word
from projects.extraction.parts import Clause, Headed, Loose

if TYPE_CHECKING:
    from projects.extraction.clauses import Span

__all__ = ["parse"]

_TO_STRONG = re.compile(rf"\s*(?:等|重点|重大|的)*(?:{TAIL.pattern})?")
_NOT_VERB = re.compile(r"[\W\d_\ue000]+|^[一二三四五六七八九十]+、|20\d\d年")
_MAX_NOUNS = 6
_MAX_QUOTED = 8


def parse(clause: Clause, span: Span) -> Loose | Headed:
    """Find an item's head word and edges."""
    flat = clause.flat
    found = [
        h
        for h in clause.heads(span.start, span.end)
        if not NOT_A_PROJECT.match(flat, h.end, span.end)
        and not splits_word(flat, clause.edges, h.start)
        and (h.end - h.start > 1 or h.end in clause.edges)
    ]
    head = _phase(clause, span, _choose(flat, found)) or _station(clause, span)
    if head is None:
        start, lead, verb = _left(clause, span.start, span.end)
        return Loose(start, span.end, lead, verb)
    chain = _chain(found, head)
    start, lead, verb = _left(clause, span.start, chain)
    end = _right(clause, head.end, span.end)
    return Headed(start, span.end, lead, verb, head, max(chain, start), end)


def _choose(flat: str, found: list[Head]) -> Head | None:
    """Return the head that names the item: the last, or the strong one it merely follows."""
    strong = [h for h in found if not h.weak]
    if not found:
        return None
    last = found[-1]
    if last.weak and strong and _TO_STRONG.fullmatch(flat, strong[-1].end, last.end):
        return strong[-1]
    return last


def _phase(clause: Clause, span: Span, head: Head | None) -> Head | None:
    """Return a phase (二期) as the head where no head word is, or where a verb parts them.

    扩建 before a place is a verb.
    """
    flat = clause.flat
    if not clause.marked(span.start, span.end):
        return head
    starts = {t.start for t in clause.places(span.start, span.end)}
    found = [m for m in PHASE.finditer(flat, span.start, span.end) if m.end() not in starts]
    if not found:
        return head
    last = found[-1]
    if head and not (last.start() > head.end and ANY_VERB.search(flat, head.end, last.start())):
        return head
    return Head(last.start(), last.end(), "other")


def _station(clause: Clause, span: Span) -> Head | None:
    """Return the 变 of a station called by its voltage and its short name: 500千伏云岭变."""
    if not clause.marked(span.start, span.end):
        return None
    match = VOLTAGE_STATION.search(clause.flat, span.start, span.end)
    return Head(match.start(1), match.end(1), "substation") if match else None


def _chain(found: list[Head], head: Head) -> int:
    start = head.start
    for other in reversed(found):
        if other.end == start:
            start = other.start
    return start


def _left(clause: Clause, start: int, limit: int) -> tuple[int, tuple[int, int] | None, str]:
    """Return where the name begins, the span that leads up to it, and the verbs passed."""
    flat = clause.flat
    begin = _skip(clause, start, limit)
    lead: tuple[int, int] | None = None
    verb = _NOT_VERB.sub("", flat[start:begin])
    cutting = [
        m
        for m in ANY_VERB.finditer(flat, begin, limit)
        if m.start() in clause.edges and not clause.in_toponym(m.start())
    ]
    if cutting:
        last = cutting[-1]
        after = _skip(clause, last.end(), limit)
        if after < limit or begin < last.start():
            lead = (begin, last.start()) if begin < last.start() else None
            verb += flat[last.start() : after]
            begin = after
    return begin, lead, verb


def _skip(clause: Clause, start: int, limit: int) -> int:
    """Pass what stands before a name: ordinals, dates, adverbs, verbs."""
    starts = {t.start for t in clause.toponyms}
    at = good = start
    while at < limit and at not in starts:
        match = LEADING.match(clause.flat, at, limit)
        if not match or match.end() == at:
            break
        at = match.end()
        good = at if at in clause.edges or match[0].isspace() else good
    for length in leading_verbs(clause.flat[good:limit]):
        if any(good <= s < good + length for s in starts):
            break
        good += length
    return good


def _right(clause: Clause, head_end: int, limit: int) -> int:
    """Return where the name ends: after the head's tail, and nouns that continue it in a list."""
    end = _tail(clause.text, head_end, limit)
    if clause.text.count("“", 0, end) > clause.text.count("”", 0, end):
        closing = clause.text.find("”", end, min(limit, end + _MAX_QUOTED))
        end = _tail(clause.text, closing + 1, limit) if closing >= 0 else end
    if not LISTED_WORKS.search(clause.flat, end):
        return end
    rest = clause.flat[end:limit].split("\ue000", maxsplit=1)[0]
    return end + len(rest) if 1 < len(rest) <= _MAX_NOUNS and only_nouns(rest) else end


def _tail(text: str, start: int, limit: int) -> int:
    match = TAIL.match(text, start, limit)
    return match.end() if match else start

"""One draft of an item: its name, its kind and the evidence for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.evidence import clean_name, evidence, may_count
from projects.extraction.lexicon import LIST_TAIL
from projects.extraction.naming import kind_told
from projects.extraction.parts import Clause, Draft, Headed, Loose
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.rules import Note

__all__ = ["LIST_BONUS", "bare", "in_list", "list_end", "make_draft"]

# What a name gains that stands in a list with others like it.
LIST_BONUS = 0.5
_AND_OTHERS = re.compile(r"(?:等地?|[两二三四]地|等地区|境内|分别|各自|各)(?:联合|共同)?$")


def make_draft(
    clause: Clause, item: Headed, span: tuple[int, int], name: str, rule: Rule, body: str = ""
) -> Draft:
    """Return the draft of an item by the name it goes by; `body` is what may identify it."""
    body = body or clause.text[item.start : item.chain]
    clean, kind, score = name, item.head.kind, 0.0
    notes: tuple[Note, ...] = ((Rule.NOT_KNOWN, body),)
    if may_count(clause, item, body):
        clean = clean_name(clause, item, name)
        kind, told = kind_told(clean)
        score, weighed = evidence(clause, item, body, kind)
        head = (item.found, clause.text[item.head.start : item.head.end])
        notes = (head, told, *weighed)
    return Draft(
        start=span[0],
        end=span[1],
        name=clean,
        kind=kind,
        score=score,
        rule=rule,
        own=(item.reach, item.end),
        batch=clause.span.start,
        verb=item.verb,
        lead=item.lead,
        notes=notes,
    )


def in_list(draft: Draft, points: float) -> Draft:
    """Let a list speak for or against a draft that is one by itself."""
    if draft.score <= 0:
        return draft
    note = (Rule.FOR_LIST if points > 0 else Rule.AGAINST_LIST, points)
    return draft._replace(score=draft.score + points, notes=(*draft.notes, note))


def list_end(clause: Clause, item: Headed) -> tuple[int, int] | None:
    """Return the span of the 等 (等地, 等八个) that ends a list inside an item."""
    match = LIST_TAIL.search(clause.flat, item.start, item.end)
    return match.span() if match and match.start() <= item.chain else None


def bare(clause: Clause, item: Loose) -> bool:
    """Whether an item is nothing but a place."""
    found = clause.places(item.start, item.end)
    covered = sum(t.end - t.start for t in found)
    words = _AND_OTHERS.sub("", clause.words(item.start, item.end))
    return bool(found) and covered >= len(words)

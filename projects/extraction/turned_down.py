"""What looked like a project and was not taken, with the rule that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.extraction.drafts import candidates, parsed_items
from projects.extraction.edges import unfit
from projects.extraction.evidence import ACCEPT
from projects.extraction.naming import identity
from projects.extraction.parts import Loose
from projects.rules import Rejected, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.extraction.parts import Clause, Draft, Headed
    from projects.quantities import Found
    from projects.rules import Note

__all__ = ["figure", "turned_down"]

_NAMED = 1.0


def figure(found: Found, rule: Rule, text: str, offset: int) -> Rejected:
    """Return a figure that is no project's size; `offset` is where its passage begins."""
    written = text[found.start : found.end]
    return Rejected(offset + found.start, offset + found.end, written, ((rule, written),))


def turned_down(clause: Clause, kept: Sequence[Draft], offset: int) -> list[Rejected]:
    """Return what of a clause became no project; `offset` is where its passage begins."""
    taken = {(d.start, d.name) for d in kept}
    parsed = parsed_items(clause)
    drafts = [d for d in candidates(clause, parsed) if (d.start, d.name) not in taken]
    out = [Rejected(offset + d.start, offset + d.end, d.name, _verdict(d)) for d in drafts]
    covered = [d.own for d in (*kept, *drafts)]
    out += [
        Rejected(offset + start, offset + end, clause.text[start:end], (note,))
        for start, end, note in (*_heads(clause), *_loose(clause, parsed))
        if not any(s <= start and end <= e for s, e in covered)
    ]
    return sorted(out, key=lambda r: (r.start, r.end))


def _verdict(draft: Draft) -> tuple[Note, ...]:
    """Return a draft's notes, what decided against it first."""
    plain = [note for note in draft.notes if note[0].startswith("not.")]
    others = [note for note in draft.notes if note not in plain]
    if draft.score >= ACCEPT:
        plain = [(Rule.NOT_PLAN, draft.name)]
    return (*(plain or [(Rule.NOT_ENOUGH, f"{draft.score:g} of {ACCEPT:g}")]), *others)


def _heads(clause: Clause) -> Iterator[tuple[int, int, Note]]:
    """Yield the head words that name nothing where they stand."""
    for head in clause.heads(clause.span.start, clause.span.end):
        rule = unfit(clause, clause.span, head)
        if rule:
            yield head.start, head.end, (rule, clause.text[head.start : head.end])


def _loose(clause: Clause, parsed: Sequence[Loose | Headed]) -> Iterator[tuple[int, int, Note]]:
    """Yield the items that hold a name but no head word."""
    for item in parsed:
        words = clause.words(item.start, item.end)
        places = "".join(t.text for t in clause.places(item.start, item.end))
        if isinstance(item, Loose) and words != places and identity(words) >= _NAMED:
            yield item.start, item.end, (Rule.NOT_HEADED, words)

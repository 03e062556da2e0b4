"""Which project of a new reading is which of the old one, and the ids they have then."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from projects.models import Double

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from projects.models import Project

__all__ = ["fresh", "matched", "renumbered"]

_SPACES = re.compile(r"[\s()（）·、“”\"']")


def matched(old: Sequence[Project], new: Sequence[Project], *, same_text: bool) -> dict[int, int]:
    """Match a new reading's projects with the old one's: index in `new` → index in `old`.

    Pass by pass, from what leaves no doubt (same span, name and kind) to the name alone; within a
    pass equal ones match in their order. Spans count only where the text is the same. Linear.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in (*(_OF_TEXT if same_text else ()), *_OF_WORDS):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for index, project in enumerate(old):
            if index not in taken and (said := key(project)) is not None:
                waiting[said].append(index)
        for index, project in enumerate(new):
            said = None if index in found else key(project)
            if said is not None and waiting.get(said):
                found[index] = waiting[said].popleft()
                taken.add(found[index])
    return found


def _name(project: Project) -> str:
    return _SPACES.sub("", project.name)


def _code(project: Project) -> Hashable:
    code = project.ledger.code if project.ledger else ""
    return (code, _name(project)) if code else None


_OF_TEXT: tuple[Callable[[Project], Hashable], ...] = (
    lambda p: (p.start, p.end, p.name, p.kind, p.id),
    lambda p: (p.start, p.end, p.name, p.kind),
    lambda p: (p.start, p.end, p.name),
    lambda p: (p.start, p.end, p.kind),
    lambda p: (p.start, p.kind),
    lambda p: (p.start, p.end),
)
_OF_WORDS: tuple[Callable[[Project], Hashable], ...] = (
    _code,
    lambda p: (_name(p), p.kind, p.counties),
    lambda p: (_name(p), p.kind),
    _name,
)


def renumbered(
    new: Sequence[Project], ids: Mapping[int, str], *, used: Iterable[str], document: str
) -> tuple[Project, ...]:
    """Give the matched projects their old ids and the others ids nobody ever had.

    Parameters
    ----------
    ids
        Index in `new` → the id it had.
    used
        Every id the document ever had.
    """
    known, given = set(used), dict(ids)
    for index, project in enumerate(new):
        if index not in given:
            given[index] = project.id if project.id not in known else fresh(project.id, known)
            known.add(given[index])
    to = {project.id: given[index] for index, project in enumerate(new)}
    return tuple(
        replace(
            project,
            id=given[index],
            document=document,
            part_of=to.get(project.part_of) if project.part_of else None,
            doubles=tuple(Double(to.get(d.id, d.id), d.why) for d in project.doubles),
        )
        for index, project in enumerate(new)
    )


def fresh(id_: str, known: set[str]) -> str:
    """Return the next id of the same letters: p7 → p31 where p30 is the last of them."""
    letters = id_.rstrip("0123456789")
    numbers = (k.removeprefix(letters) for k in known if k.startswith(letters))
    return f"{letters}{max((int(n) for n in numbers if n.isdecimal()), default=0) + 1}"

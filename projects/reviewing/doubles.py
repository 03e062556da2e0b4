"""Doubles before they are made one: what would stay, and where they do not say the same.

What another document of the registry names already is found as the sums find it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projects.contract import project_to_json
from projects.repeats import find_repeats, rows_by_name
from projects.reviewing.drafts import Elsewhere, ItemState
from projects.reviewing.fields import flat
from projects.reviewing.items import Entered, merged
from projects.reviewing.values import ProjectKey, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.divisions import Divisions
    from projects.models import DocumentFacts, Project
    from projects.repeats import Repeats
    from projects.reviewing.drafts import Draft, Item
    from projects.selection import Holdings

__all__ = ["differing", "elsewhere", "made_one"]


def made_one(items: Sequence[Item]) -> Project:
    """Return the project that `Drafts.merge` would leave of open items; the first one stays.

    Raises
    ------
    DraftError
        Where they cannot be made one.
    """
    entered = [_entered(item, place) for place, item in enumerate(items)]
    return merged(entered, (), who="", at="")[0].project


def _entered(item: Item, position: int) -> Entered:
    shown = project_to_json(item.project)
    reading = None if item.reading is None else project_to_json(item.reading)
    fields = flat(shown)
    corrections = {field: fields.get(field) for field in item.corrected}
    key = ProjectKey(item.project.document, item.id)
    standing = Standing(key, item.known, reading, corrections, shown)
    return Entered(standing, position, state=item.state)


def differing(projects: Sequence[Project]) -> tuple[str, ...]:
    """Name the fields that two of them state, and state differently: kind, sizes, counties."""
    sizes = {frozenset((q.value, q.unit, q.role) for q in p.capacity) for p in projects}
    counties = {frozenset(p.counties) for p in projects}
    told = {
        "kind": len({p.kind for p in projects}),
        "capacity": len(sizes - {frozenset()}),
        "counties": len(counties - {frozenset()}),
    }
    return tuple(field for field, different in told.items() if different > 1)


def elsewhere(draft: Draft, holdings: Holdings, divisions: Divisions) -> tuple[Item, ...]:
    """Return a draft's items, the open ones with what other documents name already.

    What the registry has of the draft's own document is no other; an item it knows of was judged
    beside the others before. The cost is linear in the draft and in what the registry has of its
    names; the first time, in the number of projects.
    """
    own = draft.head.facts
    live = [item for item in draft.items if item.state is not ItemState.REJECTED]
    documents = [own, *(facts for facts in holdings.documents if facts.sha256 != own.sha256)]
    mine = [replace(item.project, document=own.sha256) for item in live]
    every = [*mine, *_namesakes(mine, own, holdings, divisions)]
    found = _beside(find_repeats(every, documents, divisions), len(mine))
    titles = {facts.sha256: facts.title for facts in documents}
    told = {
        item.id: tuple(
            Elsewhere(every[row], titles.get(every[row].document, ""), is_sure)
            for row, is_sure in found.get(number, {}).items()
        )
        for number, item in enumerate(live)
        if item.state is ItemState.OPEN and not item.known
    }
    return tuple(replace(item, elsewhere=told.get(item.id, ())) for item in draft.items)


def _namesakes(
    mine: Sequence[Project], own: DocumentFacts, holdings: Holdings, divisions: Divisions
) -> list[Project]:
    """Return the other documents' projects of the same kinds and names, in the registry's order."""
    held = holdings.once(
        ("rows_by_name", divisions),
        lambda: rows_by_name(holdings.projects, holdings.documents, divisions),
        of_all=True,
    )
    names = rows_by_name(mine, [own], divisions)
    rows = sorted(row for name in names for row in held.get(name, ()))
    return [p for p in map(holdings.projects.__getitem__, rows) if p.document != own.sha256]


def _beside(repeats: Repeats, count: int) -> dict[int, dict[int, bool]]:
    """Tell for each of the first `count` rows which rows behind are one with it; False: perhaps."""
    sets: dict[int, list[int]] = {}
    for copy, counted in repeats.copies.items():
        sets.setdefault(counted, [counted]).append(copy)
    found: dict[int, dict[int, bool]] = {}
    for rows in sets.values():
        behind = sorted(row for row in rows if row >= count)
        for row in rows:
            if row < count:
                found.setdefault(row, {}).update(dict.fromkeys(behind, True))
    for one, other in repeats.unsure:
        low, high = sorted((one, other))
        if low < count <= high:
            found.setdefault(low, {}).setdefault(high, False)
    return {row: others for row, others in found.items() if others}

"""Doubles before they are made one: what would stay, and where they do not say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.contract import project_to_json
from projects.reviewing.fields import flat
from projects.reviewing.items import Entered, merged
from projects.reviewing.values import ProjectKey, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Project
    from projects.reviewing.drafts import Item

__all__ = ["differing", "made_one"]


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

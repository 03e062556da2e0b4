"""Which projects of a document are part of which, as the tables hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from projects.errors import RevisionRefused
from projects.store.schema import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from projects.reviewing.values import ProjectKey

__all__ = ["check_chain", "check_group", "members_of", "members_waiting"]

_GROUP = sa.func.json_extract(PROJECTS.c.payload, "$.part_of")


def members_of(connection: sa.Connection, key: ProjectKey) -> tuple[str, ...]:
    """Return the ids of the projects that are part of one."""
    query = sa.select(PROJECTS.c.id).where(
        PROJECTS.c.document == key.document, _GROUP.op("=")(key.id)
    )
    return tuple(connection.scalars(query))


def check_group(connection: sa.Connection, key: ProjectKey, changes: Mapping[str, Any]) -> None:
    """Refuse a group that is not in the document, or that is itself part of the project.

    Raises
    ------
    RevisionRefused
        Naming both.
    """
    group = changes.get("part_of")
    if not group:
        return
    query = sa.select(PROJECTS.c.id, _GROUP).where(PROJECTS.c.document == key.document)
    check_chain(key.id, group, {row[0]: row[1] for row in connection.execute(query)})


def check_chain(id_: str, group: str, groups: Mapping[str, str | None]) -> None:
    """Refuse a group that is not among `groups` (id → its own group), and a circle."""
    if group not in groups:
        message = f'"{group}" is no project of this document that {id_} could be part of.'
        raise RevisionRefused(message)
    above: str | None = group
    seen: set[str] = set()
    while above and above not in seen:
        if above == id_:
            message = f"{id_} cannot be part of {group}: {group} is part of it."
            raise RevisionRefused(message)
        seen.add(above)
        above = groups.get(above)


def members_waiting(waits: Collection[str], groups: Mapping[str, str | None]) -> set[str]:
    """Return what is part of what waits, at any depth; `groups` maps an id to its group's."""
    found: set[str] = set()
    while more := {
        id_ for id_, group in groups.items() if group in {*waits, *found} and id_ not in found
    }:
        found |= more
    return found

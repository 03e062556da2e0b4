"""Histories: single revisions, and all that befell a project wherever its document came from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from projects.errors import RevisionRefused
from projects.reviewing.applying import undone_by
from projects.reviewing.values import EXISTENCE, Action, ProjectKey
from projects.store.database import has_history
from projects.store.schema import REVISIONS
from projects.store.standings import history_of, revision_of, standing_of

if TYPE_CHECKING:
    from projects.reviewing.values import Revision

__all__ = ["comes", "full_history", "latest", "revision_numbered", "undone"]


def comes(revision: Revision) -> bool:
    """Tell whether a project came by a revision."""
    return any(c.field == EXISTENCE and c.was is None for c in revision.changes)


def latest(connection: sa.Connection, limit: int) -> tuple[Revision, ...]:
    """Return the latest revisions of all, newest first."""
    if not has_history(connection):
        return ()
    query = sa.select(REVISIONS).order_by(REVISIONS.c.number.desc()).limit(limit)
    found = [revision_of(dict(row)) for row in connection.execute(query).mappings()]
    back = undone_by(found[::-1])
    return tuple(replace(it, undone_by=back.get(it.number)) for it in found)


def undone(connection: sa.Connection) -> dict[int, int]:
    """Tell which revisions of all are taken back as things stand, and by which."""
    query = sa.select(REVISIONS.c.number, REVISIONS.c.undoes).where(REVISIONS.c.undoes.is_not(None))
    found: dict[int, int] = {}
    for number, undoes in connection.execute(query.order_by(REVISIONS.c.number.desc())):
        if number not in found:
            found[undoes] = number
    return found


def revision_numbered(connection: sa.Connection, number: int) -> Revision:
    """Return one revision.

    Raises
    ------
    RevisionRefused
        If there is none of this number.
    """
    row = None
    if has_history(connection):
        query = sa.select(REVISIONS).where(REVISIONS.c.number == number)
        row = connection.execute(query).mappings().first()
    if row is None:
        message = f"there is no revision {number}; luotu history lists them."
        raise RevisionRefused(message)
    return revision_of(dict(row))


def full_history(connection: sa.Connection, key: ProjectKey) -> tuple[Revision, ...]:
    """Return all that befell a project, oldest first, in all versions of its document.

    That it left one version for the next is told once, where it came.
    """
    own = history_of(connection, key)
    back = undone_by(own)
    own = tuple(replace(it, undone_by=back.get(it.number)) for it in own)
    origin = next((it.origin for it in own if it.origin), None)
    if origin is not None:
        before = full_history(connection, origin)
        if before and before[-1].key == origin and _goes(before[-1]):
            before = before[:-1]
        return tuple(sorted((*before, *own), key=lambda it: it.number))
    return (*_came_in(connection, key, own), *own)


def _goes(revision: Revision) -> bool:
    return revision.action is Action.REREAD and revision.goes


def _came_in(
    connection: sa.Connection, key: ProjectKey, own: tuple[Revision, ...]
) -> tuple[Revision, ...]:
    """Return the reading of the document, where that brought the project in."""
    if own and (own[0].action is Action.REJECT or comes(own[0])):
        return ()
    is_known = standing_of(connection, key) is not None
    document = history_of(connection, ProjectKey(key.document, ""))
    return tuple(it for it in document if it.action is Action.READ)[:1] if is_known else ()

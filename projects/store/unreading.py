"""Taking back that a document was read, as a whole, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from projects.reviewing.acts import Left, TakenBack
from projects.reviewing.applying import described, gone, undone_by
from projects.reviewing.values import Action
from projects.store.called import came_with
from projects.store.documents import document_of, forget_document
from projects.store.schema import PROJECTS
from projects.store.standings import Entry, history_of, old_of, write_entries, write_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projects.reviewing.values import ProjectKey, Revision, Signature

__all__ = ["forget_emptied", "is_read", "take_readings_back"]

_WHOLE = "facts"


def is_read(revision: Revision) -> bool:
    """Tell whether a document came by it with all its projects."""
    came = next((c.is_ for c in revision.changes if c.field == "projects"), 0)
    return not revision.project and revision.action is Action.READ and bool(came)


def take_readings_back(
    connection: sa.Connection, revisions: Iterable[Revision], signed: Signature
) -> TakenBack:
    """Take out what documents brought when they were read; what was changed since stays.

    Reading the file again brings it back.
    """
    done = 0
    left: list[Left] = []
    for revision in filter(is_read, revisions):
        if document_of(connection, revision.document) is not None:
            entries, stays = _parted(connection, revision)
            write_entries(connection, entries, signed)
            done, left = done + len(entries), [*left, *stays]
    return TakenBack(done, tuple(left))


def _parted(connection: sa.Connection, revision: Revision) -> tuple[list[Entry], list[Left]]:
    """Part what came with a reading into what goes and what stays, with the reason for that."""
    ids = came_with(connection, revision.document)
    standings = {o.standing.key.id: o.standing for o in old_of(connection, revision.document, ids)}
    here = sa.select(PROJECTS.c.id, sa.func.json_extract(PROJECTS.c.payload, "$.part_of"))
    rows = connection.execute(here.where(PROJECTS.c.document == revision.document))
    groups: dict[str, str | None] = {row[0]: row[1] for row in rows}
    faults = {id_: _changed_since(connection, standings[id_].key) for id_ in ids}
    stays = {id_ for id_ in groups if faults.get(id_, "added or accepted by itself")}
    while more := {g for id_ in stays if (g := groups[id_]) in faults} - stays:
        stays |= more  # a group stays with its members
    left = [
        Left(
            revision.number,
            standings[id_].key,
            faults[id_] or "other projects are part of this one; change or take out those first",
        )
        for id_ in ids
        if id_ in stays
    ]
    goes = [gone(standings[id_]) for id_ in ids if id_ not in stays]
    entries = [
        Entry(after, (change,), Action.UNDO, undoes=revision.number) for after, change in goes
    ]
    return entries, left


def _changed_since(connection: sa.Connection, key: ProjectKey) -> str:
    """Say what was done with a project since it came and not taken back; "" for nothing."""
    history = history_of(connection, key)
    back = undone_by(history)
    live = [r for r in history if r.number not in back and r.undoes is None]
    return f"changed since it came ({described(live[-1:])}); undo that first" if live else ""


def forget_emptied(
    connection: sa.Connection, revisions: Iterable[Revision], signed: Signature
) -> None:
    """Let documents go that came by these revisions and have no project any more."""
    for revision in revisions:
        if revision.project or revision.action is not Action.READ:
            continue
        document = revision.document
        some = sa.select(PROJECTS.c.id).where(PROJECTS.c.document == document).limit(1)
        if connection.execute(some).first() is None and document_of(connection, document):
            changes = forget_document(connection, document)
            write_event(connection, document, Action.UNDO, changes, signed, undoes=revision.number)

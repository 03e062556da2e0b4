"""Reading a document again, or a new version of it: what people did stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from projects.errors import RevisionRefused
from projects.reviewing.rereading import Step, steps_of, superseding
from projects.reviewing.values import Action, Change
from projects.store.documents import (
    document_of,
    forget_document,
    insert_projects,
    put_facts,
    put_targets,
    store_new,
)
from projects.store.schema import PROJECTS
from projects.store.standings import Entry, ids_ever, old_of, write_entries, write_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from projects.models import DocumentFacts, Project
    from projects.reviewing.values import FullReading, Signature

__all__ = ["PartByPart", "check_supersedes", "reread_steps", "store_reading"]


def check_supersedes(connection: sa.Connection, document: str | None) -> None:
    """Refuse to supersede a document that is not here."""
    if document is not None and document_of(connection, document) is None:
        message = f"document {document[:12]}: it is not in the registry and cannot be superseded."
        raise RevisionRefused(message)


def reread_steps(
    connection: sa.Connection,
    reading: FullReading,
    supersedes: str | None = None,
    *,
    reserved: Iterable[str] = (),
) -> tuple[Step, ...]:
    """Work out what a reading does to its document, and to the one it supersedes.

    `reserved` are ids that wait in a draft and are given to nothing else.
    """
    document = reading.facts.sha256
    ever = ids_ever(connection, document) | set(reserved)
    own = steps_of(old_of(connection, document), reading.projects, document=document, used=ever)
    if supersedes in (None, document):
        return own
    return superseding(own, old_of(connection, supersedes or ""), document=document, used=ever)


def store_reading(
    connection: sa.Connection,
    reading: FullReading,
    signed: Signature,
    *,
    supersedes: str | None = None,
    reserved: Iterable[str] = (),
) -> tuple[Step, ...]:
    """Store a reading; what people did stays, and what does not change is not touched.

    Where `supersedes` names another document, that one goes, and what people did there moves.
    """
    document = reading.facts.sha256
    is_here = document_of(connection, document) is not None
    moves = supersedes not in (None, document)
    steps = reread_steps(connection, reading, supersedes, reserved=reserved)
    if not is_here and not moves and not any(step.before for step in steps):
        store_new(connection, reading, signed)
        return steps
    changes = put_facts(connection, reading.facts, reading.text)
    _write_steps(connection, steps, signed)
    changes += put_targets(connection, document, reading.targets)
    if not is_here:
        came = Change("projects", None, len(reading.projects))
        write_event(connection, document, Action.READ, (came,), signed)
    elif changes:
        write_event(connection, document, Action.REREAD, changes, signed)
    if moves:
        _forget(connection, supersedes or "", signed)
    return steps


def _forget(connection: sa.Connection, document: str, signed: Signature) -> None:
    if gone := forget_document(connection, document):
        write_event(connection, document, Action.REREAD, gone, signed)


def _write_steps(connection: sa.Connection, steps: Sequence[Step], signed: Signature) -> None:
    """Write what the steps change; a project that merely moves up or down has no revision."""
    entries: list[Entry] = []
    moved: list[dict[str, object]] = []
    for position, step in enumerate(steps):
        if not _is_still(step):
            entries.append(_entry(step, position))
        elif step.after.shown is not None:
            key = step.after.key
            moved.append({"d": key.document, "i": key.id, "p": position})
    write_entries(connection, entries, signed)
    if moved:
        is_it = (PROJECTS.c.document == sa.bindparam("d")) & (PROJECTS.c.id == sa.bindparam("i"))
        is_elsewhere = PROJECTS.c.position != sa.bindparam("p")
        update = sa.update(PROJECTS).where(is_it, is_elsewhere).values(position=sa.bindparam("p"))
        connection.execute(update, moved)


def _is_still(step: Step) -> bool:
    return step.before is not None and not step.changes and step.before == step.after


def _entry(step: Step, position: int | None) -> Entry:
    return Entry(
        step.after,
        step.changes,
        Action.REREAD,
        position if step.after.shown is not None else None,
        out=step.how == "stays_out",
        origin=step.origin,
    )


class PartByPart:
    """A long reading stored part by part in one transaction; see `Registry.filling`."""

    def __init__(self, connection: sa.Connection, facts: DocumentFacts, signed: Signature) -> None:
        self._connection, self._document, self._signed = connection, facts.sha256, signed
        self._is_here = document_of(connection, facts.sha256) is not None
        self._had = ids_ever(connection, facts.sha256)
        self._count = 0
        self._seen: set[str] = set()
        self._changed = put_facts(connection, facts, None)

    def add(self, projects: Sequence[Project]) -> None:
        """Add projects; their ids must be new in this reading."""
        first = self._count
        self._count += len(projects)
        if not self._had:
            insert_projects(self._connection, self._document, projects, first=first)
            return
        ids = [project.id for project in projects]
        self._seen.update(ids)
        old = old_of(self._connection, self._document, ids)
        steps = steps_of(old, projects, document=self._document, used=self._had)
        entries = [_entry(s, first + n) for n, s in enumerate(steps) if not _is_still(s)]
        write_entries(self._connection, entries, self._signed)

    def finish(self, facts: DocumentFacts, instead_of: Iterable[str]) -> None:
        """Write the final facts; what is no longer read goes, and so do other documents."""
        changes = (*self._changed, *put_facts(self._connection, facts, None))
        self._drop_unseen()
        if not self._is_here:
            came = Change("projects", None, self._count)
            write_event(self._connection, self._document, Action.READ, (came,), self._signed)
        elif changes:
            write_event(self._connection, self._document, Action.REREAD, changes, self._signed)
        for other in instead_of:
            self._take_over(other)
            _forget(self._connection, other, self._signed)

    def _drop_unseen(self) -> None:
        here = sa.select(PROJECTS.c.id).where(PROJECTS.c.document == self._document)
        if not self._had:
            return
        left = [id_ for id_ in self._connection.scalars(here) if id_ not in self._seen]
        steps = steps_of(
            old_of(self._connection, self._document, left), (), document=self._document
        )
        write_entries(self._connection, [_entry(step, None) for step in steps], self._signed)

    def _take_over(self, other: str) -> None:
        """Let another version's projects go, and what people did to them move into this one.

        What nobody touched there simply goes: it is here as it was read.
        """
        old = old_of(self._connection, other)
        touched = {e.standing.key for e in old if e.out or e.standing.corrections}
        own = []
        if touched:
            here = old_of(self._connection, self._document)
            own = [Step(e.standing, e.standing, (), "stays") for e in here if e.standing.shown]
        steps = superseding(own, old, document=self._document, used=self._had)
        wanted = [step for step in steps if step.origin in touched or _leaves(step)]
        write_entries(self._connection, [_entry(step, None) for step in wanted], self._signed)


def _leaves(step: Step) -> bool:
    return step.how in {"dropped", "left"}

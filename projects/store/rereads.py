"""Reading a document again, or a new version of it: what people did stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from projects.contract import project_from_json
from projects.reviewing.rereading import Step, steps_of
from projects.reviewing.values import EXISTENCE, Action, Change
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

__all__ = ["PartByPart", "reread_steps", "store_reading"]


def reread_steps(
    connection: sa.Connection, reading: FullReading, supersedes: str | None
) -> tuple[Step, ...]:
    """Work out what a reading does to the document itself and to the one it supersedes."""
    document = reading.facts.sha256
    own = old_of(connection, document)
    ever = ids_ever(connection, document)
    if supersedes is None or supersedes == document:
        return steps_of(own, reading.projects, document=document, used=ever)
    return steps_of(old_of(connection, supersedes), reading.projects, document=document, used=ever)


def store_reading(
    connection: sa.Connection,
    reading: FullReading,
    signed: Signature,
    *,
    supersedes: str | None = None,
) -> tuple[Step, ...]:
    """Store a reading; corrections of an earlier one stay, and what does not change is not touched.

    Where `supersedes` names another document, that one goes, and a document of today's text must
    not be here yet: it then stays as it is, and nothing is taken over.
    """
    document = reading.facts.sha256
    is_here = document_of(connection, document) is not None
    moves = supersedes not in (None, document) and not is_here
    steps = reread_steps(connection, reading, supersedes if moves else None)
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
    if moves and supersedes:
        gone = forget_document(connection, supersedes)
        write_event(connection, supersedes, Action.REREAD, gone, signed)
    return steps


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
        steps = steps_of(old, projects, document=self._document)
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
            gone = forget_document(self._connection, other)
            write_event(self._connection, other, Action.REREAD, gone, self._signed)

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
        """Let another version's projects go, and what people did to them move into this one."""
        old = old_of(self._connection, other)
        touched = {e.standing.key for e in old if e.out or e.standing.corrections}
        new = tuple(entry.standing for entry in old_of(self._connection, self._document))
        read = tuple(standing.reading for standing in new if standing.shown and standing.reading)
        projects = tuple(map(project_from_json, read)) if touched else ()
        steps = steps_of(old, projects, document=self._document, used=self._had)
        wanted = [step for step in steps if step.origin in touched or _leaves(step)]
        write_entries(self._connection, [_entry(step, None) for step in wanted], self._signed)


def _leaves(step: Step) -> bool:
    how: tuple[Literal["dropped", "left"], ...] = ("dropped", "left")
    return step.how in how and any(change.field == EXISTENCE for change in step.changes)

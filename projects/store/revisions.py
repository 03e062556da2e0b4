"""The door to revisions: edits, checks, undos, the history and the state at a date."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from projects.contract import project_from_json
from projects.errors import EditConflict, RevisionRefused
from projects.models import MANUAL, Check, DocumentFacts
from projects.registry_rows import check_reading
from projects.reviewing.applying import (
    added,
    came,
    described,
    edited,
    gone,
    revived,
    taken_back,
    why_not_taken_back,
)
from projects.reviewing.fields import FIELDS, check_changes
from projects.reviewing.rereading import told
from projects.reviewing.values import (
    EXISTENCE,
    Action,
    Change,
    ProjectKey,
    Reread,
    Revision,
    Versioned,
)
from projects.store.asof import holdings_at
from projects.store.documents import document_of, put_facts
from projects.store.draftrows import reopen_items
from projects.store.groups import check_group, members_of
from projects.store.histories import comes, full_history, latest, revision_numbered
from projects.store.rereads import check_supersedes, reread_steps, store_reading
from projects.store.standings import (
    Entry,
    history_of,
    ids_ever,
    next_time,
    standing_of,
    write_entries,
    write_event,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import sqlalchemy as sa

    from geo.models import Adcode
    from projects.models import Project
    from projects.reviewing.rereading import Old
    from projects.reviewing.values import FullReading, Signature, Standing
    from projects.selection import Holdings
    from projects.store.database import Database

__all__ = ["Revisions", "manual_document"]


def manual_document(
    note: str, *, title: str, place: Adcode, date: str | None = None, issuer: str | None = None
) -> DocumentFacts:
    """Make the document of projects without a plan: `note` says where they are known from.

    The same note is the same document.
    """
    text = note.strip()
    if not text or not title.strip():
        message = "a project without a plan needs a note on its source, and the note a title."
        raise RevisionRefused(message)
    return DocumentFacts(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title.strip(),
        number=None,
        date=date,
        issuer=issuer,
        place=place,
        source=MANUAL,
        script="simplified",
        length=len(text),
    )


class Revisions:
    """What people do to the registry's projects; `Registry.revisions`.

    Every method that changes something does so in one transaction, and raises `RegistryError` when
    the file cannot be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, key: ProjectKey) -> Versioned:
        """Return a project as an editor opens it, with the version that saving needs.

        Raises
        ------
        RevisionRefused
            If it is not in the registry.
        """
        with self._database.reading() as connection:
            standing = _here(connection, key).standing
        reading = None if standing.reading is None else project_from_json(standing.reading)
        corrected = tuple(field for field in standing.corrections if field != "checked")
        return Versioned(_project(standing), standing.version, reading, corrected)

    def edit(
        self,
        key: ProjectKey,
        changes: Mapping[str, Any],
        *,
        version: int,
        signed: Signature,
        check: bool = False,
    ) -> Revision:
        """Put fields right by hand.

        Parameters
        ----------
        changes
            Field (`projects.reviewing.fields.FIELDS`) → new value, in the contract's JSON. What
            follows from a new place (precision and so on) follows by itself.
        version
            That of the project the editor saw.
        check
            Whether the editor found the rest right, too.

        Raises
        ------
        EditConflict
            If somebody else was first; it tells what they did.
        RevisionRefused
            If the project is not here, a value cannot be, or nothing would change.
        """
        check_changes(changes)
        with self._database.writing() as connection:
            standing = _current(connection, key, version)
            check_group(connection, key, changes)
            mark = Check(signed.who, next_time(connection, signed)) if check else None
            after, made = edited(standing, changes, check=mark)
            if not made:
                message = f"{_project(standing).name}: nothing is changed; it stands so already."
                raise RevisionRefused(message)
            action = Action.EDIT if changes else Action.CHECK
            return _write(connection, Entry(after, made, action), signed)

    def check(self, key: ProjectKey, *, version: int, signed: Signature) -> Revision:
        """Note that a person found a project right (人工核对); errors as `edit`."""
        return self.edit(key, {}, version=version, signed=signed, check=True)

    def remove(self, key: ProjectKey, *, version: int, signed: Signature) -> Revision:
        """Take a project out; reading the document again does not bring it back.

        Raises
        ------
        EditConflict
            If somebody else was first.
        RevisionRefused
            If it is not here, or others are part of it.
        """
        with self._database.writing() as connection:
            standing = _current(connection, key, version)
            _check_alone(connection, standing)
            after, change = gone(standing)
            return _write(connection, Entry(after, (change,), Action.REMOVE, out=True), signed)

    def add(
        self,
        facts: DocumentFacts,
        project: Project,
        *,
        signed: Signature,
        text: str | None = None,
    ) -> ProjectKey:
        """Add a project by hand: to a document that is here, or to `manual_document` with its note.

        Its id and document are given anew, and who adds it has checked it.

        Raises
        ------
        RevisionRefused
            If a value cannot be.
        RegistryError
            If the text is not that of the facts.
        """
        check_reading(facts, (), text)
        document = facts.sha256
        with self._database.writing() as connection:
            if document_of(connection, document) is None:
                put_facts(connection, facts, text)
                write_event(
                    connection, document, Action.READ, (Change("projects", None, 0),), signed
                )
            key = ProjectKey(document, _next_id(ids_ever(connection, document)))
            mark = Check(signed.who, next_time(connection, signed))
            whole = replace(project, id=key.id, document=document, part_of=project.part_of)
            standing = added(key, whole, check=mark)
            _check_fields(standing)
            check_group(connection, key, {"part_of": project.part_of})
            _write(connection, Entry(standing, (came(standing),), Action.ADD), signed)
            return key

    def undo(self, number: int, *, signed: Signature) -> Revision:
        """Take back one revision, by a revision of its own; an undo can be taken back, too.

        Raises
        ------
        RevisionRefused
            If there is no such revision, it is of a whole document, was taken back already, or a
            later one changed the same.
        """
        with self._database.writing() as connection:
            revision = revision_numbered(connection, number)
            if fault := self._fault(connection, revision):
                message = f"revision {number} cannot be taken back: {fault}."
                raise RevisionRefused(message)
            entry = _undoing(connection, revision)
            if revision.action is Action.ACCEPT and entry.after.shown is None:
                reopen_items(connection, revision.key, entry.after.version)
            return _write(connection, replace(entry, undoes=number), signed)

    def why_not_undo(self, number: int) -> str:
        """Say why a revision cannot be taken back; "" where it can."""
        with self._database.reading() as connection:
            return self._fault(connection, revision_numbered(connection, number))

    def _fault(self, connection: sa.Connection, revision: Revision) -> str:
        fault = why_not_taken_back(revision, history_of(connection, revision.key))
        if not fault and comes(revision) and members_of(connection, revision.key):
            return "other projects are part of this one; change or take out those first"
        return fault

    def history(self, key: ProjectKey) -> tuple[Revision, ...]:
        """Return all that befell a project, oldest first, from when its document came in.

        Where its document superseded another one, what befell it there stands before.
        """
        with self._database.reading() as connection:
            return full_history(connection, key)

    def recent(self, limit: int = 50) -> tuple[Revision, ...]:
        """Return the registry's latest revisions, newest first."""
        with self._database.reading() as connection:
            return latest(connection, limit)

    def holdings_at(self, moment: datetime) -> Holdings:
        """Return documents and projects as they stood at a moment (aware of its time zone).

        Raises
        ------
        RevisionRefused
            If the file was made by an older Luotu and the moment lies before its history.
        """
        with self._database.reading() as connection:
            return holdings_at(connection, moment)

    def preview(self, reading: FullReading, *, supersedes: str | None = None) -> Reread:
        """Tell what a reading would change, and change nothing; `supersedes` as in `reread`."""
        check_reading(reading.facts, reading.projects, reading.text)
        with self._database.reading() as connection:
            check_supersedes(connection, supersedes)
            steps = reread_steps(connection, reading, supersedes)
            return told(steps, document=reading.facts.sha256, supersedes=supersedes)

    def reread(
        self, reading: FullReading, *, signed: Signature, supersedes: str | None = None
    ) -> Reread:
        """Store a reading by a better reader or, with `supersedes`, of a new version of the text.

        Corrections stay, what people added stays, what they took out stays out. A check stays where
        nothing that is shown changes.

        Parameters
        ----------
        supersedes
            SHA-256 of the document that goes when this one comes.
        """
        check_reading(reading.facts, reading.projects, reading.text)
        with self._database.writing() as connection:
            check_supersedes(connection, supersedes)
            steps = store_reading(connection, reading, signed, supersedes=supersedes)
            return told(steps, document=reading.facts.sha256, supersedes=supersedes)


def _project(standing: Standing) -> Project:
    return project_from_json(standing.shown or {})


def _here(connection: sa.Connection, key: ProjectKey) -> Old:
    old = standing_of(connection, key)
    if old is None or old.standing.shown is None:
        what = "it was taken out" if old else "there is none of this id"
        message = f"project {key.id} of {key.document[:12]}: {what}; look at the list again."
        raise RevisionRefused(message)
    return old


def _current(connection: sa.Connection, key: ProjectKey, version: int) -> Standing:
    """Return a standing; refuse where somebody changed it since `version`."""
    old = standing_of(connection, key)
    if old is not None and old.standing.version != version:
        newer = tuple(r for r in history_of(connection, key) if r.version > version)
        name = old.standing.shown["name"] if old.standing.shown else key.id
        message = f"{name}: changed meanwhile ({described(newer)}). Look at it and save again."
        raise EditConflict(message, newer)
    return _here(connection, key).standing


def _check_alone(connection: sa.Connection, standing: Standing) -> None:
    if members := members_of(connection, standing.key):
        message = (
            f"{_project(standing).name}: {len(members)} projects are part of it "
            f"({', '.join(members[:5])}); change those first."
        )
        raise RevisionRefused(message)


def _check_fields(standing: Standing) -> None:
    check_changes({f: v for f, v in standing.corrections.items() if f in FIELDS})


def _next_id(known: set[str]) -> str:
    numbers = (int(id_[1:]) for id_ in known if id_[:1] == "m" and id_[1:].isdecimal())
    return f"m{max(numbers, default=0) + 1}"


def _undoing(connection: sa.Connection, revision: Revision) -> Entry:
    """Return the change that takes a revision back."""
    old = standing_of(connection, revision.key)
    if old is None:
        message = f"revision {revision.number}: its project is not known any more."
        raise RevisionRefused(message)
    existence = next((c for c in revision.changes if c.field == EXISTENCE), None)
    if existence is None:
        after, changes = taken_back(old.standing, revision)
        check_group(connection, revision.key, {c.field: c.is_ for c in changes})
        return Entry(after, changes, Action.UNDO)
    if existence.was is None:
        after, change = gone(old.standing)
        is_out = revision.action is Action.UNDO  # as it was before that undo
        return Entry(after, (change,), Action.UNDO, out=is_out)
    if document_of(connection, revision.document) is None:
        message = f"revision {revision.number}: its document was superseded; look there."
        raise RevisionRefused(message)
    after, change = revived(old.standing, by_hand=revision.action is Action.REREAD)
    return Entry(after, (change,), Action.UNDO)


def _write(connection: sa.Connection, entry: Entry, signed: Signature) -> Revision:
    (number,) = write_entries(connection, (entry,), signed)
    return revision_numbered(connection, number)

"""Taking changes back, in the transaction of a connection: one revision, or all of an act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projects.errors import RevisionRefused
from projects.reviewing.acts import Left, TakenBack
from projects.reviewing.applying import (
    come_back,
    gone,
    revived,
    taken_back,
    undone_by,
    why_not_taken_back,
)
from projects.reviewing.drafts import ItemState
from projects.reviewing.values import EXISTENCE, Action
from projects.reviewing.whys import code_of
from projects.store.documents import document_of
from projects.store.draftrows import reopen_items
from projects.store.groups import check_group, members_of
from projects.store.histories import comes
from projects.store.standings import Entry, history_of, standing_of, write_entries
from projects.store.unreading import forget_emptied, take_readings_back
from projects.store.versions import is_version, version_taken_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

    from projects.reviewing.rereading import Old
    from projects.reviewing.values import Revision, Signature

__all__ = ["fault_of", "take_all_back", "take_back"]


def fault_of(connection: sa.Connection, revision: Revision) -> str:
    """Say why a revision cannot be taken back; "" where it can."""
    if revision.project and document_of(connection, revision.document) is None:
        if revision.action is Action.UNDO:
            return "its document went as a whole; take that back as a whole"
        return "its document was superseded; look there"
    if revision.action is Action.REJECT and code_of(revision.why):
        return "it was split or merged in its draft; take that back there"
    fault = why_not_taken_back(revision, history_of(connection, revision.key))
    if not fault and comes(revision) and members_of(connection, revision.key):
        return "other projects are part of this one; change or take out those first"
    return fault


def take_back(connection: sa.Connection, revision: Revision, signed: Signature) -> int:
    """Take back one revision by one of its own; returns its number.

    Raises
    ------
    RevisionRefused
        If it cannot be, with the reason.
    """
    if fault := fault_of(connection, revision):
        message = f"revision {revision.number} cannot be taken back: {fault}."
        raise RevisionRefused(message)
    entry = _undoing(connection, revision)
    _open_items(connection, revision, entry)
    (number,) = write_entries(connection, (replace(entry, undoes=revision.number),), signed)
    return number


def _open_items(connection: sa.Connection, revision: Revision, entry: Entry) -> None:
    """Open the items of drafts again whose decision a revision was.

    That a project is there is every draft's business, a change of it that of the one alone that
    made it; of what was split or merged others stand in its place.
    """
    version = entry.after.version
    down = ItemState.REJECTED
    if revision.action is Action.ACCEPT and entry.after.shown is None:
        reopen_items(connection, revision.key, version)
    elif revision.action is Action.ACCEPT:
        if _is_changed_since(connection, revision):
            version = revision.version  # which its draft has to take over first
        reopen_items(connection, revision.key, version, known=revision.version)
    elif revision.action is Action.REJECT:
        reopen_items(connection, revision.key, version, was=down)
    elif revision.action is Action.REMOVE and not code_of(revision.why):
        reopen_items(connection, revision.key, version, was=down, known=revision.version)


def _is_changed_since(connection: sa.Connection, revision: Revision) -> bool:
    history = history_of(connection, revision.key)
    back = undone_by(history)
    later = (other for other in history if other.number > revision.number)
    return any(other.undoes is None and other.number not in back for other in later)


def take_all_back(
    connection: sa.Connection, revisions: Sequence[Revision], signed: Signature
) -> TakenBack:
    """Take back what can be of these revisions, whatever order that needs.

    What is taken back already, and what changed nothing that is shown, is passed over. A document
    that came in the act and is left without projects goes, with its targets and its text.

    Raises
    ------
    RevisionRefused
        If a document went in it (a new version came) and a later change stands on that.
    """
    if is_version(revisions):
        return version_taken_back(connection, revisions, signed)
    whole = take_readings_back(connection, revisions, signed)
    waiting = [r for r in revisions[::-1] if _counts(r)]
    done = whole.done
    while True:
        left: list[Left] = []
        later: list[Revision] = []
        for revision in waiting:
            if fault := fault_of(connection, revision):
                left.append(Left(revision.number, revision.key, fault))
                later.append(revision)
                continue
            try:
                take_back(connection, revision, signed)
            except RevisionRefused as exc:  # refused before anything of it is written
                left.append(Left(revision.number, revision.key, str(exc)))
                later.append(revision)
        done += len(waiting) - len(later)
        if not later or len(later) == len(waiting):
            forget_emptied(connection, revisions, signed)
            return TakenBack(done, (*whole.left, *left))
        waiting = later  # members stood in the way of their group


def _counts(revision: Revision) -> bool:
    is_shown = any(not change.of_reading for change in revision.changes)
    is_shown = is_shown or (revision.action is Action.REJECT and not code_of(revision.why))
    return bool(revision.project) and revision.undone_by is None and is_shown


def _undoing(connection: sa.Connection, revision: Revision) -> Entry:
    """Return the change that takes a revision back."""
    old = standing_of(connection, revision.key)
    if old is None:
        message = f"revision {revision.number}: its project is not known any more."
        raise RevisionRefused(message)
    if revision.action is Action.REJECT:
        return _open_again(old)
    existence = next((c for c in revision.changes if c.field == EXISTENCE), None)
    if existence is None:
        after, changes = taken_back(old.standing, revision)
        check_group(connection, revision.key, {c.field: c.is_ for c in changes})
        return Entry(after, changes, Action.UNDO)
    if existence.was is None:
        after, change = gone(old.standing)
        is_out = revision.action is Action.UNDO  # as it was before that undo
        return Entry(after, (change,), Action.UNDO, out=is_out)
    if revision.origin is not None:  # what was kept of it since is another version's
        after, change = come_back(old.standing, existence.was)
    else:
        after, change = revived(old.standing, by_hand=revision.action is Action.REREAD)
    return Entry(after, (change,), Action.UNDO)


def _open_again(old: Old) -> Entry:
    """Forget that an item was turned down: its draft or the next reading brings it again."""
    after = replace(old.standing, version=old.standing.version + 1)
    return Entry(after, (), Action.UNDO)

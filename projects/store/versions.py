"""Taking a new version of a document back as a whole: every project as it was before it came.

The undo is one act, with a revision for each project and each document it touches, so that it can
be taken back the same way: the version that went comes, and the one that came goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from projects.errors import RevisionRefused
from projects.reviewing.acts import TakenBack
from projects.reviewing.applying import come_back, gone, revived, set_back
from projects.reviewing.values import EXISTENCE, Action
from projects.store.called import called, titles
from projects.store.documents import (
    document_of,
    forget_document,
    put_back,
    restore_document,
)
from projects.store.histories import revision_numbered, undone
from projects.store.lines import line_of, twins
from projects.store.schema import REVISIONS
from projects.store.standings import Entry, old_of, revision_of, write_entries, write_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.reviewing.rereading import Old
    from projects.reviewing.values import Change, Revision, Signature

__all__ = ["is_version", "version_taken_back"]


def is_version(revisions: Sequence[Revision]) -> bool:
    """Tell whether a version of a document went in an act, or came back by an undo."""
    return any(_is_whole(revision) for revision in revisions)


def _is_whole(revision: Revision) -> bool:
    return any(c.field == "facts" and None in (c.was, c.is_) for c in revision.changes)


def _goes(changes: Sequence[Change]) -> bool:
    return any(c.field == "facts" and c.is_ is None for c in changes)


def _comes(revision: Revision) -> bool:
    is_back = any(c.field == "facts" and c.was is None for c in revision.changes)
    return revision.action is Action.READ or is_back


def version_taken_back(
    connection: sa.Connection, revisions: Sequence[Revision], signed: Signature
) -> TakenBack:
    """Put everything back to what it was before an act in which a new version came.

    Raises
    ------
    RevisionRefused
        If it was taken back already, or a later change stands on it: whose, when and by whom.
    """
    _check_last(connection, revisions)
    events = [revision for revision in revisions if not revision.project]
    for event in events:
        if _goes(event.changes):
            made = restore_document(connection, event.document, event.changes)
            _tell(connection, event, made, signed)
    came = {event.document for event in events if _comes(event)}
    went = {event.document for event in events if _goes(event.changes)}
    entries = [
        *_back(connection, [r for r in revisions if r.document in went]),
        *_out(connection, came, revisions),
        *_before(connection, [r for r in revisions if r.document not in came | went]),
    ]
    write_entries(connection, entries, signed)
    for event in events:
        if event.document in came:
            _tell(connection, event, forget_document(connection, event.document), signed)
        elif event.document not in went:
            _tell(connection, event, put_back(connection, event.document, event.changes), signed)
    lines = [line_of(revision) for revision in revisions if revision.project]
    return TakenBack(len(lines) - len(twins(connection, [lines])))


def _tell(
    connection: sa.Connection, event: Revision, changes: Sequence[Change], signed: Signature
) -> None:
    write_event(connection, event.document, Action.UNDO, changes, signed, undoes=event.number)


def _back(connection: sa.Connection, revisions: Sequence[Revision]) -> Iterator[Entry]:
    """Bring back what left with the earlier version, in its order."""
    left = [r for r in revisions if any(c.field == EXISTENCE and c.was for c in r.changes)]
    for position, revision in enumerate(left):
        (old,) = old_of(connection, revision.document, (revision.project,))
        after, change = revived(old.standing, by_hand=False)
        yield Entry(after, (change,), Action.UNDO, position, undoes=revision.number)


def _out(
    connection: sa.Connection, documents: set[str], revisions: Sequence[Revision]
) -> Iterator[Entry]:
    """Retire all that the later version has, in its order; what people took out stays out."""
    numbers = {revision.key: revision.number for revision in revisions}
    for document in sorted(documents):
        for old in old_of(connection, document):
            entry = _retired(old, numbers.get(old.standing.key))
            if entry.changes or entry.undoes:
                yield entry


def _retired(old: Old, number: int | None) -> Entry:
    if old.standing.shown is None:
        return Entry(old.standing, (), Action.UNDO, out=old.out, undoes=number)
    after, change = gone(old.standing)
    return Entry(after, (change,), Action.UNDO, undoes=number)


def _before(connection: sa.Connection, revisions: Sequence[Revision]) -> Iterator[Entry]:
    """Put the projects of a document back that was here before its older version went."""
    for revision in (r for r in revisions if r.project):
        (old,) = old_of(connection, revision.document, (revision.project,))
        existence = next((c for c in revision.changes if c.field == EXISTENCE), None)
        number = revision.number
        is_gone = old.standing.shown is None
        if is_gone and (existence is None or existence.was is None):
            yield Entry(old.standing, (), Action.UNDO, out=old.out, undoes=number)
        elif existence is not None and revision.goes and not is_gone:  # taken back by itself
            yield Entry(old.standing, (), Action.UNDO, undoes=number)
        elif existence is None:
            after, changes = set_back(old.standing, revision)
            yield Entry(after, changes, Action.UNDO, undoes=number)
        elif existence.was is None:
            after, change = gone(old.standing)
            out = _was_out(connection, revision)
            yield Entry(after, (change,), Action.UNDO, out=out, undoes=number)
        else:
            after, change = come_back(old.standing, existence.was)
            yield Entry(after, (change,), Action.UNDO, undoes=number)


def _was_out(connection: sa.Connection, came: Revision) -> bool:
    """Tell whether what came back by an undo had gone since people took it out of another version.

    A re-read has an origin where it moves that here; what it merely does not name has none.
    """
    root = came
    while root.undoes is not None:
        root = revision_numbered(connection, root.undoes)
    return root.origin is not None and any(c.field == EXISTENCE and c.was for c in root.changes)


def _check_last(connection: sa.Connection, revisions: Sequence[Revision]) -> None:
    """Refuse what was taken back already, and what later changes stand on."""
    back = undone(connection)
    event = next(revision for revision in revisions if _is_whole(revision))
    if event.number in back:
        message = f"it was taken back already, by revision {back[event.number]}."
        raise RevisionRefused(message)
    later = _later(connection, revisions, back)
    if later:
        raise RevisionRefused(_in_the_way(connection, later))
    went = [revision.document for revision in revisions if _goes(revision.changes)]
    if any(document_of(connection, document) is not None for document in went):
        message = "the earlier version is in the registry again; look there."
        raise RevisionRefused(message)


def _later(
    connection: sa.Connection, revisions: Sequence[Revision], back: dict[int, int]
) -> list[Revision]:
    """Return what was changed since in the documents of an act, and stands."""
    own = {revision.number for revision in revisions}
    documents = {revision.document for revision in revisions}
    query = sa.select(REVISIONS).where(
        REVISIONS.c.number > max(own), REVISIONS.c.document.in_(documents)
    )
    rows = connection.execute(query.order_by(REVISIONS.c.number)).mappings()
    since = {row["number"]: revision_of(dict(row)) for row in rows}
    return [
        revision
        for revision in since.values()
        if revision.number not in back
        and revision.action is not Action.REJECT
        and _root(revision, since) not in {*own, *since}
    ]


def _root(revision: Revision, since: dict[int, Revision]) -> int | None:
    """Return what an undo, or the undo of undoes, is of in the end; None for what is no undo."""
    undoes = revision.undoes
    while undoes in since and since[undoes].undoes is not None:
        undoes = since[undoes].undoes
    return undoes


def _in_the_way(connection: sa.Connection, later: Sequence[Revision]) -> str:
    last = later[-1]
    name = called(connection, [last.key]).get(last.key, last.project)
    if not last.project:
        name = titles(connection, [last.document]).get(last.document, last.document[:12])
    more = f" (and {len(later) - 1} more changes before)" if len(later) > 1 else ""
    return (
        f"a later change stands on this version: {name}, revision {last.number} of "
        f"{last.at[:16]}Z by {last.who or 'a re-read'}{more}; undo that one first."
    )

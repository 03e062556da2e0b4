"""The door to acts: the history as people remember it, one line for what was done in one go."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from projects.reviewing.acts import Act, ActKey, ActWish, TakenBack
from projects.reviewing.values import Action, ProjectKey
from projects.store.called import called, keys_called, read_in, titles
from projects.store.database import has_history, iso
from projects.store.histories import revision_numbered, undone
from projects.store.lines import GOES, IS_EMPTY, Line, line_of, sort_of, twins
from projects.store.replacing import DraftsBefore
from projects.store.schema import REVISIONS
from projects.store.standings import revision_of
from projects.store.undoing import fault_of, take_all_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from projects.reviewing.values import Revision, Signature
    from projects.store.database import Database

__all__ = ["Acts"]

_NAMED = 3
_IS_ACT = REVISIONS.c.document != ""
_ALL = ActWish()


class Acts:
    """What was done in one go, and by whom; `Registry.acts`.

    What one transaction wrote has one moment and one signature: that is an act.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, wish: ActWish = _ALL) -> int:
        """Tell how many acts there are of what is asked for."""
        with self._database.reading() as connection:
            if not has_history(connection):
                return 0
            query = sa.select(REVISIONS.c.at, REVISIONS.c.who).where(*_where(connection, wish))
            inner = query.distinct().subquery()
            return connection.execute(sa.select(sa.func.count()).select_from(inner)).scalar() or 0

    def latest(self, limit: int, wish: ActWish = _ALL) -> tuple[Act, ...]:
        """Return the latest acts, newest first, each with what was asked for of it."""
        with self._database.reading() as connection:
            if not has_history(connection):
                return ()
            where = _where(connection, wish)
            newest = sa.func.max(REVISIONS.c.number)
            query = (
                sa.select(REVISIONS.c.at, REVISIONS.c.who)
                .where(*where)
                .group_by(REVISIONS.c.at, REVISIONS.c.who)
                .order_by(newest.desc())
                .limit(limit)
            )
            keys = [ActKey(*row) for row in connection.execute(query)]
            return _acts(connection, keys, where)

    def revisions(
        self, key: ActKey, wish: ActWish = _ALL, *, limit: int | None = None
    ) -> tuple[Revision, ...]:
        """Return an act's revisions in their order, the first `limit` of what is asked for.

        A project that moved into a new version, or back, is told once: where it came from is its
        `origin`.
        """
        with self._database.reading() as connection:
            found = _revisions(connection, key, _where(connection, wish))
            return _once(connection, found)[:limit]

    def faults(self, numbers: Iterable[int]) -> dict[int, str]:
        """Say of revisions why they cannot be taken back by themselves; "" where they can."""
        with self._database.reading() as connection:
            return {n: fault_of(connection, revision_numbered(connection, n)) for n in numbers}

    def undo(self, key: ActKey, *, signed: Signature) -> TakenBack:
        """Take back what can be of an act, in one transaction; what could not be is told.

        The undo is an act, too, and can be taken back as one. A new version of a document is taken
        back whole or not at all.

        Raises
        ------
        RevisionRefused
            If a later change stands on a new version, naming it.
        """
        with self._database.writing() as connection:
            found = _revisions(connection, key, [_IS_ACT])
            drafts = DraftsBefore(connection, {revision.document for revision in found})
            done = take_all_back(connection, found, signed)
            return replace(done, opened=drafts.opened(), stopped=drafts.stopped())

    def of(self, number: int) -> ActKey:
        """Return the act of a revision.

        Raises
        ------
        RevisionRefused
            If there is none of this number.
        """
        with self._database.reading() as connection:
            found = revision_numbered(connection, number)
        return ActKey(found.at, found.who)

    def called(self, keys: Iterable[ProjectKey]) -> dict[ProjectKey, str]:
        """Name projects, also those that went, were turned down, or went on in a new version."""
        with self._database.reading() as connection:
            return called(connection, keys)

    def read_in(self, document: str, limit: int) -> tuple[str, ...]:
        """Name the projects that came with the reading of a document and are still there."""
        with self._database.reading() as connection:
            return read_in(connection, document, limit)

    def titles(self) -> dict[str, str]:
        """Name all documents with a history by their SHA-256, also those that were superseded."""
        with self._database.reading() as connection:
            if not has_history(connection):
                return {}
            query = sa.select(REVISIONS.c.document).where(_IS_ACT).distinct()
            return titles(connection, connection.scalars(query))

    def people(self) -> tuple[str, ...]:
        """Return who ever changed something, "" for the machine."""
        with self._database.reading() as connection:
            if not has_history(connection):
                return ()
            query = sa.select(REVISIONS.c.who).where(_IS_ACT).distinct()
            return tuple(sorted(connection.scalars(query)))


def _where(connection: sa.Connection, wish: ActWish) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [_IS_ACT]
    if wish.document is not None:
        found.append(REVISIONS.c.document.in_(_lineage(connection, wish.document)))
    if wish.who is not None:
        found.append(REVISIONS.c.who == wish.who)
    if wish.since is not None:
        found.append(REVISIONS.c.at >= iso(wish.since))
    if wish.until is not None:
        found.append(REVISIONS.c.at < iso(wish.until))
    if wish.name.strip():
        keys = keys_called(connection, wish.name.strip())
        found.append(sa.tuple_(REVISIONS.c.document, REVISIONS.c.project).in_(keys))
    return found


def _lineage(connection: sa.Connection, document: str) -> tuple[str, ...]:
    """Return a document and those it superseded, directly or by way of others."""
    found, waiting = {document: None}, [document]
    while waiting:
        new = [other for other in _before(connection, waiting.pop()) if other not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)


def _before(connection: sa.Connection, document: str) -> list[str]:
    """Return the documents that went in a transaction in which this one came or changed."""
    is_whole = REVISIONS.c.project == ""
    its = sa.select(REVISIONS.c.at, REVISIONS.c.who).where(
        is_whole, REVISIONS.c.document == document
    )
    beside = sa.select(REVISIONS.c.document).where(
        is_whole,
        REVISIONS.c.document.not_in((document, "")),
        REVISIONS.c.action == Action.REREAD.value,
        sa.func.json_extract(REVISIONS.c.changes, "$[0][0]") == "facts",
        sa.func.json_type(REVISIONS.c.changes, "$[0][2]") == "null",
        sa.tuple_(REVISIONS.c.at, REVISIONS.c.who).in_(its),
    )
    return list(connection.scalars(beside.distinct()))


def _acts(
    connection: sa.Connection,
    keys: Sequence[ActKey],
    where: Sequence[sa.ColumnElement[bool]],
) -> tuple[Act, ...]:
    """Sum up acts from their revisions, without what each changed."""
    columns = [c for c in REVISIONS.columns if c.name not in {"changes", "version"}]
    told = (GOES.label("goes"), IS_EMPTY.label("is_empty"))
    query = sa.select(*columns, *told).where(
        sa.tuple_(REVISIONS.c.at, REVISIONS.c.who).in_(keys), *where
    )
    rows: dict[ActKey, list[sa.RowMapping]] = {key: [] for key in keys}
    for row in connection.execute(query.order_by(REVISIONS.c.number)).mappings():
        rows[ActKey(row["at"], row["who"])].append(row)
    back = undone(connection)
    lines = {key: [_line(row) for row in rows[key] if row["project"]] for key in keys}
    hidden = twins(connection, list(lines.values()))
    return tuple(
        _act(key, rows[key], [line for line in lines[key] if line.number not in hidden], back)
        for key in keys
    )


def _line(row: sa.RowMapping) -> Line:
    before, _, id_ = (row["origin"] or "").partition(" ")
    return Line(
        row["number"],
        ProjectKey(row["document"], row["project"]),
        Action(row["action"]),
        row["why"],
        row["undoes"],
        ProjectKey(before, id_) if before else None,
        goes=bool(row["goes"]),
        is_empty=bool(row["is_empty"]),
    )


def _act(
    key: ActKey, rows: Sequence[sa.RowMapping], lines: Sequence[Line], back: dict[int, int]
) -> Act:
    whole = next((Action(row["action"]) for row in rows if not row["project"]), None)
    return Act(
        key=key,
        first=rows[0]["number"],
        last=rows[-1]["number"],
        counts=tuple(Counter(map(sort_of, lines)).items()),
        documents=tuple(dict.fromkeys(row["document"] for row in rows)),
        keys=tuple(line.key for line in lines[:_NAMED]),
        read=whole,
        undone=sum(line.number in back for line in lines),
        is_back=any(row["number"] in back for row in rows if not row["project"]),
        whys=tuple(dict.fromkeys(row["why"] for row in rows if row["why"])),
    )


def _revisions(
    connection: sa.Connection,
    key: ActKey,
    where: Sequence[sa.ColumnElement[bool]],
) -> tuple[Revision, ...]:
    if not has_history(connection):
        return ()
    query = sa.select(REVISIONS).where(REVISIONS.c.at == key.at, REVISIONS.c.who == key.who, *where)
    rows = connection.execute(query.order_by(REVISIONS.c.number)).mappings()
    back = undone(connection)
    found = (revision_of(dict(row)) for row in rows)
    return tuple(replace(it, undone_by=back.get(it.number)) for it in found)


def _once(connection: sa.Connection, revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """Tell a project that moved between versions once."""
    hidden = twins(connection, [[line_of(it) for it in revisions if it.project]])
    keys = {it.number: it.key for it in revisions}
    origins = {key: keys[number] for number, key in hidden.items() if key}
    return tuple(
        replace(it, origin=it.origin or origins.get(it.key))
        for it in revisions
        if it.number not in hidden
    )

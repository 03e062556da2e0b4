"""How projects stand, and the revisions that led there: read from and written to the tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from projects.reviewing.rereading import Old
from projects.reviewing.values import Action, Change, Json, ProjectKey, Revision, Standing
from projects.store.database import has_history, iso
from projects.store.schema import PROJECTS, REVISIONS, STANDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.reviewing.values import Signature

__all__ = [
    "Entry",
    "history_of",
    "ids_ever",
    "next_time",
    "old_of",
    "revision_of",
    "standing_of",
    "write_entries",
    "write_event",
]

HERE, DROPPED, OUT = 0, 1, 2
_MANY = 5_000  # ids in one query


@dataclass(frozen=True, slots=True)
class Entry:
    """One project's change to be written: its standing after, and the revision's changes.

    Without changes and `origin` only the standing is kept, and no revision. `position` is that in
    the text, None where it stays. `out` says that a person took it out.
    """

    after: Standing
    changes: tuple[Change, ...]
    action: Action
    position: int | None = None
    out: bool = False
    undoes: int | None = None
    origin: ProjectKey | None = None
    why: str = ""


def old_of(
    connection: sa.Connection, document: str, ids: Sequence[str] | None = None
) -> tuple[Old, ...]:
    """Return how a document's projects stand, in the order of the text, the gone ones last."""
    kept = _kept(connection, document, ids)
    query = sa.select(PROJECTS.c.id, PROJECTS.c.payload).where(PROJECTS.c.document == document)
    found: list[Old] = []
    for part in _parts(ids):
        chosen = query if part is None else query.where(PROJECTS.c.id.in_(part))
        for id_, payload in connection.execute(chosen.order_by(PROJECTS.c.position)):
            shown = json.loads(payload)
            found.append(Old(_standing(ProjectKey(document, id_), kept.pop(id_, None), shown)))
    for id_, row in kept.items():
        standing = _standing(ProjectKey(document, id_), row, None)
        found.append(Old(standing, out=row["gone"] == OUT))
    return tuple(found)


def standing_of(connection: sa.Connection, key: ProjectKey) -> Old | None:
    """Return how one project stands; None where there never was one of this key."""
    found = old_of(connection, key.document, (key.id,))
    return found[0] if found else None


def _kept(
    connection: sa.Connection, document: str, ids: Sequence[str] | None
) -> dict[str, Mapping[str, Any]]:
    if not has_history(connection):
        return {}
    query = sa.select(STANDINGS).where(STANDINGS.c.document == document)
    found: dict[str, Mapping[str, Any]] = {}
    for part in _parts(ids):
        chosen = query if part is None else query.where(STANDINGS.c.project.in_(part))
        rows = connection.execute(chosen.order_by(STANDINGS.c.project)).mappings()
        found |= {row["project"]: dict(row) for row in rows}
    return found


def _parts(ids: Sequence[str] | None) -> Iterable[Sequence[str] | None]:
    if ids is None:
        return (None,)
    return [ids[at : at + _MANY] for at in range(0, len(ids), _MANY)]


def _standing(key: ProjectKey, row: Mapping[str, Any] | None, shown: Json | None) -> Standing:
    if row is None:
        return Standing(key, 0, shown, {}, shown)
    reading = json.loads(row["reading"]) if row["reading"] else None
    if reading is None and not row["by_hand"]:
        reading = shown
    return Standing(key, row["version"], reading, json.loads(row["corrections"]), shown)


def ids_ever(connection: sa.Connection, document: str) -> set[str]:
    """Return every id a project of the document has or had."""
    found = set(connection.scalars(sa.select(PROJECTS.c.id).where(PROJECTS.c.document == document)))
    if has_history(connection):
        had = sa.select(STANDINGS.c.project).where(STANDINGS.c.document == document)
        found |= set(connection.scalars(had))
    return found


def next_time(connection: sa.Connection, signed: Signature) -> str:
    """Date a revision: as signed, but never before the one before it."""
    last = sa.select(REVISIONS.c.at).order_by(REVISIONS.c.number.desc()).limit(1)
    return max(iso(signed.at), connection.execute(last).scalar() or "")


def write_entries(
    connection: sa.Connection, entries: Sequence[Entry], signed: Signature
) -> tuple[int, ...]:
    """Write standings, what is shown, and a revision for each entry with changes.

    Returns
    -------
    The revisions' numbers, in the order of the entries that have changes, come from another
    version of the document, or are a person's word.
    """
    if not entries:
        return ()
    connection.execute(_upsert(STANDINGS), [_standing_row(entry) for entry in entries])
    here = [entry for entry in entries if entry.after.shown is not None]
    gone = [entry for entry in entries if entry.after.shown is None]
    if gone:
        is_it = (PROJECTS.c.document == sa.bindparam("d")) & (PROJECTS.c.id == sa.bindparam("i"))
        keys = [{"d": e.after.key.document, "i": e.after.key.id} for e in gone]
        connection.execute(sa.delete(PROJECTS).where(is_it), keys)
    _write_projects(connection, here)
    is_said = (e.changes or e.origin or e.undoes or e.action is Action.REJECT for e in entries)
    said = [entry for entry, told in zip(entries, is_said, strict=True) if told]
    return _write_revisions(connection, [_revision_row(entry, signed) for entry in said], signed)


def write_event(
    connection: sa.Connection,
    document: str,
    action: Action,
    changes: Sequence[Change],
    signed: Signature,
    *,
    undoes: int | None = None,
) -> None:
    """Write what befell a whole document; `undoes` numbers what it takes back."""
    row = _row(ProjectKey(document, ""), 0, action, changes, signed)
    _write_revisions(connection, [row | {"undoes": undoes}], signed)


def _write_projects(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Insert or change what is shown; a project without a position keeps its own or comes last."""
    documents = {entry.after.key.document for entry in entries if entry.position is None}
    last = {document: _last(connection, document) for document in documents}
    rows = []
    for entry in entries:
        key, shown = entry.after.key, entry.after.shown or {}
        if entry.position is None:
            last[key.document] += 1
        rows.append(
            {
                "document": key.document,
                "id": key.id,
                "position": last[key.document] if entry.position is None else entry.position,
                "kind": shown["kind"],
                "stage": shown["stage"],
                "payload": json.dumps(shown, ensure_ascii=False),
                "moves": entry.position is not None,
            }
        )
    for moves in (False, True):
        chosen = [
            {key: value for key, value in row.items() if key != "moves"}
            for row in rows
            if row["moves"] == moves
        ]
        if chosen:
            connection.execute(_upsert(PROJECTS, but=() if moves else ("position",)), chosen)


def _last(connection: sa.Connection, document: str) -> int:
    query = sa.select(sa.func.max(PROJECTS.c.position)).where(PROJECTS.c.document == document)
    last: int | None = connection.execute(query).scalar()
    return -1 if last is None else last


def _upsert(table: sa.Table, *, but: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - a dialect's
    row = insert(table)
    keys = [column.name for column in table.primary_key]
    others = (c.name for c in table.columns if c.name not in (*keys, *but))
    return row.on_conflict_do_update(
        index_elements=keys, set_={name: row.excluded[name] for name in others}
    )


def _standing_row(entry: Entry) -> Json:
    after = entry.after
    is_shown = after.reading is not None and after.reading == after.shown
    gone = HERE if after.shown is not None else OUT if entry.out else DROPPED
    reading = None if is_shown or after.reading is None else after.reading
    return {
        "document": after.key.document,
        "project": after.key.id,
        "version": after.version,
        "gone": gone,
        "by_hand": after.reading is None,
        "reading": None if reading is None else json.dumps(reading, ensure_ascii=False),
        "corrections": json.dumps(dict(after.corrections), ensure_ascii=False),
    }


def _revision_row(entry: Entry, signed: Signature) -> Json:
    row = _row(entry.after.key, entry.after.version, entry.action, entry.changes, signed)
    origin = entry.origin and " ".join(entry.origin)
    return row | {
        "undoes": entry.undoes,
        "origin": origin,
        "why": entry.why or signed.why,
    }


def _row(
    key: ProjectKey, version: int, action: Action, changes: Iterable[Change], signed: Signature
) -> Json:
    return {
        "document": key.document,
        "project": key.id,
        "version": version,
        "action": str(action),
        "who": signed.who,
        "why": signed.why,
        "undoes": None,
        "origin": None,
        "changes": json.dumps([_change_row(change) for change in changes], ensure_ascii=False),
    }


def _change_row(change: Change) -> list[Any]:
    marks = change.hand_was + 2 * change.hand_is + 4 * change.of_reading
    return [change.field, change.was, change.is_, marks]


def _write_revisions(
    connection: sa.Connection, rows: Sequence[Json], signed: Signature
) -> tuple[int, ...]:
    if not rows:
        return ()
    at = next_time(connection, signed)
    newest = sa.select(sa.func.coalesce(sa.func.max(REVISIONS.c.number), 0))
    first = (connection.execute(newest).scalar() or 0) + 1
    numbered = [row | {"number": first + n, "at": at} for n, row in enumerate(rows)]
    connection.execute(sa.insert(REVISIONS), numbered)
    return tuple(range(first, first + len(rows)))


def revision_of(row: Mapping[str, Any], undone_by: int | None = None) -> Revision:
    """Read a revision's row."""
    changes = tuple(
        Change(field, was, is_, bool(marks & 1), bool(marks & 2), bool(marks & 4))
        for field, was, is_, marks in json.loads(row["changes"])
    )
    document, _, id_ = (row["origin"] or "").partition(" ")
    return Revision(
        number=row["number"],
        document=row["document"],
        project=row["project"],
        version=row["version"],
        action=Action(row["action"]),
        who=row["who"],
        at=row["at"],
        why=row["why"],
        changes=changes,
        undoes=row["undoes"],
        undone_by=undone_by,
        origin=ProjectKey(document, id_) if document else None,
    )


def history_of(connection: sa.Connection, key: ProjectKey) -> tuple[Revision, ...]:
    """Return a project's own revisions, oldest first, without what befell its document."""
    if not has_history(connection):
        return ()
    query = (
        sa.select(REVISIONS)
        .where(REVISIONS.c.document == key.document, REVISIONS.c.project == key.id)
        .order_by(REVISIONS.c.number)
    )
    return tuple(revision_of(dict(row)) for row in connection.execute(query).mappings())

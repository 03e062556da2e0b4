"""What projects and documents are called, also those that are not in the registry any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from projects.reviewing.values import EXISTENCE, ProjectKey
from projects.store.database import has_history
from projects.store.schema import DOCUMENTS, PROJECTS, REVISIONS, STANDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["called", "came_with", "keys_called", "read_in", "titles"]

_SHOWN = sa.func.json_extract(PROJECTS.c.payload, "$.name")
_KEPT = sa.func.coalesce(
    sa.func.json_extract(STANDINGS.c.corrections, "$.name"),
    sa.func.json_extract(STANDINGS.c.reading, "$.name"),
)
_MANY = 5_000
_MOST = 2_000


def called(connection: sa.Connection, keys: Iterable[ProjectKey]) -> dict[ProjectKey, str]:
    """Name projects: as they are shown, else as they were last known, else as they went on."""
    wanted = {key for key in keys if key.id}
    found = _named(connection, wanted, PROJECTS.c.document, PROJECTS.c.id, _SHOWN)
    if has_history(connection):
        left = wanted - found.keys()
        found |= _named(connection, left, STANDINGS.c.document, STANDINGS.c.project, _KEPT)
        found |= _went_on(connection, wanted - found.keys())
    return found


def _named(
    connection: sa.Connection,
    keys: set[ProjectKey],
    document: sa.Column[str],
    id_: sa.Column[str],
    name: sa.ColumnElement[str],
) -> dict[ProjectKey, str]:
    found: dict[ProjectKey, str] = {}
    for sha256 in sorted({key.document for key in keys}):
        ids = sorted(key.id for key in keys if key.document == sha256)
        for at in range(0, len(ids), _MANY):
            query = sa.select(id_, name).where(document == sha256, id_.in_(ids[at : at + _MANY]))
            rows = connection.execute(query)
            found |= {ProjectKey(sha256, row[0]): row[1] for row in rows if row[1]}
    return found


def _went_on(connection: sa.Connection, keys: set[ProjectKey]) -> dict[ProjectKey, str]:
    """Name projects of a superseded document by what they are in the document after it."""
    origins = {" ".join(key): key for key in keys}
    next_: dict[ProjectKey, ProjectKey] = {}
    texts = sorted(origins)
    for at in range(0, len(texts), _MANY):
        columns = (REVISIONS.c.origin, REVISIONS.c.document, REVISIONS.c.project)
        query = sa.select(*columns).where(REVISIONS.c.origin.in_(texts[at : at + _MANY]))
        for origin, document, id_ in connection.execute(query):
            next_[origins[origin]] = ProjectKey(document, id_)
    if not next_:
        return {}
    names = called(connection, next_.values())
    return {key: names[later] for key, later in next_.items() if later in names}


def keys_called(connection: sa.Connection, part: str) -> tuple[ProjectKey, ...]:
    """Return the projects with this in their name, present and gone; the first 2,000 of each."""
    queries = [(PROJECTS.c.document, PROJECTS.c.id, _SHOWN)]
    if has_history(connection):
        queries.append((STANDINGS.c.document, STANDINGS.c.project, _KEPT))
    found: dict[ProjectKey, None] = {}
    for document, id_, name in queries:
        query = sa.select(document, id_).where(sa.func.instr(name, part) > 0).limit(_MOST)
        found |= dict.fromkeys(ProjectKey(*row) for row in connection.execute(query))
    return tuple(found)


def read_in(connection: sa.Connection, document: str, limit: int) -> tuple[str, ...]:
    """Name the projects that came with the reading of a document and are still there."""
    return tuple(connection.scalars(_with_reading(_SHOWN, document).limit(limit)))


def came_with(connection: sa.Connection, document: str) -> tuple[str, ...]:
    """Return the ids of the projects that came with the reading of a document and are there."""
    return tuple(connection.scalars(_with_reading(PROJECTS.c.id, document)))


def _with_reading(what: sa.ColumnElement[str], document: str) -> sa.Select[Any]:
    """Ask for what came with a reading, or came back so: by nothing but undoing."""
    came = sa.func.json_extract(REVISIONS.c.changes, "$[0][0]") == EXISTENCE
    by_itself = sa.select(REVISIONS.c.number).where(
        REVISIONS.c.document == document,
        REVISIONS.c.project == PROJECTS.c.id,
        REVISIONS.c.undoes.is_(None),
        came,
    )
    query = sa.select(what).where(PROJECTS.c.document == document, ~by_itself.exists())
    return query.order_by(PROJECTS.c.position)


def titles(connection: sa.Connection, documents: Iterable[str]) -> dict[str, str]:
    """Name documents; of one that was superseded, as it was called."""
    wanted = set(documents)
    query = sa.select(DOCUMENTS.c.sha256, DOCUMENTS.c.title)
    found = {row[0]: row[1] for row in connection.execute(query) if row[0] in wanted}
    for document in sorted(wanted - found.keys()):
        if title := _old_title(connection, document):
            found[document] = title
    return found


def _old_title(connection: sa.Connection, document: str) -> str:
    """Return what a document was called whose facts are kept in its last change of them."""
    title = sa.func.json_extract(REVISIONS.c.changes, "$[0][1].title")
    query = sa.select(title).where(
        REVISIONS.c.document == document,
        REVISIONS.c.project == "",
        sa.func.json_extract(REVISIONS.c.changes, "$[0][0]") == "facts",
    )
    last = query.order_by(REVISIONS.c.number.desc()).limit(1)
    return connection.execute(last).scalar() or ""

"""Documents, projects and targets in the tables: read, and stored when they are new."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from projects.contract import project_from_json, target_from_json, target_to_json
from projects.registry_rows import document_row, facts_of_row, project_row, target_row
from projects.reviewing.fields import same
from projects.reviewing.values import Action, Change
from projects.store.schema import DOCUMENTS, FACTS, PROJECTS, TARGETS
from projects.store.standings import write_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.models import DocumentFacts, Project, Target
    from projects.reviewing.values import FullReading, Json, Signature

__all__ = [
    "document_of",
    "documents_of",
    "forget_document",
    "insert_projects",
    "projects_of",
    "put_back",
    "put_facts",
    "put_targets",
    "restore_document",
    "store_new",
    "targets_of",
    "text_of",
    "without_text",
]

_TABLES = {"projects": PROJECTS, "targets": TARGETS}


def documents_of(connection: sa.Connection) -> tuple[DocumentFacts, ...]:
    """Return the documents' facts, in the order they were first added."""
    query = sa.select(*FACTS).order_by(DOCUMENTS.c.added)
    return tuple(facts_of_row(dict(row)) for row in connection.execute(query).mappings())


def document_of(connection: sa.Connection, sha256: str) -> DocumentFacts | None:
    """Return one document's facts; None where it is not here."""
    query = sa.select(*FACTS).where(DOCUMENTS.c.sha256 == sha256)
    row = connection.execute(query).mappings().first()
    return facts_of_row(dict(row)) if row else None


def without_text(connection: sa.Connection) -> set[str]:
    """Return the SHA-256s of the documents whose text is not here."""
    query = sa.select(DOCUMENTS.c.sha256).where(DOCUMENTS.c.text.is_(None))
    return set(connection.execute(query).scalars())


def text_of(connection: sa.Connection, sha256: str) -> str | None:
    """Return a document's text; None where the document or only its text is not here."""
    query = sa.select(DOCUMENTS.c.text).where(DOCUMENTS.c.sha256 == sha256)
    text: str | None = connection.execute(query).scalar_one_or_none()
    return text


def projects_of(connection: sa.Connection, document: str | None) -> tuple[Project, ...]:
    """Return the projects of one document or all, in the order of the texts."""
    rows = _payloads(connection, "projects", document)
    return tuple(project_from_json(json.loads(payload)) for _, payload in rows)


def targets_of(connection: sa.Connection, document: str | None) -> tuple[Target, ...]:
    """Return the targets of one document or all, in the order of the texts."""
    rows = _payloads(connection, "targets", document)
    return tuple(
        replace(target_from_json(json.loads(payload)), document=sha256) for sha256, payload in rows
    )


def _payloads(
    connection: sa.Connection, name: str, document: str | None
) -> Iterator[tuple[str, str]]:
    """Yield (document, payload) of a table, in the order of the documents and their texts."""
    table = _TABLES[name]
    query = (
        sa.select(table.c.document, table.c.payload)
        .join(DOCUMENTS)
        .order_by(DOCUMENTS.c.added, table.c.position)
    )
    if document is not None:
        query = query.where(table.c.document == document)
    yield from (tuple(row) for row in connection.execute(query))


def store_new(connection: sa.Connection, reading: FullReading, signed: Signature) -> None:
    """Store a document that was never here, with all that was read in it."""
    put_facts(connection, reading.facts, reading.text)
    insert_projects(connection, reading.facts.sha256, reading.projects, first=0)
    put_targets(connection, reading.facts.sha256, reading.targets)
    came = Change("projects", None, len(reading.projects))
    write_event(connection, reading.facts.sha256, Action.READ, (came,), signed)


def insert_projects(
    connection: sa.Connection, sha256: str, projects: Sequence[Project], *, first: int
) -> None:
    """Insert projects that were never here, as they were read."""
    rows = [project_row(sha256, first + n, project) for n, project in enumerate(projects)]
    if rows:
        connection.execute(sa.insert(PROJECTS), rows)


def put_facts(
    connection: sa.Connection, facts: DocumentFacts, text: str | None
) -> tuple[Change, ...]:
    """Write a document's facts; a text that is here stays when `text` is None.

    Returns
    -------
    What changed of a document that was here.
    """
    before = document_of(connection, facts.sha256)
    newest = sa.select(sa.func.coalesce(sa.func.max(DOCUMENTS.c.added), 0)).scalar_subquery()
    row = insert(DOCUMENTS).values(**document_row(facts), text=text, added=newest + 1)
    kept: dict[str, Any] = {column.name: row.excluded[column.name] for column in FACTS}
    kept["text"] = sa.func.coalesce(row.excluded.text, DOCUMENTS.c.text)
    if before != facts or text is not None:
        connection.execute(row.on_conflict_do_update(index_elements=["sha256"], set_=kept))
    if before is None or before == facts:
        return ()
    return (Change("facts", asdict(before), asdict(facts)),)


def put_targets(
    connection: sa.Connection, sha256: str, targets: Sequence[Target]
) -> tuple[Change, ...]:
    """Put targets in the place of those that are here; returns what changed."""
    was = [_target(target, sha256) for target in targets_of(connection, sha256)]
    is_ = [_target(target, sha256) for target in targets]
    if same(was, is_):
        return ()
    connection.execute(sa.delete(TARGETS).where(TARGETS.c.document == sha256))
    rows = [target_row(sha256, n, target) for n, target in enumerate(targets)]
    if rows:
        connection.execute(sa.insert(TARGETS), rows)
    return (Change("targets", was, is_),)


def _target(target: Target, sha256: str) -> Json:
    return target_to_json(replace(target, document=sha256))


def forget_document(connection: sa.Connection, sha256: str) -> tuple[Change, ...]:
    """Take out a document whose projects are gone; what it was is returned as changes."""
    facts = document_of(connection, sha256)
    if facts is None:
        return ()
    added = sa.select(DOCUMENTS.c.added).where(DOCUMENTS.c.sha256 == sha256)
    was = asdict(facts) | {"added": connection.execute(added).scalar()}
    changes = (
        Change("facts", was, None),
        Change("text", text_of(connection, sha256), None),
        Change("targets", [_target(t, sha256) for t in targets_of(connection, sha256)], None),
    )
    for table in (PROJECTS, TARGETS):
        connection.execute(sa.delete(table).where(table.c.document == sha256))
    connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.sha256 == sha256))
    return changes


def restore_document(
    connection: sa.Connection, sha256: str, changes: Sequence[Change]
) -> tuple[Change, ...]:
    """Put back a document that was taken out, from what `forget_document` returned.

    Returns
    -------
    What the document is now, as changes.
    """
    was = {change.field: change.was for change in changes}
    facts = facts_of_row({**was["facts"], "place": was["facts"]["place"] or ""})
    row = {**document_row(facts), "text": was.get("text"), "added": was["facts"]["added"]}
    connection.execute(sa.insert(DOCUMENTS), [row])
    targets = [target_from_json(target) for target in was.get("targets") or ()]
    put_targets(connection, sha256, targets)
    return tuple(Change(change.field, None, change.was) for change in changes)


def put_back(
    connection: sa.Connection, sha256: str, changes: Sequence[Change]
) -> tuple[Change, ...]:
    """Put back what a document's facts and targets were; returns what changes by that."""
    made: list[Change] = []
    for change in changes:
        if change.field == "facts":
            row = {**change.was, "place": change.was["place"] or ""}
            made += put_facts(connection, facts_of_row(row), None)
        elif change.field == "targets":
            made += put_targets(connection, sha256, [target_from_json(t) for t in change.was])
    return tuple(made)

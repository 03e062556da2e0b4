"""The registry as it stood at a date: from how it stands, back over what was changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from projects.contract import project_from_json
from projects.errors import RevisionRefused
from projects.registry_rows import facts_of_row
from projects.reviewing.applying import composed
from projects.reviewing.fields import flat, whole
from projects.reviewing.values import EXISTENCE, Action, ProjectKey
from projects.selection import Holdings
from projects.store.database import has_history, iso
from projects.store.documents import documents_of
from projects.store.schema import DOCUMENTS, PROJECTS, REVISIONS
from projects.store.standings import revision_of

if TYPE_CHECKING:
    from datetime import datetime

    from projects.models import DocumentFacts, Project
    from projects.reviewing.values import Change, Json, Revision

__all__ = ["holdings_at"]


def holdings_at(connection: sa.Connection, moment: datetime) -> Holdings:
    """Return documents and projects as they stood; what is dated exactly then counts.

    Raises
    ------
    RevisionRefused
        If the file is of an older schema and the moment before its history.
    """
    then = iso(moment)
    _check_since(connection, then)
    state = _State(connection)
    if has_history(connection):
        later = sa.select(REVISIONS).where(REVISIONS.c.at > then)
        for row in connection.execute(later.order_by(REVISIONS.c.number.desc())).mappings():
            state.step_back(revision_of(dict(row)))
    return state.holdings()


def _check_since(connection: sa.Connection, then: str) -> None:
    """Refuse a moment before a file's history; a file of today's schema has all of it."""
    if not has_history(connection):
        from projects.reviewing.values import now

        begins = iso(now())
    else:
        first = sa.select(REVISIONS.c.at).where(REVISIONS.c.document == "")
        begins = connection.execute(first).scalar() or ""
    if begins and then < begins:
        message = (
            f"{then[:16]}: this registry keeps its history only since {begins[:16]} (UTC); "
            "name a later day."
        )
        raise RevisionRefused(message)


class _State:
    """Documents and projects, on their way back in time."""

    def __init__(self, connection: sa.Connection) -> None:
        added = connection.execute(sa.select(DOCUMENTS.c.sha256, DOCUMENTS.c.added))
        self._order: dict[str, int] = {row.sha256: row.added for row in added}
        self._facts: dict[str, DocumentFacts] = {f.sha256: f for f in documents_of(connection)}
        columns = (PROJECTS.c.document, PROJECTS.c.id, PROJECTS.c.position, PROJECTS.c.payload)
        rows = connection.execute(sa.select(*columns)).all()
        self._texts = {ProjectKey(d, i): payload for d, i, _, payload in rows}
        self._places = {ProjectKey(d, i): place for d, i, place, _ in rows}
        self._fields: dict[ProjectKey, Json | None] = {}

    def step_back(self, revision: Revision) -> None:
        """Take back what one revision did."""
        if revision.project:
            self._step_project(revision)
        elif revision.action is Action.READ:
            self._forget(revision.document)
        else:
            for change in revision.changes:
                if change.field == "facts":
                    self._restore_facts(revision.document, change.was)

    def _step_project(self, revision: Revision) -> None:
        existence = [c for c in revision.changes if c.field == EXISTENCE]
        if existence:
            self._fields[revision.key] = _fields_of(revision.key, existence[0])
            return
        fields = self._current(revision.key)
        if fields is not None:
            fields |= {c.field: c.was for c in revision.changes if not c.of_reading}

    def _current(self, key: ProjectKey) -> Json | None:
        if key not in self._fields:
            text = self._texts.get(key)
            self._fields[key] = None if text is None else flat(json.loads(text))
        return self._fields[key]

    def _forget(self, document: str) -> None:
        self._facts.pop(document, None)
        for key in (*self._texts, *self._fields):
            if key.document == document:
                self._fields[key] = None

    def _restore_facts(self, document: str, was: Any) -> None:  # noqa: ANN401 - JSON
        if was is None:
            self._facts.pop(document, None)
            return
        self._facts[document] = facts_of_row({**was, "place": was["place"] or ""})
        self._order.setdefault(document, was.get("added", 0))

    def holdings(self) -> Holdings:
        """Return what is left, in the order of the documents and their texts."""
        found: list[tuple[tuple[int, int, int, str], Project]] = []
        for key in dict.fromkeys((*self._texts, *self._fields)):
            payload = self._payload(key)
            if payload is not None and key.document in self._facts:
                project = project_from_json(payload)
                order = self._order[key.document]
                place = self._places.get(key, project.start)
                found.append(((order, place, project.start, key.id), project))
        documents = sorted(self._facts.values(), key=lambda facts: self._order[facts.sha256])
        return Holdings(
            tuple(documents), tuple(project for _, project in sorted(found, key=lambda it: it[0]))
        )

    def _payload(self, key: ProjectKey) -> Json | None:
        if key not in self._fields:
            payload: Json = json.loads(self._texts[key])
            return payload
        fields = self._fields[key]
        return None if fields is None else whole(fields, document=key.document, id_=key.id)


def _fields_of(key: ProjectKey, change: Change) -> Json | None:
    """Return the fields a project had before it came (none) or went."""
    if change.was is None:
        return None
    return flat(composed(key, change.was["reading"], change.was["corrections"]))

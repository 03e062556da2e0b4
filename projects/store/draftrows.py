"""Drafts and their items in the tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from projects.contract import facts_to_json, target_from_json, target_to_json
from projects.errors import DraftError
from projects.registry_rows import facts_of_row
from projects.reviewing.drafts import Draft, DraftHead, ItemState, Owner, in_order
from projects.reviewing.items import Entered, seen
from projects.reviewing.values import ProjectKey, Standing
from projects.store.database import has_history
from projects.store.schema import DRAFTS, ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projects.models import DocumentFacts, Target
    from projects.reviewing.values import FullReading, Json

__all__ = [
    "draft_of",
    "facts_of_draft",
    "heads_of",
    "insert_draft",
    "items_of",
    "put_items",
    "reopen_items",
    "row_of",
    "targets_of_draft",
    "touch",
    "written",
]


def insert_draft(
    connection: sa.Connection,
    id_: str,
    owner: Owner,
    reading: FullReading,
    *,
    at: str,
    note: str,
) -> None:
    """Insert a draft without its items."""
    row = {
        "id": id_,
        "owner": owner.key,
        "created": at,
        "changed": at,
        "version": 1,
        "note": note,
        **written(reading),
    }
    connection.execute(sa.insert(DRAFTS), [row])


def written(reading: FullReading) -> dict[str, str | None]:
    """Return what a draft's row holds of its reading; a list's columns stand with its facts."""
    columns = {sheet: dict(fields) for sheet, fields in reading.columns.items()}
    facts = facts_to_json(reading.facts) | ({"columns": columns} if columns else {})
    return {
        "facts": json.dumps(facts, ensure_ascii=False),
        "targets": json.dumps([target_to_json(t) for t in reading.targets], ensure_ascii=False),
        "text": reading.text,
    }


def row_of(connection: sa.Connection, draft: str, owner: Owner, version: int | None = None) -> Json:
    """Return a draft's row; refuse another's as if it were not there, and a version passed by.

    Raises
    ------
    DraftError
        If it is not this owner's, or was changed since `version`.
    """
    row = None
    if has_history(connection):
        query = sa.select(DRAFTS).where(DRAFTS.c.id == draft, DRAFTS.c.owner == owner.key)
        row = connection.execute(query).mappings().first()
    if row is None:
        message = "there is no such draft; it may have been discarded. Open the list of drafts."
        raise DraftError(message)
    if version is not None and row["version"] != version:
        message = "this draft was changed in another window; what is there now is shown."
        raise DraftError(message)
    return dict(row)


def facts_of_draft(row: Mapping[str, Any]) -> DocumentFacts:
    """Return the facts of a draft's document."""
    facts = json.loads(row["facts"])
    return facts_of_row({**facts, "place": facts["place"] or ""})


def targets_of_draft(row: Mapping[str, Any]) -> tuple[Target, ...]:
    """Return the targets of a draft's document."""
    return tuple(target_from_json(target) for target in json.loads(row["targets"]))


def touch(connection: sa.Connection, draft: str, at: str) -> None:
    """Note that a draft was changed."""
    update = sa.update(DRAFTS).where(DRAFTS.c.id == draft)
    later = sa.func.max(DRAFTS.c.changed, at)
    connection.execute(update.values(version=DRAFTS.c.version + 1, changed=later))


def items_of(connection: sa.Connection, draft: str, document: str) -> dict[str, Entered]:
    """Return a draft's items by their ids, in the order of the text."""
    query = sa.select(ITEMS).where(ITEMS.c.draft == draft)
    rows = connection.execute(query.order_by(ITEMS.c.position, ITEMS.c.id)).mappings()
    return {row["id"]: _entered(dict(row), document) for row in rows}


def _entered(row: Mapping[str, Any], document: str) -> Entered:
    reading = json.loads(row["reading"]) if row["reading"] else None
    key = ProjectKey(document, row["id"])
    corrections, shown = json.loads(row["corrections"]), json.loads(row["payload"])
    return Entered(
        standing=Standing(key, row["known"], reading, corrections, shown),
        position=row["position"],
        state=ItemState(row["state"]),
        reason=row["reason"],
        who=row["who"],
        at=row["at"],
        known=row["known"],
    )


def put_items(connection: sa.Connection, draft: str, items: Iterable[Entered]) -> None:
    """Write items, new ones and those that are here."""
    rows = [_item_row(draft, item) for item in items]
    if not rows:
        return
    row = insert(ITEMS)
    keys = ("draft", "id")
    others = {c.name: row.excluded[c.name] for c in ITEMS.columns if c.name not in keys}
    connection.execute(row.on_conflict_do_update(index_elements=keys, set_=others), rows)


def _item_row(draft: str, item: Entered) -> Json:
    standing = item.standing
    reading = standing.reading
    return {
        "draft": draft,
        "id": item.id,
        "position": item.position,
        "state": item.state.value,
        "reason": item.reason,
        "who": item.who,
        "at": item.at,
        "known": item.known,
        "reading": None if reading is None else json.dumps(reading, ensure_ascii=False),
        "corrections": json.dumps(dict(standing.corrections), ensure_ascii=False),
        "payload": json.dumps(standing.shown, ensure_ascii=False),
    }


def reopen_items(
    connection: sa.Connection,
    key: ProjectKey,
    version: int,
    *,
    was: ItemState = ItemState.ACCEPTED,
    known: int | None = None,
) -> None:
    """Open the items again of a project whose decision was taken back, at its version now.

    `known` is the version that the decision led to, None for whichever.
    """
    of_document = sa.func.json_extract(DRAFTS.c.facts, "$.sha256") == key.document
    drafts = sa.select(DRAFTS.c.id).where(of_document)
    is_it = (ITEMS.c.id == key.id) & (ITEMS.c.state == was.value)
    if known is not None:
        is_it &= ITEMS.c.known == known
    update = sa.update(ITEMS).where(is_it, ITEMS.c.draft.in_(drafts))
    again = {"state": ItemState.OPEN.value, "who": "", "at": "", "reason": "", "known": version}
    if connection.execute(update.values(**again)).rowcount:
        bump = sa.update(DRAFTS).where(of_document)
        connection.execute(bump.values(version=DRAFTS.c.version + 1))


def draft_of(connection: sa.Connection, row: Mapping[str, Any]) -> Draft:
    """Return a draft as a page sees it."""
    facts = facts_of_draft(row)
    entered = items_of(connection, row["id"], facts.sha256)
    items = in_order(map(seen, entered.values()), {i.id: i.position for i in entered.values()})
    left = sum(item.state is ItemState.OPEN for item in items)
    return Draft(
        head=_head(row, left, len(items)),
        version=row["version"],
        items=items,
        targets=targets_of_draft(row),
        text=row["text"],
        columns=json.loads(row["facts"]).get("columns", {}),
    )


def heads_of(connection: sa.Connection, owner: Owner | None) -> tuple[DraftHead, ...]:
    """Return the heads of an owner's drafts (None: of all), the latest first."""
    if not has_history(connection):
        return ()
    is_open = sa.case((ITEMS.c.state == ItemState.OPEN.value, 1), else_=0)
    columns = [c for c in DRAFTS.columns if c.name not in {"text", "targets"}]
    query = (
        sa.select(
            *columns, sa.func.sum(is_open).label("left"), sa.func.count(ITEMS.c.id).label("n")
        )
        .outerjoin(ITEMS)
        .group_by(DRAFTS.c.id)
        .order_by(DRAFTS.c.changed.desc(), DRAFTS.c.id)
    )
    if owner is not None:
        query = query.where(DRAFTS.c.owner == owner.key)
    rows = connection.execute(query).mappings()
    return tuple(_head(dict(row), row["left"] or 0, row["n"]) for row in rows)


def _head(row: Mapping[str, Any], left: int, total: int) -> DraftHead:
    return DraftHead(
        id=row["id"],
        facts=facts_of_draft(row),
        created=row["created"],
        changed=row["changed"],
        left=left,
        total=total,
        note=row["note"],
        owner=Owner(row["owner"]),
    )

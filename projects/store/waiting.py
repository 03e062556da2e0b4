"""A reading of a document of which a draft waits: told apart, or put in the draft's place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from projects.reviewing.carrying import Carried, aligned, carried, is_judged
from projects.reviewing.drafts import ItemState, Replaced, Waiting
from projects.reviewing.fields import is_said
from projects.reviewing.items import Entered
from projects.reviewing.values import Standing
from projects.reviewing.whys import OUT, code_of, coded
from projects.store.draftrows import heads_of, items_of, put_items, touch, written
from projects.store.rereads import reread_steps
from projects.store.schema import DRAFTS, ITEMS
from projects.store.standings import history_of, ids_ever, old_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from projects.reviewing.drafts import DraftHead, Owner
    from projects.reviewing.rereading import Step
    from projects.reviewing.values import FullReading, Json

__all__ = [
    "aligned_with",
    "begun",
    "draft_of_document",
    "put_instead",
    "replaced",
    "told_of",
    "waiting_of",
]


class _Begun(NamedTuple):
    """What a draft begins with: its items.

    `steady` are ids the registry has with the same facts, `still` those among them that are read
    to the letter as they were.
    """

    items: tuple[Entered, ...]
    steady: frozenset[str]
    still: frozenset[str]


def begun(connection: sa.Connection, reading: FullReading) -> _Begun:
    """Make items of a reading, each with what people did to its project in the registry."""
    steps = reread_steps(connection, reading, None)[: len(reading.projects)]
    items = tuple(_as_decided(connection, item) for item in _items(steps))
    here = [step for step in steps if step.before is not None and step.how == "stays"]
    steady = (s for s in here if not any(is_said(c.field) and not c.of_reading for c in s.changes))
    still = (s for s in here if s.before == s.after)
    return _Begun(
        items,
        frozenset(step.after.key.id for step in steady),
        frozenset(step.after.key.id for step in still),
    )


def _items(steps: Sequence[Step]) -> Iterable[Entered]:
    for position, step in enumerate(steps):
        before, after = step.before, step.after
        if before is None:
            reading = after.reading or {}
            yield Entered(Standing(after.key, 0, reading, {}, reading), position)
            continue
        item = Entered(after, position, known=before.version)
        if step.how == "stays_out":
            shown: Json = after.reading or {}
            out = replace(after, shown=shown, corrections={})
            yield replace(item, standing=out, state=ItemState.REJECTED, reason=coded(OUT))
        elif "checked" in after.corrections and not step.changes:
            yield replace(item, state=ItemState.ACCEPTED, who=after.corrections["checked"]["by"])
        else:
            yield item


def _as_decided(connection: sa.Connection, item: Entered) -> Entered:
    """Say of what an earlier review split or merged away that it did."""
    if item.state is not ItemState.REJECTED:
        return item
    history = history_of(connection, item.standing.key)
    why = history[-1].why if history else ""
    return replace(item, reason=why) if code_of(why) else item


def draft_of_document(connection: sa.Connection, document: str, owner: Owner) -> DraftHead | None:
    """Return the owner's latest draft of a document, one that is not done before one that is."""
    heads = [h for h in heads_of(connection, owner) if h.facts.sha256 == document]
    return next((head for head in heads if head.left), heads[0] if heads else None)


def aligned_with(connection: sa.Connection, reading: FullReading, draft: str) -> FullReading:
    """Give a reading the ids by which a draft of its document, and the registry, know its rows."""
    document = reading.facts.sha256
    items = items_of(connection, draft, document)
    here = (entry.standing for entry in old_of(connection, document))
    known = [*(i.standing for i in items.values()), *(s for s in here if s.key.id not in items)]
    read = [standing.reading for standing in known if standing.reading is not None]
    used = ids_ever(connection, document) | set(items)
    projects = aligned(reading.projects, read, used=used, document=document)
    return replace(reading, projects=projects)


def waiting_of(connection: sa.Connection, reading: FullReading, owner: Owner) -> Waiting | None:
    """See `Drafts.waiting`."""
    document = reading.facts.sha256
    heads = [h for h in heads_of(connection, owner) if h.facts.sha256 == document and h.left]
    told = [_told(connection, reading, head, len(heads) - 1) for head in heads]
    return next((waiting for waiting in told if waiting.is_same), told[0] if told else None)


def _told(connection: sa.Connection, reading: FullReading, head: DraftHead, others: int) -> Waiting:
    row = connection.execute(sa.select(DRAFTS).where(DRAFTS.c.id == head.id)).mappings().one()
    items = items_of(connection, head.id, reading.facts.sha256)
    reading = aligned_with(connection, reading, head.id)
    new = begun(connection, reading)
    would, told = carried(items, new.items, steady=new.steady), written(reading)
    is_same = (
        _facts(row["facts"]) == _facts(str(told["facts"]))
        and row["targets"] == told["targets"]
        and row["text"] == told["text"]
        and _are_same(items, new)
    )
    return Waiting(
        head,
        row["version"],
        judged=sum(map(is_judged, items.values())),
        is_same=is_same,
        kept=would.kept,
        again=_names(would.again),
        left=_names(would.left),
        others=others,
    )


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _facts(of_draft: str) -> Json:
    """Take a document's facts but for the name its file happened to have.

    Other columns read other rows; drafts from before these were kept have none.
    """
    told: Json = json.loads(of_draft)
    return {key: value for key, value in told.items() if key not in {"source", "columns"}}


def _are_same(items: dict[str, Entered], new: _Begun) -> bool:
    """Tell whether a reading names the rows the draft has, or the registry, as they were read."""
    ids = {item.id for item in new.items}
    if any(i.standing.reading is not None and i.id not in ids for i in items.values()):
        return False
    return all(
        items[i.id].standing.reading == json.loads(_written(i.standing.reading))
        if i.id in items
        else i.id in new.still
        for i in new.items
    )


def _names(items: Iterable[Entered]) -> tuple[str, ...]:
    return tuple(item.project.name for item in items)


def replaced(
    connection: sa.Connection, row: Json, reading: FullReading, *, at: str, note: str
) -> Replaced:
    """See `Drafts.instead`; `row` is the draft's."""
    draft = row["id"]
    reading = aligned_with(connection, reading, draft)
    new = begun(connection, reading)
    items = items_of(connection, draft, reading.facts.sha256)
    done = carried(items, new.items, steady=new.steady)
    put_instead(connection, draft, reading, done, at=at, note=note)
    return told_of(done)


def told_of(done: Carried) -> Replaced:
    """Tell people what became of what they judged."""
    left = sum(item.state is ItemState.OPEN for item in done.items)
    return Replaced(done.kept, _names(done.again), _names(done.left), left)


def put_instead(
    connection: sa.Connection,
    draft: str,
    reading: FullReading,
    done: Carried,
    *,
    at: str,
    note: str | None = None,
) -> None:
    """Write a reading and its items in the place of a draft's; a `note` of None stays."""
    told = written(reading) | ({} if note is None else {"note": note})
    connection.execute(sa.update(DRAFTS).where(DRAFTS.c.id == draft).values(**told))
    connection.execute(sa.delete(ITEMS).where(ITEMS.c.draft == draft))
    put_items(connection, draft, done.items)
    touch(connection, draft, at)

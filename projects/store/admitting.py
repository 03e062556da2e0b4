"""A reading into the registry as far as it is in no doubt; the rest waits as a draft."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from projects.contract import project_from_json, project_to_json
from projects.reviewing.applying import composed
from projects.reviewing.carrying import carried
from projects.reviewing.drafts import Admitted
from projects.reviewing.fields import flat, is_said, whole
from projects.reviewing.items import Entered
from projects.reviewing.values import ProjectKey, Standing
from projects.store.database import iso
from projects.store.draftrows import insert_draft, items_of, put_items
from projects.store.groups import members_waiting
from projects.store.rereads import reread_steps, store_reading
from projects.store.standings import old_of
from projects.store.waiting import aligned_with, draft_of_document, put_instead, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import sqlalchemy as sa

    from projects.models import Project
    from projects.reviewing.drafts import DraftHead, Owner, Replaced
    from projects.reviewing.rereading import Step
    from projects.reviewing.values import FullReading, Signature

__all__ = ["admitted_above", "insert_with", "updated"]

_OF_TEXT = frozenset({"start", "end", "mentions", "section", "page", "doubles", "checked"})


def admitted_above(
    connection: sa.Connection,
    reading: FullReading,
    confidence: float,
    owner: Owner,
    signed: Signature,
) -> Admitted:
    """See `Drafts.accept_above`; a member waits with its group."""
    reading, _, known = _of_draft(connection, reading, owner)
    steps = reread_steps(connection, reading, None)[: len(reading.projects)]
    found = [project_from_json(step.after.reading or {}) for step in steps]
    waits = {
        project.id
        for step, project in zip(steps, found, strict=True)
        if step.before is None and (project.confidence < confidence or project.id in known)
    }  # what a person is at is not taken in behind their back
    fresh = [p for step, p in zip(steps, found, strict=True) if step.before is None]
    waits |= members_waiting(waits, {p.id: p.part_of for p in fresh})
    sure = tuple(project for project in found if project.id not in waits)
    doubtful = [_entered(p, at) for at, p in enumerate(found) if p.id in waits]
    store_reading(connection, replace(reading, projects=sure), signed, reserved=waits)
    draft, onto = _kept_for_review(connection, reading, doubtful, owner, iso(signed.at))
    return Admitted(len(sure), onto.open if onto else len(doubtful), draft, onto)


def updated(
    connection: sa.Connection,
    reading: FullReading,
    owner: Owner,
    signed: Signature,
    *,
    supersedes: str | None,
) -> Admitted:
    """See `Drafts.update`."""
    reading, *_ = _of_draft(connection, reading, owner)
    steps = reread_steps(connection, reading, supersedes)[: len(reading.projects)]
    waits = [step for step in steps if step.how == "added" or _changes(step)]
    ids = {step.after.key.id for step in waits}
    known = {step.after.key.id for step in steps if step.how != "added"}
    stored = tuple(_held(step, known) for step in steps if step.how != "added")
    as_it_stands = replace(reading, projects=stored)
    store_reading(connection, as_it_stands, signed, supersedes=supersedes, reserved=ids - known)
    document = reading.facts.sha256
    here = {old.standing.key.id: old.standing.version for old in old_of(connection, document)}
    items = [
        _waiting(step, position, here.get(step.after.key.id, 0))
        for position, step in enumerate(steps)
        if step.after.key.id in ids
    ]
    draft, onto = _kept_for_review(connection, reading, items, owner, iso(signed.at))
    return Admitted(len(stored), onto.open if onto else len(items), draft, onto)


def _changes(step: Step) -> bool:
    return any(is_said(change.field) and not change.of_reading for change in step.changes)


def _held(step: Step, known: set[str]) -> Project:
    """Return what is read, with the facts that stand today where it would change them.

    Where the text names it is told as it is now. A group that is gone cannot be kept.
    """
    reading = step.after.reading or {}
    if step.how != "stays" or not _changes(step):
        return project_from_json(reading)
    was = {
        change.field: change.was
        for change in step.changes
        if not change.of_reading
        and change.field not in _OF_TEXT
        and (change.field != "part_of" or change.was is None or change.was in known)
    }
    key = step.after.key
    fields = {**flat(reading), **was}
    return project_from_json(whole(fields, document=key.document, id_=key.id))


def _waiting(step: Step, position: int, version: int) -> Entered:
    """Make an item of what a reading adds or would change, with the corrections that stand."""
    after = step.after
    corrections = {f: v for f, v in after.corrections.items() if f != "checked"}
    shown = composed(after.key, after.reading, corrections)
    standing = replace(after, version=version, corrections=corrections, shown=shown)
    return Entered(standing, position, known=version)


def insert_with(
    connection: sa.Connection,
    reading: FullReading,
    items: Iterable[Entered],
    owner: Owner,
    at: str,
    note: str,
) -> str:
    """Insert a draft with its items; returns its id."""
    id_ = secrets.token_hex(12)
    insert_draft(connection, id_, owner, reading, at=at, note=note)
    put_items(connection, id_, items)
    return id_


def _of_draft(
    connection: sa.Connection, reading: FullReading, owner: Owner
) -> tuple[FullReading, DraftHead | None, dict[str, Entered]]:
    """Return the owner's draft of the document, its items, and the reading by their ids."""
    document = reading.facts.sha256
    draft = draft_of_document(connection, document, owner)
    if draft is None:
        return reading, None, {}
    return (
        aligned_with(connection, reading, draft.id),
        draft,
        items_of(connection, draft.id, document),
    )


def _kept_for_review(
    connection: sa.Connection,
    reading: FullReading,
    items: Sequence[Entered],
    owner: Owner,
    at: str,
) -> tuple[str | None, Replaced | None]:
    """Put doubtful items into the owner's draft of the document, or into a new one.

    Returns
    -------
    The draft, None where nothing is left, and what became of the one that was there.
    """
    _, draft, known = _of_draft(connection, reading, owner)
    if draft is None:
        return (insert_with(connection, reading, items, owner, at, "") if items else None), None
    done = carried(known, items, read={project.id for project in reading.projects})
    if done.items != tuple(known.values()):
        put_instead(connection, draft.id, reading, done, at=at)
    told = told_of(done)
    return (draft.id if told.open else None), told


def _entered(project: Project, position: int) -> Entered:
    """Make an item of what was read."""
    reading = project_to_json(project)
    key = ProjectKey(project.document, project.id)
    return Entered(Standing(key, 0, reading, {}, reading), position)

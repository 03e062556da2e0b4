"""From a draft into the registry: what was accepted, and the knowledge of what was turned down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from projects.errors import EditConflict
from projects.models import Check
from projects.reviewing.applying import came, composed, described, gone
from projects.reviewing.drafts import ItemState
from projects.reviewing.fields import difference, flat, same
from projects.reviewing.values import MACHINE, Action, Change, Standing
from projects.reviewing.whys import for_history
from projects.store.documents import document_of, put_facts, put_targets
from projects.store.standings import (
    Entry,
    history_of,
    next_time,
    old_of,
    write_entries,
    write_event,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sqlalchemy as sa

    from projects.reviewing.items import Entered
    from projects.reviewing.rereading import Old
    from projects.reviewing.values import FullReading, Revision, Signature

__all__ = ["accept_items"]


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who accepts: a person's name is the mark of the check."""

    signed: Signature
    at: str

    @property
    def check(self) -> Check | None:
        return None if self.signed.who == MACHINE else Check(self.signed.who, self.at)


def accept_items(
    connection: sa.Connection,
    head: FullReading,
    items: Mapping[str, Entered],
    chosen: Sequence[Entered],
    signed: Signature,
) -> tuple[Entered, ...]:
    """Bring items into the registry, in the transaction of `connection`.

    Parameters
    ----------
    head
        The draft's document, targets and text; its projects do not count.
    items
        All items of the draft, by id.
    chosen
        Those to be accepted.

    Returns
    -------
    The items that changed: accepted, or turned down and now known to be so.

    Raises
    ------
    EditConflict
        If a project was changed in the registry since the draft was made.
    """
    hand = _Hand(signed, next_time(connection, signed))
    document = head.facts.sha256
    down = [i for i in items.values() if i.state is ItemState.REJECTED and i.standing.reading]
    old = {
        entry.standing.key.id: entry
        for entry in old_of(connection, document, [i.id for i in (*chosen, *down)])
    }
    down = [item for item in down if item.id not in old or not old[item.id].out]
    _check_versions(connection, [*chosen, *down], old)
    is_new = document_of(connection, document) is None
    changes = put_facts(connection, head.facts, head.text)
    if is_new:
        changes += put_targets(connection, document, head.targets)
        write_event(connection, document, Action.READ, (Change("projects", None, 0),), signed)
    elif changes:
        write_event(connection, document, Action.REREAD, changes, signed)
    entries = [_accepted(item, old.get(item.id), items, hand) for item in chosen]
    rejects = [_rejected(item, old.get(item.id)) for item in down]
    write_entries(connection, [e for e in (*entries, *rejects) if e.changes or e.out], signed)
    accepted = [
        replace(item, state=ItemState.ACCEPTED, who=signed.who, at=hand.at, known=e.after.version)
        for item, e in zip(chosen, entries, strict=True)
    ]
    known = [replace(i, known=e.after.version) for i, e in zip(down, rejects, strict=True)]
    return (*accepted, *known)


def _check_versions(
    connection: sa.Connection, items: Sequence[Entered], old: Mapping[str, Old]
) -> None:
    """Refuse what somebody changed in the registry since the draft was made."""
    newer: list[Revision] = []
    names = []
    for item in items:
        entry = old.get(item.id)
        if entry is not None and entry.standing.version > item.known:
            found = history_of(connection, entry.standing.key)
            newer += [revision for revision in found if revision.version > item.known]
            names.append(item.project.name)
    if names:
        what = "、".join(names[:5])
        message = (
            f"{what}: changed in the registry since the draft was made ({described(newer[:5])}). "
            "Take the registry's state over into the draft (renew), look, and accept again."
        )
        raise EditConflict(message, tuple(newer))


def _accepted(item: Entered, old: Old | None, items: Mapping[str, Entered], hand: _Hand) -> Entry:
    standing = item.standing
    corrections = {f: v for f, v in standing.corrections.items() if f != "checked"}
    shown = standing.shown or {}
    group = items.get(shown["part_of"] or "")
    if group is not None and group.state is ItemState.REJECTED:
        corrections["part_of"] = None
    if hand.check is not None:
        corrections["checked"] = asdict(hand.check)
    before = old.standing if old else None
    version = before.version + 1 if before else 1
    after = Standing(
        standing.key,
        version,
        standing.reading,
        corrections,
        composed(standing.key, standing.reading, corrections),
    )
    if before is None or before.shown is None:
        changes = (came(after), *_by_hand(after))
    else:
        changes = tuple(
            replace(c, hand_was=c.field in before.corrections, hand_is=c.field in corrections)
            for c in difference(flat(before.shown), flat(after.shown or {}))
        )
    if not changes:
        after = replace(after, version=version - 1)
    return Entry(after, changes, Action.ACCEPT, None if before and before.shown else item.position)


def _by_hand(after: Standing) -> tuple[Change, ...]:
    """Tell what was put right before it was accepted."""
    read = flat(after.reading) if after.reading else {}
    return tuple(
        Change(field, read.get(field), value, hand_is=True)
        for field, value in after.corrections.items()
        if after.reading is not None and not same(read.get(field), value)
    )


def _rejected(item: Entered, old: Old | None) -> Entry:
    """Note that a reading was turned down; where the registry has it, it goes."""
    before = old.standing if old else None
    if before is not None and before.shown is not None:
        after, change = gone(before)
        return Entry(after, (change,), Action.REMOVE, out=True, why=for_history(item.reason))
    version = before.version + 1 if before else 1
    after = replace(item.standing, version=version, shown=None)
    return Entry(after, (), Action.REJECT, out=True, why=for_history(item.reason))

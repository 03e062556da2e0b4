"""A reading comes where a draft of its document waits: what people judged is carried over to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projects.contract import project_from_json
from projects.reviewing.applying import composed
from projects.reviewing.drafts import ItemState
from projects.reviewing.fields import difference, flat, is_said
from projects.reviewing.matching import matched, renumbered
from projects.reviewing.whys import code_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from projects.models import Project
    from projects.reviewing.items import Entered
    from projects.reviewing.values import Json

__all__ = ["Carried", "aligned", "carried", "is_judged"]

_BESIDE = "ledger.other"
"""Columns that were taken for no field: other ones, whenever a list is read otherwise."""


@dataclass(frozen=True, slots=True)
class Carried:
    """All items a draft has then.

    `kept` judgements stay. `again` are items decided before and open again, since they are read
    otherwise; `left` what people worked on and the reading does not name, which stays.
    """

    items: tuple[Entered, ...]
    kept: int
    again: tuple[Entered, ...]
    left: tuple[Entered, ...]


def aligned(
    projects: Sequence[Project], known: Iterable[Json], *, used: Iterable[str], document: str
) -> tuple[Project, ...]:
    """Give a reading's projects the ids by which a draft and the registry know them.

    Parameters
    ----------
    known
        What was read before, of the same text.
    used
        Every id the document ever had, in the registry and in the draft.
    """
    was = [project_from_json(reading) for reading in known]
    pairs = matched(was, projects, same_text=True)
    ids = {index: was[at].id for index, at in pairs.items()}
    return renumbered(projects, ids, used=used, document=document)


def carried(
    items: Mapping[str, Entered],
    new: Sequence[Entered],
    *,
    read: Collection[str] = (),
    steady: Collection[str] = (),
) -> Carried:
    """Put a reading in the place of a draft's.

    What was turned down stays so where the row is the same, what was put right lies over the new
    reading, a split or a merge stays. What nobody touched and the reading does not name goes.

    Parameters
    ----------
    items
        The draft's, by id.
    new
        Items of the reading, by the same ids (see `aligned`).
    read
        Ids the reading names beyond `new`.
    steady
        Ids of what stands in the registry as it is read now.
    """
    found = {item.id: _over(items[item.id], item, steady) for item in new if item.id in items}
    every = [found.get(item.id, item) for item in new]
    ids = {item.id for item in every}
    absent = [item for item in items.values() if item.id not in ids]
    stays = [item for item in absent if is_judged(item) and not _is_turned_down(item)]
    stays += _groups_of((*every, *stays), {i.id: i for i in absent if i not in stays})
    again = [i for i in found.values() if _is_decided(items[i.id]) and not _is_decided(i)]
    kept = sum(is_judged(items[i.id]) for i in found.values()) - len(again)
    left = tuple(i for i in stays if i.id not in read and is_judged(i) and i.standing.reading)
    return Carried((*every, *stays), kept, tuple(again), left)


def is_judged(item: Entered) -> bool:
    """Tell whether a person decided on an item, or put something of it right."""
    return _is_decided(item) or bool(_by_hand(item)) or item.standing.reading is None


def _is_decided(item: Entered) -> bool:
    return item.state is not ItemState.OPEN


def _is_turned_down(item: Entered) -> bool:
    """Tell whether it was turned down, and nothing else was done with it."""
    return (
        item.state is ItemState.REJECTED
        and not code_of(item.reason)
        and not _by_hand(item)
        and item.standing.reading is not None
    )


def _by_hand(item: Entered) -> Json:
    return {f: v for f, v in item.standing.corrections.items() if f != "checked"}


def _over(old: Entered, new: Entered, steady: Collection[str]) -> Entered:
    """Carry what became of an item over to the same row as it is read now."""
    if old.state is ItemState.ACCEPTED:
        is_there = new.id in steady and new.state is not ItemState.REJECTED
        return replace(old, standing=new.standing, known=new.known) if is_there else new
    own = _by_hand(old)
    if not own and old.state is ItemState.OPEN:
        return new
    shown = composed(new.standing.key, new.standing.reading, own)
    standing = replace(
        new.standing, version=old.standing.version, corrections=own, shown=shown
    )  # a newer state of the registry is told when it is accepted, as ever
    is_kept = old.state is ItemState.REJECTED and (
        new.state is ItemState.REJECTED or code_of(old.reason) or _is_same(old, new)
    )
    if old.state is ItemState.OPEN or is_kept:
        return replace(old, standing=standing, position=new.position)
    return replace(new, standing=standing, state=ItemState.OPEN, reason="", known=old.known)


def _is_same(old: Entered, new: Entered) -> bool:
    """Tell whether a row says what it said, but for where, how surely, and columns beside."""
    was, is_ = flat(old.standing.reading or {}), flat(new.standing.reading or {})
    fields = {change.field for change in difference(was, is_)} - {_BESIDE}
    return not any(map(is_said, fields))


def _groups_of(items: Sequence[Entered], absent: Mapping[str, Entered]) -> list[Entered]:
    """Return what is not read any more, but what stays is part of it."""
    found: dict[str, Entered] = {}
    waiting = list(items)
    while waiting:
        group = (waiting.pop().standing.shown or {}).get("part_of") or ""
        if group in absent and group not in found:
            found[group] = absent[group]
            waiting.append(absent[group])
    return list(found.values())

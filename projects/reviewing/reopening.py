"""Opening items again that were turned down, such that nothing is counted twice.

The whole of a split takes its parts back, what was merged away is parted again from what it went
into, and where the registry has one of those already, it is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from projects.errors import DraftError
from projects.reviewing.applying import composed
from projects.reviewing.drafts import ItemState
from projects.reviewing.fields import same
from projects.reviewing.items import Entered, decided
from projects.reviewing.whys import JOINED, MERGED, SPLIT, code_of, coded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Items = Mapping[str, Entered]

__all__ = ["reopened"]


def reopened(chosen: Sequence[Entered], items: Items) -> tuple[Entered, ...]:
    """Open items again; returns all items that change by it.

    Raises
    ------
    DraftError
        If one was accepted, is the part of a whole that stands again, or stands in the registry by
        its parts or by what it was merged into.
    """
    now = dict(items)
    for id_ in [item.id for item in chosen]:
        now |= {item.id: item for item in _opened(now[id_], now)}
    return tuple(item for id_, item in now.items() if item is not items[id_])


def _opened(item: Entered, items: Items) -> tuple[Entered, ...]:
    why = code_of(item.reason)
    code = why.get("why") if item.state is ItemState.REJECTED else None
    if code == SPLIT:
        return (_open(item), *_rejoined(item, why, items))
    if code == MERGED:
        return _parted(item, why, items)
    if code == JOINED:
        message = f"{item.project.name}: {why['names'][0]} stands for it again; split that instead."
        raise DraftError(message)
    return (_open(item),)


def _open(item: Entered) -> Entered:
    return decided(item, ItemState.OPEN, reason="", who="", at="")


def _rejoined(whole: Entered, why: dict[str, Any], items: Items) -> list[Entered]:
    """Turn down the parts of a whole that stands again, and the parts of those."""
    parts = _parts(why, items)
    if here := [part.project.name for part in parts if part.state is ItemState.ACCEPTED]:
        message = (
            f"{whole.project.name}: its parts {'、'.join(here)} are in the registry; "
            "take those out there first."
        )
        raise DraftError(message)
    reason = coded(JOINED, [whole.project.name])
    return [replace(part, state=ItemState.REJECTED, reason=reason) for part in parts]


def _parts(why: dict[str, Any], items: Items) -> list[Entered]:
    found = []
    for part in (items[id_] for id_ in why["parts"] if id_ in items):
        found.append(part)
        further = code_of(part.reason)
        if further.get("why") == SPLIT:
            found += _parts(further, items)
    return found


def _parted(item: Entered, why: dict[str, Any], items: Items) -> tuple[Entered, ...]:
    """Undo a merge: what it took goes back, but for what a person put right since."""
    first = items[why["into"]]
    away = [items[id_] for id_ in why["away"]]
    if first.state is ItemState.ACCEPTED:
        message = (
            f"{first.project.name}: it is in the registry with what was merged into it; "
            "take it out there first."
        )
        raise DraftError(message)
    later = [i.at for i in items.values() if code_of(i.reason).get("into") == first.id]
    if code_of(first.reason) or max(later) > item.at:
        message = f"{first.project.name}: it was split or merged itself later; undo that first."
        raise DraftError(message)
    corrections = {
        field: value
        for field, value in first.standing.corrections.items()
        if field not in why["took"] or not same(value, why["took"][field])
    }
    untouched = {f: v for f, v in why["had"].items() if f not in corrections}
    back = [_with(first, {**corrections, **untouched}), *map(_open, away)]
    for id_, own in why["members"].items():
        member = items[id_]
        if member.project.part_of == first.id and member.state is not ItemState.ACCEPTED:
            others = {f: v for f, v in member.standing.corrections.items() if f != "part_of"}
            back.append(_with(member, {**others, **own}))
    return tuple(back)


def _with(item: Entered, corrections: Mapping[str, Any]) -> Entered:
    standing = item.standing
    shown = composed(standing.key, standing.reading, corrections)
    return replace(item, standing=replace(standing, corrections=dict(corrections), shown=shown))

"""The order of a review while one works: what was dealt with keeps its place till decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.reviewing.drafts import ItemState
from projects.reviewing.whys import code_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from projects.reviewing.drafts import Item

__all__ = ["Kept", "following", "in_place", "kept_after", "parts_of"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands among the doubtful, since it was of them before somebody dealt with it.

    `order` is that of the items when it was dealt with.
    """

    ids: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()


def in_place(items: Sequence[Item], kept: Kept) -> tuple[Item, ...]:
    """Return the items with the kept ones where they stood: no row jumps away at an act on it."""
    rank = {id_: place for place, id_ in enumerate(kept.order)}

    def key(item: Item) -> tuple[int, int]:
        if item.state is not ItemState.OPEN:
            return 2, 0
        if not (item.doubts or item.id in kept.ids):
            return 1, 0
        return 0, rank.get(item.id, -1)

    return tuple(sorted(items, key=key))


def kept_after(
    kept: Kept,
    items: Sequence[Item],
    at: str,
    parts: Sequence[str] = (),
    gone: Collection[str] = (),
) -> Kept:
    """Return what is kept once `at` was dealt with; `parts` stand where it stood, `gone` go."""
    ids = kept.ids - set(gone)
    here = next((item for item in items if item.id == at), None)
    if here is None or at in gone or not (here.doubts or at in ids):
        return Kept(ids, kept.order)
    order: list[str] = []
    for item in items:
        order += parts if parts and item.id == at else [item.id]
    return Kept(ids | set(parts or [at]), tuple(order))


def following(
    items: Sequence[Item], at: str | None, gone: Collection[str], kept: Collection[str] = ()
) -> str | None:
    """Return what to look at once `gone` are decided: the next doubtful one that is open.

    From a doubtful one it goes to the next doubtful one, at last to those that were passed over;
    from one in no doubt to the next that is open. What is `kept` counts as doubtful.
    """
    decided = set(gone)
    is_left = [i.state is ItemState.OPEN and i.id not in decided for i in items]
    is_doubtful = {i.id for i in items if i.doubts or i.id in kept}
    place = next((n for n, i in enumerate(items) if i.id == at), -1)
    left = [i.id for i, is_open in zip(items, is_left, strict=True) if is_open]
    behind = left[sum(is_left[: place + 1]) :]
    again = left if at in is_doubtful else ()
    doubtful = [id_ for id_ in (*behind, *again) if id_ in is_doubtful]
    return next(iter((*doubtful, *behind, *left)), None)


def parts_of(items: Sequence[Item], whole: str) -> list[str]:
    """Return the ids of the parts of what was split, in the order they were typed."""
    reasons = (item.reason for item in items if item.id == whole)
    return [part for reason in reasons for part in code_of(reason).get("parts", ())]

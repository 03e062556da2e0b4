"""Drafts: readings that wait for a person, and the items of a review, the doubtful first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from projects.homes import place_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projects.models import DocumentFacts, Project, Target

__all__ = [
    "SURE",
    "Accepted",
    "Admitted",
    "Doubt",
    "Draft",
    "DraftHead",
    "Item",
    "ItemState",
    "Owner",
    "doubts_of",
    "in_order",
]

SURE = 0.9
"""Confidence from which a project's place is not among the doubtful."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a draft is: nobody else sees it. Made by `of_user` or `of_visitor`."""

    key: str

    @classmethod
    def of_user(cls, name: str) -> Owner:
        """Own as a user who signed in."""
        return cls(f"user:{name}")

    @classmethod
    def of_visitor(cls, token: str) -> Owner:
        """Own as an anonymous visitor: whoever holds the token, of which only a hash is kept."""
        return cls(f"visitor:{hashlib.sha256(token.encode()).hexdigest()}")


class ItemState(StrEnum):
    """What became of an item."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Doubt(StrEnum):
    """Why a person should look, gravest first."""

    TIED = "tied"
    """Several places are as likely; its candidates are to choose from."""
    DOUBLE = "double"
    """Another item of the document is perhaps the same project."""
    UNPLACED = "unplaced"
    """No county and at most one candidate, and the plan does not say that it is city-wide."""
    LOW = "low"
    """The place's confidence is below `SURE`."""


@dataclass(frozen=True, slots=True)
class Item:
    """One project of a draft: what was read and what it is by now.

    `reading` is None for a project added by hand. `corrected` names the fields put right by hand.
    `reason` says why it was rejected; `who` and `at` (ISO, UTC) tell who decided.
    `known` is the version of the project of this id that the registry held when the draft was
    made, 0 for one that is new to it.
    """

    id: str
    project: Project
    reading: Project | None
    corrected: tuple[str, ...] = ()
    state: ItemState = ItemState.OPEN
    reason: str = ""
    who: str = ""
    at: str = ""
    known: int = 0

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why a person should look, gravest first."""
        return doubts_of(self.project, corrected=self.corrected)


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft in a list. `left` items are open, of `total`; `created`, `changed` are ISO, UTC."""

    id: str
    facts: DocumentFacts
    created: str
    changed: str
    left: int
    total: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft opened for review: `items` in the order of review, the open and doubtful first.

    `version` grows with every action on the draft; an action that names an older one is refused,
    so that two tabs do not undo each other's work.
    """

    head: DraftHead
    version: int
    items: tuple[Item, ...]
    targets: tuple[Target, ...] = ()
    text: str | None = None

    @property
    def left(self) -> int:
        """How many items are still to be decided."""
        return self.head.left


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting brought into the registry: ids of the projects; how many items are still open.

    `waiting` are ids of what was to be accepted and stays open with the group it is part of.
    """

    document: str
    projects: tuple[str, ...]
    left: int
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Admitted:
    """What `accept_above` did with a reading: `draft` holds what is left, None where nothing is."""

    accepted: int
    left: int
    draft: str | None


def doubts_of(project: Project, *, corrected: Iterable[str] = ()) -> tuple[Doubt, ...]:
    """Tell why a person should look; a place chosen by hand is in no doubt."""
    by_hand = set(corrected)
    is_open = place_class(project) == "unplaced"
    found: dict[Doubt, bool] = {
        Doubt.TIED: is_open and len(project.candidates) > 1,
        Doubt.DOUBLE: bool(project.doubles),
        Doubt.UNPLACED: is_open and len(project.candidates) <= 1,
        Doubt.LOW: bool(project.counties) and project.confidence < SURE,
    }
    about_place = {Doubt.TIED, Doubt.UNPLACED, Doubt.LOW} if "counties" in by_hand else set()
    return tuple(doubt for doubt, holds in found.items() if holds and doubt not in about_place)


def in_order(items: Iterable[Item], positions: Mapping[str, int]) -> tuple[Item, ...]:
    """Sort for review: open ones first, the gravest doubt first, then by confidence and text."""
    gravity = {doubt: rank for rank, doubt in enumerate(Doubt)}

    def key(item: Item) -> tuple[Any, ...]:
        worst = min((gravity[doubt] for doubt in item.doubts), default=len(gravity))
        return (
            item.state is not ItemState.OPEN,
            worst,
            item.project.confidence if worst < len(gravity) else 0.0,
            positions[item.id],
        )

    return tuple(sorted(items, key=key))

"""Drafts: readings that wait for a person, and the items of a review, the doubtful first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
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
    "Elsewhere",
    "Item",
    "ItemState",
    "Owner",
    "Replaced",
    "Waiting",
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

    @property
    def user(self) -> str | None:
        """The user's name; None for a visitor."""
        sort, _, name = self.key.partition(":")
        return name if sort == "user" else None

    @property
    def sign(self) -> str:
        """What tells one visitor from another for people: a part of the hash."""
        return self.key.partition(":")[2][:6]


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
    ELSEWHERE = "elsewhere"
    """Another document of the registry names it already, or perhaps."""
    UNPLACED = "unplaced"
    """No county and at most one candidate, and the plan does not say that it is city-wide."""
    LOW = "low"
    """The place's confidence is below `SURE`."""
    ZERO = "zero"
    """A size of nothing: rather one that is not known, or a slip."""
    PROGRESS = "progress"
    """A list's row tells its progress in words that leave the stage open, or gainsay it."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another document of the registry names already: the same project, or perhaps the same.

    The sums count it once where `is_sure`, and both where it is not.
    """

    project: Project
    title: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One project of a draft: what was read and what it is by now.

    `reading` is None for a project added by hand. `corrected` names the fields put right by hand.
    `reason` says why it was rejected; `who` and `at` (ISO, UTC) tell who decided.
    `known` is the version of the project of this id that the registry held when the draft was
    made, 0 for one that is new to it. `elsewhere` is told by `projects.reviewing.doubles`.
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
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why a person should look, gravest first."""
        found = {*doubts_of(self.project, corrected=self.corrected)}
        if self.elsewhere:
            found.add(Doubt.ELSEWHERE)
        return tuple(doubt for doubt in Doubt if doubt in found)

    @property
    def is_unplaced(self) -> bool:
        """Whether it would come into the registry without a county: 待定位."""
        return place_class(self.project) == "unplaced"


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft in a list. `left` items are open, of `total`; `created`, `changed` are ISO, UTC.

    `owner` is whose it is; only the owner, the terminal and an administrator's list know the draft.
    """

    id: str
    facts: DocumentFacts
    created: str
    changed: str
    left: int
    total: int
    note: str = ""
    owner: Owner = Owner("")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft opened for review: `items` in the order of review, the open and doubtful first.

    `version` grows with every action on the draft; an action that names an older one is refused,
    so that two tabs do not undo each other's work. `columns` are those of its `FullReading`.
    """

    head: DraftHead
    version: int
    items: tuple[Item, ...]
    targets: tuple[Target, ...] = ()
    text: str | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many items are still to be decided."""
        return self.head.left


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting brought into the registry: ids of the projects; how many items are still open.

    `waiting` are ids of what was to be accepted and stays open with the group it is part of;
    `unplaced` names what came in without a county.
    """

    document: str
    projects: tuple[str, ...]
    left: int
    waiting: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """What putting a reading in a draft's place led to.

    `kept` judgements stay, `again` names what is open again, since it is read otherwise, `left`
    what people worked on and is not read any more, which stays; `open` items are to be decided.
    """

    kept: int
    again: tuple[str, ...]
    left: tuple[str, ...]
    open: int


@dataclass(frozen=True, slots=True)
class Admitted:
    """What `accept_above` did with a reading: `draft` holds what is left, None where nothing is.

    `onto` tells what became of what was judged in the draft that waited already, if one did.
    """

    accepted: int
    left: int
    draft: str | None
    onto: Replaced | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that is not done, of the document that was read again just now.

    `judged` of its items are decided or were put right; `version` is the draft's. `is_same` where
    the reading brings nothing else; `kept`, `again` and `left` tell what `Drafts.instead` would do
    (see `Replaced`). `others` drafts of the document wait beside it.
    """

    head: DraftHead
    version: int
    judged: int
    is_same: bool
    kept: int = 0
    again: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    others: int = 0


def doubts_of(project: Project, *, corrected: Iterable[str] = ()) -> tuple[Doubt, ...]:
    """Tell why a person should look; a place chosen by hand is in no doubt."""
    by_hand = set(corrected)
    told_apart = {other.id for other in project.apart if other.document == project.document}
    is_open = place_class(project) == "unplaced"
    found: dict[Doubt, bool] = {
        Doubt.TIED: is_open and len(project.candidates) > 1,
        Doubt.DOUBLE: any(double.id not in told_apart for double in project.doubles),
        Doubt.UNPLACED: is_open and len(project.candidates) <= 1,
        Doubt.LOW: bool(project.counties) and project.confidence < SURE,
        Doubt.ZERO: any(not q.value for q in project.capacity),
        Doubt.PROGRESS: "stage" not in by_hand and _is_stage_open(project),
    }
    about_place = {Doubt.TIED, Doubt.UNPLACED, Doubt.LOW} if "counties" in by_hand else set()
    return tuple(doubt for doubt, holds in found.items() if holds and doubt not in about_place)


def _is_stage_open(project: Project) -> bool:
    from projects.importing.progress import needs_a_look

    ledger = project.ledger
    return ledger is not None and bool(ledger.progress) and needs_a_look(ledger, project.stage)


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

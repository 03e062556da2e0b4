"""Acts: what somebody did in one go, be it one change or the acceptance of a whole plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from projects.reviewing.drafts import DraftHead
    from projects.reviewing.values import Action, ProjectKey

__all__ = ["Act", "ActKey", "ActWish", "Left", "TakenBack"]


class ActKey(NamedTuple):
    """What tells an act from others: one transaction has one moment (ISO, UTC) and one signature.

    `who` is "" for the machine.
    """

    at: str
    who: str


@dataclass(frozen=True, slots=True)
class ActWish:
    """Which acts are asked for; None and "" ask for all.

    `document` stands for the versions it superseded, too; `name` is part of a project's name;
    `since` is the first moment and `until` the first one no longer asked for (both aware of their
    time zone).
    """

    document: str | None = None
    who: str | None = None
    name: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a list, with what was asked for of it.

    `first` and `last` are revisions' numbers; `counts` tells how many changes of projects there
    are of each sort (an action, or in particular "moved" and "dropped" with a new version, "split"
    and "merged" in a review), a project that moved once; `documents` whose they are, and `keys`
    names the first few projects. `read` says that a whole document was read or changed. `undone`
    counts the changes that are taken back as things stand; `whys` are the reasons given, each once.
    """

    key: ActKey
    first: int
    last: int
    counts: tuple[tuple[str, int], ...]
    documents: tuple[str, ...]
    keys: tuple[ProjectKey, ...]
    read: Action | None = None
    undone: int = 0
    is_back: bool = False
    """Whether the reading of a whole document is taken back, as far as it can be."""
    whys: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many changes of projects it has."""
        return sum(count for _, count in self.counts)


class Left(NamedTuple):
    """A change that could not be taken back with its act, and why."""

    number: int
    key: ProjectKey
    fault: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an act back did: how many changes are taken back, and which could not be.

    `opened` are drafts in which items are to be decided again because of it; of those that are
    `stopped` nothing can be accepted any more, since another version stands in their document's
    place.
    """

    done: int
    left: tuple[Left, ...] = ()
    opened: tuple[DraftHead, ...] = ()
    stopped: tuple[DraftHead, ...] = ()

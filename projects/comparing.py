"""Two plans, or two versions of one: which projects were added, dropped, resized."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.amounts import counted
from projects.errors import ProjectsError
from projects.kinds import MEASURES
from projects.repeats import pair_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from projects.models import Project
    from projects.selection import Holdings

__all__ = ["Change", "Comparison", "compare_plans"]

_MEASURES = tuple(key for key in MEASURES if key != "count")


@dataclass(frozen=True, slots=True)
class Change:
    """One project in both: `sizes` is measure → (before, after) where they differ.

    A size is in the measure's unit, None where it is not stated. `restaged` says that the stage
    differs, `moved` that the counties do.
    """

    before: Project
    after: Project
    sizes: Mapping[str, tuple[float | None, float | None]]
    restaged: bool
    moved: bool

    @property
    def is_none(self) -> bool:
        """Whether size, stage and counties are as before."""
        return not (self.sizes or self.restaged or self.moved)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one plan to another, in the order of the texts.

    `unsure` are pairs that may be one project: each is among `added` and `dropped` too.
    """

    added: tuple[Project, ...]
    dropped: tuple[Project, ...]
    changed: tuple[Change, ...]
    same: tuple[Change, ...]
    unsure: tuple[tuple[Project, Project], ...]

    @property
    def resized(self) -> tuple[Change, ...]:
        """Those of which a size differs, is no longer stated or is newly stated."""
        return tuple(change for change in self.changed if change.sizes)


def compare_plans(holdings: Holdings, before: str, after: str, divisions: Divisions) -> Comparison:
    """Compare two documents of a registry, by the SHA-256 of their texts.

    The projects of both are paired as `projects.repeats` does it for sums: by kind, place and
    name. Neither order nor ids matter.

    Raises
    ------
    ProjectsError
        If a document is not held, or both are one.
    """
    if before == after:
        message = "the two plans to compare are one; name another."
        raise ProjectsError(message)
    old, new = (_of(holdings, sha256) for sha256 in (before, after))
    pairs, doubts = pair_up(old, new, holdings.documents, divisions)
    again = _resized(doubts, old, new)
    pairs = sorted([*pairs, *again])
    changes = [_change(old[one], new[other]) for one, other in pairs]
    kept_old, kept_new = {one for one, _ in pairs}, {other for _, other in pairs}
    return Comparison(
        added=tuple(p for row, p in enumerate(new) if row not in kept_new),
        dropped=tuple(p for row, p in enumerate(old) if row not in kept_old),
        changed=tuple(change for change in changes if not change.is_none),
        same=tuple(change for change in changes if change.is_none),
        unsure=tuple((old[one], new[other]) for one, other in doubts if (one, other) not in again),
    )


def _of(holdings: Holdings, sha256: str) -> tuple[Project, ...]:
    if sha256 not in {facts.sha256 for facts in holdings.documents}:
        message = f'"{sha256}" is no document of this registry; read it into it first.'
        raise ProjectsError(message)
    return holdings.of_documents((sha256,)).projects


def _resized(
    doubts: Sequence[tuple[int, int]], old: Sequence[Project], new: Sequence[Project]
) -> set[tuple[int, int]]:
    """Return the pairs that a sum would leave open for their sizes alone.

    A sum must not take two works of one name for one; between two plans the same words for the
    same place are one work with another size, as long as each plan says them once.
    """
    before, after = Counter(one for one, _ in doubts), Counter(other for _, other in doubts)
    return {
        (one, other)
        for one, other in doubts
        if before[one] == after[other] == 1
        and (old[one].name, old[one].counties) == (new[other].name, new[other].counties)
    }


def _change(before: Project, after: Project) -> Change:
    sizes = {m: (counted(before, m), counted(after, m)) for m in _MEASURES}
    return Change(
        before=before,
        after=after,
        sizes={m: pair for m, pair in sizes.items() if pair[0] != pair[1]},
        restaged=before.stage != after.stage,
        moved=set(before.counties) != set(after.counties),
    )

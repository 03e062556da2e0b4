"""A plan's named projects beside its targets (design rule 3): a share, never a gap.

A target is for all that stands or is added in a jurisdiction; the plan names some of it. So the
named projects are a share of the target, and what is missing from it is not known. Where a project
has the target's very figure, the two are perhaps one statement, and that is said. A count is only
compared where its own words name the very kind: ten national green factories (国家级绿色工厂) are a
label given to what stands, and no ten projects.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.amounts import counted, key_of
from projects.models import Nature, Stage
from projects.selection import Holdings
from projects.summaries import place_class, summarise
from projects.target_label import bounds, counts_the_kind, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from projects.amounts import Amount, Key
    from projects.models import Project, Target

__all__ = ["Beside", "beside_targets", "measure_of", "stages_beside"]

_MEASURED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("installed_capacity", "MW"): "power",
        ("installed_capacity", "MWh"): "energy",
        ("area", "ha"): "area",
        ("length", "km"): "length",
        ("count", "count"): "count",
    }
)
"""A target's quantity and unit → the measure its projects are summed by."""

_STAGES: Mapping[str, tuple[Stage, ...]] = MappingProxyType(
    {
        "stock": (Stage.EXISTING, Stage.UNDER_CONSTRUCTION, Stage.PLANNED),
        "increase": (Stage.UNDER_CONSTRUCTION, Stage.PLANNED),
    }
)
_ADDS = frozenset({Nature.NEW, Nature.EXPANSION})


@dataclass(frozen=True, slots=True)
class Beside:
    """A target and what its plan names of it.

    `named` sums the plan's projects of the target's kind and measure in the stages `stages`: of a
    stock what stands too, of an increase what is to come and adds (new, expansion). It is None
    where the target has no such measure or no kind. `share` is `named` as a share of the target,
    None where nothing is stated; of a range it is of the lower bound, as sums count it. `keys` are
    the projects behind `named`, `same` those with the target's very figure (与目标同数,
    疑为同一口径). `words` are the target's own, "" where the text is not at hand; `is_unlike`
    says that it counts something else than projects (口径不同), or may do so.
    """

    target: Target
    measure: str | None
    stages: tuple[Stage, ...]
    named: Amount | None
    share: float | None
    keys: tuple[Key, ...]
    same: tuple[Key, ...]
    words: str = ""
    is_unlike: bool = False


def measure_of(target: Target) -> str | None:
    """Return the measure by which projects can stand beside a target; None for none."""
    if target.kind is None:
        return None
    return _MEASURED.get((target.quantity, target.unit))


def stages_beside(target: Target) -> tuple[Stage, ...]:
    """Return the stages that count beside a target; preliminary work never does silently."""
    return _STAGES.get(target.basis, _STAGES["increase"])


def beside_targets(
    targets: Iterable[Target],
    holdings: Holdings,
    divisions: Divisions,
    *,
    stages: Sequence[Stage] | None = None,
    texts: Callable[[str], str | None] | None = None,
) -> tuple[Beside, ...]:
    """Set the projects that each target's own plan names beside it.

    Parameters
    ----------
    targets
        Of one plan or several; `Target.document` tells whose.
    holdings
        What the registry holds.
    divisions
        Names and hierarchy of the divisions.
    stages
        Count these instead of `stages_beside`.
    texts
        Gives a document's text by its hash, None where it is not at hand.

    Raises
    ------
    UnknownPlace
        If a target's or project's place is no division of today.
    """
    of = lru_cache(maxsize=None)(texts or (lambda _: None))
    return tuple(
        _beside(target, holdings, divisions, stages, words_of(target, of(target.document)))
        for target in targets
    )


def _beside(
    target: Target,
    holdings: Holdings,
    divisions: Divisions,
    stages: Sequence[Stage] | None,
    words: str,
) -> Beside:
    measure = measure_of(target)
    taken = tuple(stages) if stages is not None else stages_beside(target)
    is_unlike = measure == "count" and not counts_the_kind(target, words)
    if measure is None or is_unlike:
        return Beside(target, None, taken, None, None, (), (), words, is_unlike)
    own = holdings.of_documents((target.document,)) if target.document else holdings
    chosen = tuple(project for project in own.projects if _is_meant(project, target))
    summary = summarise(
        Holdings(own.documents, own.projects, chosen),
        divisions=divisions,
        measure=measure,
        place=target.place,
        stages=taken,
    )
    named = summary.total
    keys = summary.keys("total")
    least = bounds(target)[0]
    share = named.value / least if named.stated and least else None
    there = set(keys)
    same = tuple(
        key_of(project)
        for project in chosen
        if key_of(project) in there and counted(project, measure) == target.value
    )
    return Beside(target, measure, taken, named, share, keys, same, words)


def _is_meant(project: Project, target: Target) -> bool:
    """Tell whether a project is of what a target is for: a retrofit adds nothing."""
    if project.kind != target.kind or place_class(project) == "outside":
        return False
    return target.basis != "increase" or project.nature in _ADDS

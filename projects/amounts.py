"""What each project adds to a sum of one measure, so that everything is counted once.

A group's own part is its remainder (design rule 4): what it states less what its members state,
never below zero. Units and roles are never mixed; voltage and output belong to no measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    from projects.models import Project, Quantity
    from projects.selection import Holdings

__all__ = [
    "Amount",
    "Key",
    "Tally",
    "amounts_of",
    "exact",
    "exactly",
    "is_qualified",
    "measured",
    "own_amounts",
    "total",
]

Key = tuple[str, str]
"""(document, id) of a project: ids are unique only within their document."""

_ZERO = Decimal(0)
# The longest sum of doubles has 309 digits before the point and 324 after it: nothing is rounded.
_EXACT = Context(prec=700)
_SUMMED: Mapping[str, tuple[str, tuple[Role, ...]]] = MappingProxyType(
    {
        "power": ("MW", (Role.CAPACITY,)),
        "energy": ("MWh", (Role.CAPACITY,)),
        "area": ("ha", (Role.AREA, Role.CAPACITY)),
        "length": ("km", (Role.LENGTH, Role.CAPACITY)),
    }
)
"""Measure → its unit and the roles it may have; of a project's roles only the first counts."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum for people and JSON: `value` in the measure's unit, over `projects` projects.

    `qualified` says that 约, 以上 or a range is part of it. `stated` counts the projects that
    state the measure at all: most state no capacity.
    """

    value: float
    projects: int
    qualified: bool
    stated: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The same while it is being summed: exact."""

    value: Decimal
    projects: int
    qualified: bool
    stated: int


_ONE = Tally(Decimal(1), projects=1, qualified=False, stated=1)
_UNSTATED = Tally(_ZERO, projects=1, qualified=False, stated=0)
_EMPTY = (_ZERO, False)


def own_amounts(
    projects: Iterable[Project], measure: str
) -> tuple[dict[Key, Tally], frozenset[Key]]:
    """Work out what each project adds to a sum.

    Returns
    -------
    dict, frozenset
        The part of every project, groups reduced to their remainder; and the groups whose members
        together state more than the group does.
    """
    by_key = {(project.document, project.id): project for project in projects}
    if measure == "count":
        return dict.fromkeys(by_key, _ONE), frozenset()
    members = _members(by_key)
    own: dict[Key, Tally] = {}
    over: set[Key] = set()
    whole: dict[Key, tuple[Decimal, bool]] = {}
    with exactly():
        for key in _members_first(by_key, members):
            quantities = measured(by_key[key], measure)
            if not quantities and key not in members:  # as most are, so that they share one value
                own[key], whole[key] = _UNSTATED, _EMPTY
                continue
            stated = sum((exact(q.value) for q in quantities), _ZERO)
            parts = [whole[member] for member in members.get(key, ())]
            inside = sum((part[0] for part in parts), _ZERO)
            vague = any(map(is_qualified, quantities))
            if quantities and parts:
                vague = vague or any(part[1] for part in parts)
                if inside > stated:
                    over.add(key)
            rest = max(stated - inside, _ZERO)
            own[key] = Tally(rest, projects=1, qualified=vague, stated=int(bool(quantities)))
            whole[key] = (max(stated, inside), vague)
    return own, frozenset(over)


def amounts_of(holdings: Holdings, measure: str) -> tuple[dict[Key, Tally], frozenset[Key]]:
    """Give `own_amounts` of all that is held, worked out once."""
    return holdings.once(
        ("amounts", measure), lambda: own_amounts(holdings.projects, measure), of_all=True
    )


def measured(project: Project, measure: str) -> tuple[Quantity, ...]:
    """Pick the project's quantities of one measure; () for a count, which needs none."""
    if measure not in _SUMMED or not project.capacity:
        return ()
    unit, roles = _SUMMED[measure]
    for role in roles:
        found = tuple(q for q in project.capacity if q.unit == unit and q.role == role)
        if found:
            return found
    return ()


def total(tallies: Iterable[Tally]) -> Amount:
    """Add up exactly and turn into numbers for people."""
    parts = list(tallies)
    with exactly():
        value = sum((part.value for part in parts), _ZERO)
    return Amount(
        value=float(value),
        projects=sum(part.projects for part in parts),
        qualified=any(part.qualified for part in parts),
        stated=sum(part.stated for part in parts),
    )


def exactly() -> AbstractContextManager[Context]:
    """Open a context in which sums and differences of decimals are exact."""
    return localcontext(_EXACT)


def exact(value: float) -> Decimal:
    """Take a float for the decimal it was written as: 0.1 is one tenth."""
    return Decimal(repr(float(value)))


def is_qualified(quantity: Quantity) -> bool:
    """Tell whether the text says 约, 以上 or the like, or gives a range."""
    ranged = quantity.low is not None and quantity.low != quantity.high
    return bool(quantity.qualifier) or ranged


def _members(by_key: Mapping[Key, Project]) -> dict[Key, list[Key]]:
    """Group → its direct members; a project that would contain itself belongs to no group."""
    members: dict[Key, list[Key]] = {}
    for key in [key for key, project in by_key.items() if project.part_of is not None]:
        group = _group_of(key, by_key)
        if group is not None and not _contains_itself(key, by_key):
            members.setdefault(group, []).append(key)
    return members


def _group_of(key: Key, by_key: Mapping[Key, Project]) -> Key | None:
    part_of = by_key[key].part_of
    group = (key[0], part_of) if part_of is not None else None
    return group if group in by_key else None


def _contains_itself(key: Key, by_key: Mapping[Key, Project]) -> bool:
    seen: set[Key] = set()
    up = _group_of(key, by_key)
    while up is not None and up not in seen:
        if up == key:
            return True
        seen.add(up)
        up = _group_of(up, by_key)
    return False


def _members_first(by_key: Mapping[Key, Project], members: Mapping[Key, list[Key]]) -> list[Key]:
    """Order the projects so that every group comes after its members."""
    inner = {member for group in members.values() for member in group}
    order = [key for key in by_key if key not in inner]
    for key in order:  # grows while it is walked: the members of members
        order.extend(members.get(key, ()))
    return order[::-1]

"""What each project adds to a sum of one measure, so that everything is counted once.

A group's own part is its remainder (design rule 4): what it states less what its members state,
never below zero. Units and roles are never mixed; voltage and output belong to no measure. A range
counts with its lower bound, and so does "以上": the sum says that it is one.

The arithmetic is in whole numbers of a small unit (`Parts.places` digits after the point), so
that it is exact whatever the figures; a float appears only in the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from projects.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.models import Project, Quantity

__all__ = [
    "Amount",
    "Key",
    "Parts",
    "Tally",
    "counted",
    "floated",
    "key_of",
    "marks_of",
    "measured",
    "own_amounts",
    "own_parts",
    "qualifiers",
    "total",
]

Key = tuple[str, str]
"""(document, id) of a project: ids are unique only within their document."""

_ABOUT, _AT_LEAST, _AT_MOST = 1, 2, 4
_MARKS = {"about": _ABOUT, "at_least": _AT_LEAST, "at_most": _AT_MOST}

_ZERO = Decimal(0)
_WHOLE = 2**53  # from here on a float is not the decimal it was written as
_FEWEST_PLACES = 6  # what is split is split to the millionth
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

_MEASURE = {(unit, role): m for m, (unit, roles) in _SUMMED.items() for role in roles}

_UP_TO = re.compile("以下|以内|不超过|不高于|不大于|不多于|最高|最多|至多|(?<!不)[低少小]于")
_FROM = re.compile("以上|(?<!不)超|突破|不[低少小]于|至少|最少|(?<!不)[大高多]于")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum for people and JSON: `value` in the measure's unit, over `projects` projects.

    `stated` counts the projects that state the measure at all: most state no capacity. Where
    there are projects and none states it, `value` is 0.0 and `known` None: show `known`.
    `qualified` says that 约, 以上 or a range is part of it, and `qualifiers` which: "about",
    "at_least" (以上, or a range, which counts with its lower bound), "at_most". `estimated` is how
    much of the value is an equal share of cross-county projects: no plan states it. `divided`
    counts the projects whose capacity stands in their counties instead: they add nothing here.
    `shared` counts the projects at home elsewhere of which a part is in the value.
    """

    value: float
    projects: int
    qualified: bool
    stated: int = 0
    qualifiers: tuple[str, ...] = ()
    estimated: float = 0.0
    divided: int = 0
    shared: int = 0

    @property
    def known(self) -> float | None:
        """The value; None where there are projects and no part of one is in it."""
        is_there = self.value or not self.projects or self.stated > self.divided
        return self.value if is_there else None


@dataclass(frozen=True, slots=True)
class Tally:
    """What one project adds to a sum: exact."""

    value: Decimal
    projects: int
    qualified: bool
    stated: int
    marks: int = 0


class Parts(NamedTuple):
    """What each project adds, by its place in the sequence given.

    `values` holds those that state the measure, in units of 10**-`places`; `marks` those of them
    that say 约, 以上 or a range, as bits.
    `overfull` are the groups whose members together state more than the group does.
    """

    places: int
    values: dict[int, int]
    marks: dict[int, int]
    overfull: frozenset[int]


_ONE = Tally(Decimal(1), projects=1, qualified=False, stated=1)
_UNSTATED = Tally(_ZERO, projects=1, qualified=False, stated=0)
_REPEATED = Tally(_ZERO, projects=0, qualified=False, stated=0)


def key_of(project: Project) -> Key:
    """Return what names a project among those of all documents."""
    return project.document, project.id


def own_amounts(
    projects: Iterable[Project], measure: str, copies: Mapping[int, int] = MappingProxyType({})
) -> tuple[dict[Key, Tally], frozenset[Key]]:
    """Work out what each project adds to a sum.

    Parameters
    ----------
    projects
        All there are: a group's remainder depends on all its members.
    measure
        A key of `MEASURES`.
    copies
        As in `own_parts`.

    Returns
    -------
    dict, frozenset
        The part of every project, groups reduced to their remainder and copies to nothing; and
        the groups whose members together state more than the group does.
    """
    held = tuple(projects)
    if measure == "count":
        return {key_of(p): _REPEATED if n in copies else _ONE for n, p in enumerate(held)}, (
            frozenset()
        )
    parts = own_parts(held, copies)[measure]
    own = dict.fromkeys(map(key_of, held), _UNSTATED)
    own |= {key_of(held[row]): _REPEATED for row in copies}
    with localcontext(_EXACT):
        for row, value in parts.values.items():
            marks = parts.marks.get(row, 0)
            number = Decimal(value).scaleb(-parts.places)
            own[key_of(held[row])] = Tally(number, 1, bool(marks), 1, marks)
    return own, frozenset(key_of(held[row]) for row in parts.overfull)


def own_parts(
    projects: Sequence[Project], copies: Mapping[int, int] = MappingProxyType({})
) -> dict[str, Parts]:
    """Work out what each project adds to the sums of every measure, in whole numbers.

    `copies` are the projects that are another one of the sequence, named by a further document:
    they add nothing themselves, but their members are that one's, and where it states nothing it
    has the copy's figure.
    """
    groups = _groups(projects, copies)
    with localcontext(_EXACT):
        return {m: _parts(stated, groups) for m, stated in _stated(projects, copies).items()}


def _parts(stated: _Stated, groups: Mapping[int, Sequence[int]]) -> Parts:
    """Take from every group what its members state, the innermost first."""
    figures = {row: f for row, f in stated.items() if isinstance(f, _Figure)}
    numbers = (f.low if isinstance(f, _Figure) else f for f in stated.values())
    finest = max(map(_places, numbers), default=0)
    places = max([_FEWEST_PLACES, finest, *(_places(f.high) for f in figures.values())])
    own = {
        row: _scaled(f.low if isinstance(f, _Figure) else f, places) for row, f in stated.items()
    }
    marks = {row: figure.marks for row, figure in figures.items() if figure.marks}
    whole, vague, over = dict(own), dict(marks), set()
    for group, members in groups.items():
        inside = sum(whole.get(member, 0) for member in members)
        if any(vague.get(member) for member in members):
            vague[group] = vague.get(group, 0) | _ABOUT
        if group in own:
            found = stated[group]
            high = found.high if isinstance(found, _Figure) else found
            if high is not None and inside > _scaled(high, places):
                over.add(group)
            own[group] = max(own[group] - inside, 0)
            marks |= {group: vague[group]} if group in vague else {}
        whole[group] = max(whole.get(group, 0), inside)
    return Parts(places, own, marks, frozenset(over))


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


def counted(project: Project, measure: str) -> float | None:
    """Return what the project states of a measure as sums count it; None if it states nothing."""
    quantities = measured(project, measure)
    if not quantities:
        return None
    with localcontext(_EXACT):
        figure = _figure(quantities)
    return float(figure.low if isinstance(figure, _Figure) else figure)


def total(tallies: Iterable[Tally]) -> Amount:
    """Add up exactly and turn into numbers for people."""
    parts = list(tallies)
    marks = 0
    for part in parts:
        marks |= part.marks
    with localcontext(_EXACT):
        value = sum((part.value for part in parts), _ZERO)
    return Amount(
        value=float(value),
        projects=sum(part.projects for part in parts),
        qualified=any(part.qualified for part in parts),
        stated=sum(part.stated for part in parts),
        qualifiers=qualifiers(marks),
    )


def floated(value: int, places: int) -> float:
    """Turn a whole number of 10**-`places` into the nearest float."""
    return float(value / 10**places)


def qualifiers(marks: int) -> tuple[str, ...]:
    """Name the marks of a sum."""
    return tuple(name for name, bit in _MARKS.items() if marks & bit)


def marks_of(quantity: Quantity) -> int:
    """Tell by bits what stands beside a figure: about, at least (also a range), at most."""
    word = quantity.qualifier or ""
    marks = _AT_LEAST if _is_range(quantity) or _FROM.search(word) else 0
    marks |= _AT_MOST if _UP_TO.search(word) else 0
    return marks or (_ABOUT if word else 0)


class _Figure(NamedTuple):
    """What a project states of a measure: from `low` up to `high`, which 以上 leaves open."""

    low: int | Decimal
    high: int | Decimal | None
    marks: int


_Stated = dict[int, "_Figure | int | Decimal"]
"""Row → what a project states: a bare number where nothing stands beside it, as with most.

Bare numbers are nothing Python's search for garbage has to walk over, which would cost more than
the sums.
"""


def _stated(projects: Sequence[Project], copies: Mapping[int, int]) -> dict[str, _Stated]:
    """Say what each project states of every measure, copies' figures with their originals'."""
    found: dict[str, _Stated] = {measure: {} for measure in _SUMMED}
    for row, project in enumerate(projects):
        capacity = project.capacity
        if not capacity:  # as with most
            continue
        if len(capacity) == 1:
            measure = _MEASURE.get((capacity[0].unit, capacity[0].role))
            if measure is not None:
                found[measure][row] = _figure(capacity)
            continue
        for measure, figures in found.items():
            if quantities := measured(project, measure):
                figures[row] = _figure(quantities)
    for figures in found.values():
        for row, original in copies.items():
            if (figure := figures.pop(row, None)) is not None:
                figures.setdefault(original, figure)
    return found


def _figure(quantities: Sequence[Quantity]) -> _Figure | int | Decimal:
    if len(quantities) == 1 and quantities[0].qualifier is None and quantities[0].low is None:
        return _number(quantities[0].value)
    low: int | Decimal = 0
    high: int | Decimal | None = 0
    marks = 0
    for quantity in quantities:
        is_range = _is_range(quantity)
        mark = marks_of(quantity)
        low += _number(quantity.low if is_range and quantity.low is not None else quantity.value)
        is_open = mark & _AT_LEAST and not is_range
        high = None if is_open or high is None else high + _number(quantity.value)
        marks |= mark
    return _Figure(low, high, marks)


def _is_range(quantity: Quantity) -> bool:
    return quantity.low is not None and quantity.low != quantity.high


def _number(value: float) -> int | Decimal:
    """Take a float for the decimal it was written as: 0.1 is one tenth."""
    if abs(value) < _WHOLE and value == int(value):
        return int(value)
    return Decimal(repr(float(value)))


def _places(number: int | Decimal | None) -> int:
    if number is None or isinstance(number, int):
        return 0
    return max(-int(number.as_tuple().exponent), 0)


def _scaled(number: int | Decimal, places: int) -> int:
    if isinstance(number, int):
        return int(number * 10**places)
    return int(number.scaleb(places))


def _groups(projects: Sequence[Project], copies: Mapping[int, int]) -> dict[int, list[int]]:
    """Group → its direct members, every group after the groups inside it.

    A project that would contain itself belongs to no group.
    """
    inner = [row for row, project in enumerate(projects) if project.part_of is not None]
    if not inner:
        return {}
    rows = {key_of(project): row for row, project in enumerate(projects)}
    above: dict[int, int] = {}
    for row in sorted(inner, key=lambda row: row in copies):  # what a copy says comes last
        project = projects[row]
        group = rows.get((project.document, project.part_of or ""))
        if group is not None:
            above.setdefault(copies.get(row, row), copies.get(group, group))
    circular = {row for row in above if _contains_itself(row, above)}
    members: dict[int, list[int]] = {}
    for row, group in above.items():
        if row not in circular:
            members.setdefault(group, []).append(row)
    order = [group for group in members if group not in above or group in circular]
    for group in order:  # grows while it is walked: the groups inside it
        order.extend(member for member in members[group] if member in members)
    return {group: members[group] for group in reversed(order)}


def _contains_itself(row: int, above: Mapping[int, int]) -> bool:
    seen: set[int] = set()
    up = above.get(row)
    while up is not None and up not in seen:
        if up == row:
            return True
        seen.add(up)
        up = above.get(up)
    return False

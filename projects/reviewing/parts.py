"""The parts of an item that names several projects: each where its own name says that it lies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from geo.models import Candidate, Location, Precision
from projects.models import Quantity, Role
from projects.reviewing.drafts import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from projects.models import Project

__all__ = ["Part", "place_fields", "placed_part", "sums_beside"]

_OF_WHOLE = "county of the whole it is a part of"
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what a person says of it (its `name` at least), and where its name says it lies."""

    changes: Mapping[str, Any]
    place: Location = field(default_factory=lambda: Location((), Precision.CITY))


def placed_part(
    changes: Mapping[str, Any], whole: Project, *, gazetteer: Gazetteer, scope: Adcode | None
) -> Part:
    """Place a part by its own name within the document's place, as the reader would.

    A name that tells no county leaves it open, with the counties of the whole to choose from. One
    that tells a county the whole does not have is for a person to look at.
    """
    from projects.placing import Context, Placer
    from projects.script import simplify

    name = str(changes["name"])
    kind = str(changes.get("kind") or whole.kind)
    home = _home(whole, gazetteer.divisions, scope)
    if home is None:
        return Part(changes)
    own = gazetteer.find(simplify(name), home)
    found = Placer(gazetteer, home).place(Context(own), name=simplify(name), kind=kind)
    if found.counties:
        strange = bool(whole.counties) and not set(found.counties) <= set(whole.counties)
        sure = min(found.confidence, SURE - 0.1) if strange else found.confidence
        return Part(changes, replace(found, confidence=sure))
    named = gazetteer.divisions.name
    likely = [Candidate(code, named(code), _OF_WHOLE, _LIKELY) for code in whole.counties]
    every = {c.adcode: c for c in (*whole.candidates, *found.candidates, *likely)}
    return Part(changes, replace(found, confidence=0.0, candidates=tuple(every.values())))


def _home(whole: Project, divisions: Divisions, scope: Adcode | None) -> Adcode | None:
    """Return the document's city or county; of a wider one, the city of the whole's counties."""
    if scope and (divisions.is_county(scope) or divisions.is_prefecture(scope)):
        return scope
    cities = {divisions.prefecture_of(county) for county in whole.counties}
    return cities.pop() if len(cities) == 1 else None


def place_fields(place: Location, *, citywide: bool) -> dict[str, Any]:
    """Return the fields of a place the machine read, as the contract's JSON has them."""
    return {
        "counties": list(place.counties),
        "precision": str(place.precision or Precision.CITY),
        "confidence": place.confidence,
        "reasons": [asdict(reason) for reason in place.reasons],
        "candidates": [asdict(candidate) for candidate in place.candidates],
        "citywide": citywide and not place.counties,
        "within": None,
        "site": None,
        "geometry": None,
        "dispute": None,
    }


def sums_beside(
    whole: Project, parts: Iterable[Sequence[Quantity]]
) -> tuple[tuple[Quantity, Quantity | None], ...]:
    """Set the sum of the parts beside each size of the whole; None where no part has such a size.

    Voltages are not added, and different units or roles never.
    """
    added: dict[tuple[Role, str], Decimal] = defaultdict(Decimal)
    for quantity in (quantity for part in parts for quantity in part):
        added[quantity.role, quantity.unit] += Decimal(repr(quantity.value))
    return tuple(
        (stated, _sum(stated, added.get((stated.role, stated.unit))))
        for stated in whole.capacity
        if stated.role is not Role.VOLTAGE
    )


def _sum(like: Quantity, value: Decimal | None) -> Quantity | None:
    if value is None:
        return None
    return Quantity(float(value), like.unit, like.role, f"{value.normalize():f}")

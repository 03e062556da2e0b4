"""What a name says about where it lies: each hint, how it was read, and how far to trust it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.models import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions
    from geo.gazetteer import Toponym
    from geo.models import Adcode, Place

__all__ = ["READINGS", "Hint", "Hints", "Reading", "read_hints"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a place name inside a name.

    A reading of higher `rank` silences the lower ones; rank 0 is kept as a candidate only.
    `confidence` is at most the share of right answers measured on 3,749 real power plants
    (data/gazetteer/README.md); owners and companies are held lower on purpose.
    """

    rank: int
    confidence: float
    why: str


READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "full": Reading(9, 0.99, "county's full name"),
        "old": Reading(9, 0.97, "county's former name"),
        "head": Reading(8, 0.99, "county's short name begins the name"),
        "town": Reading(8, 0.97, "town's full name"),
        "inner": Reading(7, 0.98, "county's short name inside the name"),
        "own_zone": Reading(8, 0.97, "development zone named after its county"),
        "zone": Reading(6, 0.90, "development zone"),
        "feature": Reading(6, 0.90, "natural feature"),
        "owner": Reading(5, 0.85, "county's short name in the owner's name"),
        "company": Reading(4, 0.85, "county's name in a company's name"),
        "unscoped": Reading(4, 0.80, "the only county of this name in China"),
        "nested": Reading(3, 0.60, "county's short name behind another county's"),
        "hill": Reading(0, 0.50, "county's short name in the name of a hill or island"),
        "bare_town": Reading(2, 0.90, "town's name without its suffix"),
        "bare_town_short": Reading(2, 0.80, "town's two-character name without its suffix"),
        "bare_town_inner": Reading(2, 0.85, "town's two-character name inside the name"),
        "village": Reading(1, 0.85, "village's name"),
        "village_short": Reading(0, 0.50, "village's two-character name"),
    }
)


@dataclass(frozen=True, slots=True)
class Hint:
    """A place name read one way. `counties`: where it may lie; more than one is ambiguous."""

    start: int
    end: int
    text: str
    reading: str
    counties: tuple[Adcode, ...]
    note: str = ""

    @property
    def rank(self) -> int:
        """The reading's rank."""
        return READINGS[self.reading].rank

    @property
    def why(self) -> str:
        """The reason, for a person."""
        note = f" ({self.note})" if self.note else ""
        return f"{READINGS[self.reading].why}: {self.text}{note}"


@dataclass(frozen=True, slots=True)
class Hints:
    """All hints of a name: on counties inside the scope, on ends outside, on the scope itself.

    `outside` are names of places elsewhere that a line joins to this one, or that are counties'
    full names; `scope` tells whether the jurisdiction itself is named.
    """

    inside: tuple[Hint, ...]
    outside: tuple[Toponym, ...]
    scope: bool


_COMPANY = re.compile(r"[^、，,。；;（()）]{0,16}?(?:公司|集团|有限|股份)")
_OWNED = re.compile(r"[^、，,。；;（()）]{2,}?(?:铁路)?(?:专用线|专线|自备|生产线|技改)")
_HILL = frozenset("岭峰岛峡")
_CJK = re.compile(r"[\u3400-\u9fff]")
_LINE = re.compile(r"[-—－–~～至到]+")


def read_hints(
    text: str, toponyms: tuple[Toponym, ...], scope: Adcode, divisions: Divisions
) -> Hints:
    """Read every place name of a text for the jurisdiction `scope`."""
    inside: list[Hint] = []
    outside: list[Toponym] = []
    named = False
    for index, toponym in enumerate(toponyms):
        counties = _counties(toponym, scope, divisions)
        if counties:
            own = len(counties) == 1 and divisions.get(counties[0]).short_name in toponym.text
            inside.append(_hint(text, toponyms, index, counties, named=own))
        elif _names_scope(toponym, scope, divisions):
            named = True
        elif _is_elsewhere(text, toponyms, index):
            outside.append(toponym)
    return Hints(tuple(inside), tuple(outside), named)


def _counties(toponym: Toponym, scope: Adcode, divisions: Divisions) -> tuple[Adcode, ...]:
    found = (c for place in toponym.places for c in place.counties)
    return tuple(dict.fromkeys(c for c in found if divisions.covers(scope, c)))


def _names_scope(toponym: Toponym, scope: Adcode, divisions: Divisions) -> bool:
    """Tell whether a name is that of the scope, or of something around or inside it."""
    return any(
        _overlaps(place, scope, divisions)
        for place in toponym.places
        if place.level in (Level.PROVINCE, Level.PREFECTURE) or place.code == scope
    )


def _overlaps(place: Place, scope: Adcode, divisions: Divisions) -> bool:
    return divisions.covers(place.code, scope) or divisions.covers(scope, place.code)


def _is_elsewhere(text: str, toponyms: tuple[Toponym, ...], index: int) -> bool:
    """Tell whether a foreign name says where the thing lies: not as a part of a company's name."""
    toponym = toponyms[index]
    if _COMPANY.match(text, toponym.end):
        return False
    if _LINE.match(text, toponym.end) or _joined_left(text, toponym.start):
        return True
    is_county = all(place.level is Level.COUNTY for place in toponym.places)
    return toponym.form == "full" and is_county


def _joined_left(text: str, start: int) -> bool:
    return bool(start) and _LINE.fullmatch(text[start - 1]) is not None


def _hint(
    text: str,
    toponyms: tuple[Toponym, ...],
    index: int,
    counties: tuple[Adcode, ...],
    *,
    named: bool,
) -> Hint:
    """Read one toponym; `named`: its only county's short name is part of it."""
    toponym = toponyms[index]
    after_place = index > 0 and toponyms[index - 1].end == toponym.start
    reading = _reading(text, toponym, after_place=after_place)
    if reading == "zone" and named:
        reading = "own_zone"
    if reading == "head" and after_place and toponyms[index - 1].places[0].counties:
        reading = "nested"
    if reading in ("full", "old", "head", "inner", "feature") and _COMPANY.match(text, toponym.end):
        reading = "company"
    note = toponym.places[0].note
    return Hint(toponym.start, toponym.end, toponym.text, reading, counties, note)


def _reading(text: str, toponym: Toponym, *, after_place: bool) -> str:
    if toponym.form != "short":
        is_zone = all(place.level is Level.ZONE for place in toponym.places)
        return "zone" if is_zone else toponym.form
    after = text[toponym.end : toponym.end + 1]
    if after in _HILL and after:
        return "hill"
    if _OWNED.match(text, toponym.end):
        return "owner"
    at_head = toponym.start == 0 or after_place or not _CJK.match(text[toponym.start - 1])
    return "head" if at_head else "inner"

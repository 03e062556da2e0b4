"""What a name says about where it lies: each hint, how it was read, and how far to trust it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geo.models import Level
from geo.stems import Stems, is_line
from geo.wordedges import names_another

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from geo.gazetteer import Toponym
    from geo.models import Adcode, Place

__all__ = ["READINGS", "Hint", "Hints", "Reading", "ends_place", "read_hints"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a place name inside a name.

    A reading of higher `rank` silences the lower ones; rank 0 is kept as a candidate only.
    `right` of `answers` were right on names of real power plants in eight provinces and on project
    names of 32 annotated plans, each with its prefecture (data/gazetteer/README.md). Those of hills
    and waters count wherever the plants' names hold one, whatever else places them.
    """

    rank: int
    right: int
    answers: int
    why: str

    @property
    def confidence(self) -> float:
        """The chance that such an answer is right, by Laplace's rule: cautious where few."""
        return (self.right + 1) / (self.answers + 2)


READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "full": Reading(12, 843, 844, "county's full name"),
        "old": Reading(12, 16, 16, "county's former name"),
        "head": Reading(11, 1061, 1066, "county's short name begins the name"),
        "town": Reading(11, 64, 64, "town's full name"),
        "own_zone": Reading(11, 11, 11, "development zone named after its county"),
        "inner": Reading(10, 422, 423, "county's short name inside the name"),
        "zone": Reading(9, 11, 11, "development zone"),
        "feature": Reading(8, 5, 5, "natural feature"),
        "owner": Reading(7, 14, 16, "county's short name in the owner's name"),
        "company": Reading(6, 27, 33, "county's name in a company's name"),
        "unscoped": Reading(6, 240, 271, "the only county of this name in China"),
        "nested": Reading(5, 2, 2, "county's short name behind another county's"),
        "town_of_province": Reading(4, 6, 6, "the only town of this name in the province"),
        "bare_town": Reading(4, 56, 58, "town's name without its suffix"),
        "bare_town_led": Reading(4, 42, 45, "town's two-character name begins the name"),
        "bare_town_behind": Reading(4, 15, 15, "town's two-character name inside the name"),
        "bare_town_short": Reading(4, 77, 86, "town's two-character name without its suffix"),
        "old_seat": Reading(4, 4, 4, "old seat or abbreviation of a county of one character"),
        "village": Reading(3, 22, 25, "village's name"),
        "community": Reading(3, 3, 4, "community's name"),
        "landform": Reading(3, 52, 52, "hill or water of a county"),
        "landform_part": Reading(3, 8, 9, "hill or water of a county, in a longer name"),
        "landform_short": Reading(3, 7, 7, "hill or water of a county, two characters"),
        "landform_agreed": Reading(3, 22, 25, "hill or water of a county, by two readings"),
        "dam": Reading(3, 24, 24, "reservoir a water project is called after"),
        "village_short": Reading(2, 22, 29, "village's two-character name"),
        "bare_town_firm": Reading(1, 4, 5, "town's name in a company's name"),
        "community_plant": Reading(1, 8, 14, "plant called like a community"),
        "community_short": Reading(0, 7, 15, "community's two-character name"),
        "village_part": Reading(0, 7, 27, "part of the name is a village's two-character name"),
        "landform_open": Reading(0, 19, 19, "hill or water that one reading alone tells"),
        "hill": Reading(0, 0, 0, "county's short name in the name of a hill or island"),
        "part": Reading(0, 0, 0, "a longer name begins with the county's"),
        "zone_of_province": Reading(0, 12, 15, "called like the only town of this name"),
        "listed": Reading(0, 53, 54, "several counties in one list or line"),
        "open_end": Reading(0, 0, 2, "a line with an end nothing is known of"),
        "seat": Reading(0, 20, 27, "the city's only district, for a plant that serves the city"),
        "scope": Reading(0, 7, 7, "the jurisdiction is the county"),
        "city": Reading(0, 442, 442, "only the city is known"),
        "outside": Reading(0, 7, 12, "a place elsewhere is named"),
    }
)
"""Every confidence the geocoder gives comes from here."""


class Hint(NamedTuple):
    """A place name read one way.

    `counties`: where it may lie; more than one is ambiguous, unless one place `spans` them.
    `town` is the township it lies in, "" where none is told.
    """

    start: int
    end: int
    text: str
    reading: str
    counties: tuple[Adcode, ...]
    note: str = ""
    town: str = ""
    spans: bool = False

    @property
    def rank(self) -> int:
        """The reading's rank."""
        return READINGS[self.reading].rank

    @property
    def why(self) -> str:
        """The reason, for a person."""
        note = f" ({self.note})" if self.note else ""
        return f"{READINGS[self.reading].why}: {self.text}{note}"


class Hints(NamedTuple):
    """All hints of a name: on counties inside the scope, on ends outside, on the scope itself.

    `outside` are names of places elsewhere that a line joins to this one, or that are counties'
    full names; `around` name the jurisdiction itself or what it lies in.
    """

    inside: tuple[Hint, ...]
    outside: tuple[Toponym, ...]
    around: tuple[Toponym, ...]


_COMPANY = re.compile(r"[^、，,。；;（()）]{0,16}?(?:公司|集团|有限|股份)")
_OWNED = re.compile(r"[^、，,。；;（()）]{2,40}?(?:铁路)?(?:专用线|专线|自备|生产线|技改)")
_LINKS = "至到和与及"
_HILL = frozenset("岭峰岛峡")
_CJK = re.compile(r"[\u3400-\u9fff]")
_UNITS = frozenset("省市县区旗州盟")
_LINE = re.compile(r"[-—－–~～至到]+")


def read_hints(
    text: str, toponyms: tuple[Toponym, ...], scope: Adcode, divisions: Divisions
) -> Hints:
    """Read every place name of a text for the jurisdiction `scope`."""
    inside: list[Hint] = []
    outside: list[Toponym] = []
    around: list[Toponym] = []
    for index, toponym in enumerate(toponyms):
        counties = _counties(toponym, scope, divisions)
        if counties:
            own = len(counties) == 1 and divisions.get(counties[0]).short_name in toponym.text
            inside.append(_hint(text, toponyms, index, counties, named=own))
        elif _names_scope(toponym, scope, divisions):
            around.append(toponym)
        elif _is_elsewhere(text, toponyms, index):
            outside.append(toponym)
    return Hints(tuple(inside), tuple(outside), tuple(around))


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
    before = text[toponym.start - 1 : toponym.start]
    cut = bool(_CJK.match(before)) and not (index and toponyms[index - 1].end == toponym.start)
    return toponym.form == "full" and is_county and not cut  # 回龙圩区 is not 龙圩区


def ends_place(text: str, toponyms: Sequence[Toponym]) -> bool:
    """Tell whether a name's first place ends as a place: no owner's name, nor part of a word."""
    first = toponyms[0]
    if _COMPANY.match(text, first.end) or _OWNED.match(text, first.end) or is_line(text):
        return False
    stems = Stems(text, toponyms)
    chained = len(toponyms) > 1 and toponyms[1].start == first.end
    full = first.form == "full" and first.text[-1] in _UNITS
    return full or chained or (stems.is_facility(first.end) and not stems.is_firm(first.end))


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
    places = [p for p in toponym.places if {*p.counties} & {*counties}]
    town = places[0].name if len(counties) == 1 and places[0].level is Level.TOWNSHIP else ""
    spans = len(counties) > 1 and len({p.counties for p in places}) == 1
    return Hint(toponym.start, toponym.end, toponym.text, reading, counties, note, town, spans)


def _reading(text: str, toponym: Toponym, *, after_place: bool) -> str:
    if toponym.form != "short":
        is_zone = all(place.level is Level.ZONE for place in toponym.places)
        return "zone" if is_zone else toponym.form
    after = text[toponym.end : toponym.end + 1]
    if after in _HILL and after:
        return "hill"
    if names_another(text, toponym.end) and not _COMPANY.match(text, toponym.end):
        return "part"
    if _OWNED.match(text, toponym.end):
        return "owner"
    before = text[toponym.start - 1 : toponym.start]
    at_head = after_place or before in _LINKS or not _CJK.match(before)
    return "head" if at_head else "inner"

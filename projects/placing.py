"""Which counties a project lies in, by what its sentence says (design rules 5, 7 and 8)."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geo.geocoder import Geocoder
from geo.models import Adcode, Candidate, Level, Location, Precision, Reason
from projects.rules import Rule
from projects.vocabulary import is_common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from geo.models import Place
    from projects.rules import Note

__all__ = ["OWNED", "Context", "Placer", "place_notes"]

_LINEAR = frozenset(
    {"transmission_line", "gas_pipeline", "rail_spur", "railway", "waterway", "road"}
)
OWNED = frozenset({"factory", "recycling"})
# A name that begins with a place the gazetteer does not know has a place all the same.
_OWN_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,4}?(?:区|县|镇|乡|街道)(?!域)|[\u4e00-\u9fff]{2,8}?(?:园区|开发区|新区)"
)
_CALLED_AFTER, _BARE = "research_platform", "two-character"
_BRANCH = re.compile(r"支线(?:工程|项目)?$")
# A firm called by its town and trade: 大冶特钢.
_FIRM = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:特钢|钢铁|铸管|水泥|[铝铜硅铅锌锰镍纸药酒焦氯]业|化工|化肥|焦化|重工|石化)"
)
_COMPANY = ("公司", "集团", "股份", "实业", "企业")
_SURE, _CARRIED, _SHORT, _COMPANY_ONLY, _BESIDE = 0.98, 0.9, 0.93, 0.75, 0.8
_FORMS = MappingProxyType(
    {
        "full": "county's full name",
        "short": "county's short name",
        "old": "county's old name",
        "town": "town's name",
        "zone": "zone's name",
    }
)
# Below this the gazetteer's answer to a bare name is no more than a candidate.
_BY_NAME = 0.9
# A lake or zone is named for itself, not in passing: fewer have been measured, none was wrong.
_WHOLE = 0.85
_NAMED_WHOLE = (Precision.FEATURE, Precision.ZONE, Precision.COUNTIES)


class Context(NamedTuple):
    """The toponyms that bear on a project, nearest first.

    `own` stand in its name, `lead` in the words that lead up to it, `said` in what is said of it
    after (位于富源县), `carried` earlier in the sentence or at the head of its list.
    """

    own: Sequence[Toponym] = ()
    lead: Sequence[Toponym] = ()
    carried: Sequence[Toponym] = ()
    said: Sequence[Toponym] = ()
    explicit: bool = True


class _Reading(NamedTuple):
    counties: tuple[Adcode, ...] = ()
    full: bool = False
    outside: bool = False
    whys: tuple[Reason, ...] = ()
    levels: frozenset[Level] = frozenset()
    home: bool = False


@lru_cache(maxsize=2)
def _geocoder(gazetteer: Gazetteer) -> Geocoder:
    """Return the geocoder of a gazetteer: it gathers a prefecture's names at their first use."""
    return Geocoder(gazetteer)


class Placer:
    """Places projects of one plan; `scope` is the plan's jurisdiction."""

    def __init__(self, gazetteer: Gazetteer, scope: Adcode) -> None:
        divisions = gazetteer.divisions
        self._divisions = divisions
        self._gazetteer = gazetteer
        self._geocoder = _geocoder(gazetteer)
        self._scope = scope
        self._is_county = divisions.get(scope).level is Level.COUNTY
        self.home = scope if not self._is_county else divisions.prefecture_of(scope)

    def place(self, context: Context, *, name: str, kind: str) -> Location:
        """Return where a project lies; counties empty where the text names none."""
        linear = kind in _LINEAR
        company = kind in OWNED or any(w in name for w in _COMPANY) or bool(_FIRM.match(name))
        # 六枝恒陶公司落户盘州市的生产线: the county in a company's name yields to one in full.
        named = _explicit(context.own) if company and not linear else context.own
        own = self._read(named, "in the name")
        if linear and own.counties and _BRANCH.search(name) and self._ends_inside(named):
            own = own._replace(outside=False)  # 大连至丹东天然气管道东港支线 lies in 东港
        lead = self._read(_explicit(context.lead), "before it")
        carried = (
            self._read(context.said, "in what is said of it")
            if context.said
            else self._read(context.carried, "earlier in the sentence or list")
        )
        yields = company and (context.explicit or bool(context.said))
        beside = not context.explicit and not context.said
        if (own.outside and not company and not context.said) or (
            beside and _OWN_PLACE.match(name)
        ):
            carried = _Reading()  # what has a place of its own is not here by another's name
        if beside:
            carried = carried._replace(levels=carried.levels - {Level.TOWNSHIP})
        chosen, sure = self._choose(own, lead, carried, company=company, yields=yields)
        if chosen is carried and beside:
            sure = min(sure, _BESIDE)
        if self._is_county:
            return self._within_county(own, linear=linear, company=company)
        if linear and own.outside and own.home and not chosen.counties:
            # 娄底至邵阳高速公路 begins here, in a county the text does not tell.
            return Location((), Precision.CITY, 0.0, reason="it begins in a county not told")
        if linear and own.outside:
            return Location(
                chosen.counties,
                Precision.OUTSIDE,
                _CARRIED,
                chosen.whys,
                reason="an end lies outside the jurisdiction",
            )
        if not chosen.counties and not company and self._is_abroad(name, context.own):
            return Location((), Precision.OUTSIDE, _SURE, reason="it names another city's county")
        if not chosen.counties:
            return self._by_name(name, kind)
        return Location(
            chosen.counties,
            _precision(chosen),
            sure,
            chosen.whys,
            self._rejected(chosen, own, lead),
        )

    def _is_abroad(self, name: str, toponyms: Sequence[Toponym]) -> bool:
        """Whether a name begins with a county's full name, and the county is another city's."""
        first = [t for t in toponyms if t.form == "full" and name.startswith(t.text)]
        places = [p for t in first for p in t.places]
        counties = [p for p in places if p.level is Level.COUNTY]
        return bool(counties) and not any(self._inside(p.counties, p.code, p.level) for p in places)

    def _ends_inside(self, toponyms: Sequence[Toponym]) -> bool:
        return bool(self._read(toponyms[-1:], "").counties)

    def _by_name(self, name: str, kind: str) -> Location:
        """Return what the gazetteer makes of a name alone.

        Only a sure answer is taken; what is less (a village of that name) stays a candidate. So
        does a town's bare name where it may be an emblem, as laboratories are called.
        """
        found = self._geocoder.locate(name, self._scope)
        if found.counties and self._as_place(name) != name:
            found = self._geocoder.locate(self._as_place(name), self._scope)
        least = _WHOLE if found.precision in _NAMED_WHOLE else _BY_NAME
        emblem = kind == _CALLED_AFTER and any(_BARE in r.why for r in found.reasons)
        if found.counties and found.confidence >= least and not emblem:
            return found
        hints = tuple(
            Candidate(r.adcode, self._divisions.name(r.adcode), r.why, found.confidence)
            for r in found.reasons
        )
        # A village of two characters (中心, 东方) is met in any name: no hint worth showing.
        known = tuple(c for c in found.candidates if _BARE not in c.why)
        reason = "the text names no county"
        return Location((), Precision.CITY, 0.0, (), (*hints, *known), reason)

    def _as_place(self, name: str) -> str:
        """Return a name without the short names that are words of plans: 资源 of 水资源配置."""
        for toponym in self._gazetteer.find(name, self._scope):
            if toponym.form == "short" and toponym.start and is_common(toponym.text):
                name = name.replace(toponym.text, "\ue000" * len(toponym.text))
        return name

    def _choose(
        self, own: _Reading, lead: _Reading, carried: _Reading, *, company: bool, yields: bool
    ) -> tuple[_Reading, float]:
        """Return the reading that counts: a county in a company's name yields to one said apart."""
        if own.counties and own.full:
            return own, _SURE
        nearer = lead if lead.counties else carried
        if own.counties:
            conflicts = nearer.counties and not set(own.counties) & set(nearer.counties)
            if nearer.counties and conflicts and (yields or (company and lead.counties)):
                return nearer, _CARRIED
            return own, _COMPANY_ONLY if company else _SHORT
        if lead.counties and (lead.full or not carried.full or not company):
            return lead, _SURE if lead.full else _SHORT
        return carried, _CARRIED

    def _read(self, toponyms: Sequence[Toponym], where: str) -> _Reading:
        counties: list[Adcode] = []
        whys: list[Reason] = []
        levels: set[Level] = set()
        full = outside = False
        before: Toponym | None = None
        for toponym in toponyms:
            inside = [p for p in toponym.places if self._inside(p.counties, p.code, p.level)]
            if before and toponym.form == "town" and before.end == toponym.start:
                # A town right behind a county is that county's, whatever else bears the name.
                hosts = {c for p in before.places for c in p.counties}
                inside = [p for p in inside if set(p.counties) <= hosts]
            before = toponym
            if not inside:
                outside = outside or not self._contains_home(toponym)
                continue
            found = {p.counties for p in inside if p.counties}
            if len(found) != 1 or _spans_counties(inside[0]):
                continue
            full = full or toponym.form != "short"
            levels.add(inside[0].level)
            for county in found.pop():
                if county not in counties:
                    counties.append(county)
                    whys.append(Reason(county, f"{_FORMS[toponym.form]} {where}: {toponym.text}"))
        home = any(p.code == self.home for t in toponyms for p in t.places)
        return _Reading(tuple(counties), full, outside, tuple(whys), frozenset(levels), home)

    def _inside(self, counties: Sequence[Adcode], code: str, level: Level) -> bool:
        if level in (Level.PROVINCE, Level.PREFECTURE):
            return code == self.home and level is Level.PREFECTURE
        return bool(counties) and all(self._divisions.covers(self.home, c) for c in counties)

    def _contains_home(self, toponym: Toponym) -> bool:
        province = self._divisions.get(self.home).province
        return any(p.code in (self.home, province, self._scope) for p in toponym.places)

    def _within_county(self, own: _Reading, *, linear: bool, company: bool) -> Location:
        others = tuple(c for c in own.counties if c != self._scope)
        if own.full and others == own.counties and others and not linear and not company:
            return Location((), Precision.OUTSIDE, _SURE, reason="it names another county")
        why = (Reason(self._scope, "the plan's jurisdiction is this county"),)
        outside = linear and (own.outside or bool(others))
        precision = Precision.OUTSIDE if outside else Precision.COUNTY
        return Location((self._scope,), precision, _SURE, why)

    def _rejected(self, chosen: _Reading, *others: _Reading) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(why.adcode, self._divisions.name(why.adcode), why.why, 0.3)
            for other in others
            for why in other.whys
            if why.adcode not in chosen.counties
        )


def place_notes(location: Location) -> tuple[Note, ...]:
    """Return the note of a location that says why no county was taken, or one outside."""
    if not location.reason:
        return ()
    outside = location.precision is Precision.OUTSIDE
    return ((Rule.COUNTY_OUTSIDE if outside else Rule.COUNTY_OPEN, location.reason),)


def _explicit(toponyms: Sequence[Toponym]) -> Sequence[Toponym]:
    """Drop short names beside full ones: 内乡牧原公司在社旗县 tells 社旗县."""
    full = [t for t in toponyms if t.form != "short"]
    return full or toponyms


def _spans_counties(place: Place) -> bool:
    """Tell whether a place is a zone in several counties: its project lies in one not told."""
    return place.level is Level.ZONE and len(place.counties) > 1


def _precision(reading: _Reading) -> Precision:
    if len(reading.counties) > 1:
        return Precision.COUNTIES
    if Level.TOWNSHIP in reading.levels:
        return Precision.TOWNSHIP
    return Precision.ZONE if reading.levels == {Level.ZONE} else Precision.COUNTY

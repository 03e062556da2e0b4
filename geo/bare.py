"""Towns and villages written without their suffix: the last resort of the geocoder.

How a bare name stands decides how far it is trusted: as the whole proper part of the name
(国能|东乡|风电场), at its head (胶南|六汪) or behind more of it (融创|洋河). One that leaves a
single character over is a piece of another name (长|龙山, 金水|河).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.evidence import READINGS, Hint
from geo.former import stem_of
from geo.models import Level
from geo.rivers import towns_outside_rivers
from geo.stems import SERVES_A_CITY, Stems
from geo.wordedges import names_another

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer, Toponym
    from geo.models import Adcode, Place

__all__ = ["VOCABULARY", "BareNames", "stands"]

_LONG = 3
_LONGEST = 8
_APART = 2
_OF_COUNTIES = frozenset({"short", "full", "old"})
VOCABULARY = re.compile(
    r"第[一二三四五六七八九十]|(?:发|热|火|水)?电[厂站]?|水电|风电|光伏|开发区|工业园区?|新能源|清洁能源|.*(?:码头|电力)|中心|生活|城市|"
    r"时代|阳光|民生|绿色|能源|生态|环保|资源|综合|公司|集团|高新|科技|化工|铝业|华能|华电|大唐|国电"
)
"""Bare names that are words of the trade, though some place bears them."""
_WATER = re.compile(r"[江河湖海][口干流沿岸滩湿]")
"""A town's name that goes on so is the water's it is called after: 鸭绿江|口."""


@dataclass(frozen=True, slots=True)
class _Sort:
    """Bare names of one prefecture → the codes of their towns; `readings` by how they stand."""

    hosts: dict[str, tuple[str, ...]]
    readings: dict[str, str]


_TOWN_READINGS = {
    "long": "bare_town",
    "whole": "bare_town_short",
    "led": "bare_town_led",
    "behind": "bare_town_behind",
    "firm": "bare_town_firm",
}
_SEAT_READINGS = dict.fromkeys(("long", "led", "behind", "firm"), "village_part") | {
    "whole": "old_seat"
}
_VILLAGE_READINGS = {
    "long": "village",
    "whole": "village_short",
    "led": "village_part",
    "behind": "village_part",
    "firm": "village_part",
}
_COMMUNITY_READINGS = _VILLAGE_READINGS | {"long": "community", "whole": "community_short"}


class BareNames:
    """Bare names of one prefecture's towns and villages, kept per prefecture."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._provinces: dict[Adcode, dict[str, tuple[Place, ...]]] = {}
        self._sorts: dict[Adcode, tuple[tuple[_Sort, ...], frozenset[str], frozenset[str]]] = {}

    def hints(
        self, text: str, toponyms: tuple[Toponym, ...], prefecture: Adcode
    ) -> tuple[Hint, ...]:
        """Return the bare towns and villages of a text, in its order, without overlaps.

        The better reading wins a stretch of text, of equals the longer, then the leftmost.
        """
        near = self.near(toponyms, prefecture)
        found = towns_outside_rivers(text, self._standing(Stems(text, near), prefecture))
        found.sort(key=lambda h: (-READINGS[h.reading].rank, h.start - h.end, h.start))
        taken = [False] * len(text)
        chosen = []
        for hint in found:
            if not any(taken[hint.start : hint.end]):
                taken[hint.start : hint.end] = [True] * (hint.end - hint.start)
                chosen.append(hint)
        return tuple(sorted(chosen, key=lambda h: h.start))

    def towns_of_province(
        self, text: str, toponyms: tuple[Toponym, ...], province: Adcode
    ) -> tuple[Hint, ...]:
        """Return the towns of a text by their full names, known all over a province.

        And as candidates the zones that may be called after them (东津新区).
        """
        towns = self._provinces.get(province)
        if towns is None:
            towns = self._provinces[province] = self._gazetteer.towns_of_province(province)
        hints = []
        for start, longest in Stems(text, toponyms).stretches():
            for length in range(min(_LONGEST, longest), _LONG - 1, -1):
                found = towns.get(text[start : start + length], ())
                if found and len({p.counties for p in found}) == 1:
                    hints.append(_of_province(start, length, found[0]))
                    break
        return tuple(hints)

    def near(self, toponyms: tuple[Toponym, ...], prefecture: Adcode) -> tuple[Toponym, ...]:
        """Return the names of a text but those of counties elsewhere: they may mean a town here."""
        return tuple(t for t in toponyms if not self._is_distant(t, prefecture))

    def bearing(self, name: str, prefecture: Adcode) -> tuple[Adcode, ...]:
        """Return the counties that have a town or village of this bare name.

        A community is no witness: cities name theirs after hills and waters elsewhere.
        """
        sorts, _, _ = self._names(prefecture)
        places = (s for s in sorts if s.readings is not _COMMUNITY_READINGS)
        codes = (code for sort in places for code in sort.hosts.get(name, ()))
        counties = (self._gazetteer.towns.county(code) for code in codes)
        return tuple(dict.fromkeys(county for county in counties if county))

    def _is_distant(self, toponym: Toponym, prefecture: Adcode) -> bool:
        """Tell whether a name is that of counties elsewhere: a town may bear it here."""
        return toponym.form in _OF_COUNTIES and self._elsewhere(toponym.places, prefecture)

    def _elsewhere(self, places: tuple[Place, ...], prefecture: Adcode) -> bool:
        covers = self._gazetteer.divisions.covers
        return all(p.counties and not covers(prefecture, p.counties[0]) for p in places)

    def _standing(self, stems: Stems, prefecture: Adcode) -> Iterator[Hint]:
        """Yield every bare name that stands in a way that counts."""
        sorts, known, begin = self._names(prefecture)
        # Communities of a city grow around its plants and bear their names.
        plant = SERVES_A_CITY.search(stems.text) is not None
        for start, longest in stems.stretches():
            if stems.text[start : start + _APART] not in begin:
                continue
            for length in range(min(_LONGEST, longest), 1, -1):
                name = stems.text[start : start + length]
                if name not in known:
                    continue
                for sort in sorts:
                    codes = sort.hosts.get(name)
                    how = _how(stems, start, length) if codes else ""
                    if codes and how:
                        reading = sort.readings[how]
                        if reading == "community_short" and plant:
                            reading = "community_plant"
                        yield self._hint(name, start, codes, reading)
                        break

    def _hint(self, name: str, start: int, codes: tuple[str, ...], reading: str) -> Hint:
        towns = self._gazetteer.towns
        counties = dict.fromkeys(c for code in codes if (c := towns.county(code)))
        town = towns.name(codes[0]) if len(codes) == 1 else ""
        return Hint(start, start + len(name), name, reading, tuple(counties), town=town)

    def _names(
        self, prefecture: Adcode
    ) -> tuple[tuple[_Sort, ...], frozenset[str], frozenset[str]]:
        """Return a prefecture's bare names by sort, all of them, and their first two characters."""
        if prefecture not in self._sorts:
            towns = self._gazetteer.towns
            hosts: dict[str, tuple[str, ...]] = {}
            for town in (*towns.towns(prefecture), *towns.former(prefecture)):
                hosts[town.short_name] = (*hosts.get(town.short_name, ()), town.code)
            below = towns.village_hosts(prefecture)
            sorts = (
                _Sort(self._old_seats(prefecture), _SEAT_READINGS),
                _Sort(self._kept(hosts, prefecture), _TOWN_READINGS),
                _Sort(self._kept(below.villages, prefecture), _VILLAGE_READINGS),
                _Sort(self._kept(below.communities, prefecture), _COMMUNITY_READINGS),
            )
            known = frozenset[str]().union(*(s.hosts for s in sorts))
            self._sorts[prefecture] = sorts, known, frozenset(name[:_APART] for name in known)
        return self._sorts[prefecture]

    def _old_seats(self, prefecture: Adcode) -> dict[str, tuple[str, ...]]:
        """Return what counties of one character are called beside their name: 滑县 is 滑州 too.

        So were their seats called once, and the county's letter behind its city's first one (鹤淇
        for 淇县 in 鹤壁) is what companies go by.
        """
        divisions = self._gazetteer.divisions
        city = divisions.name(prefecture)[0]
        hosts: dict[str, tuple[str, ...]] = {}
        for county in divisions.counties(prefecture):
            name = divisions.name(county)
            if len(name) == _APART and name.endswith("县"):
                for form in (name[0] + "州", city + name[0]):
                    hosts[form] = (*hosts.get(form, ()), county)
        return self._kept(hosts, prefecture)

    def _once(self, inside: set[Adcode]) -> frozenset[str]:
        """Return what former divisions of a prefecture were called for short, words too: 江东."""
        changes = self._gazetteer.divisions.changes
        return frozenset(stem_of(c.old_name) for c in changes if inside.intersection(c.now))

    def _kept(
        self, hosts: dict[str, tuple[str, ...]], prefecture: Adcode
    ) -> dict[str, tuple[str, ...]]:
        """Leave out the names of divisions, words of the trade, and places of no county."""
        divisions, towns = self._gazetteer.divisions, self._gazetteer.towns
        inside = {*divisions.counties(prefecture)}
        once = self._once(inside)
        clear = (
            (name, tuple(c for c in codes if towns.county(c) in inside))
            for name, codes in hosts.items()
        )
        return {
            name: codes
            for name, codes in clear
            if codes
            and name not in once
            and not VOCABULARY.fullmatch(name)
            and self._elsewhere(self._gazetteer.known(name, prefecture), prefecture)
        }


def _of_province(start: int, length: int, place: Place) -> Hint:
    """Return what a town tells by its full name, or a zone that may be called after one."""
    is_town = place.level is Level.TOWNSHIP
    reading = "town_of_province" if is_town else "zone_of_province"
    town = place.name if is_town else ""
    return Hint(start, start + length, place.name, reading, place.counties, place.note, town)


def stands(stems: Stems, start: int, length: int) -> str:
    """Return how a bare name stands: "whole", "firm", "led" or "behind" of more, or ""."""
    end = start + length
    if _WATER.match(stems.text, end - 1) or names_another(stems.text, end):
        return ""
    if start not in stems.heads:
        behind = stems.is_facility(end) and stems.from_head(start) >= _APART
        return "behind" if behind else ""
    if stems.is_facility(end):
        return "whole"
    if stems.is_firm(end):
        return "firm"
    return "led" if stems.to_facility(end) >= _APART else ""


def _how(stems: Stems, start: int, length: int) -> str:
    """Return the same, "long" for all three characters and more but before a company's words."""
    how = stands(stems, start, length)
    return "long" if how and how != "firm" and length >= _LONG else how

"""The divisions of China by name and code: the light table, without geometry.

Only the standard library is used, so that reading a plan starts fast.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.errors import AmbiguousPlace, DataError, UnknownPlace
from geo.former import Change, Former, read_changes
from geo.models import Adcode, Level
from geo.newareas import NewArea, read_new_areas
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Change", "Division", "Divisions", "short_forms"]

_LISTED = 6
_LONGEST = 48  # no name with its parents' is longer
_DIGITS = 6
_LONGER = (9, 12)  # the statistics bureau's codes of towns and villages begin with the county's
_HEADING = re.compile("0[12]00|9000")
"""What heads the districts and counties of a municipality, and those directly under a province."""
_AUTONOMOUS = ("自治州", "自治县", "自治旗", "自治区")


@dataclass(frozen=True, slots=True)
class Division:
    """One division of today.

    `prefecture` is None for a province and for a county directly under one (仙桃市); for a
    prefecture it is its own code. A prefecture without counties (东莞市) is its only county:
    level COUNTY, `prefecture` equal to `adcode`. `lon`, `lat`: the source's centre, degrees.
    """

    adcode: Adcode
    name: str
    short_name: str
    level: Level
    prefecture: Adcode | None
    province: Adcode
    lon: float
    lat: float


class Divisions:
    """All divisions of one edition. Build it with :meth:`load`."""

    def __init__(
        self,
        divisions: Iterable[Division],
        changes: Iterable[Change] = (),
        new_areas: Iterable[NewArea] = (),
    ) -> None:
        self._provinces: dict[Adcode, Division] = {}
        self._prefectures: dict[Adcode, Division] = {}
        self._counties: dict[Adcode, Division] = {}
        tables = {
            Level.PROVINCE: self._provinces,
            Level.PREFECTURE: self._prefectures,
            Level.COUNTY: self._counties,
        }
        for division in divisions:
            tables[division.level][division.adcode] = division
        # A unit on two levels answers as the finer one: 东莞市 as a plan's place is one county.
        self._all = {**self._prefectures, **self._provinces, **self._counties}
        self._former = Former(changes)
        self._members = self._group()
        self._names = self._index()
        for area in new_areas:
            self._add(area)

    @classmethod
    def load(cls, path: Path | None = None) -> Divisions:
        """Read divisions.csv, and the crosswalk.csv and units.csv beside it.

        Parameters
        ----------
        path
            The folder of the tables; data/boundaries of the project when None.

        Raises
        ------
        DataError
            If a table is missing or has a row that cannot be read.
        """
        folder = path or DATA / "boundaries"
        try:
            divisions = [_division(row) for row in _rows(folder / "divisions.csv")]
            changes = read_changes(folder / "crosswalk.csv")
            new_areas = read_new_areas(folder / "units.csv")
        except (OSError, KeyError, ValueError) as exc:
            message = f"{folder}: the tables of divisions cannot be read ({exc}). Restore them."
            raise DataError(message) from exc
        return cls(divisions, changes, new_areas)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The rows of crosswalk.csv, in the order of the old codes."""
        return self._former.changes

    def __iter__(self) -> Iterator[Division]:
        """Provinces, prefectures, counties, in code order; a unit on two levels comes twice."""
        for table in (self._provinces, self._prefectures, self._counties):
            yield from table.values()

    def get(self, adcode: str) -> Division:
        """Return the division of a code.

        Raises
        ------
        UnknownPlace
            For a code that is none of today's; an abolished one is told with its successors.
        """
        division = self._all.get(Adcode(adcode))
        if division is None:
            raise UnknownPlace(self._unknown_code(adcode))
        return division

    def is_county(self, adcode: str) -> bool:
        """Tell whether a code is that of a county-level unit of today."""
        return adcode in self._counties

    def name(self, adcode: str) -> str:
        """Return a division's own full name, like 新化县."""
        return self.get(adcode).name

    def full_name(self, adcode: str) -> str:
        """Return the name with its parents', like 湖南省娄底市新化县."""
        division = self.get(adcode)
        chain = dict.fromkeys((division.province, division.prefecture, division.adcode))
        return "".join(self._all[code].name for code in chain if code)

    def provinces(self) -> tuple[Adcode, ...]:
        """Return the provinces, in code order."""
        return tuple(self._provinces)

    def prefectures(self) -> tuple[Adcode, ...]:
        """Return the groups counties are summed by, in code order.

        These are the prefectures, the municipalities (for their districts) and the counties
        directly under a province, each as a group of its own.
        """
        return self._prefecture_codes

    def is_prefecture(self, adcode: str) -> bool:
        """Tell whether a code is one of :meth:`prefectures`."""
        return adcode in self._prefecture_set

    def is_city(self, adcode: str) -> bool:
        """Tell whether a code is that of a prefecture, or of a new area of several counties."""
        return self.is_prefecture(adcode) or self.get(adcode).level is Level.ZONE

    def counties(self, place: str | None = None) -> tuple[Adcode, ...]:
        """Return the county-level units inside a place (all of China for None), in code order.

        Raises
        ------
        UnknownPlace
            If `place` is not a code of today.
        """
        if place is None:
            return tuple(self._counties)
        self.get(place)
        return self._members[Adcode(place)]

    def prefecture_of(self, county: str) -> Adcode:
        """Return the prefecture a county or prefecture belongs to.

        A municipality's district gives the municipality; a county directly under a province gives
        itself.

        Raises
        ------
        UnknownPlace
            If the code is none of today's.
        """
        division = self.get(county)
        return division.prefecture or division.adcode

    def province_of(self, adcode: str) -> Adcode:
        """Return the province a division lies in (itself for a province)."""
        return self.get(adcode).province

    def covers(self, scope: str, adcode: str) -> bool:
        """Tell whether division `adcode` is `scope` or lies inside it.

        Raises
        ------
        UnknownPlace
            If either code is none of today's.
        """
        outer, inner = self.get(scope), self.get(adcode)
        if outer.level is Level.PROVINCE:
            return inner.province == outer.adcode
        if outer.level is Level.ZONE:
            return inner is outer or inner.adcode in self._members[outer.adcode]
        return outer.adcode in (inner.adcode, inner.prefecture)

    def counties_named(self, name: str) -> tuple[Adcode, ...]:
        """Return the county-level units of China with this full or short name, in code order."""
        return self._county_names.get(name, ())

    def find_changes(self, name_or_code: str) -> tuple[Change, ...]:
        """Return what became of a former division, by its old name or code, the latest first."""
        return self._former.find(name_or_code)

    def resolve(self, name_or_adcode: str) -> Adcode:
        """Return the code of a name ("娄底", "新化县", "江苏省南京市鼓楼区") or of a code.

        Raises
        ------
        UnknownPlace
            If no division of today bears the name; an old name is told with its successor.
        AmbiguousPlace
            If several do.
        """
        text = name_or_adcode.strip()
        if text.isascii() and text.isdigit():
            return self.get(text).adcode
        found = self._search(text)
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{self.full_name(c)} {c}" for c in found[:_LISTED])
            more = " …" if len(found) > _LISTED else ""
            message = f'"{text}" is the name of {len(found)} places: {listed}{more}. Give the code.'
            raise AmbiguousPlace(message, found)
        raise UnknownPlace(self._unknown_name(text))

    def bearers(self, name: str) -> tuple[Adcode, ...]:
        """Return the divisions a name may mean, in code order: full names before short ones.

        A province stands for all that bear its name (吉林, 海南), and so does a division in which
        the others lie (新乡市 and its 新乡县). 朝阳 is a city and several counties elsewhere.
        """
        return self._widest(self._names.get(name, ()))

    def _widest(self, codes: tuple[Adcode, ...]) -> tuple[Adcode, ...]:
        for code in codes:
            is_province = code in self._provinces
            if is_province or all(self.covers(code, other) for other in codes):
                return (code,)
        return codes

    def _search(self, text: str) -> tuple[Adcode, ...]:
        """Codes that bear a name, also written with its parents'."""
        exact = self.bearers(text)
        if exact or len(text) > _LONGEST:
            return exact
        for cut in range(2, len(text) - 1):
            tail = self._names.get(text[cut:], ())
            parents = self._search(text[:cut]) if tail else ()
            inside = tuple(c for c in tail if any(self.covers(p, c) for p in parents))
            if inside:
                return self._widest(inside)
        return ()

    def _index(self) -> dict[str, tuple[Adcode, ...]]:
        """Name → codes, in code order. Full names before short ones."""
        full: dict[str, set[Adcode]] = {}
        short: dict[str, set[Adcode]] = {}
        for division in self._all.values():
            full.setdefault(division.name, set()).add(division.adcode)
            for name in short_forms(division):
                short.setdefault(name, set()).add(division.adcode)
        return {name: tuple(sorted(codes)) for name, codes in (short | full).items()}

    @cached_property
    def _prefecture_codes(self) -> tuple[Adcode, ...]:
        return tuple(sorted({self.prefecture_of(code) for code in self._counties}))

    @cached_property
    def _prefecture_set(self) -> frozenset[str]:
        return frozenset(self._prefecture_codes)

    @cached_property
    def _county_names(self) -> dict[str, tuple[Adcode, ...]]:
        names: dict[str, tuple[Adcode, ...]] = {}
        for division in self._counties.values():
            for name in (division.name, *short_forms(division)):
                names[name] = (*names.get(name, ()), division.adcode)
        return names

    def _group(self) -> dict[Adcode, tuple[Adcode, ...]]:
        """Every code → the county-level units inside it."""
        members: dict[Adcode, list[Adcode]] = {code: [] for code in self._all}
        for county in self._counties.values():
            for code in dict.fromkeys((county.province, county.prefecture, county.adcode)):
                if code:
                    members[code].append(county.adcode)
        return {code: tuple(sorted(counties)) for code, counties in members.items()}

    def _add(self, area: NewArea) -> None:
        """Let a new area be a jurisdiction; no division lies in it, only its counties do."""
        for name in (area.name, area.short_name):
            self._names.setdefault(name, (area.scope,))
        if area.code is None:
            return
        first = self._counties[area.counties[0]]
        self._members[area.code] = area.counties
        self._all[area.code] = replace(
            first,
            adcode=area.code,
            name=area.name,
            short_name=area.short_name,
            level=Level.ZONE,
        )

    def _unknown_code(self, code: str) -> str:
        head = code[:_DIGITS]
        province = code[:2] + "0000"
        if province in self._provinces and _HEADING.fullmatch(code[2:]):
            told = f'"{code}" is a heading of the code table (市辖区, 县, 直辖县级), no division.'
            return f"{told} Use {province} for {self.name(province)}, or a county's code."
        if len(code) in _LONGER and head in self._all:
            return f'"{code}" is too long for a division: write {head} for {self.name(head)}.'
        return self._former.tell_code(code, self.full_name)

    def _unknown_name(self, name: str) -> str:
        changes = self._once_called(name) if len(name) <= _LONGEST else ()
        if changes:
            return self._former.tell_name(name, changes, self.full_name)
        return f'"{name}" is not the name of a division. Check the name, or give its code.'

    def _once_called(self, name: str) -> tuple[Change, ...]:
        """Return what became of the divisions that bore a name, also written with its parents'."""
        found = self._former.find_spoken(name)
        if found:
            return found
        for cut in range(2, len(name) - 1):
            tail = self._former.find_spoken(name[cut:])
            inside = self._within(tail, name[:cut]) if tail else ()
            if inside:
                return inside
        return ()

    def _within(self, changes: tuple[Change, ...], parent: str) -> tuple[Change, ...]:
        """Return those whose area lies in a division of this name, of today or former (襄樊市)."""
        above = [*self._search(parent), *(c for ch in self._once_called(parent) for c in ch.now)]
        return tuple(c for c in changes if any(self.covers(p, c.now[0]) for p in above))


def short_forms(division: Division) -> tuple[str, ...]:
    """Return the shorter names of a division: 恩施 and 恩施州, 景宁 and 景宁县, 锡林郭勒盟."""
    short = division.short_name
    forms = [short] if short != division.name else []
    for ending in _AUTONOMOUS:
        if division.name.endswith(ending) and division.level is not Level.PROVINCE:
            forms.append(short + ending[-1])
    return tuple(forms)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        adcode=Adcode(row["adcode"]),
        name=row["name"],
        short_name=row["short_name"],
        level=Level(row["level"]),
        prefecture=Adcode(row["prefecture"]) if row["prefecture"] else None,
        province=Adcode(row["province"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
    )

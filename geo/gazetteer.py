"""Names → places: divisions of today, old names, and the towns of one prefecture.

A text is read in one pass. For every position the two characters there select the few names that
begin so; the longest that fits wins. One such structure per scope is built at need and kept.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.divisions import Divisions, short_forms
from geo.edges import GENERIC, Edge, edge_of_full, edge_of_short, fits
from geo.errors import DataError
from geo.models import Adcode, Level, Place
from geo.paths import DATA
from geo.towns import Towns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.divisions import Change, Division

__all__ = ["Gazetteer", "Toponym"]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text: text[start:end] == `text`.

    `form` is "full" (新化县), "short" (新化), "old" (株洲县), "town" (天子湖镇) or "zone"
    (东津新区). `places` are all that bear the name here; more than one means it is ambiguous.
    """

    start: int
    end: int
    text: str
    form: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    form: str
    edge: Edge
    places: tuple[Place, ...]


_TOWN_LEAST = 3
_VAGUE = re.compile(
    r"[县市区乡镇]?(?:国家|城市|经济|高新|技术|工业|产业|综合|农业|现代|循环|生态|旅游|科技)*"
    r"(新区|开发区|园区?|管理区|示范区|集聚区|城区|街道|镇|林场|农场|服务中心)"
)
"""Town-level names any county may have (经济开发区, 工业园区): no help in telling where."""

_Index = dict[str, tuple[_Entry, ...]]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names by their first two characters, the longest first; `own`: the scope's counties' full."""

    all: _Index
    own: _Index


class Gazetteer:
    """All place names. Build it with :meth:`load`."""

    def __init__(self, divisions: Divisions, towns: Towns, zones: Iterable[Place] = ()) -> None:
        self.divisions = divisions
        self.towns = towns
        self._zones = tuple(zones)
        self._national = _national_entries(divisions)
        self._scopes: dict[str | None, _Names] = {}

    @classmethod
    def load(cls, divisions: Divisions | None = None) -> Gazetteer:
        """Build the gazetteer over `divisions` (the project's own table when None)."""
        divisions = divisions or Divisions.load()
        return cls(divisions, Towns(divisions), _read_zones(divisions))

    def place(self, adcode: str) -> Place:
        """Return a division as a place.

        Raises
        ------
        UnknownPlace
            If the code is none of today's.
        """
        return _place(self.divisions, self.divisions.get(adcode))

    def knows(self, name: str, within: str | None = None) -> bool:
        """Tell whether :meth:`find` could find this name in the scope."""
        return any(entry.name == name for entry in self._names(within).all.get(name[:2], ()))

    def named(self, name: str, within: str | None = None) -> tuple[Place, ...]:
        """Return every place that bears exactly this name in the scope.

        Divisions, old names, zones and towns by their full names; failing these, the scope's towns
        by their names without suffix (天子湖), and failing these its villages.

        Raises
        ------
        UnknownPlace
            If `within` is not a code of today.
        """
        for entry in self._names(within).all.get(name[:2], ()):
            if entry.name == name:
                return entry.places
        if within is None:
            return ()
        prefecture = self.divisions.prefecture_of(within)
        if not self.divisions.is_prefecture(prefecture):
            return ()
        towns = tuple(t for t in self.towns.towns(prefecture) if t.short_name == name)
        villages = self.towns.villages(prefecture) if not towns else ()
        return towns or tuple(v for v in villages if name in (v.name, v.short_name))

    def find(self, text: str, within: str | None = None) -> tuple[Toponym, ...]:
        """Find the place names of a text, in order, longest first, without overlaps.

        Parameters
        ----------
        text
            Simplified Chinese.
        within
            The adcode of the jurisdiction. Its province's counties are then known by their short
            names too, and its prefecture's towns by their full names.

        Raises
        ------
        UnknownPlace
            If `within` is not a code of today.
        """
        return tuple(self._scan(text, self._names(within)))

    def _scan(self, text: str, names: _Names) -> Iterator[Toponym]:
        index, own = names.all, names.own
        position, last = 0, None
        stop = len(text) - 1
        while position < stop:
            entries = index.get(text[position : position + 2])
            hit = entries and self._longest(text, position, entries, last)
            if hit and hit.form == "short":
                hit = self._overlapping(text, hit, own) or hit
            if hit:
                yield hit
                position, last = hit.end, hit
            else:
                position += 1

    def _overlapping(self, text: str, short: Toponym, own: _Index) -> Toponym | None:
        """Return the full name of the scope that begins inside a short one: 协合|肥西县."""
        for start in range(short.start + 1, short.end):
            entries = own.get(text[start : start + 2])
            hit = entries and self._longest(text, start, entries, None)
            if hit and hit.end > short.end:
                return hit
        return None

    def _longest(
        self, text: str, start: int, entries: tuple[_Entry, ...], last: Toponym | None
    ) -> Toponym | None:
        after_place = last is not None and last.end == start
        for entry in entries:
            if not text.startswith(entry.name, start):
                continue
            end = start + len(entry.name)
            if fits(text, start, end, entry.edge, after_place=after_place):
                places = _inside(entry.places, last) if last and after_place else ()
                if after_place and not places and entry.edge in (Edge.CHAINED, Edge.DISTANT):
                    return None  # some city's own 滨海新区, nor is it 滨海; the 龙山 of 涟源龙山
                return Toponym(start, end, entry.name, entry.form, places or entry.places)
            if entry.edge in (Edge.CHAINED, Edge.GENERIC):
                return None
        return None

    def _names(self, within: str | None) -> _Names:
        """Return the names of a scope, built at its first use."""
        key = None if within is None else self.divisions.prefecture_of(within)
        if key not in self._scopes:
            entries, own = dict(self._national), {}
            if key is not None:
                own = self._own_names(self.divisions.counties(key))
                entries |= self._scope_entries(key) | own
            self._scopes[key] = _Names(_by_head(entries), _by_head(own))
        return self._scopes[key]

    def _scope_entries(self, prefecture: Adcode) -> dict[str, _Entry]:
        """Names that hold inside a scope only, the weakest first: the stronger overwrite them."""
        divisions = self.divisions
        province = divisions.province_of(prefecture)
        own = divisions.counties(prefecture)
        others = tuple(c for c in divisions.counties(province) if c not in set(own))
        entries: dict[str, _Entry] = {}
        for name, places in self._short_names(others).items():
            if name not in self._national:
                entries[name] = _Entry(name, "short", Edge.DISTANT, places)
        for name, places in self._short_names(own).items():
            wider = self._national[name].places if name in self._national else ()
            # 新乡 in 新乡市 is the city before the county, but 大同 in 大庆市 is its district.
            if not any(divisions.covers(p.code, prefecture) for p in wider):
                entries[name] = _Entry(name, "short", edge_of_short(name), (*places, *wider))
        if divisions.is_prefecture(prefecture):
            entries = {**self._town_names(prefecture), **entries}
            entries.update(self._zone_names(prefecture))
        return entries

    def _short_names(self, counties: Iterable[Adcode]) -> dict[str, tuple[Place, ...]]:
        names: dict[str, tuple[Place, ...]] = {}
        for code in counties:
            division = self.divisions.get(code)
            for name in short_forms(division):
                names[name] = (*names.get(name, ()), _place(self.divisions, division))
        return names

    def _town_names(self, prefecture: Adcode) -> dict[str, _Entry]:
        """Full names of a prefecture's towns, unless a division is named so."""
        group: dict[str, list[Place]] = {}
        for town in self.towns.towns(prefecture):
            for name in dict.fromkeys((town.name, _spoken(town))):
                if len(name) >= _TOWN_LEAST and not _VAGUE.fullmatch(name):
                    group.setdefault(name, []).append(town)
        return {
            name: _Entry(name, "town", Edge.FULL, tuple(places))
            for name, places in group.items()
            if name not in self._national
        }

    def _zone_names(self, prefecture: Adcode) -> dict[str, _Entry]:
        """Development zones of zones.csv, with the counties they lie in."""
        return {
            zone.name: _Entry(zone.name, "zone", Edge.FULL, (zone,))
            for zone in self._zones
            if zone.prefecture == prefecture
        }

    def _own_names(self, counties: tuple[Adcode, ...]) -> dict[str, _Entry]:
        """Full names of the scope's own counties, which there mean nothing else (鼓楼区, 城区)."""
        group: dict[str, list[Place]] = {}
        for code in counties:
            division = self.divisions.get(code)
            group.setdefault(division.name, []).append(_place(self.divisions, division))
        return {
            name: _Entry(name, "full", edge_of_full(name, own=True), tuple(places))
            for name, places in group.items()
        }


def _spoken(town: Place) -> str:
    """Return a town's name without its nationality: 汤泉满族乡 → 汤泉乡."""
    return town.short_name + "乡" if town.name.endswith("族乡") else town.name


def _by_head(entries: Mapping[str, _Entry]) -> _Index:
    index: dict[str, list[_Entry]] = {}
    for entry in entries.values():
        index.setdefault(entry.name[:2], []).append(entry)
    return {head: tuple(sorted(group, key=lambda e: -len(e.name))) for head, group in index.items()}


def _read_zones(divisions: Divisions) -> list[Place]:
    path = DATA / "gazetteer" / "zones.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [_zone(row, divisions) for row in csv.DictReader(file)]
    except (OSError, KeyError) as exc:
        message = f"{path}: the table of zones cannot be read ({exc}). Restore the file."
        raise DataError(message) from exc


def _zone(row: Mapping[str, str], divisions: Divisions) -> Place:
    counties = tuple(divisions.get(code).adcode for code in row["counties"].split(";"))
    return Place(
        code=counties[0],
        name=row["name"],
        short_name=row["name"],
        level=Level.ZONE,
        counties=counties,
        prefecture=Adcode(row["prefecture"]),
        province=divisions.province_of(counties[0]),
        note=row["source"],
    )


def _inside(places: tuple[Place, ...], parent: Toponym) -> tuple[Place, ...]:
    """Return the places inside the division named just before them: 北京市|朝阳区."""
    above = {p.code for p in parent.places}
    return tuple(p for p in places if {p.prefecture, p.province, *p.counties} & above)


def _place(divisions: Divisions, division: Division, note: str = "") -> Place:
    is_county = division.level is Level.COUNTY
    return Place(
        code=division.adcode,
        name=division.name,
        short_name=division.short_name,
        level=division.level,
        counties=(division.adcode,) if is_county else (),
        prefecture=divisions.get(division.adcode).prefecture,
        province=division.province,
        note=note,
    )


def _national_entries(divisions: Divisions) -> dict[str, _Entry]:
    """Names that hold anywhere in China: old names, then short ones above the county, then full."""
    entries: dict[str, _Entry] = {}
    _add(entries, "old", _old_names(divisions))
    short: dict[str, dict[str, Place]] = {}
    full: dict[str, dict[str, Place]] = {}
    for division in divisions:
        place = _place(divisions, divisions.get(division.adcode))
        full.setdefault(division.name, {})[place.code] = place
        for name in short_forms(division):
            if division.level is not Level.COUNTY or name != division.short_name:
                short.setdefault(name, {})[place.code] = place
    _add(entries, "short", short)
    _add(entries, "full", full)
    return entries


def _old_names(divisions: Divisions) -> dict[str, dict[str, Place]]:
    names: dict[str, dict[str, Place]] = {}
    for change in divisions.changes:
        if change.kind == "recoded" or change.old_name in GENERIC:
            continue
        place = _old_place(divisions, change)
        names.setdefault(change.old_name, {})[place.code] = place
    return names


def _old_place(divisions: Divisions, change: Change) -> Place:
    first = divisions.get(change.now[0])
    today = "、".join(divisions.name(code) for code in change.now)
    return Place(
        code=first.adcode,
        name=first.name,
        short_name=first.short_name,
        level=first.level,
        counties=change.now if first.level is Level.COUNTY else (),
        prefecture=first.prefecture,
        province=first.province,
        note=f"{change.old_name} → {today} ({change.year})",
    )


def _add(entries: dict[str, _Entry], form: str, names: Mapping[str, Mapping[str, Place]]) -> None:
    for name, places in names.items():
        edge = edge_of_short(name) if form == "short" else edge_of_full(name)
        if edge is Edge.GENERIC:
            edge = Edge.CHAINED  # outside its own scope only after its parent's name
        entries[name] = _Entry(name, form, edge, tuple(places[code] for code in sorted(places)))

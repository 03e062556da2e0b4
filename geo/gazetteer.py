"""Names → places: divisions of today, old names, and the towns of one prefecture.

A text is read in one pass. For every position the two characters there select the few names that
begin so; the longest that fits wins. One such structure per scope is built at need and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo.divisions import Divisions, short_forms
from geo.edges import Edge, edge_of_full, edge_of_short, fits, names_feature
from geo.entries import Entry, national_entries, old_names, old_short_names, place_of, read_aliases
from geo.features import Features, feature_entries
from geo.models import Level
from geo.towns import Towns, is_telling_town, spoken_town
from geo.wider import Wider
from geo.zones import edge_of_zone, read_zones, zone_forms, zones_of_towns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.entries import Aliases
    from geo.landforms import Landform
    from geo.models import Adcode, Place

__all__ = ["Gazetteer", "Toponym"]


class Toponym(NamedTuple):
    """A place name in a text: text[start:end] == `text`.

    `form` is "full" (新化县), "short" (新化), "old" (株洲县), "town" (天子湖镇) or "zone"
    (东津新区) or "feature" (东平湖). `places` are all that bear the name here; more than one means
    it is ambiguous.
    """

    start: int
    end: int
    text: str
    form: str
    places: tuple[Place, ...]

    def shifted(self, by: int) -> Toponym:
        """Return the same with its offsets moved."""
        return Toponym(self.start + by, self.end + by, self.text, self.form, self.places)


_YIELDING = frozenset({"short", "full"})
_Index = dict[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names by their first two characters, the longest first.

    `own` are the full names of the scope's counties. `here` holds only the heads the scope adds
    names to; the others are those of all China, which every scope shares. `begin` matches the
    first character of every name where its second one, or that of another name, follows.
    """

    here: _Index
    china: _Index
    own: _Index
    begin: re.Pattern[str]

    def get(self, head: str) -> tuple[Entry, ...]:
        """Return the names that begin with two characters."""
        return self.here.get(head) or self.china.get(head, ())

    def has(self, name: str) -> bool:
        """Tell whether this very name is among them."""
        return any(entry.name == name for entry in self.get(name[:2]))


class Gazetteer:
    """All place names. Build it with :meth:`load`."""

    def __init__(
        self,
        divisions: Divisions,
        towns: Towns,
        zones: Iterable[Place] = (),
        aliases: Aliases | None = None,
        features: Features | None = None,
    ) -> None:
        self.divisions = divisions
        self.towns = towns
        self._zones = tuple(zones)
        self._aliases = aliases or {}
        self._features = features
        self._national = national_entries(divisions, self._aliases)
        self._old = old_names(divisions)
        self._china = _by_head(self._national)
        self._old_short = old_short_names(divisions)
        self._beyond = Wider(divisions, self._zones, features)
        self._scopes: dict[str | None, _Names] = {}
        self._wider: dict[str, _Names] = {}

    @classmethod
    def load(cls, divisions: Divisions | None = None) -> Gazetteer:
        """Build the gazetteer over `divisions` (the project's own table when None)."""
        divisions = divisions or Divisions.load()
        zones, aliases = read_zones(divisions), read_aliases(divisions)
        return cls(divisions, Towns(divisions), zones, aliases, Features(divisions))

    def place(self, adcode: str) -> Place:
        """Return a division as a place.

        Raises
        ------
        UnknownPlace
            If the code is none of today's.
        """
        return place_of(self.divisions, self.divisions.get(adcode))

    def known(self, name: str, within: str | None = None) -> tuple[Place, ...]:
        """Return the places whose name :meth:`find` would find as this in the scope."""
        entries = self._names(within).get(name[:2])
        return next((entry.places for entry in entries if entry.name == name), ())

    def named(self, name: str, within: str | None = None) -> tuple[Place, ...]:
        """Return every place that bears exactly this name in the scope.

        Divisions, old names, zones and towns by their full names; failing these, the scope's towns
        by their names without suffix (天子湖), and failing these its villages.

        Raises
        ------
        UnknownPlace
            If `within` is not a code of today.
        """
        for entry in self._names(within).get(name[:2]):
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

    def towns_of_province(self, province: Adcode) -> dict[str, tuple[Place, ...]]:
        """Return name → the towns of a province by their full names, but the vague ones.

        And the zones that may be called after them.
        """
        named: dict[str, tuple[Place, ...]] = {}
        counties = self.divisions.counties(province)
        for prefecture in dict.fromkeys(map(self.divisions.prefecture_of, counties)):
            for town in self.towns.towns(prefecture):
                if town.counties and is_telling_town(town.name):
                    named[town.name] = (*named.get(town.name, ()), town)
        towns = (town for hosts in named.values() for town in hosts if self._is_own(town))
        return named | {zone: tuple(hosts) for zone, hosts in zones_of_towns(towns).items()}

    def scope_of(self, text: str) -> Adcode | None:
        """Return where the zone or feature lies that a text begins with by its own name (雄安新区).

        Its prefecture, or its province; None where there is none such, or several.
        """
        return self._beyond.scope(text)

    def counties_of_feature(self, name: str, *, bare: bool) -> frozenset[Adcode]:
        """Return the counties of all lakes, hills and parks called so (see `Features`)."""
        return self._beyond.counties_of_feature(name, bare=bare)

    def landforms(self, prefecture: Adcode) -> dict[str, Landform]:
        """Return bare name → the hills and waters of a prefecture that may be meant by it."""
        return self._features.landforms(prefecture) if self._features else {}

    def find(
        self, text: str, within: str | None = None, *, features: bool = False
    ) -> tuple[Toponym, ...]:
        """Find the place names of a text, in order, longest first, without overlaps.

        Parameters
        ----------
        text
            Simplified Chinese.
        within
            The adcode of the jurisdiction. Its province's counties are then known by their short
            names too, and its prefecture's towns by their full names.
        features
            Whether lakes, reservoirs, parks and the like are sought too.

        Raises
        ------
        UnknownPlace
            If `within` is not a code of today.
        """
        return tuple(self._scan(text, self._wide(within) if features else self._names(within)))

    def _scan(self, text: str, names: _Names) -> Iterator[Toponym]:
        here, china = names.here, names.china
        own = _Names(names.own, {}, {}, names.begin)
        reached, last = 0, None
        # Few positions begin a name; most are passed over by `re` itself.
        for match in names.begin.finditer(text):
            position = match.start()
            pair = text[position : position + 2]
            if position < reached or (pair not in china and pair not in here):
                continue
            hit = self._longest(text, position, names, last)
            if hit and hit.form in _YIELDING and not own.has(hit.text):
                hit = self._overlapping(text, hit, own) or hit
            if hit:
                yield hit
                reached, last = hit.end, hit

    def _overlapping(self, text: str, found: Toponym, own: _Names) -> Toponym | None:
        """Return the full name of the scope that begins inside another: 协合|肥西县, 明阳|新县."""
        least = found.end + 1 if found.form == "short" else found.end
        for start in range(found.start + 1, found.end):
            hit = self._longest(text, start, own, None)
            if hit and hit.end >= least:
                return hit
        return None

    def _longest(
        self, text: str, start: int, names: _Names, last: Toponym | None
    ) -> Toponym | None:
        after_place = last is not None and last.end == start
        for entry in names.get(text[start : start + 2]):
            if not text.startswith(entry.name, start):
                continue
            end = start + len(entry.name)
            if entry.form == "short" and _is_feature(text, end, names):
                continue
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
            self._scopes[key] = self._scope_names(key)
        return self._scopes[key]

    def _scope_names(self, key: Adcode | None) -> _Names:
        if key is None:
            return _names_of({}, self._china, {})
        own = self._own_names(self.divisions.counties(key))
        entries = self._scope_entries(key) | own
        heads = {name[:2] for name in entries}
        shared = (e for head in heads for e in self._china.get(head, ()))
        here = {e.name: e for e in shared} | entries
        return _names_of(_by_head(here), self._china, _by_head(own))

    def _wide(self, within: str | None) -> _Names:
        """Return the names of a scope and of its features, built at its first use."""
        names = self._names(within)
        key = None if within is None else self.divisions.prefecture_of(within)
        if key is None or self._features is None:
            return names
        if key not in self._wider:
            is_prefecture = self.divisions.is_prefecture(key)
            named = feature_entries(self._features.named(key)) if is_prefecture else {}
            self._wider[key] = _widened(names, named or self._beyond.features(key))
        return self._wider[key]

    def _scope_entries(self, prefecture: Adcode) -> dict[str, Entry]:
        """Names that hold inside a scope only, the weakest first: the stronger overwrite them."""
        divisions = self.divisions
        province = divisions.province_of(prefecture)
        own = divisions.counties(prefecture)
        others = tuple(c for c in divisions.counties(province) if c not in set(own))
        entries: dict[str, Entry] = {}
        for name, places in self._short_names(others).items():
            if name not in self._national:
                entries[name] = Entry(name, "short", Edge.DISTANT, places)
        for name, places in self._short_names(own).items():
            wider = self._national[name].places if name in self._national else ()
            # 新乡 in 新乡市 is the city before the county, but 大同 in 大庆市 only its district.
            if not any(self._is_citys(p, prefecture) for p in wider):
                entries[name] = Entry(name, "short", edge_of_short(name), places)
        entries = self._old_names(own) | entries
        if divisions.is_prefecture(prefecture):
            entries = {**self._town_names(prefecture), **entries}
            entries.update(self._zone_names(prefecture))
        else:
            entries = self._beyond.zones(prefecture) | entries
        return entries

    def _is_citys(self, place: Place, scope: Adcode) -> bool:
        """Tell whether a place is the scope, around it, or a city in a province that is."""
        covers = self.divisions.covers
        inside = place.level is Level.PREFECTURE and covers(scope, place.code)
        return inside or covers(place.code, scope)

    def _short_names(self, counties: Iterable[Adcode]) -> dict[str, tuple[Place, ...]]:
        names: dict[str, tuple[Place, ...]] = {}
        for code in counties:
            division = self.divisions.get(code)
            for name in (*short_forms(division), *self._aliases.get(code, ())):
                names[name] = (*names.get(name, ()), place_of(self.divisions, division))
        return names

    def _old_names(self, own: tuple[Adcode, ...]) -> dict[str, Entry]:
        """Former names of the scope's own counties: there they mean nothing else (郫县, 塘沽)."""
        entries: dict[str, Entry] = {}
        for names, is_full in ((self._old_short, False), (self._old, True)):
            for name, places in names.items():
                inside = tuple(p for p in places.values() if {*p.counties} & {*own})
                if inside:
                    edge = edge_of_full(name, own=True) if is_full else edge_of_short(name)
                    entries[name] = Entry(name, "old", edge, inside)
        return entries

    def _town_names(self, prefecture: Adcode) -> dict[str, Entry]:
        """Full names of a prefecture's towns, unless a division is named so."""
        group: dict[str, list[Place]] = {}
        for town in (*self.towns.towns(prefecture), *self.towns.former(prefecture)):
            for name in dict.fromkeys((town.name, spoken_town(town))):
                if is_telling_town(name):
                    group.setdefault(name, []).append(town)
        return {
            name: Entry(name, "town", Edge.FULL, tuple(places))
            for name, places in group.items()
            if name not in self._national
        }

    def _zone_names(self, prefecture: Adcode) -> dict[str, Entry]:
        """Development zones of zones.csv, with the counties they lie in, and those of towns."""
        city = self.divisions.get(prefecture)
        towns = zones_of_towns(t for t in self.towns.towns(prefecture) if self._is_own(t))
        exact: dict[str, list[Place]] = {}
        spoken: dict[str, list[Place]] = {}
        for zone in self._zones:
            if zone.prefecture == prefecture:
                exact.setdefault(zone.name, []).append(zone)
                for name in zone_forms(zone.name, city):
                    spoken.setdefault(name, []).append(zone)
        return {
            name: Entry(name, "zone", edge_of_zone(name), tuple(places))
            for name, places in (towns | spoken | exact).items()
        }

    def _is_own(self, town: Place) -> bool:
        """Tell whether a town's bare name means the town: not a division's as well."""
        name = town.short_name
        counties = self.divisions.counties_named(name)
        own = any(self.divisions.prefecture_of(c) == town.prefecture for c in counties)
        return name not in self._national and not own

    def _own_names(self, counties: tuple[Adcode, ...]) -> dict[str, Entry]:
        """Full names of the scope's own counties, which there mean nothing else (鼓楼区, 城区)."""
        group: dict[str, list[Place]] = {}
        for code in counties:
            division = self.divisions.get(code)
            group.setdefault(division.name, []).append(place_of(self.divisions, division))
        return {
            name: Entry(name, "full", edge_of_full(name, own=True), tuple(places))
            for name, places in group.items()
        }


def _is_feature(text: str, end: int, names: _Names) -> bool:
    """Tell whether a name goes on as that of a lake, hill or river: 洪泽|湖, but 扬州|江都."""
    if not names_feature(text, end):
        return False
    return not any(text.startswith(e.name, end) for e in names.get(text[end : end + 2]))


def _by_head(entries: Mapping[str, Entry]) -> _Index:
    index: dict[str, list[Entry]] = {}
    for entry in entries.values():
        index.setdefault(entry.name[:2], []).append(entry)
    return {head: tuple(sorted(group, key=lambda e: -len(e.name))) for head, group in index.items()}


def _names_of(here: _Index, china: _Index, own: _Index) -> _Names:
    heads = {*here, *china}
    first = re.escape("".join(sorted({pair[0] for pair in heads})))
    second = re.escape("".join(sorted({pair[1:] for pair in heads})))
    return _Names(here, china, own, re.compile(f"[{first}](?=[{second}])"))


def _widened(names: _Names, more: Mapping[str, Entry]) -> _Names:
    """Return names with further ones, but those that are names already."""
    heads = {name[:2] for name in more}
    known = {e.name: e for head in heads for e in names.get(head)}
    return _names_of(names.here | _by_head(dict(more) | known), names.china, names.own)


def _inside(places: tuple[Place, ...], parent: Toponym) -> tuple[Place, ...]:
    """Return the places inside the division named just before them: 北京市|朝阳区."""
    above = {p.code for p in parent.places}
    return tuple(p for p in places if {p.prefecture, p.province, *p.counties} & above)

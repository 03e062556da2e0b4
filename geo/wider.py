"""Zones and features where no prefecture is told: by province, and at the head of a name.

Inside a prefecture every form of a zone's or feature's name counts. In a province, and in all of
China, only what no other zone, feature, town or village there is called.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.edges import edge_of_feature, fits
from geo.entries import Entry
from geo.features import feature_entries
from geo.wordedges import is_institution, names_another
from geo.zones import edge_of_zone, zone_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.divisions import Divisions
    from geo.features import Features
    from geo.models import Adcode, Place

__all__ = ["Wider"]

_LONGEST = 20
_SHORTEST = 2
_ABBREVIATED = 3
_NEW_DISTRICT = "国家级开发区（新区）"


class Wider:
    """Zones and features by province and by the head of a name; built at need and kept."""

    def __init__(
        self, divisions: Divisions, zones: Iterable[Place], features: Features | None
    ) -> None:
        self._divisions = divisions
        self._zones = tuple(zones)
        self._features = features

    def zones(self, province: Adcode) -> dict[str, Entry]:
        """Return the zones of a province by every form of their names, namesakes together."""
        named: dict[str, list[Place]] = {}
        for zone in self._zones:
            if zone.province == province and zone.prefecture:
                for form in zone_forms(zone.name, self._divisions.get(zone.prefecture)):
                    named.setdefault(form, []).append(zone)
        return {
            name: Entry(name, "zone", edge_of_zone(name), _one_zone(places))
            for name, places in named.items()
        }

    def features(self, province: Adcode) -> dict[str, Entry]:
        """Return the features of a province that go by their names all over it."""
        return feature_entries(self._features.of_province(province)) if self._features else {}

    def scope(self, text: str) -> Adcode | None:
        """Return where the zone or feature lies whose own name begins a text, if only one.

        The prefecture, or the province where it reaches into several.
        """
        for length in range(min(_LONGEST, len(text)), _SHORTEST - 1, -1):
            for names, edge_of in ((self._zoned, edge_of_zone), (self._featured, edge_of_feature)):
                places = names.get(text[:length], ())
                edge = edge_of(text[:length])
                if places and fits(text, 0, length, edge, after_place=False):
                    another = is_institution(text, length) or names_another(text, length)
                    return None if another else self._common(places)
        return None

    def counties_of_feature(self, name: str, *, bare: bool) -> frozenset[Adcode]:
        """Return the counties of all features of China that are called so (see `Features`)."""
        return self._features.counties_of(name, bare=bare) if self._features else frozenset()

    def _common(self, places: Iterable[Place]) -> Adcode | None:
        """Return the smallest division that holds all counties of some places, if there is one."""
        counties = [county for place in places for county in place.counties]
        for division_of in (self._divisions.prefecture_of, self._divisions.province_of):
            codes = {division_of(county) for county in counties}
            if len(codes) == 1:
                return codes.pop()
        return None

    @cached_property
    def _zoned(self) -> Mapping[str, tuple[Place, ...]]:
        """Zones by their own names, but short ones that are no new district's (江阴园区)."""
        named: dict[str, list[Place]] = {}
        for zone in self._zones:
            if len(zone.name) > _ABBREVIATED or zone.note.startswith(_NEW_DISTRICT):
                named.setdefault(zone.name, []).append(zone)
        merged = {name: _one_zone(places) for name, places in named.items()}
        return {name: places for name, places in merged.items() if len(places) == 1}

    @cached_property
    def _featured(self) -> Mapping[str, tuple[Place, ...]]:
        return self._features.of_china() if self._features else {}


def _one_zone(places: Iterable[Place]) -> tuple[Place, ...]:
    """Join the rows of a new district of the state in several prefectures (西咸新区).

    Other zones of one name are different zones.
    """
    found = tuple(places)
    names = {place.name for place in found}
    one = len(names) == 1 and all(place.note.startswith(_NEW_DISTRICT) for place in found)
    if len(found) == 1 or not one:
        return found
    counties = tuple(dict.fromkeys(c for place in found for c in place.counties))
    return (replace(found[0], counties=counties, prefecture=None),)

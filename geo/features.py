"""Natural features that plans name: lakes, reservoirs, mountains, reserves, parks, forest farms.

The table is read when the first scope is built, and kept as plain rows by prefecture.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.edges import edge_of_feature
from geo.entries import Entry
from geo.errors import DataError, UnknownPlace
from geo.landforms import KINDS as LANDFORMS
from geo.landforms import LandformTable, Row, Trust, gathered
from geo.models import Level, Place
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.divisions import Divisions
    from geo.landforms import Landform
    from geo.models import Adcode

__all__ = ["FORMS", "Features", "feature_entries", "feature_forms"]

FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "lake": ("",),
        "reservoir": ("",),
        "farm": ("",),
        "forest_farm": ("",),
        "scenic": ("国家级风景名胜区", "风景名胜区", "风景区", "景区", "旅游区", "旅游度假区"),
        "nature_reserve": ("国家级自然保护区", "自然保护区", "国家自然保护区"),
        "wetland_park": ("国家湿地公园", "湿地公园"),
        "forest_park": ("国家级森林公园", "国家森林公园", "森林公园"),
        "mountain": ("山脉", "山区"),
    }
)
"""A feature's kind → what may follow its name; "" where the name says it all (东平湖)."""


_IN_CHINA = frozenset({"china"})
_IN_PROVINCE = _IN_CHINA | {"province"}
"""Values of the column `reach` that suffice."""
_FIELDS = ("name", "alone", "reach", "source")
_BUREAU = "国家统计局"


def feature_forms(name: str, kind: str, *, alone: bool) -> tuple[str, ...]:
    """Return the names a feature goes by; its bare name only where it may stand `alone`."""
    forms = [name + ending for ending in FORMS[kind]]
    return tuple(dict.fromkeys([*forms, name] if alone else forms))


def feature_entries(named: Mapping[str, tuple[Place, ...]]) -> dict[str, Entry]:
    """Return the gazetteer's entries of features."""
    return {
        name: Entry(name, "feature", edge_of_feature(name), places)
        for name, places in named.items()
    }


def _wide_forms(row: Mapping[str, str], reaches: frozenset[str]) -> tuple[str, ...]:
    """Return the names that tell a feature beyond its prefecture.

    Where a town or village elsewhere bears its name too, only what a list of the state calls it:
    of a forest park the name with 国家, for many a town has a 北山森林公园 of its own.
    """
    forms = feature_forms(row["name"], row["kind"], alone=bool(row["alone"]))
    if row["reach"] in reaches:
        return forms
    by_state = not row["source"].startswith(_BUREAU)
    is_park = row["kind"] == "forest_park"
    official = [f for f in forms if f != row["name"] and (not is_park or "国家" in f)]
    return tuple(official) if by_state else ()


class Features:
    """The features, by prefecture.

    Parameters
    ----------
    divisions
        Used to tell the prefectures of counties.
    path
        The table; the project's own when None. Nothing is read before it is asked for.
    lesser
        The table of the counties' own features; the project's own when None.
    """

    def __init__(
        self, divisions: Divisions, path: Path | None = None, lesser: Path | None = None
    ) -> None:
        self._divisions = divisions
        self._lesser = LandformTable(divisions, lesser)
        self._path = path or DATA / "gazetteer" / "features.csv"
        self._rows: dict[Adcode, list[dict[str, str]]] | None = None

    def named(self, prefecture: Adcode) -> dict[str, tuple[Place, ...]]:
        """Return name → the features of a prefecture that bear it, by every form of the name.

        A feature holds all its counties, those of other prefectures too. What the table of the
        counties' own features surely tells of more counties is a namesake: either is meant.

        Raises
        ------
        DataError
            If the table is missing or has a row that cannot be read.
        """
        named: dict[str, tuple[Place, ...]] = {}
        for row in self._known.get(prefecture, ()):
            place = self._place(row, prefecture)
            for form in feature_forms(row["name"], row["kind"], alone=bool(row["alone"])):
                named[form] = (*named.get(form, ()), place)
        for lesser in self._lesser.rows(prefecture):
            known = {county for place in named.get(lesser.name, ()) for county in place.counties}
            further = tuple(c for c in lesser.counties if c not in known)
            if known and further and lesser.trust is not Trust.OPEN:
                first = named[lesser.name][0]
                there = replace(first, code=further[0], counties=further, note="")
                named[lesser.name] = (*named[lesser.name], there)
        return named

    def landforms(self, prefecture: Adcode) -> dict[str, Landform]:
        """Return bare name → the hills and waters of a prefecture that may be meant by it.

        Those written county by county, and the mountains, lakes and reservoirs of the other table,
        which are sure.

        Raises
        ------
        DataError
            If a table is missing or has a row that cannot be read.
        """
        rows: list[Row] = self._lesser.rows(prefecture)
        areas: list[Row] = []
        for row in self._known.get(prefecture, ()):
            is_landform = row["kind"] in LANDFORMS
            known = Row(row["name"], self._counties(row), Trust.SURE if is_landform else Trust.OPEN)
            (rows if is_landform else areas).append(known)
        return gathered(rows, areas, frozenset(self._divisions.counties(prefecture)))

    def of_province(self, province: Adcode) -> dict[str, tuple[Place, ...]]:
        """Return the same for a province, but what other places there may be called.

        Raises
        ------
        DataError
            If the table is missing or has a row that cannot be read.
        """
        within = [p for p in self._known if self._divisions.province_of(p) == province]
        return self._reaching(within, _IN_PROVINCE)

    def of_china(self) -> dict[str, tuple[Place, ...]]:
        """Return the same for all of China.

        Raises
        ------
        DataError
            If the table is missing or has a row that cannot be read.
        """
        return self._reaching(self._known, _IN_CHINA)

    def counties_of(self, name: str, *, bare: bool) -> frozenset[Adcode]:
        """Return the counties of all features of China that go by a name in their prefecture.

        And with `bare` those whose proper name it is, though it may not stand alone (恒山).

        Raises
        ------
        DataError
            If the table is missing or has a row that cannot be read.
        """
        return frozenset(
            self._divisions.get(code).adcode
            for length in range(1, len(name) + 1)
            for row in self._by_name.get(name[:length], ())
            if name in feature_forms(row["name"], row["kind"], alone=bare or bool(row["alone"]))
            for code in row["counties"].split(";")
        )

    @cached_property
    def _by_name(self) -> dict[str, list[dict[str, str]]]:
        named: dict[str, list[dict[str, str]]] = {}
        for rows in self._known.values():
            for row in rows:
                named.setdefault(row["name"], []).append(row)
        return named

    def _reaching(
        self, prefectures: Iterable[Adcode], reaches: frozenset[str]
    ) -> dict[str, tuple[Place, ...]]:
        rows = {id(row): (row, p) for p in prefectures for row in self._known[p]}
        named: dict[str, tuple[Place, ...]] = {}
        for row, prefecture in rows.values():
            for form in _wide_forms(row, reaches):
                place = self._place(row, prefecture)
                named[form] = (*named.get(form, ()), place)
        return named

    @property
    def _known(self) -> dict[Adcode, list[dict[str, str]]]:
        if self._rows is None:
            self._rows = self._read()
        return self._rows

    def _place(self, row: Mapping[str, str], prefecture: Adcode) -> Place:
        counties = self._counties(row)
        return Place(
            code=counties[0],
            name=row["name"],
            short_name=row["name"],
            level=Level.FEATURE,
            counties=counties,
            prefecture=prefecture,
            province=self._divisions.province_of(prefecture),
            note=row["source"],
        )

    def _counties(self, row: Mapping[str, str]) -> tuple[Adcode, ...]:
        return tuple(self._divisions.get(code).adcode for code in row["counties"].split(";"))

    def _read(self) -> dict[Adcode, list[dict[str, str]]]:
        rows: dict[Adcode, list[dict[str, str]]] = {}
        try:
            with self._path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    _ = FORMS[row["kind"]], *(row[field] for field in _FIELDS)
                    counties = row["counties"].split(";")
                    for within in {self._divisions.prefecture_of(code) for code in counties}:
                        rows.setdefault(within, []).append(row)
        except (OSError, KeyError, UnknownPlace) as exc:
            message = f"{self._path}: the features cannot be read ({exc}). Restore the file."
            raise DataError(message) from exc
        return rows

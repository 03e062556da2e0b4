"""Names that hold anywhere in China, each with its form, its edge and the places that bear it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.divisions import short_forms
from geo.edges import COMMON, GENERIC, Edge, edge_of_full, edge_of_short
from geo.errors import DataError, UnknownPlace
from geo.former import stem_of
from geo.models import Adcode, Level, Place
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.divisions import Change, Division, Divisions

__all__ = [
    "Aliases",
    "Entry",
    "national_entries",
    "old_names",
    "old_short_names",
    "other_names",
    "place_of",
    "read_aliases",
]

Aliases = dict[Adcode, tuple[str, ...]]
"""A county's code → the abbreviations people use for it (150223 → 达茂旗)."""

_ALIASES = DATA / "gazetteer" / "aliases.csv"
_CLEAR_ALONE = 3
_RECENT = 2010
_ANY_CITYS = GENERIC | frozenset(
    ["市区", "新区", "市郊区", "东市区", "中市区", "南市区", "北市区", "城南区", "北站区"]
)
_WORDS = COMMON | frozenset(
    ["动力", "吉利", "小河", "四方", "红星", "永红", "开元", "升平", "北站", "市郊"]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name: what it is, where it may stand, and all places that bear it."""

    name: str
    form: str
    edge: Edge
    places: tuple[Place, ...]


def read_aliases(divisions: Divisions, path: Path | None = None) -> Aliases:
    """Read aliases.csv.

    Raises
    ------
    DataError
        If the table is missing or has a row that cannot be read.
    """
    aliases: Aliases = {}
    for code, name in _abbreviations(path or _ALIASES):
        try:
            aliases[divisions.get(code).adcode] = (*aliases.get(code, ()), name)
        except UnknownPlace as exc:
            message = f"{path or _ALIASES}: a code of no division ({exc}). Restore the file."
            raise DataError(message) from exc
    return aliases


def _abbreviations(path: Path) -> list[tuple[Adcode, str]]:
    """Return the table's rows: a county's code and an abbreviation of its name."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [(Adcode(row["adcode"]), row["alias"]) for row in csv.DictReader(file)]
    except (OSError, KeyError) as exc:
        message = f"{path}: the table of aliases cannot be read ({exc}). Restore the file."
        raise DataError(message) from exc


def other_names(divisions: Divisions, path: Path | None = None) -> Aliases:
    """Return the former names and the abbreviations of divisions, by code.

    What was split bears its name in each part; a county that lost only some towns has none of it.

    Raises
    ------
    DataError
        If the table of abbreviations is missing or has a row that cannot be read.
    """
    names: Aliases = {}
    held = {division.adcode for division in divisions}
    for code, name in _abbreviations(path or _ALIASES):
        if code in held:
            names[code] = (*names.get(code, ()), name)
    for name, places in old_names(divisions).items():
        for place in places.values():
            for own in place.counties or (Adcode(place.code),):
                names[own] = (*names.get(own, ()), name)
    return names


def place_of(divisions: Divisions, division: Division) -> Place:
    """Return a division as a place."""
    is_county = division.level is Level.COUNTY
    return Place(
        code=division.adcode,
        name=division.name,
        short_name=division.short_name,
        level=division.level,
        counties=(division.adcode,) if is_county else (),
        prefecture=divisions.get(division.adcode).prefecture,
        province=division.province,
    )


def national_entries(divisions: Divisions, aliases: Aliases) -> dict[str, Entry]:
    """Names that hold anywhere in China: old names, then short ones above the county, then full."""
    entries: dict[str, Entry] = {}
    old = old_names(divisions)
    _add(entries, "old", {name: old[name] for name in old if name not in GENERIC})
    _add(entries, "old", _former_cities(old_short_names(divisions)))
    short: dict[str, dict[str, Place]] = {}
    full: dict[str, dict[str, Place]] = {}
    for division in divisions:
        place = place_of(divisions, divisions.get(division.adcode))
        full.setdefault(division.name, {})[place.code] = place
        for name in short_forms(division):
            if division.level is not Level.COUNTY or name != division.short_name:
                short.setdefault(name, {})[place.code] = place
        for name in aliases.get(division.adcode, ()):
            if len(name) >= _CLEAR_ALONE:
                short.setdefault(name, {})[place.code] = place
    _add(entries, "short", short)
    _add(entries, "full", full)
    return entries


def old_names(divisions: Divisions) -> dict[str, dict[str, Place]]:
    """Return former name → code → place of today, from the crosswalk.

    A name that a division of the same prefecture bears today is that division's alone (忻州市, once
    also its district), and so is that of a prefecture before that of a county in it (思茅市).
    """
    names: dict[str, dict[str, Place]] = {}
    for change in divisions.changes:
        if change.kind != "recoded" and not _is_vague(change) and not _is_borne(divisions, change):
            place = _old_place(divisions, change)
            names.setdefault(change.old_name, {})[place.code] = place
    return {name: _widest(divisions, places) for name, places in names.items()}


def old_short_names(divisions: Divisions) -> dict[str, dict[str, Place]]:
    """Return the same for former names without their last word (塘沽, 胶南, 襄樊).

    Left out are those that a division bears today, wherever it lies, and ordinary words.
    """
    names: dict[str, dict[str, Place]] = {}
    for change in divisions.changes:
        name = stem_of(change.old_name)
        if change.kind in ("recoded", "split") or name in (change.old_name, *_WORDS):
            continue
        if not _is_vague(change) and not divisions.bearers(name):
            place = _old_place(divisions, change)
            names.setdefault(name, {})[place.code] = place
    return {name: _widest(divisions, places) for name, places in names.items()}


def _former_cities(names: Mapping[str, dict[str, Place]]) -> dict[str, dict[str, Place]]:
    """Return the short names that were one prefecture's (襄樊); those of counties need a scope."""
    return {
        name: places
        for name, places in names.items()
        if [place.level for place in places.values()] == [Level.PREFECTURE]
    }


def _is_vague(change: Change) -> bool:
    """Tell whether a name is a word for any city's part (城区, 郊区) and no longer in use."""
    return (change.year or _RECENT) < _RECENT and change.old_name in _ANY_CITYS


def _is_borne(divisions: Divisions, change: Change) -> bool:
    own = {divisions.prefecture_of(code) for code in change.now}
    bearers = divisions.bearers(change.old_name)
    return any(divisions.prefecture_of(code) in own for code in bearers)


def _widest(divisions: Divisions, places: dict[str, Place]) -> dict[str, Place]:
    for code, place in places.items():
        if place.level is Level.PREFECTURE and all(divisions.covers(code, c) for c in places):
            return {code: place}
    return places


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


def _add(entries: dict[str, Entry], form: str, names: Mapping[str, Mapping[str, Place]]) -> None:
    for name, places in names.items():
        edge = edge_of_short(name) if form == "short" else edge_of_full(name)
        if edge is Edge.GENERIC:
            edge = Edge.CHAINED  # outside its own scope only after its parent's name
        entries[name] = Entry(name, form, edge, tuple(places[code] for code in sorted(places)))

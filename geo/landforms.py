"""Lesser hills, rivers, lakes and coasts, written county by county: county_features.csv.

Written by hand; data/gazetteer/README.md says how, and how far it can be trusted.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import DataError, UnknownPlace
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.divisions import Divisions
    from geo.models import Adcode

__all__ = ["KINDS", "Landform", "LandformTable", "Row", "Trust", "gathered"]

KINDS = frozenset(["mountain", "river", "lake", "reservoir", "coast", "land"])
_HEADER = b"name,kind,counties,sure,source\n"
_HEAD = 4
_RESERVOIR = "水库"
_LEAST = 2


class Trust(IntEnum):
    """How far a row is trusted, the best first."""

    SURE = 1
    AGREED = 2
    OPEN = 3


_TRUST: Mapping[str, Trust] = MappingProxyType(
    {
        "1,r1": Trust.SURE,
        "1,r12": Trust.SURE,
        "1,r2": Trust.AGREED,
        "2,r1": Trust.OPEN,
        "2,x": Trust.OPEN,
    }
)
"""The columns sure and source: who was sure of a row, and what a second reading said."""


class Row(NamedTuple):
    """One feature: the counties are all it is said to lie in, of any prefecture."""

    name: str
    counties: tuple[Adcode, ...]
    trust: Trust


class Landform(NamedTuple):
    """What one name means in a prefecture, by all rows that bear it.

    `counties` are those of the prefecture, `trust` that of its best row. `dam`: the name is but
    that of a reservoir without 水库.
    """

    counties: tuple[Adcode, ...]
    trust: Trust
    dam: bool = False


def gathered(
    rows: Iterable[Row], areas: Iterable[Row], inside: frozenset[Adcode]
) -> dict[str, Landform]:
    """Return name → what it means among the counties `inside`, namesakes together.

    A reservoir is known without 水库 too, where nothing else is called so. `areas` are reserves and
    parks: one called after a landform tells that it may lie there too.
    """
    whole: dict[str, Landform] = {}
    dams: dict[str, Landform] = {}
    for row in rows:
        _add(whole, row.name, row, inside)
        core = row.name.removesuffix(_RESERVOIR)
        if len(core) >= _LEAST and core != row.name:
            _add(dams, core, row, inside)
    for row in areas:
        if row.name in whole:
            _add(whole, row.name, row, inside)
    named = {name: known._replace(dam=True) for name, known in dams.items()} | whole
    shared = {known: known for known in named.values()}  # a county's many are one value
    return {name: shared[known] for name, known in named.items()}


def _add(named: dict[str, Landform], name: str, row: Row, inside: frozenset[Adcode]) -> None:
    own = [county for county in row.counties if county in inside]
    if own:
        known = named.get(name, Landform((), Trust.OPEN))
        counties = tuple(dict.fromkeys((*known.counties, *own)))
        named[name] = Landform(counties, min(known.trust, row.trust))


class LandformTable:
    """county_features.csv. It stays one piece of bytes, in which a prefecture's rows are sought.

    Parameters
    ----------
    divisions
        Used to tell the counties of a prefecture.
    path
        The table; the project's own when None. Nothing is read before it is asked for.
    """

    def __init__(self, divisions: Divisions, path: Path | None = None) -> None:
        self._divisions = divisions
        self._path = path or DATA / "gazetteer" / "county_features.csv"

    def rows(self, prefecture: Adcode) -> list[Row]:
        """Return the rows that reach a prefecture, in the table's order.

        Raises
        ------
        DataError
            If the table is missing or has a row of the prefecture that cannot be read.
        """
        try:
            return [self._row(line) for line in self._lines(prefecture)]
        except (OSError, ValueError, UnknownPlace) as exc:
            message = f"{self._path}: the counties' features cannot be read ({exc}). Restore it."
            raise DataError(message) from exc

    def _lines(self, prefecture: Adcode) -> list[str]:
        """Return the lines that hold a code of the prefecture: behind a comma or a semicolon."""
        heads = {code[:_HEAD] for code in self._divisions.counties(prefecture)}
        starts = set()
        for mark in (before + head.encode() for head in heads for before in (b",", b";")):
            at = self._table.find(mark)
            while at >= 0:
                starts.add(self._table.rfind(b"\n", 0, at) + 1)
                at = self._table.find(mark, at + 1)
        return [
            self._table[start : self._table.find(b"\n", start)].decode("utf-8")
            for start in sorted(starts)
        ]

    def _row(self, line: str) -> Row:
        name, kind, counties, *told = line.split(",")
        trust = _TRUST.get(",".join(told))
        if kind not in KINDS or trust is None:
            raise ValueError(line)
        codes = tuple(self._divisions.get(code).adcode for code in counties.split(";"))
        return Row(name, codes, trust)

    @cached_property
    def _table(self) -> bytes:
        table = self._path.read_bytes()
        if not table.startswith(_HEADER) or not table.endswith(b"\n"):
            raise ValueError(table[: len(_HEADER)])
        return table

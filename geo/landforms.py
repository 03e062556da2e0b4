"""Lesser hills, rivers, lakes and coasts, written county by county: county_features.csv.

The table is read when it is first asked, and kept as text and plain tuples by prefecture: a
nation's rows are many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.errors import DataError, UnknownPlace
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.divisions import Divisions
    from geo.models import Adcode

__all__ = ["KINDS", "Landform", "LandformTable", "Row", "gathered"]

KINDS = frozenset(["mountain", "river", "lake", "reservoir", "coast", "land"])
_HEADER = "name,kind,counties,sure,source"
_RESERVOIR = "水库"
_LEAST = 2


class Row(NamedTuple):
    """One feature: the counties are all it is said to lie in, of any prefecture."""

    name: str
    counties: tuple[Adcode, ...]
    sure: bool


class Landform(NamedTuple):
    """What one name means in a prefecture, by all rows that bear it.

    `counties` are those of the prefecture. `sure`: a row of them is. `dam`: the name is but that
    of a reservoir without 水库.
    """

    counties: tuple[Adcode, ...]
    sure: bool
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
    return {name: known._replace(dam=True) for name, known in dams.items()} | whole


def _add(named: dict[str, Landform], name: str, row: Row, inside: frozenset[Adcode]) -> None:
    known = named.get(name, Landform((), sure=False))
    own = dict.fromkeys((*known.counties, *(c for c in row.counties if c in inside)))
    named[name] = Landform(tuple(own), known.sure or row.sure)


class LandformTable:
    """county_features.csv, kept as lines of text by prefecture: a nation's rows are many.

    Parameters
    ----------
    divisions
        Used to tell the prefectures of counties.
    path
        The table; the project's own when None. Nothing is read before it is asked for.
    """

    def __init__(self, divisions: Divisions, path: Path | None = None) -> None:
        self._divisions = divisions
        self._path = path or DATA / "gazetteer" / "county_features.csv"
        self._lines: dict[Adcode, str] | None = None
        self._codes: dict[str, Adcode] = {}
        self._within: dict[str, Adcode] = {}

    def rows(self, prefecture: Adcode) -> Iterator[Row]:
        """Yield the rows that reach a prefecture.

        Raises
        ------
        DataError
            If the table is missing or has a row that cannot be read.
        """
        if self._lines is None:
            self._lines = self._read()
        for line in self._lines.get(prefecture, "").split():
            name, counties, sure = line.split(",")
            yield Row(name, tuple(self._codes[c] for c in counties.split(";")), sure == "1")

    def _read(self) -> dict[Adcode, str]:
        found: dict[Adcode, list[str]] = {}
        try:
            header, *lines = self._path.read_text(encoding="utf-8").splitlines()
            if header != _HEADER:
                raise ValueError(header)
            for line in lines:
                name, kind, counties, sure, _ = line.split(",")
                if kind not in KINDS or sure not in ("1", "2"):
                    raise ValueError(line)
                for prefecture in {self._prefecture(code) for code in counties.split(";")}:
                    found.setdefault(prefecture, []).append(f"{name},{counties},{sure}")
        except (OSError, ValueError, UnknownPlace) as exc:
            message = f"{self._path}: the counties' features cannot be read ({exc}). Restore it."
            raise DataError(message) from exc
        return {prefecture: "\n".join(rows) for prefecture, rows in found.items()}

    def _prefecture(self, code: str) -> Adcode:
        if code not in self._within:
            self._codes[code] = self._divisions.get(code).adcode
            self._within[code] = self._divisions.prefecture_of(code)
        return self._within[code]

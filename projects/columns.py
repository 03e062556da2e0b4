"""All projects of a registry as columns of numbers, so that sums take milliseconds.

Built once with the registry and shared by every choice among its projects. Codes stand for kinds,
stages and places; sizes are exact whole numbers of a small unit (`projects.amounts.Parts`): of 64
bits where any sum of them fits, else Python's own, which have no end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from projects.amounts import Parts, key_of, own_amounts, own_parts
from projects.checking import is_checked
from projects.homes import PLACES, Homes, place_class
from projects.kinds import MEASURES
from projects.models import Stage
from projects.repeats import find_repeats, told_apart

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.amounts import Key, Tally
    from projects.models import Project
    from projects.scope import Scope
    from projects.selection import Holdings
    from projects.splitting import Pieces

    Bools = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]
    Whole = npt.NDArray[np.int64] | npt.NDArray[np.object_]

__all__ = ["Columns", "Measured", "amounts_of", "columns_of"]

_T = TypeVar("_T", bound="Hashable")
_MOST = 2**62
_STAGES = tuple(Stage)
# How the reader and the geocoder say that a zone's name told the county.
_ZONE = re.compile(r"^zone's [^:]+: (?P<name>.+)$")


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """What every project adds to a sum of one measure; all of shape (projects,).

    `value` is in units of 10**-`places`, groups reduced to their remainder; `marks` are bits of
    `projects.amounts`; `overfull` are rows.
    """

    places: int
    value: Whole
    stated: Bools
    marks: npt.NDArray[np.uint8]
    overfull: frozenset[int]


class Columns:
    """The projects in their order, as columns of codes.

    `kind`, `stage`, `place` and `home` are of shape (projects,): codes into `kinds`, the members
    of `Stage`, `PLACES` and `codes`, in which 0 is no place. `prefecture` (the group counties are
    summed in) and `province` are of shape (codes,). `several` are the rows of cross-county
    projects; the counties of the k-th are `county[starts[k]:starts[k + 1]]`. `counts` is False for
    what is another document's project named again; `perhaps` are pairs of rows that may be one
    project, both counted. `document` (projects,) are codes into `dates`, the documents' own;
    `pieces` and `scopes` are what `projects.splitting` and `projects.scope` keep here.

    Raises
    ------
    UnknownPlace
        If a project's place is no division of today.
    """

    def __init__(self, holdings: Holdings, divisions: Divisions) -> None:
        self.projects = projects = holdings.projects
        self.divisions = divisions
        self.repeats = find_repeats(projects, holdings.documents, divisions)
        self._homes = Homes(divisions, {f.sha256: f.place for f in holdings.documents})
        self._measured: dict[str, Measured] = {}
        self._covered: dict[Adcode, Bools] = {}
        self._groups: dict[str, Rows] = {}
        self.pieces: dict[tuple[str, str | None], Pieces] = {}
        self.scopes: dict[tuple[Adcode, ...], Scope] = {}
        self.counts = np.ones(len(projects), dtype=bool)
        self.counts[list(self.repeats.copies)] = False
        self._sort(holdings)
        self._place()
        self.perhaps = tuple(sorted({*self.repeats.unsure, *_doubles(projects)}))

    def _sort(self, holdings: Holdings) -> None:
        dates = {facts.sha256: facts.date for facts in holdings.documents}
        documents = [project.document for project in self.projects]
        codes = {document: code for code, document in enumerate(dict.fromkeys(documents))}
        self.document = _coded(documents, codes)
        self.dates = tuple(dates.get(document) for document in codes)
        kinds = [project.kind for project in self.projects]
        self.kinds = tuple(dict.fromkeys(kinds))
        self.kind = _coded(kinds, {kind: code for code, kind in enumerate(self.kinds)})
        stages = [project.stage for project in self.projects]
        self.stage = _coded(stages, {stage: code for code, stage in enumerate(_STAGES)})

    def _place(self) -> None:
        """Find every project's place; most lie in one county, and cost no call."""
        counties = [project.counties for project in self.projects]
        apart = [row for row, codes in enumerate(counties) if len(codes) != 1]
        homes: list[Adcode | None] = [codes[0] if codes else None for codes in counties]
        self.place = np.zeros(len(counties), dtype=np.int64)
        for row in apart:
            project = self.projects[row]
            self.place[row] = PLACES.index(place_class(project))
            homes[row] = self._homes.of(project)
        crossing = PLACES.index("cross_county")
        self.several = np.array([r for r in apart if self.place[r] == crossing], dtype=np.int64)
        members = [tuple(dict.fromkeys(counties[row])) for row in self.several.tolist()]
        there = [code for code in dict.fromkeys(chain(homes, *members)) if code is not None]
        prefecture = {code: self._homes.prefecture(code) for code in there}
        province = {code: self._homes.province(code) for code in there}
        above = chain(prefecture.values(), province.values())
        self.codes = tuple(dict.fromkeys([None, *there, *above]))
        codes = {code: number for number, code in enumerate(self.codes)}
        self.home = _coded(homes, codes)
        self.county = _coded(list(chain(*members)), codes)
        self.starts = np.cumsum([0, *map(len, members)], dtype=np.int64)
        self.prefecture = _coded([prefecture.get(c) for c in self.codes], codes)
        self.province = _coded([province.get(c) for c in self.codes], codes)

    def covered(self, scope: Adcode) -> Bools:
        """Tell for each place whether it lies in a division.

        Raises
        ------
        UnknownPlace
            If a place is no division of today.
        """
        covers = self.divisions.covers
        if scope not in self._covered:
            inside = [code is not None and covers(scope, code) for code in self.codes]
            self._covered[scope] = np.array(inside, dtype=bool)
        return self._covered[scope]

    def group(self, by: str) -> Rows:
        """Return for each project the code of its row in a table by county, kind …; 0 for none."""
        if by not in self._groups:
            self._groups[by] = self._group(by)
        return self._groups[by]

    def groups(self, by: str) -> int:
        """Return how many codes there are of a table's rows, 0 among them."""
        if by == "kind":
            return len(self.kinds) + 1
        return len(_STAGES) + 1 if by == "stage" else len(self.codes)

    def key(self, by: str, code: int) -> str:
        """Return the kind, stage or adcode of a row's code, which is not 0."""
        if by == "kind":
            return self.kinds[code - 1]
        return str(_STAGES[code - 1]) if by == "stage" else str(self.codes[code])

    def code(self, by: str, key: str) -> int:
        """Return the code of a row's key; -1 for none there is."""
        codes = (code for code in range(1, self.groups(by)) if self.key(by, code) == key)
        return next(codes, -1)

    def _group(self, by: str) -> Rows:
        if by == "kind":
            return self.kind + 1
        if by == "stage":
            return self.stage + 1
        if by == "county":
            return np.where(self.place == PLACES.index("county"), self.home, 0)
        return (self.prefecture if by == "prefecture" else self.province)[self.home]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the places of `codes`, "" for none."""
        return tuple(self.divisions.name(code) if code else "" for code in self.codes)

    @cached_property
    def zones(self) -> Mapping[int, str]:
        """Row → the development zone that told its counties, where one did."""
        told = {
            row: next((m["name"] for r in p.reasons if (m := _ZONE.match(r.why))), "")
            for row, p in enumerate(self.projects)
        }
        return {row: name for row, name in told.items() if name}

    def measured(self, measure: str) -> Measured:
        """Return what every project adds to a sum of a measure."""
        if measure not in self._measured:
            self._measured[measure] = self._measure(measure)
        return self._measured[measure]

    @cached_property
    def _parts(self) -> Mapping[str, Parts]:
        return own_parts(self.projects, self.repeats.copies)

    def _measure(self, measure: str) -> Measured:
        count = len(self.projects)
        if measure == "count":
            marks = np.zeros(count, dtype=np.uint8)
            return Measured(0, self.counts.astype(np.int64), self.counts, marks, frozenset())
        parts = self._parts[measure]
        rows = np.fromiter(parts.values, dtype=np.int64, count=len(parts.values))
        numbers = list(parts.values.values())
        fits = sum(map(abs, numbers)) < _MOST
        value = np.zeros(count, dtype=np.int64 if fits else object)
        value[rows] = numbers
        stated = np.zeros(count, dtype=bool)
        stated[rows] = True
        marks = np.zeros(count, dtype=np.uint8)
        marks[list(parts.marks)] = list(parts.marks.values())
        return Measured(parts.places, value, stated, marks, parts.overfull)


def columns_of(holdings: Holdings, divisions: Divisions) -> Columns:
    """Return the columns of all that is held, built once with every measure."""

    def build() -> Columns:
        columns = Columns(holdings, divisions)
        for measure in MEASURES:
            columns.measured(measure)
        for by in ("county", "prefecture", "province", "kind", "stage"):
            columns.group(by)
        return columns

    return holdings.once(("columns", divisions), build, of_all=True)


def amounts_of(
    holdings: Holdings, measure: str, divisions: Divisions
) -> tuple[dict[Key, Tally], frozenset[Key]]:
    """Give `projects.amounts.own_amounts` of all that is held, worked out once."""
    copies = columns_of(holdings, divisions).repeats.copies
    return holdings.once(
        ("amounts", divisions, measure),
        lambda: own_amounts(holdings.projects, measure, copies),
        of_all=True,
    )


def _coded(values: Sequence[_T], codes: Mapping[_T, int]) -> Rows:
    return np.fromiter(map(codes.__getitem__, values), dtype=np.int64, count=len(values))


def _doubles(projects: Sequence[Project]) -> Iterator[tuple[int, int]]:
    """Yield the likely doubles within a document, those aside that people checked or told apart."""
    told = [row for row, project in enumerate(projects) if project.doubles]
    apart = told_apart(projects)
    rows = {key_of(projects[row]): row for row in told}
    for row in told:
        for double in projects[row].doubles:
            other = rows.get((projects[row].document, double.id))
            if other is None or other == row or _are_checked(projects, row, other):
                continue
            pair = min(row, other), max(row, other)
            if pair not in apart:
                yield pair


def _are_checked(projects: Sequence[Project], one: int, other: int) -> bool:
    """Tell whether people looked at both and left them two: they are no doubles then."""
    return is_checked(projects[one]) and is_checked(projects[other])

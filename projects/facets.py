"""What projects can be told apart by, indexed once, so that a filter does not walk over all."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.amounts import measured
from projects.kinds import KINDS
from projects.searching import Haystack, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import DocumentFacts, Project
    from projects.selection import Selection

__all__ = ["PERIODS", "Facets"]

PERIODS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "十三五": (2016, 2020),
        "十四五": (2021, 2025),
        "十五五": (2026, 2030),
        "十六五": (2031, 2035),
    }
)
"""The five-year plans: name → first and last year."""

_OWN: Mapping[str, Callable[[Project], Iterable[Hashable]]] = MappingProxyType(
    {
        "kinds": lambda p: (p.kind,),
        "stages": lambda p: (p.stage,),
        "natures": lambda p: (p.nature,),
        "precisions": lambda p: (p.precision,) if p.precision else (),
        "units": lambda p: p.responsible,
        "documents": lambda p: (p.document,),
    }
)
"""Field of `Selection` → the values of a project, any of which will do."""


class Facets:
    """The index of some projects; each part is made when first asked for.

    Parameters
    ----------
    projects
        In the order they are to be given.
    documents
        The plans, which tell where a project without a county belongs, and of which years it is.
    """

    def __init__(
        self,
        projects: tuple[Project, ...],
        documents: Iterable[DocumentFacts],
        divisions: Divisions,
    ) -> None:
        self._projects = projects
        self._documents = {facts.sha256: facts for facts in documents}
        self._divisions = divisions
        self._indexes: dict[str, Mapping[Hashable, array[int]]] = {}
        self._haystack: Haystack | None = None
        self._measured: dict[str, list[float | None]] = {}
        self._said = lru_cache(maxsize=None)(divisions.full_name)

    def values(self, field: str) -> Mapping[Hashable, int]:
        """Return the values a field of `Selection` may take here, with the number of projects."""
        return {value: len(rows) for value, rows in self._index(field).items()}

    def marked(self, selection: Selection) -> bytes:
        """Return a byte for each project: 1 where it is meant, else 0."""
        left = int.from_bytes(b"\1" * len(self._projects), "little")
        for marks in self._restrictions(selection):
            left &= int.from_bytes(marks, "little")
        return left.to_bytes(len(self._projects), "little")

    def _restrictions(self, selection: Selection) -> Iterable[bytearray]:
        for field in _OWN:
            if wanted := getattr(selection, field):
                yield self._any_of(field, wanted)
        if selection.sectors:
            kinds = [k for k in self._index("kinds") if _sector(k) in selection.sectors]
            yield self._any_of("kinds", kinds)
        if selection.places:
            yield self._any_of("homes", self._homes_in(selection.places))
        if selection.years or selection.periods:
            yield self._of_years(selection)
        if selection.size is not None:
            yield self._of_size(*selection.size)
        if selection.query.strip():
            yield self._search().marked(selection.query)

    def _any_of(self, field: str, wanted: Iterable[Hashable]) -> bytearray:
        index = self._index(field)
        marks = bytearray(len(self._projects))
        for value in dict.fromkeys(wanted):
            for row in index.get(value, ()):
                marks[row] = 1
        return marks

    def _index(self, field: str) -> Mapping[Hashable, array[int]]:
        if field not in self._indexes:
            of = {**_OWN, "homes": self._homes, "years": _years}[field]
            found: dict[Hashable, array[int]] = {}
            for row, project in enumerate(self._projects):
                for value in of(project):
                    if value not in found:
                        found[value] = array("I")
                    found[value].append(row)
            self._indexes[field] = found
        return self._indexes[field]

    def _homes(self, project: Project) -> tuple[Adcode, ...]:
        """Return a project's counties; without any, the place it is known to lie in."""
        if project.counties:
            return tuple(dict.fromkeys(project.counties))
        facts = self._documents.get(project.document)
        home = project.within or (facts.place if facts else None)
        return (home,) if home is not None else ()

    def _homes_in(self, places: Iterable[Adcode]) -> set[Hashable]:
        covers = self._divisions.covers
        homes = [home for home in self._index("homes") if isinstance(home, str)]
        return {home for place in places for home in homes if covers(place, home)}

    def _of_years(self, selection: Selection) -> bytearray:
        """Mark what is due in the years meant, or of a plan for them where it names no year."""
        first, last = selection.years or (0, 0)
        spans = [PERIODS[name] for name in selection.periods]
        spans += [(first, last)] if selection.years else []
        years = [
            year
            for year in self._index("years")
            if isinstance(year, int) and any(a <= year <= b for a, b in spans)
        ]
        marks = self._any_of("years", years)
        meant = {key for key, f in self._documents.items() if _period(f) in selection.periods}
        undated = self._index("years").get(None, ())
        for row in undated:
            if self._projects[row].document in meant:
                marks[row] = 1
        return marks

    def _of_size(self, measure: str, low: float | None, high: float | None) -> bytearray:
        if measure not in self._measured:
            self._measured[measure] = [_stated(p, measure) for p in self._projects]
        return bytearray(
            value is not None and (low is None or value >= low) and (high is None or value <= high)
            for value in self._measured[measure]
        )

    def _search(self) -> Haystack:
        if self._haystack is None:
            self._haystack = Haystack(map(self._text, self._projects))
        return self._haystack

    def _text(self, project: Project) -> str:
        kind = KINDS.get(project.kind)
        labels = (kind.zh, kind.en) if kind else ()
        homes = map(self._said, self._homes(project))
        owner = project.owner or ""
        return folded("\n".join((project.name, *labels, *homes, *project.responsible, owner)))


def _sector(kind: Hashable) -> str:
    row = KINDS.get(str(kind))
    return row.sector if row else ""


def _years(project: Project) -> tuple[int | None]:
    return (project.year,)


def _stated(project: Project, measure: str) -> float | None:
    """Return how much of a measure the project itself states; None where it states none."""
    parts = measured(project, measure)
    return sum(part.value for part in parts) if parts else None


def _period(facts: DocumentFacts) -> str:
    """Return the five-year plan a document's title names; "" for none."""
    found = re.search("|".join(PERIODS), facts.title)
    return found[0] if found else ""

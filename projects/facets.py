"""What projects can be told apart by, indexed once, so that a filter does not walk over all.

An index is built in one walk when it is first asked for; from then on a filter, and how many
projects each further restriction would leave, are operations on arrays.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from projects.amounts import counted
from projects.checking import is_checked
from projects.kinds import KINDS, MEASURES
from projects.searching import Haystack, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    import numpy.typing as npt

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import DocumentFacts, Project
    from projects.selection import Selection

    Bools = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

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
        "sectors": lambda p: (_sector(p.kind),),
        "stages": lambda p: (p.stage,),
        "natures": lambda p: (p.nature,),
        "precisions": lambda p: (p.precision,) if p.precision else (),
        "units": lambda p: dict.fromkeys(p.responsible),
        "documents": lambda p: (p.document,),
        "checked": lambda p: (is_checked(p),),
    }
)
"""Field of `Selection` → the values of a project, any of which will do."""

_OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {"homes": "places", "cities": "places", "periods": "years"}
)
_SPAN = re.compile(r"(?<!\d)(20\d\d)年?[-—–－~～至到]+(20\d\d)(?!\d)")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_REMEMBERED = 64  # restrictions, a byte a project each


class _Index(NamedTuple):
    """Who has which value: pair k says that project `row[k]` has `values[code[k]]`."""

    values: tuple[Hashable, ...]
    row: Rows
    code: Rows

    def holding(self, wanted: Iterable[Hashable], size: int) -> Bools:
        """Tell which of `size` projects have one of the values."""
        meant = set(wanted)
        asked = np.fromiter((value in meant for value in self.values), bool, len(self.values))
        return self.marked(asked, size)

    def marked(self, asked: Bools, size: int) -> Bools:
        """Tell which of `size` projects have one of the values that are `asked` for."""
        marks = np.zeros(size, dtype=bool)
        marks[self.row[asked[self.code]]] = True
        return marks

    def counted(self, marks: Bools) -> dict[Hashable, int]:
        """Count the marked projects by value, in the order the values first occur."""
        numbers = np.bincount(self.code[marks[self.row]], minlength=len(self.values))
        return dict(zip(self.values, numbers.tolist(), strict=True))


class Facets:
    """The index of some projects; each part is made when first asked for.

    Parameters
    ----------
    projects
        In the order they are to be given.
    documents
        The plans, which tell where a project without a county belongs, and of which years it is.
    aliases
        Further names of divisions, by code, asked for when something is searched.
    copies
        The projects that are another one, named by a further document: row → the other's row; asked
        for likewise.
    """

    def __init__(
        self,
        projects: tuple[Project, ...],
        documents: Iterable[DocumentFacts],
        divisions: Divisions,
        *,
        aliases: Callable[[], Mapping[Adcode, tuple[str, ...]]] = dict,
        copies: Callable[[], Mapping[int, int]] = dict,
    ) -> None:
        self._projects = projects
        self._documents = {facts.sha256: facts for facts in documents}
        self._divisions = divisions
        self._indexes: dict[str, _Index] = {}
        self._aliases = aliases
        self._copies = copies
        self._hays: tuple[Haystack, tuple[tuple[_Index, Haystack], ...]] | None = None
        self._measured: dict[str, Floats] = {}
        self._city = lru_cache(maxsize=None)(divisions.prefecture_of)
        self._marks = lru_cache(maxsize=_REMEMBERED)(self._restricted)

    def values(self, field: str) -> Mapping[Hashable, int]:
        """Return the values a field of `Selection` may take here, with the number of projects."""
        return self._index(field).counted(np.ones(len(self._projects), dtype=bool))

    def counts(self, selection: Selection, field: str) -> Mapping[Hashable, int]:
        """Return for each value of a field how many projects it would leave.

        All the other restrictions of `selection` hold. `field` is one of `Selection`, or "homes"
        or "cities" for the adcodes that `places` may hold; for `years` the value None counts the
        projects without one, and `periods` are counted with what names no year but is of a plan
        for them.
        """
        others = self._all_of(selection, but=_OTHER_NAMES.get(field, field))
        if field == "periods":
            left = {name: others & self._of_years((None, (name,))) for name in PERIODS}
            return {name: int(marks.sum()) for name, marks in left.items()}
        return self._index(field).counted(others)

    def undated(self, selection: Selection) -> tuple[int, int]:
        """Count what all restrictions but those of time leave, and what of it has no time.

        The second number is of projects that name no year and whose plan is of no period.
        """
        others = self._all_of(selection, but="years")
        return int(others.sum()), int((others & self._of_no_time()).sum())

    def marked(self, selection: Selection) -> bytes:
        """Return a byte for each project: 1 where it is meant, else 0."""
        return self._all_of(selection).tobytes()

    def states(self, measure: str) -> bool:
        """Tell whether any project states a measure."""
        return bool(np.isfinite(self.sizes(measure)).any())

    def warm(self) -> None:
        """Build what filters ask for, so that nobody waits for it."""
        for field in (*_OWN, "homes", "cities", "years"):
            self._index(field)
        for measure in MEASURES:
            self.sizes(measure)
        self._of_query("zz")  # two letters are also sought among initials

    def _all_of(self, selection: Selection, *, but: str = "") -> Bools:
        """Tell which projects all restrictions leave, those of one field aside."""
        left = np.ones(len(self._projects), dtype=bool)
        for field, value in _restrictions(selection):
            if field != but:
                left &= self._marks(field, value)
        return left

    def _restricted(self, field: str, value: Any) -> Bools:  # noqa: ANN401 - each field's own
        """Tell which projects one field of a selection leaves."""
        if field in _OWN:
            return self._any_of(field, value)
        if field == "places":
            return self._any_of("homes", self._homes_in(value))
        of: Mapping[str, Callable[[Any], Bools]] = {
            "years": self._of_years,
            "size": self._of_size,
            "query": self._of_query,
        }
        return of[field](value)

    def _any_of(self, field: str, wanted: Iterable[Hashable]) -> Bools:
        return self._index(field).holding(wanted, len(self._projects))

    def _index(self, field: str) -> _Index:
        if field not in self._indexes:
            of = {**_OWN, "homes": self._homes, "cities": self._cities, "years": _years}[field]
            codes: dict[Hashable, int] = {}
            row, code = array("q"), array("q")
            for number, project in enumerate(self._projects):
                for value in of(project):
                    row.append(number)
                    code.append(codes.setdefault(value, len(codes)))
            pairs = (np.frombuffer(part, dtype=np.int64) for part in (row, code))
            self._indexes[field] = _Index(tuple(codes), *pairs)
        return self._indexes[field]

    def _homes(self, project: Project) -> Iterable[Adcode]:
        """Return a project's counties; without any, the place it is known to lie in."""
        if project.counties:
            return dict.fromkeys(project.counties)
        facts = self._documents.get(project.document)
        home = project.within or (facts.place if facts else None)
        return (home,) if home is not None else ()

    def _cities(self, project: Project) -> Iterable[Adcode]:
        return dict.fromkeys(map(self._city, self._homes(project)))

    def _homes_in(self, places: Iterable[Adcode]) -> set[Hashable]:
        covers = self._divisions.covers
        homes = [home for home in self._index("homes").values if isinstance(home, str)]
        return {home for place in places for home in homes if covers(place, home)}

    def _of_years(self, meant: tuple[tuple[int, int] | None, tuple[str, ...]]) -> Bools:
        """Mark what is due in the years meant, or of a plan for them where it names no year."""
        span, periods = meant
        spans = [PERIODS[name] for name in periods] + ([span] if span else [])
        years = [
            year
            for year in self._index("years").values
            if isinstance(year, int) and any(a <= year <= b for a, b in spans)
        ]
        return self._undated_of(periods) | self._any_of("years", years)

    def _undated_of(self, periods: Iterable[str]) -> Bools:
        """Mark what names no year and is of a plan for one of these periods."""
        meant = set(periods)
        plans = [key for key, facts in self._documents.items() if _period(facts) in meant]
        return self._any_of("years", [None]) & self._any_of("documents", plans)

    def _of_no_time(self) -> Bools:
        return self._any_of("years", [None]) & ~self._undated_of(PERIODS)

    def _of_size(self, meant: tuple[str, float | None, float | None]) -> Bools:
        measure, low, high = meant
        value = self.sizes(measure)
        return (value >= (-np.inf if low is None else low)) & (
            value <= (np.inf if high is None else high)
        )

    def sizes(self, measure: str) -> Floats:
        """Return what each project states of a measure, NaN where it states nothing."""
        if measure not in self._measured:
            stated = (counted(project, measure) for project in self._projects)
            self._measured[measure] = np.array(
                [np.nan if value is None else value for value in stated], dtype=np.float64
            )
        return self._measured[measure]

    def _of_query(self, query: str) -> Bools:
        """Tell which projects have all words, each in whatever they are found by."""
        found = np.ones(len(self._projects), dtype=bool)
        own, shared = self._search()
        for word in words_of(query):
            here = own.having(word)
            for index, texts in shared:  # a few texts stand for many projects
                here |= index.marked(texts.having(word), len(here))
            found &= here
        return found

    def _search(self) -> tuple[Haystack, tuple[tuple[_Index, Haystack], ...]]:
        if self._hays is None:
            aliases = self._aliases()
            says: Mapping[str, Callable[[Any], str]] = {
                "kinds": _kind_text,
                "homes": lambda code: self._place_text(code, aliases),
                "units": str,
            }
            indexes = {field: self._index(field) for field in says}
            shared = (
                (index, Haystack(map(says[field], index.values)))
                for field, index in indexes.items()
            )
            self._hays = Haystack(self._own_texts()), tuple(shared)
        return self._hays

    def _own_texts(self) -> list[str]:
        """Return what each project alone is found by, and by what its copies are called."""
        texts = [_own_text(project) for project in self._projects]
        names = {row: project.name for row, project in enumerate(self._projects)}
        for copy, row in self._copies().items():
            texts[row], texts[copy] = (
                f"{texts[row]}\n{names[copy]}",
                f"{texts[copy]}\n{names[row]}",
            )
        return texts

    def _place_text(self, code: Adcode, aliases: Mapping[Adcode, tuple[str, ...]]) -> str:
        """Name a place with the divisions around it, as they are and as they were called."""
        division = self._divisions.get(code)
        around = dict.fromkeys((division.province, division.prefecture, division.adcode))
        former = (name for c in around if c for name in aliases.get(c, ()))
        return "\n".join((self._divisions.full_name(code), *former))


def _restrictions(selection: Selection) -> Iterator[tuple[str, Any]]:
    """Yield what restricts; years and periods are one restriction, and so are their projects."""
    for field in (*_OWN, "places"):
        value = getattr(selection, field)
        if value not in ((), None):
            yield field, value if isinstance(value, tuple) else (value,)
    if selection.years or selection.periods:
        yield "years", (selection.years, selection.periods)
    if selection.size is not None:
        yield "size", selection.size
    if selection.query.strip():
        yield "query", selection.query


def _sector(kind: str) -> str:
    row = KINDS.get(kind)
    return row.sector if row else ""


def _own_text(project: Project) -> str:
    code = project.ledger.code if project.ledger else ""
    return "\n".join((project.name, project.owner or "", code))


def _kind_text(key: str) -> str:
    kind = KINDS.get(key)
    return "\n".join((kind.zh, kind.en, *kind.spoken.split())) if kind else ""


def _years(project: Project) -> tuple[int | None]:
    return (project.year,)


def _period(facts: DocumentFacts) -> str:
    """Return the five-year plan a document's title names, or whose years it gives; "" for none.

    A span of years tells a period where it lies in one: 2023—2025年 is of 十四五, 2021—2035年 of
    none.
    """
    title = facts.title.translate(_WIDE)
    if found := re.search("|".join(PERIODS), title):
        return found[0]
    if not (span := _SPAN.search(title)):
        return ""
    first, last = map(int, span.groups())
    inside = (name for name, (a, b) in PERIODS.items() if a <= first <= last <= b)
    return next(inside, "")

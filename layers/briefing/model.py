"""What a briefing says, as plain values: pictures, slides, documents and pages show the same.

A `Brief` is made by `layers.briefing.composing.compose` without any drawing library. Texts in it
are Chinese and ready to be shown; they hold no markup, and whoever writes them into a file escapes
them by that file's rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, overload

from projects.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.amounts import Amount
    from projects.homes import PlaceClass
    from projects.models import Stage

__all__ = [
    "Appendix",
    "Approval",
    "Beside",
    "Brief",
    "BriefOptions",
    "Entry",
    "Figure",
    "Layout",
    "Mark",
    "Region",
    "Scope",
    "Source",
]


class Layout(StrEnum):
    """What a picture is of.

    CITY is one map of one place, which may also be a province or the whole country.
    """

    CITY = "city"
    COUNTY = "county"
    COMPARISON = "comparison"
    RANKING = "ranking"


class Scope(StrEnum):
    """How large the place is that a picture is of."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Approval:
    """A map-approval number (审图号) and who approved that very map; never a setting."""

    number: str
    approver: str


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What is asked for; every field has a sensible value of its own.

    `layout` None takes what the places call for, `places` () those of the selection, else those of
    the plans. `measure` is a key of `MEASURES`, None for power or, where none is stated, the
    number of projects. `stages` are those the total counts, () for the selection's or else the
    headline's. `title` "" makes one. `made_on` None is today.
    """

    layout: Layout | None = None
    places: tuple[Adcode, ...] = ()
    selection: Selection = field(default_factory=Selection)
    measure: str | None = None
    stages: tuple[Stage, ...] = ()
    title: str = ""
    made_on: date | None = None
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A named sum: `key` is a stage, kind, place class or adcode; `said` is how people read it."""

    key: str
    name: str
    amount: Amount
    said: str

    @property
    def projects(self) -> int:
        """How many projects it is over."""
        return self.amount.projects


@dataclass(frozen=True, slots=True)
class Region:
    """A county or city with its sum over the stages counted, and over each stage by itself.

    `shared` are the cross-county projects a county takes part in; they are in no region's sum.
    `shown` counts projects of every stage.
    """

    adcode: Adcode
    name: str
    short: str
    total: Figure
    stages: tuple[Figure, ...]
    shared: int = 0
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Projects of one kind in one county: one symbol with its number on the map.

    `counted` says whether their stages are in the total. `site` are degrees of longitude and
    latitude, where a project is known to its very site.
    """

    adcode: Adcode
    kind: str
    counted: bool
    projects: int
    site: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document the projects come from; `line` says it all: title, number, issuer, date."""

    sha256: str
    title: str
    number: str | None
    date: str | None
    issuer: str | None
    is_table: bool
    line: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the appendix: one project, every cell ready to be shown.

    `number` counts from 1. `size` is what the text states, all of it; `counted` whether the
    project is in the total, `adds` what it adds there in the measure's unit (a group's remainder;
    None where it states nothing). `source` counts the brief's sources from 1.
    """

    number: int
    key: tuple[str, str]
    name: str
    kind: str
    kind_name: str
    stage: Stage
    stage_name: str
    where: str
    place_class: PlaceClass
    size: str
    section: str
    source: int
    counted: bool
    adds: float | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What no single county holds: 跨县, 全市性, 待定位 or 市外, of the stages counted.

    `figure.key` is the place class; `outside` stands in no total. Of a county "sharing" are the
    cross-county projects it takes part in, not split (未分摊), in no total either. `entries` are
    the projects.
    """

    figure: Figure
    entries: Appendix


class Appendix(Sequence[Entry]):
    """Rows that are made when they are asked for: there may be a hundred thousand."""

    def __init__(self, count: int, make: Callable[[int], Entry]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        """Return a row, or several."""
        if isinstance(index, slice):
            return [self._make(place) for place in range(self._count)[index]]
        return self._make(range(self._count)[index])


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a briefing says of one choice of projects.

    `place` is None for the whole country; `places` are those compared, or the one. `regions` are
    counties (of the whole country and of provinces too: `cities` then has their cities, and of the
    whole country `provinces` the provinces), in code
    order; a ranking's are counties or cities in falling order, and a comparison's are its cities.
    `shade` is the measure that shades them, "count" where no region states `measure`; `breaks` are
    the upper bounds of its classes in the unit people see (`layers.classes.class_breaks`).

    `total` is over the `counted` stages and `stages` splits all that is shown by stage; a stage
    that the total leaves out is told there, never added. `single` is what lies in one county each.
    total = regions + what is in `beside`
    but 市外 and what a county only takes part in. `parts` are the places of a comparison, each a
    brief of its own.
    `is_asked` says that the measure was asked for by name.
    `checked` and `projects` are n and N of 人工核对 n/N. `appendix` has every project shown, those
    counted first.
    """

    layout: Layout
    scope: Scope
    place: Adcode | None
    places: tuple[Adcode, ...]
    place_name: str
    title: str
    subtitle: str
    measure: str
    measure_name: str
    unit: str
    sectors: tuple[str, ...]
    kinds: tuple[Figure, ...]
    counted: tuple[Stage, ...]
    counted_name: str
    total: Figure
    single: Figure
    stages: tuple[Figure, ...]
    regions: tuple[Region, ...]
    cities: tuple[Region, ...]
    provinces: tuple[Region, ...]
    shade: str
    shade_title: str
    breaks: tuple[float, ...]
    marks: tuple[Mark, ...]
    beside: tuple[Beside, ...]
    sources: tuple[Source, ...]
    source_line: str
    status_line: str
    checked: int
    projects: int
    check_line: str
    notices: tuple[str, ...]
    stamp: str
    made_on: date
    date_line: str
    approval: Approval | None
    appendix: Appendix
    is_asked: bool = False
    parts: tuple[Brief, ...] = ()
    divisions: Divisions = field(compare=False, repr=False, kw_only=True)
    boundaries: Boundaries = field(compare=False, repr=False, kw_only=True)

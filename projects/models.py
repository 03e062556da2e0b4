"""The values of a plan: the document, what it says, and the projects it names."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.models import Adcode, Candidate, Precision, Reason
    from projects.cleaning import Cleaned
    from projects.rules import Note

__all__ = [
    "MANUAL",
    "Apart",
    "Check",
    "Dispute",
    "Document",
    "DocumentFacts",
    "Double",
    "Geometry",
    "Ledger",
    "Money",
    "Nature",
    "Project",
    "Quantity",
    "Readable",
    "Role",
    "Section",
    "Site",
    "Stage",
    "Target",
]


MANUAL = "manual"
"""`DocumentFacts.source` of a note that stands for a plan: projects added by hand."""


class Stage(StrEnum):
    """How far a project is, as of the plan's date."""

    EXISTING = "existing"
    UNDER_CONSTRUCTION = "under_construction"
    PLANNED = "planned"
    PRELIMINARY = "preliminary"
    SHELVED = "shelved"
    CANCELLED = "cancelled"
    RETIRED = "retired"


class Nature(StrEnum):
    """What kind of work it is."""

    NEW = "new"
    EXPANSION = "expansion"
    RETROFIT = "retrofit"
    PROTECTION = "protection"


class Role(StrEnum):
    """What a quantity measures; quantities of different roles are never added."""

    CAPACITY = "capacity"
    OUTPUT = "output"
    VOLTAGE = "voltage"
    COUNT = "count"
    THROUGHPUT = "throughput"
    LENGTH = "length"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity as written and normalised.

    `value` is in `unit` (MW, MWh, kV, km, ha, t/a, m3/a, MVA, berths, count …); for a range it is
    the upper bound and `low`, `high` hold both. `qualifier` is the text's own word (约, 以上, 级,
    左右 …) or None. `as_written` is the exact text, script and all.
    """

    value: float
    unit: str
    role: Role
    as_written: str
    qualifier: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money, never a capacity: `value` in 万元 (10,000 yuan), else as in `Quantity`."""

    value: float
    as_written: str
    qualifier: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's reach: `path` like "三(一)3", characters `start` to `end` of the text."""

    path: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document without its text.

    `sha256` is that of the text in UTF-8 and recognises the file again. `place` is the adcode of
    the plan's jurisdiction; None only for a table of several provinces. `date` is ISO (YYYY-MM-DD)
    or None. `script` is "simplified", "traditional", or "" for an imported table. `length` is in
    characters.
    """

    sha256: str
    title: str
    number: str | None
    date: str | None
    issuer: str | None
    place: Adcode | None
    source: str
    script: str
    length: int

    @property
    def is_table(self) -> bool:
        """Whether it is an imported table and not a plan."""
        return not self.script

    @property
    def is_manual(self) -> bool:
        """Whether it is no plan but a note on where projects added by hand come from."""
        return self.source == MANUAL


@dataclass(frozen=True, slots=True)
class Document:
    """A plan's text with its facts; every offset in the project points into `text`.

    Where the text holds what should not be read (projects/cleaning.py), `readable` is the same
    plan without it, and the way back from its offsets; else it is None. `pages` tells for a file
    with pages where each begins in `text`.
    """

    text: str
    facts: DocumentFacts
    sections: tuple[Section, ...] = ()
    readable: Readable | None = None
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the page, from 1, on which a character stands; None where there are no pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    @property
    def place(self) -> Adcode:
        """The plan's jurisdiction, which no plan is without."""
        if self.facts.place is None:
            message = f"{self.facts.source}: a plan without a jurisdiction cannot be read"
            raise ValueError(message)
        return self.facts.place

    @property
    def to_read(self) -> Document:
        """The document as it should be read: the cleaned one, where there is one."""
        return self.readable.document if self.readable else self


@dataclass(frozen=True, slots=True)
class Readable:
    """A cleaned plan: `document` holds the cleaned text, `cleaned` leads back to the plan's own."""

    document: Document
    cleaned: Cleaned


@dataclass(frozen=True, slots=True)
class Double:
    """Another project of the same document that is perhaps the same one, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A project that is not the same one, as a person said: its document's SHA-256, id and name."""

    document: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Site:
    """A project's own coordinates, in degrees of WGS 84 (taken as CGCS2000).

    `exact` is False where the source calls them approximate or gives too few digits for a site.
    `as_written` keeps the figures and their system where they were converted ("112.1, 28.2
    GCJ-02"), else "".
    """

    lon: float
    lat: float
    exact: bool = True
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A point, line or area that a person put on the map or typed.

    `type` is that of GeoJSON (Point, LineString, Polygon or their Multi forms); `coordinates` are
    GeoJSON's as nested tuples, degrees of EPSG:4490, longitude first. `crs` is the system they
    were given in, `as_written` the text that was typed, "" where it was drawn.
    """

    type: str
    coordinates: tuple[Any, ...]
    crs: str = "EPSG:4490"
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A person looked at a project and found it right: who, and when (ISO 8601, UTC)."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A table's stated counties and its coordinates do not agree.

    `found` is the county the coordinates lie in, None where they lie in none (at sea, abroad);
    `km` the distance from them to the nearest stated county, more than `tolerance_km`.
    """

    stated: tuple[Adcode, ...]
    found: Adcode | None
    km: float
    tolerance_km: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a table's row says (台账), as written; "" where it says nothing.

    `row` is the line of the table. What is counted and compared stands in the project's own
    fields; here are the texts beside them, and in `other` the columns that are no known field, as
    (column, cell), empty cells left out.
    """

    row: int
    code: str = ""
    kind: str = ""
    stage: str = ""
    nature: str = ""
    content: str = ""
    where: str = ""
    place: str = ""
    years: str = ""
    progress: str = ""
    remark: str = ""
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A named project, as one document names it.

    `id` is unique within its document ("p1"); `part_of` holds another project's id.
    `counties` are county-level adcodes; `shares` (same length, summing to 1) only where the plan
    gives them. `citywide` is True only by the plan's own words (全市). `precision` CITY with no
    counties and `citywide` False means: still to be placed. `mentions` are character spans, the
    first being (start, end). `confidence` is in [0, 1]. `notes` are the reader's own, one tuple
    per mention: which rules made it. `owner` is the company the text names as the project's, as
    written. `doubles` name each other, and are for a person to judge. `ledger`, `site` and
    `dispute` come with imported tables; a site that is not exact is no place for a pin. `within`
    is the smallest division known to hold an imported project without counties. `geometry` was
    put by hand; `checked` tells who checked it, None as long as only the machine has read it.
    `page` is that of its first mention, from 1, in a file with pages. `apart` names what a person
    told it apart from, of its own document or another; one of the two says so for both.
    """

    id: str
    name: str
    kind: str
    stage: Stage
    nature: Nature
    start: int
    end: int
    document: str = ""
    section: str = ""
    year: int | None = None
    capacity: tuple[Quantity, ...] = ()
    counties: tuple[Adcode, ...] = ()
    shares: tuple[float, ...] | None = None
    precision: Precision | None = None
    citywide: bool = False
    confidence: float = 0.0
    mentions: tuple[tuple[int, int], ...] = ()
    part_of: str | None = None
    responsible: tuple[str, ...] = ()
    owner: str | None = None
    total_investment: Money | None = None
    yearly_investment: Money | None = None
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    doubles: tuple[Double, ...] = ()
    within: Adcode | None = None
    site: Site | None = None
    dispute: Dispute | None = None
    ledger: Ledger | None = None
    geometry: Geometry | None = None
    checked: Check | None = None
    page: int | None = None
    apart: tuple[Apart, ...] = ()
    notes: tuple[tuple[Note, ...], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """A city-wide target of a plan: never a project (design rule 3)."""

    place: Adcode
    kind: str | None
    quantity: str
    basis: str
    value: float
    unit: str
    qualifier: str | None
    year: int | None
    start: int
    end: int
    document: str = ""

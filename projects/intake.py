"""The door for files: bytes or a path in, a reading out, whatever the format; nothing is stored.

A terminal and a page go through here, so that both do the same. What a file is, its content tells;
plans are read by the reader, tables of projects by the importer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from projects.settings import Limits, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from geo.points import CountyIndex
    from projects.importing import Options
    from projects.importing.report import Report
    from projects.incoming import Incoming
    from projects.models import Document, Project, Target
    from projects.reviewing.values import FullReading

__all__ = [
    "Asked",
    "Means",
    "Progress",
    "Reading",
    "Step",
    "county_index",
    "intake",
    "is_table",
    "readable",
]


class Step(StrEnum):
    """How far a file has come."""

    RECOGNISED = "recognised"
    TEXT = "text"
    FOUND = "found"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Progress:
    """A step that is done.

    `number` counts what it brought: characters of text, projects found, projects that have a
    county; `what` is the sort of file that was recognised (docx, pdf, xlsx …), else "".
    """

    step: Step
    number: int = 0
    what: str = ""


def county_index() -> CountyIndex:
    """Return the polygons of the edition that the settings name, to look points up in."""
    from geo.boundaries import Boundaries
    from geo.points import CountyIndex

    return CountyIndex(Boundaries.load(Settings.from_environment().boundaries))


@dataclass(frozen=True, slots=True)
class Means:
    """What reading needs: names of places, county polygons where coordinates come, limits."""

    gazetteer: Gazetteer
    index: Callable[[], CountyIndex] = county_index
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the one who brings a file knows better.

    `place` is the plan's or table's city or county. `table` are further options of a table, and
    `as_table` reads a text file as one.
    """

    place: Adcode | None = None
    table: Options | None = None
    as_table: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file.

    Of a table, `document` holds the text that offsets point into, and `report` tells which column
    was taken for which field and which rows were not. `unread` are pages without text, from 1.
    """

    document: Document
    projects: tuple[Project, ...]
    targets: tuple[Target, ...] = ()
    report: Report | None = None
    unread: tuple[int, ...] = ()

    @property
    def whole(self) -> FullReading:
        """Return it as drafts and re-reads take it; a table's rows are kept, not its text."""
        from projects.reviewing.values import FullReading

        facts = self.document.facts
        text = None if facts.is_table else self.document.text
        columns = self.report.columns if self.report else {}
        return FullReading(facts, self.projects, self.targets, text, columns)


def readable() -> tuple[str, ...]:
    """Return the suffixes that are read, of plans and of tables."""
    from projects.documents import READERS as PLANS
    from projects.importing.tables import READERS as TABLES

    return tuple(dict.fromkeys((*PLANS, *TABLES)))


def is_table(suffix: str) -> bool:
    """Tell whether a suffix is one of tables alone; a .txt is a plan unless it is said."""
    from projects.documents import READERS as PLANS
    from projects.importing.tables import READERS as TABLES

    return suffix in TABLES and suffix not in PLANS


def intake(
    source: Path | bytes,
    name: str = "",
    *,
    means: Means,
    asked: Asked | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Reading:
    """Read a file that nobody vouches for.

    Parameters
    ----------
    source
        A path of this machine, or the bytes that somebody handed over.
    name
        What the bytes are called. It is shown, tells the suffix, and is never used as a path.
    means, asked
        What reading needs, and what is known better.
    progress
        Called after each step.

    Returns
    -------
    Reading
        Nothing of it is in any registry.

    Raises
    ------
    DocumentError
        The file is refused, in one line (`zh` has it in Chinese): missing, too large, of a sort
        that is not read, not what its name says, marked as secret, damaged, or more than may be
        spent on it.
    PlaceNotFound
        A plan that does not tell whose it is; ask for `Asked.place`.
    TableError
        A table that cannot be taken as it is.
    """
    from projects.documents import smaller_limits
    from projects.incoming import from_bytes, from_path

    asked = asked or Asked()
    smaller = {} if asked.as_table else smaller_limits()
    if isinstance(source, Path):
        incoming = from_path(source, limits=means.limits, smaller=smaller)
    else:
        incoming = from_bytes(source, name, limits=means.limits, smaller=smaller)
    if asked.as_table or is_table(incoming.suffix):
        return _table(incoming, means, asked, progress)
    return _plan(incoming, means, asked, progress)


def _plan(
    incoming: Incoming, means: Means, asked: Asked, progress: Callable[[Progress], None]
) -> Reading:
    from projects.documents import build_document, contents_of
    from projects.extraction import extract_projects
    from projects.targets import extract_targets

    progress(Progress(Step.RECOGNISED, what=incoming.sort(readable())))
    contents = contents_of(incoming, means.limits)
    progress(Progress(Step.TEXT, len(contents.text)))
    document = build_document(
        contents.text,
        source=incoming.name,
        gazetteer=means.gazetteer,
        place=asked.place,
        pages=contents.pages,
    )
    projects = extract_projects(document, means.gazetteer)
    progress(Progress(Step.FOUND, len(projects)))
    targets = extract_targets(document, means.gazetteer)
    progress(Progress(Step.PLACED, _placed(projects)))
    return Reading(document, projects, targets, unread=contents.unread)


def _table(
    incoming: Incoming, means: Means, asked: Asked, progress: Callable[[Progress], None]
) -> Reading:
    from dataclasses import replace

    from geo.geocoder import Geocoder
    from projects.importing import Atlas, Options, read_table

    progress(Progress(Step.RECOGNISED, what=incoming.sort(readable())))
    options = asked.table or Options()
    if asked.place is not None:
        options = replace(options, place=asked.place)
    gazetteer = means.gazetteer
    atlas = Atlas(gazetteer.divisions, Geocoder(gazetteer), means.index)
    document, projects, report = read_table(
        incoming, atlas=atlas, options=options, limits=means.limits
    )
    progress(Progress(Step.TEXT, len(document.text)))
    progress(Progress(Step.FOUND, len(projects)))
    progress(Progress(Step.PLACED, _placed(projects)))
    return Reading(document, projects, report=report)


def _placed(projects: tuple[Project, ...]) -> int:
    return sum(bool(project.counties) for project in projects)

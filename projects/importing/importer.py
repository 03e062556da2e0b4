"""The whole way of a table: file → rows → drafts → places → projects → registry.

Rows are read, placed and stored some thousand at a time, so that a table may be larger than memory;
coordinates of such a part are looked up together, and equal statements and names once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from projects.errors import TableError
from projects.importing.columns import guess
from projects.importing.placing import Placed, Placer
from projects.importing.report import Report
from projects.importing.rows import Rejected, RowReader
from projects.importing.stated import StatedPlaces
from projects.importing.tables import open_table
from projects.models import DocumentFacts, Project, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geo.divisions import Divisions
    from geo.geocoder import Geocoder
    from geo.models import Adcode
    from geo.points import CountyIndex
    from projects.importing.records import Record, Table
    from projects.importing.rows import Draft
    from projects.registry import Registry

__all__ = ["Atlas", "Options", "check_table", "import_table"]

_PART = 5_000
_HEADER_WITHIN = 20
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader of a table knows better.

    `columns` maps fields to labels (columns.py). `crs` is the coordinates'. `place` is the division
    the whole table is of. `stage` is that of rows that name none. `title` names the table in the
    registry, its file's name without suffix where None; `date` and `issuer` are facts of it.
    `replace` lets the table take the place of another one of its title.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str = "EPSG:4326"
    place: Adcode | None = None
    stage: Stage = Stage.PLANNED
    title: str | None = None
    date: str | None = None
    issuer: str | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Atlas:
    """What finds places. `index` gives the county polygons when coordinates come."""

    divisions: Divisions
    geocoder: Geocoder
    index: Callable[[], CountyIndex]


def import_table(
    path: Path,
    registry: Registry,
    *,
    atlas: Atlas,
    options: Options,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Read a table into a registry, all of it or, where it is refused, nothing.

    The same table again replaces what it brought before.

    Parameters
    ----------
    path
        The table's file; its suffix tells the format.
    registry
        Where the projects go.
    atlas, options
        What finds places, and what the reader knows better.
    progress
        Called with the number of rows read so far, every some thousand.

    Raises
    ------
    TableError
        If the file is no table, has no column of names or broken quotation marks, not one row can
        be taken, or another table of this title is in the registry.
    RegistryError
        If the registry cannot be written.
    """
    reading = _Reading(path, atlas, options)
    instead = _earlier(registry, reading, options)
    with registry.filling(reading.facts) as filling:
        for part in reading.parts(progress):
            filling.add(part)
        filling.finish(reading.final_facts(), instead_of=instead)
    return reading.report


def check_table(
    path: Path,
    *,
    atlas: Atlas,
    options: Options,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Read a table as `import_table` does and store nothing."""
    reading = _Reading(path, atlas, options)
    for _ in reading.parts(progress):
        pass
    reading.final_facts()
    return reading.report


def _earlier(registry: Registry, reading: _Reading, options: Options) -> tuple[str, ...]:
    """Return the documents the table is to replace, beside its own earlier reading."""
    facts = reading.facts
    tables = [other for other in registry.documents() if other.is_table]
    namesakes = tuple(
        other.sha256
        for other in tables
        if other.title == facts.title and other.sha256 != facts.sha256
    )
    if namesakes and not options.replace:
        message = (
            f'{facts.source}: "{facts.title}" is in the registry with other contents. '
            "Add --replace to put this one in its place, or --title NAME to keep both."
        )
        raise TableError(message)
    again = any(other.sha256 == facts.sha256 for other in tables)
    reading.report.replaces = again or bool(namesakes)
    return namesakes


class _Reading:
    """One table on its way, with what is known of it so far."""

    def __init__(self, path: Path, atlas: Atlas, options: Options) -> None:
        self._path, self._atlas, self._options = path, atlas, options
        self._table = open_table(path)
        self._records = self._table.records()
        header, above = self._header(options.columns)
        layout = guess(header.cells, options.columns)
        if "name" not in layout.fields:
            listed = "、".join(filter(None, header.cells[:_SHOWN]))
            message = (
                f"{path}: no column of project names in its header ({listed}). "
                "Name it with --map name=COLUMN."
            )
            raise TableError(message)
        for line in above:
            layout = layout.with_units(" ".join(line.cells))
        self._rows = RowReader(layout, stage=options.stage)
        stated = StatedPlaces(atlas.divisions, atlas.geocoder, options.place)
        self._placer = Placer(stated, atlas.geocoder, atlas.divisions, atlas.index, options.crs)
        self._seen: dict[int, int] = {}
        self._names: set[int] = set()
        self._homes: set[Adcode] = set()
        self.report = Report(path.name, self._table.format, layout, title_lines=len(above))
        self.facts = _facts(path, self._table, options)

    def _header(self, columns: Mapping[str, str]) -> tuple[Record, list[Record]]:
        """Return the header and the lines above it: titles, units, who made the table.

        The header is the first row that has a column of names and another known one, or nothing
        beside the names; where none has, one with a column of names below nothing but titles;
        else the first row. All rows behind it are data.
        """
        head = list(islice(self._records, _HEADER_WITHIN))
        if not head:
            message = f"{self._path}: is empty. Choose the file that holds the table."
            raise TableError(message)
        place = _place_of_header(head, columns)
        self._records = chain(head[place + 1 :], self._records)
        return head[place], head[:place]

    def parts(self, progress: Callable[[int], None]) -> Iterator[list[Project]]:
        """Yield the projects, some thousand at a time."""
        rows = 0
        while records := list(islice(self._records, _PART)):
            yield self._part(records)
            rows += len(records)
            if len(records) == _PART:
                progress(rows)

    def _part(self, records: list[Record]) -> list[Project]:
        drafts: list[Draft] = []
        for record in records:
            draft = self._refused(record) or self._rows.read(record)
            if isinstance(draft, Rejected):
                self.report.rejected.append(draft)
            else:
                drafts.append(draft)
        projects = []
        for draft, placed in zip(drafts, self._placer.place(drafts), strict=True):
            if isinstance(placed, Rejected):
                self.report.rejected.append(placed)
                continue
            project = _project(draft, placed)
            self._homes.update(project.counties or filter(None, (placed.within,)))
            self._note_name(project.name)
            self.report.count(project, placed)
            projects.append(project)
        return projects

    def _refused(self, record: Record) -> Rejected | None:
        """Refuse a row that could not be read, or whose every cell stood in a row before."""
        fault = record.fault or self._repeated(record)
        if not fault:
            return None
        name = self.report.layout.fields["name"].number
        said = record.cells[name] if name < len(record.cells) else ""
        return Rejected.of(record, said, fault)

    def _repeated(self, record: Record) -> str:
        first = self._seen.setdefault(hash(record.cells), record.line)
        return "" if first == record.line else f"repeats line {first} cell by cell"

    def _note_name(self, name: str) -> None:
        key = hash(name)
        self.report.repeated_names += key in self._names
        self._names.add(key)

    def final_facts(self) -> DocumentFacts:
        """Return the facts with the smallest division that holds every project.

        Raises
        ------
        TableError
            If there is no project.
        """
        report = self.report
        report.rejected.sort(key=lambda row: row.line)
        if not report.projects:
            message = f"{self._path}: {_nothing_taken(report.rejected)}"
            raise TableError(message)
        return replace(self.facts, place=self._options.place or self._common())

    def _common(self) -> Adcode | None:
        divisions = self._atlas.divisions
        chains = [_upward(code, divisions) for code in self._homes]
        shared = [code for code in chains[0] if all(code in c for c in chains)] if chains else []
        return shared[0] if shared else None


def _nothing_taken(rejected: list[Rejected]) -> str:
    if not rejected:
        return "has a header and no row below it. Choose the file that holds the table."
    first = rejected[0]
    return (
        f"none of its {len(rejected)} rows can be taken; line {first.line}: {first.reason}. "
        "Mend the rows, or name the columns with --map FIELD=COLUMN."
    )


def _place_of_header(head: list[Record], columns: Mapping[str, str]) -> int:
    if name := columns.get("name"):
        return next((i for i, record in enumerate(head) if name in record.cells), 0)
    fields = [guess(record.cells, {}).fields for record in head]
    named = [i for i, found in enumerate(fields) if "name" in found]
    sure = (i for i in named if len(fields[i]) > 1 or _is_alone(head[i]))
    below_titles = (
        i for i in named if all(map(_is_alone, head[:i]))
    )  # else it may be a row's word
    return next(sure, next(below_titles, 0))


def _is_alone(record: Record) -> bool:
    return len(list(filter(None, record.cells))) == 1


def _facts(path: Path, table: Table, options: Options) -> DocumentFacts:
    return DocumentFacts(
        sha256=table.sha256,
        title=options.title or path.stem,
        number=None,
        date=options.date,
        issuer=options.issuer,
        place=options.place,
        source=path.name,
        script="",  # cells may be in any
        length=table.length,
    )


def _upward(code: Adcode, divisions: Divisions) -> list[Adcode]:
    division = divisions.get(code)
    chain_ = (division.adcode, division.prefecture, division.province)
    return list(dict.fromkeys(filter(None, chain_)))


def _project(draft: Draft, placed: Placed) -> Project:
    record, location = draft.record, placed.location
    return Project(
        id=f"r{record.line}",
        name=draft.name,
        kind=draft.kind,
        stage=draft.stage,
        nature=draft.nature,
        start=record.start,
        end=record.end,
        section=f"第{record.line}行",
        year=draft.year,
        capacity=draft.capacity,
        counties=location.counties,
        precision=location.precision,
        citywide=placed.citywide,
        confidence=location.confidence,
        mentions=((record.start, record.end),),
        responsible=draft.responsible,
        owner=draft.owner,
        total_investment=draft.total,
        yearly_investment=draft.yearly,
        reasons=location.reasons,
        candidates=location.candidates,
        within=placed.within,
        site=placed.site,
        dispute=placed.dispute,
        ledger=draft.ledger,
    )

"""The way of a table: file → sheets → rows → drafts → places → projects.

Rows are read, placed and given some thousand at a time; coordinates of such a part are looked up
together, and equal statements and names once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from projects.errors import TableError
from projects.formats.refusals import table_refusal
from projects.formats.secrecy import check_mark
from projects.importing.columns import check_labels, distinct_labels, guess
from projects.importing.headers import find_header
from projects.importing.placing import Placed, Placer
from projects.importing.records import place_in_table
from projects.importing.report import Report, SheetReport, UnreadSheet
from projects.importing.rows import Rejected, RowReader
from projects.importing.skipping import skipped
from projects.importing.stated import StatedPlaces
from projects.importing.tables import open_table
from projects.importing.titles import title_of, title_of_all
from projects.models import DocumentFacts, Project, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.divisions import Divisions
    from geo.geocoder import Geocoder
    from geo.models import Adcode
    from geo.points import CountyIndex
    from projects.importing.columns import Layout
    from projects.importing.records import Record, Sheet, Table
    from projects.importing.rows import Draft
    from projects.incoming import Incoming
    from projects.settings import Limits

__all__ = ["Atlas", "Options", "TableReading"]

_PART = 5_000
_HEADER_WITHIN = 20
_SHOWN = 8
_SAMPLED_WITHIN, _SAMPLES = 20, 2


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader of a table knows better.

    `columns` maps fields to labels (columns.py), in all sheets that have the label; `sheets` does
    so for single sheets, by their names ("" for a file's only one), and goes before it. `crs` is
    the coordinates'. `place` is the division the whole table is of. `stage` is that of rows that
    name none. `title` names the table in the registry; where None the title above its header does,
    else its file's name without suffix; `date` and `issuer` are facts of it. `replace` lets the
    table take the place of another one of its title.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet on its way: the rows that are left, and how they are read."""

    sheet: str
    number: int
    layout: Layout
    rows: RowReader
    records: Iterator[Record]


class TableReading:
    """One table on its way, with what is known of it so far."""

    def __init__(self, incoming: Incoming, atlas: Atlas, options: Options, limits: Limits) -> None:
        self._where, self._atlas, self._options = incoming.where, atlas, options
        self._table = open_table(incoming, limits)
        self.report = Report(incoming.name, self._table.format)
        self.report.left += [UnreadSheet(name, None) for name in self._table.hidden]
        self._labels: list[str] = []
        self._parts = [part for s in self._table.sheets() if (part := self._opened(s))]
        check_labels(self._labels, options.columns.values())
        self._check_sheets()
        if not self._parts:
            raise self._nameless
        check_mark(self._where, "", self._table.margins)
        stated = StatedPlaces(atlas.divisions, atlas.geocoder, options.place)
        self._placer = Placer(stated, atlas.geocoder, atlas.divisions, atlas.index, options.crs)
        self._seen: dict[int, str] = {}
        self._names: set[int] = set()
        self._homes: set[Adcode] = set()
        titles = title_of_all(sheet.title for sheet in self.report.sheets)
        self.facts = _facts(incoming, self._table, options, titles)

    @property
    def text(self) -> str:
        """The text that offsets of projects point into."""
        return self._table.text

    def _opened(self, sheet: Sheet) -> _Part | None:
        """Find a sheet's header; a sheet without a column of names is told and not read."""
        head = list(islice(sheet.records, _HEADER_WITHIN))
        check_mark(self._where, "\n".join("\t".join(record.cells) for record in head))
        if not head:
            self._nameless = table_refusal(self._where, "csv_empty")
            return None
        columns = {**self._options.columns, **self._options.sheets.get(sheet.name, {})}
        header = find_header(head, columns)
        layout = guess(header.row.cells, self._own(columns, sheet.name, header.row))
        self._labels += layout.labels
        records = chain(head[header.place + header.size :], sheet.records)
        if "name" not in layout.fields:
            listed = "、".join(filter(None, header.row.cells[:_SHOWN]))
            self._nameless = table_refusal(self._where, "no_names", listed=listed)
            samples = _samples(list(islice(records, _SAMPLED_WITHIN)), layout)
            self.report.left.append(UnreadSheet(sheet.name, layout, samples))
            return None
        above = head[: header.place]
        for line in above:
            layout = layout.with_units(" ".join(line.cells))
        number = len(self.report.sheets) + 1
        ahead = list(islice(records, _SAMPLED_WITHIN))
        title, samples = title_of(above), _samples(ahead, layout)
        self.report.sheets.append(SheetReport(sheet.name, layout, header.place, title, samples))
        rows = RowReader(layout, stage=self._options.stage)
        return _Part(sheet.name, number, layout, rows, chain(ahead, records))

    def _check_sheets(self) -> None:
        """Refuse columns said for a sheet that is not there or not shown."""
        shown = [sheet.name for sheet in self.report.sheets]
        shown += [sheet.name for sheet in self.report.left if sheet.layout is not None]
        for name in self._options.sheets:
            if name not in shown:
                there = "、".join(filter(None, shown)) or "one sheet without a name"
                message = f'{self._where}: no sheet "{name}" is shown; it has {there}.'
                raise TableError(message)

    def _own(self, columns: Mapping[str, str], sheet: str, header: Record) -> dict[str, str]:
        """Return the columns that were said and may be in this sheet."""
        said = self._options.sheets.get(sheet, {})
        labels = distinct_labels(header.cells)
        return {
            field: label
            for field, label in columns.items()
            if not label or field in said or label in labels
        }

    def parts(self, progress: Callable[[int], None]) -> Iterator[list[Project]]:
        """Yield the projects, some thousand at a time."""
        rows = 0
        for part in self._parts:
            drafts = self._drafts(part)
            while some := list(islice(drafts, _PART)):
                yield self._placed(part, some)
                rows += len(some)
                if len(some) == _PART:
                    progress(rows)

    def _drafts(self, part: _Part) -> Iterator[Draft]:
        """Yield a sheet's rows as drafts; what is none of them is told in the report."""
        group, stage = "", None
        name = part.layout.fields["name"].number
        for record in part.records:
            said = record.cells[name] if name < len(record.cells) else ""
            none = None if record.fault else skipped(record, part.layout)
            if none is not None:
                if none.group:
                    group, stage = none.group, none.stage
                shown = said or next(filter(None, record.cells), "")
                self.report.skipped.append(Rejected.of(record, shown, none.reason, part.sheet))
                continue
            fault = record.fault or self._repeated(record, part.sheet)
            if fault:
                self.report.rejected.append(Rejected.of(record, said, fault, part.sheet))
                continue
            draft = part.rows.read(record, group=group, stage=stage)
            if isinstance(draft, Rejected):
                self.report.rejected.append(replace(draft, sheet=part.sheet))
            else:
                yield draft

    def _placed(self, part: _Part, drafts: list[Draft]) -> list[Project]:
        projects = []
        for draft, placed in zip(drafts, self._placer.place(drafts), strict=True):
            if isinstance(placed, Rejected):
                self.report.rejected.append(replace(placed, sheet=part.sheet))
                continue
            project = _project(draft, placed, part)
            self._homes.update(project.counties or filter(None, (placed.within,)))
            self._note_name(project.name)
            self.report.count(project, placed)
            projects.append(project)
        return projects

    def _repeated(self, record: Record, sheet: str) -> str:
        here = f"{sheet} line {record.line}".lstrip()
        first = self._seen.setdefault(hash(record.cells), here)
        return "" if first == here else f"repeats {first} cell by cell"

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
        report.rejected.sort(key=lambda row: (row.sheet, row.line))
        if not report.projects:
            raise _nothing_taken(self._where, report.rejected)
        return replace(self.facts, place=self._options.place or self._common())

    def _common(self) -> Adcode | None:
        divisions = self._atlas.divisions
        chains = [_upward(code, divisions) for code in self._homes]
        shared = [code for code in chains[0] if all(code in c for c in chains)] if chains else []
        return shared[0] if shared else None


def _nothing_taken(where: str, rejected: list[Rejected]) -> TableError:
    if not rejected:
        return table_refusal(where, "no_rows")
    first = rejected[0]
    told = {"where": first.where, "reason": first.reason}
    return table_refusal(where, "none_taken", count=len(rejected), **told)


def _samples(records: list[Record], layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Return for each column the first values that differ, of rows that may be projects."""
    found: list[dict[str, None]] = [{} for _ in layout.labels]
    for record in records:
        if record.fault or ("name" in layout.fields and skipped(record, layout) is not None):
            continue
        for values, cell in zip(found, record.cells, strict=False):
            if cell.strip() and len(values) < _SAMPLES:
                values[cell.strip()] = None
    return tuple(tuple(values) for values in found)


def _facts(incoming: Incoming, table: Table, options: Options, told: str) -> DocumentFacts:
    return DocumentFacts(
        sha256=table.sha256,
        title=options.title or told or incoming.name.removesuffix(incoming.suffix) or incoming.name,
        number=None,
        date=options.date,
        issuer=options.issuer,
        place=options.place,
        source=incoming.name,
        script="",  # cells may be in any
        length=table.length,
    )


def _upward(code: Adcode, divisions: Divisions) -> list[Adcode]:
    division = divisions.get(code)
    chain_ = (division.adcode, division.prefecture, division.province)
    return list(dict.fromkeys(filter(None, chain_)))


def _project(draft: Draft, placed: Placed, part: _Part) -> Project:
    record, location = draft.record, placed.location
    first = part.number == 1
    return Project(
        id=f"r{record.line}" if first else f"s{part.number}r{record.line}",
        name=draft.name,
        kind=draft.kind,
        stage=draft.stage,
        nature=draft.nature,
        start=record.start,
        end=record.end,
        section=place_in_table(part.sheet, record.line),
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

"""What an import did, for people and for scripts: columns, numbers, rejected rows, disputes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from projects.importing.fields import FIELDS
from projects.wording import STAGES, kind_name

if TYPE_CHECKING:
    from geo.divisions import Divisions
    from projects.importing.columns import Layout
    from projects.importing.placing import Placed
    from projects.importing.rows import Rejected
    from projects.models import Dispute, Project

__all__ = [
    "Report",
    "Reported",
    "SheetReport",
    "UnreadSheet",
    "report_to_json",
    "report_to_text",
    "write_rejected",
]

_LISTED = 200
_HOW = {
    "coordinates and stated": "by coordinates and the stated county, which agree",
    "coordinates": "by coordinates alone, or against the stated county",
    "stated": "by the stated county or place",
    "name": "by the described place or the name",
    "nothing": "to be placed",
}
_COORDINATES = re.compile(
    "(?:中心)?(?:点)?(?:地理)?(?:坐标|经纬度)(?:位置)?|[XYxy](?:坐标)?|(?:横|纵)坐标"
)
_LINE, _WHY = "行号", "原因"


@dataclass(frozen=True, slots=True)
class Reported:
    """A row whose stated county and coordinates disagree."""

    line: int
    name: str
    dispute: Dispute


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How a sheet was read; `name` is "" for a file's only one.

    `title` is what stands above its header, else ""; `samples` are values of each column.
    """

    name: str
    layout: Layout
    title_lines: int
    title: str = ""
    samples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """A sheet that was not read: a hidden one has no `layout`, others no column of names."""

    name: str
    layout: Layout | None
    samples: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        if self.layout is None:
            return f"{self.name} (hidden)"
        return f"{self.name or 'the sheet'} (no column of project names)"


@dataclass(slots=True)
class Report:
    """Grows while a table is read; `replaces` tells that it was imported before.

    `skipped` are rows that are no projects by themselves: sums, headings, the header again.
    `left` are the sheets that were not read.
    """

    source: str
    format: str
    sheets: list[SheetReport] = field(default_factory=list)
    left: list[UnreadSheet] = field(default_factory=list)
    replaces: bool = False
    projects: int = 0
    sites: int = 0
    repeated_names: int = 0
    how: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Rejected] = field(default_factory=list)
    disputes: list[Reported] = field(default_factory=list)

    @property
    def columns(self) -> dict[str, dict[str, str]]:
        """Return by sheets which column was taken for which field: field → its heading."""
        return {
            sheet.name: {key: column.label for key, column in sheet.layout.fields.items()}
            for sheet in self.sheets
        }

    @property
    def unread(self) -> list[str]:
        """Tell of the sheets that were not read, with the reason."""
        return [str(sheet) for sheet in self.left]

    @property
    def layout(self) -> Layout:
        """Return the first sheet's layout."""
        return self.sheets[0].layout

    @property
    def title_lines(self) -> int:
        """Return how many lines stand above the first sheet's header."""
        return self.sheets[0].title_lines

    def count(self, project: Project, placed: Placed) -> None:
        """Count a project that was taken."""
        self.projects += 1
        self.how[placed.how] += 1
        self.kinds[project.kind] += 1
        self.stages[project.stage] += 1
        self.sites += placed.site is not None
        if placed.dispute is not None and project.ledger is not None:
            self.disputes.append(Reported(project.ledger.row, project.name, placed.dispute))


def report_to_json(report: Report) -> dict[str, Any]:
    """Give the report as values of JSON, every rejected row and dispute with it."""
    first, *further = (_layout_to_json(sheet.layout) for sheet in report.sheets)
    return {
        "source": report.source,
        "format": report.format,
        **first,
        "sheets": [
            {"name": sheet.name, **told}
            for sheet, told in zip(report.sheets, (first, *further), strict=True)
        ],
        "unread": report.unread,
        "projects": report.projects,
        "replaces": report.replaces,
        "sites": report.sites,
        "repeated_names": report.repeated_names,
        "placed": dict(report.how),
        "kinds": dict(report.kinds),
        "stages": {str(stage): count for stage, count in report.stages.items()},
        "rejected": [_row_to_json(row) for row in report.rejected],
        "skipped": [_row_to_json(row) for row in report.skipped],
        "disputes": [
            {
                "line": row.line,
                "name": row.name,
                "stated": list(row.dispute.stated),
                "found": row.dispute.found,
                "km": row.dispute.km,
                "tolerance_km": row.dispute.tolerance_km,
            }
            for row in report.disputes
        ],
    }


def _layout_to_json(layout: Layout) -> dict[str, Any]:
    return {
        "columns": {key: column.label for key, column in layout.fields.items()},
        "units": {key: column.unit for key, column in layout.fields.items() if column.unit},
        "kept_columns": [column.label for column in layout.others],
    }


def _row_to_json(row: Rejected) -> dict[str, Any]:
    told = {"line": row.line, "name": row.name, "reason": row.reason}
    return {"sheet": row.sheet, **told} if row.sheet else told


def report_to_text(report: Report, divisions: Divisions) -> str:
    """Tell the report line by line; of very many rejected rows the first, and their number."""
    lines = [*_of_columns(report), *_of_projects(report)]
    if report.disputes:
        lines.append(f"stated county and coordinates disagree in {len(report.disputes)} rows:")
        lines += _cut([_dispute(row, divisions) for row in report.disputes])
    for what, rows in (("skipped", report.skipped), ("rejected", report.rejected)):
        if rows:
            lines.append(f"{what} {len(rows)} rows:")
            lines += _cut([f"  {r.where}  {r.name or '–'}: {r.reason}" for r in rows])
    return "\n".join(lines) + "\n"


def _of_columns(report: Report) -> list[str]:
    lines = []
    for sheet in report.sheets:
        above = f", {sheet.title_lines} lines above the header" if sheet.title_lines else ""
        named = f", sheet {sheet.name}" if sheet.name else ""
        lines += [f"{report.source}: {report.format}{named}{above}", *_of_layout(sheet.layout)]
    return [*lines, *(f"not read: {said}" for said in report.unread)]


def _of_layout(layout: Layout) -> list[str]:
    known = [
        f"  {key:<12}← {column.label}" + (f"  in {column.unit}" if column.unit else "")
        for key in FIELDS
        if (column := layout.fields.get(key))
    ]
    kept = "、".join(column.label for column in layout.others) or "none"
    return [
        "columns (change one with --map FIELD=COLUMN):",
        *known,
        f"kept as they are: {kept}",
        *_unread_coordinates(layout),
    ]


def _unread_coordinates(layout: Layout) -> list[str]:
    """Tell of columns that are headed like coordinates, where none are read."""
    if "lon" in layout.fields:
        return []
    labels = [c.label for c in layout.others if _COORDINATES.fullmatch(c.label.strip())]
    told = "are not read: give longitude and latitude a column each, --map lon=… --map lat=…"
    return [f"  {'、'.join(labels)} may be coordinates and {told}"] if labels else []


def _of_projects(report: Report) -> list[str]:
    taken = f"{report.projects} projects, {len(report.rejected)} rows rejected"
    if report.replaces:
        taken += "; they replace those of an earlier import"
    lines = [taken]
    lines += [f"  {report.how[key]:>7}  {said}" for key, said in _HOW.items() if report.how[key]]
    stages = "、".join(f"{STAGES[s][0]} {n}" for s, n in report.stages.most_common())
    kinds = "、".join(f"{kind_name(k)} {n}" for k, n in report.kinds.most_common())
    if report.projects:
        lines += [f"stages: {stages}", f"kinds: {kinds}", f"with coordinates: {report.sites}"]
    if report.repeated_names:
        lines.append(f"rows with a name that stood in a row before: {report.repeated_names}")
    return lines


def _dispute(row: Reported, divisions: Divisions) -> str:
    dispute = row.dispute
    said = "、".join(divisions.full_name(code) for code in dispute.stated)
    found = divisions.full_name(dispute.found) if dispute.found else "no county (at sea or abroad)"
    return (
        f"  line {row.line}  {row.name}: stated {said}, the coordinates lie in {found}, "
        f"{dispute.km:.2f} km off (tolerance {dispute.tolerance_km:g} km)"
    )


def _cut(lines: list[str]) -> list[str]:
    if len(lines) <= _LISTED:
        return lines
    return [*lines[:_LISTED], f"  … and {len(lines) - _LISTED} more; --format json lists all"]


def write_rejected(report: Report) -> str:
    """Write the rejected rows as CSV: line, reason, then the cells as they were.

    The byte-order mark at its head makes office programs read it as UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((_LINE, _WHY, *report.layout.labels))
    writer.writerows((row.line, row.reason, *row.cells) for row in report.rejected)
    return "\ufeff" + out.getvalue()

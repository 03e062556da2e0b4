"""The command `luotu import`: a table of projects into the registry."""

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import (
    AcceptAbove,
    CommandError,
    RegistryUrl,
    Who,
    admit,
    checked_place,
    emit,
    load_gazetteer,
    open_registry,
    tell_unchecked,
    tell_waiting,
    told_of,
    warn_of,
)
from projects.models import Stage
from projects.settings import Settings

if TYPE_CHECKING:
    from projects.importing import Atlas, Options
    from projects.importing.report import Report
    from projects.intake import Means

import_app = typer.Typer(rich_markup_mode=None)

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class ReportFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"


@import_app.command("import")
def import_(  # noqa: PLR0913 - one parameter per option of the command
    *,
    table: Annotated[Path, typer.Argument(help="The table's file.", show_default=False)],
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="This column is that field (nothing behind = for none), of one sheet as "
            "SHEET!FIELD=COLUMN; may be given again.",
        ),
    ] = None,
    crs: Annotated[
        str, typer.Option("--crs", help="The coordinates' system: WGS84, GCJ-02, BD-09 …")
    ] = "WGS84",
    place: Annotated[
        str | None, typer.Option("--place", help="Adcode of the division the whole table is of.")
    ] = None,
    stage: Annotated[
        Stage, typer.Option("--stage", help="The stage of rows that name none.")
    ] = Stage.PLANNED,
    title: Annotated[
        str | None, typer.Option("--title", help="The table's name; else that of its file.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="The day the table is as of, YYYY-MM-DD.")
    ] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help="Who made the table.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of another table of this name.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Also write the rejected rows to this CSV.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only tell; store nothing.")] = False,
    accept_above: AcceptAbove = None,
    who: Who = None,
    format_: Annotated[
        ReportFormat, typer.Option("--format", help="How to write the report.")
    ] = ReportFormat.TEXT,
    registry: RegistryUrl = None,
) -> None:
    """Read a table of projects into the registry; tells how it was read and what was not taken."""
    if (who and accept_above is None) or (accept_above is not None and (check or replace)):
        fault = "--who goes with --accept-above, and that with neither --check nor --replace"
        raise typer.BadParameter(fault)
    if date is not None and not _DATE.fullmatch(date):
        message = f'--date "{date}" is no day; write it like 2024-07-01.'
        raise CommandError(message)
    from geo.crs import crs_name
    from geo.geocoder import Geocoder
    from projects.importing import Atlas, Options
    from projects.intake import Means, county_index

    gazetteer = load_gazetteer()
    atlas = Atlas(gazetteer.divisions, Geocoder(gazetteer), county_index)
    columns, sheets = _columns(map_ or ())
    options = Options(
        columns=columns,
        sheets=sheets,
        crs=crs_name(crs),
        place=checked_place(place, gazetteer.divisions),
        stage=stage,
        title=title,
        date=date,
        issuer=issuer,
        replace=replace,
    )
    if accept_above is None:
        report = _read(table, registry, atlas, options, check=check)
        if not check:
            tell_unchecked(report.projects)
    else:
        means = Means(gazetteer, limits=Settings.from_environment().limits)
        report = _admit(table, registry, means, options, (accept_above, who))
    _tell(report, atlas, format_)
    if rejects is not None:
        from projects.files import replace_text
        from projects.importing.report import write_rejected

        replace_text(rejects, write_rejected(report), keep=table)


def _columns(
    pairs: "list[str] | tuple[str, ...]",
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Read FIELD=COLUMN of all sheets, and SHEET!FIELD=COLUMN of one."""
    columns: dict[str, str] = {}
    sheets: dict[str, dict[str, str]] = {}
    for pair in pairs:
        field, sign, label = pair.partition("=")
        if not sign:
            fault = f'--map "{pair}" is not FIELD=COLUMN, like name=项目名称'
            raise typer.BadParameter(fault)
        sheet, of_sheet, key = field.rpartition("!")
        into = sheets.setdefault(sheet.strip(), {}) if of_sheet else columns
        into[key.strip()] = label.strip()
    return columns, sheets


def _read(
    table: Path, registry: str | None, atlas: "Atlas", options: "Options", *, check: bool
) -> "Report":
    from projects.importing import check_table, import_table

    if check:
        return check_table(table, atlas=atlas, options=options, progress=_tell_progress)
    with open_registry(registry, create=True) as store:
        report = import_table(table, store, atlas=atlas, options=options, progress=_tell_progress)
        here = {facts.sha256 for facts in store.documents() if facts.source == table.name}
        tell_waiting(store, here)
    return report


def _admit(
    table: Path,
    registry: str | None,
    means: "Means",
    options: "Options",
    how: tuple[float, str | None],
) -> "Report":
    """Take in the sure rows of a table; the rest waits as a draft."""
    from projects.importing import earlier_tables
    from projects.intake import Asked, intake

    reading = intake(table, means=means, asked=Asked(table=options, as_table=True))
    with open_registry(registry, create=True) as store:
        titled = options.title is not None
        earlier_tables(store, reading.document.facts, replace=False, titled=titled)
        admitted = admit(store, reading, *how)
        typer.echo(told_of(admitted), err=True)
        tell_waiting(store, {reading.document.facts.sha256}, but={admitted.draft})
    if admitted.draft:
        warn_of(how[1])
    assert reading.report is not None  # noqa: S101 - every table has one
    return reading.report


def _tell_progress(rows: int) -> None:
    typer.echo(f"{rows} rows", err=True)


def _tell(report: "Report", atlas: "Atlas", format_: ReportFormat) -> None:
    from projects.importing.report import report_to_json, report_to_text

    if format_ is ReportFormat.JSON:
        emit(json.dumps(report_to_json(report), ensure_ascii=False, indent=2) + "\n")
    else:
        emit(report_to_text(report, atlas.divisions))

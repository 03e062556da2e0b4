"""The terminal's front door: the command `luotu`.

Every command imports what it needs when it runs, so that naming one stays fast and reading a plan
loads no map library. What is refused is told in one line on stderr, exit 1; wrong usage is exit 2.
"""

import gc
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import cli_brief
import cli_export
import cli_import
import cli_review
import cli_sums
from cli_boundaries import boundaries_app
from cli_common import (
    AcceptAbove,
    CommandError,
    OneLineGroup,
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
from cli_drafts import drafts_app
from cli_users import users_app
from projects.settings import Settings
from projects.tables import ListFormat, written_projects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from projects.intake import Reading
    from projects.models import Document, Project
    from projects.pipeline import Ingested
    from projects.registry import Registry
    from projects.rules import Rejected

ROOT = Path(__file__).resolve().parent


_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})
_OBJECTS_BETWEEN_SEARCHES = 50_000  # for garbage; Python's own 700 are few while tables load

app = typer.Typer(
    name="luotu",
    cls=OneLineGroup,
    help="Put the named projects of Chinese city plans onto the map.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(boundaries_app, name="boundaries")
app.add_typer(cli_brief.brief_app)
app.add_typer(cli_export.export_app)
app.add_typer(cli_import.import_app)
app.add_typer(cli_sums.sums_app)
app.add_typer(cli_review.review_app)
app.add_typer(drafts_app, name="drafts")
app.add_typer(users_app, name="user")

PlanFile = Annotated[Path, typer.Argument(help="The plan's file.", show_default=False)]
PlanPlace = Annotated[
    str | None, typer.Option("--place", help="Adcode of the plan's city or county.")
]
NoRegistry = Annotated[
    str | None, typer.Option("--registry", hidden=True, help="Taken everywhere, not needed here.")
]
Listed = Annotated[ListFormat, typer.Option("--format", help="How to write the list.")]


@app.command()
def extract(
    *,
    file: PlanFile,
    place: PlanPlace = None,
    text_out: Annotated[
        Path | None, typer.Option("--text-out", help="Also write the text offsets point into.")
    ] = None,
    format_: Annotated[
        ListFormat | None,
        typer.Option("--format", help="How to write the list; json, with --explain text."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell which rules made each project.")
    ] = False,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="With --explain, tell also what was not taken.")
    ] = False,
    _registry_url: NoRegistry = None,
) -> None:
    """List the projects a plan names."""
    if (rejected and not explain) or (explain and format_ not in (None, ListFormat.JSON)):
        fault = "--rejected goes with --explain, and --explain with no format but json"
        raise typer.BadParameter(fault)
    from projects.files import replace_text

    gazetteer = load_gazetteer()
    adcode = checked_place(place, gazetteer.divisions)
    missed: list[Rejected] | None = [] if rejected else None
    document, found = _read(file, gazetteer, adcode, missed, explain=explain)
    if text_out is not None:
        replace_text(text_out, document.text, keep=file)
    if explain:
        from projects.explaining import explained_as_json, explained_as_text

        write = explained_as_json if format_ else explained_as_text
        emit(write(document, found, missed, gazetteer.divisions))
    else:
        emit(written_projects(found, format_ or ListFormat.JSON))


def _read(
    file: Path,
    gazetteer: "Gazetteer",
    place: "Adcode | None",
    missed: "list[Rejected] | None",
    *,
    explain: bool,
) -> "tuple[Document, tuple[Project, ...]]":
    """Read a plan, or a table of projects, of which no rules can be told."""
    from projects.formats.names import suffix_of

    limits = Settings.from_environment().limits
    if suffix_of(file.name) in _TABLES and not explain:
        from projects.intake import Asked, Means, intake

        reading = intake(file, means=Means(gazetteer, limits=limits), asked=Asked(place=place))
        return reading.document, reading.projects
    from projects.extraction import extract_projects
    from projects.pipeline import read_document

    document = read_document(file, gazetteer=gazetteer, place=place, limits=limits)
    return document, extract_projects(document, gazetteer, rejected=missed)


@app.command()
def locate(  # noqa: PLR0913 - one parameter per option of the command
    *,
    names: Annotated[
        list[str] | None, typer.Argument(help="Names of places or projects.", show_default=False)
    ] = None,
    within: Annotated[
        str | None, typer.Option("--within", help="Search inside this division (adcode or name).")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A CSV file of names.")] = None,
    column: Annotated[str | None, typer.Option("--column", help="The column of names.")] = None,
    within_column: Annotated[
        str | None, typer.Option("--within-column", help="The column of divisions.")
    ] = None,
    points: Annotated[
        list[str] | None, typer.Option("--point", metavar="LON,LAT", help="Points, not names.")
    ] = None,
    crs: Annotated[str, typer.Option("--crs", help="The points' system.")] = "EPSG:4490",
    format_: Listed = ListFormat.JSON,
    _registry_url: NoRegistry = None,
) -> None:
    """Tell in which counties names lie; a name that could be several places stays open."""
    if bool(names) + bool(file) + bool(points) != 1 or bool(file) != bool(column):
        fault = "give NAME…, --point, or --file with --column, one of the three"
        raise typer.BadParameter(fault)
    if (within and (within_column or points)) or (within_column and not file):
        fault = "--within-column goes with --file and without --within, --point with neither"
        raise typer.BadParameter(fault)
    from projects.contract import location_to_json
    from projects.locating import locate_names, locate_points, named_rows
    from projects.tables import LOCATION_COLUMNS, written

    if points:
        from geo.boundaries import Boundaries

        found = locate_points(
            points, crs=crs, boundaries=Boundaries.load(Settings.from_environment().boundaries)
        )
    else:
        rows = named_rows(names, file, column, within_column)
        found = locate_names(rows, within=within, gazetteer=load_gazetteer())
    objects = [location_to_json(name, location) for name, location in found]
    emit(written(objects, LOCATION_COLUMNS, format_))


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Plans, or folders of plans.", show_default=False)
    ],
    place: PlanPlace = None,
    accept_above: AcceptAbove = None,
    who: Who = None,
    registry: RegistryUrl = None,
) -> None:
    """Read plans and tables into the registry; a bad file is told and does not stop the others."""
    if who and accept_above is None:
        fault = "--who goes with --accept-above"
        raise typer.BadParameter(fault)
    from projects.intake import Means
    from projects.pipeline import ingest as ingest_plans

    gazetteer = load_gazetteer()
    adcode = checked_place(place, gazetteer.divisions)
    means = Means(gazetteer, limits=Settings.from_environment().limits)
    told: dict[str, str] = {}
    waits: list[str | None] = []

    def take_in(store: "Registry", reading: "Reading") -> None:
        admitted = admit(store, reading, accept_above or 0.0, who)
        told[reading.document.facts.sha256] = told_of(admitted)
        waits.append(admitted.draft)

    with open_registry(registry, create=True) as store:
        outcomes = ingest_plans(
            paths,
            store,
            means=means,
            place=adcode,
            store=None if accept_above is None else take_in,
            progress=lambda outcome: _tell_progress(outcome, told),
        )
        read = {o.reading.document.facts.sha256 for o in outcomes if o.reading is not None}
        tell_waiting(store, read, but=waits)
    if any(waits):
        warn_of(who)
    if accept_above is None:
        tell_unchecked(sum(len(o.reading.projects) for o in outcomes if o.reading is not None))
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="On 127.0.0.1.")] = 8501,
    registry: RegistryUrl = None,
) -> None:
    """Open the map in the browser: serves the pages on this machine only.

    A registry whose file is not there yet begins empty, where its folder is there.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as exc:
            message = f"port {port} cannot be used ({exc.strerror}); name another with --port."
            raise CommandError(message) from exc
    from geo.boundaries import Boundaries
    from projects.registry import Registry

    settings = Settings.from_environment()
    new = Registry.absent(registry, settings=settings)
    begins = new not in {None, settings.default_registry} and new.parent.is_dir()
    if not begins:
        with open_registry(registry):
            pass  # what is wrong with the registry is told here, not in the pages
    Boundaries.load(settings.boundaries)  # nor are missing polygons
    if begins:
        with open_registry(registry, create=True):
            typer.echo(f"registry {new}: new and empty; add plans on the page 加规划.", err=True)
    if registry:
        os.environ["LUOTU_REGISTRY"] = registry
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": "true",
        "browser.serverAddress": "127.0.0.1",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    typer.echo(f"http://127.0.0.1:{port}")
    sys.stdout.flush()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "server.py"), *flags]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell


def main() -> None:
    """Run the command line."""
    # What is loaded stays to the end: searching it for garbage again and again delays the start.
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    app()


def _tell_progress(outcome: "Ingested", told: "Mapping[str, str]") -> None:
    said = " ".join(outcome.error.split())
    if said.startswith(outcome.path.name):  # of many folders, which one?
        said = f"{outcome.path}{said.removeprefix(outcome.path.name)}"
    if outcome.reading is not None:
        reading = outcome.reading
        said = f"{outcome.path}: {len(reading.projects)} projects, {len(reading.targets)} targets"
        if how := told.get(reading.document.facts.sha256):
            said += f"; {how}"
        if reading.unread:
            pages = ", ".join(map(str, reading.unread))
            said += f"; not read, since they are pictures: pages {pages}"
    typer.echo(f"[{outcome.number}/{outcome.total}] {said}", err=True)


if __name__ == "__main__":
    main()

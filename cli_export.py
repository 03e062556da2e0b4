"""The command `luotu export`: layers and tables for other programs, of what the filters leave."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import CommandError, RegistryUrl, open_registry
from cli_filters import (
    Asked,
    CheckedOnly,
    Documents,
    Kinds,
    Natures,
    Periods,
    Places,
    Precisions,
    Search,
    Sectors,
    Size,
    Stages,
    Units,
    Years,
)
from layers.handouts.names import Profile
from projects.settings import Settings

if TYPE_CHECKING:
    from geo.divisions import Divisions
    from layers.exports import Options
    from projects.registry import Registry
    from projects.selection import Holdings

export_app = typer.Typer(rich_markup_mode=None)

_MANY = 5_000
"""Projects from which on it takes so long that people want to see how far it is."""


@export_app.command()
def export(  # noqa: PLR0913 - one parameter per option of the command
    out: Annotated[
        Path,
        typer.Argument(help="OUT.gpkg, .gdb.zip, .xlsx …: docs/exports.md.", show_default=False),
    ],
    *,
    layer: Annotated[
        list[str] | None,
        typer.Option("--layer", help="Only this layer (docs/layers.md); may be given again."),
    ] = None,
    crs: Annotated[
        str, typer.Option("--crs", help="Coordinate system; auto chooses the 3-degree zone.")
    ] = "EPSG:4490",
    profile: Annotated[
        Profile, typer.Option("--profile", help="Who is to have the file.")
    ] = Profile.INTERNAL,
    place: Places = None,
    kind: Kinds = None,
    sector: Sectors = None,
    stage: Stages = None,
    nature: Natures = None,
    period: Periods = None,
    year: Years = None,
    size: Size = None,
    precision: Precisions = None,
    unit: Units = None,
    document: Documents = None,
    checked: CheckedOnly = None,
    search: Search = "",
    registry: RegistryUrl = None,
) -> None:
    """Write the registry's projects as layers and tables for other programs."""
    from geo.divisions import Divisions
    from projects.saying import filter_parts

    asked = Asked(
        place=place, kind=kind, sector=sector, stage=stage, nature=nature, precision=precision,
        period=period, year=year, size=size, unit=unit, document=document, checked=checked,
        search=search,
    )  # fmt: skip
    options: Options = {"layers": layer, "crs": crs, "profile": profile.value}
    divisions = Divisions.load()
    selection = asked.selection(divisions)  # what means nothing is refused before the registry
    with open_registry(registry) as store:
        held = store.holdings()
        if not held.projects:
            message = "the registry holds no project; add plans with luotu ingest."
            raise CommandError(message)
        selection = asked.of(selection, held)
        options["filter_text"] = "、".join(
            filter_parts(selection, divisions, documents=held.documents)
        )
        _write(out, store, held.select(selection, divisions), divisions, options)


def _write(
    out: Path, store: "Registry", chosen: "Holdings", divisions: "Divisions", options: "Options"
) -> None:
    # Loading the map libraries takes seconds: only when nothing was refused so far.
    from geo.boundaries import Boundaries
    from layers.exports import Places, check_asked, exporter_for, prepare, write

    exporter = exporter_for(out)
    options["crs"] = check_asked(exporter, options["layers"], options["crs"])
    options |= {"targets": store.targets(), "text_of": store.text}
    if len(chosen.shown) >= _MANY:
        options["progress"] = _tell_progress
    boundaries = Boundaries.load(Settings.from_environment().boundaries)
    content = prepare(chosen, boundaries=boundaries, divisions=divisions, **options)
    write(out, content)
    typer.echo(f"{out}: {len(chosen.shown)} projects", err=True)
    if exporter.place is not Places.NONE:
        typer.echo(content.crs.note, err=True)


def _tell_progress(share: float, title: str) -> None:
    typer.echo(f"[{share:4.0%}] {title}".rstrip(), err=True)

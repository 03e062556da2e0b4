"""The commands `luotu boundaries …`: build an edition of county polygons, show the one in use."""

from enum import StrEnum
from typing import Annotated

import typer

from projects.settings import Settings


class ShowFormat(StrEnum):
    """How to write the edition in use."""

    TEXT = "text"
    JSON = "json"


boundaries_app = typer.Typer(
    help="The county polygons.", no_args_is_help=True, rich_markup_mode=None
)
NoRegistry = Annotated[
    str | None, typer.Option("--registry", hidden=True, help="Taken everywhere, not needed here.")
]


@boundaries_app.command("build")
def boundaries_build(  # noqa: PLR0913 - one parameter per option of the command
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="amap|tianditu|FILE",
            help="The edition, or an office's own file; else the one in use, amap at first.",
        ),
    ] = None,
    code_column: Annotated[
        str | None, typer.Option("--code-column", help="The file's column of codes.")
    ] = None,
    name_column: Annotated[
        str | None, typer.Option("--name-column", help="The file's column of names.")
    ] = None,
    layer: Annotated[str | None, typer.Option("--layer", help="The file's layer.")] = None,
    crs: Annotated[
        str | None, typer.Option("--crs", help="The file's coordinate system, like EPSG:4524.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="The encoding of the file's text.")
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar="CODE=CODE",
            help="Code in the file = code of today; may be given again.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="What exports and pages call the edition.")
    ] = None,
    vintage: Annotated[
        str | None, typer.Option("--vintage", help="As of when the file's borders are.")
    ] = None,
    _registry_url: NoRegistry = None,
) -> None:
    """Build the county polygons; ten seconds for all of China."""
    units = [pair.partition("=") for pair in unit or ()]
    if any(not (old and mark and new) for old, mark, new in units):
        fault = "--unit takes CODE=CODE, like 431303=431322"
        raise typer.BadParameter(fault)
    from geo.build import build_boundaries
    from geo.officefile import FileOptions

    build_boundaries(
        Settings.from_environment().boundaries,
        source=source,
        options=FileOptions(
            code_column=code_column,
            name_column=name_column,
            layer=layer,
            crs=crs,
            encoding=encoding,
            title=title,
            vintage=vintage,
            units={old.strip(): new.strip() for old, _, new in units},
        ),
        progress=lambda step: typer.echo(step, err=True),
    )


@boundaries_app.command("show")
def boundaries_show(
    format_: Annotated[
        ShowFormat, typer.Option("--format", help="How to write it.")
    ] = ShowFormat.TEXT,
    _registry_url: NoRegistry = None,
) -> None:
    """Tell which edition is in use and what its build found."""
    from dataclasses import asdict

    from geo.boundaries import Boundaries

    edition = Boundaries.load(Settings.from_environment().boundaries).edition
    if format_ is ShowFormat.JSON:
        import json

        typer.echo(json.dumps(asdict(edition), ensure_ascii=False, indent=2))
        return
    head = f"{edition.source}, {edition.vintage} ({edition.checksum})"
    for line in (head, edition.notice, *edition.report):
        typer.echo(line)

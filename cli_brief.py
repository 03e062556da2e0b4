"""The command `luotu brief`: a picture, slides, a text or a map in one file for the briefing."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import CommandError, RegistryUrl, open_registry
from cli_filters import (
    Asked,
    Capacity,
    CheckedOnly,
    Documents,
    Kinds,
    Natures,
    Periods,
    Precisions,
    Search,
    Sectors,
    Stages,
    Units,
    Years,
    checked_places,
)
from layers.handouts.names import LayoutName, Profile, suffix_of
from projects.settings import Settings
from projects.summaries import MeasureName

if TYPE_CHECKING:
    from layers.briefing.model import Approval
    from projects.registry import Registry

brief_app = typer.Typer(rich_markup_mode=None)


@brief_app.command()
def brief(  # noqa: PLR0913 - one parameter per option of the command
    out: Annotated[
        Path, typer.Argument(help="OUT.png, .pdf, .svg, .pptx, .docx or .html.", show_default=False)
    ],
    *,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", help="This division (adcode); again for a comparison."),
    ] = None,
    layout: Annotated[
        LayoutName | None, typer.Option("--layout", help="What is drawn; by default what fits.")
    ] = None,
    size: Annotated[
        str, typer.Option("--size", help="1920x1080, 3840x2160, a4 or a3; of pictures.")
    ] = "1920x1080",
    title: Annotated[str, typer.Option("--title", help="Instead of the title made of it.")] = "",
    measure: Annotated[
        MeasureName | None, typer.Option("--measure", help="What is summed.")
    ] = None,
    stage: Stages = None,
    kind: Kinds = None,
    sector: Sectors = None,
    nature: Natures = None,
    period: Periods = None,
    year: Years = None,
    capacity: Capacity = None,
    precision: Precisions = None,
    unit: Units = None,
    document: Documents = None,
    checked: CheckedOnly = None,
    search: Search = "",
    profile: Annotated[
        Profile, typer.Option("--profile", help="Who is to read the HTML map.")
    ] = Profile.INTERNAL,
    approval: Annotated[
        str, typer.Option("--approval", help="The map-approval number of this very picture.")
    ] = "",
    approver: Annotated[str, typer.Option("--approver", help="Who approved it.")] = "",
    registry: RegistryUrl = None,
) -> None:
    """Make a picture, slides, a text or an offline map for the briefing."""
    from geo.divisions import Divisions
    from layers.briefing.model import BriefOptions, Layout
    from layers.briefing.sizes import size_named

    suffix = suffix_of(out)  # what cannot be made is refused before anything is read
    if profile is Profile.PUBLIC and suffix != ".html":
        message = f"--profile public is for .html: a {suffix} file has no version without details."
        raise CommandError(message)
    _check_folder(out)
    size_named(size)
    divisions = Divisions.load()
    asked = Asked(
        kind=kind, sector=sector, stage=stage, nature=nature, precision=precision, period=period,
        year=year, size=capacity, unit=unit, document=document, checked=checked, search=search,
    )  # fmt: skip
    options = BriefOptions(
        layout=Layout(layout.value) if layout else None,
        places=checked_places(place, divisions),
        selection=asked.selection(divisions),
        measure=measure.value if measure else None,
        title=title,
        approval=_approval(approval, approver),
    )
    settings = Settings.from_environment()
    with open_registry(registry) as store:
        holdings = store.holdings()
        if not holdings.projects:
            message = "the registry holds no project; add plans with luotu ingest."
            raise CommandError(message)
        options = replace(options, selection=asked.of(options.selection, holdings))
        # Loading the drawing library takes seconds: only when nothing was refused so far.
        from geo.boundaries import Boundaries
        from layers.briefing import compose
        from layers.briefing.fonts import Fonts
        from layers.handouts.formats import Handout, write

        found = compose(holdings, divisions, Boundaries.load(settings.boundaries), options)
        texts = _texts(store, [source.sha256 for source in found.sources], out, profile)
    write(out, Handout(found, holdings, size, Fonts.of(settings), profile, texts))
    typer.echo(f"{out}: {found.title}, {len(found.appendix)} projects", err=True)


def _approval(number: str, approver: str) -> "Approval | None":
    """Return what was said of an approval; half of one is refused where the brief is composed."""
    if not number and not approver:
        return None
    from layers.briefing.model import Approval

    return Approval(number, approver)


def _check_folder(out: Path) -> None:
    if out.is_dir():
        message = f"{out}: this is a folder; name a file in it."
        raise CommandError(message)
    if not out.absolute().parent.is_dir():
        message = f"{out}: there is no folder {out.absolute().parent}; make it first."
        raise CommandError(message)


def _texts(store: "Registry", plans: list[str], out: Path, profile: Profile) -> dict[str, str]:
    """Return the plans' texts where the sentences are to be shown: in an internal page alone."""
    if out.suffix.lower() != ".html" or profile is Profile.PUBLIC:
        return {}
    found = ((sha256, store.text(sha256)) for sha256 in plans)
    return {sha256: text for sha256, text in found if text is not None}

"""The commands `luotu summary` and `luotu targets`: what a registry's plans name, and aim at."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import (
    CommandError,
    RegistryUrl,
    checked_place,
    day_end,
    emit,
    load_gazetteer,
    open_registry,
)
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
from projects.summaries import By, MeasureName, Split
from projects.summary_tables import SummaryFormat
from projects.tables import ListFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.divisions import Divisions
    from projects.models import Stage, Target
    from projects.selection import Holdings, Selection
    from projects.totals import Summary

sums_app = typer.Typer(rich_markup_mode=None)


@sums_app.command()
def summary(  # noqa: PLR0913 - one parameter per option of the command
    *,
    by: Annotated[By, typer.Option("--by", help="What a row stands for.")] = By.COUNTY,
    measure: Annotated[MeasureName, typer.Option("--measure", help="What is summed.")] = (
        MeasureName.POWER
    ),
    place: Places = None,
    stage: Stages = None,
    kind: Kinds = None,
    sector: Sectors = None,
    nature: Natures = None,
    period: Periods = None,
    year: Years = None,
    size: Size = None,
    precision: Precisions = None,
    unit: Units = None,
    document: Documents = None,
    checked: CheckedOnly = None,
    search: Search = "",
    split: Annotated[
        Split | None,
        typer.Option("--split", help="Put cross-county capacity in counties: an estimate."),
    ] = None,
    zones: Annotated[
        bool, typer.Option("--zones", help="Tell also what stands in development zones.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The registry as it stood then, YYYY-MM-DD."),
    ] = None,
    format_: Annotated[
        SummaryFormat, typer.Option("--format", help="How to write it.")
    ] = SummaryFormat.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None,
    registry: RegistryUrl = None,
) -> None:
    """Sum the registry's projects by region, kind or stage."""
    if zones and by is not By.COUNTY:
        fault = "--zones goes with --by county: a zone stands under its host county"
        raise typer.BadParameter(fault)
    from geo.divisions import Divisions
    from layers.sumbook import written_summary
    from projects.summaries import summarise

    divisions = Divisions.load()
    # The stages are chosen in summing: who asks for one is told what the others leave out.
    asked = Asked(
        place=place, kind=kind, sector=sector, nature=nature, precision=precision, period=period,
        year=year, size=size, unit=unit, document=document, checked=checked, search=search,
    )  # fmt: skip
    chosen = asked.selection(divisions)
    with open_registry(registry) as store:
        held = store.holdings() if as_of is None else store.revisions.holdings_at(day_end(as_of))
        chosen = asked.of(chosen, held)
        holdings = held.select(chosen, divisions)
    found = summarise(
        holdings,
        divisions=divisions,
        by=by.value,
        measure=measure.value,
        stages=stage or None,
        split=split.value if split else None,
        zones=zones,
    )
    _check_measure(found, chosen)
    if found.is_empty:
        typer.echo(f"luotu: {_nothing(holdings, chosen, stage or [], divisions)}", err=True)
    about = _about(chosen, stage or [], held, divisions)
    _put(written_summary(found, format_, divisions, about=about, holdings=holdings), out, format_)


def _about(
    chosen: "Selection", stages: "list[Stage]", held: "Holdings", divisions: "Divisions"
) -> tuple[str, ...]:
    """Say what was asked for and when, for a file that leaves the terminal."""
    from dataclasses import replace

    from projects.saying import filter_parts
    from projects.wording import STAGES

    parts = filter_parts(replace(chosen, stages=()), divisions, documents=held.documents)
    said = "、".join(parts) or "无"
    counted = "+".join(STAGES[stage][0] for stage in stages) or "全部"
    today = datetime.now().astimezone().date().isoformat()
    return f"筛选：{said}", f"计入阶段：{counted}", f"导出日期：{today}"


def _check_measure(found: "Summary", chosen: "Selection") -> None:
    """Refuse a measure that none of the kinds asked for has."""
    from projects.kinds import KINDS

    kinds = chosen.kinds or tuple(k for k, v in KINDS.items() if v.sector in chosen.sectors)
    usual = dict.fromkeys(KINDS[kind].measure for kind in kinds)
    is_stated = any(a.stated for a in (found.total, found.outside, found.taking_part))
    if not kinds or is_stated or found.measure in usual or found.is_empty:
        return
    message = (
        f"no project of {', '.join(chosen.kinds or chosen.sectors)} states {found.measure};"
        f" take --measure {' or '.join(usual)}."
    )
    raise CommandError(message)


def _nothing(
    holdings: "Holdings", chosen: "Selection", stages: "list[Stage]", divisions: "Divisions"
) -> str:
    """Say that nothing was found, and what was asked for: an empty sum is no fact."""
    from dataclasses import replace

    from projects.saying import filter_parts

    named = [*chosen.kinds, *chosen.sectors, *stages, *chosen.places]
    rest = replace(chosen, kinds=(), sectors=(), places=())
    asked = [*named, *filter_parts(rest, divisions, lang="en", documents=holdings.documents)]
    what = f"no project matches {', '.join(asked)}" if asked else "there is no project"
    return (
        f"{what}; the registry holds {len(holdings.projects)} of {len(holdings.documents)} plans."
    )


def _put(data: bytes, out: Path | None, format_: SummaryFormat) -> None:
    from projects.files import replace_bytes

    if out is not None:
        replace_bytes(out, data)
    elif format_ is SummaryFormat.XLSX and sys.stdout.isatty():
        message = "a spreadsheet is no text for a terminal; name a file with --out FILE.xlsx."
        raise CommandError(message)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@sums_app.command()
def targets(
    *,
    file: Annotated[
        Path | None,
        typer.Argument(help="The plan's file; without it, the registry's.", show_default=False),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="Adcode of the plan's city or county.")
    ] = None,
    beside: Annotated[
        bool, typer.Option("--beside", help="Set the plan's named projects beside its targets.")
    ] = False,
    format_: Annotated[ListFormat, typer.Option("--format", help="How to write the list.")] = (
        ListFormat.JSON
    ),
    registry: RegistryUrl = None,
) -> None:
    """List the targets a plan sets, or those of the registry's plans."""
    from projects.contract import target_to_json
    from projects.tables import TARGET_COLUMNS, written

    if file is None:
        _registry_targets(place, format_, registry)
        return
    gazetteer = load_gazetteer()
    adcode = checked_place(place, gazetteer.divisions)
    if beside:
        from projects.pipeline import read_plan
        from projects.selection import Holdings

        reading = read_plan(file, gazetteer=gazetteer, place=adcode)
        held = Holdings((reading.document.facts,), reading.projects)
        text = reading.document.text

        def of_file(_: str) -> str:
            return text

        _put_beside(reading.targets, held, format_, gazetteer.divisions, of_file)
        return
    from projects.pipeline import read_document
    from projects.targets import extract_targets

    document = read_document(file, gazetteer=gazetteer, place=adcode)
    objects = [target_to_json(target) for target in extract_targets(document, gazetteer)]
    emit(written(objects, TARGET_COLUMNS, format_))


def _registry_targets(place: str | None, format_: ListFormat, registry: str | None) -> None:
    """List the targets of the registry's plans, each with what its plan names of it."""
    from geo.divisions import Divisions

    divisions = Divisions.load()
    adcode = checked_place(place, divisions)
    with open_registry(registry) as store:
        held, found = store.holdings(), store.targets()
        if adcode is not None:
            found = tuple(target for target in found if divisions.covers(adcode, target.place))
        if not found:
            where = "" if adcode is None else f" of {adcode}"
            typer.echo(f"luotu: no plan{where} in the registry sets a target.", err=True)
        _put_beside(found, held, format_, divisions, store.text)


def _put_beside(
    found: "tuple[Target, ...]",
    held: "Holdings",
    format_: ListFormat,
    divisions: "Divisions",
    texts: "Callable[[str], str | None]",
) -> None:
    from projects.beside import beside_targets
    from projects.target_list import written_beside

    besides = beside_targets(found, held, divisions, texts=texts)
    emit(written_beside(besides, format_, held, divisions))

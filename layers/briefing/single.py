"""A briefing of one place: its sums, its projects, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from geo.models import Level
from layers.briefing import words
from layers.briefing.model import Beside, Brief, BriefOptions, Figure, Layout, Region, Scope
from layers.briefing.rows import Rows, marks_of
from layers.briefing.sums import Sums, said
from layers.classes import class_breaks
from layers.errors import BriefError
from layers.mapitems import drawn_as, sorted_kinds
from projects.amounts import key_of
from projects.checking import is_checked
from projects.kinds import KINDS, MEASURES
from projects.summaries import HEADLINE_STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.briefing.model import Source
    from projects.amounts import Key
    from projects.models import Project, Stage
    from projects.selection import Holdings, Selection

__all__ = [
    "Chosen",
    "Work",
    "breaks_of",
    "chosen_measure",
    "nothing",
    "one",
    "ranked_regions",
    "ranks_of",
    "scope_of",
    "shade_measure",
    "shade_value",
    "title_of",
    "told_of",
]


@dataclass(frozen=True, slots=True)
class Work:
    """What every part of a briefing is made from; `options` has layout, places, selection set."""

    holdings: Holdings
    divisions: Divisions
    boundaries: Boundaries
    options: BriefOptions

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages the total counts."""
        return self.options.stages or self.options.selection.stages or HEADLINE_STAGES


def shade_measure(regions: Sequence[Region], measure: str, *, asked: bool) -> str:
    """Return what shades the map: the measure, or the number of projects where few state it.

    A measure that was `asked` for stays as long as one region states it; else half of the regions
    that hold projects have to, or the map would be one of what is not known.
    """
    held = [region.total.amount for region in regions if region.total.projects]
    stated = sum(bool(amount.stated) for amount in held)
    enough = stated if asked else 2 * stated >= len(held)
    return measure if stated and enough else "count"


def shade_value(region: Region, shade: str) -> float | None:
    """Return a region's value in the unit people see; None where its projects state none."""
    amount = region.total.amount
    if shade == "count":
        return float(amount.projects)
    if amount.known is None:
        return None
    return float(Decimal(repr(amount.value)) / Decimal(repr(MEASURES[shade].zh_factor)))


def nothing(selection: Selection, divisions: Divisions, where: str = "") -> str:
    """Say that there is nothing to draw, and of what."""
    chosen = words.line(selection.described(divisions))
    told = ", ".join(part for part in (where, chosen) if part)
    what = f" ({told})" if told else ""
    return f"no project is selected{what}: nothing to draw; loosen the filter or add a plan."


def chosen_measure(work: Work, place: Adcode | None) -> str:
    """Choose what is summed: power where any project shown states it, else the number."""
    if work.options.measure:
        return work.options.measure
    sums = Sums(work.holdings, work.divisions, place, "power", work.stages)
    return "power" if sums.everything.total.stated else "count"


def one(work: Work, place: Adcode | None, *, is_part: bool = False) -> tuple[Brief, Chosen]:
    """Work out a briefing of one place, with its projects.

    Raises
    ------
    BriefError
        If the place has no project, unless it `is_part` of a comparison.
    """
    options, divisions = work.options, work.divisions
    measure = chosen_measure(work, place)
    sums = Sums(work.holdings, divisions, place, measure, work.stages)
    if sums.everything.is_empty and not is_part:
        raise BriefError(nothing(options.selection, divisions, words.place_name(place, divisions)))
    regions, cities = _regions(sums, options, place)
    shaded = cities if place is None else regions
    by = "prefecture" if cities and options.layout is Layout.RANKING else "county"
    shade = shade_measure(shaded, measure, asked=options.measure is not None)
    shared = _sharing(work, sums, place)
    chosen = Chosen.of(work, sums, shared)
    rows = Rows(work.holdings, divisions, measure, chosen.sources(work), chosen.counted_keys)
    name = words.place_name(place, divisions)
    counted_name = words.stage_names(work.stages)
    brief = Brief(
        layout=options.layout or Layout.CITY,
        scope=scope_of(place, divisions),
        place=place,
        places=(place,) if place else options.places,
        place_name=name,
        title=title_of(work, name, rows, layout=Layout.CITY),
        subtitle=words.subtitle(options.selection, divisions, **chosen.counts),
        measure=measure,
        measure_name=MEASURES[measure].zh,
        unit=MEASURES[measure].zh_unit,
        sectors=_sectors(chosen.inside),
        kinds=sums.by_kind(),
        counted=work.stages,
        counted_name=counted_name,
        total=sums.total(),
        single=sums.single(by),
        stages=sums.by_stage(),
        regions=regions,
        cities=cities,
        provinces=() if place else sums.regions(divisions.provinces(), by="province"),
        shade=shade,
        shade_title=words.shade_title(shade, counted_name),
        breaks=breaks_of(shaded, shade),
        marks=marks_of(chosen.inside, frozenset(work.stages)),
        beside=_beside(sums, rows, chosen, shared, by),
        **told_of(chosen.all, rows, options),
        appendix=rows.appendix(chosen.all),
        is_asked=options.measure is not None,
        divisions=divisions,
        boundaries=work.boundaries,
    )
    return brief, chosen


@dataclass(frozen=True, slots=True)
class Chosen:
    """The projects of a place: `inside` those in some total, `all` with those beside them.

    `counts` says how many are `inside`, and beside it `shared` and `outside`.
    """

    inside: tuple[Project, ...]
    all: tuple[Project, ...]
    counts: dict[str, int]
    counted_keys: frozenset[Key]
    by_key: dict[Key, Project]

    @classmethod
    def of(cls, work: Work, sums: Sums, shared: Sequence[Project]) -> Chosen:
        """Take what is behind the sums: what another document names again is there once."""
        by_key = {key_of(project): project for project in work.holdings.shown}
        counted = sums.by_county.keys("total")
        known = frozenset(counted)
        others = tuple(key for key in sums.everything.keys("total") if key not in known)
        inside = tuple(by_key[key] for key in (*counted, *others))
        outside = tuple(by_key[key] for key in sums.everything.keys("outside"))
        counts = {"inside": len(inside), "shared": len(shared), "outside": len(outside)}
        return cls(inside, (*inside, *shared, *outside), counts, known, by_key)

    def sources(self, work: Work) -> tuple[Source, ...]:
        """Name the documents, in the order of the registry."""
        documents = {project.document for project in self.all}
        held = work.holdings.documents
        return tuple(words.source_of(facts) for facts in held if facts.sha256 in documents)


def told_of(projects: Sequence[Project], rows: Rows, options: BriefOptions) -> dict[str, Any]:
    """Return what a picture says of itself and of where it comes from."""
    checked = sum(map(is_checked, projects))
    day = options.made_on or datetime.now(UTC).astimezone().date()
    return {
        "sources": rows.sources,
        "source_line": words.source_line(rows.sources),
        "status_line": words.status_line(rows.sources),
        "checked": checked,
        "projects": len(projects),
        "check_line": words.check_line(checked, len(projects)),
        "notices": words.notices(options.approval),
        "stamp": words.stamp(checked, len(projects)),
        "made_on": day,
        "date_line": words.date_line(day),
        "approval": options.approval,
    }


def title_of(work: Work, name: str, rows: Rows, *, layout: Layout) -> str:
    """Return the title that was given, else one of what is shown; `layout` where none is asked."""
    return words.line(work.options.title) or words.title(
        work.options.layout or layout,
        name,
        work.options.places,
        work.options.selection,
        work.divisions,
        planned=any(not source.is_table for source in rows.sources),
    )


def scope_of(place: Adcode | None, divisions: Divisions) -> Scope:
    """Tell how large a place is; None is the whole country."""
    if place is None:
        return Scope.NATION
    if divisions.is_city(place):
        return Scope.CITY
    return Scope.PROVINCE if divisions.get(place).level is Level.PROVINCE else Scope.COUNTY


def _regions(
    sums: Sums, options: BriefOptions, place: Adcode | None
) -> tuple[tuple[Region, ...], tuple[Region, ...]]:
    """Return the counties of a place, and of a large one its cities; a ranking's in its order."""
    divisions = sums.divisions
    scope = scope_of(place, divisions)
    cities: tuple[Region, ...] = ()
    if scope in (Scope.NATION, Scope.PROVINCE):
        groups = (c for c in divisions.prefectures() if place is None or divisions.covers(place, c))
        cities = sums.regions(groups, by="prefecture")
    if options.layout is not Layout.RANKING:
        return sums.regions(divisions.counties(place)), cities
    ranked = cities or sums.regions(divisions.counties(place))
    there = [region for region in ranked if region.shown or region.shared]
    shade = shade_measure(there, sums.measure, asked=options.measure is not None)
    return ranked_regions(there, shade), cities


def ranked_regions(regions: Sequence[Region], measure: str) -> tuple[Region, ...]:
    """Put regions in falling order: by what they state, then by their projects."""

    def rank(region: Region) -> tuple[float, int, str]:
        return -(shade_value(region, measure) or 0.0), -region.total.projects, region.adcode

    return tuple(sorted(regions, key=rank))


def ranks_of(regions: Sequence[Region], measure: str) -> tuple[int, ...]:
    """Give regions in falling order their ranks: equals share one, what holds nothing has 0."""
    keys = [(shade_value(region, measure) or 0.0, region.total.projects) for region in regions]
    first: dict[tuple[float, int], int] = {}
    for number, key in enumerate(keys, start=1):
        first.setdefault(key, number)
    return tuple(first[key] if key[1] else 0 for key in keys)


def breaks_of(regions: Sequence[Region], shade: str) -> tuple[float, ...]:
    """Choose the classes of the shading."""
    return class_breaks(value for r in regions if (value := shade_value(r, shade)))


def _sectors(projects: Sequence[Project]) -> tuple[str, ...]:
    kinds = sorted_kinds(drawn_as(kind) for kind in {project.kind for project in projects})
    return tuple(dict.fromkeys(KINDS[kind].sector for kind in kinds))


def _sharing(work: Work, sums: Sums, place: Adcode | None) -> tuple[Project, ...]:
    """Return the cross-county projects a county takes part in, of the stages counted."""
    if scope_of(place, work.divisions) is not Scope.COUNTY:
        return ()
    meant = set(replace(sums, place=None).by_county.keys("cross_county"))
    return tuple(
        project
        for project in work.holdings.shown
        if place in project.counties and key_of(project) in meant
    )


def _beside(
    sums: Sums, rows: Rows, chosen: Chosen, shared: Sequence[Project], by: str
) -> tuple[Beside, ...]:
    found = [
        Beside(
            figure, rows.appendix([chosen.by_key[key] for key in sums.table(by).keys(figure.key)])
        )
        for figure in sums.beside(by)
    ]
    if shared:
        row = next(r for r in replace(sums, place=None).by_county.sharing if r.key == sums.place)
        told = said(row.amount, sums.measure)
        figure = Figure("sharing", "参与跨县项目, 未分摊", row.amount, told)
        found.append(Beside(figure, rows.appendix(shared)))
    return tuple(found)

"""A briefing of several places beside one another, on one scale of classes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from layers.briefing import words
from layers.briefing.model import Brief, Figure, Layout, Region, Scope
from layers.briefing.rows import Rows
from layers.briefing.single import (
    breaks_of,
    chosen_measure,
    nothing,
    one,
    ranked_regions,
    shade_measure,
    title_of,
    told_of,
)
from layers.briefing.sums import added, said
from layers.errors import BriefError
from projects.kinds import KINDS
from projects.models import Stage
from projects.summary_tables import amount_said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.models import Adcode
    from layers.briefing.single import Chosen, Work

__all__ = ["MOST_COMPARED", "comparison"]

MOST_COMPARED = 9
"""Places that have room beside one another."""


def comparison(work: Work) -> Brief:
    """Set places beside one another, each with a map of its own, or rank them.

    Raises
    ------
    BriefError
        If there are too few or too many of them, one lies in another, or none has a project.
    """
    options, divisions = work.options, work.divisions
    _check(work)
    measure = options.measure or _measure(work)
    single = replace(options, layout=Layout.CITY, measure=measure, title="")
    found = [one(replace(work, options=single), place, is_part=True) for place in options.places]
    if not any(chosen.all for _, chosen in found):
        named = ", ".join(divisions.name(code) for code in options.places)
        raise BriefError(nothing(options.selection, divisions, named))
    counties = [region for part, _ in found for region in part.regions]
    shade = shade_measure(counties, measure, asked=options.measure is not None)
    title, breaks = (
        words.shade_title(shade, words.stage_names(work.stages)),
        breaks_of(counties, shade),
    )
    parts = tuple(replace(part, shade=shade, shade_title=title, breaks=breaks) for part, _ in found)
    return _joined(work, parts, [chosen for _, chosen in found])


def _check(work: Work) -> None:
    places, divisions = work.options.places, work.divisions
    most = MOST_COMPARED if work.options.layout is Layout.COMPARISON else len(places)
    if not 1 < len(places) <= most:
        message = (
            f"the layout comparison takes 2 to {MOST_COMPARED} places, not {len(places)}: "
            "name them, or take the layout ranking."
        )
        raise BriefError(message)
    for one_place, other in combinations(places, 2):
        if divisions.covers(one_place, other) or divisions.covers(other, one_place):
            names = f"{divisions.name(one_place)} and {divisions.name(other)}"
            message = f"{names} lie one in the other: compare places that share no project."
            raise BriefError(message)


def _measure(work: Work) -> str:
    found = {chosen_measure(work, place) for place in work.options.places}
    return "power" if "power" in found else "count"


def _joined(work: Work, parts: Sequence[Brief], found: Sequence[Chosen]) -> Brief:
    """Make the whole of its parts."""
    options, divisions = work.options, work.divisions
    first, layout = parts[0], options.layout or Layout.COMPARISON
    measure = first.measure
    projects = tuple(project for chosen in found for project in chosen.all)
    counts = sum((Counter(chosen.counts) for chosen in found), Counter())
    keys = frozenset(key for chosen in found for key in chosen.counted_keys)
    documents = {source.sha256: source for part in parts for source in part.sources}
    rows = Rows(work.holdings, divisions, measure, tuple(documents.values()), keys)
    name = "、".join(divisions.name(code) for code in options.places)
    total = added(part.total.amount for part in parts)
    return replace(
        first,
        layout=layout,
        scope=Scope.CITY,
        place=None,
        places=options.places,
        place_name=name,
        title=title_of(work, name, rows, layout=Layout.COMPARISON),
        subtitle=words.subtitle(options.selection, divisions, **{"inside": 0, **counts}),
        sectors=tuple(dict.fromkeys(sector for part in parts for sector in part.sectors)),
        kinds=_added(parts, lambda part: part.kinds, tuple(KINDS), measure),
        total=Figure("total", first.total.name, total, said(total, measure)),
        single=_single(parts, measure),
        stages=_added(parts, lambda part: part.stages, tuple(map(str, Stage)), measure),
        regions=_regions(parts, options.places, layout, asked=options.measure is not None),
        cities=(),
        provinces=(),
        marks=tuple(mark for part in parts for mark in part.marks),
        beside=(),
        **told_of(projects, rows, options),
        appendix=rows.appendix(projects),
        is_asked=options.measure is not None,
        parts=tuple(parts),
    )


def _single(parts: Sequence[Brief], measure: str) -> Figure:
    amount = added(part.single.amount for part in parts)
    return Figure("county", "落到单个县", amount, said(amount, measure))


def _regions(
    parts: Sequence[Brief], places: Sequence[Adcode], layout: Layout, *, asked: bool
) -> tuple[Region, ...]:
    found = tuple(_region(part, code) for part, code in zip(parts, places, strict=True))
    if layout is not Layout.RANKING:
        return found
    return ranked_regions(found, shade_measure(found, parts[0].measure, asked=asked))


def _region(part: Brief, code: Adcode) -> Region:
    division = part.divisions.get(code)
    return Region(
        adcode=code,
        name=division.name,
        short=division.short_name,
        total=replace(part.total, key=code, name=division.name),
        stages=part.stages,
        shown=sum(stage.projects for stage in part.stages),
    )


def _added(
    parts: Sequence[Brief],
    figures: Callable[[Brief], tuple[Figure, ...]],
    order: Sequence[str],
    measure: str,
) -> tuple[Figure, ...]:
    """Add up figures of one key over the parts, in the keys' order."""
    held = [figure for part in parts for figure in figures(part)]
    names = {figure.key: figure.name for figure in held}
    place = {key: number for number, key in enumerate(order)}
    sums = {key: added(f.amount for f in held if f.key == key) for key in names}
    return tuple(
        Figure(key, names[key], sums[key], amount_said(sums[key], measure))
        for key in sorted(names, key=lambda key: place.get(key, len(place)))
    )

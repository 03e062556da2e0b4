"""The colours of counties: classes of a measure, and what is in no class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.briefing.chart import EMPTY, NO_DATA, UNSTATED_FILL
from layers.briefing.model import Layout, Scope
from layers.briefing.single import shade_value
from layers.classes import class_colors, class_of
from layers.maplegend import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.briefing.model import Brief, Region

__all__ = ["Swatch", "by_city", "colors_of", "hatched", "shaded", "swatches"]

_FAR = (Scope.NATION, Scope.PROVINCE)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A row of the legend: a colour, `hatched` or plain, with what it means."""

    color: str
    text: str
    hatched: bool = False


def colors_of(brief: Brief) -> dict[str, str]:
    """Return each county's colour by its code; of the whole country that of its city."""
    if not by_city(brief):
        # A ranking has no row for what holds nothing; its map has it all the same.
        inside = brief.divisions.counties(brief.place) if brief.place else ()
        colors: dict[str, str] = dict.fromkeys(inside, EMPTY)
        told = _told_of(brief)
        colors.update((region.adcode, _color(brief, region, told)) for region in brief.regions)
        return colors
    cities = {region.adcode: _color(brief, region) for region in brief.cities}
    return {
        code: cities[city]
        for code in brief.divisions.counties()
        if (city := brief.divisions.prefecture_of(code)) in cities
    }


def hatched(brief: Brief) -> frozenset[str]:
    """Return the counties that only take part in cross-county projects: they are not empty."""
    if by_city(brief):
        return frozenset()
    return frozenset(r.adcode for r in brief.regions if r.shared and not r.total.projects)


def swatches(briefs: Iterable[Brief]) -> list[Swatch]:
    """Explain the colours that are drawn, and none that is not."""
    found = list(briefs)
    first = found[0]
    lined = frozenset[str]().union(*map(hatched, found))
    drawn = {
        color for brief in found for code, color in colors_of(brief).items() if code not in lined
    }
    regions = [region for brief in found for region in shaded(brief)]
    values = sorted(v for r in regions if (v := shade_value(r, first.shade)))
    rows = [
        Swatch(color, span(low, high, [v for v in values if low < v <= high]))
        for low, high, color in zip(
            (0.0, *first.breaks), first.breaks, class_colors(len(first.breaks)), strict=False
        )
        if color in drawn
    ]
    apart = (
        (EMPTY, f"{'' if by_city(first) else '县内'}无{first.counted_name}项目"),
        (UNSTATED_FILL, "有项目, 均未写明"),
        (NO_DATA, "资料暂缺"),
    )
    rows += [Swatch(color, text) for color, text in apart if color in drawn]
    return rows + ([Swatch(EMPTY, "仅参与跨县项目", hatched=True)] if lined else [])


def shaded(brief: Brief) -> tuple[Region, ...]:
    """Return the regions that bear colours."""
    return brief.cities if by_city(brief) else brief.regions


def by_city(brief: Brief) -> bool:
    """Tell whether cities bear the colours, and not counties."""
    is_ranking = brief.layout is Layout.RANKING and not brief.parts
    return bool(brief.cities) and (brief.scope is Scope.NATION or is_ranking)


def _told_of(brief: Brief) -> frozenset[str]:
    """Return the counties of cities with projects: what is not named there is not unknown."""
    held = {region.adcode for region in brief.cities if region.shown}
    divisions = brief.divisions
    return frozenset(
        region.adcode
        for region in brief.regions
        if region.shared or divisions.prefecture_of(region.adcode) in held
    )


def _color(brief: Brief, region: Region, told: frozenset[str] = frozenset()) -> str:
    """Shade a region; where no plan names anything, a city's is empty and a far one unknown.

    `told` are counties of which something is known though nothing lies in them alone.
    """
    value = shade_value(region, brief.shade)
    if value:
        return class_colors(len(brief.breaks))[class_of(value, brief.breaks)]
    if region.total.projects and brief.shade != "count":
        return UNSTATED_FILL
    unknown = not region.shown and region.adcode not in told
    return NO_DATA if brief.scope in _FAR and unknown else EMPTY

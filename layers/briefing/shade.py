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

__all__ = ["Swatch", "by_city", "colors_of", "shaded", "swatches"]

_FAR = (Scope.NATION, Scope.PROVINCE)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A row of the legend: a colour with what it means."""

    color: str
    text: str


def colors_of(brief: Brief) -> dict[str, str]:
    """Return each county's colour by its code; of the whole country that of its city."""
    if not by_city(brief):
        # A ranking has no row for what holds nothing; its map has it all the same.
        inside = brief.divisions.counties(brief.place) if brief.place else ()
        colors: dict[str, str] = dict.fromkeys(inside, EMPTY)
        colors.update((region.adcode, _color(brief, region)) for region in brief.regions)
        return colors
    cities = {region.adcode: _color(brief, region) for region in brief.cities}
    return {
        code: cities[city]
        for code in brief.divisions.counties()
        if (city := brief.divisions.prefecture_of(code)) in cities
    }


def swatches(briefs: Iterable[Brief]) -> list[Swatch]:
    """Explain the colours that are drawn, and none that is not."""
    found = list(briefs)
    first = found[0]
    drawn = {color for brief in found for color in colors_of(brief).values()}
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
        (EMPTY, f"无{first.counted_name}项目"),
        (UNSTATED_FILL, "有项目, 均未写明"),
        (NO_DATA, "资料暂缺"),
    )
    return rows + [Swatch(color, text) for color, text in apart if color in drawn]


def shaded(brief: Brief) -> tuple[Region, ...]:
    """Return the regions that bear colours."""
    return brief.cities if by_city(brief) else brief.regions


def by_city(brief: Brief) -> bool:
    """Tell whether cities bear the colours, and not counties."""
    is_ranking = brief.layout is Layout.RANKING and not brief.parts
    return bool(brief.cities) and (brief.scope is Scope.NATION or is_ranking)


def _color(brief: Brief, region: Region) -> str:
    """Shade a region; where no plan names anything, a city's is empty and a far one unknown."""
    value = shade_value(region, brief.shade)
    if value:
        return class_colors(len(brief.breaks))[class_of(value, brief.breaks)]
    if region.total.projects and brief.shade != "count":
        return UNSTATED_FILL
    return NO_DATA if brief.scope in _FAR and not region.shown else EMPTY

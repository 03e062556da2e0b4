"""What shades the counties: a measure or the number of projects, summed as the sums are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from layers.mapview import Shading
from projects.kinds import MEASURES
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from projects.models import Stage
    from projects.selection import Holdings

__all__ = ["Shade", "people_unit", "people_value", "shaded", "stage_names"]


class Shade(NamedTuple):
    """What is asked: a key of MEASURES, one of `layers.classes.SCHEMES`, the stages counted."""

    measure: str = "count"
    scheme: str = "even"
    stages: tuple[Stage, ...] = HEADLINE_STAGES


def stage_names(stages: Sequence[Stage], lang: str) -> str:
    """Join the stages' names: 在建+规划."""
    return (" + " if lang == "en" else "+").join(STAGES[stage][lang != "zh"] for stage in stages)


def people_unit(measure: str, lang: str) -> str:
    """Return the unit shown in tables: 万千瓦 in Chinese, MW in English."""
    chosen = MEASURES[measure]
    return (chosen.zh_unit, chosen.unit)[lang != "zh"]


def people_value(value: float, measure: str, lang: str) -> float:
    """Turn a value of JSON's unit into that of `people_unit`, exactly."""
    factor = MEASURES[measure].zh_factor if lang == "zh" else 1.0
    return float(Decimal(repr(value)) / Decimal(repr(factor)))


def shaded(
    holdings: Holdings,
    asked: Shade,
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
) -> Shading:
    """Sum by county and by prefecture, in the unit people see.

    Parameters
    ----------
    holdings
        What is chosen of a registry.
    asked
        What shades, how it is classed and which stages count.
    divisions
        Names and hierarchy.
    words
        Those of `layers.mapwords` in the reader's language.
    lang
        "zh" or "en".
    """
    stages = asked.stages
    counties, regions = (
        summarise(holdings, divisions=divisions, by=by, measure=asked.measure, stages=stages)
        for by in ("county", "prefecture")
    )
    names, note = stage_names(stages, lang), ""
    if asked.measure == "count":
        title = words["shade_projects"].format(stages=names)
        unit = words["unit_projects"]
    else:
        chosen = MEASURES[asked.measure]
        measure = (chosen.zh, chosen.en)[lang != "zh"]
        title = words["shade_measure"].format(measure=measure, stages=names)
        unit = people_unit(asked.measure, lang)
        if not any(row.amount.stated for found in (counties, regions) for row in found.rows):
            note = words["nothing_stated"].format(measure=measure)
    values, of_cities = (
        {row.key: people_value(row.amount.value, asked.measure, lang) for row in found.rows}
        for found in (counties, regions)
    )
    unstated, cities_unstated = (
        frozenset(row.key for row in found.rows if not row.amount.stated)
        for found in (counties, regions)
    )
    return Shading(
        title,
        values,
        unit,
        words["none"],
        note,
        regions=of_cities,
        scheme=asked.scheme,
        unstated=unstated,
        regions_unstated=cities_unstated,
        stages=frozenset(stages),
        said=names,
    )

"""Numbers for people: the sums behind the headline, the shading and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from layers.mapview import Shading
from projects.kinds import MEASURES
from projects.models import Stage
from projects.summaries import HEADLINE_STAGES, Summary, summarise
from projects.wording import STAGES, sum_text
from views.filters import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from projects.amounts import Amount
    from projects.selection import Holdings
    from views.filters import Choice

__all__ = [
    "Headline",
    "counted_stages",
    "headline",
    "left_out",
    "people_unit",
    "people_value",
    "say",
    "shading",
    "share_text",
    "stage_names",
]

_PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class Headline:
    """`counted` sums power over `stages`; `by_stage` has every stage present, counted or not."""

    stages: tuple[Stage, ...]
    counted: Summary
    by_stage: tuple[tuple[Stage, Summary], ...]


def counted_stages(ticked: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return the stages sums count: those ticked, else under construction and planned."""
    return tuple(ticked) or HEADLINE_STAGES


def headline(holdings: Holdings, ticked: Sequence[Stage], divisions: Divisions) -> Headline:
    """Sum power over the stages counted, and over each stage by itself."""
    stages = counted_stages(ticked)
    present = {project.stage for project in holdings.shown}
    return Headline(
        stages=stages,
        counted=summarise(holdings, divisions=divisions, stages=stages),
        by_stage=tuple(
            (stage, summarise(holdings, divisions=divisions, stages=(stage,)))
            for stage in Stage
            if stage in present
        ),
    )


def say(amount: Amount, measure: str, words: Mapping[str, str], lang: str) -> str:
    """Say a sum; where no project states the measure, say so: a zero would be taken for a fact."""
    return sum_text(amount, measure, lang=lang) if amount.stated else words["headline_none"]


def share_text(share: float) -> str:
    """Say a share in whole percent; what is not nothing is never 0 %, nor is a part the whole."""
    if 0 < share < _PERCENT:
        return "<1%"
    return ">99%" if 1 - _PERCENT < share < 1 else f"{share:.0%}"


def left_out(
    holdings: Holdings,
    stages: Sequence[Stage],
    measure: str,
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
) -> str:
    """Say what sums over `stages` leave out of the projects shown; "" if that is nothing."""
    found = []
    for stage in Stage:
        if stage in stages:
            continue
        amount = summarise(holdings, divisions=divisions, measure=measure, stages=(stage,)).total
        if not amount.projects:
            continue
        text = words["stage_count"].format(stage=label(STAGES[stage], lang), count=amount.projects)
        if measure != "count" and amount.stated:
            text += f" · {sum_text(amount, measure, lang=lang)}"
        found.append(text)
    return words["left_out"].format(parts=words["joiner"].join(found)) if found else ""


def stage_names(stages: Sequence[Stage], lang: str) -> str:
    """Join the stages' names: 在建+规划."""
    return (" + " if lang == "en" else "+").join(label(STAGES[stage], lang) for stage in stages)


def people_unit(measure: str, lang: str) -> str:
    """Return the unit shown in tables: 万千瓦 in Chinese, MW in English."""
    chosen = MEASURES[measure]
    return label((chosen.zh_unit, chosen.unit), lang)


def people_value(value: float, measure: str, lang: str) -> float:
    """Turn a value of JSON's unit into that of `people_unit`, exactly."""
    factor = MEASURES[measure].zh_factor if lang == "zh" else 1.0
    return float(Decimal(repr(value)) / Decimal(repr(factor)))


def shading(
    holdings: Holdings, choice: Choice, divisions: Divisions, words: Mapping[str, str], lang: str
) -> Shading:
    """Return what shades the counties: a measure or the number of projects, as sums count."""
    stages = counted_stages(choice.selection.stages)
    counties, regions = (
        summarise(holdings, divisions=divisions, by=by, measure=choice.shade, stages=stages)
        for by in ("county", "prefecture")
    )
    names = stage_names(stages, lang)
    if choice.shade == "count":
        title = words["shade_projects"].format(stages=names)
        unit, nothing = words["unit_projects"], words["none"]
    else:
        chosen = MEASURES[choice.shade]
        measure = label((chosen.zh, chosen.en), lang)
        title = words["shade_measure"].format(measure=measure, stages=names)
        unit, nothing = people_unit(choice.shade, lang), words["none_stated"]
    values, of_cities = (
        {row.key: people_value(row.amount.value, choice.shade, lang) for row in found.rows}
        for found in (counties, regions)
    )
    return Shading(title, values, unit, nothing, regions=of_cities, scheme=choice.scheme)

"""Numbers for people: the sums behind the headline, the shading and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from layers.mapview import Shading
from projects.columns import columns_of
from projects.grouping import Asked, by_stage_and_place, chosen_rows, row_amounts
from projects.homes import PLACES
from projects.kinds import MEASURES
from projects.models import Stage
from projects.summaries import HEADLINE_STAGES, Amount, Summary, summarise
from projects.wording import STAGES, sum_text
from views.choice import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from projects.homes import PlaceClass
    from projects.selection import Holdings
    from views.choice import Choice

__all__ = [
    "Headline",
    "Placed",
    "counted_stages",
    "headline",
    "joined",
    "left_out",
    "part_said",
    "people_unit",
    "people_value",
    "place_counts",
    "placed_of",
    "present_stages",
    "say",
    "shading",
    "share_text",
    "stage_names",
    "stage_places",
]

_PERCENT = 0.01
_LOCATED = ("county", "cross_county")


@dataclass(frozen=True, slots=True)
class Placed:
    """How much of a sum stands at county level or better: all of it, `single` and `several`.

    `single` is in one county; `several` holds what is in one county or crosses several.
    """

    total: Amount
    single: Amount
    several: Amount


@dataclass(frozen=True, slots=True)
class Headline:
    """`counted` sums power over `stages`; `by_stage` has every stage present, counted or not.

    `placed` tells how much of what is counted, and of each stage, stands in counties.
    """

    stages: tuple[Stage, ...]
    counted: Summary
    by_stage: tuple[tuple[Stage, Amount], ...]
    placed: Placed
    placed_by_stage: Mapping[Stage, Placed]


def counted_stages(ticked: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return the stages sums count: those ticked, else under construction and planned."""
    return tuple(ticked) or HEADLINE_STAGES


def headline(holdings: Holdings, ticked: Sequence[Stage], divisions: Divisions) -> Headline:
    """Sum power over the stages counted, and over each stage by itself."""
    stages = counted_stages(ticked)
    by_place = stage_places(holdings, "power", divisions)
    by_stage = _by_stage(holdings, "power", divisions)
    counted = summarise(holdings, divisions=divisions, by="stage", stages=stages)
    return Headline(
        stages=stages,
        counted=counted,
        by_stage=by_stage,
        placed=_placed(counted.total, [by_place.get(stage, {}) for stage in stages]),
        placed_by_stage={s: _placed(total, [by_place.get(s, {})]) for s, total in by_stage},
    )


def placed_of(
    holdings: Holdings, stages: Sequence[Stage], measure: str, divisions: Divisions
) -> Placed:
    """Say how much of a measure over some stages stands at county level or better."""
    by_place = stage_places(holdings, measure, divisions)
    found = [by_place.get(stage, {}) for stage in stages]
    return _placed(joined(places["total"] for places in found if "total" in places), found)


def _placed(total: Amount, places: Sequence[Mapping[str, Amount]]) -> Placed:
    several = [found[place] for found in places for place in _LOCATED if place in found]
    return Placed(total, joined(found["county"] for found in places if "county" in found),
                  joined(several))  # fmt: skip


def joined(amounts: Iterable[Amount]) -> Amount:
    """Add up sums over different projects, to the digit they are written with."""
    parts = tuple(amounts)
    value = sum((Decimal(repr(part.value)) for part in parts), Decimal(0))
    marks = dict.fromkeys(mark for part in parts for mark in part.qualifiers)
    return Amount(
        float(value),
        sum(part.projects for part in parts),
        qualified=any(part.qualified for part in parts),
        stated=sum(part.stated for part in parts),
        qualifiers=tuple(marks),
    )


def stage_places(
    holdings: Holdings, measure: str, divisions: Divisions
) -> Mapping[Stage, Mapping[str, Amount]]:
    """Sum a measure over the projects shown by stage and place class, and "total"."""
    columns = columns_of(holdings, divisions)
    return holdings.once(
        ("stage places", divisions, measure),
        lambda: by_stage_and_place(holdings, columns, measure),
    )


def _by_stage(
    holdings: Holdings, measure: str, divisions: Divisions
) -> tuple[tuple[Stage, Amount], ...]:
    """Sum a measure over each stage that is there; one whose projects all lie outside has none."""
    found = stage_places(holdings, measure, divisions)
    nothing = Amount(0.0, 0, qualified=False)
    present = present_stages(holdings, divisions)
    return tuple((stage, found.get(stage, {}).get("total", nothing)) for stage in present)


def present_stages(holdings: Holdings, divisions: Divisions) -> tuple[Stage, ...]:
    """Return the stages of the projects shown, in their order."""
    counts = place_counts(holdings, divisions)
    return tuple(stage for stage in Stage if any(s == stage for s, _ in counts))


def place_counts(
    holdings: Holdings, divisions: Divisions
) -> Mapping[tuple[Stage, PlaceClass], int]:
    """Count the projects shown by stage and place class; what there is none of is left out."""

    def count() -> dict[tuple[Stage, PlaceClass], int]:
        columns = columns_of(holdings, divisions)
        rows = chosen_rows(holdings, columns)
        cells = columns.stage[rows] * len(PLACES) + columns.place[rows]
        numbers = np.bincount(cells, minlength=len(Stage) * len(PLACES)).tolist()
        names = [(stage, place) for stage in Stage for place in PLACES]
        return {name: n for name, n in zip(names, numbers, strict=True) if n}

    return holdings.once(("place counts", divisions), count)


def say(amount: Amount, measure: str, words: Mapping[str, str], lang: str) -> str:
    """Say a sum; where no project states the measure, say so: a zero would be taken for a fact."""
    return sum_text(amount, measure, lang=lang) if amount.stated else words["headline_none"]


def share_text(share: float) -> str:
    """Say a share in whole percent; what is not nothing is never 0 %, nor is a part the whole."""
    if 0 < share < _PERCENT:
        return "<1%"
    return ">99%" if 1 - _PERCENT < share < 1 else f"{share:.0%}"


def part_said(
    part: Amount, total: Amount, measure: str, words: Mapping[str, str], lang: str
) -> str:
    """Say a part of a sum with its share: of what is stated; where nothing is, of the projects.

    A share of projects beside a capacity would be read as one of it.
    """
    if not part.projects:
        return words["stage_none"]
    if not total.value or measure == "count":
        share = share_text(part.projects / total.projects)
        return words["headline_share"].format(count=part.projects, share=share)
    return words["headline_placed"].format(
        amount=say(part, measure, words, lang),
        share=share_text(part.value / total.value),
        count=part.projects,
    )


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
    for stage, amount in _by_stage(holdings, measure, divisions):
        if stage in stages or not amount.projects:
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
    if factor == 1:
        return value
    return float(Decimal(repr(value)) / Decimal(repr(factor)))


def shading(
    holdings: Holdings, choice: Choice, divisions: Divisions, words: Mapping[str, str], lang: str
) -> Shading:
    """Return what shades the counties: a measure or the number of projects, as sums count.

    Where the filter leaves no project nothing is shaded, and the legend has no class for 0.
    """
    if not holdings.shown:
        return Shading(words["headline_empty"], {}, "", "")
    stages = counted_stages(choice.selection.stages)
    columns = columns_of(holdings, divisions)
    counties, regions = (
        row_amounts(holdings, columns, Asked(by, choice.shade, holdings.places, frozenset(stages)))
        for by in ("county", "prefecture")
    )
    names, note = stage_names(stages, lang), ""
    if choice.shade == "count":
        title = words["shade_projects"].format(stages=names)
        unit = words["unit_projects"]
    else:
        chosen = MEASURES[choice.shade]
        measure = label((chosen.zh, chosen.en), lang)
        title = words["shade_measure"].format(measure=measure, stages=names)
        unit = people_unit(choice.shade, lang)
        if not any(a.stated for found in (counties, regions) for a in found.values()):
            note = words["nothing_stated"].format(measure=measure)
    values, of_cities = (
        {key: people_value(a.value, choice.shade, lang) for key, a in found.items()}
        for found in (counties, regions)
    )
    unstated, cities_unstated = (
        frozenset(key for key, amount in found.items() if not amount.stated)
        for found in (counties, regions)
    )
    return Shading(
        title,
        values,
        unit,
        words["none"],
        note,
        regions=of_cities,
        scheme=choice.scheme,
        unstated=unstated,
        regions_unstated=cities_unstated,
        stages=frozenset(stages),
        said=names,
    )

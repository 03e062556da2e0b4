"""What no single county holds, as bars: one for each place class, split by stage.

The markup holds numbers and the pages' own words only, never a text of a plan.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from projects.kinds import MEASURES
from projects.models import Stage
from projects.wording import CLASSES, STAGES, sum_text
from views.choice import label
from views.figures import stage_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.amounts import Amount
    from views.scene import Sight

__all__ = ["SHADES", "Parts", "by_class", "markup", "measure_of", "show"]

_CLASSES = ("cross_county", "citywide", "unplaced", "outside")
SHADES = {
    Stage.EXISTING: "#3d4a57",
    Stage.UNDER_CONSTRUCTION: "#1f4e79",
    Stage.PLANNED: "#6f9fc8",
    Stage.PRELIMINARY: "#a7b4c0",
    Stage.SHELVED: "#c4b59d",
    Stage.CANCELLED: "#b9a3a3",
    Stage.RETIRED: "#8f8f8f",
}
"""Dark to light, so that neighbours differ without their hue."""

_LEAST = 1.5
"""What is stated is at least so wide, percent, however small."""

Parts = tuple[tuple[Stage, "Amount"], ...]


def show(sight: Sight) -> None:
    """Show the bars, if any class has a project."""
    if sight.apart:
        st.html(markup(sight.apart, sight))


def by_class(sight: Sight) -> Mapping[str, Parts]:
    """Sum the measure that shades the counties, else power, by class and stage."""
    measure = measure_of(sight)
    sums = stage_places(sight.holdings, measure, sight.divisions)
    found = {
        name: tuple((stage, places[name]) for stage, places in sums.items() if name in places)
        for name in _CLASSES
    }
    return {name: parts for name, parts in found.items() if parts}


def measure_of(sight: Sight) -> str:
    """Return the measure the bars tell."""
    return "power" if sight.choice.shade == "count" else sight.choice.shade


def markup(classes: Mapping[str, Parts], sight: Sight) -> str:
    """Draw the bars: as long as what is stated, hollow where no sum counts it."""
    words, lang = sight.words, sight.lang
    measure = MEASURES[measure_of(sight)]
    longest = max(sum(amount.value for _, amount in parts) for parts in classes.values())
    rows = "".join(
        f"<div class='luotu-class'>{escape(label(CLASSES[name], lang))}</div>"
        f"<div><div class='luotu-bar'>{_bar(name, parts, longest, sight)}</div>"
        f"<div class='luotu-said'>{escape(_said(parts, measure.key, sight))}</div></div>"
        for name, parts in classes.items()
    )
    title = words["bars"].format(measure=label((measure.zh, measure.en), lang))
    hollow = any(
        amount.stated and not _counts(name, stage, sight)
        for name, parts in classes.items()
        for stage, amount in parts
    )
    note = f"<div class='luotu-said'>{escape(words['bars_hollow'])}</div>" if hollow else ""
    head = f"<div class='luotu-said'>{escape(title)}</div>"
    return f"<div>{head}<div class='luotu-bars'>{rows}</div>{note}</div>"


def _bar(name: str, parts: Parts, longest: float, sight: Sight) -> str:
    pieces = []
    for stage, amount in parts:
        if not amount.value:
            continue
        wide = max(_LEAST, 100 * amount.value / longest)
        counted = "" if _counts(name, stage, sight) else " luotu-hollow"
        told = escape(_part(stage, amount, measure_of(sight), sight), quote=True)
        pieces.append(
            f"<span class='luotu-piece{counted}' title=\"{told}\""
            f" style='width:{wide:.2f}%;--shade:{SHADES[stage]}'></span>"
        )
    return "".join(pieces)


def _counts(name: str, stage: Stage, sight: Sight) -> bool:
    return name != "outside" and stage in sight.stages


def _said(parts: Parts, measure: str, sight: Sight) -> str:
    return sight.words["note_joiner"].join(_part(s, a, measure, sight) for s, a in parts)


def _part(stage: Stage, amount: Amount, measure: str, sight: Sight) -> str:
    """Say one stage: its sum, and of how many projects it is."""
    words, lang = sight.words, sight.lang
    name = label(STAGES[stage], lang)
    if not amount.stated:
        none = words["bars_none"].format(count=amount.projects)
        return words["bars_part"].format(stage=name, amount=none)
    said = words["bars_part"].format(stage=name, amount=sum_text(amount, measure, lang=lang))
    stated = words["bars_stated"].format(stated=amount.stated, count=amount.projects)
    return said + words["bars_of"].format(stated=stated)

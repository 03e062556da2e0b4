"""The list beside the map: what no single county holds, with its sums, never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from projects.columns import columns_of
from projects.grouping import chosen_rows
from projects.homes import PLACES
from projects.models import Stage
from projects.summaries import summarise
from projects.wording import CLASSES, STAGES
from views import bars, panes
from views.choice import label
from views.figures import joined, place_counts, say, stage_places
from views.rows import MOST_LISTED, project_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.mapview import Chosen
    from projects.homes import PlaceClass
    from projects.models import Project
    from views.scene import Sight

__all__ = ["show"]

_CLASSES = panes.CLASSES


def show(sight: Sight, chosen: Chosen | None) -> None:
    """Show the four classes with bars and counts; the one chosen is listed.

    The bars give way to the details of what is selected.
    """
    words, counts = sight.words, place_counts(sight.holdings, sight.divisions)
    inside = {name: {s: n for (s, place), n in counts.items() if place == name}
              for name in _CLASSES}  # fmt: skip
    first = next((name for name in _CLASSES if inside[name]), _CLASSES[0])
    panes.open_beside(sight.choice.selection, first)
    if chosen is None:
        bars.show(sight)
    picked = st.segmented_control(
        words["beside"],
        _CLASSES,
        format_func=lambda name: (
            f"{label(CLASSES[name], sight.lang)} {_number(inside[name], sight)}"
        ),
        key=panes.BESIDE,
        persist_state="session",  # while the table stands here
        label_visibility="collapsed",
    )
    name = picked or first
    if chosen is None:
        _about(name, inside[name], sight)
    listed = sight.holdings.once(("beside", name, sight.stages), lambda: _first(name, sight))
    title = label(CLASSES[name], sight.lang)
    total = sum(inside[name].values())
    project_list(listed, sight, key=f"beside_{name}", title=title, total=total)


def _about(name: str, counts: Mapping[Stage, int], sight: Sight) -> None:
    """Say what the class is, its sum, and what of it no sum counts."""
    words = sight.words
    if not counts:
        st.caption(words["beside_none"])
        return
    sums = stage_places(sight.holdings, "power", sight.divisions)
    amount = joined(sums[s][name] for s in sight.stages if name in sums.get(s, {}))
    if name == "cross_county":
        _takes_part(sight)
    if amount.projects:  # of none there is nothing that could be stated or not
        said = words["beside_sum"].format(
            count=amount.projects, amount=say(amount, "power", words, sight.lang)
        )
        st.caption(words["beside_stages"].format(stages=sight.stages_said, said=said))
    others = {stage: n for stage, n in counts.items() if stage not in sight.stages}
    if others:
        parts = [f"{label(STAGES[stage], sight.lang)} {n:,}" for stage, n in others.items()]
        st.caption(words["beside_more"].format(parts=words["joiner"].join(parts)))
    st.caption(words[f"beside_{name}"])


def _takes_part(sight: Sight) -> None:
    """Say what lies in the places chosen and elsewhere too: in no sum, and not split."""
    words, divisions = sight.words, sight.divisions
    found = summarise(sight.holdings, divisions=divisions, by="stage", stages=sight.stages)
    if found.taking_part.projects:
        said = say(found.taking_part, "power", words, sight.lang)
        count = found.taking_part.projects
        st.caption(words["takes_part"].format(count=count, amount=said))


def _first(name: PlaceClass, sight: Sight) -> tuple[Project, ...]:
    """Return the first projects of a class, those before all others that sums count."""
    columns = columns_of(sight.holdings, sight.divisions)
    rows = chosen_rows(sight.holdings, columns)
    rows = rows[columns.place[rows] == PLACES.index(name)]
    counted = np.array([stage in sight.stages for stage in Stage])
    order = np.argsort(~counted[columns.stage[rows]], kind="stable")
    return tuple(columns.projects[row] for row in rows[order][:MOST_LISTED])


def _number(counts: Mapping[Stage, int], sight: Sight) -> str:
    """Count what sums count, and behind a plus the projects of other stages."""
    counted = sum(n for stage, n in counts.items() if stage in sight.stages)
    more = sum(counts.values()) - counted
    return f"{counted:,}+{more:,}" if more else f"{counted:,}"

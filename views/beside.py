"""The list beside the map: what no single county holds, with its sums, never dropped."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from projects.columns import columns_of
from projects.grouping import chosen_rows
from projects.homes import PLACES, PlaceClass
from projects.summaries import summarise
from projects.wording import CLASSES, STAGES
from views import bars, panes
from views.choice import label
from views.figures import say
from views.rows import project_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.mapview import Chosen
    from projects.amounts import Amount
    from projects.models import Project
    from views.scene import Sight

__all__ = ["show"]

_CLASSES = panes.CLASSES


def show(sight: Sight, chosen: Chosen | None) -> None:
    """Show the four classes with bars and counts; the one chosen is listed.

    The bars give way to the details of what is selected.
    """
    words = sight.words
    inside = sight.holdings.once("beside", lambda: _apart(sight))
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
    title = label(CLASSES[name], sight.lang)
    project_list(inside[name], sight, key=f"beside_{name}", title=title)


def _about(name: str, projects: Sequence[Project], sight: Sight) -> None:
    """Say what the class is, its sum, and what of it no sum counts."""
    words = sight.words
    if not projects:
        st.caption(words["beside_none"])
        return
    summary = summarise(sight.holdings, divisions=sight.divisions, stages=sight.stages)
    amount = getattr(summary, name)
    if name == "cross_county" and summary.taking_part.projects:
        _takes_part(summary.taking_part, sight)
    said = words["beside_sum"].format(
        count=amount.projects, amount=say(amount, "power", words, sight.lang)
    )
    st.caption(words["beside_stages"].format(stages=sight.stages_said, said=said))
    others = Counter(p.stage for p in projects if p.stage not in sight.stages)
    if others:
        parts = [f"{label(STAGES[stage], sight.lang)} {n:,}" for stage, n in others.items()]
        st.caption(words["beside_more"].format(parts=words["joiner"].join(parts)))
    st.caption(words[f"beside_{name}"])


def _takes_part(amount: Amount, sight: Sight) -> None:
    """Say what lies in the places chosen and elsewhere too: in no sum, and not split."""
    words = sight.words
    said = say(amount, "power", words, sight.lang)
    st.caption(words["takes_part"].format(count=amount.projects, amount=said))


def _apart(sight: Sight) -> dict[PlaceClass, list[Project]]:
    """Sort what no single county holds into its classes, those first that sums count."""
    columns = columns_of(sight.holdings, sight.divisions)
    rows = chosen_rows(sight.holdings, columns)
    return {
        name: sorted(
            (columns.projects[row] for row in rows[columns.place[rows] == PLACES.index(name)]),
            key=lambda p: p.stage not in sight.stages,
        )
        for name in _CLASSES
    }


def _number(projects: Sequence[Project], sight: Sight) -> str:
    """Count what sums count, and behind a plus the projects of other stages."""
    counted = sum(1 for p in projects if p.stage in sight.stages)
    more = len(projects) - counted
    return f"{counted:,}+{more:,}" if more else f"{counted:,}"

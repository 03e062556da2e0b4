"""The list beside the map: what no single county holds, with its sums, never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.summaries import place_class, summarise
from projects.wording import CLASSES
from views.figures import say
from views.filters import label
from views.rows import project_list

if TYPE_CHECKING:
    from views.scene import Sight

__all__ = ["show"]

_CLASSES = ("cross_county", "citywide", "unplaced", "outside")


def show(sight: Sight) -> None:
    """Show the four classes with their counts; the one chosen is listed."""
    words = sight.words
    summary = summarise(sight.holdings, divisions=sight.divisions, stages=sight.stages)
    inside = {name: [p for p in sight.shown if place_class(p) == name] for name in _CLASSES}
    first = next((name for name in _CLASSES if inside[name]), _CLASSES[0])
    if st.session_state.get("beside_of") != sight.choice.selection:
        # A new filter opens the first class that has projects; within one the reader decides.
        st.session_state["beside_of"] = sight.choice.selection
        st.session_state["beside"] = first
    st.markdown(f"**{words['beside']}**")
    picked = st.segmented_control(
        words["beside"],
        _CLASSES,
        format_func=lambda name: f"{label(CLASSES[name], sight.lang)} {len(inside[name])}",
        key="beside",
        label_visibility="collapsed",
    )
    name = picked or first
    amount = getattr(summary, name)
    said = words["beside_sum"].format(
        count=amount.projects, amount=say(amount, "power", words, sight.lang)
    )
    st.caption(
        f"{sight.stages_said}：{said}" if sight.lang == "zh" else f"{sight.stages_said}: {said}"
    )
    st.caption(words[f"beside_{name}"] if inside[name] else words["beside_none"])
    project_list(inside[name], sight, key=f"beside_{name}")

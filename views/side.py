"""Beside the map: the details of what is selected, and what no county holds, or all projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import beside, details, filters, panes, projecttable, welcome

if TYPE_CHECKING:
    from layers.mapview import Chosen
    from views.scene import Sight

__all__ = ["is_wide", "show"]


def is_wide() -> bool:
    """Tell whether the table of projects stands beside the map, which then takes half the page."""
    return st.session_state.get(panes.SIDE) == panes.SIDES[1]


def show(sight: Sight, picked: Chosen | None) -> None:
    """Show the switch, and what it and the selection ask for."""
    if not sight.shown:
        _nothing(sight)
        return
    _switch(sight)
    if is_wide():
        projecttable.show(sight, picked)
        if picked is not None:
            details.show(picked, sight)
        return
    if picked is None:
        welcome.show(sight)
    else:
        details.show(picked, sight)
    with st.container(key="beside_list"):
        beside.show(sight, picked)


def _switch(sight: Sight) -> None:
    words = sight.words
    names = {
        "apart": words["beside"],
        "table": words["side_table"].format(count=len(sight.shown)),
    }
    st.session_state.setdefault(panes.SIDE, panes.SIDES[0])
    st.segmented_control(
        words["side"],
        panes.SIDES,
        format_func=names.__getitem__,
        key=panes.SIDE,
        label_visibility="collapsed",
        required=True,
        persist_state="session",
    )


def _nothing(sight: Sight) -> None:
    """Say that the filter leaves nothing; of a filter by time, that most plans name no year."""
    words, selection = sight.words, sight.choice.selection
    st.info(words["empty_filter"])
    if selection.years or selection.periods:
        count, undated = sight.holdings.facets(sight.divisions).undated(selection)
        if undated:
            st.info(words["undated"].format(count=count, undated=undated))
    if st.button(words["clear"], key="clear_here", on_click=filters.clear):
        st.rerun()  # the filters stand outside this fragment

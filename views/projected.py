"""The briefing view: the map page in large type, for who projects it or takes a screenshot.

The address asks for it (?show=briefing), beside the filters. It says what a briefing of the same
filter says, by the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.briefing.model import BriefOptions
from views import mapbox
from views.address import BRIEFING, SHOW
from views.brief_files import composed
from views.brief_style import VIEW_STYLE
from views.projected_said import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.briefing.model import Brief, Figure
    from layers.mapview import Chosen
    from views.projected_said import Told
    from views.scene import Sight

__all__ = ["head", "map_and_foot", "offer"]

_SHARES = (3.6, 1)


def offer(words: Mapping[str, str]) -> None:
    """Show the quiet button that leads to the view."""
    st.button(
        words["brief_view"],
        key="view_enter",
        type="tertiary",
        help=words["brief_view_help"],
        on_click=_enter,
    )


def _enter() -> None:
    st.query_params[SHOW] = BRIEFING


def _leave() -> None:
    st.query_params.pop(SHOW, None)


def head(sight: Sight) -> None:
    """Show title and filter in large type."""
    st.html(VIEW_STYLE)
    said = told(_brief(sight), sight)
    with st.container(key="view_head", horizontal=True):
        for name, text in (
            ("title", said.title),
            ("subtitle", said.subtitle),
            ("stamp", said.stamp),
        ):
            if text:
                with st.container(key=f"view_{name}", width="content"):
                    st.text(text)
        with st.container(key="view_leave", width="content"):
            leave = sight.words["brief_view_leave"]
            st.button(leave, key="view_leave_button", type="tertiary", on_click=_leave)


def map_and_foot(sight: Sight, picked: Chosen | None) -> None:
    """Show the map beside the sums, and below where they come from and what they may serve."""
    brief = _brief(sight)
    said = told(brief, sight)
    left, right = st.columns(_SHARES, gap="small")
    with left, st.container(key="map_box"):
        mapbox.draw(sight, picked)
    with right, st.container(key="view_sums"):
        _sums(brief, said, sight.words)
    with st.container(key="view_foot"):
        with st.container(key="view_notice"):
            st.text(said.notice)
        st.text(said.foot)


def _brief(sight: Sight) -> Brief:
    return composed(sight, BriefOptions(selection=sight.choice.selection))


def _sums(brief: Brief, said: Told, words: Mapping[str, str]) -> None:
    def show(name: str, figure: Figure) -> None:
        count = words["brief_count"].format(count=figure.projects)
        if brief.measure == "count":
            st.metric(name, count)
        else:
            title = words["brief_counted"].format(name=name, count=count)
            st.metric(title, said.sums[figure.key])

    with st.container(key="view_total"):
        show(words["brief_total"].format(stages=said.counted), brief.total)
    beside = [one.figure for one in brief.beside]
    for figure in (*brief.stages, *([brief.single] if beside else []), *beside):
        show(said.names[figure.key], figure)

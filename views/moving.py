"""Ways from one page to another; each page finds what it was left with in the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import Page

    from geo.models import Adcode

__all__ = ["MAP", "SUMS", "go_to_map", "keep_filters", "link_back", "link_to_sums", "offer"]

MAP = "map"
SUMS = "sums"
_PAGES, _FROM, _CHOSEN = "pages", "from_sums", "chosen"
_FILTERS = "f_"


def offer(pages: Mapping[str, Page]) -> None:
    """Tell which pages there are in this run."""
    st.session_state[_PAGES] = dict(pages)


def keep_filters() -> None:
    """Keep what the filters say from page to page: else a page's widgets are forgotten with it."""
    for key in list(st.session_state):
        if str(key).startswith(_FILTERS):
            st.session_state[key] = st.session_state[key]


def go_to_map(what: str, key: str | Adcode) -> NoReturn:
    """Show the map at a project, county or city; `key` is what names it there."""
    st.session_state[_CHOSEN] = (what, str(key))
    st.session_state[_FROM] = True
    st.switch_page(st.session_state[_PAGES][MAP])


def link_back(words: Mapping[str, str]) -> None:
    """Offer the way back to the sums, to who came from there."""
    if st.session_state.get(_FROM):
        st.page_link(st.session_state[_PAGES][SUMS], label=words["sums_back"])


def link_to_sums(words: Mapping[str, str]) -> None:
    """Offer the way from the map's short table to the whole page of sums."""
    if _PAGES in st.session_state:
        st.page_link(st.session_state[_PAGES][SUMS], label=words["sums_more"])

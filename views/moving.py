"""Ways from one page to another; each page finds what it was left with in the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from views import chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import Page

    from geo.models import Adcode

__all__ = ["MAP", "SUMS", "go_to_map", "link_back", "link_to_sums", "offer"]

MAP = "map"
SUMS = "sums"
_PAGES, _FROM = "pages", "from_sums"


def offer(pages: Mapping[str, Page]) -> None:
    """Tell which pages there are in this run."""
    st.session_state[_PAGES] = dict(pages)


def go_to_map(what: str, key: str | Adcode) -> NoReturn:
    """Show the map at a project, county or city; `key` is what names it there."""
    chosen.choose(what, str(key))
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

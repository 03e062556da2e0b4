"""Ways from one page to another; each page finds what it was left with in the session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from views import chosen
from views.choice import Choice, kept, restore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import Page

    from geo.models import Adcode
    from projects.selection import Selection

__all__ = [
    "MAP",
    "SUMS",
    "enter",
    "go_to_map",
    "go_to_map_of",
    "link_back",
    "link_to_sums",
    "offer",
]

MAP = "map"
SUMS = "sums"
_PAGES, _FROM, _HERE = "pages", "from_sums", "page"
_NARROWED = "narrowed"  # what was chosen before a bar of the sums narrowed it, and what it became


def offer(pages: Mapping[str, Page]) -> None:
    """Tell which pages there are in this run."""
    st.session_state[_PAGES] = dict(pages)


def enter(path: str) -> None:
    """Let the filters of a page that is come to take their values from what was last chosen.

    A widget is its page's own: with the same key on another page it would begin empty.
    """
    if st.session_state.get(_HERE, path) != path:
        restore(_before_narrowing() if path == SUMS else kept())
    st.session_state[_HERE] = path


def go_to_map(what: str, key: str | Adcode) -> NoReturn:
    """Show the map at a project, county or city; `key` is what names it there."""
    chosen.choose(what, str(key))
    st.session_state[_FROM] = True
    st.switch_page(st.session_state[_PAGES][MAP])


def go_to_map_of(selection: Selection) -> NoReturn:
    """Show the map of what a bar stands for; the sums find the filters as they were."""
    was = kept()
    narrowed = replace(was, selection=selection)
    st.session_state[_NARROWED] = (was, narrowed)
    restore(narrowed)
    st.session_state[_FROM] = True
    st.switch_page(st.session_state[_PAGES][MAP])


def _before_narrowing() -> Choice:
    """Return what was chosen before the sums narrowed it, unless it was changed since."""
    was, narrowed = st.session_state.pop(_NARROWED, (None, None))
    now = kept()
    return was if was is not None and now.selection == narrowed.selection else now


def link_back(words: Mapping[str, str]) -> None:
    """Offer the way back to the sums, to who came from there."""
    if st.session_state.get(_FROM):
        st.page_link(st.session_state[_PAGES][SUMS], label=words["sums_back"])


def link_to_sums(words: Mapping[str, str]) -> None:
    """Offer the way from the map's short table to the whole page of sums."""
    if _PAGES in st.session_state:
        st.page_link(st.session_state[_PAGES][SUMS], label=words["sums_more"])

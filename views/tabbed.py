"""Tabs that stay open where the language changes, and where their page is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.elements.lib.mutable_tab_container import TabContainer

__all__ = ["kept_tabs"]


def kept_tabs(
    names: Sequence[str], words: Mapping[str, str], lang: str, *, key: str
) -> Sequence[TabContainer]:
    """Show tabs, the one open that was open last; `names` are the keys of their titles.

    Streamlit knows a tab by its title, which is another one in another language.
    """
    own, at, of = f"{key}_{lang}", f"{key}_at", f"{key}_of"
    wanted = st.session_state.get(at)
    if wanted in names and (own not in st.session_state or st.session_state.get(of) != lang):
        st.session_state[own] = words[str(wanted)]
    st.session_state[of] = lang
    tabs = st.tabs([words[name] for name in names], key=own, on_change="rerun")
    st.session_state[at] = next(
        (name for name, tab in zip(names, tabs, strict=True) if tab.open), names[0]
    )
    return tabs

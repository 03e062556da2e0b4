"""What a first visit is told, in one sentence; once read it does not come back in the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from views.scene import Sight

__all__ = ["show"]

_READ = "welcome_read"


def show(sight: Sight) -> None:
    """Say what the page is, whose projects it shows, and how to go on."""
    words = sight.words
    if st.session_state.get(_READ):
        with st.container(key="pick"):
            st.caption(words["pick"])
        return
    with st.container(key="welcome", border=True):
        st.text(words["welcome_sample" if sight.settings.registry_url is None else "welcome"])
        st.caption(words["pick"])
        st.button(words["welcome_read"], key="welcome_button", on_click=_read, type="tertiary")


def _read() -> None:
    st.session_state[_READ] = True

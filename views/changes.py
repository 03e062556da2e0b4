"""The page of changes: all that was done, the registry at a moment, and everybody's drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import acts, all_drafts, moment
from views.i18n import texts
from views.loading import told_plainly
from views.style import STYLE
from views.tabbed import kept_tabs

if TYPE_CHECKING:
    from projects.settings import Settings

__all__ = ["show"]


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    words = texts(lang)
    st.html(STYLE)
    with told_plainly():
        is_admin = all_drafts.may_see(settings)
        names = ["changes_recent", "changes_at", *(["changes_drafts"] if is_admin else [])]
        tabs = kept_tabs(names, words, lang, key="changes_tabs")
        with tabs[0]:
            acts.show(settings, words, lang)
        with tabs[1], told_plainly():
            moment.show(settings, words, lang, is_open=bool(tabs[1].open))
        if is_admin:
            with tabs[2]:
                all_drafts.show(settings, words, lang)

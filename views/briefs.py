"""The page of briefings: choose what is drawn and how, look at it, copy its text, take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.handouts.narrative import plain_text
from layers.handouts.page import MOST_PROJECTS
from views import address, brief_choice
from views.brief_files import composed, made, preview
from views.brief_style import BRIEF_STYLE
from views.loading import told_plainly
from views.opening import show_filtered
from views.style import STYLE

if TYPE_CHECKING:
    from layers.briefing.model import Brief
    from projects.settings import Settings
    from views.brief_choice import Wish
    from views.scene import Sight

__all__ = ["show"]


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read or drawn is said in one line."""
    st.html(STYLE)
    st.html(BRIEF_STYLE)
    with told_plainly():
        show_filtered(settings, lang, _body)


@st.fragment
def _body(sight: Sight) -> None:
    """Show all but the filters; a switch in it runs only this part of the page."""
    with told_plainly():
        left, right = st.columns([1, 2.4], gap="medium")
        if not sight.shown:
            left.info(sight.words["empty_filter"])
            return
        with left:
            wish = brief_choice.choose(sight)
        # The choices stay in reach whatever cannot be drawn of them.
        with right, told_plainly():
            brief = composed(sight, wish.options)
            _preview(sight, wish, brief)
            with left:
                wish = brief_choice.approved(sight, wish)
                _download(sight, wish, brief)
        address.write(sight.choice, sight.lang, sight.holdings)


def _preview(sight: Sight, wish: Wish, brief: Brief) -> None:
    words = sight.words
    with st.spinner(words["brief_drawing"]):
        picture = preview(sight, wish.options, brief)
    with st.container(key="brief_preview"):
        st.image(picture, width="stretch")
    st.caption(words["brief_text"])
    st.code(plain_text(brief), language=None, wrap_lines=True)


def _download(sight: Sight, wish: Wish, brief: Brief) -> None:
    """Offer the file; it is made when the button is clicked, and not before."""
    words = sight.words
    approval = wish.options.approval
    if approval and not (approval.number and approval.approver):
        st.text(words["brief_approval_both"])
        return
    if wish.suffix == ".html" and len(brief.appendix) > MOST_PROJECTS:
        st.text(words["brief_too_many"].format(most=MOST_PROJECTS))
        return
    name = words[f"brief_as_{wish.suffix[1:]}"]
    st.download_button(
        words["brief_download"].format(format=name),
        data=lambda: made(sight, wish, brief),
        file_name=f"luotu-brief{wish.suffix}",
        mime=wish.mime,
        key=f"brief_download_{wish.suffix[1:]}",
        on_click="ignore",
        type="primary",
        help=words["brief_download_help"],
    )

"""Paragraphs of a plan as they are shown: the sentence marked, set letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projects.passage import Paragraph

__all__ = ["show_paragraphs"]


def show_paragraphs(
    found: Iterable[Paragraph], count: int, words: Mapping[str, str], *, key: str = ""
) -> None:
    """Show paragraphs of a project that is named `count` times."""
    for order, paragraph in enumerate(found):
        number = f"{key}{order}"
        if count > 1:
            numbers = words["joiner"].join(map(str, paragraph.mentions))
            st.caption(words["e_mention"].format(numbers=numbers, count=count))
        with st.container(key=f"passage_{number}", gap=None):
            for place, run in enumerate(paragraph.runs):
                with st.container(key=f"run_{run.mark or 'plain'}_{number}_{place}", gap=None):
                    st.text(run.text)

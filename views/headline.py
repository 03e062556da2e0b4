"""The line of totals above the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.wording import STAGES
from views.figures import say, share_text, stage_names
from views.filters import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.amounts import Amount
    from views.figures import Headline

__all__ = ["show"]


def show(totals: Headline, words: Mapping[str, str], lang: str) -> None:
    """Show what is counted, how much of it stands in a county, and every stage by itself."""
    if not totals.by_stage:
        with st.container(key="headline"):
            st.text(words["headline_empty"])
        return
    counted = totals.counted
    amount = counted.total
    stages = stage_names(totals.stages, lang)
    share = share_text(counted.placed_share) if amount.value else words["d_unknown"]
    stated = words["headline_help"].format(stated=amount.stated)
    figures = [
        (stages, _said(amount, words, lang), stated),
        (words["headline_placed"], share, None),
    ]
    figures += [
        (label(STAGES[stage], lang), _said(summary.total, words, lang), words["as_of"])
        for stage, summary in totals.by_stage
        if stage not in totals.stages or summary.total != amount  # else it stands first already
    ]
    with st.container(key="headline", horizontal=True):
        for title, value, hint in figures:
            st.metric(title, value, help=hint, width="content")


def _said(amount: Amount, words: Mapping[str, str], lang: str) -> str:
    if not amount.projects:  # nothing leaves nothing unsaid
        return words["stage_none"]
    return words["headline_sum"].format(
        count=amount.projects, amount=say(amount, "power", words, lang)
    )

"""The line of totals above the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.wording import STAGES
from views.figures import say, stage_names
from views.filters import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from views.figures import Headline

__all__ = ["show"]


def show(totals: Headline, words: Mapping[str, str], lang: str) -> None:
    """Show what is counted, how much of it stands in a county, and every stage by itself."""
    counted = totals.counted
    amount = counted.total
    stages = stage_names(totals.stages, lang)
    share = f"{counted.placed_share:.0%}" if amount.value else words["headline_none"]
    stated = words["headline_help"].format(stated=amount.stated)
    figures = [
        (
            words["headline_projects_label"].format(stages=stages),
            words["headline_projects"].format(count=amount.projects),
            None,
        ),
        (
            words["headline_power_label"].format(stages=stages),
            say(amount, "power", words, lang),
            stated,
        ),
        (words["headline_placed_label"], share, None),
    ]
    figures += [
        (
            label(STAGES[stage], lang),
            words["headline_stage"].format(
                count=summary.total.projects, amount=say(summary.total, "power", words, lang)
            ),
            words["as_of"],
        )
        for stage, summary in totals.by_stage
    ]
    with st.container(key="headline", horizontal=True):
        for title, value, hint in figures:
            st.metric(title, value, help=hint, width="content")

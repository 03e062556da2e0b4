"""The line of totals above the map, and the filter in words below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.selection import Selection
from projects.wording import STAGES
from views.choice import label
from views.figures import headline, say, share_text, stage_names
from views.filters import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.amounts import Amount
    from views.figures import Headline
    from views.scene import Sight

__all__ = ["show"]


def show(sight: Sight, unknown: Sequence[str] = ()) -> None:
    """Show what is counted, how much of it stands in a county, and every stage by itself.

    `unknown` are the parts of a link that mean nothing here.
    """
    words, held = sight.words, sight.holdings
    ticked = sight.choice.selection.stages
    totals = held.once(
        ("headline", ticked, sight.divisions), lambda: headline(held, ticked, sight.divisions)
    )
    with st.container(key="headline"):
        if sight.shown:
            _figures(totals, len(sight.shown), words, sight.lang)
        else:
            st.text(words["headline_empty"])
        if unknown:
            st.text(words["link_unknown"].format(parts=words["joiner"].join(unknown)))
        if sight.choice.selection != Selection():
            with st.container(key="filter_said"):
                st.text(_filter(sight))


def _figures(totals: Headline, shown: int, words: Mapping[str, str], lang: str) -> None:
    counted = totals.counted
    amount = counted.total
    stages = stage_names(totals.stages, lang)
    power = share_text(counted.placed_share) if amount.value else words["d_unknown"]
    located = words["stage_none"]
    if totals.located:
        share = share_text(totals.located_share)
        located = words["headline_share"].format(count=totals.located, share=share)
    figures = [
        (words["headline_shown"], words["headline_count"].format(count=shown), None),
        (
            stages,
            _said(amount, words, lang),
            words["headline_help"].format(stated=amount.stated),
        ),
        (words["headline_located"], located, words["headline_power"].format(share=power)),
    ]
    figures += [
        (label(STAGES[stage], lang), _said(found, words, lang), words["as_of"])
        for stage, found in totals.by_stage
        if stage not in totals.stages or found != amount  # else it stands first already
    ]
    with st.container(key="headline_figures", horizontal=True):
        for title, value, hint in figures:
            st.metric(title, value, help=hint, width="content")


def _filter(sight: Sight) -> str:
    return said(
        sight.choice.selection,
        sight.divisions,
        sight.words,
        sight.lang,
        documents=sight.holdings.documents,
    )


def _said(amount: Amount, words: Mapping[str, str], lang: str) -> str:
    if not amount.projects:  # nothing leaves nothing unsaid
        return words["stage_none"]
    return words["headline_sum"].format(
        count=amount.projects, amount=say(amount, "power", words, lang)
    )

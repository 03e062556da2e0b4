"""The line of totals above the map, and the filter in words below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.selection import Selection
from projects.wording import STAGES
from views.choice import label
from views.figures import headline, part_said, say, share_text, stage_names
from views.filters import said
from views.sums_once import once_said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.amounts import Amount
    from views.figures import Headline, Placed
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
    total, help_ = totals.counted.total, words["headline_help"]
    stages = stage_names(totals.stages, lang)
    figures = [
        (words["headline_shown"], words["headline_count"].format(count=shown), None),
        (
            stages,
            _said(total, words, lang),
            " ".join([help_.format(stated=total.stated), *once_said(totals.counted, words)]),
        ),
    ]
    if total.projects:
        figures += [
            (
                words["headline_single"],
                part_said(totals.placed.single, total, "power", words, lang),
                None,
            ),
            (
                words["headline_located"],
                part_said(totals.placed.several, total, "power", words, lang),
                words["headline_located_help"],
            ),
        ]
    if totals.counted.taking_part.projects:
        figures.append(
            (
                words["headline_part"],
                _said(totals.counted.taking_part, words, lang),
                words["headline_part_help"],
            )
        )
    figures += [
        (
            _stage_title(label(STAGES[stage], lang), totals.placed_by_stage[stage], words),
            _said(found, words, lang),
            _stage_help(totals.placed_by_stage[stage], words, lang),
        )
        for stage, found in totals.by_stage
        if stage not in totals.stages or found != total  # else it stands first already
    ]
    with st.container(key="headline_figures", horizontal=True):
        for title, value, hint in figures:
            st.metric(title, value, help=hint, width="content")


def _stage_title(name: str, placed: Placed, words: Mapping[str, str]) -> str:
    """Name a stage with the share of its power that stands in counties."""
    if not placed.total.value:
        return name
    share = share_text(placed.several.value / placed.total.value)
    return words["headline_stage"].format(stage=name, share=share)


def _stage_help(placed: Placed, words: Mapping[str, str], lang: str) -> str:
    """Say both parts of a stage's power, and as of when stages hold."""
    if not placed.total.projects:
        return words["as_of"]
    parts = (
        (words["headline_single"], placed.single),
        (words["headline_located"], placed.several),
    )
    said = [f"{name} {part_said(part, placed.total, 'power', words, lang)}" for name, part in parts]
    return words["note_joiner"].join([*said, words["as_of"]])


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

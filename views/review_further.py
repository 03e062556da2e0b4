"""What can be done with an item of a review besides deciding: split, made one, set into a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.reviewing.drafts import Doubt, ItemState
from views.keeping import begin
from views.review_acts import Review, tried
from views.review_several import merge_lines
from views.review_split import show_split

if TYPE_CHECKING:
    from projects.reviewing.drafts import Item

__all__ = ["show_further"]


def show_further(item: Item, review: Review) -> None:
    """Offer to split the item, to make it one with its doubles, to set it into a group."""
    words = review.words
    with st.expander(words["rev_split"]):
        show_split(item, review)
    others = {
        i.id: i.project.name
        for i in review.draft.items
        if i.id != item.id and i.state is ItemState.OPEN
    }
    with st.expander(words["rev_merge"], expanded=Doubt.DOUBLE in item.doubts):
        _merge(item, others, review)
    live = {
        i.id: i.project.name
        for i in review.draft.items
        if i.id != item.id and i.state is not ItemState.REJECTED
    }
    with st.expander(words["rev_group"]):
        _group(item, live, review)


def _merge(item: Item, others: dict[str, str], review: Review) -> None:
    """Compare doubles and make them one; those the reader takes for doubles are chosen already."""
    words = review.words
    likely = [d.id for d in item.project.doubles if d.id in others]
    chosen = st.multiselect(
        words["rev_merge_with"], list(others), likely,
        format_func=others.__getitem__, key=f"merge_{item.id}_{review.version}",
    )  # fmt: skip
    if chosen:
        by_id = {i.id: i for i in review.draft.items}
        merge_lines(review, item, [by_id[id_] for id_ in chosen], key="item")


def _group(item: Item, others: dict[str, str], review: Review) -> None:
    words = review.words
    options = ["", *others]
    now = item.project.part_of if item.project.part_of in others else ""
    group = st.selectbox(
        words["rev_group"], options,
        format_func=lambda id_: others.get(id_, words["rev_group_none"]),
        key=begin(f"group_{item.id}_{review.version}", now or "", options, moving=True),
        label_visibility="collapsed",
    )  # fmt: skip
    if st.button(words["rev_group_do"], key="group_do", disabled=group == (now or "")):
        tried(
            review,
            lambda drafts: drafts.set_part_of(
                review.id, item.id, group or None, owner=review.owner, version=review.version
            ),
            stay=item.id,
        )

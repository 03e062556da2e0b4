"""The review of a draft: what is left, the table with the doubtful first, one item beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from projects.registry import Registry
from projects.reviewing.drafts import ItemState
from views import signing
from views.adding_read import leave
from views.brought import said_of
from views.review_acts import AT, KEPT, SEVERAL, TICKED, Review, accept, tell, warn_unplaced
from views.review_elsewhere import with_elsewhere
from views.review_item import show_item
from views.review_order import Kept, in_place
from views.review_several import show_several
from views.review_table import show_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.reviewing.drafts import Draft, Item
    from projects.settings import Settings

__all__ = ["show"]

_OF, _ASKED = "review_of", "review_asked"


def show(draft_id: str, settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Show the review; the draft is the owner's alone.

    Raises
    ------
    DraftError
        If there is no such draft of this owner.
    """
    owner = signing.owner(settings)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        draft = registry.drafts.open(draft_id, owner=owner)
    if st.session_state.get(_OF) != draft_id:
        for key in (AT, KEPT, TICKED, SEVERAL, _ASKED):
            st.session_state.pop(key, None)
        st.session_state[_OF] = draft_id
    kept = st.session_state.get(KEPT, Kept())
    draft = with_elsewhere(draft, settings)
    draft = replace(draft, items=in_place(draft.items, kept))
    review = Review(draft, owner, settings, words, lang)
    item = _current(draft)
    st.session_state[AT] = item.id if item else None
    _head(review)
    tell(review)
    left, right = st.columns([13, 7], gap="medium")
    with left, st.container(key="review_list"):
        ticked = show_table(review)
        st.caption(words["rev_listed"].format(count=len(draft.items)))
    with right, st.container(key="review_item", border=True):
        if len(ticked) > 1 and st.session_state.get(SEVERAL):
            show_several(review, ticked)
        elif item is not None:
            show_item(item, review, ticked=len(ticked))


def _head(review: Review) -> None:
    """Say whose review it is and what is left, with what can be done at once."""
    draft, words = review.draft, review.words
    with st.container(horizontal=True, vertical_alignment="center", key="review_head"):
        with st.container(key="review_title"):
            st.text(f"{draft.head.facts.title}（{draft.head.facts.source}）")
        if said := said_of(draft.head.id, words):
            st.caption(said)
        if draft.head.note:
            with st.popover(words["rev_note"]):
                st.text(draft.head.note)
        st.button(words["add_back"], key="review_back", on_click=leave)
    with st.container(horizontal=True, vertical_alignment="center", key="review_line"):
        with st.container(key="review_counts"):
            st.text(_counts(review))
        _all_at_once(review)
    if draft.left and st.session_state.get(_ASKED) == review.version:
        warn_unplaced([i for i in draft.items if i.state is ItemState.OPEN], words)
    if not draft.left:
        st.success(words["rev_all_done"])


def _counts(review: Review) -> str:
    draft, words = review.draft, review.words
    counts = {state: sum(i.state is state for i in draft.items) for state in ItemState}
    doubtful = sum(i.state is ItemState.OPEN and bool(i.doubts) for i in draft.items)
    return " · ".join(
        (
            words["rev_left"].format(left=draft.left, total=draft.head.total),
            words["rev_doubtful"].format(count=doubtful),
            words["rev_accepted"].format(count=counts[ItemState.ACCEPTED]),
            words["rev_rejected"].format(count=counts[ItemState.REJECTED]),
        )
    )


def _all_at_once(review: Review) -> None:
    """Offer to accept all that are sure, and, asking once more, all that are left."""
    words = review.words
    if signing.editor(review.settings) is None:
        st.caption(words["who_needed"])
        return
    open_ = [item for item in review.draft.items if item.state is ItemState.OPEN]
    sure = [item.id for item in open_ if not item.doubts]
    counts = {"count": len(open_), "doubtful": len(open_) - len(sure)}
    if sure and st.button(
        words["rev_accept_sure"].format(count=len(sure)), key="accept_sure", type="primary"
    ):
        accept(review, sure)
    if not counts["doubtful"]:
        return
    if st.session_state.get(_ASKED) != review.version:
        st.button(
            words["rev_accept_all"].format(**counts), key="accept_all",
            on_click=_ask, args=(review.version,),
        )  # fmt: skip
        return
    if st.button(words["rev_accept_all_sure"].format(**counts), key="accept_all_sure"):
        accept(review, None)
    st.button(words["rev_accept_all_not"], key="accept_all_not", on_click=_ask, args=(None,))


def _ask(version: int | None) -> None:
    st.session_state[_ASKED] = version


def _current(draft: Draft) -> Item | None:
    """Return the item that is looked at: the one gone to, else the first that is open."""
    at = st.session_state.get(AT)
    found = next((item for item in draft.items if item.id == at), None)
    return found or next(iter(draft.items), None)

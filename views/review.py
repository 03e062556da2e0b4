"""The review of a draft: what is left, the table with the doubtful first, one item beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.passage import GLANCE, paragraphs
from projects.registry import Registry
from projects.reviewing.drafts import ItemState
from projects.wording import STAGES, kind_name, quantity_text
from views import signing
from views.adding_read import DRAFT
from views.choice import label
from views.figures import share_text
from views.loading import load_divisions
from views.review_acts import AT, TURN, Review, accept, tell, tried
from views.review_item import show_item
from views.rows import height_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.reviewing.drafts import Draft, Item
    from projects.settings import Settings

__all__ = ["show"]

_MOST_ROWS = 15
_SENTENCE = 120


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
    review = Review(draft, owner, settings, words, lang)
    _head(review)
    tell(review)
    _all_at_once(review)
    left, right = st.columns([5, 4], gap="medium")
    with left:
        ticked = _table(review)
    with right, st.container(key="review_item", border=True):
        if len(ticked) > 1:
            _several(review, ticked)
        else:
            item = ticked[0] if ticked else _current(draft)
            if item is not None:
                show_item(item, review)


def _head(review: Review) -> None:
    draft, words = review.draft, review.words
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(key="review_title"):
            st.text(f"{draft.head.facts.title}（{draft.head.facts.source}）")
        st.button(words["add_back"], key="review_back", on_click=_leave)
    counts = {state: sum(i.state is state for i in draft.items) for state in ItemState}
    doubtful = sum(i.state is ItemState.OPEN and bool(i.doubts) for i in draft.items)
    parts = [
        words["rev_left"].format(left=draft.left, total=draft.head.total),
        words["rev_doubtful"].format(count=doubtful),
        words["rev_accepted"].format(count=counts[ItemState.ACCEPTED]),
        words["rev_rejected"].format(count=counts[ItemState.REJECTED]),
    ]
    with st.container(key="review_counts"):
        st.text(" · ".join(parts))
    if draft.head.note:
        st.text(draft.head.note)
    if not draft.left:
        st.success(words["rev_all_done"])


def _leave() -> None:
    st.session_state.pop(DRAFT, None)
    st.session_state.pop(AT, None)


def _all_at_once(review: Review) -> None:
    """Offer to accept all that are sure, and all that are left."""
    words = review.words
    if signing.editor(review.settings) is None:
        st.caption(words["who_needed"])
        return
    open_ = [item for item in review.draft.items if item.state is ItemState.OPEN]
    sure = [item.id for item in open_ if not item.doubts]
    with st.container(horizontal=True):
        if sure and st.button(
            words["rev_accept_sure"].format(count=len(sure)), key="accept_sure", type="primary"
        ):
            accept(review, sure)
        if len(open_) > len(sure) and st.button(
            words["rev_accept_all"].format(count=len(open_)), key="accept_all"
        ):
            accept(review, None)


def _current(draft: Draft) -> Item | None:
    """Return the item that is looked at: the one gone to, else the first that is open."""
    at = st.session_state.get(AT)
    found = next((item for item in draft.items if item.id == at), None)
    return found or next(iter(draft.items), None)


def _table(review: Review) -> list[Item]:
    """Show the table; returns the items that are ticked."""
    items, words = review.draft.items, review.words
    st.caption(words["rev_listed"].format(count=len(items)))
    turn = st.session_state.setdefault(TURN, 0)
    event = st.dataframe(
        _frame(items, review),
        hide_index=True,
        width="stretch",
        height=height_of(len(items), _MOST_ROWS),
        key=f"review_table_{turn}",
        selection_mode="multi-row",
        on_select="rerun",
        column_config={
            words["col_name"]: st.column_config.TextColumn(width=180),
            words["rev_sentence"]: st.column_config.TextColumn(width=320),
            words["rev_sure"]: st.column_config.TextColumn(width=60),
        },
    )
    rows = event["selection"]["rows"]
    return [items[row] for row in rows if row < len(items)]


def _frame(items: Sequence[Item], review: Review) -> pd.DataFrame:
    words, lang, name = review.words, review.lang, load_divisions().name
    rows = [
        {
            words["rev_doubt"]: "、".join(words[f"rev_doubt_{doubt}"] for doubt in item.doubts),
            words["col_name"]: item.project.name,
            words["kind"]: kind_name(item.project.kind, lang=lang),
            words["col_size"]: "；".join(
                quantity_text(q, lang=lang) for q in item.project.capacity
            ),
            words["col_counties"]: "、".join(map(name, item.project.counties)),
            words["rev_sure"]: (
                share_text(item.project.confidence) if item.project.counties else "—"
            ),
            words["rev_sentence"]: _sentence(item, review.draft.text),
            words["stage"]: label(STAGES[item.project.stage], lang),
            words["rev_state"]: words[f"rev_state_{item.state}"],
            words["rev_changed"]: "✎" if item.corrected else "",
        }
        for item in items
    ]
    return pd.DataFrame(rows)


def _sentence(item: Item, text: str | None) -> str:
    if text is None:
        return item.project.ledger.content if item.project.ledger else ""
    span = (item.project.start, item.project.end)
    found = paragraphs(text, (span,), around=GLANCE)
    said = "".join(run.text for paragraph in found for run in paragraph.runs if run.mark)
    return said[:_SENTENCE]


def _several(review: Review, items: Sequence[Item]) -> None:
    """Act on all that are ticked."""
    words, ids = review.words, [item.id for item in items]
    for item in items:
        st.text(item.project.name)
    if signing.editor(review.settings) is not None and st.button(
        words["rev_accept_chosen"].format(count=len(ids)), key="several_accept", type="primary"
    ):
        accept(review, ids)
    why = st.text_input(
        words["rev_reason"], key="several_why", placeholder=words["rev_reason_hint"], max_chars=500
    )
    if st.button(
        words["rev_reject_chosen"].format(count=len(ids)),
        key="several_reject",
        disabled=not why.strip(),
    ):
        signed = review.signed(why.strip())
        tried(
            review,
            lambda drafts: drafts.reject(
                review.id, ids, owner=review.owner, version=review.version, signed=signed
            ),
        )
    names = {item.id: item.project.name for item in items}
    first = st.selectbox(
        words["rev_merge_first"], ids, format_func=names.__getitem__, key="several_first"
    )
    if st.button(words["rev_merge_chosen"].format(count=len(ids)), key="several_merge"):
        ordered = [first, *(id_ for id_ in ids if id_ != first)]
        signed = review.signed()
        tried(
            review,
            lambda drafts: drafts.merge(
                review.id, ordered, owner=review.owner, version=review.version, signed=signed
            ),
            stay=first,
        )

"""Several items of a review at once: accepted, turned down, or compared and made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.reviewing.doubles import differing, made_one
from projects.reviewing.drafts import ItemState
from projects.wording import kind_name, quantity_text
from views import signing
from views.facts import show_facts
from views.loading import load_divisions
from views.review_acts import Review, accept, reject, tried, warn_unplaced
from views.review_table import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Project
    from projects.reviewing.drafts import Item

__all__ = ["counted_line", "merge_lines", "show_several"]

_DIFFER = {"kind": "kind", "capacity": "col_size", "counties": "col_counties"}


def show_several(review: Review, items: Sequence[Item]) -> None:
    """Act on all that are ticked and open."""
    words = review.words
    open_ = [item for item in items if item.state is ItemState.OPEN]
    ids = [item.id for item in open_]
    with st.container(key="review_name"):
        st.text(words["rev_ticked"].format(count=len(items)))
    if not open_:
        st.caption(words["rev_ticked_none"])
        return
    _accept(review, open_)
    _reject(review, ids)
    if len(open_) > 1:
        names = {item.id: item.project.name for item in open_}
        first = st.selectbox(
            words["rev_merge_first"], ids, format_func=names.__getitem__, key="several_first"
        )
        rest = [item for item in open_ if item.id != first]
        merge_lines(review, next(i for i in open_ if i.id == first), rest, key="several")


def _accept(review: Review, items: Sequence[Item]) -> None:
    words, doubtful = review.words, sum(bool(item.doubts) for item in items)
    for item in items:
        said = "、".join(words[f"rev_doubt_{doubt}"] for doubt in item.doubts)
        st.text(f"{item.project.name}（{said}）" if said else item.project.name)
    if signing.editor(review.settings) is None:
        return
    warn_unplaced(items, words)
    label = "rev_accept_chosen_doubtful" if doubtful else "rev_accept_chosen"
    if st.button(
        words[label].format(count=len(items), doubtful=doubtful),
        key="several_accept",
        type="primary",
    ):
        accept(review, [item.id for item in items])


def _reject(review: Review, ids: Sequence[str]) -> None:
    words = review.words
    why = st.text_input(
        words["rev_reason"], key="several_why", placeholder=words["rev_reason_hint"], max_chars=500
    )
    if st.button(
        words["rev_reject_chosen"].format(count=len(ids)),
        key="several_reject",
        disabled=not why.strip(),
    ):
        reject(review, ids, why)


def merge_lines(review: Review, first: Item, rest: Sequence[Item], *, key: str) -> None:
    """Show doubles side by side with what would stay, and make them one at a second click."""
    words = review.words
    _beside(review, [first, *rest])
    if different := differing([item.project for item in (first, *rest)]):
        said = words["joiner"].join(words[_DIFFER[field]] for field in different)
        st.warning(words["rev_merge_differ"].format(fields=said))
    ids = [first.id, *(item.id for item in rest)]
    asked, label = f"{key}_merge_asked", words["rev_merge_chosen"].format(count=len(ids))
    now = (review.version, *ids)
    if st.session_state.get(asked) != now:
        if st.button(label, key=f"{key}_merge"):
            st.session_state[asked] = now
            st.rerun()
        return
    if st.button(
        words["rev_merge_sure"].format(count=len(ids)), key=f"{key}_merge_sure", type="primary"
    ):
        signed = review.signed()
        tried(
            review,
            lambda drafts: drafts.merge(
                review.id, ids, owner=review.owner, version=review.version, signed=signed
            ),
            stay=first.id,
        )


def _beside(review: Review, items: Sequence[Item]) -> None:
    """Show the doubles, each with its sentence, below what would stay of them."""
    words = review.words
    told = [(words["rev_merge_stays"], counted_line(made_one(items), review))]
    for number, item in enumerate(items, start=1):
        said = sentence(item, review.draft.text, words, review.lang, columns=review.draft.columns)
        told.append(
            (f"{number}", "\n".join(filter(None, (counted_line(item.project, review), said))))
        )
    show_facts(told, key="doubles", lang=review.lang)


def counted_line(project: Project, review: Review) -> str:
    """Say what is counted of a project: its name, kind, size and counties."""
    name, lang = load_divisions().name, review.lang
    parts = (
        kind_name(project.kind, lang=lang),
        "；".join(quantity_text(q, lang=lang) for q in project.capacity),
        "、".join(map(name, project.counties)) or review.words["d_nowhere"],
    )
    return f"{project.name}\n{' · '.join(filter(None, parts))}"

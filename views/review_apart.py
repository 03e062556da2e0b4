"""Telling an item apart from what it looks like: of the same draft, or of another document."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import streamlit as st

from projects.models import Apart
from projects.reasons import reason_text
from projects.reviewing.drafts import Draft, ItemState
from views.review_acts import Review, tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.reviewing.drafts import Item
    from projects.store.drafts import Drafts

__all__ = ["show_apart", "tell_apart"]


def show_apart(item: Item, review: Review) -> None:
    """List the likely doubles in the draft, each to be told apart, and what was told already."""
    if item.state is not ItemState.OPEN:
        return
    words, project = review.words, item.project
    names = {i.id: i.project.name for i in review.draft.items}
    document = review.draft.head.facts.sha256
    told = {(other.document, other.id) for other in project.apart}
    for double in project.doubles:
        if (document, double.id) in told:
            continue
        name = names.get(double.id, double.id)
        with st.container(key=f"line_double_{double.id}", horizontal=True):
            why = reason_text(double.why, review.lang)
            st.text(words["rev_doubles"].format(name=name, why=why), width="stretch")
            if st.button(words["rev_apart"], key=f"apart_{item.id}_{double.id}"):
                tell_apart(item, [Apart(document, double.id, name)], review)
    if project.apart:
        with st.container(key="line_apart", horizontal=True):
            said = "、".join(f"「{other.name}」" for other in project.apart)
            st.text(words["rev_apart_told"].format(names=said), width="stretch")
            if st.button(words["rev_apart_back"], key=f"apart_back_{item.id}", type="tertiary"):
                _take_back(item, review)


def tell_apart(item: Item, others: Sequence[Apart], review: Review) -> None:
    """Keep that these are not the item's project; an open item of the draft is told it, too."""
    document = review.draft.head.facts.sha256
    mine = Apart(document, item.id, item.project.name)
    ids = {other.id for other in others if other.document == document}
    changes = [(item, (*item.project.apart, *others))]
    changes += [(other, (*other.project.apart, mine)) for other in _open(review) if other.id in ids]
    _correct(changes, item, review)


def _take_back(item: Item, review: Review) -> None:
    """Take back what was told of an item, by it or by another one of the draft."""
    mine = (review.draft.head.facts.sha256, item.id)
    changes: list[tuple[Item, tuple[Apart, ...]]] = [(item, ())]
    for other in _open(review):
        left = tuple(it for it in other.project.apart if (it.document, it.id) != mine)
        if other.id != item.id and left != other.project.apart:
            changes.append((other, left))
    _correct(changes, item, review)


def _open(review: Review) -> list[Item]:
    return [item for item in review.draft.items if item.state is ItemState.OPEN]


def _correct(changes: Sequence[tuple[Item, tuple[Apart, ...]]], item: Item, review: Review) -> None:
    """Correct one item after the other; where one is refused, the others stand."""

    def act(drafts: Drafts) -> Draft:
        draft = review.draft
        for changed, apart in changes:
            said = {"apart": [asdict(other) for other in apart]}
            draft = drafts.correct(
                review.id, changed.id, said, owner=review.owner, version=draft.version
            )
        return draft

    tried(review, act, stay=item.id)

"""An item that another document of the registry names already: both side by side, and what then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from projects.models import Apart
from projects.reviewing.doubles import elsewhere
from projects.reviewing.drafts import ItemState
from views import signing
from views.facts import show_facts
from views.loading import load_divisions, load_holdings
from views.review_acts import Review, accept, reject
from views.review_apart import tell_apart
from views.review_several import counted_line

if TYPE_CHECKING:
    from projects.reviewing.drafts import Draft, Elsewhere, Item
    from projects.selection import Holdings
    from projects.settings import Settings

__all__ = ["show_elsewhere", "with_elsewhere"]

_FOUND = "review_elsewhere"
_MOST = 3


def with_elsewhere(draft: Draft, settings: Settings) -> Draft:
    """Return a draft that knows what the registry's other documents name already."""
    holdings = load_holdings(settings.registry_url, settings)
    kept: tuple[Draft, Holdings, Draft] | None = st.session_state.get(_FOUND)
    if kept is not None and kept[0] == draft and kept[1] is holdings:
        return kept[2]
    told = replace(draft, items=elsewhere(draft, holdings, load_divisions()))
    st.session_state[_FOUND] = (draft, holdings, told)
    return told


def show_elsewhere(item: Item, review: Review) -> None:
    """Say which document names it too, show both, and take the answer."""
    if item.state is not ItemState.OPEN or not item.elsewhere:
        return
    words = review.words
    with st.container(key="review_elsewhere", border=True):
        for other in item.elsewhere[:_MOST]:
            said = "rev_elsewhere_sure" if other.is_sure else "rev_elsewhere_perhaps"
            st.text(words[said].format(title=other.title, name=other.project.name))
        told = [(words["rev_elsewhere_here"], counted_line(item.project, review))]
        for other in item.elsewhere[:_MOST]:
            line = f"{counted_line(other.project, review)}\n《{other.title}》"
            told.append((words["rev_elsewhere_there"], line))
        show_facts(told, key="elsewhere", lang=review.lang)
        if sure := [other.project for other in item.elsewhere if other.is_sure]:
            st.caption(words["rev_elsewhere_apart"])
            if st.button(words["rev_apart"], key=f"apart_{item.id}"):
                tell_apart(item, [Apart(p.document, p.id, p.name) for p in sure], review)
        else:
            _answer(item, item.elsewhere[0], review)


def _answer(item: Item, other: Elsewhere, review: Review) -> None:
    """Take what is perhaps the same as that, which is in the registry, or as another project."""
    words = review.words
    if signing.editor(review.settings) is None:
        return
    with st.container(horizontal=True, key="review_elsewhere_answer"):
        if st.button(words["rev_elsewhere_same"], key=f"same_{item.id}"):
            why = words["rev_elsewhere_why"].format(title=other.title, name=other.project.name)
            reject(review, [item.id], why)
        if not item.is_unplaced and st.button(words["rev_elsewhere_other"], key=f"other_{item.id}"):
            accept(review, [item.id])

"""What accepting an item would change of the project the registry has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.contract import project_to_json
from projects.errors import RevisionRefused
from projects.registry import Registry
from projects.reviewing.drafts import ItemState
from projects.reviewing.fields import FIELDS, difference, flat
from projects.reviewing.values import ProjectKey
from views.history import changes_frame
from views.review_acts import Review, tried

if TYPE_CHECKING:
    from projects.models import Project
    from projects.reviewing.drafts import Item

__all__ = ["show_there"]


def show_there(item: Item, review: Review) -> None:
    """Show what the registry has beside what would be accepted; one click keeps the former."""
    if not item.known or item.state is not ItemState.OPEN:
        return
    there = _there(item, review)
    if there is None:
        return
    words = review.words
    is_, was = (flat(project_to_json(project)) for project in (item.project, there))
    changes = [change for change in difference(was, is_) if change.field in FIELDS]
    if not changes:
        st.caption(words["rev_there_same"])
        return
    st.caption(words["rev_there"] + words["rev_there_reject"])
    groups = {i.id: i.project.name for i in review.draft.items}
    frame = changes_frame(changes, words, review.lang, groups)
    st.dataframe(frame, hide_index=True, width="stretch", row_height=30)
    if st.button(words["rev_there_keep"], key=f"keep_{item.id}"):
        back = {change.field: change.was for change in changes}
        tried(
            review,
            lambda drafts: drafts.correct(
                review.id, item.id, back, owner=review.owner, version=review.version
            ),
            stay=item.id,
        )


def _there(item: Item, review: Review) -> Project | None:
    key = ProjectKey(review.draft.head.facts.sha256, item.id)
    try:
        with Registry.open(review.settings.registry_url, settings=review.settings) as registry:
            return registry.revisions.open(key).project
    except RevisionRefused:
        return None

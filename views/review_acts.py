"""What a reviewer does to a draft: each act is tried once, and what stands in the way is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from projects.errors import EditConflict, ProjectsError
from projects.registry import Registry
from projects.reviewing.drafts import Accepted
from projects.reviewing.values import Signature
from views import signing
from views.loading import refresh
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from projects.reviewing.drafts import Draft, Owner
    from projects.settings import Settings
    from projects.store.drafts import Drafts

__all__ = ["AT", "TURN", "Review", "accept", "tell", "tried"]

AT = "review_at"
"""The item that is looked at."""
TURN = "review_turn"
"""Grows with each act: the table's ticks are gone then."""
_FAULT, _CONFLICT, _SAID = "review_fault", "review_conflict", "review_said"


@dataclass(frozen=True, slots=True)
class Review:
    """A draft under review, and in whose name."""

    draft: Draft
    owner: Owner
    settings: Settings
    words: Mapping[str, str]
    lang: str

    @property
    def id(self) -> str:
        """The draft's id."""
        return self.draft.head.id

    @property
    def version(self) -> int:
        """The draft's version, as it is shown."""
        return self.draft.version

    def signed(self, why: str = "") -> Signature:
        """Sign with the name of who is signed in, else as nobody known."""
        who = signing.person(self.settings)
        return Signature.of(who.name if who else self.words["who_nobody"], why)


def tried(review: Review, act: Callable[[Drafts], object], *, stay: str | None = None) -> NoReturn:
    """Do something to the draft and show the page anew; `stay` at an item, else go on."""
    try:
        with Registry.open(review.settings.registry_url, settings=review.settings) as registry:
            done = act(registry.drafts)
    except EditConflict as conflict:
        st.session_state[_CONFLICT] = conflict
    except ProjectsError as error:
        st.session_state[_FAULT] = error
    else:
        st.session_state[AT] = stay
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        if isinstance(done, Accepted):
            st.session_state[_SAID] = (len(done.projects), done.left, len(done.waiting))
            refresh()
    st.rerun()


def accept(review: Review, items: Sequence[str] | None) -> NoReturn:
    """Bring items into the registry, for who may; None for all that are open."""
    if (who := signing.editor(review.settings)) is None:
        st.rerun()
    signed = Signature.of(who.name)
    tried(
        review,
        lambda drafts: drafts.accept(
            review.id, items, owner=review.owner, version=review.version, signed=signed
        ),
    )


def tell(review: Review) -> None:
    """Say what the last act led to."""
    words = review.words
    if (said := st.session_state.pop(_SAID, None)) is not None:
        st.success(words["rev_accepted_now"].format(count=said[0], left=said[1]))
        if said[2]:
            st.info(words["rev_waiting"].format(count=said[2]))
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        with st.container(key="review_fault", border=True):
            st.text(refusal_text(fault, review.lang))
    if (conflict := st.session_state.get(_CONFLICT)) is not None:
        st.warning(words["edit_conflict"])
        st.text(refusal_text(conflict, review.lang))
        if st.button(words["rev_renew"], key="review_renew"):
            st.session_state.pop(_CONFLICT)
            tried(
                review,
                lambda drafts: drafts.renew(review.id, owner=review.owner, version=review.version),
            )

"""What a reviewer does to a draft: each act is tried once, and what stands in the way is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from projects.errors import EditConflict, ProjectsError
from projects.registry import Registry
from projects.reviewing.drafts import Accepted, ItemState
from projects.reviewing.values import Signature
from views import signing
from views.loading import refresh
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from projects.reviewing.drafts import Draft, Item, Owner
    from projects.settings import Settings
    from projects.store.drafts import Drafts

__all__ = ["AT", "SEVERAL", "TICKED", "Review", "accept", "following", "tell", "tried"]

AT = "review_at"
"""The item that is looked at."""
TICKED = "review_ticked"
"""The items that are ticked in the table; an act on the draft unticks them."""
SEVERAL = "review_several"
"""Whether the ticked ones are acted on together, and not the one that is looked at."""
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


def following(items: Sequence[Item], at: str | None, gone: Collection[str]) -> str | None:
    """Return what to look at once `gone` are decided: the next doubtful one that is open.

    From a doubtful one it goes to the next doubtful one, at last to those that were passed over;
    from one in no doubt to the next that is open.
    """
    decided = set(gone)
    is_left = [i.state is ItemState.OPEN and i.id not in decided for i in items]
    place = next((n for n, i in enumerate(items) if i.id == at), -1)
    left = [i for i, is_open in zip(items, is_left, strict=True) if is_open]
    behind = left[sum(is_left[: place + 1]) :]
    was_doubtful = place >= 0 and bool(items[place].doubts)
    doubtful = [i for i in (*behind, *(left if was_doubtful else ())) if i.doubts]
    return next((i.id for i in (*doubtful, *behind, *left)), None)


def tried(
    review: Review,
    act: Callable[[Drafts], object],
    *,
    stay: str | None = None,
    gone: Collection[str] = (),
) -> NoReturn:
    """Do something to the draft and show the page anew; `stay` at an item, else go on."""
    try:
        with Registry.open(review.settings.registry_url, settings=review.settings) as registry:
            done = act(registry.drafts)
    except EditConflict as conflict:
        st.session_state[_CONFLICT] = conflict
    except ProjectsError as error:
        st.session_state[_FAULT] = error
    else:
        at = st.session_state.get(AT)
        st.session_state[AT] = stay or following(review.draft.items, at, gone)
        st.session_state[TICKED], st.session_state[SEVERAL] = (), False
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
        gone=[item.id for item in review.draft.items] if items is None else items,
    )


def tell(review: Review) -> None:
    """Say what the last act led to."""
    words = review.words
    if (said := st.session_state.pop(_SAID, None)) is not None:
        # What stands on the page would push the buttons away from under the pointer.
        st.toast(words["rev_accepted_now"].format(count=said[0], left=said[1]))
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

"""What a reviewer does to a draft: each act is tried once, and what stands in the way is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from projects.errors import EditConflict, ProjectsError
from projects.registry import Registry
from projects.reviewing.drafts import Accepted, Draft
from projects.reviewing.values import Signature
from views import signing
from views.loading import refresh
from views.refused import refusal_text
from views.review_order import Kept, following, kept_after, parts_of
from views.scrolling import from_the_top_again

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from projects.reviewing.drafts import Item, Owner
    from projects.settings import Settings
    from projects.store.drafts import Drafts

__all__ = [
    "AT",
    "KEPT",
    "SEVERAL",
    "TICKED",
    "Review",
    "accept",
    "reject",
    "tell",
    "tried",
    "warn_unplaced",
]

AT = "review_at"
"""The item that is looked at."""
KEPT = "review_kept"
"""What was dealt with and is not decided yet: it keeps its place (`views.review_order`)."""
TICKED = "review_ticked"
"""The items that are ticked in the table; an act on the draft unticks them."""
SEVERAL = "review_several"
"""Whether the ticked ones are acted on together, and not the one that is looked at."""
_NAMED = 5
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


def tried(
    review: Review,
    act: Callable[[Drafts], object],
    *,
    stay: str | None = None,
    gone: Collection[str] = (),
    split: str | None = None,
) -> NoReturn:
    """Do something to the draft and show the page anew; `stay` at an item, else go on.

    The parts of an item that was `split` are opened, the first one first.
    """
    try:
        with Registry.open(review.settings.registry_url, settings=review.settings) as registry:
            done = act(registry.drafts)
    except EditConflict as conflict:
        st.session_state[_CONFLICT] = conflict
    except ProjectsError as error:
        st.session_state[_FAULT] = error
    else:
        parts = parts_of(done.items, split) if split and isinstance(done, Draft) else []
        _go_on(review, stay, gone, split, parts)
        st.session_state[TICKED], st.session_state[SEVERAL] = (), False
        if isinstance(done, Accepted):
            st.session_state[_SAID] = done
            refresh()
    st.rerun()


def _go_on(
    review: Review,
    stay: str | None,
    gone: Collection[str],
    split: str | None,
    parts: Sequence[str],
) -> None:
    """Open what comes next; what was dealt with keeps its place among the doubtful."""
    items, at = review.draft.items, st.session_state.get(AT)
    kept: Kept = st.session_state.get(KEPT, Kept())
    dealt = split if parts else stay
    # Where another item was decided, what is kept stays, but for what is gone.
    st.session_state[KEPT] = kept_after(kept, items, dealt or "", parts, gone)
    if parts:
        from_the_top_again()  # the form of a split lies far down the page
    first = parts[0] if parts else stay
    st.session_state[AT] = first or following(items, at, gone, kept.ids)


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


def reject(review: Review, items: Sequence[str], why: str) -> NoReturn:
    """Turn items down, with a reason."""
    signed = review.signed(why.strip())
    tried(
        review,
        lambda drafts: drafts.reject(
            review.id, items, owner=review.owner, version=review.version, signed=signed
        ),
        gone=items,
    )


def warn_unplaced(items: Sequence[Item], words: Mapping[str, str]) -> None:
    """Say which of the items to be accepted would come in without a county."""
    names = [item.project.name for item in items if item.is_unplaced]
    if names:
        said = "、".join(names[:_NAMED]) + ("…" if names[_NAMED:] else "")
        with st.container(key="review_unplaced", border=True):
            st.text(words["rev_unplaced_some"].format(count=len(names), names=said))


def tell(review: Review) -> None:
    """Say what the last act led to."""
    words = review.words
    said: Accepted | None = st.session_state.pop(_SAID, None)
    if said is not None:
        # What stands on the page would push the buttons away from under the pointer.
        told = words["rev_accepted_now"].format(count=len(said.projects), left=said.left)
        if said.unplaced:
            told += words["rev_unplaced_now"].format(count=len(said.unplaced))
        st.toast(told)
        if said.waiting:
            st.info(words["rev_waiting"].format(count=len(said.waiting)))
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

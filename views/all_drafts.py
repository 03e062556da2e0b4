"""Everybody's drafts, for an administrator: seen, taken over, handed over, discarded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from projects.access.roles import Right, may
from projects.access.signing import access_of
from projects.errors import ProjectsError
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from views import signing
from views.history import local
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from projects.reviewing.drafts import DraftHead
    from projects.settings import Settings
    from projects.store.drafts import Drafts

__all__ = ["may_see", "show"]

_SURE, _SAID, _FAULT = "drafts_sure", "drafts_said", "drafts_fault"


def may_see(settings: Settings) -> bool:
    """Tell whether who looks is an administrator."""
    return may(signing.person(settings), Right.ALL_DRAFTS)


def show(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """List all drafts, the latest first; what is asked for is checked anew."""
    who = signing.person(settings)
    if who is None or not may(who, Right.ALL_DRAFTS):
        return
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        heads, people = registry.drafts.all_heads(), registry.acts.people()
    names = {user.name for user in access_of(settings).users.all()} | set(people) - {""}
    st.caption(words["drafts_help"])
    if (name := st.session_state.pop(_SAID, None)) is not None:
        st.text(words["drafts_given"].format(name=name))
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        st.text(refusal_text(fault, lang))
    if not heads:
        st.caption(words["add_no_drafts"])
    for head in heads:
        _draft(head, sorted(names - {who.name}), who.name, settings, words)


def _draft(
    head: DraftHead,
    others: Sequence[str],
    me: str,
    settings: Settings,
    words: Mapping[str, str],
) -> None:
    with st.container(
        horizontal=True, key=f"all_{head.id}", vertical_alignment="center", gap="small"
    ):
        owner = head.owner.user or words["drafts_visitor"].format(sign=head.owner.sign)
        st.text(
            words["drafts_line"].format(
                title=head.facts.title,
                source=head.facts.source,
                owner=owner,
                left=head.left,
                total=head.total,
                at=local(head.changed),
            ),
            width="stretch",
        )
        if head.owner != Owner.of_user(me) and st.button(
            words["drafts_take"], key=f"take_{head.id}"
        ):
            _give(head, me, settings)
        to = st.selectbox(
            words["drafts_give"],
            others,
            index=None,
            key=f"give_to_{head.id}",
            width=160,
            label_visibility="collapsed",
            placeholder=words["drafts_give"],
        )
        if st.button(words["drafts_give_do"], key=f"give_{head.id}", disabled=to is None):
            _give(head, str(to), settings)
        _discard(head, settings, words)


def _give(head: DraftHead, name: str, settings: Settings) -> None:
    st.session_state[_SAID] = name
    _tried(lambda drafts: drafts.give(head.id, Owner.of_user(name), owner=head.owner), settings)


def _discard(head: DraftHead, settings: Settings, words: Mapping[str, str]) -> None:
    if st.session_state.get(_SURE) != head.id:
        st.button(
            words["add_discard"], key=f"all_discard_{head.id}", type="tertiary",
            on_click=partial(st.session_state.__setitem__, _SURE, head.id),
        )  # fmt: skip
    elif st.button(words["add_discard_sure"], key=f"all_sure_{head.id}"):
        _tried(lambda drafts: drafts.discard(head.id, owner=head.owner), settings)


def _tried(act: Callable[[Drafts], None], settings: Settings) -> None:
    """Do it for who may by now, and show the list anew."""
    if may_see(settings):
        try:
            with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
                act(registry.drafts)
        except ProjectsError as error:
            st.session_state.pop(_SAID, None)
            st.session_state[_FAULT] = error
    st.rerun()

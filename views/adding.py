"""The page "add a plan": files and texts come in, drafts are listed, reviewed and accepted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from projects.errors import DraftError
from projects.registry import Registry
from views import adding_by_hand, brought, review, signing
from views.adding_before import ask
from views.adding_read import (
    DRAFT,
    PENDING,
    Pending,
    leave,
    linked,
    notices,
    open_draft,
    resume,
    take,
    wait_for_sign_in,
)
from views.adding_style import ADDING_STYLE
from views.history import local
from views.i18n import texts
from views.loading import told_plainly
from views.scrolling import from_the_top
from views.style import STYLE, browse_style
from views.tabbed import kept_tabs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.reviewing.drafts import DraftHead
    from projects.settings import Settings

__all__ = ["show"]

_TABS = ("add_file", "add_paste", "add_by_hand")
_TURN, _SURE, _GONE, _CLOSED = "add_turn", "add_discard_sure", "add_gone", "add_closed"


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    words = texts(lang)
    st.html(STYLE)
    st.html(ADDING_STYLE)
    st.html(browse_style(words["add_browse"]))
    with st.container(gap=None):
        st.error(words["add_secret"])
        from_the_top(_shown())
    with told_plainly():
        _show(settings, words, lang)


def _show(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    waits = resume(signed_in=signing.person(settings) is not None)
    draft, waiting = st.session_state.get(DRAFT), _waiting()
    if draft is not None:
        for notice in notices():
            st.text(notice)
        try:
            review.show(draft, settings, words, lang)
        except DraftError:
            if st.session_state.get(DRAFT) is None:
                raise
            _close(settings)
            st.rerun()
        return
    _rights(settings, words)
    _say_closed(settings, words, waits=waits)
    for notice in notices():
        with st.container(key=f"add_notice_{abs(hash(notice))}", border=True):
            st.text(notice)
    brought.show_brought(words, [pending.number for pending in waiting], open_draft)
    if waiting:
        ask(waiting[0], settings, words, lang)
    else:
        _ways_in(settings, words, lang)
    _drafts(settings, words)


def _say_closed(settings: Settings, words: Mapping[str, str], *, waits: bool) -> None:
    """Say why a review that was open, or that a link named, is not."""
    if waits:
        st.warning(words["add_draft_waits"])
    if st.session_state.get(_CLOSED):
        if signing.person(settings) is None:
            st.warning(words["add_closed"])
        else:
            st.session_state.pop(_CLOSED)
    if st.session_state.pop(_GONE, False):
        st.warning(words["add_draft_gone"])


def _close(settings: Settings) -> None:
    """Close a review that is not for whom looks, and have it said why."""
    has_ended = signing.has_ended()
    if signing.person(settings) is None and signing.is_on(settings) and not has_ended:
        wait_for_sign_in()
        return
    leave()
    st.session_state[_CLOSED if has_ended else _GONE] = True


def _shown() -> str:
    """Name what the page shows: a review, a question, or the list of drafts."""
    waiting = _waiting()
    return linked() or (f"asked {waiting[0].number}" if waiting else "list")


def _waiting() -> list[Pending]:
    """Return the files that wait for an answer."""
    waiting: list[Pending] = st.session_state.get(PENDING, [])
    return waiting


def _rights(settings: Settings, words: Mapping[str, str]) -> None:
    """Say what whoever looks at the page may not do, and what would help."""
    if signing.editor(settings) is not None:
        return
    if signing.is_on(settings):
        st.info(words["who_needed"])
        return
    with st.container(key="add_off", border=True):
        st.text(words["add_off"])
        signing.say_how(words)


def _ways_in(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    files, paste, by_hand = kept_tabs(_TABS, words, lang, key="add_tabs")
    with files, st.container(key="add_files"):
        _files(settings, words, lang)
    with paste:
        _paste(settings, words, lang)
    with by_hand:
        adding_by_hand.show(settings, words, lang)


def _files(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    turn = st.session_state.setdefault(_TURN, 0)
    as_table = st.session_state.get("add_as_table", False)
    files = st.file_uploader(
        words["add_files"].format(most=settings.limits.largest_mb),
        accept_multiple_files=True,
        max_upload_size=settings.limits.largest_mb,
        key=f"add_upload_{turn}",
    )
    st.checkbox(words["add_as_table"], key="add_as_table")
    if not files:
        return
    brought.clear([pending.number for pending in _waiting()])
    for file in files:
        is_text = file.name.lower().endswith((".txt", ".text"))
        pending = Pending(file.name, file.getvalue(), as_table=bool(as_table and is_text))
        take(pending, settings, words, lang, alone=len(files) == 1)
    st.session_state[_TURN] = turn + 1  # a new field forgets the files
    st.rerun()


def _paste(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    text = st.text_area(
        words["add_text"], key="add_text", height=220, placeholder=words["add_text_hint"]
    )
    if st.button(words["add_read"], key="add_read") and text.strip():
        brought.clear(())
        take(Pending(f"{words['add_pasted']}.txt", text.encode()), settings, words, lang)
        st.rerun()


def _drafts(settings: Settings, words: Mapping[str, str]) -> None:
    """List the drafts of whoever looks, the latest first; those that are done, folded away."""
    with Registry.open(settings.registry_url, settings=settings) as registry:
        heads = registry.drafts.mine(signing.owner(settings))
    st.markdown(f"**{words['add_drafts']}**")
    if not heads:
        st.caption(words["add_no_drafts"])
    for head in heads:
        if head.left:
            _draft(head, settings, words)
    if done := [head for head in heads if not head.left]:
        with st.expander(words["add_drafts_done"].format(count=len(done))):
            for head in done:
                _draft(head, settings, words)


def _draft(head: DraftHead, settings: Settings, words: Mapping[str, str]) -> None:
    with st.container(horizontal=True, key=f"draft_{head.id}", vertical_alignment="center"):
        line = words["add_draft_line" if head.left else "add_draft_done"]
        st.text(
            line.format(
                title=head.facts.title,
                source=head.facts.source,
                left=head.left,
                total=head.total,
                at=local(head.changed),
            )
        )
        st.button(words["add_open"], key=f"open_{head.id}", on_click=partial(open_draft, head.id))
        if st.session_state.get(_SURE) != head.id:
            st.button(
                words["add_discard"], key=f"discard_{head.id}", type="tertiary",
                on_click=partial(st.session_state.__setitem__, _SURE, head.id),
            )  # fmt: skip
            return
        if st.button(words["add_discard_sure"], key=f"sure_{head.id}"):
            with Registry.open(settings.registry_url, settings=settings) as registry:
                registry.drafts.discard(head.id, owner=signing.owner(settings))
            st.rerun()
        st.button(
            words["rev_accept_all_not"], key=f"keep_{head.id}", type="tertiary",
            on_click=partial(st.session_state.pop, _SURE, None),
        )  # fmt: skip
    said = "add_discard_what" if head.left else "add_discard_what_done"
    st.caption(words[said].format(left=head.left))

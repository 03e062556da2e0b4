"""What is asked before a file becomes a draft: whose plan, which columns, and what it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import streamlit as st

from projects.errors import ProjectsError
from projects.formats.names import shown_name
from projects.registry import Registry
from projects.reviewing.values import Signature
from views import signing
from views.adding_columns import fault_of, forget_columns, show_columns
from views.adding_read import DRAFT, PENDING, Pending, is_asked, keep, read
from views.adding_waiting import offer_waiting, outcome_of, waiting_of
from views.keeping import again
from views.loading import load_divisions, refresh
from views.refused import refusal_text
from views.reread import show_reread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.models import Adcode
    from projects.intake import Reading
    from projects.models import DocumentFacts
    from projects.reviewing.values import Reread
    from projects.settings import Settings
    from views.adding_columns import Sheets

__all__ = ["ask"]

_FAULT = "before_fault"


def ask(pending: Pending, settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Show what a file still needs, and go on with what is answered."""
    with st.container(key="review_title"):
        st.text(_title(pending))
    if pending.reading is None:
        _leave(words)
        _place(pending, settings, words, lang)
        return
    supersedes, is_open = None, False
    if pending.known is not None:
        st.info(words["add_known"])
    elif pending.like:
        chosen = _version(pending.like, words)
        supersedes, is_open = chosen or None, chosen is None
    with st.container(key="add_before", horizontal=True, vertical_alignment="center"):
        start = st.container(width="content")
        st.text(words["add_step_found"].format(number=len(pending.reading.projects)))
        _leave(words)
    offered = st.container()
    changed = None
    if pending.reading.report is not None:
        changed = show_columns(pending.reading.report, words, lang)
    waiting = waiting_of(pending.reading, settings) if changed is None else None
    if waiting is not None:
        with offered:
            offer_waiting(pending, waiting, settings, words, lang, _drop)
    told = None
    if pending.known is not None or supersedes is not None:
        told = _preview(pending.reading, supersedes, settings)
        _compared(pending.reading, told, supersedes, settings, words, lang)
    is_same = pending.known is not None and told is not None and told.is_empty
    with start:
        if changed is not None:
            _read_anew(pending, changed, settings, words, lang)
        # Where it would change nothing, there is nothing to review.
        elif supersedes is None and not is_same and not is_open and waiting is None:
            _start(pending, settings, words)


def _leave(words: Mapping[str, str]) -> None:
    st.button(words["add_drop"], key="add_drop", type="tertiary", on_click=_drop)


def _start(pending: Pending, settings: Settings, words: Mapping[str, str]) -> None:
    """Offer to make it a draft."""
    kind: Literal["primary", "secondary"] = "secondary" if pending.known else "primary"
    if st.button(words["add_start"], key="add_start", type=kind):
        keep(pending, settings, words)
        _drop()
        st.rerun()


def _title(pending: Pending) -> str:
    name = shown_name(pending.name)
    if pending.reading is None:
        return name
    title = pending.reading.document.facts.title
    return title if title in name else f"{title}（{name}）"


def _read_anew(
    pending: Pending, changed: Sheets, settings: Settings, words: Mapping[str, str], lang: str
) -> None:
    """Offer to read a list with the columns that were chosen, where they can be."""
    if fault := fault_of(changed, words, lang):
        st.text(fault)
    elif st.button(words["add_again"], key="add_again", type="primary"):
        sheets = {name: {**pending.sheets.get(name, {}), **changed[name]} for name in changed}
        _again(replace(pending, sheets={**pending.sheets, **sheets}), settings, words, lang)


def _drop() -> None:
    forget_columns()
    st.session_state[PENDING] = st.session_state.get(PENDING, [])[1:]


def _again(pending: Pending, settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Read the file once more, with what was answered."""
    found = read(pending, settings, words, lang)
    before, *rest = st.session_state.get(PENDING, [None])
    if found is None and before is not None and before.reading is not None:
        found = before  # what was chosen is refused, which is told; the file still waits
    elif found is not None:
        forget_columns()
    if found is not None and not is_asked(found):
        keep(found, settings, words)
        found = None
    st.session_state[PENDING] = [found, *rest] if found is not None else rest
    st.rerun()


def _place(pending: Pending, settings: Settings, words: Mapping[str, str], lang: str) -> None:
    st.caption(words["add_where_no"])
    divisions = load_divisions()
    places = [*divisions.prefectures(), *divisions.counties(None)]
    place: Adcode | None = st.selectbox(
        words["add_where"],
        list(dict.fromkeys(places)),
        None,
        format_func=divisions.full_name,
        key="add_place",
    )
    if st.button(words["add_read"], key="add_placed", type="primary", disabled=place is None):
        _again(replace(pending, place=place), settings, words, lang)


def _version(like: tuple[DocumentFacts, ...], words: Mapping[str, str]) -> str | None:
    """Ask whether it is a new version of a document of the registry.

    Returns the version that goes, "" for another document, None while nothing was answered.
    """
    titles = {d.sha256: words["add_version_of"].format(title=d.title) for d in like}
    again("add_version", ["", *titles])
    return st.selectbox(
        words["add_like"],
        ["", *titles],
        None,
        placeholder=words["add_like_choose"],
        format_func=lambda sha256: titles.get(sha256, words["add_new_document"]),
        key="add_version",
    )


def _preview(reading: Reading, supersedes: str | None, settings: Settings) -> Reread:
    with Registry.open(settings.registry_url, settings=settings) as registry:
        return registry.revisions.preview(reading.whole, supersedes=supersedes)


def _compared(
    reading: Reading,
    told: Reread,
    supersedes: str | None,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
) -> None:
    """Show what the reading would change, and do it when an editor says so."""
    show_reread(told, words, lang)
    if fault := st.session_state.pop(_FAULT, None):
        st.text(words["edit_refused"].format(fault=refusal_text(fault, lang)))
    who = signing.editor(settings)
    if who is None or (told.is_empty and supersedes is None):
        return
    st.caption(words["add_update_help"])
    why = st.text_input(words["edit_why"], key="add_update_why", max_chars=500)
    waits = len(told.added) + len(told.changed)
    said = words["add_update_review" if waits else "add_update"].format(count=waits)
    if st.button(said, key="add_update", type="primary"):
        signed = Signature.of(who.name, why.strip())
        try:
            with Registry.open(settings.registry_url, settings=settings) as registry:
                done = registry.drafts.update(
                    reading.whole,
                    owner=signing.owner(settings),
                    signed=signed,
                    supersedes=supersedes,
                )
        except ProjectsError as error:
            st.session_state[_FAULT] = error
        else:
            refresh()
            title = reading.document.facts.title
            line = words["add_updated"].format(title=title, kept=done.accepted, left=done.left)
            if done.onto is not None and (outcome := outcome_of(done.onto, words)):
                line += outcome
            st.session_state["add_notices"] = [line]
            st.session_state[DRAFT] = done.draft
            _drop()
        st.rerun()

"""A file brought again while a draft of it waits: go on with that, or what else to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.errors import ProjectsError
from projects.registry import Registry
from views import brought, signing
from views.adding_read import Pending, keep, note_of, notice, open_draft
from views.history import local
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from projects.intake import Reading
    from projects.reviewing.drafts import Replaced, Waiting
    from projects.settings import Settings

__all__ = ["offer_waiting", "outcome_of", "waiting_of"]

_FAULT = "waiting_fault"
_NAMED = 3


def waiting_of(reading: Reading, settings: Settings) -> Waiting | None:
    """Return the draft of the file that is not done yet, of whoever looks; None without one."""
    owner = signing.owner(settings)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        return registry.drafts.waiting(reading.whole, owner=owner)


def offer_waiting(
    pending: Pending,
    waiting: Waiting,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
    done: Callable[[], None],
) -> None:
    """Say that a draft of the file waits, how this reading differs, and offer what can be done.

    `done` is called where the file has its draft.
    """
    with st.container(key="add_waiting", border=True, gap="small"):
        st.text("\n".join(_said(waiting, words)))
        if fault := st.session_state.pop(_FAULT, None):
            st.text(words["edit_refused"].format(fault=refusal_text(fault, lang)))
        with st.container(horizontal=True):
            if st.button(words["add_waits_on"], key="add_waits_on", type="primary"):
                brought.tell(pending.number, draft=waiting.head.id)
                open_draft(waiting.head.id)
                done()
                st.rerun()
            if waiting.is_same:
                return
            # What was shown is done: a callback keeps the version of the draft that was.
            st.button(
                words["add_waits_instead"], key="add_waits_instead",
                on_click=_put_instead, args=(pending, waiting, settings, words, done),
            )  # fmt: skip
            if st.button(words["add_waits_both"], key="add_waits_both"):
                keep(pending, settings, words, beside=True)
                done()
                st.rerun()


def _said(waiting: Waiting, words: Mapping[str, str]) -> list[str]:
    head = waiting.head
    said = words["add_waits"].format(
        who=head.owner.user or words["add_waits_here"],
        created=local(head.created),
        at=local(head.changed),
        judged=waiting.judged,
        total=head.total,
    )
    if waiting.others:
        said += words["add_waits_others"].format(count=waiting.others)
    if waiting.is_same:
        return [said + words["add_waits_same"]]
    lines = [said + words["add_waits_differs"]]
    if outcome := outcome_of(waiting, words):
        lines.append(words["add_waits_if"].format(outcome=outcome))
    return lines


def outcome_of(told: Waiting | Replaced, words: Mapping[str, str]) -> str:
    """Say what becomes of what was judged where a reading takes a draft's place."""
    lines = [words["add_waits_kept"].format(kept=told.kept)] if told.kept else []
    for names, key in ((told.again, "add_waits_again"), (told.left, "add_waits_left")):
        if names:
            lines.append(words[key].format(names=_few(names, words), count=len(names)))
    return words["add_waits_and"].join(lines)


def _few(names: Sequence[str], words: Mapping[str, str]) -> str:
    said = "、".join(names[:_NAMED])
    return words["add_waits_few"].format(names=said) if len(names) > _NAMED else said


def _put_instead(
    pending: Pending,
    waiting: Waiting,
    settings: Settings,
    words: Mapping[str, str],
    done: Callable[[], None],
) -> None:
    """Put the reading in the draft's place, say what became of what was judged, and open it."""
    reading, head = pending.reading, waiting.head
    if reading is None:
        return
    owner = signing.owner(settings)
    try:
        with Registry.open(settings.registry_url, settings=settings) as registry:
            told = registry.drafts.instead(
                head.id,
                reading.whole,
                owner=owner,
                version=waiting.version,
                note=note_of(reading, words),
            )
    except ProjectsError as error:
        st.session_state[_FAULT] = error
    else:
        notice(f"{words['add_waits_done']} {outcome_of(told, words)}".rstrip())
        brought.tell(pending.number, draft=head.id)
        open_draft(head.id)
        done()

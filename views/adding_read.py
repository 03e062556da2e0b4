"""Files on their way in from the page: read with the stages shown, then a draft or a question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import GeoError
from projects.errors import PlaceNotFound, ProjectsError
from projects.formats.names import shown_name
from projects.importing import Options
from projects.intake import Asked, Means, Progress, Reading, intake
from projects.registry import Registry
from projects.reviewing.values import now
from views import brought, signing
from views.loading import load_gazetteer
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.models import Adcode
    from projects.importing.report import SheetReport
    from projects.models import DocumentFacts
    from projects.settings import Settings

__all__ = [
    "DRAFT",
    "PENDING",
    "Pending",
    "is_asked",
    "keep",
    "leave",
    "linked",
    "note_of",
    "notice",
    "notices",
    "open_draft",
    "read",
    "resume",
    "take",
    "wait_for_sign_in",
]

DRAFT = "add_draft"
PENDING = "add_pending"
_NOTICES = "add_notices"
_ADDRESS, _LINKED, _WAITS = "draft", "add_linked", "add_waits_for_sign_in"
_ALIKE = 0.8
"""How much of two titles is the same where one may be a new version of the other."""
_VISITORS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that waits for an answer before it becomes a draft; it is this session's alone.

    `reading` is None where its place has to be told first. `known` is the document of the registry
    that it is, `like` those of the same place that it may be a new version of; `waits` where a
    draft of it is not done that was read otherwise. `sheets` says of a list, by the names of its
    sheets, which column is which field.
    """

    name: str
    data: bytes = field(repr=False)
    place: Adcode | None = None
    sheets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    as_table: bool = False
    reading: Reading | None = field(default=None, repr=False)
    known: DocumentFacts | None = None
    like: tuple[DocumentFacts, ...] = ()
    waits: bool = False
    number: int = 0
    """That of its line among the files that were brought."""


def take(
    pending: Pending,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
    *,
    alone: bool = True,
) -> None:
    """Read a file and keep it: as a draft, or with the question it has for a person.

    The review of a file that comes `alone` is opened; of several, each has its line.
    """
    pending = replace(pending, number=brought.begin(shown_name(pending.name)))
    found = read(pending, settings, words, lang)
    if found is None:
        return
    if is_asked(found):
        st.session_state.setdefault(PENDING, []).append(found)
    else:
        keep(found, settings, words, opened=alone)


def is_asked(found: Pending) -> bool:
    """Tell whether a file has a question for a person before it becomes a draft."""
    reading = found.reading
    return bool(reading is None or reading.report or found.known or found.like or found.waits)


def read(
    pending: Pending, settings: Settings, words: Mapping[str, str], lang: str
) -> Pending | None:
    """Read a file, saying its stages; None where it is refused, which is told."""
    with st.status(words["add_reading"], expanded=True) as status:
        st.text(shown_name(pending.name))

        stages: list[Progress] = []

        def said(progress: Progress) -> None:
            stages.append(progress)
            st.text(brought.stage_text(progress, words))
            brought.tell(pending.number, stages=stages)

        asked = Asked(
            place=pending.place,
            table=Options(sheets=pending.sheets) if pending.sheets else None,
            as_table=pending.as_table,
        )
        try:
            means = Means(load_gazetteer(), limits=settings.limits)
            reading = intake(pending.data, pending.name, means=means, asked=asked, progress=said)
        except PlaceNotFound:
            status.update(label=words["add_where"], state="complete")
            return replace(pending, reading=None)
        except (GeoError, ProjectsError) as error:
            status.update(label=words["add_refused"], state="error")
            fault = refusal_text(error, lang) if isinstance(error, ProjectsError) else str(error)
            brought.tell(pending.number, fault=fault)
            return None
        status.update(label=words["add_done"], state="complete")
    if not reading.projects and not reading.targets:
        brought.tell(pending.number, fault=words["add_none"])
        return None
    return _compared(replace(pending, reading=reading), reading, settings)


def _compared(pending: Pending, reading: Reading, settings: Settings) -> Pending:
    """Say which documents of the registry it is, or may be a new version of."""
    facts = reading.document.facts
    with Registry.open(settings.registry_url, settings=settings) as registry:
        documents = registry.documents()
        waiting = registry.drafts.waiting(reading.whole, owner=signing.owner(settings))
    known = next((d for d in documents if d.sha256 == facts.sha256), None)
    pending = replace(pending, waits=waiting is not None and not waiting.is_same)
    if known is not None:
        return replace(pending, known=known, like=())
    like = tuple(
        d
        for d in documents
        if not d.is_manual and d.is_table == facts.is_table
        and d.place == facts.place
        and SequenceMatcher(None, d.title, facts.title).ratio() >= _ALIKE
    )  # fmt: skip
    return replace(pending, known=None, like=like)


def keep(
    pending: Pending,
    settings: Settings,
    words: Mapping[str, str],
    *,
    opened: bool = True,
    beside: bool = False,
) -> None:
    """Keep a reading as a draft of whoever brought it, and open it.

    Where one of the same reading waits, that is opened, which is told; `beside` makes another one.
    """
    reading = pending.reading
    if reading is None:
        return
    owner = signing.owner(settings)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        drafts = registry.drafts
        drafts.forget(now() - _VISITORS_KEPT)
        waiting = None if beside else drafts.waiting(reading.whole, owner=owner)
        if waiting is not None and waiting.is_same:
            draft = waiting.head.id
            told = {"judged": waiting.judged, "total": waiting.head.total}
            notice(words["add_waits_opened"].format(title=reading.document.facts.title, **told))
        else:
            draft = drafts.start(reading.whole, owner=owner, note=note_of(reading, words))
    brought.tell(pending.number, draft=draft)
    if opened:
        st.session_state[DRAFT] = draft
    if reading.unread:
        pages = "、".join(map(str, reading.unread))
        notice(words["add_unread"].format(pages=pages))


def open_draft(draft: str) -> None:
    """Open the review of a draft."""
    st.session_state[DRAFT] = draft


def leave() -> None:
    """Go back from a review to the list of drafts, which keeps it."""
    st.session_state.pop(DRAFT, None)
    st.query_params.pop(_ADDRESS, None)


def wait_for_sign_in() -> None:
    """Close a review that is not a visitor's; the address names it on for who signs in."""
    st.session_state[_WAITS] = st.session_state.pop(DRAFT, None)


def resume(*, signed_in: bool) -> bool:
    """Open the review that waits for who signs in; returns whether one waits still."""
    if signed_in and (draft := st.session_state.pop(_WAITS, None)):
        st.session_state.setdefault(DRAFT, draft)
    return st.session_state.get(_WAITS) is not None


def linked() -> str | None:
    """Return the draft that is open, which the page's address names: a reload opens it again.

    The address is read once, when a session begins, and written from then on. It also names one
    that waits for who signs in: the way to an identity provider and back ends the session.
    """
    if _LINKED not in st.session_state:
        st.session_state[_LINKED] = True
        if wanted := st.query_params.get(_ADDRESS):
            st.session_state.setdefault(DRAFT, wanted)
    draft: str | None = st.session_state.get(DRAFT)
    if draft is not None:
        st.session_state.pop(_WAITS, None)
    named: str | None = draft or st.session_state.get(_WAITS)
    if named is None:
        st.query_params.pop(_ADDRESS, None)
    elif st.query_params.get(_ADDRESS) != named:
        st.query_params[_ADDRESS] = named
    return draft


def note_of(reading: Reading, words: Mapping[str, str]) -> str:
    """Keep with a table's draft which column was taken for which field."""
    if reading.report is None:
        return ""
    told = [_mapped(sheet, words) for sheet in reading.report.sheets]
    told += [words["add_unread_sheet"].format(sheet=sheet.name) for sheet in reading.report.left]
    return "；".join(told)


def _mapped(sheet: SheetReport, words: Mapping[str, str]) -> str:
    from projects.importing.fields import FIELDS

    layout = sheet.layout
    said = "；".join(f"{FIELDS[key].zh} ← {column.label}" for key, column in layout.fields.items())
    if layout.others:
        kept = "、".join(column.label for column in layout.others)
        said += f"；{words['add_kept_columns'].format(columns=kept)}"
    return f"【{sheet.name}】{said}" if sheet.name else said


def notice(text: str) -> None:
    """Say something of a file with the next page that is shown."""
    st.session_state.setdefault(_NOTICES, []).append(text)


def notices() -> list[str]:
    """Return what is to be said of the files that were brought, and forget it."""
    return list(st.session_state.pop(_NOTICES, ()))

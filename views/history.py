"""A project's history: every change with what was and what is, who, when and why; undo of one."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.errors import ProjectsError
from projects.registry import Registry
from projects.review_lists import value_text
from projects.reviewing.fields import FIELDS, is_said
from projects.reviewing.values import EXISTENCE, Signature
from projects.reviewing.whys import why_text
from projects.wording import NATURES, PRECISIONS, STAGES, kind_name
from views import signing
from views.choice import label
from views.i18n import texts
from views.loading import load_divisions, refresh
from views.place_said import as_geometry, short_said
from views.refused import refusal_text, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.reviewing.values import Change, ProjectKey, Revision
    from projects.settings import Settings

__all__ = ["BEIJING", "changes_frame", "field_text", "local", "revision_lines", "show", "show_all"]

BEIJING = timezone(timedelta(hours=8))
_LABELS = {"stage": STAGES, "nature": NATURES, "precision": PRECISIONS}
_FAULT, _ASKED = "hist_fault", "hist_asked"
_SAID = "edit_said"
"""What is said once an undo has closed the dialogue; see `views.editing`."""
_SHOWN = 30


def local(at: str) -> str:
    """Say a moment (ISO, UTC) as clocks in China show it."""
    return f"{datetime.fromisoformat(at).astimezone(BEIJING):%Y-%m-%d %H:%M}"


def field_text(field: str, value: object, lang: str, groups: Mapping[str, str]) -> str:
    """Say a field's value as people write it; "—" for nothing."""
    if field in _LABELS and isinstance(value, str) and value in _LABELS[field]:
        return label(_LABELS[field][value], lang)
    if field == "kind" and isinstance(value, str):
        return kind_name(value, lang=lang)
    if field in {"counties", "within"} and value:
        divisions = load_divisions()
        codes = value if isinstance(value, list) else [value]
        return "、".join(divisions.name(str(code)) for code in codes)
    if field == "part_of" and isinstance(value, str):
        return groups.get(value, value)
    if field == "geometry" and (geometry := as_geometry(value)) is not None:
        return short_said(geometry, texts(lang))
    if isinstance(value, bool) and lang == "zh":
        return "✓" if value else "—"
    return value_text(value)


def changes_frame(
    changes: Iterable[Change], words: Mapping[str, str], lang: str, groups: Mapping[str, str]
) -> pd.DataFrame:
    """Build the table of what was and what is."""
    rows = []
    for change in changes:
        if change.field == EXISTENCE:
            was, is_ = (words["hist_there"] if v else "—" for v in (change.was, change.is_))
            rows.append((words["hist_whole"], was, is_))
        elif is_said(change.field) and change.field in FIELDS:
            name = label((FIELDS[change.field].zh, FIELDS[change.field].en), lang)
            name += words["hist_below"] if change.of_reading else ""
            was, is_ = (
                field_text(change.field, value, lang, groups) for value in (change.was, change.is_)
            )
            rows.append((name, was, is_))
    return pd.DataFrame(rows, columns=[words[f"hist_{name}"] for name in ("field", "was", "is")])


def revision_lines(revision: Revision, words: Mapping[str, str], lang: str) -> str:
    """Say in a few lines who did what, when, and why."""
    lines = [
        words["hist_line"].format(
            number=revision.number,
            at=local(revision.at),
            who=revision.who or words["hist_machine"],
            action=words["hist_moved" if revision.origin else f"hist_action_{revision.action}"],
        )
    ]
    if revision.undoes:
        lines.append(words["hist_undoes"].format(number=revision.undoes))
    if revision.undone_by:
        lines.append(words["hist_undone"].format(number=revision.undone_by))
    if revision.why:
        why = why_text(revision.why, zh=lang == "zh")
        lines.append(words["hist_why"].format(why=why))
    return "\n".join(lines)


def show(
    key: ProjectKey,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
    *,
    groups: Mapping[str, str] | None = None,
) -> None:
    """Show a project's history, the latest first."""
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        found = registry.revisions.history(key)
    if not found:
        st.text(words["hist_none"])
    show_all(found[::-1], settings, words, lang, groups=groups or {})


def show_all(
    revisions: Sequence[Revision],
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
    *,
    groups: Mapping[str, str],
    names: Mapping[tuple[str, str], str] | None = None,
) -> None:
    """Show revisions, each with its undo for who may; `names` are the projects' by key."""
    may_edit = signing.editor(settings) is not None
    if notice := st.session_state.pop(_SAID, None):
        st.success(words[notice])
    for revision in revisions[:_SHOWN]:
        with st.container(key=f"revision_{revision.number}", border=True, gap="small"):
            name = (names or {}).get((revision.document, revision.project))
            if name:
                st.text(name)
            st.text(revision_lines(revision, words, lang))
            frame = changes_frame(revision.changes, words, lang, groups)
            if len(frame):
                st.dataframe(frame, hide_index=True, width="stretch", row_height=30)
            if may_edit and revision.project and revision.undone_by is None:
                _undo(revision.number, settings, words, lang)


def _undo(number: int, settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Offer to take a revision back: first asked, then with a reason."""
    if st.session_state.get(_ASKED) != number:
        st.button(
            words["hist_undo"], key=f"undo_{number}", type="tertiary", on_click=_ask, args=(number,)
        )
        return
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        fault = registry.revisions.why_not_undo(number)
    if fault:
        st.warning(words["hist_cannot"].format(fault="").rstrip())
        st.text(said(fault, lang))
        return
    why = st.text_input(words["hist_undo_why"], key=f"undo_why_{number}", max_chars=500)
    if st.button(words["hist_undo_sure"], key=f"undo_sure_{number}", type="primary"):
        _take_back(number, why, settings, lang)
        st.rerun()
    if st.session_state.get(_FAULT):
        st.text(st.session_state.pop(_FAULT))


def _ask(number: int) -> None:
    st.session_state[_ASKED] = number


def _take_back(number: int, why: str, settings: Settings, lang: str) -> None:
    who = signing.editor(settings)
    if who is None:
        return
    try:
        with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
            registry.revisions.undo(number, signed=Signature.of(who.name, why.strip()))
    except ProjectsError as error:
        st.session_state[_FAULT] = refusal_text(error, lang)
        return
    st.session_state[_ASKED] = None
    st.session_state[_SAID] = "hist_undone_now"
    refresh()

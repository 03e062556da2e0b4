"""A project's history: every change with what was and what is, who, when and why; undo of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.errors import ProjectsError
from projects.registry import Registry
from projects.review_lists import value_text
from projects.reviewing import whys
from projects.reviewing.fields import FIELDS, is_said
from projects.reviewing.values import EXISTENCE, Action, ProjectKey, Signature
from projects.wording import NATURES, PRECISIONS, STAGES, kind_name
from views import signing
from views.choice import label
from views.history_words import REASONS
from views.i18n import texts
from views.loading import load_divisions, refresh
from views.place_said import as_geometry, short_said
from views.refused import refusal_text, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.reviewing.values import Change, Revision
    from projects.settings import Settings

__all__ = [
    "BEIJING",
    "Told",
    "changes_frame",
    "field_text",
    "local",
    "more",
    "named",
    "notice",
    "revision_lines",
    "show",
    "show_one",
    "why_text",
]

BEIJING = timezone(timedelta(hours=8))
_LABELS = {"stage": STAGES, "nature": NATURES, "precision": PRECISIONS}
_FAULT, _ASKED, _LIMIT = "hist_fault", "hist_asked", "hist_limit"
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


def why_text(why: str, lang: str) -> str:
    """Say a reason: the machine's own in the reader's language, a person's as it was written."""
    for pattern, *said_ in REASONS:
        if found := re.search(pattern, why):
            return said_[lang != "zh"].format(*found.groups())
    return whys.why_text(why, zh=lang == "zh")


def revision_lines(
    revision: Revision, words: Mapping[str, str], lang: str, *, brief: str = ""
) -> str:
    """Say in a few lines who did what, when, and why; `brief` is a name that stands for the who."""
    action = words[f"hist_action_{_sort(revision)}"] + _existence(revision, words)
    if brief:
        first = words["hist_brief"].format(number=revision.number, name=brief, action=action)
    else:
        who, at = revision.who or words["hist_machine"], local(revision.at)
        first = words["hist_line"].format(number=revision.number, at=at, who=who, action=action)
    lines = [first]
    if revision.undoes:
        lines.append(words["hist_undoes"].format(number=revision.undoes))
    if revision.undone_by:
        lines.append(words["hist_undone"].format(number=revision.undone_by))
    if revision.why:
        lines.append(words["hist_why"].format(why=why_text(revision.why, lang)))
    return "\n".join(lines)


def _sort(revision: Revision) -> str:
    """Tell what a revision is called: its action, or what that was in particular."""
    if revision.origin and revision.goes and revision.action is Action.REREAD:
        return "dropped"
    if revision.origin:
        return "moved_undone" if revision.action is Action.UNDO else "moved"
    code = whys.code_of(revision.why).get("why")
    if revision.action is Action.REJECT and code in {whys.SPLIT, whys.MERGED}:
        return str(code)
    return revision.action.value


def _existence(revision: Revision, words: Mapping[str, str]) -> str:
    """Say that the whole project came or went, where the action does not say so already."""
    if revision.origin or revision.action in {Action.ACCEPT, Action.ADD, Action.REMOVE}:
        return ""
    whole = next((c for c in revision.changes if c.field == EXISTENCE), None)
    if whole is None:
        return ""
    return f" · {words['changes_came' if whole.was is None else 'changes_went']}"


@dataclass(frozen=True, slots=True)
class Told:
    """In whose words revisions are told: `names` are the projects', of all that are named."""

    settings: Settings
    words: Mapping[str, str]
    lang: str
    names: Mapping[ProjectKey, str]
    faults: Mapping[int, str] = field(default_factory=dict)
    """Why revisions cannot be taken back by themselves, by their numbers; "" where they can."""

    def groups(self, document: str) -> dict[str, str]:
        """Name a document's projects by id: a change of the group has only that."""
        return {key.id: name for key, name in self.names.items() if key.document == document}


def named(registry: Registry, revisions: Sequence[Revision]) -> dict[ProjectKey, str]:
    """Name the projects of revisions, and the groups they were and are part of."""
    keys = {revision.key for revision in revisions}
    for revision in revisions:
        for change in revision.changes:
            if change.field == "part_of":
                ids = (change.was, change.is_)
                keys |= {ProjectKey(revision.document, id_) for id_ in ids if id_}
    return registry.acts.called(keys)


def show(
    key: ProjectKey,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
    *,
    groups: Mapping[str, str] | None = None,
) -> None:
    """Show a project's history, the latest first; older ones come when they are asked for."""
    limit = st.session_state.get(f"{_LIMIT}_{key.document}_{key.id}", _SHOWN)
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        found = registry.revisions.history(key)[::-1]
        names = named(registry, found[:limit])
        faults = registry.acts.faults(it.number for it in found[:limit] if it.origin)
    names |= {ProjectKey(key.document, id_): name for id_, name in (groups or {}).items()}
    if not found:
        st.text(words["hist_none"])
    told = Told(settings, words, lang, names, faults)
    notice(words)
    for revision in found[:limit]:
        show_one(revision, told)
    more(f"{_LIMIT}_{key.document}_{key.id}", limit, len(found), words)


def more(key: str, shown: int, total: int, words: Mapping[str, str], *, step: int = _SHOWN) -> None:
    """Offer what is left of a list; `key` is where the session keeps how many are shown."""
    if total > shown:
        left = total - shown
        st.button(
            words["act_more"].format(count=min(step, left), left=left),
            key=f"more_{key}",
            on_click=st.session_state.__setitem__,
            args=(key, shown + step),
        )


def notice(words: Mapping[str, str]) -> None:
    """Say once that something was taken back."""
    if said_ := st.session_state.pop(_SAID, None):
        st.success(words[said_])


def show_one(revision: Revision, told: Told, *, brief: str = "") -> None:
    """Show a revision with its undo for who may; `brief` is the project's name below its act."""
    words, number = told.words, revision.number
    with st.container(key=f"revision_{number}", border=not brief, gap=None if brief else "small"):
        with st.container(key=f"line_revision_{number}", horizontal=True):
            lines = revision_lines(revision, words, told.lang, brief=brief)
            st.text(lines.replace("\n", " · ") if brief else lines, width="stretch")
            is_asked = st.session_state.get(_ASKED) == number
            if not is_asked and _may_undo(revision, told):
                st.button(
                    words["hist_undo"], key=f"undo_{number}", type="tertiary",
                    on_click=_ask, args=(number,),
                )  # fmt: skip
        groups = told.groups(revision.document)
        facts = (change for change in revision.changes if change.field != EXISTENCE)
        frame = changes_frame(facts, words, told.lang, groups)
        if len(frame):
            st.dataframe(frame, hide_index=True, width="stretch", row_height=30)
        if is_asked and _may_undo(revision, told):
            _undo(number, told)


def _may_undo(revision: Revision, told: Told) -> bool:
    may_edit = signing.editor(told.settings) is not None and not told.faults.get(revision.number)
    return may_edit and bool(revision.project) and revision.undone_by is None


def _undo(number: int, told: Told) -> None:
    """Take a revision back once a reason was asked for."""
    settings, words, lang = told.settings, told.words, told.lang
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

"""Correcting a project where it is shown: the form, the check, taking out, and its history.

An editor's form belongs to the version that was opened. Where somebody else was first, nothing is
saved; what the other one did is shown, and the editor decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.errors import EditConflict, ProjectsError
from projects.registry import Registry
from projects.reviewing.fields import FIELDS
from projects.reviewing.values import ProjectKey, Signature
from views import history, signing
from views.choice import label
from views.conflicting import show_conflict
from views.i18n import texts
from views.keeping import begin, forget, kept
from views.loading import refresh
from views.project_form import About, form
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from streamlit.delta_generator import DeltaGenerator

    from projects.access.roles import Person
    from projects.models import Project
    from projects.reviewing.values import Versioned
    from projects.settings import Settings
    from views.project_form import Filled
    from views.scene import Sight

__all__ = ["clear_button", "foot", "offer", "save_line"]

_OPENED, _CONFLICT, _FAULT, _SAID = "edit_opened", "edit_conflict", "edit_fault", "edit_said"
_HALF, _TRIED = "edit_half", "edit_tried"
"""What half-typed forms were opened on; whether one has tried to save over another's change."""


def offer(project: Project, sight: Sight) -> None:
    """Offer correcting, checking and the history of the project that is selected."""
    words, key = sight.words, ProjectKey(project.document, project.id)
    if notice := st.session_state.pop(_SAID, None):
        st.success(words[notice])
    if fault := st.session_state.pop(_FAULT, None):
        st.text(words["edit_refused"].format(fault=refusal_text(fault, sight.lang)))
    who = signing.editor(sight.settings)
    with st.container(horizontal=True, key="edit_offers"):
        if who is not None:
            if st.button(words["edit_open"], key="edit_open"):
                _open(key, sight)
            if project.checked is None and st.button(words["edit_check_button"], key="edit_check"):
                _check(key, who, sight)
                st.rerun()
        if st.button(words["edit_history"], key="edit_history"):
            _history(key, sight)


def _history(key: ProjectKey, sight: Sight) -> None:
    """Open the history in a dialogue."""

    @st.dialog(sight.words["hist_title"], width="large")
    def shown() -> None:
        groups = _groups(sight, key)
        history.show(key, sight.settings, sight.words, sight.lang, groups=groups)

    shown()


def _groups(sight: Sight, key: ProjectKey) -> dict[str, str]:
    """Name the document's projects, which one may be part of, by id."""
    return {
        p.id: p.name
        for p in sight.holdings.projects
        if p.document == key.document and p.id != key.id
    }


def _check(key: ProjectKey, who: Person, sight: Sight) -> None:
    """Note that what is shown was found right; another's change meanwhile is no such thing."""
    settings, words = sight.settings, sight.words
    shown = next((p for p in sight.holdings.projects if (p.document, p.id) == tuple(key)), None)
    try:
        with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
            now = registry.revisions.open(key)
            # What was changed since it was shown is refused as an older version is.
            version = now.version if now.project == shown else now.version - 1
            signed = Signature.of(who.name, words["edit_check_why"])
            registry.revisions.check(key, version=version, signed=signed)
        st.session_state[_SAID] = "edit_checked"
    except ProjectsError as error:
        st.session_state[_FAULT] = error
    refresh()


def _open(key: ProjectKey, sight: Sight) -> None:
    """Open the form on the project as it stands now."""
    for name in (_CONFLICT, _TRIED):
        st.session_state.pop(name, None)
    _load(key, sight.settings)
    place = sight.documents[key.document].place if key.document in sight.documents else None
    groups, who = _groups(sight, key), signing.editor(sight.settings)
    settings, lang = sight.settings, sight.lang

    @st.dialog(sight.words["edit_title"], width="large")
    def shown() -> None:
        opened: Versioned | None = st.session_state.get(_OPENED)
        if opened is None:
            return
        name = f"edit_{key.document[:12]}_{key.id}_{opened.version}_{_name(who)}"
        about = About(name, settings, texts(lang), lang, place, groups)
        _dialogue(key, opened, about)

    shown()


def _load(key: ProjectKey, settings: Settings) -> None:
    """Open the project as it is now; what one has half typed of an older one is not left behind.

    Then the form is that of the older one, with what was changed since beside it.
    """
    half = _half().get((key, _name(signing.editor(settings))))
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        st.session_state[_OPENED] = now = registry.revisions.open(key)
        if half is None or half.version >= now.version:
            return
        history = registry.revisions.history(key)
    if revisions := tuple(r for r in history if r.version > half.version):
        st.session_state[_OPENED] = half
        st.session_state[_CONFLICT] = (half.version, revisions)


def _half() -> dict[tuple[ProjectKey, str], Versioned]:
    """Return what each half-typed form of this session was opened on."""
    half: dict[tuple[ProjectKey, str], Versioned] = st.session_state.setdefault(_HALF, {})
    return half


def _name(who: Person | None) -> str:
    return who.name if who else ""


def _dialogue(key: ProjectKey, opened: Versioned, about: About) -> None:
    words, who = about.words, signing.editor(about.settings)
    st.text(opened.project.name)
    above = st.container()  # what somebody else did is seen without scrolling
    filled = form(opened.project, about)
    if filled.changes or filled.faults:
        _half()[key, _name(who)] = opened
    else:
        _half().pop((key, _name(who)), None)
    check = bool(kept(f"{about.key}_check", True))  # noqa: FBT003
    with above:
        if _conflict(key, filled, about, opened, check=check):
            return
    if who is None:
        st.warning(words["who_gone"])
        return
    with foot():
        _saving(key, filled, about, opened, who)
    with st.expander(words["edit_remove"]):
        reason = st.text_input(
            words["edit_remove_why"], key=f"{about.key}_remove_why", max_chars=500
        )
        if st.button(words["edit_remove"], key="edit_remove", disabled=not reason.strip()):
            signed = Signature.of(who.name, reason.strip())
            _tried(
                lambda registry: registry.revisions.remove(
                    key, version=opened.version, signed=signed
                ),
                opened, about, "edit_removed",
            )  # fmt: skip


def _saving(key: ProjectKey, filled: Filled, about: About, opened: Versioned, who: Person) -> None:
    """Show what would be changed and save it when asked to, or say why it cannot be."""
    words = about.words
    save_line(filled, words, about.lang)
    first, second, third, last = st.columns([5, 4, 1, 3], vertical_alignment="center")
    why = first.text_input(
        words["edit_why"], key=begin(f"{about.key}_why", ""), placeholder=words["edit_why_hint"],
        label_visibility="collapsed", max_chars=500,
    )  # fmt: skip
    check = second.checkbox(words["edit_also_check"], key=begin(f"{about.key}_check", True))  # noqa: FBT003
    is_asked = third.button(words["edit_save"], key="edit_save", type="primary")
    if filled.changes:
        with last:
            clear_button(about)
    if is_asked and filled.faults:
        st.error(words["form_needs_right"])
    elif is_asked and not filled.changes:
        st.info(words["edit_nothing"])
    elif is_asked:
        signed = Signature.of(who.name, why.strip())
        _tried(
            lambda registry: registry.revisions.edit(
                key, filled.changes, version=opened.version, signed=signed, check=check
            ),
            opened, about, "edit_saved",
        )  # fmt: skip
    if fault := st.session_state.pop(_FAULT, None):
        st.text(words["edit_refused"].format(fault=refusal_text(fault, about.lang)))


def foot() -> DeltaGenerator:
    """Return the part of a form that stays in sight below it."""
    return st.container(key="form_foot", gap="small")


def clear_button(about: About) -> None:
    """Offer to throw away what was typed and not saved."""
    st.button(
        about.words["form_clear"], key=f"{about.key}_clear", type="tertiary",
        on_click=forget, args=(f"{about.key}_",),
    )  # fmt: skip


def save_line(filled: Filled, words: Mapping[str, str], lang: str) -> None:
    """Say what would be changed, and what cannot be."""
    for fault in filled.faults:
        st.text(fault)
    names = [label((FIELDS[f].zh, FIELDS[f].en), lang) for f in filled.changes]
    said = words["edit_count"].format(count=len(names), fields="、".join(names))
    if names or not filled.faults:
        st.caption(said if names else words["edit_nothing"])


def _tried(act: Callable[[Registry], object], opened: Versioned, about: About, notice: str) -> None:
    """Do it and show the page anew; what stands in the way is kept for the dialogue to show."""
    settings = about.settings
    try:
        with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
            act(registry)
    except EditConflict as conflict:
        version, known = st.session_state.get(_CONFLICT, (None, ()))
        told = {r.number: r for r in known} if version == opened.version else {}
        told |= {r.number: r for r in conflict.revisions}
        st.session_state[_CONFLICT] = (opened.version, tuple(told.values()))
        st.session_state[_TRIED] = True
    except ProjectsError as error:
        st.session_state[_FAULT] = error
    else:
        st.session_state[_SAID] = notice
        _forget(ProjectKey(opened.project.document, opened.project.id), about)
        refresh()
        st.rerun()
    st.rerun(scope="fragment")


def _forget(key: ProjectKey, about: About) -> None:
    """Throw away what was typed into the form."""
    forget(f"{about.key}_")
    _half().pop((key, _name(signing.editor(about.settings))), None)


def _conflict(
    key: ProjectKey, filled: Filled, about: About, opened: Versioned, *, check: bool
) -> bool:
    """Show what another editor did meanwhile, and let this one decide; False where nobody did."""
    words, settings = about.words, about.settings
    version, revisions = st.session_state.get(_CONFLICT, (None, ()))
    if version != opened.version:
        return False
    st.warning(words["edit_conflict" if st.session_state.get(_TRIED) else "edit_behind"])
    show_conflict(opened, revisions, filled.changes, about)
    for fault in filled.faults:
        st.text(fault)
    if refused := st.session_state.pop(_FAULT, None):
        st.text(words["edit_refused"].format(fault=refusal_text(refused, about.lang)))
    mine, theirs = st.columns(2)
    who = signing.editor(settings)
    can_save = bool(filled.changes) and not filled.faults
    if who and mine.button(words["edit_mine"], key="edit_mine", disabled=not can_save):
        newest = revisions[-1].version
        signed = Signature.of(who.name, str(kept(f"{about.key}_why", "")).strip())
        _tried(
            lambda registry: registry.revisions.edit(
                key, filled.changes, version=newest, signed=signed, check=check
            ),
            opened, about, "edit_saved",
        )  # fmt: skip
    if theirs.button(words["edit_theirs"], key="edit_theirs"):
        _forget(key, about)
        st.session_state.pop(_CONFLICT, None)
        _load(key, settings)
        st.rerun(scope="fragment")
    return True

"""Adding a project without a plan, with a note on where it is known from, or into a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.contract import project_from_json, project_to_json
from projects.errors import ProjectsError
from projects.models import Nature, Project, Stage
from projects.registry import Registry
from projects.reviewing.applying import settled
from projects.reviewing.fields import flat, whole
from projects.reviewing.values import Signature
from projects.store.revisions import manual_document
from views import signing
from views.editing import clear_button, foot, save_line
from views.keeping import begin, forget
from views.loading import load_divisions, load_holdings, refresh
from views.project_form import About, form
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.models import Adcode
    from projects.models import DocumentFacts
    from projects.settings import Settings
    from views.project_form import Filled

__all__ = ["show"]

_TURN, _SAID, _FAULT = "hand_turn", "hand_said", "hand_fault"
_EMPTY = Project(
    id="m1",
    name="",
    kind="",
    stage=Stage.PLANNED,
    nature=Nature.NEW,
    start=0,
    end=0,
)


def show(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Show the form of a new project."""
    if (name := st.session_state.pop(_SAID, None)) is not None:
        st.success(words["edit_new_saved"].format(name="").rstrip("：: "))
        st.text(name)
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        st.text(words["edit_refused"].format(fault=refusal_text(fault, lang)))
    who = signing.editor(settings)
    if who is None:
        st.caption(words["who_needed"])
        return
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"hand_{turn}_{who.name}"  # what one has half typed is not for whom signs in next
    source = _source(settings, words, key)
    place, groups = source.place, source.groups
    about = About(key, settings, words, lang, place, groups, is_new=True)
    filled = form(_EMPTY, about)
    with foot():
        save_line(filled, words, lang)
        first, second, last = st.columns([5, 2, 3], vertical_alignment="center")
        why = first.text_input(
            words["edit_why"], key=begin(f"{about.key}_why", ""), max_chars=500,
            placeholder=words["edit_why"], label_visibility="collapsed",
        )  # fmt: skip
        is_asked = second.button(words["edit_new_save"], key="hand_save", type="primary")
        if filled.changes:
            with last:
                clear_button(about)
        missing = _missing(source, filled)
        if is_asked and not missing:
            _save(source, filled, Signature.of(who.name, why.strip()), settings)
            st.rerun()
        for line in missing if is_asked else ():
            st.error(words[line])


def _missing(source: _Source, filled: Filled) -> list[str]:
    """Name by the keys of their texts what a new project still lacks."""
    wanted = {
        "edit_new_needed": source.is_said,
        "form_needs_name": bool(filled.changes.get("name")),
        "form_needs_kind": bool(filled.changes.get("kind")),
        "form_needs_right": not filled.faults,
    }
    return [key for key, is_there in wanted.items() if not is_there]


class _Source:
    """Where a new project comes from: a document of the registry, or a note."""

    def __init__(
        self,
        facts: DocumentFacts | None,
        title: str = "",
        note: str = "",
        place: Adcode | None = None,
        groups: Mapping[str, str] | None = None,
    ) -> None:
        self._known, self._title, self._note = facts, title.strip(), note.strip()
        self.place = facts.place if facts else place
        self.groups = groups or {}

    @property
    def is_said(self) -> bool:
        """Whether enough is known of it."""
        return self._known is not None or bool(self._title and self._note and self.place)

    def facts(self) -> tuple[DocumentFacts, str | None]:
        """Return the document, and the text of a note."""
        if self._known is not None or self.place is None:
            return self._document(), None
        return manual_document(self._note, title=self._title, place=self.place), self._note

    def _document(self) -> DocumentFacts:
        if self._known is None:
            message = "a project without a plan needs a note on its source."
            raise ProjectsError(message)
        return self._known


def _source(settings: Settings, words: Mapping[str, str], key: str) -> _Source:
    holdings = load_holdings(settings.registry_url, settings)
    documents = {d.sha256: d for d in holdings.documents}
    left, right = st.columns([2, 3])
    with left:
        chosen = st.selectbox(
            words["edit_new_into"],
            ["", *documents],
            format_func=lambda s: documents[s].title if s else words["edit_new_note"],
            key=begin(f"{key}_into", "", ["", *documents], moving=True),
        )
    if chosen:
        groups = {p.id: p.name for p in holdings.projects if p.document == chosen}
        return _Source(documents[chosen], groups=groups)
    divisions = load_divisions()
    with left:
        title = st.text_input(words["edit_new_title"], key=begin(f"{key}_title", ""), max_chars=200)
        place: Adcode | None = st.selectbox(
            words["edit_new_place"],
            list(divisions.prefectures()),
            None,
            format_func=divisions.full_name,
            key=begin(f"{key}_city", None),
        )
    with right:
        note = st.text_area(
            words["edit_new_note_text"], key=begin(f"{key}_note", ""), height=150,
            max_chars=4_000,
        )  # fmt: skip
    return _Source(None, title, note, place)


def _save(source: _Source, filled: Filled, signed: Signature, settings: Settings) -> None:
    try:
        facts, note = source.facts()
        was = flat(project_to_json(_EMPTY))
        fields = {**was, **settled(filled.changes, was)}
        project = project_from_json(whole(fields, document=facts.sha256, id_="m1"))
        with Registry.open(settings.registry_url, settings=settings) as registry:
            registry.revisions.add(facts, project, signed=signed, text=note)
    except ProjectsError as error:
        st.session_state[_FAULT] = error
        return
    refresh()
    forget(f"hand_{st.session_state[_TURN]}_")
    st.session_state[_SAID] = project.name
    st.session_state[_TURN] += 1

"""Where a project is written: the paragraph with its sentence marked, document and section."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.passage import GLANCE, paragraphs
from views.facts import show_facts
from views.loading import document_text
from views.passage import show_paragraphs
from views.rows import document_text_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projects.models import Project
    from views.scene import Sight

__all__ = ["show", "words_of"]

_FIRST = 2
"""Paragraphs shown at once; a project named in more of them has the rest folded."""


def show(project: Project, sight: Sight) -> None:
    """Show the plan's own words where its text is at hand, else say how to bring it."""
    words = sight.words
    spans = project.mentions or ((project.start, project.end),)
    if not project.ledger:
        st.caption(words["e_title"])
    document = [(words["e_document"], document_text_line(project, sight))]
    show_facts(document, key="document", lang=sight.lang)
    if not project.ledger:
        words_of(project.document, spans, sight)
    facts = [
        (words["col_issuer"], _issuer(project, sight)),
        (words["d_section"], project.section),
        (words["d_page"], str(project.page) if project.page else ""),
        (words["d_span"], "" if project.ledger else _said(spans, words["joiner"])),
        (words["l_row"], str(project.ledger.row) if project.ledger else ""),
        (words["e_elsewhere"], "\n".join(_elsewhere(project, sight))),
    ]
    show_facts(facts, key="source", lang=sight.lang)


def words_of(document: str, spans: tuple[tuple[int, int], ...], sight: Sight) -> None:
    """Show the paragraphs about spans of a document's text, if it is at hand."""
    words = sight.words
    text = document_text(document, sight.settings)
    if text is None:
        with st.container(key="no_text"):
            st.text(words["no_text"])
        return
    glance = paragraphs(text, spans, around=GLANCE)[:_FIRST]
    if not glance:
        st.text(words["e_other_text"])
        return
    show_paragraphs(glance, len(spans), words)
    found = paragraphs(text, spans)
    if longer := [whole for seen, whole in zip(glance, found, strict=False) if whole != seen]:
        with st.expander(words["e_whole"]):
            show_paragraphs(longer, len(spans), words, key="whole_")
    if rest := found[_FIRST:]:
        with st.expander(words["e_more"].format(count=len(rest))):
            show_paragraphs(rest, len(spans), words, key="rest_")


def _said(spans: Iterable[tuple[int, int]], joiner: str) -> str:
    return joiner.join(f"{start}–{end}" for start, end in spans)


def _issuer(project: Project, sight: Sight) -> str:
    """Name who issued a plan; a table's line names its own already."""
    facts = sight.documents.get(project.document)
    return facts.issuer or "" if facts and not facts.is_table else ""


def _elsewhere(project: Project, sight: Sight) -> list[str]:
    """Name other documents that hold a project of the very same name and kind."""
    others = dict.fromkeys(
        other
        for other in sight.namesakes.get((project.name, project.kind), ())
        if other != project.document
    )
    return [sight.documents[sha].title for sha in others if sha in sight.documents]

"""The page that says what Luotu is, how to read the map, and where the data come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from layers.edition import edition_notice, edition_said
from views.i18n import texts
from views.loading import load_boundaries, load_divisions, load_holdings, told_plainly
from views.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.settings import Settings

__all__ = ["show"]

_COMMANDS = """luotu extract PLAN.txt --format json
luotu ingest PLAN.txt
luotu summary --by county
luotu export OUT.gpkg
luotu boundaries build"""


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    words = texts(lang)
    st.html(STYLE)
    st.title(words["about_title"])
    st.markdown(words["about_what"])
    st.subheader(words["about_rules"])
    st.markdown(words["about_rules_text"])
    with told_plainly():
        st.subheader(words["about_documents"])
        _documents(settings, words)
        st.subheader(words["about_data"])
        _boundaries(settings, words)
    st.markdown(words["about_sources_text"])
    st.subheader(words["about_cli"])
    st.markdown(words["about_cli_text"])
    st.code(_COMMANDS, language=None)


def _documents(settings: Settings, words: Mapping[str, str]) -> None:
    divisions = load_divisions()
    holdings = load_holdings(settings.registry_url, settings)
    if not holdings.documents:
        st.info(words["empty_registry"])
        return
    frame = pd.DataFrame(
        {
            words["col_title"]: [facts.title for facts in holdings.documents],
            words["col_number"]: [facts.number or "" for facts in holdings.documents],
            words["col_date"]: [facts.date or "" for facts in holdings.documents],
            words["col_issuer"]: [facts.issuer or "" for facts in holdings.documents],
            words["col_where"]: [
                divisions.full_name(f.place) if f.place else "" for f in holdings.documents
            ],
        }
    )
    st.dataframe(frame, hide_index=True, width="stretch", key="documents")


def _boundaries(settings: Settings, words: Mapping[str, str]) -> None:
    edition = load_boundaries(settings).edition
    st.text(
        words["about_boundaries"].format(
            checksum=edition.checksum[:12], **edition_said(edition, words)
        )
    )
    st.text(edition_notice(edition, words))
    if edition.counties < edition.of:
        st.text(words["about_part"].format(counties=edition.counties, of=edition.of))
    if edition.report:
        with st.expander(words["about_report"]):
            st.text("\n".join(edition.report))

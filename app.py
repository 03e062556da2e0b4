"""The browser's front door: which pages there are, in which language, and nothing else."""

from __future__ import annotations

import streamlit as st

from projects.settings import Settings
from views import about, adding, briefs, changes, explore, keeping, moving, signing, sums
from views.i18n import choose_language, texts
from views.streamlit_words import language_mark


def main() -> None:
    """Show the page the reader is on."""
    settings = Settings.from_environment()
    st.set_page_config(page_title="落图 Luotu", layout="wide")
    keeping.remember()
    lang = choose_language()
    words = texts(lang)
    st.html(language_mark(lang))
    signing.show(settings, words)

    def map_page() -> None:
        with st.sidebar:
            moving.link_back(words)
        explore.show(settings, lang)

    def sums_page() -> None:
        sums.show(settings, lang)

    def brief_page() -> None:
        briefs.show(settings, lang)

    def add_page() -> None:
        adding.show(settings, lang)

    def changes_page() -> None:
        changes.show(settings, lang)

    def about_page() -> None:
        about.show(settings, lang)

    pages = {
        moving.MAP: st.Page(map_page, title=words["page_map"], url_path="map", default=True),
        moving.SUMS: st.Page(sums_page, title=words["page_sums"], url_path="sums"),
        "brief": st.Page(brief_page, title=words["page_brief"], url_path="brief"),
        "add": st.Page(add_page, title=words["page_add"], url_path="add"),
        "changes": st.Page(changes_page, title=words["page_changes"], url_path="changes"),
        "about": st.Page(about_page, title=words["page_about"], url_path="about"),
    }
    moving.offer(pages)
    page = st.navigation(list(pages.values()), position="top")
    moving.enter(page.url_path)
    page.run()


if __name__ == "__main__":
    main()

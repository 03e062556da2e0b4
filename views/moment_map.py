"""The map of a moment: the projects of then as the map page shows those of now, without filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.mapview import Chosen, Scene, build_view, is_small, plan_counties
from layers.webmap import base_map, project_group
from projects.selection import Selection
from views.choice import Choice
from views.figures import shading
from views.loading import load_divisions, load_islands, map_files
from views.scene import Sight
from views.where import rejected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from projects.models import Project
    from projects.selection import Holdings
    from projects.settings import Settings

__all__ = ["show_map"]

_KEY, _AT = "moment_map", "moment_at"
_HEIGHT = 440


def show_map(
    then: Holdings,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
    *,
    beside: DeltaGenerator,
) -> Project | None:
    """Show the map; returns the project that was clicked.

    Where there are several plans, one can be chosen, `beside` the moment; one map that would be
    too large is shown plan by plan alone.
    """
    with beside:
        sight = _narrowed(_sight(then, settings, words, lang))
    if sight is None or not sight.cities:
        return None
    # Imported before any page has run, as the server's warm-up would, it is never served.
    from streamlit_folium import st_folium

    picked = _picked(sight)
    script, style, files = map_files(sight.cities, settings)
    scene = Scene(
        projects=sight.shown,
        cities=sight.cities,
        shading=shading(sight.holdings, sight.choice, sight.divisions, words, lang),
        files=files,
        chosen=_marked(picked),
        documents=sight.holdings.documents,
        stages=sight.stages_shown,
        shapes=True,
    )
    view = build_view(
        scene, divisions=sight.divisions, words=words, lang=lang, islands=load_islands()
    )
    with st.container(key="moment_map_box"):
        st_folium(
            base_map(script=script, style=style),
            key=_KEY,
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=["last_active_drawing"],
            feature_group_to_add=[project_group(view)],
            on_change=_clicked,
        )
    st.caption(words["changes_map_what"])
    return picked


def _sight(then: Holdings, settings: Settings, words: Mapping[str, str], lang: str) -> Sight:
    divisions = load_divisions()
    return Sight(
        holdings=then,
        cities=plan_counties(then.documents, then.projects, divisions),
        choice=Choice(Selection(), "power"),
        divisions=divisions,
        settings=settings,
        words=words,
        lang=lang,
    )


def _narrowed(sight: Sight) -> Sight | None:
    """Offer one plan of many; where all is too much for one map, a plan has to be chosen."""
    words, small = sight.words, is_small(sight.shown, sight.cities)
    titles = {facts.sha256: facts.title for facts in sight.holdings.documents}
    if small and len(titles) == 1:
        return sight
    chosen = st.selectbox(
        words["changes_map_plan"],
        ["", *titles] if small else list(titles),
        0 if small else None,
        format_func=lambda sha256: titles.get(sha256, words["act_everything"]),
        key="moment_plan" if small else "moment_plan_of_many",
        width=420,
    )
    if small and not chosen:
        return sight
    if chosen is None:
        st.caption(words["changes_map_large"].format(count=len(sight.shown)))
        return None
    one = sight.holdings.of_documents([chosen])
    found = _sight(one, sight.settings, words, sight.lang)
    if is_small(found.shown, found.cities):
        return found
    st.caption(words["changes_map_large"].format(count=len(found.shown)))
    return None


def _said() -> str:
    return str(st.session_state.get(_AT, ""))


def _picked(sight: Sight) -> Project | None:
    return sight.found(_said())


def _marked(picked: Project | None) -> Chosen | None:
    if picked is None:
        return None
    return Chosen("project", _said(), picked.counties, rejected(picked), picked.geometry)


def _clicked() -> None:
    """Take over which project was clicked; a click on anything else clears that."""
    answer = st.session_state.get(_KEY) or {}
    told = (answer.get("last_active_drawing") or {}).get("properties") or {}
    st.session_state[_AT] = str(told.get("key")) if told.get("what") == "project" else ""

"""The map page: filters, totals, the map with the list beside it, tables below."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from layers.grounds import grounds
from layers.mapview import Scene, build_view, plan_counties
from layers.webmap import base_map, overlay_group, project_group
from projects.summaries import place_class
from projects.wording import CLASSES
from views import beside, chosen, details, filters, headline, overlay, tables, welcome
from views.figures import headline as sum_up
from views.figures import shading
from views.filters import label
from views.i18n import texts
from views.loading import (
    load_boundaries,
    load_divisions,
    load_holdings,
    load_islands,
    map_files,
    told_plainly,
)
from views.scene import Sight
from views.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.models import Adcode
    from layers.grounds import Ground
    from projects.models import Project
    from projects.settings import Settings

__all__ = ["show"]

_HEIGHT = 560
_LISTED = 6


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    st.html(STYLE)
    with told_plainly():
        _show(settings, lang)


def _show(settings: Settings, lang: str) -> None:
    words, divisions = texts(lang), load_divisions()
    holdings = load_holdings(settings.registry_url, settings)
    if not holdings.projects:
        st.info(words["empty_registry"])
        return
    cities = plan_counties(holdings.documents, holdings.projects, divisions)
    choice = filters.choose(holdings, cities, divisions, words, lang)
    with st.sidebar:
        overlay.choose(settings, words, lang)
    holdings = holdings.select(choice.selection, divisions)
    sight = Sight(
        holdings=holdings,
        cities=_drawn(cities, choice.selection.places),
        choice=choice,
        divisions=divisions,
        settings=settings,
        words=words,
        lang=lang,
    )
    headline.show(sum_up(holdings, choice.selection.stages, divisions), words, lang)
    _explore(sight)
    if sight.shown:
        tables.show(sight)


def _drawn(
    cities: Mapping[Adcode, tuple[Adcode, ...]], places: tuple[Adcode, ...]
) -> Mapping[Adcode, tuple[Adcode, ...]]:
    """Keep the cities the filter speaks of, whole: a county is looked at among its neighbours."""
    if not places:
        return cities
    return {
        city: codes
        for city, codes in cities.items()
        if any(place == city or place in codes for place in places)
    }


def _asked(
    places: tuple[Adcode, ...], cities: Mapping[Adcode, tuple[Adcode, ...]]
) -> frozenset[Adcode]:
    """Return the counties the filter names one by one; none where it names whole cities."""
    return frozenset(places) - frozenset(cities)


def _bare(sight: Sight) -> tuple[list[Project], frozenset[Adcode]]:
    """Return the projects shown whose counties all lack a polygon, and all such counties."""
    boundaries = load_boundaries(sight.settings)
    bare = boundaries.without_polygon({c for p in sight.shown for c in p.counties})
    return [p for p in sight.shown if p.counties and bare.issuperset(p.counties)], bare


def _edition(sight: Sight) -> str:
    """Name the edition of the polygons, and what of the projects it cannot show."""
    edition, words = load_boundaries(sight.settings).edition, sight.words
    said = words["map_edition"].format(source=edition.source, vintage=edition.vintage)
    lost, bare = _bare(sight)
    if not lost:
        return said
    names = [sight.divisions.full_name(code) for code in sorted(bare)]
    listed = words["joiner"].join(names[:_LISTED]) + ("…" if names[_LISTED:] else "")
    return f"{said} {words['no_polygon'].format(count=len(lost), counties=listed)}"


def _unmapped(sight: Sight) -> str:
    """Say how many of the projects shown no county holds: they are on no map."""
    found = Counter(place_class(p) for p in sight.shown if not p.counties)
    parts = [f"{label(CLASSES[name], sight.lang)} {n}" for name, n in found.items()]
    return sight.words["on_no_map" if found else "all_on_map"].format(
        stages=sight.stages_shown,
        placed=len(sight.shown) - found.total() - len(_bare(sight)[0]),
        count=found.total(),
        parts=sight.words["joiner"].join(parts),
    )


def _grounds(settings: Settings) -> tuple[Ground, ...]:
    """Return what the map may be laid on; a setting that cannot be used is told in a line."""
    with told_plainly():
        return grounds(settings)
    return ()


@st.fragment
def _explore(sight: Sight) -> None:
    """Map and panel; a click on the map runs only this part of the page."""
    with told_plainly():
        _panes(sight)


def _panes(sight: Sight) -> None:
    picked = chosen.read(sight.shown, sight.cities)
    left, right = st.columns([2, 1], gap="small")
    with left, st.container(key="map_box"):
        script, style, files = map_files(sight.cities, sight.settings)
        scene = Scene(
            projects=sight.shown,
            cities=sight.cities,
            shading=shading(sight.holdings, sight.choice, sight.divisions, sight.words, sight.lang),
            files=files,
            chosen=picked,
            documents=sight.holdings.documents,
            asked=_asked(sight.choice.selection.places, sight.cities),
            stages=sight.stages_shown,
            grounds=_grounds(sight.settings),
        )
        view = build_view(
            scene,
            divisions=sight.divisions,
            words=sight.words,
            lang=sight.lang,
            islands=load_islands(),
        )
        st_folium(
            base_map(script=script, style=style),
            key=chosen.MAP_KEY,
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=["last_active_drawing"],
            feature_group_to_add=[project_group(view), overlay_group(overlay.sent(sight.words))],
            on_change=chosen.from_map,
        )
        st.caption(" ".join(filter(None, (_unmapped(sight), scene.shading.note))))
        with st.container(key="edition"):
            st.text(_edition(sight))  # the title of an office's own file is no Markdown
    with right, st.container(key="side"):
        if not sight.shown:
            st.info(sight.words["empty_filter"])
            if st.button(sight.words["clear"], key="clear_here", on_click=filters.clear):
                st.rerun()  # the filters stand outside this fragment
        elif picked is None:
            welcome.show(sight)
        else:
            details.show(picked, sight)
        with st.container(key="beside_list"):
            beside.show(sight, picked)

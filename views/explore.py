"""The map page: filters, totals, the map with the list beside it, tables below."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st
from streamlit_folium import st_folium

from layers.grounds import grounds
from layers.mapview import Scene, build_view, is_small
from layers.webmap import base_map, overlay_group, project_group
from projects.wording import CLASSES
from views import (
    address,
    beside,
    chosen,
    details,
    filters,
    headline,
    look,
    overlay,
    paper,
    tables,
    welcome,
)
from views.choice import label
from views.edition import edition_said
from views.figures import left_out, place_counts, shading
from views.i18n import texts
from views.loading import (
    load_boundaries,
    load_cities,
    load_divisions,
    load_holdings,
    load_islands,
    load_selected,
    load_survey,
    map_files,
    told_plainly,
)
from views.scene import Sight
from views.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from geo.models import Adcode
    from layers.grounds import Ground
    from layers.mapview import Chosen
    from projects.homes import PlaceClass
    from projects.models import Project
    from projects.settings import Settings
    from views.choice import Choice

__all__ = ["show"]

_HEIGHT = 560
_LISTED = 6
_OPENED = "opened"
_HEAD_START = 0.8  # seconds


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
    cities = load_cities(holdings)
    address.read(holdings, divisions)
    choice = filters.current(cities, divisions, lang)
    sight = _sight(choice, cities, settings, lang)
    paper.head(sight)
    headline.show(sight, address.unknown(choice.selection))
    side = st.sidebar.container()
    layers = st.sidebar.container()
    first = _OPENED not in st.session_state
    if not first:  # what is said of an office's own layers shows on the map
        _layers(layers, settings, words, lang)
    _explore(sight)  # the map need not wait for the filters to be drawn
    with side:
        filters.offer(choice, holdings, cities, divisions, words, lang)
        filters.offer_shading(choice, holdings, divisions, words, lang)
    if first:
        _layers(layers, settings, words, lang)
    st.session_state[_OPENED] = True


def _layers(where: DeltaGenerator, settings: Settings, words: Mapping[str, str], lang: str) -> None:
    with where:
        overlay.choose(settings, words, lang)


def _sight(
    choice: Choice, cities: Mapping[Adcode, tuple[Adcode, ...]], settings: Settings, lang: str
) -> Sight:
    """Return what is seen by a choice; what a sight works out is shared by all who see it."""
    holdings = load_selected(choice.selection, settings)
    return holdings.once(
        ("sight", choice, settings, lang),
        lambda: Sight(
            holdings=holdings,
            cities=_drawn(cities, choice.selection.places),
            choice=choice,
            divisions=load_divisions(),
            settings=settings,
            words=texts(lang),
            lang=lang,
        ),
    )


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
    boundaries, held = load_boundaries(sight.settings), sight.holdings

    def of_all() -> tuple[tuple[int, ...], frozenset[Adcode]]:
        bare = boundaries.without_polygon({c for p in held.projects for c in p.counties})
        lost = (r for r, p in enumerate(held.projects) if bare.intersection(p.counties))
        return tuple(lost), bare

    rows, bare = held.once(("bare", boundaries), of_all, of_all=True)
    marks = held.marks
    touched = [held.projects[row] for row in rows if marks is None or marks[row]]
    lost = [project for project in touched if bare.issuperset(project.counties)]
    return lost, frozenset(code for p in touched for code in p.counties if code in bare)


def _edition(sight: Sight) -> str:
    """Name the edition of the polygons, and what of the projects it cannot show."""
    edition, words = load_boundaries(sight.settings).edition, sight.words
    said = words["map_edition"].format(**edition_said(edition, words))
    lost, bare = _bare(sight)
    if not lost:
        return said
    names = [sight.divisions.full_name(code) for code in sorted(bare)]
    listed = words["joiner"].join(names[:_LISTED]) + ("…" if names[_LISTED:] else "")
    return f"{said} {words['no_polygon'].format(count=len(lost), counties=listed)}"


def _unmapped(sight: Sight) -> str:
    """Say how many of the projects shown no county holds: they are on no map."""
    found: Counter[PlaceClass] = Counter()
    for (_, place), count in place_counts(sight.holdings, sight.divisions).items():
        if place not in ("county", "cross_county"):
            found[place] += count
    parts = [f"{label(CLASSES[name], sight.lang)} {n:,}" for name, n in found.items()]
    return sight.words["on_no_map" if found else "all_on_map"].format(
        stages=sight.stages_shown,
        placed=len(sight.shown) - found.total() - len(_bare(sight)[0]),
        count=found.total(),
        parts=sight.words["joiner"].join(parts),
    )


def _left_out(sight: Sight) -> str:
    """Say what the shading leaves out of the projects shown."""
    shade, lang = sight.choice.shade, sight.lang
    return sight.holdings.once(
        ("left out", shade, sight.stages, lang),
        lambda: left_out(sight.holdings, sight.stages, shade, sight.divisions, sight.words, lang),
    )


def _grounds(settings: Settings) -> tuple[Ground, ...]:
    """Return what the map may be laid on; a setting that cannot be used is told in a line."""
    with told_plainly():
        return grounds(settings)
    return ()


@st.fragment
def _explore(sight: Sight) -> None:
    """Map, panel and tables; a click on the map or on a row runs only this part of the page."""
    with told_plainly():
        picked = chosen.read(sight.found, sight.cities)
        _panes(sight, picked)
        if sight.shown:
            tables.show(sight, picked)
        address.write(sight.choice, sight.lang, sight.holdings)


def _scene(sight: Sight, picked: Chosen | None) -> tuple[Scene, str, str]:
    """Return what is to be seen, and the addresses of the script and the style that show it."""
    at = address.opening(sight.choice.selection)
    asked = _asked(sight.choice.selection.places, sight.cities)
    large = not is_small(sight.shown, sight.cities)
    survey = load_survey(sight, asked) if large else None
    seen = look.read(survey.token) if survey else None
    drawn = survey.detailed(seen) if survey else sight.cities
    script, style, files = map_files(drawn, sight.settings, wait=survey is None)
    scene = Scene(
        projects=sight.shown,
        cities=sight.cities,
        shading=sight.holdings.once(
            ("shading", sight.choice, sight.lang),
            lambda: shading(
                sight.holdings, sight.choice, sight.divisions, sight.words, sight.lang
            ).within(asked or {code for codes in sight.cities.values() for code in codes}),
        ),
        files=files,
        chosen=picked,
        documents=sight.holdings.documents,
        asked=asked,
        stages=sight.stages_shown,
        survey=survey,
        look=seen,
        grounds=_grounds(sight.settings),
        at=at,
    )
    return scene, script, style


def _let_the_map_come_first() -> None:
    """Hold back filters, lists and tables of a session's first run for a moment.

    What draws them is most of the page's script; meanwhile the browser starts the map.
    """
    if _OPENED not in st.session_state:
        time.sleep(_HEAD_START)


def _panes(sight: Sight, picked: Chosen | None) -> None:
    left, right = st.columns([2, 1], gap="small")
    with left, st.container(key="map_box"):
        scene, script, style = _scene(sight, picked)
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
        _let_the_map_come_first()
        st.caption(" ".join(filter(None, (_unmapped(sight), _left_out(sight)))))
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
        if sight.shown:
            with st.container(key="beside_list"):
                beside.show(sight, picked)

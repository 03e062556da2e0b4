"""The map page: filters, totals, the map with the list beside it, tables below."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from layers.edition import edition_said
from projects.wording import CLASSES
from views import (
    address,
    chosen,
    filters,
    headline,
    mapbox,
    overlay,
    panes,
    paper,
    projected,
    side,
    tables,
)
from views.choice import label
from views.figures import left_out, place_counts
from views.loading import load_boundaries, told_plainly
from views.opening import opened, sight_of
from views.style import STYLE

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from geo.models import Adcode
    from layers.mapview import Chosen
    from projects.homes import PlaceClass
    from projects.models import Project
    from projects.settings import Settings
    from views.choice import Choice
    from views.opening import Cities
    from views.scene import Sight

__all__ = ["show"]

_LISTED = 6
_OPENED = "opened"
_HEAD_START = 0.8  # seconds


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    st.html(STYLE)
    with told_plainly():
        _show(settings, lang)


def _show(settings: Settings, lang: str) -> None:
    opening = opened(settings, lang)
    if opening is None:
        return
    choice = opening.choice
    sight = sight_of(choice, settings, lang, drawn=_drawn)
    if address.is_briefing() and sight.shown:
        projected.head(sight)
        _project(sight)
        return
    paper.head(sight)
    headline.show(sight, address.unknown(choice.selection))
    at_left = st.sidebar.container()
    layers = st.sidebar.container()
    first = _OPENED not in st.session_state
    if not first:  # what is said of an office's own layers shows on the map
        _layers(layers, sight)
    _explore(sight)  # the map need not wait for the filters to be drawn
    with at_left:
        opening.offer_filters()
        filters.offer_shading(choice, opening.holdings, sight.divisions, sight.words, lang)
    if first:
        _layers(layers, sight)
    st.session_state[_OPENED] = True


def _layers(where: DeltaGenerator, sight: Sight) -> None:
    with where:
        overlay.choose(sight.settings, sight.words, sight.lang)


def _drawn(cities: Cities, choice: Choice) -> Cities:
    """Keep the cities the filter speaks of, whole: a county is looked at among its neighbours."""
    places = choice.selection.places
    if not places:
        return cities
    return {
        city: codes
        for city, codes in cities.items()
        if any(place == city or place in codes for place in places)
    }


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


@st.fragment
def _project(sight: Sight) -> None:
    """Show the map alone; a click on it runs only this part of the page."""
    with told_plainly():
        projected.map_and_foot(sight, chosen.read(sight.found, sight.cities))
        address.write(sight.choice, sight.lang, sight.holdings)


@st.fragment
def _explore(sight: Sight) -> None:
    """Map, panel and tables; a click on the map or on a row runs only this part of the page."""
    with told_plainly():
        picked = chosen.read(sight.found, sight.cities)
        _panes(sight, picked)
        if sight.shown:
            tables.show(sight)
        address.write(sight.choice, sight.lang, sight.holdings, panes.told())


def _let_the_map_come_first() -> None:
    """Hold back filters, lists and tables of a session's first run for a moment.

    What draws them is most of the page's script; meanwhile the browser starts the map.
    """
    if _OPENED not in st.session_state:
        time.sleep(_HEAD_START)


def _panes(sight: Sight, picked: Chosen | None) -> None:
    left, right = st.columns([1, 1] if side.is_wide() else [2, 1], gap="small")
    with left, st.container(key="map_box"):
        mapbox.draw(sight, picked)
        _let_the_map_come_first()
        st.caption(" ".join(filter(None, (_unmapped(sight), _left_out(sight)))))
        with st.container(key="edition"):
            st.text(_edition(sight))  # the title of an office's own file is no Markdown
        projected.offer(sight.words)
    with right, st.container(key="side"):
        side.show(sight, picked)

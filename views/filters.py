"""The filters at the left: a few at first, more in a fold; and what shades the counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.classes import SCHEMES
from projects.amounts import measured
from projects.kinds import KINDS, MEASURES, SECTORS
from projects.models import Stage
from projects.saying import filter_parts
from projects.wording import STAGES, kind_name
from views import copylink, morefilters
from views.choice import Choice, clear, gathered, keep, key_of, label
from views.offers import numbered, offered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.facets import Facets
    from projects.models import DocumentFacts, Project
    from projects.selection import Holdings, Selection

__all__ = [
    "Choice",
    "choose",
    "clear",
    "current",
    "label",
    "offer",
    "said",
    "stated_measures",
]

_PAUSE = "300ms"
_ROOM = 100  # characters of a search


def choose(
    holdings: Holdings,
    cities: Mapping[Adcode, tuple[Adcode, ...]],
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
) -> Choice:
    """Show the filters in the sidebar and return what they say."""
    choice = current(cities, divisions, lang)
    with st.sidebar:
        offer(choice, holdings, cities, divisions, words, lang)
    return choice


def current(cities: Mapping[Adcode, tuple[Adcode, ...]], divisions: Divisions, lang: str) -> Choice:
    """Return what the filters say, before they are drawn."""
    return gathered(cities, divisions, lang)


def offer(
    choice: Choice,
    holdings: Holdings,
    cities: Mapping[Adcode, tuple[Adcode, ...]],
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
) -> None:
    """Show the filters; each option with the number of projects it would leave."""
    facets = holdings.facets(divisions)
    st.text_input(
        words["search"],
        key=keep("f_query", choice.selection.query),
        placeholder=words["search_hint"],
        max_chars=_ROOM,
        live=_PAUSE,
    )
    _places(choice.selection, facets, cities, divisions, words)
    _kinds(choice.selection, facets, words, lang)
    _stages(choice.selection, facets, words, lang)
    morefilters.offer(choice, holdings, facets, words, lang)
    with st.container(horizontal=True, key="filter_buttons"):
        st.button(words["clear"], on_click=clear, key="clear_all")
        copylink.show(words)
    _shading(choice, holdings, words, lang)


def stated_measures(projects: Iterable[Project]) -> tuple[str, ...]:
    """Return the measures that at least one project states; the count always, and first."""
    found: set[str] = set()
    for project in projects:
        if project.capacity:
            found |= {key for key in MEASURES.keys() - found if measured(project, key)}
    return ("count", *(key for key in MEASURES if key in found))


def said(
    selection: Selection,
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> str:
    """Say the filter in words, for the page and for files that leave it."""
    shown = " · ".join(filter_parts(selection, divisions, lang=lang, documents=documents))
    return words["filter_said"].format(parts=shown or words["filter_nothing"])


def _places(
    selection: Selection,
    facets: Facets,
    cities: Mapping[Adcode, tuple[Adcode, ...]],
    divisions: Divisions,
    words: Mapping[str, str],
) -> None:
    own = {code for codes in cities.values() for code in codes}
    larger = [code for code in selection.places if code not in own]
    names = dict.fromkeys([*larger, *cities])
    of_cities = facets.counts(selection, "cities")
    chosen = st.multiselect(
        words["city"],
        offered(names, of_cities, larger),
        format_func=lambda code: numbered(divisions.name(code), of_cities.get(code, 0)),
        key=keep("f_cities", larger),
        placeholder=words["all"],
        select_all=False,
    )
    inside = [
        code
        for city, codes in cities.items()
        if not chosen or any(divisions.covers(place, city) for place in chosen)
        for code in codes
    ]
    picked = [code for code in selection.places if code in own]
    of_counties = facets.counts(selection, "homes")
    st.multiselect(
        words["county"],
        offered(dict.fromkeys([*inside, *picked]), of_counties, picked),
        format_func=lambda code: numbered(divisions.name(code), of_counties.get(code, 0)),
        key=keep("f_counties", picked),
        placeholder=words["all"],
        select_all=False,
    )


def _kinds(selection: Selection, facets: Facets, words: Mapping[str, str], lang: str) -> None:
    """Offer the sectors, and the kinds of those chosen."""
    of_sectors, present = facets.counts(selection, "sectors"), facets.values("sectors")
    st.multiselect(
        words["sector"],
        offered([key for key in SECTORS if key in present], of_sectors, selection.sectors),
        format_func=lambda key: numbered(label(SECTORS[key], lang), of_sectors.get(key, 0)),
        key=keep(key_of("sectors", lang), list(selection.sectors)),
        placeholder=words["all"],
        select_all=False,
    )
    of_kinds = facets.counts(selection, "kinds")
    kinds = [
        key
        for sector in selection.sectors or SECTORS
        for key, kind in KINDS.items()
        if kind.sector == sector and key in of_kinds
    ]
    st.multiselect(
        words["kind"],
        offered(
            [*kinds, *(k for k in selection.kinds if k not in kinds)], of_kinds, selection.kinds
        ),
        format_func=lambda key: numbered(kind_name(key, lang=lang), of_kinds.get(key, 0)),
        key=keep(key_of("kinds", lang), list(selection.kinds)),
        placeholder=words["all"],
        select_all=False,
    )


def _stages(selection: Selection, facets: Facets, words: Mapping[str, str], lang: str) -> None:
    counts = facets.counts(selection, "stages")
    present = [stage for stage in Stage if stage in counts or stage in selection.stages]
    st.pills(
        words["stage"],
        offered(present, counts, selection.stages),
        selection_mode="multi",
        format_func=lambda stage: numbered(label(STAGES[stage], lang), counts.get(stage, 0)),
        key=keep(key_of("stages", lang), list(selection.stages)),
    )


def _shading(choice: Choice, holdings: Holdings, words: Mapping[str, str], lang: str) -> None:
    measures = holdings.once("measures", lambda: stated_measures(holdings.projects), of_all=True)
    shade, scheme = st.columns(2)
    shade.selectbox(
        words["shade_by"],
        dict.fromkeys([*measures, choice.shade]),
        format_func=lambda key: label((MEASURES[key].zh, MEASURES[key].en), lang),
        key=keep(key_of("shade", lang), choice.shade),
    )
    scheme.selectbox(
        words["scheme"],
        list(SCHEMES),
        format_func=lambda key: words[f"scheme_{key}"],
        key=keep(key_of("scheme", lang), choice.scheme),
    )

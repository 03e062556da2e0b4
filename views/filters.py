"""The filters at the left: a few at first, more in a fold; and what shades the counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.classes import SCHEMES
from projects.columns import columns_of
from projects.grouping import chosen_rows
from projects.kinds import KINDS, MEASURES, SECTORS
from projects.models import Stage
from projects.saying import filter_parts
from projects.wording import STAGES, kind_name
from views import copylink, morefilters
from views.choice import CITIES, COUNTIES, Choice, clear, gathered, key_of, label
from views.offers import Offer, heard, keep, pick_few, pick_some

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.facets import Facets
    from projects.models import DocumentFacts
    from projects.selection import Holdings, Selection

__all__ = [
    "Choice",
    "clear",
    "current",
    "label",
    "offer",
    "offer_shading",
    "said",
    "stated_measures",
]

_PAUSE = "300ms"
_MOST_COUNTIES = 200
_ROOM = 100  # characters of a search


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
        label_visibility="collapsed",
        live=_PAUSE,
    )
    with st.container(horizontal=True, key="filter_buttons"):
        st.button(words["clear"], on_click=clear, key="clear_all")
        copylink.show(words)
    _places(choice.selection, facets, cities, divisions, words)
    _kinds(choice.selection, facets, words, lang)
    _stages(choice.selection, facets, words, lang)
    morefilters.offer(choice, holdings, facets, words, lang)


def stated_measures(holdings: Holdings, divisions: Divisions) -> tuple[str, ...]:
    """Return the measures that at least one project states; the count always, and first."""
    columns = columns_of(holdings, divisions)
    rows = chosen_rows(holdings, columns)
    stated = (m for m in MEASURES if m != "count" and columns.measured(m).stated[rows].any())
    return ("count", *stated)


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
    of = {code: city for city, codes in cities.items() for code in codes}
    larger = [code for code in selection.places if code not in of]
    picked = [code for code in selection.places if code in of]
    chosen = larger or (heard(CITIES) if CITIES in st.session_state else [])
    pick_some(
        Offer(CITIES, [*larger, *cities], facets.counts(selection, "cities"), chosen,
              divisions.name),
        words["city"],
        words,
    )  # fmt: skip
    inside = [
        code
        for city, codes in cities.items()
        if not chosen or any(divisions.covers(place, city) for place in chosen)
        for code in codes
    ]

    def name(code: Adcode) -> str:
        own = divisions.name(code)
        is_one = len(cities) == 1 or of[code] == code
        return own if is_one else f"{divisions.name(of[code])}{own}"  # 鼓楼区 is in four cities

    counts = facets.counts(selection, "homes")
    if len(inside) > _MOST_COUNTIES:  # each change would send them all
        most = set(sorted(inside, key=lambda code: -counts.get(code, 0))[:_MOST_COUNTIES])
        inside = [code for code in inside if code in most]
        words = {**words, "all": words["county_most"].format(count=_MOST_COUNTIES)}
    pick_some(Offer(COUNTIES, [*inside, *picked], counts, picked, name), words["county"], words)


def _kinds(selection: Selection, facets: Facets, words: Mapping[str, str], lang: str) -> None:
    """Offer the sectors, and the kinds of those chosen."""
    sectors, kinds = facets.counts(selection, "sectors"), facets.counts(selection, "kinds")
    pick_some(
        Offer(
            key_of("sectors", lang),
            [key for key in SECTORS if key in sectors or key in selection.sectors],
            sectors,
            selection.sectors,
            lambda key: label(SECTORS[key], lang),
        ),
        words["sector"],
        words,
    )
    present = [
        key
        for sector in selection.sectors or SECTORS
        for key, kind in KINDS.items()
        if kind.sector == sector and key in kinds
    ]
    pick_some(
        Offer(
            key_of("kinds", lang),
            [*present, *selection.kinds],
            kinds,
            selection.kinds,
            lambda key: kind_name(key, lang=lang),
        ),
        words["kind"],
        words,
    )


def _stages(selection: Selection, facets: Facets, words: Mapping[str, str], lang: str) -> None:
    counts = facets.counts(selection, "stages")
    present = [stage for stage in Stage if stage in counts or stage in selection.stages]
    pick_few(
        Offer(
            key_of("stages", lang),
            present,
            counts,
            selection.stages,
            lambda stage: label(STAGES[stage], lang),
        ),
        words["stage"],
    )


def offer_shading(
    choice: Choice,
    holdings: Holdings,
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
) -> None:
    """Show what the map's counties are shaded by, where there is a map."""
    measures = holdings.once(
        ("measures", divisions), lambda: stated_measures(holdings, divisions), of_all=True
    )
    st.selectbox(
        words["shade_by"],
        dict.fromkeys([*measures, choice.shade]),
        format_func=lambda key: label((MEASURES[key].zh, MEASURES[key].en), lang),
        key=keep(key_of("shade", lang), choice.shade),
    )
    st.selectbox(
        words["scheme"],
        list(SCHEMES),
        format_func=lambda key: words[f"scheme_{key}"],
        key=keep(key_of("scheme", lang), choice.scheme),
    )

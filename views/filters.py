"""The filters at the left: place, kind, stage, search; and what shades the counties."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo.models import Adcode
from layers.classes import SCHEMES
from projects.amounts import measured
from projects.kinds import KINDS, MEASURES, SECTORS
from projects.models import Stage
from projects.selection import Selection
from projects.summaries import place_class
from projects.wording import STAGES, kind_name
from views.i18n import LANGUAGES, localised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.divisions import Divisions
    from projects.models import Project
    from projects.selection import Holdings

__all__ = ["Choice", "choose", "clear", "label", "said", "stated_measures"]

_LISTS = ("f_cities", "f_counties", "f_kinds", "f_stages")
_SECTOR = "sector:"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader wants to see: `shade` is a key of MEASURES, `scheme` one of SCHEMES."""

    selection: Selection
    shade: str
    scheme: str = "even"


def label(pair: tuple[str, str], lang: str) -> str:
    """Pick the Chinese or the English one of two labels."""
    return pair[0] if lang == "zh" else pair[1]


def choose(
    holdings: Holdings,
    cities: Mapping[Adcode, tuple[Adcode, ...]],
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
    *,
    select: Callable[[Selection], Holdings],
) -> Choice:
    """Show the filters in the sidebar and return what they say; `select` applies one."""
    with st.sidebar:
        query = st.text_input(
            words["search"], key="f_query", placeholder=words["search_hint"], max_chars=100
        )
        places = _places(cities, divisions, words)
        kinds, sectors = _kinds(
            holdings, select(Selection(places=places, query=query)), words, lang
        )
        near = Selection(places=places, kinds=kinds, sectors=sectors, query=query)
        stages = _stages(holdings, select(near), words, lang)
        shade = st.selectbox(
            words["shade_by"],
            holdings.once("measures", lambda: stated_measures(holdings.projects), of_all=True),
            format_func=lambda key: label((MEASURES[key].zh, MEASURES[key].en), lang),
            key=localised("f_shade", lang),
        )
        scheme = st.selectbox(
            words["scheme"],
            list(SCHEMES),
            format_func=lambda key: words[f"scheme_{key}"],
            key=localised("f_scheme", lang),
        )
        st.button(words["clear"], on_click=clear, width="stretch")
    selection = Selection(places=places, kinds=kinds, sectors=sectors, stages=stages, query=query)
    return Choice(selection, shade or "count", scheme or "even")


def stated_measures(projects: Iterable[Project]) -> tuple[str, ...]:
    """Return the measures that at least one project states; the count always, and first."""
    found: set[str] = set()
    for project in projects:
        if project.capacity:
            found |= {key for key in MEASURES.keys() - found if measured(project, key)}
    return ("count", *(key for key in MEASURES if key in found))


def said(selection: Selection, divisions: Divisions, words: Mapping[str, str], lang: str) -> str:
    """Say the filter in words, for files that leave the page."""
    parts = [
        selection.query,
        *(divisions.name(code) for code in selection.places),
        *(label(SECTORS[key], lang) for key in selection.sectors),
        *(kind_name(key, lang=lang) for key in selection.kinds),
        *(label(STAGES[stage], lang) for stage in selection.stages),
    ]
    shown = " · ".join(part for part in parts if part)
    return words["filter_said"].format(parts=shown or words["filter_nothing"])


def _places(
    cities: Mapping[Adcode, tuple[Adcode, ...]], divisions: Divisions, words: Mapping[str, str]
) -> tuple[Adcode, ...]:
    chosen = st.multiselect(
        words["city"],
        list(cities),
        format_func=divisions.name,
        key="f_cities",
        placeholder=words["all"],
        select_all=False,
    )
    counties = [code for city in chosen or cities for code in cities[city]]
    kept = [code for code in st.session_state.get("f_counties", ()) if code in counties]
    if kept != st.session_state.get("f_counties", kept):
        st.session_state["f_counties"] = kept
    picked = st.multiselect(
        words["county"],
        counties,
        format_func=divisions.name,
        key="f_counties",
        placeholder=words["all"],
        select_all=False,
    )
    return tuple(Adcode(code) for code in (picked or chosen))


def _kinds(
    holdings: Holdings, near: Holdings, words: Mapping[str, str], lang: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Offer each sector present, followed by its kinds; counted are the projects `near`."""
    offered = holdings.once("kinds", lambda: {p.kind for p in holdings.projects}, of_all=True)
    counted = near.once("kinds", lambda: Counter(project.kind for project in near.shown))
    options: list[str] = []
    for sector in SECTORS:
        present = [key for key, kind in KINDS.items() if kind.sector == sector and key in offered]
        if present:
            options += [_SECTOR + sector, *present]

    def shown(option: str) -> str:
        if option.startswith(_SECTOR):
            sector = option.removeprefix(_SECTOR)
            return words["sector_all"].format(sector=label(SECTORS[sector], lang))
        sector = label(SECTORS[KINDS[option].sector], lang)
        return f"{sector} · {_numbered(kind_name(option, lang=lang), counted[option])}"

    chosen = st.multiselect(
        words["kind"],
        options,
        format_func=shown,
        key=localised("f_kinds", lang),
        placeholder=words["all"],
        select_all=False,
    )
    sectors = tuple(o.removeprefix(_SECTOR) for o in chosen if o.startswith(_SECTOR))
    kinds = tuple(o for o in chosen if not o.startswith(_SECTOR))
    if sectors and kinds:  # a sector with single kinds of others: all of it is meant
        kinds += tuple(key for key, kind in KINDS.items() if kind.sector in sectors)
        sectors = ()
    return kinds, sectors


def _stages(
    holdings: Holdings, near: Holdings, words: Mapping[str, str], lang: str
) -> tuple[Stage, ...]:
    offered = holdings.once("stages", lambda: {p.stage for p in holdings.projects}, of_all=True)
    counted = near.once(
        "stages",
        lambda: Counter(p.stage for p in near.shown if place_class(p) != "outside"),  # as in sums
    )
    chosen = st.pills(
        words["stage"],
        [stage for stage in Stage if stage in offered],
        selection_mode="multi",
        format_func=lambda stage: _numbered(label(STAGES[stage], lang), counted[stage]),
        key=localised("f_stages", lang),
    )
    return tuple(chosen)


def _numbered(text: str, count: int) -> str:
    """Put the number behind an option; nothing where there is none to choose."""
    return f"{text} {count:,}" if count else text


def clear() -> None:
    """Take back every filter."""
    for key in _LISTS:
        for widget in (key, *(f"{key}_{lang}" for lang in LANGUAGES)):
            if widget in st.session_state:
                st.session_state[widget] = []
    st.session_state["f_query"] = ""

"""The page of sums: capacity by region, kind and stage; beside the targets; two plans compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.kinds import MEASURES
from projects.selection import Selection
from projects.summaries import BY, By
from views import address, filters, sums_compare, sums_order, sums_state, sums_table, sums_targets
from views.choice import label
from views.figures import stage_names
from views.i18n import localised
from views.loading import told_plainly
from views.opening import show_filtered, sight_of
from views.style import STYLE
from views.sums_rows import splits, stated, sums
from views.sums_style import SUMS_STYLE

if TYPE_CHECKING:
    from projects.settings import Settings
    from views.scene import Sight
    from views.sums_rows import Sums
    from views.sums_state import Asked

__all__ = ["show"]

_VIEW, _BY, _MEASURE = "s_view", "s_by", "s_measure"
_ZONES, _SPLIT = "s_zones", "s_split"
_MANY_CITIES = 40  # from here on the table opens by city, as the map page's does
_NOT_HERE = {"targets": "sums_filter_targets", "compare": "sums_filter_compare"}
_OF_TARGETS = ("places", "kinds", "sectors", "documents")
"""Restrictions that a target can be meant by; the others choose among projects only."""


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    st.html(STYLE)
    st.html(SUMS_STYLE)
    with told_plainly():
        show_filtered(settings, lang, _body)


@st.fragment
def _body(sight: Sight) -> None:
    """Show all but the filters; a click in it runs only this part of the page."""
    with told_plainly():
        _views(sight)


def _views(sight: Sight) -> None:
    words = sight.words
    asked, unknown = sums_state.kept(sight.divisions, usual=_usual(sight))
    unknown = (*address.unknown(sight.choice.selection), *unknown)
    if unknown:
        st.text(words["link_unknown"].format(parts=words["joiner"].join(unknown)))
    key = localised(_VIEW, sight.lang)
    if key not in st.session_state:
        st.session_state[key] = asked.view
    with st.container(key="sums_top", horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            words["sums_view"],
            sums_state.VIEWS,
            format_func=lambda name: words[f"sums_view_{name}"],
            key=key,
            label_visibility="collapsed",
            required=True,
        )
        asked = sums_state.changed(asked, view=view)
        _filter(sight, asked.view)
    if view == "targets":
        sums_targets.show(_whole(sight))
    elif view == "compare":
        asked = sums_compare.show(_whole(sight), asked)
    else:
        asked = _table(sight, asked)
    sums_state.keep(asked)
    _write_address(sight, asked)


def _usual(sight: Sight) -> str:
    """Return by what the sums stand at first: counties, but of a whole country the cities."""
    return By.COUNTY if len(sight.cities) <= _MANY_CITIES else By.PREFECTURE


def _filter(sight: Sight, view: str) -> None:
    """Say what of the filter holds in a view, and what does not."""
    words, selection = sight.words, sight.choice.selection
    holds = selection
    if view == "targets":
        holds = Selection(**{name: getattr(selection, name) for name in _OF_TARGETS})
    elif view == "compare":
        holds = Selection()
    documents = sight.holdings.documents
    if view != "compare":
        st.text(filters.said(holds, sight.divisions, words, sight.lang, documents=documents))
    if holds != selection:
        st.text(words[_NOT_HERE[view]])
    if selection != Selection():
        st.button(words["clear"], key="sums_clear", on_click=filters.clear)
        # The filters stand outside this fragment.
    if view != "compare":
        st.caption(words["sums_change"])


def _whole(sight: Sight) -> Sight:
    """Return a sight of all there is, with the filter still told: plans are looked at whole."""
    return sight_of(sight.choice, sight.settings, sight.lang, of=Selection())


def _table(sight: Sight, asked: Asked) -> Asked:
    words, divisions = sight.words, sight.divisions
    if not sight.shown:
        st.info(words["sums_empty"])
        return asked
    asked = _switches(sight, asked)
    wish = asked.wish
    measures = stated(sight.holdings, divisions)
    if wish.measure not in measures:
        instead = measures[0]
        named = (label((MEASURES[m].zh, MEASURES[m].en), sight.lang) for m in
                 (wish.measure, instead))  # fmt: skip
        st.info(words["sums_no_measure"].format(**dict(zip(("measure", "instead"), named,
                                                           strict=True))))  # fmt: skip
        asked = sums_state.changed(asked, measure=instead)
        wish = asked.wish
    found = sums(sight.holdings, wish, sight.choice.selection.stages, divisions, lang=sight.lang)
    _say_no_counted(found, sight)
    if asked.row and found.line(asked.row) is None:
        if st.session_state.pop(sums_state.FRESH, False):
            st.text(words["link_unknown"].format(parts=f"row={asked.row}"))
        asked = sums_state.changed(asked, row="")
    st.session_state[sums_state.FRESH] = False
    return sums_table.show(found, sight, asked)


def _say_no_counted(found: Sums, sight: Sight) -> None:
    total, outside = found.counted.total, found.counted.outside
    if not total.projects and not outside.projects:
        stages = stage_names(found.columns[0].stages, sight.lang)
        st.info(sight.words["sums_no_counted"].format(count=len(sight.shown), stages=stages))


def _switches(sight: Sight, asked: Asked) -> Asked:
    words, lang, wish = sight.words, sight.lang, asked.wish
    by_key, measure_key = localised(_BY, lang), localised(_MEASURE, lang)
    for key, value in ((by_key, wish.by), (measure_key, wish.measure), (_ZONES, wish.zones),
                       (_SPLIT, wish.split)):  # fmt: skip
        st.session_state.setdefault(key, value)
    measures = stated(sight.holdings, sight.divisions)
    offered = [key for key in MEASURES if key in measures or key == wish.measure]
    if st.session_state[measure_key] not in offered:
        st.session_state[measure_key] = wish.measure
    with st.container(key="sums_switches", horizontal=True, vertical_alignment="bottom"):
        by = st.segmented_control(
            words["by"], BY, format_func=lambda key: words[f"by_{key}"], key=by_key, required=True
        )
        measure = st.segmented_control(
            words["measure"],
            offered,
            format_func=lambda key: label((MEASURES[key].zh, MEASURES[key].en), lang),
            key=measure_key,
            required=True,
        )
        is_county = by == "county"
        zones = st.toggle(
            words["sums_zones"], key=_ZONES, help=words["sums_zones_help"], disabled=not is_county
        )
        split = st.toggle(
            words["sums_split"],
            key=_SPLIT,
            help=words["sums_split_help"],
            disabled=not splits(
                sight.holdings, by or wish.by, measure or wish.measure, sight.divisions
            ),
        )
        asked = sums_state.changed(asked, by=by, measure=measure, zones=zones, split=split)
        return sums_order.show(sight, asked)


def _write_address(sight: Sight, asked: Asked) -> None:
    """Put what is seen into the address, so that a link shows the same."""
    told = sums_state.to_params(asked, usual=_usual(sight))
    here = st.query_params.to_dict()
    there = {name: value for name, value in here.items() if name not in address.SUMS} | told
    if there != here:
        st.query_params.from_dict(there)
    address.write(sight.choice, sight.lang, sight.holdings)

"""Which of the map page's panes are open and how its tables stand, for the address and from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from projects.kinds import MEASURES
from projects.summaries import BY, By
from views.columns import COLUMNS, USUAL
from views.i18n import LANGUAGES, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from projects.homes import PlaceClass
    from projects.selection import Selection

__all__ = [
    "BESIDE",
    "CLASSES",
    "COLUMN_KEYS",
    "GROUP",
    "MEASURE",
    "NAMES",
    "ORDER",
    "ORDERS",
    "SIDE",
    "SIDES",
    "TABS",
    "open_beside",
    "read",
    "tabs_key",
    "told",
]

SIDES = ("apart", "table")
CLASSES: tuple[PlaceClass, ...] = ("cross_county", "citywide", "unplaced", "outside")
TABS = ("table_regions", "table_download")
"""Keys of the tabs' texts, in their order."""
ORDERS = ("plan", "name", "county", "stage", "largest", "smallest", "year")

# Keys of the session; those of widgets whose options are reworded have the language behind them.
SIDE = "side_pane"
BESIDE = "beside"
COLUMN_KEYS = "t_columns"
ORDER = "t_order"
GROUP = "t_by"
MEASURE = "t_measure"
_BESIDE_OF, _BESIDE_FIRST = "beside_of", "beside_first"

_MORE = "~"


@dataclass(frozen=True, slots=True)
class _Pane:
    """One part of the address: what it may say, what goes without saying, and how it is kept."""

    known: tuple[str, ...]
    usual: str
    get: Callable[[], str]
    give: Callable[[str], None]
    several: bool = False


def tabs_key(lang: str) -> str:
    """Name the tabs below the map."""
    return f"tables_{lang}"


def open_beside(selection: Selection, first: str) -> None:
    """Open the first class that has projects where the filter is new; else the reader decides."""
    if st.session_state.get(_BESIDE_OF, selection) != selection or BESIDE not in st.session_state:
        st.session_state[BESIDE] = first
    st.session_state[_BESIDE_OF] = selection
    st.session_state[_BESIDE_FIRST] = first


def told() -> dict[str, str]:
    """Return the address's parts; what is as at first has none."""
    said = {name: pane.get() for name, pane in _PANES.items()}
    return {name: value for name, value in said.items() if value not in ("", _PANES[name].usual)}


def read(params: Mapping[str, str]) -> list[str]:
    """Take over what the address says; return the parts that mean nothing."""
    lost: list[str] = []
    for name, pane in _PANES.items():
        value = params.get(name, "")
        parts = value.split(_MORE) if pane.several else [value]
        wrong = [part for part in parts if part not in pane.known] if value else []
        lost += wrong
        if value and not wrong:
            pane.give(value)
    return lost


def _said(key: str) -> str:
    """Return what a widget of the session says; "" for nothing."""
    lang = st.session_state.get("lang", next(iter(LANGUAGES)))
    return str(st.session_state.get(f"{key}_{lang}") or "")


def _give(key: str, value: str) -> None:
    for lang in LANGUAGES:
        st.session_state[f"{key}_{lang}"] = value


def _open_tab() -> str:
    lang = st.session_state.get("lang", next(iter(LANGUAGES)))
    title, words = st.session_state.get(tabs_key(lang)), texts(lang)
    return next((name for name in TABS if words[name] == title), "")


def _open(tab: str) -> None:
    for lang in LANGUAGES:
        st.session_state[tabs_key(lang)] = texts(lang)[tab]


def _class() -> str:
    said = st.session_state.get(BESIDE) or ""
    return "" if said == st.session_state.get(_BESIDE_FIRST) else str(said)


def _columns() -> str:
    chosen = tuple(st.session_state.get(COLUMN_KEYS, USUAL))
    return "" if chosen == USUAL else _MORE.join(chosen)


def _give_columns(value: str) -> None:
    chosen = set(value.split(_MORE))
    st.session_state[COLUMN_KEYS] = tuple(key for key in COLUMNS if key in chosen)


_PANES: Mapping[str, _Pane] = {
    "side": _Pane(
        SIDES,
        SIDES[0],
        lambda: str(st.session_state.get(SIDE) or ""),
        lambda value: st.session_state.__setitem__(SIDE, value),
    ),
    "class": _Pane(CLASSES, "", _class, lambda value: st.session_state.__setitem__(BESIDE, value)),
    "tab": _Pane(TABS, TABS[0], _open_tab, _open),
    "sort": _Pane(ORDERS, ORDERS[0], lambda: _said(ORDER), lambda value: _give(ORDER, value)),
    "cols": _Pane(tuple(COLUMNS), "", _columns, _give_columns, several=True),
    "group": _Pane(BY, By.COUNTY, lambda: _said(GROUP), lambda value: _give(GROUP, value)),
    "figure": _Pane(
        tuple(MEASURES), "power", lambda: _said(MEASURE), lambda value: _give(MEASURE, value)
    ),
}
NAMES = tuple(_PANES)
"""The names of the parts."""

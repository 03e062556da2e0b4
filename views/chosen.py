"""What the reader has selected, wherever it was clicked: on the map, in a list, in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.models import Adcode
from layers.mapview import Chosen
from views import look, overlay
from views.where import rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from projects.models import Project

__all__ = ["MAP_KEY", "choose", "choose_row", "clear", "from_map", "read", "said"]

MAP_KEY = "map"
_STATE = "chosen"


def read(
    found_by: Callable[[str], Project | None], cities: Mapping[Adcode, tuple[Adcode, ...]]
) -> Chosen | None:
    """Return what is selected, as long as the filters still show it."""
    what, key = said()
    if what == "project":
        found = found_by(key)
        if found is None:
            return None
        return Chosen(what, key, found.counties, rejected(found), found.geometry)
    if what == "county" and any(key in codes for codes in cities.values()):
        return Chosen(what, key, (Adcode(key),))
    if what == "city" and key in cities:
        return Chosen(what, key, cities[Adcode(key)])
    if what == "province":  # the first two digits of a code are its province's
        inside = [c for city, codes in cities.items() if city[:2] == key[:2] for c in codes]
        return Chosen("city", key, tuple(inside)) if inside else None
    return None


def said() -> tuple[str, str]:
    """Return what is selected and its key, whether the filters show it or not; "" for nothing."""
    what, key = st.session_state.get(_STATE, ("", ""))
    return what, key


def choose(what: str, key: str) -> None:
    """Select a project, county or city by its key."""
    st.session_state[_STATE] = (what, key)


def from_map() -> None:
    """Take over what was clicked on the map; a click on nothing clears the selection."""
    answer = st.session_state.get(MAP_KEY) or {}
    told = (answer.get("last_active_drawing") or {}).get("properties", {})
    if told.get("what") == "overlay":
        overlay.resend(told.get("missing"))
        return
    what, key = told.get("what"), told.get("key", told.get("place", ""))
    if what == "look":
        look.take(told)
    elif what in {"project", "county", "city"} and isinstance(key, str):
        choose(what, key)
    else:
        clear()


def choose_row(table: str, keys: Sequence[str]) -> None:
    """Take over the row selected in a table; `keys` are its projects' keys in order."""
    rows = st.session_state[table].selection.rows
    if rows and rows[0] < len(keys):
        choose("project", keys[rows[0]])
    else:
        clear()


def clear() -> None:
    """Select nothing."""
    st.session_state.pop(_STATE, None)

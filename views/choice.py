"""What the reader chose, kept for the session apart from the widgets that say it.

A widget forgets what it is not shown with: in another language, on another page, in a fold that is
shut. So what all of them say is gathered here before any is drawn, which also lets the map be drawn
first, and a widget that is new takes its value from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.models import Adcode
from projects.kinds import KINDS, MEASURES
from projects.saying import EARLIEST, LATEST
from projects.selection import Selection
from views.offers import heard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions

__all__ = [
    "CITIES",
    "COUNTIES",
    "Choice",
    "clear",
    "factor",
    "gathered",
    "kept",
    "key_of",
    "label",
    "restore",
]

_STATE = "choice"
_WIDGETS = "f_"
CITIES = "f_cities"
COUNTIES = "f_counties"
_KEPT = ("f_shade", "f_scheme")
_LISTS = ("sectors", "kinds", "stages", "natures", "precisions", "periods", "units", "documents")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader wants to see: `shade` is a key of MEASURES, `scheme` one of SCHEMES."""

    selection: Selection
    shade: str
    scheme: str = "even"


def label(pair: tuple[str, str], lang: str) -> str:
    """Pick the Chinese or the English one of two labels."""
    return pair[0] if lang == "zh" else pair[1]


def key_of(field: str, lang: str) -> str:
    """Name a widget: what is reworded in another language has one for each."""
    return f"{_WIDGETS}{field}_{lang}"


def kept() -> Choice:
    """Return what was last chosen."""
    found = st.session_state.get(_STATE)
    return found if isinstance(found, Choice) else Choice(Selection(), "count")


def restore(choice: Choice) -> None:
    """Choose something at once, whatever the widgets say."""
    st.session_state[_STATE] = choice
    for key in list(st.session_state):
        if str(key).startswith(_WIDGETS):
            del st.session_state[key]


def clear() -> None:
    """Take back every filter."""
    was = kept()
    st.session_state[_STATE] = replace(was, selection=Selection())
    for key in list(st.session_state):
        if str(key).startswith(_WIDGETS) and not str(key).startswith(_KEPT):
            del st.session_state[key]


def gathered(
    cities: Mapping[Adcode, tuple[Adcode, ...]], divisions: Divisions, lang: str
) -> Choice:
    """Return what the widgets say, and for those that are not there what was last chosen."""
    was = kept()
    said = st.session_state.get
    lists: dict[str, Any] = {
        name: _heard(key_of(name, lang), getattr(was.selection, name)) for name in _LISTS
    }
    if lists["sectors"]:
        lists["kinds"] = tuple(
            k for k in lists["kinds"] if k not in KINDS or KINDS[k].sector in lists["sectors"]
        )
    selection = replace(
        was.selection,
        **lists,
        places=_places(was.selection.places, cities, divisions),
        years=_years(was.selection.years, lang),
        size=_size(was.selection.size, lang),
        checked=_one(key_of("checked", lang), was.selection.checked),
        query=said("f_query", was.selection.query) or "",
    )
    choice = Choice(
        selection,
        said(key_of("shade", lang), was.shade) or "count",
        said(key_of("scheme", lang), was.scheme) or "even",
    )
    st.session_state[_STATE] = choice
    return choice


def factor(measure: str, lang: str) -> Decimal:
    """Return how many of JSON's unit make one of that which people see."""
    return Decimal(repr(MEASURES[measure].zh_factor)) if lang == "zh" else Decimal(1)


def _heard(key: str, was: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what a widget says, else what was chosen before."""
    return tuple(heard(key)) if key in st.session_state else was


def _one(key: str, was: Any) -> Any:  # noqa: ANN401 - an option of any sort
    return next(iter(heard(key)), None) if key in st.session_state else was


def _places(
    was: tuple[Adcode, ...], cities: Mapping[Adcode, tuple[Adcode, ...]], divisions: Divisions
) -> tuple[Adcode, ...]:
    """Return the counties said, else the cities; a county of another city gives way."""
    of = {code: city for city, codes in cities.items() for code in codes}
    chosen = _heard(CITIES, tuple(code for code in was if code not in of))
    picked = _heard(COUNTIES, tuple(code for code in was if code in of))
    meant = [c for c in picked if not chosen or any(divisions.covers(p, c) for p in chosen)]
    return tuple(Adcode(code) for code in (meant or chosen))


def _years(was: tuple[int, int] | None, lang: str) -> tuple[int, int] | None:
    first, last = was or (EARLIEST, LATEST)
    first = _one(key_of("from", lang), first) or EARLIEST
    last = _one(key_of("to", lang), last) or LATEST
    if (first, last) == (EARLIEST, LATEST):
        return None
    return min(first, last), max(first, last)  # nothing lies in bounds the wrong way round


def _size(
    was: tuple[str, float | None, float | None] | None, lang: str
) -> tuple[str, float | None, float | None] | None:
    """Return the bounds said, in JSON's unit."""
    measure, *bounds = was or ("power", None, None)
    measure = st.session_state.get(key_of("measure", lang), measure) or measure
    low, high = (
        _bound(key_of(name, lang), value, factor(measure, lang))
        for name, value in zip(("least", "most"), bounds, strict=True)
    )
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return None if low is None and high is None else (measure, low, high)


def _bound(key: str, was: float | None, times: Decimal) -> float | None:
    if key not in st.session_state:
        return was
    number = st.session_state[key]
    return None if number is None else float(Decimal(repr(number)) * times)

"""The view in the page's address, so that a link opens it again: filters, shading, selection.

It is read once, when a session begins, and written after every change, which runs nothing. Where
the map stands (`at`) is written by the browser (copylink.js), once the reader has moved it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from geo.errors import GeoError
from layers.classes import SCHEMES
from layers.mapview import project_key
from projects.kinds import MEASURES
from projects.linking import from_link, to_link
from views import chosen, panes
from views.choice import Choice, kept, restore
from views.i18n import LANGUAGES
from views.scene import rows_by_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions
    from projects.models import Project
    from projects.selection import Holdings, Selection

__all__ = [
    "BRIEF",
    "BRIEFING",
    "SHOW",
    "SUMS",
    "At",
    "is_briefing",
    "opening",
    "read",
    "unknown",
    "write",
]

_FILTER = (
    "place", "kind", "sector", "stage", "nature", "precision", "period", "unit", "doc", "year",
    "size", "checked", "q",
)  # fmt: skip
_AT = "at"
_OWN = (*_FILTER, *panes.NAMES, "lang", "shade", "scheme", "sel", _AT)
SUMS = ("view", "by", "measure", "split", "zones", "order", "row", "col", "before", "after")
"""What the page of sums says of itself, which is left alone here."""

SHOW = "show"
BRIEFING = "briefing"
"""What asks for the briefing view of the map page: ?show=briefing."""

BRIEF = "brief"
"""What the page of briefings says of itself: ?brief=ranking-pdf-a4, layout, format and size."""

_STATE = "linked"
_HASH = 12  # characters of a document's hash that tell it from all others
_MOST, _LONGEST = 6, 40
_BOUNDS = ((-85.0, 85.0), (-180.0, 180.0), (0.0, 24.0))
"""Latitudes, longitudes and zooms there are."""
_USUAL = Choice.__dataclass_fields__["scheme"].default


class At(NamedTuple):
    """Where a link's map stood: degrees and zoom."""

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True, slots=True)
class _Linked:
    """What the session began with: parts that mean nothing, the filter, and where the map stood."""

    unknown: tuple[str, ...]
    selection: Selection
    at: At | None


def read(holdings: Holdings, divisions: Divisions) -> None:
    """Take over what the address says, once in a session."""
    if _STATE in st.session_state:
        return
    params = st.query_params.to_dict()
    linked = from_link(params, holdings, divisions)
    lost = [*linked.unknown, *(name for name in params if name not in (*_OWN, SHOW, BRIEF, *SUMS))]
    known: Mapping[str, Mapping[str, object]] = {
        "lang": dict(LANGUAGES), "shade": dict(MEASURES), "scheme": dict(SCHEMES),
    }  # fmt: skip
    lost += [
        params[name] for name, values in known.items() if params.get(name, "") not in ("", *values)
    ]
    if params.get(SHOW, "") not in ("", BRIEFING):
        lost.append(params[SHOW])
    at = _at(params.get(_AT, ""))
    if params.get(_AT) and at is None:
        lost.append(params[_AT])
    lost += panes.read(params)
    if not _choose(params.get("sel", ""), holdings, divisions):
        lost.append(params["sel"])
    st.session_state[_STATE] = _Linked(tuple(lost), linked.selection, at)
    was = kept()
    shade, scheme = params.get("shade", ""), params.get("scheme", "")
    restore(
        replace(
            was,
            selection=linked.selection,
            shade=shade if shade in MEASURES else was.shade,
            scheme=scheme if scheme in SCHEMES else was.scheme,
        )
    )


def is_briefing() -> bool:
    """Tell whether the address asks for the briefing view."""
    return bool(st.query_params.get(SHOW) == BRIEFING)


def unknown(selection: Selection) -> tuple[str, ...]:
    """Return what of the link means nothing here, until the reader has gone on."""
    linked: _Linked | None = st.session_state.get(_STATE)
    if linked is None or linked.selection != selection:
        return ()
    short = [part if len(part) <= _LONGEST else f"{part[:_LONGEST]}…" for part in linked.unknown]
    return (*short[:_MOST], "…") if len(short) > _MOST else tuple(short)


def opening(selection: Selection) -> At | None:
    """Return where the link's map stood, as long as its filter is the one shown."""
    linked: _Linked | None = st.session_state.get(_STATE)
    return linked.at if linked and linked.selection == selection else None


def write(
    choice: Choice, lang: str, holdings: Holdings, opened: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Put the view into the address bar where it is another; that runs nothing.

    `opened` are the parts of `views.panes`. Where the map stands is the browser's to write.
    """
    told = to_link(choice.selection)
    told |= {
        "lang": "" if lang == next(iter(LANGUAGES)) else lang,
        "shade": "" if choice.shade == "count" else choice.shade,
        "scheme": "" if choice.scheme == _USUAL else choice.scheme,
        "sel": _selected(holdings),
    }
    here = st.query_params.to_dict()
    others = {name: value for name, value in here.items() if name in (SHOW, BRIEF, *SUMS)}
    if _at(here.get(_AT, "")):
        others[_AT] = here[_AT]
    there = others | {name: value for name, value in told.items() if value} | dict(opened)
    if there != here:
        st.query_params.from_dict(there)


def _selected(holdings: Holdings) -> str:
    what, key = chosen.said()
    if what != "project":
        return f"{what}:{key}" if what else ""
    document, _, identifier = key.partition("/")
    return f"{what}:{document[:_HASH]}/{identifier}"


def _choose(said: str, holdings: Holdings, divisions: Divisions) -> bool:
    """Select what a link says; True where it says nothing."""
    what, _, key = said.partition(":")
    if not said:
        return True
    if what == "project":
        found = _project(key, holdings)
        if found is None:
            return False
        chosen.choose(what, project_key(found))
        return True
    try:
        code = divisions.get(key).adcode
    except GeoError:
        return False
    if what not in ("county", "city", "province"):
        return False
    chosen.choose(what, code)
    return True


def _project(key: str, holdings: Holdings) -> Project | None:
    start, _, identifier = key.partition("/")
    rows = rows_by_key(holdings)
    for facts in holdings.documents:
        row = rows.get(f"{facts.sha256}/{identifier}")
        if row is not None and len(start) == _HASH and facts.sha256.startswith(start):
            return holdings.projects[row]
    return None


def _at(said: str) -> At | None:
    if not re.fullmatch(r"-?[\d.]{1,12},-?[\d.]{1,12},[\d.]{1,12}", said):
        return None
    try:
        lat, lon, zoom = map(float, said.split(","))
    except ValueError:
        return None
    here = At(lat, lon, zoom)
    inside = (low <= value <= high for value, (low, high) in zip(here, _BOUNDS, strict=True))
    return here if all(inside) else None

"""What a project's name tells by itself: its kind, in the reader's own words, and its county."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import GeoError
from geo.models import Adcode
from views.loading import load_divisions, load_gazetteer

if TYPE_CHECKING:
    from geo.models import Location

__all__ = ["counties_told", "kind_of_name"]

_KEPT_NAMES = 500


def kind_of_name(name: str) -> str | None:
    """Return the kind that a word of the name tells (风电场); None where none does."""
    from projects.extraction.naming import kind_told
    from projects.rules import Rule

    kind, (rule, _) = kind_told(name)
    told = rule in {Rule.KIND_HEAD, Rule.KIND_CUE, Rule.KIND_VOLTAGE} and kind != "other"
    return kind if name.strip() and told else None


def counties_told(name: str, place: Adcode | None) -> tuple[Adcode, ...]:
    """Return the counties that a name tells within a place, as a reading of it would; or none."""
    if not name.strip() or place is None:
        return ()
    return tuple(map(Adcode, _located(name.strip(), str(place))))


@st.cache_data(show_spinner=False, max_entries=_KEPT_NAMES)
def _located(name: str, place: str) -> tuple[str, ...]:
    from geo.geocoder import Geocoder

    try:
        found: Location = Geocoder(load_gazetteer()).locate(name, place)
    except GeoError:  # of no place, or of several
        return ()
    known = load_divisions()
    return tuple(str(code) for code in found.counties if known.is_county(code))

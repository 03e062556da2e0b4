"""Where a wide scope, or none, narrows to by what a name tells: 湖南省娄底市新化县 → 娄底."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.models import Level
from geo.wordedges import is_institution

if TYPE_CHECKING:
    from geo.divisions import Divisions
    from geo.gazetteer import Toponym
    from geo.models import Adcode

__all__ = ["is_cut", "narrower"]

_END_TO_END = re.compile(r".{0,8}?[、,，和与及至到\-—－–~～]+")
"""What stands between two ends of a line, or two names of a list, and what the first one has."""


def narrower(
    text: str, toponyms: tuple[Toponym, ...], scope: Adcode | None, divisions: Divisions
) -> Adcode | None:
    """Return the prefecture (or county) a text itself names, if the scope is wider.

    A line or list that runs through several prefectures is sought in their province.
    """
    if scope and divisions.is_prefecture(divisions.prefecture_of(scope)):
        return None
    told = [(t, code) for t in toponyms if (code := _told(text, t, scope, divisions))]
    cities = {code for pair in _joined(text, told) for code in pair}
    if len(cities) > 1:
        provinces = {divisions.province_of(code) for code in cities}
        if len(provinces) == 1:
            return None if scope else provinces.pop()
    if told:
        return told[0][1]
    if scope is None:
        named = {p.code for t in toponyms for p in t.places if p.level is Level.PROVINCE}
        return divisions.get(named.pop()).adcode if len(named) == 1 else None
    return None


def is_cut(text: str, toponym: Toponym, divisions: Divisions) -> bool:
    """Tell whether a name several places bear is a university's, park's or bank's: 中山|陵."""
    several = len(divisions.bearers(toponym.text)) > 1
    return several and is_institution(text, toponym.end)


def _told(text: str, toponym: Toponym, scope: Adcode | None, divisions: Divisions) -> Adcode | None:
    """Return the only prefecture a name may lie in, inside the scope.

    A province stands for all that bear its name: 海南 is not 海南州.
    """
    if not scope and any(place.level is Level.PROVINCE for place in toponym.places):
        return None
    if toponym.form == "town" or is_cut(text, toponym, divisions):
        return None
    codes = {
        divisions.prefecture_of(code)
        for place in toponym.places
        if not scope or divisions.covers(scope, place.code[:6])
        for code in place.counties or (place.code,) * (place.level is Level.PREFECTURE)
    }
    return codes.pop() if len(codes) == 1 else None


def _joined(text: str, told: list[tuple[Toponym, Adcode]]) -> list[tuple[Adcode, Adcode]]:
    """Return the prefectures of neighbours in a line or list."""
    return [
        (code, other)
        for (toponym, code), (later, other) in pairwise(told)
        if _END_TO_END.fullmatch(text, toponym.end, later.start)
    ]

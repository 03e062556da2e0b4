"""How the counties of one project share its capacity, where the text says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Toponym
    from geo.models import Adcode
    from projects.models import Project
    from projects.quantities import Found

__all__ = ["with_shares"]

# Between a county and its share: 其中奈曼旗40万千瓦.
_BESIDE = re.compile(r"(?:境内|部分|段)?(?:各自?)?(?:装机|规模|容量|面积)?(?:为|约)?")
_SUMMED = frozenset({"MW", "MWh", "km", "ha"})
_SEVERAL = 2
_ABOUT = 0.005  # of the whole: figures are rounded


def with_shares(
    project: Project, text: str, behind: int, places: Sequence[Toponym], amounts: Sequence[Found]
) -> Project:
    """Return a project of several counties with each one's part of its capacity, if it is told.

    `places` and `amounts` are those of `text`; `behind` is where the project's name ends in it. A
    county whose figure the text leaves out has what the others leave, if it is the only one; no
    shares are taken where those given are not the whole's.
    """
    whole = next((q for q in project.capacity if q.unit in _SUMMED), None)
    if whole is None or len(project.counties) < _SEVERAL:
        return project
    told: dict[Adcode, float] = {}
    for found in amounts:
        if found.start >= behind and found.quantity.unit == whole.unit:
            code = _placed(text, places, found, project.counties)
            if code is not None:
                told.setdefault(code, found.quantity.value)
    shares = _shares(told, whole.value, project.counties)
    return replace(project, shares=shares) if shares else project


def _shares(
    told: dict[Adcode, float], whole: float, counties: Sequence[Adcode]
) -> tuple[float, ...] | None:
    missing = [code for code in counties if code not in told]
    if not told or len(missing) > 1:
        return None
    rest = whole - sum(told.values())
    if missing:
        told = {**told, missing[0]: rest}
    elif abs(rest) > _ABOUT * whole:
        return None
    if min(told.values()) <= 0:
        return None
    total = sum(told.values())
    return tuple(told[code] / total for code in counties)


def _placed(
    text: str, places: Sequence[Toponym], found: Found, counties: Sequence[Adcode]
) -> Adcode | None:
    """Return the one of `counties` that stands right before a figure."""
    for place in reversed(places):
        if place.end <= found.figure and _BESIDE.fullmatch(text, place.end, found.figure):
            codes = {code for p in place.places for code in p.counties} & set(counties)
            return codes.pop() if len(codes) == 1 else None
    return None

"""Whose plan it is: the province, prefecture or county a plan speaks for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geo.models import Adcode, Level
from projects.errors import PlaceNotFound

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer, Toponym

__all__ = ["find_place"]

_DIVISIONS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_ISSUED_BY = re.compile(r"(?:人民政府|发展和改革委员会|发展改革委|办公室|管理委员会|管委会)")
_HEAD = 1500
_FEW = 3


def _adcode(toponym: Toponym) -> Adcode | None:
    """Return the one division a toponym means, else None."""
    codes = {p.code for p in toponym.places if p.level in _DIVISIONS}
    return Adcode(codes.pop()) if len(codes) == 1 else None


def _finest(found: list[Toponym]) -> Adcode | None:
    """Return the last of a run like 湖南省娄底市新化县: the place the run is about."""
    last: Adcode | None = None
    end = None
    for toponym in found:
        if end is not None and toponym.start > end:
            break
        code = _adcode(toponym)
        last, end = code or last, toponym.end
    return last


def _in(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    return [t for t in gazetteer.find(text) if any(p.level in _DIVISIONS for p in t.places)]


def find_place(plain: str, title: str, *, source: str, gazetteer: Gazetteer) -> Adcode:
    """Return the adcode of the jurisdiction, from the title, the issuer, or the text's head.

    Raises
    ------
    PlaceNotFound
        Nothing names one place; the message says how to give it.
    """
    in_title = _finest(_in(title, gazetteer))
    head = plain[:_HEAD]
    found = _in(head, gazetteer)
    if in_title:
        return in_title
    issuers = [i for i, t in enumerate(found) if _ISSUED_BY.match(head, t.end)]
    for i in issuers:
        code = _adcode(found[i])
        if code:
            return code
    counts = Counter(code for t in found if (code := _adcode(t)))
    common = counts.most_common(2)
    if common and common[0][1] >= _FEW and (len(common) == 1 or common[0][1] > common[1][1]):
        return common[0][0]
    msg = (
        f"{source}: the plan's place cannot be told from its title or head. "
        "Give it with --place ADCODE (431300 for 娄底市)."
    )
    raise PlaceNotFound(msg)

"""Whose plan it is: the province, prefecture or county a plan speaks for."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geo.models import Adcode, Level
from projects.errors import PlaceNotFound

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer, Toponym
    from projects.imprint import Imprint

__all__ = ["find_place"]

_DIVISIONS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_HEAD = 1500
_FEW = 3
# 新疆生产建设兵团第八师石河子市 is one run; 昆山市、太仓市 are two places.
_GOES_ON = re.compile(r"(?:生产建设)?兵团(?:第?[一二三四五六七八九十]+师)?")
_EQUALS = re.compile(r"(?:人民政府)?[、和与及 ]")
_NEW_AREA = re.compile(r"[\u4e00-\u9fff]{2}新区(?:管理委员会|管委会)?")
_FIRST_LINES, _SHORT_LINE = 5, 50


def _adcode(toponym: Toponym) -> Adcode | None:
    """Return the one division of today a toponym means, else None."""
    codes = {p.code for p in toponym.places if p.level in _DIVISIONS}
    return Adcode(codes.pop()) if len(codes) == 1 else None


def _finest(told: str, gazetteer: Gazetteer) -> Adcode | None:
    """Return the place the first run of toponyms is about: the last of 湖南省娄底市新化县.

    A run of equals (成都市德阳市, 昆山市、太仓市) is about none of them, nor is a province that a
    new area of several counties stands behind (河北雄安新区).
    """
    last: Adcode | None = None
    end: int | None = None
    for toponym in gazetteer.find(told):
        code = _adcode(toponym)
        gap = told[end or toponym.start : toponym.start]
        if gap and not _GOES_ON.fullmatch(gap):
            if _EQUALS.fullmatch(gap) and last and code and code != last:
                return None
            break
        if code and last and not gazetteer.divisions.covers(last, code):
            return None
        last, end = code or last, toponym.end
    return None if _NEW_AREA.match(told, end or 0) else last


def _most_named(head: str, gazetteer: Gazetteer) -> Adcode | None:
    """Return the division named at least three times and more often than any other."""
    found = gazetteer.find(head)
    counts = Counter(code for t in found if (code := _adcode(t))).most_common(2)
    if not counts or counts[0][1] < _FEW:
        return None
    return counts[0][0] if len(counts) == 1 or counts[0][1] > counts[1][1] else None


def _headlines(plain: str) -> list[str]:
    """Return the first short lines, of which one may be a title of a sort not known."""
    lines = [line.strip() for line in plain[:_HEAD].split("\n") if line.strip()]
    return [x for x in lines[:_FIRST_LINES] if len(x) <= _SHORT_LINE and "。" not in x]


def _zone_of(told: str, code: Adcode, gazetteer: Gazetteer) -> Adcode | None:
    """Return the county of the development zone a title is about, where it lies in one alone."""
    if gazetteer.divisions.get(code).level is not Level.PREFECTURE:
        return None
    zones = [t for t in gazetteer.find(told, code) if t.form == "zone"]
    hosts = {c for t in zones for p in t.places for c in p.counties}
    return Adcode(hosts.pop()) if len(hosts) == 1 else None


def find_place(plain: str, own: Imprint, *, source: str, gazetteer: Gazetteer) -> Adcode:
    """Return the adcode of the jurisdiction, from the title, the issuer, or the text's head.

    Raises
    ------
    PlaceNotFound
        Nothing names one place; the message says how to give it.
    """
    for told in filter(None, (own.title, own.issuer, *_headlines(plain))):
        code = _finest(told, gazetteer)
        if code:
            return _zone_of(told, code, gazetteer) or code
    code = _most_named(plain[:_HEAD], gazetteer)
    if code:
        return code
    msg = (
        f"{source}: the plan's place cannot be told from its title, issuer or head. "
        "Give it with --place ADCODE (431300 for 娄底市)."
    )
    raise PlaceNotFound(msg)

"""What was found in a text, by where it stands; and which finds count."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from projects.extraction.lexicon import ANY_VERB
from projects.extraction.naming import boundaries, heads, identity
from projects.kinds import KINDS
from projects.vocabulary import is_common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from geo.models import Adcode
    from projects.extraction.clauses import Span
    from projects.extraction.naming import Head
    from projects.extraction.parts import Draft
    from projects.placing import Context
    from projects.quantities import Found

__all__ = [
    "Slices",
    "is_citywide",
    "last_listed",
    "meant_as_figures",
    "meant_as_places",
    "opened",
    "said_of",
]

_BRACKET = re.compile(r"\(([^()、,;:]{4,24})\)")
_BEFORE_PLACE = re.compile(rf"(?:^|[、,:;。\s]|{ANY_VERB.pattern})$")
_BETWEEN_PLACES = re.compile("[、和与及]?")
_WHOLE_CITY = re.compile(r"全[市县区州盟旗域]|市域|县域")
_VERB = 4
_SAID_PLACE = re.compile(
    r"(?:起点?|止?于|至|到|途经|经过|位于|落点|选址|地处|布局在|落户|地[点址]:|位置:)[^,。;]{0,2}$"
)
_SAID_REACH = 8  # characters in the longest of these, and what may stand behind it
_SECTIONS = 40  # characters of a list of counties
_SECTION = re.compile(r"(?:[、和与及][\u4e00-\u9fff]{2,8}?){0,6}?(?:境内)?段")
_SAID_MORE = re.compile("[,;。(]")
_WATERS = frozenset("江河湖溪")
# 五台, 三座, 四家: numerals of places' names count nothing.
_MAY_NAME = re.compile(r"[二三四五六七八九十]{1,2}[台座家个处]")
# 云沟矿、六家矿、古塘矿: no list has a count among names.
_LISTED_NAME = re.compile("[矿沟井村站厂山沟][、和与及]")
_LAST_MILE = "最后"  # 最后一公里 is no length
_GOES_ON = re.compile(r"[\u4e00-\u9fff]{1,8}")
_NAME_REACH = 6  # characters between such a numeral and the head word of the name it begins
_SIZED_WORD = frozenset("新老旧大中小高低")  # 三座新变电站
_FIRMS = frozenset({"industry", "circular", "other"})  # what 家 counts: firms and works

_T = TypeVar("_T", "Toponym", "Found", "Head")


class Slices(Generic[_T]):
    """What was found in a text, by where it stands."""

    def __init__(self, found: Sequence[_T]) -> None:
        self._found: Sequence[_T] = found
        self._starts = [f.start for f in found]

    def some_within(self, start: int, end: int) -> bool:
        """Whether anything begins between two offsets."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def within(self, start: int, end: int) -> list[_T]:
        """Return what lies between two offsets, with offsets counted from `start`."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if first == last:
            return []
        return [f.shifted(-start) for f in self._found[first:last] if f.end <= end]


def meant_as_places(
    toponyms: Sequence[Toponym], text: str, gazetteer: Gazetteer, home: Adcode
) -> list[Toponym]:
    """Drop short names that are words of every plan (新建, 资源), unless in a list of places.

    In a list of the counties of `home` its own name is that of the county called alike:
    阿坝、若尔盖.
    """
    toponyms = [t for t in toponyms if not _names_water(t, text, home)]
    doubtful = [t.form == "short" and is_common(t.text) for t in toponyms]
    out: list[Toponym] = []
    for i, toponym in enumerate(toponyms):
        near = [toponyms[j] for j in (i - 1, i + 1) if 0 <= j < len(toponyms) and not doubtful[j]]
        beside = [
            t for t in near if text[min(t.end, toponym.end) : max(t.start, toponym.start)] == "、"
        ]
        if not doubtful[i] or beside:
            listed = any(p.counties for t in beside for p in t.places)
            alike = _county_alike(toponym, gazetteer, home) if listed else toponym
            out.append(alike)
    return out


def _names_water(toponym: Toponym, text: str, home: Adcode) -> bool:
    """Whether the short name of a place elsewhere is part of a river's: 南阳|河, 洛|阳江."""
    if toponym.form != "short":
        return False
    inside = toponym.text[-1] in _WATERS and _cuts_word(text, toponym)
    if not inside and text[toponym.end : toponym.end + 1] not in _WATERS:
        return False
    near = home[:4].removesuffix("00")
    return not any(p.code.startswith(near) for p in toponym.places)


def _cuts_word(text: str, toponym: Toponym) -> bool:
    since = max(0, toponym.start - _VERB)
    return toponym.start - since not in boundaries(text[since : toponym.end])


def _county_alike(toponym: Toponym, gazetteer: Gazetteer, home: Adcode) -> Toponym:
    """Return the county that has its prefecture's name, if that is the one named."""
    divisions = gazetteer.divisions
    if toponym.form != "short" or [p.code for p in toponym.places] != [home]:
        return toponym
    codes = [c for c in divisions.counties(home) if divisions.get(c).short_name == toponym.text]
    places = tuple(p for c in codes for p in gazetteer.named(divisions.name(c), home))
    return toponym._replace(places=places) if places else toponym


def last_listed(text: str, toponyms: Sequence[Toponym]) -> list[Toponym] | None:
    """Return the last county of a list, with those that stand right before it: 甲县、乙县.

    None where an item behind it begins with a county's short name: that may hold no further than
    its own item, but the county before it holds no longer (福鼎市甲、霞浦乙、丙).
    """
    out: list[Toponym] = []
    for toponym in reversed(toponyms):
        if not any(p.counties for p in toponym.places):
            continue
        if toponym.form == "short":
            if not out and toponym.start and text[toponym.start - 1] == "、":
                return None
            continue
        if out and not _BETWEEN_PLACES.fullmatch(text, toponym.end, out[0].start):
            break
        out.insert(0, toponym)
    return out


def meant_as_figures(
    amounts: Sequence[Found], toponyms: Sequence[Toponym], text: str, found: Sequence[Head]
) -> list[Found]:
    """Drop the figures that are part of a name: 三台县 has no three of anything, nor 五台山.

    A count stands before a head word (`found`, of the whole text) or what describes it.
    """
    taken = {i for t in toponyms for i in range(t.start, t.end)}
    free = [a for a in amounts if taken.isdisjoint(range(a.start, a.end))]
    free = [a for a in free if text[a.figure - 2 : a.figure] != _LAST_MILE]
    return [a for a in free if not _begins_a_name(a, text, found)]


def _begins_a_name(amount: Found, text: str, found: Sequence[Head]) -> bool:
    if amount.quantity.unit != "count" or not _MAY_NAME.fullmatch(text, amount.figure, amount.end):
        return False
    if _LISTED_NAME.match(text, amount.end) and text[amount.figure - 1 : amount.figure] == "、":
        return True
    rest = _GOES_ON.match(text, amount.end)
    at = bisect_left(found, amount.end, key=attrgetter("start"))
    if rest is None or at == len(found):
        return False
    head = found[at]
    if head.start == amount.end:
        return text[amount.end - 1] == "家" and KINDS[head.kind].sector not in _FIRMS
    if head.start - amount.end > _NAME_REACH or head.start >= rest.end():
        return False
    words = sorted(boundaries(text[amount.end : head.start]))
    first = text[amount.end : amount.end + words[1]]
    return first not in _SIZED_WORD if len(first) == 1 else identity(first) > 0


def _said_alone(toponym: Toponym, text: str) -> bool:
    """Whether a county's full name is a clause of its own: A风电场,10万千瓦,钦南区。"""
    alone = text[toponym.start - 1 : toponym.start] == "," and text[toponym.end :][:1] in ",;。"
    return alone and toponym.form != "short" and any(p.counties for p in toponym.places)


def said_of(text: str, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the places said of a project, of those behind its name: 全长55公里,西起大丰区…"""
    out: list[Toponym] = []
    for t in toponyms:
        listed = out and text[out[-1].end : t.start] in ("、", "和", "与", "及")
        told = listed or _SAID_PLACE.search(text, max(0, t.start - _SAID_REACH), t.start)
        if told or _said_alone(t, text) or _said_as_section(t, text):
            out.append(t)
    return out


def _said_as_section(toponym: Toponym, text: str) -> bool:
    """Whether counties behind a colon have a section each: 某河生态廊道:甲县、乙县段共37公里."""
    first = text.rfind(":", max(0, toponym.start - _SECTIONS), toponym.start) + 1
    last = _SECTION.match(text, toponym.end) if first else None
    return last is not None and not _SAID_MORE.search(text, first, toponym.start)


def opened(text: str, toponyms: Sequence[Toponym]) -> str:
    """Return `text` without the brackets that hold what a county alone stands before.

    蒲城县(云岭20万千瓦风电)、… names projects; the brackets become blanks, offsets are kept.
    """
    if not toponyms or "(" not in text:
        return text
    starts = {t.end: t.start for t in toponyms if any(p.counties for p in t.places)}
    for match in _BRACKET.finditer(text):
        place = starts.get(match.start())
        if place is None or not _BEFORE_PLACE.search(text, max(0, place - _VERB), place):
            continue
        found = heads(match[1], 0, len(match[1]))
        if not found or found[-1].weak or found[-1].end < len(match[1]):
            continue
        before = match[1][: found[-1].start]
        if identity(before) or any(map(str.isdigit, before)):
            text = f"{text[: match.start()]} {match[1]} {text[match.end() :]}"
    return text


@lru_cache(maxsize=8)
def _speaks_of_all(text: str, span: Span) -> bool:
    """Whether a clause speaks of the whole jurisdiction; told once for all that it names."""
    return _WHOLE_CITY.search(text, span.start, span.end) is not None


# Kinds whose projects are many small works over a city, unless a station or a base is named.
_SPREAD = frozenset({"solar_farm", "charging", "distribution_grid"})
_STANDS = re.compile("[站厂场园库]|基地|中心|枢纽")


def is_citywide(text: str, span: Span, draft: Draft, said: Context, scope: Adcode) -> bool:
    """Whether the plan's own words say of a project without a county that it is all the city's.

    Either the clause speaks of the whole jurisdiction, or small works of many places are called by
    the city's name alone: 某市8万千瓦“光伏+工业用地”项目. A station of the city stands somewhere.
    """
    if _speaks_of_all(text, span):
        return True
    spread = draft.kind in _SPREAD and not _STANDS.search(draft.name)
    named = [p for t in (*said.own, *said.lead) for p in t.places] if spread else []
    return bool(named) and all(place.code == scope for place in named)

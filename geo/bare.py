"""Towns and villages written without their suffix: the last resort of the geocoder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.evidence import Hint

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from geo.gazetteer import Gazetteer, Toponym
    from geo.models import Adcode, Place

    _Index: TypeAlias = dict[str, tuple[Adcode, ...]]

__all__ = ["BareNames"]

_LONG = 3
_LONGEST = 8
_FACILITY = re.compile(
    r"第?[一二三四五六七八九十]+(?:期|级)|\d|[（(]|风电|风力|风场|光伏|太阳能|抽水|抽蓄|蓄能|水电|电站|电厂|发电|热电|火电|煤电|"
    r"核电|生物质|秸秆|垃圾|静脉|农光|渔光|林光|牧光|分布|分散|集中|平价|储能|制氢|变电|输变电|铁路|公路|码头|水库|"
    r"湿地|工业|产业|循环|矿|污水|项目|工程|基地|$"
)
"""What may follow a bare name: with more of a proper name behind it (金水|河) it is another."""

_VOCABULARY = re.compile(r"(发|热|火|水)?电[厂站]|开发区|工业园区?|新能源|清洁能源|.*(码头|电力)")


class BareNames:
    """Bare names of one prefecture's towns and villages, kept per prefecture."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._towns: dict[Adcode, _Index] = {}
        self._villages: dict[Adcode, _Index] = {}

    def hints(
        self, text: str, toponyms: tuple[Toponym, ...], prefecture: Adcode
    ) -> tuple[Hint, ...]:
        """Return the best bare town, else the best bare village, or nothing."""
        if prefecture not in self._towns:
            towns = self._gazetteer.towns
            self._towns[prefecture] = self._index(towns.towns(prefecture), prefecture)
            self._villages[prefecture] = self._index(towns.villages(prefecture), prefecture)
        heads = {0, *(t.end for t in toponyms)}
        free = _free(len(text), toponyms)
        town = _longest(text, self._towns[prefecture], heads, free)
        if town:
            start, name, counties = town
            short = "bare_town_short" if start in heads else "bare_town_inner"
            reading = "bare_town" if len(name) >= _LONG else short
            return (Hint(start, start + len(name), name, reading, counties),)
        village = _longest(text, self._villages[prefecture], heads, free)
        if village:
            start, name, counties = village
            reading = "village" if len(name) >= _LONG else "village_short"
            return (Hint(start, start + len(name), name, reading, counties),)
        return ()

    def _index(self, places: Iterable[Place], prefecture: Adcode) -> _Index:
        """Bare name → its counties; names of divisions and of facilities left out."""
        found: dict[str, dict[Adcode, None]] = {}
        for place in places:
            if not _VOCABULARY.fullmatch(place.short_name):
                found.setdefault(place.short_name, {}).update(dict.fromkeys(place.counties))
        return {
            name: tuple(counties)
            for name, counties in found.items()
            if counties and not self._gazetteer.knows(name, prefecture)
        }


def _free(length: int, toponyms: tuple[Toponym, ...]) -> list[bool]:
    """Tell for every position whether no place name covers it."""
    free = [True] * length
    for toponym in toponyms:
        free[toponym.start : toponym.end] = [False] * (toponym.end - toponym.start)
    return free


def _longest(
    text: str, index: _Index, heads: set[int], free: list[bool]
) -> tuple[int, str, tuple[Adcode, ...]] | None:
    """Return (start, name, counties) of the longest name, the leftmost of equals.

    A short one counts only where a facility's word follows.
    """
    best: tuple[int, str, tuple[Adcode, ...]] | None = None
    for start in range(len(text) - 1):
        for length in range(min(_LONGEST, len(text) - start), 1, -1):
            name = text[start : start + length]
            if name not in index or not all(free[start : start + length]):
                continue
            if not _stands(text, start, length, heads):
                continue
            if best is None or length > len(best[1]):
                best = (start, name, index[name])
            break
    return best


def _stands(text: str, start: int, length: int, heads: set[int]) -> bool:
    if length >= _LONG and start in heads:
        return True
    return _FACILITY.match(text, start + length) is not None

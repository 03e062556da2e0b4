"""The nation's great rivers and canals: no county, town or village is meant by their names.

Towns, villages and a district are called 长江, 黄河 or 运河 all over the country. Only their full
names (运河区, 黄河镇) or longer ones (黄河口) tell a place; 京杭运河整治工程 does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.evidence import Hint
    from geo.gazetteer import Toponym

__all__ = ["is_river", "outside_rivers", "towns_outside_rivers"]

_CANALS = "(?:京杭|隋唐|浙东|江淮|江汉|平陆|湘桂|赣粤|浙赣粤)?大?运河"
_RIVERS = (
    "长江|黄河|淮河|珠江|海河|辽河|松花江|汉江|渭河|汾河|湘江|赣江|嘉陵江|岷江|大渡河|金沙江|雅砻江|"
    "澜沧江|雅鲁藏布江|钱塘江|闽江|鸭绿江|图们江|乌苏里江|塔里木河|额尔齐斯河"
)
_GREAT = re.compile(rf"(?:{_CANALS}|{_RIVERS})(?:特?大桥|公路桥|铁路桥)?")
"""Left out are rivers a division is called after: 黑龙江, 怒江, 沅江, 嫩江."""


def is_river(text: str) -> bool:
    """Tell whether a text begins with a great river's or canal's name."""
    return _GREAT.match(text) is not None


def outside_rivers(text: str, toponyms: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Return the place names but those that are all or part of a great river's name."""
    spans = _spans(text)
    return tuple(
        t
        for t in toponyms
        if t.form == "feature" or not any(s <= t.start and t.end <= e for s, e in spans)
    )


def towns_outside_rivers(text: str, hints: Iterable[Hint]) -> list[Hint]:
    """Return the bare names but those in a great river's name, or that begin inside it."""
    spans = _spans(text)
    return [h for h in hints if not any(_cut(h.start, h.end, s, e) for s, e in spans)]


def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _GREAT.finditer(text)]


def _cut(start: int, end: int, river: int, river_end: int) -> bool:
    return river < start < river_end or (start == river and end <= river_end)

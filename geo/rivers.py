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
_LARGE = (
    "讷谟尔河|诺敏河|雅鲁河|绰尔河|乌裕尔河|洮儿河|辉发河|饮马河|拉林河|呼兰河|倭肯河|穆棱河|挠力河|"
    "额尔古纳河|海拉尔河|克鲁伦河|呼玛河|激流河|老哈河|西拉木伦河|西辽河|教来河|东辽河|浑河|"
    "乌力吉木仁河|潮白河|永定河|桑干河|大清河|子牙河|滹沱河|滏阳河|漳卫河|徒骇河|湟水|祖厉河|"
    "马莲河|北洛河|伊洛河|洪汝河|沙颍河|颍河|涡河|沂河|理塘河|鲜水河|安宁河|普渡河|青衣江|赤水河|"
    "白龙江|六冲河|唐白河|堵河|耒水|沅水|酉水|澧水|潇水|抚河|瓯江|富屯溪|九龙江|韩江|汀江|郁江|"
    "桂江|贺江|左江|李仙江|瑞丽江|拉萨河|年楚河|尼洋河|帕隆藏布|伊犁河|特克斯河|乌伦古河|玛纳斯河|"
    "叶尔羌河|喀什噶尔河|和田河|阿克苏河|开都河|渭干河|车尔臣河|克里雅河|疏勒河|党河|石羊河|"
    "格尔木河|布哈河"
)
"""Rivers of 10,000 km2 of catchment and more, as the first national census of waters counts them.

Only those no division and no town of the bureau is called, and none that common words hold
(资水 in 投资水库, 信江 in 中信江西).
"""

_GREAT = re.compile(rf"(?:{_CANALS}|{_RIVERS}|{_LARGE})(?:特?大桥|公路桥|铁路桥)?")
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

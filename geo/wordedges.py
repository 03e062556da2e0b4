"""Whether a county's name at the head of a text stands for the county, where no scope helps.

新化石冲口风电 names 新化; 龙泉苑, 兴业银行 and 永兴岛 only begin with the letters of a county.
"""

from __future__ import annotations

import re

from geo.edges import Edge, edge_of_full, edge_of_short, fits, names_feature
from geo.stems import Stems, is_line

__all__ = [
    "has_word",
    "is_institution",
    "names_another",
    "names_town",
    "stands_for_county",
    "unspaced",
]

_INSTITUTION = re.compile(
    r"银行|保险|证券|大学|学院|[中小]学|医院|大厦|大酒店|酒店|宾馆|公园|广场|陵|堂|大道|[东西南北中]?路|机场|"
    r"国际|科技|股份|集团|公司"
)
_ANOTHER = re.compile(
    r"(?:国际)?机场|[东西南北]?新[区城]|[东西]海(?![塘岸湾域堤涂滩])|湾(?:新区|示范区|开发区|经济区)|知识城|科学城"
)
_HILL = frozenset("岭峰岛峡")
_CJK = re.compile(r"[\u3400-\u9fff]")
_TOWN = re.compile("镇|乡|街道")
_SPACED = re.compile(
    r"(?<![\u3400-\u9fff])[\u3400-\u9fff](?:\s+[\u3400-\u9fff](?![\u3400-\u9fff])){2,}"
)
"""Characters that stand apart one by one, as in text taken from a PDF."""
_APART = 2


def has_word(text: str) -> bool:
    """Tell whether a text holds a Chinese character, without which it names no place here."""
    return _CJK.search(text) is not None


def unspaced(text: str) -> str:
    """Join characters that stand apart one by one: 新 化 县."""
    return _SPACED.sub(lambda match: "".join(match[0].split()), text)


def names_town(text: str, at: int) -> bool:
    """Tell whether a name goes on here as that of a town: 城关|镇."""
    return _TOWN.match(text, at) is not None


def is_institution(text: str, at: int) -> bool:
    """Tell whether a name goes on here as a university's, bank's or park's: 中山|大学."""
    return _INSTITUTION.match(text, at) is not None


def names_another(text: str, at: int) -> bool:
    """Tell whether a name goes on here as that of a new district, airport or lake called after it.

    北戴河新区 lies in 抚宁 and 昌黎, 庐山西海 in 永修 and 武宁, 江北机场 in no 江北 of today.
    """
    return _ANOTHER.match(text, at) is not None


def stands_for_county(text: str, end: int, *, full: bool) -> bool:
    """Tell whether text[:end], a county's full or short name, stands for it.

    A short one does alone, before what a project is, or before a proper name of two characters or
    more and what the project is. A full one that any city has (矿区) does not.
    """
    edge = edge_of_full(text[:end]) if full else edge_of_short(text[:end])
    if edge is Edge.GENERIC or not fits(text, 0, end, edge, after_place=False):
        return False
    if full:
        return True
    stems = Stems(text, ())
    if stems.is_facility(end):
        return not is_line(text)  # no line lies where its first end does
    if _is_anothers(text, end) or stems.is_firm(end):
        return False
    proper = stems.to_facility(end)
    return proper >= _APART and end + proper < len(text)


def _is_anothers(text: str, end: int) -> bool:
    hill = text[end : end + 1] in _HILL
    return hill or names_another(text, end) or is_institution(text, end) or names_feature(text, end)

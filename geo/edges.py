"""Where a place name may begin and end inside Chinese text, which has no spaces.

A name found letter by letter is not yet a name: 河南 inside 黄河南岸, 和平 as peace, 龙泉 at the
head of 龙泉苑. Each name of the gazetteer carries one rule of this module, checked at every hit.
"""

from __future__ import annotations

import re
from enum import Enum

from geo.stems import ends_owner

__all__ = [
    "COMMON",
    "GENERIC",
    "Edge",
    "edge_of_feature",
    "edge_of_full",
    "edge_of_short",
    "fits",
    "names_feature",
]

_GENERIC = (
    "城区 郊区 矿区 东区 西区 南区 北区 新城区 老城区 城中区 市中区 市南区 "
    "市北区 西市区 新市区 站前区 滨海新区 港口区 海港区 江南区 江北区 城东区 城西区 城北区 "
    "城关区 大堂区 两江新区 港北区 港南区 桥东区 桥西区"
)
GENERIC = frozenset(_GENERIC.split())
"""Full names that any city may use for a part of itself: names only inside the scope."""

_COMMON = (
    "新华 和平 东城 西城 城关 城中 城东 城西 城北 城南 河东 河西 桥东 桥西 "
    "新城 市中 市南 市北 解放 红旗 长安 东方 新兴 兴业 通道 互助 民和 平安 "
    "东风 大方 中原 站前 新市 西市 老城 回民 向阳 友好 前进 胜利 光明 新建 "
    "开平 安宁 安定 平和 大通 同心 太平 南部 中方 共和 合作 兴隆 温泉 港口 "
    "海港 江南 江北 江东 滨海 港南 港北 海城 铁西 铁东 铁山 东山 西山 南山 "
    "北山 西湖 东湖 南湖 大东 新民 永安 建设 双河 工农 南城 河口 新星 东至 "
    "民权 大名 乐业 天等 凌云 大兴 来宾 万年 武功 丰满 大观 矿区 文明 长寿 "
    "会同 集美 青年 西区 东区 城区 郊区"
)
COMMON = frozenset(_COMMON.split())
"""Short names that are also ordinary words: they need a clear edge on their left."""

_PLAIN = frozenset(["城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "新城区", "老城区"])
"""Of these, the ones that need a clear edge even where a county is named so."""

_SHORTEST = 2
_COUNTIES = "和县 成县 新县 古县 兴县 理县 文县 高县 南县 单县"
_WEAK = frozenset(_COUNTIES.split())
_DIRECTION = re.compile(r"[山河江湖海淮][东西南北]")
_BANKS = frozenset("岸麓侧坡路街部段片区大线门站湾滩翼面")
_ENDINGS = frozenset("路街巷弄苑镇乡村")
_FEATURES = frozenset("桥寺庙塔")
_RIVERS = frozenset("黄淮长珠沿泰太滨临跨环大小运渭洛汾赣湘")
_LINKS = frozenset("在从到至及和与赴往经由向对于以的")
_LEFT_TRAPS = {
    "成都": "建形完变组",
    "成都市": "建形完变组",
    "海城市": "沿临滨近环",
    "宜城市": "适",
    "增城市": "新加",
    "运城市": "客奥货海航",
    "应城市": "供响适对",
    "项城市": "各专事多",
    "镇平": "乡城",
    "达县": "到发抵",
    "任县": "责主担兼",
    "安县": "公保治",
    "户县": "各农每用",
    "横县": "纵",
    "市中区": "城",
    "市南区": "城",
    "市北区": "城",
}
"""Name → characters that, standing before it, make it part of other words (沿海城市)."""

_WORD_TRAPS = {"高要": "求", "大城": "市", "长寿": "命", "会同": "市县省国有各相"}
"""The same for what stands after a name: 高要|求."""

_RIGHT_TRAPS = {"镇": "化", "乡": "村", "市": "场级", "区": "域级间", "县": "级域", "州": "级"}
"""Last character of a full name → characters it cannot be followed by (新建|区域, 合作|市场)."""

_FEATURE = re.compile(
    r"(?:湖(?![北南州])|江(?![苏西南北东])|山(?![东西南北地区脊坡体水林塬丘])|"
    r"河(?![南北东西道湖谷段流岸津库]))(?![口湾弯沟坪坝塘咀嘴头])"
)
"""A name so continued is a lake's, a river's or a hill's (洪泽湖), unless that begins a word."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_UNITS = frozenset("县旗市")
"""A weak name that ends so (新县) is whole: what follows is no part of it."""


class Edge(Enum):
    """What must stand beside a name for it to count.

    CHAINED names count only behind the name of what they lie in, DISTANT ones (short names of
    counties next door) there or at a clear edge.
    """

    FULL = "full"
    SHORT = "short"
    COMMON = "common"
    DIRECTION = "direction"
    GENERIC = "generic"
    CHAINED = "chained"
    DISTANT = "distant"


def edge_of_full(name: str, *, own: bool = False) -> Edge:
    """Return the rule for a division's full name.

    One of two characters (沁县) is weak outside its own prefecture, and a few are weak everywhere
    (和县 in 市和县).
    """
    if name in (_PLAIN if own else GENERIC):
        return Edge.GENERIC
    weak = name in _WEAK if own else len(name) == _SHORTEST
    return Edge.COMMON if weak else Edge.FULL


def edge_of_short(name: str) -> Edge:
    """Return the rule for a short name; one like 准旗 (标准旗) is weak."""
    if name in COMMON or (len(name) == _SHORTEST and name.endswith("旗")):
        return Edge.COMMON
    is_direction = len(name) == _SHORTEST and _DIRECTION.fullmatch(name)
    return Edge.DIRECTION if is_direction else Edge.SHORT


def edge_of_feature(name: str) -> Edge:
    """Return the rule for a lake's, hill's or park's name; one of two characters is weak (太湖)."""
    return Edge.COMMON if len(name) == _SHORTEST else Edge.SHORT


def names_feature(text: str, end: int) -> bool:
    """Tell whether a short name that ends here is the head of a lake's, river's or hill's name."""
    return _FEATURE.match(text, end) is not None


def fits(text: str, start: int, end: int, edge: Edge, *, after_place: bool) -> bool:
    """Tell whether text[start:end] may stand as a name here.

    Parameters
    ----------
    after_place
        Whether another place name ends exactly at `start`.
    """
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if _trapped(text[start:end], before, after):
        return False
    if edge is Edge.FULL:
        return True
    if edge is Edge.CHAINED:
        return after_place
    clear = (
        after_place
        or not _CJK.match(before)
        or before in _LINKS
        or ends_owner(text[max(0, start - 9) : start])
    )
    if edge is Edge.GENERIC:
        return clear and (after_place or not _CJK.match(after))
    if not _left_fits(edge, before, clear=clear):
        return False
    return text[end - 1] in _UNITS or _right_fits(edge, text, end)


def _left_fits(edge: Edge, before: str, *, clear: bool) -> bool:
    if edge in (Edge.COMMON, Edge.DISTANT):
        return clear
    return edge is not Edge.DIRECTION or before not in _RIVERS or not before


def _right_fits(edge: Edge, text: str, end: int) -> bool:
    """Tell whether a short name ends here: not 龙泉|路, nor 海宁|桥, but 瓜州|桥湾."""
    after = text[end : end + 1]
    if not after:
        return True
    if after in _FEATURES:
        return _CJK.match(text[end + 1 : end + 2]) is not None
    return after not in _ENDINGS and (edge is Edge.SHORT or after not in _BANKS)


def _trapped(name: str, before: str, after: str) -> bool:
    left = bool(before) and before in _LEFT_TRAPS.get(name, "")
    traps = _RIGHT_TRAPS.get(name[-1], "") + _WORD_TRAPS.get(name, "")
    return left or (bool(after) and after in traps)

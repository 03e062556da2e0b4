"""Where a place name may begin and end inside Chinese text, which has no spaces.

A name found letter by letter is not yet a name: 河南 inside 黄河南岸, 和平 as peace, 龙泉 at the head
of 龙泉苑. Each name of the gazetteer carries one rule of this module, checked at every hit.
"""

from __future__ import annotations

import re
from enum import Enum

__all__ = ["Edge", "edge_of_full", "edge_of_short", "fits"]

GENERIC = frozenset(
    "城区 郊区 矿区 东区 西区 南区 北区 新城区 老城区 城中区 市中区 市南区 市北区 西市区 新市区 "
    "站前区 滨海新区 港口区 海港区 江南区 江北区 城东区 城西区 城北区 城关区 开发区 林区 大堂区 两江新区 "
    "港北区 港南区 桥东区 桥西区".split()
)
"""Full names that any city may use for a part of itself: names only inside the scope."""

COMMON = frozenset(
    "新华 和平 东城 西城 城关 城中 城东 城西 城北 城南 河东 河西 桥东 桥西 新城 市中 市南 市北 解放 红旗 长安 "
    "东方 新兴 兴业 兴安 通道 互助 民和 平安 兴和 东风 大方 和政 永和 永定 集美 中原 中站 站前 新市 西市 老城 "
    "回民 向阳 友好 前进 胜利 光明 新建 高新 开平 安宁 安定 平和 大通 同心 和顺 平顺 长治 保定 太平 公安 "
    "安全 南部 中部 东部 西部 中方 共和 达标 西区 东区 新源 新和 合作 兴隆 五华 双清 新罗 温泉 文化 港口 海港 "
    "江南 江北 江东 江西 滨海 港南 港北 海城 海州 集安 铁西 铁东 铁山 东山 西山 南山 北山 西湖 东湖 南湖 大东 "
    "东兴 新民 明山 平山 望城 宁化 永新 永安 高明 高要 开化 安化 安远 新丰 信丰 化德 建设 新星 双河 北林 "
    "新县 工农 南城 北城 中牟 大同 两江 开发 石油 宝山 郊区 矿区 城区 白云 天河 大观 大祥 洪山 龙山".split()
)
"""Short names that are also ordinary words: they need a clear edge on their left."""

_SHORTEST = 2
_NOT_COMMON = frozenset(
    "长治 保定 公安 大同 开化 安化 永新 安远 新丰 信丰 宁化 高要 中牟 平顺 和顺".split()
)
_DIRECTION = re.compile(r"[山河江湖海淮][东西南北]")
_BANKS = frozenset("岸麓侧坡路街部段片区大线门站湾滩翼面")
_ENDINGS = frozenset("路街巷弄苑寺庙塔桥")
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
    "市中区": "城",
    "市南区": "城",
    "市北区": "城",
}
"""Name → characters that, standing before it, make it part of other words (沿海城市)."""

_RIGHT_TRAPS = {"镇": "化", "乡": "村", "市": "场级", "区": "域级间", "县": "级域", "州": "级"}
"""Last character of a full name → characters it cannot be followed by (新建|区域, 合作|市场)."""

_CJK = re.compile(r"[\u3400-\u9fff]")


class Edge(Enum):
    """What must stand beside a name for it to count."""

    FULL = "full"
    SHORT = "short"
    COMMON = "common"
    GENERIC = "generic"
    CHAINED = "chained"


def edge_of_full(name: str) -> Edge:
    """Return the rule for a division's full name; one of two characters (和县) is a weak one."""
    if name in GENERIC:
        return Edge.GENERIC
    return Edge.COMMON if len(name) == _SHORTEST else Edge.FULL


def edge_of_short(name: str) -> Edge:
    """Return the rule for a short name."""
    if name in _NOT_COMMON:
        return Edge.SHORT
    common = name in COMMON or (len(name) == _SHORTEST and _DIRECTION.fullmatch(name))
    return Edge.COMMON if common else Edge.SHORT


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
    if edge is Edge.SHORT:
        return after not in _ENDINGS or not after
    if edge is Edge.CHAINED:
        return after_place
    clear = after_place or not _CJK.match(before) or before in _LINKS
    if edge is Edge.GENERIC:
        return clear and (after_place or not _CJK.match(after))
    return clear and (not after or after not in _ENDINGS | _BANKS)


def _trapped(name: str, before: str, after: str) -> bool:
    left = bool(before) and before in _LEFT_TRAPS.get(name, "")
    return left or (bool(after) and after in _RIGHT_TRAPS.get(name[-1], ""))

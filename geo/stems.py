"""Where the proper part of a project's name begins and ends: 国能|东乡|风电场, 沅江|凌津滩|水电站.

Owners stand before it, what a project does behind it. The owners are the national and provincial
power groups and the words any company's name ends with, no company of a single place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer import Toponym

__all__ = ["APART", "Stems", "ends_owner", "is_line"]

_GROUPS = (
    "中国大唐|大唐国际|大唐华银|大唐新能源|大唐|中国华能|华能|华电国际|华电新能源|华电|国家电力投资集团|国家电投|"
    "国电投|国电电力|国电|国家能源集团|国家能源|国能|国投电力|国投|龙源电力|龙源|中广核新能源|中广核|三峡新能源|"
    "三峡|华润新能源|华润电力|华润|中国电建|中电建|中国能建|中能建|中核汇能|中核|国核|中节能|中电投|中电国际|"
    "中国电力|中电|中煤|中铝|中石化|中石油|神华国华|神华神皖|神华|国华|天润|金风科技|金风|明阳智能|明阳|远景|协鑫|"
    "隆基|晶科|天合|阳光电源|运达|三一|华仪|京能|冀能|晋能控股|晋能|蒙能|辽能|吉能|申能|苏能|浙能|皖能|赣能|鲁能|"
    "豫能|鄂能|湘投|粤电|深能|桂能|琼能|川投|川能|黔能|云能|陕能|陕煤|陕投|甘电投|青能|宁能|新能|新天|建投|水发|"
    "同煤|潞安|阳煤|晋煤|焦煤|光大国际|光大|康恒|绿色动力|瀚蓝|旺能|凯迪|国祯|琦泉|理昂|长青|海创|北控|首创|"
    "新华水电|新华|能投"
)
_ENDINGS = (
    "集团|公司|有限|股份|控股|能源|电力|水电|风电|煤电|能化|新能源|电投|投资|铝业|矿业|钢铁|化工|纸业|"
    "科技|生态|环保|环境|实业|热电"
)
_OWNER = re.compile(rf"(?:{_GROUPS})(?:新能源|电力|集团|能源)?|(?:{_ENDINGS})")
_OWNER_END = re.compile(rf"(?:{_GROUPS}|{_ENDINGS})$")
_BREAK = re.compile(r"[\s,，、;；:：()（）“”\"「」《》·/\-—－–~～+]+")
_RIVER = re.compile(r"[\u4e00-\u9fff]{1,2}?[江河水溪](?=[\u4e00-\u9fff]{2})")
_KINDS = (
    r"第?[一二三四五六七八九十]+(?:期|级|号|厂|座|电|风)|[东西南北]?[一二三四五六七八九十]?[期级]|\d|[A-Za-z(（)）\s,，、\-—－–~～+/]|"
    "站点|风电|风力|风光|风储|风场|光伏|光储|太阳能|抽水|抽蓄|蓄能|水电|水利|水力|水光|枢纽|航电|闸坝|电站|电厂|"
    "发电|热电|火电|煤电|核电|核能|燃机|燃煤|燃气|调峰|生物质|生物|秸秆|垃圾|污泥|静脉|农光|渔光|林光|牧光|"
    "分布|分散|集中|平价|源网|储能|制氢|变电|输变电|换流|铁路|公路|码头|水库|湿地|工业|产业|循环|矿|煤矸石|矸石|"
    "双回|单回|线路|天然气|输气|输水|高速|快速|通道|支线|管道|航道|至|到|低热值|自备|综合|扩建|技改|改造|污水|项目|工程|基地|整县|屋顶|供热|区域|片区|"
)
_KIND = re.compile(_KINDS + "$")
_FIRM = re.compile(rf"(?:{_ENDINGS}|工贸|生建|食品|生物|纺织|服务|化学|水泥|建材)(?<![水风]电)")


APART = re.compile(r"[-—－–~～至到]+")
"""What stands between the two ends of a line."""

_LINEAR = re.compile(
    r"线|管道|管网|通道|铁路|高铁|高速|公路|大道|航道|运河|输气|输电|输水|引水|调水|供水|输送|联络|干渠"
)
_FAR = 8


def is_line(text: str) -> bool:
    """Tell whether a name is that of a line between places: 龙洲至波罗双回线路."""
    return APART.search(text) is not None and _LINEAR.search(text) is not None


def ends_owner(text: str) -> bool:
    """Tell whether an owner's name ends here: what follows begins anew, as in 国能|民权."""
    return _OWNER_END.search(text) is not None


class Stems:
    """The proper parts of one text. All questions together cost time linear in its length.

    Parameters
    ----------
    text
        The name.
    toponyms
        The place names found in it: no bare name overlaps them, and one may begin behind each.
    """

    def __init__(self, text: str, toponyms: Sequence[Toponym]) -> None:
        self.text = text
        self.heads = _heads(text, {t.end for t in toponyms})
        self._covered = [(t.start, t.end) for t in toponyms]

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield (start, characters up to the next place name) for every free position."""
        begin = 0
        for start, end in (*self._covered, (len(self.text), len(self.text))):
            for position in range(begin, start - 1):
                yield position, start - position
            begin = end

    def is_facility(self, at: int) -> bool:
        """Tell whether the words of what a project is begin here, or the text ends."""
        return _KIND.match(self.text, at) is not None

    def is_firm(self, at: int) -> bool:
        """Tell whether the words of a company begin here: 西水|集团."""
        return _FIRM.match(self.text, at) is not None

    def to_facility(self, at: int) -> int:
        """Return the characters from here to the words of what the project is, at most 8."""
        return next((n for n in range(_FAR) if self.is_facility(at + n)), _FAR)

    def from_head(self, at: int) -> int:
        """Return the characters from the head before here, at most 8."""
        return next((n for n in range(_FAR) if at - n in self.heads), _FAR)


def _heads(text: str, ends: set[int]) -> set[int]:
    """Return the positions where a proper part may begin; `ends`: where place names end."""
    heads = {0} | ends
    heads.update(m.end() for m in _OWNER.finditer(text))
    heads.update(m.end() for m in _BREAK.finditer(text))
    if is_line(text):
        heads.update(m.end() for m in APART.finditer(text))
    rivers = (_RIVER.match(text, head) for head in tuple(heads))
    return heads.union(river.end() for river in rivers if river)

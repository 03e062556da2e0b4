"""Why a county was taken or not, in the reader's language."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["reason_text"]

_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "county's full name": "区县全称",
        "county's short name": "区县简称",
        "county's former name": "区县旧名",
        "county's old name": "区县旧名",
        "county's short name begins the name": "名称以区县简称开头",
        "county's short name inside the name": "名称中含区县简称",
        "county's short name in the owner's name": "业主名称中的区县简称",
        "county's name in a company's name": "企业名称中的区县名",
        "county's short name behind another county's": "另一区县名之后的区县简称",
        "county's short name in the name of a hill or island": "山、岛名称中的区县简称",
        "the only county of this name in China": "全国唯一同名区县",
        "town's full name": "乡镇全称",
        "town's name": "乡镇名",
        "town's name without its suffix": "省略后缀的乡镇名",
        "town's two-character name without its suffix": "省略后缀的两字乡镇名",
        "town's two-character name inside the name": "名称中的两字乡镇名",
        "town's two-character name begins the name": "名称以两字乡镇名开头",
        "town's name in a company's name": "企业名称中的乡镇名",
        "the only town of this name in the province": "全省唯一同名乡镇",
        "called like the only town of this name": "与唯一的同名乡镇同名",
        "old seat or abbreviation of a county of one character": "单字县的旧治或简称",
        "village's name": "村名",
        "village's two-character name": "两字村名",
        "community's name": "社区名",
        "community's two-character name": "两字社区名",
        "part of the name is a village's two-character name": "名称的一部分与两字村名相同",
        "plant called like a community": "与社区同名的电厂",
        "the city's only district, for a plant that serves the city": "服务全市的电厂，全市仅一区",
        "several counties in one list or line": "并列或连线的多个区县",
        "a line with an end nothing is known of": "线路有一端不详",
        "the jurisdiction is the county": "范围即为该区县",
        "only the city is known": "仅知所在市",
        "a place elsewhere is named": "名称所指在范围之外",
        "it was called so": "曾用此名",
        "development zone": "开发区",
        "a longer name begins with the county's": "更长的名称以区县名开头",
        "natural feature": "湖库、山岭、保护地、农林场",
        "hill or water of a county": "县内山岭、水体",
        "hill or water of a county, in a longer name": "县内山岭、水体，见于更长的名称",
        "hill or water of a county, two characters": "县内山岭、水体（两字名）",
        "hill or water of a county, by two readings": "县内山岭、水体，两种读法一致",
        "hill or water that one reading alone tells": "仅一种读法指向的山岭、水体",
        "reservoir a water project is called after": "水利工程以之命名的水库",
        "development zone named after its county": "以所在区县命名的开发区",
        "zone's name": "开发区名",
        "the plan's jurisdiction is this county": "规划即为本县规划",
        "county of the whole it is a part of": "拆分前整体所在区县",
        "alike, but only one tells a phase": "名称相同，仅一处写明期次",
        "alike but for their sizes": "名称相同，规模不同",
        "alike, but one is called by its place alone": "一处仅以地名相称",
        "alike but for what the names begin with": "名称仅开头不同",
        "one name continues the other": "一名称为另一名称的延伸",
        "one may be the other's short form": "一名称可能为另一名称的简称",
        "lines between the same ends": "起讫点相同",
        "the same name, of a kind close by": "名称相同，类别相近",
        # Of imported tables:
        "coordinates lie in this county": "坐标落在本县",
        "coordinates lie off this county": "坐标略出县界，距本县",
        "stated county, and the coordinates lie in it": "表中所填区县，坐标相符",
        "stated county, with the coordinates beyond its border within tolerance": (
            "表中所填区县，坐标略出县界，在容差内"
        ),
        "stated county; the coordinates lie in no county, off it": (
            "表中所填区县，坐标不在任何县内，距其"
        ),
        "coordinates lie in this county, but the stated one is": "坐标落在本县，而表中所填为",
        "county stated in the table": "表中所填区县",
        "county stated in the table; there is no polygon to hold the coordinates against": (
            "表中所填区县，所用界线没有该县，坐标未核"
        ),
        "county of the stated name": "与所填区县同名",
        "stated as a former name": "所填为旧名",
        "stated as a former code": "所填为旧代码",
        "stated as a place": "所填为地名",
        "stated as a zone whose county is not known": "所填开发区的所在县不详",
    }
)
_WHERE: Mapping[str, str] = MappingProxyType(
    {
        " in the name": "见于项目名称",
        " before it": "见于项目名称之前",
        " in what is said of it": "见于对项目的说明",
        " earlier in the sentence or list": "见于本句或本列前文",
    }
)
_BEGINNINGS: Mapping[str, str] = MappingProxyType(
    {"it is called ": "名为", "the jurisdiction is ": "范围即为"}
)


def reason_text(why: str, lang: str) -> str:
    """Say why a county was chosen; a reason the table does not know stays in English."""
    if lang != "zh":
        return why
    head, colon, name = why.partition(": ")
    if head in _REASONS:
        return _REASONS[head] + colon.replace(": ", "：") + name
    for where, said in _WHERE.items():
        form = head.removesuffix(where)
        if form != head and form in _REASONS:
            return f"{_REASONS[form]}{said}{colon.replace(': ', '：')}{name}"
    for beginning, said in _BEGINNINGS.items():
        if why.startswith(beginning):
            return said + why.removeprefix(beginning)
    return why

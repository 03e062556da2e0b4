"""The schema of every layer: a new column is one row here. Plain tables are in `plain_tables`."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.schema import Column, Schema
from projects.kinds import SECTORS
from projects.wording import CLASSES, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "COUNTIES",
    "LINE_KINDS",
    "NATIONAL_LINES",
    "PREFECTURES",
    "PROJECTS_AREA",
    "PROJECTS_LINE",
    "PROJECTS_POINT",
    "PROJECT_COUNTIES",
]

LINE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "national": "国界 (含海岸线)",
        "undetermined": "未定国界",
        "province": "省界",
        "sar": "特别行政区界",
        "dash": "南海断续线",
    }
)
"""Kinds of lines as the boundaries name them, and their Chinese names."""

_PREFECTURE = "所属地级单元或直辖市; 省直辖县级单元为其自身"
_POLYGON = ("MultiPolygon",)
_UNSTATED = "有项目而均未载明的为空"


def _real(name: str, title: str, about: str, unit: str) -> Column:
    return Column(name, "real", title, about, unit)


def _count(name: str, title: str, about: str) -> Column:
    return Column(name, "int", title, about, "个", required=True)


def _per_stage() -> Iterator[Column]:
    for key, (zh, _) in STAGES.items():
        yield _count(f"projects_{key}", f"{zh}项目数", f"其中{zh}的项目")
        about = f"其中{zh}的装机容量; {_UNSTATED}"
        yield _real(f"power_mw_{key}", f"{zh}装机", about, "MW")


def _per_sector() -> Iterator[Column]:
    for key, (zh, _) in SECTORS.items():
        yield _count(f"projects_{key}", f"{zh}类项目数", f"其中{zh}领域的项目")
        about = f"其中{zh}领域的装机容量, 各阶段; {_UNSTATED}"
        yield _real(f"power_mw_{key}", f"{zh}类装机", about, "MW")


_HEADLINE = _real(
    "power_mw_headline", "在建和规划装机", f"在建与规划两阶段合计, 不含前期; {_UNSTATED}", "MW"
)
_PROVINCE = (
    Column("province_code", "adcode", "省级代码", "所属省级单元", required=True),
    Column("province", "text", "省级名称", "所属省级单元", required=True),
)
_SUMS = (
    _real("power_mw", "装机容量", f"合计, 各阶段; {_UNSTATED}", "MW"),
    Column("power_qualified", "bool", "装机含约数", "合计中有约, 以上等限定词", required=True),
    _count("power_projects", "有装机项目数", "载明装机的项目"),
    _HEADLINE,
    *_per_stage(),
    *_per_sector(),
    _real("energy_mwh", "储能电量", f"合计, 各阶段; {_UNSTATED}", "MWh"),
    Column("energy_qualified", "bool", "电量含约数", "合计中有约, 以上等限定词", required=True),
)

COUNTIES = Schema(
    "counties",
    "县级单元汇总",
    "规划所涉城市的县级单元, 一县一行; 合计只含完全落在该县的项目, 跨县项目另列且未分摊",
    ("adcode",),
    (
        Column("adcode", "adcode", "县级代码", "GB/T 2260 六位代码", required=True),
        Column("name", "text", "县级名称", "县 (市, 区) 名称", required=True),
        Column("prefecture_code", "adcode", "地级代码", _PREFECTURE, required=True),
        Column("prefecture", "text", "地级名称", _PREFECTURE, required=True),
        *_PROVINCE,
        _count("projects", "项目数", "只位于本县的项目"),
        _count("cross_projects", "参与跨县项目数", "涉及本县的跨县项目"),
        _real(
            "cross_power_mw",
            "参与跨县项目装机",
            f"涉及本县的跨县项目全部装机 (未分摊的), 不可各县相加; {_UNSTATED}",
            "MW",
        ),
        *_SUMS,
    ),
    _POLYGON,
)


def _per_place() -> Iterator[Column]:
    for key in ("county", "cross_county", "citywide", "unplaced"):
        zh = CLASSES[key][0]
        yield _count(f"projects_{key}", f"{zh}项目数", f"其中{zh}的项目")
        yield _real(f"power_mw_{key}", f"{zh}装机", f"其中{zh}的装机容量; {_UNSTATED}", "MW")


PREFECTURES = Schema(
    "prefectures",
    "地级单元汇总",
    "一地级单元一行; 合计 = 县域 + 跨县 + 全市性 + 待定位, 市外项目另列, 不在合计内",
    ("adcode",),
    (
        Column("adcode", "adcode", "地级代码", _PREFECTURE, required=True),
        Column("name", "text", "地级名称", _PREFECTURE, required=True),
        *_PROVINCE,
        _count("projects", "项目数", "本地级单元的项目, 不含市外"),
        *_per_place(),
        _count("projects_outside", "市外项目数", "规划点名而位于市外的项目"),
        _real("power_mw_outside", "市外装机", f"市外项目的装机容量, 另列; {_UNSTATED}", "MW"),
        *_SUMS,
    ),
    _POLYGON,
)

KEY = Column("key", "text", "项目标识", "文本摘要前十二位-项目编号, 全表唯一", required=True)
NAME = Column("name", "text", "项目名称", "规划原文中的名称", required=True)
KIND = (
    Column("kind", "text", "类型代码", "项目类型的英文键", required=True),
    Column("kind_zh", "text", "类型", "项目类型", required=True),
)
SECTOR = (
    Column("sector", "text", "领域代码", "英文键", required=True),
    Column("sector_zh", "text", "领域", "项目所属领域", required=True),
)
STAGE = (
    Column("stage", "text", "阶段代码", "英文键", required=True),
    Column("stage_zh", "text", "阶段", "截至规划发布时", required=True),
)
CHECKED = Column("checked", "text", "核对状态", "是否经人工核对", required=True)
CAPACITY = Column("capacity", "text", "规模原文", "与规划原文一致, 含约, 以上等限定词")
SHOWN_AS = Column(
    "shown_as",
    "text",
    "另有图形",
    "point 点位, line 线, area 面: 该项目另有准确图形; 空: 只知所在县",
    internal=True,
)
"""Which of the layers of exact shapes has the project too."""

_SHAPE = (
    KEY,
    NAME,
    *KIND,
    *SECTOR,
    *STAGE,
    Column("nature_zh", "text", "建设性质", "新建, 扩建, 改造或保护修复", required=True),
    Column("year", "int", "年份", "原文给出的建成或目标年份"),
    CAPACITY,
    Column("power_mw", "real", "装机容量", "项目自身载明值", "MW"),
    Column("county_codes", "text", "县级代码", "所在县级单元, 以分号分隔"),
    Column("county_names", "text", "县级名称", "所在县级单元, 以分号分隔"),
    Column("precision", "text", "精度代码", "英文键", required=True),
    Column("precision_zh", "text", "定位精度", "位置所知的详细程度", required=True),
    Column(
        "accuracy_m",
        "real",
        "位置误差",
        "位置可能的误差, 由坐标所写位数推得, 不小于 10 米; 在图上绘制的为空",
        "m",
    ),
    Column("origin", "text", "图形来源", "表格坐标, 人工录入坐标或人工绘制", required=True),
    Column("coordinates", "text", "坐标原文", "换算前的坐标及其坐标系; 未换算的为空"),
    Column("title", "text", "规划名称", "来源规划或表格"),
    CHECKED,
)

PROJECTS_POINT = Schema(
    "projects_point",
    "项目点位",
    "仅有准确坐标的项目; 只知乡镇, 县或更粗的项目不在此层, 以免把中心点当作场址",
    ("key",),
    _SHAPE,
    ("Point",),
    internal=True,
)
PROJECTS_LINE = replace(
    PROJECTS_POINT,
    name="projects_line",
    title="项目线路",
    description="有实际线路图形的项目; 规划文本只写起止地点的不在此层",
    geometry=("MultiLineString",),
)
PROJECTS_AREA = replace(
    PROJECTS_POINT,
    name="projects_area",
    title="项目范围",
    description="有实际范围图形的项目; 不是用地红线",
    geometry=_POLYGON,
)

PROJECT_COUNTIES = Schema(
    "project_counties",
    "项目与县级单元对照",
    "项目所涉每个县级单元一行, 图形为该县, 不是场址; 容量为整个项目, 跨县项目未分摊, 不可各行相加",
    ("key", "adcode"),
    (
        KEY,
        NAME,
        *KIND,
        *SECTOR,
        *STAGE,
        CAPACITY,
        Column("project_power_mw", "real", "项目装机", "整个项目载明值, 未分摊", "MW"),
        Column("adcode", "adcode", "县级代码", "GB/T 2260 六位代码", required=True),
        Column("county", "text", "县级名称", "县 (市, 区) 名称", required=True),
        Column("prefecture", "text", "地级名称", _PREFECTURE, required=True),
        Column("county_count", "int", "涉及县数", "大于一即为跨县", "个", required=True),
        Column("share", "real", "分摊比例", "规划给出的本县份额; 未给出为空"),
        Column("precision", "text", "精度代码", "英文键"),
        Column("precision_zh", "text", "定位精度", "位置所知的详细程度"),
        SHOWN_AS,
        Column("slot", "int", "图上排位", "同县第几个符号, 仅供错开; 另有图形的为空"),
        CHECKED,
    ),
    _POLYGON,
)

NATIONAL_LINES = Schema(
    "national_lines",
    "国界与省界线",
    "国界, 未定国界, 省界, 特别行政区界与南海断续线, 仅供示意",
    (),
    (
        Column("kind", "text", "界线代码", "英文键", required=True),
        Column("kind_zh", "text", "界线类型", "各类界线应分别绘制", required=True),
    ),
    ("MultiLineString",),
)

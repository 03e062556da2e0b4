"""The schema of every layer and table: a new column is one row here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.schema import Column, Schema
from projects.wording import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COUNTIES", "DOCUMENTS", "LINE_KINDS", "NATIONAL_LINES", "PROJECTS", "PROJECT_COUNTIES"]

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
_LINE = ("MultiLineString",)


def _stage_power() -> tuple[Column, ...]:
    return tuple(
        Column(f"power_mw_{key}", "real", f"{zh}装机", f"其中{zh}的装机容量", "MW", required=True)
        for key, (zh, _) in STAGES.items()
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
        Column("province_code", "adcode", "省级代码", "所属省级单元", required=True),
        Column("province", "text", "省级名称", "所属省级单元", required=True),
        Column("projects", "int", "项目数", "只位于本县的项目", "个", required=True),
        Column(
            "cross_projects", "int", "参与跨县项目数", "涉及本县的跨县项目", "个", required=True
        ),
        Column(
            "cross_power_mw",
            "real",
            "参与跨县项目装机",
            "涉及本县的跨县项目全部装机 (未分摊的), 不可各县相加",
            "MW",
            required=True,
        ),
        Column("power_projects", "int", "有装机项目数", "载明装机的本县项目", "个", required=True),
        Column("power_mw", "real", "装机容量", "本县项目合计, 各阶段", "MW", required=True),
        Column("power_qualified", "bool", "装机含约数", "合计中有约, 以上等限定词", required=True),
        *_stage_power(),
        Column("energy_mwh", "real", "储能电量", "本县项目合计, 各阶段", "MWh", required=True),
        Column("energy_qualified", "bool", "电量含约数", "合计中有约, 以上等限定词", required=True),
    ),
    _POLYGON,
)

_KEY = Column("key", "text", "项目标识", "文本摘要前十二位-项目编号, 全表唯一", required=True)
_NAME = Column("name", "text", "项目名称", "规划原文中的名称", required=True)
_KIND = (
    Column("kind", "text", "类型代码", "项目类型的英文键", required=True),
    Column("kind_zh", "text", "类型", "项目类型", required=True),
)
_STAGE = (
    Column("stage", "text", "阶段代码", "英文键", required=True),
    Column("stage_zh", "text", "阶段", "截至规划发布时", required=True),
)
_CHECKED = Column("checked", "text", "核对状态", "是否经人工核对", required=True)

PROJECTS = Schema(
    "projects",
    "规划点名项目",
    "一个项目一行; 图形为所在县级单元的并集, 不是场址; 空心符号为跨县项目; "
    "全市性, 待定位和市外项目没有图形, 仅有属性",
    ("key",),
    (
        _KEY,
        _NAME,
        *_KIND,
        Column("kind_en", "text", "类型英文", "项目类型的英文名称", required=True),
        Column("sector", "text", "领域代码", "英文键", required=True),
        Column("sector_zh", "text", "领域", "项目所属领域", required=True),
        *_STAGE,
        Column("nature", "text", "建设性质代码", "英文键", required=True),
        Column("nature_zh", "text", "建设性质", "新建, 扩建, 改造或保护修复", required=True),
        Column("year", "int", "年份", "原文给出的建成或目标年份"),
        Column("capacity", "text", "规模原文", "与规划原文一致, 含约, 以上等限定词"),
        Column("power_mw", "real", "装机容量", "项目自身载明值", "MW"),
        Column(
            "power_counted_mw",
            "real",
            "计入合计装机",
            "打捆项目扣除已单列的组成项目后的装机; 求和请用本列",
            "MW",
        ),
        Column("energy_mwh", "real", "储能电量", "项目自身载明值", "MWh"),
        Column("voltage_kv", "real", "电压等级", "最高一级, 不可求和", "kV"),
        Column("length_km", "real", "长度", "项目自身载明值", "km"),
        Column("area_ha", "real", "面积", "项目自身载明值", "ha"),
        Column("qualified", "bool", "规模含约数", "规模带有约, 以上等限定词", required=True),
        Column("place_class", "text", "落位代码", "英文键", required=True),
        Column("place_class_zh", "text", "落位", "县域, 跨县, 全市性, 待定位或市外", required=True),
        Column("county_codes", "text", "县级代码", "所在县级单元, 以分号分隔"),
        Column("county_names", "text", "县级名称", "所在县级单元, 以分号分隔"),
        Column("shares", "text", "分摊比例", "规划给出的各县份额, 与县级代码同序"),
        Column("precision", "text", "精度代码", "英文键"),
        Column("precision_zh", "text", "定位精度", "位置所知的详细程度"),
        Column("confidence", "real", "落县把握", "0 至 1; 没有落县的项目为空"),
        Column("citywide", "bool", "全市性", "规划原文称全市范围", required=True),
        Column("part_of", "text", "上级项目标识", "所属打捆项目的项目标识"),
        Column("responsible", "text", "责任单位", "以分号分隔"),
        Column("owner", "text", "业主", "原文写明的业主单位"),
        Column("total_investment", "real", "总投资", "原文写明的总投资", "万元"),
        Column("yearly_investment", "real", "年度投资", "原文写明的当年投资", "万元"),
        Column("investment", "text", "投资原文", "与规划原文一致, 含约, 以上等限定词"),
        Column("reasons", "text", "落位依据", "各县的判断依据"),
        Column("candidates", "text", "候选县", "待定位项目的候选县级单元"),
        Column("title", "text", "规划名称", "来源规划"),
        Column("number", "text", "文号", "来源规划的文号"),
        Column("date", "text", "发布日期", "来源规划的日期, 阶段以此为准"),
        Column("document", "text", "文本摘要", "来源规划文本的 SHA-256"),
        Column("section", "text", "章节", "来源章节编号"),
        Column("start", "int", "起始字符", "在来源文本中的位置", required=True),
        Column("end", "int", "结束字符", "在来源文本中的位置 (不含)", required=True),
        Column("mentions", "text", "全部出处", "原文各处提及的字符区间"),
        Column("lon", "real", "经度", "表格导入的坐标, WGS84; 无坐标为空", "度"),
        Column("lat", "real", "纬度", "表格导入的坐标, WGS84; 无坐标为空", "度"),
        Column("site_accuracy", "text", "坐标精度", "exact 精确, approximate 大致"),
        Column("dispute_km", "real", "区县与坐标相距", "坐标距所填区县; 相符为空", "km"),
        Column("ledger", "text", "台账", "表格导入的各栏原文, JSON"),
        Column("slot", "int", "图上排位", "同一位置上的第几个项目, 仅供符号错开", required=True),
        _CHECKED,
    ),
    _POLYGON,
)

PROJECT_COUNTIES = Schema(
    "project_counties",
    "项目与县级单元对照",
    "项目所涉每个县级单元一行; 容量为整个项目, 跨县项目未分摊, 不可各行相加",
    ("key", "adcode"),
    (
        _KEY,
        _NAME,
        *_KIND,
        *_STAGE,
        Column("adcode", "adcode", "县级代码", "GB/T 2260 六位代码", required=True),
        Column("county", "text", "县级名称", "县 (市, 区) 名称", required=True),
        Column("county_count", "int", "涉及县数", "大于一即为跨县", "个", required=True),
        Column("share", "real", "分摊比例", "规划给出的本县份额; 未给出为空"),
        Column("project_power_mw", "real", "项目装机", "整个项目载明值, 未分摊", "MW"),
        _CHECKED,
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
    _LINE,
)

DOCUMENTS = Schema(
    "documents",
    "来源规划",
    "项目所出的规划文件; 不含原文, 以文本的 SHA-256 识别",
    ("sha256",),
    (
        Column("sha256", "text", "文本摘要", "规划文本 (UTF-8) 的 SHA-256", required=True),
        Column("title", "text", "规划名称", "文件标题", required=True),
        Column("number", "text", "文号", "发文字号"),
        Column("date", "text", "发布日期", "年-月-日"),
        Column("issuer", "text", "发文机关", "发文机关"),
        Column("place", "adcode", "辖区代码", "规划所辖地区; 跨省的表格为空"),
        Column("place_name", "text", "辖区", "规划所辖地区的名称"),
        Column("source", "text", "来源", "文件名或网址"),
        Column("length", "int", "字数", "文本长度", "字", required=True),
        Column("projects", "int", "项目数", "本文件中导出的项目", "个", required=True),
    ),
)

"""The schema of every table without geometry: projects, plans, evidence, targets, candidates."""

from __future__ import annotations

from dataclasses import replace

from layers.schema import Column, Schema
from layers.tables import CAPACITY, CHECKED, KEY, KIND, NAME, SECTOR, SHOWN_AS, STAGE

__all__ = [
    "CANDIDATES",
    "COUNTY_SUMS",
    "DOCUMENTS",
    "EVIDENCE",
    "PROJECTS",
    "PROJECT_AREAS",
    "TARGETS",
]

_SHA256 = "规划文本 (UTF-8) 的 SHA-256"
_TITLE = Column("title", "text", "规划名称", "来源规划或表格")
_DOCUMENT = Column("document", "text", "文本摘要", f"来源: {_SHA256}")

PROJECTS = Schema(
    "projects",
    "规划点名项目",
    "一个项目一行, 含全市性, 待定位和市外项目; 以项目标识与各图层相连",
    ("key",),
    (
        KEY,
        NAME,
        *KIND,
        Column("kind_en", "text", "类型英文", "项目类型的英文名称", required=True),
        *SECTOR,
        *STAGE,
        Column("nature", "text", "建设性质代码", "英文键", required=True),
        Column("nature_zh", "text", "建设性质", "新建, 扩建, 改造或保护修复", required=True),
        Column("year", "int", "年份", "原文给出的建成或目标年份"),
        CAPACITY,
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
        SHOWN_AS,
        Column("confidence", "real", "落县把握", "0 至 1; 没有落县的项目为空"),
        Column("citywide", "bool", "全市性", "规划原文称全市范围", required=True),
        Column("part_of", "text", "上级项目标识", "所属打捆项目的项目标识"),
        Column("responsible", "text", "责任单位", "以分号分隔"),
        Column("owner", "text", "业主", "原文写明的业主单位"),
        Column("total_investment", "real", "总投资", "原文写明的总投资", "万元"),
        Column("yearly_investment", "real", "年度投资", "原文写明的当年投资", "万元"),
        Column("investment", "text", "投资原文", "与规划原文一致, 含约, 以上等限定词"),
        Column("reasons", "text", "落位依据", "各县的判断依据", internal=True),
        _TITLE,
        Column("number", "text", "文号", "来源规划的文号"),
        Column("date", "text", "发布日期", "来源规划的日期, 阶段以此为准"),
        _DOCUMENT,
        Column("section", "text", "章节", "来源章节编号"),
        Column("page", "int", "页码", "首次提及所在的页, 自一起; 不分页的文件为空"),
        Column("start", "int", "起始字符", "在来源文本中的位置", required=True),
        Column("end", "int", "结束字符", "在来源文本中的位置 (不含)", required=True),
        Column("mentions", "text", "全部出处", "原文各处提及的字符区间"),
        Column("lon", "real", "经度", "表格坐标, WGS84; 无则为空", "度", internal=True),
        Column("lat", "real", "纬度", "表格坐标, WGS84; 无则为空", "度", internal=True),
        Column("site_accuracy", "text", "坐标精度", "exact 精确, approximate 大致", internal=True),
        Column("dispute_km", "real", "区县与坐标相距", "相符为空", "km", internal=True),
        Column("ledger", "text", "台账", "表格导入的各栏原文, JSON", internal=True),
        CHECKED,
    ),
)

PROJECT_AREAS = replace(
    PROJECTS,
    description="一个项目一行; 图形为所在县级单元的并集, 不是场址; "
    "全市性, 待定位和市外项目没有图形, 仅有属性",
    geometry=("MultiPolygon",),
)
"""The same rows with shapes, for formats that hold one layer alone."""

COUNTY_SUMS = Schema(
    "county_sums",
    "各县分领域分阶段汇总",
    "县级单元, 领域, 阶段各一行; 各行相加即县级单元汇总的合计",
    ("adcode", "sector", "stage"),
    (
        Column("adcode", "adcode", "县级代码", "GB/T 2260 六位代码", required=True),
        Column("county", "text", "县级名称", "县 (市, 区) 名称", required=True),
        *SECTOR,
        *STAGE,
        Column("projects", "int", "项目数", "只位于本县的项目", "个", required=True),
        Column("power_projects", "int", "有装机项目数", "载明装机的项目", "个", required=True),
        Column("power_mw", "real", "装机容量", "合计; 均未载明的为空", "MW"),
        Column("power_qualified", "bool", "装机含约数", "合计中有约, 以上等限定词", required=True),
    ),
)

DOCUMENTS = Schema(
    "documents",
    "来源规划",
    "项目所出的规划文件; 不含原文, 以文本的 SHA-256 识别",
    ("sha256",),
    (
        Column("sha256", "text", "文本摘要", _SHA256, required=True),
        Column("title", "text", "规划名称", "文件标题", required=True),
        Column("number", "text", "文号", "发文字号"),
        Column("date", "text", "发布日期", "年-月-日"),
        Column("issuer", "text", "发文机关", "发文机关"),
        Column("place", "adcode", "辖区代码", "规划所辖地区; 跨省的表格为空"),
        Column("place_name", "text", "辖区", "规划所辖地区的名称"),
        Column("source", "text", "来源", "文件名或网址", internal=True),
        Column("length", "int", "字数", "文本长度", "字", required=True),
        Column("projects", "int", "项目数", "本文件中导出的项目", "个", required=True),
        Column("checked_projects", "int", "已核对项目数", "其中经人工核对的", "个", required=True),
    ),
)

EVIDENCE = Schema(
    "evidence",
    "出处",
    "项目在来源中的每处提及一行; 原句仅在登记库存有该规划文本时给出",
    ("key", "mention"),
    (
        KEY,
        NAME,
        Column("mention", "int", "第几处", "自一起", required=True),
        _DOCUMENT,
        _TITLE,
        Column("section", "text", "章节", "来源章节编号"),
        Column("page", "int", "页码", "仅首次提及有; 不分页的文件为空"),
        Column("start", "int", "起始字符", "在来源文本中的位置; 表格行为空"),
        Column("end", "int", "结束字符", "在来源文本中的位置 (不含); 表格行为空"),
        Column("row", "int", "表格行", "表格导入的行号; 规划文本为空"),
        Column("sentence", "text", "原句", "所在句子; 登记库没有该文本的为空", internal=True),
    ),
)

TARGETS = Schema(
    "targets",
    "规划目标",
    "规划为全辖区提出的数值目标; 目标不是项目, 不与项目相加",
    ("key",),
    (
        Column("key", "text", "目标标识", "文本摘要前十二位-t 序号, 全表唯一", required=True),
        Column("place", "adcode", "辖区代码", "目标所指地区", required=True),
        Column("place_name", "text", "辖区", "目标所指地区的名称", required=True),
        Column("kind", "text", "类型代码", "项目类型的英文键; 不属任何类型为空"),
        Column("kind_zh", "text", "类型", "项目类型"),
        Column("quantity", "text", "指标代码", "英文键", required=True),
        Column("basis", "text", "口径代码", "stock 或 increase", required=True),
        Column("basis_zh", "text", "口径", "累计 (期末总量) 或新增", required=True),
        Column("value", "real", "数值", "换算为右列单位的值", required=True),
        Column("unit", "text", "单位", "数值的单位", required=True),
        Column("qualifier", "text", "限定词", "约, 以上等"),
        Column("said", "text", "目标", "以习用单位表示, 含限定词", required=True),
        Column("year", "int", "目标年", "十四五为 2025, 十五五为 2030"),
        _DOCUMENT,
        _TITLE,
        Column("start", "int", "起始字符", "在来源文本中的位置", required=True),
        Column("end", "int", "结束字符", "在来源文本中的位置 (不含)", required=True),
        Column("sentence", "text", "原句", "所在句子; 登记库没有该文本的为空", internal=True),
    ),
)

CANDIDATES = Schema(
    "candidates",
    "候选县级单元",
    "考虑过的县级单元, 供人工复核; 不是落位结果",
    ("key", "rank"),
    (
        KEY,
        NAME,
        Column("rank", "int", "序", "自一起, 分值高者在前", required=True),
        Column("adcode", "adcode", "候选代码", "GB/T 2260 六位代码", required=True),
        Column("county", "text", "候选名称", "县 (市, 区) 名称", required=True),
        Column("score", "real", "分值", "0 至 1", required=True),
        Column("why", "text", "依据", "为何考虑", internal=True),
    ),
    internal=True,
)

"""The fields of a project that a table may have: what each is called, and the labels it is known by.

A new field is one row here, and one place where its cells are read (rows.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FIELDS", "SIZES", "SUMS", "Field"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a project, with its name in Chinese and English.

    `labels` are regular expressions over whole labels, best first; those of `with_unit` count only
    for a column whose label names a unit, of money for sums: 建设规模 may be a text,
    建设规模(万千瓦) is none.
    """

    key: str
    zh: str
    en: str
    labels: tuple[str, ...]
    with_unit: tuple[str, ...] = ()


_YEAR = r"(?:20\d\d年?|年|当年|本年|今年)度?"
_OWN = r"(?:\w+ )?"  # gold county, stated province
_ROWS = (
    Field(
        "name",
        "项目名称",
        "Name",
        (
            "(?:工程|重点|重大|建设)?项目名称|项目(?:工程)?名|项目工程名称",
            "name zh|name cn|中文名称?|(?:project |plant )?name in local language.*",
            "(?:工程|电站|电厂|场站|企业|建设项目)名称|名称|项目",
            "(?:project|plant|unit|station|wind farm)? ?name|project",
            "(?:project |plant )?name en|英文名称?",
        ),
    ),
    Field(
        "code",
        "项目代码",
        "Project code",
        ("(?:投资)?项目(?:统一)?(?:代码|编码|编号)|统一代码|赋码", "project (?:code|id)|code"),
    ),
    Field(
        "kind",
        "类别",
        "Kind",
        (
            "项目(?:类型|类别|种类)|(?:能源|电源|发电|工程)?(?:类型|类别)|kind|(?:project )?type",
            "technology|technology type|行业|fuel|所属行业|(?:行业|产业)(?:类型|类别|分类)|项目分类",
        ),
    ),
    Field(
        "stage",
        "阶段",
        "Stage",
        (
            "项目(?:状态|阶段)|(?:建设|当前|目前)?(?:状态|阶段)|(?:project |operating )?status|stage",
            "进展阶段|phase status",
        ),
    ),
    Field("nature", "建设性质", "Nature", ("(?:项目|建设){0,2}性质|性质|nature", "建设类型")),
    Field(
        "capacity",
        "装机容量",
        "Capacity",
        (
            "(?:总|项目|建设|设计|额定|规划|核准)?装机(?:容量|规模)?|capacity(?: mw)?|installed capacity|power",
            "(?:总|设计|额定|建设|发电)?容量|size",
        ),
        ("(?:建设|项目)?规模",),
    ),
    Field(
        "energy",
        "储能电量",
        "Energy",
        ("(?:储能|储电)(?:电量|容量|规模)|energy|(?:storage )?energy",),
        ("储能",),
    ),
    Field("area", "面积", "Area", ("(?:占地|用地|总|建设|治理|修复|规划|项目)?面积|area",)),
    Field(
        "length",
        "长度",
        "Length",
        ("(?:线路|管线|管道|道路|航道|河道|全|总)?(?:长度?|里程)|length",),
    ),
    Field("lon", "经度", "Longitude", ("(?:中心)?(?:东经|经度)|lon|lng|long|longitude",)),
    Field("lat", "纬度", "Latitude", ("(?:中心)?(?:北纬|纬度)|lat|latitude",)),
    Field(
        "accuracy",
        "坐标精度",
        "Accuracy of the point",
        ("(?:坐标|位置|定位)?精度|(?:loc |location |coordinate )?(?:accuracy|precision)",),
    ),
    Field(
        "adcode",
        "县级代码",
        "County code",
        (f"{_OWN}adcode|(?:县级?|区县|行政区划?|区划)代码|county code|所在县代码",),
    ),
    Field(
        "province",
        "省",
        "Province",
        (f"{_OWN}prov(?:ince)?|(?:所在|所属)?省份?|省级|省区市|省市自治区|subnational unit",),
    ),
    Field(
        "city",
        "市",
        "City",
        (
            f"{_OWN}(?:city|prefecture)|(?:所在|所属)?(?:地级)?市州?|地市|市地|市州|城市|地级|major area",
        ),
    ),
    Field(
        "county",
        "区县",
        "County",
        (
            f"{_OWN}(?:county|district)|(?:所在|所属|涉及)?(?:区县|县区|县市区|市县区|区县市|县市|县级?)|local area",
            "(?:区县|县区|县市区|市县区|区市县)名称|(?:所在|所属)(?:地区|区域|行政区)|行政区划|区域|属地",
        ),
    ),
    Field(
        "content",
        "建设内容",
        "Scale and content",
        (
            "(?:主要)?建设(?:规模|内容).*(?:内容|规模)|(?:主要)?建设内容|项目内容|content",
            "(?:建设|项目)?规模",
        ),
    ),
    Field(
        "place",
        "建设地点",
        "Place",
        (
            "(?:建设|项目|工程){0,2}(?:地点|地址)|(?:项目|建设)?(?:位置|所在地)|location|address|site",
        ),
    ),
    Field(
        "years",
        "建设年限",
        "Years of building",
        (
            "(?:建设)?(?:起止)?(?:年限|年月|工期)|建设(?:周期|期限?|时限|时间|年份|年度)"
            "|(?:建设)?起止(?:时间|年份|日期|年)?|(?:计划)?开竣工(?:年限|时间|年月|日期)|years",
        ),
    ),
    Field(
        "year",
        "投产年份",
        "Year",
        (
            "(?:计划|预计|拟)?(?:建成|竣工)?(?:投产|建成|竣工|完工|并网|投运)(?:年份|时间|年度|年月|日期|年)|(?:start|commissioning) year",
            "目标年份|年份|year",
        ),
    ),
    Field(
        "yearly",
        "年度投资",
        "Investment of the year",
        (
            f"(?:投资 ?)?{_YEAR}(?:计划|拟|预计|目标)(?:完成)?投资(?:额|计划|目标)?",
            f"(?:投资 ?)?{_YEAR}(?:完成)?投资(?:计划|目标)额?|(?:yearly|annual) investment",
            f"投资 ?{_YEAR}(?:度)?(?:计划|目标|任务)?(?:完成)?(?:额|数)?",
            f"{_YEAR}(?:完成)?投资额?",
        ),
        (f"{_YEAR}(?:计划|目标)(?:完成)?(?:额|数)?", _YEAR),
    ),
    Field(
        "total",
        "总投资",
        "Total investment",
        (
            "(?:计划|估算|项目|工程|概算|动态|静态|拟)?总投资(?:额|估算|规模)?|(?:计划|估算|项目)?投资(?:额|总额|估算)?|概算|(?:total )?investment",
        ),
    ),
    Field(
        "owner",
        "业主",
        "Owner",
        (
            "(?:项目)?业主(?:单位)?|(?:项目建设|建设|项目|投资|实施|申报)(?:单位|主体|法人|业主|企业)|企业名称|法人单位|owner|developer",
        ),
    ),
    Field(
        "responsible",
        "责任单位",
        "Responsible units",
        (
            "(?:责任|牵头|主管|监管|负责|包联)(?:单位|部门)|responsible(?: units?)?",
            "(?:省|市|县|区)?(?:级|直)?(?:属地|行业|项目|牵头)?"
            "(?:责任|牵头|主管|监管|负责|推进|包保)(?:责任)?(?:单位|部门|主体)",
        ),
    ),
    Field(
        "progress",
        "进展",
        "Progress",
        ("(?:项目|工程|形象|当前|目前|最新|建设|推进|工作){0,2}(?:进展|进度)(?:情况)?|progress",),
    ),
    Field("remark", "备注", "Remark", ("备注|说明|remarks?|notes?|comments?",)),
)

FIELDS: Mapping[str, Field] = MappingProxyType({field.key: field for field in _ROWS})
SIZES = ("capacity", "energy", "area", "length")
"""Fields whose cells are quantities; the column's unit holds for cells without one."""
SUMS = ("total", "yearly")
"""Fields whose cells are sums of money."""

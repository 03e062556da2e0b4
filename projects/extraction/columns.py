"""What the columns of a project table are called, and the units their labels hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["SizeColumn", "one_unit", "role_of", "size_column", "table_units", "with_units"]

_SORT = "重点|重大|主要|建设|拟建|在建|新建|储备|示范|支撑|工程"
_ROLES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "name": re.compile(
            rf"(?:{_SORT})?(?:项目|工程)(?:[/及和(]?(?:项目|工程)\)?)?(?:名称?)?(?:\(.*\))?"
            r"|(?!企业|单位|指标|部门|设备|产品|任务|园区|河流|县|区)[\u4e00-\u9fff]{0,4}名称(?:\(.*\))?"
        ),
        "task": re.compile(r".*任务.*|.*举措.*|.*内容.*"),
        "place": re.compile(
            r".*(?:地点|地址|所在地|所在县|位置|县.*区|属地|区域|选址|落地).*|(?:所在|所属)?(?:[县市区旗]{1,3}|地区|乡镇)"
        ),
        "content": re.compile(r".*(?:内容|规模|容量|装机).*"),
        "time": re.compile(r".*(?:年限|时限|时间|进度|年份|工期|年月|年度).*"),
        "nature": re.compile(r".*性质.*"),
        "sort": re.compile(r"(?:项目|工程|建设|能源)?(?:类别|类型|分类|种类|门类)"),
        "stage": re.compile(r".*(?:备注|阶段|状态|进展).*"),
        "units": re.compile(r".*(?:责任|部门|牵头|单位|业主|主体).*"),
    }
)
_LONGEST_LABEL = 24

_SPELLINGS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_UNIT = rf"(?:{_SPELLINGS})(?![a-z0-9])(?:/(?:年|日|天|[ad](?![a-z])))?"
_UNIT_LIST = rf"{_UNIT}(?:(?:[/、,]|或者?|和){_UNIT})*"
_EACH_UNIT = re.compile(_UNIT, re.IGNORECASE)
_IN_LABEL = re.compile(
    rf"(?:[(\[/,:]|(?<=[\u4e00-\u9fff])(?=[a-z]))(?:单位:?)?({_UNIT_LIST})[)\]]?$", re.IGNORECASE
)
_UNITS_ALONE = re.compile(rf"[(\[]?({_UNIT_LIST})[)\]]?", re.IGNORECASE)
_ABOVE = re.compile(rf"单位:({_UNIT_LIST})", re.IGNORECASE)

_SIZE = re.compile(
    r"规模|容量|装机|功率|产能|产量|能力|面积|用地|占地|长度|里程|总长|全长|电压|内容|任务|处理量|储能|数量|建设量|指标|参数|概况|简介"
)
_NO_SIZE = re.compile(
    r"投资|资金|产值|收入|库容|坝高|高度|水深|发电|上网|供电量|用电|能耗|电耗|煤耗|减排|排放|节能|节煤|标煤|时速|人口|户数|距离"
)
_HAD = re.compile(r"现有|已建|原有|已有|既有|现状")
# What a label measures, for a unit that stands above the whole table.
_MEASURES = (
    ("kV", re.compile("电压")),
    ("MVA", re.compile("变电|主变")),
    ("km", re.compile("长|里程")),
    ("ha", re.compile("面积|用地|占地")),
    ("m2", re.compile("面积")),
    ("MWh", re.compile("储能|电量")),
    ("MW", re.compile("装机|功率")),
    ("t/a", re.compile("产能|产量|处理")),
)


@dataclass(frozen=True, slots=True)
class SizeColumn:
    """A column that tells sizes: its number, its label, the units its bare numbers are in.

    Two units (万千瓦/万千瓦时) are those of two numbers parted by a stroke. `had` marks what was
    there before the project: it counts where no other column tells that unit.
    """

    number: int
    label: str
    units: tuple[str, ...] = ()
    had: bool = False


def role_of(label: str, taken: Sequence[str]) -> str | None:
    """Return the role of a column by its label, None where no free role fits."""
    if len(label) > _LONGEST_LABEL:
        return None
    bare = _IN_LABEL.sub("", label)
    forms = {label, bare}
    for role, pattern in _ROLES.items():
        if role not in taken and any(map(pattern.fullmatch, forms)):
            return role
    return None


def size_column(number: int, label: str, above: Sequence[str]) -> SizeColumn | None:
    """Return the column's sizes as its label tells them, None for one of other things."""
    if len(label) > _LONGEST_LABEL or _NO_SIZE.search(label):
        return None
    match = _IN_LABEL.search(label)
    if match is None and not _SIZE.search(label):
        return None
    units = _each(match[1]) if match else _meant(label, above)
    return SizeColumn(number, label, units, had=bool(_HAD.search(label)))


def with_units(column: SizeColumn, text: str) -> SizeColumn | None:
    """Return the column with the units a second row of the header gives it, None if it has none."""
    match = _UNITS_ALONE.fullmatch(text) or _IN_LABEL.search(text)
    if match is None:
        return None
    return SizeColumn(column.number, column.label, _each(match[1]), column.had)


def one_unit(text: str) -> tuple[str, ...]:
    """Return the unit a cell of a column 单位 holds, () where it holds something else."""
    match = _UNITS_ALONE.fullmatch(text)
    return _each(match[1]) if match else ()


def table_units(line: str) -> tuple[str, ...]:
    """Return the units a line above a table gives it: 单位:万千瓦、公里."""
    match = _ABOVE.search(line) if "单位:" in line else None
    return _each(match[1]) if match else ()


def _each(text: str) -> tuple[str, ...]:
    return tuple(m[0].lower() for m in _EACH_UNIT.finditer(text))


def _meant(label: str, above: Sequence[str]) -> tuple[str, ...]:
    """Return those of a table's units that fit what a label measures."""
    measured = [unit for unit, pattern in _MEASURES if pattern.search(label)]
    if not measured:
        return tuple(above) if _alike(above) else ()
    fitting = [u for u in above if UNITS[u.partition("/")[0]].unit in measured]
    return tuple(fitting[:1])


def _alike(above: Sequence[str]) -> bool:
    """Whether a table's units go together in one column: one alone, or 万千瓦/万千瓦时."""
    known = {UNITS[u.partition("/")[0]].unit for u in above}
    return len(known) == 1 or known == {"MW", "MWh"}

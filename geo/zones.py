"""Development zones: the forms a zone's name takes, and the table of their host counties."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.edges import COMMON, Edge
from geo.errors import DataError, UnknownPlace
from geo.models import Adcode, Level, Place
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.divisions import Division, Divisions

__all__ = [
    "SUFFIX",
    "edge_of_zone",
    "is_telling",
    "read_zones",
    "zone_forms",
    "zones_of_towns",
]

_SORTS = (
    (
        re.compile(r"经济(?:技术)?(?:产业)?开发区$|经开区$"),
        ("经济技术开发区", "经济开发区", "经开区"),
    ),
    (
        re.compile(
            r"(?:火炬)?高新?(?:技术)?(?:产业)?开发区$|高新(?:技术)?(?:科技)?产业园区?$|高新区$"
        ),
        ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区", "高新区"),
    ),
    (re.compile(r"综合保税区$|综保区$"), ("综合保税区", "综保区")),
    (re.compile(r"工业园区?$"), ("工业园区", "工业园")),
    (re.compile(r"产业园区?$"), ("产业园区", "产业园")),
)
"""How a zone's name may end → what may stand there instead: 经济技术开发区 is 经开区 in plans."""

_WORDS = (
    "国家级|省级|国家|国际|地区|城市|城乡|一体化|城|经济|高新|高技术|技术|科技|科教|科学|工业|产业|"
    "商务|商贸|贸易|保税|港|出口|加工|外向型|综合|农业|农产品|现代|循环|新型|新兴|先进|制造业?|装备|高端|"
    "战略性|绿色|环保|节能|生态|生物|医药|食品|健康|化工|化学|石化|盐化|煤化|轻工|纺织|机械|汽车|电子|"
    "信息|软件|大数据|数字|智能|智慧|新?材料|新?能源|特色|创新|创业|创意|文化|旅游|休闲|风景|名胜|自然|"
    "温泉|森林|湿地|民族|移民|扶贫|安置|教育|职教|大学|物流|仓储|空港|临空|航空|临港|港口|高铁|临铁|"
    "滨海|滨江|滨河|滨湖|滨水|沿海|沿江|沿河|临江|临海|海港|江|河|湖|海|山|东|西|南|北|中|新|老|新城|"
    "互联网|总部|核心|试验|实验|示范|合作|飞地|进口|中小企业|企业|民营|市|县|区|旗|镇|乡|特别|行政|"
    "家居|木业|建材|有色|冶金|金属|钢铁|铝业|再生资源|资源|花卉|畜牧|养殖|林业|种业|第?[一二三四五]|"
    "孵化|东部|西部|南部|北部|中部|南岸|北岸|东郊|西郊|南郊|北郊|石材|幸福|高校|新世纪|火车站|中药|农机|轴承|"
    "风电|光伏|核电|氢能|储能|生命|华侨|器械|医疗|陆路|长三角|开发区?|农牧|"
    "省|高|新?区域|片|的|和|与|及|暨|功能性?|型|类|业|职业|培训|科研|度假|水上|水产|粮食|粮油|果蔬|蔬菜"
)
SUFFIX = re.compile(
    r"(开发区|高新区|经开区|综保区|园区?|新城|新区|管理区|保税港?区|合作区|示范区|试验区|实验区|度假区|"
    r"经济区|集聚区|聚集区|集中区|工业区|加工区|科技城|投资区)$"
)
_VAGUE = re.compile(rf"(?:{_WORDS})*")
"""Words that any zone's name may be made of, and how such names end."""

_AFTER_TOWNS = (
    "新区",
    "开发区",
    "经济开发区",
    "经开区",
    "工业园",
    "工业园区",
    "产业园",
    "产业园区",
)
_LEAST = 2
_UNIT = re.compile(r"(?<=..)(?:[市县区]|国家)$")


def is_telling(name: str) -> bool:
    """Tell whether a zone's name has a proper part (not 滨江新城, 经济开发区, 高铁新区)."""
    stem = SUFFIX.sub("", name)
    return not _VAGUE.fullmatch(stem) and len(stem) >= _LEAST


def edge_of_zone(name: str) -> Edge:
    """Return the rule for a zone's name; an abbreviation of two characters is weak (雄安)."""
    return Edge.COMMON if len(name) == _LEAST else Edge.FULL


def zone_forms(name: str, city: Division | None) -> tuple[str, ...]:
    """Return the names a zone goes by, its own first.

    晋江市经济开发区 is 晋江经开区 too. `city`, the prefecture, may be left out where a proper part
    remains: 葫芦岛打渔山经济开发区 is 打渔山经开区, while 肇庆高新区 stays whole.
    """
    forms = {name: None}
    if city and name.startswith(city.short_name):
        bare = name.removeprefix(city.name)
        bare = bare if bare != name else name.removeprefix(city.short_name)
        forms |= dict.fromkeys((city.short_name + bare, city.name + bare))
        if is_telling(bare):
            forms[bare] = None
    for form in tuple(forms):
        for ending, instead in _SORTS:
            stem = ending.sub("", form)
            if stem != form and len(stem) >= _LEAST:
                stems = dict.fromkeys((stem, _UNIT.sub("", stem)))
                forms |= dict.fromkeys(s + tail for s in stems for tail in instead)
    return tuple(forms)


def zones_of_towns(towns: Iterable[Place]) -> dict[str, list[Place]]:
    """Return name → hosts of the zones that may be named after a town: 东津新区 lies in 东津镇.

    Of the zones of zones.csv that bear a town's name, 35 of 37 lie in that town's county. A new
    district is larger than a subdistrict, and both are called after the same hill or lake: 武夷新区
    is not in 武夷街道.
    """
    named: dict[str, list[Place]] = {}
    for town in towns:
        telling = is_telling(town.short_name) and town.short_name not in COMMON
        if town.level is Level.TOWNSHIP and town.counties and telling:
            named.setdefault(town.short_name, []).append(town)
    return {
        stem + ending: [_after(town, stem + ending) for town in hosts]
        for stem, hosts in named.items()
        for ending in _AFTER_TOWNS
        if ending != "新区" or not any(town.name.endswith("街道") for town in hosts)
    }


def _after(town: Place, name: str) -> Place:
    return replace(
        town,
        code=town.counties[0],
        name=name,
        short_name=name,
        level=Level.ZONE,
        note=f"named after {town.name}",
    )


def read_zones(divisions: Divisions, path: Path | None = None) -> list[Place]:
    """Read zones.csv: each zone with the counties it lies in.

    Raises
    ------
    DataError
        If the table is missing or has a row that cannot be read.
    """
    path = path or DATA / "gazetteer" / "zones.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [_zone(row, divisions) for row in csv.DictReader(file)]
    except (OSError, KeyError, UnknownPlace) as exc:
        message = f"{path}: the table of zones cannot be read ({exc}). Restore the file."
        raise DataError(message) from exc


def _zone(row: Mapping[str, str], divisions: Divisions) -> Place:
    counties = tuple(divisions.get(code).adcode for code in row["counties"].split(";"))
    return Place(
        code=counties[0],
        name=row["name"],
        short_name=row["name"],
        level=Level.ZONE,
        counties=counties,
        prefecture=Adcode(row["prefecture"]),
        province=divisions.province_of(counties[0]),
        note=row["source"],
    )

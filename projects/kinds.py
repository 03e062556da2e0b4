"""The one table of project kinds: a new kind is one row here.

Keys are those of the annotation guide. `measure` names the quantity that says how big such a thing
is; `words` are the head words that name it in a plan, in simplified Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KINDS", "MEASURES", "SECTORS", "Kind", "Measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that can be summed over regions: `unit` in JSON, `zh_unit`/`zh_factor` for people."""

    key: str
    unit: str
    zh: str
    en: str
    zh_unit: str
    zh_factor: float


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        m.key: m
        for m in (
            Measure("power", "MW", "装机容量", "Installed power", "万千瓦", 10.0),
            Measure("energy", "MWh", "储能电量", "Storage energy", "万千瓦时", 10.0),
            Measure("area", "ha", "面积", "Area", "公顷", 1.0),
            Measure("length", "km", "长度", "Length", "公里", 1.0),
            Measure("count", "projects", "项目数", "Projects", "个", 1.0),
        )
    }
)

SECTORS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "power": ("电源", "Generation"),
        "grid": ("电网与储能", "Grid and storage"),
        "gas": ("油气", "Oil and gas"),
        "transport": ("交通", "Transport"),
        "industry": ("产业", "Industry"),
        "circular": ("循环利用", "Circular economy"),
        "ecology": ("生态", "Ecology"),
        "digital": ("数字与科研", "Digital and research"),
        "other": ("其他", "Other"),
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: `measure` is a key of MEASURES."""

    key: str
    zh: str
    en: str
    sector: str
    measure: str
    words: tuple[str, ...]


def _kind(key: str, zh: str, en: str, sector: str, measure: str, words: str) -> Kind:
    return Kind(key, zh, en, sector, measure, tuple(words.split()))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        k.key: k
        for k in (
            _kind("wind_farm", "风电", "Wind farm", "power", "power", "风电场 风电"),
            _kind("solar_farm", "光伏", "Solar farm", "power", "power", "光伏"),
            _kind("hydropower", "水电", "Hydropower", "power", "power", "水电站 水电"),
            _kind("pumped_storage", "抽水蓄能", "Pumped storage", "grid", "power", "抽水蓄能"),
            _kind("biomass_power", "生物质", "Biomass", "power", "power", "生物质"),
            _kind("waste_to_energy", "垃圾发电", "Waste to energy", "power", "power", "垃圾焚烧"),
            _kind("geothermal", "地热", "Geothermal", "power", "power", "地热"),
            _kind("coal_power", "煤电", "Coal power", "power", "power", "电厂"),
            _kind("gas_power", "气电", "Gas power", "power", "power", "燃气发电"),
            _kind("nuclear_heat", "核能", "Nuclear", "power", "power", "核电 核能"),
            _kind("energy_storage", "新型储能", "Energy storage", "grid", "power", "储能"),
            _kind("hydrogen", "氢能", "Hydrogen", "power", "count", "制氢 加氢站"),
            _kind("substation", "变电站", "Substation", "grid", "count", "变电站 输变电"),
            _kind("converter_station", "换流站", "Converter station", "grid", "count", "换流站"),
            _kind("transmission_line", "输电线路", "Transmission line", "grid", "length", "线路"),
            _kind("distribution_grid", "配电网", "Distribution grid", "grid", "count", "配电网"),
            _kind("gas_pipeline", "天然气管道", "Gas pipeline", "gas", "length", "管道 支线"),
            _kind("gas_station", "天然气场站", "Gas station", "gas", "count", "门站"),
            _kind("rail_spur", "铁路专用线", "Rail spur", "transport", "length", "专用线"),
            _kind("railway", "铁路", "Railway", "transport", "length", "铁路 高铁"),
            _kind("waterway", "航道", "Waterway", "transport", "length", "航道"),
            _kind("port", "港口", "Port", "transport", "count", "港 码头"),
            _kind("road", "公路", "Road", "transport", "length", "公路 高速"),
            _kind("logistics_hub", "物流枢纽", "Logistics hub", "transport", "count", "物流园"),
            _kind("charging", "充换电", "Charging", "transport", "count", "充电站 换电站"),
            _kind("factory", "工业项目", "Factory", "industry", "count", "项目"),
            _kind("industrial_park", "产业园区", "Industrial park", "industry", "area", "产业园"),
            _kind("recycling", "资源循环", "Recycling", "circular", "count", "再生 循环利用"),
            _kind("waste_treatment", "废物处理", "Waste treatment", "circular", "count", "处理厂"),
            _kind("wetland", "湿地", "Wetland", "ecology", "area", "湿地"),
            _kind(
                "mine_restoration", "矿山修复", "Mine restoration", "ecology", "area", "矿山修复"
            ),
            _kind("forest", "林业碳汇", "Forest", "ecology", "area", "林场 碳汇林"),
            _kind(
                "river_restoration",
                "河湖修复",
                "River restoration",
                "ecology",
                "length",
                "河道治理",
            ),
            _kind("data_centre", "数据中心", "Data centre", "digital", "count", "数据中心"),
            _kind(
                "research_platform", "科研平台", "Research platform", "digital", "count", "实验室"
            ),
            _kind("pilot_zone", "试点示范区", "Pilot zone", "other", "count", "试点 示范区"),
            _kind("renewable_base", "新能源基地", "Renewable base", "power", "power", "新能源基地"),
            _kind("other", "其他", "Other", "other", "count", "中心"),
        )
    }
)

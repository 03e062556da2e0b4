"""The one table of kinds: every row is whole, and its own name leads back to it."""

from __future__ import annotations

import re

import pytest

from projects.extraction.naming import HEADS, kind_of
from projects.importing.words import kind_in
from projects.kinds import KINDS, MEASURES, SECTORS

# A project as a plan would call it, one for each kind: a new row needs one here.
TYPICAL = {
    "pumped_storage": "云岭抽水蓄能电站",
    "wind_farm": "云岭风电场",
    "waste_to_energy": "云岭生活垃圾焚烧发电厂",
    "biomass_power": "云岭农林生物质热电联产项目",
    "solar_farm": "云岭光伏电站",
    "hydropower": "云岭水电站",
    "geothermal": "云岭地热供暖项目",
    "nuclear_heat": "云岭核能供暖项目",
    "gas_power": "云岭天然气调峰电站",
    "hydrogen": "云岭加氢站",
    "energy_storage": "云岭储能电站",
    "converter_station": "云岭换流站",
    "substation": "云岭变电站",
    "transmission_line": "云岭输电线路",
    "distribution_grid": "云岭增量配电网",
    "gas_pipeline": "云岭天然气管道",
    "gas_station": "云岭LNG储备站",
    "rail_spur": "云岭铁路专用线",
    "railway": "云岭高速铁路",
    "waterway": "云岭航道整治工程",
    "port": "云岭码头",
    "logistics_hub": "云岭物流园",
    "road": "云岭高速公路",
    "charging": "云岭充电站",
    "data_centre": "云岭数据中心",
    "mine_restoration": "云岭废弃矿山生态修复工程",
    "wetland": "云岭湿地公园",
    "forest": "云岭国家储备林项目",
    "river_restoration": "云岭河道综合治理工程",
    "recycling": "云岭建筑垃圾资源化利用项目",
    "waste_treatment": "云岭污水处理厂",
    "renewable_base": "云岭风光储一体化基地",
    "coal_power": "云岭热电厂",
    "research_platform": "云岭重点实验室",
    "industrial_park": "云岭产业园",
    "pilot_zone": "云岭先行示范区",
    "factory": "云岭正极材料生产基地",
    "other": "云岭文化馆",
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_row_is_whole(kind):
    assert KINDS[kind.key] is kind
    assert re.fullmatch(r"[a-z]+(?:_[a-z]+)*", kind.key)
    assert kind.zh
    assert kind.en
    assert kind.sector in SECTORS
    assert kind.measure in MEASURES


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_rows_patterns_find_something_and_never_nothing(kind):
    for pattern in filter(None, (kind.heads, kind.cues)):
        compiled = re.compile(pattern)
        assert not compiled.groupindex, "names of groups are the table's keys"
        assert compiled.search("") is None, "an empty match would cut every text"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_typical_name_tells_its_kind(kind):
    assert kind_of(TYPICAL[kind.key]) == kind.key


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_typical_name_ends_in_a_head(kind):
    name = TYPICAL[kind.key]
    ends = [match.end() for match in HEADS.finditer(name)]
    assert ends, name
    assert ends[-1] == len(name)


def test_labels_are_not_shared():
    for labels in ([k.zh for k in KINDS.values()], [k.en for k in KINDS.values()]):
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES.keys())
def test_a_measure_is_whole(measure):
    assert MEASURES[measure.key] is measure
    assert measure.unit
    assert measure.zh
    assert measure.en
    assert measure.zh_unit
    assert measure.zh_factor > 0


def test_every_sector_has_kinds_and_both_labels():
    assert {k.sector for k in KINDS.values()} == set(SECTORS)
    assert all(zh and en for zh, en in SECTORS.values())


def test_the_tables_cannot_be_changed_at_run_time():
    for table in (KINDS, MEASURES, SECTORS):
        with pytest.raises(TypeError):
            table["new"] = None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云岭电站", "hydropower"),
        ("500千伏云岭站", "substation"),
        ("220千伏云岭至码湖线路", "transmission_line"),
        ("110KV云岭站", "substation"),
        ("35Kv云岭站", "substation"),
        ("云岭项目", "factory"),
        ("云岭源网荷储一体化项目", "renewable_base"),
        ("云岭光伏示范项目", "solar_farm"),
        ("云岭储能电芯制造基地", "factory"),
        ("云岭电池产业园", "industrial_park"),
        ("云岭风电场220千伏升压站", "substation"),
        ("云岭", "other"),
    ],
)
def test_a_noun_that_several_kinds_share_takes_its_kind_from_the_rest(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("onshore", "wind_farm"),
        ("offshore hard mount", "wind_farm"),
        ("pumped storage", "pumped_storage"),
        ("conventional storage", "hydropower"),
        ("run-of-river", "hydropower"),
        ("ultra-supercritical", "coal_power"),
        ("CFB", "coal_power"),
        ("bioenergy: refuse (municipal and industrial wastes)", "waste_to_energy"),
        ("bioenergy: agricultural waste (solids)", "biomass_power"),
        ("pressurized water reactor", "nuclear_heat"),
        ("PV", "solar_farm"),
        ("battery storage", "energy_storage"),
        ("gas turbine", "gas_power"),
        ("抽水蓄能", "pumped_storage"),
        ("火电", "coal_power"),
        ("生物质发电", "biomass_power"),
        ("Wind farm", "wind_farm"),
        ("solar_farm", "solar_farm"),
        ("重点项目", None),
        ("something else", None),
    ],
)
def test_a_tables_word_for_a_kind(words, kind):
    assert kind_in(words) == kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_english_name_of_a_kind_is_no_other_kinds_word(kind):
    assert kind_in(kind.en) == kind.key
    found = [k.key for k in KINDS.values() if k.words_en and re.search(k.words_en, kind.en.lower())]
    assert found in ([], [kind.key])


def test_a_bases_heat_and_power_is_not_geothermal():
    assert kind_of("某盐化工基地热电联产项目") == "coal_power"

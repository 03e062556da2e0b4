"""Hills and waters of one county place a project that nothing better places, or refuse."""

from __future__ import annotations

import csv

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.bare import BareNames
from geo.divisions import Divisions
from geo.entries import read_aliases
from geo.evidence import READINGS
from geo.features import Features
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.landforms import Trust
from geo.models import Precision
from geo.paths import DATA
from geo.towns import Towns
from geo.zones import read_zones

DIVISIONS = Divisions.load()
TOWNS = Towns(DIVISIONS)
GAZETTEER = Gazetteer.load(DIVISIONS)
GEOCODER = Geocoder(GAZETTEER)
BARE = BareNames(GAZETTEER)
HANGZHOU, TONGLU, CHUNAN, LINAN = "330100", "330122", "330127", "330112"
FEATURES = "name,kind,counties,alone,reach,source\n"
LESSER = "name,kind,counties,sure,source\n"


@pytest.fixture
def geocoder(tmp_path):
    """Return a maker of geocoders over the real divisions and towns and a few landforms."""

    def build(*lesser, features=()):
        paths = tmp_path / "features.csv", tmp_path / "county_features.csv"
        for path, header, rows in zip(paths, (FEATURES, LESSER), (features, lesser), strict=True):
            path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        zones, aliases = read_zones(DIVISIONS), read_aliases(DIVISIONS)
        known = Features(DIVISIONS, *paths)
        return Geocoder(Gazetteer(DIVISIONS, TOWNS, zones, aliases, known))

    return build


@pytest.mark.parametrize(
    ("row", "name", "reading"),
    [
        ("云顶尖,mountain", "云顶尖风电场", "landform"),
        ("云顶尖,mountain", "华能云顶尖二期风电项目", "landform"),
        ("云顶尖,mountain", "杭州云顶尖风电场", "landform"),
        ("云顶尖,mountain", "云顶尖高台风电场", "landform_part"),
        ("云顶尖,mountain", "雾隐云顶尖风电场", "landform_part"),
        ("长坑溪,river", "长坑溪水电站", "landform"),
        ("高岩湖,lake", "高岩湖光伏", "landform"),
        ("白岩坑水库,reservoir", "白岩坑水库光伏", "landform"),
        ("白岩坑水库,reservoir", "白岩坑抽水蓄能电站", "dam"),
        ("月牙湾,coast", "月牙湾码头工程", "landform"),
        ("野猪坪,land", "野猪坪风电场", "landform"),
        ("渌溪,river", "渌溪水电站", "landform_short"),
    ],
)
def test_the_proper_part_of_a_name_that_is_one_countys_landform_places_it(
    geocoder, row, name, reading
):
    found = geocoder(f"{row},{CHUNAN},1,r1").locate(name, HANGZHOU)
    assert found.counties == (CHUNAN,)
    assert found.precision is Precision.FEATURE
    assert found.reason.startswith(READINGS[reading].why + ":")
    assert found.confidence == round(READINGS[reading].confidence, 3)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("云顶尖,mountain", "小云顶尖风电场"),  # one character left over: another hill
        ("云顶尖,mountain", "云顶尖村光伏"),
        ("云顶尖,mountain", "云顶尖大道改造工程"),
        ("云顶尖,mountain", "云顶尖中学屋顶光伏"),
        ("云顶尖,mountain", "云顶尖桥"),
        ("云顶尖,mountain", "云顶尖水泥厂光伏"),  # a company's words
        ("渌溪,river", "渌溪高台水电站"),  # two characters begin many names
        ("渌溪,river", "雾隐渌溪水电站"),
        ("白岩坑水库,reservoir", "白岩坑风电场"),  # no water: another 白岩坑
        ("白岩坑水库,reservoir", "白岩坑电厂"),
        ("胜利水库,reservoir", "胜利水电站"),  # a word
        ("长江,river", "长江水电站"),  # a great river lies in no county
        ("大运河,river", "大运河治理工程"),
    ],
)
def test_a_landforms_name_inside_another_word_places_nothing(geocoder, row, name):
    found = geocoder(f"{row},{CHUNAN},1,r1").locate(name, HANGZHOU)
    assert found.counties == ()


def test_two_counties_of_one_name_are_refused_and_kept(geocoder):
    one = geocoder(f"云顶尖,mountain,{CHUNAN};{TONGLU},1,r1")
    two = geocoder(f"云顶尖,mountain,{CHUNAN},1,r1", f"云顶尖,mountain,{TONGLU},2,r1")
    for made in (one, two):
        found = made.locate("云顶尖风电场", HANGZHOU)
        assert found.counties == ()
        assert {c.adcode for c in found.candidates} == {CHUNAN, TONGLU}


def test_a_range_of_several_prefectures_places_where_it_reaches_one_county(geocoder):
    made = geocoder(f"云顶尖,mountain,{CHUNAN};330802;330881,1,r1")
    assert made.locate("云顶尖风电场", HANGZHOU).counties == (CHUNAN,)
    assert made.locate("云顶尖风电场", "330800").counties == ()


def test_what_one_reading_alone_tells_is_a_candidate(geocoder):
    found = geocoder(f"云顶尖,mountain,{CHUNAN},2,r1").locate("云顶尖风电场", HANGZHOU)
    assert found.counties == ()
    assert [c.adcode for c in found.candidates] == [CHUNAN]


def test_what_two_doubtful_readings_agree_on_places_with_less_confidence(geocoder):
    sure, agreed = (
        geocoder(f"云顶尖,mountain,{CHUNAN},1,{source}").locate("云顶尖风电场", HANGZHOU)
        for source in ("r12", "r2")
    )
    assert sure.counties == agreed.counties == (CHUNAN,)
    assert sure.confidence >= 0.9 > agreed.confidence
    assert (sure.precision, agreed.precision) == (Precision.FEATURE, Precision.COUNTY)


@pytest.mark.parametrize("sure", ["1,r1", "1,r2", "2,r1", "2,x"])
def test_a_town_of_another_county_that_bears_the_name_leaves_it_open(geocoder, sure):
    """清凉峰镇 lies in 临安; a hill of that name in 淳安 says otherwise."""
    alone = geocoder().locate("清凉峰风电场", HANGZHOU)
    assert alone.counties == (LINAN,)
    found = geocoder(f"清凉峰,mountain,{CHUNAN},{sure}").locate("清凉峰风电场", HANGZHOU)
    assert found.counties == ()
    assert {c.adcode for c in found.candidates} == {CHUNAN, LINAN}


def test_a_town_decides_between_the_counties_of_a_landform(geocoder):
    found = geocoder(f"清凉峰,mountain,{CHUNAN};{LINAN},1,r1").locate("清凉峰风电场", HANGZHOU)
    assert found.counties == (LINAN,)


@pytest.mark.parametrize(
    ("name", "county"),
    [
        ("桐庐云顶尖风电场", TONGLU),
        ("桐庐县云顶尖风电场", TONGLU),
        ("清凉峰镇云顶尖风电场", LINAN),
        ("清凉峰云顶尖风电场", LINAN),  # a town without its suffix comes first as well
    ],
)
def test_counties_and_towns_come_before_a_landform(geocoder, name, county):
    found = geocoder(f"云顶尖,mountain,{CHUNAN},1,r1").locate(name, HANGZHOU)
    assert found.counties == (county,)


def test_the_longer_of_two_names_counts(geocoder):
    made = geocoder(f"清凉峰南坡,mountain,{CHUNAN},1,r1", f"凉峰,mountain,{TONGLU},1,r1")
    assert made.locate("清凉峰南坡风电场", HANGZHOU).counties == (CHUNAN,)
    assert made.locate("清凉峰风电场", HANGZHOU).counties == (LINAN,)


def test_a_countys_short_name_that_a_gorge_begins_with_is_the_gorge(geocoder):
    made = geocoder(f"桐庐峡,river,{CHUNAN},1,r1")
    assert made.locate("桐庐峡水电站", HANGZHOU).counties == (CHUNAN,)


def test_a_line_to_a_landform_of_several_counties_stays_open_at_that_end(geocoder):
    name = "桐庐至云顶尖输电线路"
    sure = geocoder(f"云顶尖,mountain,{CHUNAN},1,r1").locate(name, HANGZHOU)
    assert set(sure.counties) == {TONGLU, CHUNAN}
    for row in (f"云顶尖,mountain,{CHUNAN};{LINAN},1,r1", f"云顶尖,mountain,{CHUNAN},2,r1"):
        found = geocoder(row).locate(name, HANGZHOU)
        assert "where 云顶尖" in found.reason
        assert found.confidence <= READINGS["open_end"].confidence


def test_mountains_lakes_and_reservoirs_of_the_states_lists_count_too(geocoder):
    """They need no town so named here: that is asked of a name that outranks towns."""
    features = [
        f"云顶尖,mountain,{CHUNAN},,,s",
        f"白岩坑水库,reservoir,{TONGLU},,,s",
        f"竹海,forest_park,{CHUNAN},,,s",
    ]
    made = geocoder(features=features)
    assert made.locate("云顶尖风电场", HANGZHOU).counties == (CHUNAN,)
    assert made.locate("白岩坑抽水蓄能电站", HANGZHOU).counties == (TONGLU,)
    assert made.locate("竹海风电场", HANGZHOU).counties == ()


def test_a_feature_that_surely_reaches_further_is_no_longer_one_countys(geocoder):
    name, features = "白岩坑水库清淤工程", [f"白岩坑水库,reservoir,{TONGLU},,,s"]
    assert geocoder(features=features).locate(name, HANGZHOU).counties == (TONGLU,)
    for sure, counties in (("1,r1", ()), ("2,r1", (TONGLU,))):
        row = f"白岩坑水库,reservoir,{TONGLU};{CHUNAN},{sure}"
        found = geocoder(row, features=features).locate(name, HANGZHOU)
        assert found.counties == counties


def test_inside_a_county_a_landform_of_it_tells_more_and_one_elsewhere_nothing(geocoder):
    made = geocoder(f"云顶尖,mountain,{CHUNAN},1,r1")
    assert made.locate("云顶尖风电场", CHUNAN).precision is Precision.FEATURE
    found = made.locate("云顶尖风电场", TONGLU)
    assert (found.counties, found.precision) == ((TONGLU,), Precision.COUNTY)


def test_a_province_and_china_have_too_many_of_one_name(geocoder):
    made = geocoder(f"云顶尖,mountain,{CHUNAN},1,r1")
    assert made.locate("云顶尖风电场", "330000").counties == ()
    assert made.locate("云顶尖风电场").counties == ()
    assert made.locate("杭州市云顶尖风电场").counties == (CHUNAN,)


def table():
    with (DATA / "gazetteer" / "county_features.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@settings(max_examples=50)
@given(st.sampled_from(table()), st.sampled_from(["风电场", "水电站", "治理工程", "储能"]))
def test_a_landforms_project_lies_where_a_row_or_a_place_of_the_name_does(row, tail):
    """Whatever the row: never in a county that nothing of that name lies in."""
    prefecture = DIVISIONS.prefecture_of(row["counties"].split(";")[0])
    name = row["name"] + tail
    assume(not GAZETTEER.find(name, prefecture, features=True))
    lying = GAZETTEER.landforms(prefecture)[row["name"]]
    bearing = BARE.hints(name, (), prefecture)
    allowed = {*lying.counties, *(c for hint in bearing for c in hint.counties)}
    found = GEOCODER.locate(name, prefecture)
    assert set(found.counties) <= allowed
    if not bearing and (len(lying.counties) > 1 or lying.trust is Trust.OPEN):
        assert found.counties == ()

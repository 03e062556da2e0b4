"""The geocoder: names that hold a place's letters and are none, or name a place elsewhere."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.models import Precision

GEOCODER = Geocoder(Gazetteer.load())


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("京杭运河整治工程", "130900"),  # 运河区 is a district there
        ("京杭大运河光伏", "130000"),
        ("大运河文化带", "130900"),
        ("运河光伏", "320300"),  # 运河镇
        ("运河光伏", None),
        ("黄河光伏", "321300"),
        ("长江光伏", "321000"),
        ("汉江光伏", "420100"),
        ("黄河大桥光伏", "420100"),  # 大桥 is a village
    ],
)
def test_a_great_river_or_canal_is_no_place_called_after_it(name, within):
    assert GEOCODER.locate(name, within).counties == ()


def test_full_names_of_places_called_after_a_river_hold():
    assert GEOCODER.locate("运河区光伏", "130900").counties == ("130903",)
    assert GEOCODER.locate("黄河口光伏", "370500").counties == ("370505",)
    assert GEOCODER.locate("黄河光伏", "431322").counties == ("431322",)


def test_candidates_of_a_weaker_reading_may_be_the_likelier_ones():
    """Both are towns without suffix, of one rank; candidates once came in the order of the text."""
    scores = [c.score for c in GEOCODER.locate("龙山镇天子湖", "330500").candidates]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("双峰县光伏", "431322"),
        ("双峰光伏", "431322"),
        ("长沙光伏", "431322"),
        ("邵阳市光伏", "431322"),
        ("深圳市宝安区光伏", "441900"),
        ("深圳光伏", "441900"),
        ("酒泉光伏", "620200"),
        ("武汉光伏", "429004"),
        ("长沙光伏", "431300"),
        ("浏阳光伏", "431300"),
    ],
)
def test_a_name_that_begins_as_a_place_elsewhere_lies_outside(name, within):
    found = GEOCODER.locate(name, within)
    assert found.counties == ()
    assert found.precision is Precision.OUTSIDE


@pytest.mark.parametrize(
    "name",
    [
        "新化双峰光伏",
        "新化光伏",
        "某光伏",
        "中山光伏",  # a city, a district, and any hill
        "朝阳光伏",
        "长沙新能源光伏",  # a company
        "长沙市中联有限公司光伏",
        "长沙至邵阳高速公路",  # a line may run through
        "湖南娄底光伏",
    ],
)
def test_a_county_keeps_what_does_not_begin_as_a_place_elsewhere(name):
    found = GEOCODER.locate(name, "431322")
    assert found.counties == ("431322",)


@pytest.mark.parametrize(
    "name",
    [
        "龙泉苑",
        "龙泉寺",
        "黄岩岛",
        "永兴岛",
        "新化路光伏",
        "通海大道",
        "凤凰山风电",
        "万年青风电",
        "兴业银行",
        "平安银行光伏",
        "瑞金医院",
        "永康里光伏",
        "安吉尔",
        "祥云大厦",
        "新民科技光伏",
        "中山大学",
        "中山陵",
        "矿区",  # many cities have one
        "卧龙-编钟-仙女山通道",
    ],
)
def test_without_scope_a_longer_word_is_no_county(name):
    found = GEOCODER.locate(name)
    assert found.counties == ()
    assert found.candidates, "what the name begins with is kept"
    assert found.reason


@pytest.mark.parametrize(
    ("name", "county"),
    [
        ("新化", "431322"),
        ("泸定水电站", "513322"),
        ("新化石冲口风电", "431322"),
        ("安吉县光伏", "330523"),
        ("中山储能", "442000"),
    ],
)
def test_without_scope_a_county_that_ends_as_a_name_is_one(name, county):
    assert GEOCODER.locate(name).counties == (county,)


def test_a_university_called_after_no_city_does_not_hide_its_city():
    found = GEOCODER.locate("中山大学深圳校区")
    assert found.precision is Precision.CITY


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("北戴河新区光伏", "130300"),  # in 抚宁 and 昌黎
        ("北戴河新区", None),
        ("南太湖新区", "330500"),  # not of 太湖街道
        ("武夷新区", "350700"),  # not of 武夷街道
        ("江北机场", "500000"),  # not of 江北街道, nor is 机场 a village
        ("天府国际机场", "510100"),
        ("中新知识城", "440100"),
        ("庐山西海", "360400"),
        ("通州湾示范区", "320600"),
    ],
)
def test_a_new_district_or_airport_called_after_a_place_may_lie_elsewhere(name, within):
    assert GEOCODER.locate(name, within).counties == ()


def test_a_new_district_with_its_county_named_in_full_lies_there():
    found = GEOCODER.locate("昌黎县北戴河新区光伏", "130300")
    assert found.counties == ("130322",)


def test_a_sea_wall_and_a_company_are_no_new_district():
    assert GEOCODER.locate("温岭东海塘风电场", "331000").counties == ("331081",)
    assert GEOCODER.locate("长兴新城环保有限公司垃圾发电", "330500").counties == ("330522",)


@pytest.mark.parametrize("name", ["鼓楼", "鼓楼区", "城关", "和平", "中山", "朝阳"])
def test_namesakes_are_not_told_as_the_only_ones(name):
    """Each of four 鼓楼区 once was "the only county of this name in China"."""
    found = GEOCODER.locate(f"{name}光伏") if name != "中山" else GEOCODER.locate("中山陵")
    assert found.counties == ()
    assert len(found.candidates) > 1
    assert all(c.why == f"it is called {name}" for c in found.candidates)


def test_a_former_name_of_two_counties_keeps_both_as_candidates():
    for name in ("江东区", "江东区光伏"):
        found = GEOCODER.locate(name)
        assert found.counties == ()
        assert {c.adcode for c in found.candidates} == {"330212", "430405"}
        assert all("江东区 → " in c.why for c in found.candidates)
    split = GEOCODER.locate("吴县市")
    assert split.precision is Precision.CITY, "one county once, of two districts today"
    assert {c.adcode for c in split.candidates} == {"320506", "320507"}


@pytest.mark.parametrize("name", ["", "  \n", "😀", "abc", "null", "{{x}}", "123", "——"])
def test_a_name_without_a_word_of_chinese_gets_no_confidence(name):
    """Such a name once was city-wide at 0.998."""
    found = GEOCODER.locate(name, "431300")
    assert (found.counties, found.precision, found.confidence) == ((), None, 0.0)
    assert found.reason == "the name holds no word of Chinese"
    county = GEOCODER.locate(name, "431322")
    assert (county.counties, county.confidence) == (("431322",), 0.0), "the plan's own county"
    assert GEOCODER.locate(name).confidence == 0
    assert GEOCODER.locate("某储能", "431300").precision is Precision.CITY

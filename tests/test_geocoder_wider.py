"""The geocoder where a province is told, or nothing: zones, features, former cities, lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.divisions import Divisions
from geo.errors import UnknownPlace
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.models import Level, Place, Precision
from geo.wider import Wider

DIVISIONS = Divisions.load()
GEOCODER = Geocoder(Gazetteer.load(DIVISIONS))
XIONGAN = ("130629", "130632", "130638")
GUIAN = {"520111", "520181", "520402", "520403"}


@pytest.mark.parametrize(
    ("name", "within", "counties"),
    [
        ("雄安", None, XIONGAN),
        ("雄安", "130000", XIONGAN),
        ("雄安新区", "130000", XIONGAN),
        ("河北雄安", None, XIONGAN),
        ("横琴", None, ("440402",)),
        ("横琴新区", None, ("440402",)),
        ("横琴新区光伏", "440000", ("440402",)),
        ("广东横琴", None, ("440402",)),
        ("杨凌", "610000", ("610403",)),
        ("金普新区", "210000", ("210213", "210214")),
        ("东湖高新区", "420000", ("420111", "420115")),
        ("深汕特别合作区", None, ("441521",)),
        ("两江新区", None, ("500105",)),
    ],
)
def test_a_zone_is_known_in_its_province_and_without_a_scope(name, within, counties):
    """Zones once were asked for in a prefecture alone: 贵安新区 was unknown in 贵州."""
    found = GEOCODER.locate(name, within)
    assert set(found.counties) == set(counties)
    assert found.precision in (Precision.ZONE, Precision.COUNTY)


@pytest.mark.parametrize("name", ["雄安高铁站", "雄安光伏", "河北雄安光伏"])
def test_what_lies_somewhere_in_a_zone_of_several_counties_keeps_them_as_candidates(name):
    found = GEOCODER.locate(name)
    assert found.counties == ()
    assert {c.adcode for c in found.candidates} == set(XIONGAN)


@pytest.mark.parametrize("within", [None, "520000"])
def test_a_new_district_of_several_cities_is_one_zone(within):
    """It has a row for each of its cities, and once was the first one's part only."""
    assert set(GEOCODER.locate("贵安新区", within).counties) == GUIAN
    assert set(GEOCODER.locate("贵安新区", "520400").counties) == {"520402", "520403"}


def zone(name, prefecture, county, note):
    return Place(county, name, name, Level.ZONE, (county,), prefecture, "430000", note)


@pytest.mark.parametrize(
    ("note", "places"),
    [("国家级开发区（新区），甲", 1), ("国家级开发区（高新区），甲", 2), ("省级新区，甲", 2)],
)
def test_zones_of_one_name_are_joined_where_they_are_a_new_district_of_the_state(note, places):
    rows = [zone("甲乙新区", "431300", "431322", note), zone("甲乙新区", "430500", "430582", note)]
    entry = Wider(DIVISIONS, rows, None).zones("430000")["甲乙新区"]
    assert len(entry.places) == places
    assert {c for place in entry.places for c in place.counties} == {"431322", "430582"}


def test_a_zone_that_may_be_called_after_a_town_is_a_candidate_in_a_province():
    """Of the zones of the table so called, 12 of 15 lie with the only town of that name."""
    found = GEOCODER.locate("东津新区", "420000")
    assert found.counties == ()
    assert [c.adcode for c in found.candidates] == ["420607"]
    assert GEOCODER.locate("东津新区", "420600").counties == ("420607",)


@pytest.mark.parametrize(
    ("name", "within", "county"),
    [
        ("滇池治理工程", None, "530112"),
        ("滇池", "530000", "530112"),
        ("洱海", None, "532901"),
        ("洞庭湖", "430000", "430602"),
        ("鄱阳湖", None, "361128"),
        ("纳木错", None, "540122"),
    ],
)
def test_a_lake_is_known_in_its_province_and_without_a_scope(name, within, county):
    found = GEOCODER.locate(name, within)
    assert county in found.counties
    assert len(found.counties) > 1, "all of it, not the part in the first city"


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("滇池", "520000"),  # elsewhere
        ("太湖", None),  # a lake of two provinces, a county and towns
        ("太湖光伏", None),
        ("恒山", None),  # a district in 鸡西, a mountain in 浑源
        ("白云山", None),  # many hills
        ("洱海国际酒店", None),  # a hotel
        ("滇池路光伏", None),
        ("前海路", None),
        ("横琴路光伏", None),
    ],
)
def test_what_only_may_be_a_feature_or_zone_is_none(name, within):
    assert GEOCODER.locate(name, within).counties == ()


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("襄樊", None),
        ("湖北襄樊光伏", None),
        ("襄樊", "420000"),
        ("襄樊市光伏", "420000"),
    ],
)
def test_a_former_citys_short_name_tells_its_city_of_today(name, within):
    found = GEOCODER.locate(name, within)
    assert found.precision is Precision.CITY
    assert "襄阳市" in found.reason


@pytest.mark.parametrize(
    ("name", "within", "counties"),
    [
        ("邵东-双峰天然气支线", "430000", {"430582", "431321"}),
        ("邵东-双峰天然气支线", None, {"430582", "431321"}),
        ("娄底市双峰-邵阳市邵东天然气管道", "430000", {"430582", "431321"}),
        ("嘉峪关-玉门风电", "620000", {"620200", "620981"}),
        ("双峰—邵东—新化", "431300", {"431321", "431322"}),  # the middle lies outside
        ("双峰一涟源", "431300", {"431321", "431382"}),  # a dash as scanned text has it
    ],
)
def test_both_ends_of_a_line_are_kept(name, within, counties):
    """A line once was sought in the city of its first end, and the other lay "outside"."""
    assert set(GEOCODER.locate(name, within).counties) == counties


@pytest.mark.parametrize("name", ["长沙至湘潭高速", "娄底-邵阳高速", "京杭运河德州至济宁"])
def test_a_line_between_cities_tells_no_county(name):
    """Not 长沙县 and 湘潭县: a city's name is the city's before its county's."""
    province = "370000" if "德州" in name else "430000"
    assert GEOCODER.locate(name, province).counties == ()


@pytest.mark.parametrize(
    ("name", "within"), [("济宁-曲阜输电线路", "370800"), ("酒泉-嘉峪关", "620000")]
)
def test_a_line_that_ends_in_a_whole_city_is_not_sure(name, within):
    found = GEOCODER.locate(name, within)
    assert found.precision is Precision.COUNTIES
    assert found.confidence < 0.5
    assert name[:2] in found.reason


def test_a_village_is_not_taken_for_a_former_district_of_its_name():
    """江东 in 宁波 was a district until 2016, and is a village of 慈溪 too."""
    assert GEOCODER.locate("江东光伏", "330200").counties == ()


def test_a_towns_name_is_no_county_it_begins_like():
    found = GEOCODER.locate("城关镇")
    assert (found.counties, found.candidates) == ((), ())
    assert "town" in found.reason


def test_a_bare_name_of_a_city_and_a_district_elsewhere_is_refused():
    found = GEOCODER.locate("中山")
    assert found.counties == ()
    assert {c.adcode for c in found.candidates} == {"442000", "210202"}


@pytest.mark.parametrize("name", ["海南光伏", "吉林"])
def test_a_province_stands_for_all_that_bear_its_name(name):
    """海南光伏 once lay in 海南州 of 青海."""
    found = GEOCODER.locate(name)
    assert (found.counties, found.precision) == ((), None)


def test_characters_that_stand_apart_are_one_name():
    assert GEOCODER.locate("新 化 县 光 伏", "431300").counties == ("431322",)


def test_no_answer_is_certain():
    assert GEOCODER.locate("新化县、新化" * 50, "431300").confidence < 1


@pytest.mark.parametrize("name", ["133100", "雄安新区", "雄安"])
def test_xiongan_is_a_jurisdiction_of_three_counties(name):
    """It has a code in the systems of its province and none in GB/T 2260."""
    code = DIVISIONS.resolve(name)
    assert DIVISIONS.counties(code) == XIONGAN
    assert DIVISIONS.get(code).level is Level.ZONE
    assert DIVISIONS.prefecture_of(code) == "130600"
    assert all(DIVISIONS.covers(code, county) for county in XIONGAN)
    assert not DIVISIONS.covers(code, "130681")
    assert not DIVISIONS.is_prefecture(code)
    assert code not in {division.adcode for division in DIVISIONS}
    assert GEOCODER.locate("雄县光伏", code).counties == ("130638",)
    assert GEOCODER.locate("涿州市光伏", code).counties == ()
    assert GEOCODER.locate("某光伏", code).precision is Precision.CITY


@pytest.mark.parametrize("name", ["横琴", "横琴新区", "横琴粤澳深度合作区", "杨凌示范区"])
def test_a_new_area_in_one_county_is_searched_as_that_county(name):
    assert DIVISIONS.is_county(DIVISIONS.resolve(name))


@pytest.mark.parametrize("code", ["110100", "429000", "469000", "500200", "659000"])
def test_a_heading_of_the_code_table_is_told_as_one(code):
    """Such a code once was told to be "none since 2000", though GB/T 2260 lists it."""
    with pytest.raises(UnknownPlace, match=f"heading.*Use {code[:2]}0000"):
        DIVISIONS.get(code)


@settings(deadline=None)  # the first name of a scope reads its tables
@given(
    st.sampled_from(DIVISIONS.provinces()), st.text("雄安横琴滇池新区光伏-至、湖山", max_size=12)
)
def test_a_province_as_scope_gives_counties_of_it_alone(province, name):
    found = GEOCODER.locate(name, province)
    assert all(DIVISIONS.covers(province, county) for county in found.counties)

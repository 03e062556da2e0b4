"""Where the projects of a table lie: coordinates, stated divisions of any date, names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Precision
from projects.importing import Options, check_table
from projects.importing.report import report_to_text
from projects.registry import Registry
from projects.settings import Settings

XINHUA, SHUANGFENG = "431322", "431321"


def reasons(report) -> list[str]:
    return [row.reason for row in report.rejected]


@pytest.mark.parametrize(
    ("code", "county", "expected"),
    [
        ("140421", "", "140404"),
        ("", "长治县", "140404"),
        ("140421", "上党区", "140404"),
        ("140404.0", "长治县", "140404"),
        ("140404000000", "", "140404"),
    ],
)
def test_former_codes_and_names_are_those_of_today_and_say_so(read_table, code, county, expected):
    _, (project,) = read_table("项目名称,市,县,县代码", f"甲风电场,长治市,{county},{code}")
    assert project.counties == (expected,)
    if "140421" in code or (county == "长治县" and not code):
        assert any("former" in reason.why for reason in project.reasons)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("甲,湖南省,娄底市,新化县,430923", "adcode 430923 is 湖南省益阳市安化县, not in"),
        ("甲,湖南省,,桃江县,430923", "adcode 430923 is 安化县, not 桃江县"),
        ("甲,湖南省,娄底市,新化县,999999", "999999"),
        ("甲,湖南省,娄底市,新化县,43", "no six-digit code"),
        ("甲,湘南省,娄底市,新化县,", 'province "湘南省" is none of today'),
        ("甲,湖南省,济南市,新化县,", 'city "济南市" is none of today in 湖南省'),
    ],
)
def test_a_place_that_contradicts_itself_is_rejected(read_table, row, reason):
    report, _ = read_table("项目名称,省,市,县,adcode", row, "乙,湖南省,娄底市,新化县,")
    assert reason in reasons(report)[0]


@pytest.mark.parametrize(
    ("city", "county", "counties", "precision"),
    [
        ("东莞市", "", ("441900",), Precision.COUNTY),
        ("济源市", "", ("419001",), Precision.COUNTY),
        ("省直辖县级行政区划", "仙桃市", ("429004",), Precision.COUNTY),
        ("娄底市", "新化县、双峰县", (XINHUA, SHUANGFENG), Precision.COUNTIES),
        ("娄底市", "新化", (XINHUA,), Precision.COUNTY),
        ("娄底市", "市本级", (), Precision.CITY),
        ("咸阳市", "乾县", ("610424",), Precision.COUNTY),  # no 干县 (design rule 10)
        ("婁底市", "雙峰縣", (SHUANGFENG,), Precision.COUNTY),
    ],
)
def test_special_units_lists_and_scripts(read_table, city, county, counties, precision):
    _, (project,) = read_table("项目名称,市,县", f"甲工程,{city},{county}")
    assert (project.counties, project.precision) == (counties, precision)


@pytest.mark.parametrize(
    ("row", "counties"),
    [
        ("重庆市,市辖区,万州区,", ("500101",)),
        ("重庆市,县,云阳县,", ("500235",)),
        ("北京市,北京市市辖区,朝阳区,", ("110105",)),
        ("天津市,天津市辖区,河西区,", ("120103",)),
        ("重庆市,市辖区,万州区,500100", ("500101",)),
        ("重庆市,县,云阳县,500200", ("500235",)),
        ("湖南省,娄底市,新化县,431301", (XINHUA,)),
        ("湖北省,省直辖县级行政区划,仙桃市,429000", ("429004",)),
        (",,,429000", ()),
    ],
)
def test_headings_of_the_code_table_stand_for_no_division(read_table, row, counties):
    # GB/T 2260 groups the districts of a municipality under 市辖区 and its counties under 县, and
    # so does every table made from it; 500100 and 429000 are the codes of such groups.
    _, (project,) = read_table("项目名称,省,市,县,adcode", f"甲工程,{row}")
    assert project.counties == counties
    assert project.within is None or project.within == "420000"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("湖南省,市辖区,万州区,", 'county "万州区" is none of 湖南省 today'),
        ("湖南省,娄底市,新化县,500100", "adcode 500100 is a group of counties in 重庆市, not in"),
        (",,,439900", "439900"),
    ],
)
def test_a_heading_does_not_excuse_a_contradiction(read_table, row, reason):
    report, _ = read_table("项目名称,省,市,县,adcode", f"甲,{row}", "乙,湖南省,娄底市,新化县,")
    assert reason in reasons(report)[0]


@pytest.mark.parametrize(
    ("row", "counties"),
    [
        ("台湾省,,", ("710000",)),
        ("台湾,高雄市,", ("710000",)),
        ("臺灣省,臺北市,大安区", ("710000",)),
        ("台湾省,台湾省,", ("710000",)),
    ],
)
def test_a_province_that_is_one_unit_of_the_edition_is_a_province(read_table, row, counties):
    # No edition has divisions within Taiwan: whatever is stated below the province is in it.
    _, (project,) = read_table("项目名称,省,市,县", f"甲工程,{row}")
    assert project.counties == counties


@pytest.mark.parametrize(
    ("city", "county", "counties"),
    [
        ("雄安新区", "雄县", ("130638",)),
        ("雄安新区", "容城县、安新县", ("130629", "130632")),
        ("雄安新区", "", ()),
        ("无名新区", "雄县", ("130638",)),
    ],
)
def test_a_zone_may_stand_where_a_city_does(read_table, city, county, counties):
    # The official tables of Hebei list 雄安新区 among the cities.
    _, (project,) = read_table("项目名称,省,市,县", f"甲工程,河北省,{city},{county}")
    assert project.counties == counties
    if not counties:
        assert project.within == "130600"
        assert {c.adcode for c in project.candidates} == {"130629", "130632", "130638"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("河北省,雄安新区,定兴县", 'city "雄安新区" lies in 容城县、安新县、雄县, not in 定兴县'),
        ("湖南省,长治市,", 'city "长治市" is none of today in 湖南省'),
        ("台湾省,,连江县", 'county "连江县" is none of 台湾省 today'),
        ("台湾省,长沙市,", 'city "长沙市" is none of today in 台湾省'),
        ("湖南省,新化县,", None),
        ("新化县,,", 'province "新化县" is none of today'),
    ],
)
def test_what_is_stated_for_a_city_or_province_must_be_one(read_table, row, reason):
    report, _ = read_table("项目名称,省,市,县", f"甲,{row}", "乙,湖南省,娄底市,新化县")
    assert [reason in said for said in reasons(report)] == ([True] if reason else [])


def test_a_whole_city_and_an_open_place_stand_at_their_city(read_table):
    # A table of many cities is of none: each of its projects must keep its own.
    _, (whole, open_) = read_table("项目名称,市,县", "充电网,娄底市,全市", "某工程,济宁市,")
    assert (whole.citywide, whole.within) == (True, "431300")
    assert (open_.citywide, open_.within, open_.counties) == (False, "370800", ())


def test_a_new_areas_code_leaves_its_counties_open(read_table):
    _, (row,) = read_table("项目名称,行政区划代码", "某工程,133100")
    assert (row.counties, row.within) == ((), "130600")
    assert {c.adcode for c in row.candidates} == {"130629", "130632", "130638"}


def test_a_name_several_counties_bear_is_chosen_by_the_name_of_the_project_or_left_open(read_table):
    _, (open_,) = read_table("项目名称,县", "某工程,鼓楼区")
    assert open_.counties == ()
    assert {c.adcode for c in open_.candidates} >= {"320106", "410204"}


def test_without_a_stated_county_the_name_is_located_in_its_city(read_table):
    _, (by_place, by_name) = read_table(
        "项目名称,市,建设地点", "某风电场,娄底市,新化县", "双峰抽水蓄能电站,娄底市,"
    )
    assert (by_place.counties, by_name.counties) == ((XINHUA,), (SHUANGFENG,))


POINTS = "项目名称,县,经度,纬度,坐标精度"


@pytest.mark.parametrize(
    ("row", "counties", "precision", "why"),
    [
        ("甲,新化县,112.5000,27.5000,", (XINHUA,), Precision.SITE, "lie in it"),
        ("甲,,112.5000,27.5000,", (XINHUA,), Precision.SITE, "coordinates lie in this county"),
        ("甲,新化县,112.5000,27.5000,approximate", (XINHUA,), Precision.COUNTY, "lie in it"),
        ("甲,新化县,112.5,27.5,", (XINHUA,), Precision.COUNTY, "lie in it"),
        ("甲,新化县,111.9950,27.5000,", (XINHUA,), Precision.SITE, "within tolerance: 0.49 km"),
        ("甲,新化县,111.9500,27.5000,approximate", (XINHUA,), Precision.COUNTY, "within tolerance"),
        ("甲,新化县,112°30′00″,27°30′00″,", (XINHUA,), Precision.SITE, "lie in it"),
    ],
)
def test_coordinates_and_the_stated_county(read_table, row, counties, precision, why):
    # A dam on a border, 0.49 km beyond it, is within its tolerance of 1 km.
    report, (project,) = read_table(POINTS, row)
    assert (project.counties, project.precision) == (counties, precision)
    assert why in project.reasons[0].why
    assert project.dispute is None
    assert project.site is not None
    assert report.disputes == []


def test_a_disagreement_beyond_tolerance_is_marked_with_its_distance(read_table, table_atlas):
    report, (project,) = read_table(POINTS, "甲,新化县,111.9000,27.5000,")
    assert project.counties == (SHUANGFENG,)
    assert (project.dispute.stated, project.dispute.found) == ((XINHUA,), SHUANGFENG)
    assert project.dispute.km == pytest.approx(9.87, abs=0.1)  # 0.1° at 27.5° N
    assert project.confidence == 0.5
    assert [c.adcode for c in project.candidates] == [XINHUA]
    assert project.precision is Precision.COUNTY  # no confident pin
    assert "km off (tolerance 1.01 km)" in report_to_text(report, table_atlas.divisions)


PLACES = "项目名称,市,建设地点,经度,纬度"


@pytest.mark.parametrize("place", ["新化县", "娄底市新化县水车镇", "湖南省新化县"])
def test_coordinates_are_held_against_the_place_in_words_where_no_county_is_stated(
    read_table, place
):
    # 建设地点 is the usual heading: its county 9.9 km off was not told.
    report, (project,) = read_table(PLACES, f"甲,娄底市,{place},111.9000,27.5000")
    assert (project.counties, project.confidence) == ((SHUANGFENG,), 0.5)
    assert (project.dispute.stated, project.dispute.found) == ((XINHUA,), SHUANGFENG)
    assert project.dispute.km == pytest.approx(9.87, abs=0.1)
    assert len(report.disputes) == 1


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("新化县水车镇", "lie in it"),
        ("新化县、双峰县", "lie in it"),
        ("娄底市", "coordinates lie in this county"),
        ("长沙市", "coordinates lie in this county"),
        ("山上", "coordinates lie in this county"),
    ],
)
def test_a_place_that_agrees_or_tells_no_county_disputes_nothing(read_table, place, why):
    _, (project,) = read_table(PLACES, f"甲,娄底市,{place},112.5000,27.5000")
    assert XINHUA in project.counties
    assert project.dispute is None
    assert why in project.reasons[0].why


def test_a_county_that_is_stated_goes_before_the_place_in_words(read_table):
    row = "甲,新化县,双峰县,112.5000,27.5000"
    _, (project,) = read_table("项目名称,县,建设地点,经度,纬度", row)
    assert (project.counties, project.dispute) == ((XINHUA,), None)


def test_the_place_in_words_chooses_among_counties_of_the_stated_name(read_table):
    row = "甲,鼓楼区,南京市鼓楼区,112.5000,27.5000"
    _, (project,) = read_table("项目名称,县,建设地点,经度,纬度", row)
    assert project.counties == ("320106",)


def test_a_point_at_sea_keeps_its_stated_county_and_says_how_far_off(read_table):
    _, (project,) = read_table(POINTS, "甲,新化县,113.3000,27.5000,")
    assert project.counties == (XINHUA,)
    assert project.dispute.found is None
    assert project.dispute.km == pytest.approx(29.6, abs=0.2)


def test_shifted_coordinates_are_put_right_and_kept_as_written(read_table):
    _, (project,) = read_table(POINTS, "甲,新化县,112.5000,27.5000,", crs="GCJ-02")
    assert project.site.lon == pytest.approx(112.5 - 0.0055, abs=0.002)
    assert project.site.as_written == "112.5000, 27.5000 (GCJ-02)"


def test_a_table_of_one_city_is_of_that_city_and_one_of_many_of_none(read_table, tmp_path):
    read_table("项目名称,县", "甲风电场,新化县", "乙风电场,双峰县")
    read_table("项目名称,市,县", "甲,娄底市,新化县", "乙,济宁市,曲阜市", title="二")
    with Registry.open(
        f"sqlite:///{tmp_path}/registry.sqlite", settings=Settings(data=tmp_path)
    ) as registry:
        assert [facts.place for facts in registry.documents()] == ["431300", None]
        assert all(facts.is_table for facts in registry.documents())


def test_equal_names_are_located_once(tmp_path, table_atlas):
    # A million rows must not need a million runs of the geocoder.
    asked = []

    class Counting:
        def locate(self, text, within=None):
            asked.append((text, within))
            return table_atlas.geocoder.locate(text, within)

    path = tmp_path / "表.csv"
    path.write_text("项目名称,市,备注\n" + "".join(f"双峰风电场,娄底市,{n}\n" for n in range(50)))
    report = check_table(path, atlas=replace(table_atlas, geocoder=Counting()), options=Options())
    assert report.projects == 50
    assert asked == [("双峰风电场", "431300")]


def test_an_edition_without_the_stated_county_cannot_dispute_it(read_table):
    # An office's own polygons may hold one province: a row elsewhere is no fault of the row.
    _, (project,) = read_table(POINTS, "甲,安化县,112.5000,27.5000,")
    assert (project.counties, project.dispute) == (("430923",), None)
    assert "no polygon" in project.reasons[0].why
    assert project.precision is Precision.COUNTY


def test_a_name_that_is_only_likely_to_tell_its_county_places_nothing(read_table):
    """甘州区 is the only district of 张掖, and 7 in 10 such plants stand there: too few."""
    _, (project,) = read_table("项目名称,市", "张掖生物质发电项目,张掖市")
    assert (project.counties, project.precision) == ((), Precision.CITY)
    assert [c.adcode for c in project.candidates] == ["620702"]


@pytest.mark.parametrize(
    "words", ["全市", "全市范围", "全市范围内", "市域", "全域", "全市各县（市、区）", "娄底市全市"]
)
def test_a_place_that_is_the_whole_city_is_city_wide(read_table, words):
    # 建设地点 heads it in most lists; only a column of counties was understood.
    _, (wide, placed) = read_table(
        "项目名称,建设地点", f"屋顶光伏,{words}", "甲风电场,双峰县", place="431300"
    )
    assert (wide.citywide, wide.counties, str(wide.precision)) == (True, (), "city")
    assert wide.confidence > 0.9
    assert wide.within == "431300"
    assert not placed.citywide


def test_a_place_that_is_the_whole_county_of_a_county_s_list_is_that_county(read_table):
    _, (wide,) = read_table("项目名称,建设地点", "屋顶光伏,全县", place="431322")
    assert (wide.counties, wide.citywide) == (("431322",), False)


def test_a_county_stated_goes_before_a_place_in_words(read_table):
    _, (stated, zone) = read_table(
        "项目名称,县,建设地点", "甲风电场,双峰县,全市", "乙光伏,全市,新化县城", place="431300"
    )
    assert (stated.counties, stated.citywide) == (("431321",), False)
    assert zone.citywide


def test_the_whole_county_in_a_city_s_list_stays_open(read_table):
    # Which county is not said: a wrong one, or the whole city, would be worse than none.
    _, (wide,) = read_table("项目名称,建设地点", "屋顶光伏,全县", place="431300")
    assert (wide.counties, wide.citywide) == ((), False)

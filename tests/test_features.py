"""Natural features: the forms of their names, the table, and how they place a project."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.divisions import Divisions
from geo.errors import DataError
from geo.features import FORMS, Features, feature_forms
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.models import Precision
from geo.paths import DATA
from tools.build_features import (
    bearers,
    named_units,
    reaches,
    state_rows,
    unit_of,
    unit_rows,
)

DIVISIONS = Divisions.load()
GAZETTEER = Gazetteer.load(DIVISIONS)
GEOCODER = Geocoder(GAZETTEER)
TABLE = DATA / "gazetteer" / "features.csv"


def table():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", FORMS)
def test_a_bare_name_is_a_form_only_where_it_may_stand_alone_or_says_its_kind(kind):
    assert "天目" in feature_forms("天目", kind, alone=True)
    says_all = FORMS[kind] == ("",)
    assert ("天目" in feature_forms("天目", kind, alone=False)) == says_all


def test_every_row_has_a_kind_todays_counties_and_a_source():
    rows = table()
    assert len(rows) > 3_000
    for row in rows:
        assert row["kind"] in FORMS, row
        assert row["source"], row
        counties = row["counties"].split(";")
        assert len(set(counties)) == len(counties), row
        assert all(DIVISIONS.is_county(code) for code in counties), row
        assert len({DIVISIONS.province_of(code) for code in counties}) == 1, row


def test_no_feature_is_a_power_station_or_a_company():
    assert [
        r["name"] for r in table() if r["name"].endswith(("电站", "电厂", "公司", "集团"))
    ] == []


@pytest.mark.parametrize(
    ("name", "within", "county", "text"),
    [
        ("天目山抽水蓄能电站", "330100", "330112", "天目山"),
        ("尖峰岭自然保护区", "469026", "469026", None),  # a county: it lies there all the same
        ("天目湖湿地公园提升工程", "320400", "320481", "天目湖湿地公园"),
        ("红旗岗水库光伏", "370800", None, None),  # no such reservoir known
        ("莫干山风景区停车场", "330500", "330521", "莫干山风景区"),
        ("青山水库清淤", "330100", "330112", "青山水库"),
    ],
)
def test_a_feature_in_one_county_of_the_jurisdiction_places_a_project(name, within, county, text):
    found = GEOCODER.locate(name, within)
    assert found.counties == ((county,) if county else ())
    if text:
        assert found.precision is Precision.FEATURE
        assert found.reason.startswith(f"natural feature: {text}")


def test_a_feature_in_several_counties_is_no_answer_but_keeps_them():
    found = GEOCODER.locate("尼山水库光伏电站", "370800")
    assert found.counties == ()
    assert {c.adcode for c in found.candidates} == {"370881", "370831"}


@pytest.mark.parametrize("work", ["生态修复工程", "水环境综合治理", "生态保护和修复项目"])
def test_work_on_the_whole_of_a_lake_lies_in_all_its_counties_of_the_jurisdiction(work):
    found = GEOCODER.locate("南四湖" + work, "370800")
    assert found.precision is Precision.COUNTIES
    assert set(found.counties) == {"370826", "370827", "370811"}
    assert GEOCODER.locate("南四湖特高压", "370800").counties == ()


@pytest.mark.parametrize(
    ("name", "within", "county"),
    [
        ("武义县天目山风电场", "330700", "330723"),  # a county's full name
        ("嵊州莫干山抽水蓄能", "330500", "330521"),  # a county elsewhere does not count
        ("於潜镇天目山光伏", "330100", "330112"),
        ("天目山镇垃圾电站", "330100", "330112"),
    ],
)
def test_a_division_or_town_comes_before_a_feature(name, within, county):
    found = GEOCODER.locate(name, within)
    assert found.counties == (county,)


def test_a_town_named_after_a_feature_is_the_town():
    assert GEOCODER.locate("天目山镇垃圾电站", "330100").precision is Precision.TOWNSHIP


@pytest.mark.parametrize("name", ["东湖路小学光伏", "远太湖酒店", "龙感湖路停车场"])
def test_a_features_name_inside_another_word_is_none(name):
    for within in ("330500", "421100"):
        found = GAZETTEER.find(name, within, features=True)
        assert [t.text for t in found if t.form == "feature"] == []


def test_features_are_found_only_when_asked_for():
    """The reader of plans asks for divisions: a lake's name is no county's."""
    plain = {t.text for t in GAZETTEER.find("天目山和太湖", "330100")}
    asked = {t.form: t.text for t in GAZETTEER.find("天目山和太湖", "330100", features=True)}
    assert "天目山" not in plain
    assert asked["feature"] == "天目山"


@settings(deadline=None)  # the first name of a scope reads its tables
@given(st.sampled_from(table()), st.sampled_from(["风电场", "治理工程", "储能"]))
def test_a_features_project_never_lies_outside_its_counties(row, tail):
    """By its name alone; homonyms of the prefecture may add counties, and then none is chosen."""
    prefecture = DIVISIONS.prefecture_of(row["counties"].split(";")[0])
    name = feature_forms(row["name"], row["kind"], alone=False)[0] + tail
    toponyms = GAZETTEER.find(name, prefecture, features=True)
    if [t.form for t in toponyms] != ["feature"] or toponyms[0].start:
        return  # a division or a town is named: that comes first
    counties = {c for place in toponyms[0].places for c in place.counties}
    assert set(row["counties"].split(";")) <= counties
    assert set(GEOCODER.locate(name, prefecture).counties) <= counties


@pytest.mark.parametrize(
    ("listed", "unit"),
    [
        ("塞罕坝机械林场", ("塞罕坝林场", "forest_farm")),
        ("安徽省国营十字铺茶场", ("十字铺茶场", "farm")),
        ("青年水库", ("青年水库", "reservoir")),
        ("唐家河国家级自然保护区虚拟生活区", ("唐家河", "nature_reserve")),
        ("平天湖风景区虚拟社区", ("平天湖", "scenic")),
        ("友谊农场第八管理区", ("友谊农场", "farm")),
        ("国有林场", None),
        ("第二良种场", None),
        ("园艺农场", None),
        ("县农场生活区", None),
        ("水库村委会", None),
    ],
)
def test_a_unit_of_the_bureau_is_a_feature_if_its_name_has_a_proper_part(listed, unit):
    assert unit_of(listed) == unit


def test_the_bureaus_features_are_gathered_by_prefecture():
    units = [
        (330127204, "青溪林场"),
        (330127204001, "青溪林场生活区"),  # the same in the same county
        (330122205, "青溪林场"),  # another county's: both are told
        (330522201, "青溪林场"),  # another prefecture's
        (330571201, "无主林场"),  # no county
    ]
    rows = unit_rows(named_units(units, DIVISIONS), set())
    assert [(r[0], r[2]) for r in rows] == [
        ("青溪林场", "330127;330122"),
        ("青溪林场", "330522"),
    ]
    assert unit_rows(named_units(units[-2:-1], DIVISIONS), {("330500", "青溪林场")}) == []


def test_a_hand_written_row_stands_alone_unless_another_county_has_a_town_so_named():
    units = [(330112116, "天目山镇"), (330127100, "清凉峰镇"), (330112003001, "百丈村委会")]
    borne = bearers(units, DIVISIONS)
    hand = [
        {"name": n, "kind": k, "counties": "330112", "source": "s"}
        for n, k in [
            ("天目山", "nature_reserve"),
            ("清凉峰", "nature_reserve"),  # 淳安 has a town so named here
            ("余杭", "scenic"),  # a division's name
            ("大明山", "scenic"),  # nothing in the county is so named
        ]
    ]
    park = {
        "name": "临安天目湖国家湿地公园",
        "kind": "wetland_park",
        "counties": "330112",
        "source": "s",
    }
    rows = state_rows([*hand, park], borne, DIVISIONS)
    assert [(r[0], r[3]) for r in rows] == [
        ("天目山", "1"),
        ("清凉峰", ""),
        ("余杭", ""),
        ("大明山", ""),
        ("临安天目湖", ""),
        ("天目湖", ""),
    ]
    assert "330112116" in rows[0][4]


def test_a_range_needs_no_witness_but_none_elsewhere_may_bear_its_name():
    """Its row holds all counties it reaches; a hill of one county may reach further."""
    borne = bearers([(330122101, "云雾镇")], DIVISIONS)
    hand = [
        {"name": n, "kind": "mountain", "counties": c, "source": "s"}
        for n, c in [
            ("括苍山", "330127;330112"),
            ("清凉峰", "330112"),
            ("云雾", "330127;330112"),  # a town of 桐庐 is so named
            ("余杭", "330127;330112"),
        ]
    ]
    assert [r[3] for r in state_rows(hand, borne, DIVISIONS)] == ["1", "", "", ""]


def test_a_range_of_several_counties_is_a_candidate_and_its_park_places():
    found = GEOCODER.locate("括苍山风电场", "331000")
    assert found.counties == ()
    assert {"331082", "331024"} <= {c.adcode for c in found.candidates}
    park = GEOCODER.locate("徂徕山国家森林公园提升工程", "370900")
    assert park.counties == ("370911",)
    assert GEOCODER.locate("徂徕山风电场", "370900").counties == ()


def test_a_forest_park_called_as_many_are_counts_elsewhere_by_its_official_name_alone():
    assert GEOCODER.locate("北山国家森林公园提升工程", None).counties == ("630223",)
    assert GEOCODER.locate("北山森林公园提升工程", None).counties == ()
    assert GEOCODER.locate("北山森林公园提升工程", "630200").counties == ("630223",)


def test_every_range_is_told_in_the_provinces_it_is_said_to_cross():
    """A range of one province alone would be taken to end there by a name without a scope."""
    told: dict[str, set[str]] = {}
    for row in table():
        if row["kind"] == "mountain":
            told.setdefault(row["name"], set()).add(row["counties"][:2])
    crossing = {"太行山": {"13", "14", "41"}, "大别山": {"34", "41", "42"}, "秦岭": {"61", "62"}}
    assert all(provinces <= told[name] for name, provinces in crossing.items())


@pytest.mark.parametrize(
    ("name", "within", "not_there"),
    [
        ("赤水河流域生态治理工程", "520300", "520381"),  # 仁怀 and 习水 lie on it too
        ("玛纳斯河流域光伏", None, "652324"),
        ("富屯溪防洪工程", "350700", "341002"),
    ],
)
def test_a_large_river_is_not_the_county_whose_name_it_holds(name, within, not_there):
    found = GEOCODER.locate(name, within)
    assert found.counties == ()
    assert not_there not in {c.adcode for c in found.candidates}


def test_a_county_behind_a_large_rivers_name_is_told():
    assert GEOCODER.locate("赤水河习水段治理工程", "520300").counties == ("520330",)
    assert GEOCODER.locate("赤水市赤水河治理工程", "520300").counties == ("520381",)


def test_a_name_that_a_landform_elsewhere_bears_is_not_known_all_over_china():
    rows = [
        ("云顶尖", "scenic", "330127", "1", "s"),
        ("雾隐林场", "forest_farm", "330127", "", "s"),
    ]
    lesser = [("云顶尖", "330802;330881"), ("雾隐", "440229")]
    assert reaches(rows, {}, DIVISIONS) == ["china", "china"]
    assert reaches(rows, {}, DIVISIONS, lesser) == ["", "province"]
    lake = [("高岩湖", "lake", "330127", "", "s")]  # of the census: much larger than a namesake
    assert reaches(lake, {}, DIVISIONS, [("高岩湖", "440229")]) == ["china"]
    further = [("云顶尖", "330127;330802")]  # the same hill, said to reach further
    assert reaches(rows, {}, DIVISIONS, further) == ["china", "china"]


def test_a_missing_or_broken_table_is_one_line(tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text("name,kind,counties,alone,source\nx,lake,999999,,s\n")
    strange = tmp_path / "strange.csv"
    strange.write_text("name,kind,counties,alone,source\nx,volcano,330112,,s\n")
    for path in (tmp_path / "none.csv", broken, strange):
        with pytest.raises(DataError, match="Restore") as caught:
            Features(DIVISIONS, path).named("330100")
        assert "\n" not in str(caught.value)


def test_nothing_heavy_is_loaded_and_no_table_is_read_before_a_name_is_sought():
    code = (
        "import sys; from geo.gazetteer import Gazetteer; g = Gazetteer.load();"
        "assert g._features._rows is None; g.find('天目山', '330100', features=True);"
        "assert g._features._rows;"
        "sys.exit(bool({'numpy', 'pandas', 'shapely', 'pyproj'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

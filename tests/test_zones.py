"""Development zones: the forms of a name, and the rule that derives the table."""

from __future__ import annotations

import pytest

from geo.divisions import Divisions
from geo.paths import DATA
from geo.zones import is_telling, read_zones, zone_forms
from tools.build_zones import NATIONAL, zone_rows

DIVISIONS = Divisions.load()


@pytest.mark.parametrize("name", ["肇庆高新技术产业开发区", "燕郊高新区", "熊口管理区", "江阴园区"])
def test_a_name_with_a_proper_part_is_telling(name):
    assert is_telling(name)


@pytest.mark.parametrize(
    "name",
    ["开发区", "经济技术开发区", "滨江新城", "高铁新区", "现代农业产业园区", "风电产业园", ""],
)
def test_a_name_of_common_words_is_not(name):
    assert not is_telling(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("启东经济开发区", "启东经开区"),
        ("晋江市经济开发区", "晋江经济技术开发区"),
        ("大厂高新技术产业开发区", "大厂高新区"),
        ("安福高新技术产业园区", "安福高新区"),
        ("昆明国家高新技术产业开发区", "昆明高新区"),
        ("盐田综合保税区", "盐田综保区"),
        ("西塞山工业园区", "西塞山工业园"),
    ],
)
def test_a_zone_goes_by_the_forms_plans_use(name, form):
    assert zone_forms(name, None)[0] == name
    assert form in zone_forms(name, None)


def test_a_citys_name_is_left_out_only_where_a_proper_part_remains():
    city = DIVISIONS.get("211400")
    assert "打渔山经开区" in zone_forms("葫芦岛打渔山经济开发区", city)
    forms = zone_forms("葫芦岛高新技术产业开发区", city)
    assert "葫芦岛市高新区" in forms
    assert all(form.startswith("葫芦岛") for form in forms)


def test_no_form_is_one_any_county_may_have():
    zones = read_zones(DIVISIONS)
    forms = {f for z in zones for f in zone_forms(z.name, DIVISIONS.get(z.prefecture))}
    assert not forms & {"高新区", "经开区", "综保区", "工业园", "产业园", "工业园区", "产业园区"}


def test_the_rule_takes_listed_zones_of_todays_counties_alone():
    towns = [
        (340225400, "二坝园区"),  # 无为县 is 无为市 today
        (370871400, "接庄开发区"),  # the bureau's own county of a zone
        (370811001, "任城街道"),
        (370811400, "山东济北经济开发区管理委员会"),
        (370811401, "济宁高新区"),
        (370811402, "经济开发区"),
    ]
    areas = [(370811, "任城区"), (370871, "济宁高新技术产业开发区")]
    rows = zone_rows(towns, areas, DIVISIONS)[len(NATIONAL) :]
    assert [row[:3] for row in rows] == [
        ("二坝园区", "340200", "340281"),
        ("济北经济开发区", "370800", "370811"),
    ]
    assert rows[1][3].endswith("370811400")


def test_the_committed_table_is_small_and_has_no_other_hand_picked_rows():
    path = DATA / "gazetteer" / "zones.csv"
    assert path.stat().st_size < 300_000
    lines = path.read_text("utf-8").splitlines()[1:]
    assert [line.split(",")[0] for line in lines if "统计用区划代码" not in line] == ["雄安新区"]

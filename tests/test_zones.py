"""Development zones: the forms of a name, and the rule that derives the table."""

from __future__ import annotations

import pytest

from geo.divisions import Divisions
from geo.paths import DATA
from geo.zones import is_telling, read_zones, zone_forms
from tools.build_hosts import town_rows
from tools.build_zones import hosted_rows, is_office, state_rows, table, without_doubles, zone_rows

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
    rows = zone_rows(towns, areas, DIVISIONS)
    assert [row[:3] for row in rows] == [
        ("二坝园区", "340200", "340281"),
        ("济北经济开发区", "370800", "370811"),
    ]
    assert rows[1][3].endswith("370811400")


def test_a_zones_town_lies_where_the_ministry_has_the_only_one_of_its_name():
    towns = [
        (370871004, "接庄街道"),
        (370871005, "开发区王因街道"),  # the zone's name before the town's
        (370871006, "长沟镇"),  # the bureau lists 任城区's own: this one is another
        (370871007, "新建街道"),  # two counties have one
        (370871008, "无名镇"),
        (370811105, "长沟镇"),
    ]
    listed = [
        ("370811006", "接庄街道"),
        ("370812003", "王因街道"),
        ("370811105", "长沟镇"),
        ("370811009", "新建街道"),
        ("370812009", "新建街道"),
        ("370299001", "接庄街道"),  # another prefecture's
    ]
    rows = town_rows(towns, listed, DIVISIONS)
    assert [row[:3] for row in rows] == [
        ("370871004", "接庄街道", "370811"),
        ("370871005", "开发区王因街道", "370812"),
    ]
    assert rows[0][3].endswith("370811006")


def test_a_zone_of_its_own_code_has_its_towns_counties_only_when_all_are_known():
    """One town unknown, and the zone may reach into a county more."""
    areas = [(370871, "济宁高新技术产业开发区"), (370872, "山东济宁太白湖新区"), (370811, "任城区")]
    towns = [
        (370871004, "接庄街道"),
        (370871005, "王因街道"),
        (370871400, "济宁高新技术开发区管委会"),  # its office
        (370872001, "许庄街道"),
        (370872002, "石桥镇"),
    ]
    hosts = {"370871004": "370811", "370871005": "370812", "370872001": "370811"}
    rows = hosted_rows(towns, areas, hosts, DIVISIONS)
    assert [row[:3] for row in rows] == [
        ("济宁高新技术产业开发区", "370800", "370811;370812"),
    ]
    hosts["370872002"] = "370811"
    assert hosted_rows(towns, areas, hosts, DIVISIONS)[1][:3] == (
        "济宁太白湖新区",
        "370800",
        "370811",
    )


def test_a_row_that_says_less_of_a_zone_than_one_before_is_left_out():
    rows = [
        ("昆明经济技术开发区", "530100", "530111;530114", "a"),
        ("昆明经济开发区", "530100", "530111", "b"),  # the same by another form
        ("昆明经济技术开发区", "530100", "530102", "c"),  # contradicts: both are told
        ("昆明经济技术开发区", "530300", "530302", "d"),  # another prefecture's
    ]
    assert [row[3] for row in without_doubles(rows, DIVISIONS)] == ["a", "c", "d"]


@pytest.mark.parametrize("name", ["滁州市经济技术开发区", "经济开发区直属乡镇", "社会事务局"])
def test_a_zones_own_office_is_no_area(name):
    assert is_office(name, "滁州")


@pytest.mark.parametrize("name", ["庆北办事处", "安徽怀远马城经济开发区", "许庄街道", "青口盐场"])
def test_a_unit_with_a_name_of_its_own_is_an_area(name):
    assert not is_office(name, "滁州")


def test_the_table_of_state_zones_tells_its_grounds_and_todays_counties():
    names = set()
    for row in table("state_zones"):
        key = (row["name"], row["prefecture"])
        assert key not in names
        names.add(key)
        assert bool(row["basis"]) == bool(row["counties"]), row
        for code in filter(None, row["counties"].split(";")):
            assert DIVISIONS.is_county(code), row
            assert DIVISIONS.prefecture_of(code) == row["prefecture"], row
    rows = state_rows(table("state_zones"))
    assert all(row[2] and row[3].startswith(("国家级开发区", "省级新区")) for row in rows)


def test_all_nineteen_new_areas_of_the_state_have_counties():
    named = {zone.name for zone in read_zones(DIVISIONS)}
    new = {row["name"] for row in table("state_zones") if row["sort"] == "新区"}
    spoken = {"西咸", "贵安", "雄安", "横琴", "横琴新区", "前海", "前海合作区", "杨凌"}
    assert len(new - spoken) == 19 + len(("横琴", "平潭", "前海"))
    assert new <= named


def test_the_committed_table_is_small_and_every_row_has_its_source():
    path = DATA / "gazetteer" / "zones.csv"
    assert path.stat().st_size < 300_000
    lines = path.read_text("utf-8").splitlines()[1:]
    sources = ("国家级开发区（", "省级新区，", "国家统计局统计用区划代码 2023 ")
    assert [line for line in lines if not line.split(",")[3].startswith(sources)] == []

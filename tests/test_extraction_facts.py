"""What a sentence tells of a project: size, place, stage, nature, year and who is responsible."""

from __future__ import annotations

import pytest

from tests.plans_data import counties, counties_of, gazetteer, one, read, sizes, sizes_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("建设20万千瓦灵丘云雾岭风电场。", "200 MW", id="before the name"),
        pytest.param("建设灵丘云雾岭风电场，装机20万千瓦。", "200 MW", id="after a comma"),
        pytest.param("建设灵丘云雾岭风电场20万千瓦。", "200 MW", id="after the name"),
        pytest.param("建设灵丘云雾岭风电场（20万千瓦）。", "200 MW", id="in brackets"),
        pytest.param("建设灵丘云雾岭20万千瓦风电场。", "200 MW", id="inside the name"),
        pytest.param("建设灵丘云雾岭200兆瓦风电场。", "200 MW", id="in 兆瓦"),
        pytest.param("建设灵丘云雾岭0.2GW风电场。", "200 MW", id="in GW"),
        pytest.param("建设灵丘云雾岭风电场，总投资12亿元。", "", id="money is none"),
        pytest.param("2026年建设灵丘云雾岭风电场。", "", id="a date is none"),
    ],
)
def test_a_capacity_is_read_wherever_it_stands_and_left_out_of_the_name(text, expected):
    project = one(text, "大同市")
    assert project.name == "灵丘云雾岭风电场"
    assert sizes_of(project) == expected


@pytest.mark.parametrize(
    ("words", "value", "qualifier", "low"),
    [
        ("约20万千瓦", 200, "约", None),
        ("20万千瓦以上", 200, "以上", None),
        ("20万千瓦左右", 200, "左右", None),
        ("30—40万千瓦", 400, None, 300),
        ("2×5万千瓦", 100, None, None),
        ("二十万千瓦", 200, None, None),
    ],
)
def test_a_capacity_keeps_its_words_and_bounds(words, value, qualifier, low):
    (quantity,) = one(f"建设灵丘云雾岭风电场，装机{words}。", "大同市").capacity
    assert (quantity.value, quantity.qualifier, quantity.low) == (value, qualifier, low)
    assert quantity.as_written in words


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("玉树市", "推进玉树云岭储能电站（100MW/400MWh）建设。", "100 MW + 400 MWh"),
        ("昭通市", "建设镇雄云岭至彝良码湖220千伏输电线路，全长65公里。", "220 kV + 65 km"),
        ("昭通市", "实施昭阳区云泽湿地生态修复工程，面积1200亩。", "80 ha"),
        ("昭通市", "实施永善县云坪矿山生态修复项目，修复面积350公顷。", "350 ha"),
        ("昭通市", "建设水富市云富作业区6个3000吨级泊位。", "6 berths"),
        ("通辽市", "建设奈曼旗云川垃圾焚烧发电项目，日处理垃圾600吨。", "600 t/d"),
        ("鄂尔多斯市", "加快建设准格尔旗云谷电厂2×66万千瓦机组项目。", "1320 MW"),
    ],
)
def test_each_sort_of_quantity_is_in_its_own_unit(place, text, expected):
    assert sizes_of(one(text, place)) == expected


@pytest.mark.parametrize(
    ("tail", "first", "second"),
    [
        ("装机分别为120万千瓦和150万千瓦", "1200 MW", "1500 MW"),
        ("装机容量依次为120万千瓦、150万千瓦", "1200 MW", "1500 MW"),
        ("每个120万千瓦", "1200 MW", "1200 MW"),
        ("各120万千瓦", "1200 MW", "1200 MW"),
        ("合计240万千瓦", "", ""),
        ("共240万千瓦", "", ""),
        ("总装机240万千瓦", "", ""),
    ],
)
def test_a_list_takes_sizes_in_order_or_each_or_not_at_all(tail, first, second):
    text = f"建设阜平云台、涞源白石岭抽水蓄能电站，{tail}。"
    assert sizes(text, "保定市") == {
        "阜平云台抽水蓄能电站": first,
        "涞源白石岭抽水蓄能电站": second,
    }


def test_each_of_a_list_keeps_the_size_beside_it():
    text = "建设瓜州县云川光热电站10万千瓦、肃北云岭风电场20万千瓦、阿克塞码湖光伏电站5万千瓦。"
    assert list(sizes(text, "酒泉市").values()) == ["100 MW", "200 MW", "50 MW"]


def test_a_size_inside_a_name_of_a_list_is_that_names():
    text = "加快韩城云谷2×66万千瓦、蒲城云煤2×100万千瓦煤电项目建设。"
    assert sizes(text, "渭南市") == {"韩城云谷煤电": "1320 MW", "蒲城云煤煤电": "2000 MW"}


def test_what_a_factory_makes_is_output_not_capacity():
    project = one("建成云川科技动力电池产业园，年产10GWh动力电池。", "渭南市")
    assert [(q.value, q.unit, q.role) for q in project.capacity] == [(10_000, "MWh", "output")]


TOLD = {
    "full name": ("绵阳市", "建设江油市云岭抽水蓄能电站。", "江油市", "county"),
    "short name": ("绵阳市", "建设平武云岭抽水蓄能电站。", "平武县", "county"),
    "a town": ("绵阳市", "建设江油市武都镇云岭抽水蓄能电站。", "江油市", "township"),
    "a town before the verb": ("绵阳市", "在青义镇建设云岭储能电站。", "涪城区", "township"),
    "earlier clause": ("黄冈市", "依托英山县水能资源，建设云雾抽水蓄能电站。", "英山县", "county"),
    "subject": ("黄冈市", "英山县立足优势，加快建设云雾抽水蓄能电站。", "英山县", "county"),
    "said after it": ("昭通市", "引进云川新材料工业硅项目落户绥江县。", "绥江县", "county"),
    "no county is told": ("洛阳市", "建设青罗山抽水蓄能电站。", "", "city"),
    "a county without city": ("仙桃市", "建设云川储能电站。", "仙桃市", "county"),
    "a city without county": ("东莞市", "建设云川储能电站。", "东莞市", "county"),
    "Hainan's": ("儋州市", "建设云川储能电站。", "儋州市", "county"),
    "a county's own plan": ("四会市", "建设云川储能电站。", "四会市", "county"),
}


@pytest.mark.parametrize(("place", "text", "expected", "precision"), TOLD.values(), ids=TOLD.keys())
def test_the_county_is_the_one_the_text_names(place, text, expected, precision):
    project = one(text, place)
    assert (counties_of(project), project.precision) == (expected, precision)
    assert {r.adcode for r in project.reasons} == set(project.counties)


def test_a_county_in_a_companys_name_loses_to_an_explicit_place():
    project = one("在潞城区建设襄垣云煤集团焦炉气综合利用项目。", "长治市")
    assert counties_of(project) == "潞城区"
    assert [c.name for c in project.candidates] == ["襄垣县"], "kept for review"


def test_a_county_in_a_companys_name_counts_for_less_when_alone():
    alone = one("建设双峰云川集团新材料产业化项目。", "娄底市")
    plain = one("建设双峰县云川储能电站。", "娄底市")
    assert counties_of(alone) == counties_of(plain) == "双峰县"
    assert alone.confidence < plain.confidence


def test_a_city_elsewhere_in_a_companys_name_says_nothing():
    project = one("建设成都云川集团怀宁县新能源电池材料项目。", "安庆市")
    assert counties_of(project) == "怀宁县"


def test_a_line_that_leaves_the_city_keeps_the_county_inside():
    project = one("建设镇雄至贵州毕节天然气管道，境内长40公里。", "昭通市")
    assert (counties_of(project), project.precision) == ("镇雄县", "outside")


def test_a_line_crosses_the_counties_at_both_ends():
    text = "建设镇雄云岭至彝良码湖220千伏输电线路。"
    assert counties(text, "昭通市") == {"镇雄云岭至彝良码湖220千伏输电线路": "镇雄县、彝良县"}


def test_a_town_named_like_a_county_elsewhere_is_the_town():
    """安县 of 绵阳 is 安州区 today; 武都镇 is a town of 江油, 武都区 lies in 甘肃."""
    project = one("推进武都镇云岭储能电站建设。", "绵阳市")
    assert counties_of(project) == "江油市"


@pytest.mark.parametrize(
    ("text", "stage", "nature"),
    [
        ("建设竹溪云岭风电场。", "planned", "new"),
        ("推进竹溪云岭风电场前期工作。", "preliminary", "new"),
        ("开展竹溪云岭风电场前期论证。", "preliminary", "new"),
        ("谋划竹溪云岭风电场。", "preliminary", "new"),
        ("加快在建的竹溪云岭风电场建设。", "under_construction", "new"),
        ("加快竹溪云岭风电场续建。", "under_construction", "new"),
        ("发挥竹溪云岭风电场作用。", "existing", "new"),
        ("现有竹溪云岭风电场装机5万千瓦。", "existing", "new"),
        ("推进竹溪云岭风电场扩建。", "planned", "expansion"),
        ("推进竹溪云岭风电场二期。", "planned", "expansion"),
        ("实施竹溪云岭电厂节能改造。", "planned", "retrofit"),
        ("实施竹溪云岭矿山生态修复工程。", "planned", "protection"),
    ],
)
def test_stage_and_nature_are_two_things(text, stage, nature):
    project = one(text, "十堰市")
    assert (project.stage, project.nature) == (stage, nature)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026年建成竹溪云岭风电场。", 2026),
        ("竹溪云岭风电场2027年底前并网。", 2027),
        ("建设竹溪云岭风电场。", None),
    ],
)
def test_a_year_is_the_projects_where_the_text_ties_it(text, year):
    assert one(text, "十堰市").year == year


def test_responsible_units_of_the_paragraph_are_the_projects():
    text = "建设竹溪云岭风电场。（市发展改革委、市能源局、国网十堰供电公司按职责分工负责）"
    project = one(text, "十堰市")
    assert project.responsible == ("市发展改革委", "市能源局", "国网十堰供电公司")


def test_units_of_one_paragraph_say_nothing_of_the_next():
    text = "建设竹溪云岭风电场。（市能源局负责）\n建设郧西码湖光伏电站。（市水利局负责）"
    assert [p.responsible for p in read(text, "十堰市")] == [("市能源局",), ("市水利局",)]


def test_counties_are_codes_of_today():
    project = one("建设株洲县云川储能电站。", "株洲市")
    assert counties_of(project) == "渌口区", "株洲县 until 2018"
    assert gazetteer().divisions.get(project.counties[0]).level == "county"

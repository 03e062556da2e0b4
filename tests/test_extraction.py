"""Which projects a sentence names: heads, lists and groups, and the talk that names none."""

from __future__ import annotations

import pytest

from tests.plans_data import counties, counties_of, kinds, names, one, read, sizes, sizes_of


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        pytest.param(
            "赣州市",
            "加快推进石城云峰、崇义雪竹抽水蓄能电站前期工作。",
            {"石城云峰抽水蓄能电站": "石城县", "崇义雪竹抽水蓄能电站": "崇义县"},
            id="two names before one head",
        ),
        pytest.param(
            "郴州市",
            "推进桂阳县泗洲、雷坪、鹤塘3个风电场建设。",
            {"桂阳县泗洲风电场": "桂阳县", "雷坪风电场": "桂阳县", "鹤塘风电场": "桂阳县"},
            id="the county before the first name holds for all",
        ),
        pytest.param(
            "岳阳市",
            "加快建设云梦港、青罗山铁路专用线。",
            {"云梦港铁路专用线": "", "青罗山铁路专用线": ""},
            id="a port that shares the line behind it",
        ),
        pytest.param(
            "百色市",
            "建设德保云岭风电场（装机10万千瓦）和靖西码湖光伏电站（装机15万千瓦）。",
            {"德保云岭风电场": "德保县", "靖西码湖光伏电站": "靖西市"},
            id="joined by a word after a bracket",
        ),
        pytest.param(
            "许昌市",
            "推进襄城县云煤制氢项目、禹州市颍河湿地公园建设。",
            {"襄城县云煤制氢项目": "襄城县", "禹州市颍河湿地公园": "禹州市"},
            id="things of different kinds",
        ),
        pytest.param(
            "渭南市",
            "建成大荔云湖、合阳洽川等国家湿地公园。",
            {"大荔云湖国家湿地公园": "大荔县", "合阳洽川国家湿地公园": "合阳县"},
            id="a head after 等",
        ),
        pytest.param(
            "渭南市",
            "建设韩城云谷铁路专用线、蒲城云煤铁路专用线和白水云果冷链物流园。",
            {
                "韩城云谷铁路专用线": "韩城市",
                "蒲城云煤铁路专用线": "蒲城县",
                "白水云果冷链物流园": "白水县",
            },
            id="the last joined by a word",
        ),
        pytest.param(
            "渭南市",
            "在蒲城建设云川光伏电站，在白水建设云岭风电场。",
            {"云川光伏电站": "蒲城县", "云岭风电场": "白水县"},
            id="each after its own place",
        ),
        pytest.param(
            "渭南市",
            "建设云岭多能互补基地，包括合阳县云岭风电场、澄城县码湖光伏电站。",
            {"云岭多能互补基地": "", "合阳县云岭风电场": "合阳县", "澄城县码湖光伏电站": "澄城县"},
            id="a base and what it includes",
        ),
        pytest.param(
            "渭南市",
            "依托韩城市龙门钢铁园区，建设云川固废综合利用基地。",
            {"韩城市龙门钢铁园区": "韩城市", "云川固废综合利用基地": "韩城市"},
            id="one that leans on another",
        ),
        pytest.param(
            "三亚市",
            "建设崖州区云湾数据中心、吉阳区云川换电站。",
            {"崖州区云湾数据中心": "崖州区", "吉阳区云川换电站": "吉阳区"},
            id="a city of four districts",
        ),
        pytest.param(
            "喀什地区",
            "建设莎车云岭储能电站、叶城码湖抽水蓄能电站。",
            {"莎车云岭储能电站": "莎车县", "叶城码湖抽水蓄能电站": "叶城县"},
            id="a prefecture that is no city",
        ),
        pytest.param(
            "锡林郭勒盟",
            "建设锡林浩特市云岭、苏尼特左旗码湖风电基地。",
            {"锡林浩特市云岭风电基地": "锡林浩特市", "苏尼特左旗码湖风电基地": "苏尼特左旗"},
            id="a league's banners",
        ),
        pytest.param(
            "沧州市",
            "推进沧县、献县、泊头市化工产业园循环化改造。",
            {
                "沧县化工产业园循环化改造": "沧县",
                "献县化工产业园循环化改造": "献县",
                "泊头市化工产业园循环化改造": "泊头市",
            },
            id="a park in each county",
        ),
    ],
)
def test_a_list_with_one_head_is_several_projects(place, text, expected):
    assert counties(text, place) == expected


@pytest.mark.parametrize(
    ("place", "text", "counties_"),
    [
        pytest.param(
            "德州市",
            "推动夏津县、武城县、庆云县等地分散式风电项目建设。",
            "夏津县、武城县、庆云县",
            id="counties and 等地",
        ),
        pytest.param(
            "遵义市",
            "建成绥阳、正安、道真等六个风电场。",
            "绥阳县、正安县、道真仡佬族苗族自治县",
            id="counties and a count",
        ),
        pytest.param(
            "普洱市",
            "推进景东、墨江、镇沅三县生物质发电项目建设。",
            "景东彝族自治县、墨江哈尼族自治县、镇沅彝族哈尼族拉祜族自治县",
            id="counties counted themselves",
        ),
        pytest.param(
            "德州市",
            "实施夏津县、武城县50万千瓦集中式风电项目。",
            "夏津县、武城县",
            id="counties and one capacity",
        ),
        pytest.param(
            "渭南市",
            "推进华州区、潼关县历史遗留矿山生态修复，修复面积800公顷。",
            "华州区、潼关县",
            id="counties and work on land",
        ),
        pytest.param(
            "渭南市",
            "推进大荔至合阳高速公路建设。",
            "大荔县、合阳县",
            id="a road from one to the other",
        ),
        pytest.param(
            "湘西土家族苗族自治州",
            "建设龙山、永顺、保靖、花垣等县风电场，总装机120万千瓦。",
            "龙山县、永顺县、保靖县、花垣县",
            id="counties and 等县",
        ),
        pytest.param(
            "南平市",
            "推进武夷山、建阳、浦城等地抽水蓄能项目前期工作。",
            "武夷山市、建阳区、浦城县",
            id="short names and 等地",
        ),
    ],
)
def test_counties_and_a_kind_are_one_project_in_several_counties(place, text, counties_):
    project = one(text, place)
    assert counties_of(project) == counties_
    assert project.precision == "counties"
    assert project.shares is None, "the plan gives none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "推进恒川科技、云嘉新材料、海瑞化纤等项目建设。",
            ["恒川科技", "云嘉新材料", "海瑞化纤"],
            id="with 等",
        ),
        pytest.param(
            "实施恒川钢铁余热余压发电、云嘉焦化干熄焦发电项目。",
            ["恒川钢铁余热余压发电", "云嘉焦化干熄焦发电"],
            id="with their works",
        ),
    ],
)
def test_companies_that_build_are_projects_without_a_place(text, expected):
    found = read(text, "衢州市")
    assert [p.name.removesuffix("项目") for p in found] == expected
    assert {p.counties for p in found} == {()}


def test_a_voltage_holds_for_the_names_after_it_until_another_comes():
    text = "新建500千伏云梦山站、凤翼站，扩建220千伏玉泉站。"
    assert sizes(text, "洛阳市") == {
        "500千伏云梦山站": "500 kV",
        "500千伏凤翼站": "500 kV",
        "220千伏玉泉站": "220 kV",
    }
    assert set(kinds(text, "洛阳市").values()) == {"substation"}


@pytest.mark.parametrize(
    ("place", "before", "name", "after", "kind"),
    [
        ("韶关市", "建设", "韶关云岭—广州北500千伏输电线路", "。", "transmission_line"),
        ("吕梁市", "新建", "±800千伏云川换流站", "。", "converter_station"),
        ("南平市", "建设", "浦城县云川集中式光伏电站", "。", "solar_farm"),
        ("普洱市", "加快建设", "景谷云川农林生物质热电联产项目", "。", "biomass_power"),
        ("昭通市", "实施", "永善县云坪煤矿矿山生态修复项目", "。", "mine_restoration"),
        ("昭通市", "实施", "昭阳区云泽湿地生态修复工程", "。", "wetland"),
        ("十堰市", "谋划布局", "丹江口云顶水利枢纽工程", "。", "hydropower"),
        ("仙桃市", "建设", "仙桃云川生活垃圾焚烧发电厂二期", "。", "waste_to_energy"),
        ("酒泉市", "加快", "玉门云岭储能电站", "建设。", "energy_storage"),
        ("九江市", "加快建设", "瑞昌云川铁路专用线", "。", "rail_spur"),
        ("张家口市", "建设", "怀来云川大数据中心", "。", "data_centre"),
        ("湛江市", "加快", "徐闻云湾海上风电场", "建设。", "wind_farm"),
        ("榆林市", "推进", "神木云川源网荷储一体化项目", "。", "renewable_base"),
        ("宁德市", "推进", "霞浦云湾核电站", "建设。", "nuclear_heat"),
    ],
)
def test_a_name_ends_with_its_head_and_leaves_verbs_out(place, before, name, after, kind):
    assert kinds(before + name + after, place) == {name: kind}


def test_phases_are_projects_of_their_own():
    text = "建设镇雄云岭风电场一期，推进镇雄云岭风电场二期。"
    first, second = read(text, "昭通市")
    assert (first.name, first.nature) == ("镇雄云岭风电场一期", "new")
    assert (second.name, second.nature) == ("镇雄云岭风电场二期", "expansion")


@pytest.mark.parametrize(
    ("place", "text", "group", "member"),
    [
        pytest.param(
            "淮南市",
            "在凤台县采煤沉陷区建设200万千瓦光伏基地，其中云岭新能源60万千瓦光伏项目。",
            "2000 MW",
            "600 MW",
            id="a member by another name",
        ),
        pytest.param(
            "武威市",
            "建设凉州区腾云200万千瓦光伏基地，其中一期50万千瓦光伏项目。",
            "2000 MW",
            "500 MW",
            id="a phase",
        ),
    ],
)
def test_what_stands_after_of_which_is_part_of_the_group(place, text, group, member):
    whole, part = read(text, place)
    assert (sizes_of(whole), sizes_of(part)) == (group, member)
    assert (whole.part_of, part.part_of) == (None, whole.id)
    assert part.counties == whole.counties


def test_a_plant_named_as_one_of_a_base_is_part_of_it():
    plant, base = read("推进云川光伏电站等民勤县百万千瓦光伏基地项目建设。", "武威市")
    assert (plant.name, counties_of(base)) == ("云川光伏电站", "民勤县")
    assert (plant.part_of, base.part_of) == (base.id, None)


NOT_PROJECTS = {
    "a city-wide target": "到2025年，全市风电装机达到60万千瓦，光伏装机达到120万千瓦。",
    "a target with a bound": "到2030年，全市非化石能源消费比重达到25%，新型储能达到50万千瓦以上。",
    "a target of area": "森林覆盖率达到55%，森林蓄积量达到8000万立方米。",
    "a count over the city": "新建公共充电桩5000个，建成换电站20座。",
    "one in each county": "每个县（市、区）至少建成1座垃圾焚烧发电厂。",
    "a programme of retrofits": "推动煤电机组三改联动，完成改造规模100万千瓦。",
    "a programme without a site": "大力发展分布式光伏，推进整县屋顶光伏开发。",
    "a programme called a project": "实施农村电网巩固提升工程。",
    "a programme with an area": "新增造林10万亩，实施森林质量精准提升工程。",
    "a survey": "加快抽水蓄能站点资源普查。",
    "a policy": "严格控制新增煤电项目，有序淘汰煤电落后产能。",
    "parks in general": "推动工业园区循环化改造全覆盖。",
    "a share": "推进建筑垃圾资源化利用，利用率达到60%。",
    "a company merely supported": "支持云川铝业、恒睿新材料等企业实施节能降碳改造。",
    "companies encouraged": "鼓励江油市钢铁企业开展余热回收。",
    "trades of counties": "培育江油市特种钢、梓潼县医药等特色产业。",
    "an IT platform": "建设城市能耗在线监测平台和智慧能源管理系统。",
    "a fund": "设立绿色低碳产业发展基金，规模20亿元。",
    "a body of people": "建立市县两级碳达峰工作领导小组，由市发展改革委牵头。",
    "agencies": "（市发展改革委、市经济和信息化局、国网绵阳供电公司按职责分工负责）",
    "governments": "北川羌族自治县人民政府、平武县人民政府负责落实。",
    "all governments": "各县（市、区）人民政府要落实主体责任。",
    "measures": "加强公共机构节能，推广新能源汽车，完善充电设施。",
    "devices": "推广应用高效电机、变压器等节能设备。",
    "rules": "完善碳排放统计核算制度，建立重点项目库。",
    "research by a school": "依托绵阳师范学院开展碳排放核算研究。",
}

NOT_PROJECTS_ELSEWHERE = {
    "counts over the city": "到2025年，全市建成充电桩2000个、加氢站3座。",
    "companies that take part": "支持肇东市云川生物、海伦市恒睿淀粉等企业建设屋顶光伏。",
    "a target shared out": "新增风电装机100万千瓦，其中青冈县40万千瓦、明水县60万千瓦。",
    "all counties": "推进各县（市、区）垃圾焚烧发电厂全覆盖。",
    "counties where it fits": "在有条件的县（市）推广生物质供热。",
    "many unnamed": "鼓励建设一批零碳园区和绿色工厂。",
    "titles won": "创建国家级绿色工厂10家、绿色园区2个。",
    "counties told what to do": "北林区、肇东市、安达市要加快淘汰燃煤小锅炉。",
    "companies that help": "云川石油公司、国网绥化供电公司做好配合。",
    "a law about a wetland": "严格执行《云岭湿地保护条例》。",
    "a plan about plants": "落实《绥化市抽水蓄能中长期规划》要求。",
    "what stands in the city": "2020年，全市拥有风电场12座，总装机80万千瓦。",
    "an industry": "培育3—5家储能龙头企业，建设储能产业链。",
    "a share of kinds": "风电、光伏、生物质等清洁能源装机占比达到50%。",
    "kinds of buildings": "加快5G基站、数据中心等新型基础设施节能改造。",
    "households": "完成农村户用光伏10万户。",
    "a centre for rules": "建立电力需求响应中心。",
    "an intensity": "煤电机组供电煤耗降至300克标准煤/千瓦时以下。",
    "heat pumps": "大力推广地源热泵、空气源热泵。",
    "programmes called projects": "实施园区循环化改造工程、重点行业节能降碳工程。",
    "programmes called actions": "重点工程包括：能源绿色低碳转型行动、节能降碳增效行动。",
    "a park merely supported": "引导金融机构支持庆安县绿色水稻产业园。",
    "a target like a project": "力争煤炭消费占比下降到45%，建成200万千瓦抽水蓄能。",
    "a market": "开展林业碳汇项目开发。",
    "roads in general": "完善高速公路服务区充电设施。",
    "railways in general": "推进铁路专用线进园区、进企业。",
    "places to learn from": "学习借鉴浙江省安吉县、福建省三明市经验。",
    "some each year": "每年新建1—2个碳普惠示范社区。",
}


@pytest.mark.parametrize("text", NOT_PROJECTS.values(), ids=NOT_PROJECTS.keys())
def test_no_project_is_read_from(text):
    assert names(text, "绵阳市") == []


@pytest.mark.parametrize("text", NOT_PROJECTS_ELSEWHERE.values(), ids=NOT_PROJECTS_ELSEWHERE.keys())
def test_no_project_is_read_elsewhere_from(text):
    assert names(text, "绥化市") == []


def test_talk_around_a_project_adds_none():
    around = "".join(list(NOT_PROJECTS.values())[:8])
    assert names(f"{around}建设江油市云岭储能电站。{around}", "绵阳市") == ["江油市云岭储能电站"]

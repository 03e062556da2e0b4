"""Sentences that once misled the reader, or would mislead a hasty one."""

from __future__ import annotations

import pytest

from tests.plans_data import counties, kinds, names, one, read, sizes, sizes_of

PLACES = {
    "a county and its city of one name": (
        "岳阳市",
        "推动云溪绿色化工产业园、岳阳县云川装配式建筑产业园建设。",
        {"云溪绿色化工产业园": "云溪区", "岳阳县云川装配式建筑产业园": "岳阳县"},
    ),
    "a county called short before 县": (
        "凉山彝族自治州",
        "建设木里县码湖水电站，推进德昌县青罗风电场（二期）核准。",
        {"木里县码湖水电站": "木里藏族自治县", "德昌县青罗风电场(二期)": "德昌县"},
    ),
    "a unit that is no county by name": (
        "海西蒙古族藏族自治州",
        "建设茫崖市冷湖镇云岭风电场，建设大柴旦云川氢能基地。",
        {"茫崖市冷湖镇云岭风电场": "茫崖市", "大柴旦云川氢能基地": "大柴旦行政委员会"},
    ),
    "a county with two characters": (
        "临沂市",
        "推进费县云岭抽水蓄能电站二期、沂水县云川垃圾焚烧发电厂扩容。",
        {"费县云岭抽水蓄能电站二期": "费县", "沂水县云川垃圾焚烧发电厂扩容": "沂水县"},
    ),
    "a line between two counties": (
        "凉山彝族自治州",
        "建设西昌云川—雷波码湖500千伏线路工程。",
        {"西昌云川—雷波码湖500千伏线路工程": "西昌市、雷波县"},
    ),
    "a reservoir keeps its own county beside another": (
        "衢州市",
        "建设开化云岭水库、常山码湖水库等水利工程。",
        {"开化云岭水库": "开化县", "常山码湖水库": "常山县"},
    ),
    "a power station is no company": (
        "渭南市",
        "推动韩城云谷电厂（装机2×66万千瓦）、蒲城云煤电厂（装机1×100万千瓦）前期工作。",
        {"韩城云谷电厂": "韩城市", "蒲城云煤电厂": "蒲城县"},
    ),
    "each station of a list": (
        "渭南市",
        "新建330千伏变电站3座，分别为蒲城云岭站、澄城码湖站、合阳青罗站。",
        {"蒲城云岭站": "蒲城县", "澄城码湖站": "澄城县", "合阳青罗站": "合阳县"},
    ),
    "a neighbour city's county is not its neighbour in the list": (
        "绥化市",
        "加强安达湿地、肇源湿地保护。",
        {"安达湿地": "安达市", "肇源湿地保护": ""},
    ),
    "a county named with two characters and one named short": (
        "吕梁市",
        "建设临县至柳林云岭铁路专用线，全长约12公里。",
        {"临县至柳林云岭铁路专用线": "临县、柳林县"},
    ),
    "a county whose name begins with a figure": (
        "绵阳市",
        "建设三台县芦溪镇码湖光伏电站。",
        {"三台县芦溪镇码湖光伏电站": "三台县"},
    ),
    "a district that kept its county's name": (
        "赣州市",
        "推进赣县云峰、石城雪竹抽水蓄能电站前期工作。",
        {"赣县云峰抽水蓄能电站": "赣县区", "石城雪竹抽水蓄能电站": "石城县"},
    ),
    "a county named like a prefecture elsewhere": (
        "齐齐哈尔市",
        "建设讷河、龙江、甘南等地生物质热电联产项目。",
        {"讷河、龙江、甘南等地生物质热电联产项目": "讷河市、龙江县、甘南县"},
    ),
    "a port called by its city": (
        "昭通市",
        "扩建水富港云富作业区。",
        {"水富港云富作业区": "水富市"},
    ),
    "two counties joined by a word": (
        "重庆市",
        "建设武隆大梁子和彭水七跃山风电场。",
        {"武隆大梁子风电场": "武隆区", "彭水七跃山风电场": "彭水苗族土家族自治县"},
    ),
    "a place that ends with a stop": (
        "九江市",
        "（1）瑞昌市。建设云岭风电场、码湖光伏电站。",
        {"云岭风电场": "瑞昌市", "码湖光伏电站": "瑞昌市"},
    ),
    "a bracket of units is no place": (
        "十堰市",
        "建设云川储能电站（市能源局牵头，竹溪县政府配合）。",
        {"云川储能电站": ""},
    ),
    "a county with its prefecture's name": (
        "阿坝藏族羌族自治州",
        "推进阿坝、若尔盖等地光伏基地建设。",
        {"阿坝、若尔盖等地光伏基地": "阿坝县、若尔盖县"},
    ),
}


@pytest.mark.parametrize(("place", "text", "expected"), PLACES.values(), ids=PLACES.keys())
def test_the_place_holds_against(place, text, expected):
    assert counties(text, place) == expected


SIZES = {
    "each size beside its name": (
        "岳阳市",
        "推进平江云岭抽水蓄能电站140万千瓦、汨罗玉池抽水蓄能电站120万千瓦。",
        {"平江云岭抽水蓄能电站": "1400 MW", "汨罗玉池抽水蓄能电站": "1200 MW"},
    ),
    "money": (
        "岳阳市",
        "建设云溪区云川石化炼化一体化项目，年产乙烯100万吨，总投资300亿元。",
        {"云溪区云川石化炼化一体化项目": "1e+06 t/a"},
    ),
    "a ship's size": (
        "岳阳市",
        "加快湘阴虞公港一期建设，新增5000吨级泊位8个。",
        {"湘阴虞公港一期": "8 berths"},
    ),
    "a voltage after an alias": (
        "岳阳市",
        "新建岳阳南（荣家湾）500千伏变电站、平江220千伏输变电工程。",
        {"岳阳南(荣家湾)500千伏变电站": "500 kV", "平江220千伏输变电工程": "220 kV"},
    ),
    "the sum of several plants": (
        "金华市",
        "推进磐安、永康、武义抽水蓄能电站建设，力争到2030年投产360万千瓦。",
        {"磐安抽水蓄能电站": "", "永康抽水蓄能电站": "", "武义抽水蓄能电站": ""},
    ),
    "a list's count": (
        "郴州市",
        "推进桂阳县泗洲、雷坪、鹤塘3个风电场建设。",
        {"桂阳县泗洲风电场": "", "雷坪风电场": "", "鹤塘风电场": ""},
    ),
    "a table with blanks around its bars": (
        "九江市",
        "项目名称 | 建设地点 | 建设规模\n云岭风电场 | 瑞昌市 | 10万千瓦",
        {"云岭风电场": "100 MW"},
    ),
    "a sentence that goes on": (
        "九江市",
        "1.瑞昌云岭风电场。装机10万千瓦。\n2.武宁罗溪风电场。装机5万千瓦。",
        {"瑞昌云岭风电场": "100 MW", "武宁罗溪风电场": "50 MW"},
    ),
    "an item that begins with its size": (
        "九江市",
        "专栏1 重点项目\n1. 云岭垃圾焚烧发电项目\n2. 5.4万千瓦农林生物质热电联产项目",
        {"云岭垃圾焚烧发电项目": "", "农林生物质热电联产项目": "54 MW"},
    ),
    "what a name does each day": (
        "昭通市",
        "建设鲁甸云湖日处理5万吨污水处理厂。",
        {"鲁甸云湖污水处理厂": "50000 t/d"},
    ),
    "what a name makes each year": (
        "昭通市",
        "引进云川新材料年产10万吨工业硅项目落户绥江县。",
        {"云川新材料工业硅项目": "100000 t/a"},
    ),
    "a total before the name": (
        "渭南市",
        "加快推进总装机320万千瓦的云岭多能互补基地建设。",
        {"云岭多能互补基地": "3200 MW"},
    ),
    "the voltage it is tied in with": (
        "渭南市",
        "建设蒲城县云岭风电场20万千瓦，以110千伏接入电网。",
        {"蒲城县云岭风电场": "200 MW"},
    ),
    "the voltage of stations counted first": (
        "渭南市",
        "新建330千伏变电站3座，分别为蒲城云岭站、澄城码湖站。",
        {"蒲城云岭站": "330 kV", "澄城码湖站": "330 kV"},
    ),
}


@pytest.mark.parametrize(("place", "text", "expected"), SIZES.values(), ids=SIZES.keys())
def test_the_size_is_right_beside(place, text, expected):
    assert sizes(text, place) == expected


NAMES = {
    "a station after a bracket": (
        "昭通市",
        "建成投运500千伏云岭（镇雄）站、码湖站。",
        ["500千伏云岭(镇雄)站", "500千伏码湖站"],
    ),
    "numbers in circles": (
        "九江市",
        "①瑞昌云岭风电场②武宁罗溪风电场",
        ["瑞昌云岭风电场", "武宁罗溪风电场"],
    ),
    "an unusual park": (
        "大理白族自治州",
        "加快祥云云川物流园、漾濞码湖生态园建设。",
        ["祥云云川物流园", "漾濞码湖生态园"],
    ),
    "phases of one plant": (
        "昭通市",
        "推进镇雄云岭风电场一期、二期建设。",
        ["镇雄云岭风电场一期", "镇雄云岭风电场二期"],
    ),
    "two verbs of work": (
        "渭南市",
        "扩建韩城、新建白水750千伏变电站。",
        ["韩城750千伏变电站", "白水750千伏变电站"],
    ),
    "a town's wetland": (
        "昭通市",
        "实施大山包湿地保护修复工程。",
        ["大山包湿地保护修复工程"],
    ),
    "works on irrigation": (
        "渭南市",
        "加快实施东雷抽黄灌区、交口灌区节水改造工程。",
        ["东雷抽黄灌区节水改造工程", "交口灌区节水改造工程"],
    ),
    "works on reservoirs": (
        "金华市",
        "推进东阳市横锦水库、义乌市八都水库除险加固工程。",
        ["东阳市横锦水库除险加固工程", "义乌市八都水库除险加固工程"],
    ),
    "names inside brackets": (
        "渭南市",
        "加快推进蒲城县（云岭20万千瓦风电）、澄城县（码湖10万千瓦光伏）等项目。",
        ["蒲城县云岭风电", "澄城县码湖光伏"],
    ),
}


@pytest.mark.parametrize(("place", "text", "expected"), NAMES.values(), ids=NAMES.keys())
def test_all_are_named_of(place, text, expected):
    assert names(text, place) == expected


KINDS = {
    "a company's word 新材料 before what it does": (
        "韶关市",
        "建设南雄云川新材料循环利用项目。",
        {"南雄云川新材料循环利用项目": "recycling"},
    ),
    "a head without 项目": (
        "齐齐哈尔市",
        "建设讷河市云川秸秆气化、拜泉县生物天然气项目。",
        {"讷河市云川秸秆气化": "biomass_power", "拜泉县生物天然气项目": "biomass_power"},
    ),
    "quotation marks in a head": (
        "凉山彝族自治州",
        "推进盐源云岭“水风光”一体化基地建设。",
        {"盐源云岭“水风光”一体化基地": "renewable_base"},
    ),
    "its own work before a list's head": (
        "长治市",
        "推进襄垣县云川煤层气发电、武乡县云岭储能电站。",
        {"襄垣县云川煤层气发电": "gas_power", "武乡县云岭储能电站": "energy_storage"},
    ),
    "stations counted before they are named": (
        "渭南市",
        "新建330千伏变电站3座，分别为蒲城云岭站、澄城码湖站。",
        {"蒲城云岭站": "substation", "澄城码湖站": "substation"},
    ),
    "brackets that say what a county builds": (
        "渭南市",
        "加快推进蒲城县（20万千瓦风电）、澄城县（码湖工业园区）等。",
        {"蒲城县风电": "wind_farm", "澄城县码湖工业园区": "industrial_park"},
    ),
    "a zone in which something else is built": (
        "岳阳市",
        "推进岳阳楼区经开区云岭集中供热项目，建设高新区云川锂电回收利用项目。",
        {"岳阳楼区经开区云岭集中供热项目": "factory", "高新区云川锂电回收利用项目": "recycling"},
    ),
    "a mine that burns its gas": (
        "六盘水市",
        "建设盘州市云岭煤矿瓦斯发电站。",
        {"盘州市云岭煤矿瓦斯发电站": "gas_power"},
    ),
}


@pytest.mark.parametrize(("place", "text", "expected"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_is_right_for(place, text, expected):
    assert kinds(text, place) == expected


YEARS = {
    "the next clause": ("加快竹溪云岭风电场建设，力争2025年建成投产。", [2025]),
    "the clause before": ("到2025年，建成竹溪云岭风电场、房县码湖光伏电站。", [2025, 2025]),
    "a bracket": (
        "建设竹溪云岭风电场（装机10万千瓦，2024年并网）和房县码湖光伏电站（装机15万千瓦）。",
        [2024, None],
    ),
}


@pytest.mark.parametrize(("text", "years"), YEARS.values(), ids=YEARS.keys())
def test_the_year_is_tied_by(text, years):
    assert [p.year for p in read(text, "十堰市")] == years


UNITS = {
    "a label": ("（责任单位：市发改委、市能源局、国网十堰供电公司）", 3),
    "leaders and helpers": ("（市发改委牵头，市能源局、竹溪县政府配合）", 3),
    "a label without brackets": ("责任单位：市发改委、市能源局", 2),
}


@pytest.mark.parametrize(("units", "number"), UNITS.values(), ids=UNITS.keys())
def test_responsible_units_are_told_by(units, number):
    project = one(f"建设竹溪云岭风电场。{units}。", "十堰市")
    assert len(project.responsible) == number
    assert project.responsible[:2] == ("市发改委", "市能源局")


def test_quantities_keep_the_texts_own_script():
    text = "加快推進奈曼旗雲嶺風電場建設，裝機容量２０萬千瓦。新建220千伏碼湖變電站。"
    assert [q.as_written for p in read(text, "通辽市") for q in p.capacity] == [
        "２０萬千瓦",
        "220千伏",
    ]


DOUBLES = {
    "banner and its short name": (
        "加快奈曼云川环保热力发电厂建设。\n奈曼旗云川环保热力发电项目，日处理垃圾600吨。"
    ),
    "the voltage and 变": "新建奈曼旗云岭500千伏变电站。\n加快500千伏云岭变建设。",
}


@pytest.mark.parametrize("text", DOUBLES.values(), ids=DOUBLES.keys())
def test_one_project_is_seen_behind(text):
    assert len(one(text, "通辽市").mentions) == 2


def test_a_base_with_a_total_holds_all_its_members():
    text = (
        "推进总装机320万千瓦的云岭多能互补基地建设，其中合阳县100万千瓦风电、澄城县220万千瓦光伏。"
    )
    base, *members = read(text, "渭南市")
    assert sizes_of(base) == "3200 MW"
    assert [m.part_of for m in members] == [base.id, base.id]


GROUPS = {
    "all before 等": (
        "建设民勤县云川光伏电站（60万千瓦）、九墩光伏电站（40万千瓦）等民勤沙漠200万千瓦光伏基地。",
        "2000 MW",
    ),
    "all after 其中": (
        "民勤县红沙岗光伏基地（300万千瓦），其中：云川新能源光伏项目100万千瓦，恒睿能源光伏项目50万千瓦。",
        "3000 MW",
    ),
    "all it includes": (
        "加快民勤县红沙岗300万千瓦光伏基地建设，包括云川新能源100万千瓦、九墩能源50万千瓦等项目。",
        "3000 MW",
    ),
}


@pytest.mark.parametrize(("text", "size"), GROUPS.values(), ids=GROUPS.keys())
def test_every_member_is_part_of_its_group(text, size):
    found = read(text, "武威市")
    (group,) = [p for p in found if sizes_of(p) == size]
    members = [p for p in found if p is not group]
    assert [(p.part_of, p.kind) for p in members] == [(group.id, "solar_farm")] * 2


def test_a_remark_tells_the_stage_and_a_column_the_nature():
    text = (
        "项目名称|建设性质|建设规模|备注\n"
        "瑞昌云岭风电场|新建|10万千瓦|在建\n武宁罗溪光伏电站|扩建|5万千瓦|前期"
    )
    assert [(p.stage, p.nature) for p in read(text, "九江市")] == [
        ("under_construction", "new"),
        ("preliminary", "expansion"),
    ]


def test_counties_that_apply_are_no_project():
    assert names("组织江油市、三台县、盐亭县申报低碳试点。", "绵阳市") == []

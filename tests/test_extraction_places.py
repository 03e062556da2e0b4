"""Counties of many provinces, as plans call them: in full, short, old, and without a city."""

from __future__ import annotations

import pytest

from tests.plans_data import counties, counties_of, one

LISTS = {
    "乐山市": {"市中区云川储能电站": "市中区", "沙湾云岭电厂": "沙湾区"},
    "南通市": {"通州云川储能电站": "通州区", "海门区云湾码头": "海门区"},
    "北京市": {"通州云川数据中心": "通州区", "延庆云岭抽水蓄能电站": "延庆区"},
    "上海市": {"崇明云湾风电场": "崇明区", "浦东新区云川数据中心": "浦东新区"},
    "长沙市": {"长沙县云川换电站": "长沙县", "望城云岭电厂": "望城区"},
    "襄阳市": {"襄州区云川储能电站": "襄州区", "宜城云岭光伏电站": "宜城市"},
    "宜昌市": {"长阳云岭风电场": "长阳土家族自治县", "五峰码湖光伏电站": "五峰土家族自治县"},
    "鞍山市": {"海城云川菱镁产业园": "海城市", "岫岩云岭风电场": "岫岩满族自治县"},
    "铜仁市": {"玉屏云川储能电站": "玉屏侗族自治县", "江口云岭水电站": "江口县"},
    "广元市": {"朝天云岭风电场": "朝天区", "旺苍码湖抽水蓄能电站": "旺苍县"},
    "六盘水市": {"六枝特区云岭光伏电站": "六枝特区", "盘州云煤电厂": "盘州市"},
    "忻州市": {"五台县云岭风电场": "五台县", "五寨码湖光伏电站": "五寨县"},
    "长春市": {"九台区云川储能电站": "九台区", "双阳区码湖风电场": "双阳区"},
    "淮南市": {"八公山区云川储能电站": "八公山区", "凤台云岭光伏电站": "凤台县"},
    "梅州市": {"五华云岭抽水蓄能电站": "五华县", "平远码湖风电场": "平远县"},
    "菏泽市": {"单县云川储能电站": "单县", "定陶码湖光伏电站": "定陶区"},
    "百色市": {"田阳云川铝产业园": "田阳区", "那坡云岭风电场": "那坡县"},
    "玉树藏族自治州": {"囊谦云岭水电站": "囊谦县", "称多码湖光伏电站": "称多县"},
    "大兴安岭地区": {"漠河云岭风电场": "漠河市", "加格达奇区云川电厂": "加格达奇区"},
    "信阳市": {"新县云岭风电场": "新县", "商城云川抽水蓄能电站": "商城县"},
    "南阳市": {"方城青罗储能电站": "方城县", "内乡云谷电厂二期": "内乡县"},
    "九江市": {"共青城云川储能电站": "共青城市", "都昌码湖风电场": "都昌县"},
    "玉溪市": {"通海云川储能电站": "通海县", "新平云岭抽水蓄能电站": "新平彝族傣族自治县"},
    "延边朝鲜族自治州": {"敦化云岭抽水蓄能电站": "敦化市", "珲春云川电厂": "珲春市"},
    "林芝市": {"米林云峡水电站": "米林市", "巴宜区云岭光伏电站": "巴宜区"},
    "哈密市": {"伊吾云岭风电场": "伊吾县", "巴里坤码湖风电场": "巴里坤哈萨克自治县"},
    "衢州市": {"江山云岭抽水蓄能电站": "江山市", "常山码湖抽水蓄能电站": "常山县"},
    "汕头市": {"南澳云湾海上风电场": "南澳县", "濠江区云川海缆基地": "濠江区"},
}


@pytest.mark.parametrize(("city", "expected"), LISTS.items(), ids=LISTS.keys())
def test_a_county_is_known_by_full_and_short_name(city, expected):
    assert counties(f"建设{'、'.join(expected)}。", city) == expected


OLD = {
    "株洲县": ("株洲市", "渌口区"),
    "长治县": ("长治市", "上党区"),
    "望城县": ("长沙市", "望城区"),
    "定陶县": ("菏泽市", "定陶区"),
}


@pytest.mark.parametrize(("name", "today"), OLD.items(), ids=OLD.keys())
def test_a_county_that_was_renamed_is_the_one_of_today(name, today):
    city, county = today
    assert counties_of(one(f"建设{name}云川储能电站。", city)) == county


ALONE = ("仙桃市", "天门市", "济源市", "神农架林区", "香格里拉市", "中山市", "嘉峪关市")


@pytest.mark.parametrize("place", ALONE)
def test_a_place_that_is_one_county_holds_all_its_projects(place):
    project = one("建设云岭储能电站。", place)
    assert (counties_of(project), project.precision) == (place, "county")


def test_a_town_of_every_county_tells_none():
    assert counties_of(one("在城关镇建设云岭储能电站。", "兰州市")) == ""


def test_such_a_town_is_told_by_the_county_before_it():
    project = one("建设永登县城关镇云岭储能电站。", "兰州市")
    assert (counties_of(project), project.precision) == ("永登县", "township")


def test_short_names_of_another_citys_counties_place_nothing():
    """大邑 and 蒲江 belong to 成都, not to 绵阳."""
    assert counties("建设大邑云岭储能电站。", "绵阳市") == {"大邑云岭储能电站": ""}


WORDS = {
    "a verb": ("南昌市", "新建云岭储能电站、安义码湖光伏电站。", ["", "安义县"]),
    "a district called like the verb": ("南昌市", "建设新建区云岭储能电站。", ["新建区"]),
    "a noun": ("桂林市", "统筹资源优势，建设龙胜码湖风电场。", ["龙胜各族自治县"]),
    "a county called like the noun": (
        "桂林市",
        "建设资源云岭风电场、龙胜码湖风电场。",
        ["资源县", "龙胜各族自治县"],
    ),
    "a way": ("怀化市", "打通能源外送通道，建设溆浦云岭风电场。", ["溆浦县"]),
    "safety": ("海东市", "建设平安区云川储能电站，确保和平安全。", ["平安区"]),
    "a port's county": ("盐城市", "建设大丰港云岭零碳产业园。", ["大丰区"]),
    "a company of two counties": ("娄底市", "推进华润涟源云岭电厂铁路专用线。", ["涟源市"]),
    "a banner in short": ("呼伦贝尔市", "推进鄂温克旗云谷电厂。", ["鄂温克族自治旗"]),
    "a bracket that names the counties": (
        "赣州市",
        "建设“三南”（龙南、定南、全南）云川新能源产业园。",
        ["龙南市、定南县、全南县"],
    ),
}


@pytest.mark.parametrize(("city", "text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_a_county_is_told_from_a_word_of_the_language(city, text, expected):
    assert list(counties(text, city).values()) == expected


@pytest.mark.parametrize("word", ["新建", "资源", "通道", "和平", "平安"])
def test_a_word_that_is_a_countys_name_elsewhere_places_nothing(word):
    text = f"统筹{word}等方面，建设青罗山抽水蓄能电站。"
    assert counties_of(one(text, "洛阳市")) == ""


def test_a_short_name_in_a_list_ends_the_hold_of_the_county_before_it():
    """丙湾 may lie in either; it stood in 福鼎市, which the text does not say."""
    found = counties("建设福鼎市甲湾风电场、霞浦乙湾风电场、丙湾风电场。", "宁德市")
    assert found == {"福鼎市甲湾风电场": "福鼎市", "霞浦乙湾风电场": "霞浦县", "丙湾风电场": ""}


def test_a_project_of_another_citys_county_lies_outside():
    found = one("推进于都县云岭风电场建设。", "宁德市")
    assert (found.precision, found.counties) == ("outside", ())


def test_a_branch_line_lies_where_it_ends():
    found = one("推进大连至宁德天然气管道福鼎支线建设。", "宁德市")
    assert (found.precision, found.counties) == ("county", ("350982",))

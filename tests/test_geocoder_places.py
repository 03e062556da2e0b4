"""The geocoder: odd units, lines and areas, bare names, and names that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.evidence import READINGS
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.models import Precision
from geo.towns import bare_town, bare_village
from tools.build_gazetteer import spoken

GEOCODER = Geocoder(Gazetteer.load())
DIVISIONS = GEOCODER._gazetteer.divisions


@pytest.mark.parametrize(
    ("name", "within", "counties"),
    [
        # prefectures without counties, with and without their own code as the scope
        ("东莞储能", None, ("441900",)),
        ("东莞储能", "440000", ("441900",)),
        ("某储能项目", "441900", ("441900",)),
        ("中山储能", None, ("442000",)),
        ("儋州储能", None, ("460400",)),
        ("儋州储能", "460000", ("460400",)),
        ("嘉峪关储能", None, ("620200",)),
        ("嘉峪关储能", "620200", ("620200",)),
        # counties without a prefecture
        ("仙桃储能", None, ("429004",)),
        ("仙桃储能", "420000", ("429004",)),
        ("济源储能", None, ("419001",)),
        ("济源储能", "410000", ("419001",)),
        ("五指山储能", None, ("469001",)),
        ("五指山储能", "460000", ("469001",)),
        ("石河子储能", None, ("659001",)),
        ("石河子储能", "650000", ("659001",)),
        # new districts: of three counties, a county of its own, of one county
        ("雄安新区", None, ("130629", "130632", "130638")),
        ("雄安新区", "130600", ("130629", "130632", "130638")),
        ("两江新区储能", None, ("500105",)),
        ("两江新区储能", "500000", ("500105",)),
        ("横琴储能", "440400", ("440402",)),
        ("横琴粤澳深度合作区储能", None, ("440402",)),
        # Hong Kong and Macau have districts, Taiwan is one unit of the edition
        ("香港储能", None, ()),
        ("中西区储能", "810000", ("810001",)),
        ("香港中西区储能", None, ("810001",)),
        ("澳门储能", None, ()),
        ("台湾储能", None, ("710000",)),
        ("台北市储能", "710000", ("710000",)),
        # one name for a city and counties or districts
        ("朝阳储能", None, ()),
        ("朝阳储能", "110000", ("110105",)),
        ("朝阳区储能", None, ()),
        ("朝阳区储能", "220100", ("220104",)),
        ("朝阳储能", "211300", ()),
        ("朝阳县储能", "211300", ("211321",)),
        ("鼓楼区储能", None, ()),
        ("鼓楼储能", "320100", ("320106",)),
        ("鼓楼储能", "320300", ("320302",)),
        ("城关区储能", None, ()),
        ("城关区储能", "620100", ("620102",)),
        ("城关区储能", "540100", ("540102",)),
        ("城关镇储能", "620100", ()),
    ],
)
def test_units_unlike_the_others(name, within, counties):
    found = GEOCODER.locate(name, within)
    assert set(found.counties) == set(counties), found.reason
    assert found.reason


@pytest.mark.parametrize(
    ("name", "within", "counties"),
    [
        ("龙泉苑光伏", "331100", ()),  # 龙泉市 lies there
        ("青海西宁光伏", "630000", ()),  # not 海西州
        ("青海西宁光伏", None, ()),
        ("元阳县光伏", "532500", ("532528",)),  # 元阳县 lies in 红河州, where 红河县 is another
        ("元阳光伏", "532500", ("532528",)),
    ],
)
def test_names_end_where_words_do(name, within, counties):
    assert GEOCODER.locate(name, within).counties == counties


@pytest.mark.parametrize(
    ("name", "within", "county"),
    [
        ("国能民权风电项目", "411400", "411421"),  # 民权 is a common word too
        ("皖能和县电厂", "340500", "340523"),  # 和 is a word, and 和县 of two characters
        ("明阳新县风电项目", "411500", "411523"),  # 阳新县 lies elsewhere
        ("河南新县大别山风电场", "411500", "411523"),  # what follows a county's name is free
        ("湘潭市昌山（石鼓）风电场", "430300", "430321"),  # 石鼓区 lies elsewhere, 石鼓镇 here
    ],
)
def test_a_weak_name_counts_behind_its_owner(name, within, county):
    assert GEOCODER.locate(name, within).counties == (county,)


@pytest.mark.parametrize("joint", ["-", "—", "－", "–", "~", "～", "至", "到", "、"])
def test_a_line_lies_in_the_counties_of_its_ends(joint):
    inside = GEOCODER.locate(f"新化{joint}双峰天然气支线", "431300")
    assert inside.counties == ("431322", "431321")
    assert inside.precision is Precision.COUNTIES
    if joint != "、":
        half = GEOCODER.locate(f"邵东{joint}双峰天然气支线", "431300")
        assert half.counties == ("431321",)
        assert half.precision is Precision.OUTSIDE


@pytest.mark.parametrize(
    ("name", "within", "counties"),
    [
        ("郧西、竹溪、房县等地风电项目", "420300", ("420322", "420324", "420325")),
        ("阿克塞县、肃北县、敦煌市等地风电", "620900", ("620924", "620923", "620982")),
        ("韩城西—澄城东330千伏双回线路", "610500", ("610581", "610525")),
        ("姜堰白米至兴化昭阳220千伏线路", "321200", ("321204", "321281")),
        ("下板城至宽城天然气支线", "130800", ("130821", "130827")),
        ("冷水江—新化—邵东输气管道", "431300", ("431381", "431322")),
    ],
)
def test_lists_and_lines_take_names_of_every_sort(name, within, counties):
    """A full name among short ones once silenced them: 郧西、竹溪、房县 gave 房县 alone."""
    assert GEOCODER.locate(name, within).counties == counties


def test_a_line_with_unknown_ends_keeps_what_is_known_and_says_so():
    found = GEOCODER.locate("卧龙-编钟-仙女山通道", "420600")
    assert found.counties == ("420602",)
    assert found.precision is Precision.COUNTIES
    assert found.confidence < 0.5
    assert "编钟" in found.reason
    assert "仙女山" in found.reason


def test_work_on_a_whole_lake_lies_in_all_its_counties_and_a_plant_in_none():
    whole = GEOCODER.locate("洪泽湖生态保护和修复工程", "320800")
    assert len(whole.counties) > 1
    assert whole.precision is Precision.COUNTIES
    plant = GEOCODER.locate("洪泽湖渔光互补项目", "320800")
    assert plant.counties == ()
    assert {c.adcode for c in plant.candidates} == set(whole.counties)


@pytest.mark.parametrize(
    ("name", "within", "township"),
    [
        ("天子湖镇光伏", "330500", "天子湖镇"),
        ("天子湖光伏", "330500", "天子湖镇"),
        ("安吉县天子湖镇光伏", "330500", "天子湖镇"),
        ("天子湖光伏", "330523", "天子湖镇"),
        ("虎门镇储能", "441900", "虎门镇"),
        ("下冶镇风电", "410000", "下冶镇"),  # the source calls it 济源市下冶镇
        ("新化风电", "431300", ""),
    ],
)
def test_a_town_or_village_carries_the_townships_name(name, within, township):
    found = GEOCODER.locate(name, within)
    assert found.township == township
    assert (found.precision is Precision.TOWNSHIP) == bool(township)
    assert len(found.counties) == 1


def test_a_village_tells_its_township():
    prefecture = "431300"
    hosts = GEOCODER._gazetteer.towns.village_hosts(prefecture).villages
    towns = {t.code: t for t in GEOCODER._gazetteer.towns.towns(prefecture)}
    name, town = next(
        (name, towns[codes[0]])
        for name, codes in hosts.items()
        if len(name) == 4 and len(codes) == 1 and codes[0] in towns
    )
    found = GEOCODER.locate(f"{name}风电场", prefecture)
    assert (found.counties, found.township) == (town.counties, town.name)


def test_a_piece_of_a_longer_name_is_no_town():
    """长龙山 is not 龙山, 鸭绿江口 not the street called after the river."""
    for name, within in (("长龙山抽水蓄能电站", "330500"), ("鸭绿江口湿地修复", "210600")):
        assert GEOCODER.locate(name, within).counties == ()


def test_a_county_of_one_character_goes_by_its_old_seat():
    assert GEOCODER.locate("沁州发电厂", "140400").counties == ("140430",)
    assert GEOCODER.locate("鹤淇发电厂", "410600").counties == ("410622",)
    assert GEOCODER.locate("沁州发电厂", "410600").counties == ()


def test_hints_that_agree_add_up_and_weaker_ones_decide_between_namesakes():
    county = GEOCODER.locate("安吉风电", "330500")
    both = GEOCODER.locate("安吉天子湖镇风电", "330500")
    assert both.confidence > county.confidence
    tie = GEOCODER.locate("城关镇储能", "620100")
    first = tie.candidates[0]
    told = GEOCODER.locate(f"{first.name}城关镇储能", "620100")
    assert (told.counties, told.precision) == ((first.adcode,), Precision.TOWNSHIP)


def test_confidence_is_what_was_measured():
    for reading in READINGS.values():
        assert 0 <= reading.right <= reading.answers
        assert 0 < reading.confidence < 1
    assert GEOCODER.locate("新化风电", "431300").confidence == round(READINGS["head"].confidence, 3)


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("龙山社区居民委员会", "龙山"),  # was 龙山社区居
        ("龙山社区居委会", "龙山"),
        ("龙山居委会", "龙山"),
        ("李家庄村村民委员会", "李家庄"),
        ("巴音嘎查村民委员会", "巴音"),
        ("宝瓶河牧场虚拟生活区", "宝瓶河牧场"),
        ("中村村委会", "中村"),
    ],
)
def test_villages_are_bared_of_their_committees(written, bare):
    assert bare_village(spoken(written)) == bare


def test_towns_are_bared_of_nationality_and_suffix():
    assert bare_town("汤泉满族乡") == "汤泉"


@pytest.mark.parametrize(
    "name",
    [
        "",
        " \n\t",
        "😀",
        "Xinhua wind farm",
        "新" * 500,
        "\ue000\ud800",
        "--至--",
        "（（（",
        "县市区",
    ],
)
@pytest.mark.parametrize("within", [None, "430000", "431300", "431322"])
def test_a_name_that_is_none_is_refused_with_a_reason(name, within):
    found = GEOCODER.locate(name, within)
    assert found.reason
    assert found.counties == (("431322",) if within == "431322" else ())


def test_mixed_scripts_do_not_hide_a_name():
    for name in ("Xinhua 新化 PV", "😀新化😀", "婁底新化電站", "湖南省婁底市新化縣風電"):
        assert GEOCODER.locate(name, "431300").counties == ("431322",)


@pytest.mark.parametrize(
    "unit", ["新化、", "邵东-新化线", "天子湖", "国能", "至", "洪泽湖", "龙山镇"]
)
def test_the_cost_grows_with_the_length(unit):
    GEOCODER.locate(unit, "431300")

    def once(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        GEOCODER.locate(text, "431300")
        return time.process_time() - started

    # The best of three: a collection of the whole test run's garbage may fall into one.
    spent = [min(once(length) for _ in range(3)) for length in (5_000, 40_000)]
    assert spent[1] < 32 * spent[0] + 0.01  # eight times the text; a quadratic pass takes 64 times


PLACES = [
    "新化",
    "新化县",
    "双峰",
    "邵东",
    "龙山镇",
    "天子湖",
    "至",
    "-",
    "、",
    "线路",
    "国能",
    "水电站",
    "湖",
    "江",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PLACES), max_size=8).map("".join),
    st.sampled_from([None, "431300", "330500", "431322", "430000"]),
)
def test_what_must_hold_of_every_answer(name, within):
    found = GEOCODER.locate(name, within)
    assert len(set(found.counties)) == len(found.counties)
    assert {r.adcode for r in found.reasons} >= set(found.counties)
    assert not {c.adcode for c in found.candidates} & set(found.counties)
    assert [c.score for c in found.candidates] == sorted(
        (c.score for c in found.candidates), reverse=True
    )
    assert bool(found.township) <= (found.precision is Precision.TOWNSHIP)
    assert (found.precision is Precision.COUNTIES) <= bool(found.counties)
    assert 0 <= found.confidence <= 1
    assert found.reason
    assert GEOCODER.locate_many([(name, within)]) == (found,)


@pytest.mark.parametrize(
    ("name", "city", "county"),
    [
        ("张掖生物质发电项目", "620700", "620702"),  # 张掖 has one district
        ("张掖抽水蓄能电站", "620700", None),  # such a station stands in the hills
        ("信阳热电厂", "411500", None),  # two districts
        ("云岭热电厂", "620700", None),  # does not name the city
    ],
)
def test_a_plant_that_serves_a_city_is_likely_in_its_only_district(name, city, county):
    found = GEOCODER.locate(name, within=city)
    assert found.counties == ((county,) if county else ())
    assert not county or found.confidence < 0.8


def test_a_county_cut_from_a_word_is_not_named():
    """龙圩区 is a district of 梧州; 回龙圩 is a place of its own."""
    found = GEOCODER.locate("回龙圩区风电场二期工程", within="431100")
    assert found.precision is not Precision.OUTSIDE


def test_an_owners_word_is_read_whole():
    """大元新能源 ends in 新能源, not in 新能: what follows begins the plant's own name."""
    town = DIVISIONS.resolve("丰宁满族自治县")
    found = GEOCODER.locate("承德大元新能源外沟门风光互补一期65.8MW风电场", within="130800")
    assert found.counties == (town,)

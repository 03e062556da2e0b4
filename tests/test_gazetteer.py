"""Place names in texts: word edges, scopes, towns, and that any text is fine."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.edges import GENERIC
from geo.entries import read_aliases
from geo.errors import DataError
from geo.gazetteer import Gazetteer
from geo.models import Level
from geo.zones import read_zones

GAZETTEER = Gazetteer.load()


def found(text, within=None):
    return [t.text for t in GAZETTEER.find(text, within)]


def codes(text, within=None):
    return [tuple(p.code for p in t.places) for t in GAZETTEER.find(text, within)]


def test_forms_are_told_apart():
    forms = [(t.text, t.form) for t in GAZETTEER.find("安吉县天子湖镇与安吉、襄樊市", "330500")]
    assert forms == [
        ("安吉县", "full"),
        ("天子湖镇", "town"),
        ("安吉", "short"),
        ("襄樊市", "old"),
    ]


def test_the_longest_name_wins():
    assert codes("元阳县", "532500") == [("532528",)]
    assert found("龙泉驿区") == ["龙泉驿区"]
    assert found("青海西宁") == ["青海", "西宁"]


def test_county_short_names_need_the_scope():
    assert found("新化与双峰") == []
    assert found("新化与双峰", "431300") == ["新化", "双峰"]
    assert found("邵东—双峰管道", "431300") == ["邵东", "双峰"]  # the neighbour, in the province


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("龙泉苑小区", "331100"),
        ("黄河南岸与淮河北岸", "410100"),
        ("建成都市农业", "431200"),
        ("绿色通道", "431200"),
        ("推动新建区域性中心", "360100"),
        ("沿海城市", "210300"),
        ("各类市和县级单位", "340500"),
        ("乡镇平均", "411300"),
        ("完善新型城镇化", "410100"),
        ("中心城区与主城区", "140500"),
        ("更高要求", "441200"),
        ("涟源龙山", None),
        ("盐城市滨海新区", None),
    ],
)
def test_words_that_only_look_like_places(text, within):
    hits = [t for t in GAZETTEER.find(text, within) if t.places[0].level is Level.COUNTY]
    assert hits == []


def test_a_common_word_counts_at_a_clear_edge():
    assert codes("湖南省怀化市通道，会同县", "431200")[-2:] == [("431230",), ("431225",)]
    assert codes("晋城市城区、泽州县", "140500") == [("140500",), ("140502",), ("140525",)]


def test_a_hill_next_door_is_no_county():
    assert found("涟源龙山风电场", "431300") == ["涟源"]


def test_a_full_name_wins_over_a_short_one_it_overlaps():
    assert found("协合肥西县风电场", "340100") == ["肥西县"]


def test_parents_tell_namesakes_apart():
    assert codes("北京市朝阳区")[1] == ("110105",)
    assert codes("长春市朝阳区")[1] == ("220104",)
    assert codes("朝阳区") == [("110105", "220104")]
    assert codes("鼓楼区", "320000") == [("320106", "320302")]
    assert codes("鼓楼区", "320100") == [("320106",)]


@pytest.mark.parametrize("name", sorted(GENERIC))
def test_names_any_city_uses_say_nothing_outside_their_scope(name):
    assert name not in found(f"加快{name}建设，{name}", "431300")


def test_a_citys_own_name_stands_before_its_countys_and_its_county_before_another_citys():
    assert codes("新乡", "410700") == [("410700",)]
    assert codes("大同", "230600")[0][0] == "230606"


def test_an_old_name_says_what_it_became():
    (toponym,) = GAZETTEER.find("株洲县", "430200")
    (place,) = toponym.places
    assert place.code == "430212"
    assert "渌口区" in place.note
    assert "2018" in place.note


def test_a_town_of_a_nationality_is_known_by_its_shorter_name():
    assert found("汤泉满族乡与汤泉乡", "130200") == ["汤泉满族乡", "汤泉乡"]


def test_towns_belong_to_the_scopes_prefecture():
    (toponym,) = GAZETTEER.find("天子湖镇", "330523")
    assert toponym.places[0].counties == ("330523",)
    assert found("天子湖镇", "330600") == []


@pytest.mark.parametrize("scope", ["441900", "442000", "460400", "620200", "429004", "419001"])
def test_units_without_county_or_prefecture_have_towns(scope):
    towns = GAZETTEER.towns.towns(scope)
    assert towns
    assert {t.counties for t in towns} == {(scope,)}


def test_a_municipality_has_towns_and_a_province_none():
    assert found("奉节县白帝镇", "500000") == ["奉节县", "白帝镇"]
    assert found("白帝镇", "430000") == []


def test_named_gives_bare_towns_and_villages_of_the_scope():
    (town,) = GAZETTEER.named("天子湖", "330500")
    assert town.level is Level.TOWNSHIP
    assert GAZETTEER.named("天子湖") == ()
    assert {p.level for p in GAZETTEER.named("高庄", "330500")} <= {Level.VILLAGE}
    assert [p.code for p in GAZETTEER.named("新化县")] == ["431322"]


@pytest.mark.parametrize(
    ("name", "within", "host"),
    [
        ("肇庆高新技术产业开发区", "441200", "441284"),
        ("肇庆高新区", "441200", "441284"),
        ("徐州高新区", "320300", "320312"),  # in 铜山区
        ("井冈山经开区", "360800", "360821"),  # not in 井冈山市
        ("打渔山经开区", "211400", "211402"),  # listed with its city's name before it
        ("东津新区", "420600", "420607"),  # not listed: named after 东津镇
    ],
)
def test_a_zone_gives_its_host(name, within, host):
    (toponym,) = GAZETTEER.find(name, within)
    assert (toponym.text, toponym.form) == (name, "zone")
    assert [p.counties for p in toponym.places] == [(host,)]
    assert name not in found(name, "431300")


def test_a_zones_name_two_counties_share_gives_both():
    (toponym,) = GAZETTEER.find("鄂尔多斯高新区", "150600")
    assert {c for p in toponym.places for c in p.counties} == {"150602", "150603"}


@pytest.mark.parametrize(
    ("name", "within", "hosts"),
    [
        ("济宁高新区", "370800", {"370811", "370812"}),  # a code of its own: its towns' counties
        ("沈阳经开区", "210100", {"210106"}),  # a zone of the state, by hand
        ("西咸新区", "610100", {"610112", "610116", "610118"}),  # in two prefectures
        ("西咸新区", "610400", {"610402", "610404", "610423", "610481"}),
    ],
)
def test_a_citys_zone_gives_all_its_hosts(name, within, hosts):
    (toponym,) = GAZETTEER.find(name, within)
    assert toponym.form == "zone"
    assert {c for p in toponym.places for c in p.counties} == hosts


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("合肥高新区", "340100"),  # the bureau's own county, whose towns no other table has
        ("滨海新区", "331000"),
        ("经济开发区", "340800"),
        ("工业园区", "340800"),
    ],
)
def test_a_zone_of_no_county_or_of_any_stays_open(name, within):
    assert [t for t in GAZETTEER.find(name, within) if t.form in ("zone", "town")] == []


def test_zones_of_the_table_lie_in_their_prefecture():
    divisions = GAZETTEER.divisions
    for zone in read_zones(divisions):
        assert zone.note, zone
        assert {divisions.prefecture_of(c) for c in zone.counties} == {zone.prefecture}, zone


@pytest.mark.parametrize("read", [read_zones, read_aliases])
def test_a_missing_or_broken_table_is_one_line(tmp_path, read):
    broken = tmp_path / "broken.csv"
    broken.write_text("name,alias,prefecture,counties,adcode,source\nx,x,1,999999,999999,x\n")
    for path in (tmp_path / "none.csv", broken):
        with pytest.raises(DataError, match="Restore") as caught:
            read(GAZETTEER.divisions, path)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "within", "code"),
    [
        ("宽城县", "130800", "130827"),
        ("围场县", "130800", "130828"),
        ("彭水县", "500000", "500243"),
        ("鄂伦春旗", "150700", "150723"),
        ("达茂旗", "150200", "150223"),
        ("科左中旗", None, "150521"),
        ("莫旗", "150700", "150722"),
        ("赣县", "360700", "360704"),
        ("郫县", "510100", "510117"),
        ("东乡县", "361000", "361003"),  # once so called; 东乡族自治县 is elsewhere
        ("甘南", "230200", "230225"),  # 甘南县, not 甘南州
        ("大同", "230600", "230606"),
    ],
)
def test_names_people_use(name, within, code):
    assert codes(f"推进，{name}光伏", within) == [(code,)]


def test_every_short_old_name_counts_in_its_own_prefecture():
    divisions = GAZETTEER.divisions
    for change in divisions.changes:
        if change.kind == "recoded":
            continue  # the name is still in use
        if len(change.old_name) == 2 and change.old_name.endswith("县"):
            prefecture = divisions.prefecture_of(change.now[0])
            assert codes(f"建设{change.old_name}光伏", prefecture) == [change.now], change


def test_every_alias_means_its_banner_in_its_prefecture():
    divisions = GAZETTEER.divisions
    for code, aliases in read_aliases(divisions).items():
        for alias in aliases:
            assert codes(f"{alias}风电", divisions.prefecture_of(code)) == [(code,)], alias


@pytest.mark.parametrize(("text", "within"), [("标准旗杆", "150600"), ("到达县城", "511700")])
def test_short_names_of_two_characters_inside_words(text, within):
    assert found(text, within) == []


@pytest.mark.parametrize(
    ("text", "within", "name"),
    [
        ("推进射阳港电厂", "320900", "射阳"),
        ("大丰港区", "320900", "大丰"),
        ("水富港", "530600", "水富"),
        ("太仓港", "320500", "太仓"),
        ("昆山南站", "320500", "昆山"),
        ("连云港站", "320700", "连云港"),  # the city, not its district 连云
        ("龙泉变电站", "331100", "龙泉"),
    ],
)
def test_a_countys_port_or_station_names_the_county(text, within, name):
    assert found(text, within) == [name]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("衡水湖湿地", "131100"),
        ("鄱阳湖生态区", "361100"),
        ("洪泽湖", "320800"),
        ("微山湖", "370800"),
        ("琅琊山", "341100"),
        ("射阳河", "320900"),
    ],
)
def test_a_lake_hill_or_river_is_no_county(text, within):
    assert found(text, within) == []


@pytest.mark.parametrize(
    ("text", "within", "names"),
    [
        ("庐山抽水蓄能", "360400", ["庐山"]),
        ("黄山市黄山区", "341000", ["黄山市", "黄山区"]),
        ("扬州江都", "321000", ["扬州", "江都"]),
        ("新化山地光伏", "431300", ["新化"]),
        ("新化河道整治", "431300", ["新化"]),
    ],
)
def test_what_only_looks_like_a_lake_or_hill(text, within, names):
    assert found(text, within) == names


def test_every_town_code_is_of_todays_county_or_none():
    known = set(GAZETTEER.divisions.counties())
    for prefecture in GAZETTEER.divisions.prefectures()[::40]:
        for town in GAZETTEER.towns.towns(prefecture):
            assert set(town.counties) <= known


PIECES = st.sampled_from(
    [
        "新化",
        "县",
        "市",
        "区",
        "湖南省",
        "娄底",
        "双峰县",
        "天子湖镇",
        "、",
        "-",
        "😀",
        "a",
        " ",
        "\n",
        "城区",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join)),
    st.sampled_from([None, "431300", "431322", "430000", "330523", "429004", "441900"]),
)
def test_spans_are_inside_ordered_and_apart(text, within):
    end = 0
    for toponym in GAZETTEER.find(text, within):
        assert end <= toponym.start < toponym.end <= len(text)
        assert text[toponym.start : toponym.end] == toponym.text
        assert toponym.places
        end = toponym.end


def test_the_pass_is_linear():
    text = "在新化县、双峰和涟源市推进风电、光伏与抽水蓄能项目，市中市中市中新建新建。" * 500

    def once(copies: int) -> float:
        started = time.process_time()
        GAZETTEER.find(text * copies, "431300")
        return time.process_time() - started

    # The best of three: a collection of the whole test run's garbage may fall into one.
    spent = [min(once(copies) for _ in range(3)) for copies in (1, 8)]
    assert spent[1] < 32 * spent[0]  # eight times the text; a quadratic pass takes 64 times

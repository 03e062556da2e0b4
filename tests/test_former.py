"""Former divisions: the table since 2000, and what is said of an old name or code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.divisions import Divisions
from geo.errors import AmbiguousPlace, GeoError, UnknownPlace
from geo.former import stem_of
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.models import Level

if TYPE_CHECKING:
    from geo.former import Change

DIVISIONS = Divisions.load()
GAZETTEER = Gazetteer.load(DIVISIONS)
KINDS = {"renamed", "merged", "split", "converted", "recoded"}


def told(text: str) -> str:
    with pytest.raises(UnknownPlace) as caught:
        DIVISIONS.resolve(text)
    return str(caught.value)


def change_of(name: str, code: str) -> Change:
    (found,) = [c for c in DIVISIONS.find_changes(name) if c.old_code == code]
    return found


def test_every_row_can_be_followed():
    for change in DIVISIONS.changes:
        assert change.kind in KINDS, change
        assert change.source, change
        assert change.year is not None or change.kind == "recoded", change
        assert change.year is None or 2000 <= change.year <= 2025, change
        assert len(set(change.now)) == len(change.now) > 0, change
        assert not {*change.now} & {*change.part}, change
        levels = {DIVISIONS.get(code).level for code in change.now}
        assert len(levels) == 1, change


def test_no_old_code_and_name_has_two_fates():
    seen = Counter((c.old_code, c.old_name) for c in DIVISIONS.changes)
    assert [key for key, count in seen.items() if count > 1] == []


def test_an_old_code_is_told_by_its_latest_bearer_unless_it_is_in_use():
    """469031 was 昌江 in some tables, then 西沙群岛; 469025 was 定安 and is 白沙 today."""
    for change in DIVISIONS.changes:
        if change.kind == "recoded" and change.old_code:
            latest = DIVISIONS.find_changes(change.old_code)[0]
            with pytest.raises(UnknownPlace, match=latest.now[0]):
                DIVISIONS.get(change.old_code)
    assert DIVISIONS.name("469025") == "白沙黎族自治县"


@pytest.mark.parametrize(
    ("name", "code", "year", "kind", "now"),
    [
        ("长治县", "140421", 2018, "converted", ("140404",)),
        ("潞城市", "140481", 2018, "converted", ("140406",)),
        ("株洲县", "430221", 2018, "converted", ("430212",)),
        ("襄樊市", "420600", 2010, "renamed", ("420600",)),
        ("襄阳县", "420621", 2001, "converted", ("420607",)),  # 襄阳区, then 襄州区
        ("江东区", "330204", 2016, "merged", ("330212",)),
        ("江东区", "430402", 2001, "converted", ("430405",)),  # another city's
        ("思茅地区", "532700", 2003, "converted", ("530800",)),
        ("思茅市", "532701", 2003, "converted", ("530802",)),  # 翠云区, then 思茅区
        ("居巢区", "341402", 2011, "converted", ("340181",)),
        ("无为县", "341422", 2011, "recoded", ("340281",)),  # 340225, then a city
        ("莱芜市", "371200", 2018, "split", ("370116", "370117")),
        ("即墨市", "370282", 2017, "converted", ("370215",)),
        ("郫县", "510124", 2016, "converted", ("510117",)),
        ("宣武区", "110104", 2010, "merged", ("110102",)),
        ("江北区", "500105", 2025, "merged", ("500105",)),
        ("渝北区", "500112", 2025, "merged", ("500105",)),
        ("米林县", "540422", 2023, "converted", ("540481",)),
        ("错那县", "540530", 2023, "converted", ("540581",)),
        ("西沙群岛", "469031", 2012, "merged", ("460302",)),
        ("昌都地区", "542100", 2014, "converted", ("540300",)),
        ("毕节地区", "522400", 2011, "converted", ("520500",)),
        ("铜仁地区", "522200", 2011, "converted", ("520600",)),
        ("武清县", "120222", 2000, "converted", ("120114",)),
        ("儋州市", "460003", 2002, "recoded", ("460400",)),
        ("伊克昭盟", "152700", 2001, "converted", ("150600",)),
        ("马塘区", "340203", 2005, "renamed", ("340209",)),  # 弋江区, then merged
        ("弋江区", "340203", 2020, "recoded", ("340209",)),
    ],
)
def test_what_became_of_a_division(name, code, year, kind, now):
    change = change_of(name, code)
    assert (change.year, change.kind, change.now) == (year, kind, now)


def test_a_prefecture_divided_is_told_by_its_counties():
    chaohu = change_of("巢湖市", "341400")
    assert chaohu.now == ("340124", "340181", "340281", "340522", "340523")
    nanning = change_of("南宁地区", "452100")
    assert {code[:4] for code in nanning.now} == {"4501", "4514"}


def test_those_that_got_a_few_towns_are_kept_apart():
    zunyi = change_of("遵义县", "520321")
    assert (zunyi.now, zunyi.part) == (("520304",), ("520302", "520303"))
    assert "parts 贵州省遵义市红花岗区 520302" in told("520321")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "140421",
            '"140421 长治县" is not a division since 2018; its area is now 山西省长治市上党区',
        ),
        (
            "542123",
            '"542123 贡觉县" has had another code since 2014; it is now 西藏自治区昌都市贡觉县',
        ),
        ("500157", '"500157 两江新区" is 重庆市两江新区 500105 in this edition'),
        ("襄樊", '"襄樊市" is not a division since 2010; its area is now 湖北省襄阳市 420600'),
        ("宣武", "北京市西城区 110102"),
        ("塘沽", "天津市滨海新区 120116"),
        ("重庆市江北区", "重庆市两江新区 500105"),  # not 宁波's, which is in use
        ("湖北省襄樊市襄阳区", "湖北省襄阳市襄州区 420607"),
        ("浙江省宁波市江东区", "浙江省宁波市鄞州区 330212"),
        ("460003", "海南省儋州市 460400"),
        ("999999", "no division's code in this edition, nor has it been one since 2000"),
        ("431322101", "write 431322 for 新化县"),
        ("999999101", "no division's code"),
    ],
)
def test_what_is_said_of_an_old_name_or_code(text, says):
    assert says in told(text)


def test_an_old_name_of_two_places_tells_both_the_latest_first():
    said = told("江东区")
    assert said.index("鄞州区 330212 (until 2016)") < said.index("珠晖区 430405 (until 2001)")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("巢湖市", "340181"),  # once a prefecture
        ("忻州市", "140900"),  # once also its district
        ("毕节市", "520500"),
        ("淮安市", "320800"),
        ("江北区", "330205"),
        ("思茅区", "530802"),
        ("襄阳", "420600"),
        ("莱芜", "370116"),
    ],
)
def test_an_old_name_never_hides_the_division_that_bears_it(name, code):
    assert DIVISIONS.resolve(name) == code


@pytest.mark.parametrize("name", ["城区", "郊区", "市中区", "鼓楼区", "新华区", "铁西区"])
def test_namesakes_in_use_are_refused_though_others_were_once_so_called(name):
    with pytest.raises(AmbiguousPlace) as caught:
        DIVISIONS.resolve(name)
    assert all(DIVISIONS.get(code).name == name for code in caught.value.candidates)


@pytest.mark.parametrize(
    ("text", "within", "counties"),
    [
        ("襄樊市光伏项目", "420600", ()),  # the city: no county is named
        ("长治县光伏项目", "140400", ("140404",)),
        ("胶南风电场", "370200", ("370211",)),
        ("星子大岭风电场", "360400", ("360483",)),
        ("塘沽盐场光伏", "120000", ("120116",)),
        ("江北区光伏项目", "500000", ("500105",)),
        ("江北区光伏项目", "330200", ("330205",)),
        ("动力电池项目", "230100", ()),  # a word, though 动力区 was Harbin's
        ("郊区光伏项目", "410300", ()),  # any outskirts, though 洛龙区 was so called until 2000
        ("市区供热项目", "410900", ()),
        ("忻州市光伏项目", "140900", ()),  # the city, not its district of before 2000
    ],
)
def test_old_names_in_texts(text, within, counties):
    assert Geocoder(GAZETTEER).locate(text, within=within).counties == counties


def test_an_old_name_is_told_in_the_reason():
    found = Geocoder(GAZETTEER).locate("长治县光伏项目", within="140400")
    assert "长治县 → 上党区 (2018)" in found.reason


SPECIAL = [
    ("东莞", "441900", Level.COUNTY),
    ("中山市", "442000", Level.COUNTY),
    ("儋州", "460400", Level.COUNTY),
    ("嘉峪关", "620200", Level.COUNTY),
    ("仙桃", "429004", Level.COUNTY),
    ("济源", "419001", Level.COUNTY),
    ("五指山", "469001", Level.COUNTY),
    ("石河子", "659001", Level.COUNTY),
    ("两江新区", "500105", Level.COUNTY),
    ("三沙", "460300", Level.PREFECTURE),
    ("香港", "810000", Level.PROVINCE),
    ("澳门", "820000", Level.PROVINCE),
    ("台湾", "710000", Level.COUNTY),
]


@pytest.mark.parametrize(("name", "code", "level"), SPECIAL)
def test_special_units_resolve_by_name_and_by_code(name, code, level):
    assert DIVISIONS.resolve(name) == DIVISIONS.resolve(code) == code
    division = DIVISIONS.get(code)
    assert DIVISIONS.resolve(division.name) == code
    assert DIVISIONS.resolve(DIVISIONS.full_name(code)) == code
    assert division.level is level
    assert DIVISIONS.counties(code)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("襄樊市", "襄樊"),
        ("郊区", "郊区"),
        ("郫县", "郫县"),
        ("丽江纳西族自治县", "丽江纳西族自治县"),
    ],
)
def test_the_spoken_name_of_a_former_division(name, stem):
    assert stem_of(name) == stem


@given(st.text(alphabet="省市县区地盟州襄樊江东长治0123456789 😀a", max_size=60))
def test_any_text_is_a_division_or_refused_in_one_line(text):
    try:
        said = DIVISIONS.get(DIVISIONS.resolve(text)).name
    except GeoError as exc:
        said = str(exc)
    assert "\n" not in said
    assert said

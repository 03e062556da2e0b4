"""The geocoder: what each way of naming a place gives, and what is refused."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UnknownPlace
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.models import Precision

GEOCODER = Geocoder(Gazetteer.load())
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "gem"


@pytest.mark.parametrize(
    ("name", "within", "counties", "precision"),
    [
        ("新化抽水蓄能电站", "431300", ("431322",), Precision.COUNTY),
        ("天子湖镇渔光互补光伏项目", "330500", ("330523",), Precision.TOWNSHIP),
        ("天子湖镇渔光互补光伏项目", "330523", ("330523",), Precision.TOWNSHIP),
        ("天子湖渔光互补光伏项目", "330500", ("330523",), Precision.TOWNSHIP),
        ("泸定水电站", "513300", ("513322",), Precision.COUNTY),
        ("泸定水电站", None, ("513322",), Precision.COUNTY),
        ("湖南省娄底市新化县某风电场", None, ("431322",), Precision.COUNTY),
        ("娄底新化风电场", "430000", ("431322",), Precision.COUNTY),
        ("邵东-双峰天然气支线管道", "431300", ("431321",), Precision.OUTSIDE),
        ("邵东至双峰天然气支线管道", "431300", ("431321",), Precision.OUTSIDE),
        ("青海-河南±800千伏特高压", "411700", (), Precision.OUTSIDE),
        ("四会至广宁天然气管道", "441284", ("441284",), Precision.OUTSIDE),
        ("祁东县官家嘴风电场", "431300", (), Precision.OUTSIDE),
        ("中俄东线济宁支线", "370800", (), Precision.CITY),
        ("邹城市、鱼台县等地集中式风电项目", "370800", ("370883", "370827"), Precision.COUNTIES),
        ("冷水江、新化等八个风电场", "431300", ("431381", "431322"), Precision.COUNTIES),
        ("东津新区换电站", "420600", ("420607",), Precision.ZONE),
        ("肇庆高新区储能", "441200", ("441284",), Precision.ZONE),
        ("启东经济开发区储能", "320600", ("320681",), Precision.COUNTY),  # its county is named
        ("鄂尔多斯高新区储能", "150600", (), Precision.CITY),
        ("洪泽湖湿地", "320800", (), Precision.CITY),
        ("江东区充电站", "330200", ("330212",), Precision.COUNTY),
        ("石河子光伏", "650000", ("659001",), Precision.COUNTY),
        ("某储能项目", "441900", ("441900",), Precision.COUNTY),
        ("城关风电", "620100", ("620102",), Precision.COUNTY),
        ("南京鼓楼光伏", "320000", ("320106",), Precision.COUNTY),
        ("朝阳光伏", "211300", (), Precision.CITY),
        ("某风电场", "430000", (), None),
        ("", None, (), None),
    ],
)
def test_where_a_name_lies(name, within, counties, precision):
    location = GEOCODER.locate(name, within)
    assert location.counties == counties
    assert location.precision == precision
    assert location.reason
    if counties:
        assert location.confidence > 0.5
        assert {r.adcode for r in location.reasons} >= set(counties)


def test_a_short_name_of_a_city_and_of_counties_elsewhere_is_refused():
    for name in ("朝阳", "朝阳光伏"):
        found = GEOCODER.locate(name)
        assert (found.counties, found.precision, found.confidence) == ((), None, 0.0)
        listed = {c.adcode: c.name for c in found.candidates}
        assert listed == {
            "110105": "朝阳区",
            "211300": "朝阳市",
            "211321": "朝阳县",
            "220104": "朝阳区",
        }
        assert all(c.score > 0 for c in found.candidates)
    tie = GEOCODER.locate("鄂尔多斯高新区储能", "150600")
    assert (tie.counties, tie.precision, tie.confidence) == ((), Precision.CITY, 0.0)
    assert len(tie.candidates) == 2
    assert GEOCODER.locate("朝阳建平县风电").counties == ("211322",)
    assert GEOCODER.locate("新乡").precision is Precision.CITY, "新乡县 lies in 新乡市"
    assert GEOCODER.locate("辽宁朝阳").precision is Precision.CITY


@pytest.mark.parametrize(
    ("name", "within", "county", "note"),
    [
        ("城区", "140400", "140403", "城区 → 潞州区 (2018)"),
        ("郊区", "140400", "140403", "郊区 → 潞州区 (2018)"),
        ("江北区", "500000", "500105", "江北区 → 两江新区 (2025)"),
        ("江北区储能", "500000", "500105", "江北区 → 两江新区 (2025)"),
        ("江北区", "330200", "330205", "county's full name"),
    ],
)
def test_an_old_name_holds_in_its_city_whatever_bears_it_elsewhere(name, within, county, note):
    found = GEOCODER.locate(name, within)
    assert found.counties == (county,)
    assert note in found.reason


@pytest.mark.parametrize(
    ("name", "county"),
    [("双峰海螺铁路专用线", "431321"), ("华润涟源电厂铁路专用线", "431382")],
)
def test_a_county_in_an_owners_name_counts_less(name, county):
    location = GEOCODER.locate(name, "431300")
    assert location.counties == (county,)
    assert location.confidence < GEOCODER.locate("新化抽水蓄能电站", "431300").confidence


def test_a_county_in_a_companys_name_loses_to_an_explicit_place():
    location = GEOCODER.locate("湖口县高新区内，由彭泽恒筑建材公司自建的专线", "360400")
    assert location.counties == ("360429",)
    assert [c.adcode for c in location.candidates] == ["360430"]


def test_a_county_in_a_companys_name_never_counts_outside_the_jurisdiction():
    location = GEOCODER.locate("彭泽恒筑建材公司自建专线", "360200")
    assert location.counties == ()
    assert location.precision is Precision.CITY


def test_namesakes_are_refused_and_kept():
    location = GEOCODER.locate("鼓楼区光伏", "320000")
    assert location.counties == ()
    assert {c.adcode for c in location.candidates} == {"320106", "320302"}
    assert "refused" in location.reason


def test_a_town_two_counties_have_is_refused_until_the_county_is_named():
    towns = Counter(t.name for t in GEOCODER._gazetteer.towns.towns("500000"))
    twice = next(n for n, times in sorted(towns.items()) if times == 2 and n.endswith("镇"))
    location = GEOCODER.locate(f"{twice}风电场", "500000")
    assert location.counties == ()
    assert len(location.candidates) == 2
    county = location.candidates[0].adcode
    named = GEOCODER.locate(f"{location.candidates[0].name}{twice}风电场", "500000")
    assert named.counties == (county,)
    assert named.precision is Precision.TOWNSHIP


def test_an_old_name_says_so():
    location = GEOCODER.locate("长治县光伏", "140400")
    assert location.counties == ("140404",)
    assert "2018" in location.reason


def test_many_names_come_back_in_order():
    pairs = [("新化风电", "431300"), ("双峰风电", "431300"), ("新化风电", "431300")]
    found = GEOCODER.locate_many(pairs)
    assert [where.counties for where in found] == [("431322",), ("431321",), ("431322",)]


def test_an_unknown_scope_is_refused():
    with pytest.raises(UnknownPlace):
        GEOCODER.locate("新化风电", "999999")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from([None, "431300", "431322", "430000", "429004"]))
def test_any_text_is_answered_inside_the_scope(text, within):
    location = GEOCODER.locate(text, within)
    assert 0 <= location.confidence <= 1
    if within:
        divisions = GEOCODER._gazetteer.divisions
        assert all(divisions.covers(within, c) for c in location.counties)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
def test_real_plants(tmp_path):
    """The bars on 3,749 names: right >= 0.82, wrong <= 0.015."""
    scorer, plants = SHARED / "score_gem.py", SHARED / "plants_dev.csv"
    run = [sys.executable, str(scorer), "names", str(plants)]
    questions = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    rows = list(csv.DictReader(questions.splitlines()))
    resolve = GEOCODER._gazetteer.divisions.resolve
    found = GEOCODER.locate_many((r["name"], resolve(r["within"])) for r in rows)
    answers = [{"counties": where.counties, "confidence": where.confidence} for where in found]
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    run = [sys.executable, str(scorer), "score", str(plants), str(path)]
    line = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    words = line.split()
    assert float(words[words.index("right") + 1]) >= 0.82, line
    assert float(words[words.index("wrong") + 1]) <= 0.015, line

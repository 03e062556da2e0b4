"""Divisions: names, codes, special units, and what became of former ones."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geo.divisions import Divisions
from geo.errors import AmbiguousPlace, DataError, UnknownPlace
from geo.models import Level

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_holds_every_county_of_the_edition(divisions):
    assert len(divisions.counties()) == 2877
    assert len(divisions.provinces()) == 34


@pytest.mark.parametrize(
    ("adcode", "short"),
    [
        ("431322", "新化"),
        ("422800", "恩施"),
        ("331127", "景宁"),
        ("530925", "双江"),
        ("520603", "万山"),
        ("140430", "沁县"),
        ("500233", "忠县"),
        ("429021", "神农架"),
        ("150000", "内蒙古"),
        ("130107", "井陉矿区"),  # 井陉 is the county beside it
        ("441803", "清新"),
        ("220721", "前郭"),
        ("410304", "瀍河"),
    ],
)
def test_short_names_are_the_fields_own(divisions, adcode, short):
    assert divisions.get(adcode).short_name == short


def test_no_short_name_has_one_character(divisions):
    assert all(len(d.short_name) >= 2 for d in divisions)


@pytest.mark.parametrize("adcode", ["441900", "442000", "460400", "620200"])
def test_a_prefecture_without_counties_is_its_own_only_county(divisions, adcode):
    assert divisions.get(adcode).level is Level.COUNTY
    assert divisions.counties(adcode) == (adcode,)
    assert divisions.prefecture_of(adcode) == adcode
    assert adcode in divisions.prefectures()


@pytest.mark.parametrize("adcode", ["429004", "419001", "469001", "659001", "429021"])
def test_a_county_without_prefecture_is_a_group_of_its_own(divisions, adcode):
    assert divisions.get(adcode).prefecture is None
    assert divisions.prefecture_of(adcode) == adcode
    assert divisions.counties(adcode) == (adcode,)
    assert divisions.covers(divisions.province_of(adcode), adcode)


def test_districts_of_a_municipality_are_grouped_under_it(divisions):
    assert divisions.prefecture_of("110105") == "110000"
    assert divisions.is_prefecture("110000")
    assert not divisions.is_prefecture("430000")
    assert divisions.full_name("110105") == "北京市朝阳区"


def test_every_county_lies_in_exactly_one_group(divisions):
    groups = [c for p in divisions.prefectures() for c in divisions.counties(p)]
    assert sorted(groups) == sorted(divisions.counties())


def test_full_name_and_parents(divisions):
    assert divisions.full_name("431322") == "湖南省娄底市新化县"
    assert divisions.full_name("441900") == "广东省东莞市"
    assert divisions.province_of("431322") == "430000"


def test_covers_looks_downwards_only(divisions):
    assert divisions.covers("431300", "431322")
    assert divisions.covers("430000", "431300")
    assert divisions.covers("431322", "431322")
    assert not divisions.covers("431322", "431300")
    assert not divisions.covers("430500", "431322")


@pytest.mark.parametrize(
    ("name", "adcode"),
    [
        ("娄底", "431300"),
        ("湖南省娄底市新化县", "431322"),
        ("娄底新化", "431322"),
        ("江苏省南京市鼓楼区", "320106"),
        ("吉林", "220000"),  # the province before the city
        ("吉林市", "220200"),
        ("海南", "460000"),
        ("朝阳市", "211300"),
        ("辽宁朝阳", "211300"),  # the city before its own 朝阳县
        ("新乡", "410700"),
        ("恩施州", "422800"),
        ("东莞", "441900"),
        ("431322", "431322"),
        (" 石河子 ", "659001"),
    ],
)
def test_resolve_reads_names_and_codes(divisions, name, adcode):
    assert divisions.resolve(name) == adcode


@pytest.mark.parametrize("name", ["朝阳区", "鼓楼区", "城关区", "城区", "朝阳", "大同"])
def test_namesakes_are_refused_with_their_candidates(divisions, name):
    with pytest.raises(AmbiguousPlace, match="Give the code") as caught:
        divisions.resolve(name)
    assert len(caught.value.candidates) > 1


@pytest.mark.parametrize(
    ("old", "told"),
    [
        ("140421", "上党区 140404"),
        ("长治县", "上党区 140404"),
        ("株洲县", "渌口区 430212"),
        ("襄樊市", "襄阳市 420600"),
        ("江东区", "鄞州区 330212"),
        ("500112", "两江新区 500105"),
        ("540422", "米林市 540481"),
    ],
)
def test_a_former_division_is_told_with_its_successor(divisions, old, told):
    with pytest.raises(UnknownPlace, match=told):
        divisions.resolve(old)


@pytest.mark.parametrize("text", ["", "999999", "乌有县", "x" * 10_000, "湖南" * 500])
def test_nonsense_is_refused_in_one_short_line(divisions, text):
    with pytest.raises(UnknownPlace) as caught:
        divisions.resolve(text)
    assert "\n" not in str(caught.value)


def test_the_crosswalk_points_at_todays_divisions(divisions):
    for change in divisions.changes:
        assert change.now, change
        assert change.source, change
        for code in (*change.now, *change.part):
            divisions.get(code)
        if change.kind == "converted":
            assert change.old_code not in change.now, change


def test_a_missing_table_is_one_line(tmp_path: Path):
    with pytest.raises(DataError, match="Restore"):
        Divisions.load(tmp_path)


def test_loading_divisions_stays_light():
    code = (
        "import sys; from geo.divisions import Divisions; Divisions.load();"
        "print([m for m in ('numpy', 'pandas', 'pyarrow', 'shapely') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

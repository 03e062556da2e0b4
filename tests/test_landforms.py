"""The table of the counties' own hills and waters: its rows, how they are read and gathered."""

from __future__ import annotations

import csv
import re

import pytest

from geo.divisions import Divisions
from geo.errors import DataError
from geo.features import Features
from geo.landforms import KINDS, Landform, LandformTable, Row, Trust, gathered
from geo.paths import DATA

DIVISIONS = Divisions.load()
FOLDER = DATA / "gazetteer"
HEADER = "name,kind,counties,sure,source\n"
SOURCES = {"r1": "12", "r12": "1", "r2": "1", "x": "2"}
"""What a row rests on → how sure it may be called (data/gazetteer/README.md)."""


def table():
    with (FOLDER / "county_features.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made(tmp_path, *rows):
    path = tmp_path / "county_features.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return LandformTable(DIVISIONS, path)


def test_every_row_has_a_name_a_kind_todays_counties_and_says_how_sure_it_is():
    rows = table()
    assert len(rows) > 20_000
    for row in rows:
        assert re.fullmatch(r"[\u3400-\u9fff]{2,}", row["name"]), row
        assert row["kind"] in KINDS, row
        assert row["sure"] in SOURCES[row["source"]], row
        counties = row["counties"].split(";")
        assert len(set(counties)) == len(counties), row
        assert all(DIVISIONS.is_county(code) for code in counties), row


def test_rows_stand_in_the_order_of_their_counties_and_none_twice():
    rows = [(r["counties"], r["kind"], r["name"]) for r in table()]
    assert rows == sorted(set(rows))


def test_no_row_bears_a_divisions_name_or_that_of_a_plant():
    names = {name for d in DIVISIONS for name in (d.name, d.short_name)}
    told = [r["name"] for r in table()]
    assert names.isdisjoint(told)
    assert [n for n in told if n.endswith(("电站", "电厂", "公司", "集团", "煤矿"))] == []


def test_what_the_lists_of_the_state_tell_is_not_told_again():
    with (FOLDER / "state_features.csv").open(encoding="utf-8", newline="") as file:
        known: dict[str, set[str]] = {}
        for row in csv.DictReader(file):
            known.setdefault(row["name"], set()).update(row["counties"].split(";"))
    again = [r for r in table() if set(r["counties"].split(";")) <= known.get(r["name"], set())]
    assert again == []


def test_a_prefectures_rows_are_found_wherever_their_codes_stand(tmp_path):
    lesser = made(
        tmp_path,
        "云顶尖,mountain,330127,1,r1",
        "长坑溪,river,330127;330802,2,r1",  # begins here
        "高岩湖,lake,330802,1,r2",
        "双界岭,mountain,330802;330127,1,r1",  # ends here
    )
    assert [r.name for r in lesser.rows("330100")] == ["云顶尖", "长坑溪", "双界岭"]
    assert [r.name for r in lesser.rows("330800")] == ["长坑溪", "高岩湖", "双界岭"]
    assert lesser.rows("110000") == []


def test_rows_of_neighbours_that_share_a_codes_head_tell_nothing(tmp_path):
    """仙桃 429004 and 潜江 429005 stand for themselves, though their codes begin alike."""
    lesser = made(tmp_path, "排子湖,lake,429005,1,r1", "沙岸湖,lake,429004,1,r1")
    empty = tmp_path / "features.csv"
    empty.write_text("name,kind,counties,alone,reach,source\n", encoding="utf-8")
    known = Features(DIVISIONS, empty, tmp_path / "county_features.csv")
    assert {r.name for r in lesser.rows("429004")} == {"排子湖", "沙岸湖"}
    assert set(known.landforms("429004")) == {"沙岸湖"}


def test_namesakes_are_gathered_and_one_sure_row_makes_them_sure():
    inside = frozenset({"330122", "330127"})
    rows = [
        Row("云顶尖", ("330127", "330802"), Trust.OPEN),
        Row("云顶尖", ("330122",), Trust.SURE),
        Row("界外山", ("330802",), Trust.SURE),
    ]
    assert gathered(rows, (), inside) == {"云顶尖": Landform(("330127", "330122"), Trust.SURE)}


@pytest.mark.parametrize(
    ("told", "trust"),
    [
        ("1,r1", Trust.SURE),
        ("1,r12", Trust.SURE),
        ("1,r2", Trust.AGREED),
        ("2,r1", Trust.OPEN),
        ("2,x", Trust.OPEN),
    ],
)
def test_who_was_sure_of_a_row_is_told(tmp_path, told, trust):
    (row,) = made(tmp_path, f"云顶尖,mountain,330127,{told}").rows("330100")
    assert row.trust is trust


def test_a_reservoir_goes_by_its_name_without_the_word_unless_a_landform_does():
    inside = frozenset({"330122", "330127"})
    rows = [
        Row("白岩坑水库", ("330127",), Trust.SURE),
        Row("石门峡水库", ("330127",), Trust.SURE),
        Row("石门峡", ("330122",), Trust.SURE),
        Row("水库", ("330122",), Trust.SURE),
    ]
    named = gathered(rows, (), inside)
    assert named["白岩坑"] == Landform(("330127",), Trust.SURE, dam=True)
    assert named["石门峡"] == Landform(("330122",), Trust.SURE)
    assert "" not in named


def test_a_park_makes_a_landforms_name_open_but_has_none_of_its_own():
    inside = frozenset({"330122", "330127"})
    parks = [Row("云顶尖", ("330122",), Trust.OPEN), Row("竹海", ("330122",), Trust.OPEN)]
    named = gathered([Row("云顶尖", ("330127",), Trust.SURE)], parks, inside)
    assert named == {"云顶尖": Landform(("330127", "330122"), Trust.SURE)}


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "云顶尖,volcano,330127,1,r1\n",
        HEADER + "云顶尖,mountain,330127,3,r1\n",
        HEADER + "云顶尖,mountain,330127,2,r2\n",  # agreed on, and yet in doubt
        HEADER + "云顶尖,mountain,330127;999999,1,r1\n",
        HEADER + "云顶尖,mountain,330127,1\n",
        HEADER + "云顶尖,mountain,330127,1,r1",  # cut off
        "name,counties\n云顶尖,330127\n",
        "",
    ],
)
def test_a_broken_table_is_one_line(tmp_path, text):
    path = tmp_path / "county_features.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="Restore") as caught:
        LandformTable(DIVISIONS, path).rows("330100")
    assert "\n" not in str(caught.value)


def test_a_missing_table_is_one_line(tmp_path):
    with pytest.raises(DataError, match="Restore"):
        LandformTable(DIVISIONS, tmp_path / "none.csv").rows("330100")

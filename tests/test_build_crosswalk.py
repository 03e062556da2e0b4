"""The builder of the crosswalk: what became of a state, followed through the yearly tables."""

from __future__ import annotations

import csv

import pytest

from geo.divisions import Divisions
from tools.build_crosswalk import (
    FOLDER,
    TODAY,
    History,
    Order,
    State,
    Step,
    index_of,
    kind_of,
    steps_of,
    today_of,
)


def history(*tables: dict[str, str]) -> History:
    """A history whose last table is today's."""
    made = History()
    for index, table in enumerate(tables[:-1]):
        made.add(table, index)
    made.add(tables[-1], TODAY)
    return made


def test_a_new_code_or_a_new_last_word_is_found_by_the_tables_alone():
    steps = steps_of(
        history(
            {"120222": "武清县", "142202": "原平市"},
            {"120114": "武清区", "140981": "原平市"},
            {"120114": "武清区", "140981": "原平市"},
        ),
        [],
    )
    assert steps[State("120222", "武清县")].now == (State("120114", "武清区"),)
    assert steps[State("142202", "原平市")].now == (State("140981", "原平市"),)
    assert {step.year for step in steps.values()} == {2000}


def test_a_name_two_districts_take_on_is_not_guessed():
    """Two new 鼓楼区 in one province: no table tells which of them it is."""
    made = history(
        {"320102": "鼓楼区"}, {"320203": "鼓楼区", "320304": "鼓楼区"}, {"320203": "鼓楼区"}
    )
    with pytest.raises(SystemExit, match=r"Add it to orders\.csv"):
        steps_of(made, [])


def test_a_chain_ends_at_todays_division_and_parts_are_followed_too():
    a, b, c, d = (State(f"34000{i}", f"{name}县") for i, name in enumerate("甲乙丙丁", 1))
    steps = {
        a: Step(2001, "one", (b,), (d,)),
        b: Step(2005, "two", (c,)),
        d: Step(2006, "three", (State("340009", "戊县"),)),
    }
    assert today_of(a, steps) == ({c.code: None}, {"340009": None})


def test_a_circle_is_refused():
    a, b = State("340001", "甲县"), State("340002", "乙县")
    with pytest.raises(SystemExit, match="takes its own place"):
        today_of(a, {a: Step(2001, "one", (b,)), b: Step(2002, "two", (a,))})


def test_a_code_taken_up_by_another_division_is_not_followed_into_it():
    """320205 was 马山区 and is 锡山区; the order of 2000 sends 马山区 elsewhere."""
    made = history(
        {"320205": "马山区", "320211": "郊区"},
        {"320205": "锡山区", "320211": "滨湖区"},
        {"320205": "锡山区", "320211": "滨湖区"},
    )
    old, outskirts = State("320205", "马山区"), State("320211", "郊区")
    orders = [Order(s, 2000, "order", ("320211",), ()) for s in (old, outskirts)]
    steps = steps_of(made, orders)
    assert steps[old].now == (State("320211", "滨湖区"),)
    both = {"马山区", "郊区"}
    assert kind_of(made, old, steps[old], both) == "merged"


def test_a_divided_prefecture_is_its_counties():
    made = history(
        {"341400": "巢湖市", "341421": "庐江县", "341423": "含山县"},
        {"340124": "庐江县", "340522": "含山县"},
        {"340124": "庐江县", "340522": "含山县"},
    )
    step = steps_of(made, [])[State("341400", "巢湖市")]
    assert [state.code for state in step.now] == ["340124", "340522"]


@pytest.mark.parametrize(("year", "table"), [(2000, 1), (2012, 13), (2018, 19), (2020, TODAY)])
def test_the_table_that_shows_the_changes_of_a_year(year, table):
    assert index_of(year) == table


def test_every_order_stands_in_the_table():
    """orders.csv was not changed without building the table again, nor the table by hand."""
    changes = Divisions.load().changes
    known = {(c.old_code or "", c.year, c.source) for c in changes}
    with (FOLDER / "orders.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["year"]) if row["year"] else None
            source = row["order"] or f"民政部 县级以上行政区划变更情况 {year}"
            for code in row["old"].split(";"):
                assert (code, year, source) in known or code == "410307", row

"""What is typed into a form is read as a table's cells are, and what is left alone stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.errors import RevisionRefused
from projects.reviewing.fields import check_changes
from projects.reviewing.typed import (
    listed_typed,
    money_typed,
    pairs_text,
    pairs_typed,
    shares_text,
    shares_typed,
    sizes_text,
    sizes_typed,
)


@pytest.mark.parametrize(
    ("text", "value", "unit", "role", "qualifier"),
    [
        ("约180万千瓦", 1800, "MW", "capacity", "约"),
        ("2×40万千瓦", 800, "MW", "capacity", None),
        ("30公里以上", 30, "km", "length", "以上"),
        ("110千伏", 110, "kV", "voltage", None),
        ("年产60GWh", 60_000, "MWh", "output", None),
    ],
)
def test_sizes_are_typed_as_plans_write_them(text, value, unit, role, qualifier):
    (found,) = sizes_typed(text)
    assert (found["value"], found["unit"], found["role"]) == (value, unit, role)
    assert found["qualifier"] == qualifier
    check_changes({"capacity": [found]})  # it may go into the field


@pytest.mark.parametrize("text", ["12", "万千瓦", "很大", "-5万千瓦"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(RevisionRefused):
        sizes_typed(text)


def test_a_line_left_alone_keeps_its_value_whatever_todays_reader_makes_of_it():
    (odd,) = sizes_typed("30公里")
    odd = {**odd, "value": 31.0, "as_written": "三十公里许"}
    assert sizes_typed(sizes_text([odd]) + "\n5公里", [odd])[0] == odd


def test_sums_of_money_have_their_unit():
    assert money_typed("12.5亿元")["value"] == 125_000
    assert money_typed(" ") is None
    with pytest.raises(RevisionRefused):
        money_typed("12.5")


def test_shares_add_up_to_a_whole():
    assert shares_typed("60%、40%") == [0.6, 0.4]
    assert sum(shares_typed("33.3%,33.3%,33.3%")) == pytest.approx(1)
    for wrong in ("60%、30%", "甲、乙"):
        with pytest.raises(RevisionRefused):
            shares_typed(wrong)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6))
def test_shares_that_are_left_alone_stay(parts):
    shares = [part / sum(parts) for part in parts]
    assert shares_typed(shares_text(shares), shares) == shares


def test_further_columns_and_names():
    assert pairs_typed("联系人：张三\n电话: 0738:1") == [["联系人", "张三"], ["电话", "0738:1"]]
    pairs = [["甲", "一\n二"]]
    assert pairs_typed(pairs_text(pairs), pairs) == pairs
    with pytest.raises(RevisionRefused):
        pairs_typed("没有冒号")
    assert listed_typed("市发改委、 国网，市发改委") == ["市发改委", "国网"]

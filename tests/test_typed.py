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


def bare(written, value, unit="MW", role="capacity"):
    (like,) = sizes_typed("9万千瓦")
    return {**like, "as_written": written, "value": value, "unit": unit, "role": role}


@pytest.mark.parametrize(
    ("was", "shown", "typed", "value", "written"),
    [
        (bare("9", 90.0), "9万千瓦", "10", 100.0, "10万千瓦"),
        (bare("约9", 90.0), "约9万千瓦", "约10", 100.0, "约10万千瓦"),
        (bare("9", 9.0), "9兆瓦", "1,200", 1200.0, "1,200兆瓦"),
        (bare("9", 9.0, "km", "length"), "9公里", "10.5", 10.5, "10.5公里"),
        (bare("2.5", 2500.0, "kV", "voltage"), "2.5", None, None, None),
    ],
)
def test_a_size_whose_unit_stands_in_the_heading_is_shown_and_typed_with_it(
    was, shown, typed, value, written
):
    # The field held a bare 9, and 10 was refused as not understood.
    assert sizes_text([was]) == shown
    assert sizes_typed(shown, [was]) == [was], "left alone, it stays"
    if typed:
        (found,) = sizes_typed(typed, [was])
        assert (found["value"], found["unit"], found["role"]) == (value, was["unit"], was["role"])
        assert found["as_written"] == written


def test_a_bare_number_takes_no_unit_but_that_of_the_heading():
    (whole,) = sizes_typed("9万千瓦")
    for before in ([], [whole]):
        with pytest.raises(RevisionRefused):
            sizes_typed("10", before)
    power, length = bare("9", 90.0), bare("12", 12.0, "km", "length")
    found = sizes_typed("9万千瓦\n13", [power, length])
    assert [(q["value"], q["unit"]) for q in found] == [(90.0, "MW"), (13.0, "km")]
    with pytest.raises(RevisionRefused):
        sizes_typed("9万千瓦\n12公里\n5", [power, length])  # of which heading?


@pytest.mark.parametrize("text", ["0万千瓦", "0.0MW", "0公里", "100MW/0MWh"])
def test_nothing_is_no_size(text):
    with pytest.raises(RevisionRefused):
        sizes_typed(text)


def test_the_form_says_that_nothing_is_changed_only_where_that_is_so():
    # Below a line that was not understood stood 没有改动。
    from streamlit.testing.v1 import AppTest

    def page(faults, changes):
        from views.editing import save_line
        from views.i18n import texts
        from views.project_form import Filled

        save_line(Filled(changes, faults), texts("zh"), "zh")

    def said(faults, changes):
        shown = AppTest.from_function(page, args=(faults, changes), default_timeout=60).run()
        assert not shown.exception
        return [e.value for e in (*shown.text, *shown.caption)]

    assert said((), {}) == ["没有改动。"]
    assert said(("规模 “10” …",), {}) == ["规模 “10” …"]
    assert len(said(("规模 “10” …",), {"name": "甲"})) == 2

"""An equal split has no more digits than the plan, and its parts add up exactly as read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.models import Quantity, Role
from projects.wording import amount_text
from tests.sums_data import LIANYUAN, SHUANGFENG, XINHUA, XUPU, project, sums
from tests.test_reconciling import exact

COUNTIES = (XINHUA, LIANYUAN, SHUANGFENG, XUPU)


def parts(value: float, written: str, counties: int, unit: str = "MW") -> list[float]:
    role = Role.CAPACITY if unit == "MW" else Role.AREA
    size = (Quantity(value, unit, role, written),)
    one = project("a", *COUNTIES[:counties], capacity=size)
    measure = "power" if unit == "MW" else "area"
    rows = {row.key: row.amount.value for row in sums([one], split="equal", measure=measure).rows}
    return [rows.get(code, 0.0) for code in COUNTIES[:counties]]


@pytest.mark.parametrize(
    ("value", "written", "counties", "expected"),
    [
        (100.0, "10万千瓦", 3, [34.0, 33.0, 33.0]),
        (1000.0, "100万千瓦", 4, [250.0, 250.0, 250.0, 250.0]),
        (200.0, "20万千瓦", 4, [50.0, 50.0, 50.0, 50.0]),
        (50.0, "5万千瓦", 4, [20.0, 10.0, 10.0, 10.0]),
        (325.0, "32.5万千瓦", 3, [109.0, 108.0, 108.0]),
        (800.0, "2×40万千瓦", 3, [270.0, 270.0, 260.0]),
        (1000.0, "一百万千瓦", 3, [340.0, 330.0, 330.0]),
    ],
)
def test_parts_have_the_plans_digits(value, written, counties, expected) -> None:
    """10 万千瓦 over three counties were 3.3333 three times: 9.9999 as read."""
    assert parts(value, written, counties) == expected


def test_what_a_conversion_made_finer_stands_in_the_first() -> None:
    assert parts(666.666667, "1万亩", 2, unit="ha") == [366.666667, 300.0]


@given(st.integers(1, 10**6), st.integers(2, 4))
def test_the_rows_add_up_as_they_are_read(number: int, counties: int) -> None:
    """Whatever is printed, its sum is the figure the plan has."""
    size = (Quantity(number / 10, "MW", Role.CAPACITY, f"{number / 100:g}万千瓦"),)
    found = sums([project("a", *COUNTIES[:counties], capacity=size)], split="equal")
    said = [amount_text(row.amount, "power").split()[0].replace(",", "") for row in found.rows]
    assert sum(map(Fraction, said), Fraction(0)) == exact(number / 100)
    digits = len(f"{number / 100:g}".replace(".", "").lstrip("0"))
    assert all(len(text.replace(".", "").strip("0")) <= digits for text in said)

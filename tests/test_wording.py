"""Numbers for people: planners' units, 约 and 以上 beside them, no digit the text does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Precision
from projects.amounts import Amount
from projects.kinds import KINDS
from projects.models import Nature, Quantity, Role, Stage
from projects.wording import (
    NATURES,
    PRECISIONS,
    STAGES,
    amount_text,
    kind_name,
    quantity_text,
    sum_text,
)

if TYPE_CHECKING:
    from decimal import Decimal


def quantity(value: float, unit: str, as_written: str, *more: object) -> Quantity:
    return Quantity(value, unit, Role.CAPACITY, as_written, *more)


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (quantity(1800.0, "MW", "180万千瓦"), "180 万千瓦", "1,800 MW"),
        (quantity(54.0, "MW", "5.4万千瓦"), "5.4 万千瓦", "54 MW"),
        (quantity(800.0, "MW", "2×40万千瓦"), "80 万千瓦", "800 MW"),
        (quantity(1980.0, "MW", "3×66万千瓦"), "198 万千瓦", "1,980 MW"),
        (quantity(300.0, "MW", "300MW/600MWh"), "30 万千瓦", "300 MW"),
        (quantity(600.0, "MWh", "300MW/600MWh"), "60 万千瓦时", "600 MWh"),
        (quantity(434.99999999999994, "MW", "43.5万千瓦"), "43.5 万千瓦", "435 MW"),
        (quantity(1200.0, "MW", "一百二十万千瓦"), "120 万千瓦", "1,200 MW"),
        (quantity(447.81, "ha", "447.81公頃"), "447.81 公顷", "447.81 ha"),
        (quantity(10333.333333, "ha", "15.5万亩"), "10,300 公顷", "10,300 ha"),
        (quantity(600.0, "MW", "60万千瓦以上", "以上"), "60 万千瓦以上", "600 MW以上"),
        (quantity(600.0, "MW", "约60万千瓦", "约"), "约 60 万千瓦", "约 600 MW"),
        (
            quantity(1200.0, "MW", "80-120万千瓦", None, 800.0, 1200.0),
            "80–120 万千瓦",
            "800–1,200 MW",
        ),
        (quantity(500.0, "kV", "500千伏"), "500 千伏", "500 kV"),
        (quantity(7.0, "furlong", "7"), "7 furlong", "7 furlong"),
        (quantity(0.0, "km", "0公里"), "0 公里", "0 km"),
        (quantity(1000000.0, "t/a", "年产百万吨"), "100 万吨/年", "1,000,000 t/a"),
    ],
)
def test_quantities(given: Quantity, zh: str, en: str) -> None:
    assert quantity_text(given) == zh
    assert quantity_text(given, lang="en") == en


@pytest.mark.parametrize(
    ("value", "measure", "zh", "en"),
    [
        (1234.5, "power", "123.45 万千瓦", "1,234.5 MW"),
        (0.0, "power", "0 万千瓦", "0 MW"),
        (5.99, "power", "0.599 万千瓦", "5.99 MW"),
        (12.0, "count", "12 个", "12 projects"),
        (1.0, "count", "1 个", "1 project"),
        (10333.333333, "area", "10,333.3333 公顷", "10,333.3333 ha"),
    ],
)
def test_sums(value: float, measure: str, zh: str, en: str) -> None:
    assert amount_text(Amount(value, 1, qualified=False), measure) == zh
    assert amount_text(Amount(value, 1, qualified=False), measure, lang="en") == en


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=99999, places=3))
def test_a_number_in_planners_units_comes_back_as_written(written: Decimal) -> None:
    number = f"{written.normalize():,f}"
    given = quantity(float(written) * 10, "MW", f"{number}万千瓦")
    assert quantity_text(given) == f"{number} 万千瓦"
    assert amount_text(Amount(given.value, 1, qualified=False), "power") == f"{number} 万千瓦"


def test_a_sum_keeps_its_qualifier() -> None:
    amount = Amount(1800.0, 1, qualified=True)
    assert amount_text(amount, "power") == "180 万千瓦 (含约数)"
    assert amount_text(amount, "power", lang="en") == "1,800 MW (approximate)"


@pytest.mark.parametrize(
    ("value", "measure", "zh", "en"),
    [
        (149768.2, "power", "1.5 亿千瓦", "149.77 GW"),
        (99999.0, "power", "9,999.9 万千瓦", "100 GW"),
        (9999.0, "power", "999.9 万千瓦", "9,999 MW"),
        (12345.678, "power", "1,234.57 万千瓦", "12.35 GW"),
        (0.0123, "power", "0.0012 万千瓦", "0.012 MW"),
        (0.0, "power", "0 万千瓦", "0 MW"),
        (300000.0, "energy", "3 亿千瓦时", "300 GWh"),
        (10333.333333, "area", "10,333.33 公顷", "10,333.33 ha"),
        (3776.0, "count", "3,776 个", "3,776 projects"),
    ],
)
def test_a_sum_read_at_a_glance_has_two_decimals_and_the_larger_unit(
    value: float, measure: str, zh: str, en: str
) -> None:
    amount = Amount(value, 1, qualified=False)
    assert sum_text(amount, measure) == zh
    assert sum_text(amount, measure, lang="en") == en


def test_every_stage_nature_and_precision_has_its_words() -> None:
    assert set(STAGES) == set(Stage)
    assert set(NATURES) == set(Nature)
    assert set(PRECISIONS) == set(Precision)


def test_kinds_are_named_in_both_languages() -> None:
    assert kind_name("wind_farm") == KINDS["wind_farm"].zh
    assert kind_name("wind_farm", lang="en") == "Wind farm"
    assert kind_name("of_a_newer_version") == "of_a_newer_version"

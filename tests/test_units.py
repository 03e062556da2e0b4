"""The table of units, checked by dimensional analysis: pint works every factor out by itself.

pint is not asked while plans are read: importing it and building its registry takes longer than
reading a plan. It vouches for the table instead.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pint
import pytest

from projects.units import UNITS

# How a spelling's parts are called in pint's own words; the longest part first.
PREFIXES = {"万": 10_000, "亿": 100_000_000}
BASES = {
    "千瓦时": "kilowatt_hour",
    "兆瓦时": "megawatt_hour",
    "吉瓦时": "gigawatt_hour",
    "kwh": "kilowatt_hour",
    "mwh": "megawatt_hour",
    "gwh": "gigawatt_hour",
    "千瓦": "kilowatt",
    "兆瓦": "megawatt",
    "吉瓦": "gigawatt",
    "kw": "kilowatt",
    "mw": "megawatt",
    "mwp": "megawatt",
    "gwp": "gigawatt",
    "kwp": "kilowatt",
    "gw": "gigawatt",
    "㎿": "megawatt",
    "㎾": "kilowatt",
    "千伏安": "kilovolt_ampere",
    "兆伏安": "megavolt_ampere",
    "kva": "kilovolt_ampere",
    "mva": "megavolt_ampere",
    "伏": "volt",
    "千伏": "kilovolt",
    "kv": "kilovolt",
    "公里": "kilometer",
    "千米": "kilometer",
    "km": "kilometer",
    "㎞": "kilometer",
    "平方公里": "kilometer**2",
    "平方千米": "kilometer**2",
    "km2": "kilometer**2",
    "km²": "kilometer**2",
    "㎢": "kilometer**2",
    "公顷": "hectare",
    "hm2": "hectometer**2",
    "hm²": "hectometer**2",
    "ha": "hectare",
    "亩": "chinese_mu",
    "平方米": "meter**2",
    "平米": "meter**2",
    "m2": "meter**2",
    "m²": "meter**2",
    "㎡": "meter**2",
    "吨": "metric_ton",
    "t": "metric_ton",
    "立方米": "meter**3",
    "方": "meter**3",
    "m3": "meter**3",
    "m³": "meter**3",
    "㎥": "meter**3",
}
NORMAL = {
    "MWh": "megawatt_hour",
    "MW": "megawatt",
    "MVA": "megavolt_ampere",
    "kV": "kilovolt",
    "km": "kilometer",
    "ha": "hectare",
    "m2": "meter**2",
    "t/a": "metric_ton",
    "m3/a": "meter**3",
}
PARTS = re.compile(rf"([{''.join(PREFIXES)}])?(.+)")


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    """Return pint's own units; only the 亩 (15 to the hectare, by law) has to be told it."""
    units = pint.UnitRegistry(non_int_type=Decimal)
    units.define("chinese_mu = hectare / 15")
    return units


@pytest.mark.parametrize("spelling", UNITS)
def test_a_factor_is_what_dimensional_analysis_makes_of_its_spelling(spelling, registry):
    """A slip of a factor of ten in one row would make a plan's sums wrong in silence."""
    unit = UNITS[spelling]
    match = PARTS.fullmatch(spelling)
    assert match is not None
    times = Decimal(PREFIXES.get(match[1], 1))
    worked_out = registry.Quantity(times, BASES[match[2]]).to(NORMAL[unit.unit])
    assert float(worked_out.magnitude) == pytest.approx(float(unit.factor), rel=1e-12)

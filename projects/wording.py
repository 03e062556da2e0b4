"""How values are said to people: labels, and numbers in 万千瓦, 公里 and 公顷.

A number never shows more digits than the plan's text has, and 约, 以上 stay beside it.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.kinds import KINDS, MEASURES
from projects.models import Nature, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.amounts import Amount
    from projects.models import Project, Quantity

__all__ = [
    "CLASSES",
    "NATURES",
    "PRECISIONS",
    "STAGES",
    "amount_text",
    "investments",
    "kind_name",
    "marks_text",
    "people_text",
    "quantity_text",
    "sum_text",
]

STAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        Stage.EXISTING: ("已建", "Existing"),
        Stage.UNDER_CONSTRUCTION: ("在建", "Under construction"),
        Stage.PLANNED: ("规划", "Planned"),
        Stage.PRELIMINARY: ("前期", "Preliminary"),
        Stage.SHELVED: ("搁置", "Shelved"),
        Stage.CANCELLED: ("取消", "Cancelled"),
        Stage.RETIRED: ("退役", "Retired"),
    }
)

NATURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        Nature.NEW: ("新建", "New"),
        Nature.EXPANSION: ("扩建", "Expansion"),
        Nature.RETROFIT: ("改造", "Retrofit"),
        Nature.PROTECTION: ("保护修复", "Protection"),
    }
)

PRECISIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "site": ("场址", "Site"),
        "feature": ("地物", "Feature"),
        "township": ("乡镇", "Township"),
        "county": ("县级", "County"),
        "counties": ("多县", "Several counties"),
        "zone": ("开发区", "Development zone"),
        "city": ("仅知城市", "City only"),
        "outside": ("市外", "Outside the city"),
    }
)

CLASSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "county": ("县域", "In one county"),
        "cross_county": ("跨县", "Cross-county"),
        "citywide": ("全市性", "City-wide"),
        "unplaced": ("待定位", "To be placed"),
        "outside": ("市外", "Outside"),
        "total": ("合计", "Total"),
        "taking_part": ("参与跨县", "Takes part in cross-county"),
    }
)

INVESTMENTS = (("总投资", "Total investment"), ("年度投资", "Investment of the year"))

_PEOPLE: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {m.unit: (m.zh_unit, Decimal(repr(m.zh_factor))) for m in MEASURES.values()}
    | {
        "kV": ("千伏", Decimal(1)),
        "MVA": ("万千伏安", Decimal(10)),
        "t/a": ("万吨/年", Decimal(10_000)),
        "m3/a": ("万立方米/年", Decimal(10_000)),
        "berths": ("个泊位", Decimal(1)),
        "count": ("个", Decimal(1)),
    }
)
"""JSON's unit → the planners' own and how many of the first make one of the second."""

_ENGLISH: Mapping[str, str] = MappingProxyType({"count": "(count)"})
"""Units that are no words of a sentence in English."""

_VAGUE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "about": ("约数", "approximate"),
        "at_least": ("下限", "at least"),
        "at_most": ("上限", "at most"),
    }
)

_LEADING = frozenset({"约", "近", "超", "超过", "不低于", "不少于", "达", "达到", "至少", "大于"})
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?|[一二三四五六七八九两兩]+")
# Twelve digits hold every figure of a plan and none of the noise of binary arithmetic.
_CLEAN_DIGITS = 12
_SUM_PLACES = Decimal("0.0001")
_READ_DIGITS, _READ_PLACES = 2, Decimal("0.01")
_LARGER: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "万千瓦": ("亿千瓦", 10_000),
        "万千瓦时": ("亿千瓦时", 10_000),
        "MW": ("GW", 1000),
        "MWh": ("GWh", 1000),
    }
)
"""Unit → the next larger one and how many make one of it."""
_FROM = 10_000
"""From so many on a sum that is read at a glance is said in the larger unit."""


def kind_name(key: str, *, lang: str = "zh") -> str:
    """Name a kind in Chinese or English; a kind this version does not know keeps its key."""
    kind = KINDS.get(key)
    return key if kind is None else (kind.zh if lang == "zh" else kind.en)


def quantity_text(quantity: Quantity, *, lang: str = "zh") -> str:
    """Say a quantity: "约 180 万千瓦", "80–120 万千瓦", "447.81 公顷"; in English "1,800 MW"."""
    unit, factor = _unit(quantity.unit, lang)
    bounds = [quantity.value]
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        bounds = [quantity.low, quantity.high]
    digits = _digits_in(quantity.as_written)
    number = "–".join(_plain(_shown(value, factor, digits)) for value in bounds)
    word = quantity.qualifier or ""
    if not word:
        return f"{number} {unit}"
    return f"{word} {number} {unit}" if word in _LEADING else f"{number} {unit}{word}"


def investments(project: Project, *, lang: str = "zh") -> list[tuple[str, str]]:
    """Say the money put into a project as its text does: [("总投资", "约12.5亿元")]."""
    sums = (project.total_investment, project.yearly_investment)
    labels = (names[lang != "zh"] for names in INVESTMENTS)
    return [(label, money.as_written) for label, money in zip(labels, sums, strict=True) if money]


def amount_text(amount: Amount, measure: str, *, lang: str = "zh") -> str:
    """Say a sum to the last digit, as tables do: "1,180.5 万千瓦", "200 万千瓦 (含约数)"."""
    value, unit = _summed(amount, measure, lang)
    # Only areas and lengths converted from other units have longer fractions than this.
    return _said(value.quantize(_SUM_PLACES, ROUND_HALF_UP), unit, amount, lang)


def sum_text(amount: Amount, measure: str, *, lang: str = "zh") -> str:
    """Say a sum to be read at a glance: "1.5 亿千瓦", "1,180.5 万千瓦", "149.77 GW".

    It has at most two decimals, more only where these would be noughts.
    """
    value, unit = _summed(amount, measure, lang)
    if abs(value) >= _FROM and unit in _LARGER:
        unit, size = _LARGER[unit]
        value /= size
    if abs(value) < 1:
        return _said(_rounded(value, _READ_DIGITS), unit, amount, lang)
    return _said(value.quantize(_READ_PLACES, ROUND_HALF_UP), unit, amount, lang)


def _summed(amount: Amount, measure: str, lang: str) -> tuple[Decimal, str]:
    unit, factor = _unit(MEASURES[measure].unit, lang)
    value = _clean(Decimal(repr(amount.value)) / factor)
    return value, unit.removesuffix("s") if measure == "count" and value == 1 else unit


def _said(value: Decimal, unit: str, amount: Amount, lang: str) -> str:
    return f"{_plain(value)} {unit} {_vague(amount, lang)}".rstrip()


def people_text(value: float, unit: str) -> str:
    """Say a plain figure in the unit people see: 8000 MW are "800 万千瓦"."""
    name, factor = _unit(unit, "zh")
    return f"{_plain(_clean(Decimal(repr(float(value))) / factor))} {name}"


def marks_text(amount: Amount, *, lang: str = "zh") -> str:
    """Say what a sum contains beside plain figures; a range counts with its lower bound."""
    marks = amount.qualifiers or (("about",) if amount.qualified else ())
    said = [_VAGUE[mark][lang != "zh"] for mark in marks]
    if not said:
        return ""
    return f"含{'、'.join(said)}" if lang == "zh" else ", ".join(said)


def _vague(amount: Amount, lang: str) -> str:
    said = marks_text(amount, lang=lang)
    return f"({said})" if said else ""


def _unit(unit: str, lang: str) -> tuple[str, Decimal]:
    if lang == "zh":
        return _PEOPLE.get(unit, (unit, Decimal(1)))
    return _ENGLISH.get(unit, unit), Decimal(1)


def _shown(value: float, factor: Decimal, digits: int | None) -> Decimal:
    """Convert exactly; round only what a conversion made longer than the text."""
    number = _clean(Decimal(repr(value)) / factor)
    if digits is None or len(number.normalize().as_tuple().digits) <= digits:
        return number
    return _rounded(number, digits)


def _clean(number: Decimal) -> Decimal:
    return _rounded(number, _CLEAN_DIGITS)


def _rounded(number: Decimal, digits: int) -> Decimal:
    if not number:
        return number
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _digits_in(text: str) -> int | None:
    """Count the significant digits of all numbers in a text: a product has no more than that."""
    numbers = [re.sub(r"[,，.．]", "", found) for found in _NUMBER.findall(text)]
    count = sum(len(number.strip("0０")) for number in numbers)
    return count or None

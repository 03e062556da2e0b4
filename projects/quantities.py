"""Numbers with units, as plans write them: 2×40万千瓦, 300MW/600MWh, 约46—50公里, 447.81公顷.

Text is expected folded (projects.script); spans are offsets into it. Money, dates and shares are no
quantities here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from projects.models import Quantity, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Found", "find_quantities", "number"]


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its span in the text searched. `each` marks 每个/各/均: given to every one."""

    start: int
    end: int
    quantity: Quantity
    each: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    unit: str
    factor: Decimal
    role: Role


def _unit(unit: str, factor: str, role: Role) -> _Unit:
    return _Unit(unit, Decimal(factor), role)


_MU = "0.06666666666666666666667"  # 1 亩 = 1/15 ha

# Spelling → unit. A yearly or daily rate is a throughput in t/a or m3/a (365 days).
_UNITS: dict[str, _Unit] = {
    "亿千瓦时": _unit("MWh", "100000", Role.CAPACITY),
    "万千瓦时": _unit("MWh", "10", Role.CAPACITY),
    "千瓦时": _unit("MWh", "0.001", Role.CAPACITY),
    "兆瓦时": _unit("MWh", "1", Role.CAPACITY),
    "吉瓦时": _unit("MWh", "1000", Role.CAPACITY),
    "gwh": _unit("MWh", "1000", Role.CAPACITY),
    "mwh": _unit("MWh", "1", Role.CAPACITY),
    "kwh": _unit("MWh", "0.001", Role.CAPACITY),
    "亿千瓦": _unit("MW", "100000", Role.CAPACITY),
    "万千瓦": _unit("MW", "10", Role.CAPACITY),
    "千瓦": _unit("MW", "0.001", Role.CAPACITY),
    "兆瓦": _unit("MW", "1", Role.CAPACITY),
    "吉瓦": _unit("MW", "1000", Role.CAPACITY),
    "gw": _unit("MW", "1000", Role.CAPACITY),
    "mwp": _unit("MW", "1", Role.CAPACITY),
    "mw": _unit("MW", "1", Role.CAPACITY),
    "kw": _unit("MW", "0.001", Role.CAPACITY),
    "万千伏安": _unit("MVA", "10", Role.CAPACITY),
    "千伏安": _unit("MVA", "0.001", Role.CAPACITY),
    "兆伏安": _unit("MVA", "1", Role.CAPACITY),
    "mva": _unit("MVA", "1", Role.CAPACITY),
    "万伏": _unit("kV", "10", Role.VOLTAGE),
    "千伏": _unit("kV", "1", Role.VOLTAGE),
    "kv": _unit("kV", "1", Role.VOLTAGE),
    "万公里": _unit("km", "10000", Role.LENGTH),
    "公里": _unit("km", "1", Role.LENGTH),
    "千米": _unit("km", "1", Role.LENGTH),
    "km": _unit("km", "1", Role.LENGTH),
    "平方公里": _unit("ha", "100", Role.AREA),
    "平方千米": _unit("ha", "100", Role.AREA),
    "km2": _unit("ha", "100", Role.AREA),
    "km²": _unit("ha", "100", Role.AREA),
    "万公顷": _unit("ha", "10000", Role.AREA),
    "公顷": _unit("ha", "1", Role.AREA),
    "万亩": _unit("ha", str(Decimal(_MU) * 10000), Role.AREA),
    "亩": _unit("ha", _MU, Role.AREA),
    "亿平方米": _unit("m2", "100000000", Role.AREA),
    "万平方米": _unit("m2", "10000", Role.AREA),
    "平方米": _unit("m2", "1", Role.AREA),
    "亿吨": _unit("t/a", "100000000", Role.THROUGHPUT),
    "万吨": _unit("t/a", "10000", Role.THROUGHPUT),
    "吨": _unit("t/a", "1", Role.THROUGHPUT),
    "亿立方米": _unit("m3/a", "100000000", Role.THROUGHPUT),
    "亿方": _unit("m3/a", "100000000", Role.THROUGHPUT),
    "万立方米": _unit("m3/a", "10000", Role.THROUGHPUT),
    "万方": _unit("m3/a", "10000", Role.THROUGHPUT),
    "立方米": _unit("m3/a", "1", Role.THROUGHPUT),
}
_COUNTED = "座|个|台|根|处|条|套|口|辆|户|家|项|片"
_DAYS = Decimal(365)

_CHINESE = "零〇一二两三四五六七八九十百千"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[{_CHINESE}]+(?:点[{_CHINESE}]+)?)"
_SPELLINGS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_BEFORE = r"约|大约|近|超过|超|不少于|不低于|至少|不超过|最高|±|正负"
_AFTER = r"以上|左右|以下|以内|及以上|级"
_QUANTITY = re.compile(
    rf"(?P<each>每[个座台处家]|各|均为?|分别为?)?(?P<sum>(?:总|合计|共计|共|总共|累计)[^\d,。;、]{{0,4}})?"
    rf"(?P<before>{_BEFORE})?\s*"
    rf"(?:(?P<times>{_NUMBER})\s*(?P<by>[×xX*]|台|组|套)\s*)?"
    rf"(?:(?P<low>{_NUMBER})\s*(?P<lowunit>{_SPELLINGS})?\s*(?:-|~|—+|–|至|到)\s*)?"
    rf"(?P<number>{_NUMBER})\s*(?P<unit>{_SPELLINGS})(?![a-zA-Z级]*级泊位)"
    rf"(?P<rate>/年|/天|/日|/a|/d|每年|每日|每天)?(?P<after>{_AFTER})?",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"(?:由|从)(?:现有的?|原来的?)?[^,。;]{1,14}?(?:增至|提高到|提升到|扩大到|增加到|扩至|提升至|提高至|增加至|扩容至)"
)
_BERTHS = re.compile(
    rf"(?P<n>{_NUMBER})\s*个(?:[\d.]+(?:万)?吨级?)?(?:[^\d,。;、()]{{0,6}})?泊位|泊位\s*(?P<m>{_NUMBER})\s*个"
)
_COUNT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_COUNTED})(?P<after>{_AFTER})?")
_DAILY = re.compile(r"日(?:处理|产|供|均)?[^,。;\d]{0,8}$")


def number(text: str) -> Decimal:
    """Return the value of digits (1,200.5) or of a Chinese numeral (一百二十, 两千).

    Raises
    ------
    ValueError
        `text` is no number.
    """
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    from cn2an import cn2an  # noqa: PLC0415 - only texts with Chinese numerals need it

    return Decimal(str(cn2an(text.replace("〇", "零"), "smart")))


def _normal(value: Decimal, unit: _Unit, *, daily: bool) -> float:
    scaled = value * unit.factor * (_DAYS if daily else 1)
    return float(round(scaled, 6))


def _qualifier(match: re.Match[str]) -> str | None:
    words = [w for w in (match["before"], match["after"]) if w and w not in ("±", "正负")]
    return "".join(words) or None


def _measured(text: str, match: re.Match[str]) -> Found | None:
    unit = _UNITS[match["unit"].lower()]
    try:
        value = number(match["number"])
        low = number(match["low"]) if match["low"] else None
        times = number(match["times"]) if match["times"] else Decimal(1)
    except ValueError:
        return None
    lead = text[max(0, match.start() - 16) : match.start()]
    rate = match["rate"] or ""
    daily = unit.role is Role.THROUGHPUT and (
        rate in ("/日", "/天", "/d", "每日", "每天") or (not rate and bool(_DAILY.search(lead)))
    )
    low_unit = _UNITS[match["lowunit"].lower()] if match["lowunit"] else unit
    if low_unit.unit != unit.unit:
        return None
    start = min(match.start(g) for g in ("before", "times", "low", "number") if match[g])
    quantity = Quantity(
        value=_normal(value * times, unit, daily=daily),
        unit=unit.unit,
        role=unit.role,
        as_written=text[start : match.end()],
        qualifier=_qualifier(match),
        low=None if low is None else _normal(low * times, low_unit, daily=daily),
        high=None if low is None else _normal(value * times, unit, daily=daily),
    )
    return Found(
        match.start(), match.end(), quantity, each=bool(match["each"]), total=bool(match["sum"])
    )


def _counted(match: re.Match[str], group: str, unit: str) -> Found | None:
    try:
        value = float(number(match[group]))
    except ValueError:
        return None
    after = match.groupdict().get("after")
    quantity = Quantity(value, unit, Role.COUNT, match[0], qualifier=after)
    return Found(match.start(), match.end(), quantity)


def _candidates(text: str) -> Iterator[Found | None]:
    for match in _QUANTITY.finditer(text):
        yield _measured(text, match)
    for match in _BERTHS.finditer(text):
        yield _counted(match, "n" if match["n"] else "m", "berths")
    for match in _COUNT.finditer(text):
        yield _counted(match, "number", "count")


def _superseded(text: str) -> list[tuple[int, int]]:
    """Spans of what a thing had before: 由3万千瓦增至6.5万千瓦 is 6.5."""
    return [match.span() for match in _RISE.finditer(text)]


def find_quantities(text: str) -> tuple[Found, ...]:
    """Return the quantities of `text` in order, not overlapping.

    A range has its upper bound as value; "由X增至Y" gives Y; 亩 are converted to hectares by 1/15.
    """
    old = _superseded(text)
    chosen: list[Found] = []
    taken: set[int] = set()
    for found in _candidates(text):
        if found is None or any(s <= found.start and found.end <= e for s, e in old):
            continue
        span = range(found.start, found.end)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(found)
    return tuple(sorted(chosen, key=lambda f: f.start))

"""The units plans use, as one table: spelling → normal unit, factor, role.

A yearly or daily rate is a throughput in t/a or m3/a. Spellings are in lower case, simplified.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.models import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COUNTED", "UNITS", "Unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """The normal unit of a spelling: value × `factor` is in `unit`, kept to `digits` decimals."""

    unit: str
    factor: Decimal
    role: Role
    digits: int = 6


def _rows(unit: str, role: Role, spellings: str) -> dict[str, Unit]:
    """Read "亿千瓦时=100000 万千瓦时=10": spellings with their factors."""
    pairs = (row.split("=") for row in spellings.split())
    return {spelling: Unit(unit, Decimal(factor), role) for spelling, factor in pairs}


# 1 亩 = 1/15 ha; plans give whole 亩 in hundreds, so a tenth of a hectare is all the text has.
_MU = Decimal(1) / Decimal(15)
_MU_DIGITS = 1

UNITS: Mapping[str, Unit] = MappingProxyType(
    _rows(
        "MWh",
        Role.CAPACITY,
        "亿千瓦时=100000 万千瓦时=10 千瓦时=0.001 万兆瓦时=10000 兆瓦时=1 吉瓦时=1000 "
        "gwh=1000 mwh=1 kwh=0.001 万kwh=10 亿kwh=100000",
    )
    | _rows(
        "MW",
        Role.CAPACITY,
        "亿千瓦=100000 万千瓦=10 千瓦=0.001 兆瓦=1 吉瓦=1000 gw=1000 mwp=1 mw=1 kw=0.001 "
        "万kw=10 亿kw=100000 gwp=1000 kwp=0.001 "
        "㎿=1 ㎾=0.001",
    )
    | _rows("MVA", Role.CAPACITY, "万千伏安=10 千伏安=0.001 兆伏安=1 mva=1 kva=0.001 万kva=10")
    | _rows("kV", Role.VOLTAGE, "万伏=10 千伏=1 kv=1")
    | _rows("km", Role.LENGTH, "万公里=10000 公里=1 万千米=10000 千米=1 km=1 ㎞=1")
    | _rows(
        "ha",
        Role.AREA,
        "万平方公里=1000000 平方公里=100 平方千米=100 km2=100 km²=100 ㎢=100 "
        "万公顷=10000 公顷=1 hm2=1 hm²=1 ha=1 万hm2=10000 万hm²=10000",
    )
    | {
        "万亩": Unit("ha", _MU * 10_000, Role.AREA, _MU_DIGITS),
        "亩": Unit("ha", _MU, Role.AREA, _MU_DIGITS),
    }
    | _rows(
        "m2",
        Role.AREA,
        "亿平方米=100000000 万平方米=10000 平方米=1 万平米=10000 平米=1 "
        "m2=1 m²=1 ㎡=1 万m2=10000 万m²=10000 万㎡=10000",
    )
    | _rows("t/a", Role.THROUGHPUT, "亿吨=100000000 万吨=10000 吨=1 万t=10000 t=1")
    | _rows(
        "m3/a",
        Role.THROUGHPUT,
        "亿立方米=100000000 亿方=100000000 万立方米=10000 万方=10000 立方米=1 "
        "亿m3=100000000 亿m³=100000000 万m3=10000 万m³=10000 m3=1 m³=1 ㎥=1",
    )
)

# What is counted: 8042台, 充电桩9300个.
COUNTED = "座|个|台|根|处|条|套|口|辆|户|家|项|片|艘|所|栋"

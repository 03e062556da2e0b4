"""Cells as values: sizes with the unit of their cell or label, money, years, degrees.

A cell that is no such value raises `CellFault` with the reason; an empty one is None or ().
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from projects.extraction.money import money_in_cell
from projects.importing.words import is_nothing
from projects.models import Money, Quantity
from projects.quantities import find_quantities
from projects.units import UNITS

if TYPE_CHECKING:
    from projects.importing.columns import Column

__all__ = ["CellFault", "degrees", "money", "sizes", "sizes_in_text", "year_in"]

_PLAIN = re.compile(
    r"([-+]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:e[-+]?\d{1,2})?)", re.IGNORECASE
)
_DEGREES = re.compile(
    r"(?:东经|北纬|[ENen])?\s*(\d{1,3})[°度]\s*(?:(\d{1,2}(?:\.\d+)?)[′'分])?"
    r"\s*(?:(\d{1,2}(?:\.\d+)?)(?:[″\"秒]|''|′′))?\s*[ENen]?"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SCALES = {"元": Decimal("0.0001"), "万元": Decimal(1), "百万元": Decimal(100)} | {
    "千万元": Decimal(1000),
    "亿元": Decimal(10_000),
}
_SPELLED = {"mw": "MW", "mwp": "MWp", "gw": "GW", "kw": "kW", "mwh": "MWh", "gwh": "GWh"} | {
    "kwh": "kWh",
    "万kw": "万kW",
    "kv": "kV",
    "mva": "MVA",
}
_DIGITS_OF_MONEY = 6


class CellFault(ValueError):
    """A cell that is not what its column holds; its text says what is wrong with it."""


def sizes(cell: str, column: Column) -> tuple[Quantity, ...]:
    """Return the quantities of a cell; its own units come before its label's.

    Raises
    ------
    CellFault
        If it is no number, is negative, or neither cell nor label has a unit.
    """
    if is_nothing(cell):
        return ()
    text = _half(cell)
    bare = _bare_number(text, cell, column, like="万千瓦")
    if bare:
        value, unit = bare
        return (_quantity(value, cell, unit),) if value else ()
    found = _whole(text) or (column.unit and _whole(text + column.unit))
    if not found:
        raise CellFault(_no_number(cell, column))
    return found


def _bare_number(text: str, cell: str, column: Column, *, like: str) -> tuple[Decimal, str] | None:
    """Return a number without a unit of its own, and the unit its column then has to have."""
    plain = _PLAIN.fullmatch(text)
    if not plain:
        return None
    value = _number(plain, cell, column)
    if not column.unit:
        fault = f'{column.label} "{cell}" has no unit: write it in the label, like ({like})'
        raise CellFault(fault)
    return value, column.unit


def _number(plain: re.Match[str], cell: str, column: Column) -> Decimal:
    value = Decimal(plain[2].replace(",", ""))
    if plain[1] == "-" and value:
        fault = f'{column.label} "{cell}" is negative'
        raise CellFault(fault)
    return value


def _quantity(value: Decimal, cell: str, spelling: str) -> Quantity:
    unit = UNITS[spelling]
    return Quantity(
        value=float(round(value * unit.factor, unit.digits)),
        unit=unit.unit,
        role=unit.role,
        as_written=f"{cell}{_SPELLED.get(spelling, spelling)}",
    )


def _whole(text: str) -> tuple[Quantity, ...]:
    """Return the quantities a text consists of (100MW/200MWh); () if there is more in it."""
    found = list(find_quantities(text))
    rest = "".join(c for i, c in enumerate(text) if not any(f.start <= i < f.end for f in found))
    return tuple(f.quantity for f in found) if not rest.strip("/、,;+和及 ") else ()


def sizes_in_text(text: str, unit: str) -> tuple[Quantity, ...]:
    """Return the one quantity in `unit` that a description tells; () if it tells none or several.

    新建风机20台,总装机10万千瓦,配套110千伏升压站 tells one in MW.
    """
    found = [f.quantity for f in find_quantities(_half(text)) if f.quantity.unit == unit]
    return tuple(found) if len(found) == 1 else ()


def money(cell: str, column: Column) -> Money | None:
    """Return a sum of money, in 万元.

    Raises
    ------
    CellFault
        As `sizes`.
    """
    if is_nothing(cell):
        return None
    text = _half(cell)
    bare = _bare_number(text, cell, column, like="万元")
    if bare:
        value, unit = bare
        worth = round(value * _SCALES[unit], _DIGITS_OF_MONEY)
        return Money(float(worth), f"{cell}{unit}") if value else None
    found = money_in_cell(text, column.unit)
    if found is None:
        raise CellFault(_no_number(cell, column))
    return found


def year_in(cell: str) -> int | None:
    """Return the last year a cell names (2023-2025年: 2025), None if it names none."""
    years = _YEAR.findall(_half(cell))
    return int(years[-1]) if years else None


def degrees(cell: str, column: Column) -> tuple[float, int]:
    """Return degrees, decimal or with minutes, and how many decimals of a degree they have.

    Raises
    ------
    CellFault
        If it is no number.
    """
    text = _half(cell)
    plain = _PLAIN.fullmatch(text)
    if plain:
        value = Decimal(plain[1] + plain[2].replace(",", ""))
        exponent = value.as_tuple().exponent
        return float(value), -exponent if isinstance(exponent, int) and exponent < 0 else 0
    parts = _DEGREES.fullmatch(text)
    if parts is None:
        raise CellFault(_no_number(cell, column))
    whole, minutes, seconds = (Decimal(part or 0) for part in parts.groups())
    decimals = 4 if parts[3] else 2 if parts[2] else 0  # 1″ is 0.0003°, 1′ 0.017°
    return float(whole + minutes / 60 + seconds / 3600), decimals


def _no_number(cell: str, column: Column) -> str:
    shown = cell if len(cell) <= 40 else f"{cell[:40]}…"  # noqa: PLR2004 - a line stays a line
    return f'{column.label} "{shown}" is no number'


def _half(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()

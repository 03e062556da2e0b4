"""Which column of a table is which field: guessed from its label, overridable, always shown.

Labels are compared in lower case and half-width, without their unit and what stands in brackets;
signs count as spaces (name_zh is "name zh"). FIELDS (fields.py) has the labels.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.errors import TableError
from projects.importing.fields import FIELDS, SUMS, Field
from projects.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "Column",
    "Layout",
    "check_labels",
    "distinct_labels",
    "guess",
    "is_known",
    "unit_of",
]

_LONGEST_LABEL = 40
_MONEY = ("百万元", "千万元", "万元", "亿元", "元")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_TAIL = re.compile(r"(.+?)[\s_/,、:]+([^\s_/,、:]+)")
_UNIT_LINE = re.compile(r"单位[::]?\s*([^\s)]+)")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place in the row, its label, and the unit its label names, else ""."""

    number: int
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column is which field. `width` columns in all; `others` are none and are kept."""

    fields: Mapping[str, Column]
    others: tuple[Column, ...]
    width: int
    labels: tuple[str, ...]

    def unit(self, field: str) -> str:
        """Return the unit of a field's column, "" where it names none or is not there."""
        return self.fields[field].unit if field in self.fields else ""

    def with_units(self, line: str) -> Layout:
        """Take units from a line above the header (单位: 万千瓦、万元) for columns without one."""
        found = _UNIT_LINE.search(_half(line))
        if not found:
            return self
        units = [_unit(part) for part in re.split("[、,;/]", found[1])]
        fields = {
            key: replace(column, unit=column.unit or _fitting(key, units))
            for key, column in self.fields.items()
        }
        return replace(self, fields=MappingProxyType(fields))


def guess(header: Sequence[str], overrides: Mapping[str, str]) -> Layout:
    """Say which column is which field.

    Parameters
    ----------
    header
        The labels, in the order of the columns; equal ones are numbered, empty ones named.
    overrides
        Field → label of its column, or "" for none.

    Raises
    ------
    TableError
        If an override names no field or no column.
    """
    labels = distinct_labels(header)
    columns = [Column(i, label, _split(label)[1]) for i, label in enumerate(labels)]
    fields: dict[str, Column] = {}
    for key, label in overrides.items():
        if key not in FIELDS:
            message = f'"{key}" is no field of a project; --map takes {", ".join(FIELDS)}.'
            raise TableError(message)
        if label:
            fields[key] = _named(columns, label)
    taken = {column.number for column in fields.values()}
    for key, field in FIELDS.items():
        if key in overrides:
            continue
        column = _best(field, [c for c in columns if c.number not in taken])
        if column is not None:
            fields[key] = column
            taken.add(column.number)
    others = tuple(column for column in columns if column.number not in taken)
    return Layout(MappingProxyType(fields), others, len(labels), tuple(labels))


def is_known(label: str) -> bool:
    """Tell whether a label is one of a field's."""
    column = Column(0, label, _split(label)[1])
    return any(_best(field, [column]) is not None for field in FIELDS.values())


def unit_of(text: str, *, inside: bool = False) -> str:
    """Return the unit that a text is, bracketed or not, or with `inside` that it names; else ""."""
    own = _unit(_half(text).strip().strip("()[]"))
    return own or (_split(text)[1] if inside else "")


def _named(columns: Iterable[Column], label: str) -> Column:
    known = {column.label: column for column in columns}
    if label not in known:
        listed = list(known)
        more = " …" if len(listed) > _SHOWN else ""
        message = f'no column "{label}"; the table has {", ".join(listed[:_SHOWN])}{more}.'
        raise TableError(message)
    return known[label]


def _best(field: Field, columns: Sequence[Column]) -> Column | None:
    patterns = [(pattern, False) for pattern in field.labels]
    patterns += [(pattern, True) for pattern in field.with_unit]
    for pattern, needs_unit in patterns:
        for column in columns:
            bare = _split(column.label)[0]
            fits = len(bare) <= _LONGEST_LABEL and re.fullmatch(pattern, bare)
            if fits and (not needs_unit or _suits(field, column.unit)):
                return column
    return None


def _suits(field: Field, unit: str) -> bool:
    """Tell whether a column's unit is of a field's sort: money for sums, a measure for others."""
    return bool(unit) and (unit in _MONEY) == (field.key in SUMS)


def check_labels(labels: Sequence[str], wanted: Iterable[str]) -> None:
    """Check that labels are among a table's; the error of `guess` where one is not."""
    columns = [Column(i, label) for i, label in enumerate(dict.fromkeys(labels))]
    for label in filter(None, wanted):
        _named(columns, label)


def distinct_labels(header: Sequence[str]) -> list[str]:
    """Name empty labels by their place and number equal ones: 备注, 备注 (2)."""
    labels: list[str] = []
    for i, cell in enumerate(header):
        label = base = " ".join(cell.split()) or f"列{i + 1}"
        number = 1
        while label in labels:
            number += 1
            label = f"{base} ({number})"
        labels.append(label)
    return labels


def _split(label: str) -> tuple[str, str]:
    """Return a label's words for comparing, and its unit: 装机容量(万千瓦), capacity_mw."""
    half = _half(label)
    unit = next((u for found in _BRACKETS.findall(half) for u in found if _unit(u)), "")
    bare = _BRACKETS.sub(" ", half).strip() or half
    tail = _TAIL.fullmatch(bare)
    if not unit and tail and _unit(tail[2]):
        bare, unit = tail[1], tail[2]
    if not unit:
        ends = (u for u in (*_MONEY, *_CHINESE_UNITS) if bare.endswith(u) and len(u) < len(bare))
        unit = next(ends, "")
        bare = bare.removesuffix(unit)
    # Chinese labels are spaced out for looks (备 注); words of English labels are kept apart.
    words = re.sub(r"[\W_]+", " ", bare).strip()
    return re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", words), _unit(unit)


_CHINESE_UNITS = tuple(sorted((u for u in UNITS if not u.isascii()), key=len, reverse=True))


def _unit(text: str) -> str:
    """Return a unit as the table of units has it, "" if the text is none."""
    word = text.strip().removeprefix("单位").strip(":").strip()
    return word if word in UNITS or word in _MONEY else ""


def _fitting(field: str, units: Iterable[str]) -> str:
    measured = {"capacity": "MW", "energy": "MWh", "area": "ha", "length": "km"}
    for unit in units:
        is_money = unit in _MONEY
        if (field in SUMS and is_money) or (
            field in measured and not is_money and unit and UNITS[unit].unit == measured[field]
        ):
            return unit
    return ""


def _half(label: str) -> str:
    return unicodedata.normalize("NFKC", label).casefold()

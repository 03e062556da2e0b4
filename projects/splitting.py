"""Capacity of cross-county projects put into their counties: by the plan's shares, or equally.

The first is what the plan says; the second is an estimate, made only where a reader asks for it,
with no more digits than the plan's own figure has: 10 万千瓦 over three are 3.4, 3.3 and 3.3.
A project is never split, only its capacity, and the parts add up to the whole exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isclose
from typing import TYPE_CHECKING

import numpy as np

from projects.amounts import measured as quantities_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.columns import Bools, Columns, Measured, Rows, Whole
    from projects.models import Project

__all__ = ["Pieces", "pieces_of"]

_ABOUT_ONE = 1e-3  # thirds written as 0.333 are meant to be a whole
_DIGITS = 6  # after the point
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FEWEST = 2  # digits taken where a text has no numeral in figures (一百万千瓦)


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """Parts of projects that stand in a county, of shape (pieces,).

    `row` is the project's, whose capacity is all in its pieces; `county` a code of
    `Columns.codes`; `value` in the measure's whole numbers; `is_estimate` where no plan says it.
    """

    row: Rows
    county: Rows
    value: Whole
    is_estimate: Bools
    is_divided: Bools
    """Of shape (projects,): which have their capacity in pieces; (0,) where none has."""

    def only(self, which: Bools) -> Pieces:
        """Return the pieces meant."""
        return replace(
            self,
            row=self.row[which],
            county=self.county[which],
            value=self.value[which],
            is_estimate=self.is_estimate[which],
        )


def pieces_of(columns: Columns, measure: str, split: str | None) -> Pieces:
    """Return the pieces of all projects, worked out once; a project itself is never split."""
    key = measure, split
    if key not in columns.pieces:
        columns.pieces[key] = _made(columns, measure, split)
    return columns.pieces[key]


def _made(columns: Columns, measure: str, split: str | None) -> Pieces:
    measured = columns.measured(measure)
    if measure == "count":
        none = np.zeros(0, dtype=np.int64)
        return Pieces(none, none, none, none.astype(bool), none.astype(bool))
    parts = [_given(columns, measured)]
    told = len(parts[0][0])
    parts += [_equal(columns, measure, parts[0][0])] if split else []
    row = np.concatenate([part[0] for part in parts])
    county = np.concatenate([part[1] for part in parts])
    value: Whole = np.concatenate([part[2] for part in parts])
    is_estimate = np.arange(len(row)) >= told
    is_divided = np.zeros(len(columns.projects) if len(row) else 0, dtype=bool)
    is_divided[row] = True
    return Pieces(row, county, value, is_estimate, is_divided)


def _given(columns: Columns, measured: Measured) -> tuple[Rows, Rows, Whole]:
    """Split by the shares the plans give, where they make a whole: rows, counties, values."""
    rows: list[int] = []
    counties: list[int] = []
    values: list[int] = []
    for number, row in enumerate(columns.several.tolist()):
        project = columns.projects[row]
        if project.shares is None:
            continue
        parts = _shares(project, int(measured.value[row]), measured.places)
        members = columns.county[columns.starts[number] : columns.starts[number + 1]]
        rows += [row] * len(parts)
        counties += members.tolist() if parts else []
        values += parts
    places = np.array(rows, dtype=np.int64), np.array(counties, dtype=np.int64)
    if measured.value.dtype == np.object_:
        return *places, np.array(values, dtype=np.object_)
    return *places, np.array(values, dtype=np.int64)


def _equal(columns: Columns, measure: str, given: Rows) -> tuple[Rows, Rows, Whole]:
    """Split equally what no plan splits."""
    measured = columns.measured(measure)
    is_open = (measured.value[columns.several] != 0) & ~np.isin(columns.several, given)
    several = columns.several[is_open]
    lengths = np.diff(columns.starts)
    parts: list[int] = []
    for row, value, count in zip(
        several.tolist(), measured.value[several].tolist(), lengths[is_open].tolist(), strict=True
    ):
        parts += _equally(value, count, _digits(columns.projects[row], measure))
    county = columns.county[np.repeat(is_open, lengths)]
    rows = np.repeat(several, lengths[is_open])
    if measured.value.dtype == np.object_:
        return rows, county, np.array(parts, dtype=np.object_)
    return rows, county, np.array(parts, dtype=np.int64)


def _equally(value: int, count: int, digits: int) -> list[int]:
    """Split a whole number so that each part has so many digits; the first take what is over.

    Parts differ by one step at most; what is finer than a step, as a converted figure is, stands in
    the first.
    """
    step = 10 ** max(len(str(value // count)) - digits, 0)
    each, more = divmod(value // step, count)
    parts = [(each + (place < more)) * step for place in range(count)]
    parts[0] += value % step
    return parts


def _digits(project: Project, measure: str) -> int:
    """Count the digits of the finest figure a project states, as the text has them."""
    written = (quantity.as_written for quantity in quantities_of(project, measure))
    numbers = (number for text in written for number in _NUMBER.findall(text))
    digits = (sum(map(str.isdecimal, number.lstrip("0."))) for number in numbers)
    return max(digits, default=0) or _FEWEST


def _shares(project: Project, value: int, places: int) -> Sequence[int]:
    """Split by the plan's shares to the millionth; the last county takes what is left over."""
    shares = project.shares or ()
    if (
        not value
        or len(shares) != len(project.counties)
        or len(set(project.counties)) != len(shares)
        or min(shares) < 0
        or not isclose(sum(shares), 1, abs_tol=_ABOUT_ONE)
    ):
        return ()
    step = 10 ** (places - _DIGITS)
    exact = (Fraction(repr(float(share))) for share in shares[:-1])
    parts = [round(value * share / step) * step for share in exact]
    last = value - sum(parts)
    return () if last < 0 else (*parts, last)

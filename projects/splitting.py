"""Capacity of cross-county projects put into their counties: by the plan's shares, or equally.

The first is what the plan says; the second is an estimate, made only where a reader asks for it.
A project is never split, only its capacity, and the parts add up to the whole exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import isclose
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.columns import Bools, Columns, Measured, Rows, Whole
    from projects.models import Project

__all__ = ["Pieces", "pieces_of"]

_ABOUT_ONE = 1e-3  # thirds written as 0.333 are meant to be a whole
_DIGITS = 6  # after the point


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
    parts += [_equal(columns, measured, parts[0][0])] if split else []
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


def _equal(columns: Columns, measured: Measured, given: Rows) -> tuple[Rows, Rows, Whole]:
    """Split equally what no plan splits; the last county takes what is left over."""
    is_open = (measured.value[columns.several] != 0) & ~np.isin(columns.several, given)
    several = columns.several[is_open]
    lengths = np.diff(columns.starts)
    value = np.repeat(measured.value[several] // lengths[is_open], lengths[is_open])
    last = np.cumsum(lengths[is_open]) - 1
    value[last] += measured.value[several] - value[last] * lengths[is_open]
    county = columns.county[np.repeat(is_open, lengths)]
    return np.repeat(several, lengths[is_open]), county, value


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

"""Capacity of cross-county projects put into their counties: by the plan's shares, or equally.

The first is what the plan says; the second is an estimate, made only where a reader asks for it.
A project is never split, only its capacity, and the parts add up to the whole exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isclose
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.columns import Bools, Columns, Measured, Rows, Whole
    from projects.models import Project

__all__ = ["Pieces", "equal_pieces", "given_pieces", "joined", "whole"]

_ABOUT_ONE = 1e-3  # thirds written as 0.333 are meant to be a whole
_DIGITS = 6  # after the point


@dataclass(frozen=True, eq=False, slots=True)
class Pieces:
    """Parts of projects that stand in a county, all of shape (pieces,).

    `row` is the project's, whose capacity is all in its pieces; `county` a code of
    `Columns.codes`; `value` in the measure's whole numbers; `is_estimate` where no plan says it.
    """

    row: Rows
    county: Rows
    value: Whole
    is_estimate: Bools


def given_pieces(columns: Columns, measured: Measured) -> Pieces:
    """Split by the shares the plans give, where they make a whole."""
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
    return Pieces(
        np.array(rows, dtype=np.int64),
        np.array(counties, dtype=np.int64),
        whole(values, like=measured.value),
        np.zeros(len(rows), dtype=bool),
    )


def equal_pieces(columns: Columns, measured: Measured, given: Pieces) -> Pieces:
    """Split equally what no plan splits; the last county takes what is left over."""
    is_open = measured.value[columns.several] != 0
    is_open &= ~np.isin(columns.several, given.row)
    several = columns.several[is_open]
    lengths = np.diff(columns.starts)
    value = np.repeat(measured.value[several] // lengths[is_open], lengths[is_open])
    last = np.cumsum(lengths[is_open]) - 1
    value[last] += measured.value[several] - value[last] * lengths[is_open]
    return Pieces(
        np.repeat(several, lengths[is_open]),
        columns.county[np.repeat(is_open, lengths)],
        value,
        np.ones(len(value), dtype=bool),
    )


def whole(values: Sequence[int] | Whole, *, like: Whole) -> Whole:
    """Return whole numbers of the same sort as `like`."""
    exact = like.dtype == np.object_
    return np.array(values, dtype=np.object_) if exact else np.array(values, dtype=np.int64)


def joined(one: Pieces, other: Pieces) -> Pieces:
    """Put pieces together."""
    return Pieces(
        np.concatenate([one.row, other.row]),
        np.concatenate([one.county, other.county]),
        np.concatenate([one.value, other.value]),
        np.concatenate([one.is_estimate, other.is_estimate]),
    )


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

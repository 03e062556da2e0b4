"""Sums by cell: the rows of a table by the five places, exact, and turned into amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from projects.amounts import Amount, floated, qualifiers
from projects.homes import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.columns import Rows, Whole

__all__ = ["INSIDE", "Cells", "Sums", "added", "amounts", "where"]

INSIDE = tuple(n for n, place in enumerate(PLACES) if place != "outside")
"""The place classes that are in a total."""

_COUNTY, _CROSS, _OUTSIDE = (PLACES.index(p) for p in ("county", "cross_county", "outside"))
_HALF = 26  # bits: of numbers of 62 bits both halves of any sum stay exact in a float


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Sums by row of the table and place class, of shape (groups, places); row 0 is no row.

    `estimated` is what of `value` no plan says and another split would put in another row;
    `guessed` all that no plan says. `marks` are bits, `sure` those without the guesses'.
    """

    places: int
    value: Whole
    projects: Rows
    stated: Rows
    marks: Rows
    sure: Rows
    estimated: Whole
    guessed: Whole
    divided: Rows
    shared: Rows

    def amount(self, groups: slice, places: tuple[int, ...], *, guessed: bool = True) -> Amount:
        """Add up some rows' cells of some place classes."""
        part = groups, list(places)
        value = int(self.value[part].sum()) - (0 if guessed else int(self.guessed[part].sum()))
        bits = (self.marks if guessed else self.sure)[part]
        marks = int(np.bitwise_or.reduce(bits, axis=None))
        return Amount(
            value=floated(value, self.places),
            projects=int(self.projects[part].sum()),
            qualified=bool(marks),
            stated=int(self.stated[part].sum()),
            qualifiers=qualifiers(marks),
            estimated=floated(int(self.estimated[part].sum()), self.places) if guessed else 0.0,
            divided=int(self.divided[part].sum()) if places == (_CROSS,) else 0,
            shared=int(self.shared[part].sum()) if guessed else 0,
        )

    def rows(self) -> Iterator[tuple[int, Amount]]:
        """Add up every row that has anything in it, outside left out."""
        return ((code, amount) for code, amount in self.sums(INSIDE).items() if code)

    def sums(self, places: tuple[int, ...]) -> dict[int, Amount]:
        """Add up the cells of some place classes for every row that has anything in them.

        What no row takes is row 0.
        """
        part = slice(None), list(places)
        sums = Sums(
            value=self.value[part].sum(axis=1),
            projects=self.projects[part].sum(axis=1),
            stated=self.stated[part].sum(axis=1),
            estimated=self.estimated[part].sum(axis=1),
            marks=np.bitwise_or.reduce(self.marks[part], axis=1),
            divided=self.divided[part].sum(axis=1) if places == (_CROSS,) else None,
            shared=self.shared[part].sum(axis=1),
        )
        return dict(amounts(sums, self.places))


class Sums(NamedTuple):
    """Sums by code, of shape (codes,)."""

    value: Whole
    projects: Rows
    stated: Rows
    estimated: Whole
    marks: Rows
    divided: Rows | None = None
    shared: Rows | None = None


def where(name: str) -> tuple[slice, tuple[int, ...]]:
    """Return the cells that make one of the amounts: rows of the table, place classes."""
    if name == "total":
        return slice(None), INSIDE
    if name in ("placed", "outside"):
        return slice(None), (_COUNTY if name == "placed" else _OUTSIDE,)
    return slice(0, 1), (PLACES.index(name),)


def amounts(sums: Sums, places: int) -> Iterator[tuple[int, Amount]]:
    """Yield the codes that have anything, with their sums."""
    there = np.flatnonzero((sums.projects != 0) | (sums.value != 0))
    nothing = np.zeros(len(sums.value), dtype=np.int64)
    columns = [(nothing if column is None else column)[there].tolist() for column in sums]
    scale = 10**places
    for code, value, projects, stated, part, mark, *counts in zip(
        there.tolist(), *columns, strict=True
    ):
        words = qualifiers(mark) if mark else ()
        yield (
            code,
            Amount(value / scale, projects, bool(mark), stated, words, part / scale, *counts),
        )


def added(codes: Rows, values: Whole, size: int) -> Whole:
    """Add up whole numbers by code, exactly."""
    if values.dtype == np.object_:
        sums = np.zeros(size, dtype=np.object_)
        np.add.at(sums, codes, values)
        return sums
    high = np.bincount(codes, weights=values >> _HALF, minlength=size).astype(np.int64)
    low = np.bincount(codes, weights=values & (2**_HALF - 1), minlength=size).astype(np.int64)
    return (high << _HALF) + low

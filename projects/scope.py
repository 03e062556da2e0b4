"""What a choice of places counts: a county's total is what stands in it alone, never a shared work.

A filter by place shows every project that touches the places; sums count in full only what is at
home inside them, and tell apart what lies elsewhere too (参与跨县, 未分摊), as they do 市外.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geo.models import Adcode
    from projects.columns import Bools, Columns, Rows

__all__ = ["Scope", "scope_of"]


class Scope:
    """Some divisions of any level taken together.

    `codes` (codes,) tells which places of `Columns.codes` lie in them; `rows` (projects,) which
    projects are at home there: at home in one of the divisions, or with all their counties in
    them. `guests` (projects,) are the cross-county projects with some of their counties there and
    some elsewhere.
    """

    def __init__(self, columns: Columns, places: tuple[Adcode, ...]) -> None:
        self.codes: Bools = np.logical_or.reduce([columns.covered(place) for place in places])
        self.rows: Bools = self.codes[columns.home]
        touched = np.zeros(len(columns.projects), dtype=bool)
        if len(columns.several):
            there = self.codes[columns.county]
            starts = columns.starts[:-1]
            self.rows[columns.several] |= np.logical_and.reduceat(there, starts)
            touched[columns.several] = np.logical_or.reduceat(there, starts)
        self.guests: Bools = touched & ~self.rows

    def of(self, rows: Rows) -> Rows:
        """Return those of some projects that are at home here."""
        return rows[self.rows[rows]]


def scope_of(columns: Columns, places: tuple[Adcode, ...]) -> Scope | None:
    """Return what some places take in, worked out once; None where no place restricts.

    Raises
    ------
    UnknownPlace
        If a place is no division of today.
    """
    if not places:
        return None
    if places not in columns.scopes:
        columns.scopes[places] = Scope(columns, places)
    return columns.scopes[places]

"""The projects behind a number of a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from projects.amounts import key_of
from projects.cells import where
from projects.homes import PLACES
from projects.totals import AMOUNTS, IN_GROUP

if TYPE_CHECKING:
    from projects.amounts import Key
    from projects.columns import Rows
    from projects.grouping import Found

__all__ = ["keys_behind"]

_OUTSIDE = PLACES.index("outside")


def keys_behind(found: Found, of: str) -> tuple[Key, ...]:
    """Name the projects behind a row or an amount, once each, in the order held.

    `of` is a row's key, the name of an amount, or a place's and behind `IN_GROUP` the name of its
    amount: of a prefecture one of its group, of a county "sharing".
    """
    prefecture, is_group, name = of.rpartition(IN_GROUP)
    if of == "taking_part":
        rows = found.guests
    elif name == "sharing":
        rows = _sharing(found, prefecture)
    elif is_group:
        rows = _of_group(found.by("prefecture"), prefecture, name)
    elif of in AMOUNTS:
        rows = _of_amount(found, of)
    else:
        rows = _of_row(found, of)
    return tuple(key_of(found.columns.projects[row]) for row in np.unique(rows).tolist())


def _of_row(found: Found, key: str) -> Rows:
    code = found.columns.code(found.asked.by, key)
    here = (found.group == code) & (found.columns.place[found.rows] != _OUTSIDE)
    return np.concatenate([found.rows[here], found.pieces.row[found.piece_group == code]])


def _of_amount(found: Found, name: str) -> Rows:
    groups, places = where(name)
    here = np.isin(found.columns.place[found.rows], places)
    if groups.stop == 1:
        here &= found.group == 0
    pieces = found.pieces.row if name in ("total", "placed") else found.pieces.row[:0]
    if name == "placed":
        pieces = found.pieces.row[~found.pieces.is_estimate]
    return np.concatenate([found.rows[here], pieces])


def _sharing(found: Found, county: str) -> Rows:
    """Return the cross-county projects a county takes part in."""
    columns = found.columns
    of = np.repeat(columns.several, np.diff(columns.starts))
    there = of[columns.county == columns.code("county", county)]
    return found.chosen[np.isin(found.chosen, there)]


def _of_group(found: Found, prefecture: str, name: str) -> Rows:
    code = found.columns.code("prefecture", prefecture) if prefecture else 0
    here = (found.group == code) & np.isin(found.columns.place[found.rows], where(name)[1])
    pieces = found.pieces.row[found.piece_group == code] if name == "total" else found.rows[:0]
    return np.concatenate([found.rows[here], pieces])

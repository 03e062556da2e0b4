"""Sums by county or prefecture and one thing more, in one pass: what layers of regions carry.

The figures are those of `projects.summaries`: the same homes, the same remainders of groups, the
same shares where a plan states them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from projects.cells import Sums, added, amounts
from projects.columns import columns_of
from projects.grouping import chosen_rows
from projects.homes import PLACES
from projects.kinds import KINDS, SECTORS
from projects.models import Stage
from projects.splitting import pieces_of

if TYPE_CHECKING:
    from geo.divisions import Divisions
    from projects.amounts import Amount
    from projects.columns import Bools, Columns, Rows, Whole
    from projects.selection import Holdings

__all__ = ["Per", "by_region", "sector_of"]

_COUNTY, _OUTSIDE = PLACES.index("county"), PLACES.index("outside")
_STAGES, _SECTORS = tuple(Stage), tuple(SECTORS)


class Per(StrEnum):
    """What a region's sum is divided by."""

    ALL = "all"
    STAGE = "stage"
    SECTOR = "sector"
    SECTOR_AND_STAGE = "sector_and_stage"
    PLACE = "place"


class _Parts(NamedTuple):
    """Keys by code, and each project's code; a county's part of a project has that of `piece`."""

    keys: tuple[str, ...]
    codes: Rows
    piece: int | None = None


def by_region(
    holdings: Holdings, divisions: Divisions, *, by: str, measure: str, per: Per
) -> dict[tuple[str, str], Amount]:
    """Sum what is chosen by region, and within it by stage, sector or place class.

    Parameters
    ----------
    by
        "county" (what stands in one county alone, or by the plan's own shares) or "prefecture"
        (all that is at home in it).
    measure
        A key of `MEASURES`.
    per
        What each region's sum is divided by. Only PLACE tells what lies outside.

    Returns
    -------
    (adcode, key) → amount, without those that hold no project. `key` is "" for ALL, a stage, a
    sector, "sector/stage", or a place class.
    """
    columns = columns_of(holdings, divisions)
    parts = _parts(columns, per)
    width = len(parts.keys)
    rows = chosen_rows(holdings, columns)
    rows = rows[columns.counts[rows]]
    mine = np.zeros(len(columns.projects), dtype=bool)
    mine[rows] = True
    every = pieces_of(columns, measure, None)
    pieces = every.only(mine[every.row])
    if per is not Per.PLACE:
        rows = rows[columns.place[rows] != _OUTSIDE]
    region = pieces.county if by == "county" else columns.prefecture[pieces.county]
    within = parts.codes[pieces.row] if parts.piece is None else parts.piece
    sums = _sums(
        columns,
        measure,
        home=(rows, columns.group(by)[rows] * width + parts.codes[rows]),
        pieces=(pieces.row, region * width + within, pieces.value),
        guest=region != columns.group(by)[pieces.row],
        size=columns.groups(by) * width,
    )
    found = amounts(sums, columns.measured(measure).places)
    return {
        (columns.key(by, code // width), parts.keys[code % width]): amount
        for code, amount in found
        if code >= width  # below that is what stands in no region of the table
    }


def sector_of(kind: str) -> str:
    """Return the sector of a kind; one this version does not know is of "other"."""
    return KINDS[kind].sector if kind in KINDS else "other"


def _parts(columns: Columns, per: Per) -> _Parts:
    sectors = np.array([_SECTORS.index(sector_of(kind)) for kind in columns.kinds], dtype=np.int64)
    if per is Per.STAGE:
        return _Parts(tuple(map(str, _STAGES)), columns.stage)
    if per is Per.SECTOR:
        return _Parts(_SECTORS, sectors[columns.kind])
    if per is Per.SECTOR_AND_STAGE:
        keys = tuple(f"{sector}/{stage}" for sector in _SECTORS for stage in _STAGES)
        return _Parts(keys, sectors[columns.kind] * len(_STAGES) + columns.stage)
    if per is Per.PLACE:
        return _Parts(tuple(PLACES), columns.place, _COUNTY)
    return _Parts(("",), np.zeros(len(columns.projects), dtype=np.int64))


def _sums(
    columns: Columns,
    measure: str,
    *,
    home: tuple[Rows, Rows],
    pieces: tuple[Rows, Rows, Whole],
    guest: Bools,
    size: int,
) -> Sums:
    """Add up projects at home in a cell, and the pieces that stand in cells of their own.

    `guest` tells which pieces stand in a region their project is not at home in.
    """
    measured = columns.measured(measure)
    divided = pieces_of(columns, measure, None).is_divided
    rows, cell = home
    piece_row, piece_cell, piece_value = pieces
    left = divided[rows] if len(divided) else np.zeros(len(rows), dtype=bool)
    value, stated = measured.value[rows], measured.stated[rows]
    value[left] = 0
    marks = np.zeros(size, dtype=np.int64)
    np.bitwise_or.at(marks, cell[~left], measured.marks[rows[~left]])
    np.bitwise_or.at(marks, piece_cell, measured.marks[piece_row])
    guests = np.unique(np.stack([piece_cell[guest], piece_row[guest]], axis=1), axis=0)[:, 0]
    return Sums(
        value=added(cell, value, size) + added(piece_cell, piece_value, size),
        projects=np.bincount(cell, minlength=size),
        stated=np.bincount(cell[stated], minlength=size),
        estimated=np.zeros(size, dtype=np.int64),
        marks=marks,
        shared=np.bincount(guests, minlength=size),
    )

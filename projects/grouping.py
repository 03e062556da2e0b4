"""The work of a summary: which projects are meant, in which row each stands, and the sums.

One pass over columns: every project falls into a cell of a small table, by the row it stands in
and by its place class; rows, amounts beside them and total are then sums of cells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from projects.amounts import key_of
from projects.behind import keys_behind
from projects.cells import INSIDE, Cells, Sums, added, amounts, where
from projects.homes import PLACES
from projects.kinds import KINDS, MEASURES
from projects.models import Stage
from projects.scope import scope_of
from projects.splitting import pieces_of
from projects.totals import AMOUNTS, GROUPED, NOTHING, Group, Row, Summary, Zone
from projects.wording import STAGES, kind_name

if TYPE_CHECKING:
    from geo.models import Adcode
    from projects.amounts import Amount, Key
    from projects.columns import Bools, Columns, Measured, Rows
    from projects.selection import Holdings
    from projects.splitting import Pieces

__all__ = ["Asked", "Found", "by_stage_and_place", "chosen_rows", "row_amounts", "summed"]

_COUNTY, _CROSS, _OUTSIDE = (PLACES.index(p) for p in ("county", "cross_county", "outside"))
_STAGES = tuple(Stage)
_ORDER = {key: place for place, key in enumerate((*KINDS, *(str(stage) for stage in Stage)))}


class Asked(NamedTuple):
    """What a summary is asked for: see `projects.summaries.summarise`; `scope` is its `place`."""

    by: str
    measure: str
    scope: tuple[Adcode, ...] = ()
    stages: frozenset[Stage] | None = None
    split: str | None = None
    zones: bool = False


def summed(holdings: Holdings, columns: Columns, asked: Asked) -> Summary:
    """Sum what is chosen of the holdings."""
    found = _found(holdings, columns, asked)
    cells = _cells(found)
    rows = found.rows
    crossing = rows[columns.place[rows] == _CROSS]
    over = found.measured.overfull.intersection(rows.tolist() if found.measured.overfull else ())
    beside = {name: cells.amount(*where(name)) for name in AMOUNTS}
    beside["placed"] = cells.amount(*where("placed"), guessed=False)
    mine = np.zeros(len(columns.projects), dtype=bool)
    mine[rows] = True  # a set of so many rows would take longer than all the sums
    shared = np.unique(found.pieces.row[~mine[found.pieces.row]]).size
    beside["total"] = replace(beside["total"], shared=shared)
    return Summary(
        measure=asked.measure,
        unit=MEASURES[asked.measure].unit,
        by=asked.by,
        rows=_rows(found, cells),
        taking_part=_taking_part(found),
        sharing=_sharing(found),
        overfull=tuple(sorted(key_of(columns.projects[row]) for row in over)),
        repeats=_repeats(found),
        doubles=_doubles(found),
        crossing=_counties_of(crossing, columns),
        zones=_zones(found) if asked.zones and asked.by == "county" else (),
        dates=_dates(found),
        split=asked.split,
        keys=lambda of: keys_behind(_found(holdings, columns, asked), of),
        groups=_groups(found, crossing) if asked.by == "county" else (),
        **beside,
    )


def row_amounts(holdings: Holdings, columns: Columns, asked: Asked) -> dict[str, Amount]:
    """Sum the rows of a table alone, by their keys: what shades a map needs no more."""
    found = _found(holdings, columns, asked)
    return {columns.key(asked.by, code): amount for code, amount in _cells(found).rows()}


def by_stage_and_place(
    holdings: Holdings, columns: Columns, measure: str
) -> dict[Stage, dict[str, Amount]]:
    """Sum what is chosen by stage and place class in one pass, and "total" over all but outside.

    Of places chosen only what is at home there counts. A stage or a place class without a project
    is left out.
    """
    cells = _cells(_found(holdings, columns, Asked("stage", measure, holdings.places)))
    names: dict[str, tuple[int, ...]] = {p: (number,) for number, p in enumerate(PLACES)}
    names["total"] = INSIDE
    found: dict[Stage, dict[str, Amount]] = {}
    for code, stage in enumerate(_STAGES, start=1):
        here = {n: cells.amount(slice(code, code + 1), places) for n, places in names.items()}
        if there := {name: amount for name, amount in here.items() if amount.projects}:
            found[stage] = there
    return found


def chosen_rows(holdings: Holdings, columns: Columns) -> Rows:
    """Return the places of the chosen projects among all."""
    if holdings.chosen is None:
        return np.arange(len(columns.projects))
    if holdings.marked is not None:
        return np.flatnonzero(np.frombuffer(holdings.marked, dtype=np.uint8))
    known = {key_of(project): row for row, project in enumerate(columns.projects)}
    return np.array([known[key_of(project)] for project in holdings.chosen], dtype=np.int64)


class Found(NamedTuple):
    """What a sum adds: projects at home, and in `pieces` what of them stands in counties instead.

    `chosen` are the projects counted, of any place; `rows` those of them at home in the place
    asked for, `guests` those that lie there and elsewhere too; `group` (rows,) is the code of each
    one's row in the table, 0 where none takes it.
    `pieces` and `piece_group` are those in the place asked for.
    """

    columns: Columns
    measured: Measured
    asked: Asked
    chosen: Rows
    rows: Rows
    guests: Rows
    group: Rows
    pieces: Pieces
    piece_group: Rows

    def by(self, by: str) -> Found:
        """Return the same projects put into the rows of another table."""
        return self._replace(
            asked=self.asked._replace(by=by),
            group=self.columns.group(by)[self.rows],
            piece_group=_piece_group(self.columns, by, self.pieces),
        )


def _found(holdings: Holdings, columns: Columns, asked: Asked) -> Found:
    chosen = chosen_rows(holdings, columns)
    if columns.repeats.copies:
        chosen = chosen[columns.counts[chosen]]
    if asked.stages is not None:
        wanted = np.array([stage in asked.stages for stage in _STAGES])
        chosen = chosen[wanted[columns.stage[chosen]]]
    mine = np.zeros(len(columns.projects), dtype=bool)
    mine[chosen] = True
    pieces = pieces_of(columns, asked.measure, asked.split)
    pieces = pieces.only(mine[pieces.row])
    rows, guests = chosen, chosen[:0]
    if (scope := scope_of(columns, asked.scope)) is not None:
        rows, guests = scope.of(chosen), chosen[scope.guests[chosen]]
        pieces = pieces.only(scope.codes[pieces.county])
    return Found(
        columns=columns,
        measured=columns.measured(asked.measure),
        asked=asked,
        chosen=chosen,
        rows=rows,
        guests=guests,
        group=columns.group(asked.by)[rows],
        pieces=pieces,
        piece_group=_piece_group(columns, asked.by, pieces),
    )


def _piece_group(columns: Columns, by: str, pieces: Pieces) -> Rows:
    """Return the row of the table each piece stands in."""
    if by in ("kind", "stage"):
        return columns.group(by)[pieces.row]
    above = {"prefecture": columns.prefecture, "province": columns.province}
    return above[by][pieces.county] if by in above else pieces.county


def _cells(found: Found) -> Cells:
    """Put every project and piece into its cell."""
    columns, measured, pieces = found.columns, found.measured, found.pieces
    groups = columns.groups(found.asked.by)
    home = found.group * len(PLACES) + columns.place[found.rows]
    piece = found.piece_group * len(PLACES) + _COUNTY
    size = groups * len(PLACES)
    shape = groups, len(PLACES)
    is_divided = pieces_of(columns, found.asked.measure, found.asked.split).is_divided
    left = is_divided[found.rows] if len(is_divided) else np.zeros(len(found.rows), dtype=bool)
    stated = measured.stated[found.rows]
    value = measured.value[found.rows]
    value[left] = 0
    marks = np.zeros(size, dtype=np.int64)
    vague = np.flatnonzero((measured.marks[found.rows] != 0) & ~left)
    np.bitwise_or.at(marks, home[vague], measured.marks[found.rows[vague]])
    told = ~pieces.is_estimate
    np.bitwise_or.at(marks, piece[told], measured.marks[pieces.row[told]])
    sure = marks.copy()
    np.bitwise_or.at(marks, piece, measured.marks[pieces.row])
    guess = np.where(pieces.is_estimate, pieces.value, 0)
    stays = _stays(found)
    moved = np.where(stays, 0, guess)
    guests = np.unique(np.stack([piece[~stays], pieces.row[~stays]], axis=1), axis=0)[:, 0]
    return Cells(
        places=measured.places,
        value=(added(home, value, size) + added(piece, pieces.value, size)).reshape(shape),
        projects=np.bincount(home, minlength=size).reshape(shape),
        stated=np.bincount(home[stated], minlength=size).reshape(shape),
        marks=marks.reshape(shape),
        sure=sure.reshape(shape),
        estimated=added(piece, moved, size).reshape(shape),
        guessed=added(piece, guess, size).reshape(shape),
        divided=np.bincount(home[left], minlength=size).reshape(shape),
        shared=np.bincount(guests, minlength=size).reshape(shape),
    )


def _stays(found: Found) -> Bools:
    """Tell which pieces stand in the row they would stand in unsplit: no estimate there."""
    columns, pieces = found.columns, found.pieces
    scope = scope_of(columns, found.asked.scope)
    stays: Bools = columns.group(found.asked.by)[pieces.row] == found.piece_group
    return stays if scope is None else stays & scope.rows[pieces.row]


def _groups(found: Found, crossing: Rows) -> tuple[Group, ...]:
    """Sum by prefecture what a table by county holds: rule 5's rows of each by themselves."""
    columns = found.columns
    cells = _cells(found.by("prefecture"))
    totals, *apart = (cells.sums(where(name)[1]) for name in GROUPED)
    counties = _crossing_of(crossing, columns)
    groups = []
    for code, total in totals.items():
        key = columns.key("prefecture", code) if code else ""
        cross, citywide, unplaced = (amounts_of.get(code, NOTHING) for amounts_of in apart)
        of = counties.get(code, ())
        groups.append(Group(key, columns.names[code], total, cross, citywide, unplaced, of))
    return tuple(sorted(groups, key=lambda group: (not group.key, group.key)))


def _crossing_of(crossing: Rows, columns: Columns) -> dict[int, tuple[Adcode, ...]]:
    """Return the counties of cross-county projects by the code of their home's prefecture."""
    lengths = np.diff(columns.starts)
    here = np.repeat(np.isin(columns.several, crossing), lengths)
    homes = np.repeat(columns.prefecture[columns.home[columns.several]], lengths)[here]
    pairs = np.unique(homes * len(columns.codes) + columns.county[here])
    found: dict[int, list[Adcode]] = {}
    for home, county in zip(*(part.tolist() for part in divmod(pairs, len(columns.codes))),
                            strict=True):  # fmt: skip
        code = columns.codes[county]
        if code is not None:
            found.setdefault(home, []).append(code)
    return {home: tuple(sorted(codes)) for home, codes in found.items()}


def _rows(found: Found, cells: Cells) -> tuple[Row, ...]:
    rows = []
    for code, amount in cells.rows():
        key = found.columns.key(found.asked.by, code)
        rows.append(Row(key, _name(found, key, code), amount))
    return tuple(sorted(rows, key=lambda row: (_ORDER.get(row.key, len(_ORDER)), row.key)))


def _name(found: Found, key: str, code: int) -> str:
    if found.asked.by == "kind":
        return kind_name(key)
    if found.asked.by == "stage":
        return STAGES[Stage(key)][0]
    return found.columns.names[code]


def _sharing(found: Found) -> tuple[Row, ...]:
    """Per county the cross-county projects it takes part in, also of a neighbour's plan."""
    columns, scope = found.columns, scope_of(found.columns, found.asked.scope)
    mine = np.zeros(len(columns.projects), dtype=bool)
    mine[found.chosen] = True
    rows = np.repeat(columns.several, np.diff(columns.starts))
    here = mine[rows]
    if scope is not None:
        here &= scope.codes[columns.county]
    shared = _undivided(found, rows[here], columns.county[here], len(columns.codes))
    rows_of = (Row(columns.key("county", code), columns.names[code], amount)
               for code, amount in shared.items())  # fmt: skip
    return tuple(sorted(rows_of, key=lambda row: row.key))


def _taking_part(found: Found) -> Amount:
    """Sum what lies in the places asked for and elsewhere too: all of each, in no total."""
    codes = np.ones(len(found.guests), dtype=np.int64)
    return _undivided(found, found.guests, codes, 2).get(1, NOTHING)


def _undivided(found: Found, rows: Rows, codes: Rows, size: int) -> dict[int, Amount]:
    """Sum cross-county projects by code, but what stands in their counties by a plan or a split."""
    measured = found.measured
    divided = pieces_of(found.columns, found.asked.measure, found.asked.split).is_divided
    left = divided[rows] if len(divided) else np.zeros(len(rows), dtype=bool)
    value = measured.value[rows]
    value[left] = 0
    marks = np.zeros(size, dtype=np.int64)
    np.bitwise_or.at(marks, codes[~left], measured.marks[rows[~left]])
    sums = Sums(
        value=added(codes, value, size),
        projects=np.bincount(codes, minlength=size),
        stated=np.bincount(codes[measured.stated[rows]], minlength=size),
        estimated=np.zeros(size, dtype=np.int64),
        marks=marks,
        divided=np.bincount(codes[left], minlength=size),
    )
    return dict(amounts(sums, measured.places))


def _counties_of(rows: Rows, columns: Columns) -> tuple[Adcode, ...]:
    """Return the counties of cross-county projects, in code order."""
    if not len(rows):
        return ()
    codes = columns.county[np.repeat(np.isin(columns.several, rows), np.diff(columns.starts))]
    found = (columns.codes[code] for code in np.unique(codes).tolist())
    return tuple(sorted(code for code in found if code is not None))


def _dates(found: Found) -> tuple[str | None, ...]:
    """Return the dates of the documents the projects are of, the earliest first, None last."""
    columns = found.columns
    inside = found.rows[columns.place[found.rows] != _OUTSIDE]
    inside = np.concatenate([inside, found.guests])
    documents = np.flatnonzero(np.bincount(columns.document[inside]))
    dates = {columns.dates[code] for code in documents.tolist()}
    return tuple(sorted(dates, key=lambda date: (date is None, date or "")))


def _repeats(found: Found) -> tuple[tuple[Key, Key], ...]:
    """Name what another document's project stands for, with that project."""
    copies = found.columns.repeats.copies
    kept = set(found.rows.tolist()) if copies else set()
    projects = found.columns.projects
    return tuple(
        (key_of(projects[copy]), key_of(projects[original]))
        for copy, original in sorted(copies.items())
        if original in kept
    )


def _doubles(found: Found) -> tuple[tuple[Key, Key], ...]:
    """Name the pairs that are perhaps one project, both of them counted here."""
    pairs = found.columns.perhaps
    kept = set(found.rows.tolist()) if pairs else set()
    projects = found.columns.projects
    return tuple((key_of(projects[a]), key_of(projects[b])) for a, b in pairs if {a, b} <= kept)


def _zones(found: Found) -> tuple[Zone, ...]:
    """Sum what stands in development zones, by the row it is in."""
    columns, measured = found.columns, found.measured
    zones = columns.zones
    which = np.isin(found.rows, np.fromiter(zones, dtype=np.int64, count=len(zones)))
    rows = found.rows[which & np.isin(columns.place[found.rows], (_COUNTY, _CROSS))]
    hosts = np.where(columns.place[rows] == _COUNTY, columns.home[rows], 0).tolist()
    named = [
        (str(columns.codes[host] or PLACES[_CROSS]), zones[row])
        for host, row in zip(hosts, rows.tolist(), strict=True)
    ]
    order = {of: number for number, of in enumerate(sorted(set(named)), start=1)}
    codes = np.array([order[of] for of in named], dtype=np.int64)
    size = len(order) + 1
    marks = np.zeros(size, dtype=np.int64)
    np.bitwise_or.at(marks, codes, measured.marks[rows])
    sums = Sums(
        value=added(codes, measured.value[rows], size),
        projects=np.bincount(codes, minlength=size),
        stated=np.bincount(codes[measured.stated[rows]], minlength=size),
        estimated=np.zeros(size, dtype=np.int64),
        marks=marks,
    )
    by_code = dict(amounts(sums, measured.places))
    return tuple(Zone(*of, by_code[code]) for of, code in order.items())

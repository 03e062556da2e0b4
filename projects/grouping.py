"""The work of a summary: which projects are meant, in which row each stands, and the sums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from projects.amounts import Amount, floated, key_of, qualifiers
from projects.homes import PLACES
from projects.kinds import KINDS, MEASURES
from projects.models import Stage
from projects.splitting import Pieces, equal_pieces, given_pieces, joined, whole
from projects.totals import AMOUNTS, Row, Summary, Zone
from projects.wording import STAGES, kind_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from geo.models import Adcode
    from projects.amounts import Key
    from projects.columns import Bools, Columns, Measured, Rows, Whole
    from projects.selection import Holdings

__all__ = ["Asked", "chosen_rows", "summed"]

_COUNTY, _CROSS, _OUTSIDE = (PLACES.index(p) for p in ("county", "cross_county", "outside"))
_NO_ROW = -1
_STAGES = tuple(Stage)
_ORDER = {key: place for place, key in enumerate((*KINDS, *(str(stage) for stage in Stage)))}


class Asked(NamedTuple):
    """What a summary is asked for: see `projects.summaries.summarise`; `scope` is its `place`."""

    by: str
    measure: str
    scope: Adcode | None = None
    stages: frozenset[Stage] | None = None
    split: str | None = None
    zones: bool = False


def summed(holdings: Holdings, columns: Columns, asked: Asked) -> Summary:
    """Sum what is chosen of the holdings."""
    found = _found(holdings, columns, asked)
    rows = _rows(found)
    amounts = {name: found.amount(found.parts(name)) for name in AMOUNTS}
    amounts["cross_county"] = replace(amounts["cross_county"], divided=_divided(found))
    kept = found.rows[found.counted]
    crossing = kept[columns.place[kept] == _CROSS]
    over = sorted(found.measured.overfull.intersection(kept.tolist()))
    shared = _sharing(found)
    return Summary(
        measure=asked.measure,
        unit=MEASURES[asked.measure].unit,
        by=asked.by,
        rows=rows,
        sharing=shared,
        overfull=tuple(sorted(key_of(columns.projects[row]) for row in over)),
        repeats=_repeats(found),
        doubles=_doubles(found),
        crossing=_counties_of(crossing, columns),
        zones=_zones(found) if asked.zones else (),
        dates=_dates(kept, columns),
        split=asked.split,
        keys=lambda of: _keys(_found(holdings, columns, asked), of),
        **amounts,
    )


def chosen_rows(holdings: Holdings, columns: Columns) -> Rows:
    """Return the places of the chosen projects among all."""
    if holdings.chosen is None:
        return np.arange(len(columns.projects))
    if holdings.marked is not None:
        return np.flatnonzero(np.frombuffer(holdings.marked, dtype=np.uint8))
    known = {key_of(project): row for row, project in enumerate(columns.projects)}
    return np.array([known[key_of(project)] for project in holdings.chosen], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class _Found:
    """What a sum adds: projects where they are at home, then pieces of them in counties.

    Shapes (projects + pieces,): `rows` of the columns, `place` and `home` codes, `group` the row
    of the table as a code or -1, `value`, `estimated` (what of it no plan says) and `marks`.
    `guessed` is True for the pieces of an equal split, `counted` for the first part, which counts
    the projects; `chosen` are the rows to be counted before any place was asked for.
    """

    columns: Columns
    measured: Measured
    asked: Asked
    chosen: Rows
    divided: Bools
    rows: Rows
    place: Rows
    home: Rows
    group: Rows
    value: Whole
    estimated: Whole
    marks: npt.NDArray[np.uint8]
    guessed: Bools
    counted: Bools

    def parts(self, name: str) -> Bools:
        """Tell which parts make one of the amounts beside the rows."""
        if name == "total":
            inside: Bools = self.place != _OUTSIDE
            return inside
        if name == "placed":
            placed: Bools = (self.place == _COUNTY) & ~self.guessed
            return placed
        here: Bools = self.place == PLACES.index(name)
        return here if name == "outside" else here & (self.group == _NO_ROW)

    def amount(self, which: Bools) -> Amount:
        """Add up some parts."""
        groups = np.zeros(int(which.sum()), dtype=np.int64)
        return next(iter(self.grouped(groups, 1, which)))

    def grouped(self, groups: Rows, count: int, which: Bools) -> Iterator[Amount]:
        """Add up the parts of each of `count` groups; `groups` are those of the parts meant."""
        value = np.zeros(count, dtype=self.value.dtype)
        np.add.at(value, groups, self.value[which])
        estimated = np.zeros(count, dtype=self.value.dtype)
        if self.asked.split:
            np.add.at(estimated, groups, self.estimated[which])
        counted = self.counted[which]
        stated = counted & self.measured.stated[self.rows[which]]
        projects = np.bincount(groups[counted], minlength=count)
        stating = np.bincount(groups[stated], minlength=count)
        marks = np.zeros(count, dtype=np.uint8)
        vague = self.marks[which]
        np.bitwise_or.at(marks, groups[vague > 0], vague[vague > 0])
        for n in range(count):
            yield Amount(
                value=floated(int(value[n]), self.measured.places),
                projects=int(projects[n]),
                qualified=bool(marks[n]),
                stated=int(stating[n]),
                qualifiers=qualifiers(int(marks[n])),
                estimated=floated(int(estimated[n]), self.measured.places),
            )


def _found(holdings: Holdings, columns: Columns, asked: Asked) -> _Found:
    measured = columns.measured(asked.measure)
    chosen = chosen_rows(holdings, columns)
    chosen = chosen[columns.counts[chosen]]
    if asked.stages is not None:
        wanted = np.array([stage in asked.stages for stage in _STAGES])
        chosen = chosen[wanted[columns.stage[chosen]]]
    pieces = _pieces(holdings, columns, asked)
    mine = np.zeros(len(columns.projects), dtype=bool)
    mine[chosen] = True
    divided = np.zeros(len(columns.projects), dtype=bool)
    divided[pieces.row] = True
    of = mine[pieces.row]
    rows = np.concatenate([chosen, pieces.row[of]])
    counted = np.arange(len(rows)) < len(chosen)
    value = measured.value[chosen].copy()
    value[divided[chosen]] = 0
    home = np.concatenate([columns.home[chosen], pieces.county[of]])
    place = np.concatenate([columns.place[chosen], np.full(int(of.sum()), _COUNTY)])
    marks = measured.marks[rows].copy()
    marks[counted & divided[rows]] = 0
    group = _group(columns, asked.by, rows, home, place)
    estimated = np.concatenate([np.zeros_like(value), pieces.value[of]])
    guessed = np.concatenate([np.zeros(len(chosen), dtype=bool), pieces.is_estimate[of]])
    own = _group(columns, asked.by, rows, columns.home[rows], columns.place[rows])
    # What stays in its row by any split is no estimate there.
    inside = np.ones(len(columns.codes), dtype=bool)
    if asked.scope is not None:
        inside = columns.covered(asked.scope)
    estimated[~guessed | ((own == group) & inside[columns.home[rows]])] = 0
    found = _Found(
        columns, measured, asked, chosen, divided, rows, place, home, group,
        np.concatenate([value, pieces.value[of]]), estimated, marks, guessed, counted,
    )  # fmt: skip
    return found if asked.scope is None else _inside(found, inside[home])


def _inside(found: _Found, here: Bools) -> _Found:
    names = ("rows", "place", "home", "group", "value", "estimated", "marks", "guessed", "counted")
    return replace(found, **{name: getattr(found, name)[here] for name in names})


def _pieces(holdings: Holdings, columns: Columns, asked: Asked) -> Pieces:
    """Return the parts of all projects whose capacity stands in their counties."""
    measured = columns.measured(asked.measure)

    def made() -> Pieces:
        given = given_pieces(columns, measured)
        return joined(given, equal_pieces(columns, measured, given)) if asked.split else given

    if asked.measure == "count":  # a project is one, wherever it lies
        none = np.zeros(0, dtype=np.int64)
        return Pieces(none, none, none, np.zeros(0, dtype=bool))
    key = "pieces", columns.divisions, asked.measure, asked.split
    return holdings.once(key, made, of_all=True)


def _group(columns: Columns, by: str, rows: Rows, home: Rows, place: Rows) -> Rows:
    """Return for each part the code of its row in the table, -1 where no row takes it."""
    if by == "kind":
        group = columns.kind[rows]
    elif by == "stage":
        group = columns.stage[rows]
    elif by == "county":
        group = np.where(place == _COUNTY, home, 0)
    else:
        group = (columns.prefecture if by == "prefecture" else columns.province)[home]
    if by not in ("kind", "stage"):
        group = np.where(group == 0, _NO_ROW, group)
    return np.where(place == _OUTSIDE, _NO_ROW, group)


def _rows(found: _Found) -> tuple[Row, ...]:
    which = found.group != _NO_ROW
    codes, groups = np.unique(found.group[which], return_inverse=True)
    keys = [_key(found, int(code)) for code in codes]
    amounts = found.grouped(groups, len(codes), which)
    rows = [Row(k, _name(found, k), a) for k, a in zip(keys, amounts, strict=True)]
    return tuple(sorted(rows, key=lambda row: (_ORDER.get(row.key, len(_ORDER)), row.key)))


def _key(found: _Found, code: int) -> str:
    columns, by = found.columns, found.asked.by
    if by == "kind":
        return columns.kinds[code]
    return str(_STAGES[code]) if by == "stage" else str(columns.codes[code])


def _name(found: _Found, key: str) -> str:
    if found.asked.by == "kind":
        return kind_name(key)
    if found.asked.by == "stage":
        return STAGES[Stage(key)][0]
    return found.columns.divisions.name(key)


def _keys(found: _Found, of: str) -> tuple[Key, ...]:
    """Name the projects behind a row or an amount, once each, in the order held."""
    if of in AMOUNTS:
        which = found.parts(of)
    else:
        codes = [c for c in np.unique(found.group[found.group != _NO_ROW]) if _key(found, c) == of]
        which = np.isin(found.group, codes)
    return tuple(key_of(found.columns.projects[row]) for row in np.unique(found.rows[which]))


def _sharing(found: _Found) -> tuple[Row, ...]:
    """Per county the cross-county projects it takes part in, also of a neighbour's plan."""
    columns, measured = found.columns, found.measured
    mine = np.zeros(len(columns.projects), dtype=bool)
    mine[found.chosen] = True
    rows = np.repeat(columns.several, np.diff(columns.starts))
    here = mine[rows]
    if found.asked.scope is not None:
        here &= columns.covered(found.asked.scope)[columns.county]
    rows, county = rows[here], columns.county[here]
    is_left = ~found.divided[rows]
    codes, groups = np.unique(county, return_inverse=True)
    part = replace(
        found,
        rows=rows,
        value=whole(np.where(is_left, measured.value[rows], 0), like=measured.value),
        estimated=whole(np.zeros(len(rows), dtype=np.int64), like=measured.value),
        marks=np.where(is_left, measured.marks[rows], 0).astype(np.uint8),
        counted=np.ones(len(rows), dtype=bool),
    )
    amounts = part.grouped(groups, len(codes), part.counted)
    keys = [str(columns.codes[code]) for code in codes]
    named = [Row(k, columns.divisions.name(k), a) for k, a in zip(keys, amounts, strict=True)]
    return tuple(sorted(named, key=lambda row: row.key))


def _divided(found: _Found) -> int:
    """Count the projects of the row 跨县 whose capacity stands in their counties instead."""
    rows = found.rows[found.parts("cross_county") & found.counted]
    return int(np.count_nonzero(found.divided[rows]))


def _counties_of(rows: Rows, columns: Columns) -> tuple[Adcode, ...]:
    """Return the counties of cross-county projects, in code order."""
    codes = columns.county[np.repeat(np.isin(columns.several, rows), np.diff(columns.starts))]
    return tuple(sorted(code for n in np.unique(codes) if (code := columns.codes[n]) is not None))


def _dates(rows: Rows, columns: Columns) -> tuple[str | None, ...]:
    """Return the dates of the documents the projects are of, the earliest first, None last."""
    dates = {columns.dates[code] for code in np.unique(columns.document[rows])}
    return tuple(sorted(dates, key=lambda date: (date is None, date or "")))


def _repeats(found: _Found) -> tuple[tuple[Key, Key], ...]:
    """Name what another document's project stands for, with that project."""
    kept = set(found.rows.tolist())
    projects = found.columns.projects
    copies = sorted(found.columns.repeats.copies.items())
    return tuple((key_of(projects[c]), key_of(projects[o])) for c, o in copies if o in kept)


def _doubles(found: _Found) -> tuple[tuple[Key, Key], ...]:
    """Name the pairs that are perhaps one project, both of them counted here."""
    pairs = found.columns.perhaps
    kept = set(found.rows.tolist()) if pairs else set()
    projects = found.columns.projects
    return tuple((key_of(projects[a]), key_of(projects[b])) for a, b in pairs if {a, b} <= kept)


def _zones(found: _Found) -> tuple[Zone, ...]:
    """Sum what stands in development zones, by the row it is in."""
    if found.asked.by != "county":
        return ()
    zones, columns = found.columns.zones, found.columns
    in_one = found.counted & np.isin(found.place, (_COUNTY, _CROSS))
    which = in_one & np.isin(found.rows, np.fromiter(zones, dtype=np.int64, count=len(zones)))
    hosts = np.where(found.place == _COUNTY, found.home, 0)[which].tolist()
    named = [
        (str(columns.codes[host] or PLACES[_CROSS]), zones[row])
        for host, row in zip(hosts, found.rows[which].tolist(), strict=True)
    ]
    order = {of: number for number, of in enumerate(sorted(set(named)))}
    groups = np.array([order[of] for of in named], dtype=np.int64)
    amounts = found.grouped(groups, len(order), which)
    return tuple(Zone(*of, amount) for of, amount in zip(order, amounts, strict=True))

"""The rows and columns of the sums page: what `luotu summary` says, with a column for each stage.

The total comes first, then what of it stands in a county, the rows in the office's order, and what
no row can take; 市外 stands apart at the end and is in no sum.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.models import Adcode
from projects.amounts import floated
from projects.columns import columns_of
from projects.grouping import chosen_rows
from projects.kinds import KINDS, MEASURES
from projects.models import Stage
from projects.summaries import summarise
from projects.wording import CLASSES, STAGES, kind_name
from views.choice import label
from views.figures import counted_stages, present_stages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from projects.amounts import Amount, Key
    from projects.selection import Holdings
    from projects.totals import Summary

__all__ = ["APART", "Column", "Line", "Sums", "Wish", "stated", "sums"]

APART = ("cross_county", "citywide", "unplaced")
_PLACES = frozenset({"county", "prefecture", "province"})
_NAMED = 8
_ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader wants summed: `by` a value of `By`, `measure` a key of MEASURES.

    `order` are the counties or prefectures that come first among those of their own prefecture or
    province, in this order; the rest follow in the order of their codes.
    """

    by: str = "county"
    measure: str = "power"
    split: bool = False
    zones: bool = False
    order: tuple[Adcode, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One sum over the stages `stages`; `is_counted` says that these are in the total."""

    stages: tuple[Stage, ...]
    summary: Summary
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its amounts stand in the order of the columns, None where it has no project.

    `key` is an adcode, a kind, a stage, the name of one of the amounts, or a zone's host and name;
    `what` is "total", "placed", "row", "zone", "apart" or "outside".
    """

    key: str
    what: str
    name: str
    amounts: tuple[Amount | None, ...]


@dataclass(frozen=True, eq=False)
class Sums:
    """The table: the first column is the total over the stages counted."""

    wish: Wish
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    holdings: Holdings = field(repr=False)
    divisions: Divisions = field(repr=False)

    @property
    def counted(self) -> Summary:
        """The sum over the stages counted."""
        return self.columns[0].summary

    def line(self, key: str) -> Line | None:
        """Return the row of a key, None if there is none now."""
        return next((line for line in self.lines if line.key == key), None)

    def behind(self, key: str, column: int) -> tuple[Key, ...]:
        """Name the projects behind a number, those that add most first."""
        stages = self.columns[column].stages
        return self.holdings.once(
            ("behind", self.wish, stages, key), lambda: self._behind(key, column)
        )

    def _behind(self, key: str, column: int) -> tuple[Key, ...]:
        summary = self.columns[column].summary
        host, _, zone = key.partition("/")
        keys = summary.keys(host)
        rows = _rows_of(self.holdings)
        columns = columns_of(self.holdings, self.divisions)
        if zone:
            keys = tuple(of for of in keys if columns.zones.get(rows[of]) == zone)
        value = columns.measured(self.wish.measure).value
        return tuple(sorted(keys, key=lambda of: -value[rows[of]]))

    def adds(self, key: Key) -> float | None:
        """Return what a project adds to a sum, in the measure's unit; None if it states nothing."""
        measured = columns_of(self.holdings, self.divisions).measured(self.wish.measure)
        row = _rows_of(self.holdings)[key]
        if not measured.stated[row]:
            return None
        return floated(int(measured.value[row]), measured.places)


def sums(
    holdings: Holdings, wish: Wish, ticked: Sequence[Stage], divisions: Divisions, *, lang: str
) -> Sums:
    """Add up what is chosen of the holdings, once for all who ask."""
    key = "sums", wish, tuple(ticked), divisions, lang
    return holdings.once(key, lambda: _sums(holdings, wish, ticked, divisions, lang))


def stated(holdings: Holdings, divisions: Divisions) -> tuple[str, ...]:
    """Return the measures that a chosen project states; the number of projects always, last."""
    columns = columns_of(holdings, divisions)

    def found() -> tuple[str, ...]:
        rows = chosen_rows(holdings, columns)
        told = [key for key in MEASURES if columns.measured(key).stated[rows].any()]
        return (*(key for key in told if key != "count"), "count")

    return holdings.once(("measures stated", divisions), found)


def _sums(
    holdings: Holdings, wish: Wish, ticked: Sequence[Stage], divisions: Divisions, lang: str
) -> Sums:
    present = present_stages(holdings, divisions)
    counted = present if wish.by == "stage" else counted_stages(ticked)
    asked = [counted]
    if wish.by != "stage":
        asked += [(stage,) for stage in present]
    asked = asked if asked[1:] != [counted] else asked[:1]
    columns = tuple(
        Column(stages, _summary(holdings, wish, stages, divisions), set(stages) <= set(counted))
        for stages in asked
    )
    said = _Saying(wish, divisions, lang, columns)
    return Sums(wish, columns, tuple(said.lines()), holdings, divisions)


def _summary(
    holdings: Holdings, wish: Wish, stages: tuple[Stage, ...], divisions: Divisions
) -> Summary:
    return summarise(
        holdings,
        divisions=divisions,
        by=wish.by,
        measure=wish.measure,
        stages=stages,
        split="equal" if wish.split else None,
        zones=wish.zones and wish.by == "county",
    )


def _rows_of(holdings: Holdings) -> Mapping[Key, int]:
    return holdings.once(
        "rows of keys",
        lambda: {(p.document, p.id): row for row, p in enumerate(holdings.projects)},
        of_all=True,
    )


class _Saying:
    """Puts the columns' sums into rows with names in the reader's language."""

    def __init__(
        self, wish: Wish, divisions: Divisions, lang: str, columns: tuple[Column, ...]
    ) -> None:
        self._wish, self._divisions, self._lang = wish, divisions, lang
        self._columns = columns
        self._rows = [{row.key: row for row in c.summary.rows} for c in columns]
        self._zones = [
            {(zone.host, zone.name): zone.amount for zone in c.summary.zones} for c in columns
        ]
        self._groups = len({self._parent(key) for rows in self._rows for key in rows}) > 1

    def lines(self) -> list[Line]:
        found = [self._apart("total", "total"), self._apart("placed", "placed")]
        for key in self._ordered():
            amounts = tuple(rows[key].amount if key in rows else None for rows in self._rows)
            found.append(Line(key, "row", self._name(key), amounts))
            found += self._of_zones(key)
        for name in APART:
            line = self._apart(name, "apart")
            if any(line.amounts):
                found.append(line)
                found += self._of_zones(name)
        outside = self._apart("outside", "outside")
        return [*found, outside] if any(outside.amounts) else found

    def _apart(self, name: str, what: str) -> Line:
        amounts = (getattr(column.summary, name) for column in self._columns)
        held = tuple(a if a.projects or a.value else None for a in amounts)
        said = "" if name == "placed" else label(CLASSES[name], self._lang)
        if name == "cross_county":
            said += self._crossing()
        return Line(name, what, said, held)

    def _crossing(self) -> str:
        """Name the counties of cross-county projects, of every stage shown."""
        codes = sorted({code for column in self._columns for code in column.summary.crossing})
        if self._wish.by != "county" or not codes:
            return ""
        names = [self._divisions.name(code) for code in codes]
        zh = self._lang == "zh"
        listed = ("、" if zh else ", ").join(names[:_NAMED])
        if len(names) > _NAMED:
            listed += f"… {len(names)}"
        return f"（{listed}）" if zh else f" ({listed})"

    def _of_zones(self, host: str) -> list[Line]:
        names = dict.fromkeys(n for zones in self._zones for h, n in zones if h == host)
        return [
            Line(f"{host}/{n}", _ZONE, n, tuple(zones.get((host, n)) for zones in self._zones))
            for n in names
        ]

    def _ordered(self) -> list[str]:
        keys = dict.fromkeys(key for rows in self._rows for key in rows)
        if self._wish.by in _PLACES:
            place = {code: number for number, code in enumerate(self._wish.order)}
            last = len(place)
            return sorted(keys, key=lambda k: (self._parent(k), place.get(Adcode(k), last), k))
        if self._wish.by == "stage":
            return [str(stage) for stage in Stage if stage in keys]
        known = {kind: number for number, kind in enumerate(KINDS)}
        return sorted(keys, key=lambda key: (known.get(key, len(known)), key))

    def _parent(self, key: str) -> str:
        if self._wish.by == "county":
            return str(self._divisions.prefecture_of(Adcode(key)))
        return str(self._divisions.province_of(Adcode(key))) if self._wish.by in _PLACES else ""

    def _name(self, key: str) -> str:
        if self._wish.by == "kind":
            return kind_name(key, lang=self._lang)
        if self._wish.by == "stage":
            return label(STAGES[Stage(key)], self._lang)
        name = self._divisions.name(Adcode(key))
        parent = self._parent(key)
        if self._wish.by == "county" and self._groups and parent != key:
            return f"{self._divisions.name(Adcode(parent))} {name}"
        return name

"""The rows and columns of the sums page: what `luotu summary` says, with a column for each stage.

The total comes first, then what of it stands in a county, what no row can take, and, in no sum,
市外 and what a place takes part in; below them the rows in the office's order, those of several
prefectures under each one's own total.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.models import Adcode
from projects.amounts import floated
from projects.columns import columns_of
from projects.grouping import chosen_rows
from projects.kinds import KINDS, MEASURES
from projects.models import Stage
from projects.summaries import summarise
from projects.totals import GROUPED, IN_GROUP
from projects.wording import CLASSES, STAGES, kind_name
from views.choice import label
from views.figures import counted_stages, present_stages
from views.i18n import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.divisions import Divisions
    from projects.amounts import Amount, Key
    from projects.selection import Holdings
    from projects.totals import Summary

__all__ = ["APART", "SHARING", "Column", "Line", "Sums", "Wish", "splits", "stated", "sums"]

APART = ("cross_county", "citywide", "unplaced")
_PLACES = frozenset({"county", "prefecture", "province"})
_NAMED = 8
_ZONE = "zone"
SHARING = "sharing"
"""Names the column of what each county takes part in."""


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

    `key` is an adcode, a kind, a stage, the name of one of the amounts, a prefecture's
    (`projects.totals.IN_GROUP`), or a zone's host and name; `what` is "total", "placed", "apart",
    "outside", "taking_part", "group", "group_apart", "row" or "zone". `city` names the prefecture
    of a county where there are several; `sharing` is what a county takes part in.
    """

    key: str
    what: str
    name: str
    amounts: tuple[Amount | None, ...]
    city: str = ""
    sharing: Amount | None = None


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

    @property
    def is_split(self) -> bool:
        """Whether capacity of cross-county projects stands in the rows by equal parts."""
        return self.counted.split is not None

    @property
    def has_groups(self) -> bool:
        """Whether the rows stand under the totals of several prefectures."""
        return any(line.what == "group" for line in self.lines)

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

    def takes_part(self, county: str) -> tuple[Key, ...]:
        """Name the cross-county projects a county takes part in."""
        return self.counted.keys(f"{county}{IN_GROUP}{SHARING}")

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


def splits(holdings: Holdings, by: str, measure: str, divisions: Divisions) -> bool:
    """Tell whether an equal split would put anything in another row of a table."""
    if by not in _PLACES or measure == "count":
        return False

    def found() -> bool:
        parted = summarise(holdings, divisions=divisions, by=by, measure=measure, split="equal")
        return any(row.amount.estimated for row in parted.rows)

    return holdings.once(("splits", by, measure, divisions), found)


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
    if wish.split and not splits(holdings, wish.by, wish.measure, divisions):
        wish = replace(wish, split=False)
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
        self._groups = [{group.key: group for group in c.summary.groups} for c in columns]
        self._several = len({key for groups in self._groups for key in groups}) > 1
        is_shared = wish.by == "county" and not columns[0].summary.split
        sharing = columns[0].summary.sharing if is_shared else ()
        self._sharing = {row.key: row.amount for row in sharing}

    def lines(self) -> list[Line]:
        found = [self._apart("total", "total"), self._apart("placed", "placed")]
        for name in APART:
            line = self._apart(name, "apart")
            if any(line.amounts):
                found.append(line)
                found += self._of_zones(name)
        for name in ("outside", "taking_part"):
            line = self._apart(name, name)
            found += [line] if any(line.amounts) else []
        return [*found, *(self._grouped() if self._several else self._plain(self._ordered()))]

    def _grouped(self) -> Iterator[Line]:
        """Yield every prefecture's total and its own rows of design rule 5 above its counties."""
        rows: dict[str, list[str]] = {}
        for key in self._ordered():
            rows.setdefault(self._parent(key), []).append(key)
        there = {key for groups in self._groups for key in groups} | set(rows)
        for parent in sorted(there, key=lambda key: (not key, key)):
            mine = rows.get(parent, [])
            if mine != [parent]:  # else a county without a prefecture, which says it all
                yield from self._group(parent)
            yield from self._plain(mine)

    def _group(self, parent: str) -> Iterator[Line]:
        for name in GROUPED:
            amounts = [getattr(groups.get(parent), name, None) for groups in self._groups]
            held = tuple(a if a and (a.projects or a.value) else None for a in amounts)
            if name == "total":
                said = self._divisions.name(Adcode(parent)) if parent else ""
                yield Line(f"{parent}{IN_GROUP}{name}", "group", said, held)
            elif any(held):
                said = label(CLASSES[name], self._lang)
                if name == "cross_county":
                    codes = {c for g in self._groups if parent in g for c in g[parent].crossing}
                    said += self._crossing(codes)
                yield Line(f"{parent}{IN_GROUP}{name}", "group_apart", said, held)

    def _plain(self, keys: Sequence[str]) -> Iterator[Line]:
        for key in keys:
            amounts = tuple(rows[key].amount if key in rows else None for rows in self._rows)
            city = self._divisions.name(Adcode(self._parent(key))) if self._several else ""
            yield Line(key, "row", self._name(key), amounts, city, self._sharing.get(key))
            yield from self._of_zones(key)

    def _apart(self, name: str, what: str) -> Line:
        amounts = (getattr(column.summary, name) for column in self._columns)
        held = tuple(a if a.projects or a.value else None for a in amounts)
        said = "" if name == "placed" else label(CLASSES[name], self._lang)
        if name == "cross_county" and self._wish.by == "county" and not self._several:
            said += self._crossing({c for x in self._columns for c in x.summary.crossing})
        return Line(name, what, said, held)

    def _crossing(self, codes: Iterable[Adcode]) -> str:
        """Name the counties of cross-county projects, the first of many."""
        names = [self._divisions.name(code) for code in sorted(codes)]
        if not names:
            return ""
        zh = self._lang == "zh"
        listed = ("、" if zh else ", ").join(names[:_NAMED])
        if len(names) > _NAMED:
            listed += texts(self._lang)["sums_more_counties"].format(count=len(names))
        return f"（{listed}）" if zh else f" ({listed})"

    def _of_zones(self, host: str) -> list[Line]:
        names = dict.fromkeys(n for zones in self._zones for h, n in zones if h == host)
        return [
            Line(f"{host}/{n}", _ZONE, n, tuple(zones.get((host, n)) for zones in self._zones))
            for n in names
        ]

    def _ordered(self) -> list[str]:
        keys = dict.fromkeys([*(key for rows in self._rows for key in rows), *self._sharing])
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
        return self._divisions.name(Adcode(key))

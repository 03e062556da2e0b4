"""What a sum says: its rows, the amounts beside them, and how to name what is behind a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from projects.amounts import Amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.models import Adcode
    from projects.amounts import Key

__all__ = ["AMOUNTS", "GROUPED", "IN_GROUP", "NOTHING", "Group", "Row", "Summary", "Zone"]

AMOUNTS = ("cross_county", "citywide", "unplaced", "outside", "total", "placed")
"""The amounts of a summary beside its rows."""

GROUPED = ("total", "cross_county", "citywide", "unplaced")
"""The amounts of a prefecture beside its counties."""

IN_GROUP = ":"
"""Joins a prefecture and the name of its amount where `Summary.keys` is asked for it."""

NOTHING = Amount(0.0, 0, qualified=False)
"""The sum over no project."""


@dataclass(frozen=True, slots=True)
class Row:
    """One region, kind or stage: `key` is its adcode, kind or stage, `name` its Chinese name."""

    key: str
    name: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Group:
    """A prefecture in a table by county: total = its counties + cross_county + citywide + unplaced.

    `key` is its adcode, "" for what lies in no single prefecture; `crossing` are the counties of
    its cross-county projects.
    """

    key: str
    name: str
    total: Amount
    cross_county: Amount
    citywide: Amount
    unplaced: Amount
    crossing: tuple[Adcode, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """其中: what of a row stands in a development zone, `host` being the row's key.

    A zone of several counties has the host "cross_county".
    """

    host: str
    name: str
    amount: Amount


def _no_keys(_of: str) -> tuple[Key, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums of one measure; values in `unit`.

    total = rows + cross_county + citywide + unplaced; `outside` is in no sum. Nor is
    `taking_part`: cross-county projects that lie in the places asked for and elsewhere too
    (参与跨县, 未分摊). A row by prefecture, province, kind or stage is whole: it holds its own
    cross-county, city-wide and unplaced projects, and the four amounts beside the rows hold only
    what no row can take.
    `placed` is the part of the total that stands in a single county. `sharing` lists, per county,
    the cross-county projects it takes part in, with their capacity where it is not split
    (参与跨县项目, 未分摊), and `zones` what stands in development zones (其中), where it was asked
    for; they are in no sum. `groups` are the prefectures of a table by county, which add up to the
    total too. `overfull` are the groups whose members state more than they do.

    `repeats` are the projects that another document names too, each with the one that is counted
    in its place; `doubles` are pairs that are perhaps one project, both counted. `crossing` are
    the counties, by code, of the cross-county projects in the total. `dates` are those of the
    documents counted, as of which stages hold, in their order, None for one without. `split` says
    that the capacity of cross-county projects is in the rows by equal parts, an estimate:
    `Amount.estimated`.
    """

    measure: str
    unit: str
    by: str
    rows: tuple[Row, ...]
    cross_county: Amount
    citywide: Amount
    unplaced: Amount
    outside: Amount
    total: Amount
    placed: Amount
    sharing: tuple[Row, ...]
    overfull: tuple[Key, ...]
    repeats: tuple[tuple[Key, Key], ...] = ()
    doubles: tuple[tuple[Key, Key], ...] = ()
    crossing: tuple[Adcode, ...] = ()
    zones: tuple[Zone, ...] = ()
    dates: tuple[str | None, ...] = ()
    split: str | None = None
    taking_part: Amount = NOTHING
    groups: tuple[Group, ...] = ()
    keys: Callable[[str], tuple[Key, ...]] = field(default=_no_keys, compare=False, repr=False)
    """Name the projects behind a number, in the order held: a row's key, or the name of one of
    the amounts ("cross_county", "total", "taking_part" …). Worked out when it is asked for."""

    @property
    def is_empty(self) -> bool:
        """Whether there was no project to count, inside or outside."""
        amounts = self.total, self.outside, self.taking_part
        return not any(amount.projects or amount.value for amount in amounts)

    @property
    def placed_share(self) -> float:
        """Return `placed` as a share of the total, in [0, 1]; 0 where the total is nothing."""
        return self.placed.value / self.total.value if self.total.value else 0.0

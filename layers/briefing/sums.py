"""The sums a briefing shows: every one by `projects.summaries`, none added up here twice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from layers.briefing.model import Figure, Region
from projects.amounts import Amount
from projects.models import Stage
from projects.summaries import summarise
from projects.summary_tables import amount_said
from projects.wording import CLASSES, STAGES, kind_name, sum_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.selection import Holdings
    from projects.totals import Summary

__all__ = ["Sums", "added", "said"]

_BESIDE = ("cross_county", "citywide", "unplaced", "outside")
_NOTHING = Amount(0.0, 0, qualified=False)


def said(amount: Amount, measure: str) -> str:
    """Say a sum at a glance; 未写明 where there are projects and none states the measure."""
    return sum_text(amount, measure) if amount.known is not None else amount_said(amount, measure)


def added(amounts: Iterable[Amount]) -> Amount:
    """Add the sums of places that share no project, to the last digit."""
    parts = tuple(amounts)
    marks = dict.fromkeys(mark for part in parts for mark in part.qualifiers)
    return Amount(
        value=float(sum((Decimal(repr(part.value)) for part in parts), Decimal(0))),
        projects=sum(part.projects for part in parts),
        qualified=any(part.qualified for part in parts),
        stated=sum(part.stated for part in parts),
        qualifiers=tuple(marks),
    )


@dataclass(frozen=True)
class Sums:
    """The sums of one place (None: the whole country) in one measure over the stages counted."""

    holdings: Holdings
    divisions: Divisions
    place: Adcode | None
    measure: str
    stages: tuple[Stage, ...]

    @cached_property
    def by_county(self) -> Summary:
        """The stages counted, by county."""
        return self._of("county", self.stages)

    @cached_property
    def everything(self) -> Summary:
        """All that is shown, by stage."""
        return self._of("stage", None)

    def total(self) -> Figure:
        """Return the total of the stages counted."""
        amount = self.by_county.total
        return Figure("total", CLASSES["total"][0], amount, said(amount, self.measure))

    def single(self, by: str = "county") -> Figure:
        """Return what lies in single counties or cities; of one county what is its alone."""
        amount = added(row.amount for row in self.table(by).rows)
        own = self.place is not None and self.divisions.is_county(self.place)
        name = "落到单个市" if by == "prefecture" else "本县独有" if own else "落到单个县"
        return Figure("county", name, amount, said(amount, self.measure))

    def by_stage(self) -> tuple[Figure, ...]:
        """Return every stage shown, counted or not, in the stages' order."""
        found = {row.key: row.amount for row in self.everything.rows}
        return tuple(
            Figure(str(stage), STAGES[stage][0], found[stage], said(found[stage], self.measure))
            for stage in Stage
            if stage in found and found[stage].projects
        )

    def by_kind(self) -> tuple[Figure, ...]:
        """Return the kinds of the stages counted, in the order of the table of kinds."""
        return tuple(
            Figure(row.key, kind_name(row.key), row.amount, amount_said(row.amount, self.measure))
            for row in self._of("kind", self.stages).rows
        )

    def table(self, by: str) -> Summary:
        """Return the stages counted, by county or prefecture."""
        return self._of(by, self.stages)

    def beside(self, by: str = "county") -> tuple[Figure, ...]:
        """Return what no row holds: 跨县, 全市性, 待定位 and 市外, empty ones left out.

        By prefecture these are what no single prefecture holds.
        """
        table = self.table(by)
        amounts = {name: getattr(table, name) for name in _BESIDE}
        return tuple(
            Figure(name, CLASSES[name][0], amount, said(amount, self.measure))
            for name, amount in amounts.items()
            if amount.projects
        )

    def regions(self, codes: Iterable[Adcode], by: str = "county") -> tuple[Region, ...]:
        """Return the sums of these counties or cities, those without any project too."""
        counted = self._rows(by, self.stages)
        split = {s: self._rows(by, (s,)) for s in self._present}
        shared = {row.key: row.amount.projects for row in self.by_county.sharing}
        return tuple(
            Region(
                adcode=code,
                name=self.divisions.name(code),
                short=self.divisions.get(code).short_name,
                total=self._figure(code, counted),
                stages=tuple(
                    Figure(str(s), STAGES[s][0], rows[code], amount_said(rows[code], self.measure))
                    for s, rows in split.items()
                    if code in rows
                ),
                shared=shared.get(code, 0) if by == "county" else 0,
                shown=sum(rows[code].projects for rows in split.values() if code in rows),
            )
            for code in codes
        )

    @cached_property
    def _present(self) -> tuple[Stage, ...]:
        found = {row.key for row in self.everything.rows if row.amount.projects}
        return tuple(stage for stage in Stage if stage in found)

    def _figure(self, code: Adcode, rows: Mapping[str, Amount]) -> Figure:
        amount = rows.get(code, _NOTHING)
        return Figure(code, self.divisions.name(code), amount, amount_said(amount, self.measure))

    def _rows(self, by: str, stages: tuple[Stage, ...]) -> dict[str, Amount]:
        return {row.key: row.amount for row in self._of(by, stages).rows}

    def _of(self, by: str, stages: tuple[Stage, ...] | None) -> Summary:
        return summarise(
            self.holdings,
            divisions=self.divisions,
            by=by,
            measure=self.measure,
            place=self.place,
            stages=stages,
        )

"""Capacity by region, reconciled: design rules 2 to 7 as arithmetic, with no frame library.

Every project has one home, and every sum is over homes, so that nothing is counted twice and
counties + 跨县 + 全市性 + 待定位 = prefecture, to the last digit; 市外 stands apart. What several
documents name is counted once. The arithmetic is exact (whole numbers of a small unit); a float
appears only in the answer.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.models import Adcode
from projects.amounts import Amount
from projects.errors import ProjectsError
from projects.homes import PlaceClass, place_class
from projects.kinds import MEASURES
from projects.models import Stage
from projects.selection import Holdings
from projects.totals import Row, Summary, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.divisions import Divisions
    from projects.models import Project

__all__ = [
    "BY",
    "HEADLINE_STAGES",
    "Amount",
    "By",
    "MeasureName",
    "PlaceClass",
    "Row",
    "Split",
    "Summary",
    "Zone",
    "place_class",
    "summarise",
]


class MeasureName(StrEnum):
    """What is summed."""

    POWER = "power"
    ENERGY = "energy"
    AREA = "area"
    LENGTH = "length"
    COUNT = "count"


class By(StrEnum):
    """What a row stands for."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    KIND = "kind"
    STAGE = "stage"


class Split(StrEnum):
    """How the capacity of cross-county projects without shares of the plan's own is put in rows."""

    EQUAL = "equal"


BY = tuple(By)
"""All of them, in the order they are offered."""

HEADLINE_STAGES = (Stage.UNDER_CONSTRUCTION, Stage.PLANNED)
"""What the headline counts unless the reader ticks others (design rule 6)."""


def summarise(  # noqa: PLR0913 - each restricts or shapes the same sum
    projects: Holdings | Iterable[Project],
    *,
    divisions: Divisions,
    by: str = "county",
    measure: str = "power",
    place: str | None = None,
    stages: Iterable[Stage] | None = None,
    split: str | None = None,
    zones: bool = False,
) -> Summary:
    """Sum a measure over projects.

    Parameters
    ----------
    projects
        Projects, or better `Holdings`: then a group's remainder is taken over all its members,
        chosen or not, and projects without counties stand at the place of their plan.
    divisions
        Names and hierarchy of the divisions.
    by
        A value of `By`.
    measure
        A key of `MEASURES`.
    place
        Count only what is at home in this division, of any level; if None, in the places that
        were chosen (`Holdings.places`). What lies there and elsewhere too is `taking_part`.
    stages
        Count only these stages; all if None.
    split
        "equal" puts the capacity of cross-county projects in their counties by equal parts, an
        estimate. What a plan's own shares say is always in the counties.
    zones
        Whether to tell also what stands in development zones, by county.

    Raises
    ------
    ProjectsError
        If `by`, `measure` or `split` is unknown.
    UnknownPlace
        If `place` or a project's county is no division of today.
    """
    _check(by, measure, split)
    from projects.columns import columns_of  # numpy stays out of what reads plans
    from projects.grouping import Asked, summed

    holdings = projects if isinstance(projects, Holdings) else Holdings(projects=tuple(projects))
    asked = Asked(
        by=by,
        measure=measure,
        scope=holdings.places if place is None else (divisions.get(Adcode(place)).adcode,),
        stages=None if stages is None else frozenset(stages),
        split=split,
        zones=zones,
    )
    return holdings.once(
        ("summary", divisions, asked),
        lambda: summed(holdings, columns_of(holdings, divisions), asked),
    )


def _check(by: str, measure: str, split: str | None) -> None:
    asked = (
        ("by", by, BY),
        ("measure", measure, tuple(MEASURES)),
        ("split", split or Split.EQUAL, tuple(Split)),
    )
    for what, value, known in asked:
        if value not in known:
            close = get_close_matches(value, known, n=1)
            hint = f"did you mean {close[0]}?" if close else f"take one of {', '.join(known)}."
            message = f'"{value}" is nothing to sum {what}; {hint}'
            raise ProjectsError(message)

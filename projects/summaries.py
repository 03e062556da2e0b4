"""Capacity by region, reconciled: design rules 2 to 7 as arithmetic, with no frame library.

Every project has one home, and every sum is over homes, so that nothing is counted twice and
counties + 跨县 + 全市性 + 待定位 = prefecture, to the last digit; 市外 stands apart. The arithmetic
is exact (decimal fractions); a float appears only in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from math import isclose
from typing import TYPE_CHECKING, Literal, NamedTuple

from geo.models import Adcode, Level, Precision
from projects.amounts import Amount, Key, Tally, amounts_of, exact, exactly, total
from projects.errors import ProjectsError
from projects.kinds import KINDS, MEASURES
from projects.models import Stage
from projects.selection import Holdings
from projects.wording import STAGES, kind_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    "Summary",
    "place_class",
    "summarise",
]

PlaceClass = Literal["county", "cross_county", "citywide", "unplaced", "outside"]


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


BY = tuple(By)
"""All of them, in the order they are offered."""

HEADLINE_STAGES = (Stage.UNDER_CONSTRUCTION, Stage.PLANNED)
"""What the headline counts unless the reader ticks others (design rule 6)."""

_MICRO = Decimal("0.000001")
_ABOUT_ONE = 1e-3  # thirds written as 0.333 are meant to be a whole


@dataclass(frozen=True, slots=True)
class Row:
    """One region, kind or stage: `key` is its adcode, kind or stage, `name` its Chinese name."""

    key: str
    name: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums of one measure; values in `unit`.

    total = rows + cross_county + citywide + unplaced; `outside` is in no sum. A row by prefecture,
    province, kind or stage is whole: it holds its own cross-county, city-wide and unplaced
    projects, and the four amounts beside the rows hold only what no row can take.
    `placed` is the part of the total that stands in a single county. `sharing` lists, per county,
    the cross-county projects it takes part in, with their capacity where it is not split
    (参与跨县项目, 未分摊); it is in no sum. `overfull` are the groups whose members state more than
    they do.
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

    @property
    def placed_share(self) -> float:
        """Return `placed` as a share of the total, in [0, 1]; 0 where the total is nothing."""
        return self.placed.value / self.total.value if self.total.value else 0.0


class _Piece(NamedTuple):
    """A part of a project at its home: the smallest division that holds it, None if unknown."""

    project: Project
    place: PlaceClass
    home: Adcode | None
    tally: Tally


def place_class(project: Project) -> PlaceClass:
    """Say which of the five places of a sum the project belongs to."""
    counties = project.counties
    if counties:
        return "county" if len(counties) == 1 or len(set(counties)) == 1 else "cross_county"
    if project.citywide:
        return "citywide"
    return "outside" if project.precision is Precision.OUTSIDE else "unplaced"


def summarise(
    projects: Holdings | Iterable[Project],
    *,
    divisions: Divisions,
    by: str = "county",
    measure: str = "power",
    place: str | None = None,
    stages: Iterable[Stage] | None = None,
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
        Count only what is at home in this division, of any level.
    stages
        Count only these stages; all if None.

    Raises
    ------
    ProjectsError
        If `by` or `measure` is unknown.
    UnknownPlace
        If `place` or a project's county is no division of today.
    """
    _check(by, measure)
    holdings = projects if isinstance(projects, Holdings) else Holdings(projects=tuple(projects))
    wanted = None if stages is None else frozenset(stages)
    scope = None if place is None else divisions.get(Adcode(place)).adcode
    return holdings.once(
        ("summary", divisions, by, measure, scope, wanted),
        lambda: _summary(holdings, _Asked(by, measure, scope, wanted), divisions),
    )


class _Asked(NamedTuple):
    """What a summary is asked for: see `summarise`; `scope` is its `place`."""

    by: str
    measure: str
    scope: Adcode | None
    stages: frozenset[Stage] | None


def _summary(holdings: Holdings, asked: _Asked, divisions: Divisions) -> Summary:
    by, measure, scope, wanted = asked
    amounts, overfull = amounts_of(holdings, measure)
    atlas = holdings.once(
        ("atlas", divisions),
        lambda: _Atlas(divisions, {facts.sha256: facts.place for facts in holdings.documents}),
        of_all=True,
    )
    homes = holdings.once(
        ("homes", divisions),
        lambda: {(p.document, p.id): (place_class(p), atlas.home(p)) for p in holdings.projects},
        of_all=True,
    )
    chosen = [p for p in holdings.shown if wanted is None or p.stage in wanted]
    everywhere: list[_Piece] = []
    for project in chosen:
        key = project.document, project.id
        whole = _Piece(project, *homes[key], amounts[key])
        if project.shares is None:
            everywhere.append(whole)
        else:
            everywhere += _shared_out(whole)
    pieces = everywhere if scope is None else [p for p in everywhere if atlas.lies_in(scope, p)]
    rows, rest = _table(pieces, by, atlas)
    inside = [piece for piece in pieces if piece.place != "outside"]
    return Summary(
        measure=measure,
        unit=MEASURES[measure].unit,
        by=by,
        rows=rows,
        cross_county=_sum(rest, "cross_county"),
        citywide=_sum(rest, "citywide"),
        unplaced=_sum(rest, "unplaced"),
        outside=_sum(pieces, "outside"),
        total=total(piece.tally for piece in inside),
        placed=_sum(inside, "county"),
        sharing=_sharing(chosen, amounts, scope, atlas),
        overfull=tuple(sorted(overfull & {(p.project.document, p.project.id) for p in pieces})),
    )


class _Atlas:
    """The divisions as sums need them, each question answered once."""

    def __init__(self, divisions: Divisions, jurisdictions: Mapping[str, Adcode | None]) -> None:
        self.divisions = divisions
        self.jurisdictions = jurisdictions
        self.prefectures = frozenset(divisions.prefectures())
        self.prefecture = lru_cache(maxsize=None)(self._prefecture)
        self.province = lru_cache(maxsize=None)(divisions.province_of)
        self._covered = lru_cache(maxsize=None)(divisions.covers)

    def _prefecture(self, code: Adcode) -> Adcode | None:
        """Find the group a code is summed in; a province that is no municipality has none."""
        group = self.divisions.prefecture_of(code)
        return group if group in self.prefectures else None

    def lies_in(self, scope: Adcode, piece: _Piece) -> bool:
        """Tell whether a piece is at home in a division."""
        return piece.home is not None and self._covered(scope, piece.home)

    def home(self, project: Project) -> Adcode | None:
        """Find the smallest division that holds the whole project."""
        plan = self.jurisdictions.get(project.document)
        if not project.counties:
            return project.within or plan
        if place_class(project) == "county":
            return project.counties[0]
        if plan is not None and self._is_new_area_of(plan, project):
            return plan
        prefectures = {self.prefecture(code) for code in project.counties}
        if len(prefectures) == 1:
            return prefectures.pop()
        # It crosses prefectures: the plan's own prefecture keeps what it names as its own.
        if plan is not None and (own := self.prefecture(plan)) in prefectures:
            return own
        provinces = {self.province(code) for code in project.counties}
        return provinces.pop() if len(provinces) == 1 else None

    def _is_new_area_of(self, plan: Adcode, project: Project) -> bool:
        """Tell whether a plan is of a part of a city (雄安新区) that holds all of a project."""
        is_new_area = self.divisions.get(plan).level is Level.ZONE
        return is_new_area and all(self.divisions.covers(plan, c) for c in project.counties)


def _check(by: str, measure: str) -> None:
    for what, value, known in (("by", by, BY), ("measure", measure, tuple(MEASURES))):
        if value not in known:
            message = f'"{value}" is nothing to sum {what}; take one of {", ".join(known)}.'
            raise ProjectsError(message)


def _shared_out(whole: _Piece) -> Iterator[_Piece]:
    """Yield the project at its home, with any capacity the plan's own shares put in counties."""
    project, tally = whole.project, whole.tally
    split = _split(project, tally)
    for county, value in zip(project.counties, split, strict=False):
        part = Tally(value=value, stated=0, projects=0, qualified=tally.qualified)
        yield _Piece(project, "county", county, part)
    if split:
        tally = Tally(value=Decimal(0), stated=tally.stated, projects=1, qualified=False)
    yield whole._replace(tally=tally)


def _split(project: Project, tally: Tally) -> list[Decimal]:
    """Split by the plan's shares to the millionth; the last county takes what is left over."""
    shares = project.shares or ()
    if place_class(project) != "cross_county" or not tally.value:
        return []
    if (
        len(shares) != len(project.counties)
        or min(shares) < 0
        or not isclose(sum(shares), 1, abs_tol=_ABOUT_ONE)
    ):
        return []
    with exactly():
        parts = [(tally.value * exact(share)).quantize(_MICRO) for share in shares[:-1]]
        last = tally.value - sum(parts)
    return [] if last < 0 else [*parts, last]


def _table(
    pieces: Iterable[_Piece], by: str, atlas: _Atlas
) -> tuple[tuple[Row, ...], list[_Piece]]:
    """Put pieces into rows; also give back those that no row takes."""
    key_of = _KEYS[by]
    rows: dict[str, list[_Piece]] = {}
    rest: list[_Piece] = []
    for piece in pieces:
        if piece.place == "outside":
            continue
        key = key_of(piece, atlas)
        (rest if key is None else rows.setdefault(key, [])).append(piece)
    return tuple(_row(key, by, rows[key], atlas) for key in sorted(rows, key=_in_order)), rest


def _row(key: str, by: str, pieces: Iterable[_Piece], atlas: _Atlas) -> Row:
    return Row(key, _name(key, by, atlas), total(piece.tally for piece in pieces))


def _name(key: str, by: str, atlas: _Atlas) -> str:
    if by == "kind":
        return kind_name(key)
    return STAGES[Stage(key)][0] if by == "stage" else atlas.divisions.name(Adcode(key))


def _in_order(key: str) -> tuple[int, str]:
    """Kinds and stages in the order of their tables, codes in code order."""
    return _ORDER.get(key, len(_ORDER)), key


def _sum(pieces: Iterable[_Piece], place: PlaceClass) -> Amount:
    return total(piece.tally for piece in pieces if piece.place == place)


def _sharing(
    projects: Iterable[Project],
    amounts: Mapping[Key, Tally],
    scope: Adcode | None,
    atlas: _Atlas,
) -> tuple[Row, ...]:
    """Per county the cross-county projects it takes part in, also of a neighbour's plan."""
    shared: dict[str, list[Tally]] = {}
    for project in projects:
        if place_class(project) != "cross_county":
            continue
        tally = amounts[project.document, project.id]
        if _split(project, tally):
            tally = replace(tally, value=Decimal(0), qualified=False)
        for county in dict.fromkeys(project.counties):
            if scope is None or atlas.divisions.covers(scope, county):
                shared.setdefault(county, []).append(tally)
    return tuple(
        Row(code, atlas.divisions.name(Adcode(code)), total(shared[code]))
        for code in sorted(shared)
    )


def _county_key(piece: _Piece, _atlas: _Atlas) -> str | None:
    return piece.home if piece.place == "county" else None


def _prefecture_key(piece: _Piece, atlas: _Atlas) -> str | None:
    return None if piece.home is None else atlas.prefecture(piece.home)


def _province_key(piece: _Piece, atlas: _Atlas) -> str | None:
    return None if piece.home is None else atlas.province(piece.home)


def _kind_key(piece: _Piece, _atlas: _Atlas) -> str | None:
    return piece.project.kind


def _stage_key(piece: _Piece, _atlas: _Atlas) -> str | None:
    return str(piece.project.stage)


_KEYS: Mapping[str, Callable[[_Piece, _Atlas], str | None]] = {
    "county": _county_key,
    "prefecture": _prefecture_key,
    "province": _province_key,
    "kind": _kind_key,
    "stage": _stage_key,
}

_ORDER = {key: place for place, key in enumerate((*KINDS, *(str(stage) for stage in Stage)))}

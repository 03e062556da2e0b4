"""Where all projects of one filter lie, as arrays: which of them stand in a box of the map?

Built once for each filter and shared by all sessions; a look at the map then costs milliseconds,
however many projects there are. Knows nothing of levels (`layers.levels`) or of the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo.models import Precision
from projects.models import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    import geopandas as gpd
    import numpy.typing as npt

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import Project

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.int64]

__all__ = ["Atlas", "Box", "Census", "Ground", "Groups", "Inside", "has_pin"]

_NONE = np.empty(0, dtype=np.int64)


class Box(NamedTuple):
    """A part of the map in degrees; its north and east edges are not inside."""

    west: float
    south: float
    east: float
    north: float

    def padded(self, share: float) -> Box:
        """Return the box with `share` of its size more on every side."""
        wide, high = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(self.west - wide, self.south - high, self.east + wide, self.north + high)

    def holds(self, lon: Floats, lat: Floats) -> Bools:
        """Tell which points lie inside."""
        held: Bools = (
            (self.west <= lon) & (lon < self.east) & (self.south <= lat) & (lat < self.north)
        )
        return held


@dataclass(frozen=True, eq=False)
class Ground:
    """The counties with a polygon, in code order: `boxes` (n, 4) and `middles` (n, 2), degrees."""

    codes: tuple[Adcode, ...]
    boxes: Floats
    middles: Floats

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame) -> Ground:
        """Measure polygons as `geo.boundaries.Boundaries.overview` gives them."""
        shapes = np.asarray(frame.geometry.array, dtype=object)
        middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
        return cls(tuple(frame["adcode"]), shapely.bounds(shapes), middles)

    def meeting(self, box: Box) -> Bools:
        """Tell which counties' own boxes meet a box; shape (n,)."""
        west, south, east, north = self.boxes.T
        met: Bools = (
            (west <= box.east) & (east >= box.west) & (south <= box.north) & (north >= box.south)
        )
        return met


@dataclass(frozen=True, slots=True)
class Inside:
    """What of an atlas a box meets: rows of its counties, its pins, its other projects."""

    counties: Rows
    pins: Rows
    loose: Rows


@dataclass(frozen=True, eq=False)
class Groups:
    """Counties joined to larger units, in code order: prefectures, or provinces.

    `of` (counties,) is each county's row among `codes`. `own` counts the projects that lie
    in one of them alone, by kind too in `kinds` (n, kinds), `other` those of them of a stage that
    is not counted; `crossing` those shared with another.
    """

    codes: tuple[Adcode, ...]
    of: Rows
    own: Rows
    other: Rows
    crossing: Rows
    kinds: Rows


@dataclass(frozen=True, eq=False)
class Atlas:
    """The projects that stand in counties asked for and drawn.

    `order` (projects,) are the rows in `held` of those of one county, then of those of several.
    `county` (projects,) is the row in `ground` of the first of each; `members` are the counties of
    those of several one after another, those of the k-th from `starts[k]` on. `pin` (projects, 2)
    are the coordinates of those known to their site, else NaN. `own` and `shared` (counties,) count
    projects of one county and of several, `own_loose` and `shared_loose` those of them without a
    pin, `other` and `other_loose` those of one county that are of a stage not counted; `kinds` and
    `other_kinds` (counties, kinds) count them by kind, in the order of `kind_names`. `missing`
    counts the projects given that are not here.
    """

    ground: Ground
    asked: Bools
    held: tuple[Project, ...]
    order: Rows
    county: Rows
    members: Rows
    starts: Rows
    pin: Floats
    own: Rows
    shared: Rows
    own_loose: Rows
    shared_loose: Rows
    other: Rows
    other_loose: Rows
    kinds: Rows
    other_kinds: Rows
    kind_names: tuple[str, ...]
    prefectures: Groups
    provinces: Groups
    missing: int

    @cached_property
    def singles(self) -> int:
        """How many of the projects lie in one county; they come first."""
        return len(self.order) - len(self.starts)

    def project(self, row: int) -> Project:
        """Return one by its row."""
        return self.held[int(self.order[row])]

    def inside(self, box: Box, *, pins: bool, loose: bool) -> Inside:
        """Find the counties a box meets, and if wanted the projects with a pin and without."""
        met = self.ground.meeting(box) & self.asked
        pinned = np.flatnonzero(box.holds(*self.pin.T)) if pins else _NONE
        met[self.county[pinned]] = True
        others = np.flatnonzero(self._touching(met) & self._pinless) if loose else _NONE
        return Inside(np.flatnonzero(met), pinned, others)

    def counted(self, box: Box) -> tuple[int, int]:
        """Count the projects of one county, and those of several, that are at home in a box.

        A project is at home at the middle of the county it names first, so that the counts over
        any partition of the map add up to all.
        """
        held = box.holds(*self.ground.middles.T)[self.county]
        return int(held[: self.singles].sum()), int(held[self.singles :].sum())

    @cached_property
    def _pinless(self) -> Bools:
        pinless: Bools = np.isnan(self.pin[:, 0])
        return pinless

    def _touching(self, met: Bools) -> Bools:
        touching = met[self.county]
        if len(self.starts):
            touching[self.singles :] |= np.logical_or.reduceat(met[self.members], self.starts)
        return touching


def has_pin(project: Project) -> bool:
    """Tell whether the project is known to its site: approximate coordinates make no pin."""
    return project.site is not None and project.precision is Precision.SITE


class Census:
    """Where each of all projects stands, worked out once for every filter's atlas.

    Parameters
    ----------
    projects
        All there are, in their order.
    """

    def __init__(self, projects: tuple[Project, ...], ground: Ground, divisions: Divisions) -> None:
        self._projects = projects
        self._ground = ground
        index = {code: row for row, code in enumerate(ground.codes)}
        homes = [
            [index[code] for code in dict.fromkeys(project.counties) if code in index]
            for project in projects
        ]
        self._unit = _rows(row for rows in homes for row in rows)
        self._project = np.repeat(np.arange(len(homes)), [len(rows) for rows in homes])
        # One of several counties stays so where only one of them is asked for or has a polygon.
        self._several = np.array([len(set(p.counties)) > 1 for p in projects], dtype=bool)
        self._names = tuple(sorted({project.kind for project in projects}))
        numbers = {name: number for number, name in enumerate(self._names)}
        stages = {stage: number for number, stage in enumerate(Stage)}
        self._stage = _rows(stages[project.stage] for project in projects)
        self._kind = _rows(numbers[project.kind] for project in projects)
        self._pin = np.array([_pin(p) for p in projects], dtype=np.float64).reshape(-1, 2)
        self._prefecture = _above(ground.codes, divisions, divisions.prefecture_of)
        self._province = _above(ground.codes, divisions, divisions.province_of)

    def atlas(
        self,
        marked: bytes | None,
        asked: AbstractSet[Adcode],
        counted: AbstractSet[Stage] = frozenset(Stage),
    ) -> Atlas:
        """Sort the marked projects (a byte each; None: all) into the counties asked for."""
        size = len(self._projects)
        marks = np.ones(size, bool) if marked is None else np.frombuffer(marked, dtype=bool)
        codes = self._ground.codes
        wanted = np.fromiter((code in asked for code in codes), bool, len(codes))
        kept = marks[self._project] & wanted[self._unit]
        several = self._several[self._project]
        alone, joint = np.flatnonzero(kept & ~several), np.flatnonzero(kept & several)
        shared, starts = np.unique(self._project[joint], return_index=True)
        order = np.concatenate([self._project[alone], shared])
        kinds, kind = np.unique(self._kind[order], return_inverse=True)
        several_rows = np.searchsorted(shared, self._project[joint]) + len(alone)
        stands = _Stands(
            project=np.concatenate([np.arange(len(alone)), several_rows]),
            unit=np.concatenate([self._unit[alone], self._unit[joint]]),
            kind=kind,
            other=~np.array([stage in counted for stage in Stage])[self._stage[order]],
            singles=len(alone),
            size=len(codes),
            kinds=len(kinds),
        )
        pin = self._pin[order]
        single = stands.project < len(alone)
        other = single & stands.other[stands.project]
        loose = np.isnan(pin[:, 0])[stands.project]
        firsts = self._unit[joint][starts]
        return Atlas(
            ground=self._ground,
            asked=wanted,
            held=self._projects,
            order=order,
            county=np.concatenate([self._unit[alone], firsts]),
            members=self._unit[joint],
            starts=starts.astype(np.int64),
            pin=pin,
            own=stands.counted(single),
            shared=stands.counted(~single),
            own_loose=stands.counted(single & loose),
            shared_loose=stands.counted(~single & loose),
            other=stands.counted(other),
            other_loose=stands.counted(other & loose),
            kinds=stands.by_kind(single),
            other_kinds=stands.by_kind(other),
            kind_names=tuple(self._names[number] for number in kinds.tolist()),
            prefectures=_groups(*self._prefecture, stands),
            provinces=_groups(*self._province, stands),
            missing=int(marks.sum()) - len(order),
        )


class _Stands(NamedTuple):
    """Which project stands in which unit (county, prefecture …): one row for each pair.

    The first `singles` pairs are those of projects of one county, each of its own.
    """

    project: Rows
    unit: Rows
    kind: Rows
    other: Bools
    singles: int
    size: int
    kinds: int

    def counted(self, which: Bools) -> Rows:
        """Count by unit the pairs meant; shape (size,)."""
        return np.bincount(self.unit[which], minlength=self.size)

    def by_kind(self, which: Bools) -> Rows:
        """Count the pairs meant by unit and kind; shape (size, kinds)."""
        cells = self.unit[which] * self.kinds + self.kind[self.project[which]]
        counted = np.bincount(cells, minlength=self.size * self.kinds)
        return counted.reshape(self.size, self.kinds)

    def joined(self, of: Rows, size: int) -> _Stands:
        """Put larger units in the place of units; each project once in each."""
        unit = of[self.unit]
        several = np.unique(self.project[self.singles :] * size + unit[self.singles :])
        return self._replace(
            project=np.concatenate([self.project[: self.singles], several // size]),
            unit=np.concatenate([unit[: self.singles], several % size]),
            size=size,
        )


def _above(
    codes: Sequence[Adcode], divisions: Divisions, find: Callable[[str], Adcode]
) -> tuple[tuple[Adcode, ...], Rows]:
    """Return the larger units of the counties in code order, and each county's row among them."""
    names = [  # an older edition's own county is a unit of its own
        find(code) if divisions.is_county(code) else code for code in codes
    ]
    units, of = np.unique(np.array(names, dtype=object), return_inverse=True)
    return tuple(units), of


def _groups(codes: tuple[Adcode, ...], of: Rows, stands: _Stands) -> Groups:
    joined = stands.joined(of, len(codes))
    alone = np.bincount(joined.project, minlength=len(stands.kind))[joined.project] == 1
    return Groups(
        codes=codes,
        of=of,
        own=joined.counted(alone),
        other=joined.counted(alone & joined.other[joined.project]),
        crossing=joined.counted(~alone),
        kinds=joined.by_kind(alone),
    )


_NO_PIN = (np.nan, np.nan)


def _pin(project: Project) -> tuple[float, float]:
    site = project.site
    return (site.lon, site.lat) if site is not None and has_pin(project) else _NO_PIN


def _rows(values: Iterable[int]) -> Rows:
    return np.fromiter(values, dtype=np.int64)

"""Polygons of counties made a coverage: valid, without overlaps, without slivers between them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Shapes = npt.NDArray[np.object_]

__all__ = ["Checks", "Cleaned", "area_km2", "clean", "overlaps"]

GAP = 0.001
"""Gaps enclosed by counties and narrower than this, degrees, are closed: no map shows them."""

_SPECK_KM2 = 1e-6
"""An overlap of less than a square metre is the rounding of shared vertices."""

_SNAP = 1e-6
"""Vertices closer than this, degrees, are made one where the coverage needs it: 10 cm."""

_MOST_OVERLAP = 0.05
"""More than this share of the area in overlaps is no slip: the rows are of two levels."""

_NOISE = 1e-9
"""A smaller share is the rounding of the sum."""

_MUCH = 0.01
"""A change of a county's area, as a share, that a person must look at."""

_RADIUS_KM = 6371.0072
"""Of the sphere with the earth's area."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What was found and mended; areas in km², shares of one.

    `invalid`: polygons that crossed themselves; `overlaps`: pairs of counties; `gaps`: slivers
    closed; `holes`: places inside the outline that no county covers, left as they are;
    `changed`: the largest change of a county's area, that of `most_changed`.
    """

    rows: int
    invalid: int
    overlaps: int
    overlap_km2: float
    overlapping: tuple[str, ...]
    gaps: int
    gap_km2: float
    holes: int
    hole_km2: float
    area_km2: float
    changed: float
    most_changed: str

    def lines(self) -> list[str]:
        """Tell it, a line each."""
        pairs = f" ({', '.join(self.overlapping)})" if self.overlapping else ""
        return [
            f"invalid polygons mended: {self.invalid} of {self.rows}",
            f"overlaps removed: {self.overlaps}, {self.overlap_km2:.6g} km2{pairs}",
            f"gaps closed: {self.gaps}, {self.gap_km2:.6g} km2; "
            f"holes left: {self.holes}, {self.hole_km2:.6g} km2",
            f"area {self.area_km2:,.0f} km2; largest change of a county's area "
            f"{self.changed:.4%}{f' ({self.most_changed})' if self.most_changed else ''}",
            *self._warnings(),
        ]

    def _warnings(self) -> list[str]:
        if self.changed <= _MUCH:
            return []
        told = f"mending changed the area of {self.most_changed} by {self.changed:.1%}"
        return [f"warning: {told}. Check its polygon, and those it overlaps, in the file."]

    def to_json(self) -> dict[str, object]:
        """Return the fields, plain."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Codes in code order and one polygon each, shape (n,): a valid coverage."""

    codes: tuple[str, ...]
    geometries: Shapes
    checks: Checks


def area_km2(geometries: Shapes) -> npt.NDArray[np.float64]:
    """Return the areas of polygons in degrees, on a sphere: right to half a percent."""

    def equal_area(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        radians = np.radians(points)
        return _RADIUS_KM * np.column_stack([radians[:, 0], np.sin(radians[:, 1])])

    areas: npt.NDArray[np.float64] = shapely.area(shapely.transform(geometries, equal_area))
    return areas


def clean(
    codes: Sequence[str],
    geometries: Sequence[shapely.Geometry],
    *,
    first: Iterable[tuple[str, str]] = (),
) -> Cleaned:
    """Mend polygons, remove overlaps, close slivers, and join the rows of each code.

    Parameters
    ----------
    codes
        The county of each row; several rows may be one county's.
    geometries
        Polygons in degrees, one a row.
    first
        Pairs (keeps, loses): what both counties hold stays with the one that keeps. Any other
        overlap goes to the neighbour with the longer common border.

    Raises
    ------
    DataError
        If so much overlaps that this is not one set of counties, or no coverage comes out.
    """
    rows = np.array(geometries, dtype=object)
    invalid = ~shapely.is_valid(rows)
    rows[invalid] = _polygons(
        shapely.make_valid(rows[invalid], method="structure", keep_collapsed=False)
    )
    order, owner = np.unique(np.asarray(codes, dtype="U"), return_inverse=True)
    _refuse_empty(codes, rows)
    whole = _joined(rows, owner, len(order))
    if len(rows) == len(order) and not invalid.any() and shapely.coverage_is_valid(rows):
        return _untouched(order, whole)
    left, right, parts = overlaps(whole)
    doubled = area_km2(parts)
    areas = area_km2(whole)
    if doubled.sum() > _MOST_OVERLAP * areas.sum():
        message = (
            f"the polygons overlap by {doubled.sum() / areas.sum():.0%} of their area "
            f"({order[left[0]]} and {order[right[0]]}): these are not the counties alone. Leave "
            "out rows of other levels and other years."
        )
        raise DataError(message)
    united = shapely.union_all(whole)
    clear = _coverage(_subtracted(rows, owner, order, first))
    done = _joined(clear, owner, len(order))
    _check(order, done)
    gaps, gap_area = _holes(united)
    holes, hole_area = _holes(shapely.coverage_union_all(done))
    change = np.abs(area_km2(done) / areas - 1)
    worst = int(change.argmax())
    checks = Checks(
        rows=len(rows),
        invalid=int(invalid.sum()),
        overlaps=len(parts),
        overlap_km2=float(doubled.sum()),
        overlapping=tuple(
            f"{order[a]}-{order[b]}" for a, b in zip(left[:10], right[:10], strict=True)
        ),
        gaps=max(gaps - holes, 0),
        gap_km2=max(gap_area - hole_area, 0.0),
        holes=holes,
        hole_km2=hole_area,
        area_km2=float(area_km2(done).sum()),
        changed=float(change[worst]),
        most_changed=str(order[worst]) if change[worst] > _NOISE else "",
    )
    return Cleaned(tuple(order.tolist()), done, checks)


def _untouched(order: npt.NDArray[np.str_], geometries: Shapes) -> Cleaned:
    """Pass on what is a coverage already."""
    holes, hole_area = _holes(shapely.coverage_union_all(geometries))
    checks = Checks(
        rows=len(geometries),
        invalid=0,
        overlaps=0,
        overlap_km2=0.0,
        overlapping=(),
        gaps=0,
        gap_km2=0.0,
        holes=holes,
        hole_km2=hole_area,
        area_km2=float(area_km2(geometries).sum()),
        changed=0.0,
        most_changed="",
    )
    return Cleaned(tuple(order.tolist()), geometries, checks)


def overlaps(geometries: Shapes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Shapes]:
    """Return the pairs that share an area: both indices and what they share, largest first."""
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    pairs = left < right
    left, right = left[pairs], right[pairs]
    parts = shapely.intersection(geometries[left], geometries[right])
    areas = area_km2(parts)
    order = np.argsort(-areas, kind="stable")
    order = order[areas[order] > _SPECK_KM2]
    return left[order], right[order], parts[order]


def _polygons(geometries: Shapes) -> Shapes:
    """Keep what has an area: mending may leave lines and points."""
    parts, index = shapely.get_parts(geometries, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # a collection's multi-polygons
    index = index[inner]
    flat = shapely.get_dimensions(parts) == 2  # noqa: PLR2004 -- polygons have two dimensions
    kept = np.array([shapely.MultiPolygon()] * len(geometries), dtype=object)
    shapely.multipolygons(parts[flat], indices=index[flat], out=kept)
    return kept


def _refuse_empty(codes: Sequence[str], rows: Shapes) -> None:
    empty = np.flatnonzero(shapely.is_empty(rows) | (shapely.area(rows) == 0))
    if len(empty):
        message = f"{codes[empty[0]]}: its polygon has no area. Mend it in the file, or drop it."
        raise DataError(message)


def _joined(rows: Shapes, owner: npt.NDArray[np.int64], count: int) -> Shapes:
    """Join the rows of each county, shape (count,)."""
    numbers = np.bincount(owner, minlength=count)
    joined = np.empty(count, dtype=object)
    alone = numbers[owner] == 1
    joined[owner[alone]] = rows[alone]
    for index in np.flatnonzero(numbers > 1):
        joined[index] = shapely.union_all(rows[owner == index])
    return joined


def _subtracted(
    rows: Shapes,
    owner: npt.NDArray[np.int64],
    order: npt.NDArray[np.str_],
    first: Iterable[tuple[str, str]],
) -> Shapes:
    rows = rows.copy()
    for keeps, loses in first:
        kept = shapely.union_all(rows[order[owner] == keeps])
        others = order[owner] == loses
        rows[others] = shapely.difference(rows[others], kept)
    return rows


def _coverage(rows: Shapes) -> Shapes:
    """Clean until the coverage is valid; the second try makes near vertices one."""
    clear: Shapes = shapely.coverage_clean(rows, gap_width=GAP)
    if shapely.is_valid(clear).all() and shapely.coverage_is_valid(clear):
        return clear
    snapped: Shapes = shapely.coverage_clean(rows, gap_width=GAP, snapping_distance=_SNAP)
    return snapped


def _check(order: npt.NDArray[np.str_], geometries: Shapes) -> None:
    gone = order[shapely.is_empty(geometries)]
    if len(gone):
        message = f"{gone[0]} lies wholly inside its neighbours. Drop the row that is not a county."
        raise DataError(message)
    if not (shapely.is_valid(geometries).all() and shapely.coverage_is_valid(geometries)):
        message = "the polygons cannot be made to meet without overlaps. Mend them in a GIS first."
        raise DataError(message)


def _holes(united: shapely.Geometry) -> tuple[int, float]:
    """Count what the outline encloses and no county covers, with its area, km²."""
    parts = shapely.get_parts(united)
    rings = shapely.get_rings(parts)
    inner = rings[~np.isin(np.arange(len(rings)), _outer(parts))]
    areas = area_km2(shapely.polygons(inner)) if len(inner) else np.zeros(0)
    return len(inner), float(areas.sum())


def _outer(polygons: Shapes) -> npt.NDArray[np.int64]:
    """Return where each polygon's shell stands among all rings: first of its own."""
    numbers = shapely.get_num_interior_rings(polygons) + 1
    starts: npt.NDArray[np.int64] = np.cumsum(numbers) - numbers
    return starts

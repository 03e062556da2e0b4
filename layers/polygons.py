"""County polygons as the small JSON the browser draws: all of China, or a city with its ring.

Coordinates are whole numbers of the file's `unit` of degrees, ring by ring in one flat list, x and
y in turn, each point but the first as the difference to the one before: a third of GeoJSON's size,
and quicker to read. Rings of a polygon and its holes, and lines, are told alike in `rings`.

All of China is the overview, generalised once more. A city comes with every county that touches it,
so that its border is drawn once, not twice by two generalisations.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import geopandas as gpd
    import numpy.typing as npt

    from geo.models import Adcode

    Codes = npt.NDArray[np.object_]

__all__ = ["CountySource", "detail_json", "overview_json"]

_DETAIL_DEGREES = 0.002
_OVERVIEW_DEGREES = 0.02
_DETAIL_DIGITS = 4
_OVERVIEW_DIGITS = 3
_LABEL_DEGREES = 0.01
_AREA = 2


class _Edition(Protocol):
    @property
    def checksum(self) -> str: ...


class CountySource(Protocol):
    """What is needed of `geo.boundaries.Boundaries`."""

    @property
    def edition(self) -> _Edition:
        """Tell one set of polygons from another by its checksum."""

    def counties(self, adcodes: Iterable[Adcode] | None = None) -> gpd.GeoDataFrame:
        """Return the counties' polygons."""

    def overview(self) -> gpd.GeoDataFrame:
        """Return all counties, generalised."""

    def national_lines(self) -> gpd.GeoDataFrame:
        """Return lines with their `kind`."""


def overview_json(boundaries: CountySource) -> str:
    """Write all counties, the borders between cities and provinces, and the national lines."""
    frame = _simplified(boundaries.overview(), _OVERVIEW_DEGREES)
    lines = boundaries.national_lines()
    lines = lines[lines["kind"] != "province"]  # drawn from the counties, which they must meet
    shapes = shapely.simplify(lines.geometry.to_numpy(), _OVERVIEW_DEGREES)
    properties = [{"kind": str(kind)} for kind in lines["kind"]]
    return _collection(
        [*_shapes(frame, _OVERVIEW_DIGITS), *_lines(properties, shapes, _OVERVIEW_DIGITS)],
        _OVERVIEW_DIGITS,
    )


def detail_json(boundaries: CountySource, prefecture: Adcode) -> str:
    """Write the counties of a prefecture and those that touch it, to about 200 m.

    A county directly under a province is its own prefecture.
    """
    everything = boundaries.overview()
    mine = everything[_group_codes(everything) == prefecture]
    near = everything.geometry.intersects(mine.union_all().buffer(3 * _LABEL_DEGREES))
    frame = boundaries.counties(list(everything.loc[near, "adcode"]))
    return _collection(_shapes(_simplified(frame, _DETAIL_DEGREES), _DETAIL_DIGITS), _DETAIL_DIGITS)


def _simplified(frame: gpd.GeoDataFrame, degrees: float) -> gpd.GeoDataFrame:
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), degrees)
    return frame.set_geometry(list(shapes), crs=frame.crs)


def _shapes(frame: gpd.GeoDataFrame, digits: int) -> list[str]:
    """Counties, then the lines where cities or provinces meet."""
    return [*_county_features(frame, digits), *_borders(frame, digits)]


def _group_codes(frame: gpd.GeoDataFrame) -> Codes:
    """Return the prefecture's code, or the county's own where it has none; shape (n,)."""
    codes = frame["prefecture_code"].astype("object")
    own = frame["adcode"].astype("object")
    groups: Codes = codes.where(codes.notna() & (codes != ""), own).to_numpy()
    return groups


def _county_features(frame: gpd.GeoDataFrame, digits: int) -> Iterator[str]:
    shapes = _rounded(frame.geometry.to_numpy(), digits)
    # The middle of the widest circle that fits: a place for the name, not a position of anything.
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=_LABEL_DEGREES)
    middles = shapely.get_coordinates(shapely.get_point(circles, 0)).round(digits)
    columns = zip(
        frame["adcode"], frame["name"], frame["short_name"], _group_codes(frame), strict=True
    )
    for row, at, shape in zip(columns, middles, shapes, strict=True):
        code, name, short, prefecture = row
        properties = {
            "kind": "county",
            "code": code,
            "name": name,
            "short": short,
            "prefecture": prefecture,
            "at": at.tolist(),
        }
        yield _feature(properties, shape, digits)


def _lines(properties: Iterable[dict[str, str]], shapes: Codes, digits: int) -> Iterator[str]:
    for named, shape in zip(properties, _rounded(shapes, digits), strict=True):
        if not shapely.is_empty(shape):
            yield _feature(named, shape, digits)


def _borders(frame: gpd.GeoDataFrame, digits: int) -> Iterator[str]:
    """Write the line shared by each two counties of different cities.

    Each is named by its `pair`, so that the browser can put the detailed line in the place of the
    overview's.
    """
    shapes, codes = frame.geometry.to_numpy(), frame["adcode"].to_numpy("object")
    cities, provinces = _group_codes(frame), frame["province_code"].to_numpy("object")
    left, right = shapely.STRtree(shapes).query(shapes, predicate="touches")
    apart = (left < right) & (cities[left] != cities[right])
    left, right = left[apart], right[apart]
    outlines = shapely.boundary(shapes)
    parts, owners = shapely.get_parts(
        shapely.intersection(outlines[left], outlines[right]), return_index=True
    )
    linear = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    pairs, group = np.unique(owners[linear], return_inverse=True)
    shared = shapely.line_merge(shapely.multilinestrings(parts[linear], indices=group))
    properties = [
        {
            "kind": "prefecture" if provinces[one] == provinces[other] else "province",
            "pair": f"{codes[one]}-{codes[other]}",
        }
        for one, other in zip(left[pairs], right[pairs], strict=True)
    ]
    yield from _lines(properties, shared, digits)


def _rounded(shapes: Codes, digits: int) -> Codes:
    rounded: Codes = shapely.transform(shapes, lambda xy: xy.round(digits))
    return rounded


def _feature(properties: Mapping[str, object], shape: shapely.Geometry, digits: int) -> str:
    feature = {"properties": properties, "rings": _rings(shape, digits)}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def _rings(shape: shapely.Geometry, digits: int) -> list[list[int]]:
    parts = shapely.get_parts(shape)
    if shapely.get_dimensions(shape) == _AREA:
        parts = shapely.get_rings(parts)
    found = []
    for part in parts:
        steps = np.rint(shapely.get_coordinates(part) * 10**digits).astype(np.int64)
        steps[1:] = np.diff(steps, axis=0)
        moved = np.append(True, steps[1:].any(axis=1))  # rounding has put points upon another
        found.append(steps[moved].ravel().tolist())
    return found


def _collection(features: Iterable[str], digits: int) -> str:
    unit = 10.0**-digits
    return f'{{"unit":{unit:g},"features":[\n' + ",\n".join(features) + "\n]}"

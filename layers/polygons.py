"""County polygons as the small JSON the browser draws: all of China, or a city with its ring.

Coordinates are cells of a grid that has `cells` columns and rows for the whole world in Web
Mercator, in which the map is drawn. They stand ring by ring in one flat list, x and y in turn, each
point but the first as the difference to the one before: a third of GeoJSON's size, and quicker to
read. Rings of a polygon and its holes, and lines, are told alike in `rings`.

All of China is the overview, generalised once more; the backdrop is its provinces alone. A city
comes with every county that touches it, so that its border is drawn once, not twice by two
generalisations.
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
    import pandas as pd

    from geo.models import Adcode

    Codes = npt.NDArray[np.object_]
    Shapes = npt.NDArray[np.object_]
    Rows = npt.NDArray[np.intp]
    Points = npt.NDArray[np.float64]

__all__ = ["CountySource", "backdrop_json", "detail_json", "overview_json", "sketch_json"]

_DETAIL_DEGREES = 0.002
_OVERVIEW_DEGREES = 0.02
_SKETCH_DEGREES = 0.06
# Cells of the grid: one is 0.00009, 0.0007 and 0.005 degrees of longitude wide.
_DETAIL_CELLS = 2**22
_OVERVIEW_CELLS = 2**19
_SKETCH_CELLS = 2**16
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


def sketch_json(boundaries: CountySource) -> str:
    """Write the same as `overview_json`, coarse enough to be read and painted at once."""
    return _all(boundaries, _SKETCH_DEGREES, _SKETCH_CELLS)


def backdrop_json(boundaries: CountySource, *, behind: Iterable[Adcode] = ()) -> str:
    """Write the provinces' ground and borders and the national lines, to stand behind cities.

    It has no counties: where some cities come in detail, the first look needs no others. It leaves
    out the borders that `behind` those cities would show beside their own finer ones.
    """
    cells, frame = _SKETCH_CELLS, boundaries.overview()
    codes, number = np.unique(frame["province_code"].to_numpy("object"), return_inverse=True)
    shapes = frame.geometry.to_numpy()
    grounds = [shapely.coverage_union_all(shapes[number == row]) for row in range(len(codes))]
    grounds = shapely.coverage_simplify(grounds, _SKETCH_DEGREES)
    one, other = np.triu_indices(len(codes), 1)
    borders = _shared_lines(grounds, one, other)[1]
    if finer := [frame[_with_ring(frame, code)].union_all() for code in behind]:
        inside = shapely.buffer(shapely.union_all(finer), -_SKETCH_DEGREES)
        borders = shapely.difference(borders, inside)
    return _collection(
        [
            *_features([{"kind": "land"}] * len(codes), grounds, cells),
            *_features([{"kind": "province"}] * len(borders), borders, cells),
            *_national(boundaries, cells),
        ],
        cells,
    )


def overview_json(boundaries: CountySource) -> str:
    """Write all counties, the borders between cities and provinces, and the national lines."""
    return _all(boundaries, _OVERVIEW_DEGREES, _OVERVIEW_CELLS)


def _all(boundaries: CountySource, degrees: float, cells: int) -> str:
    frame = _simplified(boundaries.overview(), degrees)
    return _collection([*_shapes(frame, cells), *_national(boundaries, cells)], cells)


def _national(boundaries: CountySource, cells: int) -> Iterator[str]:
    lines = boundaries.national_lines()
    lines = lines[lines["kind"] != "province"]  # drawn from the counties, which they must meet
    # Islands without a county are outlined by these alone, so they stay as fine in a sketch.
    shapes = shapely.simplify(lines.geometry.to_numpy(), _OVERVIEW_DEGREES)
    return _features([{"kind": str(kind)} for kind in lines["kind"]], shapes, cells)


def detail_json(boundaries: CountySource, prefecture: Adcode) -> str:
    """Write the counties of a prefecture and those that touch it, to about 200 m.

    A county directly under a province is its own prefecture.
    """
    everything = boundaries.overview()
    frame = boundaries.counties(list(everything.loc[_with_ring(everything, prefecture), "adcode"]))
    return _collection(_shapes(_simplified(frame, _DETAIL_DEGREES), _DETAIL_CELLS), _DETAIL_CELLS)


def _with_ring(everything: gpd.GeoDataFrame, prefecture: Adcode) -> pd.Series[bool]:
    """Tell which counties are a prefecture's or touch it."""
    mine = everything[_group_codes(everything) == prefecture]
    near: pd.Series[bool] = everything.geometry.intersects(
        mine.union_all().buffer(3 * _LABEL_DEGREES)
    )
    return near


def _simplified(frame: gpd.GeoDataFrame, degrees: float) -> gpd.GeoDataFrame:
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), degrees)
    return frame.set_geometry(list(shapes), crs=frame.crs)


def _shapes(frame: gpd.GeoDataFrame, cells: int) -> list[str]:
    """Counties, then the lines where cities or provinces meet."""
    return [*_county_features(frame, cells), *_borders(frame, cells)]


def _group_codes(frame: gpd.GeoDataFrame) -> Codes:
    """Return the prefecture's code, or the county's own where it has none; shape (n,)."""
    codes = frame["prefecture_code"].astype("object")
    own = frame["adcode"].astype("object")
    groups: Codes = codes.where(codes.notna() & (codes != ""), own).to_numpy()
    return groups


def _county_features(frame: gpd.GeoDataFrame, cells: int) -> Iterator[str]:
    shapes = _gridded(frame.geometry.to_numpy(), cells)
    # The middle of the widest circle that fits: a place for the name, not a position of anything.
    circles = shapely.maximum_inscribed_circle(shapes, tolerance=_LABEL_DEGREES / 360 * cells)
    middles = np.rint(shapely.get_coordinates(shapely.get_point(circles, 0))).astype(np.int64)
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
        yield _feature(properties, shape)


def _features(
    properties: Iterable[Mapping[str, str]], shapes: Iterable[shapely.Geometry], cells: int
) -> Iterator[str]:
    gridded = _gridded(np.asarray(shapes, dtype=object), cells)
    for named, shape in zip(properties, gridded, strict=True):
        if not shapely.is_empty(shape):
            yield _feature(named, shape)


def _borders(frame: gpd.GeoDataFrame, cells: int) -> Iterator[str]:
    """Write the line shared by each two counties of different cities.

    Each is named by its `pair`, so that the browser can put the detailed line in the place of the
    overview's.
    """
    shapes, codes = frame.geometry.to_numpy(), frame["adcode"].to_numpy("object")
    cities, provinces = _group_codes(frame), frame["province_code"].to_numpy("object")
    left, right = shapely.STRtree(shapes).query(shapes, predicate="touches")
    apart = (left < right) & (cities[left] != cities[right])
    left, right = left[apart], right[apart]
    pairs, shared = _shared_lines(shapes, left, right)
    properties = [
        {
            "kind": "prefecture" if provinces[one] == provinces[other] else "province",
            "pair": f"{codes[one]}-{codes[other]}",
        }
        for one, other in zip(left[pairs], right[pairs], strict=True)
    ]
    yield from _features(properties, shared, cells)


def _shared_lines(shapes: Shapes, left: Rows, right: Rows) -> tuple[Rows, Shapes]:
    """Return which of the pairs of shapes share a line, as rows of `left`, and these lines."""
    outlines = shapely.boundary(shapes)
    parts, owners = shapely.get_parts(
        shapely.intersection(outlines[left], outlines[right]), return_index=True
    )
    linear = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    pairs, group = np.unique(owners[linear], return_inverse=True)
    lines = shapely.line_merge(shapely.multilinestrings(parts[linear], indices=group))
    return pairs, lines


def _gridded(shapes: Shapes, cells: int) -> Shapes:
    """Return shapes in degrees on the grid: Web Mercator, the world `cells` wide from the west."""

    def cell(degrees: Points) -> Points:
        lon, lat = degrees.T
        down = 0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi)
        placed: Points = np.rint(np.column_stack([lon / 360 + 0.5, down]) * cells)
        return placed

    gridded: Shapes = shapely.transform(shapes, cell)
    return gridded


def _feature(properties: Mapping[str, object], shape: shapely.Geometry) -> str:
    feature = {"properties": properties, "rings": _rings(shape)}
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def _rings(shape: shapely.Geometry) -> list[list[int]]:
    parts = shapely.get_parts(shape)
    if shapely.get_dimensions(shape) == _AREA:
        parts = shapely.get_rings(parts)
    found = []
    for part in parts:
        steps = shapely.get_coordinates(part).astype(np.int64)
        steps[1:] = np.diff(steps, axis=0)
        moved = np.append(True, steps[1:].any(axis=1))  # the grid has put points upon another
        found.append(steps[moved].ravel().tolist())
    return found


def _collection(features: Iterable[str], cells: int) -> str:
    return f'{{"cells":{cells},"features":[\n' + ",\n".join(features) + "\n]}"

"""County polygons as the small GeoJSON the browser draws: all of China, or a city with its ring.

All of China is the overview, generalised once more. A city comes with every county that touches it,
so that its border is drawn once, not twice by two generalisations.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd
    import numpy as np
    import numpy.typing as npt

    from geo.models import Adcode

    Codes = npt.NDArray[np.object_]

__all__ = ["CountySource", "detail_json", "overview_json"]

_DETAIL_DEGREES = 0.002
_OVERVIEW_DEGREES = 0.02
_DETAIL_DIGITS = 4
_OVERVIEW_DIGITS = 3
_LABEL_DEGREES = 0.01


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
    features = _shapes(frame, _OVERVIEW_DIGITS)
    for kind, geometry in zip(lines["kind"], lines.geometry, strict=True):
        features.extend(_lines(str(kind), [geometry], _OVERVIEW_DIGITS))
    return _collection(features)


def detail_json(boundaries: CountySource, prefecture: Adcode) -> str:
    """Write the counties of a prefecture and those that touch it, to about 200 m.

    A county directly under a province is its own prefecture.
    """
    everything = boundaries.overview()
    mine = everything[_group_codes(everything) == prefecture]
    near = everything.geometry.intersects(mine.union_all().buffer(3 * _LABEL_DEGREES))
    frame = boundaries.counties(list(everything.loc[near, "adcode"]))
    return _collection(_shapes(_simplified(frame, _DETAIL_DEGREES), _DETAIL_DIGITS))


def _simplified(frame: gpd.GeoDataFrame, degrees: float) -> gpd.GeoDataFrame:
    shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), degrees)
    return frame.set_geometry(list(shapes), crs=frame.crs)


def _shapes(frame: gpd.GeoDataFrame, digits: int) -> list[str]:
    """Counties, then the borders between cities of one province, then those of provinces."""
    cities, provinces = _group_codes(frame), frame["province_code"].to_numpy("object")
    return [
        *_county_features(frame, digits),
        *_lines("prefecture", _borders(frame, cities, within=provinces), digits),
        *_lines("province", _borders(frame, provinces), digits),
    ]


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
    for row, at, shape in zip(columns, middles, shapely.to_geojson(shapes), strict=True):
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


def _lines(kind: str, shapes: Iterable[object], digits: int) -> Iterator[str]:
    for shape in _rounded(list(shapes), digits):
        if not shapely.is_empty(shape):
            yield _feature({"kind": kind}, shapely.to_geojson(shape))


def _borders(
    frame: gpd.GeoDataFrame, groups: Codes, *, within: Codes | None = None
) -> list[object]:
    """Find the lines shared by counties of different `groups` that are alike in `within`."""
    shapes = frame.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="touches")
    apart = (left < right) & (groups[left] != groups[right])
    if within is not None:
        apart &= within[left] == within[right]
    outlines = shapely.boundary(shapes)
    shared = shapely.intersection(outlines[left[apart]], outlines[right[apart]])
    parts = shapely.get_parts(shared)
    segments = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return [shapely.line_merge(shapely.multilinestrings(segments))] if len(segments) else []


def _rounded(shapes: object, digits: int) -> Codes:
    rounded: Codes = shapely.transform(shapes, lambda xy: xy.round(digits))
    return rounded


def _feature(properties: dict[str, object], geometry: str) -> str:
    text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{text},"geometry":{geometry}}}'


def _collection(features: Iterable[str]) -> str:
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}"

"""Rows and shapes as frames that satisfy their schema: what every builder of a layer ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.rows import printable
from layers.schema import CRS, validate
from projects.selection import Holdings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd
    from shapely import MultiPolygon

    from geo.boundaries import Boundaries
    from geo.models import Adcode
    from layers.schema import Schema
    from projects.models import DocumentFacts, Project

__all__ = ["Shapes", "as_holdings", "geoframe", "plain_frame"]

_DTYPES = {"text": "str", "adcode": "str", "int": "Int64", "real": "float64", "bool": "bool"}


def as_holdings(
    projects: Holdings | Iterable[Project], documents: Iterable[DocumentFacts] = ()
) -> Holdings:
    """Take projects as what is held: Holdings as they are, a plain sequence as all there is.

    With Holdings a group's remainder is taken over all its members, chosen or not.
    """
    if isinstance(projects, Holdings):
        return projects
    return Holdings(documents=tuple(documents), projects=tuple(projects))


def plain_frame(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pd.DataFrame:
    """Make a table of the schema's columns from rows that have them.

    Raises
    ------
    FrameError
        If the rows break the schema.
    """
    frame = _columns(rows, schema)
    validate(frame, schema)
    return frame


def geoframe(
    rows: Sequence[Mapping[str, Any]], schema: Schema, geometry: Sequence[Any]
) -> gpd.GeoDataFrame:
    """Make a layer in EPSG:4490; `geometry` holds a shape or None for each row.

    Raises
    ------
    FrameError
        If rows or shapes break the schema.
    """
    import geopandas as gpd

    frame = gpd.GeoDataFrame(_columns(rows, schema), geometry=list(geometry), crs=CRS)
    validate(frame, schema)
    return frame


def _columns(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pd.DataFrame:
    import pandas as pd

    columns = {}
    for column in schema.columns:
        values = [row[column.name] for row in rows]
        if column.dtype == "text":
            values = [value and printable(value) for value in values]
        columns[column.name] = pd.Series(values, dtype=_DTYPES[column.dtype])
    return pd.DataFrame(columns)


class Shapes:
    """County polygons and their unions, each built once however many projects share it."""

    def __init__(self, boundaries: Boundaries, codes: Iterable[Adcode]) -> None:
        counties = boundaries.counties(sorted(set(codes)))
        self._polygons = dict(zip(counties["adcode"], counties.geometry, strict=True))
        self._unions: dict[tuple[Adcode, ...], MultiPolygon | None] = {}

    def of(self, codes: tuple[Adcode, ...]) -> MultiPolygon | None:
        """Unite the counties' polygons; None where none of them has one."""
        if codes not in self._unions:
            self._unions[codes] = self._unite(codes)
        return self._unions[codes]

    def _unite(self, codes: tuple[Adcode, ...]) -> MultiPolygon | None:
        import shapely

        parts = [self._polygons[code] for code in codes if code in self._polygons]
        if not parts:
            return None
        united = shapely.union_all(parts) if len(parts) > 1 else parts[0]
        return united if united.geom_type == "MultiPolygon" else shapely.MultiPolygon([united])

"""Cells and shapes as frames that satisfy their schema: what every builder of a layer ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.rows import texts
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

__all__ = ["Shapes", "as_holdings", "columns_of_rows", "geoframe", "plain_frame", "with_shapes"]

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


def columns_of_rows(rows: Sequence[Mapping[str, Any]], schema: Schema) -> dict[str, list[Any]]:
    """Turn rows that have the schema's columns into columns."""
    return {name: [row[name] for row in rows] for name in schema.names}


def plain_frame(columns: Mapping[str, Any], schema: Schema) -> pd.DataFrame:
    """Make a table of the schema's columns, lists or another frame's; further ones are left out.

    Raises
    ------
    FrameError
        If the columns break the schema.
    """
    frame = _frame(columns, schema)
    validate(frame, schema)
    return frame


def geoframe(
    columns: Mapping[str, Any],
    schema: Schema,
    geometry: Sequence[Any],
    *,
    sound: set[int] | None = None,
) -> gpd.GeoDataFrame:
    """Make a layer in EPSG:4490; `geometry` holds a shape or None for each row.

    `sound` are the ids of shapes known to be valid; those found valid here are added.

    Raises
    ------
    FrameError
        If columns or shapes break the schema.
    """
    return with_shapes(_frame(columns, schema), schema, geometry, sound=sound)


def with_shapes(
    frame: pd.DataFrame,
    schema: Schema,
    geometry: Sequence[Any],
    *,
    sound: set[int] | None = None,
) -> gpd.GeoDataFrame:
    """Give a table of the schema's columns its shapes, and check them together; see `geoframe`."""
    import geopandas as gpd
    import numpy as np

    shapes = np.empty(len(frame), dtype=object)
    shapes[:] = geometry
    made = gpd.GeoDataFrame(frame, geometry=shapes, crs=CRS)
    validate(made, schema, sound=sound)
    return made


def _frame(columns: Mapping[str, Any], schema: Schema) -> pd.DataFrame:
    import pandas as pd

    made = {}
    for column in schema.columns:
        values = columns[column.name]
        if isinstance(values, pd.Series):  # of another frame, which is clean
            made[column.name] = values.reset_index(drop=True)
            continue
        if column.dtype == "text":
            values = texts(values)
        made[column.name] = pd.Series(values, dtype=_DTYPES[column.dtype])
    return pd.DataFrame(made)


class Shapes:
    """County polygons and their unions, each built and looked at once however many rows share it.

    `sound` holds the ids of those that are known to be valid.
    """

    def __init__(self, boundaries: Boundaries) -> None:
        counties = boundaries.counties()
        self._polygons = dict(zip(counties["adcode"], counties.geometry, strict=True))
        self._unions: dict[tuple[Adcode, ...], MultiPolygon | None] = {}
        self.sound: set[int] = set()

    def of(self, codes: tuple[Adcode, ...]) -> MultiPolygon | None:
        """Unite the counties' polygons; None where none of them has one."""
        if codes not in self._unions:
            self._unions[codes] = self._unite(codes)
        return self._unions[codes]

    def _unite(self, codes: tuple[Adcode, ...]) -> MultiPolygon | None:
        import shapely

        parts = [self._polygons[code] for code in dict.fromkeys(codes) if code in self._polygons]
        if not parts:
            return None
        united = parts[0]
        if len(parts) > 1:  # neighbours share their vertices, which makes this much the quicker way
            united = shapely.coverage_union_all(parts)
            if not united.is_valid:
                united = shapely.union_all(parts)
        if united.geom_type != "MultiPolygon":
            united = shapely.MultiPolygon([united])
        return united

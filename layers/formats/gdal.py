"""Layers by way of GDAL, in parts, with Chinese titles for the columns; and read again.

Columns travel as Arrow: GDAL takes a column's alias and comment from the metadata of its Arrow
field, which no other way of writing offers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layers.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pyarrow as pa

    from layers.schema import Column, Schema

__all__ = ["Target", "arrow_parts", "arrow_schema", "read_parts", "write_layer"]

_PART = 10_000
"""Rows that are held as shapes at a time: each brings the whole polygon of its county."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where and how GDAL writes a layer.

    `options` are the driver's, `encoding` that of the text where the driver lets one choose.
    """

    path: Path
    driver: str
    layer: str
    options: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None


def arrow_parts(frame: gpd.GeoDataFrame, columns: Iterable[Column]) -> Iterator[pa.RecordBatch]:
    """Give a frame as Arrow batches with WKB shapes, titles and notes at the fields.

    Parameters
    ----------
    frame
        Columns named as `columns`; shapes, if any, in the column `geometry`.
    """
    import pyarrow as pa

    schema = arrow_schema(frame, columns)
    for start in range(0, max(len(frame), 1), _PART):
        part = frame.iloc[start : start + _PART]
        if "geometry" not in schema.names:
            table = pa.Table.from_pandas(part, preserve_index=False)
        else:
            table = pa.table(part.to_arrow(index=False, geometry_encoding="WKB"))
        yield from table.select(schema.names).cast(schema).to_batches()


def write_layer(frame: gpd.GeoDataFrame, schema: Schema, target: Target) -> None:
    """Write a layer into a new file or, where the driver allows, into one that is there.

    Raises
    ------
    ExportError
        With GDAL's reason.
    """
    import pyarrow as pa
    import pyogrio
    from pyogrio.errors import CRSError, DataLayerError, DataSourceError

    parts = arrow_parts(frame, schema.columns)
    batches = pa.RecordBatchReader.from_batches(arrow_schema(frame, schema.columns), parts)
    shape: dict[str, Any] = {}
    if schema.geometry:
        crs = frame.crs.to_string()
        shape = {"geometry_name": "geometry", "geometry_type": schema.geometry[0], "crs": crs}
    try:
        pyogrio.write_arrow(
            batches,
            target.path,
            layer=target.layer,
            driver=target.driver,
            encoding=target.encoding,
            layer_options=dict(target.options),
            **shape,
        )
    except (DataSourceError, DataLayerError, CRSError) as exc:
        raise ExportError(" ".join(str(exc).split())) from exc


def read_parts(path: Path, layer: str | None = None) -> Iterator[gpd.GeoDataFrame]:
    """Read a layer in parts, shapes in the column `geometry` where it has any.

    Not as Arrow: GDAL 3.12 gives wrong offsets for a FlatGeobuf row without shape.

    Raises
    ------
    ExportError
        If GDAL cannot read it.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        count = pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"]
        for start in range(0, max(count, 1), _PART):
            yield pyogrio.read_dataframe(
                path, layer=layer, skip_features=start, max_features=_PART, use_arrow=False
            )
    except (DataSourceError, DataLayerError) as exc:
        raise ExportError(" ".join(str(exc).split())) from exc


def arrow_schema(frame: gpd.GeoDataFrame, columns: Iterable[Column]) -> pa.Schema:
    """Give the Arrow schema of a frame, shapes last, with titles and notes at the fields."""
    import pyarrow as pa

    kinds = {
        "text": pa.large_string(),
        "adcode": pa.large_string(),
        "int": pa.int32(),
        "real": pa.float64(),
        "bool": pa.bool_(),
    }
    fields = [
        pa.field(
            column.name,
            kinds[column.dtype],
            metadata={
                "GDAL:OGR:alternative_name": column.heading,
                "GDAL:OGR:comment": column.note,
            },
        )
        for column in columns
    ]
    if "geometry" in frame.columns:
        empty = pa.table(frame.iloc[:0].to_arrow(geometry_encoding="WKB"))
        fields.append(empty.schema.field("geometry"))
    return pa.schema(fields)

"""GeoParquet 1.1: one layer in columns, the facts in the file's own metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from layers.errors import ExportError
from layers.formats.gdal import arrow_parts, arrow_schema
from layers.formats.parts import single
from layers.formats.readback import check
from layers.formats.telling import facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pyarrow as pa

    from layers.content import Content
    from layers.schema import Schema

__all__ = ["write_geoparquet"]

_VERSION = "1.1.0"
_ROWS = 10_000


def write_geoparquet(content: Content, path: Path, crs: str) -> None:
    """Write the one layer, compressed by zstd.

    The key `geo` is the standard's; `luotu` holds the facts in words, and each field its title
    and description.

    Raises
    ------
    ExportError
        With the reason, if it cannot be written or does not read back as written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, frame = single(content, crs)
    told = {
        "geo": _json(_geo(schema, frame, crs)),
        "luotu": _json([list(fact) for fact in facts(content)]),
    }
    arrow = _titled(arrow_schema(frame, schema.columns), schema).with_metadata(told)
    try:
        with pq.ParquetWriter(path, arrow, compression="zstd") as writer:
            for batch in arrow_parts(frame, schema.columns):
                writer.write_table(pa.Table.from_batches([batch]).cast(arrow), _ROWS)
        check(schema, frame, _parts(path, crs))
    except pa.ArrowException as exc:
        raise ExportError(" ".join(str(exc).split())) from exc


def _geo(schema: Schema, frame: gpd.GeoDataFrame, crs: str) -> dict[str, Any]:
    """Describe the shapes as the standard asks (geoparquet.org, releases/v1.1.0)."""
    import pyproj

    filled = frame.geometry[frame.geometry.notna()]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(set(filled.geom_type)) or list(schema.geometry),
        "crs": pyproj.CRS(crs).to_json_dict(),
    }
    if len(filled):
        column["bbox"] = filled.total_bounds.tolist()
    return {"version": _VERSION, "primary_column": "geometry", "columns": {"geometry": column}}


def _titled(arrow: pa.Schema, schema: Schema) -> pa.Schema:
    for place, column in enumerate(schema.columns):
        told = {"title": column.heading, "description": column.note}
        arrow = arrow.set(place, arrow.field(place).with_metadata(told))
    return arrow


def _parts(path: Path, crs: str) -> Iterator[gpd.GeoDataFrame]:
    import geopandas as gpd
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as source:
        for number in range(source.num_row_groups):
            cells = source.read_row_group(number).to_pandas()
            shapes = gpd.GeoSeries.from_wkb(cells.pop("geometry"), crs=crs)
            yield gpd.GeoDataFrame(cells, geometry=shapes)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""GeoJSON by RFC 7946: WGS84 longitude and latitude, right-hand rule, six digits at most."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from layers.errors import ExportError
from layers.formats.parts import needs_degrees
from layers.formats.readback import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

    from layers.content import Content
    from layers.schema import Schema

__all__ = ["write_geojson"]

_DIGITS = 6
"""Of a degree: 0.1 m, what the polygons are known to."""
_HALF = 0.5000001 * 10.0**-_DIGITS
_PART = 500
"""Features compared at a time: as JSON a polygon takes twenty times its size."""
_TAIL = "]}\n"


def write_geojson(content: Content, path: Path, crs: str) -> None:
    """Write one feature per project; without a county its geometry is null.

    CGCS2000 and WGS84 differ by centimetres and are taken as one here. Sources, notices and the
    columns' titles stand in the member `metadata`.

    Raises
    ------
    ExportError
        If `crs` is not one of degrees, or the file read back differs.
    """
    needs_degrees(crs, "GeoJSON")
    schema, frame = content.project_areas()
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_head(content, schema))
        for number, feature in enumerate(_features(frame, schema)):
            out.write(("," if number else "") + feature + "\n")
        out.write(_TAIL)
    check(schema, frame, _parts(path), tolerance=_HALF)


def _head(content: Content, schema: Schema) -> str:
    """Write the collection up to its first feature, on one line."""
    metadata = {
        "title": schema.title,
        "description": schema.description,
        "date": content.made_on.isoformat(),
        "filter": content.selection(),
        "notices": content.notices(),
        "sources": content.sources(),
        "fields": {
            column.name: {"title": column.heading, "description": column.note}
            for column in schema.columns
        },
    }
    collection = _json({"type": "FeatureCollection", "metadata": metadata})
    return collection[:-1] + ',"features":[\n'


def _features(frame: gpd.GeoDataFrame, schema: Schema) -> Iterator[str]:
    """Write each row as a feature, one line each; a polygon many projects share but once."""
    shapes = {id(None): "null"}
    columns = [frame[name].tolist() for name in schema.names]
    for geometry, *values in zip(frame.geometry, *columns, strict=True):
        if id(geometry) not in shapes:
            shapes[id(geometry)] = _json(_rounded(geometry))
        properties = dict(zip(schema.names, map(_plain, values), strict=True))
        yield (
            f'{{"type":"Feature","id":{_json(properties["key"])},'
            f'"geometry":{shapes[id(geometry)]},"properties":{_json(properties)}}}'
        )


def _rounded(geometry: Any) -> dict[str, Any]:  # noqa: ANN401 -- shapely carries no types
    import numpy as np
    import shapely

    rounded = shapely.transform(geometry, lambda xy: np.round(xy, _DIGITS))
    mapping: dict[str, Any] = shapely.geometry.mapping(shapely.orient_polygons(rounded))
    return mapping


def _plain(value: Any) -> Any:  # noqa: ANN401 -- a cell of any dtype
    import pandas as pd

    return None if pd.isna(value) else value


def _json(value: dict[str, Any] | str) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _parts(path: Path) -> Iterator[gpd.GeoDataFrame]:
    """Read the file line by line, since the whole may be larger than memory."""
    with path.open(encoding="utf-8") as written:
        line = written.readline()
        json.loads(line + _TAIL)
        features = []
        for line in written:
            if line == _TAIL:
                break
            features.append(json.loads(line.removeprefix(",")))
            if len(features) == _PART:
                yield _frame(features)
                features = []
        if line != _TAIL:
            message = "the file read back ends too early"
            raise ExportError(message)
        if features:
            yield _frame(features)


def _frame(features: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import shapely

    shapes = [f["geometry"] and shapely.from_geojson(json.dumps(f["geometry"])) for f in features]
    return gpd.GeoDataFrame([f["properties"] for f in features], geometry=shapes)

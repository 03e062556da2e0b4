"""GeoJSON by RFC 7946: WGS84 longitude and latitude, right-hand rule, six digits at most."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from layers.errors import ExportError
from layers.tables import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

    from layers.content import Content

__all__ = ["write_geojson"]

_DIGITS = 6
_DEGREES = ("EPSG:4490", "EPSG:4326")


def write_geojson(content: Content, path: Path, crs: str) -> None:
    """Write one feature per project; without a county its geometry is null.

    CGCS2000 and WGS84 differ by centimetres and are taken as one here. Sources, notices and the
    columns' titles stand in the member `metadata`.

    Raises
    ------
    ExportError
        If `crs` is not one of degrees, or the file read back differs.
    """
    if crs not in _DEGREES:
        message = f"GeoJSON is WGS84 by its standard, not {crs}: use EPSG:4326 or a .gpkg file"
        raise ExportError(message)
    frame = content.project_rows()
    with path.open("w", encoding="utf-8", newline="\n") as out:
        head = {"type": "FeatureCollection", "metadata": _metadata(content)}
        out.write(_json(head)[:-1] + ',"features":[\n')
        for number, feature in enumerate(_features(frame)):
            out.write((",\n" if number else "") + _json(feature))
        out.write("\n]}\n")
    _check(path, frame)


def _metadata(content: Content) -> dict[str, Any]:
    return {
        "title": PROJECTS.title,
        "description": PROJECTS.description,
        "date": content.made_on.isoformat(),
        "filter": content.selection(),
        "notices": content.notices(),
        "sources": content.sources(),
        "fields": {
            column.name: {"title": column.title, "description": column.note}
            for column in PROJECTS.columns
        },
    }


def _features(frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    shapes: dict[int, dict[str, Any] | None] = {id(None): None}
    columns = [frame[name].tolist() for name in PROJECTS.names]
    for geometry, *values in zip(frame.geometry, *columns, strict=True):
        if id(geometry) not in shapes:
            shapes[id(geometry)] = _rounded(geometry)
        properties = dict(zip(PROJECTS.names, map(_plain, values), strict=True))
        yield {
            "type": "Feature",
            "id": properties["key"],
            "geometry": shapes[id(geometry)],
            "properties": properties,
        }


def _rounded(geometry: Any) -> dict[str, Any]:  # noqa: ANN401 -- shapely carries no types
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    rounded = shapely.transform(geometry, lambda xy: np.round(xy, _DIGITS))
    mapping: dict[str, Any] = shapely.geometry.mapping(shapely.orient_polygons(rounded))
    return mapping


def _plain(value: Any) -> Any:  # noqa: ANN401 -- a cell of any dtype
    import pandas as pd  # noqa: PLC0415

    if value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _check(path: Path, frame: gpd.GeoDataFrame) -> None:
    with path.open(encoding="utf-8") as written:
        features = json.load(written)["features"]
    keys = [feature["id"] for feature in features]
    shapes = sum(feature["geometry"] is not None for feature in features)
    if keys != frame["key"].tolist() or shapes != int(frame.geometry.notna().sum()):
        message = f"read back {len(keys)} features with {shapes} shapes: not what was written"
        raise ExportError(message)

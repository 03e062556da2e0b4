"""The GeoPackage: layers in one CRS, styled, named in Chinese and documented.

The layers are written by GDAL, one at a time, so that no two are in memory together; titles, column
aliases, metadata and styles follow in one SQLite transaction; then the file is read back by both.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.errors import ExportError
from layers.exportcrs import Projector
from layers.gpkg_tables import describe
from layers.metadata import Box, iso_metadata
from layers.qml import styles
from layers.tables import COUNTIES, NATIONAL_LINES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from layers.content import Content
    from layers.schema import Column, Schema

    Objects = npt.NDArray[np.object_]

__all__ = ["write_geopackage"]

_VERSION = "1.3"
"""The newest that the programs of older offices read without complaint."""
_PART = 20_000
"""Rows that are read back at a time."""
_BEHIND_SHAPES = 5_000
"""Rows of a layer with shapes whose cells are read back: they stand behind the shape, so that each
costs a polygon. Rows beyond have their cells in the table of projects, which is read whole."""
_COMPARED = frozenset({"key", "name", "kind", "stage", "county_codes"})
"""Columns of text that are compared, beside all numbers and codes: names and what sums hang on."""
_TYPES = {
    "Point": "Point",
    "MultiLineString": "MultiLineString",
    "MultiPolygon": "MultiPolygon",
}


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written of a layer: its rows, those with a shape, and the box in degrees."""

    schema: Schema
    rows: int
    shapes: int
    box: Box | None


def write_geopackage(content: Content, path: Path, crs: str) -> None:
    """Write a new GeoPackage and read it back.

    Raises
    ------
    ExportError
        With the reason, if there is nothing to write, it cannot be written or does not read back
        as written.
    """
    from pyogrio.errors import DataLayerError, DataSourceError

    projector = Projector(crs)
    written: list[_Written] = []
    power: list[float | None] = []
    projects: list[int] = []
    try:
        for schema, frame in content.layers():
            if schema.name == COUNTIES.name:
                power = frame["power_mw_headline"].dropna().tolist()
                projects = frame["projects"].tolist()
            written.append(_write(schema, frame, path, projector))
        if not written:
            message = f"none of the layers {', '.join(content.wanted())} has a row"
            raise ExportError(message)
        schemas = [layer.schema for layer in written]
        with closing(sqlite3.connect(path)) as database, database:
            describe(
                database,
                schemas,
                remark=content.remark(),
                metadata=iso_metadata(content, _box(written)),
                styles=styles(schemas, content.kinds, power=power, projects=projects),
                made_on=content.made_on,
            )
        faults = [*_faults_by_sqlite(path, written, crs), *_faults_by_gdal(path, written, crs)]
    except (DataSourceError, DataLayerError, sqlite3.Error) as exc:
        raise ExportError(str(exc)) from exc
    if faults:
        message = "the file read back differs: " + "; ".join(faults)
        raise ExportError(message)


def _write(schema: Schema, frame: gpd.GeoDataFrame, path: Path, projector: Projector) -> _Written:
    import pyogrio

    options: dict[str, Any] = {} if path.exists() else {"VERSION": _VERSION}
    geometry, shapes, box = None, 0, None
    if schema.geometry:
        geometry = _wkb(projector.of(frame).geometry.to_numpy())
        options |= {"geometry_type": _TYPES[schema.geometry[0]], "crs": projector.code}
        shapes = int(frame.geometry.notna().sum())
        west, south, east, north = frame.total_bounds.tolist()
        box = (west, south, east, north)
    cells, masks = zip(*(_cells(frame[c.name], c) for c in schema.columns), strict=True)
    pyogrio.raw.write(
        path,
        geometry,
        list(cells),
        schema.names,
        field_mask=list(masks),
        layer=schema.name,
        driver="GPKG",
        encoding="UTF-8",
        **options,
    )
    wrong = _different_cells(path, schema, cells, masks)
    if geometry is not None and (others := _different_shapes(path, schema.name, geometry)):
        wrong.append(f"{others} shapes")
    if wrong:
        message = f"the file read back differs in {schema.name}: {', '.join(wrong)}"
        raise ExportError(message)
    return _Written(schema, len(frame), shapes, box)


def _different_cells(
    path: Path,
    schema: Schema,
    cells: Sequence[npt.NDArray[Any]],
    masks: Sequence[npt.NDArray[np.bool_] | None],
) -> list[str]:
    """Name the columns in which GDAL reads another name, number or code than was written."""
    import pyogrio

    told = [
        (column.name, given, mask)
        for column, given, mask in zip(schema.columns, cells, masks, strict=True)
        if column.dtype != "text" or column.name in _COMPARED
    ]
    names = [name for name, _, _ in told]
    count, wrong = len(cells[0]), dict.fromkeys(names, False)
    if schema.geometry:
        count = min(count, _BEHIND_SHAPES)
    for start in range(0, count, _PART):
        end = min(start + _PART, count)
        read = pyogrio.raw.read(
            path,
            layer=schema.name,
            read_geometry=False,
            columns=names,
            skip_features=start,
            max_features=end - start,
        )[3]
        for name, given, mask, found in zip(*zip(*told, strict=True), read, strict=True):
            empty = None if mask is None else mask[start:end]
            wrong[name] |= not _are_same(given[start:end], empty, found)
    return [name for name, is_wrong in wrong.items() if is_wrong]


def _are_same(given: npt.NDArray[Any], empty: Any, found: npt.NDArray[Any]) -> bool:  # noqa: ANN401 -- a mask or None
    """Tell whether a column came back as it went; GDAL gives numbers with gaps as floats."""
    import numpy as np

    if len(given) != len(found):
        return False
    if given.dtype == object:
        return bool((given == found).all())
    numbers = given.astype(float)
    if empty is not None:
        numbers[empty] = np.nan
    return np.array_equal(numbers, found.astype(float), equal_nan=True)


def _different_shapes(path: Path, layer: str, written: Objects) -> int:
    """Count the shapes that are not those written, rows that have another's among them.

    Rows share their shapes: each different one is compared byte by byte, the rest by their length.
    """
    lengths: dict[int, int | None] = {id(None): None}
    wrong = 0
    with closing(sqlite3.connect(path)) as database:
        found = database.execute(f'SELECT fid, length(geom) FROM "{layer}" ORDER BY fid').fetchall()  # noqa: S608 -- a name of ours
        one = f'SELECT geom FROM "{layer}" WHERE fid = ?'  # noqa: S608 -- a name of ours
        for (fid, length), shape in zip(found, written, strict=False):
            if id(shape) not in lengths:
                [(blob,)] = database.execute(one, (fid,))
                lengths[id(shape)] = length
                wrong += blob is None or not blob.endswith(shape)
            wrong += length != lengths[id(shape)]
    return wrong


def _wkb(shapes: Objects) -> Objects:
    """Give each shape as bytes; rows of one shape share them, or they would fill the memory."""
    import numpy as np
    import shapely

    different = {id(shape): shape for shape in shapes if shape is not None}
    made = shapely.to_wkb(np.array(list(different.values()), dtype=object))
    by_id = dict(zip(different, made, strict=True))
    found = np.empty(len(shapes), dtype=object)
    found[:] = [None if shape is None else by_id[id(shape)] for shape in shapes]
    return found


def _cells(values: pd.Series, column: Column) -> tuple[npt.NDArray[Any], Any]:
    """Give a column as GDAL takes it, and which of its cells are empty."""
    import numpy as np

    if column.dtype == "int":
        return values.to_numpy("int64", na_value=0), values.isna().to_numpy()
    if column.dtype in ("real", "bool"):
        return values.to_numpy(), None
    codes, different = values.factorize()  # equal texts are one object
    texts = np.array([*different, None], dtype=object)
    return texts[codes], None


def _box(written: list[_Written]) -> Box | None:
    """Return what all layers but the lines of the nation reach over, in degrees."""
    boxes = [w.box for w in written if w.box and w.schema.name != NATIONAL_LINES.name]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _faults_by_sqlite(path: Path, written: list[_Written], crs: str) -> list[str]:
    faults = []
    with closing(sqlite3.connect(path)) as database:
        state = database.execute("PRAGMA integrity_check").fetchone()[0]
        if state != "ok":
            faults.append(f"integrity check: {state}")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            faults.append("a foreign key leads nowhere")
        for layer in written:
            name = layer.schema.name
            count = _count(database, name)
            if count != layer.rows:
                faults.append(f"{name} has {count} rows, not {layer.rows}")
            if layer.schema.geometry and _count(database, f"rtree_{name}_geom") != layer.shapes:
                faults.append(f"the index of {name} does not hold its {layer.shapes} shapes")
        found = dict(
            database.execute(
                "SELECT table_name, organization || ':' || organization_coordsys_id"
                " FROM gpkg_geometry_columns JOIN gpkg_spatial_ref_sys USING (srs_id)"
            )
        )
    if found != {w.schema.name: crs for w in written if w.schema.geometry}:
        faults.append(f"coordinate systems are {found}")
    return faults


def _count(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608


def _faults_by_gdal(path: Path, written: list[_Written], crs: str) -> list[str]:
    import pyogrio

    faults = []
    for layer in written:
        name = layer.schema.name
        info = pyogrio.read_info(path, layer=name)
        if info["features"] != layer.rows:
            faults.append(f"GDAL sees {info['features']} rows in {name}, not {layer.rows}")
        if layer.schema.geometry and info["crs"] != crs:
            faults.append(f"GDAL sees {name} in {info['crs']}, not {crs}")
        if list(info["fields"]) != layer.schema.names:
            faults.append(f"GDAL sees other columns in {name}")
    return faults

"""The GeoPackage: layers in one CRS, styled, named in Chinese and documented.

The layers are written by GDAL; titles, column aliases, metadata and styles follow in one SQLite
transaction; then the file is read back by both.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from layers.errors import ExportError
from layers.exportcrs import Projector
from layers.gpkg_tables import describe
from layers.metadata import iso_metadata
from layers.qml import styles
from layers.tables import COUNTIES

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from layers.content import Content
    from layers.schema import Schema

__all__ = ["write_geopackage"]

_PART = 10_000

Table = tuple["Schema", "gpd.GeoDataFrame"]
"""A layer with its schema; a plain DataFrame where the schema has no geometry."""


def write_geopackage(content: Content, path: Path, crs: str) -> None:
    """Write a new GeoPackage and read it back.

    Raises
    ------
    ExportError
        With the reason, if it cannot be written or does not read back as written.
    """
    from pyogrio.errors import DataLayerError, DataSourceError

    projector = Projector(crs)
    tables: list[Table] = [
        (schema, projector.of(frame) if schema.geometry else frame)
        for schema, frame in content.layers()
    ]
    try:
        for schema, frame in tables:
            _write(schema, frame, path)
        with closing(sqlite3.connect(path)) as database, database:
            describe(
                database,
                [schema for schema, _ in tables],
                remark=content.remark(),
                metadata=iso_metadata(content, _box(tables)),
                styles=_styles(content, tables),
                made_on=content.made_on,
            )
        faults = [*_faults_by_sqlite(path, tables, crs), *_faults_by_gdal(path, tables, crs)]
    except (DataSourceError, DataLayerError, sqlite3.Error) as exc:
        raise ExportError(str(exc)) from exc
    if faults:
        message = "the file read back differs: " + "; ".join(faults)
        raise ExportError(message)


def _box(tables: list[Table]) -> Box | None:
    """Return what the layers but the national lines reach over, in degrees."""
    return None


def _styles(content: Content, tables: list[Table]) -> dict[str, str]:
    schemas = [schema for schema, _ in tables]
    counties = next((frame for schema, frame in tables if schema.name == COUNTIES.name), None)
    if counties is None:
        return styles(schemas, content.kinds)
    power = counties["power_mw_headline"].dropna().tolist()
    return styles(schemas, content.kinds, power=power, projects=counties["projects"].tolist())


def _write(schema: Schema, frame: gpd.GeoDataFrame, path: Path) -> None:
    import pyogrio

    options = {"layer": schema.name, "driver": "GPKG"}
    if not path.exists():
        # 1.3 is the newest version that the programs of older offices read without complaint.
        options["VERSION"] = "1.3"
    if schema.geometry:
        options["geometry_type"] = schema.geometry[0]
    # In parts, because every row of a part holds its whole polygon in memory while it is written.
    for start in range(0, max(len(frame), 1), _PART):
        part = frame.iloc[start : start + _PART]
        pyogrio.write_dataframe(part, path, append=start > 0, **options)


def _faults_by_sqlite(path: Path, tables: list[Table], crs: str) -> list[str]:
    faults = []
    with closing(sqlite3.connect(path)) as database:
        state = database.execute("PRAGMA integrity_check").fetchone()[0]
        if state != "ok":
            faults.append(f"integrity check: {state}")
        for schema, frame in tables:
            count = database.execute(f'SELECT count(*) FROM "{schema.name}"').fetchone()[0]  # noqa: S608
            if count != len(frame):
                faults.append(f"{schema.name} has {count} rows, not {len(frame)}")
        found = dict(
            database.execute(
                "SELECT table_name, organization || ':' || organization_coordsys_id"
                " FROM gpkg_geometry_columns JOIN gpkg_spatial_ref_sys USING (srs_id)"
            )
        )
    expected = {schema.name: crs for schema, _ in tables if schema.geometry}
    if found != expected:
        faults.append(f"coordinate systems are {found}")
    return faults


def _faults_by_gdal(path: Path, tables: list[Table], crs: str) -> list[str]:
    import pyogrio

    faults = []
    for schema, frame in tables:
        info = pyogrio.read_info(path, layer=schema.name)
        if info["features"] != len(frame):
            faults.append(f"GDAL sees {info['features']} rows in {schema.name}, not {len(frame)}")
        if schema.geometry and info["crs"] != crs:
            faults.append(f"GDAL sees {schema.name} in {info['crs']}, not {crs}")
        if list(info["fields"]) != schema.names:
            faults.append(f"GDAL sees other columns in {schema.name}")
    return faults

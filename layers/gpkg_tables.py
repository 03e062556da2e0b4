"""The tables a GeoPackage needs beyond its layers: aliases, metadata and default styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date

    from layers.schema import Schema

__all__ = ["describe"]

# Table definitions of the standard (OGC 12-128r18, annexes F.8 and F.9) and, for layer_styles,
# of QGIS, which finds a layer's default style there.
_DEFINITIONS = (
    # GDAL makes this one where a layer has shapes, and only there.
    """CREATE TABLE IF NOT EXISTS gpkg_extensions (
        table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
        definition TEXT NOT NULL, scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
    """CREATE TABLE gpkg_data_columns (
        table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
        description TEXT, mime_type TEXT, constraint_name TEXT,
        CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
        CONSTRAINT gdc_tn UNIQUE (table_name, name))""",
    """CREATE TABLE gpkg_data_column_constraints (
        constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
        min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN,
        description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))""",
    """CREATE TABLE gpkg_metadata (
        id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
        md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
        mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE gpkg_metadata_reference (
        reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
        timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
        CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
        CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))""",
    """CREATE TABLE layer_styles (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
        f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
        useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
        update_time DATETIME)""",
)
_SPECIFICATION = "http://www.geopackage.org/spec/#extension_"
_EXTENSIONS = (
    ("gpkg_data_columns", "schema"),
    ("gpkg_data_column_constraints", "schema"),
    ("gpkg_metadata", "metadata"),
    ("gpkg_metadata_reference", "metadata"),
)
_STYLES_TABLE = "layer_styles"
_STYLE = "落图默认样式"


def describe(
    database: sqlite3.Connection,
    schemas: Sequence[Schema],
    *,
    remark: str,
    metadata: str,
    styles: Mapping[str, str],
    made_on: date,
) -> None:
    """Add titles, column aliases, the metadata record and default styles, uncommitted.

    `remark` ends each layer's description, which QGIS and ArcGIS show; `styles` maps a layer's
    name to its QML. Every time stamp becomes `made_on`, so that two
    exports of the same day are equal.

    Raises
    ------
    sqlite3.Error
        If the database refuses, for instance on a full disk.
    """
    moment = f"{made_on.isoformat()}T00:00:00.000Z"
    for definition in _DEFINITIONS:
        database.execute(definition)
    database.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
        [(table, f"gpkg_{name}", f"{_SPECIFICATION}{name}") for table, name in _EXTENSIONS],
    )
    database.executemany(
        "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?",
        [(schema.title, f"{schema.description}. {remark}", schema.name) for schema in schemas],
    )
    database.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (schema.name, column.name, column.heading, column.heading, column.note)
            for schema in schemas
            for column in schema.columns
        ],
    )
    database.execute(
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'text/xml', ?)",
        ("http://www.isotc211.org/2005/gmd", metadata),
    )
    database.execute(
        "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)",
        (moment,),
    )
    _add_styles(database, styles, moment)
    database.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))


def _add_styles(database: sqlite3.Connection, styles: Mapping[str, str], moment: str) -> None:
    geometry = dict(
        database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description)"
        " VALUES (?, 'attributes', ?, '')",
        (_STYLES_TABLE, _STYLES_TABLE),
    )
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui,"
        " update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, '', '', NULL, ?)",
        [
            (name, geometry[name], _STYLE, qml, moment)
            for name, qml in styles.items()
            if name in geometry
        ],
    )

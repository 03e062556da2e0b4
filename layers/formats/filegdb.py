"""File Geodatabase: what ArcGIS users know, by GDAL's OpenFileGDB, as a zipped folder.

It is unpacked first, to the folder `luotu.gdb` that it holds: older QGIS opens the archive to write
to it and then shows no row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from layers.formats.archive import pack
from layers.formats.gdal import Target, read_parts, write_layer
from layers.formats.parts import tables
from layers.formats.readback import check
from layers.formats.telling import contents, readme
from layers.metadata import iso_metadata
from layers.schema import CRS

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from layers.content import Content
    from layers.formats.parts import Table
    from layers.metadata import Box
    from layers.schema import Column, Schema

__all__ = ["DIVISION_NAMES", "README", "in_division_names", "write_filegdb"]

README = "说明.txt"
DIVISION_NAMES = {"adcode": "XZQDM", "name": "XZQMC", "county": "XZQMC"}
"""Names of a division's code and name in the state's standard for land survey databases."""

_GRID = 1e-4
"""Spacing of the format's grid in metres; degrees have a finer one."""
_NOTES = (
    "用法: 请先解压, 再在 ArcGIS 或 QGIS 中打开其中的 luotu.gdb 文件夹.",
    "字段: 英文名, 中文别名; 行政区代码和名称为 XZQDM, XZQMC. 是/否以 1/0 表示.",
    "元数据: 各图层带有 ISO 19139 元数据 (筛选, 来源, 边界版本, 制作日期, 使用限制).",
)


def write_filegdb(content: Content, path: Path, crs: str) -> None:
    """Write a geodatabase of all layers and pack it with a README.

    Raises
    ------
    ExportError
        With the reason, if it cannot be written or does not read back as written.
    """
    folder = path.with_name("packed")
    base = folder / "luotu.gdb"
    folder.mkdir()
    tolerance = _GRID if crs not in {"EPSG:4490", "EPSG:4326"} else _GRID / 100_000
    rows: dict[str, int] = {}
    for schema, frame in map(in_division_names, tables(content, crs)):
        options = {"LAYER_ALIAS": schema.title}
        if schema.geometry:
            options["DOCUMENTATION"] = iso_metadata(content, _box(frame))
        write_layer(frame, schema, Target(base, "OpenFileGDB", schema.name, options))
        check(schema, frame, read_parts(base, schema.name), tolerance=tolerance)
        rows[f"{schema.name}: {schema.title}"] = len(frame)
    text = readme(content, [*_NOTES, *contents(rows)])
    (folder / README).write_text(text, encoding="utf-8-sig", newline="")
    pack(folder, path, content.made_on)


def in_division_names(table: Table) -> Table:
    """Name code and name of a layer's divisions as the land survey does."""
    schema, frame = table
    if "adcode" not in schema.names:
        return table
    names = {
        name: known
        for name, known in DIVISION_NAMES.items()
        if not (name == "name" and "county" in schema.names)
    }

    def named(column: Column) -> Column:
        return replace(column, name=names.get(column.name, column.name))

    renamed: Schema = replace(
        schema,
        columns=tuple(map(named, schema.columns)),
        key=tuple(names.get(name, name) for name in schema.key),
    )
    return renamed, frame.rename(columns=names)


def _box(frame: gpd.GeoDataFrame) -> Box | None:
    """Return a layer's box in degrees."""
    import geopandas as gpd
    import shapely

    if frame.geometry.isna().all():
        return None
    outline = gpd.GeoSeries([shapely.box(*frame.total_bounds)], crs=frame.crs).to_crs(CRS)
    west, south, east, north = outline.total_bounds.tolist()
    return west, south, east, north

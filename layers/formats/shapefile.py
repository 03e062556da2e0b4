"""Shapefiles of all layers in one archive, with what the format cannot hold in files beside them.

Two rows of the table of formats: UTF-8 with a .cpg file, and GBK for programs that know only the
system's encoding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.formats.archive import pack
from layers.formats.dbf import APART, fitted
from layers.formats.filegdb import README, in_division_names
from layers.formats.gdal import Target, read_parts, write_layer
from layers.formats.parts import tables
from layers.formats.readback import check
from layers.formats.telling import contents, readme
from layers.workbook import csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from layers.content import Content
    from layers.formats.dbf import Lost
    from layers.formats.parts import Table
    from layers.schema import Schema

__all__ = ["LONG_TEXTS", "MAPPING", "write_shapefile", "write_shapefile_gbk"]

MAPPING = "字段对照.csv"
LONG_TEXTS = "长文本.csv"

_LONGEST_RECORD = 4000
"""Bytes of a row that ArcGIS takes (Esri, Geoprocessing considerations for shapefile output)."""
_LENGTH_AT = 10
"""Where a .dbf file says how long its rows are, in two bytes."""
_ENCODINGS = {"UTF-8": ("UTF-8", "UTF-8"), "GBK": ("LDID/77", "936")}
"""By Python's name: GDAL's name for it, and what stands in the .cpg file."""


def write_shapefile(content: Content, path: Path, crs: str) -> None:
    """Write an archive of Shapefiles with texts in UTF-8; see `write_shapefile_gbk`."""
    _write(content, path, crs, "UTF-8")


def write_shapefile_gbk(content: Content, path: Path, crs: str) -> None:
    """Write an archive of Shapefiles with texts in GBK; what GBK lacks becomes □ and is told.

    Raises
    ------
    ExportError
        With the reason, if it cannot be written or does not read back as written.
    """
    _write(content, path, crs, "GBK")


def _write(content: Content, path: Path, crs: str, encoding: str) -> None:
    folder = path.with_name("packed")
    folder.mkdir()
    rows: dict[str, int] = {}
    lost: list[Lost] = []
    mapping: list[list[str]] = []
    long_rows: list[str] = []
    for table in tables(content, crs):
        schema, frame, cut = fitted(in_division_names(table), encoding)
        lost += cut
        mapping += _mapping(table, schema)
        file = folder / f"{schema.name}{'.shp' if schema.geometry else '.dbf'}"
        options = {"2GB_LIMIT": "YES", "DBF_DATE_LAST_UPDATE": content.made_on.isoformat()}
        gdal_name, code_page = _ENCODINGS[encoding]
        target = Target(file, "ESRI Shapefile", schema.name, options, gdal_name)
        write_layer(frame, schema, target)
        file.with_suffix(".cpg").write_text(code_page, encoding="ascii")
        check(schema, frame, read_parts(file))
        rows[f"{schema.name}: {schema.title}"] = len(frame)
        if _record_length(file.with_suffix(".dbf")) > _LONGEST_RECORD:
            long_rows.append(schema.name)
    _beside(folder, mapping, lost)
    notes = [*_notes(encoding, lost, long_rows), *contents(rows)]
    text = readme(content, notes)
    (folder / README).write_text(text, encoding="utf-8-sig", newline="")
    pack(folder, path, content.made_on)


def _mapping(table: Table, written: Schema) -> list[list[str]]:
    names = iter(written.columns)
    return [
        [
            table[0].name,
            "" if column.name in APART else next(names).name,
            column.name,
            column.heading,
            column.note,
        ]
        for column in table[0].columns
    ]


def _beside(folder: Path, mapping: list[list[str]], lost: list[Lost]) -> None:
    headings = ("图层", "Shapefile 字段", "原字段", "中文名", "说明")
    (folder / MAPPING).write_bytes(csv_bytes(headings, mapping))
    if lost:
        rows = [(row.layer, row.row, row.column, row.text) for row in lost]
        (folder / LONG_TEXTS).write_bytes(csv_bytes(("图层", "行", "原字段", "全文"), rows))


def _record_length(table: Path) -> int:
    with table.open("rb") as source:
        source.seek(_LENGTH_AT)
        return int.from_bytes(source.read(2), "little")


def _notes(encoding: str, lost: list[Lost], long_rows: list[str]) -> list[str]:
    notes = [
        f"编码: {encoding}, 见各 .cpg 文件; 说明和 CSV 文件为 UTF-8.",
        f"字段: Shapefile 字段名最长十个字符, 对照见 {MAPPING}; 是/否以 1/0 表示.",
    ]
    if lost:
        count = len({(row.layer, row.row, row.column) for row in lost})
        notes.append(
            f"长文本: Shapefile 每格最多 254 字节; {count} 处截短, 以 □ 代替所缺的字, "
            f"或不放入属性表 (台账, 全部出处), 全文见 {LONG_TEXTS}."
        )
    if long_rows:
        notes.append(
            f"注意: {', '.join(long_rows)} 的属性行超过 {_LONGEST_RECORD} 字节, ArcGIS 可能不读; "
            "请改用 .gdb.zip 或 .gpkg."
        )
    return notes

"""An office's own file of counties: shapefile, GeoPackage, GeoJSON, file geodatabase, or a zip.

What comes out is rows of code, name and polygon in EPSG:4490; whatever stands in the way is told
in one line with what to do.
"""

from __future__ import annotations

import codecs
import hashlib
import warnings
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.columns import choose_columns
from geo.errors import DataError
from geo.officecrs import in_degrees
from geo.units import county_code
from geo.unzipping import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    import shapely

    from geo.divisions import Divisions

__all__ = [
    "READABLE",
    "FileOptions",
    "OfficeFile",
    "file_digest",
    "read_layers",
    "read_office_file",
]

READABLE = (".shp", ".gpkg", ".geojson", ".json", ".gdb", ".zip")
"""What a file may be called; a zip holds one of the others."""

_POLYGONS = ("Polygon", "MultiPolygon", "GeometryCollection")
_BYTES = "ISO-8859-1"
"""Every byte is a character in it, so that a table can be read first and decoded after."""

_LISTED = 5
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What a person says of a file; None where the file says it or it is guessed.

    `units`: code in the file → code of today.
    """

    code_column: str | None = None
    name_column: str | None = None
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    title: str | None = None
    vintage: str | None = None
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """Rows of counties, shape (n,): six-digit code, name ("" if none), polygons in EPSG:4490.

    `remarks` say how the file was read and what was left out.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    geometries: Sequence[shapely.Geometry]
    remarks: tuple[str, ...]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, with those of its name beside a shapefile.

    Raises
    ------
    DataError
        If there is no such file, or it is of no readable kind.
    """
    if not path.exists():
        message = f"{path}: there is no such file or source. Sources: amap, tianditu, or a file."
        raise DataError(message)
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        message = f"{path.name}: cannot be read. Give one of {' '.join(READABLE)}."
        raise DataError(message)
    beside = path.parent.glob(f"{path.stem}.*") if suffix == ".shp" else [path]
    files = path.rglob("*") if path.is_dir() else beside
    total = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        total.update(file.suffix.lower().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def read_office_file(path: Path, options: FileOptions, divisions: Divisions) -> OfficeFile:
    """Read the counties of a file.

    Raises
    ------
    DataError
        One line: not readable, empty, no polygons, no coordinate system or one that is none, no
        column of codes, no county among the rows.
    """
    try:
        with unpacked(path) as found:
            frame, encoding = _table(found, options)
        return _rows(frame, options, divisions, encoding)
    except DataError as exc:
        message = f"{path.name}: {exc}"
        raise DataError(message) from exc


def read_layers(path: Path) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    """Read the shapes of each layer that has any, of whatever sort: its name, no columns.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    import geopandas as gpd

    listed = _translated(gpd.list_layers, path)
    for row in listed.itertuples(index=False):
        if row.geometry_type is not None:
            name = str(row.name)
            # Names of columns are read all the same: those of shapefiles may be in any encoding.
            encoding = _BYTES if path.suffix.lower() == ".shp" else None
            yield name, _translated(gpd.read_file, path, layer=name, columns=[], encoding=encoding)


def _table(path: Path, options: FileOptions) -> tuple[gpd.GeoDataFrame, str]:
    layer = _layer(path, options.layer)
    is_shape = path.suffix.lower() == ".shp"
    frame = _read(path, layer=layer, encoding=_BYTES if is_shape else options.encoding)
    if not hasattr(frame, "geometry") or "geometry" not in frame.columns:
        message = "the layer has no polygons, only a table. Give the file that holds the shapes."
        raise DataError(message)
    if len(frame) == 0:
        message = "the layer is empty. Check which layer or file holds the counties."
        raise DataError(message)
    return _decoded(frame, path, options.encoding) if is_shape else (frame, "")


def _layer(path: Path, wanted: str | None) -> str:
    import geopandas as gpd

    layers = _translated(gpd.list_layers, path)
    names = [str(name) for name in layers["name"]]
    if wanted is not None and wanted not in names:
        message = f'there is no layer "{wanted}". Layers: {", ".join(names) or "none"}.'
        raise DataError(message)
    kinds = {str(row.name): str(row.geometry_type) for row in layers.itertuples(index=False)}
    plain = {name: kind for name, kind in kinds.items() if wanted in (None, name)}
    drawn = [name for name, kind in plain.items() if kind != "None"]
    with_areas = [
        name for name in drawn if "Point" not in plain[name] and "Line" not in plain[name]
    ]
    if len(with_areas) == 1:
        return with_areas[0]
    if with_areas:
        message = (
            f"several layers could be the counties: {', '.join(with_areas)}. Choose by --layer."
        )
    elif drawn:
        message = f"it holds {plain[drawn[0]]}s, not polygons. Give the polygons of the counties."
    else:
        message = "it holds no polygons, only a table. Give the file with the counties' polygons."
    raise DataError(message)


def _read(path: Path, *, layer: str, encoding: str | None) -> gpd.GeoDataFrame:
    import geopandas as gpd

    return _translated(gpd.read_file, path, layer=layer, encoding=encoding)


def _translated(read: Any, path: Path, **options: Any) -> Any:  # noqa: ANN401 -- geopandas has no types
    """Call a reader; what GDAL has to complain about becomes one line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(path, **options)
    except UnicodeDecodeError as exc:
        message = "its text is not in the encoding it claims: name it with --encoding GB18030."
        raise DataError(message) from exc
    except LookupError as exc:
        message = f"{options.get('encoding')} is no encoding. Use UTF-8 or GB18030."
        raise DataError(message) from exc
    except (RuntimeError, ValueError, OSError) as exc:
        reason = " ".join(str(exc).replace(f"'{path}' ", "").split())[:_LONGEST]
        message = f"it cannot be read ({reason}). Check that it opens in a GIS and is whole."
        raise DataError(message) from exc


def _decoded(
    frame: gpd.GeoDataFrame, path: Path, wanted: str | None
) -> tuple[gpd.GeoDataFrame, str]:
    """Decode headings and cells; the encoding is the one that leaves the fewest cells unreadable.

    UTF-8 comes first, since text of another encoding hardly ever is valid UTF-8; then what the
    .cpg file claims, then GB18030, which includes GBK and GB2312.
    """
    texts = [c for c in frame.columns if c != "geometry" and _is_text(frame[c])]
    cells = [cell for column in texts for cell in frame[column] if isinstance(cell, str)]
    raw = [text.encode(_BYTES) for text in [*map(str, frame.columns), *cells]]
    raw = [text for text in raw if not text.isascii()]
    tried = [wanted] if wanted else ["UTF-8", *_claimed(path), "GB18030"]
    encoding = min(tried, key=lambda name: sum(not _fits(text, name) for text in raw))

    def decode(cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        return cell.encode(_BYTES).decode(encoding, errors="replace").strip("\0 \ufffd")

    frame = frame.rename(columns={c: decode(str(c)) for c in frame.columns})
    for column in map(decode, texts):
        frame[column] = frame[column].map(decode)
    return frame, encoding


def _is_text(column: Any) -> bool:  # noqa: ANN401 -- pandas has no types here
    import pandas as pd

    return pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)


def _fits(text: bytes, encoding: str) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return False
    except LookupError as exc:
        message = f"{encoding} is no encoding. Use UTF-8 or GB18030."
        raise DataError(message) from exc
    return True


def _claimed(path: Path) -> list[str]:
    """Return what the .cpg file beside a shapefile says, where Python knows that encoding."""
    for beside in path.parent.glob(f"{path.stem}.*"):
        if beside.suffix.lower() == ".cpg":
            said = beside.read_text("ascii", errors="replace").strip().upper().split(" ")[-1]
            name = {"65001": "UTF-8", "936": "GB18030", "950": "BIG5"}.get(said, said)
            try:
                codecs.lookup(name)
            except LookupError:
                return []
            return [name]
    return []


def _rows(
    frame: gpd.GeoDataFrame, options: FileOptions, divisions: Divisions, encoding: str
) -> OfficeFile:
    remarks = [f"{len(frame)} rows{f', text in {encoding}' if encoding else ''}"]
    drawn = frame.geometry.notna() & ~frame.geometry.is_empty
    remarks += _left_out(int((~drawn).sum()), "without a polygon")
    frame = frame[drawn]
    _check_polygons(frame)
    frame, told = in_degrees(frame, options.crs)
    remarks += told
    table = {str(c): frame[c].tolist() for c in frame.columns if c != frame.geometry.name}
    columns = choose_columns(table, divisions, code=options.code_column, name=options.name_column)
    remarks.append(
        f"codes from {columns.code} (--code-column), names from "
        f"{columns.name or 'no column'} (--name-column)"
    )
    codes = [county_code(cell) for cell in table[columns.code]]
    kept = [i for i, code in enumerate(codes) if code and _is_of_county(code, divisions)]
    wider = [c for c in codes if c and not _is_of_county(c, divisions)]
    if not kept:
        held = "prefectures or provinces" if wider else "no codes of divisions"
        message = f"its rows are {held} in {columns.code}, not counties. Give the county level."
        raise DataError(message)
    remarks += _left_out(len(wider), f"of prefectures or provinces ({', '.join(wider[:_LISTED])})")
    remarks += _left_out(codes.count(None), "without a county's code")
    names = table[columns.name] if columns.name else [""] * len(codes)
    return OfficeFile(
        codes=tuple(str(codes[i]) for i in kept),
        names=tuple(_said(names[i]) for i in kept),
        geometries=list(frame.geometry.iloc[kept]),
        remarks=tuple(remarks),
    )


def _left_out(count: int, what: str) -> list[str]:
    return [f"left out: {count} rows {what}"] if count else []


def _check_polygons(frame: gpd.GeoDataFrame) -> None:
    if frame.empty:
        message = "no row has a polygon. Check which layer or file holds the shapes."
        raise DataError(message)
    others = sorted(set(frame.geometry.geom_type) - set(_POLYGONS))
    if others:
        message = f"it holds {others[0]}s, not polygons. Give the polygons of the counties."
        raise DataError(message)


def _is_of_county(code: str, divisions: Divisions) -> bool:
    """Tell whether a code is a county's; a region with one row (Macau) stands for its counties."""
    return divisions.is_county(code) or not code.endswith("00") or code in _SPECIAL


_SPECIAL = ("710000", "810000", "820000")


def _said(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""

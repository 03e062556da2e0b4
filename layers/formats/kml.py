"""KML and KMZ: counties shaded, projects in folders by kind, as they are seen in a globe viewer.

A project of which only the county is known is that county's outline and never a pin. Texts are
escaped twice: what a viewer shows of a description it takes for HTML.
"""

from __future__ import annotations

import html
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from layers.formats.archive import put
from layers.formats.kmlread import placemarks
from layers.formats.kmlstyle import (
    county_styles,
    icon,
    icon_name,
    kind_style,
    line_styles,
    style_of_county,
)
from layers.formats.parts import needs_degrees, single
from layers.formats.readback import check
from layers.formats.telling import TITLE, facts
from layers.notices import NOTICES
from layers.symbols import SYMBOLS
from layers.tables import (
    COUNTIES,
    NATIONAL_LINES,
    PROJECTS_AREA,
    PROJECTS_LINE,
    PROJECTS_POINT,
)
from projects.wording import STAGES, kind_name, people_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import TextIO

    import geopandas as gpd

    from layers.content import Content
    from layers.schema import Column, Schema

__all__ = ["KML_LAYERS", "write_kml", "write_kmz"]

KML_LAYERS = (
    COUNTIES.name,
    PROJECTS_POINT.name,
    PROJECTS_LINE.name,
    PROJECTS_AREA.name,
    NATIONAL_LINES.name,
)
"""What may be left out; without a layer of exact shapes a project is shown by its counties."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
_DIGITS = 6
_HALF = 0.5000001 * 10.0**-_DIGITS
_NAMES_FOLDER = "县名"
_SHOWN = {
    "name": "项目",
    "kind_zh": "类型",
    "stage_zh": "阶段",
    "nature_zh": "建设性质",
    "year": "年份",
    "capacity": "规模",
    "place_class_zh": "落位",
    "county_names": "县 (市, 区)",
    "precision_zh": "定位精度",
    "investment": "投资",
    "owner": "业主",
    "responsible": "责任单位",
    "title": "来源",
    "number": "文号",
    "date": "发布日期",
    "section": "章节",
    "checked": "核对",
}
"""What a balloon tells of a project, and how it calls it; all columns stand in its data."""


def write_kml(content: Content, path: Path, crs: str) -> None:
    """Write one document; without pictures of its own, points have the viewer's mark, coloured.

    Raises
    ------
    ExportError
        If `crs` is not one of degrees, or the file read back differs.
    """
    needs_degrees(crs, "KML")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        schema, frame = _document(out, content, with_icons=False)
    with path.open("rb") as source:
        check(schema, frame, placemarks(source, schema), tolerance=_HALF)


def write_kmz(content: Content, path: Path, crs: str) -> None:
    """Write the document with a picture for each kind, packed.

    Raises
    ------
    ExportError
        If `crs` is not one of degrees, or the file read back differs.
    """
    needs_degrees(crs, "KMZ")
    document = path.with_name("doc.kml")
    with document.open("w", encoding="utf-8", newline="\n") as out:
        schema, frame = _document(out, content, with_icons=True)
    pictures = {icon_name(kind): icon(kind) for kind in sorted(content.kinds)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        put(archive, document.name, document, content.made_on)
        for name, picture in pictures.items():
            put(archive, name, picture, content.made_on)
    document.unlink()
    with zipfile.ZipFile(path) as archive, archive.open("doc.kml") as source:
        check(schema, frame, placemarks(source, schema), tolerance=_HALF)


def _document(
    out: TextIO, content: Content, *, with_icons: bool
) -> tuple[Schema, gpd.GeoDataFrame]:
    """Write all; return what the placemarks of projects hold."""
    schema, frame = single(content, content.crs.code)
    frame = _with_own_shapes(content, frame)
    out.write(f"{_HEAD}<Document>\n")
    _write(out, _element("name", TITLE))
    _write(out, _element("open", "1"))
    _write(out, _element("description", _described(facts(content))))
    for kind in sorted(content.kinds):
        _write(out, kind_style(kind, with_icon=with_icons))
    wanted = content.wanted()
    beside = [name for name in (NATIONAL_LINES.name, COUNTIES.name) if name in wanted]
    folders = [_WRITERS[name](out, content) for name in beside]
    for write in folders:
        write()
    _projects(out, schema, frame)
    out.write("</Document>\n</kml>\n")
    return schema, frame


def _with_own_shapes(content: Content, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each project its own shape where it is known and may be shown, else its counties."""
    own: dict[str, Any] = {}
    for name in content.wanted():
        if name.startswith("projects_"):
            _, shapes = content.layer(name)
            own |= dict(zip(shapes["key"], shapes.geometry, strict=True))
    chosen = [own.get(key, shape) for key, shape in zip(frame["key"], frame.geometry, strict=True)]
    return frame.set_geometry(_series(chosen, frame))


def _series(shapes: list[Any], frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    import geopandas as gpd

    return gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)


def _lines(out: TextIO, content: Content) -> Callable[[], None]:
    """Write the lines' styles; what is returned writes their folder."""
    schema, frame = content.layer(NATIONAL_LINES.name)
    for style in line_styles(dict.fromkeys(frame["kind"])):
        _write(out, style)

    def folder() -> None:
        with _Folder(out, schema.title, schema.description):
            for row in frame.itertuples():
                mark = _placemark(row.kind_zh, f"line_{row.kind}", [])
                _write(out, mark, _shape(row.geometry))

    return folder


def _counties(out: TextIO, content: Content) -> Callable[[], None]:
    """Write the counties' styles; what is returned writes their folders, of areas and of names."""
    schema, frame = content.layer(COUNTIES.name)
    column = schema.columns[schema.names.index("power_mw_headline")]
    if not (frame[column.name] > 0).any():
        column = schema.columns[schema.names.index("projects")]
    values = frame[column.name].astype(float).tolist()
    breaks, styles = county_styles(value for value in values if value > 0)
    bounds = ", ".join(f"{bound:g}" for bound in breaks)
    shaded = f"颜色按{column.title} ({column.unit})分级, 上限: {bounds}; 灰: 有项目而未载明; 白: 无"
    for style in styles:
        _write(out, style)

    def folder() -> None:
        with _Folder(out, schema.title, f"{shaded}. {schema.description}"):
            for row, value in zip(frame.itertuples(), values, strict=True):
                style = style_of_county(value, breaks)
                _write(out, _placemark(row.name, style, _of_county(row)), _shape(row.geometry))
        with _Folder(out, _NAMES_FOLDER, "县名标注, 不是项目位置"):
            for row in frame.itertuples():
                if row.geometry is not None:
                    point = row.geometry.representative_point()
                    _write(out, _placemark(row.name, "county_0", []), _shape(point))

    return folder


def _of_county(row: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- a row of the frame
    """Tell a county's numbers; a sum that no project states is left out, not nought."""
    told = [
        ("县级代码", row.adcode),
        ("所属", f"{row.province} {row.prefecture}"),
        ("项目数", f"{row.projects} 个"),
        ("参与跨县项目", f"{row.cross_projects} 个 (未分摊)"),
    ]
    for stage, (label, _) in STAGES.items():
        power = getattr(row, f"power_mw_{stage}")
        if power > 0:
            told.append((f"{label}装机", people_text(power, "MW")))
    return told


_WRITERS = {NATIONAL_LINES.name: _lines, COUNTIES.name: _counties}


def _projects(out: TextIO, schema: Schema, frame: gpd.GeoDataFrame) -> None:
    order = {kind: place for place, kind in enumerate(SYMBOLS)}
    kinds = sorted(dict.fromkeys(frame["kind"]), key=lambda kind: order.get(kind, len(order)))
    shapes: dict[int, str] = {id(None): ""}
    for kind in kinds:
        rows = frame[frame["kind"] == kind]
        with _Folder(out, f"{kind_name(kind)} ({len(rows)})", ""):
            cells = [rows[name].tolist() for name in schema.names]
            for geometry, *values in zip(rows.geometry, *cells, strict=True):
                if id(geometry) not in shapes:
                    shapes[id(geometry)] = _shape(geometry)
                mark = _project(dict(zip(schema.names, values, strict=True)), schema)
                _write(out, mark, shapes[id(geometry)])


def _project(row: Mapping[str, Any], schema: Schema) -> ET.Element:
    told = [(title, _said(row[name])) for name, title in _SHOWN.items() if _said(row[name])]
    mark = _placemark(row["name"], f"kind_{row['kind']}", [*told, ("注意", NOTICES[1])])
    data = ET.SubElement(mark, "ExtendedData")
    for column in schema.columns:
        value = _said(row[column.name])
        if value:
            cell = ET.SubElement(data, "Data", name=column.name)
            ET.SubElement(cell, "displayName").text = _title(column)
            ET.SubElement(cell, "value").text = value
    return mark


def _placemark(name: str, style: str, told: Iterable[tuple[str, str]]) -> ET.Element:
    mark = ET.Element("Placemark")
    ET.SubElement(mark, "name").text = name
    ET.SubElement(mark, "Snippet", maxLines="0")
    if described := _described(told):
        ET.SubElement(mark, "description").text = described
    ET.SubElement(mark, "styleUrl").text = f"#{style}"
    return mark


def _described(told: Iterable[tuple[str, str]]) -> str:
    """Write lines of HTML in which no text is taken for markup or for a field ($[name])."""
    lines = (f"<b>{html.escape(name)}</b>: {html.escape(text)}" for name, text in told)
    return "<br/>".join(lines).replace("$", "&#36;")


def _title(column: Column) -> str:
    return column.heading


def _said(value: Any) -> str:  # noqa: ANN401 -- a cell of any dtype
    import pandas as pd

    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _shape(geometry: Any) -> str:  # noqa: ANN401 -- shapely carries no types
    """Write a shape, its outer rings against the clock, in the longitude and latitude of WGS84."""
    import shapely

    if geometry is None:
        return ""
    if geometry.geom_type.startswith("Multi"):
        return f"<MultiGeometry>{''.join(map(_shape, geometry.geoms))}</MultiGeometry>"
    if geometry.geom_type == "Polygon":
        turned = shapely.orient_polygons(geometry)
        rings = [f"<outerBoundaryIs>{_ring(turned.exterior)}</outerBoundaryIs>"]
        rings += [f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in turned.interiors]
        return f"<Polygon><tessellate>1</tessellate>{''.join(rings)}</Polygon>"
    if geometry.geom_type == "LineString":
        return f"<LineString><tessellate>1</tessellate>{_coordinates(geometry)}</LineString>"
    return f"<Point>{_coordinates(geometry)}</Point>"


def _ring(ring: Any) -> str:  # noqa: ANN401
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(geometry: Any) -> str:  # noqa: ANN401
    """Write places with six digits at most, and no more than they have."""
    places = (f"{round(x, _DIGITS)!r},{round(y, _DIGITS)!r}" for x, y in geometry.coords)
    return f"<coordinates>{' '.join(places)}</coordinates>"


class _Folder:
    """A folder of the document, closed when its block ends."""

    def __init__(self, out: TextIO, name: str, description: str) -> None:
        self._out = out
        self._opening = [_element("name", name)]
        if description:
            self._opening.append(_element("description", html.escape(description)))

    def __enter__(self) -> None:
        self._out.write("<Folder>\n")
        for element in self._opening:
            _write(self._out, element)

    def __exit__(self, *_: object) -> None:
        self._out.write("</Folder>\n")


def _element(name: str, text: str) -> ET.Element:
    element = ET.Element(name)
    element.text = text
    return element


def _write(out: TextIO, element: ET.Element, shape: str = "") -> None:
    """Write an element, and within it, last, a shape that is XML already."""
    # A bare carriage return would be read as a line feed.
    text = ET.tostring(element, encoding="unicode").replace("\r", "&#13;")
    if shape:
        end = f"</{element.tag}>"
        text = f"{text.removesuffix(end)}{shape}{end}"
    out.write(f"{text}\n")

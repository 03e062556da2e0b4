"""Reads the projects of a KML again, as they were written."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from layers.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from layers.schema import Schema

__all__ = ["placemarks"]

_KML = "{http://www.opengis.net/kml/2.2}"
_PART = 10_000


def placemarks(source: IO[bytes], schema: Schema) -> Iterator[gpd.GeoDataFrame]:
    """Yield the placemarks that hold data, in parts; of numbers the cells are still text.

    Raises
    ------
    ExportError
        If the document is not well-formed.
    """
    rows: list[dict[str, str | None]] = []
    shapes: list[Any] = []
    try:
        for _, element in ET.iterparse(source):  # noqa: S314 -- the file is our own
            if element.tag == f"{_KML}Folder":
                element.clear()
            if element.tag != f"{_KML}Placemark":
                continue
            if (data := element.find(f"{_KML}ExtendedData")) is not None:
                rows.append({**dict.fromkeys(schema.names), **_cells(data)})
                shapes.append(_shape(element))
            element.clear()
            if len(rows) == _PART:
                yield _frame(rows, shapes)
                rows, shapes = [], []
    except ET.ParseError as exc:
        message = f"the file read back is no XML: {exc}"
        raise ExportError(message) from exc
    if rows:
        yield _frame(rows, shapes)


def _cells(data: ET.Element) -> dict[str, str | None]:
    return {cell.attrib["name"]: cell.findtext(f"{_KML}value") for cell in data}


def _shape(element: ET.Element) -> Any:  # noqa: ANN401 -- shapely carries no types
    import shapely

    for tag, make in (
        ("Point", shapely.Point),
        ("LineString", shapely.LineString),
    ):
        found = [make(*_places(item)) for item in element.iter(f"{_KML}{tag}")]
        if found:
            several = shapely.MultiLineString if tag == "LineString" else shapely.MultiPoint
            return found[0] if len(found) == 1 else several(found)
    polygons = [_polygon(item) for item in element.iter(f"{_KML}Polygon")]
    return shapely.MultiPolygon(polygons) if polygons else None


def _polygon(item: ET.Element) -> Any:  # noqa: ANN401
    import shapely

    rings = [_places(ring)[0] for ring in item.iter(f"{_KML}LinearRing")]
    return shapely.Polygon(rings[0], rings[1:])


def _places(item: ET.Element) -> list[Any]:
    text = item.findtext(f"{_KML}coordinates") or ""
    return [[tuple(map(float, place.split(","))) for place in text.split()]]


def _frame(rows: list[dict[str, str | None]], shapes: list[Any]) -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.GeoDataFrame(rows, geometry=shapes)

"""The layers and tables of an export, in the coordinate system they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.errors import ExportError
from layers.exportcrs import Projector

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from layers.content import Content
    from layers.schema import Schema

    Table = tuple[Schema, gpd.GeoDataFrame]

__all__ = ["needs_degrees", "single", "tables"]

_DEGREES = ("EPSG:4490", "EPSG:4326")


def needs_degrees(crs: str, what: str) -> None:
    """Refuse another system for a format that is WGS84 by its standard.

    CGCS2000 differs from it by less than a metre and is taken as the same.

    Raises
    ------
    ExportError
        If `crs` is not one of degrees.
    """
    if crs not in _DEGREES:
        message = f"{what} is WGS84 by its standard, not {crs}: use EPSG:4326 or a .gpkg file"
        raise ExportError(message)


def tables(content: Content, crs: str) -> Iterator[Table]:
    """Yield the layers and tables wanted, one at a time, in the order a reader should meet them.

    A frame has a column `geometry`, in `crs`, where its schema names shapes.

    Raises
    ------
    ExportError
        If none of them has a row.
    """
    projector, has_any = Projector(crs), False
    for schema, frame in content.layers():
        has_any = True
        yield schema, projector.of(frame) if schema.geometry else frame
    if not has_any:
        message = f"none of the layers {', '.join(content.wanted())} has a row"
        raise ExportError(message, zh="所选图层没有内容")


def single(content: Content, crs: str) -> Table:
    """Return the one layer of a format that holds no more than one: the projects."""
    schema, frame = content.project_areas()
    return schema, Projector(crs).of(frame)

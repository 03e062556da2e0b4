"""Whatever an office wants to lay over the map: all layers of a file, brought to CGCS2000.

Only the shapes are taken; what the file says of them stays in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import DataError, NoShapes
from geo.officecrs import in_degrees, names_shift
from geo.officefile import read_layers
from geo.unzipping import unpacked_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    import shapely

__all__ = ["READABLE", "Shapes", "read_shapes"]

READABLE = (".gpkg", ".zip", ".geojson", ".json")
"""What a file may be called; a zip holds whole shapefiles, or the others."""

_LARGEST = 500 << 20
"""Bytes a zip may hold unpacked."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """One layer: shapes of any sort in EPSG:4490, shape (n,), without heights and empty ones.

    `shifted` says that its name or its coordinate system's speaks of web maps' coordinates.
    """

    name: str
    geometries: Sequence[shapely.Geometry]
    shifted: bool


def read_shapes(path: Path, *, crs: str | None = None) -> tuple[Shapes, ...]:
    """Read all layers of a file, or of the files in a zip.

    Parameters
    ----------
    path
        A file with one of the suffixes `READABLE`.
    crs
        The coordinate system of layers that do not say theirs.

    Raises
    ------
    BadArchive
        If the zip cannot be unpacked.
    MissingCrs
        If a layer does not say its system and `crs` is None.
    WrongCrs
        If a system is none of the earth's, or puts a layer outside China.
    NoShapes
        If there is nothing to draw.
    DataError
        If the file cannot be read.
    """
    if path.suffix.lower() not in READABLE:
        message = f"{path.suffix} cannot be read. Give one of {' '.join(READABLE)}."
        raise DataError(message)
    with unpacked_all(path, largest=_LARGEST) as found:
        layers = tuple(layer for inner in found for layer in _layers(inner, crs))
    if not layers:
        message = "it holds nothing to draw. Check that it is the layer with the shapes."
        raise NoShapes(message)
    return layers


def _layers(path: Path, crs: str | None) -> Iterator[Shapes]:
    import shapely

    for name, frame in read_layers(path):
        shapes = frame.geometry.to_numpy()
        drawn = frame[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)]
        if drawn.crs is not None and drawn.crs.is_engineering:  # a plane of nowhere says nothing
            drawn = drawn.set_crs(None, allow_override=True)
        if not drawn.empty:
            placed, _ = in_degrees(drawn, crs if drawn.crs is None else None)
            yield Shapes(name, list(placed.geometry), _shifted(path, name, drawn))


def _shifted(path: Path, name: str, frame: gpd.GeoDataFrame) -> bool:
    said = (path.name, name, frame.crs.name if frame.crs is not None else "")
    return any(map(names_shift, said))

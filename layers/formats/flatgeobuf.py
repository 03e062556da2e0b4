"""FlatGeobuf: one layer, streamed, with titles of the columns and the facts in its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.formats.gdal import Target, read_parts, write_layer
from layers.formats.parts import single
from layers.formats.readback import check
from layers.formats.telling import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from layers.content import Content

__all__ = ["write_flatgeobuf"]


def write_flatgeobuf(content: Content, path: Path, crs: str) -> None:
    """Write the one layer, with a spatial index where every row has a shape.

    The format's index has no place for a row without shape, and a project that is city-wide or
    not placed has none: such a layer is written without index.

    Raises
    ------
    ExportError
        With the reason, if it cannot be written or does not read back as written.
    """
    schema, frame = single(content, crs)
    options = {
        "TITLE": schema.title,
        "DESCRIPTION": f"{schema.description}. {one_line(content)}",
        "SPATIAL_INDEX": "YES" if frame.geometry.notna().all() else "NO",
    }
    write_layer(frame, schema, Target(path, "FlatGeobuf", schema.name, options))
    check(schema, frame, read_parts(path))

"""An office's own layers over the map: read, made small enough for a browser, never kept.

What is made here lives in the session of the person who brought the file and nowhere else: it is
in no registry and in no export, and the temporary file it is read from is gone when it is read.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.officecrs import names_shift
from geo.shapes import READABLE, read_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import shapely

    from geo.boundaries import Boundaries
    from geo.shapes import Shapes

__all__ = [
    "LARGEST",
    "OVERLAY_COLORS",
    "READABLE",
    "Overlay",
    "TooLarge",
    "overlay_view",
    "read_overlays",
]

LARGEST = 50 << 20
"""Bytes of a file."""

MOST_VERTICES = 40_000
"""Of one layer: what an old PC still paints while the map is moved."""

OVERLAY_COLORS = ("#7f0000", "#1565c0", "#c79100", "#00acc1", "#000000", "#00e676")
"""Apart from one another and from the selection for colour-blind readers too (test_symbols)."""
_TOLERANCES = (0.0, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002)
"""Degrees; 0.0001 is about 10 m."""

_SLIGHT, _FAR_TOO_MANY = 0.0005, 8
"""A layer of eight times too many corners is not tried with less than this, degrees."""

_GRID = 1e5
"""Coordinates are sent as whole numbers of 0.00001°, about a metre."""

_SORTS = ("point", "line", "area")
_LONGEST_NAME = 40
_FILE = "layer"


class TooLarge(DataError):
    """A file of more than 50 MB."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One layer as it is painted.

    `key` is made of its contents. `shapes` is what web/overlay.js paints: sort → rings, each a
    list of whole numbers, first the corner in 0.00001° and then steps. `tolerance` is how far
    simplifying moved it, degrees; `left_out` counts the smallest shapes, dropped to stay within
    `MOST_VERTICES`. `shifted` says that it seems to be in GCJ-02.
    """

    key: str
    name: str
    color: str
    features: int
    vertices: int
    shapes: Mapping[str, Sequence[Sequence[int]]]
    tolerance: float = 0.0
    left_out: int = 0
    shifted: bool = False
    visible: bool = True

    def changed(self, *, name: str, color: str, visible: bool) -> Overlay:
        """Return it under another name, in another colour, shown or hidden."""
        return replace(self, name=name, color=color, visible=visible)


def read_overlays(
    name: str,
    data: bytes,
    *,
    boundaries: Boundaries | None = None,
    crs: str | None = None,
    taken: int = 0,
) -> tuple[Overlay, ...]:
    """Read a file that was brought to the page.

    Parameters
    ----------
    name, data
        The file as the browser sent it.
    boundaries
        The county polygons a shift is told by; None tells none.
    crs
        The coordinate system of layers that do not say theirs.
    taken
        How many layers there are already: each has its own colour.

    Raises
    ------
    TooLarge
        If the file has more than 50 MB.
    DataError
        As `geo.shapes.read_shapes` does.
    """
    if len(data) > LARGEST:
        message = f"it has {len(data) >> 20} MB, more than {LARGEST >> 20}. Cut out your region."
        raise TooLarge(message)
    given = Path(name.replace("\\", "/"))
    if given.suffix.lower() not in READABLE:
        message = f"{given.suffix} cannot be read. Give one of {' '.join(READABLE)}."
        raise DataError(message)
    with tempfile.TemporaryDirectory(prefix="luotu-overlay-") as folder:
        path = Path(folder) / (_FILE + given.suffix.lower())  # nothing of the visitor's own name
        path.write_bytes(data)
        layers = read_shapes(path, crs=crs)
    return tuple(
        _overlay(
            layer, given.stem, OVERLAY_COLORS[(taken + number) % len(OVERLAY_COLORS)], boundaries
        )
        for number, layer in enumerate(layers)
    )


def overlay_view(
    overlays: Iterable[Overlay], *, known: Iterable[str], title: str
) -> dict[str, object]:
    """Describe the layers for `layers.webmap.overlay_group`; shapes the browser knows stay here."""
    layers = list(overlays)
    had = set(known)
    return {
        "title": title,
        "layers": [
            {"id": o.key, "name": o.name, "color": o.color, "visible": o.visible,
             "sorts": [sort for sort in _SORTS if o.shapes[sort]]}
            for o in layers
        ],
        "shapes": {o.key: o.shapes for o in layers if o.key not in had},
    }  # fmt: skip


def _overlay(layer: Shapes, stem: str, color: str, boundaries: Boundaries | None) -> Overlay:
    parts = _parts(layer.geometries)
    simple, tolerance, left_out = _small_enough(parts)
    shapes = {sort: _packed(simple[sort]) for sort in _SORTS}
    name = stem if layer.name in {_FILE, stem} else f"{layer.name} · {stem}"
    digest = hashlib.sha256(repr((name, shapes)).encode("utf-8", "replace")).hexdigest()
    return Overlay(
        key=digest[:20],
        name=name[:_LONGEST_NAME],
        color=color,
        features=len(layer.geometries),
        vertices=_vertices(parts),
        shapes=shapes,
        tolerance=tolerance,
        left_out=left_out,
        shifted=layer.shifted or names_shift(stem) or _beside(layer.geometries, boundaries),
    )


def _beside(geometries: Sequence[shapely.Geometry], boundaries: Boundaries | None) -> bool:
    """Hold the layer against the borders of the counties it touches."""
    if boundaries is None:
        return False
    import numpy as np
    import shapely

    from geo.offset import follows_when_undone

    west, south, east, north = shapely.total_bounds(np.array(geometries, dtype=object))
    around = shapely.box(west - 0.02, south - 0.02, east + 0.02, north + 0.02)
    counties = boundaries.counties().geometry
    near = counties.iloc[counties.sindex.query(around)]
    return follows_when_undone(geometries, list(near))


def _parts(geometries: Sequence[shapely.Geometry]) -> dict[str, list[shapely.Geometry]]:
    """Take shapes apart into points, lines and polygons."""
    import numpy as np
    import shapely

    found: dict[str, list[shapely.Geometry]] = {sort: [] for sort in _SORTS}
    waiting = np.array(geometries, dtype=object)
    while len(waiting):
        parts = shapely.get_parts(waiting)
        parts = parts[~shapely.is_empty(parts)]
        single = shapely.get_type_id(parts) <= shapely.GeometryType.POLYGON
        for part, dimension in zip(
            parts[single], shapely.get_dimensions(parts[single]), strict=True
        ):
            found[_SORTS[dimension]].append(part)
        waiting = parts[~single]  # parts of collections may be collections
    return found


def _small_enough(
    parts: Mapping[str, list[shapely.Geometry]],
) -> tuple[dict[str, list[shapely.Geometry]], float, int]:
    """Simplify as little as is needed; only if that is not enough leave the smallest out."""
    import shapely

    simple, tolerance = dict(parts), 0.0
    slight = _SLIGHT if _vertices(parts) > _FAR_TOO_MANY * MOST_VERTICES else 0.0
    for tolerance in _TOLERANCES:
        if 0 < tolerance < slight:  # cannot be enough, and takes the longest
            continue
        if tolerance:
            simple = {sort: list(shapely.simplify(parts[sort], tolerance)) for sort in _SORTS}
        if _vertices(simple) <= MOST_VERTICES:
            return simple, tolerance, 0
    kept: dict[str, list[shapely.Geometry]] = {sort: [] for sort in _SORTS}
    room, left_out = MOST_VERTICES, 0
    every = [(sort, shape) for sort in _SORTS for shape in simple[sort]]
    for sort, shape in sorted(every, key=lambda one: -_size(one[1])):
        room -= shapely.get_num_coordinates(shape)
        if room < 0:
            left_out += 1
        else:
            kept[sort].append(shape)
    return kept, tolerance, left_out


def _size(shape: shapely.Geometry) -> float:
    west, south, east, north = shape.bounds
    return float(max(east - west, north - south))


def _vertices(parts: Mapping[str, list[shapely.Geometry]]) -> int:
    import shapely

    return int(sum(shapely.get_num_coordinates(shapes).sum() for shapes in parts.values()))


def _packed(shapes: Iterable[shapely.Geometry]) -> list[list[int]]:
    """Write each ring or line as whole numbers: the first corner, then the steps."""
    import numpy as np
    import shapely

    rings: list[list[int]] = []
    for shape in shapes:
        lines = shapely.get_rings(shape) if shape.geom_type == "Polygon" else [shape]
        for line in lines:
            grid = np.rint(shapely.get_coordinates(line) * _GRID).astype(np.int64)
            steps = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
            rings.append(steps.ravel().tolist())
    return rings

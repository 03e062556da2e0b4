"""Projects whose own shape is known: exact coordinates, or what a person has drawn.

A county's middle, a town's name and coordinates called approximate are no shape: such a project is
known by its counties, and has no row here (design rule 7).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.models import Precision
from layers.framing import geoframe
from layers.tables import PROJECTS_AREA, PROJECTS_LINE, PROJECTS_POINT
from projects.errors import RevisionRefused
from projects.models import Site
from projects.reviewing.coordinates import numbers_typed
from projects.wording import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    import pandas as pd

    from layers.schema import Schema
    from projects.models import Geometry, Project

__all__ = [
    "SITE_LAYERS",
    "Drawn",
    "accuracy_m",
    "beyond_reach",
    "has_point",
    "is_in_reach",
    "shown_as",
    "site_frame",
]

Drawn = Mapping[tuple[str, str], Any]
"""(document, id) of a project → the shapely point, line or area drawn for it, in EPSG:4490."""

SITE_LAYERS: Mapping[str, Schema] = MappingProxyType(
    {"point": PROJECTS_POINT, "line": PROJECTS_LINE, "area": PROJECTS_AREA}
)
"""What `shown_as` says → the layer that has it."""
_SORTS: Mapping[str, str] = MappingProxyType(
    {
        "Point": "point",
        "LineString": "line",
        "MultiLineString": "line",
        "Polygon": "area",
        "MultiPolygon": "area",
    }
)
_METRES = 111_320.0  # of a degree of latitude
_MOST_DEGREES = 180.0
_REACH = (73.0, 3.0, 136.0, 54.0)  # degrees: all of China with its seas
_LEAST = 10.0  # metres: how well a site's coordinates were taken is not told
_FROM_TABLE, _BY_HAND, _TYPED = "表格坐标", "人工绘制", "人工录入坐标"
_DEGREES = ("EPSG:4490", "EPSG:4326")


def has_point(project: Project) -> bool:
    """Tell whether the project's site is known: exact coordinates, in China."""
    site = project.site
    if site is None or not site.exact or project.precision is not Precision.SITE:
        return False
    return is_in_reach((site.lon, site.lat, site.lon, site.lat))


def is_in_reach(bounds: tuple[float, float, float, float]) -> bool:
    """Tell whether a shape's box (west, south, east, north; degrees) lies around China."""
    west, south, east, north = _REACH
    # Written so that what is no number is not in reach.
    return bounds[0] >= west and bounds[1] >= south and bounds[2] <= east and bounds[3] <= north


def beyond_reach(projects: Iterable[Project], drawn: Drawn) -> list[Project]:
    """Name the projects whose shape cannot be right, since it lies outside China."""
    found = []
    for project in projects:
        shape, site = drawn.get((project.document, project.id)), project.site
        if shape is not None:
            is_off = not is_in_reach(shape.bounds)
        else:
            is_off = site is not None and not is_in_reach((site.lon, site.lat, site.lon, site.lat))
        if is_off:
            found.append(project)
    return found


def shown_as(project: Project, drawn: Drawn | None) -> str | None:
    """Say which layer of exact shapes has the project: "point", "line", "area" or None.

    `drawn` is None where no exact shape is shown.
    """
    if drawn is None:
        return None
    shape = drawn.get((project.document, project.id))
    if shape is not None and is_in_reach(shape.bounds):
        return _SORTS[shape.geom_type]
    return "point" if has_point(project) else None


def accuracy_m(site: Site) -> float:
    """Say how far off exact coordinates may be, in metres, by the digits they are written with.

    Half of the last digit in either direction, as a distance, and never less than 10 m: how they
    were taken is not told. Figures converted from another system count with their own digits.
    """
    written = site.as_written or f"{site.lon!r}, {site.lat!r}"
    try:
        found = numbers_typed(written)[:2]
    except RevisionRefused:  # 113°70', from whatever table
        found = []
    step = min((number.step for number in found), default=1.0)  # a nought may be left off
    in_metres = any(abs(number.value) > _MOST_DEGREES for number in found)
    off = math.hypot(0.5, 0.5) * step * (1.0 if in_metres else _METRES)
    return max(_LEAST, float(math.ceil(off)))


def site_frame(
    table: pd.DataFrame,
    projects: Iterable[Project],
    sort: str,
    *,
    drawn: Drawn = MappingProxyType({}),
) -> gpd.GeoDataFrame:
    """Give the projects shown as points, lines or areas, with their own shape.

    Parameters
    ----------
    table
        What `layers.frame.project_table` made of `projects`, in their order.
    sort
        A key of `SITE_LAYERS`.
    drawn
        What was drawn by hand; it goes before a table's coordinates.

    Returns
    -------
    GeoDataFrame of the layer's schema, in the order held.
    """
    import shapely

    schema = SITE_LAYERS[sort]
    rows: list[int] = []
    shapes, sites, by_hand = [], [], []
    sorts = table["shown_as"].tolist()
    for row, project in enumerate(projects):
        if sorts[row] != sort:
            continue
        shape = drawn.get((project.document, project.id))
        is_drawn = shape is not None and is_in_reach(shape.bounds)
        rows.append(row)
        sites.append(None if is_drawn else project.site)
        by_hand.append(project.geometry if is_drawn else None)
        shapes.append(_several(shape) if is_drawn else None)
    told = [(place, site.lon, site.lat) for place, site in enumerate(sites) if site]
    points = shapely.points([lon for _, lon, _ in told], [lat for _, _, lat in told])
    for (place, _, _), point in zip(told, points, strict=True):
        shapes[place] = point
    same = table.iloc[rows]
    site_zh = PRECISIONS[Precision.SITE][0]
    taken = [name for name in schema.names if name in same.columns]
    columns: dict[str, Any] = {name: same[name] for name in taken} | {
        "precision": [Precision.SITE.value] * len(rows),
        "precision_zh": [site_zh] * len(rows),
        **_origins(sites, by_hand),
    }
    return geoframe(columns, schema, shapes)


def _origins(
    sites: Sequence[Site | None], by_hand: Sequence[Geometry | None]
) -> dict[str, list[Any]]:
    """Tell of each shape how far off it may be, where it is from, and the figures as written."""
    both = list(zip(sites, by_hand, strict=True))
    return {
        "accuracy_m": [accuracy_m(site) if site else _typed_accuracy(hand) for site, hand in both],
        "origin": [
            _FROM_TABLE if site else _TYPED if hand and hand.as_written else _BY_HAND
            for site, hand in both
        ],
        "coordinates": [
            (site.as_written or None) if site else _typed_figures(hand) for site, hand in both
        ],
    }


def _typed_accuracy(geometry: Geometry | None) -> float | None:
    """Say how far off a typed point may be; None for what was drawn, for lines and areas."""
    if geometry is None or geometry.type != "Point" or not geometry.as_written:
        return None
    lon, lat = geometry.coordinates
    return accuracy_m(Site(lon, lat, as_written=geometry.as_written))


def _typed_figures(geometry: Geometry | None) -> str | None:
    """Return what was typed with its system, where it was converted."""
    if geometry is None or not geometry.as_written or geometry.crs in _DEGREES:
        return None
    return f"{geometry.as_written} {geometry.crs}"


def _several(shape: Any) -> Any:  # noqa: ANN401
    """Make lines and areas what their layers hold: several of them."""
    import shapely

    if shape.geom_type == "LineString":
        return shapely.MultiLineString([shape])
    return shapely.MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape

"""What people have put on the map by hand, as the shapes that layers hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.sites import Drawn
    from projects.models import Geometry, Project

__all__ = ["drawn_by_hand", "without_layer"]


def drawn_by_hand(projects: Iterable[Project]) -> Drawn:
    """Return the shapes of the projects that have one a layer can hold, in EPSG:4490.

    An area whose ring crosses itself is made whole. Several points for one project are no site,
    and a line without length or an area without extent is none: `without_layer` names those.
    """
    found = (((p.document, p.id), _shape(p.geometry)) for p in projects if p.geometry is not None)
    return {key: shape for key, shape in found if shape is not None}


def without_layer(projects: Iterable[Project]) -> list[Project]:
    """Name the projects whose shape no layer can hold."""
    return [p for p in projects if p.geometry is not None and _shape(p.geometry) is None]


def _shape(geometry: Geometry) -> Any:  # noqa: ANN401 - shapely has no types
    """Make a point, line or area of it, valid; None where it is none."""
    import shapely
    from shapely.geometry import shape

    made = shape({"type": geometry.type, "coordinates": geometry.coordinates})
    if geometry.type == "MultiPoint":
        made = shapely.union_all(shapely.get_parts(made))  # the same point twice is one
        return made if made.geom_type == "Point" else None
    if not made.is_valid:
        made = shapely.make_valid(made)
    sort = geometry.type.removeprefix("Multi")
    if made.geom_type.removeprefix("Multi") == sort:
        return made
    parts = [p for p in shapely.get_parts(made) if p.geom_type.removeprefix("Multi") == sort]
    return shapely.union_all(parts) if parts else None

"""What people put on the map by hand, as the browser's map draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projects.models import Geometry

__all__ = ["shape_of"]

_MOST = 500  # positions: more are thinned out
_FINE = 5e-5  # degrees, half a pixel of the nearest look
_DIGITS = 6


def shape_of(geometry: Geometry) -> dict[str, object]:
    """Describe a shape: its sort (Point, LineString, Polygon) and its runs of lon, lat."""
    sort = geometry.type.removeprefix("Multi")
    runs = list(_runs(geometry.coordinates))
    if sum(map(len, runs)) > _MOST:
        runs = [_thinned(run) for run in runs]
    told = [[[round(x, _DIGITS), round(y, _DIGITS)] for x, y in run] for run in runs]
    return {"sort": sort, "runs": told}


def _runs(node: Any) -> Any:  # noqa: ANN401 - nested as deep as the shape
    """Give the lines, rings or single points a geometry is made of."""
    if isinstance(node[0], (int, float)):
        yield [node]
    elif isinstance(node[0][0], (int, float)):
        yield list(node)
    else:
        for item in node:
            yield from _runs(item)


def _thinned(run: list[Any]) -> list[Any]:
    import shapely

    if len(run) < 3:  # noqa: PLR2004 - nothing between its ends
        return run
    return list(shapely.simplify(shapely.LineString(run), _FINE).coords)

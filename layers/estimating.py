"""How large a file will be, before it is written: rows and positions times what each takes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from layers.tables import COUNTIES, NATIONAL_LINES, PREFECTURES, PROJECT_COUNTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.models import Adcode
    from layers.content import Content

__all__ = ["estimated_bytes"]


class _Cost(NamedTuple):
    """Bytes that a file takes by itself, for a position of a shape and for a row of a table."""

    itself: float
    position: float
    row: float
    is_single: bool = False


# Measured on the sample's 141 projects and on 3,000 made-up ones over all of China.
_COSTS: Mapping[str, _Cost] = MappingProxyType(
    {
        ".gpkg": _Cost(450_000, 16, 580),
        ".gdb.zip": _Cost(60_000, 4.7, 220),
        ".shp.zip": _Cost(60_000, 10, 130),
        ".gbk.shp.zip": _Cost(60_000, 10, 130),
        ".geojson": _Cost(5_000, 20, 2_200, is_single=True),
        ".kmz": _Cost(60_000, 6.2, 700, is_single=True),
        ".kml": _Cost(60_000, 20, 4_500, is_single=True),
        ".fgb": _Cost(20_000, 16, 900, is_single=True),
        ".parquet": _Cost(30_000, 3.5, 250, is_single=True),
        ".xlsx": _Cost(14_000, 0, 170, is_single=True),
        ".csv": _Cost(2_000, 0, 1_100, is_single=True),
    }
)
_INSIDE_GONE = 0.42
"""Of the positions of its counties, those that a prefecture's outline has."""
_UNITED = 0.93
"""Of the positions of each project's counties, those that their union has."""


def estimated_bytes(content: Content, suffix: str, rows: Mapping[str, int]) -> int:
    """Say about how large a file will be.

    Parameters
    ----------
    rows
        What `content.counted()` gave.
    """
    cost = _COSTS[suffix]
    positions = _positions(content, rows)
    if not cost.is_single:
        return round(
            cost.itself
            + cost.position * sum(positions.get(name, 0.0) for name in rows)
            + cost.row * sum(rows.values())
        )
    beside = (COUNTIES.name, NATIONAL_LINES.name) if suffix in (".kml", ".kmz") else ()
    places = positions[PROJECT_COUNTIES.name] * _UNITED
    places += sum(positions.get(name, 0.0) for name in beside if name in rows)
    shown = len(content.holdings.shown)
    return round(cost.itself + cost.position * places + cost.row * shown)


def _positions(content: Content, rows: Mapping[str, int]) -> dict[str, float]:
    """Count the positions of each layer's shapes, without making them."""
    from layers.regions import counties_shown

    shown = content.holdings.shown
    codes = counties_shown(content.holdings, content.divisions)
    of = _positions_of(content, codes)
    counties = float(sum(of.values()))
    found = {
        COUNTIES.name: counties,
        PREFECTURES.name: counties * _INSIDE_GONE,
        PROJECT_COUNTIES.name: float(
            sum(of.get(code, 0) for project in shown for code in set(project.counties))
        ),
    }
    if NATIONAL_LINES.name in rows:
        import shapely

        lines = content.boundaries.national_lines().geometry
        found[NATIONAL_LINES.name] = float(shapely.get_num_coordinates(lines.array).sum())
    return found


def _positions_of(content: Content, codes: Iterable[Adcode]) -> dict[Adcode, int]:
    import shapely

    counties = content.boundaries.counties(codes)
    numbers = shapely.get_num_coordinates(counties.geometry.array).tolist()
    return dict(zip(counties["adcode"], numbers, strict=True))

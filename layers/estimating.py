"""How large a file will be, before it is written: rows and positions times what each takes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from layers.rows import codes_of
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
        ".gdb.zip": _Cost(10_000, 5, 140),
        ".shp.zip": _Cost(20_000, 10.6, 100),
        ".gbk.shp.zip": _Cost(20_000, 10.6, 100),
        ".geojson": _Cost(5_000, 22, 1_400, is_single=True),
        ".kmz": _Cost(350_000, 5.2, 350, is_single=True),
        ".kml": _Cost(600_000, 18, 2_300, is_single=True),
        ".fgb": _Cost(20_000, 16, 590, is_single=True),
        ".parquet": _Cost(30_000, 13, 100, is_single=True),
        ".xlsx": _Cost(20_000, 0, 120, is_single=True),
        ".csv": _Cost(2_000, 0, 1_000, is_single=True),
    }
)
_INSIDE_GONE = 0.42
"""Of the positions of its counties, those that a prefecture's outline has."""
_UNITED = 0.95
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
    shown = content.holdings.shown
    if suffix == ".parquet":  # its compression stores a county once, however many rows have it
        places = float(sum(_positions_of(content, codes_of(shown)).values()))
    else:
        places = positions[PROJECT_COUNTIES.name] * _UNITED
    beside = (COUNTIES.name, NATIONAL_LINES.name) if suffix in (".kml", ".kmz") else ()
    places += sum(positions.get(name, 0.0) for name in beside if name in rows)
    return round(cost.itself + cost.position * places + cost.row * len(shown))


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

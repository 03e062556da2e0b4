"""Projects as tables: one row a project, and one row a project and county.

Every builder returns a frame that satisfies its schema, layers in EPSG:4490. `regions` makes those
of counties, `sites` those of exact shapes, `tables_beside` the plans and what else stands beside.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING

from layers.framing import Shapes, as_holdings, geoframe, plain_frame
from layers.plain_tables import PROJECT_AREAS, PROJECTS
from layers.rows import Cells, codes_of, how_much, source, stated, what, where
from layers.sites import shown_as
from layers.tables import LINE_KINDS, NATIONAL_LINES, PROJECT_COUNTIES
from projects.columns import amounts_of
from projects.wording import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    import pandas as pd

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.sites import Drawn
    from projects.models import DocumentFacts, Project
    from projects.selection import Holdings

__all__ = ["national_lines_frame", "project_county_frame", "project_frame", "project_table"]

_IDENTITY = (
    *("key", "name", "kind", "kind_zh", "sector", "sector_zh", "stage", "stage_zh", "checked"),
)
_NONE: Mapping[tuple[str, str], object] = {}


def project_table(
    projects: Holdings | Iterable[Project],
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
    drawn: Drawn = _NONE,
) -> pd.DataFrame:
    """Flatten projects into one row each, in the order held (schema PROJECTS)."""
    holdings = as_holdings(projects, documents)
    return plain_frame(_rows(holdings, divisions, drawn), PROJECTS)


def project_frame(
    projects: Holdings | Iterable[Project],
    boundaries: Boundaries,
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
    drawn: Drawn = _NONE,
) -> gpd.GeoDataFrame:
    """Flatten projects into one row each, with the union of their counties as geometry.

    What is city-wide, unplaced or outside has an empty geometry and stays in the table.

    Returns
    -------
    GeoDataFrame of schema PROJECT_AREAS, in the order held.
    """
    holdings = as_holdings(projects, documents)
    shapes = Shapes(boundaries, codes_of(holdings.shown))
    rows = _rows(holdings, divisions, drawn)
    return geoframe(rows, PROJECT_AREAS, [shapes.of(p.counties) for p in holdings.shown])


def _rows(holdings: Holdings, divisions: Divisions, drawn: Drawn) -> list[Cells]:
    facts = {document.sha256: document for document in holdings.documents}
    counted, _ = amounts_of(holdings, "power", divisions)
    rows: list[Cells] = []
    for project in holdings.shown:
        row = {
            **what(project),
            **how_much(project),
            **where(project, divisions),
            **source(project, facts.get(project.document)),
            "shown_as": shown_as(project, drawn),
        }
        own = float(counted[project.document, project.id].value)
        row["power_counted_mw"] = None if row["power_mw"] is None else own
        rows.append(row)
    return rows


def project_county_frame(
    projects: Holdings | Iterable[Project],
    boundaries: Boundaries,
    divisions: Divisions,
    *,
    drawn: Drawn = _NONE,
) -> gpd.GeoDataFrame:
    """Give one row per project and county it lies in, with that county's polygon.

    Returns
    -------
    GeoDataFrame of schema PROJECT_COUNTIES; projects without a county have no row. `slot` counts
    the projects of a county that no layer of exact shapes has, so that a style can set their
    marks apart.
    """
    shown = as_holdings(projects).shown
    shapes = Shapes(boundaries, codes_of(shown))
    slots: Counter[Adcode] = Counter()
    rows: list[Cells] = []
    for project in shown:
        cells, also = what(project), shown_as(project, drawn)
        precision = project.precision
        same = {
            **{name: cells[name] for name in _IDENTITY},
            "capacity": how_much(project)["capacity"],
            "project_power_mw": stated(project, "power"),
            "county_count": len(set(project.counties)),
            "precision": precision and precision.value,
            "precision_zh": precision and PRECISIONS[precision][0],
            "shown_as": also,
        }
        for code, share in _shares(project).items():
            rows.append(
                {
                    **same,
                    "adcode": code,
                    "county": divisions.name(code),
                    "prefecture": divisions.name(divisions.prefecture_of(code)),
                    "share": share,
                    "slot": None if also else slots[code],
                }
            )
            slots[code] += not also
    return geoframe(rows, PROJECT_COUNTIES, [shapes.of((row["adcode"],)) for row in rows])


def _shares(project: Project) -> dict[Adcode, float | None]:
    """Give each county once, with the share the plan gives it."""
    counties = project.counties
    shares = project.shares if len(project.shares or ()) == len(counties) else None
    return dict(zip(counties, shares or repeat(None), strict=False))


def national_lines_frame(boundaries: Boundaries) -> gpd.GeoDataFrame:
    """Give the national and province lines as multi-lines (schema NATIONAL_LINES)."""
    import shapely

    lines = boundaries.national_lines()
    geometry = [
        line if line.geom_type == "MultiLineString" else shapely.MultiLineString([line])
        for line in lines.geometry
    ]
    rows = [{"kind": kind, "kind_zh": LINE_KINDS.get(kind, kind)} for kind in lines["kind"]]
    return geoframe(rows, NATIONAL_LINES, geometry)

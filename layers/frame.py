"""Projects as tables: one row a project, and one row a project and county.

Every builder returns a frame that satisfies its schema, layers in EPSG:4490. `regions` makes those
of counties, `sites` those of exact shapes, `tables_beside` the plans and what else stands beside.
The columns of a project are made once, by `project_table`; the other layers take theirs from it.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING

from layers.framing import as_holdings, geoframe, plain_frame, with_shapes
from layers.plain_tables import PROJECT_AREAS, PROJECTS
from layers.project_columns import how_much, source, what, where
from layers.tables import LINE_KINDS, NATIONAL_LINES, PROJECT_COUNTIES
from projects.columns import amounts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import geopandas as gpd
    import pandas as pd

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.framing import Shapes
    from layers.sites import Drawn
    from projects.models import DocumentFacts, Project
    from projects.selection import Holdings

__all__ = ["national_lines_frame", "project_areas", "project_county_frame", "project_table"]


def project_table(
    projects: Holdings | Iterable[Project],
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
    drawn: Drawn | None = None,
) -> pd.DataFrame:
    """Flatten projects into one row each, in the order held (schema PROJECTS).

    `drawn` are the shapes people have drawn; None where no exact shape is to be shown at all.
    """
    holdings = as_holdings(projects, documents)
    shown = holdings.shown
    own, _ = amounts_of(holdings, "power", divisions)
    sizes = how_much(shown)
    sizes["power_counted_mw"] = [
        None if stated is None else float(own[project.document, project.id].value)
        for project, stated in zip(shown, sizes["power_mw"], strict=True)
    ]
    facts = {document.sha256: document for document in holdings.documents}
    columns = what(shown) | sizes | where(shown, divisions, drawn) | source(shown, facts)
    return plain_frame(columns, PROJECTS)


def project_areas(
    table: pd.DataFrame, projects: Iterable[Project], shapes: Shapes
) -> gpd.GeoDataFrame:
    """Give a table of projects the union of each one's counties as geometry.

    What is city-wide, unplaced or outside has an empty geometry and stays in the table.

    Parameters
    ----------
    table
        What `project_table` made of `projects`, in their order.

    Returns
    -------
    GeoDataFrame of schema PROJECT_AREAS.
    """
    polygons = [shapes.of(project.counties) for project in projects]
    return with_shapes(table, PROJECT_AREAS, polygons, sound=shapes.sound)


def project_county_frame(
    table: pd.DataFrame,
    projects: Iterable[Project],
    shapes: Shapes,
    divisions: Divisions,
) -> gpd.GeoDataFrame:
    """Give one row per project and county it lies in, with that county's polygon.

    Parameters
    ----------
    table
        What `project_table` made of `projects`, in their order.

    Returns
    -------
    GeoDataFrame of schema PROJECT_COUNTIES; projects without a county have no row. `slot` counts
    the projects of a county that no layer of exact shapes has, so that a style can set their
    marks apart.
    """
    slots: Counter[Adcode] = Counter()
    rows, codes, shares, counts, places = [], [], [], [], []
    exact = table["shown_as"].notna().tolist()
    for row, (project, also) in enumerate(zip(projects, exact, strict=True)):
        found = _shares(project)
        for code, share in found.items():
            rows.append(row)
            codes.append(code)
            shares.append(share)
            counts.append(len(found))
            places.append(None if also else slots[code])
            slots[code] += not also
    same = table.iloc[rows]
    prefectures = {code: divisions.name(divisions.prefecture_of(code)) for code in set(codes)}
    taken = [name for name in PROJECT_COUNTIES.names if name in same.columns]
    columns: dict[str, Any] = {name: same[name] for name in taken} | {
        "project_power_mw": same["power_mw"],
        "adcode": codes,
        "county": [divisions.name(code) for code in codes],
        "prefecture": [prefectures[code] for code in codes],
        "county_count": counts,
        "share": shares,
        "slot": places,
    }
    polygons = [shapes.of((code,)) for code in codes]
    return geoframe(columns, PROJECT_COUNTIES, polygons, sound=shapes.sound)


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
    kinds = lines["kind"].tolist()
    columns = {"kind": kinds, "kind_zh": [LINE_KINDS.get(kind, kind) for kind in kinds]}
    return geoframe(columns, NATIONAL_LINES, geometry)

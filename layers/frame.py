"""Projects and counties as tables: the frames behind every map, layer file and picture.

Every builder returns a frame that satisfies its schema in `layers.tables`, in EPSG:4490. Sums are
those of `projects.summaries`: a group's own row is its remainder, and what lies in several
counties stands apart, so no capacity is counted twice.
"""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING, Any

from geo.models import Adcode, Level
from layers.rows import Cells, how_much, printable, project_key, source, stated, what, where
from layers.schema import CRS, Schema, validate
from layers.tables import (
    COUNTIES,
    DOCUMENTS,
    LINE_KINDS,
    NATIONAL_LINES,
    PROJECT_COUNTIES,
    PROJECTS,
)
from projects.columns import amounts_of
from projects.models import Stage
from projects.selection import Holdings
from projects.summaries import Amount, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd
    from shapely import MultiPolygon

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from projects.models import DocumentFacts, Project
    from projects.summaries import Row

__all__ = [
    "as_holdings",
    "county_frame",
    "document_table",
    "national_lines_frame",
    "project_county_frame",
    "project_frame",
    "project_key",
    "validate",
]

_DTYPES = {"text": "str", "adcode": "str", "int": "Int64", "real": "float64", "bool": "bool"}
_IDENTITY = ("key", "name", "kind", "kind_zh", "stage", "stage_zh", "checked")
_NOTHING = Amount(value=0.0, projects=0, qualified=False)


def as_holdings(
    projects: Holdings | Iterable[Project], documents: Iterable[DocumentFacts] = ()
) -> Holdings:
    """Take projects as what is held: Holdings as they are, a plain sequence as all there is.

    With Holdings a group's remainder is taken over all its members, chosen or not.
    """
    if isinstance(projects, Holdings):
        return projects
    return Holdings(documents=tuple(documents), projects=tuple(projects))


def county_frame(
    projects: Holdings | Iterable[Project],
    boundaries: Boundaries,
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> gpd.GeoDataFrame:
    """Sum the projects by county.

    All counties of the prefectures of the plans shown are there, with or without a project, and
    every county of a project in any case.

    Returns
    -------
    GeoDataFrame of schema COUNTIES, in code order; power in MW, energy in MWh. Every number is
    that of `summarise`: `rows` by county, and `sharing` for the cross-county projects.
    """
    # The layer has all the counties of the projects shown, also those a filter by place left out.
    holdings = as_holdings(projects, documents).anywhere()
    power = summarise(holdings, divisions=divisions, measure="power")
    energy = _amounts(summarise(holdings, divisions=divisions, measure="energy").rows)
    present = {project.stage for project in holdings.shown}
    stages = {
        stage: _amounts(summarise(holdings, divisions=divisions, stages=(stage,)).rows)
        if stage in present
        else _amounts(())
        for stage in Stage
    }
    own, sharing = _amounts(power.rows), _amounts(power.sharing)
    codes = _counties_of(holdings, divisions)
    rows = [
        {
            **_names(code, divisions),
            "projects": own[code].projects,
            "cross_projects": sharing[code].projects,
            "cross_power_mw": sharing[code].value,
            "power_projects": own[code].stated,
            "power_mw": own[code].value,
            "power_qualified": own[code].qualified,
            **{f"power_mw_{stage}": amounts[code].value for stage, amounts in stages.items()},
            "energy_mwh": energy[code].value,
            "energy_qualified": energy[code].qualified,
        }
        for code in codes
    ]
    shapes = _Shapes(boundaries, codes)
    return _geoframe(rows, COUNTIES, [shapes.of((code,)) for code in codes])


def project_frame(
    projects: Holdings | Iterable[Project],
    boundaries: Boundaries,
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> gpd.GeoDataFrame:
    """Flatten projects into one row each, with the union of their counties as geometry.

    What is city-wide, unplaced or outside has an empty geometry and stays in the table.

    Returns
    -------
    GeoDataFrame of schema PROJECTS, in the order held.
    """
    holdings = as_holdings(projects, documents)
    facts = {document.sha256: document for document in holdings.documents}
    shapes = _Shapes(boundaries, _codes(holdings.shown))
    counted, _ = amounts_of(holdings, "power", divisions)
    slots: Counter[tuple[Adcode, ...]] = Counter()
    rows: list[Cells] = []
    for project in holdings.shown:
        row = {
            **what(project),
            **how_much(project),
            **where(project, divisions),
            **source(project, facts.get(project.document)),
            "slot": slots[project.counties],
        }
        own = float(counted[project.document, project.id].value)
        row["power_counted_mw"] = None if row["power_mw"] is None else own
        slots[project.counties] += 1
        rows.append(row)
    return _geoframe(rows, PROJECTS, [shapes.of(p.counties) for p in holdings.shown])


def project_county_frame(
    projects: Holdings | Iterable[Project], boundaries: Boundaries, divisions: Divisions
) -> gpd.GeoDataFrame:
    """Give one row per project and county it lies in, with that county's polygon.

    Returns
    -------
    GeoDataFrame of schema PROJECT_COUNTIES; projects without a county have no row.
    """
    shown = as_holdings(projects).shown
    shapes = _Shapes(boundaries, _codes(shown))
    rows: list[Cells] = []
    for project in shown:
        cells = what(project)
        counties = project.counties
        shares = project.shares if len(project.shares or ()) == len(counties) else None
        for code, share in dict(zip(counties, shares or repeat(None), strict=False)).items():
            rows.append(
                {
                    **{name: cells[name] for name in _IDENTITY},
                    "adcode": code,
                    "county": divisions.name(code),
                    "county_count": len(set(counties)),
                    "share": share,
                    "project_power_mw": stated(project, "power"),
                }
            )
    return _geoframe(rows, PROJECT_COUNTIES, [shapes.of((row["adcode"],)) for row in rows])


def document_table(
    projects: Holdings | Iterable[Project],
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> pd.DataFrame:
    """List the plans the shown projects come from, in the order held (schema DOCUMENTS)."""
    holdings = as_holdings(projects, documents)
    numbers = Counter(project.document for project in holdings.shown)
    rows = [
        {
            "sha256": facts.sha256,
            "title": facts.title,
            "number": facts.number,
            "date": facts.date,
            "issuer": facts.issuer,
            "place": facts.place,
            "place_name": divisions.full_name(facts.place) if facts.place else None,
            "source": facts.source,
            "length": facts.length,
            "projects": numbers[facts.sha256],
        }
        for facts in holdings.documents
        if numbers[facts.sha256]
    ]
    frame = _frame(rows, DOCUMENTS)
    validate(frame, DOCUMENTS)
    return frame


def national_lines_frame(boundaries: Boundaries) -> gpd.GeoDataFrame:
    """Give the national and province lines as multi-lines (schema NATIONAL_LINES)."""
    import shapely

    lines = boundaries.national_lines()
    geometry = [
        line if line.geom_type == "MultiLineString" else shapely.MultiLineString([line])
        for line in lines.geometry
    ]
    rows = [{"kind": kind, "kind_zh": LINE_KINDS.get(kind, kind)} for kind in lines["kind"]]
    return _geoframe(rows, NATIONAL_LINES, geometry)


class _Shapes:
    """County polygons and their unions, each built once however many projects share it."""

    def __init__(self, boundaries: Boundaries, codes: Iterable[Adcode]) -> None:
        counties = boundaries.counties(sorted(set(codes)))
        self._polygons = dict(zip(counties["adcode"], counties.geometry, strict=True))
        self._unions: dict[tuple[Adcode, ...], MultiPolygon | None] = {}

    def of(self, codes: tuple[Adcode, ...]) -> MultiPolygon | None:
        """Unite the counties' polygons; None where none of them has one."""
        if codes not in self._unions:
            self._unions[codes] = self._unite(codes)
        return self._unions[codes]

    def _unite(self, codes: tuple[Adcode, ...]) -> MultiPolygon | None:
        import shapely

        parts = [self._polygons[code] for code in codes if code in self._polygons]
        if not parts:
            return None
        united = shapely.union_all(parts) if len(parts) > 1 else parts[0]
        return united if united.geom_type == "MultiPolygon" else shapely.MultiPolygon([united])


def _codes(projects: Iterable[Project]) -> set[Adcode]:
    return {code for project in projects for code in project.counties}


def _counties_of(holdings: Holdings, divisions: Divisions) -> list[Adcode]:
    codes = _codes(holdings.shown)
    shown = {project.document for project in holdings.shown}
    homes = {facts.place for facts in holdings.documents if facts.sha256 in shown}
    if None in homes:  # a table of several provinces speaks of the cities of its projects
        homes |= {divisions.prefecture_of(code) for code in codes}
    for place in filter(None, homes):
        is_county = divisions.get(place).level is Level.COUNTY
        codes.update(divisions.counties(divisions.prefecture_of(place) if is_county else place))
    return sorted(codes)


def _names(code: Adcode, divisions: Divisions) -> Cells:
    prefecture, province = divisions.prefecture_of(code), divisions.province_of(code)
    return {
        "adcode": code,
        "name": divisions.name(code),
        "prefecture_code": prefecture,
        "prefecture": divisions.name(prefecture),
        "province_code": province,
        "province": divisions.name(province),
    }


class _Amounts(dict[str, Amount]):
    """Amounts by county; a county that is in no sum has nothing."""

    def __missing__(self, _code: str) -> Amount:
        return _NOTHING


def _amounts(rows: Iterable[Row]) -> _Amounts:
    return _Amounts((row.key, row.amount) for row in rows)


def _frame(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pd.DataFrame:
    import pandas as pd

    columns = {}
    for column in schema.columns:
        values = [row[column.name] for row in rows]
        if column.dtype == "text":
            values = [value and printable(value) for value in values]
        columns[column.name] = pd.Series(values, dtype=_DTYPES[column.dtype])
    return pd.DataFrame(columns)


def _geoframe(
    rows: Sequence[Mapping[str, Any]], schema: Schema, geometry: Sequence[Any]
) -> gpd.GeoDataFrame:
    import geopandas as gpd

    frame = gpd.GeoDataFrame(_frame(rows, schema), geometry=list(geometry), crs=CRS)
    validate(frame, schema)
    return frame

"""Counties and prefectures with their sums: what a shaded map of regions is drawn from.

Sums are those of `projects.summaries`: a group's own row is its remainder, and what lies in several
counties stands apart, so no capacity is counted twice. What no project states is empty, not 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.models import Adcode, Level
from layers.framing import as_holdings, columns_of_rows, geoframe, plain_frame
from layers.plain_tables import COUNTY_SUMS
from layers.rows import Cells, codes_of
from layers.tables import COUNTIES, PREFECTURES
from projects.amounts import Amount
from projects.crosstab import Per, by_region
from projects.homes import PLACES
from projects.kinds import SECTORS
from projects.models import Stage
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    import pandas as pd

    from geo.divisions import Divisions
    from layers.framing import Shapes
    from projects.models import DocumentFacts, Project
    from projects.selection import Holdings

__all__ = ["counties_shown", "county_frame", "county_sums", "prefecture_frame"]

_NOTHING = Amount(value=0.0, projects=0, qualified=False)


def county_frame(
    projects: Holdings | Iterable[Project],
    shapes: Shapes,
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
    holdings = as_holdings(projects, documents).anywhere()
    sums = _Sums.of(holdings, divisions, "county")
    sharing = {row.key: row.amount for row in summarise(holdings, divisions=divisions).sharing}
    codes = counties_shown(holdings, divisions)
    rows = []
    for code in codes:
        prefecture, shared = divisions.prefecture_of(code), sharing.get(code, _NOTHING)
        rows.append(
            {
                "adcode": code,
                "name": divisions.name(code),
                "prefecture_code": prefecture,
                "prefecture": divisions.name(prefecture),
                **_province(code, divisions),
                "cross_projects": shared.projects,
                "cross_power_mw": shared.known,
                **sums.cells(code),
            }
        )
    polygons = [shapes.of((code,)) for code in codes]
    return geoframe(columns_of_rows(rows, COUNTIES), COUNTIES, polygons, sound=shapes.sound)


def prefecture_frame(
    projects: Holdings | Iterable[Project],
    shapes: Shapes,
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> gpd.GeoDataFrame:
    """Sum the projects by prefecture, those of the counties shown.

    Returns
    -------
    GeoDataFrame of schema PREFECTURES, in code order. projects = counties + 跨县 + 全市性 +
    待定位, and so the power; what lies outside stands apart.
    """
    holdings = as_holdings(projects, documents).anywhere()
    sums = _Sums.of(holdings, divisions, "prefecture")
    places = by_region(holdings, divisions, by="prefecture", measure="power", per=Per.PLACE)
    counties = counties_shown(holdings, divisions)
    codes = {divisions.prefecture_of(code) for code in counties}
    codes |= {Adcode(code) for code, _ in places}
    members = {code: divisions.counties(code) for code in codes}
    rows = []
    for code in sorted(codes):
        row: Cells = {
            "adcode": code,
            "name": divisions.name(code),
            **_province(code, divisions),
            **sums.cells(code),
        }
        for place in PLACES:
            amount = places.get((code, place), _NOTHING)
            row[f"projects_{place}"] = amount.projects
            row[f"power_mw_{place}"] = amount.known
        rows.append(row)
    polygons = [shapes.of(tuple(members[row["adcode"]])) for row in rows]
    return geoframe(columns_of_rows(rows, PREFECTURES), PREFECTURES, polygons, sound=shapes.sound)


def county_sums(
    projects: Holdings | Iterable[Project],
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> pd.DataFrame:
    """Sum power by county, sector and stage, one row for each there is (schema COUNTY_SUMS)."""
    holdings = as_holdings(projects, documents).anywhere()
    sums = by_region(holdings, divisions, by="county", measure="power", per=Per.SECTOR_AND_STAGE)
    rows = []
    for (code, key), amount in sorted(sums.items(), key=lambda item: item[0][0]):
        sector, stage = key.split("/")
        rows.append(
            {
                "adcode": code,
                "county": divisions.name(code),
                "sector": sector,
                "sector_zh": SECTORS[sector][0],
                "stage": stage,
                "stage_zh": STAGES[Stage(stage)][0],
                "projects": amount.projects,
                "power_projects": amount.stated,
                "power_mw": amount.known,
                "power_qualified": amount.qualified,
            }
        )
    return plain_frame(columns_of_rows(rows, COUNTY_SUMS), COUNTY_SUMS)


def counties_shown(holdings: Holdings, divisions: Divisions) -> list[Adcode]:
    """Return the counties of the projects and of their plans' cities, in code order."""
    codes = codes_of(holdings.shown)
    shown = {project.document for project in holdings.shown}
    homes = {facts.place for facts in holdings.documents if facts.sha256 in shown}
    if None in homes:  # a table of several provinces speaks of the cities of its projects
        homes |= {divisions.prefecture_of(code) for code in codes}
    for place in filter(None, homes):
        is_county = divisions.get(place).level is Level.COUNTY
        codes.update(divisions.counties(divisions.prefecture_of(place) if is_county else place))
    return sorted(codes)


class _Sums(NamedTuple):
    """Sums by region, and within it by stage and by sector."""

    power: Mapping[tuple[str, str], Amount]
    energy: Mapping[tuple[str, str], Amount]
    stages: Mapping[tuple[str, str], Amount]
    sectors: Mapping[tuple[str, str], Amount]

    @classmethod
    def of(cls, holdings: Holdings, divisions: Divisions, by: str) -> _Sums:
        asked = (("power", Per.ALL), ("energy", Per.ALL), ("power", Per.STAGE))
        return cls(
            *(
                by_region(holdings, divisions, by=by, measure=measure, per=per)
                for measure, per in (*asked, ("power", Per.SECTOR))
            )
        )

    def cells(self, code: Adcode) -> Cells:
        """Tell the sums of one region."""
        power = self.power.get((code, ""), _NOTHING)
        energy = self.energy.get((code, ""), _NOTHING)
        cells: Cells = {
            "projects": power.projects,
            "power_projects": power.stated,
            "power_mw": power.known,
            "power_qualified": power.qualified,
            "energy_mwh": energy.known,
            "energy_qualified": energy.qualified,
        }
        for sums, keys in ((self.stages, tuple(map(str, Stage))), (self.sectors, tuple(SECTORS))):
            for key in keys:
                amount = sums.get((code, key), _NOTHING)
                cells[f"projects_{key}"] = amount.projects
                cells[f"power_mw_{key}"] = amount.known
        cells["power_mw_headline"] = self._headline(code)
        return cells

    def _headline(self, code: Adcode) -> float | None:
        """Add up the stages of the headline; what counts is told by none is empty."""
        parts = [self.stages.get((code, str(stage)), _NOTHING) for stage in HEADLINE_STAGES]
        known = [part.value for part in parts if part.known is not None]
        projects = sum(part.projects for part in parts)
        stated = any(part.stated or part.value for part in parts)
        return sum(known) if stated or not projects else None


def _province(code: Adcode, divisions: Divisions) -> Cells:
    province = divisions.province_of(code)
    return {"province_code": province, "province": divisions.name(province)}

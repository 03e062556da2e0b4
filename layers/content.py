"""What an export carries: the selected projects with all that must be said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers import frame
from layers.notices import NOTICES
from layers.rows import printable

if TYPE_CHECKING:
    from datetime import date

    import geopandas as gpd
    import pandas as pd

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from projects.models import DocumentFacts
    from projects.selection import Holdings

__all__ = ["Content"]


@dataclass(frozen=True, slots=True)
class Content:
    """The matter of one export, whatever its format.

    Of `holdings` the chosen projects are written, and the plans they come from. `filter_text`
    says in words what was selected, "" for everything; `made_on` is the date the file states.
    """

    holdings: Holdings
    boundaries: Boundaries
    divisions: Divisions
    filter_text: str
    made_on: date

    @property
    def documents(self) -> tuple[DocumentFacts, ...]:
        """Return the plans of the chosen projects."""
        shown = {project.document for project in self.holdings.shown}
        return tuple(facts for facts in self.holdings.documents if facts.sha256 in shown)

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of the chosen projects."""
        return frozenset(project.kind for project in self.holdings.shown)

    def counties(self) -> gpd.GeoDataFrame:
        """Build the county layer, for all counties of the plans' cities."""
        return frame.county_frame(self.holdings, self.boundaries, self.divisions)

    def project_rows(self) -> gpd.GeoDataFrame:
        """Build the project layer."""
        return frame.project_frame(self.holdings, self.boundaries, self.divisions)

    def project_counties(self) -> gpd.GeoDataFrame:
        """Build the layer of one row per project and county."""
        return frame.project_county_frame(self.holdings, self.boundaries, self.divisions)

    def national_lines(self) -> gpd.GeoDataFrame:
        """Build the layer of national and province lines."""
        return frame.national_lines_frame(self.boundaries)

    def document_rows(self) -> pd.DataFrame:
        """Build the table of plans."""
        return frame.document_table(self.holdings, self.divisions)

    def sources(self) -> list[str]:
        """Name each plan in one line, then the boundary edition."""
        plans = [
            printable(
                " ".join(part for part in (f"《{d.title}》", d.number, d.date, d.issuer) if part)
            )
            for d in self.documents
        ]
        edition = self.boundaries.edition
        return [*plans, f"县级边界: {edition.source} {edition.vintage} ({edition.checksum})"]

    def notices(self) -> list[str]:
        """Say what every reader must know: internal use, precision, unchecked, terms."""
        notice = self.boundaries.edition.notice
        return [*NOTICES, *([notice] if notice else [])]

    def remark(self) -> str:
        """Say the selection, the size, the date and the notices in one line."""
        size = f"筛选: {self.selection()}; 项目 {len(self.holdings.shown)} 个; {self.made_on}"
        return "; ".join([size, *self.notices()])

    def selection(self) -> str:
        """Say which projects were chosen."""
        return printable(self.filter_text) or "全部项目"

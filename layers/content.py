"""What an export carries: the selected projects with all that must be said beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers import frame, regions, tables_beside
from layers.drawing import without_layer
from layers.edition import edition_in_files, notice_in_files
from layers.errors import ExportError
from layers.exportcrs import DEFAULT, ExportCrs
from layers.framing import Shapes
from layers.notices import CHECKED, NOTICES, UNCHECKED
from layers.plain_tables import (
    CANDIDATES,
    COUNTY_SUMS,
    DOCUMENTS,
    EVIDENCE,
    PROJECT_AREAS,
    PROJECTS,
    TARGETS,
)
from layers.profiles import INTERNAL, PROFILES, as_public
from layers.rows import printable
from layers.sites import SITE_LAYERS, Drawn, beyond_reach, shown_as, site_frame
from layers.tables import (
    COUNTIES,
    NATIONAL_LINES,
    PREFECTURES,
    PROJECT_COUNTIES,
    PROJECTS_AREA,
    PROJECTS_LINE,
    PROJECTS_POINT,
)
from projects.checking import is_checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    import geopandas as gpd
    import pandas as pd

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from layers.schema import Schema
    from projects.models import DocumentFacts, Project, Target
    from projects.selection import Holdings

    Table = tuple[Schema, gpd.GeoDataFrame]

__all__ = ["LAYERS", "Content", "checked_layers"]

LAYERS: Mapping[str, Schema] = MappingProxyType(
    {
        schema.name: schema
        for schema in (
            *(COUNTIES, PREFECTURES, PROJECTS_POINT, PROJECTS_LINE, PROJECTS_AREA),
            *(PROJECT_COUNTIES, NATIONAL_LINES, PROJECTS, COUNTY_SUMS, DOCUMENTS, EVIDENCE),
            *(TARGETS, CANDIDATES),
        )
    }
)
"""Every layer and table by name, in the order they are written."""


def _in_silence(_share: float, _title: str) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True)
class Content:
    """The matter of one export, whatever its format.

    Of `holdings` the chosen projects are written, and the plans they come from. `filter_text`
    says in words what was selected, "" for everything; `made_on` is the date the file states.
    `chosen` names the layers wanted, None for all. `targets` are those of the plans held, `drawn`
    the shapes people have drawn, `text_of` gives a plan's text where it is kept. `progress` is
    told how much is done, in [0, 1], and the title of the layer that comes next.
    """

    holdings: Holdings
    boundaries: Boundaries
    divisions: Divisions
    filter_text: str
    made_on: date
    targets: tuple[Target, ...] = ()
    drawn: Drawn = field(default_factory=dict)
    text_of: Callable[[str], str | None] = tables_beside.no_text
    profile: str = INTERNAL
    chosen: tuple[str, ...] | None = None
    crs: ExportCrs = DEFAULT
    progress: Callable[[float, str], None] = _in_silence

    def layers(self) -> Iterator[Table]:
        """Yield schema and frame of each layer wanted, one at a time, in the order of `LAYERS`.

        Frames are in EPSG:4490 and satisfy their schema, and hold what the profile may show. A
        layer without a row is left out. A table without geometry is a plain DataFrame.
        """
        wanted = self.wanted()
        for number, name in enumerate(wanted):
            self.progress(number / len(wanted), LAYERS[name].title)
            schema, made = self.layer(name)
            if len(made):
                yield schema, made
        self.progress(1.0, "")

    def wanted(self) -> tuple[str, ...]:
        """Name the layers to be written where they have a row."""
        shown = [n for n, schema in LAYERS.items() if self._may_show(schema)]
        return tuple(n for n in shown if self.chosen is None or n in self.chosen)

    def layer(self, name: str) -> Table:
        """Build one layer; internal layers are for the internal profile alone."""
        return self._shown(LAYERS[name], self._builders[name]())

    def project_areas(self) -> Table:
        """Build the projects with the union of their counties, for formats of one layer."""
        self.progress(0.0, PROJECT_AREAS.title)
        made = frame.project_areas(self._table, self.holdings.shown, self._shapes)
        self.progress(_MADE, _WRITING)
        return self._shown(PROJECT_AREAS, made)

    def counted(self) -> dict[str, int]:
        """Count the rows of each layer wanted, without the shapes, for a look before writing.

        Layers of regions are counted by the counties there are names for; an edition may lack one.
        """
        shown = self.holdings.shown
        counties = regions.counties_shown(self.holdings, self.divisions)
        counts = {
            COUNTIES.name: len(counties),
            PREFECTURES.name: len({self.divisions.prefecture_of(code) for code in counties}),
            PROJECT_COUNTIES.name: sum(len(set(project.counties)) for project in shown),
            PROJECTS.name: len(shown),
            DOCUMENTS.name: len(self.documents),
            TARGETS.name: len(self._targets),
            CANDIDATES.name: sum(len(project.candidates) for project in shown),
            EVIDENCE.name: sum(max(1, len(project.mentions)) for project in shown),
        }
        sorts = Counter(shown_as(project, self.drawn) for project in shown)
        counts |= {schema.name: sorts[sort] for sort, schema in SITE_LAYERS.items()}
        rest = (name for name in self.wanted() if name not in counts)
        counts |= {name: len(self.layer(name)[1]) for name in rest}
        return {name: counts[name] for name in self.wanted() if counts[name]}

    @property
    def documents(self) -> tuple[DocumentFacts, ...]:
        """Return the plans of the chosen projects."""
        shown = {project.document for project in self.holdings.shown}
        return tuple(facts for facts in self.holdings.documents if facts.sha256 in shown)

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of the chosen projects."""
        return frozenset(project.kind for project in self.holdings.shown)

    @property
    def checked(self) -> int:
        """Count the chosen projects that a person has checked."""
        return sum(map(is_checked, self.holdings.shown))

    def sources(self) -> list[str]:
        """Name each plan in one line, then the boundary edition."""
        plans = [
            printable(
                " ".join(part for part in (f"《{d.title}》", d.number, d.date, d.issuer) if part)
            )
            for d in self.documents
        ]
        edition = self.boundaries.edition
        return [*plans, f"县级边界: {edition_in_files(edition)} ({edition.checksum})"]

    def notices(self) -> list[str]:
        """Say what every reader must know: internal use, precision, checked or not, terms."""
        count, checked = len(self.holdings.shown), self.checked
        said = [notice for notice in NOTICES if notice != UNCHECKED or checked < count]
        said.append(f"{CHECKED} {checked}/{count}")
        said.append(PROFILES[self.profile])
        if off := self._beyond:
            said.append(f"坐标在中国范围外而未作图形的项目 {_named(off)}")
        if self.profile == INTERNAL and (bare := without_layer(self.holdings.shown)):
            said.append(f"手绘图形 (多点, 或无长度面积) 未作图层的项目 {_named(bare)}")
        said.extend(filter(None, (notice_in_files(self.boundaries.edition), self.crs.note)))
        return said

    def remark(self) -> str:
        """Say the selection, the size, the date and the notices in one line."""
        size = f"筛选: {self.selection()}; 项目 {len(self.holdings.shown)} 个; {self.made_on}"
        return "; ".join([size, *self.notices()])

    def selection(self) -> str:
        """Say which projects were chosen."""
        return printable(self.filter_text) or "全部项目"

    def _may_show(self, schema: Schema) -> bool:
        return self.profile == INTERNAL or not schema.internal

    def _shown(self, schema: Schema, made: gpd.GeoDataFrame) -> Table:
        return (schema, made) if self.profile == INTERNAL else as_public(schema, made)

    @cached_property
    def _table(self) -> pd.DataFrame:
        drawn = self.drawn if self.profile == INTERNAL else None
        return frame.project_table(self.holdings, self.divisions, drawn=drawn)

    @cached_property
    def _shapes(self) -> Shapes:
        return Shapes(self.boundaries)

    @cached_property
    def _beyond(self) -> list[Project]:
        return [] if self.profile != INTERNAL else beyond_reach(self.holdings.shown, self.drawn)

    @cached_property
    def _targets(self) -> tuple[Target, ...]:
        shown = {facts.sha256 for facts in self.documents}
        return tuple(target for target in self.targets if target.document in shown)

    @cached_property
    def _builders(self) -> Mapping[str, Callable[[], gpd.GeoDataFrame]]:
        held, names = self.holdings, self.divisions

        def sites(sort: str) -> Callable[[], gpd.GeoDataFrame]:
            return lambda: site_frame(self._table, held.shown, sort, drawn=self.drawn)

        def pairs() -> gpd.GeoDataFrame:
            return frame.project_county_frame(self._table, held.shown, self._shapes, names)

        def evidence() -> pd.DataFrame:
            return tables_beside.evidence_table(held, text_of=self.text_of)

        def targets() -> pd.DataFrame:
            return tables_beside.target_table(
                self._targets, names, documents=held.documents, text_of=self.text_of
            )

        return {
            COUNTIES.name: lambda: regions.county_frame(held, self._shapes, names),
            PREFECTURES.name: lambda: regions.prefecture_frame(held, self._shapes, names),
            **{schema.name: sites(sort) for sort, schema in SITE_LAYERS.items()},
            PROJECT_COUNTIES.name: pairs,
            NATIONAL_LINES.name: lambda: frame.national_lines_frame(self.boundaries),
            PROJECTS.name: lambda: self._table,
            COUNTY_SUMS.name: lambda: regions.county_sums(held, names),
            DOCUMENTS.name: lambda: tables_beside.document_table(held, names),
            EVIDENCE.name: evidence,
            TARGETS.name: targets,
            CANDIDATES.name: lambda: tables_beside.candidate_table(held),
        }


_SHORT, _FEW = 30, 3
_MADE, _WRITING = 0.4, "写入并读回核对"
"""Of an export of one layer: the share its frame takes, and what comes behind it."""


def _named(projects: Sequence[Project]) -> str:
    """Count projects and name the first of them."""
    names = "、".join(printable(project.name[:_SHORT]) for project in projects[:_FEW])
    return f"{len(projects)} 个: {names}"


def checked_layers(names: Iterable[str] | None, profile: str) -> tuple[str, ...] | None:
    """Give the names of layers back, in the order they are written; None for all.

    Raises
    ------
    ExportError
        If one is no layer, or not of this profile; close matches are named.
    """
    if names is None:
        return None
    given = tuple(names)
    for name in given:
        if name not in LAYERS:
            close = get_close_matches(name, LAYERS, n=1)
            hint = f"did you mean {close[0]}?" if close else f"take of {', '.join(LAYERS)}"
            message = f"{name!r} is no layer: {hint}"
            raise ExportError(message)
        if LAYERS[name].internal and profile != INTERNAL:
            message = (
                f"layer {name} is not in the {profile} profile, which shows nothing finer than a "
                "county: leave it out, or take --profile internal"
            )
            raise ExportError(message)
    return tuple(name for name in LAYERS if name in given)

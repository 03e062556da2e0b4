"""What the page of its own shows, as plain values: sums, projects with what is told of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.islands import read_islands
from geo.models import Precision
from layers.briefing.model import Layout
from layers.briefing.single import shade_value
from layers.briefing.words import line, stage_names
from layers.edition import edition_notice, edition_said
from layers.mapitems import project_key
from layers.mapview import MapFiles, Scene, Shading, build_view, plan_counties
from layers.mapwords import MAP_TEXTS
from layers.notices import UNCHECKED
from layers.toolwords import TOOL_TEXTS
from projects.kinds import MEASURES
from projects.models import Stage
from projects.passage import GLANCE, paragraphs
from projects.wording import NATURES, PRECISIONS, investments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.models import Adcode
    from layers.briefing.model import Brief, Entry, Figure, Region
    from projects.models import Project
    from projects.selection import Holdings

__all__ = ["MapData"]

_WORDS = {key: both[0] for key, both in (*MAP_TEXTS.items(), *TOOL_TEXTS.items())}
_LABELS = (
    "类别", "阶段", "规模", "区县", "位置精度", "来源", "章节", "核对",
    "性质", "目标年份", "投资", "业主", "责任单位", "原句",
)  # fmt: skip
_PUBLIC = 8
"""So many of the labels are told to everybody."""
_FINER = frozenset({Precision.SITE, Precision.FEATURE, Precision.TOWNSHIP, Precision.ZONE})
_CHECKED = "人工核对"
_MORE, _FOUND, _NARROW = "另有 {count} 个未列出；请在上面输入文字缩小范围。", "项目 {count} 个", (
    "按名称、类别、区县查找"
)  # fmt: skip


@dataclass(frozen=True)
class MapData:
    """The values of one page; `is_public` leaves out what not everybody may know."""

    brief: Brief
    holdings: Holdings
    is_public: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    def page(self, first: str, details: Sequence[str]) -> dict[str, object]:
        """Return all that web/alone.js is given but the polygons themselves.

        `first` and `details` are their names (see `layers.mapview.MapFiles`).
        """
        brief = self.brief
        return {
            "view": self._view(MapFiles(first, tuple(details), first)),
            "said": {
                "title": brief.title,
                "subtitle": brief.subtitle,
                "stamp": brief.stamp,
                "notices": list(brief.notices),
                "source": brief.source_line,
                "status": brief.status_line,
                "made": brief.date_line,
                "edition": self._edition(),
                "more": _MORE,
                "found": _FOUND,
                "narrow": _NARROW,
            },
            "tables": list(self._tables()),
            "counties": {region.adcode: self._of_county(region) for region in self._regions},
            "labels": list(_LABELS[:_PUBLIC] if self.is_public else _LABELS),
            "projects": [self._row(e, p) for e, p in self._rows],
        }

    @cached_property
    def cities(self) -> dict[Adcode, tuple[Adcode, ...]]:
        """The cities drawn with their counties: those of the places, else those of the plans."""
        brief, divisions = self.brief, self.brief.divisions
        shown = frozenset(source.sha256 for source in brief.sources)
        documents = [facts for facts in self.holdings.documents if facts.sha256 in shown]
        found = plan_counties(documents, [project for _, project in self._rows], divisions)
        places = brief.places
        meant = {
            city: codes
            for city, codes in found.items()
            if any(divisions.covers(place, city) or place in codes for place in places)
        }
        return meant or found

    @cached_property
    def _rows(self) -> tuple[tuple[Entry, Project], ...]:
        """Every project with its row of the appendix."""
        known = {(p.document, p.id): p for p in self.holdings.projects}
        return tuple((entry, known[entry.key]) for entry in self.brief.appendix)

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        """The counties with their sums, of all parts of a comparison."""
        parts = self.brief.parts or (self.brief,)
        return tuple(region for part in parts for region in part.regions)

    def _view(self, files: MapFiles) -> dict[str, object]:
        brief = self.brief
        words = dict(_WORDS)
        words["notice_internal"], words["notice_scale"] = brief.notices
        divisions = brief.divisions
        asked = frozenset(place for place in brief.places if place not in self.cities)
        asked = frozenset(code for code in asked if divisions.is_county(code))
        shown = frozenset(source.sha256 for source in brief.sources)
        scene = Scene(
            projects=[self._drawn(project) for _, project in self._rows],
            cities=self.cities,
            shading=self._shading(words["none"]),
            files=files,
            chosen=None,
            documents=[facts for facts in self.holdings.documents if facts.sha256 in shown],
            asked=asked,
            stages=stage_names(Stage(figure.key) for figure in brief.stages),
            projected=True,
        )
        return build_view(
            scene, divisions=divisions, words=words, lang="zh", islands=read_islands()
        )

    def _drawn(self, project: Project) -> Project:
        """Return a project as the map may show it: to the public no nearer than its county."""
        if not self.is_public or not (project.site or project.precision in _FINER):
            return project
        return replace(project, site=None, precision=Precision.COUNTY)

    def _shading(self, nothing: str) -> Shading:
        brief = self.brief
        values = {r.adcode: shade_value(r, brief.shade) for r in self._regions if r.total.projects}
        return Shading(
            title=brief.shade_title,
            values={code: value or 0.0 for code, value in values.items()},
            unit=MEASURES[brief.shade].zh_unit,
            nothing=nothing,
            unstated=frozenset(code for code, value in values.items() if value is None),
            stages=frozenset(brief.counted),
            said=brief.counted_name,
        )

    def _tables(self) -> Iterator[dict[str, object]]:
        """Yield the sums: by stage, what no county holds, by place, by kind."""
        brief = self.brief
        stages = [self._sum(figure) for figure in brief.stages]
        total = self._sum(replace(brief.total, name=f"合计（{brief.counted_name}）"))
        yield self._table("分阶段", [{**total, "strong": True}, *stages])
        yield self._table("不在单个县内", [self._sum(beside.figure) for beside in brief.beside])
        name = "各市县" if brief.layout is Layout.COMPARISON else "各县"
        regions = sorted(brief.regions, key=lambda region: -region.total.amount.value)
        yield self._table(
            f"{name}（{brief.counted_name}）",
            [self._sum(region.total) for region in regions if region.total.projects],
        )
        yield self._table(f"分类别（{brief.counted_name}）", [self._sum(f) for f in brief.kinds])

    def _table(self, caption: str, rows: list[dict[str, object]]) -> dict[str, object]:
        heads = ["", "项目数", *self._measured(self.brief.measure_name)]
        return {"caption": caption, "heads": heads, "rows": rows}

    def _sum(self, figure: Figure) -> dict[str, object]:
        return {"cells": [figure.name, f"{figure.projects:,}", *self._measured(figure.said)]}

    def _measured(self, text: str) -> list[str]:
        """Return a cell of the measure; none where projects are all that is counted."""
        return [] if self.brief.measure == "count" else [text]

    def _of_county(self, region: Region) -> str:
        """Say a county's own sum and what it takes part in: they are never added."""
        said = ", ".join([f"{region.total.projects:,} 个", *self._measured(region.total.said)])
        lines = [f"本县独有（{self.brief.counted_name}）：{said}"]
        if region.shared:
            lines.append(f"参与跨县项目 {region.shared:,} 个（未分摊）")
        return "\n".join(lines)

    def _row(self, entry: Entry, project: Project) -> dict[str, object]:
        facts = self._facts(entry, project)
        told = (entry.kind_name, entry.stage_name, entry.size, entry.where)
        return {
            "key": project_key(project),
            "name": entry.name,
            "line": " · ".join(filter(None, told)),
            "counties": list(dict.fromkeys(project.counties)),
            "facts": facts[:_PUBLIC] if self.is_public else facts,
        }

    def _facts(self, entry: Entry, project: Project) -> list[str]:
        """Return the texts of `_LABELS`, "" where there is nothing to tell."""
        source = self.brief.sources[entry.source - 1].line if entry.source else ""
        precision = self._drawn(project).precision
        return [
            entry.kind_name,
            entry.stage_name,
            entry.size or "未写明",
            entry.where,
            PRECISIONS[precision][0] if precision else "",
            source,
            entry.section,
            _CHECKED if entry.checked else UNCHECKED,
            NATURES[project.nature][0],
            f"{project.year} 年" if project.year else "",
            "; ".join(f"{label} {line(text)}" for label, text in investments(project)),
            line(project.owner or ""),
            "、".join(map(line, project.responsible)),
            self._sentence(project),
        ]

    def _sentence(self, project: Project) -> str:
        text = self.texts.get(project.document)
        if text is None:
            return ""
        spans = project.mentions or ((project.start, project.end),)
        found = paragraphs(text, spans[:1], around=GLANCE)
        return line("".join(run.text for run in found[0].runs)) if found else ""

    def _edition(self) -> str:
        edition = self.brief.boundaries.edition
        said = _WORDS["map_edition"].format(**edition_said(edition, _WORDS))
        return line(f"{said}。{edition_notice(edition, _WORDS)}")

"""What one run of the map page looks at, passed down as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from layers.mapitems import project_key
from projects.amounts import key_of
from projects.columns import amounts_of
from projects.summaries import place_class, summarise
from views.bars import by_class
from views.figures import counted_stages, stage_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.amounts import Key, Tally
    from projects.models import DocumentFacts, Project, Stage
    from projects.selection import Holdings
    from projects.settings import Settings
    from views.bars import Parts
    from views.choice import Choice

__all__ = ["Sight", "rows_by_key"]


def rows_by_key(holdings: Holdings) -> Mapping[str, int]:
    """Return the row of every project that is held, by its key."""
    return holdings.once(
        "rows_by_key",
        lambda: {project_key(p): row for row, p in enumerate(holdings.projects)},
        of_all=True,
    )


@dataclass(frozen=True)
class Sight:
    """Projects with the filter's choice applied, in the reader's language.

    `cities` are the cities to draw with their counties.
    """

    holdings: Holdings
    cities: Mapping[Adcode, tuple[Adcode, ...]]
    choice: Choice
    divisions: Divisions
    settings: Settings
    words: Mapping[str, str]
    lang: str

    @cached_property
    def documents_shown(self) -> frozenset[str]:
        """The documents that name what is shown."""
        counts = self.holdings.facets(self.divisions).counts(self.choice.selection, "documents")
        asked = self.choice.selection.documents
        return frozenset(str(d) for d, n in counts.items() if n and (not asked or d in asked))

    @property
    def shown(self) -> tuple[Project, ...]:
        """The projects that pass the filters."""
        return self.holdings.shown

    def found(self, key: str) -> Project | None:
        """Return the project of a key, by which browser and page name it, if it is shown."""
        row, marks = rows_by_key(self.holdings).get(key), self.holdings.marks
        if row is None or not (marks is None or marks[row]):
            return None
        return self.holdings.projects[row]

    @cached_property
    def documents(self) -> dict[str, DocumentFacts]:
        """Facts of the documents by SHA-256."""
        return {facts.sha256: facts for facts in self.holdings.documents}

    @cached_property
    def _own(self) -> dict[Key, Tally]:
        return amounts_of(self.holdings, "power", self.divisions)[0]

    @cached_property
    def _taking_part(self) -> frozenset[Key]:
        """What lies in the places chosen and elsewhere too: in no sum."""
        found = summarise(self.holdings, divisions=self.divisions, by="stage")
        return frozenset(found.keys("taking_part"))

    @cached_property
    def _names(self) -> dict[Key, str]:
        held = self.holdings
        return held.once(
            "names", lambda: {(p.document, p.id): p.name for p in held.projects}, of_all=True
        )

    @cached_property
    def apart(self) -> Mapping[str, Parts]:
        """What no single county holds, by place class and stage."""
        return by_class(self)

    @cached_property
    def namesakes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The documents that hold a project of a name and kind, by both."""
        return self.holdings.once("namesakes", self._namesakes, of_all=True)

    def _namesakes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for project in self.holdings.projects:
            found.setdefault((project.name, project.kind), []).append(project.document)
        return {key: tuple(documents) for key, documents in found.items()}

    def group(self, project: Project) -> str:
        """Name the project this one is part of; "" if it is part of none."""
        if project.part_of is None:
            return ""
        return self._names.get((project.document, project.part_of), project.part_of)

    def doubles(self, project: Project) -> tuple[tuple[str, str], ...]:
        """Name the projects that are perhaps this one, each with the reason."""
        named = ((self._names.get((project.document, d.id), d.id), d.why) for d in project.doubles)
        return tuple(named)

    def own_power(self, project: Project) -> float | None:
        """Return what the project adds to a sum, MW: a group's remainder; None if not stated."""
        own = self._own[project.document, project.id]
        return float(own.value) if own.stated else None

    def counted_power(self, project: Project) -> float | None:
        """Return its part of the headline, MW; None where it has none, for what reason ever."""
        return self.own_power(project) if self.standing(project) == "counted" else None

    def standing(self, project: Project) -> str:
        """Say how a project stands to the headline's power, by a key of the texts' `standing_`.

        Every project is counted, or for one reason not: of no stage that is counted, outside,
        counted for another document, partly in places that were not chosen; or it states no power.
        """
        own = self._own[project.document, project.id]
        if not own.projects:
            return "copy"
        if project.stage not in self.stages:
            return "stage"
        if place_class(project) == "outside":
            return "outside"
        if key_of(project) in self._taking_part:
            return "part"
        return "counted" if own.stated else "unstated"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages sums count."""
        return counted_stages(self.choice.selection.stages)

    @property
    def stages_said(self) -> str:
        """The same in words."""
        return stage_names(self.stages, self.lang)

    @property
    def stages_shown(self) -> str:
        """The stages of all that is shown, in words: those ticked, else every stage."""
        ticked = self.choice.selection.stages
        return stage_names(ticked, self.lang) if ticked else self.words["all_stages"]

"""What one run of the map page looks at, passed down as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from views.figures import counted_stages, stage_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import DocumentFacts, Project, Stage
    from projects.selection import Holdings
    from projects.settings import Settings
    from views.filters import Choice

__all__ = ["Sight"]


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

    @property
    def shown(self) -> tuple[Project, ...]:
        """The projects that pass the filters."""
        return self.holdings.shown

    @cached_property
    def documents(self) -> dict[str, DocumentFacts]:
        """Facts of the documents by SHA-256."""
        return {facts.sha256: facts for facts in self.holdings.documents}

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages sums count."""
        return counted_stages(self.choice.selection.stages)

    @property
    def stages_said(self) -> str:
        """The same in words."""
        return stage_names(self.stages, self.lang)

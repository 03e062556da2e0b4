"""The projects of a briefing: rows of the appendix and symbols of the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from layers.briefing.model import Appendix, Entry, Mark
from layers.briefing.words import line
from layers.mapitems import drawn_as
from layers.mapitems import site as site_of
from projects.amounts import counted, key_of
from projects.checking import is_checked
from projects.columns import amounts_of
from projects.homes import place_class
from projects.kinds import MEASURES
from projects.models import Role
from projects.wording import CLASSES, STAGES, kind_name, people_text, quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.briefing.model import Source
    from projects.amounts import Key, Tally
    from projects.models import Project, Stage
    from projects.selection import Holdings

__all__ = ["Rows", "marks_of"]

_OUTPUT = "产能"


@dataclass(frozen=True)
class Rows:
    """Makes rows of projects; `counted` are the projects behind the total."""

    holdings: Holdings
    divisions: Divisions
    measure: str
    sources: tuple[Source, ...]
    counted: frozenset[Key]

    def appendix(self, projects: Sequence[Project]) -> Appendix:
        """Return a row for each project, made when it is asked for."""
        return Appendix(len(projects), lambda place: self._entry(place + 1, projects[place]))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {source.sha256: number for number, source in enumerate(self.sources, start=1)}

    @cached_property
    def _own(self) -> Mapping[Key, Tally]:
        return amounts_of(self.holdings, self.measure, self.divisions)[0]

    def _entry(self, number: int, project: Project) -> Entry:
        key, place = key_of(project), place_class(project)
        own = self._own.get(key)
        names = "、".join(self.divisions.name(code) for code in dict.fromkeys(project.counties))
        return Entry(
            number=number,
            key=key,
            name=line(project.name),
            kind=project.kind,
            kind_name=kind_name(project.kind),
            stage=project.stage,
            stage_name=STAGES[project.stage][0],
            where=names or CLASSES[place][0],
            place_class=place,
            size=self._size(project, own),
            section=line(_section(project)),
            source=self._places.get(project.document, 0),
            counted=key in self.counted,
            adds=float(own.value) if own and own.stated else None,
            checked=is_checked(project),
        )

    def _size(self, project: Project, own: Tally | None) -> str:
        """Say what the text states, and of a group what its members leave of it."""
        said = "、".join(_stated(project))
        whole = counted(project, self.measure)
        if own is None or whole is None or not own.stated or float(own.value) == whole:
            return said
        rest = people_text(float(own.value), MEASURES[self.measure].unit)
        return f"{said} (其余 {rest})"


def _stated(project: Project) -> Iterable[str]:
    for quantity in project.capacity:
        text = line(quantity_text(quantity))
        yield f"{_OUTPUT} {text}" if quantity.role is Role.OUTPUT else text


def _section(project: Project) -> str:
    """Return the heading's path; of an imported table the row."""
    return f"第 {project.ledger.row} 行" if project.ledger else project.section


def marks_of(projects: Iterable[Project], stages: frozenset[Stage]) -> tuple[Mark, ...]:
    """Gather what stands in one county, by county, kind and whether its stage is counted.

    A project known to its site is a mark of its own; one of several counties is none: it stands
    beside the map.
    """
    single = [p for p in projects if len(p.counties) == 1 or len(set(p.counties)) == 1]
    raw = Counter((p.counties[0], p.kind, p.stage, _spot(p)) for p in single)
    found: Counter[tuple[Adcode, str, bool, tuple[float, float] | None]] = Counter()
    for (county, kind, stage, spot), number in raw.items():
        found[county, drawn_as(kind), stage in stages, spot] += number
    return tuple(
        Mark(county, kind, counted, number, site)
        for (county, kind, counted, site), number in found.items()
    )


def _spot(project: Project) -> tuple[float, float] | None:
    at = site_of(project) if project.site else None
    return (at[0], at[1]) if at else None

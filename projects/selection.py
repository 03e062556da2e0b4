"""Which projects are meant: the filters of the pages, of `luotu export` and of the lists."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from projects.errors import ProjectsError
from projects.kinds import KINDS, SECTORS
from projects.script import simplify
from projects.wording import STAGES, kind_name

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import DocumentFacts, Project, Stage

__all__ = ["Holdings", "Selection", "checked_kinds"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter: each field restricts, an empty field does not; all restrictions hold together.

    `places` are adcodes of any level. A project is of a place if one of its counties lies there;
    a project without counties is of the place of its plan. `query` is words, all of which occur
    in the project's name, kind, counties' names or responsible units, whatever case and script.
    """

    places: tuple[Adcode, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    query: str = ""

    def apply(
        self,
        projects: Iterable[Project],
        divisions: Divisions,
        documents: Iterable[DocumentFacts] = (),
    ) -> tuple[Project, ...]:
        """Pick the projects that are meant, in the order given.

        Without `documents` the place of a project without counties is not known, and a
        restriction to places leaves it out.
        """
        jurisdictions = {facts.sha256: facts.place for facts in documents}
        words = [{word, simplify(word)} for word in _folded(self.query).split()]
        return tuple(
            project
            for project in projects
            if self._of_this_sort(project)
            and (not self.places or self._lies_here(project, divisions, jurisdictions))
            and (not words or _mentions(project, words, divisions))
        )

    def described(self, divisions: Divisions) -> str:
        """Say the filter in words, for a picture's or a file's own note; "" where there is none."""
        parts = [divisions.full_name(code) for code in self.places]
        parts += [SECTORS[key][0] for key in self.sectors]
        parts += [kind_name(key) for key in self.kinds]
        parts += [STAGES[stage][0] for stage in self.stages]
        parts += [f"“{self.query}”"] if self.query else []
        return "、".join(parts)

    def _of_this_sort(self, project: Project) -> bool:
        kind = KINDS.get(project.kind)
        return (
            (not self.kinds or project.kind in self.kinds)
            and (not self.sectors or (kind is not None and kind.sector in self.sectors))
            and (not self.stages or project.stage in self.stages)
        )

    def _lies_here(
        self, project: Project, divisions: Divisions, jurisdictions: Mapping[str, Adcode | None]
    ) -> bool:
        codes = project.counties
        home = project.within or jurisdictions.get(project.document)
        if not codes and home is not None:
            codes = (home,)
        return any(divisions.covers(place, code) for place in self.places for code in codes)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a registry holds, and what of it is chosen.

    Sums need more than the chosen projects: a group's remainder depends on all its members, and
    a project without counties stands at the place of its document.

    What was worked out from them is kept with them, since nothing in them can change: what all the
    projects give holds for every choice among them, the rest for this choice alone.
    """

    documents: tuple[DocumentFacts, ...] = ()
    projects: tuple[Project, ...] = ()
    chosen: tuple[Project, ...] | None = None
    _of_all: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)
    _of_chosen: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def shown(self) -> tuple[Project, ...]:
        """Return the chosen projects; all of them before anything was chosen."""
        return self.projects if self.chosen is None else self.chosen

    def select(self, selection: Selection, divisions: Divisions) -> Holdings:
        """Choose among all the projects, forgetting any earlier choice."""
        chosen = selection.apply(self.projects, divisions, self.documents)
        return replace(self, chosen=chosen, _of_chosen={})

    def once(self, key: Hashable, make: Callable[[], _T], *, of_all: bool = False) -> _T:
        """Return what `make` made for `key` the first time.

        `of_all` says that it depends on all the projects and not on which are chosen. Two sessions
        that ask at once may both make it; either's answer is as good.
        """
        kept = self._of_all if of_all else self._of_chosen
        if key not in kept:
            kept[key] = make()
        return kept[key]  # type: ignore[return-value]


def checked_kinds(keys: Iterable[str]) -> tuple[str, ...]:
    """Give the kinds back as they are.

    Raises
    ------
    ProjectsError
        If one is not of the table; close matches are named.
    """
    kinds = tuple(keys)
    for key in kinds:
        if key not in KINDS:
            close = get_close_matches(key, KINDS, n=3)
            hint = f"did you mean {', '.join(close)}?" if close else f"take {', '.join(KINDS)}."
            message = f'"{key}" is no kind of project; {hint}'
            raise ProjectsError(message)
    return kinds


def _mentions(project: Project, words: Iterable[set[str]], divisions: Divisions) -> bool:
    kind = KINDS.get(project.kind)
    labels = (kind.zh, kind.en) if kind else ()
    counties = (divisions.name(code) for code in project.counties)
    text = _folded("\n".join((project.name, *labels, *counties, *project.responsible)))
    return all(any(form in text for form in forms) for forms in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()

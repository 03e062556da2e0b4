"""Which projects are meant: the filters of the pages, of `luotu export` and of the lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import compress
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from geo.entries import other_names
from projects.errors import ProjectsError
from projects.kinds import KINDS, SECTORS
from projects.saying import filter_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode, Precision
    from projects.facets import Facets
    from projects.models import DocumentFacts, Nature, Project, Stage

__all__ = ["Holdings", "Selection", "checked_kinds", "checked_sectors"]

_T = TypeVar("_T")
_SECTOR_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "power": "能源|电力|发电|新能源|可再生能源",
        "grid": "电网|储能|能源",
        "gas": "油气|天然气|石油|能源",
        "transport": "交通|运输",
        "industry": "产业|工业|制造",
        "circular": "循环|固废|资源",
        "ecology": "生态|林业|环境",
        "digital": "数字|科研|科技",
        "other": "其他",
    }
)
"""Sector → everyday words for it: an expression over the word asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter: each field restricts, an empty field does not; all restrictions hold together.

    `places` are adcodes of any level. A project is of a place if one of its counties lies there;
    a project without counties is of the place of its plan. `years` are the first and last target
    year meant, `periods` five-year plans (`projects.facets.PERIODS`): a project without a year is
    of the period its plan's title names. `size` is a measure with its least and most, in its unit,
    None where there is no bound: what the project itself states. `units` are responsible units,
    `documents` hashes of texts, `checked` whether a person has checked it (None: either). `query`
    is words, all of which occur in the project's name (also another document's for it), code, kind,
    places, owner or responsible units, whatever case and script, or by initials of pinyin; a kind
    also goes by everyday words (抽蓄), a place by its former names (襄樊).
    """

    places: tuple[Adcode, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    natures: tuple[Nature, ...] = ()
    precisions: tuple[Precision, ...] = ()
    years: tuple[int, int] | None = None
    periods: tuple[str, ...] = ()
    size: tuple[str, float | None, float | None] | None = None
    units: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    checked: bool | None = None
    query: str = ""

    def described(self, divisions: Divisions) -> str:
        """Say the filter in words, for a picture's or a file's own note; "" where there is none."""
        return "、".join(filter_parts(self, divisions))


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a registry holds, and what of it is chosen.

    Sums need more than the chosen projects: a group's remainder depends on all its members, and
    a project without counties stands at the place of its document.

    `marked` has a byte for each project, 1 for the chosen ones; None where that is not known.
    `places` are those of the filter: sums count in full only what is at home inside them.

    What was worked out from them is kept with them, since nothing in them can change: what all the
    projects give holds for every choice among them, the rest for this choice alone.
    """

    documents: tuple[DocumentFacts, ...] = ()
    projects: tuple[Project, ...] = ()
    chosen: tuple[Project, ...] | None = None
    marked: bytes | None = field(default=None, compare=False, repr=False)
    places: tuple[Adcode, ...] = ()
    _of_all: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)
    _of_chosen: dict[Hashable, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def shown(self) -> tuple[Project, ...]:
        """Return the chosen projects; all of them before anything was chosen."""
        return self.projects if self.chosen is None else self.chosen

    @property
    def marks(self) -> bytes | None:
        """Return a byte for each project, 1 for the chosen ones; None if all are."""
        if self.chosen is None or self.marked is not None:
            return self.marked
        known = {(project.document, project.id) for project in self.chosen}
        return bytes((project.document, project.id) in known for project in self.projects)

    def select(self, selection: Selection, divisions: Divisions) -> Holdings:
        """Choose among all the projects, forgetting any earlier choice."""
        marked = self.facets(divisions).marked(selection)
        chosen = tuple(compress(self.projects, marked))
        places = selection.places
        return replace(self, chosen=chosen, marked=marked, places=places, _of_chosen={})

    def anywhere(self) -> Holdings:
        """Return the same choice, whose sums take in every place the projects touch."""
        if not self.places:
            return self
        return self.once("anywhere", lambda: replace(self, places=(), _of_chosen={}))

    def of_documents(self, sha256s: Iterable[str]) -> Holdings:
        """Return what these documents hold, as if there were no others, all of it chosen.

        What several documents name is counted for the latest of them; a sum over one document
        alone, whatever the others say, is a sum over this.
        """
        wanted = frozenset(sha256s)
        return self.once(
            ("of_documents", wanted),
            lambda: Holdings(
                tuple(facts for facts in self.documents if facts.sha256 in wanted),
                tuple(project for project in self.projects if project.document in wanted),
            ),
            of_all=True,
        )

    def facets(self, divisions: Divisions) -> Facets:
        """Return the index of all the projects."""
        from projects.columns import columns_of  # numpy stays out of what reads plans
        from projects.facets import Facets

        return self.once(
            ("facets", divisions),
            lambda: Facets(
                self.projects,
                self.documents,
                divisions,
                aliases=lambda: other_names(divisions),
                copies=lambda: columns_of(self, divisions).repeats.copies,
            ),
            of_all=True,
        )

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
        If one is not of the table; what it may mean is named, in Chinese too.
    """
    return _checked(
        keys, {key: (kind.zh, f"{kind.heads}|{kind.cues}") for key, kind in KINDS.items()}, "kind"
    )


def checked_sectors(keys: Iterable[str]) -> tuple[str, ...]:
    """Give the sectors back as they are.

    Raises
    ------
    ProjectsError
        If one is not of the table; close matches are named.
    """
    return _checked(keys, {key: (zh, _SECTOR_WORDS[key]) for key, (zh, _) in SECTORS.items()},
                    "sector")  # fmt: skip


def _checked(
    keys: Iterable[str], known: Mapping[str, tuple[str, str]], what: str
) -> tuple[str, ...]:
    """Give the keys back; `known` are all there are, with the Chinese name and words of each."""
    given = tuple(keys)
    for key in given:
        if key not in known:
            close = get_close_matches(key, known, n=3) or _meant(key, known)
            hint = f"did you mean {', '.join(close)}?" if close else f"take {', '.join(known)}."
            message = f'"{key}" is no {what} of project; {hint}'
            raise ProjectsError(message)
    return given


def _meant(word: str, known: Mapping[str, tuple[str, str]]) -> list[str]:
    """Name the keys a Chinese word may mean, by name or by a word for it: "solar_farm (光伏)"."""
    named = [key for key, (zh, _) in known.items() if word and (word in zh or zh in word)]
    worded = [key for key, (_, words) in known.items() if re.fullmatch(words, word)]
    return [f"{key} ({known[key][0]})" for key in dict.fromkeys([*named, *worded])]

"""One project named twice is one, with all its mentions; likely doubles know of each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.looks import Look, is_open, look_of, merged, places_told
from projects.extraction.naming import identity
from projects.extraction.sameness import compare
from projects.models import Double, Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from projects.models import Project

__all__ = ["Mention", "merge"]

_PAIRS = 24  # pairs of characters a name is found by
_MOST = 24  # projects compared by one pair: what more share identifies nothing
_BESIDE = 12  # characters between two items of one list, sizes and all
_MIN = 2  # characters of a town
_NEXT = 2  # and where only a sign parts them
_ONE = frozenset({Rule.JOINED_SAME, Rule.JOINED_ONLY})


class Mention(NamedTuple):
    """A project as one passage tells it; `parent` is the number of the mention it is part of.

    `reference` says that the sentence takes up projects that were named before. `series` is the
    sentence or table it stands in, `place` its list there: what one series names by two names is
    two things. A series is known by an offset of the text.
    """

    project: Project
    parent: int | None
    reference: bool = False
    series: int = -1
    place: int = -1


@dataclass(slots=True)
class _Kept:
    """A project with what joined it: mentions noted as such, and the parents they told."""

    first: Project
    look: Look
    others: list[Project] = field(default_factory=list)
    parents: set[int] = field(default_factory=set)
    span: tuple[int, int] = (0, 0)  # where it was named last
    named: tuple[int, int, str] = (-1, -1, "")  # in which series and list, and by which name


class _Found:
    """The projects kept so far, found again by the characters of their names.

    What is one shares two characters in a row, its first character and kind, or the county of a
    kind. No mention is compared with more than a fixed number of projects.
    """

    def __init__(self) -> None:
        self.kept: list[_Kept] = []
        self._by_key: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)

    def add(self, mention: Mention, look: Look) -> None:
        """Keep a new project."""
        self.kept.append(_Kept(mention.project, look))
        self._note(len(self.kept) - 1, mention, look)

    def join(self, number: int, mention: Mention, look: Look, rule: Rule) -> None:
        """Add a mention to the project it is of."""
        kept = self.kept[number]
        told = ((rule, kept.first.name),)
        notes = tuple((*told, *notes) for notes in mention.project.notes)
        kept.others.append(replace(mention.project, notes=notes))
        kept.look = merged(kept.look, look)
        self._note(number, mention, look)

    def _note(self, number: int, mention: Mention, look: Look) -> None:
        kept = self.kept[number]
        kept.span = mention.project.start, mention.project.end
        kept.named = mention.series, mention.place, look.name
        if mention.parent is not None:
            kept.parents.add(mention.parent)
        for key in _keys(look):
            numbers = self._by_key[key]
            if len(numbers) <= _MOST and number not in numbers:
                numbers.append(number)

    def near(self, look: Look) -> list[int]:
        """Return the projects a mention is to be compared with, in order."""
        out: set[int] = set()
        for key in _keys(look):
            numbers = self._by_key.get(key, ())
            if len(numbers) <= _MOST or key[0] == "=":
                out.update(numbers)
        return sorted(out)


def _keys(look: Look) -> Iterator[tuple[str, ...]]:
    county = look.counties[0] if look.counties else ""
    yield "=", look.name, county
    yield "=", look.key, county
    yield "=", look.key
    name = look.bare or look.works
    for i in range(min(len(name) - 1, _PAIRS)):
        yield "+", name[i : i + 2]
    for county in look.counties:
        yield "@", county, look.kind
    if look.key:
        yield "^", look.key[0], look.kind
    for town in {look.towns[:_MIN], look.works[:_MIN]} - {""}:
        yield "t", town
    if look.ends:
        yield "-", *sorted((look.ends[0], look.ends[-1]))


class _Merger:
    """Joins the mentions of one document, in their order."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._found = _Found()
        self._index: list[int] = []
        self._likely: list[tuple[int, int, Rule]] = []

    def read(self) -> None:
        """Take in all mentions."""
        places = places_told(m.project for m in self._mentions)
        for mention in self._mentions:
            self._take(mention, look_of(mention.project, places))

    def _take(self, mention: Mention, look: Look) -> None:
        found = list(self._compared(mention, look))
        sure = [(i, rule) for i, rule in found if rule in _ONE]
        best = _best(sure, look, self._found.kept)
        if best is None and mention.reference:
            best = self._meant(mention, look, found)
        if best is not None:
            self._found.join(best[0], mention, look, best[1])
            self._index.append(best[0])
            return
        number = len(self._found.kept)
        likely = [(i, _likely(rule)) for i, rule in found if not self._beside(mention, i)]
        self._likely += [(i, number, rule) for i, rule in likely]
        if likely:
            told = tuple((rule, self._found.kept[i].first.name) for i, rule in likely)
            notes = tuple((*notes, *told) for notes in mention.project.notes)
            mention = mention._replace(project=replace(mention.project, notes=notes))
        self._found.add(mention, look)
        self._index.append(number)

    def _compared(self, mention: Mention, look: Look) -> Iterator[tuple[int, Rule]]:
        for i in self._found.near(look):
            kept = self._found.kept[i]
            if self._related(mention, i) and _differ(kept.look, look):
                continue
            rule = compare(kept.look, look)
            if rule is not None and not (rule in _ONE and _side_by_side(kept, mention, look)):
                yield i, rule

    def _related(self, mention: Mention, number: int) -> bool:
        """Whether a project is the mention's whole or another of its parts: never the same."""
        parent = mention.parent
        if parent is None:
            return False
        whole = self._index[parent] if parent < len(self._index) else None
        return whole == number or parent in self._found.kept[number].parents

    def _meant(
        self, mention: Mention, look: Look, found: Iterable[tuple[int, Rule]]
    ) -> tuple[int, Rule] | None:
        """Return the project before that a sentence takes up in other words."""
        near = [i for i, _ in found] or self._found.near(look)
        for i in near:
            kept = self._found.kept[i].look
            if _takes_up(look, kept) and not self._beside(mention, i, _NEXT):
                return i, Rule.JOINED_REFERENCE
        return None

    def _beside(self, mention: Mention, number: int, reach: int = _BESIDE) -> bool:
        """Whether a mention stands in one list with a project, which then is another."""
        start, end = self._found.kept[number].span
        return mention.project.start < end + reach and start < mention.project.end + reach

    def projects(self, document: str) -> Iterator[Project]:
        """Yield the projects, numbered, with their parents and doubles by id."""
        parent = {
            self._index[i]: self._index[m.parent]
            for i, m in enumerate(self._mentions)
            if m.parent is not None
        }
        doubles = self._doubles(parent)
        for i, kept in enumerate(self._found.kept):
            yield replace(
                _joined(kept.first, kept.others),
                id=_id(i),
                document=document,
                part_of=_id(parent[i]) if parent.get(i, i) != i else None,
                doubles=tuple(Double(_id(j), rule.says) for j, rule in sorted(doubles[i].items())),
            )

    def _doubles(self, parent: dict[int, int]) -> defaultdict[int, dict[int, Rule]]:
        doubles: defaultdict[int, dict[int, Rule]] = defaultdict(dict)
        for i, j, rule in self._likely:
            if parent.get(i) != j and parent.get(j) != i:
                doubles[i].setdefault(j, rule)
                doubles[j].setdefault(i, rule)
        return doubles


def _id(number: int) -> str:
    return f"p{number + 1}"


def _best(
    sure: Sequence[tuple[int, Rule]], look: Look, kept: Sequence[_Kept]
) -> tuple[int, Rule] | None:
    """Return the project a mention is of: its namesake, else the only or first that fits."""
    exact = [s for s in sure if kept[s[0]].look.name == look.name]
    equal = [s for s in sure if s[1] is Rule.JOINED_SAME]
    if exact or (equal and not look.is_open):
        return (exact or equal)[0]
    return sure[0] if len(sure) == 1 else None


def _side_by_side(kept: _Kept, mention: Mention, look: Look) -> bool:
    """Whether a series names both: in one list by two names, in one sentence as two phases."""
    series, place, name = kept.named
    if series < 0 or series != mention.series or name == look.name:
        return False
    return place == mention.place or kept.look.phases != look.phases


def _differ(whole: Look, part: Look) -> bool:
    return whole.core != part.core or whole.phases != part.phases or whole.bare != part.bare


def _likely(rule: Rule) -> Rule:
    """Return why two are perhaps one where a county has several that a mention may mean."""
    return Rule.DOUBLE_PLACE if rule in _ONE else rule


def _takes_up(look: Look, kept: Look) -> bool:
    """Whether what a sentence takes up in other words may be a project before it."""
    same = look.kind == kept.kind or "other" in (look.kind, kept.kind)
    place = not (look.counties and kept.counties) or set(look.counties) & set(kept.counties)
    shared = {look.key[i : i + 2] for i in range(len(look.key) - 1)}
    town = look.kind == kept.kind and _by_town(look, kept.towns)
    return bool(same and place and (town or any(pair in kept.key for pair in shared)))


def _by_town(look: Look, town: str) -> bool:
    """Whether a name tells no more than its town and what it is: 孝丰抽蓄."""
    if not town or look.towns:
        return bool(town) and look.towns == town and identity(look.bare) < 1
    return look.works.startswith(town) and look.bare in town


def _joined(first: Project, others: Sequence[Project]) -> Project:
    """Return one project of all its mentions: what an earlier one tells stands."""
    if not others:
        return first
    every = (first, *others)
    located = next((p for p in every if p.counties), others[-1])
    capacity = list(first.capacity)
    for other in others:
        have = {q.unit for q in capacity}
        capacity += [q for q in other.capacity if q.unit not in have]
    return replace(
        first,
        kind=next((p.kind for p in every if not is_open(p)), first.kind),
        capacity=tuple(capacity),
        mentions=tuple(span for p in every for span in p.mentions),
        counties=located.counties,
        shares=located.shares,
        precision=located.precision,
        confidence=located.confidence,
        reasons=located.reasons,
        candidates=located.candidates,
        year=next((p.year for p in every if p.year), None),
        responsible=next((p.responsible for p in every if p.responsible), ()),
        notes=tuple(notes for p in every for notes in p.notes),
        owner=next((p.owner for p in every if p.owner), None),
        total_investment=next((p.total_investment for p in every if p.total_investment), None),
        yearly_investment=next((p.yearly_investment for p in every if p.yearly_investment), None),
        stage=_stage(first, others),
    )


def _stage(first: Project, others: Sequence[Project]) -> Stage:
    """Return the stage of a project by its mentions: what one tells, another need not repeat.

    What is to be built does not stand because a later sentence leans on it: 依托云岭实验室,….
    """
    telling = (p for p in others if not any(Rule.STAGE_LEANT in dict(told) for told in p.notes))
    return next((p.stage for p in (first, *telling) if p.stage is not Stage.PLANNED), first.stage)


def merge(mentions: Sequence[Mention], document: str) -> tuple[Project, ...]:
    """Join repeated mentions, number the projects, and resolve parents and doubles to ids."""
    merger = _Merger(mentions)
    merger.read()
    return tuple(merger.projects(document))

"""One project named twice is one, with all its mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.naming import HEADS
from projects.kinds import KINDS
from projects.models import Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Project

__all__ = ["Mention", "merge"]

_NOISE = re.compile(
    r"[^\w-]|_|[一二两三四五六七八九十百千万]+千瓦级?|\d[\d.]*(?:万|亿)?(?:千瓦时?|MWh?|GWh?|千伏|kV|公里|亩|公顷|吨)"
    r"|变电站|变$|项目|工程|建设|改造|扩建|主体|电站|机组|专用线|泊位|(?:[一二三四五]|首)期"
)
_PHASE = re.compile(r"[一二三四五]期")
_SUFFIX = re.compile(r"(?<=..)[市县区镇乡旗]")
_MIN = 2
_ALIKE, _CONTAINED, _SHORTENED = 0.6, 0.7, 0.4
# Of these a county seldom has two with the same name; of parks and factories it may.
_SINGULAR = frozenset({"power", "grid", "gas"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A project as one passage tells it; `parent` is the number of the mention it is part of.

    `reference` says that the sentence takes up projects that were named before.
    """

    project: Project
    parent: int | None
    reference: bool = False


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    """Return what identifies a name: without head words, figures and 县, 镇."""
    plain = _NOISE.sub("", name)
    return _SUFFIX.sub("", HEADS.sub("", plain) or plain)


def _same(a: Project, b: Project) -> bool:
    """Whether two mentions are of one project; phases, kinds and counties must not differ."""
    one, two = set(_PHASE.findall(a.name)), set(_PHASE.findall(b.name))
    if one and two and one != two:
        return False
    if a.kind != b.kind and "other" not in (a.kind, b.kind):
        return False
    if a.counties and b.counties and not _nested(a.counties, b.counties):
        return False
    short, long = sorted((_core(a.name), _core(b.name)), key=len)
    if len(short) < _MIN:
        return a.name == b.name
    if short not in long:
        return False
    alike = SequenceMatcher(None, a.name, b.name, autojunk=False).ratio()
    if KINDS[a.kind].sector in _SINGULAR and (short == long or long.endswith(short)):
        return alike >= _SHORTENED
    return alike >= (_ALIKE if short == long else _CONTAINED)


def _meant(reference: Project, kept: Project) -> bool:
    """Whether a sentence that takes up earlier projects means this one."""
    same = reference.kind == kept.kind or "other" in (reference.kind, kept.kind)
    place = not (reference.counties and kept.counties) or set(reference.counties) & set(
        kept.counties
    )
    return bool(same and place)


def _nested(a: Sequence[str], b: Sequence[str]) -> bool:
    return (len(a) == len(b) or min(len(a), len(b)) > 1) and bool(set(a) & set(b))


def _join(first: Project, other: Project) -> Project:
    have = {q.unit for q in first.capacity}
    located = first if first.counties else other
    return replace(
        first,
        kind=first.kind if first.kind != "other" else other.kind,
        capacity=(*first.capacity, *(q for q in other.capacity if q.unit not in have)),
        mentions=(*first.mentions, *other.mentions),
        counties=located.counties,
        shares=located.shares,
        precision=located.precision,
        confidence=located.confidence,
        reasons=located.reasons,
        candidates=located.candidates,
        year=first.year or other.year,
        responsible=first.responsible or other.responsible,
        notes=(*first.notes, *other.notes),
        owner=first.owner or other.owner,
        total_investment=first.total_investment or other.total_investment,
        yearly_investment=first.yearly_investment or other.yearly_investment,
        # What one mention tells of its stage, another need not repeat.
        stage=first.stage if first.stage is not Stage.PLANNED else other.stage,
    )


def _told(project: Project, rule: Rule, name: str) -> Project:
    """Return a mention that notes why it is no new project."""
    return replace(project, notes=tuple(((rule, name), *notes) for notes in project.notes))


def _bigrams(name: str) -> list[str]:
    core = _core(name)
    return [core[i : i + 2] for i in range(len(core) - 1)] or [core]


class _Kept:
    """The projects kept so far, found again by the characters of their cores.

    Two mentions are one only if one core contains the other. A kept core inside the new one holds
    its own last pair of characters there; a kept core around the new one holds all of the new
    one's pairs, so the rarest of them finds it. Both look-ups stay short however many projects a
    county has.
    """

    def __init__(self) -> None:
        self.projects: list[Project] = []
        self._by_last: defaultdict[str, list[int]] = defaultdict(list)
        self._by_any: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, project: Project) -> int:
        number = len(self.projects)
        self.projects.append(project)
        pairs = _bigrams(project.name)
        self._by_last[pairs[-1]].append(number)
        for pair in set(pairs):
            self._by_any[pair].append(number)
        return number

    def find(self, mention: Mention) -> tuple[int, Rule] | None:
        """Return the number of the project a mention is of, None where it is a new one."""
        project = mention.project
        pairs = set(_bigrams(project.name))
        rarest = min(pairs, key=lambda pair: len(self._by_any.get(pair, ())))
        inside = (i for pair in pairs for i in self._by_last.get(pair, ()))
        near = sorted({*inside, *self._by_any.get(rarest, ())})
        for i in near:
            if _same(self.projects[i], project):
                return i, Rule.JOINED_SAME
        if mention.reference:
            near = sorted({i for pair in pairs for i in self._by_any.get(pair, ())})
            match = next((i for i in near if _meant(project, self.projects[i])), None)
            return None if match is None else (match, Rule.JOINED_REFERENCE)
        return None


def merge(mentions: Sequence[Mention], document: str) -> tuple[Project, ...]:
    """Join repeated mentions, number the projects, and resolve parents to ids."""
    kept = _Kept()
    index: list[int] = []
    for mention in mentions:
        found = kept.find(mention)
        if found is None:
            index.append(kept.add(mention.project))
            continue
        match, rule = found
        first = kept.projects[match]
        kept.projects[match] = _join(first, _told(mention.project, rule, first.name))
        index.append(match)
    parent = {index[i]: index[m.parent] for i, m in enumerate(mentions) if m.parent is not None}
    return tuple(
        replace(
            project,
            id=f"p{i + 1}",
            document=document,
            part_of=f"p{parent[i] + 1}" if parent.get(i, i) != i else None,
        )
        for i, project in enumerate(kept.projects)
    )

"""One project named twice is one, with all its mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from projects.extraction.naming import HEAD
from projects.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Project

__all__ = ["Mention", "merge"]

_NOISE = re.compile(
    r"[^\w-]|_|[一二两三四五六七八九十百千万]+千瓦级?|\d[\d.]*(?:万|亿)?(?:千瓦时?|MWh?|GWh?|千伏|kV|公里|亩|公顷|吨)"
    r"|变$|项目|工程|建设|改造|扩建|主体|电站|机组|专用线|泊位|(?:[一二三四五]|首)期"
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


def _core(name: str) -> str:
    """Return what identifies a name: without head words, figures and 县, 镇."""
    plain = _NOISE.sub("", name)
    return _SUFFIX.sub("", HEAD.sub("", plain) or plain)


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
    alike = SequenceMatcher(None, a.name, b.name, autojunk=False).ratio()
    if KINDS[a.kind].sector in _SINGULAR and (short == long or long.endswith(short)):
        return alike >= _SHORTENED
    return (short == long and alike >= _ALIKE) or (short in long and alike >= _CONTAINED)


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
        precision=located.precision,
        confidence=located.confidence,
        reasons=located.reasons,
        candidates=located.candidates,
        year=first.year or other.year,
        responsible=first.responsible or other.responsible,
    )


def _bigrams(name: str) -> set[str]:
    core = _core(name)
    return {core[i : i + 2] for i in range(len(core) - 1)} or {core}


def merge(mentions: Sequence[Mention], document: str) -> tuple[Project, ...]:
    """Join repeated mentions, number the projects, and resolve parents to ids.

    Only names that share two characters in a row are compared, so the work grows with the number
    of projects and not with its square.
    """
    kept: list[Project] = []
    index: list[int] = []
    by_bigram: defaultdict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        project = mention.project
        near = sorted({i for b in _bigrams(project.name) for i in by_bigram[b]})
        match = next((i for i in near if _same(kept[i], project)), None)
        if match is None and mention.reference:
            match = next((i for i in near if _meant(project, kept[i])), None)
        if match is None:
            match = len(kept)
            kept.append(project)
            for bigram in _bigrams(project.name):
                by_bigram[bigram].append(match)
        else:
            kept[match] = _join(kept[match], project)
        index.append(match)
    parent = {index[i]: index[m.parent] for i, m in enumerate(mentions) if m.parent is not None}
    return tuple(
        replace(
            project,
            id=f"p{i + 1}",
            document=document,
            part_of=f"p{parent[i] + 1}" if parent.get(i, i) != i else None,
        )
        for i, project in enumerate(kept)
    )

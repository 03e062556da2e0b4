"""One project named twice is one, with all its mentions."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from projects.extraction.lexicon import COMMON
from projects.extraction.naming import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Project

__all__ = ["merge"]

_NOISE = re.compile(
    r"[^\w-]|_|\d[\d.]*(?:万|亿)?(?:千瓦时?|MWh?|GWh?|千伏|kV|公里|亩|公顷|吨)|项目|工程|建设|改造|扩建|电站|机组|专用线|泊位|(?:[一二三四五]|首)期"
)
_PHASE = re.compile(r"[一二三四五]期")
_MIN = 2
_ALIKE, _CONTAINED = 0.55, 0.6


def _core(name: str) -> str:
    """Return what identifies a name: without head words, figures and 县, 镇."""
    bare = HEAD.sub("", _NOISE.sub("", name)) or _NOISE.sub("", name)
    return re.sub(r"(?<=..)[市县区镇乡]", "", bare)


def _phases(name: str) -> set[str]:
    return set(_PHASE.findall(name))


def _same(a: Project, b: Project) -> bool:
    if _phases(a.name) != _phases(b.name) and _phases(a.name) and _phases(b.name):
        return False
    if a.kind != b.kind and "other" not in (a.kind, b.kind):
        return False
    if a.counties and b.counties and len(a.counties) != len(b.counties):
        return False
    one, two = sorted((_core(a.name), _core(b.name)), key=len)
    if len(one) < _MIN:
        return a.name == b.name
    if a.counties and b.counties and not set(a.counties) & set(b.counties):
        return False
    alike = SequenceMatcher(None, a.name, b.name, autojunk=False).ratio()
    return (one == two and alike >= _ALIKE) or (one in two and alike >= _CONTAINED)


def _join(first: Project, other: Project) -> Project:
    have = {q.unit for q in first.capacity}
    extra = tuple(q for q in other.capacity if q.unit not in have)
    return replace(
        first,
        kind=first.kind if first.kind != "other" else other.kind,
        capacity=(*first.capacity, *extra),
        mentions=(*first.mentions, *other.mentions),
        counties=first.counties or other.counties,
        precision=first.precision if first.counties else other.precision,
        confidence=first.confidence if first.counties else other.confidence,
        reasons=first.reasons if first.counties else other.reasons,
        year=first.year or other.year,
    )


def merge(
    projects: Sequence[Project], parents: Sequence[int | None], document: str
) -> tuple[Project, ...]:
    """Join repeated mentions, number the projects, and resolve parents to ids."""
    kept: list[Project] = []
    index: list[int] = []
    for project in projects:
        match = next((i for i, k in enumerate(kept) if _same(k, project)), None)
        if match is None:
            index.append(len(kept))
            kept.append(project)
        else:
            index.append(match)
            kept[match] = _join(kept[match], project)
    parent = {index[i]: index[p] for i, p in enumerate(parents) if p is not None}
    return tuple(
        replace(
            k,
            id=f"p{i + 1}",
            document=document,
            part_of=f"p{parent[i] + 1}" if i in parent and parent[i] != i else None,
        )
        for i, k in enumerate(kept)
    )

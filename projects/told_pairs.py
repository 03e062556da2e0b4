"""What a sum counts once, and what is perhaps one project, by name and document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.amounts import Key
    from projects.models import Project
    from projects.selection import Holdings
    from projects.totals import Summary

__all__ = ["named_pairs", "told_keys"]

_MOST = 100  # pairs that are named for people; JSON has all


def told_keys(summary: Summary, holdings: Holdings) -> dict[Key, Project]:
    """Return the projects that a summary tells by their keys."""
    keys = {key for pair in (*summary.repeats, *summary.doubles) for key in pair}
    keys |= set(summary.overfull)
    found = ((p.document, p.id) for p in holdings.projects) if keys else ()
    return {k: p for k, p in zip(found, holdings.projects, strict=False) if k in keys}


def named_pairs(summary: Summary, told: Mapping[Key, Project], holdings: Holdings) -> list[str]:
    """Say each pair in a line: both names, with the documents that have them."""
    titles = {facts.sha256: facts.title for facts in holdings.documents}

    def said(key: Key) -> str:
        project = told.get(key)
        name = " ".join(project.name.split()) if project else key[1]
        return f"{name} ({' '.join(titles.get(key[0], key[0][:12]).split())})"

    lines = [f"只计一次: {said(one)}, 计入的是 {said(other)}" for one, other in summary.repeats]
    lines += [f"疑为同一项目: {said(one)} 与 {said(other)}" for one, other in summary.doubles]
    lines += [f"超过自身规模: {said(group)}" for group in summary.overfull]
    more = len(lines) - _MOST
    return [*lines[:_MOST], f"… 另有 {more} 条"] if more > 0 else lines

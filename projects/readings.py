"""What was read in a cleaned text, set back into the document's own.

Readers read `Document.readable` where there is one; what they found leaves through here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projects.cleaning import Cleaned
    from projects.models import Project, Target
    from projects.quantities import Found
    from projects.rules import Rejected

__all__ = ["projects_back", "quantities_back", "rejected_back", "targets_back"]


def projects_back(found: Iterable[Project], cleaned: Cleaned) -> tuple[Project, ...]:
    """Return projects with their spans in the original text; names stay as they were read."""
    return tuple(_project(project, cleaned) for project in found)


def _project(project: Project, cleaned: Cleaned) -> Project:
    start, end = cleaned.back(project.start, project.end)
    mentions = tuple(cleaned.back(*span) for span in project.mentions)
    return replace(project, start=start, end=end, mentions=mentions)


def targets_back(found: Iterable[Target], cleaned: Cleaned) -> tuple[Target, ...]:
    """Return targets with their spans in the original text."""
    out = []
    for target in found:
        start, end = cleaned.back(target.start, target.end)
        out.append(replace(target, start=start, end=end))
    return tuple(out)


def rejected_back(found: Iterable[Rejected], cleaned: Cleaned) -> list[Rejected]:
    """Return what was not taken with its spans in the original text."""
    out = []
    for one in found:
        start, end = cleaned.back(one.start, one.end)
        out.append(replace(one, start=start, end=end))
    return out


def quantities_back(found: Iterable[Found], cleaned: Cleaned) -> tuple[Found, ...]:
    """Return quantities as the original writes them; their spans stay in the cleaned text."""
    return tuple(_as_written(one, cleaned) for one in found)


def _as_written(found: Found, cleaned: Cleaned) -> Found:
    written = cleaned.written(found.figure, found.end)
    soiled = len(written) - (found.end - found.figure)
    return replace(found, quantity=replace(found.quantity, as_written=written), soiled=soiled)

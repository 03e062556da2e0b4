"""The reader's door: a document in, its projects out, all spans in the document's own text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projects.extraction.reader import read_projects
from projects.readings import projects_back, rejected_back

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from projects.models import Document, Project
    from projects.rules import Rejected

__all__ = ["extract_projects"]


def extract_projects(
    document: Document, gazetteer: Gazetteer, *, rejected: list[Rejected] | None = None
) -> tuple[Project, ...]:
    """Return the projects a plan names, in document order, each with a place and its evidence.

    What looked like a project or a size and was not taken is added to `rejected`, where it is
    given; that takes about as long again.
    """
    found = _found(document, gazetteer, rejected)
    if not document.pages:
        return found
    return tuple(replace(project, page=document.page_of(project.start)) for project in found)


def _found(
    document: Document, gazetteer: Gazetteer, rejected: list[Rejected] | None
) -> tuple[Project, ...]:
    readable = document.readable
    if readable is None:
        return read_projects(document, gazetteer, rejected)
    missed: list[Rejected] | None = None if rejected is None else []
    found = read_projects(document, gazetteer, missed)
    if rejected is not None and missed:
        rejected += rejected_back(missed, readable.cleaned)
    return projects_back(found, readable.cleaned)

"""Plans in miniature for the tests of the reader.

The sentences are made up, the counties are real.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.gazetteer import Gazetteer
from projects.documents import build_document
from projects.extraction import extract_projects

if TYPE_CHECKING:
    from projects.models import Document, Project

HEADING = "一、重点项目\n"


@cache
def gazetteer() -> Gazetteer:
    """Return the real gazetteer, loaded once."""
    return Gazetteer.load()


@cache
def document(text: str, place: str) -> Document:
    """Return a text as the plan of the division called `place`."""
    known = gazetteer()
    code = known.divisions.resolve(place)
    return build_document(text, source="plan.txt", gazetteer=known, place=code)


@cache
def read(text: str, place: str) -> tuple[Project, ...]:
    """Return the projects of a passage that stands under a heading."""
    return extract_projects(document(HEADING + text, place), gazetteer())


def one(text: str, place: str) -> Project:
    """Return the only project of a passage."""
    found = read(text, place)
    assert len(found) == 1, [p.name for p in found]
    return found[0]


def names(text: str, place: str) -> list[str]:
    return [p.name for p in read(text, place)]


def counties_of(project: Project) -> str:
    return "、".join(gazetteer().divisions.name(code) for code in project.counties)


def sizes_of(project: Project) -> str:
    """Return quantities in the reader's units: "1200 MW + 500 kV"."""
    return " + ".join(f"{q.value:g} {q.unit}" for q in project.capacity)


def kinds(text: str, place: str) -> dict[str, str]:
    return {p.name: p.kind for p in read(text, place)}


def counties(text: str, place: str) -> dict[str, str]:
    return {p.name: counties_of(p) for p in read(text, place)}


def sizes(text: str, place: str) -> dict[str, str]:
    return {p.name: sizes_of(p) for p in read(text, place)}

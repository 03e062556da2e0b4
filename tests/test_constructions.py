"""Every construction plans are written in, and its traps, in passages about real counties."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.plans_data import counties_of, gazetteer, read, sizes_of

if TYPE_CHECKING:
    from projects.models import Project

FIELDS = ("kind", "sizes", "counties")


class Passage(NamedTuple):
    what: str
    place: str
    text: str
    expected: tuple[str, ...]


def passages(file: str) -> list[Passage]:
    """Return the passages of a file beside this: each begins with # and its title."""
    rows = Path(__file__).with_name(file).read_text(encoding="utf-8")
    _, *blocks = rows.partition("\n\n")[2].join(("\n", "")).split("\n# ")
    found = []
    for block in blocks:
        what, place, *lines = block.strip("\n").split("\n")
        text = "\n".join(line for line in lines if not line.startswith("= "))
        expected = tuple(line[2:] for line in lines if line.startswith("= "))
        found.append(Passage(what, place.removeprefix("@ "), text, expected))
    return found


PASSAGES = passages("constructions.txt")


def facts(project: Project, names: dict[str, str]) -> dict[str, str]:
    """Return what a row may assert of a project."""
    return {
        "kind": project.kind,
        "sizes": sizes_of(project),
        "counties": counties_of(project),
        "stage": str(project.stage),
        "nature": str(project.nature),
        "year": str(project.year),
        "citywide": str(project.citywide),
        "mentions": str(len(project.mentions)),
        "responsible": "、".join(project.responsible),
        "part_of": names.get(project.part_of or "", ""),
        "doubles": "、".join(names[double.id] for double in project.doubles),
    }


def asserted(row: str) -> tuple[str, dict[str, str]]:
    """Return a row's name and the facts it asserts."""
    name, *cells = (cell.strip() for cell in row.split("|"))
    more = dict(pair.split("=") for pair in " ".join(cells[3:]).split())
    return name, {key: cell for key, cell in zip(FIELDS, cells, strict=False) if cell} | more


EVERY = [
    *PASSAGES,
    *passages("lists.txt"),
    *passages("works.txt"),
    *passages("wordings.txt"),
]


@pytest.mark.parametrize("passage", EVERY, ids=[p.what for p in EVERY])
def test_a_passage_is_read_as_a_planner_reads_it(passage):
    found = read(passage.text, passage.place)
    rows = [asserted(row) for row in passage.expected]
    assert [project.name for project in found] == [name for name, _ in rows]
    names = {project.id: project.name for project in found}
    for project, (_, expected) in zip(found, rows, strict=True):
        told = facts(project, names)
        assert {key: told[key] for key in expected} == expected


def test_the_passages_are_of_many_places():
    places = [passage.place for passage in PASSAGES]
    divisions = gazetteer().divisions
    provinces = {divisions.get(divisions.resolve(place)).province for place in places}
    assert len(places) == len(set(places)) >= 60
    assert len(provinces) >= 15

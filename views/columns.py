"""The columns of the table of projects: what each is called, and what a project has in it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.amounts import counted
from projects.checking import is_checked
from projects.saying import CHECKED
from projects.summaries import place_class
from projects.wording import (
    CLASSES,
    NATURES,
    PRECISIONS,
    STAGES,
    investments,
    kind_name,
    quantity_text,
)
from views.choice import label
from views.figures import people_unit, people_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from layers.workbook import Cell
    from projects.models import DocumentFacts, Project
    from views.scene import Sight

__all__ = ["COLUMNS", "USUAL", "cells", "counties_text", "document_title", "heading", "sizes_text"]


@dataclass(frozen=True, slots=True)
class _Column:
    """`title` is a key of the texts, with a blank for `unit` where there is one."""

    title: str
    cell: Callable[[Project, Sight], Cell]
    unit: str = ""


def counties_text(project: Project, sight: Sight) -> str:
    """Name the counties, with their city where the page shows several."""
    names = []
    for code in project.counties:
        name = sight.divisions.name(code)
        if len(sight.cities) > 1:
            city = sight.divisions.prefecture_of(code)
            name = name if city == code else f"{sight.divisions.name(city)}{name}"
        names.append(name)
    return "、".join(names)


def sizes_text(project: Project, sight: Sight) -> str:
    """Say all sizes of a project in one line; empty if it states none."""
    return "；".join(quantity_text(quantity, lang=sight.lang) for quantity in project.capacity)


def heading(key: str, sight: Sight) -> str:
    """Name a column in the reader's language."""
    column = COLUMNS[key]
    own = sight.lang if column.unit == "own" else "en"
    unit = people_unit("power", own) if column.unit else ""
    return sight.words[column.title].format(unit=unit)


def cells(project: Project, keys: Sequence[str], sight: Sight) -> list[Cell]:
    """Return what a project has in some columns."""
    return [COLUMNS[key].cell(project, sight) for key in keys]


def _facts(project: Project, sight: Sight) -> DocumentFacts | None:
    return sight.documents.get(project.document)


def _city(project: Project, sight: Sight) -> str:
    facts = _facts(project, sight)
    place = facts.place if facts else None
    if place is None and (project.counties or project.within):  # a table of many cities
        home = project.counties[0] if project.counties else project.within
        place = sight.divisions.prefecture_of(home or "")
    return sight.divisions.name(place) if place else ""


def _power(project: Project, sight: Sight) -> Cell:
    value = counted(project, "power")
    return None if value is None else people_value(value, "power", sight.lang)


def _counted(project: Project, sight: Sight) -> Cell:
    value = sight.counted_power(project)
    return None if value is None else people_value(value, "power", sight.lang)


def _standing(project: Project, sight: Sight) -> str:
    stage = label(STAGES[project.stage], sight.lang)
    return sight.words[f"standing_{sight.standing(project)}"].format(stage=stage)


def _precision(project: Project, sight: Sight) -> str:
    return label(PRECISIONS[project.precision], sight.lang) if project.precision else ""


def document_title(project: Project, sight: Sight) -> str:
    """Name the plan a project is written in."""
    facts = _facts(project, sight)
    return facts.title if facts else ""


def _checked(project: Project, sight: Sight) -> str:
    return label(CHECKED[True], sight.lang) if is_checked(project) else sight.words["unchecked"]


COLUMNS: Mapping[str, _Column] = MappingProxyType(
    {
        "name": _Column("col_name", lambda p, _: p.name),
        "size": _Column("col_size", sizes_text),
        "stage": _Column("stage", lambda p, s: label(STAGES[p.stage], s.lang)),
        "kind": _Column("kind", lambda p, s: kind_name(p.kind, lang=s.lang)),
        "city": _Column("col_city", _city),
        "counties": _Column("col_counties", counties_text),
        "codes": _Column("col_codes", lambda p, _: "、".join(p.counties)),
        "place": _Column("col_place", lambda p, s: label(CLASSES[place_class(p)], s.lang)),
        "nature": _Column("d_nature", lambda p, s: label(NATURES[p.nature], s.lang)),
        "power": _Column("col_power", _power, "own"),
        "counted": _Column("col_counted", _counted, "own"),
        "standing": _Column("col_standing", _standing),
        "counted_mw": _Column("col_counted", lambda p, s: s.counted_power(p), "MW"),
        "year": _Column("d_year", lambda p, _: None if p.year is None else str(p.year)),
        "group": _Column("col_group", lambda p, s: s.group(p)),
        "precision": _Column("d_precision", _precision),
        "confidence": _Column(
            "col_confidence", lambda p, _: round(p.confidence, 2) if p.counties else None
        ),
        "responsible": _Column("d_responsible", lambda p, _: "、".join(p.responsible)),
        "owner": _Column("d_owner", lambda p, _: p.owner or ""),
        "investment": _Column(
            "d_investment", lambda p, s: "；".join(map(" ".join, investments(p, lang=s.lang)))
        ),
        "document": _Column("col_document", document_title),
        "section": _Column("col_section", lambda p, _: p.section),
        "checked": _Column("col_checked", _checked),
    }
)
"""All columns, in their order."""

USUAL = tuple(key for key in COLUMNS if key not in ("nature", "codes", "counted_mw", "year"))
"""What is shown until the reader chooses."""

"""Projects as columns of cells: every field of the contract, flat, in text and numbers.

Column by column, since a registry of 100,000 projects has five million cells: what many projects
share (a kind's name, the names of a county) is said once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from layers.notices import CHECKED, UNCHECKED
from layers.rows import SEPARATOR, key_of, project_key
from layers.sites import shown_as
from projects.amounts import counted
from projects.checking import is_checked
from projects.contract import project_to_json
from projects.crosstab import sector_of
from projects.homes import place_class
from projects.kinds import MEASURES, SECTORS
from projects.models import Role
from projects.reasons import reason_text
from projects.wording import CLASSES, NATURES, PRECISIONS, STAGES, investments, kind_name

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from typing import TypeVar

    from geo.divisions import Divisions
    from geo.models import Reason
    from layers.sites import Drawn
    from projects.models import DocumentFacts, Project

    T = TypeVar("T", bound=Hashable)

__all__ = ["Columns", "how_much", "source", "what", "where"]

Columns = dict[str, list[Any]]
"""Column → a cell for each project, None where it says nothing."""

_STATED = {
    "power_mw": "power",
    "energy_mwh": "energy",
    "length_km": "length",
    "area_ha": "area",
}


def what(projects: Sequence[Project]) -> Columns:
    """Tell what each is: name, kind, sector, stage, nature, year, group, units, owner, money."""
    kinds = [project.kind for project in projects]
    stages = [project.stage for project in projects]
    natures = [project.nature for project in projects]
    return {
        "key": [project_key(project) for project in projects],
        "name": [project.name for project in projects],
        "kind": kinds,
        "kind_zh": _said(kinds, kind_name),
        "kind_en": _said(kinds, lambda kind: kind_name(kind, lang="en")),
        "sector": _said(kinds, sector_of),
        "sector_zh": _said(kinds, lambda kind: SECTORS[sector_of(kind)][0]),
        "stage": _said(stages, str),
        "stage_zh": _said(stages, lambda stage: STAGES[stage][0]),
        "nature": _said(natures, str),
        "nature_zh": _said(natures, lambda nature: NATURES[nature][0]),
        "year": [project.year for project in projects],
        "part_of": [p.part_of and key_of(p.document, p.part_of) for p in projects],
        "responsible": _said([project.responsible for project in projects], _joined),
        "owner": [project.owner for project in projects],
        "total_investment": [p.total_investment and p.total_investment.value for p in projects],
        "yearly_investment": [p.yearly_investment and p.yearly_investment.value for p in projects],
        "investment": [
            _joined(text for _, text in investments(p))
            if p.total_investment or p.yearly_investment
            else None
            for p in projects
        ],
        "checked": [CHECKED if is_checked(project) else UNCHECKED for project in projects],
    }


def how_much(projects: Sequence[Project]) -> Columns:
    """Tell each one's size as written and in MW, MWh, kV, km and ha, None where not stated."""
    return {
        "capacity": [
            _joined(q.as_written for q in p.capacity) if p.capacity else None for p in projects
        ],
        **{
            column: [_stated(p, measure) if p.capacity else None for p in projects]
            for column, measure in _STATED.items()
        },
        "voltage_kv": [_voltage(p) if p.capacity else None for p in projects],
        "qualified": [bool(p.capacity) and _is_vague(p) for p in projects],
    }


def where(projects: Sequence[Project], divisions: Divisions, drawn: Drawn | None) -> Columns:
    """Tell where each lies, how closely that is known, and why."""
    places = [place_class(project) for project in projects]
    counties = [project.counties for project in projects]
    precisions = [project.precision for project in projects]
    return {
        "place_class": places,
        "place_class_zh": _said(places, lambda place: CLASSES[place][0]),
        "county_codes": _said(counties, _joined),
        "county_names": _said(counties, lambda codes: _joined(map(divisions.name, codes))),
        "shares": [p.shares and _joined(f"{share:g}" for share in p.shares) for p in projects],
        "precision": _said(precisions, lambda known: known and str(known)),
        "precision_zh": _said(precisions, lambda known: known and PRECISIONS[known][0]),
        "shown_as": [shown_as(project, drawn) for project in projects],
        "confidence": [p.confidence if p.counties else None for p in projects],
        "citywide": [project.citywide for project in projects],
        "reasons": _said([project.reasons for project in projects], _grounds),
        **_imported(projects),
    }


def _imported(projects: Sequence[Project]) -> Columns:
    """Tell what only imported tables say: coordinates, how far off their county, the ledger."""
    sites = [project.site for project in projects]
    return {
        "lon": [site and site.lon for site in sites],
        "lat": [site and site.lat for site in sites],
        "site_accuracy": [site and ("exact" if site.exact else "approximate") for site in sites],
        "dispute_km": [project.dispute and project.dispute.km for project in projects],
        "ledger": [project.ledger and _ledger(project) for project in projects],
    }


def source(projects: Sequence[Project], facts: Mapping[str, DocumentFacts]) -> Columns:
    """Tell where each is written: plan, section and character span."""
    documents = [project.document for project in projects]
    known = [facts.get(document) for document in documents]
    return {
        "title": [found and found.title for found in known],
        "number": [found and found.number for found in known],
        "date": [found and found.date for found in known],
        "document": documents,
        "section": [project.section for project in projects],
        "page": [project.page for project in projects],
        "start": [project.start for project in projects],
        "end": [project.end for project in projects],
        "mentions": _said(
            [project.mentions for project in projects],
            lambda spans: json.dumps(spans, separators=(",", ":")),
        ),
    }


def _said(values: Sequence[T], say: Callable[[T], str | None]) -> list[str | None]:
    """Say each different value once."""
    said = {value: say(value) for value in dict.fromkeys(values)}
    return [said[value] for value in values]


def _stated(project: Project, measure: str) -> float | None:
    """Return what the project states of a measure, in its unit; None if it states nothing."""
    unit = MEASURES[measure].unit
    if all(quantity.unit != unit for quantity in project.capacity):
        return None
    return counted(project, measure)


def _grounds(reasons: Sequence[Reason]) -> str | None:
    return _joined(f"{r.adcode} {reason_text(r.why, 'zh')}" for r in reasons)


def _is_vague(project: Project) -> bool:
    return any(quantity.qualifier or quantity.low != quantity.high for quantity in project.capacity)


def _voltage(project: Project) -> float | None:
    found = [q.value for q in project.capacity if q.role is Role.VOLTAGE and q.unit == "kV"]
    return max(found, default=None)


def _ledger(project: Project) -> str:
    return json.dumps(project_to_json(project)["ledger"], ensure_ascii=False)


def _joined(parts: Iterable[str]) -> str | None:
    return SEPARATOR.join(parts) or None

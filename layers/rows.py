"""One project as the cells of its row: every field of the contract, flat, in text and numbers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from layers.notices import UNCHECKED
from projects.amounts import own_amounts
from projects.contract import project_to_json
from projects.kinds import KINDS, SECTORS
from projects.models import Role
from projects.summaries import place_class
from projects.wording import CLASSES, NATURES, PRECISIONS, STAGES, investments, kind_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.divisions import Divisions
    from projects.models import DocumentFacts, Money, Project

__all__ = ["Cells", "how_much", "printable", "project_key", "source", "stated", "what", "where"]

Cells = dict[str, Any]

_SEPARATOR = "; "
_DOCUMENT_DIGITS = 12
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def project_key(project: Project) -> str:
    """Identify a project across documents: its id is unique only within its own."""
    return _key(project.document, project.id)


def what(project: Project) -> Cells:
    """Tell what it is: name, kind, sector, stage, nature, year, group, units, owner, money."""
    kind = KINDS.get(project.kind)
    sector = kind.sector if kind else "other"
    return {
        "key": project_key(project),
        "name": project.name,
        "kind": project.kind,
        "kind_zh": kind_name(project.kind),
        "kind_en": kind_name(project.kind, lang="en"),
        "sector": sector,
        "sector_zh": SECTORS[sector][0],
        "stage": project.stage.value,
        "stage_zh": STAGES[project.stage][0],
        "nature": project.nature.value,
        "nature_zh": NATURES[project.nature][0],
        "year": project.year,
        "part_of": _key(project.document, project.part_of) if project.part_of else None,
        "responsible": _joined(project.responsible),
        "owner": project.owner,
        "total_investment": _ten_thousands(project.total_investment),
        "yearly_investment": _ten_thousands(project.yearly_investment),
        "investment": _joined(text for _, text in investments(project)),
        "checked": UNCHECKED,
    }


def how_much(project: Project) -> Cells:
    """Tell its size as written and in MW, MWh, kV, km and ha, each None where not stated."""
    voltages = [q.value for q in project.capacity if q.role is Role.VOLTAGE and q.unit == "kV"]
    return {
        "capacity": _joined(quantity.as_written for quantity in project.capacity),
        "power_mw": stated(project, "power"),
        "energy_mwh": stated(project, "energy"),
        "voltage_kv": max(voltages, default=None),
        "length_km": stated(project, "length"),
        "area_ha": stated(project, "area"),
        "qualified": any(q.qualifier or q.low != q.high for q in project.capacity),
    }


def stated(project: Project, measure: str) -> float | None:
    """Sum what the project itself states of a measure, in its unit; None where it states none."""
    own, _ = own_amounts((project,), measure)  # alone, so that no member is taken off
    tally = own[project.document, project.id]
    return float(tally.value) if tally.stated else None


def where(project: Project, divisions: Divisions) -> Cells:
    """Tell where it lies, how closely that is known, and why."""
    place = place_class(project)
    return {
        "place_class": place,
        "place_class_zh": CLASSES[place][0],
        "county_codes": _joined(project.counties),
        "county_names": _joined(divisions.name(code) for code in project.counties),
        "shares": _joined(f"{share:g}" for share in project.shares or ()),
        "precision": project.precision.value if project.precision else None,
        "precision_zh": PRECISIONS[project.precision][0] if project.precision else None,
        "confidence": project.confidence if project.counties else None,
        "citywide": project.citywide,
        "reasons": _joined(f"{r.adcode} {r.why}" for r in project.reasons),
        "candidates": _joined(f"{c.adcode} {c.name} {c.why}" for c in project.candidates),
        **_imported(project),
    }


def _imported(project: Project) -> Cells:
    """Tell what only imported tables say: coordinates, how far off their county, the ledger."""
    site, obj = project.site, project_to_json(project).get("ledger")
    return {
        "lon": site and site.lon,
        "lat": site and site.lat,
        "site_accuracy": site and ("exact" if site.exact else "approximate"),
        "dispute_km": project.dispute and project.dispute.km,
        "ledger": obj and json.dumps(obj, ensure_ascii=False),
    }


def source(project: Project, facts: DocumentFacts | None) -> Cells:
    """Tell where it is written: plan, section and character span."""
    return {
        "title": facts.title if facts else None,
        "number": facts.number if facts else None,
        "date": facts.date if facts else None,
        "document": project.document,
        "section": project.section,
        "start": project.start,
        "end": project.end,
        "mentions": json.dumps(project.mentions, separators=(",", ":")),
    }


def printable(text: str) -> str:
    """Replace what neither XML nor UTF-8 nor a C string can hold by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _ten_thousands(money: Money | None) -> float | None:
    return None if money is None else money.value


def _key(document: str, identifier: str) -> str:
    return f"{document[:_DOCUMENT_DIGITS]}-{identifier}"


def _joined(parts: Iterable[str]) -> str | None:
    return _SEPARATOR.join(parts) or None

"""The outward contract: values ↔ plain JSON objects, keys and order as scripts rely on them.

Every function ending in `_to_json` returns only dicts, lists, strings, numbers, booleans and None;
every `_from_json` is its exact inverse and raises `ProjectsError` on anything else.
`Project.notes`, which `--explain` prints, do not travel.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import partial
from sys import intern
from typing import TYPE_CHECKING, Any, TypeVar

from geo.models import Adcode, Candidate, Precision, Reason
from projects.errors import ProjectsError
from projects.models import (
    Apart,
    Check,
    Dispute,
    DocumentFacts,
    Double,
    Geometry,
    Ledger,
    Money,
    Nature,
    Project,
    Quantity,
    Role,
    Site,
    Stage,
    Target,
)
from projects.totals import AMOUNTS, GROUPED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.models import Location
    from projects.amounts import Amount, Key
    from projects.totals import Summary

__all__ = [
    "facts_from_json",
    "facts_to_json",
    "location_to_json",
    "project_from_json",
    "project_to_json",
    "summary_to_json",
    "target_from_json",
    "target_to_json",
]

Json = dict[str, Any]
_MONEY_UNIT = "万元"
_T = TypeVar("_T")


def project_to_json(project: Project) -> Json:
    """Give one object of `luotu extract`; `citywide`, `document` and `doubles` are extra keys.

    Only a project of an imported table has the keys `within`, `site`, `dispute` and `ledger`, or
    one that was given a place or facts of the 台账 by hand; `geometry` and `checked` are there
    where a person drew or checked, `page` where the document has pages, `apart` where a person told
    it apart from another.
    """
    return {
        "name": project.name,
        "kind": project.kind,
        "stage": str(project.stage),
        "nature": str(project.nature),
        "year": project.year,
        "capacity": [_quantity_to_json(quantity) for quantity in project.capacity],
        "counties": list(project.counties),
        "shares": None if project.shares is None else list(project.shares),
        "precision": None if project.precision is None else str(project.precision),
        "confidence": project.confidence,
        "start": project.start,
        "end": project.end,
        "mentions": [list(span) for span in project.mentions],
        "section": project.section,
        "part_of": project.part_of,
        "id": project.id,
        "responsible": list(project.responsible),
        "owner": project.owner,
        "investment": _investment_to_json(project),
        "reasons": [{"adcode": r.adcode, "why": r.why} for r in project.reasons],
        "candidates": [_candidate_to_json(candidate) for candidate in project.candidates],
        "citywide": project.citywide,
        "document": project.document,
        "doubles": [asdict(double) for double in project.doubles],
        **_further_to_json(project),
    }


def project_from_json(obj: Json) -> Project:
    """Rebuild a project; what the design's contract does not name may be absent.

    Raises
    ------
    ProjectsError
        If a key is missing or a value is of the wrong sort.
    """
    return _rebuilt("project", _project, obj)


def target_to_json(target: Target) -> Json:
    """Give one object of `luotu targets`, with the extra key `document`."""
    return asdict(target)


def target_from_json(obj: Json) -> Target:
    """Rebuild a target.

    Raises
    ------
    ProjectsError
        If a key is missing or unknown.
    """
    return _rebuilt("target", lambda o: Target(**o), obj)


def facts_to_json(facts: DocumentFacts) -> Json:
    """Give a document's facts, keyed by the names of `DocumentFacts`."""
    return asdict(facts)


def facts_from_json(obj: Json) -> DocumentFacts:
    """Rebuild a document's facts; keys beyond those of `DocumentFacts` are not its business.

    Raises
    ------
    ProjectsError
        If a key is missing.
    """
    names = [field.name for field in fields(DocumentFacts)]
    return _rebuilt("document", lambda o: DocumentFacts(**{name: o[name] for name in names}), obj)


def location_to_json(text: str, location: Location) -> Json:
    """Give one object of `luotu locate` for the text that was looked up."""
    return {
        "input": text,
        "counties": list(location.counties),
        "precision": None if location.precision is None else str(location.precision),
        "confidence": location.confidence,
        "candidates": [_candidate_to_json(candidate) for candidate in location.candidates],
        "reason": location.reason,
        "township": location.township,
    }


def summary_to_json(summary: Summary, names: Mapping[Key, str] | None = None) -> Json:
    """Give the object of `luotu summary`; values in the measure's JSON unit.

    `names` are those of projects that are told by their keys (`repeats`, `doubles`, `overfull`). A
    `value` is null where there are projects and none states the measure, and `stated` says how
    many do. Beyond the contract's keys: `by`; `placed` (what stands in a single county);
    `taking_part` (cross-county projects that lie in the places asked for and elsewhere too, in no
    sum); `sharing` (per county, the cross-county projects it takes part in, in no sum);
    `crossing` (the counties of those in the total); `prefectures` (of a table by county:
    each one's total and its own cross-county, city-wide and unplaced projects, its adcode null
    for what lies in no single prefecture); `zones` (其中, with the row's key as `host`);
    `qualified` (the keys whose sums contain 约, 以上 or a range), each amount's `qualifiers` saying
    which; `overfull` (groups whose
    members exceed them); `repeats` (what another document names too, counted once); `doubles`
    (perhaps one project, both counted); `as_of` (the documents' dates); `split`, and with it each
    amount's `estimated`; `divided` how many projects' capacity stands in their counties instead,
    and `shared` of how many at home elsewhere a part is in it.
    Where the total is over no project at all, no amount is a zero that is taken for a fact; `note`
    is there where nothing was found.
    """
    of = summary.by if summary.by in {"kind", "stage"} else "adcode"
    key = partial(_key_to_json, names=names or {})
    amounts = {name: getattr(summary, name) for name in AMOUNTS[:-1]}
    is_there = bool(summary.total.projects or summary.total.value)
    write = partial(_amount_to_json, split=summary.split, is_there=is_there)
    rows = [(row, write(row.amount)) for row in summary.rows]
    found: Json = {
        "measure": summary.measure,
        "unit": summary.unit,
        "rows": [{of: row.key, "name": row.name, **amount} for row, amount in rows],
        **{name: write(amount) for name, amount in amounts.items()},
        "by": summary.by,
        "placed": write(summary.placed),
        "taking_part": write(summary.taking_part),
        "sharing": [
            {"adcode": row.key, "name": row.name, **write(row.amount)} for row in summary.sharing
        ],
        "crossing": list(summary.crossing),
        "prefectures": [
            {
                "adcode": group.key or None,
                "name": group.name,
                **{name: write(getattr(group, name)) for name in GROUPED},
                "crossing": list(group.crossing),
            }
            for group in summary.groups
        ],
        "zones": [
            {"host": zone.host, "name": zone.name, **write(zone.amount)} for zone in summary.zones
        ],
        "qualified": [row.key for row in summary.rows if row.amount.qualified]
        + [name for name, amount in amounts.items() if amount.qualified],
        "overfull": [key(group) for group in summary.overfull],
        "repeats": [{**key(one), "counted": key(other)} for one, other in summary.repeats],
        "doubles": [[key(one), key(other)] for one, other in summary.doubles],
        "as_of": list(summary.dates),
        "split": summary.split,
    }
    if summary.is_empty:
        found["note"] = "no project matches"
    return found


def _key_to_json(key: Key, *, names: Mapping[Key, str]) -> Json:
    document, id_ = key
    found = {"document": document, "id": id_}
    return {**found, "name": names[key]} if key in names else found


def _amount_to_json(amount: Amount, *, split: str | None, is_there: bool) -> Json:
    known = amount.known if is_there or amount.projects or amount.value else None
    found: Json = {"value": known, "projects": amount.projects, "stated": amount.stated}
    if amount.qualifiers:
        found["qualifiers"] = list(amount.qualifiers)
    if amount.shared:
        found["shared"] = amount.shared
    if amount.divided:
        found["divided"] = amount.divided
    if split:
        found["estimated"] = amount.estimated
    return found


def _quantity_to_json(quantity: Quantity) -> Json:
    return {
        "value": quantity.value,
        "unit": quantity.unit,
        "role": str(quantity.role),
        "qualifier": quantity.qualifier,
        "low": quantity.low,
        "high": quantity.high,
        "as_written": quantity.as_written,
    }


def _investment_to_json(project: Project) -> Json | None:
    """Give the money put into a project, in 万元: in all, and in the plan's year."""
    sums = {"total": project.total_investment, "yearly": project.yearly_investment}
    if not any(sums.values()):
        return None
    return {
        "unit": _MONEY_UNIT,
        **{name: None if money is None else asdict(money) for name, money in sums.items()},
    }


def _further_to_json(project: Project) -> Json:
    """Give what only imported tables and people say; what is empty is left out."""
    found: Json = {}
    if project.within is not None:
        found["within"] = project.within
    if project.site is not None:
        found["site"] = asdict(project.site)
    if project.dispute is not None:
        found["dispute"] = asdict(project.dispute) | {"stated": list(project.dispute.stated)}
    if project.ledger is not None:
        ledger = {key: value for key, value in asdict(project.ledger).items() if value}
        if project.ledger.other:
            ledger["other"] = [list(pair) for pair in project.ledger.other]
        found["ledger"] = ledger
    if project.geometry is not None:
        found["geometry"] = asdict(project.geometry) | {
            "coordinates": _lists(project.geometry.coordinates)
        }
    if project.checked is not None:
        found["checked"] = asdict(project.checked)
    if project.page is not None:
        found["page"] = project.page
    if project.apart:
        found["apart"] = [asdict(other) for other in project.apart]
    return found


def _candidate_to_json(candidate: Candidate) -> Json:
    return asdict(candidate)


def _rebuilt(what: str, build: Callable[[Json], _T], obj: Json) -> _T:
    try:
        return build(obj)
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        message = f"this is no {what} of Luotu's contract ({type(exc).__name__}: {exc})"
        raise ProjectsError(message) from exc


def _project(obj: Json) -> Project:
    """Rebuild a project; texts that thousands share are kept once."""
    shares, precision = obj["shares"], obj["precision"]
    return Project(
        id=obj["id"],
        name=obj["name"],
        kind=intern(obj["kind"]),
        stage=Stage(obj["stage"]),
        nature=Nature(obj["nature"]),
        start=obj["start"],
        end=obj["end"],
        document=intern(obj.get("document", "")),
        section=intern(obj["section"]),
        year=obj["year"],
        capacity=tuple(_quantity(item) for item in obj["capacity"]),
        counties=tuple(Adcode(intern(code)) for code in obj["counties"]),
        shares=None if shares is None else tuple(shares),
        precision=None if precision is None else Precision(precision),
        citywide=obj.get("citywide", False),
        confidence=obj["confidence"],
        mentions=tuple((start, end) for start, end in obj["mentions"]),
        part_of=obj["part_of"],
        responsible=tuple(obj["responsible"]),
        owner=obj.get("owner"),
        total_investment=_money(obj, "total"),
        yearly_investment=_money(obj, "yearly"),
        reasons=tuple(Reason(Adcode(r["adcode"]), r["why"]) for r in obj["reasons"]),
        candidates=tuple(Candidate(**candidate) for candidate in obj["candidates"]),
        doubles=tuple(Double(**double) for double in obj.get("doubles", ())),
        within=Adcode(intern(obj["within"])) if "within" in obj else None,
        site=Site(**obj["site"]) if "site" in obj else None,
        dispute=_dispute(obj["dispute"]) if "dispute" in obj else None,
        ledger=_ledger(obj["ledger"]) if "ledger" in obj else None,
        geometry=_geometry(obj["geometry"]) if "geometry" in obj else None,
        checked=Check(**obj["checked"]) if "checked" in obj else None,
        page=obj.get("page"),
        apart=tuple(Apart(**other) for other in obj.get("apart", ())),
    )


def _geometry(obj: Json) -> Geometry:
    return Geometry(**{**obj, "coordinates": _tuples(obj["coordinates"])})


def _lists(nested: Any) -> Any:  # noqa: ANN401 - as deep as the geometry
    return [_lists(item) for item in nested] if isinstance(nested, tuple) else nested


def _tuples(nested: Any) -> Any:  # noqa: ANN401 - as deep as the geometry
    return tuple(_tuples(item) for item in nested) if isinstance(nested, list) else nested


def _dispute(obj: Json) -> Dispute:
    return Dispute(**{**obj, "stated": tuple(Adcode(code) for code in obj["stated"])})


def _ledger(obj: Json) -> Ledger:
    other = tuple((column, cell) for column, cell in obj.get("other", ()))
    return Ledger(**{**obj, "other": other})


def _quantity(obj: Json) -> Quantity:
    return Quantity(**{**obj, "unit": intern(obj["unit"]), "role": Role(obj["role"])})


def _money(obj: Json, which: str) -> Money | None:
    investment = obj.get("investment")
    if investment is None:
        return None
    if investment["unit"] != _MONEY_UNIT:
        message = f"investment in {investment['unit']}, not {_MONEY_UNIT}"
        raise ValueError(message)
    money = investment[which]
    return None if money is None else Money(**money)

"""An edition before it is simplified: one clean polygon per county of today, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo.coverage import clean
from geo.errors import DataError
from geo.officefile import read_office_file
from geo.offset import find_shift
from geo.sources import ISLANDS, SOURCES, read_counties
from geo.units import How, resolve_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geo.coverage import Cleaned
    from geo.divisions import Divisions
    from geo.officefile import FileOptions
    from geo.sources import Source, SourceCounties
    from geo.units import Unit

__all__ = ["Prepared", "describe", "from_file", "from_source"]

_LISTED = 12
_LIKELY = 0.8
"""Two units that share this much of the larger one are perhaps the same."""

_FARTHEST = 5_000.0
"""No shift of web maps is as large as this, metres: the coordinate system is a wrong one."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an edition is built from.

    `units` are those of the source as they were matched with today's; `cleaned` has a polygon for
    each code they resolve to. `missing` are counties of today without one. `remarks` are lines for
    a person.
    """

    key: str
    title: str
    vintage: str
    notice: str
    cleaned: Cleaned
    units: tuple[Unit, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]


def from_source(source: Source, divisions: Divisions) -> Prepared:
    """Prepare a known source.

    Raises
    ------
    DataError
        If it is not installed, is not what its row promises, or loses an island.
    """
    counties = read_counties(source)
    units = resolve_units(zip(counties.adcodes, counties.names, strict=True), divisions)
    cleaned = _cleaned(counties.adcodes, counties.geometries, units, source.first)
    lost = _lost(cleaned, source.islands)
    if lost:
        message = f"{source.title}: {lost[0]}."
        raise DataError(message)
    return Prepared(
        key=source.key,
        title=source.title,
        vintage=source.vintage,
        notice=source.notice,
        cleaned=cleaned,
        units=units,
        missing=_missing(cleaned, divisions),
        remarks=(),
    )


def from_file(path: Path, options: FileOptions, divisions: Divisions) -> Prepared:
    """Prepare an office's own file.

    Raises
    ------
    DataError
        One line that says what makes the file unfit and what to do.
    """
    office = read_office_file(path, options, divisions)
    names = _one_name(office.codes, office.names)
    try:
        units = resolve_units(names.items(), divisions, given=options.units)
        cleaned = _cleaned(office.codes, office.geometries, units)
        known = read_counties(SOURCES["amap"])
        moved = _moved(cleaned, known)
    except DataError as exc:
        message = f"{path.name}: {exc}"
        raise DataError(message) from exc
    missing = _missing(cleaned, divisions)
    islands = {name: at for name, at in ISLANDS.items() if at[2] in cleaned.codes}
    return Prepared(
        key="file",
        title=options.title or path.name,
        vintage=options.vintage or "年份未注明",
        notice="县级界线取自使用单位自备的文件",
        cleaned=cleaned,
        units=units,
        missing=missing,
        remarks=(
            *office.remarks,
            *moved,
            *_suggested(cleaned, units, missing, known),
            *(f"warning: {line}" for line in _lost(cleaned, islands)),
        ),
    )


def describe(prepared: Prepared, divisions: Divisions) -> list[str]:
    """Tell how the units of an edition were matched, and what was mended; a line each."""
    codes = prepared.cleaned.codes
    today = sum(divisions.is_county(code) for code in codes)
    lines = [
        f"{len(prepared.units)} units, {len(codes)} polygons; {today} of "
        f"{len(divisions.counties())} counties of today have one"
    ]
    for title, hows in _MATCHES:
        found = [unit for unit in prepared.units if unit.how in hows]
        lines += _list(title, [_told(unit) for unit in found])
    other = [u for u in prepared.units if u.how is How.SAME and u.note]
    lines += _list("of another name here", [_told(unit) for unit in other])
    lines += _without(prepared, divisions)
    return [*lines, *prepared.cleaned.checks.lines(), *prepared.remarks]


def _without(prepared: Prepared, divisions: Divisions) -> list[str]:
    """List what is missing in the cities the edition holds, and count the rest."""
    cities = {divisions.prefecture_of(c) for c in prepared.cleaned.codes if divisions.is_county(c)}
    here = [c for c in prepared.missing if divisions.prefecture_of(c) in cities]
    lines = _list("without a polygon", [f"{code} {divisions.name(code)}" for code in here])
    away = len(prepared.missing) - len(here)
    if away:
        lines.append(f"of other cities, which have names but no polygons here: {away} counties")
    return lines


_MATCHES = (
    ("by another code", (How.GIVEN, How.RECODED, How.NAME)),
    ("of a former county", (How.CROSSWALK,)),
    ("the area of several counties, kept as it is", (How.SEVERAL,)),
    ("in no table of today, kept as new (match it with --unit CODE=CODE)", (How.NEW,)),
)


def _told(unit: Unit) -> str:
    to = f" → {unit.now}" if unit.now != unit.code else ""
    note = f" ({unit.note})" if unit.note else ""
    return f"{unit.code} {unit.name}".rstrip() + to + note


def _list(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    more = f"; … ({len(items) - _LISTED} more)" if len(items) > _LISTED else ""
    return [f"{title}: {len(items)}: {'; '.join(items[:_LISTED])}{more}"]


def _cleaned(
    codes: Sequence[str],
    geometries: Sequence[shapely.Geometry],
    units: Sequence[Unit],
    first: Iterable[tuple[str, str]] = (),
) -> Cleaned:
    """Clean the polygons under today's codes."""
    now = {unit.code: unit.now for unit in units}
    return clean([now[code] for code in codes], geometries, first=first)


def _one_name(codes: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Return each code's name; "" where its rows bear several, as a county's towns do."""
    found: dict[str, set[str]] = {}
    for code, name in zip(codes, names, strict=True):
        found.setdefault(code, set()).add(name)
    return {code: held.pop() if len(held) == 1 else "" for code, held in found.items()}


def _missing(cleaned: Cleaned, divisions: Divisions) -> tuple[str, ...]:
    held = set(cleaned.codes)
    return tuple(code for code in divisions.counties() if code not in held)


def _lost(cleaned: Cleaned, islands: Mapping[str, tuple[float, float, str]]) -> list[str]:
    """Say of each point that does not lie in its county, and in no other, where it does."""
    tree = shapely.STRtree(cleaned.geometries)
    said = []
    for name, (lon, lat, adcode) in islands.items():
        hits = tree.query(shapely.Point(lon, lat), predicate="intersects")
        found = [cleaned.codes[i] for i in hits]
        if found != [adcode]:
            said.append(f"{name} lies in {', '.join(found) or 'no county'}, not in {adcode}")
    return said


def _suggested(
    cleaned: Cleaned, units: Iterable[Unit], missing: Iterable[str], known: SourceCounties
) -> list[str]:
    """Name for each new unit the county of today that lies where it does and has no polygon."""
    mine = dict(zip(cleaned.codes, cleaned.geometries, strict=True))
    free = set(missing)
    theirs = [(c, g) for c, g in zip(known.adcodes, known.geometries, strict=True) if c in free]
    said = []
    for unit in units:
        if unit.how is not How.NEW:
            continue
        area = mine[unit.now]
        for code, other in theirs:
            both = area.intersection(other).area if area.intersects(other) else 0.0
            if both > _LIKELY * max(area.area, other.area):
                said.append(
                    f"{unit.code} {unit.name} lies where {code} does: if it is that county, add "
                    f"--unit {unit.code}={code}"
                )
    return said


def _moved(cleaned: Cleaned, known: SourceCounties) -> tuple[str, ...]:
    """Compare with the amap edition, whose place is known."""
    shift = find_shift(cleaned.codes, list(cleaned.geometries), known.adcodes, known.geometries)
    if shift is None:
        return ()
    where = f"{abs(shift.east):.0f} m {'east' if shift.east > 0 else 'west'}"
    where += f" and {abs(shift.north):.0f} m {'north' if shift.north > 0 else 'south'}"
    if shift.metres > _FARTHEST:
        message = (
            f"its {shift.counties} counties lie {where} of where they should: that is a wrong "
            "zone or meridian. Name the right system with --crs EPSG:…"
        )
        raise DataError(message)
    return (
        f"warning: {shift.counties} counties lie {where} of the amap edition's, "
        f"{f'as {shift.system} would have them' if shift.system else 'all alike'}: the file may "
        "be in GCJ-02 or BD-09, or of an older datum. Ask for it in CGCS2000.",
    )

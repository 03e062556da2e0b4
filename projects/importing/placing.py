"""Where the projects of a table lie: by coordinates, what the row states, and its name, in turn.

Coordinates and stated county are compared. A point may lie beyond the stated county's border by
its tolerance, and the county stated then holds:

- 1 km where the coordinates are exact. The polygons are simplified at 0.001°, so that a border may
  stand some 0.1 km off; the rest is the thing's own size, a dam across a river that is the border
  or a wind farm along a ridge;
- 10 km where they are called approximate. Such a point is mostly a township's or county's middle,
  and a township of China has 230 km² on average, a circle of 8.6 km;
- and half of the last digit written: 28.2 may be 28.25, which is 5.6 km off.

Farther off, the coordinates win, with little confidence, and the row is marked. The confidences of
coordinates and stated counties are judgements, not measured; those of names are the geocoder's.
Where no county is stated, one that the place in words names stands for it (建设地点 双峰县).
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.errors import UnknownPlace
from geo.models import Candidate, Location, Precision, Reason
from projects.importing.rows import Rejected
from projects.models import Dispute, Site
from projects.script import simplify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.divisions import Divisions
    from geo.geocoder import Geocoder
    from geo.models import Adcode
    from geo.points import CountyIndex, LocatedPoints
    from projects.importing.rows import Draft, Point
    from projects.importing.stated import Resolved, StatedPlaces

__all__ = ["Placed", "Placer", "tolerance_km"]

_EXACT_KM, _APPROXIMATE_KM = 1.0, 10.0
_KM_PER_DEGREE = 111.2
_AT_SEA_KM = 200.0  # farther off its stated county than any wind farm at sea, a point is an error
_AGREED, _WITHIN_TOLERANCE, _STATED, _POINT, _ROUGH_POINT, _DISPUTED = (
    *(0.99, 0.95, 0.98),
    *(0.98, 0.85, 0.5),
)
_METRES = 1000.0
_LEAST = 0.85  # the chance to be right below which a name alone places nothing
_SURE = 0.95  # the least of a place in words to be held against coordinates
_MOST_NAMES = 1 << 16


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a project lies. `how` says what decided: coordinates, stated, name or nothing."""

    location: Location
    how: str
    within: Adcode | None = None
    citywide: bool = False
    site: Site | None = None
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What the polygons say of one point: its county and the metres to it, or the fault."""

    lon: float
    lat: float
    adcode: Adcode | None
    metres: float
    fault: str | None


class Placer:
    """Places the drafts of a table, many at a time.

    `index` gives the county polygons when the first coordinates come; `crs` is the coordinates'.
    """

    def __init__(
        self,
        stated: StatedPlaces,
        geocoder: Geocoder,
        divisions: Divisions,
        index: Callable[[], CountyIndex],
        crs: str,
    ) -> None:
        self._stated, self._divisions, self._crs = stated, divisions, crs
        self._index = lru_cache(maxsize=1)(index)

        def locate(text: str, scope: Adcode | None) -> Location:
            found = geocoder.locate(text, scope)
            plain = simplify(text)
            if not found.counties and plain != text:
                found = geocoder.locate(plain, scope)
            return found if found.confidence >= _LEAST else _only_hinted(found, divisions)

        self._locate = lru_cache(maxsize=_MOST_NAMES)(locate)

    def place(self, drafts: Sequence[Draft]) -> list[Placed | Rejected]:
        """Place drafts, in order; rows whose place contradicts itself come back as rejected."""
        found = self._points([draft.point for draft in drafts])
        return [self._one(draft, point) for draft, point in zip(drafts, found, strict=True)]

    def _points(self, points: Sequence[Point | None]) -> list[_Found | None]:
        """Look all points up in one go."""
        found: list[_Found | None] = [None] * len(points)
        given = [(i, point) for i, point in enumerate(points) if point is not None]
        if not given:
            return found
        xs, ys = [point.x for _, point in given], [point.y for _, point in given]
        located = self._index().locate(xs, ys, crs=self._crs)
        for row, (i, _) in enumerate(given):
            found[i] = self._of_today(_at(located, row))
        return found

    def _of_today(self, found: _Found) -> _Found:
        """Take a unit of the edition that is no county of today for no county."""
        if found.adcode is None or self._divisions.is_county(found.adcode):
            return found
        return replace(found, adcode=None, fault="outside")

    def _one(self, draft: Draft, found: _Found | None) -> Placed | Rejected:
        resolved = self._stated.resolve(draft.stated)
        if resolved.fault:
            return _rejected(draft, resolved.fault)
        if draft.point is None or found is None:
            return self._stated_only(draft, self._or_whole(draft, resolved))
        placed = self._by_point(draft.point, found, self._with_place(draft, resolved))
        return _rejected(draft, placed) if isinstance(placed, str) else placed

    def _or_whole(self, draft: Draft, stated: Resolved) -> Resolved:
        """Take a place in words that is the whole city (建设地点 全市), where none is stated."""
        if stated.counties or stated.options or stated.citywide or not draft.ledger.place:
            return stated
        return self._stated.whole(draft.ledger.place, stated.scope) or stated

    def _with_place(self, draft: Draft, stated: Resolved) -> Resolved:
        """Take the county that the place in words names for the stated one, where none is stated.

        Only names of divisions are as sure as `_SURE`, no villages, zones or companies.
        """
        place = draft.ledger.place
        if stated.counties or stated.citywide or not place:
            return stated
        words = self._locate(place, stated.scope)
        fits = not stated.options or set(words.counties) <= set(stated.options)
        if not words.counties or not fits or words.confidence < _SURE:
            return stated
        precision = words.precision or Precision.COUNTY
        note = f"a place: {place}"
        return replace(stated, counties=words.counties, precision=precision, note=note)

    def _by_point(self, point: Point, found: _Found, stated: Resolved) -> Placed | str:
        """Place by coordinates, compared with what is stated; a text says why they are refused."""
        counties = stated.counties or (
            (found.adcode,) if found.adcode and found.adcode in stated.options else ()
        )
        if found.adcode is None and (found.fault != "outside" or not counties):
            return self._fault(point, found)
        own = "EPSG:4326" if self._is_degrees() else self._crs
        written = "" if self._is_degrees() else f"{point.as_written} ({own})"
        site = Site(round(found.lon, 7), round(found.lat, 7), point.exact, written)
        if not counties:
            return self._point_alone(found, site, stated)
        km = 0.0 if found.adcode in counties else self._km_off(counties, found)
        if km is None:
            return self._unchecked(stated, counties, site)
        tolerance = tolerance_km(point)
        if km <= tolerance:
            return self._agreed(counties, km, tolerance, site, stated)
        if found.adcode is None and km > _AT_SEA_KM:
            return self._fault(point, found)
        return self._disputed(Dispute(counties, found.adcode, round(km, 2), tolerance), site)

    def _is_degrees(self) -> bool:
        return self._crs in {"EPSG:4326", "EPSG:4490"}

    def _fault(self, point: Point, found: _Found) -> str:
        from geo.points import PointFault, described

        fault = PointFault(found.fault) if found.fault else PointFault.OUTSIDE
        return f"coordinates {described(fault, point.x, point.y, self._crs)}"

    def _km_off(self, counties: Sequence[Adcode], found: _Found) -> float | None:
        """Return how far off the nearest of the counties is; None where none has a polygon."""
        distances = []
        for code in counties:
            # An edition of an office's own may lack counties.
            with suppress(UnknownPlace):
                metres = self._index().distance_to(code, [found.lon], [found.lat])
                distances.append(float(metres[0]) / _METRES)
        return min(distances, default=None)

    def _unchecked(self, stated: Resolved, counties: tuple[Adcode, ...], site: Site) -> Placed:
        why = "county stated in the table; there is no polygon to hold the coordinates against"
        precision = stated.precision if len(counties) == 1 else Precision.COUNTIES
        reasons = tuple(Reason(code, why) for code in counties)
        return Placed(Location(counties, precision, _STATED, reasons), "stated", site=site)

    def _point_alone(self, found: _Found, site: Site, stated: Resolved) -> Placed:
        if found.adcode is None:  # callers ask only for points with a county
            return Placed(Location(reason="no county"), "nothing")
        why = "coordinates lie in this county"
        if found.metres > 0:
            why = f"coordinates lie off this county: {found.metres:.0f} m"
        location = Location(
            counties=(found.adcode,),
            precision=Precision.SITE if site.exact else Precision.COUNTY,
            confidence=_POINT if site.exact else _ROUGH_POINT,
            reasons=(Reason(found.adcode, why), *_noted(stated, found.adcode)),
        )
        return Placed(location, "coordinates", site=site)

    def _agreed(
        self,
        counties: tuple[Adcode, ...],
        km: float,
        tolerance: float,
        site: Site,
        stated: Resolved,
    ) -> Placed:
        why = "stated county, and the coordinates lie in it"
        if km > 0:
            why = (
                "stated county, with the coordinates beyond its border within tolerance: "
                f"{km:.2g} km ≤ {tolerance:.2g} km"
            )
        precision = Precision.SITE if site.exact else stated.precision
        location = Location(
            counties=counties,
            precision=Precision.COUNTIES if len(counties) > 1 else precision,
            confidence=_WITHIN_TOLERANCE if km > 0 else _AGREED,
            reasons=(*(Reason(code, why) for code in counties), *_noted(stated, counties[0])),
        )
        return Placed(location, "coordinates and stated", site=site)

    def _disputed(self, dispute: Dispute, site: Site) -> Placed:
        """Let coordinates win over the stated county, as a question; a point at sea has none."""
        name = self._divisions.name
        said = "、".join(name(code) for code in dispute.stated)
        if dispute.found is None:
            why = f"stated county; the coordinates lie in no county, off it: {dispute.km:.3g} km"
            reasons = tuple(Reason(code, why) for code in dispute.stated)
            precision = Precision.SITE if site.exact else Precision.COUNTY
            location = Location(dispute.stated, precision, _WITHIN_TOLERANCE, reasons)
            return Placed(location, "stated", site=site, dispute=dispute)
        why = f"coordinates lie in this county, but the stated one is: {said}, {dispute.km:.3g} km"
        candidates = tuple(
            Candidate(code, name(code), "county stated in the table", _DISPUTED)
            for code in dispute.stated
        )
        location = Location(
            counties=(dispute.found,),
            precision=Precision.COUNTY,
            confidence=_DISPUTED,
            reasons=(Reason(dispute.found, why),),
            candidates=candidates,
        )
        return Placed(location, "coordinates", site=site, dispute=dispute)

    def _stated_only(self, draft: Draft, stated: Resolved) -> Placed:
        if stated.citywide:
            location = Location(precision=Precision.CITY, confidence=_STATED)
            return Placed(location, "stated", stated.scope, citywide=True)
        if stated.counties:
            why = "county stated in the table"
            reasons = (Reason(code, why) for code in stated.counties)
            location = Location(
                counties=stated.counties,
                precision=stated.precision,
                confidence=_STATED,
                reasons=(*reasons, *_noted(stated, stated.counties[0])),
            )
            return Placed(location, "stated")
        found = self._by_words(draft, stated)
        if found.counties:
            return Placed(found, "name")
        is_city = stated.scope is not None and self._divisions.is_prefecture(stated.scope)
        precision = found.precision or (Precision.CITY if is_city else None)
        candidates = found.candidates or tuple(
            Candidate(code, self._divisions.name(code), "county of the stated name", 0.0)
            for code in stated.options
        )
        left = replace(found, precision=precision, candidates=candidates)
        return Placed(left, "nothing", stated.scope)

    def _by_words(self, draft: Draft, stated: Resolved) -> Location:
        """Locate the place a row describes, then its name; among stated options, one of them."""
        found = Location()
        for text in filter(None, (draft.ledger.place, draft.name)):
            found = self._locate(text, stated.scope)
            fits = not stated.options or set(found.counties) <= set(stated.options)
            if found.counties and fits:
                return found
        return replace(found, counties=(), confidence=0.0) if stated.options else found


def _only_hinted(found: Location, divisions: Divisions) -> Location:
    """Return a merely likely answer as candidates: a wrong county is worse than none."""
    hints = tuple(
        Candidate(r.adcode, divisions.name(r.adcode), r.why, found.confidence)
        for r in found.reasons
    )
    return replace(
        found,
        counties=(),
        precision=Precision.CITY if found.counties else found.precision,
        confidence=0.0,
        reasons=(),
        candidates=(*hints, *found.candidates),
    )


def tolerance_km(point: Point) -> float:
    """Return how far beyond the stated county's border a point may lie."""
    rounding = math.sqrt(2) * point.half_step * _KM_PER_DEGREE
    return round((_EXACT_KM if point.exact else _APPROXIMATE_KM) + rounding, 2)


def _at(located: LocatedPoints, row: int) -> _Found:
    fault = located.faults[row]
    return _Found(
        lon=float(located.lon[row]),
        lat=float(located.lat[row]),
        adcode=located.adcodes[row],
        metres=float(located.metres[row]),
        fault=None if fault is None else str(fault),
    )


def _noted(stated: Resolved, code: Adcode) -> tuple[Reason, ...]:
    return (Reason(code, f"stated as {stated.note}"),) if stated.note else ()


def _rejected(draft: Draft, reason: str) -> Rejected:
    return Rejected.of(draft.record, draft.name, reason)

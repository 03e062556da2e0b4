"""A name → the counties it lies in. Refuses rather than guesses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo import choosing
from geo.bare import BareNames
from geo.evidence import READINGS, Hint, Hints, ends_place, read_hints
from geo.landmarks import Landmarks
from geo.models import Candidate, Location, Precision, Reason
from geo.narrowing import is_cut, narrower
from geo.rivers import is_river, outside_rivers
from geo.stems import SERVES_A_CITY, is_line
from geo.wordedges import has_word, names_town, stands_for_county, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from geo.models import Adcode

__all__ = ["Geocoder"]

_LONGEST_HEAD = 8
_TOLD = 6  # names a reason lists


class Geocoder:
    """Locates names with a gazetteer.

    Counties are sought inside the jurisdiction first. A full name outranks a short one, a county
    outranks a town outranks a village; a county's name inside a company's name yields to any other.
    Where two counties tie, none is chosen and both are kept as candidates.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._divisions = gazetteer.divisions
        self._bare = BareNames(gazetteer)
        self._landmarks = Landmarks(gazetteer, self._bare)

    def locate(self, text: str, within: str | None = None) -> Location:
        """Locate one name.

        Parameters
        ----------
        text
            A name in simplified Chinese, like 新化抽水蓄能电站.
        within
            The adcode of the jurisdiction: province, prefecture or county. When None it is taken
            from the text, where that names one.

        Returns
        -------
        Location
            Empty `counties` where none is established; `reason` says why.

        Raises
        ------
        UnknownPlace
            If `within` is not a code of today.
        """
        scope = self._divisions.get(within).adcode if within else None
        if not has_word(text):
            return self._wordless(scope)
        text = unspaced(text)
        if scope:
            return self._locate(text, scope)
        found = self._locate(text, None)
        if found.counties and len(self._divisions.bearers(text)) <= 1:
            return found
        return self._namesakes(text, found) or found

    def _locate(self, text: str, scope: Adcode | None) -> Location:
        toponyms = self._find(text, scope)
        within = narrower(text, toponyms, scope, self._divisions)
        if within:
            scope, toponyms = within, self._find(text, within)
        if scope is None:
            return self._nationwide(text)
        hints = read_hints(text, toponyms, scope, self._divisions)
        hints = self._with_bare(text, toponyms, scope, hints)
        hints = self._with_foreign(text, toponyms, hints)
        if self._divisions.is_county(scope):
            elsewhere = hints.outside and choosing.is_elsewhere(text, hints.inside)
            return self._none(text, scope, hints) if elsewhere else self._in_county(scope, hints)
        return self._decide(text, scope, hints)

    def _wordless(self, scope: Adcode | None) -> Location:
        """Say nothing of a name that says nothing; what is one county's stays its, by the plan."""
        reason = "the name holds no word of Chinese"
        if scope is None or not self._divisions.is_county(scope):
            return Location(reason=reason)
        return Location(
            counties=(scope,),
            precision=Precision.COUNTY,
            reasons=(Reason(scope, f"the jurisdiction is {self._divisions.name(scope)}"),),
            reason=reason,
        )

    def _find(self, text: str, scope: Adcode | None) -> tuple[Toponym, ...]:
        return outside_rivers(text, self._gazetteer.find(text, scope, features=True))

    def locate_many(self, names: Iterable[tuple[str, str | None]]) -> tuple[Location, ...]:
        """Locate (name, within) pairs, in order; equal pairs are worked out once.

        Raises
        ------
        UnknownPlace
            If a `within` is not a code of today.
        """
        known: dict[tuple[str, str | None], Location] = {}
        found = []
        for name, within in names:
            if (name, within) not in known:
                known[name, within] = self.locate(name, within)
            found.append(known[name, within])
        return tuple(found)

    def _nationwide(self, text: str) -> Location:
        """Locate a name without any scope: by the zone's or county's name it begins with."""
        within = self._gazetteer.scope_of(text)
        if within:
            return self._locate(text, within)
        longest = 0 if is_river(text) else min(_LONGEST_HEAD, len(text))
        for length in range(longest, 1, -1):
            counties = self._divisions.counties_named(text[:length])
            if not counties:
                continue
            if names_town(text, length):
                reason = f"{text[:length]} begins a town's name; no city was given"
                return Location(reason=reason)
            full = all(self._divisions.name(c) == text[:length] for c in counties)
            if len(counties) == 1 and is_line(text):
                return self._line_from(text, length, counties[0])
            if not stands_for_county(text, length, full=full):
                return self._only_begins(Hint(0, length, text[:length], "part", counties))
            hint = Hint(0, length, text[:length], "unscoped", counties)
            bearers = self._with_features(hint.text, counties, alone=length == len(text))
            if len(bearers) == 1:
                return self._one(choosing.Told(counties[0], hint), Hints((hint,), (), ()))
            return self._tied(hint.text, bearers)
        return Location(reason="the name tells no province, city or county, and none was given")

    def _with_features(
        self, name: str, counties: tuple[Adcode, ...], *, alone: bool
    ) -> dict[Adcode, str]:
        """Return the counties that bear a name, and those of a lake elsewhere that does (太湖).

        Where the name stands `alone` a hill's too (恒山), though 恒山煤矿 may mean the district.
        """
        bearers = dict.fromkeys(counties, f"it is called {name}")
        there = self._gazetteer.counties_of_feature(name, bare=alone)
        if there.isdisjoint(counties):
            bearers |= dict.fromkeys(sorted(there), f"natural feature: {name}")
        return bearers

    def _line_from(self, text: str, length: int, county: Adcode) -> Location:
        """Locate a line by both its ends in the province of the first, else not at all."""
        found = self._locate(text, self._divisions.province_of(county))
        if county in found.counties and len(found.counties) > 1:
            return found
        return self._only_begins(Hint(0, length, text[:length], "part", (county,)))

    def _only_begins(self, hint: Hint) -> Location:
        reason = f"{hint.text} begins the name, which need not lie there; no city was given"
        return Location(candidates=self._candidates((hint,)), reason=reason)

    def _namesakes(self, text: str, found: Location) -> Location | None:
        """Refuse a name that begins as several divisions are called, or were (朝阳, 江东区)."""
        for toponym in self._gazetteer.find(text)[:1]:
            if found.precision and is_cut(text, toponym, self._divisions):
                return None  # 中山大学深圳校区: another name told the city
            bearers = self._bearers(toponym)
            if toponym.start == 0 and len(bearers) > 1:
                return self._tied(toponym.text, bearers)
        return None

    def _bearers(self, toponym: Toponym) -> dict[Adcode, str]:
        """Return the divisions that a name may mean, or meant once, each with the reason."""
        if toponym.form == "short":
            bearers = self._divisions.bearers(toponym.text)
            return dict.fromkeys(bearers, f"it is called {toponym.text}")
        several = toponym.form == "old" and len(toponym.places) > 1
        places = toponym.places if several else ()  # 吴县市 was one, of two districts today
        return {c: f"it was called so: {p.note}" for p in places for c in p.counties}

    def _tied(self, name: str, bearers: Mapping[Adcode, str]) -> Location:
        """Refuse a name of several divisions, which all are kept as candidates with reasons."""
        score = round(READINGS["unscoped"].confidence / len(bearers), 2)
        return Location(
            candidates=tuple(
                Candidate(code, self._divisions.name(code), why, score)
                for code, why in bearers.items()
            ),
            reason=f"{len(bearers)} places are called {name}; none was given",
        )

    def _with_bare(
        self, text: str, toponyms: tuple[Toponym, ...], scope: Adcode, hints: Hints
    ) -> Hints:
        """Add bare towns and villages, hills and waters, where nothing better settles it."""
        settled = len(choosing.agreed(choosing.best_of(hints.inside))) == 1
        if (settled or hints.outside) and not is_line(text):
            return hints
        prefecture = self._divisions.prefecture_of(scope)
        if not self._divisions.is_prefecture(prefecture):
            found = self._bare.towns_of_province(text, toponyms, prefecture)
        else:
            found = self._bare.hints(text, toponyms, prefecture)
            idle = {(h.start, h.end) for h in hints.inside if h.rank == 0}
            told = tuple(t for t in toponyms if (t.start, t.end) not in idle)
            found = self._landmarks.hints(text, told, prefecture, found)
        within = set(self._divisions.counties(scope))
        found = tuple(hint for hint in found if within.intersection(hint.counties))
        return hints._replace(inside=tuple(sorted((*hints.inside, *found), key=_start)))

    def _with_foreign(self, text: str, toponyms: tuple[Toponym, ...], hints: Hints) -> Hints:
        """Add the place elsewhere that a name begins with, where nothing tells one inside."""
        first = toponyms[0] if toponyms else None
        if first is None or first.start or first in (*hints.around, *hints.outside) or hints.inside:
            return hints
        unambiguous = first.form == "full" or len(self._divisions.bearers(first.text)) == 1
        if unambiguous and ends_place(text, toponyms):
            return hints._replace(outside=(first, *hints.outside))
        return hints

    def _in_county(self, scope: Adcode, hints: Hints) -> Location:
        """Locate inside a county: it lies there, unless the name says it also lies elsewhere."""
        name = self._divisions.name(scope)
        reason = f"the jurisdiction is {name}"
        if hints.outside:
            reason += f", and {_names(hints.outside)} lies outside"
        inside = [h for h in hints.inside if h.rank > 0]
        best = max(inside, key=lambda h: h.rank, default=None)
        precision = choosing.finest(inside)
        if hints.outside:
            precision = Precision.OUTSIDE
        return Location(
            counties=(scope,),
            precision=precision,
            confidence=round(READINGS["scope"].confidence, 3),
            reasons=(Reason(scope, best.why if best else reason),),
            reason=reason,
            township=choosing.township_of(inside) if precision is Precision.TOWNSHIP else "",
        )

    def _decide(self, text: str, scope: Adcode, hints: Hints) -> Location:
        """Choose among the hints, or refuse."""
        line = is_line(text) or choosing.runs_apart(text, hints, self._divisions)
        best = choosing.best_of(hints.inside)
        elsewhere = (*hints.outside, *hints.around)
        listed = choosing.series(_without(text, elsewhere), hints.inside, line=line)
        if not listed and choosing.is_whole(text, best):
            listed = best
        if listed:
            found = self._several(listed, hints)
        elif told := choosing.telling(hints.inside):
            found = self._one(told, hints)
        elif best:
            return self._refuse(scope, choosing.agreed(best), hints)
        else:
            return self._none(text, scope, hints)
        return self._open_ended(text, found, hints, scope) if line else found

    def _one(self, told: choosing.Told, hints: Hints) -> Location:
        """Return the one county that is settled; hints that agree add to the confidence."""
        county, hint = told
        agreeing = [h for h in hints.inside if county in h.counties and h.rank > 0]
        whys = (h.why for h in hints.inside if county in h.counties)
        precision = Precision.OUTSIDE if hints.outside else choosing.finest(agreeing)
        return Location(
            counties=(county,),
            precision=precision,
            confidence=choosing.confidence_of(hint, agreeing),
            reasons=tuple(Reason(county, why) for why in dict.fromkeys(whys)),
            candidates=self._candidates(hints.inside, leave_out=(county,)),
            reason=hint.why,
            township=choosing.township_of(agreeing) if precision is Precision.TOWNSHIP else "",
        )

    def _several(self, listed: tuple[Hint, ...], hints: Hints) -> Location:
        why = {c: h.why for h in reversed(listed) for c in h.counties}
        counties = tuple(dict.fromkeys(c for h in listed for c in h.counties))
        said = "several counties are listed: " if len(listed) > 1 else "it reaches into several: "
        is_zone = all(h.reading in ("zone", "own_zone") for h in listed) and len(listed) == 1
        precision = Precision.ZONE if is_zone else Precision.COUNTIES
        confidence = min(READINGS[h.reading].confidence for h in listed)
        return Location(
            counties=counties,
            precision=Precision.OUTSIDE if hints.outside else precision,
            confidence=round(min(READINGS["listed"].confidence, confidence), 3),
            reasons=tuple(Reason(c, why[c]) for c in counties),
            candidates=self._candidates(hints.inside, leave_out=counties),
            reason=said + _names(listed),
        )

    def _open_ended(self, text: str, found: Location, hints: Hints, scope: Adcode) -> Location:
        """Doubt a line that has ends nothing is known of: it runs through more than is told."""
        # A whole city tells no end: 济宁-曲阜.
        known = (h for h in hints.inside if h.rank > 0 and len(h.counties) == 1)
        told: tuple[Hint | Toponym, ...] = (*known, *hints.outside)
        ends = choosing.open_ends(text, [h.start for h in told])
        if not ends or found.precision is Precision.OUTSIDE:
            return found
        listed = "、".join(end[:_LONGEST_HEAD] for end in ends[:_TOLD])
        name = self._divisions.name(scope)
        return replace(
            found,
            precision=Precision.COUNTIES,
            township="",
            confidence=round(min(found.confidence, READINGS["open_end"].confidence), 3),
            reason=f"{found.reason}; where {listed} lies is not known in {name}",
        )

    def _refuse(self, scope: Adcode, counties: tuple[Adcode, ...], hints: Hints) -> Location:
        names = " and ".join(self._divisions.full_name(c) for c in counties[:_TOLD])
        return Location(
            precision=Precision.CITY if self._divisions.is_city(scope) else None,
            candidates=self._candidates(hints.inside),
            reason=f"refused: {names} are equally likely",
        )

    def _none(self, text: str, scope: Adcode, hints: Hints) -> Location:
        name = self._divisions.name(scope)
        if hints.outside:
            return Location(
                precision=Precision.OUTSIDE,
                confidence=round(READINGS["outside"].confidence, 3),
                reason=f"{_names(hints.outside)} lies outside {name}",
            )
        seat = self._seat(text, scope, hints)
        if seat:
            return seat
        is_city = self._divisions.is_city(scope)
        sure = READINGS["city"].confidence
        return Location(
            precision=Precision.CITY if is_city else None,
            confidence=round(sure, 3) if is_city else 0.0,
            candidates=self._candidates(hints.inside),
            reason=f"no county of {name} is named",
        )

    def _seat(self, text: str, scope: Adcode, hints: Hints) -> Location | None:
        """Return the only district of a city for a plant that serves it: 张掖|生物质发电项目.

        No more than a likely place, as its confidence says.
        """
        named = any(p.code == scope for t in hints.around for p in t.places)
        if not (named and SERVES_A_CITY.search(text)):
            return None
        names = {c: self._divisions.name(c) for c in self._divisions.counties(scope)}
        districts = [c for c, name in names.items() if name.endswith("区")]
        if len(districts) != 1:
            return None
        district = districts[0]
        hint = Hint(0, 0, names[district], "seat", (district,))
        found = self._one(choosing.Told(district, hint), hints)
        return replace(found, reasons=(Reason(district, hint.why), *found.reasons))

    def _candidates(
        self, hints: Iterable[Hint], leave_out: tuple[Adcode, ...] = ()
    ) -> tuple[Candidate, ...]:
        """Return every county hinted at, the likeliest first."""
        found: dict[Adcode, Candidate] = {}
        for hint in sorted(hints, key=lambda h: -h.rank):
            score = READINGS[hint.reading].confidence / len(hint.counties)
            for county in hint.counties:
                if county not in leave_out and county not in found:
                    name = self._divisions.name(county)
                    found[county] = Candidate(county, name, hint.why, round(score, 2))
        return tuple(sorted(found.values(), key=lambda c: -c.score))


def _names(found: Sequence[Hint] | Sequence[Toponym]) -> str:
    """Return the first few names, for a reason."""
    names = [f.text for f in found[:_TOLD]]
    return "、".join(names) + ("…" if len(found) > _TOLD else "")


def _without(text: str, places: Iterable[Toponym]) -> str:
    """Return a text with places as marks of a list, so that those around them are neighbours."""
    for place in places:
        text = text[: place.start] + "、" * len(place.text) + text[place.end :]
    return text


def _start(hint: Hint) -> int:
    return hint.start

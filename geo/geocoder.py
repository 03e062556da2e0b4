"""A name → the counties it lies in. Refuses rather than guesses."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.bare import BareNames
from geo.evidence import READINGS, Hint, Hints, read_hints
from geo.models import Adcode, Candidate, Level, Location, Precision, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.gazetteer import Gazetteer, Toponym

__all__ = ["Geocoder"]

_LISTED = re.compile(r"[县市区旗、,，和与及至到\-—－–~～/ ]*")
_WHOLE = re.compile(
    r"(?:流域|沿岸|湖区|库区|周边)?"
    r"(?:水|大气|环境|生态|综合|系统|湿地|水质|污染|面源|山水林田湖草沙?|一体化)*"
    r"(?:治理|修复|整治|保护|清淤|疏浚|提升|恢复|[与和及、])+(?:工程|项目|试点)*"
)
"""What makes a project one of a whole lake or reserve: 南四湖|生态保护和修复工程."""

_LISTED_CONFIDENCE = 0.93
_SCOPE_CONFIDENCE = 0.95
_LONGEST_HEAD = 8
_OF_READING = {"zone": Precision.ZONE, "feature": Precision.FEATURE}
_FINE = frozenset({"town", "bare_town", "bare_town_short", "bare_town_inner", "village"})


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
        if within:
            return self._locate(text, self._divisions.get(within).adcode)
        found = self._locate(text, None)
        return found if found.counties else self._namesakes(text) or found

    def _locate(self, text: str, scope: Adcode | None) -> Location:
        toponyms = self._gazetteer.find(text, scope, features=True)
        narrower = self._narrower(toponyms, scope)
        if narrower:
            scope, toponyms = narrower, self._gazetteer.find(text, narrower, features=True)
        if scope is None:
            return self._nationwide(text)
        hints = read_hints(text, toponyms, scope, self._divisions)
        if self._divisions.is_county(scope):
            return self._in_county(scope, hints)
        if not hints.inside and not hints.outside:
            bare = self._bare_hints(text, toponyms, scope)
            hints = Hints(bare, hints.outside, hints.scope)
        return self._decide(text, scope, hints)

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

    def _narrower(self, toponyms: tuple[Toponym, ...], scope: Adcode | None) -> Adcode | None:
        """Return the prefecture (or county) the text itself names, if the scope is wider."""
        if scope and self._divisions.is_prefecture(self._divisions.prefecture_of(scope)):
            return None
        for toponym in toponyms:
            codes = {
                self._divisions.prefecture_of(p.counties[0] if p.counties else p.code)
                for p in toponym.places
                if (p.counties or p.level is Level.PREFECTURE)
                and (not scope or self._divisions.covers(scope, p.code[:6]))
            }
            if len(codes) == 1 and toponym.form != "town":
                return codes.pop()
        if scope is None:
            provinces = {p.code for t in toponyms for p in t.places if p.level is Level.PROVINCE}
            return Adcode(provinces.pop()) if len(provinces) == 1 else None
        return None

    def _nationwide(self, text: str) -> Location:
        """Locate a name without any scope: by the county's name it begins with, if one bears it."""
        for length in range(min(_LONGEST_HEAD, len(text)), 1, -1):
            counties = self._divisions.counties_named(text[:length])
            if not counties:
                continue
            hint = Hint(0, length, text[:length], "unscoped", counties)
            hints = Hints((hint,), (), scope=False)
            if len(counties) == 1:
                return self._one(counties[0], (hint,), hints)
            candidates = self._candidates((hint,))
            return Location(candidates=candidates, reason=f"{len(counties)} counties are so named")
        return Location(reason="the name tells no province, city or county, and none was given")

    def _namesakes(self, text: str) -> Location | None:
        """Refuse a name that begins as a city's and counties elsewhere are called (朝阳)."""
        for toponym in self._gazetteer.find(text)[:1]:
            bearers = self._divisions.bearers(toponym.text)
            if toponym.start == 0 and toponym.form == "short" and len(bearers) > 1:
                score = round(READINGS["unscoped"].confidence / len(bearers), 2)
                why = f"it is called {toponym.text}"
                names = [self._divisions.name(code) for code in bearers]
                return Location(
                    candidates=tuple(
                        Candidate(code, name, why, score)
                        for code, name in zip(bearers, names, strict=True)
                    ),
                    reason=f"{len(bearers)} places are called {toponym.text}; none was given",
                )
        return None

    def _bare_hints(
        self, text: str, toponyms: tuple[Toponym, ...], scope: Adcode
    ) -> tuple[Hint, ...]:
        prefecture = self._divisions.prefecture_of(scope)
        if not self._divisions.is_prefecture(prefecture):
            return ()
        return self._bare.hints(text, toponyms, prefecture)

    def _in_county(self, scope: Adcode, hints: Hints) -> Location:
        """Locate inside a county: it lies there, unless the name says it also lies elsewhere."""
        name = self._divisions.name(scope)
        if hints.outside:
            others = "、".join(t.text for t in hints.outside)
            reason = f"the jurisdiction is {name}, and {others} lies outside"
        else:
            reason = f"the jurisdiction is {name}"
        best = max(hints.inside, key=lambda h: h.rank, default=None)
        return Location(
            counties=(scope,),
            precision=Precision.OUTSIDE if hints.outside else _precision(best),
            confidence=_SCOPE_CONFIDENCE,
            reasons=(Reason(scope, best.why if best else reason),),
            reason=reason,
        )

    def _decide(self, text: str, scope: Adcode, hints: Hints) -> Location:
        """Choose among the hints, or refuse."""
        best = _best(hints.inside)
        counties = _agreed(best)
        if len(counties) == 1:
            return self._one(counties[0], best, hints)
        if counties and (_is_list(text, best) or _is_whole(text, best)):
            return self._several(counties, best, hints)
        if counties:
            return self._refuse(scope, counties, hints)
        return self._none(scope, hints)

    def _one(self, county: Adcode, best: tuple[Hint, ...], hints: Hints) -> Location:
        hint = best[0]
        reasons = [Reason(county, h.why) for h in hints.inside if county in h.counties]
        agreeing = [h for h in hints.inside if h.counties == (county,)]
        precision = Precision.OUTSIDE if hints.outside else _finest(agreeing or [hint])
        return Location(
            counties=(county,),
            precision=precision,
            confidence=READINGS[hint.reading].confidence,
            reasons=tuple(reasons),
            candidates=self._candidates(hints.inside, leave_out=(county,)),
            reason=hint.why,
        )

    def _several(
        self, counties: tuple[Adcode, ...], best: tuple[Hint, ...], hints: Hints
    ) -> Location:
        why = {c: h.why for h in reversed(best) for c in h.counties}
        said = "several counties are listed: " if len(best) > 1 else "it reaches into several: "
        return Location(
            counties=counties,
            precision=Precision.OUTSIDE if hints.outside else Precision.COUNTIES,
            confidence=min(_LISTED_CONFIDENCE, *(READINGS[h.reading].confidence for h in best)),
            reasons=tuple(Reason(c, why[c]) for c in counties),
            reason=said + "、".join(h.text for h in best),
        )

    def _refuse(self, scope: Adcode, counties: tuple[Adcode, ...], hints: Hints) -> Location:
        names = " and ".join(self._divisions.full_name(c) for c in counties)
        return Location(
            precision=Precision.CITY if self._divisions.is_prefecture(scope) else None,
            candidates=self._candidates(hints.inside),
            reason=f"refused: {names} are equally likely",
        )

    def _none(self, scope: Adcode, hints: Hints) -> Location:
        name = self._divisions.name(scope)
        if hints.outside:
            others = "、".join(t.text for t in hints.outside)
            reason = f"{others} lies outside {name}"
            return Location(precision=Precision.OUTSIDE, confidence=0.8, reason=reason)
        is_city = self._divisions.is_prefecture(scope)
        reason = f"no county of {name} is named"
        return Location(
            precision=Precision.CITY if is_city else None,
            confidence=0.9 if is_city and hints.scope else 0.5 if is_city else 0.0,
            candidates=self._candidates(hints.inside),
            reason=reason,
        )

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
        return tuple(found.values())


def _best(hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    """Return the hints of the highest rank, in order of the text."""
    top = max((h.rank for h in hints), default=0)
    return tuple(h for h in hints if h.rank == top and top > 0)


def _agreed(hints: tuple[Hint, ...]) -> tuple[Adcode, ...]:
    """Return the counties of hints; an ambiguous one yields to the clear ones it can agree with."""
    clear = {h.counties[0] for h in hints if len(h.counties) == 1}
    counties: dict[Adcode, None] = {}
    for hint in hints:
        shared = clear.intersection(hint.counties)
        counties.update(dict.fromkeys(c for c in hint.counties if not shared or c in shared))
    return tuple(counties)


def _is_list(text: str, hints: tuple[Hint, ...]) -> bool:
    """Tell whether hints stand in one list (邹城市、鱼台县), each clear by itself."""
    joined = all(
        later.start > earlier.end and _LISTED.fullmatch(text, earlier.end, later.start)
        for earlier, later in pairwise(hints)
    )
    return len(hints) > 1 and joined and all(len(h.counties) == 1 for h in hints)


def _is_whole(text: str, hints: tuple[Hint, ...]) -> bool:
    """Tell whether a name is that of work on a whole feature, in all counties it lies in."""
    alone = len(hints) == 1 and hints[0].reading == "feature"
    return alone and _WHOLE.fullmatch(text, hints[0].end) is not None


def _finest(hints: list[Hint]) -> Precision:
    """Return the finest precision any of the agreeing hints gives."""
    if any(h.reading in _FINE for h in hints):
        return Precision.TOWNSHIP
    readings = {h.reading for h in hints}
    return (
        _OF_READING.get(readings.pop(), Precision.COUNTY)
        if len(readings) == 1
        else Precision.COUNTY
    )


def _precision(hint: Hint | None) -> Precision:
    if hint and hint.reading == "feature":
        return Precision.FEATURE
    return Precision.TOWNSHIP if hint and hint.reading in _FINE else Precision.COUNTY

"""Which of a name's hints count: the best, those in one list or line with it, those that agree."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geo.evidence import READINGS
from geo.models import Adcode, Level, Precision
from geo.stems import APART, is_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from geo.evidence import Hint, Hints

__all__ = [
    "Told",
    "agreed",
    "best_of",
    "confidence_of",
    "finest",
    "is_elsewhere",
    "is_whole",
    "open_ends",
    "runs_apart",
    "series",
    "telling",
    "township_of",
]

_SIDE = r"[东西南北]?(?:变电?站?|换流站|开关站|电厂|枢纽|首站|末站|站)?"
_LISTED = re.compile(rf"[县市区旗镇乡]?{_SIDE}[、,，和与及至到经\-—－–~～/ 一]+(?:经)?")
"""一 is what scanned text has for a dash."""
_LONGEST_GAP = 8
_SUREST = 0.999
_LEAST_IN_LIST = 8
_WHOLE = re.compile(
    r"(?:(?:流域|沿岸|湖区|库区|周边|沿线|主?航道|干流|全线|“[^”]{1,8}”)*"
    r"(?:水|大气|环境|生态|综合|系统|湿地|水质|污染|面源|山水林田湖草沙?|一体化|通航|基础设施)*"
    r"(?:治理|修复|整治|保护|清淤|疏浚|提升|恢复|改造|建设|规划|[与和及、])+(?:工程|项目|试点)*)?"
)
"""What makes a project one of a whole lake, river or zone: 南四湖|生态保护和修复工程."""

# What two readings in doubt agree on tells a county, and not surely the hill.
_OF_READING: Mapping[str, Precision] = MappingProxyType(
    {"zone": Precision.ZONE}
    | dict.fromkeys(
        ("feature", "landform", "landform_part", "landform_short", "dam"), Precision.FEATURE
    )
)


def best_of(hints: Sequence[Hint]) -> tuple[Hint, ...]:
    """Return the hints of the highest rank, in order of the text."""
    top = max((h.rank for h in hints), default=0)
    return tuple(h for h in hints if h.rank == top and top > 0)


def agreed(hints: Sequence[Hint]) -> tuple[Adcode, ...]:
    """Return the counties of hints; an ambiguous one yields to the clear ones it can agree with."""
    clear = {h.counties[0] for h in hints if len(h.counties) == 1}
    counties: dict[Adcode, None] = {}
    for hint in hints:
        shared = clear.intersection(hint.counties)
        counties.update(dict.fromkeys(c for c in hint.counties if not shared or c in shared))
    return tuple(counties)


class Told(NamedTuple):
    """The county that is settled, and the hint that settles it."""

    county: Adcode
    hint: Hint


def telling(hints: Sequence[Hint]) -> Told | None:
    """Return the one county the hints settle, or None where that is open.

    The best hints come first. Where they leave several counties, weaker ones may decide between
    them, but never bring in another.
    """
    left: set[Adcode] = set()
    for rank in sorted({h.rank for h in hints if h.rank > 0}, reverse=True):
        level = [h for h in hints if h.rank == rank]
        counties = set(agreed(level))
        left = (left & counties or left) if left else counties
        if len(left) == 1:
            (county,) = left
            named = [h for h in level if county in h.counties]
            return Told(county, min(named, key=_doubt))
    return None


def _doubt(hint: Hint) -> tuple[int, float]:
    """Return what makes one hint on a county worse than another: how many, and how often wrong."""
    return len(hint.counties), -READINGS[hint.reading].confidence


def series(text: str, hints: Sequence[Hint], *, line: bool) -> tuple[Hint, ...]:
    """Return the hints of one list or line (邹城市、鱼台县; 姜堰白米至兴化), each clear by itself.

    Empty where the best hint is in none, or where it contradicts another of the best.

    Parameters
    ----------
    line
        Whether the name is that of a line: its ends may be towns without suffix.
    """
    least = 1 if line else _LEAST_IN_LIST
    listed = [h for h in hints if h.rank >= least and len(h.counties) == 1]
    chains: list[list[Hint]] = []
    for hint in listed:
        if chains and _joined(text, chains[-1][-1], hint, line=line):
            chains[-1].append(hint)
        else:
            chains.append([hint])
    best = {c for h in best_of(hints) for c in h.counties}
    for chain in chains:
        if len({h.counties for h in chain}) > 1 and best <= {c for h in chain for c in h.counties}:
            return tuple(chain)
    return ()


def _joined(text: str, earlier: Hint, later: Hint, *, line: bool) -> bool:
    """Tell whether two hints are neighbours in a list, the two ends of a line, or one place."""
    gap = text[earlier.end : later.start]
    if earlier.counties == later.counties and len(gap) <= 1:
        return True
    if _LISTED.fullmatch(gap):
        return True
    return line and len(gap) <= _LONGEST_GAP and APART.search(gap) is not None


def open_ends(text: str, starts: Sequence[int]) -> tuple[str, ...]:
    """Return the ends of a line that no place name begins in, as they stand.

    Parameters
    ----------
    starts
        Where the place names begin, inside the jurisdiction or not, in any order.
    """
    ordered = sorted(starts)
    cuts = [(m.start(), m.end()) for m in APART.finditer(text)]
    bounds = pairwise([0, *(at for cut in cuts for at in cut), len(text)])
    ends = [pair for number, pair in enumerate(bounds) if number % 2 == 0]
    return tuple(
        text[start:end]
        for start, end in ends
        if end > start and bisect_left(ordered, start) == bisect_left(ordered, end)
    )


def runs_apart(text: str, hints: Hints, divisions: Divisions) -> bool:
    """Tell whether a dash stands between a city and a county of another one: 酒泉-嘉峪关."""
    cities = [(t, p.code) for t in hints.around for p in t.places if p.level is Level.PREFECTURE]
    return any(
        _is_between(text, *sorted([(city.start, city.end), (hint.start, hint.end)]))
        for city, code in cities
        for hint in hints.inside
        if not any(divisions.covers(code, county) for county in hint.counties)
    )


def _is_between(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    return APART.fullmatch(text, first[1], second[0]) is not None


def is_elsewhere(text: str, inside: Sequence[Hint]) -> bool:
    """Tell whether a name that tells a place outside tells none inside, nor is a line's."""
    return not any(h.rank > 0 for h in inside) and not is_line(text)


def is_whole(text: str, hints: Sequence[Hint]) -> bool:
    """Tell whether a name is that of a whole feature or zone, or of work on all of it."""
    alone = len(hints) == 1 and hints[0].reading in _OF_READING and hints[0].spans
    return alone and _WHOLE.fullmatch(text, hints[0].end) is not None


def finest(hints: Sequence[Hint]) -> Precision:
    """Return the finest precision any of the hints gives, all of one county."""
    if any(h.town for h in hints):
        return Precision.TOWNSHIP
    readings = {h.reading for h in hints}
    if len(readings) == 1:
        return _OF_READING.get(readings.pop(), Precision.COUNTY)
    return Precision.COUNTY


def township_of(hints: Sequence[Hint]) -> str:
    """Return the name of the town the best of the hints lies in, "" for none."""
    return next((h.town for h in sorted(hints, key=lambda h: -h.rank) if h.town), "")


def confidence_of(hint: Hint, agreeing: Sequence[Hint]) -> float:
    """Return the chance that a hint is right; another that agrees by itself adds to it."""
    wrong = 1 - READINGS[hint.reading].confidence
    reached = hint.end
    for other in sorted(agreeing, key=lambda h: h.start):
        apart = other.start >= reached or other.end <= hint.start
        if other is not hint and other.rank > 0 and apart:
            wrong *= 1 - READINGS[other.reading].confidence
            reached = max(reached, other.end)
    return min(round(1 - wrong, 3), _SUREST)

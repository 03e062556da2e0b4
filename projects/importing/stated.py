"""The divisions a row states → counties of today: codes and names, through former ones.

A row is refused where what it states is no place or contradicts itself: the office that wrote it
can mend it, and nobody else can. A name that several counties bear stays open for the coordinates.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from geo.errors import GeoError
from geo.models import Adcode, Level, Precision
from projects.script import simplify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.divisions import Division, Divisions
    from geo.geocoder import Geocoder
    from projects.importing.rows import Stated

__all__ = ["Resolved", "StatedPlaces"]

_CODE = re.compile(r"(\d{6})(?:\d{3}|\d{6})?(?:\.0+)?")
_BETWEEN = re.compile(r"[、,;/\n]+|(?<=[县市区旗])[和及与]")
_WHOLE = re.compile(r"全[市域]|各?全?市(?:域|范围)内?|全域范围内?|各(?:县|区|市).*|全市各.*|市域")
_WHOLE_COUNTY = re.compile(r"(?:全[县区旗]|[县区]域)(?:域|范围)?内?")
_CITYS_OWN = re.compile(r"市(?:本级|直|属|级|辖区|区)(?:单位)?|跨(?:县|区|市).*|多(?:县|区).*|本级")
_ZONE = re.compile(
    r".*(?:开发区|高新区|经开区|新区|园区|度假区|示范区|管理区|管委会|试验区|保税区|风景区)"
)
_HEADING = re.compile(  # of GB/T 2260: groups of counties, no divisions
    r".*(?:直辖县级行政区划|直辖行政区划|直辖县级行政单位|省直管|省直辖)|市?(?:辖区|辖县)|县"
)
_OF_PROVINCE = re.compile(r"(.+?市?)(?:市辖区|市辖县|辖区|辖县)")  # 北京市市辖区
_MOST = 1 << 16
_T = TypeVar("_T")


class _NoPlace(ValueError):
    """What is stated is no place; the text says why."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a row's divisions mean.

    `counties` are those stated, `scope` the smallest wider division. `options` are counties of
    which the stated one is one, where the name alone does not tell. `note` tells of a former name.
    `precision` is that of the statement. `fault` is why the row is refused, else "".
    """

    counties: tuple[Adcode, ...] = ()
    scope: Adcode | None = None
    options: tuple[Adcode, ...] = ()
    citywide: bool = False
    precision: Precision = Precision.COUNTY
    note: str = ""
    fault: str = ""


class StatedPlaces:
    """Resolves what rows state; equal statements once.

    `within` is the division the whole table is of, None for all of China.
    """

    def __init__(
        self, divisions: Divisions, geocoder: Geocoder, within: Adcode | None = None
    ) -> None:
        self._divisions, self._geocoder, self._within = divisions, geocoder, within
        self._codes = frozenset(division.adcode for division in divisions)
        self.resolve = lru_cache(maxsize=_MOST)(self._resolve)

    def _resolve(self, stated: Stated) -> Resolved:
        try:
            wide = self._wider(stated)
            found = self._narrow(stated, wide.scope)
            return self._in_zone(found, wide, stated) if wide.options else found
        except _NoPlace as fault:
            return Resolved(fault=str(fault))

    def _narrow(self, stated: Stated, scope: Adcode | None) -> Resolved:
        """Resolve code and county inside the province and city stated."""
        coded = self._coded(stated.adcode, scope) if stated.adcode else Resolved(scope=scope)
        if not stated.county:
            return self._from_scope(coded)
        named = _in_either_script(partial(self._named, scope=coded.scope), stated.county)
        return self._agreed(stated, coded, named)

    def _from_scope(self, coded: Resolved) -> Resolved:
        """Take a city without counties (东莞市) as the county it is."""
        code = coded.scope
        if coded.counties or coded.options or code is None or code == self._within:
            return coded
        return replace(coded, counties=(code,)) if self._divisions.is_county(code) else coded

    def _wider(self, stated: Stated) -> Resolved:
        """Resolve province and city; a zone in the city's place gives its counties as options."""
        scope = self._scope(stated.province, self._within, "province")
        try:
            return Resolved(scope=self._scope(stated.city, scope, "city"))
        except _NoPlace:
            zone = simplify(_plain(stated.city))
            if not _ZONE.fullmatch(zone):
                raise
            return self._zone(zone, scope)

    def _scope(self, name: str, scope: Adcode | None, level: str) -> Adcode | None:
        if not name or _HEADING.fullmatch(simplify(_plain(name))):
            return scope
        return _in_either_script(partial(self._narrowed, scope=scope, level=level), name)

    def _zone(self, name: str, scope: Adcode | None) -> Resolved:
        """Return a zone's counties as options; none where it is in no table here."""
        found = self._geocoder.locate(name, scope)
        if found.precision is not Precision.ZONE or not found.counties:
            return Resolved(scope=scope)
        cities = {self._divisions.get(code).prefecture for code in found.counties}
        city = cities.pop() if len(cities) == 1 else None
        return Resolved(scope=city or scope, options=found.counties)

    def _in_zone(self, found: Resolved, zone: Resolved, stated: Stated) -> Resolved:
        """Hold what is stated against the counties of the zone that stands as its city."""
        said = found.counties or found.options
        both = [code for code in said or zone.options if code in zone.options]
        if not both or (found.counties and len(both) < len(said)):
            hosts, others = (
                "、".join(map(self._divisions.name, codes)) for codes in (zone.options, said)
            )
            message = f'city "{stated.city}" lies in {hosts}, not in {others}'
            raise _NoPlace(message)
        return found if found.counties else self._either(both, found.scope, found.note)

    def _narrowed(self, word: str, *, scope: Adcode | None, level: str) -> Adcode | None:
        """Return the division a province's or city's name means inside `scope`."""
        if heading := _OF_PROVINCE.fullmatch(word):
            word = heading[1]
        codes = self._bearers(word)
        if level == "province":  # also one that is a county of the edition (台湾省)
            codes = tuple(c for c in codes if c == self._divisions.province_of(c))
        inside = self._inside(codes, scope)
        wider = [c for c in codes if scope and self._divisions.covers(c, scope)]
        if not inside and wider:
            return scope  # the table's own city, or a municipality named twice
        if not inside:
            now = (c for change in self._divisions.find_changes(word) for c in change.now)
            inside = self._inside(dict.fromkeys(now), scope)
        if len(inside) == 1:
            return inside[0]
        if not codes and scope and self._is_undivided(scope):
            return scope  # a city of it is in no table here
        where = f" in {self._divisions.name(scope)}" if scope else ""
        if inside:
            message = f'{level} "{word}" is the name of {len(inside)} places{where}'
            raise _NoPlace(message)
        message = f'{level} "{word}" is none of today{where}'
        raise _NoPlace(message)

    def _is_undivided(self, code: Adcode) -> bool:
        """Tell whether a province (台湾省) has no divisions in the edition."""
        return self._divisions.is_county(code) and code == self._divisions.province_of(code)

    def _bearers(self, word: str) -> tuple[Adcode, ...]:
        """Return the divisions of a name, also written with its province's (浙江宁波)."""
        found = self._divisions.bearers(word) or self._resolved(word)
        return tuple(code for code in found if not self._is_new_area(code))

    def _resolved(self, word: str) -> tuple[Adcode, ...]:
        try:
            return (self._divisions.resolve(word),)
        except GeoError:
            return ()

    def _is_new_area(self, code: str) -> bool:
        """Tell whether a code is that of a group of counties in a city (133100 雄安新区)."""
        return self._divisions.get(code).level is Level.ZONE

    def _inside(self, codes: Iterable[Adcode], scope: Adcode | None) -> list[Adcode]:
        return [c for c in codes if scope is None or self._divisions.covers(scope, c)]

    def _coded(self, cell: str, scope: Adcode | None) -> Resolved:
        code = _CODE.fullmatch(cell)
        if code is None:
            message = f'adcode "{cell}" is no six-digit code'
            raise _NoPlace(message)
        group = self._grouped_in(code[1])
        try:
            division = self._divisions.get(group or code[1])
        except GeoError as exc:
            return self._abolished(code[1], scope, exc)
        if scope is None or self._divisions.covers(scope, division.adcode):
            return self._of(division)
        if self._divisions.covers(division.adcode, scope):
            return Resolved(scope=scope)
        said = ("a group of counties in " if group else "") + self._divisions.full_name(
            division.adcode
        )
        message = f"adcode {code[1]} is {said}, not in {self._divisions.full_name(scope)}"
        raise _NoPlace(message)

    def _grouped_in(self, code: str) -> Adcode | None:
        """Return the division whose counties a heading of GB/T 2260 groups; None for other codes.

        500100 is 市辖区 of 重庆市, 429000 what lies directly under 湖北省, 431301 市辖区 of 娄底市.
        """
        known = self._divisions
        if code in self._codes or known.find_changes(code):
            return None
        if code.endswith("00"):
            inside = (c for c in known.counties() if c.startswith(code[:4]))
            return next((known.province_of(c) for c in inside), None)
        city = Adcode(f"{code[:4]}00")
        return city if code.endswith("01") and city in self._codes else None

    def _of(self, division: Division) -> Resolved:
        if self._divisions.is_county(division.adcode):
            return Resolved(counties=(division.adcode,), scope=division.prefecture)
        if self._is_new_area(division.adcode):
            return self._either([*self._divisions.counties(division.adcode)], division.prefecture)
        return Resolved(scope=division.adcode)

    def _abolished(self, code: str, scope: Adcode | None, exc: GeoError) -> Resolved:
        """Follow a former code to the county that holds its area today, or to several."""
        changes = self._divisions.find_changes(code)
        now = [c for change in changes for c in change.now if self._divisions.is_county(c)]
        inside = self._inside(dict.fromkeys(now), scope)
        if not inside:
            message = f"adcode {exc}"
            raise _NoPlace(message) from exc
        note = f"a former code: {code} {changes[0].old_name}"
        return self._either(inside, scope, note)

    def _either(self, codes: list[Adcode], scope: Adcode | None, note: str = "") -> Resolved:
        if len(codes) == 1:
            prefecture = self._divisions.get(codes[0]).prefecture
            return Resolved(counties=(codes[0],), scope=prefecture or scope, note=note)
        return Resolved(scope=scope, options=tuple(codes), note=note)

    def _named(self, word: str, *, scope: Adcode | None) -> Resolved:
        """Resolve a cell of county names: one, a list, or words for the whole city."""
        if whole := self.whole(word, scope):
            return whole
        if _CITYS_OWN.fullmatch(word):
            return Resolved(scope=scope)
        parts = [part.strip() for part in _BETWEEN.split(word) if part.strip()]
        found = [self._county(part, scope) for part in parts]
        if len(found) == 1:
            return found[0]
        if any(one.options for one in found):
            message = f'county "{word}": a name in it is that of several counties; write the codes'
            raise _NoPlace(message)
        counties = tuple(dict.fromkeys(code for one in found for code in one.counties))
        precision = Precision.COUNTIES if len(counties) > 1 else Precision.COUNTY
        note = "; ".join(one.note for one in found if one.note)
        return Resolved(counties=counties, scope=scope, precision=precision, note=note)

    def whole(self, words: str, scope: Adcode | None) -> Resolved | None:
        """Resolve words for all of a city (全市, 市域), None for others.

        In a county's table they mean the county, and so does 全县; elsewhere nobody knows which.
        """
        word = simplify(_plain(words))
        if scope is not None:
            word = word.removeprefix(self._divisions.name(scope)) or word
        is_county = scope is not None and self._divisions.is_county(scope)
        if scope is not None and is_county and (_WHOLE_COUNTY.fullmatch(word) or _is_all(word)):
            return Resolved(counties=(scope,), scope=scope)
        return Resolved(scope=scope, citywide=True) if _is_all(word) else None

    def _county(self, name: str, scope: Adcode | None) -> Resolved:
        inside = self._inside(self._divisions.counties_named(name), scope)
        full = [code for code in inside if self._divisions.name(code) == name]
        if found := full or inside:
            return self._either(found, scope)
        changes = self._divisions.find_changes(name)
        now = [c for change in changes for c in change.now if self._divisions.is_county(c)]
        if inside := self._inside(dict.fromkeys(now), scope):
            return self._either(inside, scope, f"a former name: {name}")
        return self._written_out(name, scope)

    def _written_out(self, name: str, scope: Adcode | None) -> Resolved:
        """Resolve a name with its parents', a wider division, a development zone or a town."""
        code = next((c for c in self._resolved(name) if not self._is_new_area(c)), None)
        if code and self._inside([code], scope):
            return self._of(self._divisions.get(code))
        if code and scope and self._divisions.covers(code, scope):
            return Resolved(scope=scope)  # the city's own name again
        if scope and self._is_undivided(scope) and name.endswith("区"):
            # Its districts are in no table, and others bear their names (大安区 of 自贡).
            return Resolved((scope,), scope, note=f"a place: {name}")
        found = self._geocoder.locate(name, scope)
        if found.counties and found.precision not in {None, Precision.OUTSIDE}:
            note = f"a place: {name}"
            return Resolved(found.counties, scope, precision=found.precision, note=note)
        if _ZONE.fullmatch(name):  # real, and in no table here: its county stays open
            return Resolved(scope=scope, note=f"a zone whose county is not known: {name}")
        where = self._divisions.name(scope) if scope else "China"
        message = f'county "{name}" is none of {where} today'
        raise _NoPlace(message)

    def _agreed(self, stated: Stated, coded: Resolved, named: Resolved) -> Resolved:
        """Put code and name together; where each is a county of its own, they contradict."""
        ours = set(coded.counties or coded.options)
        theirs = set(named.counties or named.options)
        if not ours or not theirs:
            return coded if ours else named
        both = ours & theirs
        if not both:
            said = "、".join(self._divisions.name(code) for code in sorted(ours))
            message = f"adcode {stated.adcode} is {said}, not {stated.county}"
            raise _NoPlace(message)
        if len(theirs) > 1 and not named.options:
            return named  # a list of counties with the code of one
        note = coded.note or named.note
        return replace(self._either(sorted(both), coded.scope), note=note)


def _is_all(word: str) -> bool:
    return _WHOLE.fullmatch(word) is not None


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())


def _in_either_script(resolve: Callable[[str], _T], cell: str) -> _T:
    """Resolve as written, then in simplified script: 乾县 must not become 干县."""
    word = _plain(cell)
    try:
        return resolve(word)
    except _NoPlace:
        if simplify(word) == word:
            raise
        return resolve(simplify(word))

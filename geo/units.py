"""Which county of today each unit of an edition is: codes as files write them, and the crosswalks.

Only the standard library is used.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.models import Adcode, Level
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.divisions import Change, Division, Divisions

__all__ = ["How", "Unit", "county_code", "prefecture_of_code", "read_recoded", "resolve_units"]

_HEADS = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82"
)
_PROVINCES = frozenset(_HEADS.split())
_CHINA = "156"
"""ISO 3166's number of China, which the surveying agencies put before the six digits."""

_TAIWAN = Adcode("710000")
_LENGTHS = (6, 9, 12)
_NUMBER = re.compile(r"(\d+)(?:\.0+)?")


class How(StrEnum):
    """How a unit was matched with one of today."""

    SAME = "same"
    GIVEN = "given"
    RECODED = "recoded"
    CROSSWALK = "crosswalk"
    NAME = "name"
    SEVERAL = "several"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of an edition. `now` is today's code, or its own where no unit of today is it.

    `how` is SEVERAL for a unit whose area several of today share and NEW for one that is in no
    table: both stay units of their own. `note` is one clause for a person.
    """

    code: str
    name: str
    now: str
    how: How
    note: str = ""

    @property
    def is_of_today(self) -> bool:
        """Whether `now` is a county-level unit of today."""
        return self.how not in (How.SEVERAL, How.NEW)


def county_code(value: object) -> str | None:
    """Read a division code as tables hold it and return its first six digits.

    Takes text and numbers (431322, 431322.0, 4.31322e5, "431322001 "), six, nine or twelve digits
    long, and nine that are 156 and six. None for anything else.
    """
    digits = _digits(value)
    if len(digits) not in _LENGTHS:
        return None
    if len(digits) == len(_CHINA) + 6 and digits.startswith(_CHINA):
        digits = digits[len(_CHINA) :]
    return digits[:6] if digits[:2] in _PROVINCES and digits[2:6] != "9999" else None


def _digits(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if math.isfinite(value) and value.is_integer() else ""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    found = _NUMBER.fullmatch(text)
    if found:
        return found[1]
    try:
        number = float(text) if "e" in text.lower() else math.nan
    except ValueError:
        return ""
    return _digits(number)


def read_recoded(path: Path | None = None) -> dict[str, tuple[str, str, str]]:
    """Read editions.csv: code → name, today's code ("" where none is it) and a note.

    Raises
    ------
    DataError
        If the table is missing or has a row that cannot be read.
    """
    path = path or DATA / "boundaries" / "editions.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return {row["code"]: (row["name"], row["now"], row["note"]) for row in rows}
    except (OSError, KeyError, ValueError) as exc:
        message = f"{path}: the crosswalk of editions cannot be read ({exc}). Restore the file."
        raise DataError(message) from exc


def prefecture_of_code(code: str, divisions: Divisions) -> Adcode:
    """Return the prefecture a county's code points to, or the code itself where there is none."""
    if divisions.is_county(code):
        return divisions.prefecture_of(code)
    for group in (f"{code[:4]}00", f"{code[:2]}0000"):
        if divisions.is_prefecture(group):
            return Adcode(group)
    return Adcode(code)


def resolve_units(
    rows: Iterable[tuple[str, str]],
    divisions: Divisions,
    *,
    given: Mapping[str, str] | None = None,
) -> tuple[Unit, ...]:
    """Find for each unit of an edition the county of today it is.

    Parameters
    ----------
    rows
        Six-digit code and full name ("" where the edition has none) of each unit, each code once.
    divisions
        The counties of today and what became of former ones.
    given
        Code in the edition → code of today, as a person says.

    Returns
    -------
    tuple of Unit
        In the order of `rows`.

    Raises
    ------
    DataError
        If `given` names a code that is none of today's, or one that the edition has not.
    """
    listed, told = list(rows), dict(given or {})
    codes = {code for code, _ in listed}
    for code, now in told.items():
        if code not in codes or not divisions.is_county(now):
            where = "the file has" if code not in codes else "today has"
            fault = code if code not in codes else now
            message = f"--unit {code}={now}: {where} no county-level unit {fault}."
            raise DataError(message)
    matcher = _Matcher(divisions, read_recoded(), codes)
    return tuple(
        Unit(code, name, told[code], How.GIVEN) if code in told else matcher.match(code, name)
        for code, name in listed
    )


class _Matcher:
    def __init__(
        self,
        divisions: Divisions,
        recoded: Mapping[str, tuple[str, str, str]],
        codes: Iterable[str],
    ) -> None:
        self._divisions = divisions
        self._recoded = recoded
        self._taken = frozenset(code for code in codes if divisions.is_county(code))
        self._by_name: dict[str, list[Division]] = {}
        for division in divisions:
            if division.level is Level.COUNTY:
                self._by_name.setdefault(division.name, []).append(division)

    def match(self, code: str, name: str) -> Unit:
        if self._divisions.is_county(code):
            return self._same(code, name)
        for way in (self._by_edition, self._by_crosswalk, self._by_todays_name):
            found = way(code, name)
            if found is not None:
                return found
        if code[:2] == _TAIWAN[:2] and self._divisions.is_county(_TAIWAN):
            return Unit(code, name, _TAIWAN, How.RECODED, "one unit in the table of names")
        return Unit(code, name, code, How.NEW)

    def _same(self, code: str, name: str) -> Unit:
        ours = self._divisions.name(code)
        if not name or name in (ours, self._divisions.get(code).short_name):
            return Unit(code, name, code, How.SAME)
        known, _, note = self._recoded.get(code, ("", "", ""))
        told = f"{ours} today; {note}" if name == known else f"{ours} today"
        return Unit(code, name, code, How.SAME, told)

    def _by_edition(self, code: str, name: str) -> Unit | None:
        known, now, note = self._recoded.get(code, ("", "", ""))
        if not known or (name and name != known):
            return None
        if not now:
            return Unit(code, known, code, How.SEVERAL, note)
        return Unit(code, known, now, How.RECODED, note) if self._divisions.is_county(now) else None

    def _by_crosswalk(self, code: str, name: str) -> Unit | None:
        changes = [c for c in self._divisions.changes if self._speaks_of(c, code, name)]
        ends = list(dict.fromkeys(code for change in changes for code in change.now))
        if not ends:
            return None
        change = changes[0]
        when = f"{change.kind} {change.year}" if change.year else change.kind
        if len(ends) == 1:
            return Unit(code, name or change.old_name, ends[0], How.CROSSWALK, when)
        note = f"{when}: {', '.join(ends)} today"
        return Unit(code, name or change.old_name, code, How.SEVERAL, note)

    def _speaks_of(self, change: Change, code: str, name: str) -> bool:
        """Tell whether a change is this unit's: by its code, else by its name in its prefecture."""
        if not all(self._divisions.is_county(now) for now in change.now):
            return False
        if change.old_code == code:
            return not name or name == change.old_name
        if change.old_code or not name or name != change.old_name:
            return False
        groups = {self._divisions.prefecture_of(now) for now in change.now}
        return prefecture_of_code(code, self._divisions) in groups

    def _by_todays_name(self, code: str, name: str) -> Unit | None:
        """Take the only county of this name in its prefecture, unless the edition has that too."""
        group = prefecture_of_code(code, self._divisions)
        found = [
            division.adcode
            for division in self._by_name.get(name, ())
            if group in (division.prefecture, division.province, division.adcode)
        ]
        if len(found) != 1 or found[0] in self._taken:
            return None
        return Unit(code, name, found[0], How.NAME, "by its name")

"""Divisions that are no more: their names and codes, since when, and what took their place."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.models import Adcode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["Change", "Former", "read_changes", "stem_of"]

_LISTED = 6
_SHORTEST = 2
_LAST_WORD = re.compile(r"(特区|地区|盟|市|(?<!自治)县|区)$")


@dataclass(frozen=True, slots=True)
class Change:
    """A division that is no longer what it was (one row of crosswalk.csv).

    `old_code` is None where it had none. `year` is when the change was approved, None for codes
    that merely differ between editions. `kind`: renamed, merged, split, converted, recoded. `now`
    are the adcodes of today that hold its area, several where it was split; `part` those that got
    some of its towns besides.
    """

    old_name: str
    old_code: Adcode | None
    year: int | None
    kind: str
    now: tuple[Adcode, ...]
    source: str
    part: tuple[Adcode, ...] = ()


class Former:
    """The former divisions. `changes`: in the order of their codes."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.changes = tuple(changes)

    def find(self, name_or_code: str) -> tuple[Change, ...]:
        """Return what became of a division by its old full name or code, the latest first."""
        return self._index.get(name_or_code, ())

    def find_spoken(self, name: str) -> tuple[Change, ...]:
        """Return the same for a name without its last word (襄樊), the latest first."""
        return self.find(name) or self._stems.get(name, ())

    def tell_code(self, code: str, named: Callable[[str], str]) -> str:
        """Say in one line what became of a code; `named` gives a code of today its name."""
        for change in self.find(code):
            return _tell(change, f"{code} {change.old_name}", named)
        never = f'"{code}" is no division\'s code in this edition, nor has it been one since 2000.'
        return f"{never} Use a six-digit code like 431322."

    def tell_name(self, name: str, changes: tuple[Change, ...], named: Callable[[str], str]) -> str:
        """Say in one line what became of the divisions that bore a name."""
        ends = {change.now: change for change in reversed(changes)}
        if len(ends) == 1:
            change = next(iter(ends.values()))
            return _tell(change, change.old_name, named)
        told = [f"{_names(c.now, named)} ({_until(c)})" for c in reversed(ends.values())]
        more = " …" if len(told) > _LISTED else ""
        listed = "; ".join(told[:_LISTED]) + more
        return f'"{name}" is an old name of several places, today: {listed}. Give the code.'

    @cached_property
    def _index(self) -> dict[str, tuple[Change, ...]]:
        index: dict[str, list[Change]] = {}
        for change in self._latest_first():
            for key in (change.old_name, change.old_code):
                if key:
                    index.setdefault(key, []).append(change)
        return {key: tuple(found) for key, found in index.items()}

    @cached_property
    def _stems(self) -> dict[str, tuple[Change, ...]]:
        index: dict[str, list[Change]] = {}
        for change in self._latest_first():
            index.setdefault(stem_of(change.old_name), []).append(change)
        return {stem: tuple(found) for stem, found in index.items()}

    def _latest_first(self) -> list[Change]:
        return sorted(self.changes, key=lambda change: -(change.year or 0))


def stem_of(name: str) -> str:
    """Return a former name without its last word: 襄樊市 → 襄樊; 郊区 and 郫县 stay as they are."""
    stem = _LAST_WORD.sub("", name)
    return stem if len(stem) >= _SHORTEST else name


def read_changes(path: Path) -> list[Change]:
    """Read crosswalk.csv.

    Raises
    ------
    OSError, KeyError, ValueError
        If the table is missing or has a row that cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Change(
                old_name=row["old_name"],
                old_code=Adcode(row["old_code"]) if row["old_code"] else None,
                year=int(row["year"]) if row["year"] else None,
                kind=row["kind"],
                now=_codes(row["now"]),
                source=row["source"],
                part=_codes(row["part"]),
            )
            for row in csv.DictReader(file)
        ]


def _codes(text: str) -> tuple[Adcode, ...]:
    return tuple(map(Adcode, text.split(";"))) if text else ()


def _tell(change: Change, who: str, named: Callable[[str], str]) -> str:
    now = _names(change.now, named)
    if change.year is None:
        return f'"{who}" is {now} in this edition. Use that code.'
    if change.kind == "recoded":
        return f'"{who}" has had another code since {change.year}; it is now {now}. Use that code.'
    part = f", parts {_names(change.part, named)}" if change.part else ""
    told = f'"{who}" is not a division since {change.year}; its area is now {now}{part}.'
    return f"{told} Use {'that code' if len(change.now) == 1 else 'one of these codes'}."


def _names(codes: tuple[Adcode, ...], named: Callable[[str], str]) -> str:
    more = " …" if len(codes) > _LISTED else ""
    return ", ".join(f"{named(code)} {code}" for code in codes[:_LISTED]) + more


def _until(change: Change) -> str:
    return f"until {change.year}" if change.year else "in this edition"

"""A filter as the parameters of an address, and back: a link reproduces what is seen.

Only codes, keys and words the reader typed stand in an address, never a project's text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from geo.errors import GeoError
from geo.models import Adcode, Precision
from projects.facets import PERIODS
from projects.kinds import KINDS, MEASURES, SECTORS
from projects.models import Nature, Stage
from projects.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.divisions import Divisions
    from projects.selection import Holdings

__all__ = ["Linked", "from_link", "to_link"]

_T = TypeVar("_T")
_N = TypeVar("_N", int, float)

_HASH = 12  # characters of a document's hash that tell it from all others
_LONGEST = 100  # of what is typed into the search
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_SIZE = re.compile(r"([a-z]+):(\d+(?:\.\d+)?)?-(\d+(?:\.\d+)?)?")
_MORE = "~"
_CHECKED = {True: "yes", False: "no"}


class Linked(NamedTuple):
    """What an address says: the filter, and the parameters' parts that mean nothing here."""

    selection: Selection
    unknown: tuple[str, ...] = ()


def to_link(selection: Selection) -> dict[str, str]:
    """Return the parameters of a filter; what it does not restrict has none."""
    lists: dict[str, Iterable[str]] = {
        "place": selection.places,
        "kind": selection.kinds,
        "sector": selection.sectors,
        "stage": selection.stages,
        "nature": selection.natures,
        "precision": selection.precisions,
        "period": selection.periods,
        "unit": selection.units,
        "doc": (sha256[:_HASH] for sha256 in selection.documents),
    }
    told = {name: _MORE.join(values) for name, values in lists.items()}
    if selection.years:
        told["year"] = "{}-{}".format(*selection.years)
    if selection.size:
        measure, low, high = selection.size
        told["size"] = f"{measure}:{_number(low)}-{_number(high)}"
    if selection.checked is not None:
        told["checked"] = _CHECKED[selection.checked]
    told["q"] = selection.query.strip()
    return {name: value for name, value in told.items() if value}


def from_link(params: Mapping[str, str], holdings: Holdings, divisions: Divisions) -> Linked:
    """Read the parameters of an address; an unknown part restricts nothing and is told."""
    return _Reading(params, holdings, divisions).linked()


class _Reading:
    def __init__(self, params: Mapping[str, str], holdings: Holdings, divisions: Divisions) -> None:
        self._params = params
        self._holdings = holdings
        self._divisions = divisions
        self._unknown: list[str] = []

    def linked(self) -> Linked:
        units: set[object] = set()
        if self._params.get("unit"):
            units |= set(self._holdings.facets(self._divisions).values("units"))
        selection = Selection(
            places=self._each("place", self._place),
            kinds=self._each("kind", lambda key: key if key in KINDS else None),
            sectors=self._each("sector", lambda key: key if key in SECTORS else None),
            stages=self._each("stage", lambda key: Stage(key) if key in [*Stage] else None),
            natures=self._each("nature", lambda key: Nature(key) if key in [*Nature] else None),
            precisions=self._each(
                "precision", lambda key: Precision(key) if key in [*Precision] else None
            ),
            periods=self._each("period", lambda key: key if key in PERIODS else None),
            units=self._each("unit", lambda name: name if name in units else None),
            documents=self._each("doc", self._document),
            years=self._years(),
            size=self._size(),
            checked=self._checked(),
            query=self._params.get("q", "")[:_LONGEST],
        )
        return Linked(selection, tuple(self._unknown))

    def _each(self, name: str, known: Callable[[str], _T | None]) -> tuple[_T, ...]:
        found: list[_T] = []
        for part in filter(None, self._params.get(name, "").split(_MORE)):
            value = known(part)
            if value is None:
                self._unknown.append(part)
            elif value not in found:
                found.append(value)
        return tuple(found)

    def _place(self, code: str) -> Adcode | None:
        try:
            return self._divisions.get(code).adcode
        except GeoError:
            return None

    def _document(self, start: str) -> str | None:
        found = [f.sha256 for f in self._holdings.documents if f.sha256.startswith(start)]
        return found[0] if len(found) == 1 else None

    def _checked(self) -> bool | None:
        told = self._params.get("checked", "")
        if told and told not in _CHECKED.values():
            self._unknown.append(told)
        return {word: value for value, word in _CHECKED.items()}.get(told)

    def _years(self) -> tuple[int, int] | None:
        match = self._matched("year", _YEARS)
        return self._in_order("year", (int(match[1]), int(match[2]))) if match else None

    def _size(self) -> tuple[str, float | None, float | None] | None:
        match = self._matched("size", _SIZE)
        if match and match[1] not in MEASURES.keys() - {"count"}:  # a project states no count
            self._unknown.append(match[1])
            return None
        if not match:
            return None
        low, high = _value(match[2]), _value(match[3])
        if low is not None and high is not None and not self._in_order("size", (low, high)):
            return None
        return match[1], low, high

    def _in_order(self, name: str, bounds: tuple[_N, _N]) -> tuple[_N, _N] | None:
        """Return bounds whose first is not the larger; others are told: nothing lies in them."""
        if bounds[0] <= bounds[1]:
            return bounds
        self._unknown.append(self._params[name])
        return None

    def _matched(self, name: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
        told = self._params.get(name, "")
        match = pattern.fullmatch(told)
        if told and not match:
            self._unknown.append(told)
        return match


def _number(value: float | None) -> str:
    return "" if value is None else format(Decimal(repr(value)).normalize(), "f")


def _value(text: str | None) -> float | None:
    return float(text) if text else None

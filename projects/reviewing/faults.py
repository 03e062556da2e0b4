"""What is wrong with a value a person gives a field: a few words, "" where nothing is.

A value of a wrong sort may also raise AttributeError, KeyError, TypeError or ValueError.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from geo.models import Precision
from projects.kinds import KINDS
from projects.models import Nature, Role, Stage
from projects.reviewing.shapes import geometry_fault as geometry

if TYPE_CHECKING:
    from enum import StrEnum

__all__ = [
    "apart",
    "capacity",
    "citywide",
    "counties",
    "geometry",
    "kind",
    "money",
    "name",
    "nature",
    "optional_text",
    "pairs",
    "precision",
    "shares",
    "stage",
    "texts",
    "within",
    "year",
]

_LONGEST_NAME, _LONGEST_TEXT, _MOST = 200, 4_000, 500
_YEARS = (1900, 2200)
_ADCODE = re.compile(r"[1-9]\d{5}")
_EPSILON = 1e-6
_QUANTITY = ("value", "unit", "role", "qualifier", "low", "high", "as_written")
_MONEY = ("value", "as_written", "qualifier", "low", "high")


def name(value: Any) -> str:  # noqa: ANN401 - here and below: whatever a page sends
    """Want a line of text."""
    if not isinstance(value, str) or not value.strip():
        return "a project needs a name"
    if len(value) > _LONGEST_NAME or not value.isprintable():
        return f"a name is one line of at most {_LONGEST_NAME} characters"
    return ""


def kind(value: Any) -> str:  # noqa: ANN401
    """Want a key of the table of kinds."""
    return "" if value in KINDS else "no such kind; take one of docs/kinds.md"


def stage(value: Any) -> str:  # noqa: ANN401
    """Want a stage."""
    return _one_of(Stage, value)


def nature(value: Any) -> str:  # noqa: ANN401
    """Want a nature."""
    return _one_of(Nature, value)


def precision(value: Any) -> str:  # noqa: ANN401
    """Want a precision or None."""
    return "" if value is None else _one_of(Precision, value)


def year(value: Any) -> str:  # noqa: ANN401
    """Want a year or None."""
    if value is None or (type(value) is int and _YEARS[0] <= value <= _YEARS[1]):
        return ""
    return "a year like 2025, or none"


def citywide(value: Any) -> str:  # noqa: ANN401
    """Want True or False."""
    return "" if isinstance(value, bool) else "true or false"


def counties(value: Any) -> str:  # noqa: ANN401
    """Want county-level adcodes, each once."""
    if not isinstance(value, list) or not all(map(_is_adcode, value)):
        return 'a list of six-digit county codes, like ["431322"]'
    return "each county once" if len(set(value)) != len(value) else ""


def within(value: Any) -> str:  # noqa: ANN401
    """Want an adcode or None."""
    return "" if value is None or _is_adcode(value) else "a six-digit division code, or none"


def shares(value: Any) -> str:  # noqa: ANN401
    """Want parts that add up to 1, or None."""
    if value is None:
        return ""
    is_list = isinstance(value, list) and all(_is_number(part) and part >= 0 for part in value)
    if not is_list or abs(sum(value) - 1) > _EPSILON:
        return "parts of the counties that add up to 1, or none"
    return ""


def optional_text(value: Any) -> str:  # noqa: ANN401
    """Want a text or None."""
    if value is None or (isinstance(value, str) and len(value) <= _LONGEST_TEXT):
        return ""
    return f"a text of at most {_LONGEST_TEXT} characters, or none"


def texts(value: Any) -> str:  # noqa: ANN401
    """Want a list of texts."""
    if not isinstance(value, list) or len(value) > _MOST:
        return "a list of names"
    return next(filter(None, map(name, value)), "")


def pairs(value: Any) -> str:  # noqa: ANN401
    """Want columns with their cells."""
    if value is None:
        return ""
    wanted = isinstance(value, list) and all(
        len(pair) == 2 and not optional_text(pair[0]) and not optional_text(pair[1])  # noqa: PLR2004 - a pair
        for pair in value
    )
    return "" if wanted and len(value) <= _MOST else "a list of pairs of a column and its cell"


def apart(value: Any) -> str:  # noqa: ANN401
    """Want projects by their document, id and name."""
    if not isinstance(value, list) or len(value) > _MOST:
        return "a list of projects"
    for other in value:
        if set(other) != {"document", "id", "name"} or not all(map(_is_text, other.values())):
            return "each by its document, id and name"
    return ""


def capacity(value: Any) -> str:  # noqa: ANN401
    """Want quantities as the contract has them, each with its own words."""
    if not isinstance(value, list) or len(value) > _MOST:
        return "a list of sizes"
    for item in value:
        if set(item) != set(_QUANTITY):
            return f"a size has the keys {', '.join(_QUANTITY)}"
        if not isinstance(item["unit"], str) or not item["unit"]:
            return "a size needs its unit"
        if fault := _one_of(Role, item["role"]) or _amount_fault(item):
            return fault
    return ""


def money(value: Any) -> str:  # noqa: ANN401
    """Want a sum in 万元 as the contract has it, or None."""
    if value is None:
        return ""
    if set(value) != set(_MONEY):
        return f"a sum in 万元 has the keys {', '.join(_MONEY)}"
    return _amount_fault(value)


def _amount_fault(item: dict[str, Any]) -> str:
    numbers = [item[key] for key in ("value", "low", "high") if item[key] is not None]
    if item["value"] is None or not all(_is_number(n) and n >= 0 for n in numbers):
        return "a number that is not negative"
    if (item["low"] is None) != (item["high"] is None):
        return "a range has both its bounds"
    if item["low"] is not None and not item["low"] <= item["high"] == item["value"]:
        return "a range's value is its upper bound"
    if not isinstance(item["as_written"], str) or not item["as_written"].strip():
        return "a number stands as it is written, too"
    return optional_text(item["qualifier"])


def _one_of(words: type[StrEnum], value: object) -> str:
    known = [word.value for word in words]
    return "" if value in known else f"one of {', '.join(known)}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT


def _is_adcode(value: object) -> bool:
    return isinstance(value, str) and _ADCODE.fullmatch(value) is not None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and type(value) is not bool and math.isfinite(value)

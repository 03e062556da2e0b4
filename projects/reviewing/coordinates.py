"""Coordinates as people type them: what the numbers are, and which of two comes first.

Degrees may be decimal or with minutes and seconds (东经113度42分00秒, 113°42′00″), signs and digits
of full width. In China a longitude is never a latitude and an easting never a northing, so that
the order is told from the numbers; what fits neither order is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.grids import Grid, grid_of, is_easting, is_northing, number_of
from projects.errors import RevisionRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Pairs", "Typed", "numbers_typed", "pairs_typed"]

WEST, SOUTH, EAST, NORTH = 70.0, 0.0, 140.0, 56.0  # China with its seas, generously
_SIGNS = str.maketrans(
    {"º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "＇": "'", "″": '"', "”": '"', "“": '"'}
    | {"＂": '"', "〃": '"', "−": "-"}
)
_PART = r"\d{1,2}(?:\.\d+)?"
_END = r"(?![\d.]|\s*[°度])"
_TYPED = re.compile(
    r"(?P<whole>[-+]?\d+(?:\.\d+)?)"
    rf"(?:\s*[°度](?:(?:\s*(?P<minutes>{_PART})\s*(?:'(?!')|分)|(?P<bare>{_PART}){_END})"
    rf"(?:\s*(?P<seconds>{_PART})\s*(?:\"|''|秒)|(?P<rest>{_PART}){_END})?)?)?"
)
_SIXTY = 60.0
_FARTHEST = 3.0  # degrees north: what is less is a point's number rather than a latitude
_METRES = 1_000.0  # a number beyond it is no angle


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as it was typed: its value, and what one of its last digit is worth."""

    value: float
    step: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions as read: `x` longitudes or eastings, `y` latitudes or northings, each (n,).

    `crs` is the system they are in, `is_swapped` whether y was typed before x.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    crs: str
    is_swapped: bool


def numbers_typed(text: str) -> list[Typed]:
    """Read the numbers of a text, angles with minutes and seconds as degrees.

    Raises
    ------
    RevisionRefused
        If minutes or seconds are sixty and more, or stand behind a fraction of a degree.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    return [_typed(found) for found in _TYPED.finditer(plain.translate(_SIGNS))]


def _typed(found: re.Match[str]) -> Typed:
    whole = found["whole"]
    minutes, seconds = found["minutes"] or found["bare"], found["seconds"] or found["rest"]
    if minutes is None:
        return Typed(float(whole), _step(whole))
    parts = [float(part or 0) for part in (minutes, seconds)]
    if "." in whole or max(parts) >= _SIXTY or (seconds and "." in minutes):
        message = f'"{found[0].strip()}" is no angle; write it like 113°42\'00".'
        raise RevisionRefused(message)
    value = abs(float(whole)) + parts[0] / 60 + parts[1] / 3600
    step = _step(seconds) / 3600 if seconds else _step(minutes) / 60
    return Typed(-value if whole.startswith("-") else value, step)


def _step(digits: str) -> float:
    return float(10.0 ** -len(digits.partition(".")[2]))


def pairs_typed(text: str, crs: str) -> Pairs:
    """Read pairs of numbers in a system, in whichever order they come.

    Parameters
    ----------
    text
        "112.1,28.2; 112.3,28.4", "东经113度42分，北纬28度42分", "X=3176000, Y=38470000".
    crs
        A name as `geo.crs.crs_name` gives it. Of a zone, with or without its number alike: the
        eastings themselves tell, and the answer's `crs` says so.

    Raises
    ------
    RevisionRefused
        If they are no pairs, not in China, in both orders, or of another zone.
    """
    numbers = [number.value for number in numbers_typed(text)]
    if not numbers or len(numbers) % 2:
        message = f'"{text}" is no list of coordinates; write pairs like 112.10,28.20; 112.31,28.42'
        raise RevisionRefused(message)
    first, second, chosen = numbers[::2], numbers[1::2], grid_of(crs)
    if chosen is not None:
        _metres_wanted(numbers)
        is_swapped = _is_swapped(first, second, is_easting, is_northing, "no easting and northing")
        x, y = (second, first) if is_swapped else (first, second)
        return Pairs(tuple(x), tuple(y), _zone(x, chosen).crs, is_swapped)
    if crs.startswith("EPSG:") and crs not in {"EPSG:4490", "EPSG:4326"}:
        return Pairs(tuple(first), tuple(second), crs, is_swapped=False)
    _degrees_wanted(numbers)
    wrong = "not in degrees in China or its seas, longitude first"
    is_swapped = _is_swapped(first, second, _is_longitude, _is_latitude, wrong)
    x, y = (second, first) if is_swapped else (first, second)
    return Pairs(tuple(x), tuple(y), crs, is_swapped)


def _is_longitude(number: float) -> bool:
    return WEST <= number <= EAST


def _is_latitude(number: float) -> bool:
    return _FARTHEST <= number <= NORTH


def _is_swapped(
    first: Sequence[float],
    second: Sequence[float],
    is_x: Callable[[float], bool],
    is_y: Callable[[float], bool],
    wrong: str,
) -> bool:
    orders = set()
    for a, b in zip(first, second, strict=True):
        straight, turned = is_x(a) and is_y(b), is_y(a) and is_x(b)
        if straight == turned:
            message = f"{a:.10g}, {b:.10g}: {wrong}."
            raise RevisionRefused(message)
        orders.add(turned)
    if len(orders) > 1:
        message = "the pairs are in both orders; write all of them in one."
        raise RevisionRefused(message)
    return orders.pop()


def _metres_wanted(numbers: Sequence[float]) -> None:
    if all(abs(number) < _METRES for number in numbers):
        message = "these are degrees, and the system chosen is one of metres; choose degrees."
        raise RevisionRefused(message)


def _degrees_wanted(numbers: Sequence[float]) -> None:
    if all(abs(number) > _METRES for number in numbers):
        message = "these are metres, and the system chosen is one of degrees; choose the zone."
        raise RevisionRefused(message)


def _zone(eastings: Sequence[float], chosen: Grid) -> Grid:
    """Take the chosen zone with or without its number, as the eastings have it."""
    told = {number_of(easting) for easting in eastings}
    if len(told) > 1:
        message = "the eastings are of several zones; write those of one."
        raise RevisionRefused(message)
    found = told.pop()
    if found is None:
        return chosen.with_number(numbered=False)
    if (found.width, found.meridian) != (chosen.width, chosen.meridian):
        message = (
            f"the eastings begin with {found.number}, the {found.width}-degree zone at "
            f"{found.meridian}; the one chosen is the {chosen.width}-degree zone at "
            f"{chosen.meridian}."
        )
        raise RevisionRefused(message)
    return found

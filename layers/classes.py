"""Class breaks of a shaded map: few, round, none of them empty, and stated in the legend."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RAMP", "class_breaks", "class_colors", "class_of"]

RAMP = ("#e3edf6", "#c3d9eb", "#98bfdd", "#659fca", "#3b7cb3")
"""Light to dark, one hue, so that it reads in grey and for colour-blind readers alike."""

_WHOLE = 10
_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def class_breaks(values: Iterable[float], *, most: int = len(RAMP)) -> tuple[float, ...]:
    """Choose the classes' upper bounds (inclusive) by quantile, rounded up to round numbers.

    Parameters
    ----------
    values
        What is shaded; nothing and less than nothing is left out.
    most
        How many classes at most.

    Returns
    -------
    tuple of float
        Rising; the last is at least the largest value; every class holds a value. Few different
        values are a class each. Empty if there is nothing to shade.
    """
    rising = sorted(value for value in values if value > 0)
    distinct = sorted(set(rising))
    if len(distinct) <= most:
        return tuple(distinct)
    places = (math.ceil(len(rising) * share / most) - 1 for share in range(1, most + 1))
    bounds = sorted({_round_up(rising[place]) for place in places})
    kept: list[float] = []
    below = 0
    for bound in bounds:
        reached = sum(value <= bound for value in rising)
        if reached > below:
            kept.append(bound)
        below = reached
    return tuple(kept)


def class_of(value: float, breaks: tuple[float, ...]) -> int:
    """Return the class of a value, counted from 0; -1 for nothing."""
    return bisect_left(breaks, value) if value > 0 else -1


def class_colors(classes: int) -> tuple[str, ...]:
    """Spread so many classes over the ramp."""
    if classes == 1:
        return (RAMP[2],)
    return tuple(RAMP[round(i * (len(RAMP) - 1) / (classes - 1))] for i in range(classes))


def _round_up(value: float) -> float:
    """Return the next round number: 1, 1.2, 1.5, 2 … times a power of ten; whole below ten."""
    power = 10.0 ** math.floor(math.log10(value))
    step = next(step for step in _STEPS if step * power >= value * (1 - 1e-9))
    rounded = step * power
    return float(math.ceil(value)) if 1 <= value < _WHOLE else rounded

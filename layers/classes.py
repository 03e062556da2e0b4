"""Class breaks of a shaded map: few, round, none of them empty, and stated in the legend."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["RAMP", "class_breaks", "class_colors", "class_of"]

RAMP = ("#e3edf6", "#c3d9eb", "#98bfdd", "#659fca", "#3b7cb3")
"""Light to dark, one hue, so that it reads in grey and for colour-blind readers alike."""

_MOST_VALUES = 120
_FEW = 3


def class_breaks(values: Iterable[float], *, most: int = len(RAMP)) -> tuple[float, ...]:
    """Choose the classes' upper bounds (inclusive): natural breaks of the logarithms, rounded.

    Sums over counties are skewed, a few large and many small, so the classes are made as even as
    can be within themselves on a logarithmic scale (Fisher 1958, "On Grouping for Maximum
    Homogeneity").

    Parameters
    ----------
    values
        What is shaded; nothing and less than nothing is left out.
    most
        How many classes at most.

    Returns
    -------
    tuple of float
        Rising; the last is the largest value; every class holds a value. Few different values are
        a class each. Empty if there is nothing to shade.
    """
    counted = Counter(value for value in values if value > 0)
    distinct = sorted(counted)
    if len(distinct) <= most:
        return tuple(distinct)
    every = math.ceil(len(distinct) / _MOST_VALUES)
    kept = sorted({*distinct[::every], distinct[-1]})
    ends = _natural([math.log(value) for value in kept], [counted[v] for v in kept], most)
    bounds = [_roundest(kept[end], distinct[bisect_left(distinct, kept[end]) + 1]) for end in ends]
    return (*bounds, distinct[-1])


def class_of(value: float, breaks: tuple[float, ...]) -> int:
    """Return the class of a value, counted from 0; -1 for nothing."""
    return bisect_left(breaks, value) if value > 0 else -1


def class_colors(classes: int) -> tuple[str, ...]:
    """Take so many colours from the ramp, evenly; few classes stay off its ends."""
    first, last = (0, len(RAMP) - 1) if classes > _FEW else (1, len(RAMP) - 2)
    steps = max(classes - 1, 1)
    if classes == 1:
        first = last = len(RAMP) // 2
    return tuple(RAMP[round(first + i * (last - first) / steps)] for i in range(classes))


def _natural(values: Sequence[float], weights: Sequence[int], classes: int) -> list[int]:
    """Return the index of the last value of each class but the last, by dynamic programming."""
    n = len(values)
    weight = [0.0, *accumulate(weights)]
    total = [0.0, *accumulate(w * v for v, w in zip(values, weights, strict=True))]
    square = [0.0, *accumulate(w * v * v for v, w in zip(values, weights, strict=True))]

    def uneven(first: int, end: int) -> float:
        mass, mean = weight[end] - weight[first], total[end] - total[first]
        return square[end] - square[first] - mean * mean / mass

    best = [0.0] + [uneven(0, end) for end in range(1, n + 1)]
    starts: list[list[int]] = []
    for made in range(2, classes + 1):
        step, start = [math.inf] * (n + 1), [0] * (n + 1)
        for end in range(made, n + 1):
            step[end], start[end] = min(
                (best[first] + uneven(first, end), first) for first in range(made - 1, end)
            )
        best = step
        starts.append(start)
    ends, end = [], n
    for start in reversed(starts):
        end = start[end]
        ends.append(end - 1)
    return ends[::-1]


def _roundest(low: float, above: float) -> float:
    """Return the number of fewest digits from `low` up to but not including `above`."""
    for digits in range(17):
        step = 10.0 ** (math.floor(math.log10(low)) - digits)
        if not step:  # too small to be rounded at all
            break
        rounded = round(math.ceil(low / step - 1e-9) * step, 12)
        if low <= rounded < above:
            return rounded
    return low

"""Class breaks of a shaded map: few, round, none of them empty, and stated in the legend."""

from __future__ import annotations

import math
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = [
    "NONE",
    "OTHERS",
    "RAMP",
    "SCHEMES",
    "UNSTATED",
    "class_breaks",
    "class_colors",
    "class_of",
]

RAMP = ("#e3edf6", "#c3d9eb", "#98bfdd", "#659fca", "#3b7cb3")
"""Light to dark, one hue, so that it reads in grey and for colour-blind readers alike."""

NONE = -1
"""In no class: there is no project at all."""
UNSTATED = -2
"""In no class: no project states what is shaded."""
OTHERS = -3
"""In no class: no project is of a stage that sums count."""

_MOST_VALUES = 120
_FEW = 3


def class_breaks(
    values: Iterable[float], *, most: int = len(RAMP), scheme: str = "even"
) -> tuple[float, ...]:
    """Choose the classes' upper bounds (inclusive), rounded where the values leave room.

    Parameters
    ----------
    values
        What is shaded; nothing and less than nothing is left out.
    most
        How many classes at most.
    scheme
        A key of `SCHEMES`.

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
    bounds = []
    for end in SCHEMES[scheme](distinct, counted, most):
        place = bisect_left(distinct, end)
        bounds.append(_roundest(end, distinct[place + 1]))
    return (*bounds, distinct[-1])


def _even(distinct: Sequence[float], counted: Counter[float], most: int) -> list[float]:
    """Take the natural breaks of the logarithms.

    Sums over counties are skewed, a few large and many small, so the classes are made as even as
    can be within themselves on a logarithmic scale (Fisher 1958, "On Grouping for Maximum
    Homogeneity").
    """
    kept = _thinned(distinct)
    ends = _natural([math.log(value) for value in kept], [counted[v] for v in kept], most)
    return [kept[end] for end in ends]


def _quantile(distinct: Sequence[float], counted: Counter[float], most: int) -> list[float]:
    """Take classes of as many values each as can be, equal values staying together."""
    running = list(accumulate(counted[value] for value in distinct))
    wanted = (running[-1] * place / most for place in range(1, most))
    ends = {min(bisect_left(running, share), len(distinct) - 2) for share in wanted}
    return [distinct[end] for end in sorted(ends)]


def _log(distinct: Sequence[float], counted: Counter[float], most: int) -> list[float]:
    """Take classes of equal ratio from the smallest value to the largest; none stays empty."""
    del counted
    low, high = math.log(distinct[0]), math.log(distinct[-1])
    wanted = (low + (high - low) * place / most for place in range(1, most))
    logs = [math.log(value) for value in distinct]
    ends = {bisect_right(logs, bound) - 1 for bound in wanted}
    return [distinct[end] for end in sorted(ends) if 0 <= end < len(distinct) - 1]


def _jenks(distinct: Sequence[float], counted: Counter[float], most: int) -> list[float]:
    """Take the natural breaks of the values themselves, by mapclassify."""
    del counted
    with warnings.catch_warnings():  # it says each time that it would be quicker with numba
        warnings.simplefilter("ignore")
        from mapclassify import FisherJenks

        bins = FisherJenks(_thinned(distinct), k=most).bins
    return [float(bound) for bound in bins[:-1]]


SCHEMES: Mapping[str, Callable[[Sequence[float], Counter[float], int], list[float]]] = (
    MappingProxyType({"even": _even, "quantile": _quantile, "log": _log, "natural": _jenks})
)
"""Ways to choose breaks: each gives the last value of every class but the last, rising."""


def _thinned(distinct: Sequence[float]) -> list[float]:
    every = math.ceil(len(distinct) / _MOST_VALUES)
    return sorted({*distinct[::every], distinct[-1]})


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

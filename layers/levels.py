"""Which level of detail a look at the map gets, so that no update carries too many rows.

From afar prefectures and provinces stand for their counties, nearer by counties for their
projects, then come the projects themselves. The finest level is taken that can be read at the
zoom and whose rows are few enough; what is coarser is a sum over all it stands for, never a part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from layers.atlas import Box, Inside

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from layers.atlas import Atlas

__all__ = ["CHINA", "MOST_ROWS", "Level", "Look", "Window", "choose"]

MOST_ROWS = 800
"""No update carries more: 1,500 took half a second from pan to repaint, 800 a third."""

CHINA = Box(55.0, -12.0, 153.0, 64.0)
"""As far as the map can be moved."""

_PADDINGS = (0.6, 0.4, 0.25, 0.12)
"""Of the view's size on every side; pans inside it ask for nothing."""

_NEAREST = 99.0
_STEP = 0.01
_NONE = np.empty(0, dtype=np.int64)


class Level(StrEnum):
    """What single rows stand for; ALL is everything at once, for a registry that is small."""

    ALL = "all"
    REGION = "region"
    COUNTY = "county"
    SITE = "site"
    PROJECT = "project"


_LEGIBLE: Mapping[Level, float] = {Level.COUNTY: 5.5, Level.SITE: 8.0, Level.PROJECT: 8.0}
"""The zoom from which on a level can be read: a county is then some 15 pixels wide, or 100."""

_FINEST_FIRST = (Level.PROJECT, Level.SITE, Level.COUNTY)


class Look(NamedTuple):
    """What the browser shows: its view's box and zoom."""

    box: Box
    zoom: float


@dataclass(frozen=True, slots=True)
class Window:
    """What a look is answered with: good for every view within `box` with `low` <= zoom < `high`.

    `regions` are rows of the atlas's prefectures: those in the box, and all of them at REGION.
    """

    level: Level
    box: Box
    low: float
    high: float
    inside: Inside
    regions: npt.NDArray[np.int64]

    @property
    def rows(self) -> int:
        """How many rows an update with it carries, the provinces at REGION aside."""
        found = self.inside
        return len(found.counties) + len(found.pins) + len(found.loose) + len(self.regions)


def choose(atlas: Atlas, look: Look, *, most: int = MOST_ROWS) -> Window:
    """Choose the finest level that can be read at this zoom with at most `most` rows."""
    for level in _FINEST_FIRST:
        if look.zoom < _LEGIBLE[level]:
            continue
        for padding in _PADDINGS:
            window = _window(atlas, look, level, padding)
            if window.rows <= most:
                return window
    nothing = Inside(_NONE, _NONE, _NONE)
    drawn = np.unique(atlas.prefectures.of[atlas.asked])
    high = max(_LEGIBLE[Level.COUNTY], look.zoom + _STEP, _thinned(atlas, look, most))
    return Window(Level.REGION, CHINA, 0.0, high, nothing, drawn)


def _window(atlas: Atlas, look: Look, level: Level, padding: float) -> Window:
    box = look.box.padded(padding)
    pins, loose = level in {Level.SITE, Level.PROJECT}, level is Level.PROJECT
    inside = atlas.inside(box, pins=pins, loose=loose)
    regions = np.unique(atlas.prefectures.of[inside.counties])
    return Window(level, box, _LEGIBLE[level], _until(level, look.zoom), inside, regions)


def _thinned(atlas: Atlas, look: Look, most: int) -> float:
    """Estimate the zoom at which the counties in the view are few enough: a zoom quarters it."""
    view = look.box.padded(_PADDINGS[-1])
    met = len(atlas.inside(view, pins=False, loose=False).counties)
    return look.zoom + math.log2(max(met / most, 1.0)) / 2


def _until(level: Level, zoom: float) -> float:
    """Return the zoom from which on a finer level might hold: of a smaller view there is less."""
    if level is Level.PROJECT:
        return _NEAREST
    return max(_LEGIBLE[Level.PROJECT], zoom + _STEP)

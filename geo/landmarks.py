"""Hills and waters that a project is called after: where nothing better settles its county.

A name places where all that bear it in the prefecture lie in one county. A town or village of
another county that bears it too leaves it open, unless something else decides.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from geo.bare import VOCABULARY, stands
from geo.edges import COMMON, Edge, fits
from geo.evidence import Hint
from geo.landforms import Trust
from geo.rivers import towns_outside_rivers
from geo.stems import Stems
from geo.wordedges import is_institution

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.bare import BareNames
    from geo.gazetteer import Gazetteer, Toponym
    from geo.landforms import Landform
    from geo.models import Adcode

__all__ = ["Landmarks"]

_LONG = 3
_WATER_POWER = re.compile("水电|抽水|抽蓄|蓄能|水利|枢纽|航电|水库")
"""What is built at a dam, and called after the reservoir behind it."""
_READINGS: Mapping[str, str] = MappingProxyType(
    {"whole": "landform", "led": "landform_part", "behind": "landform_part"}
)
_WHOLE = "whole"


class _Known(NamedTuple):
    """A prefecture's landforms by name, the characters these begin with, and their lengths."""

    landforms: dict[str, Landform]
    begin: str
    lengths: tuple[int, ...]


class Landmarks:
    """Hills and waters, kept per prefecture."""

    def __init__(self, gazetteer: Gazetteer, bare: BareNames) -> None:
        self._gazetteer = gazetteer
        self._bare = bare
        self._known: dict[Adcode, _Known] = {}

    def hints(
        self,
        text: str,
        toponyms: tuple[Toponym, ...],
        prefecture: Adcode,
        bare: tuple[Hint, ...],
    ) -> tuple[Hint, ...]:
        """Return the bare towns and villages of a text and its landmarks, in order.

        Of two that overlap the longer counts; where both are of one length and tell different
        counties, they are one hint on all of them.

        Parameters
        ----------
        toponyms
            The names that tell something: a landmark may lie across the others.
        bare
            The bare names of towns and villages, in order.
        """
        near = self._bare.near(toponyms, prefecture)
        standing = self._standing(Stems(text, near), prefecture)
        found = [h for h in towns_outside_rivers(text, standing) if not _is_inside(h, bare)]
        known = self._names(prefecture).landforms
        lying = {mark: known[mark.text].counties for mark in found}
        kept = [h for h in bare if not any(_yields(h, m, lying[m]) for m in found)]
        return tuple(sorted((*kept, *found), key=lambda h: h.start))

    def _standing(self, stems: Stems, prefecture: Adcode) -> Iterator[Hint]:
        """Yield the landmarks that stand in a way that counts, the longest at each place."""
        landforms, begin, lengths = self._names(prefecture)
        reached = 0
        for start, longest in stems.stretches():
            if start < reached or stems.text[start] not in begin:
                continue
            for length in lengths:
                name = stems.text[start : start + length]
                landform = landforms.get(name)
                if landform is None or length > longest:
                    continue
                if reading := _reading(stems, start, name, landform):
                    yield self._hint(start, name, landform, reading, prefecture)
                    reached = start + length
                    break

    def _hint(
        self, start: int, name: str, landform: Landform, reading: str, prefecture: Adcode
    ) -> Hint:
        counties = landform.counties
        bearing = self._bare.bearing(name, prefecture)
        if not set(counties) & set(bearing):
            counties = (*counties, *bearing)
        return Hint(start, start + len(name), name, reading, counties)

    def _names(self, prefecture: Adcode) -> _Known:
        if prefecture not in self._known:
            named = self._gazetteer.landforms(prefecture)
            begin = "".join({name[0] for name in named})
            lengths = sorted({len(name) for name in named}, reverse=True)
            self._known[prefecture] = _Known(named, begin, tuple(lengths))
        return self._known[prefecture]


def _reading(stems: Stems, start: int, name: str, landform: Landform) -> str:
    """Return the reading of a landform's name where it stands, or ""."""
    how = stands(stems, start, len(name))
    is_short = len(name) < _LONG
    if how not in _READINGS or (how != _WHOLE and (is_short or landform.dam)):
        return ""
    if not _ends(stems.text, start, start + len(name)) or VOCABULARY.fullmatch(name):
        return ""
    if landform.dam and (name in COMMON or not _WATER_POWER.search(stems.text)):
        return ""
    if landform.trust is not Trust.SURE:
        return "landform_agreed" if landform.trust is Trust.AGREED else "landform_open"
    if landform.dam:
        return "dam"
    return "landform_short" if is_short else _READINGS[how]


def _ends(text: str, start: int, end: int) -> bool:
    """Tell whether a name ends as a place's: no street, village or school is called after it."""
    edged = fits(text, start, end, Edge.SHORT, after_place=False)
    return edged and not is_institution(text, end)


def _is_inside(mark: Hint, bare: tuple[Hint, ...]) -> bool:
    """Tell whether a landmark is part of a town's or village's longer name."""
    size = mark.end - mark.start
    return any(h.start <= mark.start and mark.end <= h.end and h.end - h.start > size for h in bare)


def _yields(hint: Hint, mark: Hint, lying: tuple[Adcode, ...]) -> bool:
    """Tell whether a bare name is but part of a landmark's, or that of a place elsewhere.

    Parameters
    ----------
    lying
        The counties the landmark itself lies in.
    """
    if (hint.start, hint.end) == (mark.start, mark.end):
        return not set(hint.counties) & set(lying)
    return mark.start <= hint.start and hint.end <= mark.end

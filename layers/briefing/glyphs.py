"""The symbol of a kind, as the web map has it: its sector's colour, its shape, its character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from layers.briefing.sheet import PAPER, Sheet, Style
from layers.symbols import SHAPES, SYMBOLS

if TYPE_CHECKING:
    from layers.symbols import Symbol

__all__ = ["GLYPH_MIN", "draw_symbol"]

GLYPH_MIN = 4.2
"""Points: a symbol of a smaller radius bears no character, which nobody could read."""

_ROOM = 1.02  # size of the character, in radii
_SINK = 0.37  # of its size, from the middle down to the baseline
_LOW = {"triangle": -0.2, "triangle_down": 0.18, "shield": 0.08}
"""Where the middle of a shape's body is, in radii above its centre."""


def draw_symbol(
    sheet: Sheet, at: tuple[float, float], radius: float, kind: str, *, counted: bool = True
) -> None:
    """Draw a kind's symbol: filled where its stage is counted, hollow where it is not."""
    symbol: Symbol = SYMBOLS[kind]
    x, y = at
    outline = np.array(SHAPES[symbol.shape]) * radius + (x, y)
    ground, ink = (symbol.color, PAPER) if counted else (PAPER, symbol.color)
    halo = np.array(SHAPES[symbol.shape]) * (radius + 1.1 * sheet.u) + (x, y)
    sheet.polygon(halo, facecolor=PAPER, zorder=8.0)
    width = 0.0 if counted else 0.11 * radius
    sheet.polygon(outline, facecolor=ground, edgecolor=symbol.color, linewidth=width, zorder=8.1)
    if radius >= GLYPH_MIN:
        size = _ROOM * radius
        middle = y + _LOW.get(symbol.shape, 0.0) * radius
        style = Style(size, ink, ha="center", layer=8.2, name="glyph")
        sheet.text(x, middle - _SINK * size, symbol.glyph, style)

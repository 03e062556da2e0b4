"""A brief becomes a figure: one function for each layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.briefing import panel
from layers.briefing.fonts import faces
from layers.briefing.mapping import draw_map
from layers.briefing.page import draw_frame
from layers.briefing.shade import swatches
from layers.briefing.sheet import Box, Sheet
from layers.briefing.sizes import DEFAULT_SIZE, size_named

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from layers.briefing.fonts import Fonts
    from layers.briefing.model import Brief

__all__ = ["draw", "sheet_of"]

_MAP_SHARE = 0.665
_TALL_SHARE = 0.64


def draw(brief: Brief, size: str = DEFAULT_SIZE, *, fonts: Fonts | None = None) -> Figure:
    """Draw a brief's picture.

    Parameters
    ----------
    brief
        What `compose` made.
    size
        A key of `SIZES`.
    fonts
        An office's own faces.

    Raises
    ------
    BriefError
        If there is no such size, or a font cannot be opened.
    BoundariesMissing
        If the county polygons have not been built.
    """
    return sheet_of(brief, size, fonts=fonts).figure


def sheet_of(brief: Brief, size: str = DEFAULT_SIZE, *, fonts: Fonts | None = None) -> Sheet:
    """Draw a brief's picture; the sheet tells the box of every text."""
    sheet = Sheet(size_named(size), faces(fonts))
    body = draw_frame(sheet, brief)
    _one(sheet, brief, body)
    return sheet


def _one(sheet: Sheet, brief: Brief, body: Box) -> None:
    """One map with its column."""
    share = _MAP_SHARE if sheet.width > 1.6 * sheet.height else _TALL_SHARE
    edge = body.x0 + share * body.width
    drawn = draw_map(sheet, Box(body.x0, body.y0, edge, body.y1), brief)
    column = panel.Column(sheet, Box(edge + 18 * sheet.u, body.y0, body.x1, body.y1), body.y1)
    panel.headline(column, brief)
    panel.stages(column, brief)
    panel.shading(column, brief.shade_title, swatches([brief]))
    panel.kinds(column, drawn.cells)
    panel.listed(column, drawn)
    panel.beside(column, brief.beside)

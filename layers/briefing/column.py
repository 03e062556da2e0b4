"""A column of a page, filled downwards, as large as it fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.briefing.sheet import FAINT, GREY, INK, Box, Sheet, Style

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Column", "fitted"]

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)


@dataclass
class Column:
    """A column that is filled downwards; `y` is where the next thing begins."""

    sheet: Sheet
    box: Box
    y: float
    scale: float = 1.0

    @property
    def u(self) -> float:
        """The unit of sizes."""
        return self.sheet.u * self.scale

    @property
    def left(self) -> float:
        """How much height is left."""
        return self.y - self.box.y0

    def heading(self, text: str, note: str = "") -> None:
        """Write a heading with a rule below it."""
        u, size = self.u, 10.8 * self.u
        self.y -= 1.0 * size
        style = Style(size, INK, bold=True, name="heading")
        box = self.sheet.text(self.box.x0, self.y, text, style)
        if note:
            room = self.box.x1 - box.x1 - 6 * u
            said = self.sheet.faces.cut(note, 0.82 * size, room)
            self.sheet.text(self.box.x1, self.y, said, Style(0.82 * size, GREY, ha="right"))
        self.y -= 0.45 * size
        xs = (self.box.x0, self.box.x1)
        self.sheet.line(xs, (self.y, self.y), color=FAINT, linewidth=0.7 * u)
        self.y -= 0.28 * size

    def gap(self, points: float = 9.0) -> None:
        """Leave room."""
        self.y -= points * self.u


def fitted(column: Column, draw: Callable[[Column], None], *, most: float = 1.0) -> None:
    """Draw a column as large as it fits and `most` allows: what would run off goes smaller."""
    sheet, top = column.sheet, column.y
    for column.scale in (scale for scale in _SCALES if scale <= most):
        column.y = top
        sheet.is_dry = True
        draw(column)
        sheet.is_dry = False
        if column.left >= 0:
            break
    column.y = top
    draw(column)

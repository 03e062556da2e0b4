"""What a PDF's page shows, as pdfium tells it: characters with their boxes, and ruled lines.

Coordinates are made those of the page as it is read: x to the right, y downwards, in points,
whichever way the page or its text is turned. Text that stands askew (a watermark) is left out.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage

__all__ = ["Glyph", "Rule", "Sheet", "sheet_of"]

_QUARTER = math.pi / 2
_ASKEW = 0.06  # radians
_THIN = 3.0  # points; a rectangle that is thinner is a line
_SHORT = 6.0  # points; a shorter line parts no cells
_MOST_GLYPHS = 60_000  # a page of plain text has 1,500
_MOST_OBJECTS = 40_000
_DEEPEST = 3  # forms in forms
_LAST, _SURROGATES = 0x10FFFF, (0xD800, 0xDFFF)
_NOT_A_CHARACTER = frozenset({0xFFFE, 0xFFFF})


class Glyph(NamedTuple):
    """A character: its box from `left` to `right`, its baseline at `base`, its height `size`.

    `bad` tells that its font does not say which character it is.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bad: bool


class Rule(NamedTuple):
    """A ruled line: from `start` to `end` along its axis, at `at` across it."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's glyphs in the order of the file, its rules, size, and the share pictures cover.

    `overfull` tells that the page holds more characters or drawings than are looked at.
    """

    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    pictured: float
    overfull: bool = False


class _Turn(NamedTuple):
    """How far a page's text is turned clockwise, in quarters, and the page's width and height."""

    quarters: int
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
        """Return left, top, right, bottom with y downwards."""
        if self.quarters == 3:  # noqa: PLR2004 - text runs upwards
            return bottom, left, top, right
        if self.quarters == 2:  # noqa: PLR2004 - text stands on its head
            return self.width - right, bottom, self.width - left, top
        if self.quarters == 1:  # text runs downwards
            return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom

    def size(self) -> tuple[float, float]:
        odd = self.quarters % 2
        return (self.height, self.width) if odd else (self.width, self.height)


def sheet_of(page: PdfPage) -> Sheet:
    """Return what a page shows."""
    left, bottom, right, top = page.get_mediabox()
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    raw, overfull = _characters(page)
    angles = Counter(_quarters(angle) for *_, angle in raw)
    angles.pop(None, None)
    usual = angles.most_common(1)[0][0] if angles else 0
    turn = _Turn(usual or 0, width, height)
    glyphs = []
    for text, x0, y0, x1, y1, x, y, bad, angle in raw:
        if _quarters(angle) == turn.quarters:
            start, top, end, under = turn.box(x0 - left, y0 - bottom, x1 - left, y1 - bottom)
            base = turn.box(x - left, y - bottom, x - left, y - bottom)[1]
            glyphs.append(Glyph(text, start, end, base, under - top, bad))
    drawn = _Drawn(turn, left, bottom)
    rules = tuple(drawn.rules(page))
    width, height = turn.size()
    overfull = overfull or drawn.overfull
    return Sheet(tuple(glyphs), rules, width, height, drawn.pictured, overfull)


def _quarters(angle: float) -> int | None:
    """Return a text's direction in quarters of a turn, None where it stands askew."""
    turns = angle / _QUARTER
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) * _QUARTER <= _ASKEW else None


def _characters(page: PdfPage) -> tuple[list[tuple[Any, ...]], bool]:
    """Return text, left, bottom, right, top, origin, whether bad, and angle of each character."""
    import pypdfium2.raw as c

    textpage = page.get_textpage()
    handle = textpage.raw
    count = c.FPDFText_CountChars(handle)
    rect = c.FS_RECTF()
    at = ctypes.byref(rect)
    x, y = ctypes.c_double(), ctypes.c_double()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    out: list[tuple[Any, ...]] = []
    for i in range(min(count, _MOST_GLYPHS)):
        code = c.FPDFText_GetUnicode(handle, i)
        if code <= 32 or code == 160 or c.FPDFText_IsGenerated(handle, i) == 1:  # noqa: PLR2004
            continue
        if not c.FPDFText_GetLooseCharBox(handle, i, at):
            continue
        c.FPDFText_GetCharOrigin(handle, i, to_x, to_y)
        bad = code in _NOT_A_CHARACTER or c.FPDFText_HasUnicodeMapError(handle, i) == 1
        angle = c.FPDFText_GetCharAngle(handle, i)
        box = rect.left, rect.bottom, rect.right, rect.top
        out.append((_character(code), *box, x.value, y.value, bad, angle))
    textpage.close()
    return out, count > _MOST_GLYPHS


def _character(code: int) -> str:
    """Return a character; a radical, which some programs write for the sign itself, as the sign."""
    text = chr(code) if code <= _LAST and not _SURROGATES[0] <= code <= _SURROGATES[1] else "\ufffd"
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff":
        return unicodedata.normalize("NFKC", text)
    return text


class _Drawn:
    """Looks through a page's drawings once: for lines, and for how much pictures cover."""

    def __init__(self, turn: _Turn, left: float, bottom: float) -> None:
        self._turn, self._left, self._bottom = turn, left, bottom
        self.pictured = 0.0
        self.overfull = False

    def rules(self, page: PdfPage) -> Iterator[Rule]:
        """Yield the lines that may part cells; a stroked box gives its four sides."""
        import pypdfium2.raw as c

        area = self._turn.width * self._turn.height
        for number, item in enumerate(page.get_objects(max_depth=_DEEPEST)):
            if number > _MOST_OBJECTS:
                self.overfull = True
                return
            if item.type == c.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = item.get_bounds()
                self.pictured += max(0.0, right - left) * max(0.0, top - bottom) / area
            elif item.type == c.FPDF_PAGEOBJ_PATH:
                yield from self._of_path(item)

    def _of_path(self, item: Any) -> Iterator[Rule]:  # noqa: ANN401 - pdfium's own object
        left, bottom, right, top = item.get_bounds()
        box = self._turn.box(
            left - self._left, bottom - self._bottom, right - self._left, top - self._bottom
        )
        x0, y0, x1, y1 = box
        wide, high = x1 - x0, y1 - y0
        if high <= _THIN and wide > _SHORT:
            yield Rule(horizontal=True, at=(y0 + y1) / 2, start=x0, end=x1)
        elif wide <= _THIN and high > _SHORT:
            yield Rule(horizontal=False, at=(x0 + x1) / 2, start=y0, end=y1)
        elif wide > _SHORT and high > _SHORT and _is_stroked(item):
            for at in (y0, y1):
                yield Rule(horizontal=True, at=at, start=x0, end=x1)
            for at in (x0, x1):
                yield Rule(horizontal=False, at=at, start=y0, end=y1)


def _is_stroked(item: Any) -> bool:  # noqa: ANN401 - pdfium's own object
    """Whether a path is one box with its sides drawn; curves and figures are none."""
    import pypdfium2.raw as c

    mode, stroked = ctypes.c_int(), c.FPDF_BOOL()
    c.FPDFPath_GetDrawMode(item.raw, ctypes.byref(mode), ctypes.byref(stroked))
    return bool(stroked.value) and c.FPDFPath_CountSegments(item.raw) in {4, 5}

"""A page to draw on: points from the lower left corner, text in measured boxes.

Every artist is placed in points (1/72 inch), whatever the page and the resolution. Texts are kept
as text in PDF and SVG: a halo is an outline of its own below them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from layers.briefing.fonts import TEXT, Faces

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

    from layers.briefing.sizes import Size
    from layers.briefing.swift import Sorts

    Points = npt.NDArray[np.float64]

__all__ = ["ALERT", "FAINT", "GREY", "INK", "LEADING", "PAPER", "Box", "Sheet", "Style", "Word"]

INK = "#1c2733"
GREY = "#566370"
FAINT = "#c9d0d6"
PAPER = "#ffffff"
ALERT = "#b3261e"
LEADING = 1.32
"""Distance of two lines, in sizes of the type."""

_POINTS = 72
_TEXTS = 10.0  # what lies above what
_FINEST = 64
_WIDE = 960.0  # points: the page that all sizes are given for
_ASCENT, _DESCENT = 0.88, 0.14  # of the ideographs' body about the baseline, in sizes


class Box(NamedTuple):
    """A rectangle in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def shrunk(self, by: float) -> Box:
        """Return the box without a margin on every side."""
        return Box(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes have more than an edge in common."""
        across = self.x0 < other.x1 and other.x0 < self.x1
        return across and self.y0 < other.y1 and other.y0 < self.y1


class Word(NamedTuple):
    """A line of text with its baseline's left end, points of the page; `size` in points."""

    x: float
    y: float
    text: str
    size: float
    color: str
    role: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: `size` in points, `halo` the colour around it or "", `bold` a heavier pen.

    `ha` is left, center or right. `layer` says what lies above what; `name` what kind of text it
    is, for whoever measures the page.
    """

    size: float
    color: str = INK
    ha: str = "left"
    role: str = TEXT
    halo: str = ""
    bold: bool = False
    layer: float = _TEXTS
    name: str = "text"


class Sheet:
    """A page with its figure; `u` is the unit all sizes are multiples of, 1 on a 16:9 screen.

    `boxes` has every text's kind, words and box. While `is_dry` nothing is drawn, only measured.
    `has_appendix` says that the list of projects follows on further pages. With `sorts` the page is
    one of a PDF's list: its texts are written at once, without halos and heavy pens.
    """

    def __init__(self, size: Size, faces: Faces, *, sorts: Sorts | None = None) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.faces = faces
        self.figure: Figure = Figure(
            figsize=(size.width, size.height), dpi=size.dpi, facecolor=PAPER
        )
        FigureCanvasAgg(self.figure)
        self.width, self.height = size.width * _POINTS, size.height * _POINTS
        self.u = self.width / _WIDE
        self.points: Transform = Affine2D().scale(1 / _POINTS) + self.figure.dpi_scale_trans
        self.boxes: list[tuple[str, str, Box]] = []
        self.is_dry = False
        self.has_appendix = False
        self._words: list[Word] | None = None if sorts is None else self._listed(sorts)

    def _listed(self, sorts: Sorts) -> list[Word]:
        """Return a list of texts that is drawn when the page is."""
        from layers.briefing.swift import Words

        artist = Words([], sorts)
        artist.set_transform(self.points)
        artist.set_zorder(_TEXTS)
        self.figure.add_artist(artist)
        return artist.words

    def rest(self, count: int, *, after: bool = True) -> str:
        """Say how many are not named here; where they are, if they are in this file at all."""
        also = "另 " if after else ""
        return f"{also}{count:,} 个{'见附录项目表' if self.has_appendix else '未列名'}"

    def text(self, x: float, y: float, text: str, style: Style) -> Box:
        """Write a line with its baseline at `y`; returns the box it takes."""
        # Fonts move the pen by 64ths of a point: other sizes would drift from their outlines.
        style = replace(style, size=round(style.size * _FINEST) / _FINEST)
        shown = self.faces.shown(text, style.role)
        width = self.faces.width(shown, style.size, style.role)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[style.ha]
        box = Box(left, y - _DESCENT * style.size, left + width, y + _ASCENT * style.size)
        if not shown.strip() or self.is_dry:
            return box
        self.boxes.append((style.name, shown, box))
        if self._words is not None:
            self._words.append(Word(left, y, shown, style.size, style.color, style.role))
            return box
        if style.halo:
            self._outline(left, y, shown, style, (style.halo, 0.24, -0.2))
        if style.bold:
            self._outline(left, y, shown, style, (style.color, 0.045, -0.1))
        self._line(left, y, shown, style, style.layer).set_gid(style.name)
        return box

    def lines(self, x: float, y: float, lines: Sequence[str], style: Style) -> float:
        """Write lines downwards, the first with its top at `y`; returns the bottom of the last."""
        for number, line in enumerate(lines):
            baseline = y - _ASCENT * style.size - number * LEADING * style.size
            self.text(x, baseline, line, style)
        return y - self.lines_height(len(lines), style.size)

    @staticmethod
    def lines_height(count: int, size: float) -> float:
        """Return the height of so many lines."""
        return (count * LEADING - (LEADING - _ASCENT - _DESCENT)) * size if count else 0.0

    def rect(self, box: Box, **look: Any) -> None:  # noqa: ANN401 - a patch's own properties
        """Draw a rectangle."""
        from matplotlib.patches import Rectangle

        if self.is_dry:
            return
        look.setdefault("linewidth", 0.0)
        look.setdefault("zorder", 5.0)
        patch = Rectangle((box.x0, box.y0), box.width, box.height, transform=self.points, **look)
        self.figure.add_artist(patch)

    def line(self, xs: Sequence[float], ys: Sequence[float], **look: Any) -> None:  # noqa: ANN401
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        if self.is_dry:
            return
        look.setdefault("solid_capstyle", "butt")
        look.setdefault("zorder", 6.0)
        self.figure.add_artist(Line2D(xs, ys, transform=self.points, **look))

    def polygon(self, outline: Points | Sequence[tuple[float, float]], **look: Any) -> None:  # noqa: ANN401
        """Draw a closed outline."""
        from matplotlib.patches import Polygon

        if self.is_dry:
            return
        look.setdefault("linewidth", 0.0)
        look.setdefault("zorder", 7.0)
        self.figure.add_artist(Polygon(outline, closed=True, transform=self.points, **look))

    def _outline(
        self, x: float, y: float, text: str, style: Style, pen: tuple[str, float, float]
    ) -> None:
        from matplotlib.patheffects import Stroke

        color, width, below = pen
        artist = self._line(x, y, text, style, style.layer + below)
        artist.set_path_effects(
            [Stroke(linewidth=width * style.size, foreground=color, joinstyle="round")]
        )

    def _line(self, x: float, y: float, text: str, style: Style, layer: float) -> Any:  # noqa: ANN401
        return self.figure.text(
            x,
            y,
            text,
            transform=self.points,
            fontproperties=self.faces.properties(style.role, style.size),
            color=style.color,
            ha="left",
            va="baseline",
            zorder=layer,
            parse_math=False,
        )

"""A deck's tables, charts, pictures and lines put into slides by python-pptx and nothing else.

It is what there is to be had without measuring, cutting, theme, notes or number formats: the peer
of `layers.handouts.slides` in `tools.bench_handouts`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Piece", "bare", "pieces"]

_BLANK = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """One shape: its place on the slide, English metric units, and what is in it."""

    kind: str
    place: tuple[int, int, int, int]
    held: Any


def pieces(deck: bytes) -> list[list[Piece]]:
    """Read what each slide of a deck shows."""
    from pptx import Presentation

    return [
        [piece for shape in slide.shapes if (piece := _piece(shape))]
        for slide in Presentation(io.BytesIO(deck)).slides
    ]


def _piece(shape: Any) -> Piece | None:  # noqa: ANN401 - any shape of a slide
    place = (shape.left, shape.top, shape.width, shape.height)
    if shape.has_table:
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        return Piece("table", place, rows)
    if shape.has_chart:
        plot = shape.chart.plots[0]
        values = [(series.name, list(series.values)) for series in plot.series]
        return Piece("chart", place, (list(plot.categories), values))
    if hasattr(shape, "image"):
        return Piece("picture", place, shape.image.blob)
    return Piece("text", place, shape.text_frame.text) if shape.has_text_frame else None


def bare(slides: Sequence[Sequence[Piece]]) -> bytes:
    """Write the same into a new deck."""
    from pptx import Presentation

    deck = Presentation()
    for shown in slides:
        shapes = deck.slides.add_slide(deck.slide_layouts[_BLANK]).shapes
        for piece in shown:
            _add(shapes, piece)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _add(shapes: Any, piece: Piece) -> None:  # noqa: ANN401 - a slide's shapes
    if piece.kind == "table":
        rows = piece.held
        table = shapes.add_table(len(rows), len(rows[0]), *piece.place).table
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    elif piece.kind == "chart":
        _add_chart(shapes, piece)
    elif piece.kind == "picture":
        shapes.add_picture(io.BytesIO(piece.held), *piece.place)
    else:
        shapes.add_textbox(*piece.place).text_frame.text = piece.held


def _add_chart(shapes: Any, piece: Piece) -> None:  # noqa: ANN401 - a slide's shapes
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories, series = piece.held
    for name, values in series:
        data.add_series(name, values)
    shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *piece.place, data)

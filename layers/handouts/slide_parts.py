"""The parts slides are put together from: texts in measured boxes, native tables and charts.

All lengths are points from the upper left corner of a 16:9 slide. Every text is written through
`words.line`, so that it is one line that XML can hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from layers.briefing.words import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.fonts import Faces

__all__ = [
    "ACCENT", "ALERT", "GREY", "HIGH", "INK", "MARGIN", "WIDE", "Area", "Grid", "Look",
    "add_chart", "add_table", "add_text", "fill_text", "fitted",
]  # fmt: skip

WIDE = 960.0
HIGH = 540.0
MARGIN = 36.0
INK = "1C2733"
GREY = "566370"
ALERT = "8A1C1C"
ACCENT = "1F4E79"
_PALE, _BAND, _RULE = "D9E5F0", "F4F7FA", "D5DCE2"
_LEADING = 1.38  # of the faces offices have, the one with the widest lines needs so much
_SURE = 0.94  # of a line's width: the reader's face may be a little wider than the one measured
_PAD = 3.0  # points of a table cell's margins
_BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own style "No Style, No Grid"
_FORMULA = frozenset("=+-@\t\r")


class Area(NamedTuple):
    """A rectangle: its upper left corner, width and height."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks: size in points, colour, weight, and where it stands in its box."""

    size: float = 12.0
    color: str = INK
    bold: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `widths` of its columns in points, `right` those of numbers, `strong` heavy rows.

    The first row is the head.
    """

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()
    size: float = 12.0

    def heights(self, faces: Faces) -> list[float]:
        """Measure the rows, points: each is as high as its longest cell needs."""
        return [
            max(
                _lines(text, self.size, width - 2 * _PAD, faces)
                for text, width in zip(row, self.widths, strict=True)
            )
            * self.size
            * _LEADING
            + 2 * _PAD
            for row in self.rows
        ]


def _lines(text: str, size: float, width: float, faces: Faces) -> int:
    """Count the lines a text may need: words break otherwise in a line that is a little wider."""
    shown = line(text)
    return max(len(faces.wrapped(shown, size, share * width)) for share in (_SURE, 1.0))


def fitted(text: str, area: Area, faces: Faces, *, most: float, least: float = 8.0) -> float:
    """Return the largest size, points, at which a text fits its box; `least` where none does."""
    size = most
    while size > least:
        if _lines(text, size, area.w, faces) * size * _LEADING <= area.h:
            break
        size -= 0.5
    return size


def add_text(slide: Any, area: Area, texts: Sequence[str], look: Look) -> Any:  # noqa: ANN401 - python-pptx's own
    """Write paragraphs into a box of their own."""
    box = slide.shapes.add_textbox(*_placed(area))
    fill_text(box.text_frame, texts, look)
    return box


def fill_text(frame: Any, texts: Sequence[str], look: Look) -> None:  # noqa: ANN401 - as above
    """Write paragraphs into a frame without margins that wraps and never grows."""
    from pptx.enum.text import MSO_AUTO_SIZE

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _write(paragraph, text, look)


def _write(paragraph: Any, text: str, look: Look) -> None:  # noqa: ANN401 - as above
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = line(text)
    run.font.size, run.font.bold = Pt(look.size), look.bold
    run.font.color.rgb = RGBColor.from_string(look.color)
    run.font._rPr.set("lang", "zh-CN")
    paragraph.alignment = PP_ALIGN.RIGHT if look.align == "right" else PP_ALIGN.LEFT


def add_table(slide: Any, area: Area, grid: Grid, faces: Faces) -> Any:  # noqa: ANN401 - as above
    """Add a native table; its rows are as high as their texts need."""
    from pptx.util import Pt

    heights = grid.heights(faces)
    place = Area(area.x, area.y, sum(grid.widths), sum(heights))
    frame = slide.shapes.add_table(len(grid.rows), len(grid.widths), *_placed(place))
    table = frame.table
    table._tbl.tblPr[0].text = _BARE
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width)
    for number, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
        row.height = Pt(height)
        for place_, cell in enumerate(row.cells):
            _fill_cell(cell, grid, number, place_)
    return frame


def _fill_cell(cell: Any, grid: Grid, row: int, column: int) -> None:  # noqa: ANN401 - as above
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(_PAD)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    is_head = row == 0
    cell.fill.solid()
    color = ACCENT if is_head else _PALE if row in grid.strong else (_BAND, "FFFFFF")[row % 2]
    cell.fill.fore_color.rgb = RGBColor.from_string(color)
    look = Look(
        size=grid.size,
        color="FFFFFF" if is_head else INK,
        bold=is_head or row in grid.strong,
        align="right" if column in grid.right else "left",
    )
    _write(cell.text_frame.paragraphs[0], grid.rows[row][column], look)


def add_chart(
    slide: Any,  # noqa: ANN401 - as above
    area: Area,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    title: str,
) -> Any:  # noqa: ANN401 - as above
    """Add a native chart of bars, the first category on top; what is not known has no bar."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format="#,##0.####")
    data.categories = [_harmless(name) for name in categories]
    for name, values in series:
        data.add_series(_harmless(name), values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *_placed(area), data)
    _dress(frame.chart, title, len(series))
    return frame


def _dress(chart: Any, title: str, series: int) -> None:  # noqa: ANN401 - as above
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    chart.font.size = Pt(11)
    chart.font.color.rgb = RGBColor.from_string(INK)
    chart.has_title = True
    chart.chart_title.include_in_layout = False
    _write(chart.chart_title.text_frame.paragraphs[0], title, Look(13, bold=True))
    chart.has_legend = series > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(_RULE)
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.show_value, plot.data_labels.font.size = True, Pt(11)
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0.####", False
    for one, color in zip(plot.series, _SERIES, strict=False):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = RGBColor.from_string(color)


_SERIES = ("3B7CB3", "B85A00", "1C7C66", "604A24", "8B1A8E", "74938A", "B1900E")
"""Colours of stages set beside one another."""


def _harmless(text: str) -> str:
    """Return a text that the chart's workbook takes for no formula."""
    shown = line(text)
    return f"'{shown}" if shown[:1] in _FORMULA else shown


def _placed(area: Area) -> tuple[int, int, int, int]:
    from pptx.util import Pt

    x, y, w, h = area
    return Pt(x), Pt(y), Pt(w), Pt(h)

"""A briefing as slides: the map as a picture, native tables and charts, notes to speak.

The slides are 16:9. The theme's faces are set for Chinese text too, so that a text that is typed
in later looks like ours. Rows that do not fit go on to further slides; what a list leaves out it
says.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.briefing.words import bounds_line, headline, line
from layers.handouts import slide_rows
from layers.handouts.narrative import notes, sentences
from layers.handouts.slide_parts import (
    ACCENT,
    ALERT,
    GREY,
    HIGH,
    INK,
    MARGIN,
    WIDE,
    Area,
    Grid,
    Look,
    add_chart,
    add_table,
    add_text,
    fill_text,
    fitted,
)
from layers.handouts.typefaces import Typefaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.briefing.fonts import Faces
    from layers.briefing.model import Brief
    from layers.handouts.slide_rows import Bars, Table

__all__ = ["MOST_LISTED", "slides"]

MOST_LISTED = 200
"""Projects in the list: some twelve slides; a longer list is for a spreadsheet."""

_TITLE = Area(MARGIN, 20, WIDE - 2 * MARGIN - 150, 40)
_STAMP = Area(WIDE - MARGIN - 140, 28, 140, 24)
_SUBTITLE = Area(MARGIN, 62, WIDE - 2 * MARGIN, 18)
_BODY = Area(MARGIN, 92, WIDE - 2 * MARGIN, 384)
_SOURCE = Area(MARGIN, 488, WIDE - 2 * MARGIN - 60, 26)
_NOTICE = Area(MARGIN, 516, WIDE - 2 * MARGIN - 60, 14)
_PAGE = Area(WIDE - MARGIN - 50, 516, 50, 14)
_GAP = 24.0
_MAP = Area(MARGIN, 92, 610, 384)
_LABEL = Area(664, 90, 260, 16)
_FIGURE = Area(664, 105, 260, 40)
_NOTE = Area(664, 146, 260, 15)
_SUMS = Area(664, 166, 260, 310)
_CHART_FRAME, _BAR = 80.0, 48.0
_LIST_WIDTHS = (40.0, 268.0, 90.0, 52.0, 150.0, 168.0, 120.0)
_SHARES = {2: (0.7, 0.3), 3: (0.46, 0.16, 0.38)}
_NARROW_SHARES = {2: (0.7, 0.3), 3: (0.42, 0.15, 0.43)}
_LIST_SIZE, _TABLE_SIZE = 10.0, 11.0
_TITLE_ONLY = 5
_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FOURTHS = WIDE / 720  # the template's own slide is 4:3, 720 points wide


def slides(
    brief: Brief, picture: bytes, *, faces: Faces, typefaces: Typefaces | None = None
) -> bytes:
    """Write the slides as a PPTX.

    Parameters
    ----------
    brief
        What is said.
    picture
        The map with its legend, as wide and high as `sizes.MAP`, as PNG.
    faces
        What texts are measured with.
    typefaces
        Names of the faces the slides ask for.
    """
    from pptx import Presentation

    deck = Presentation()
    _make_wide(deck)
    _set_theme(deck, typefaces or Typefaces())
    _tell(deck, brief)
    work = _Deck(deck, brief, faces)
    work.front(picture)
    work.places()
    work.kinds()
    work.projects()
    work.number()
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class _Deck:
    """The slides as they are made, one after another."""

    deck: Any
    brief: Brief
    faces: Faces

    def front(self, data: bytes) -> None:
        """Add the map as a picture, told to who cannot see it, beside the total and its table."""
        brief, faces = self.brief, self.faces
        slide = self._slide("")
        shape = slide.shapes.add_picture(io.BytesIO(data), *_emu(_MAP))
        shape.name = "map"
        shape._element.nvPicPr.cNvPr.set("descr", line(" ".join([brief.title, *sentences(brief)])))
        figure, note = headline(brief)
        add_text(slide, _LABEL, [f"{brief.counted_name}合计"], Look(11, GREY))
        size = fitted(figure, _FIGURE, faces, most=28, least=12)
        add_text(slide, _FIGURE, [figure], Look(size, INK, bold=True))
        size = fitted(note, _NOTE, faces, most=10, least=6)
        add_text(slide, _NOTE, [note], Look(size, GREY))
        table = slide_rows.sums(brief)
        shares = _NARROW_SHARES[len(table.rows[0])]
        widths = tuple(share * _SUMS.w for share in shares)
        right = frozenset({1, 2})
        grid = Grid(table.rows, widths, right, strong=table.strong, size=_LIST_SIZE)
        add_table(slide, _SUMS, grid, faces)

    def places(self) -> None:
        """Add the places as a table and as a chart, where there are several."""
        table, bars = slide_rows.regions(self.brief)
        if len(table.rows) <= 2:  # noqa: PLR2004 - a head and one place: told by the sums already
            return
        first, *rest = self._cut(table)
        self._pair("分地区", first, bars)
        if rest:
            rows = [row for page in rest for row in page.rows[1:]]
            self._pages("分地区 (续)", _table([table.rows[0], *rows]))

    def kinds(self) -> None:
        """Add the kinds as a chart and as a table."""
        table, bars = slide_rows.kinds(self.brief)
        size = _TABLE_SIZE
        pages = list(self._cut(table))
        if len(pages) > 1:  # a few rows more go in smaller type
            size = _LIST_SIZE
            pages = list(self._cut(table, size=size))
        self._pair("分类别", pages[0], bars, size)
        for page in pages[1:]:
            self._pair("分类别 (续)", page, None, size)

    def projects(self) -> None:
        """Add the list of all projects behind the sums with the section each is named in."""
        brief = self.brief
        shown = brief.appendix[:MOST_LISTED]
        rest = len(brief.appendix) - len(shown)
        rows = [slide_rows.list_head(), *slide_rows.listed(shown)]
        pages = list(self._cut(_table(rows), _LIST_WIDTHS, _LIST_SIZE))
        for number, page in enumerate(pages, start=1):
            more = f"; 其余 {rest:,} 个未列, 见数据文件" if rest and number == len(pages) else ""
            title = f"项目清单 ({number}/{len(pages)}{more})"
            grid = Grid(page.rows, _LIST_WIDTHS, frozenset({0}), size=_LIST_SIZE)
            add_table(self._slide(title), _BODY, grid, self.faces)

    def number(self) -> None:
        """Write each slide's number on it, but for the first, which is also its title."""
        count = len(self.deck.slides)
        for number, slide in enumerate(self.deck.slides, start=1):
            if number > 1:
                said = [f"{number}/{count}"]
                add_text(slide, _PAGE, said, Look(9, GREY, align="right"))

    def _pages(self, title: str, table: Table) -> None:
        """Set a long table in two columns a slide, on as many slides as it needs."""
        pages = list(self._cut(table))
        for first in range(0, len(pages), 2):
            slide = self._slide(title)
            for place, page in enumerate(pages[first : first + 2]):
                grid = self._grid(page)
                area = Area(_BODY.x + place * (_half() + _GAP), _BODY.y, _half(), _BODY.h)
                add_table(slide, area, grid, self.faces)

    def _pair(self, title: str, table: Table, bars: Bars | None, size: float = _TABLE_SIZE) -> None:
        """Add a slide with a table at the left and bars at the right."""
        slide, grid = self._slide(title), self._grid(table, size)
        add_table(slide, Area(_BODY.x, _BODY.y, _half(), _BODY.h), grid, self.faces)
        if bars is not None:
            high = _CHART_FRAME + _BAR * len(bars.categories) * len(bars.series)
            area = Area(_BODY.x + _half() + _GAP, _BODY.y, _half(), min(_BODY.h, high))
            add_chart(slide, area, bars.categories, bars.series, title=bars.title)

    def _grid(self, table: Table, size: float = _TABLE_SIZE) -> Grid:
        return Grid(
            table.rows,
            _widths(len(table.rows[0])),
            right=frozenset({1, 2}),
            strong=table.strong,
            size=size,
        )

    def _cut(
        self, table: Table, widths: Sequence[float] = (), size: float = _TABLE_SIZE
    ) -> Iterator[Table]:
        """Cut a table into pieces that each fit below a slide's title, the head on every one."""
        widths = widths or _widths(len(table.rows[0]))
        heights = Grid(table.rows, widths, size=size).heights(self.faces)
        head, now, room = table.rows[0], [table.rows[0]], _BODY.h - heights[0]
        for row, height in zip(table.rows[1:], heights[1:], strict=True):
            if height > room and len(now) > 1:
                yield _table(now)
                now, room = [head], _BODY.h - heights[0]
            now.append(row)
            room -= height
        yield _table(now)

    def _slide(self, what: str) -> Any:  # noqa: ANN401 - python-pptx's own
        """Add a slide with everything that stands around what it shows."""
        brief, faces = self.brief, self.faces
        slide = self._blank(what)
        add_text(slide, _SUBTITLE, [brief.subtitle], Look(12, GREY))
        told = (brief.source_line, brief.status_line, brief.date_line)
        source = "。".join([*told, bounds_line(brief.boundaries.edition)])
        # A reader's face is often wider, and the notices stand right below.
        size = fitted(source, _SOURCE._replace(w=0.9 * _SOURCE.w), faces, most=9, least=5)
        add_text(slide, _SOURCE, [source], Look(size, GREY))
        notice = "；".join(brief.notices)
        size = fitted(notice, _NOTICE, faces, most=9, least=5)
        add_text(slide, _NOTICE, [notice], Look(size, ALERT, bold=True))
        if brief.stamp:
            add_text(slide, _STAMP, [brief.stamp], Look(12, ALERT, bold=True, align="right"))
        return slide

    def _blank(self, what: str) -> Any:  # noqa: ANN401 - as above
        """Add a slide with its title and its notes alone."""
        brief = self.brief
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        shown = " · ".join(part for part in (brief.title, what) if part)
        title = slide.shapes.title
        title.left, title.top, title.width, title.height = _emu(_TITLE)
        size = fitted(shown, _TITLE, self.faces, most=26, least=9)
        fill_text(title.text_frame, [shown], Look(size, ACCENT if what else INK, bold=True))
        spoken = [*sentences(brief), "", "资料来源：", *notes(brief)]
        slide.notes_slide.notes_text_frame.text = "\n".join(map(line, spoken))
        return slide


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    """Make a table without heavy rows."""
    return slide_rows.Table(list(rows))


def _half() -> float:
    return (_BODY.w - _GAP) / 2


def _widths(columns: int) -> tuple[float, ...]:
    """Divide half a slide among a name, a number of projects and, where there is one, a sum."""
    return tuple(share * _half() for share in _SHARES[columns])


def _emu(area: Area) -> tuple[int, int, int, int]:
    from pptx.util import Pt

    return Pt(area.x), Pt(area.y), Pt(area.w), Pt(area.h)


def _make_wide(deck: Any) -> None:  # noqa: ANN401 - as above
    """Make the slides 16:9, and what the template places on 4:3 with them."""
    from pptx.util import Pt

    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    master = deck.slide_master
    for shapes in (master.shapes, *(layout.shapes for layout in master.slide_layouts)):
        for shape in shapes:
            if shape.element.spPr.find(f"{_DRAWING}xfrm") is not None:  # else it follows the master
                left, width = shape.left, shape.width
                shape.left, shape.width = round(left * _FOURTHS), round(width * _FOURTHS)


def _set_theme(deck: Any, typefaces: Typefaces) -> None:  # noqa: ANN401 - as above
    """Name the faces of the theme, for Latin and for East Asian text."""
    from pptx.oxml import parse_xml
    from pptx.oxml.xmlchemy import serialize_for_reading

    part = deck.slide_master.part.part_related_by(_THEME)
    theme = parse_xml(part.blob)
    for use in ("majorFont", "minorFont"):
        for script in ("latin", "ea"):
            font = theme.find(f".//{_DRAWING}{use}/{_DRAWING}{script}")
            font.set("typeface", typefaces.screen)
    part._blob = serialize_for_reading(theme).encode("utf-8")


def _tell(deck: Any, brief: Brief) -> None:  # noqa: ANN401 - as above
    properties = deck.core_properties
    properties.title, properties.subject = line(brief.title), line(brief.subtitle)
    properties.author, properties.language = "落图 Luotu", "zh-CN"
    properties.comments = line("; ".join([*brief.notices, brief.stamp]))

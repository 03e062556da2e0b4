"""The pages behind a picture: every project of its total with where the plan names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from layers.briefing.fonts import faces
from layers.briefing.page import draw_frame
from layers.briefing.sheet import FAINT, GREY, INK, LEADING, Box, Sheet, Style
from layers.briefing.sizes import size_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.briefing.fonts import Fonts
    from layers.briefing.model import Brief, Entry

__all__ = ["MOST_LISTED", "draw_appendix"]

MOST_LISTED = 2000
"""Rows that pages are drawn for; a longer list is a spreadsheet's business, and says so."""

_SIZE = 8.6
_PAD = 2.6
_COLUMNS = (
    ("序号", 0.042),
    ("项目", 0.3),
    ("类别", 0.085),
    ("阶段", 0.05),
    ("位置", 0.165),
    ("规模", 0.17),
    ("计入合计", 0.06),
    ("章节", 0.078),
    ("文件", 0.05),
)
_WIDTHS = tuple(width for _, width in _COLUMNS)


class _Row(NamedTuple):
    cells: tuple[list[str], ...]
    height: float
    counted: bool


def draw_appendix(brief: Brief, size: str, *, fonts: Fonts | None = None) -> Iterator[Sheet]:
    """Draw the list page by page, the documents at its end; for a PDF alone."""
    from layers.briefing.swift import Sorts

    made, opened = size_named(size), faces(fonts)
    sorts = Sorts(opened)
    sheet = Sheet(made, opened)
    probe = draw_frame(sheet, brief)
    pages = _paginated(sheet, brief, probe)
    for number, rows in enumerate(pages, start=1):
        sheet = Sheet(made, opened, sorts=sorts)
        body = draw_frame(sheet, brief, page=f"附录第 {number}/{len(pages)} 页")
        y = _heading(sheet, body, brief)
        for row in rows:
            y = _draw_row(sheet, body, y, row)
        if number == len(pages):
            _sources(sheet, body, y, brief)
        yield sheet


def _paginated(sheet: Sheet, brief: Brief, body: Box) -> list[list[_Row]]:
    room = body.height - _top(sheet)
    pages: list[list[_Row]] = [[]]
    left = room
    for entry in brief.appendix[:MOST_LISTED]:
        row = _row(sheet, body, entry)
        if row.height > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= row.height
    if left < _sources_height(sheet, body, brief):
        pages.append([])
    return pages


def _top(sheet: Sheet) -> float:
    return 3.9 * _SIZE * sheet.u


def _row(sheet: Sheet, body: Box, entry: Entry) -> _Row:
    texts = (
        str(entry.number),
        entry.name,
        entry.kind_name,
        entry.stage_name,
        entry.where,
        entry.size or "未写明",
        "是" if entry.counted else "否",
        entry.section or "–",
        str(entry.source) if entry.source else "–",
    )
    size, pad = _SIZE * sheet.u, _PAD * sheet.u
    cells = tuple(
        sheet.faces.wrapped(text, size, width * body.width - 2 * pad)
        for text, width in zip(texts, _WIDTHS, strict=True)
    )
    return _Row(cells, max(map(len, cells)) * LEADING * size + 2 * pad, entry.counted)


def _heading(sheet: Sheet, body: Box, brief: Brief) -> float:
    size = _SIZE * sheet.u
    total = len(brief.appendix)
    said = f"附录: 项目表 (共 {total:,} 个; {brief.counted_name}计入合计: {brief.total.said})"
    if total > MOST_LISTED:
        said += f"; 此处列前 {MOST_LISTED:,} 个, 全部见项目表文件"
    y = body.y1 - 1.15 * size
    sheet.text(body.x0, y, said, Style(1.15 * size, INK, bold=True, name="appendix"))
    y -= 1.75 * size
    x = body.x0
    sheet.rect(Box(body.x0, y - 0.55 * size, body.x1, y + 1.2 * size), facecolor="#e8edf1")
    for title, width in _COLUMNS:
        sheet.text(x + _PAD * sheet.u, y, title, Style(size, INK, bold=True, name="appendix"))
        x += width * body.width
    return body.y1 - _top(sheet)


def _draw_row(sheet: Sheet, body: Box, y: float, row: _Row) -> float:
    size, pad = _SIZE * sheet.u, _PAD * sheet.u
    x = body.x0
    style = Style(size, INK if row.counted else GREY, name="appendix")
    for lines, width in zip(row.cells, _WIDTHS, strict=True):
        sheet.lines(x + pad, y - pad, lines, style)
        x += width * body.width
    y -= row.height
    sheet.line((body.x0, body.x1), (y, y), color=FAINT, linewidth=0.5 * sheet.u)
    return y


def _source_lines(sheet: Sheet, body: Box, brief: Brief) -> Sequence[str]:
    size = _SIZE * sheet.u
    told = [f"文件 {n}: {source.line}" for n, source in enumerate(brief.sources, start=1)]
    return [line for text in told for line in sheet.faces.wrapped(text, size, body.width)]


def _sources_height(sheet: Sheet, body: Box, brief: Brief) -> float:
    count = len(_source_lines(sheet, body, brief))
    return sheet.lines_height(count, _SIZE * sheet.u) + 8 * sheet.u


def _sources(sheet: Sheet, body: Box, y: float, brief: Brief) -> None:
    size = _SIZE * sheet.u
    lines = _source_lines(sheet, body, brief)
    sheet.lines(body.x0, y - 6 * sheet.u, lines, Style(size, GREY, name="appendix"))

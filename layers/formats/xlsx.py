"""The workbook: sheets to read, filter and print on A3, that open alike in every office program."""

from __future__ import annotations

import contextlib
import math
import re
import zipfile
from typing import TYPE_CHECKING, Any

from layers.edition import edition_in_files
from layers.errors import ExportError
from layers.formats.archive import put
from layers.formats.sheets import NO_NUMBER, pages
from layers.formats.telling import TITLE, one_line
from layers.notices import CHECKED, NOTICES
from layers.profiles import PROFILES
from layers.rows import printable
from layers.workbook import FORMULA, LONGEST, wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from layers.content import Content
    from layers.formats.sheets import Page
    from layers.workbook import Cell

__all__ = ["write_xlsx"]

_WIDEST, _NARROWEST = 26, 7
_LINE, _AROUND, _MOST_LINES = 13.0, 4.0, 12
"""Points that a line takes, and the space around lines; more than twelve are not shown whole."""
_LOOKED_AT = 300
"""Rows, and characters of a cell, that tell how wide a column is."""
_MOST_PLACES = 6
_WHOLE = 12
"""Places of a heading with a unit that stays on one line: 长度 (公里)."""
_A3 = 8
_FILTERED = "筛选后合计 (所见各行相加)"
_HEAD_FILL, _TOTAL_FILL = "DCE6F1", "F2F2F2"
_FONT = "宋体"


def write_xlsx(content: Content, path: Path, _crs: str) -> None:
    """Write the workbook and read back every cell.

    Raises
    ------
    ExportError
        If a cell is not what was written.
    """
    from lxml.etree import LxmlError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _describe(book, content)
    told = _short_facts(content)
    sheets = pages(content)
    try:
        for page in sheets:
            _Writer(book, page).write(told)
        _save(book, path, content.made_on)
    except LxmlError as exc:  # openpyxl writes sheets through lxml, which has its own full disk
        _give_up(book)
        message = f"the sheets cannot be written: {exc}"
        raise ExportError(message) from exc
    _check(sheets, path, told)


def _give_up(book: Any) -> None:  # noqa: ANN401
    """Close what is half-written, so that nothing speaks up when it is collected later."""
    from lxml.etree import LxmlError

    for sheet in book.worksheets:
        with contextlib.suppress(LxmlError, StopIteration):
            if not sheet.closed:
                sheet.close()


def _lines(page: Page, told: Sequence[str]) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet as they stand: title, facts, totals, headings, then the rows."""
    yield [page.title]
    for line in told:
        yield [line]
    yield from map(list, page.totals)
    if page.summable:
        yield _filtered(page, _head_row(page, told))
    yield list(page.headings)
    yield from map(list, page.rows)


def _filtered(page: Page, head: int) -> list[Cell]:
    """Sum what a filter leaves, by a formula of ours."""
    from openpyxl.utils import get_column_letter

    first = head + 1
    line: list[Cell] = [None] * len(page.headings)
    line[1] = _FILTERED
    for place in page.summable:
        letter = get_column_letter(place + 1)
        line[place] = f"=SUBTOTAL(109,{letter}{first}:{letter}1048576)"
    return line


def _head_row(page: Page, told: Sequence[str]) -> int:
    """Return the number of the row of headings, from 1."""
    return 1 + len(told) + len(page.totals) + bool(page.summable) + 1


def _short_facts(content: Content) -> list[str]:
    """Say in lines that fit a page what the sheet 来源 says in full."""
    edition = edition_in_files(content.boundaries.edition)
    checked = f"{CHECKED} {content.checked}/{len(content.holdings.shown)}"
    return [
        f"筛选: {content.selection()}",
        f"制作日期: {content.made_on}; 县级边界: {edition}; {checked}",
        f"注意: {'; '.join(NOTICES[:2])}; {PROFILES[content.profile]}",
    ]


class _Writer:
    """One sheet, written row by row, so that a long one is never held whole."""

    def __init__(self, book: Any, page: Page) -> None:  # noqa: ANN401 -- openpyxl has no types
        self._page = page
        self._sheet = book.create_sheet(page.name)
        self._styles = _styles()
        self._told = self._head = 0
        self._known: dict[tuple[str, str, bool, bool], Any] = {}
        self._widths: list[float] = []

    def write(self, told: Sequence[str]) -> None:
        head = self._head = _head_row(self._page, told)
        self._told = len(told)
        rows = _lines(self._page, told)
        known: list[list[Cell]] = []
        for row in rows:
            known.append(row)
            if len(known) >= head + _LOOKED_AT:
                break
        self._set_up(head, known[head - 1 :])
        count = 0
        for number, row in _numbered(known, rows):
            count = number
            if number >= head:
                self._sheet.row_dimensions[number].height = self._height(row)
            self._sheet.append([self._cell(cell, number) for cell in row])
        from openpyxl.utils import get_column_letter

        last = get_column_letter(len(self._page.headings))
        self._sheet.auto_filter.ref = f"A{head}:{last}{max(count, head)}"
        self._sheet.close()

    def _set_up(self, head: int, sample: list[list[Cell]]) -> None:
        from openpyxl.utils import get_column_letter

        sheet = self._sheet
        self._widths = _widths(sample, self._page)
        frozen = "B" if len(self._page.headings) <= _NARROWEST else "C"
        sheet.freeze_panes = f"{frozen}{head + 1}"
        for number, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A3
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.page_margins = _margins()
        sheet.sheet_properties.pageSetUpPr = _fit_to_page()
        sheet.print_title_rows = f"{head}:{head}"
        sheet.oddHeader.center.text = NOTICES[0]
        sheet.oddFooter.center.text = "第 &P 页, 共 &N 页"

    def _height(self, row: list[Cell]) -> float:
        """Return a height that shows wrapped text, for programs that do not work it out."""
        wrapped = (
            sum(math.ceil(max(wide(part), 1) / (width - 1)) for part in cell.splitlines() or [""])
            for cell, width in zip(row, self._widths, strict=True)
            if isinstance(cell, str)
        )
        return _LINE * min(max(wrapped, default=1), _MOST_LINES) + _AROUND

    def _cell(self, value: Cell, number: int) -> Any:  # noqa: ANN401
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        is_text = isinstance(value, str)
        cell.value = _held(value) if isinstance(value, str) else value
        is_ours = is_text and number == self._head - 1 and bool(self._page.summable)
        if is_text and not is_ours:
            cell.data_type = "s"
        # Working out a style takes longer than all else of a cell, and there are but few.
        like = (
            self._part(number),
            "General" if isinstance(value, str) else _format(value),
            isinstance(value, str) and value.startswith(FORMULA) and not is_ours,
            is_text and value not in NO_NUMBER,
        )
        if like not in self._known:
            self._dress(cell, *like)
            self._known[like] = cell._style
        cell._style = self._known[like]
        return cell

    def _part(self, number: int) -> str:
        """Say what a row is: title, facts, totals, headings or one of the rows."""
        if number == 1:
            return "title"
        if number <= 1 + self._told:
            return "facts"
        if number < self._head:
            return "totals"
        return "headings" if number == self._head else "row"

    def _dress(self, cell: Any, part: str, shown: str, quoted: Any, words: Any) -> None:  # noqa: ANN401 -- what a style depends on
        styles = self._styles
        cell.number_format, cell.quotePrefix = shown, quoted
        cell.font = styles[{"title": "title", "facts": "plain", "row": "plain"}.get(part, "bold")]
        if part in {"title", "facts"}:
            return
        cell.border = styles["border"]
        if part == "row":
            cell.alignment = styles["text" if words else "right"]
        else:
            cell.fill = styles[part]
        if part == "headings":
            cell.alignment = styles["centre"]


def _held(text: str) -> str:
    """Return a text as a cell can hold it."""
    text = printable(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _numbered(
    known: list[list[Cell]], rest: Iterator[list[Cell]]
) -> Iterator[tuple[int, list[Cell]]]:
    yield from enumerate(known, start=1)
    yield from enumerate(rest, start=len(known) + 1)


def _format(value: float | None) -> str:
    """Show a number with the digits it has and no more."""
    if value is None or isinstance(value, int):
        return "General"
    places = len(f"{value:.{_MOST_PLACES}f}".rstrip("0").partition(".")[2])
    return "#,##0" + (f".{'0' * places}" if places else "")


def _widths(sample: Sequence[Sequence[Cell]], page: Page) -> list[float]:
    """Choose widths that let a sheet of thirty columns be read on A3; what is longer wraps."""
    widths = []
    for place, (heading, *cells) in enumerate(zip(*sample, strict=True)):
        widest = max((wide(line) for cell in cells for line in _text(cell).split("\n")), default=0)
        needed = max(widest + 2, _heading_width(_text(heading)))
        widths.append(min(max(needed, _NARROWEST), page.widest.get(place, _WIDEST)))
    return widths


def _heading_width(heading: str) -> float:
    """Return the width that keeps a short heading whole, and breaks others before their unit."""
    if " (" not in heading:
        return wide(heading) / 2 + 3
    if wide(heading) <= _WHOLE:
        return wide(heading) + 2
    return max(map(wide, heading.split(" (", 1))) + 2


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)[:_LOOKED_AT]


def _styles() -> dict[str, Any]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color="BFBFBF")
    return {
        "plain": Font(name=_FONT, size=10),
        "bold": Font(name=_FONT, size=10, bold=True),
        "title": Font(name=_FONT, size=16, bold=True),
        "headings": PatternFill("solid", fgColor=_HEAD_FILL),
        "totals": PatternFill("solid", fgColor=_TOTAL_FILL),
        "border": Border(left=side, right=side, top=side, bottom=side),
        "centre": Alignment(horizontal="center", vertical="center", wrap_text=True),
        "text": Alignment(vertical="center", wrap_text=True),
        "right": Alignment(horizontal="right", vertical="center"),
    }


def _margins() -> Any:  # noqa: ANN401
    from openpyxl.worksheet.page import PageMargins

    return PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)


def _fit_to_page() -> Any:  # noqa: ANN401
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _describe(book: Any, content: Content) -> None:  # noqa: ANN401
    book.properties.title = TITLE
    book.properties.creator = "Luotu 落图"
    book.properties.description = one_line(content)


def _save(book: Any, path: Path, made_on: date) -> None:  # noqa: ANN401
    """Save with the date of the export in place of the clock's, so that equal exports are equal."""
    from openpyxl.writer.excel import ExcelWriter

    class Dated(zipfile.ZipFile):
        def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **_options: Any) -> None:  # noqa: ANN401
            name = zinfo_or_arcname
            if isinstance(name, zipfile.ZipInfo):
                super().writestr(name, data)
                return
            content = data.encode() if isinstance(data, str) else bytes(data)
            if name == "docProps/core.xml":
                day = f"{made_on.isoformat()}T00:00:00Z".encode()
                content = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z", day, content)
            put(self, name, content, made_on)

        def write(self, filename: Any, arcname: Any = None, *_: Any, **_options: Any) -> None:  # noqa: ANN401
            from pathlib import Path

            put(self, arcname, Path(filename), made_on)

    with Dated(path, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def _check(sheets: list[Page], path: Path, told: Sequence[str]) -> None:
    from itertools import zip_longest

    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        for page in sheets:
            read = book[page.name].iter_rows(values_only=True)
            for number, (expected, found) in enumerate(zip_longest(_lines(page, told), read), 1):
                if not _same(expected, found):
                    message = f"the file read back differs in sheet {page.name}, row {number}"
                    raise ExportError(message)
    finally:
        book.close()


def _same(expected: list[Cell] | None, found: Sequence[Any] | None) -> bool:
    if expected is None or found is None:
        return False
    written = [_held(cell) if isinstance(cell, str) else cell for cell in expected]
    read = list(found[: len(written)])
    rest = [cell for cell in found[len(written) :] if cell is not None]
    return not rest and read == [None if cell == "" else cell for cell in written]

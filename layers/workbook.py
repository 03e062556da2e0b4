"""Tables for spreadsheet programs: CSV, and XLSX with its title and a head that stays in view.

Text stays text: what begins like a formula is never one.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.rows import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["FORMULA", "LONGEST", "Cell", "Sheet", "csv_bytes", "neutral", "wide", "xlsx_bytes"]

Cell = str | int | float | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell must not begin with: some programs take the wide signs for the narrow ones."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""

_WIDEST, _NARROWEST = 48, 8
_LOOKED_AT = 200  # rows that tell how wide a column is
_HEAD_ROWS = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `title` says what it shows and as of when; `rows` have a cell for each heading.

    `notes` stand below the rows, in the second column; the first `bold` rows stand out; `total` is
    the cell ("C3") that other sheets may call 合计, "" for none.
    """

    name: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    bold: int = 0
    total: str = ""


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, notes: Sequence[str] = ()
) -> bytes:
    """Write a CSV that spreadsheet programs open as UTF-8, with no cell run as a formula.

    `notes` stand below the rows, in the second column.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(neutral, headings))
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    writer.writerows(("", neutral(note)) for note in notes)
    return out.getvalue().encode("utf-8-sig", errors="replace")


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Write a workbook of one sheet: the title, the headings, then the rows below them."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import absolute_coordinate, get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    book = Workbook(write_only=True)
    page: Any = book.create_sheet(sheet.name)
    page.freeze_panes = f"A{_HEAD_ROWS + 1}"
    for number, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width

    def text(value: str, font: Font | None = None) -> object:
        """Make a cell that is text whatever it begins with, also when it is edited."""
        cell = WriteOnlyCell(page, value="")
        cell.value = printable(value)[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
        if font is not None:
            cell.font = font
        return cell

    def number_or_text(value: Cell, font: Font | None) -> object:
        if isinstance(value, str):
            return text(value, font)
        if font is None or value is None:
            return value
        cell = WriteOnlyCell(page, value=value)
        cell.font = font
        return cell

    bold = Font(bold=True)
    page.append([text(sheet.title, bold)])
    page.append([text(heading, bold) for heading in sheet.headings])
    for number, row in enumerate(sheet.rows):
        font = bold if number < sheet.bold else None
        page.append([number_or_text(cell, font) for cell in row])
    for note in ("", *sheet.notes) if sheet.notes else ():
        page.append([None, text(note)])
    if sheet.total:
        cell = f"'{sheet.name}'!{absolute_coordinate(sheet.total)}"
        book.defined_names["合计"] = DefinedName("合计", attr_text=cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def neutral(cell: Cell) -> Cell:
    """Put a quotation mark before what a spreadsheet would run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _widths(sheet: Sheet) -> list[float]:
    """Return widths that show most cells whole; a Chinese character takes two places."""
    widths = []
    for number, heading in enumerate(sheet.headings):
        cells = (str(row[number] or "") for row in sheet.rows[:_LOOKED_AT])
        widest = max(map(wide, (heading, *cells)))
        widths.append(min(max(widest + 2, _NARROWEST), _WIDEST))
    return widths


def wide(text: str) -> float:
    """Tell how many places a text takes; a Chinese character takes two."""
    return sum(1 if character.isascii() else 2 for character in text[:_WIDEST])

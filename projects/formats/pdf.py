"""PDF files with a text layer: pages, running heads and line breaks undone.

pdfium reads them (pypdfium2): it is the one permissively licensed reader that tells of each
character where it stands and whether its font knows which one it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from projects.formats.blocks import lines_of_block
from projects.formats.contents import Contents
from projects.formats.pdfcolumns import columns_of
from projects.formats.pdfglyphs import sheet_of
from projects.formats.pdflines import Paragraph, edges_of, joined, lines_of, paragraphs
from projects.formats.pdftables import continued, grids_of, table_of
from projects.formats.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pypdfium2 import PdfDocument

    from projects.formats.blocks import Table
    from projects.formats.pdfglyphs import Glyph, Sheet
    from projects.formats.pdflines import Edges, Line
    from projects.formats.pdftables import Grid

__all__ = ["contents"]

_MOST_PAGES = 2_000
_LONGEST = 10_000_000  # characters
_MARGIN = 0.14  # of the page's height, at its head and at its foot
_HEADS = 2  # lines at either end that may be running heads
_SAME_HEIGHT = 4.0  # points
_OFTEN = 3  # pages on which a running head stands
_PAGE_NUMBER = re.compile(
    r"[-—–·.\s]*(?:第?\s*[\dIVXivx]{1,4}\s*页?(?:\s*[/,，共]\s*\d{1,4}\s*页?)?)[-—–·.\s]*"
)
_FEW, _PICTURED = 12, 0.4  # characters of a page that is a picture; how much that covers
_LETTER = re.compile("[\u3400-\u9fff]")
_WORTH_JUDGING = 120  # characters
# Plans have no bad character; at least 0.29 of theirs are usual, at most 0.001 rare.
_MOST_BAD, _LEAST_USUAL, _MOST_RARE = 0.1, 0.15, 0.05
_BIG5_COMMON = range(0xA4, 0xC7)
# Characters of official Chinese, simplified and traditional: a third of any plan's text.
_USUAL = frozenset(
    "的一是不在有和为到年中大上个国地发展建设项目市县区工程能电源规划重点推进加强完成实施方案业产新万千瓦"
    "以及于等目标任务保障水生态环境治理体系技术管理服务经济社会城市农村交通铁路公路投资单位责任牵头"
    "發業產萬電設項劃點進強實務體術與區縣國"
)


def contents(data: bytes, where: str) -> Contents:
    """Return the text of a PDF's bytes.

    Raises
    ------
    DocumentError
        It is encrypted, damaged, a scan, has too many pages, or its fonts do not tell which
        characters they show.
    """
    import pypdfium2

    document = _opened(data, where)
    count = len(document)
    if count > _MOST_PAGES:
        raise refusal(where, "pages", pages=count, most=_MOST_PAGES)
    try:
        sheets = [_sheet(document, number) for number in range(count)]
    except pypdfium2.PdfiumError as exc:
        raise refusal(where, "broken") from exc
    _check(sheets, where)
    unread = tuple(n for n, s in enumerate(sheets, 1) if _is_picture(s))
    return _Flow(sheets).contents(unread)


def _sheet(document: PdfDocument, number: int) -> Sheet:
    page = document[number]
    try:
        return sheet_of(page)
    finally:
        page.close()


def _opened(data: bytes, where: str) -> PdfDocument:
    import pypdfium2
    import pypdfium2.raw as c

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        locked = exc.err_code in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}
        raise refusal(where, "encrypted" if locked else "cut") from exc
    if len(document) == 0:
        raise refusal(where, "cut")
    return document


def _check(sheets: Sequence[Sheet], where: str) -> None:
    """Refuse what has no text, and what has one that nobody wrote."""
    glyphs = sum(len(sheet.glyphs) for sheet in sheets)
    pictured = sum(_is_picture(sheet) for sheet in sheets)
    if glyphs <= _FEW * len(sheets) and pictured:
        raise refusal(where, "scan")
    if glyphs == 0:
        raise refusal(where, "empty")
    if glyphs > _LONGEST:
        raise refusal(where, "large", size=glyphs / 1e6, most=_LONGEST // 1_000_000)
    if _is_garbled(sheets):
        raise refusal(where, "mojibake")


def _is_picture(sheet: Sheet) -> bool:
    return len(sheet.glyphs) <= _FEW and sheet.pictured >= _PICTURED


def _is_garbled(sheets: Iterable[Sheet]) -> bool:
    total = bad = 0
    chinese: Counter[str] = Counter()
    for sheet in sheets:
        for glyph in sheet.glyphs:
            total += 1
            bad += glyph.bad or _is_no_sign(glyph.text)
            if _LETTER.match(glyph.text):
                chinese[glyph.text] += 1
    many = chinese.total()
    if bad > _MOST_BAD * total or many < _WORTH_JUDGING:
        return bad > _MOST_BAD * total
    usual = sum(count for c, count in chinese.items() if c in _USUAL)
    rare = sum(count for c, count in chinese.items() if _is_rare(c))
    return usual < _LEAST_USUAL * many or rare > _MOST_RARE * many


def _is_no_sign(text: str) -> bool:
    """Whether a character is none of any plan: unassigned, private, or an accented letter."""
    unknown = unicodedata.category(text[:1] or "\ufffd") in {"Co", "Cn", "Cc", "Cs"}
    return unknown or text == "\ufffd" or ("\xc0" <= text <= "\xff" and text not in "×÷")


def _is_rare(character: str) -> bool:
    """Whether a character is in neither of the two sets that ordinary texts are written in."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        code = character.encode("big5", "ignore")
        return not code or code[0] not in _BIG5_COMMON
    return False


class _Flow:
    """Goes through the pages in order and writes their text."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._grids = [grids_of(sheet) for sheet in sheets]
        self._groups = [
            [lines_of(group) for group in columns_of(_outside(sheet, grids))]
            for sheet, grids in zip(sheets, self._grids, strict=True)
        ]
        self._margins: dict[str, None] = {}
        self._out: list[Paragraph | tuple[int, str]] = []
        self._header = ""
        self._last: Table | None = None

    def contents(self, unread: tuple[int, ...]) -> Contents:
        """Return the text, what stood in the margins, and where the pages begin."""
        running = _running(self._sheets, [list(chain(*groups)) for groups in self._groups])
        for page, groups in enumerate(self._groups):
            self._margins |= dict.fromkeys(line.text for line in running[page])
            homes = [_home(groups, grid) for grid in self._grids[page]]
            for number, group in enumerate(groups or [[]]):
                width = self._sheets[page].width if len(groups) == 1 else 0.0
                body = [line for line in group if line not in running[page]]
                edges = edges_of(body, width=width)
                pairs = zip(self._grids[page], homes, strict=True)
                here = [grid for grid, home in pairs if home == number]
                self._group(page, body, edges, here)
        return self._written(unread)

    def _group(self, page: int, lines: Sequence[Line], edges: Edges, grids: Sequence[Grid]) -> None:
        """Write a column's lines, with each table where it stands between them."""
        left = list(lines)
        for grid in grids:
            above = [line for line in left if line.base < grid.ys[0]]
            self._paragraphs(above, edges, page)
            left = left[len(above) :]
            inside = [g for g in self._sheets[page].glyphs if grid.holds(g)]
            if inside:
                self._table(page, table_of(grid, inside), grid)
        self._paragraphs(left, edges, page)

    def _paragraphs(self, lines: Sequence[Line], edges: Edges, page: int) -> None:
        last = self._out[-1] if self._out else None
        before = last if isinstance(last, Paragraph) else None
        self._out += paragraphs(lines, edges, page, before)

    def _table(self, page: int, table: Table, grid: Grid) -> None:
        last = self._out[-1] if self._out else None
        goes_on = isinstance(last, tuple) and last[0] == page - 1
        if goes_on and self._last is not None:
            table = continued(self._last, table, grid)
        self._last = table
        rows = list(lines_of_block(table))
        if goes_on and rows and rows[0] == self._header:
            rows = rows[1:]  # the head of a table is written again on each of its pages
        elif not goes_on and rows:
            self._header = rows[0]
        self._out += [(page, row) for row in rows]

    def _written(self, unread: tuple[int, ...]) -> Contents:
        text: list[str] = []
        starts: dict[int, int] = {}
        length = 0
        for item in self._out:
            pieces = [item[::-1]] if isinstance(item, tuple) else item.pieces
            pages = [page for _, page in pieces]
            for page, piece in zip(pages, joined(piece for piece, _ in pieces), strict=True):
                starts.setdefault(page, length)
                text.append(piece)
                length += len(piece)
            text.append("\n")
            length += 1
        begins: list[int] = []
        for page in reversed(range(len(self._sheets))):
            begins.append(starts.get(page, begins[-1] if begins else length))
        return Contents("".join(text), tuple(self._margins), tuple(reversed(begins)), unread)


def _outside(sheet: Sheet, grids: Sequence[Grid]) -> list[Glyph]:
    return [g for g in sheet.glyphs if not any(grid.holds(g) for grid in grids)]


def _home(groups: Sequence[Sequence[Line]], grid: Grid) -> int:
    """Return which column of a page a table stands in: the last that begins above it."""
    home = 0
    for number, group in enumerate(groups):
        beside = [n for n in group if n.left < grid.xs[-1] and n.right > grid.xs[0]]
        if beside and beside[0].base <= grid.ys[0]:
            home = number
    return home


def _running(sheets: Sequence[Sheet], lines: Sequence[Sequence[Line]]) -> list[set[Line]]:
    """Return for each page which of its lines are running heads, feet and page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    candidates = [
        dict(_at_the_ends(sheet, page)) for sheet, page in zip(sheets, lines, strict=True)
    ]
    for page in candidates:
        seen.update(set(page.values()))
    often = min(_OFTEN, max(2, len(sheets)))
    out: list[set[Line]] = []
    for own, found in zip(lines, candidates, strict=True):
        repeated = {
            own[n]
            for n, (said, height) in found.items()
            if sum(seen[said, height + d] for d in (-1, 0, 1)) >= often
            or _PAGE_NUMBER.fullmatch(own[n].text)
        }
        out.append(repeated)
    return out


def _at_the_ends(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield the lines in a page's margins: number, words without figures, and height."""
    order = sorted(range(len(lines)), key=lambda n: lines[n].base)
    for number in {*order[:_HEADS], *order[-_HEADS:]}:
        line = lines[number]
        head, foot = line.base < _MARGIN * sheet.height, line.base > (1 - _MARGIN) * sheet.height
        if head or foot:
            said = re.sub(r"\d+", "#", unicodedata.normalize("NFKC", line.text)).strip()
            yield number, (said, round(line.base / _SAME_HEIGHT))

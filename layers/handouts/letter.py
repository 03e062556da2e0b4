"""The text of a briefing as a DOCX (文字稿), set as offices set theirs, with a table of sums."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from layers.handouts.narrative import heading, notes, sentences, subtitle
from layers.handouts.typefaces import Typefaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.briefing.model import Brief, Figure

__all__ = ["letter"]

# Sizes in points: 二号, 三号, 四号, 小四 of GB/T 9704; margins in millimetres of the same.
_TITLE, _BODY, _SMALL, _TABLE = 22, 16, 12, 12
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
_PAGE = (210, 297)
_ALERT = (0xB3, 0x26, 0x1E)
_LINE = 28  # points from line to line
_APART = 12
_MOST_ROWS = 40
_WIDTHS = (20, 58, 24, 54)  # millimetres of the table's columns
_EAST = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"


def letter(brief: Brief, faces: Typefaces | None = None) -> bytes:
    """Write the text with its table, sources and notices as a DOCX of A4 pages."""
    from docx import Document

    faces = faces or Typefaces()
    document = Document()
    _set_page(document)
    _set_styles(document, faces)
    _told(document, brief)
    if brief.stamp:
        _stamped(document, f"{brief.stamp}，{brief.check_line}", faces.text)
    _paragraph(document, heading(brief), _TITLE, faces.title, align="center")
    _paragraph(document, f"（{subtitle(brief)}）", _SMALL, faces.text, align="center")
    for sentence in sentences(brief):
        _paragraph(document, sentence, _BODY, faces.text, indent=True)
    _paragraph(document, f"附表：分阶段、分地区合计（单位：{_unit(brief)}）", _SMALL, faces.title)
    _table(document, _rows(brief), faces.text)
    _paragraph(document, "资料来源及说明", _SMALL, faces.title)
    for note in notes(brief):
        _paragraph(document, note, _SMALL, faces.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any) -> None:  # noqa: ANN401 - python-docx gives its document no useful type
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = (Mm(size) for size in _PAGE)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)


def _set_styles(document: Any, faces: Typefaces) -> None:  # noqa: ANN401 - as above
    """Name the faces for Chinese text too: without that Word takes what its theme has."""
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = faces.text, Pt(_BODY)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(_EAST, faces.text)


def _told(document: Any, brief: Brief) -> None:  # noqa: ANN401 - as above
    properties = document.core_properties
    properties.title, properties.subject = brief.title, brief.subtitle
    properties.author, properties.language = "落图 Luotu", "zh-CN"
    properties.comments = "; ".join([*brief.notices, brief.stamp])


def _paragraph(
    document: Any,  # noqa: ANN401 - as above
    text: str,
    size: int,
    face: str,
    *,
    align: str = "",
    indent: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    is_head = size == _SMALL and face != document.styles["Normal"].font.name
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_after, shape.space_before = Pt(0), Pt(_APART if is_head else 0)
    shape.keep_with_next = is_head
    if size == _BODY:
        shape.line_spacing = Pt(_LINE)
    if indent:
        shape.first_line_indent = Pt(2 * size)
    if align:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size, face)


def _run(paragraph: Any, text: str, size: int, face: str) -> None:  # noqa: ANN401 - as above
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.name, run.font.size = face, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(_EAST, face)


def _stamped(document: Any, text: str, face: str) -> None:  # noqa: ANN401 - as above
    """Say at the head of every page what nobody has checked."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import RGBColor

    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, text.replace(", ", "，"), _SMALL, face)
    paragraph.runs[0].font.color.rgb = RGBColor(*_ALERT)


def _unit(brief: Brief) -> str:
    return "个" if brief.measure == "count" else f"个，{brief.unit}"


def _rows(brief: Brief) -> list[tuple[str, ...]]:
    """Return the table: stages, the total, where it lies, places; nothing is left out."""
    counted = brief.counted_name
    held = sorted(
        (region.total for region in brief.regions if region.total.projects),
        key=lambda figure: (-figure.amount.value, -figure.projects),
    )
    rows: list[tuple[str, ...]] = [("分组", "项目", "项目数", brief.measure_name)]
    rows += [_row("阶段", figure) for figure in brief.stages]
    rows.append(_row("合计", brief.total, counted))
    if brief.beside:
        rows.append(_row("位置", brief.single))
    rows += [_row("位置", beside.figure) for beside in brief.beside]
    rows += [_row("地区", figure) for figure in held[:_MOST_ROWS]]
    if len(held) > _MOST_ROWS:
        rest = held[_MOST_ROWS:]
        count = sum(figure.projects for figure in rest)
        rows.append(("地区", f"其余 {len(rest):,} 个地区", f"{count:,}", "见图"))
    return [row[:3] for row in rows] if brief.measure == "count" else rows


def _row(group: str, figure: Figure, name: str = "") -> tuple[str, ...]:
    return (group, name or figure.name, f"{figure.projects:,}", figure.said)


def _table(document: Any, rows: Sequence[Sequence[str]], face: str) -> None:  # noqa: ANN401 - as above
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    for column, wide in zip(table.columns, _WIDTHS, strict=False):
        column.width = Mm(wide)
    _repeated(table.rows[0])
    for line, texts in zip(table.rows, rows, strict=True):
        for place, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            cell.width = Mm(_WIDTHS[place])
            paragraph = cell.paragraphs[0]
            _run(paragraph, text, _TABLE, face)
            if place > 1:
                paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeated(row: Any) -> None:  # noqa: ANN401 - as above
    """Repeat a table's head on every page it goes on to."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

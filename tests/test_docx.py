"""Word files: what Word shows is what is read, in order, once."""

from __future__ import annotations

import docx
import pytest

from projects.errors import DocumentError
from projects.formats import container
from projects.formats.docx import read
from projects.formats.numbering import numeral
from tests.files_data import (
    W,
    add_xml,
    define_list,
    numbered,
    paragraph_xml,
    plain_docx,
    repacked,
    run,
    saved,
    text_box,
    use_list,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def text_of(document) -> str:
    return read(saved(document), "plan.docx")


def body(*paragraphs: str) -> str:
    """Return the text of a document made of these paragraphs' XML."""
    document = docx.Document()
    for inner in paragraphs:
        add_xml(document, paragraph_xml(inner))
    return text_of(document)


def test_paragraphs_headings_and_tables_stand_in_order():
    document = docx.Document()
    document.add_heading("一、重点任务", 1)
    document.add_paragraph("建设云岭风电场。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for r in table.rows for c in r.cells),
        ["项目名称", "建设地点", "云岭风电场", "镇雄县"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("二、保障措施")
    assert text_of(document) == (
        "一、重点任务\n建设云岭风电场。\n"
        "| 项目名称 | 建设地点 |\n| 云岭风电场 | 镇雄县 |\n二、保障措施\n"
    )


def test_labels_that_word_counts_are_written():
    document = docx.Document()
    define_list(
        document,
        90,
        [("chineseCounting", "%1、", 1), ("chineseCounting", "（%2）", 1), ("decimal", "%3.", 1)],
    )
    for level, text in [
        (0, "能源"),
        (1, "风电"),
        (2, "云岭"),
        (2, "码湖"),
        (1, "光伏"),
        (2, "青罗"),
    ]:
        numbered(document.add_paragraph(text), 90, level)
    numbered(document.add_paragraph("工业"), 90, 0)
    assert text_of(document).split() == [
        "一、能源", "（一）风电", "1.云岭", "2.码湖", "（二）光伏", "1.青罗", "二、工业",
    ]  # fmt: skip


def test_a_list_starts_where_it_says_and_its_twin_goes_on_or_starts_anew():
    document = docx.Document()
    define_list(document, 90, [("decimal", "%1.", 3)])
    use_list(document, 91, 90)
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    use_list(document, 92, 90, anew)
    for number in (90, 90, 91, 92, 92):
        numbered(document.add_paragraph("项"), number)
    assert text_of(document).split() == ["3.项", "4.项", "5.项", "1.项", "2.项"]


def test_a_styles_list_numbers_its_paragraphs():
    document = docx.Document()
    define_list(document, 90, [("chineseCounting", "第%1章", 1), ("decimal", "%1.%2", 1)])
    style = document.styles["Heading 1"]
    numbered_style = document.add_paragraph("")
    numbered(numbered_style, 90)
    style.element.get_or_add_pPr().append(numbered_style._p.pPr.numPr)
    document.add_heading("总则", 1)
    numbered(document.add_paragraph("目标"), 90, 1)
    assert text_of(document).split("\n")[:2] == ["第一章 总则", "一.1 目标"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "decimalEnclosedCircle", "⑦"),
        (21, "decimalEnclosedCircle", "21"),
        (0, "chineseCounting", "0"),
        (5, "bullet", ""),
        (5, "unheard-of", "5"),
    ],
)
def test_numerals(value, form, text):
    assert numeral(value, form) == text


def test_a_place_that_spans_rows_holds_for_each():
    document = docx.Document()
    table = document.add_table(3, 3)
    for column, text in enumerate(["项目名称", "建设地点", "规模"]):
        table.cell(0, column).text = text
    table.cell(1, 0).text, table.cell(2, 0).text = "云岭风电场", "码湖风电场"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "镇雄县"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "共10万千瓦"
    assert text_of(document).split("\n")[1:3] == [
        "| 云岭风电场 | 镇雄县 | 共10万千瓦 |",
        "| 码湖风电场 | 镇雄县 |  |",
    ]


def test_a_header_that_spans_columns_is_written_in_each():
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).text = "名称"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "规模"
    for column, text in enumerate(["云岭风电场", "10万千瓦", "3亿元"]):
        table.cell(1, column).text = text
    assert text_of(document).split("\n")[0] == "| 名称 | 规模 | 规模 |"


def test_a_heading_across_the_whole_table_is_written_once():
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "一、能源"
    for column in range(3):
        table.cell(1, column).text = "甲"
    assert text_of(document).split("\n")[0] == "| 一、能源 |  |  |"


def test_a_box_of_one_cell_is_paragraphs_and_the_table_inside_it_a_table():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "专栏1 重点项目"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "云岭风电场", "10万千瓦"
    assert text_of(document) == "专栏1 重点项目\n| 云岭风电场 | 10万千瓦 |\n"


def test_a_table_inside_a_tables_cell_stays_in_its_row():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "云岭风电场"
    inner = table.cell(0, 1).add_table(2, 2)
    for cell, text in zip(
        (c for r in inner.rows for c in r.cells),
        ["一期", "3万千瓦", "二期", "5万千瓦"],
        strict=True,
    ):
        cell.text = text
    assert text_of(document) == "| 云岭风电场 | 一期 3万千瓦；二期 5万千瓦 |\n"


def test_a_text_box_is_read_once_where_it_is_anchored():
    found = body(run("建设云岭风电场。") + text_box("专栏1 项目", "码湖风电场"), run("后文。"))
    assert found.split() == ["建设云岭风电场。", "专栏1", "项目", "码湖风电场", "后文。"]


def test_tracked_changes_read_as_if_accepted():
    found = body(
        run("建设")
        + f"<w:ins>{run('云岭')}</w:ins><w:del><w:r><w:delText>码湖</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>{run('风电')}</w:moveTo>"
        + run("场。")
    )
    assert found == "建设云岭风电场。\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert body(deleted + run("建设云岭"), run("风电场。")) == "建设云岭风电场。\n"


def test_a_deleted_row_is_left_out():
    document = docx.Document()
    table = document.add_table(2, 2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "甲"
    change = '<w:trPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:del/></w:trPr>'
    table.rows[1]._tr.insert(0, docx.oxml.parse_xml(change))
    assert text_of(document) == "| 甲 | 甲 |\n"


def test_links_controls_and_breaks_are_read_and_notes_are_not():
    found = body(
        f"<w:hyperlink>{run('云岭')}</w:hyperlink><w:sdt><w:sdtContent>{run('风电场')}</w:sdtContent></w:sdt>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:br/></w:r>'
        + run("下一行")
        + run("隐藏", "<w:rPr><w:vanish/></w:rPr>")
        + "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
    )
    assert found == "云岭风电场\n下一行\n"


def test_a_table_of_contents_is_not_read():
    document = docx.Document()
    add_xml(
        document,
        paragraph_xml("")
        .replace("<w:p ", "<w:sdt ")
        .replace(
            "></w:p>",
            '><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
            f"</w:sdtPr><w:sdtContent><w:p>{run('一、目标 1')}</w:p></w:sdtContent></w:sdt>",
        ),
    )
    document.add_paragraph("一、目标")
    assert text_of(document) == "一、目标\n"


GOOD = plain_docx("建设云岭风电场。")
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><d>&j;</d>"
)
OUTSIDE = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d>&a;</d>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged or cut off"),
        (b"PK\x03\x04", "damaged or cut off"),
        (GOOD[: len(GOOD) // 2], "damaged or cut off"),
        (GOOD[:-30], "damaged or cut off"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted (加密). Remove its password"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "is an old Word file (.doc, .wps). Save it as docx",
        ),
        (OLE, "an old Office file"),
        (b"%PDF-1.7", "damaged or cut off"),
        (repacked(GOOD, {"word/document.xml": None}), "holds no Word document"),
        (repacked(GOOD, {"word/document.xml": LAUGHS}), "declares XML entities"),
        (repacked(GOOD, {"word/document.xml": OUTSIDE}), "declares XML entities"),
        (repacked(GOOD, {"word/numbering.xml": LAUGHS}), "declares XML entities"),
        (repacked(GOOD, {"word/document.xml": b"<w:document"}), "is damaged"),
        (repacked(GOOD, {"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}), "is damaged"),
        (repacked(GOOD, {"word/document.xml": b"\0\0"}), "is damaged"),
        (repacked(GOOD, {"word/document.xml": b"<a>\n" + b"b" * 90 + b"\0</a>"}), "is damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_in_one_line(data, message):
    with pytest.raises(DocumentError) as caught:
        read(data, "plan.docx")
    assert message in str(caught.value)
    assert str(caught.value).startswith("plan.docx: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["word/document.xml", "word/media/image1.png", "other/a.bin"])
def test_a_zip_bomb_is_refused_while_it_is_inflated(part, monkeypatch):
    monkeypatch.setattr(container, "LARGEST", 1_000_000)
    with pytest.raises(DocumentError, match="ZIP bomb"):
        read(repacked(GOOD, {part: bytes(1_100_000)}), "plan.docx")


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = repacked(GOOD, {"word/document.xml": bytes(3_000_000)})
    size = (3_000_000).to_bytes(4, "little")
    assert data.count(size) == 2  # in the part's own header and in the directory
    with pytest.raises(DocumentError, match="damaged"):
        read(data.replace(size, (1000).to_bytes(4, "little")), "plan.docx")


@pytest.mark.parametrize("beside", ["", "<w:tc><w:p><w:r><w:t>旁</w:t></w:r></w:p></w:tc>"])
def test_eighty_tables_in_each_other_are_no_trouble(beside):
    inner = f"<w:p>{run('云岭')}</w:p>"
    for _ in range(80):
        inner = f"<w:tbl><w:tr>{beside}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    document = docx.Document()
    add_xml(document, inner.replace("<w:tbl>", f"<w:tbl {W}>", 1))
    assert "云岭" in text_of(document)

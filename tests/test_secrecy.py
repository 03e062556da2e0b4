"""Marked files are refused before anything is kept; plans that speak of secrets are not."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from projects.documents import contents_of
from projects.errors import DocumentError
from projects.formats.secrecy import secrecy_mark
from projects.incoming import from_bytes
from projects.settings import Limits
from tests.files_data import add_xml, paragraph_xml, plain_docx, saved, text_box
from tests.pdf_data import pages_of, written

PLAN = ["镇雄县能源发展实施方案", "一、重点项目", "建设云岭风电场，装机10万千瓦。" * 3]
MARKS = [
    *("机密★1年", "秘密★", "绝密★长期", "机 密 ★ 一年", "機密★", "秘密☆3年", "機 密 ★ 長期"),
    *("000001 机密★1年 特急", "密级：秘密", "密级: 内部", "【机密】", "核心商密▲", "★机密★ 10年"),
    *("内部资料", "内部资料 注意保存", "（内部资料，不得外传）", "内部文件 注意保存", "內部資料"),
    *("内部材料 严禁外传", "内部资料·注意保管", "娄政发〔2022〕1号 秘密★", "工作秘密"),
]
SENTENCES = [
    *(
        "加强机密文件管理。",
        "密级：公开",
        "密级：无",
        "本规划不涉及国家秘密",
        "秘密载体销毁中心建设项目",
    ),
    *(
        "建设机密信息系统",
        "建设内部资料室项目",
        "内部资料管理办法",
        "★重点项目",
        "内部文件交换系统项目",
    ),
    "严守国家秘密★，是每个工作人员应尽的法定义务，任何单位不得违反",
    "注：带★的为省重点项目",
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_at_the_head_is_found(mark):
    assert secrecy_mark("\n".join([mark, *PLAN]))
    assert secrecy_mark("\n".join([PLAN[0], f"| {mark} |", *PLAN]))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_line_that_speaks_of_secrets_is_no_mark(sentence):
    assert secrecy_mark("\n".join([PLAN[0], sentence, *PLAN]), [sentence]) == ""


def test_only_the_head_and_the_margins_count():
    assert secrecy_mark("\n".join([*PLAN * 30, "机密★1年"])) == ""
    assert secrecy_mark("\n".join(PLAN), ["第1页", "机密★1年"]) == "机密★1年"


def in_header() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "机密★1年"
    for line in PLAN:
        document.add_paragraph(line)
    return saved(document)


def in_text_box() -> bytes:
    document = docx.Document()
    add_xml(document, paragraph_xml(text_box("机密★", "1年")))
    for line in PLAN:
        document.add_paragraph(line)
    return saved(document)


def as_watermark() -> bytes:
    document = docx.Document()
    header = document.sections[0].header
    header.paragraphs[0].text = "镇雄县"
    xml = '<w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r>'
    from docx.oxml import parse_xml

    header._element.append(parse_xml(paragraph_xml(xml)))
    document.add_paragraph("".join(PLAN))
    return saved(document)


def in_running_head() -> bytes:
    return written(pages_of(PLAN * 12, head="秘密★3年"))


def in_sheet(place: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    if place == "title":
        sheet.append(["机密★1年"])
    else:
        sheet.oddHeader.left.text = "机密★1年"
    sheet.append(["项目名称", "县"])
    sheet.append(["云岭风电场", "镇雄县"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.txt", "\n".join(["机密★1年", *PLAN]).encode("gb18030")),
        ("plan.html", "".join(f"<p>{x}</p>" for x in ["机密★1年", *PLAN]).encode()),
        ("plan.docx", plain_docx("机密★1年", *PLAN)),
        ("plan.docx", in_header()),
        ("plan.docx", in_text_box()),
        ("plan.docx", as_watermark()),
        ("plan.pdf", in_running_head()),
        ("plan.pdf", written(pages_of(["机密★1年", *PLAN]))),
    ],
    ids=["txt", "html", "docx", "header", "text box", "watermark", "running head", "pdf"],
)
def test_a_marked_plan_is_refused(name, data):
    limits = Limits()
    with pytest.raises(DocumentError, match="nothing was stored") as caught:
        contents_of(from_bytes(data, name, limits=limits), limits)
    assert caught.value.key == "secret"
    assert "非涉密系统" in caught.value.zh


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.csv", "机密★1年,\n项目名称,县\n云岭风电场,镇雄县\n".encode()),
        ("list.xlsx", in_sheet("title")),
        ("list.xlsx", in_sheet("header")),
    ],
    ids=["csv", "title row", "page header"],
)
def test_a_marked_table_is_refused(name, data, table_atlas):
    from projects.importing import Options, read_table

    limits = Limits()
    with pytest.raises(DocumentError) as caught:
        read_table(
            from_bytes(data, name, limits=limits),
            atlas=table_atlas,
            options=Options(),
            limits=limits,
        )
    assert caught.value.key == "secret"


def test_a_plan_that_mentions_secrets_is_read():
    limits = Limits()
    data = "\n".join([*PLAN, *SENTENCES]).encode()
    assert contents_of(from_bytes(data, "plan.txt", limits=limits), limits).text

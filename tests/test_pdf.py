"""PDF files: what the page's layout broke is whole again, and what is no text is refused."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest

from projects.documents import build_document
from projects.errors import DocumentError
from projects.extraction import extract_projects
from projects.formats.pdf import contents
from tests.pdf_data import (
    FIRST,
    LEFT,
    NO_CODES,
    PITCH,
    SIZE,
    Page,
    assembled,
    broken,
    garbled_font,
    pages_of,
    plan_pdf,
    table,
    written,
)
from tests.plans_data import gazetteer

PLAN = [
    "镇雄县能源发展实施方案",
    "镇政发〔2024〕1号",
    "一、重点项目",
    "（一）电源。推进彝良县码湖抽水蓄能电站（180万千瓦）前期工作，建设云岭风电场，装机约10万千瓦。"
    "到2025年，全县光伏装机达到60万千瓦以上。",
    "（二）园区。在镇雄县建设龙塘新材料产业园，新建500千伏青罗输变电工程。（县发改局牵头）",
]


def lines(data: bytes) -> list[str]:
    return contents(data, "plan.pdf").text.splitlines()


def test_paragraphs_are_whole_and_headings_stay_lines():
    assert lines(plan_pdf(PLAN)) == PLAN


def test_running_heads_and_page_numbers_go_and_a_paragraph_goes_on_over_the_page():
    long = [*PLAN, *(f"（{n}）{PLAN[3][3:]}" for n in "三四五六七八九"), *PLAN[4:] * 15]
    pages = pages_of(long, head="镇雄县能源发展实施方案（征求意见稿）")
    assert len(pages) >= 3
    found = contents(written(pages), "plan.pdf")
    assert found.text.splitlines() == long
    assert "镇雄县能源发展实施方案（征求意见稿）" in found.margins
    assert len(found.pages) == len(pages)
    assert list(found.pages) == sorted(found.pages)


def test_a_line_that_ends_before_the_edge_ends_its_paragraph():
    page = Page()
    for n, (indent, text) in enumerate(
        [
            (2, "一是建设云岭风电场，装机规模十万千瓦左右，二是"),
            (0, "建设码湖光伏电站。"),
            (0, "附件：项目清单"),
            (2, "新的一段从这里开始。"),
        ]
    ):
        page.text(LEFT + indent * SIZE, FIRST - n * PITCH, text)
    page.text(LEFT, FIRST - 4 * PITCH, "十" * 26)
    assert lines(written([page]))[:3] == [
        "一是建设云岭风电场，装机规模十万千瓦左右，二是建设码湖光伏电站。",
        "附件：项目清单",
        "新的一段从这里开始。",
    ]


def test_a_title_of_two_lines_is_one_and_its_number_stands_alone():
    page = Page()
    page.text(298 - 10 * 11, 740, "镇雄县人民政府关于印发", 20)
    page.text(298 - 10 * 10, 706, "能源发展方案的通知", 20)
    page.text(298 - 60, 660, "镇政发〔2024〕1号")
    for n in range(4):
        page.text(LEFT, 600 - n * PITCH, "建设" * 13)
    assert lines(written([page]))[:2] == [
        "镇雄县人民政府关于印发能源发展方案的通知",
        "镇政发〔2024〕1号",
    ]


def test_a_ruled_table_is_written_as_other_formats_write_it():
    page = Page()
    page.text(LEFT, 780, "附表")
    rows = [
        ["项目名称", "建设地点", "装机（万千瓦）"],
        ["彝良码湖抽水\n蓄能电站", "镇雄县", "180"],
        ["云岭风电场", None, "10"],
    ]
    table(page, [90, 160, 280, 400], [760, 730, 690, 660], rows)
    assert lines(written([page])) == [
        "附表",
        "| 项目名称 | 建设地点 | 装机（万千瓦） |",
        "| 彝良码湖抽水蓄能电站 | 镇雄县 | 180 |",
        "| 云岭风电场 | 镇雄县 | 10 |",
    ]


def test_a_table_over_two_pages_has_one_header():
    pages = []
    for n in range(2):
        page = Page()
        rows = [["项目名称", "建设地点"], [f"云岭{n}号风电场", "镇雄县"]]
        table(page, [90, 300, 400], [760, 730, 700], rows)
        pages.append(page)
    assert lines(written(pages)) == [
        "| 项目名称 | 建设地点 |",
        "| 云岭0号风电场 | 镇雄县 |",
        "| 云岭1号风电场 | 镇雄县 |",
    ]


def test_columns_without_lines_are_parted_by_tabs():
    page = Page()
    for n, cells in enumerate([("项目名称", "建设地点", "装机"), ("云岭风电场", "镇雄县", "10")]):
        for column, cell in enumerate(cells):
            page.text(90 + 140 * column, 700 - 20 * n, cell, 10)
    assert lines(written([page])) == ["项目名称\t建设地点\t装机", "云岭风电场\t镇雄县\t10"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_reads_the_same(rotate):
    # The landscape table of an annex: the page is turned, and its text with it.
    turns = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}
    place = {90: lambda n: (100 + 30 * n, 90), 180: lambda n: (500, 100 + 30 * n)}
    place[270] = lambda n: (500 - 30 * n, 700)
    page = Page(rotate=rotate)
    for n, text in enumerate(PLAN[:3]):
        page.text(*place[rotate](n), text, turn=turns[rotate])
    assert lines(written([page])) == PLAN[:3]


def test_a_watermark_that_stands_askew_is_not_read():
    pages = pages_of(PLAN)
    pages[0].text(150, 300, "内部草稿", 60, turn="0.7 0.7 -0.7 0.7")
    assert lines(written(pages)) == PLAN


def test_letters_set_twice_to_look_bold_are_read_once():
    pages = pages_of(PLAN)
    pages[0].text(LEFT + 2 * SIZE + 0.4, FIRST, PLAN[0])
    assert lines(written(pages)) == PLAN


def test_a_project_knows_its_page_and_its_span_is_in_the_text():
    filler = "坚持节约优先，完善能耗双控制度，提升重点领域能效水平，推进绿色低碳发展。"
    found = contents(plan_pdf([*PLAN[:3], *[filler] * 14, PLAN[3]]), "plan.pdf")
    document = build_document(
        found.text, source="plan.pdf", gazetteer=gazetteer(), pages=found.pages
    )
    projects = extract_projects(document, gazetteer())
    assert [p.name for p in projects] == ["彝良县码湖抽水蓄能电站", "云岭风电场"]
    assert {p.page for p in projects} == {2}
    for project in projects:
        assert document.text[project.start : project.end] == project.name


def test_pages_that_are_pictures_are_told():
    scanned = Page()
    scanned.fill_with_picture()
    found = contents(written([*pages_of(PLAN), scanned]), "plan.pdf")
    assert found.unread == (2,)
    assert found.text.splitlines() == PLAN


def scan() -> bytes:
    page = Page()
    page.fill_with_picture()
    page.text(280, 60, "— 1 —", 12)
    return written([page, page])


def encrypted() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(plan_pdf(PLAN)))
    writer.encrypt("geheim", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PAGES_LOOP = assembled(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>",
    ]
)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (scan(), "scan"),
        (encrypted(), "encrypted"),
        (written(pages_of(PLAN * 3), font=garbled_font()), "mojibake"),
        (written(pages_of(PLAN * 3), font=NO_CODES), "mojibake"),
        (b"%PDF-1.7\nnothing", "cut"),
        (written([Page()]), "empty"),
        (written([Page()] * 2001), "pages"),
    ],
    ids=["scan", "encrypted", "garbled", "no codes", "cut", "empty", "pages"],
)
def test_what_has_no_text_to_read_is_refused_in_one_line(data, key):
    with pytest.raises(DocumentError) as caught:
        contents(data, "plan.pdf")
    assert caught.value.key == key
    assert str(caught.value).startswith("plan.pdf: ")
    assert caught.value.zh.startswith("plan.pdf：")
    assert "\n" not in str(caught.value) + caught.value.zh


def test_pages_that_hold_each_other_end():
    with pytest.raises(DocumentError):
        contents(PAGES_LOOP, "plan.pdf")


def test_a_gazettes_two_columns_are_read_one_after_the_other():
    one = (
        "推进彝良县码湖抽水蓄能电站前期工作，建设云岭风电场，装机约十万千瓦，配套建设送出工程。" * 5
    )
    two = (
        "在镇雄县建设龙塘新材料产业园，新建五百千伏青罗输变电工程，由县发展改革局牵头推进实施。" * 5
    )
    page = Page()
    page.text(180, 770, "镇雄县能源发展实施方案的通知", 20)
    for x, text in ((70, one), (310, two)):
        for n, (indent, line) in enumerate(broken(text, width=20)):
            page.text(x + 11 * indent, 720 - 18 * n, line, 11)
    page.text(290, 60, "7", 10)
    assert lines(written([page])) == ["镇雄县能源发展实施方案的通知", one, two]


def test_a_paragraph_goes_on_from_column_to_column():
    text = (
        "推进彝良县码湖抽水蓄能电站前期工作，建设云岭风电场，装机约十万千瓦，配套建设送出工程。" * 9
    )
    rows = broken(text, width=20)
    half = len(rows) // 2
    page = Page()
    for x, some in ((70, rows[:half]), (310, rows[half:])):
        for n, (indent, line) in enumerate(some):
            page.text(x + 11 * indent, 720 - 18 * n, line, 11)
    assert lines(written([page])) == [text]


def test_a_wide_table_without_lines_is_no_page_of_two_columns():
    page = Page()
    for n in range(12):
        for x, cell in ((90, f"云岭{n}号风电场"), (320, "镇雄县"), (450, "10")):
            page.text(x, 700 - 20 * n, cell, 10)
    assert lines(written([page]))[0] == "云岭0号风电场\t镇雄县\t10"


def test_a_cell_cut_by_the_pages_end_holds_for_the_rows_on_the_next():
    pages = [Page(), Page()]
    table(
        pages[0],
        [90, 250, 400],
        [760, 730, 700],
        [["项目名称", "建设地点"], ["甲风电场", "镇雄县"]],
    )
    for y in (760, 730):
        pages[1].line(90, y, 250, y)
    for x in (90, 250, 400):
        pages[1].line(x, 760, x, 700)
    pages[1].line(90, 700, 400, 700)
    pages[1].text(94, 746, "乙风电场", 10)
    pages[1].text(94, 716, "丙风电场", 10)
    assert lines(written(pages))[2:] == ["| 乙风电场 | 镇雄县 |", "| 丙风电场 | 镇雄县 |"]


def test_a_pdf_with_a_font_inside_is_read(tmp_path):
    # The other tests name a font; this one carries its shapes and their codes, as real files do.
    import matplotlib as mpl
    from matplotlib import font_manager
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    found = importlib.util.find_spec("mplfonts")
    assert found is not None
    assert found.origin is not None
    noto = Path(found.origin).parent / "fonts" / "NotoSansCJKsc-Regular.otf"
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(tmp_path / "a.pdf") as pdf:
        figure = Figure(figsize=(8.27, 11.69))
        face = font_manager.FontProperties(fname=noto, size=16)
        rows = [(2, row) for row in PLAN[:3]] + broken(PLAN[3]) + broken(PLAN[4])
        for n, (indent, row) in enumerate(rows):
            figure.text((90 + indent * 16) / 595, (740 - 28 * n) / 842, row, fontproperties=face)
        pdf.savefig(figure)
    assert lines((tmp_path / "a.pdf").read_bytes()) == PLAN


def test_an_items_mark_that_happens_to_begin_a_line_parts_no_paragraph():
    page = Page()
    rows = [
        (2, "一是建设云岭风电场和码湖光伏电站两处能源工程一期；"),
        (0, "（二）建设青罗储能电站。"),
        (2, "二是做好服务。"),
    ]
    for n, (indent, row) in enumerate([*rows, (0, "十" * 26), (0, "十" * 26)]):
        page.text(LEFT + indent * SIZE, FIRST - n * PITCH, row)
    assert lines(written([page]))[0] == rows[0][1] + rows[1][1]


def test_a_documents_number_below_a_full_line_stands_alone():
    page = Page()
    rows = [
        (0, "镇雄县人民政府关于印发能源发展规划和碳达峰实施方案的通知"),
        (0, "镇政发〔2024〕1号"),
        (2, "各乡镇："),
        (0, "十" * 26),
    ]
    for n, (indent, row) in enumerate(rows):
        page.text(LEFT + indent * SIZE, FIRST - n * PITCH, row)
    assert lines(written([page]))[:2] == [rows[0][1], rows[1][1]]

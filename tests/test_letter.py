"""The DOCX holds the sentences, a table with the sums of `luotu summary`, and Chinese faces."""

from __future__ import annotations

import io

import pytest
from docx import Document

from layers.handouts.letter import letter
from layers.handouts.narrative import notes, sentences
from layers.handouts.typefaces import Typefaces
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import sum_text
from tests.handouts_data import (
    LOUDI,
    SIHUI,
    brief,
    divisions,
    holdings,
    hostile,
    own,
    projects,
)
from tests.made import XINHUA

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made():
    return brief(holdings())


@pytest.fixture(scope="module")
def document(made):
    return Document(io.BytesIO(letter(made, Typefaces("样黑", "样仿"))))


def test_it_says_every_sentence_and_note(made, document):
    said = [paragraph.text for paragraph in document.paragraphs]
    for text in ("娄底市规划点名项目情况", *sentences(made), *notes(made)):
        assert text in said


def test_its_table_has_the_totals_of_the_summary(document):
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    found = summarise(
        holdings(), divisions=divisions(), by="county", place=LOUDI, stages=HEADLINE_STAGES
    )
    total = found.total
    assert ["合计", "在建+规划", f"{total.projects}", sum_text(total, "power")] in rows
    for row in found.rows:
        assert ["地区", row.name, f"{row.amount.projects}", sum_text(row.amount, "power")] in rows
    assert ["位置", "全市性", "1", "未写明"] in rows


def test_each_run_names_its_face_for_chinese_text_too(document):
    fonts = {font.get(f"{W}eastAsia") for font in document.element.iter(f"{W}rFonts")}
    assert fonts == {"样黑", "样仿"}
    style = document.styles["Normal"].element.rPr.rFonts
    assert style.get(f"{W}eastAsia") == "样仿"


def test_its_pages_are_those_of_an_office(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.core_properties.title == "娄底市规划点名项目分布图"


def test_without_any_size_the_table_has_no_column_for_it():
    held = holdings(tuple(own(n, f"无规模项目{n}", XINHUA) for n in range(3)))
    table = Document(io.BytesIO(letter(brief(held)))).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["分组", "项目", "项目数"]


def test_attacks_are_text_and_a_comparison_has_its_places():
    held = holdings(projects(), hostile())
    document = Document(io.BytesIO(letter(brief(held, LOUDI, SIHUI))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert any(row[:2] == ["地区", "四会市"] for row in rows)

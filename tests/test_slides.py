"""The PPTX re-opens with native tables and charts of the brief's sums; nothing leaves its slide."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Pt

from layers.briefing import Layout
from layers.briefing.fonts import faces
from layers.briefing.sizes import MAP
from layers.handouts import slides as made_of
from layers.handouts.narrative import sentences
from layers.handouts.slide_parts import Area, fitted
from layers.handouts.slide_rows import _place_named
from layers.handouts.slides import slides
from layers.handouts.typefaces import Typefaces
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import sum_text
from tests.handouts_data import LOUDI, SIHUI, brief, divisions, holdings, hostile, own, projects
from tests.made import SHUANGFENG, XINHUA

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LEADING = 1.2  # of the measuring face, below what rows are given


@pytest.fixture(scope="module")
def picture():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (192, 108), "white").save(out, "PNG")
    return out.getvalue()


def opened(data):
    return Presentation(io.BytesIO(data))


def make(picture, held, *places, **options):
    return slides(brief(held, *places, **options), picture, faces=faces())


def tables(deck):
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def many():
    """A long list of long names in both counties."""
    name = "样板县乡镇风光储输一体化综合能源示范基地及其配套送出工程建设项目第某某期" * 2
    return tuple(
        own(n, f"{name}{n}", (XINHUA, SHUANGFENG)[n % 2], kind=f"新类{n % 45}") for n in range(90)
    )


def test_the_first_slide_has_the_map_beside_a_native_title_total_and_table(picture):
    made = brief(holdings())
    deck = opened(slides(made, picture, faces=faces()))
    shape = next(s for s in deck.slides[0].shapes if s.name == "map")
    assert shape.width / shape.height == pytest.approx(MAP.width / MAP.height, rel=0.001)
    assert shape.width < 0.7 * deck.slide_width
    assert deck.slides[0].shapes.title.text == made.title
    words = {s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame}
    assert {"在建+规划合计", "45.5 万千瓦", "含约数, 5 个项目, 3 个写明", made.stamp} <= words
    assert any("县级边界" in text for text in words)
    [table] = [s.table for s in deck.slides[0].shapes if s.has_table]
    found = rows(table)
    assert [row[1] for row in found if row[0] in ("落到单个县", "跨县", "全市性")] == [
        "3",
        "1",
        "1",
    ]
    assert "45.5万千瓦" in shape._element.nvPicPr.cNvPr.get("descr")
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)


def test_the_tables_have_the_totals_of_the_summary(picture):
    deck = opened(make(picture, holdings()))
    found = [row for table in tables(deck) for row in rows(table)]
    summary = summarise(
        holdings(), divisions=divisions(), by="county", place=LOUDI, stages=HEADLINE_STAGES
    )
    total = summary.total
    assert ["合计 (在建+规划)", f"{total.projects}", sum_text(total, "power")] in found
    for row in summary.rows:
        assert [row.name, f"{row.amount.projects}", sum_text(row.amount, "power")] in found
    assert ["前期", "1", "180 万千瓦"] in found
    assert ["跨县", "1", "10 万千瓦"] in found
    listed = [row for row in found if len(row) == 7]
    assert {row[1] for row in listed} >= {project.name for project in projects()}


def test_charts_are_native_and_have_no_bar_for_what_is_not_stated(picture):
    deck = opened(make(picture, holdings()))
    regions, kinds = charts(deck)
    assert list(regions.plots[0].categories) == ["新化县 (含约数)", "双峰县"]
    assert list(regions.plots[0].series[0].values) == [30.0, 5.5]
    assert set(kinds.plots[0].categories) == {"风电 (含约数)", "光伏", "新型储能"}


def test_without_any_size_projects_alone_are_counted(picture):
    deck = opened(make(picture, holdings(sizeless())))
    found = [row for table in tables(deck) for row in rows(table)]
    assert ["合计 (在建+规划)", "5"] in found
    assert list(charts(deck)[0].plots[0].series[0].values) == [3.0, 2.0]


def test_a_comparison_charts_each_stage_of_each_place(picture):
    chart = charts(opened(make(picture, holdings(), LOUDI, SIHUI)))[0]
    assert list(chart.plots[0].categories) == ["娄底市", "四会市"]
    series = {one.name: list(one.values) for one in chart.plots[0].series}
    assert series["规划"] == [40.0, 2.0]
    assert series["前期"] == [180.0, None]


def test_a_place_without_a_bar_says_that_nothing_is_stated():
    made = brief(holdings(sizeless(), projects()[3:4]), LOUDI, SIHUI)
    names = {region.name: _place_named(region, made, "power") for region in made.regions}
    assert names == {"娄底市": "娄底市 (在建+规划未写明)", "四会市": "四会市"}


def test_every_slide_has_notes_with_sentences_and_sources(picture):
    made = brief(holdings())
    deck = opened(slides(made, picture, faces=faces()))
    for slide in deck.slides:
        spoken = slide.notes_slide.notes_text_frame.text
        assert "《娄底样板方案》（样政发〔2023〕1号" in spoken
        assert sentences(made)[1] in spoken


def test_the_theme_names_a_face_for_east_asian_text(picture):
    data = slides(brief(holdings()), picture, faces=faces(), typefaces=Typefaces(screen="样雅"))
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        theme = etree.fromstring(box.read("ppt/theme/theme1.xml"))
    for use in ("majorFont", "minorFont"):
        font = theme.find(f".//{A}{use}")
        assert font.find(f"{A}ea").get("typeface") == "样雅"
        assert font.find(f"{A}latin").get("typeface") == "样雅"


def sizeless():
    """Projects none of which states any size: only their number can be summed."""
    return tuple(own(n, f"无规模项目{n}", (XINHUA, SHUANGFENG)[n % 2]) for n in range(5))


@pytest.mark.parametrize(
    ("group", "places", "options"),
    [
        (sizeless, (LOUDI,), {}),
        (projects, (LOUDI,), {}),
        (projects, (XINHUA,), {}),
        (projects, (LOUDI, SIHUI), {}),
        (projects, (LOUDI,), {"layout": Layout.RANKING, "title": "题" * 80}),
        (many, (LOUDI,), {}),
        (hostile, (LOUDI,), {}),
    ],
    ids=["sizeless", "city", "county", "comparison", "ranking", "many", "hostile"],
)
def test_nothing_leaves_its_slide_or_its_box(picture, group, places, options):
    deck, known = opened(make(picture, holdings(group()), *places, **options)), faces()
    for number, slide in enumerate(deck.slides):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + Pt(0.5)
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_table:
                assert_rows_hold_their_text(shape, known)
                assert shape.top + sum(r.height for r in shape.table.rows) <= Pt(488)
            elif number and shape.has_text_frame and shape.text_frame.text:
                assert_text_fits(shape, known)


def assert_rows_hold_their_text(shape, known):
    for row in shape.table.rows:
        for cell, column in zip(row.cells, shape.table.columns, strict=True):
            size = cell.text_frame.paragraphs[0].runs[0].font.size.pt
            lines = len(known.wrapped(cell.text, size, column.width.pt - 6))
            assert lines * size * LEADING + 6 <= row.height.pt + 0.1


def assert_text_fits(shape, known):
    run = shape.text_frame.paragraphs[0].runs[0]
    size = run.font.size.pt
    lines = len(known.wrapped(run.text, size, shape.width.pt))
    assert size == 5 or lines * size * LEADING <= shape.height.pt + 0.1


def test_a_long_list_says_what_it_leaves_out(picture, monkeypatch):
    monkeypatch.setattr(made_of, "MOST_LISTED", 20)
    deck = opened(make(picture, holdings(many())))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert any("其余 70 个未列" in title for title in titles)
    listed = [row for table in tables(deck) for row in rows(table) if len(row) == 7]
    assert len([row for row in listed if row[0].isdigit()]) == 20


def test_attacks_are_text_and_never_formulas(picture):
    deck = opened(make(picture, holdings(hostile())))
    names = {cell for table in tables(deck) for row in rows(table) for cell in row}
    assert "=1+1" in names
    for chart in charts(deck):
        book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        cells = [cell for line in book.active.iter_rows() for cell in line]
        assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_a_text_takes_the_largest_size_that_fits():
    known = faces()
    assert fitted("短", Area(0, 0, 100, 40), known, most=26) == 26
    assert fitted("长" * 40, Area(0, 0, 100, 40), known, most=26, least=9) < 12

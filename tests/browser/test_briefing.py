"""The map in one file, the briefing view and the page of briefings, as who briefs sees them."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from layers.handouts.page import offline_page
from tests.browser.conftest import SETTLED, SHOTS
from tests.browser.visiting import still
from tests.handouts_data import HOSTILE, TEXT, brief, holdings, hostile, plan, projects
from tests.made import LOUDI

pytestmark = pytest.mark.browser

COVERED = """() => {
    const legend = document.querySelector(".luotu-legend").getBoundingClientRect();
    const box = document.querySelector("#map_div").getBoundingClientRect();
    return luotu.current.hits.filter((hit) => {
        const at = luotu.current._map.layerPointToContainerPoint([hit.x, hit.y]);
        const [x, y] = [at.x + box.left, at.y + box.top];
        return x > legend.left && x < legend.right && y > legend.top && y < legend.bottom;
    }).length;
}"""


@pytest.fixture(scope="module")
def offline(tmp_path_factory, built):
    held = holdings(projects(), hostile())
    path = tmp_path_factory.mktemp("offline") / "地图.html"
    page = offline_page(brief(held, LOUDI, boundaries=built), held, texts={plan().sha256: TEXT})
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def opened(chromium, offline):
    """Open the file as a double click would; at the end nothing may have asked for anything."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    faults, asked = [], []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(offline.as_uri())
    page.locator("#map_div[data-painted]").wait_for(timeout=30_000)
    for _ in range(60):
        if page.evaluate(SETTLED):
            break
        page.wait_for_timeout(100)
    yield page
    title = page.title()
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith("data:")] == [offline.as_uri()]
    assert title == "娄底市规划点名项目分布图"


def test_the_file_opens_by_itself_and_tells_about_a_click(opened):
    said = opened.locator("body").inner_text()
    for text in (
        "娄底市规划点名项目分布图",
        "内部工作用图, 未经地图审核, 不得公开",
        "机器识别, 未经核对",
        "样政发〔2023〕1号",
        "合计（在建+规划）",
        "全市性",
    ):
        assert text in said
    assert opened.evaluate("() => luotu.current.hits.length") > 3
    key = f"{plan().sha256}/p6"
    at = opened.evaluate("(key) => luotu.current.where(key)", key)
    box = opened.locator("#map_div").bounding_box()
    opened.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    told = opened.locator("#details")
    told.get_by_text("双峰储能").wait_for()
    assert "5.5 万千瓦" in told.inner_text()
    SHOTS.mkdir(exist_ok=True)
    opened.screenshot(path=SHOTS / "test-offline.png")
    opened.get_by_role("button", name="返回").click()
    opened.get_by_placeholder("按名称").fill("样板山")
    opened.locator("#list .line").click()
    assert "推进样板山风电场（约30万千瓦）" in told.inner_text()


def test_attacks_in_every_field_are_shown_letter_by_letter_and_run_nowhere(opened):
    keys = opened.evaluate("() => luotu.page.projects.map((p) => p.key)")
    shown = []
    for key in keys:
        opened.evaluate("(key) => luotu.choose({ what: 'project', key })", key)
        shown.append(opened.locator("#details").evaluate("(node) => node.textContent"))
    tags = opened.evaluate("() => [...new Set([...document.querySelectorAll('#beside *')]"
                           ".map((e) => e.tagName))]")  # fmt: skip
    assert not {"IMG", "SCRIPT", "SVG", "IFRAME", "A", "OBJECT", "DETAILS"} & set(tags)
    whole = "".join("".join(shown).split())
    for text in HOSTILE:
        if text.isprintable() and "\ud800" not in text:
            assert whole.count("".join(text.split())) >= 3, text


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_briefing_view_has_all_on_one_screen_and_a_way_back(open_page, address, size):
    page = open_page(size)
    page.goto(f"{address}?show=briefing&place=431300")
    box = page.frame_locator('iframe[src*="st_folium"]')
    box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
    page.get_by_text("资料来源").wait_for()
    still(page, quiet=700)
    assert page.get_by_role("textbox", name="搜索").count() == 0
    for text in ("娄底市规划点名项目分布图", "合计（在建+规划）", "不得公开", "退出投影视图"):
        place = page.get_by_text(text).first.bounding_box()
        assert place["y"] + place["height"] <= size[1], text
    frame = next(frame for frame in page.frames if "st_folium" in frame.url)
    assert box.locator(".luotu-body").is_visible()
    assert frame.evaluate(COVERED) == 0
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= size[0]
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"test-view-{size[0]}.png")
    if size[0] == 1366:
        page.get_by_role("button", name="退出投影视图").click()
        page.get_by_role("button", name="投影视图", exact=True).wait_for()
        page.wait_for_url(lambda url: "show=" not in url)
        assert "place=431300" in page.url


def test_the_page_of_briefings_shows_the_picture_the_text_and_gives_the_file(open_page, address):
    page = open_page()
    page.goto(f"{address}brief?place=431300")
    page.locator(".st-key-brief_preview img").wait_for(timeout=60_000)
    text = page.locator('[data-testid="stCode"]').inner_text()
    assert "点名娄底市项目" in text
    page.get_by_role("combobox", name=re.compile("格式")).click()
    page.get_by_role("option", name="文字稿 DOCX").click()
    page.get_by_role("button", name="下载文字稿 DOCX").wait_for()
    still(page)
    page.get_by_text("这张图已经地图审核").click()
    page.get_by_label("审图号").fill("GS(2026)1号")
    page.get_by_label("审图号").press("Tab")
    page.get_by_label("审核人").fill("甲某")
    page.get_by_label("审核人").press("Tab")
    still(page)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="下载文字稿 DOCX").click()
    found = Document(io.BytesIO(download.value.path().read_bytes()))
    said = "\n".join(paragraph.text for paragraph in found.paragraphs)
    assert "审图号：GS（2026）1号（审核人：甲某）" in said
    assert "GS" not in page.url
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "test-brief-page.png")
    # Of another picture the number is gone.
    page.get_by_label("标题").fill("另一张图")
    page.get_by_label("标题").press("Tab")
    still(page)
    fields = page.evaluate("() => [...document.querySelectorAll('input')].map((f) => f.value)")
    assert not [value for value in fields if "GS" in value]

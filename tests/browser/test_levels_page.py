"""A large registry on the page: levels of detail, sums that hold, moves that ask for nothing."""

from __future__ import annotations

import pytest

from tests.browser.conftest import COUNT, SETTLED

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_map, large):
    return open_map(large)


GO = """(view) => {
    luotu.current._map.setView([view[0], view[1]], view[2], { animate: false });
}"""
SENT = """() => {
    const d = luotu.current.data;
    const rows = d.counties.length + d.cities.length + d.provinces.length + d.projects.length;
    return { level: d.level, rows: rows, projects: d.projects.length };
}"""
SAID = """() => {
    window.said = [];
    const send = window.Streamlit.setComponentValue;
    window.Streamlit.setComponentValue = (value) => {
        window.said.push(value);
        send.call(window.Streamlit, value);
    };
}"""


def _go(page, lat, lon, zoom):
    page.run(GO, [lat, lon, zoom])
    page.wait_until_settled()
    return page.run(SENT)


def test_zooming_in_leads_from_regions_to_single_projects(page):
    assert page.run(SENT)["level"] == "region"
    page.shot("levels-region")
    levels = []
    for zoom in (5, 7, 8, 9.5, 11):
        sent = _go(page, 27.8, 111.8, zoom)
        assert sent["rows"] <= 800
        levels.append(sent["level"])
        page.shot(f"levels-{zoom}")
    assert levels[0] == "region"
    assert "county" in levels
    assert levels[-1] == "project"
    assert sent["projects"] > 0


def test_the_numbers_from_afar_and_what_is_not_on_the_map_make_all(page):
    told = page.run(
        """() => {
            const d = luotu.current.data;
            const sum = (rows) => rows.reduce((total, row) => total + row.count + row.other, 0);
            return { own: sum(d.cities), note: d.legend.note };
        }"""
    )
    under = page.page.locator(".st-key-map_box").inner_text()
    total = next(n for n in range(COUNT) if f"图上共 {n:,} 个" in told["note"])
    assert f"各市独有合计 {told['own']:,} 个" in told["note"]
    assert f"跨市 {total - told['own']:,} 个" in told["note"]
    assert f"上图 {total:,} 个，未上图 {COUNT - total:,} 个" in under
    page.table()
    tables = page.page.locator('[data-testid="stMain"]').text_content()
    assert f"列出前 1,000 个，共 {COUNT:,} 个" in tables


def test_a_move_within_what_was_sent_asks_for_nothing(page):
    _go(page, 27.8, 111.8, 9)
    page.run(SAID)
    before = page.run("() => (window.was = luotu.current, JSON.stringify(luotu.current.data))")
    page.run("() => luotu.current._map.panBy([90, 60], { animate: false })")
    page.settle()
    assert page.run("() => window.said") == []
    assert page.run("() => window.was === luotu.current")
    page.run("() => luotu.current._map.panBy([900, 600], { animate: false })")
    page.settle()
    assert len(page.run("() => window.said")) == 1
    assert page.run("() => JSON.stringify(luotu.current.data)") != before
    assert page.run(SETTLED)


def test_a_project_found_by_zooming_opens_its_panel(page):
    _go(page, 27.8, 111.8, 9.5)
    pinned = page.run("() => luotu.current.data.projects.find((p) => p.site)")
    _go(page, pinned["site"][1], pinned["site"][0], 13)
    page.click_at(page.run("(key) => luotu.current.where(key)", pinned["key"]))
    assert pinned["name"] in page.panel()
    assert page.run(SENT)["level"] == "project"
    page.shot("levels-panel")


def test_a_filter_that_leaves_little_is_sent_whole(page):
    box = page.page.get_by_role("combobox", name="城市", exact=False).first
    box.fill("娄底")
    page.page.get_by_role("option", name="娄底市").first.click()
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.run(SENT)["level"] == "all"
    assert page.run("() => luotu.current.data.window") is None
    page.page.get_by_role("button", name="清除筛选").click()
    page.settle()
    assert page.run(SENT)["level"] == "region"

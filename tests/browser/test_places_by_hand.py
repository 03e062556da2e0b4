"""Places put by hand: typed in whichever order, drawn, seen again; a project without a plan."""

from __future__ import annotations

import pytest

from tests.browser.offices import WANG, Office, serving, tabs

pytestmark = pytest.mark.browser

BELOW = "() => document.querySelector('.st-key-form_foot').getBoundingClientRect().bottom"
SHAPE = "() => (luotu.current.data.selected || {}).shape || null"
RED = """() => {
    // how many pixels the canvas has of the ink of what is selected
    const c = luotu.current._container;
    const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
    let n = 0;
    for (let i = 0; i < d.length; i += 4) n += d[i] === 216 && d[i + 1] === 27 && d[i + 2] === 96;
    return n;
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with serving(Office(tmp_path_factory.mktemp("places"))) as made:
        yield made


@pytest.fixture
def tab(chromium, office):
    with tabs(chromium, office) as opened:
        yield opened(WANG)


def frame_of(tab, having):
    """Return the frame of the map that a script finds something in."""
    for _ in range(60):
        for frame in tab.page.frames:
            if "st_folium" in frame.url and frame.evaluate(having):
                return frame
        tab.page.wait_for_timeout(250)
    pytest.fail("no such map")


def dialogue(tab):
    return tab.page.get_by_role("dialog").inner_text()


def test_typed_and_drawn_places_are_understood_kept_and_seen(tab, office):
    tab.open_first_of_the_list()
    tab.click("edit_open")
    assert tab.page.evaluate(BELOW) <= 768, "saving is in sight without scrolling"
    tab.page.get_by_text("输入坐标").click()
    tab.type("坐标", "27.46, 112.20")  # latitude first
    tab.page.locator('[class*="_use"] button').first.click()
    tab.settle()
    assert "东经 112.2000°，北纬 27.4600°，在娄底市双峰县" in dialogue(tab)
    assert "纬度写在前" in dialogue(tab)
    tab.type("坐标", "北纬40°0′0″，东经116°0′0″")
    tab.page.locator('[class*="_use"] button').first.click()
    tab.settle()
    assert "不在所选的" in dialogue(tab)
    tab.click("edit_save")
    assert "没有保存" in dialogue(tab)
    assert office.named()["双县光伏"].geometry is None
    picker = frame_of(tab, "() => window.luotu && luotu.picking && !!luotu.picking.buttons")
    picker.evaluate("() => luotu.picking.buttons.Polygon.click()")
    picker.frame_element().scroll_into_view_if_needed()
    tab.page.wait_for_timeout(300)
    box = picker.frame_element().bounding_box()
    middle = picker.evaluate("() => luotu.picking.where('431321')")
    for dx, dy in ((-6, -6), (8, -6), (8, 8), (8, 8)):  # the last one twice: it ends there
        x, y = box["x"] + middle["x"] + dx, box["y"] + middle["y"] + dy
        tab.page.mouse.click(x, y)
        tab.page.wait_for_timeout(350)
    picker.evaluate("() => luotu.picking.buttons.finish.click()")
    tab.page.wait_for_timeout(600)
    tab.settle()
    assert "面，图上绘制" in dialogue(tab)
    assert "在娄底市双峰县" in dialogue(tab)
    tab.click("edit_save")
    tab.page.wait_for_timeout(1500)
    assert office.named()["双县光伏"].geometry.type == "Polygon"
    assert "面，图上绘制 · 王工" in tab.text("details")
    chart = frame_of(tab, "() => !!(window.luotu && luotu.current)")
    assert chart.evaluate(SHAPE)["sort"] == "Polygon"
    before = chart.evaluate(RED)
    chart.evaluate("() => { luotu.current.data.selected.shape = null; luotu.current._update(); }")
    assert before > chart.evaluate(RED) + 30, "its outline is painted"


def test_a_project_without_a_plan_is_kept_while_half_typed_and_counted_when_added(tab, office):
    tab.go("加规划")
    tab.page.get_by_role("tab", name="手工添加").click()
    tab.type("来源名称", "市能源局电话")
    tab.type("来源说明（如：某月某日市能源局电话告知）", "11月3日电话告知")
    city = tab.page.get_by_role("combobox", name="所属城市")
    city.fill("娄底")
    tab.page.get_by_role("option", name="湖南省娄底市").click()
    tab.settle()
    tab.type("项目名称", "新化县大熊山风电场三期")
    tab.go("地图")
    tab.go("加规划")
    tab.page.get_by_role("tab", name="手工添加").click()
    assert tab.page.get_by_label("项目名称", exact=True).input_value() == "新化县大熊山风电场三期"
    tab.page.locator('[class*="_place_named"] button').click()
    tab.settle()
    # Typed and saved at once, without leaving the field first.
    tab.page.get_by_label("规模（一行一个，照原文写）", exact=True).fill("7万千瓦")
    tab.click("hand_save")
    tab.page.wait_for_timeout(800)
    made = office.named()["新化县大熊山风电场三期"]
    assert (made.kind, made.counties, made.checked.by) == ("wind_farm", ("431322",), WANG)
    assert made.capacity[0].as_written == "7万千瓦"
    tab.go("地图")
    tab.page.wait_for_timeout(1500)
    assert "47 万千瓦" in tab.text("headline")
    chart = frame_of(tab, "() => !!(window.luotu && luotu.current)")
    names = chart.evaluate("() => luotu.current.data.projects.map((p) => p.name)")
    assert made.name in names

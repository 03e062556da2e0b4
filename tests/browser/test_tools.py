"""The map's own tools, used as a planner uses them."""

from __future__ import annotations

import pytest
import shapely

from geo.measures import geodesic_area, geodesic_length
from tests.browser.conftest import MapPage
from tests.browser.visiting import visitors
from tests.made import LENGSHUIJIANG, SHUANGFENG, XINHUA, loudi

pytestmark = pytest.mark.browser

LOUDI_SHA = loudi()[0].sha256
SHARED = f"{LOUDI_SHA}/p2"
SEEN = """() => ({
    symbols: luotu.current.hits.length,
    legend: document.querySelector(".luotu-legend").innerText,
})"""
# The share of the sheet above the map that holds a mark.
MARKED = """(name) => {
    const canvas = document.querySelector(".luotu-" + name);
    if (!canvas) return 0;
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let n = 0;
    for (let i = 3; i < data.length; i += 4) n += data[i] > 0;
    return n / (data.length / 4);
}"""
CENTRE = "() => { const c = luotu.current._map.getCenter(); return [c.lng, c.lat]; }"


@pytest.fixture(scope="module")
def whole_page(chromium, address):
    """One page for all that looks and selects nothing; at the end nothing may have gone wrong."""
    with visitors(chromium) as opened:
        yield MapPage(opened(), address)


@pytest.fixture(scope="module")
def city_page(chromium, address):
    """The same with one city chosen."""
    with visitors(chromium) as opened:
        found = MapPage(opened(), address)
        found.pick("城市", "娄底市")
        yield found


def _open_legend(page):
    if page.box.locator(".luotu-toggle").get_attribute("aria-expanded") == "false":
        page.box.locator(".luotu-toggle").click()


def _tick(page, layer):
    panel = page.box.locator(".luotu-layers")
    if not panel.is_visible():
        page.box.get_by_role("button", name="显示的图层").click()
    panel.locator(f"[data-layer={layer}]").click()


def _hover(page, point):
    iframe = page.page.locator('iframe[src*="st_folium"]').bounding_box()
    page.page.mouse.move(iframe["x"] + point["x"], iframe["y"] + point["y"])
    page.page.wait_for_timeout(100)


def test_the_legend_follows_the_layers_and_the_choice_outlives_a_rerun(open_map):
    page = open_map(size=(1920, 1080))
    page.pick("城市", "娄底市")
    _open_legend(page)
    for text in ("项目数", "风电", "光伏", "阶段", "规划", "空心", "疏斜线", "仅有跨县项目"):
        assert text in page.run(SEEN)["legend"]
    for absent in ("已建", "产业园", "针脚"):
        assert absent not in page.run(SEEN)["legend"]
    _tick(page, "symbols")
    hidden = page.run(SEEN)
    assert hidden["symbols"] == 0
    assert "风电" not in hidden["legend"]
    assert "项目数" in hidden["legend"]
    _tick(page, "shading")
    assert "项目数" not in page.run(SEEN)["legend"]
    _tick(page, "borders")
    legend = page.run(SEEN)["legend"]
    assert "县界" not in legend
    page.run("() => luotu.current._map.setView([25, 112], 4.5, { animate: false })")
    legend = page.run(SEEN)["legend"]
    assert "省界" not in legend
    assert "国界" in legend
    assert "断续线" in legend
    page.shot("test-layers-off")
    page.pick("城市", "肇庆市")
    assert page.run(SEEN)["symbols"] == 0
    _tick(page, "symbols")
    page.run("() => luotu.current._fit(['441284'], 24)")
    legend = page.run(SEEN)["legend"]
    assert "已建" in legend  # 四会's park stands
    assert "规划" not in legend.split("阶段")[1]
    page.run("() => luotu.current._map.setView([28.05, 111.2], 11, { animate: false })")
    assert "光伏" not in page.run(SEEN)["legend"]


def test_layers_and_buttons_are_reached_by_keyboard_alone(whole_page):
    page = whole_page
    page.box.locator(".luotu-home").focus()
    names = []
    for _ in range(6):
        names.append(page.run("() => document.activeElement.getAttribute('aria-label')"))
        shown = page.run("() => getComputedStyle(document.activeElement).outlineStyle")
        page.page.keyboard.press("Tab")
        assert names[-1]
        assert shown == "solid" or len(names) == 1  # the first was focused by the script
    assert names[-1] == "按名称定位到市或区县"
    page.box.get_by_role("button", name="显示的图层").press("Enter")
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Space")
    assert page.run("() => luotu.shows('symbols')") is False
    page.page.keyboard.press("Space")
    assert page.run("() => luotu.shows('symbols')") is True
    page.page.keyboard.press("Escape")
    assert not page.box.locator(".luotu-layers").is_visible()
    assert page.run("() => document.activeElement.className") == "luotu-layers-button"


def test_the_arrow_keys_move_the_map_and_say_where_it_is(city_page):
    page = city_page
    page.box.locator(".luotu-home").click()
    before = page.run(CENTRE)
    page.box.locator("#map_div").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_timeout(600)
    after = page.run(CENTRE)
    assert after[0] > before[0]
    said = page.box.locator(".luotu-where").inner_text()
    assert said.startswith(f"{after[0]:.4f}, {after[1]:.4f} CGCS2000/WGS84")


def test_the_pointer_says_its_coordinates(city_page):
    page = city_page
    page.box.locator(".luotu-home").click()
    _hover(page, {"x": 300, "y": 300})
    at = page.run("() => luotu.current._map.containerPointToLatLng([300, 300])")
    said = page.box.locator(".luotu-where").inner_text().split()
    assert float(said[0].rstrip(",")) == pytest.approx(at["lng"], abs=0.01)
    assert float(said[1]) == pytest.approx(at["lat"], abs=0.01)
    assert said[2] == "CGCS2000/WGS84"


def test_pointing_at_a_project_of_two_counties_marks_both_and_joins_them(city_page):
    page = city_page
    page.box.locator(".luotu-home").click()
    assert page.run(MARKED, "marks") == 0
    _hover(page, page.run("(key) => luotu.current.where(key)", SHARED))
    both = page.run(MARKED, "marks")
    assert both > 0.003
    page.shot("test-hover-shared")
    _hover(page, page.run("(key) => luotu.current.where(key)", f"{LOUDI_SHA}/p1"))
    assert 0 < page.run(MARKED, "marks") != both
    _hover(page, {"x": 640, "y": 500})
    rows = page.run("() => luotu.current.data.counties.map((c) => [c.code, c.hatched, c.part])")
    assert [XINHUA, False, False] in rows
    assert [SHUANGFENG, False, True] in rows
    assert [LENGSHUIJIANG, True, False] in rows


def test_the_field_goes_to_a_city_or_county_by_name(whole_page):
    page = whole_page
    field = page.box.get_by_role("combobox", name="按名称定位到市或区县")
    field.fill("双峰")
    assert page.box.get_by_role("option").all_inner_texts() == ["双峰县娄底市"]
    page.page.keyboard.press("ArrowDown")
    page.shot("test-seek")
    page.page.keyboard.press("Enter")
    inside = """(code) => {
        const at = luotu.current._map.getCenter(), w = luotu.world(at.lng, at.lat);
        return luotu.meets(luotu.counties.get(code).box, [w[0], w[1], w[0], w[1]]);
    }"""
    assert page.run(inside, SHUANGFENG)
    field.fill("没有")
    assert "图上没有" in page.box.locator(".luotu-found").inner_text()
    field.press("Escape")
    assert not page.box.locator(".luotu-found").is_visible()
    field.fill("肇庆")
    page.box.get_by_role("option").first.click()
    assert page.run(CENTRE)[1] < 24.5


def test_measuring_by_mouse_and_keyboard_and_no_click_selects(city_page):
    page = city_page
    page.box.locator(".luotu-home").click()
    page.box.get_by_role("button", name="测量距离和面积").click()
    iframe = page.page.locator('iframe[src*="st_folium"]').bounding_box()
    pixels = [(300, 200), (520, 260), (430, 430)]
    for x, y in pixels:
        page.page.mouse.click(iframe["x"] + x, iframe["y"] + y)
        page.page.wait_for_timeout(350)
    strip = page.box.locator(".luotu-measure")
    points = page.run(
        "(ps) => ps.map((p) => luotu.current._map.containerPointToLatLng(p))"
        ".map((p) => [p.lng, p.lat])",
        [[x - 0.0, y - 0.0] for x, y in pixels],
    )
    said = strip.inner_text().replace("，", " ").split()
    length = geodesic_length([shapely.LineString(points)])[0]
    area = geodesic_area([shapely.Polygon(points)])[0]
    assert float(said[2]) == pytest.approx(length, rel=0.01)
    assert float(said[said.index("面积") + 2]) == pytest.approx(area, rel=0.01)
    assert page.run(MARKED, "ruler") > 0.01
    page.shot("test-measure")
    assert page.page.locator(".st-key-details").count() == 0
    page.page.keyboard.press("Escape")
    assert strip.count() == 0
    assert page.run(MARKED, "ruler") == 0
    page.page.keyboard.press("Enter")  # the button has the focus again
    page.box.locator("#map_div").focus()
    page.page.keyboard.press("Space")
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_timeout(600)
    page.page.keyboard.press("Space")
    page.page.keyboard.press("Enter")
    assert "全长 约" in strip.inner_text()
    page.page.keyboard.press("Backspace")
    assert "点击加点" in strip.inner_text()
    page.page.keyboard.press("Escape")
    assert strip.count() == 0


def test_a_second_click_brings_the_county_nearer(city_page):
    page = city_page
    page.box.locator(".luotu-home").click()
    zoom = "() => luotu.current._map.getZoom()"
    before = page.run(zoom)
    point = page.run("(key) => luotu.current.where(key)", f"{LOUDI_SHA}/p1")
    iframe = page.page.locator('iframe[src*="st_folium"]').bounding_box()
    page.page.mouse.dblclick(iframe["x"] + point["x"], iframe["y"] + point["y"])
    page.settle()
    assert page.run(zoom) > before + 0.4


LINES = [
    [[111.0, 27.0], [112.0, 28.0]],
    [[73.5, 39.5], [135.0, 48.4]],
    [[109.5, 18.2], [109.5, 4.0]],
    [[100.0, 0.0], [101.0, 0.0]],
    [[111.3, 27.7], [111.3001, 27.7]],
]


def test_lengths_and_areas_are_those_of_the_ellipsoid(whole_page):
    page = whole_page
    for line in LINES:
        found = page.run("(l) => luotu.geodesic(l[0], l[1])", line)
        assert found == pytest.approx(geodesic_length([shapely.LineString(line)])[0] * 1000)
    assert page.run("() => luotu.geodesic([111, 27], [111, 27])") == 0
    for ring in (
        [[111.0, 27.0], [111.01, 27.0], [111.01, 27.01]],
        [[111.0, 27.0], [112.0, 27.2], [111.8, 28.3], [110.9, 27.9]],
        [[123.0, 50.0], [124.0, 50.0], [124.0, 51.0], [123.0, 51.0]],
    ):
        found = page.run("(r) => luotu.ringArea(r)", ring)
        assert found == pytest.approx(geodesic_area([shapely.Polygon(ring)])[0] * 1e6, rel=1e-3)
        assert found == pytest.approx(page.run("(r) => luotu.ringArea(r.reverse())", ring))
    said = page.run(
        "() => [999, 1234, 123456].map((m) => luotu.sayLength(m, luotu.current.data.tools))"
        ".concat([5e4, 2.5e6].map((a) => luotu.sayArea(a, luotu.current.data.tools)))"
    )
    assert said == ["约 999 米", "约 1.23 公里", "约 123 公里", "约 5 公顷", "约 2.5 平方公里"]


INSET = """() => {
    const canvas = document.querySelector(".luotu-inset canvas");
    if (!canvas) return null;
    const name = document.querySelector(".luotu-inset").innerText;
    const view = luotu.insetView(), drawn = [];
    for (const line of luotu.lines.values()) {
        if (line.kind !== "dash") continue;
        for (const r of line.rings) {
            const x = r[0] * view.scale - view.ox, y = r[1] * view.scale - view.oy;
            drawn.push(x >= 0 && y >= 0 && x <= view.wide && y <= view.tall);
        }
    }
    const box = document.querySelector(".luotu-inset").getBoundingClientRect();
    const over = [".luotu-legend", ".leaflet-control-scale", ".luotu-notice"].filter((s) => {
        const b = document.querySelector(s).getBoundingClientRect();
        return b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top;
    });
    return { name: name, dashes: drawn, over: over };
}"""


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_south_china_sea_has_a_frame_of_its_own(whole_page, size):
    page = whole_page
    page.page.set_viewport_size({"width": size[0], "height": size[1]})
    page.page.wait_for_timeout(500)
    page.run("() => luotu.current._map.setZoom(4, { animate: false })")
    found = page.run(INSET)
    assert found["name"] == "南海诸岛"
    assert found["dashes"] == [True] * 10
    assert found["over"] == []
    page.shot(f"test-inset-{size[0]}")
    page.run("() => luotu.current._map.setView([19.2, 109.8], 8, { animate: false })")
    page.page.wait_for_timeout(300)
    assert page.run(INSET)["name"] == "南海诸岛"
    page.run("() => luotu.current._map.setView([27.7, 111.5], 8, { animate: false })")
    assert page.run(INSET) is None


def test_small_islands_far_out_are_drawn_two_pixels_wide(whole_page):
    page = whole_page
    page.run("() => luotu.current._map.setZoom(3, { animate: false })")
    islets = """() => {
        const far = luotu.islets.map((i) => [(i.box[0] - 0.5) * 360, i.box[1]]);
        const at = luotu.world(0, 12)[1];
        return { all: far.length, south: far.filter((i) => i[1] > at).length };
    }"""
    found = page.run(islets)
    assert found["south"] >= 10  # of 南沙
    rects = """() => {
        const layer = luotu.current, sizes = [], fill = layer._ctx.fillRect;
        layer._ctx.fillRect = function (x, y, w, h) {
            sizes.push([w, h]);
            fill.call(this, x, y, w, h);
        };
        layer._update();
        delete layer._ctx.fillRect;
        return sizes;
    }"""
    sizes = page.run(rects)
    assert len(sizes) >= found["south"]
    assert all(size == [2, 2] for size in sizes)


def test_taiwan_hong_kong_and_macau_say_that_nothing_is_known(whole_page):
    page = whole_page
    for at in ([24.1, 121.1], [22.39, 114.12], [22.16, 113.56]):
        page.run("(at) => luotu.current._map.setView(at, 9, { animate: false })", at)
        page.page.wait_for_timeout(200)
        size = page.run("() => luotu.current._map.getSize()")
        _hover(page, {"x": size["x"] / 2 + 1, "y": size["y"] / 2 + 1})
        assert "资料暂缺" in page.box.locator(".luotu-tip").inner_text()


def test_the_map_fills_the_screen_and_comes_back(whole_page):
    page = whole_page
    small = page.run("() => luotu.current._map.getSize().x")
    page.box.get_by_role("button", name="全屏显示地图，再按一次或 Esc 退出").click()
    page.page.wait_for_timeout(600)
    assert page.run("() => Boolean(document.fullscreenElement)")
    assert page.run("() => luotu.current._map.getSize().x") > small
    page.shot("test-fullscreen")
    page.box.get_by_role("button", name="全屏显示地图，再按一次或 Esc 退出").click()
    page.page.wait_for_timeout(600)
    assert page.run("() => luotu.current._map.getSize().x") == small


def test_stages_differ_in_more_than_hue(whole_page):
    """Each stage of the same kind is painted differently, in grey as in colour."""
    page = whole_page
    painted = page.run("""() => {
        const stages = Object.keys(luotu.current.data.tools.stages);
        const look = Object.values(luotu.current.data.symbols)[0];
        return stages.map((stage) => {
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 40;
            const ctx = canvas.getContext("2d");
            luotu.paintSymbol(ctx, look, 20, 20, { stage: stage });
            const d = ctx.getImageData(0, 0, 40, 40).data, grey = [];
            for (let i = 0; i < d.length; i += 4)
                grey.push(d[i + 3] ? 0.3 * d[i] + 0.59 * d[i + 1] + 0.11 * d[i + 2] : 255);
            return grey;
        });
    }""")
    assert len(painted) == 7
    for i, one in enumerate(painted):
        for other in painted[:i]:
            changed = sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True))
            assert changed >= 20  # of some 500 pixels

"""The map's face: names, edges and symbols as a reader sees them, measured on what was painted."""

from __future__ import annotations

import pytest

from tests.browser.conftest import MapPage, Watch
from tests.made import LOUDI, XINHUA

pytestmark = pytest.mark.browser

GO = "(at) => { luotu.current._map.setView([at[0], at[1]], at[2], { animate: false }); }"
# The names within the map's frame, and where they stand in it.
NAMES = """() => {
    const layer = luotu.current, size = layer._map.getSize();
    const corner = layer._map.containerPointToLayerPoint([0, 0]);
    return layer.labels.painted
        .map((l) => ({ text: l.text, box: l.box.map((v, i) => v - (i % 2 ? corner.y : corner.x)) }))
        .filter((l) => l.box[0] >= 0 && l.box[1] >= 0 && l.box[2] <= size.x && l.box[3] <= size.y);
}"""


@pytest.fixture(scope="module")
def page(chromium, address):
    """One page for all that selects nothing for good; at the end nothing may have gone wrong."""
    page = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
    watch = Watch(page)
    found = MapPage(page, address)
    found.pick("城市", "娄底市")
    yield found
    page.context.close()
    assert watch.faults == []


def test_inside_a_county_its_name_is_on_the_map(page):
    page.run(GO, [27.93, 111.2, 12])  # far from the middle of 新化县
    assert [name["text"] for name in page.run(NAMES)] == ["新化县"]
    page.shot("face-inside")


# The shares of the points a county has in common with members of its city, and with others, that
# are marked in the colour of what is chosen.
EDGES = """([one, city]) => {
    const layer = luotu.current, view = layer._view();
    const members = new Set(luotu.members({ code: city }));
    const pointsOf = (shapes) => {
        const found = new Set();
        for (const shape of shapes)
            for (const r of shape.rings)
                for (let i = 0; i < r.length; i += 2) found.add(r[i] + "," + r[i + 1]);
        return found;
    };
    const others = Array.from(luotu.counties.values()).filter((c) => c.code !== one);
    const within = pointsOf(others.filter((c) => members.has(c.code)));
    const beyond = pointsOf(others.filter((c) => !members.has(c.code)));
    const own = Array.from(pointsOf([luotu.counties.get(one)]));
    const sharp = layer._container.width / parseFloat(layer._container.style.width);
    const origin = layer._bounds.min;
    const marked = (key) => {
        const [x, y] = key.split(",").map(Number);
        const px = Math.round((x * view.scale - view.ox - origin.x) * sharp);
        const py = Math.round((y * view.scale - view.oy - origin.y) * sharp);
        const near = layer._ctx.getImageData(px - 5, py - 5, 11, 11).data;
        const pink = (i) => near[i] > 190 && near[i + 1] < 80 && Math.abs(near[i + 2] - 100) < 30;
        for (let i = 0; i < near.length; i += 4) if (pink(i)) return true;
        return false;
    };
    const share = (keys) => keys.filter(marked).length / keys.length;
    const inner = own.filter((key) => within.has(key) && !beyond.has(key));
    const outer = own.filter((key) => beyond.has(key) && !within.has(key));
    return { inner: share(inner), outer: share(outer) };
}"""


def test_a_chosen_city_has_one_edge_about_it_and_none_within(page):
    page.run("(code) => luotu.current._fit([code], 24)", XINHUA)
    page.run(
        """(code) => {
            const layer = luotu.current, members = luotu.members({ code: code });
            layer.data.selected = { what: "city", key: code, counties: members, candidates: [] };
            layer._update();
        }""",
        LOUDI,
    )
    marked = page.run(EDGES, [XINHUA, LOUDI])
    page.shot("face-city")
    page.run("() => { luotu.current.data.selected = null; luotu.current._update(); }")
    assert marked["inner"] < 0.15  # where inner borders meet the outer edge
    assert marked["outer"] > 0.9
    assert page.run(EDGES, [XINHUA, LOUDI]) == {"inner": 0, "outer": 0}

"""The map's face: names, edges and symbols as a reader sees them, measured on what was painted."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.browser.conftest import MapPage
from tests.browser.visiting import visitors
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
    with visitors(chromium) as opened:
        found = MapPage(opened(), address)
        found.pick("城市", "娄底市")
        yield found


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


# What was painted within the map's frame: symbols and numbers with what they cover and their flags,
# badges with theirs, and names; pixels of the layer.
PAINTED = """() => {
    const layer = luotu.current, size = layer._map.getSize(), view = layer._view();
    const corner = layer._map.containerPointToLayerPoint([0, 0]);
    const framed = (at) => at.x > corner.x && at.y > corner.y && at.x < corner.x + size.x
        && at.y < corner.y + size.y;
    const hits = layer.hits.filter(framed);
    const inside = (codes, h) => codes.some((code) => {
        const county = luotu.counties.get(code);
        const [x, y] = [(h.x + view.ox) / view.scale, (h.y + view.oy) / view.scale];
        return county && luotu.inside(county, x, y);
    });
    const spots = hits.filter((h) => h.spot);
    const badges = hits.filter((h) => !h.spot);
    return {
        cores: spots.map((h) => luotu.coreOf(h.spot)),
        astray: spots.filter((h) => {
            const s = h.spot;
            return !s.pin && !s.whole && s.items.length && !inside(s.codes || [s.code], h);
        }).map((h) => h.spot.code),
        pills: badges.map((h) => h.box),
        abroad: badges.filter((h) => !inside(h.city.counties, h)).map((h) => h.city.name),
        nameless: badges.filter((h) => h.city.names.length === 1 && !h.city.label && !h.city.inside)
            .map((h) => h.city.name),
        names: layer.labels.painted.map((l) => l.box),
        kinds: new Set(hits.map((h) => Boolean(h.spot))).size,
    };
}"""


def _meet(one, two):
    """Tell whether boxes cover one another by more than an edge."""
    return (
        min(one[2], two[2]) - max(one[0], two[0]) > 0.5
        and min(one[3], two[3]) - max(one[1], two[1]) > 0.5
    )


def _check(page, name):
    painted = page.run(PAINTED)
    page.shot(f"face-{name}")
    marks = painted["cores"] + painted["pills"]
    assert [pair for pair in combinations(marks, 2) if _meet(*pair)] == [], name
    assert [pair for pair in combinations(painted["names"], 2) if _meet(*pair)] == [], name
    assert painted["astray"] == [], name  # no symbol stands outside its county
    assert painted["abroad"] == [], name
    assert painted["nameless"] == [], name
    assert painted["kinds"] <= 1, name  # badges of cities and what is in counties are not mixed
    return painted


def _settled(page, at):
    page.run(GO, at)
    page.wait_until_settled()


def test_nothing_covers_anything_at_any_zoom_of_a_large_registry(open_map, large):
    page = open_map(large)
    _check(page, "opening")
    seen = 0
    for lat, lon, zoom in (
        (36, 112, 5.25),
        (36, 112, 6.25),
        (38.5, 113.5, 7),
        (30, 120, 7.5),
        (38.5, 113.5, 8),
        (30.3, 120.2, 8.5),
        (23.1, 113.3, 9.5),
    ):
        _settled(page, (lat, lon, zoom))
        painted = _check(page, f"{zoom}-{lat}")
        seen += len(painted["cores"]) + len(painted["pills"])
    assert seen > 200


def test_nothing_covers_anything_where_many_share_a_county(page):
    """The plan has attacks for names: dozens of projects in three counties."""
    for zoom in (7, 8, 8.5, 9, 9.75, 11):
        page.run(GO, [27.75, 111.6, zoom])
        assert _check(page, f"stacked-{zoom}")["cores"] or zoom < 8


LEGEND = """() => ({
    lines: document.querySelector(".luotu-lines").innerText,
    share: document.querySelector(".luotu-legend").offsetHeight / luotu.current._map.getSize().y,
    open: document.querySelector(".luotu-toggle").getAttribute("aria-expanded"),
})"""


def test_the_legend_lists_the_lines_in_view_and_takes_no_more_than_half_the_height(open_map, large):
    page = open_map(large, size=(1920, 1080))
    whole = page.run(LEGEND)
    assert whole["open"] == "true"
    assert whole["share"] <= 0.5
    for line in ("国界", "未定国界", "省界", "特别行政区界", "市界", "断续线"):
        assert line in whole["lines"]
    page.shot("face-legend")
    page.run(GO, [34.8, 113.6, 9])  # far from any border of the country
    page.wait_until_settled()
    inland = page.run(LEGEND)
    assert inland["share"] <= 0.5
    assert [
        line for line in ("国界", "特别", "断续线", "资料暂缺") if line in inland["lines"]
    ] == []
    assert "县界" in inland["lines"]
    page.run(GO, [22.4, 114.1, 9])
    page.wait_until_settled()
    assert "特别行政区界" in page.run(LEGEND)["lines"]
    page.run(GO, [35.5, 79, 7])
    page.wait_until_settled()
    assert "国界、海岸线" in page.run(LEGEND)["lines"]


# What is painted on the edge of a county: how many of its points have the colour of a marked edge.
MARKED = """(code) => {
    const layer = luotu.current, view = layer._view(), county = luotu.counties.get(code);
    const sharp = layer._container.width / parseFloat(layer._container.style.width);
    const wanted = luotu.MARKED.match(/[0-9a-f]{2}/g).map((pair) => parseInt(pair, 16));
    let held = 0, all = 0;
    const ring = county.rings.reduce((a, b) => (a.length > b.length ? a : b));
    for (let i = 0; i < ring.length; i += 2) {
        const px = Math.round((ring[i] * view.scale - view.ox - layer._bounds.min.x) * sharp);
        const py = Math.round((ring[i + 1] * view.scale - view.oy - layer._bounds.min.y) * sharp);
        const near = layer._ctx.getImageData(px - 2, py - 2, 5, 5).data;
        const like = (at) => wanted.every((value, k) => Math.abs(near[at + k] - value) < 9);
        all += 1;
        for (let at = 0; at < near.length; at += 4) if (like(at)) { held += 1; break; }
    }
    return held / all;
}"""


def test_a_county_that_places_projects_has_a_marked_edge_at_rest(page):
    page.run("(code) => luotu.current._fit(luotu.members({ code: code }), 24)", LOUDI)
    assert page.run(MARKED, XINHUA) > 0.2
    assert "深色县边" in page.run("() => document.querySelector('.luotu-legend').textContent")
    page.shot("face-marked")
    page.run(GO, [27.75, 111.6, 7])  # from afar a badge stands for them all
    assert page.run(MARKED, XINHUA) < 0.05


def test_few_projects_of_several_counties_are_joined_at_rest(page):
    page.run("(code) => luotu.current._fit(luotu.members({ code: code }), 24)", LOUDI)
    legend = "() => document.querySelector('.luotu-legend').textContent"
    assert page.run("() => luotu.current.joins") == 1
    assert "同一个跨县项目" in page.run(legend)
    many = """() => {
        const spot = (n, i) => ({ x: n, y: i, items: [{ key: "p" + n, shared: true }] });
        const spots = [1, 2, 3, 4, 5].flatMap((n) => [0, 1, 2].map((i) => spot(n, i)));
        return luotu.paintJoins(luotu.current._ctx, spots);
    }"""
    assert page.run(many) == 0  # ten legs would be a tangle


def test_numbers_stand_aside_within_their_county_and_else_add_up(page):
    settled = """(room) => {
        const made = (code, count, other, hollow) =>
            luotu.number({ code, x: 100, y: 100, items: [], count, other, hollow });
        const spots = [made("a", 3, 1), made("b", 20, 0), made("a", 9, 0, true)];
        const kept = luotu.settle(spots, new Set(), () => Boolean(room));
        return kept.map((s) => [s.count, s.other, luotu.coreOf(s)]);
    }"""
    apart = page.run(settled, "room")
    assert sorted(spot[0] for spot in apart) == [3, 9, 20]
    assert not any(_meet(one[2], two[2]) for one, two in combinations(apart, 2))
    # Without room the sum of what is each county's own: what is shared would count twice.
    assert [spot[:2] for spot in page.run(settled, "")] == [[23, 1]]

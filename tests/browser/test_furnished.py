"""The map page with a ground below it, and in browsers that are too old."""

from __future__ import annotations

import base64
import http.server
import threading
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import SHOTS, MapPage
from tests.browser.servers import serve
from tests.browser.visiting import WIRE

pytestmark = pytest.mark.browser

# One pixel, blue.
TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC"
)


@pytest.fixture(scope="module")
def tiles():
    """A tile server on this machine; yields its address and what it was asked for."""
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if not self.path.startswith("/lost") else 404)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(TILE)

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def grounded(registry, tiles, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUOTU_GROUND_URL", tiles[0] + "/{z}/{x}/{y}.png")
        patch.setenv("LUOTU_GROUND_NAME", "<b>局底图</b>")
        patch.setenv("LUOTU_TIANDITU_KEY", "a1b2c3d4e5f60718")
        with serve(registry) as url:
            yield url


def test_tiles_are_asked_for_only_while_their_ground_is_on(open_map, grounded, tiles):
    address, asked = tiles
    page = open_map(grounded)
    page.pick("城市", "娄底市")
    assert asked == []
    assert page.box.locator(".luotu-online").count() == 0
    page.box.get_by_role("button", name="显示的图层").click()
    page.box.get_by_label("<b>局底图</b>").click()
    page.page.wait_for_timeout(1000)
    assert asked
    assert all(path.count("/") == 3 and path.endswith(".png") for path in asked)
    said = page.box.locator(".luotu-online").inner_text()
    assert f"浏览范围会发送到 {address.removeprefix('http://')}" in said
    layers = page.run("""() => {
        const z = (s) => Number(getComputedStyle(document.querySelector(s)).zIndex);
        const canvas = document.querySelector("canvas.luotu-canvas"), ctx = canvas.getContext("2d");
        const d = ctx.getImageData(0, 0, canvas.width, canvas.height).data;
        let clear = 0;
        for (let i = 3; i < d.length; i += 4) clear += d[i] < 255;
        return { below: z(".leaflet-tile-pane") < z(".leaflet-overlay-pane"),
                 clear: clear / (d.length / 4) };
    }""")
    assert layers["below"]
    assert layers["clear"] > 0.5
    page.shot("test-ground")
    page.pick("城市", "肇庆市")  # a rerun keeps the ground and its notice
    assert page.box.locator(".luotu-online").count() == 1
    page.box.get_by_label("无（不联网）").click()
    page.page.wait_for_timeout(300)
    asked.clear()
    page.run("() => luotu.current._map.setView([30, 110], 7, { animate: false })")
    page.page.wait_for_timeout(500)
    assert asked == []
    assert page.box.locator(".luotu-online").count() == 0


def test_tianditu_is_asked_with_the_key_that_no_file_holds(chromium, grounded):
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    asked, held = [], []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="image/png", body=TILE)

    context.add_init_script(WIRE)
    context.route("**/*.tianditu.gov.cn/**", answer)
    page = context.new_page()
    page.on("response", lambda r: held.append(r) if "127.0.0.1" in r.url else None)
    found = MapPage(page, grounded)
    files = [r.url for r in held if b"a1b2c3d4e5f60718" in _body(r)]
    assert files == []
    assert asked == []
    found.box.get_by_role("button", name="显示的图层").click()
    found.box.get_by_label("天地图 影像").click()
    page.wait_for_timeout(1000)
    assert {"LAYER=img", "LAYER=cia"} == {
        part for url in asked for part in url.split("&") if part.startswith("LAYER=")
    }
    assert all("tk=a1b2c3d4e5f60718" in url and "TILEMATRIXSET=w" in url for url in asked)
    assert "tianditu.gov.cn" in found.box.locator(".luotu-online").inner_text()
    context.close()


def _body(response):
    with suppress(Error):  # what came early, before it was wanted, has none that could be read
        return response.body() if response.ok and response.status != 204 else b""
    return b""


def test_a_ground_that_cannot_be_used_is_told_and_the_map_shown(open_map, registry, monkeypatch):
    monkeypatch.setenv("LUOTU_GROUND_URL", "ftp://gis/{z}/{x}/{y}")
    with serve(registry) as url:
        page = open_map(url)
        assert "LUOTU_GROUND_URL" in page.page.locator('[data-testid="stMain"]').inner_text()
        assert page.run("() => luotu.current.data.grounds") == []


def _without(chromium, address, script):
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(script)
    page.goto(address)
    return context, page, faults


@pytest.mark.parametrize("missing", ["delete Object.hasOwn", "delete window.CSS"])
def test_a_browser_that_is_too_old_gets_a_plain_message(chromium, address, missing):
    context, page, faults = _without(chromium, address, missing)
    page.locator("#luotu-old").wait_for()
    page.wait_for_timeout(500)
    shown = page.inner_text("body")
    assert "浏览器版本过旧" in shown
    assert "Chromium 108" in shown
    assert page.locator("#root").count() == 0
    assert faults == []
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "test-too-old.png")
    context.close()


LATER_THAN_108 = """
for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
for (const name of ["isWellFormed", "toWellFormed"]) delete String.prototype[name];
for (const name of ["union", "intersection", "difference"]) delete Set.prototype[name];
delete Promise.withResolvers; delete Promise.try; delete Object.groupBy; delete Map.groupBy;
delete Array.fromAsync; delete AbortSignal.any; delete URL.canParse; delete URL.parse;
delete window.Iterator; delete RegExp.escape; delete Intl.DurationFormat;
delete HTMLElement.prototype.showPopover; delete Map.prototype.getOrInsert;
"""


def test_the_page_works_without_any_function_later_than_chromium_108(chromium, address):
    context, page, faults = _without(chromium, address, LATER_THAN_108)
    box = page.frame_locator('iframe[src*="st_folium"]')
    box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
    page.get_by_role("tab").nth(1).click()
    page.get_by_test_id("stDataFrame").first.wait_for()
    assert faults == []
    context.close()

"""The real page in headless Chromium, watched for anything a planner or an office would mind."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.servers import ROOT, serve
from tests.browser.visiting import still, visitors
from tests.made import fill
from tools import make_registry
from tools.bootstrap import CHROMIUM_NAMES

SHOTS = ROOT / "screenshots"
COUNT = 5000  # projects of the large registry
SETTLED = """() => {
    const map = luotu.current._map, at = map.getCenter();
    const view = [at.lat, at.lng, map.getZoom()].join();
    return map.getContainer().getAttribute("data-settled") === view;
}"""


@pytest.fixture(scope="session")
def registry(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("registry") / "made.sqlite")


@pytest.fixture(scope="session")
def address(registry):
    with serve(registry) as url:
        yield url


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    """The address of a large registry, looked at level by level."""
    url = make_registry.write(COUNT, tmp_path_factory.mktemp("large") / "large.sqlite")
    with serve(url) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    assert found, "no Chromium: install Debian's package chromium, or run `make test`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class MapPage:
    """The map page as a planner handles it."""

    def __init__(self, page, address):
        self.page = page
        page.goto(address)
        self.box = page.frame_locator('iframe[src*="st_folium"]')
        self.wait_for_paint()

    def wait_for_paint(self):
        self.box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
        # The map is painted before the last of the filters is there.
        self.page.locator('[data-testid="stSidebar"] [data-testid="stExpander"]').first.wait_for()
        self.settle()

    def settle(self):
        """Wait until the page has stopped running and the map repainting."""
        still(self.page, quiet=450)  # the map's own answer waits 250 ms

    def wait_until_settled(self):
        """Wait until the view is painted with all there is to it."""
        for _ in range(60):
            self.page.wait_for_timeout(100)
            if self.run(SETTLED):
                return
        pytest.fail("never painted")

    def run(self, script, argument=None):
        frame = next(frame for frame in self.page.frames if "st_folium" in frame.url)
        return frame.evaluate(script, argument)

    def point_at(self, point):
        """Bring the pointer to a spot of the map."""
        assert point, "not on the map"
        iframe = self.page.locator('iframe[src*="st_folium"]').bounding_box()
        self.page.mouse.move(iframe["x"] + point["x"], iframe["y"] + point["y"])

    def click_at(self, point):
        self.point_at(point)
        self.page.mouse.down()
        self.page.mouse.up()
        self.settle()

    def pick(self, label, option):
        """Choose an option of a filter."""
        self.page.get_by_role("combobox", name=label, exact=False).first.click()
        self.page.get_by_role("option", name=option).first.click()
        self.page.keyboard.press("Escape")
        self.settle()

    def table(self):
        """Put the table of projects beside the map; return it."""
        self.page.get_by_role("radio", name="项目表").click(force=True)
        self.settle()
        return self.page.locator('[class*="st-key-all_projects"]')

    def panel(self):
        return self.page.locator(".st-key-details").inner_text()

    def shot(self, name):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def open_page(chromium):
    """Open pages of visitors of their own; at the end nothing may have gone wrong."""
    with visitors(chromium) as opened:
        yield opened


@pytest.fixture
def open_map(open_page, address):
    """Open the map page."""

    def opened(url=address, size=(1366, 768)):
        return MapPage(open_page(size), url)

    return opened

"""Filter changes on the map page in headless Chromium: from the click to map and tables repainted.

A change counts from the mouse button's release, or from the last key of a search, to the frame
after which the totals are new, the map has painted its new answer and the page has stopped running,
so that every table is there. Each filter is new to the server: nothing of it was worked out before.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

__all__ = ["SEARCH", "WORST", "changes", "report"]

WORST = 600
"""The bar: milliseconds of any change but a search, which waits for a pause in the typing."""
SEARCH = "search"

_PATIENCE = 30_000
_LISTEN = """() => {
    const note = (event) => { window.luotuInput = performance.now(); };
    ["pointerup", "keyup"].forEach((name) => window.addEventListener(name, note, true));
    const map = () => {
        for (const frame of document.querySelectorAll("iframe")) {
            const inside = frame.contentDocument;
            const map = inside && inside.getElementById("map_div");
            if (map) return { map: map, late: inside.defaultView.performance.timeOrigin };
        }
        return null;
    };
    window.luotuSeen = () => {
        const found = map();
        return {
            totals: document.querySelector(".st-key-headline").textContent,
            painted: found.map.getAttribute("data-painted-at"),
        };
    };
    window.luotuDone = (before) => {
        const app = document.querySelector("[data-testid=stApp]");
        if (app.getAttribute("data-test-script-state") !== "notRunning") return false;
        const now = window.luotuSeen();
        return now.totals !== before.totals && now.painted !== before.painted;
    };
}"""
_CHANGED = """(before) => new Promise((done, fail) => {
    const end = performance.now() + 30000;
    const note = () => done(performance.now() - window.luotuInput);
    const look = () => {
        if (window.luotuDone(before)) requestAnimationFrame(() => setTimeout(note));
        else if (performance.now() > end) fail(new Error("the filter never showed"));
        else requestAnimationFrame(look);
    };
    look();
})"""


def changes(page: Page) -> list[tuple[float, str]]:
    """Change one filter after the other; return milliseconds and name of each change."""
    page.set_default_timeout(_PATIENCE)
    page.evaluate(_LISTEN)
    found: list[tuple[float, str]] = []

    def timed(name: str, change: Callable[[], None]) -> None:
        page.wait_for_timeout(700)
        before = page.evaluate("() => window.luotuSeen()")
        change()
        found.append((page.evaluate(_CHANGED, before), name))

    for stage in ("规划", "在建", "前期"):
        timed("stage", lambda stage=stage: _pill(page, stage))  # type: ignore[misc]
    for kind in ("光伏", "风电"):
        _open(page, "类别")
        timed("kind", lambda kind=kind: _option(page, kind))  # type: ignore[misc]
    page.keyboard.press("Escape")
    timed("clear", page.get_by_role("button", name="清除筛选").first.click)
    _open(page, "行业")
    timed("sector", lambda: _option(page, "电源"))
    page.keyboard.press("Escape")
    timed("stage", lambda: _pill(page, "已建"))
    _open(page, "城市")
    page.keyboard.type("娄底")  # a long list is drawn only where it is seen
    timed("city", lambda: _option(page, "娄底市"))
    page.keyboard.press("Escape")
    timed("clear", page.get_by_role("button", name="清除筛选").first.click)
    page.get_by_role("textbox", name="搜索").click()
    timed(SEARCH, lambda: page.keyboard.type("抽水", delay=60))
    return found


def report(found: list[tuple[float, str]], count: int) -> Iterator[str]:
    """Yield the lines to print of the changes among `count` projects."""
    times = [time for time, name in found if name != SEARCH]
    searched = [time for time, name in found if name == SEARCH]
    median, worst = statistics.median(times), max(times)
    said = f"median {median:.0f} ms, worst {worst:.0f} ms"
    yield f"  {count:,} projects: {len(times)} changes of a filter, {said}"
    yield f"    a search from the last key on, its pause of 300 ms included: {searched[0]:.0f} ms"
    yield f"  {'ok' if worst <= WORST else 'FAIL'}: worst at most {WORST}"


def _pill(page: Page, name: str) -> None:
    pills = page.locator('[data-testid="stSidebar"] [data-testid="stButtonGroup"] button')
    pills.filter(has_text=name).first.click()


def _open(page: Page, name: str) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name=name).first.click()


def _option(page: Page, name: str) -> None:
    page.get_by_role("option", name=name).first.click()

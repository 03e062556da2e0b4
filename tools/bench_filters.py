"""Filter changes on map page and page of sums in headless Chromium: click to map and tables there.

A change counts from the mouse button's release, or from the last key of a search, to the frame
after which the totals are new, the map has painted its new answer and the page has stopped running,
so that every table is there. Each filter is new to the server: nothing of it was worked out before.
"""

from __future__ import annotations

import statistics
from functools import partial
from typing import TYPE_CHECKING

from tools.bench_shared import verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    Timed = Callable[[str, Callable[[], None]], None]

__all__ = ["PAUSE", "SEARCH", "WORST", "changes", "report", "sums_changes"]

WORST = 600
"""The bar: milliseconds of any change; of a search from the pause in the typing on."""
SEARCH = "search"
PAUSE = 300
"""Milliseconds, as the search's own field has them."""

_PATIENCE = 30_000
_LISTEN = """(isMap) => {
    const note = (event) => { window.luotuInput = performance.now(); };
    ["pointerup", "keyup", "input"].forEach((name) => window.addEventListener(name, note, true));
    const map = () => {
        for (const frame of document.querySelectorAll("iframe")) {
            const inside = frame.contentDocument;
            const map = inside && inside.getElementById("map_div");
            if (map) return { map: map, late: inside.defaultView.performance.timeOrigin };
        }
        return null;
    };
    window.luotuSeen = () => {
        if (!isMap) return { totals: document.querySelector("[data-testid=stMain]").innerText };
        return {
            totals: document.querySelector(".st-key-headline").textContent,
            painted: map().map.getAttribute("data-painted-at"),
        };
    };
    window.luotuDone = (before) => {
        const app = document.querySelector("[data-testid=stApp]");
        if (app.getAttribute("data-test-script-state") !== "notRunning") return false;
        const now = window.luotuSeen();
        return now.totals !== before.totals && (!isMap || now.painted !== before.painted);
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
    found, timed = _watched(page)
    for stage in ("规划", "在建", "前期"):
        timed("stage", partial(_pill, page, stage))
    for kind in ("光伏", "风电"):
        _open(page, "类别")
        timed("kind", partial(_option, page, kind))
    page.keyboard.press("Escape")
    timed("clear", lambda: _clear(page))
    _open(page, "行业")
    timed("sector", lambda: _option(page, "电源"))
    page.keyboard.press("Escape")
    timed("stage", lambda: _pill(page, "已建"))
    _open(page, "城市")
    page.keyboard.type("娄底")  # a long list is drawn only where it is seen
    timed("city", lambda: _option(page, "娄底市"))
    page.keyboard.press("Escape")
    timed("clear", lambda: _clear(page))
    _seldom(page, timed)
    page.get_by_role("textbox", name="搜索").click()
    timed(SEARCH, lambda: page.keyboard.type("抽水", delay=60))
    return found


def sums_changes(page: Page) -> list[tuple[float, str]]:
    """Do the same on the page of sums, which is asked for by its tab."""
    page.get_by_test_id("stTopNav").get_by_role("link", name="汇总").click()
    page.locator(".st-key-sums_top").wait_for()
    found, timed = _watched(page, is_map=False)
    for stage in ("规划", "在建"):
        timed("sums, stage", partial(_pill, page, stage))
    _open(page, "类别")
    timed("sums, kind", lambda: _option(page, "光伏"))
    page.keyboard.press("Escape")
    timed("sums, clear", lambda: _clear(page))
    return found


def _seldom(page: Page, timed: Timed) -> None:
    """Change the filters in the fold: size, year, period, unit, document."""
    page.get_by_role("button", name="更多筛选").click()
    page.get_by_role("spinbutton", name="不小于").click()
    page.keyboard.type("5")
    timed("size", lambda: page.keyboard.press("Enter"))
    timed("clear", lambda: _clear(page))
    timed("period", lambda: _pill(page, "十四五"))
    timed("clear", lambda: _clear(page))
    for title, option, name in (
        ("责任单位", "样例第7局", "unit"),
        ("文件", "之2", "document"),
    ):
        _open(page, title)
        page.keyboard.type(option)  # a long list is drawn only where it is seen
        timed(name, partial(_option, page, option))
        page.keyboard.press("Escape")
        timed("clear", lambda: _clear(page))
    page.get_by_role("button", name="更多筛选").click()


def _watched(page: Page, *, is_map: bool = True) -> tuple[list[tuple[float, str]], Timed]:
    """Return an empty list and what puts the time of a change into it."""
    page.set_default_timeout(_PATIENCE)
    page.evaluate(_LISTEN, is_map)
    found: list[tuple[float, str]] = []

    def timed(name: str, change: Callable[[], None]) -> None:
        page.wait_for_timeout(700)
        before = page.evaluate("() => window.luotuSeen()")
        change()
        found.append((page.evaluate(_CHANGED, before), name))

    return found, timed


def report(found: list[tuple[float, str]], count: int) -> Iterator[str]:
    """Yield the lines to print of the changes among `count` projects."""
    times = [time for time, name in found if name != SEARCH]
    searched = [time for time, name in found if name == SEARCH]
    median, worst = statistics.median(times), max(times)
    said = f"median {median:.0f} ms, worst {worst:.0f} ms"
    yield f"  {count:,} projects: {len(times)} changes of a filter, {said}"
    for kind in dict.fromkeys(name for _, name in found):
        own = [time for time, name in found if name == kind]
        yield f"    {kind}: {', '.join(f'{time:.0f}' for time in own)} ms"
    yield f"    the search counts from its last key on, its pause of {PAUSE} ms included"
    worst = max([worst, *(time - PAUSE for time in searched)])
    yield f"  {verdict(worst <= WORST)}: worst at most {WORST}, of a search after its pause"


def _clear(page: Page) -> None:
    page.get_by_role("button", name="清除筛选").first.click()


def _pill(page: Page, name: str) -> None:
    pills = page.locator('[data-testid="stSidebar"] [data-testid="stButtonGroup"] button')
    pills.filter(has_text=name).first.click()


def _open(page: Page, name: str) -> None:
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name=name).first
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # scrolling shuts a list that is open
    box.click()


def _option(page: Page, name: str) -> None:
    page.get_by_role("option", name=name).first.click()

"""The map page in headless Chromium, beside an empty Streamlit page in the same run.

    python -m tools.bench_page [--quick]

First paint counts from the address being entered to the frame after the map was painted, or after
the empty page's text came, both by the browser's own clock; the server is warm and each page has a
new browser context, so that nothing is cached in the browser. Pans and zooms are the mouse's:
from the button's release to the moment the layer has painted all there is to the new view, zoom
animation and the server's answer included. The registries are made by `tools.make_registry`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tools import make_registry
from tools.bench_filters import changes, sums_changes
from tools.bench_filters import report as filters_reported
from tools.bench_shared import verdict
from tools.bootstrap import CHROMIUM_NAMES
from tools.screenshot import sample_registry
from tools.starting import free_port, wait_until_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame, Page

__all__ = ["Watch", "main", "moves"]

ROOT = Path(__file__).resolve().parent.parent
MANY, SOME, SESSIONS, ROUNDS, SLOWER = 100_000, 4_000, 5, 5, 4
# The bars: times the empty page; milliseconds; MB.
MOST_FIRST, MEDIAN_MANY, WORST_MANY, MEDIAN_SOME, WORST_SLOW = 1.5, 450, 700, 400, 1200
MOST_MEMORY = 700
SIZE = {"width": 1366, "height": 768}
PATIENCE = 60_000
EMPTY = 'import streamlit as st\nst.set_page_config(layout="wide")\nst.text("ready")\n'

# Notes when the first frame with what is waited for has been shown.
_SEEN = """() => {
    const text = () => document.querySelector("[data-testid=stText]");
    const map = () => {
        const frame = document.querySelector("iframe[src*=st_folium]");
        const inside = frame && frame.contentDocument;
        return inside && inside.querySelector("#map_div[data-painted]");
    };
    const there = %s;
    const note = () => { window.luotuSeen = performance.now(); };
    const look = () => {
        if (!there()) requestAnimationFrame(look);
        else requestAnimationFrame(() => setTimeout(note));
    };
    if (window.top === window) look();
}"""
_LISTEN = """() => {
    const note = () => { window.luotuInput = performance.now(); };
    ["pointerup", "mouseup"].forEach((name) => window.addEventListener(name, note, true));
}"""
_VIEW = """() => {
    window.luotuLayer = luotu.current;
    const map = luotu.current._map, at = map.getCenter();
    return [at.lat, at.lng, map.getZoom()].join();
}"""
_PAINTED = """(before) => new Promise((done, fail) => {
    const map = luotu.current._map, parent = map.getContainer();
    const end = performance.now() + 20000;
    const look = () => {
        const at = map.getCenter();
        const view = [at.lat, at.lng, map.getZoom()].join();
        const painted = Number(parent.getAttribute("data-painted-at"));
        if (view !== before && parent.getAttribute("data-settled") === view) {
            const asked = window.luotuLayer !== luotu.current;
            done([painted - window.luotuInput, luotu.current.data.level + (asked ? " asked" : "")]);
        } else if (performance.now() > end) fail(new Error("never painted"));
        else requestAnimationFrame(look);
    };
    look();
})"""


@dataclass
class Watch:
    """What a page asked of other machines, and what went wrong in it."""

    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note every request that leaves the machine and every error."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname != "127.0.0.1":
            self.faults.append(f"left the machine: {url}")


@contextmanager
def serve(script: Path, **environment: str) -> Iterator[tuple[str, int]]:
    """Run a Streamlit script; yield its address and process id."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, **quiet)  # type: ignore[call-overload]
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_up(address, lambda: server.poll() is None)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def resident(pid: int) -> float:
    """Return a process's resident memory, MB."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    message = f"no memory is told of process {pid}"
    raise RuntimeError(message)


def opened(browser: Browser, address: str, watch: Watch, *, is_map: bool) -> tuple[Page, float]:
    """Open a page in a context of its own; return it with the seconds to its first paint."""
    page = browser.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    page.add_init_script(f"({_SEEN % ('map' if is_map else 'text')})()")
    watch.follow(page)
    page.goto(address)
    if is_map:
        frame = page.frame_locator('iframe[src*="st_folium"]')
        frame.locator("#map_div[data-painted]").wait_for(timeout=PATIENCE)
    seen = page.wait_for_function("() => window.luotuSeen", timeout=PATIENCE).json_value()
    return page, seen / 1000


def first_paints(browser: Browser, watch: Watch, folder: Path, rounds: int) -> dict[str, float]:
    """Return seconds to the first paint of the empty page and of the five cities' map."""
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    sample = sample_registry(folder)
    pages: dict[str, list[float]] = {"empty": [], "map": []}
    with serve(script) as (empty, _), serve(ROOT / "server.py", LUOTU_REGISTRY=sample) as (map_, _):
        for number in range(rounds + 1):
            for name, address in (("empty", empty), ("map", map_)):
                page, seconds = opened(browser, address, watch, is_map=name == "map")
                page.context.close()
                if number:  # the first of each warms its server
                    pages[name].append(seconds)
    return {name: statistics.median(seconds) for name, seconds in pages.items()}


def map_frame(page: Page) -> Frame:
    """Return the frame the map is in, with the mouse's releases noted."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(
        timeout=PATIENCE
    )
    page.wait_for_timeout(1000)
    frame = next(frame for frame in page.frames if "st_folium" in frame.url)
    frame.evaluate(_LISTEN)
    return frame


def moves(page: Page, frame: Frame) -> list[tuple[float, str]]:
    """Zoom in from all of China and pan at every zoom; return milliseconds and level of each."""
    found: list[tuple[float, str]] = []
    for zoom in range(9):
        for step in ("in", *(("pan", "pan back") if zoom % 2 else ("pan",))):
            before = frame.evaluate(_VIEW)
            _zoom_in(page) if step == "in" else _pan(page, 1 if step == "pan" else -1)
            found.append(tuple(frame.evaluate(_PAINTED, before)))
            page.wait_for_timeout(120)
    return found


def _zoom_in(page: Page) -> None:
    page.frame_locator('iframe[src*="st_folium"]').locator(".leaflet-control-zoom-in").click()


def _pan(page: Page, sign: int) -> None:
    box = page.locator('iframe[src*="st_folium"]').bounding_box()
    if box is None:
        message = "the map is not on the page"
        raise RuntimeError(message)
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.55
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - sign * 260, y - sign * 40, steps=8)
    page.wait_for_timeout(120)  # at rest, so that the map does not glide on
    page.mouse.up()


def moved(
    browser: Browser, watch: Watch, address: str, *, slower: int = 1
) -> list[tuple[float, str]]:
    """Open the map and move it about, the processor slowed down `slower` times."""
    page, _ = opened(browser, address, watch, is_map=True)
    frame = map_frame(page)
    if slower > 1:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found = moves(page, frame)
    page.context.close()
    return found


def filtered(browser: Browser, watch: Watch, address: str) -> list[tuple[float, str]]:
    """Open the map and change its filters; return milliseconds and name of each change."""
    page, _ = opened(browser, address, watch, is_map=True)
    map_frame(page)
    found = [*changes(page), *sums_changes(page)]
    page.context.close()
    return found


def with_sessions(browser: Browser, watch: Watch, address: str, pid: int) -> float:
    """Return the server's memory, MB, with several sessions open that have all looked about."""
    pages = []
    for _ in range(SESSIONS):
        page, _ = opened(browser, address, watch, is_map=True)
        frame = map_frame(page)
        for _ in range(4):
            before = frame.evaluate(_VIEW)
            _zoom_in(page)
            frame.evaluate(_PAINTED, before)
        pages.append(page)
    held = resident(pid)
    for page in pages:
        page.context.close()
    return held


def measured(quick: bool) -> dict[str, Any]:  # noqa: FBT001 - the command line's own word
    """Measure everything; seconds, milliseconds and MB."""
    chromium = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if chromium is None:
        message = "no Chromium: install Debian's package chromium"
        raise RuntimeError(message)
    watch = Watch()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        told["first"] = first_paints(browser, watch, folder, 1 if quick else ROUNDS)
        for label, count in (("some", SOME), ("many", MANY)):
            url = make_registry.write(count, folder / f"{label}.sqlite")
            with serve(ROOT / "server.py", LUOTU_REGISTRY=url) as (address, pid):
                opened(browser, address, watch, is_map=True)[0].context.close()
                told[label] = moved(browser, watch, address)
                if label == "many":
                    told["slow"] = moved(browser, watch, address, slower=SLOWER)
                    told["filters"] = filtered(browser, watch, address)
                    told["memory"] = with_sessions(browser, watch, address, pid)
        browser.close()
    told["faults"] = watch.faults
    return told


def report(told: dict[str, Any]) -> Iterator[str]:
    """Yield the lines to print."""
    empty, first = told["first"]["empty"], told["first"]["map"]
    yield f"  empty page {empty:6.2f} s; map of the five cities {first:6.2f} s"
    yield f"  {verdict(first <= MOST_FIRST * empty)}: × {first / empty:.2f}, at most {MOST_FIRST}"
    bars = {
        "some": (f"{SOME:,} projects", MEDIAN_SOME, None),
        "many": (f"{MANY:,} projects", MEDIAN_MANY, WORST_MANY),
        "slow": (f"{MANY:,}, processor ÷ {SLOWER}", None, WORST_SLOW),
    }
    for key, (title, median_bar, worst_bar) in bars.items():
        times = [time for time, _ in told[key]]
        median, worst = statistics.median(times), max(times)
        fits = (median_bar is None or median <= median_bar) and (
            worst_bar is None or worst <= worst_bar
        )
        bar = ", ".join(
            f"{name} at most {value}"
            for name, value in (("median", median_bar), ("worst", worst_bar))
            if value
        )
        asked = [time for time, level in told[key] if level.endswith("asked")]
        yield f"  {title}: {len(times)} moves, median {median:.0f} ms, worst {worst:.0f} ms"
        if asked:
            said = f"median {statistics.median(asked):.0f} ms"
            yield f"    of them {len(asked)} left what was there and asked the server: {said}"
        yield f"  {verdict(fits)}: {bar}"
    yield from filters_reported(told["filters"], MANY)
    held = told["memory"]
    said = f"{held:.0f} MB with {SESSIONS} sessions, at most {MOST_MEMORY}"
    yield f"  {verdict(held <= MOST_MEMORY)}: {said}"
    faults = told["faults"]
    yield f"  {verdict(not faults)}: {len(faults)} requests off the machine or errors"
    yield from (f"    {fault}" for fault in faults[:5])


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the map page beside an empty one.")
    parser.add_argument("--quick", action="store_true", help="one round of first paints")
    parser.add_argument("--moves", action="store_true", help="print every move")
    chosen = parser.parse_args()
    print("\nThe map page in Chromium, beside an empty Streamlit page")
    told = measured(chosen.quick)
    for line in report(told):
        print(line)
    if chosen.moves:
        for key in ("some", "many", "slow", "filters"):
            print(key, " ".join(f"{level}:{time:.0f}" for time, level in told[key]))
    return 0


if __name__ == "__main__":
    sys.exit(main())

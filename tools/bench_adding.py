"""A Word file of 15,000 characters from drop to review table, in a browser.

    python -m tools.bench_adding

What is timed is what a planner waits for: from the moment the file is dropped on the page until the
table of the review is there. The first file of a server loads the names of places, too, and is told
apart. The peer beside it is the reading alone, in a process of its own, without server and page.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.divisions import Divisions
from tools.bench_intake import write_docx
from tools.bootstrap import CHROMIUM_NAMES
from tools.starting import free_port, wait_until_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS = 3.0
"""The bar, from drop to review table."""
REPEATS = 3
_READ = (
    "import sys, time; from pathlib import Path; from geo.gazetteer import Gazetteer; "
    "from projects.intake import Means, intake; "
    "m = Means(Gazetteer.load()); p = Path(sys.argv[1]); "
    "intake(p, means=m); t = time.perf_counter(); intake(p, means=m); "
    "print(time.perf_counter() - t)"
)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Start the app over an empty registry; yield its address."""
    port = free_port()
    own = {
        "LUOTU_REGISTRY": f"sqlite:///{folder / 'bench.sqlite'}",
        "LUOTU_USERS": str(folder / "users.json"),
    }
    command = [sys.executable, "-m", "streamlit", "run", "server.py", f"--server.port={port}"]
    server = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **own},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_up(f"http://127.0.0.1:{port}", lambda: server.poll() is None)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _drop(page: Page, path: Path) -> float:
    """Drop a file; return the seconds until the review's table is there."""
    field = page.locator('.st-key-add_files input[type="file"]').first
    field.wait_for(state="attached")
    begun = time.perf_counter()
    field.set_input_files(path)
    table = page.locator('[class*="st-key-review_table"] canvas').first
    table.wait_for(state="attached", timeout=60_000)
    return time.perf_counter() - begun


def _measured(address: str, path: Path) -> list[float]:
    from playwright.sync_api import sync_playwright

    chromium = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if chromium is None:
        message = "no Chromium: install Debian's package chromium"
        raise SystemExit(message)
    options = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        times = []
        for _ in range(REPEATS + 1):
            page = browser.new_context().new_page()  # a visitor of its own each time
            page.goto(f"{address}add")
            times.append(_drop(page, path))
            page.context.close()
        browser.close()
    return times


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "plan.docx"
        write_docx(path, Divisions.load())
        with _served(folder) as address:
            first, *times = _measured(address, path)
        command = [sys.executable, "-c", _READ, str(path)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    alone, middle = float(done.stdout), statistics.median(times)
    said = "met" if middle <= MOST_SECONDS else "MISSED"
    print("\nA Word file of 15,000 characters, from drop to review table (wall clock)")
    print(f"  {said}: {middle:.2f} s, at most {MOST_SECONDS:g} s; the server's first {first:.2f} s")
    print(f"  the reading alone, in a process that is up: {alone:.2f} s  ×{middle / alone:.2f}")


if __name__ == "__main__":
    main()

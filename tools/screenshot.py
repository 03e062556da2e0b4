"""Makes the README's picture: starts the page, opens it in headless Chromium, saves what it shows.

The registry is a temporary one with the sample alone, so that nobody's own projects come into the
picture.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from projects.registry import Registry
from projects.settings import Settings
from tools.bootstrap import CHROMIUM_NAMES
from tools.starting import free_port, wait_until_up

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "map.png"
FILTER, CITY = "城市", "济宁市"
PAINT_MILLISECONDS, WIDTH, HEIGHT = 8000, 1440, 900


def sample_registry(folder: Path) -> str:
    """Make a registry in `folder` that holds the sample and return its URL."""
    (folder / "sample").symlink_to(ROOT / "data" / "sample")
    settings = Settings(data=folder)
    with Registry.open(settings=settings):
        return f"sqlite:///{settings.default_registry}"


@contextmanager
def served_page(registry: str) -> Iterator[str]:
    """Serve the map page on a free port and yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port), "--registry", registry]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_up(address, lambda: server.poll() is None)
            yield address
        finally:
            server.terminate()


def take(address: str, target: Path) -> None:
    """Open the page, choose one city, wait until it is painted, and save it as PNG."""
    from playwright.sync_api import sync_playwright

    chromium = next(path for name in CHROMIUM_NAMES if (path := shutil.which(name)))
    options = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        page.goto(address)
        page.wait_for_selector("iframe", timeout=60_000)
        page.get_by_role("combobox", name=FILTER).click()
        page.get_by_role("option", name=CITY).click()
        page.keyboard.press("Escape")
        page.wait_for_timeout(PAINT_MILLISECONDS)
        page.screenshot(path=target)
        browser.close()


def main() -> None:
    """Make the picture."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served_page(sample_registry(Path(folder))) as address,
    ):
        take(address, PICTURE)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""The page behind nginx, below a path, by the very configuration that the docs give."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.conftest import MapPage
from tests.browser.servers import ROOT
from tests.browser.visiting import still
from tests.made import LOUDI, loudi
from tools.bootstrap import nginx_program
from tools.starting import free_port, wait_until_up

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(nginx_program() is None, reason="no nginx: apt-get install nginx"),
]

DOC = ROOT / "docs" / "serving.md"
HOST = "127.0.0.2"
"""Not the address Streamlit is told of, as an office's own name is not."""
FOR_EVER = "public, max-age=31536000, immutable"
AREA = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":'
    '"Polygon","coordinates":[[[111.2,27.8],[111.3,27.8],[111.3,27.9],[111.2,27.8]]]}}]}'
)


@contextmanager
def _running(command, address, **options):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, **quiet, **options) as process:
        try:
            wait_until_up(address, lambda: process.poll() is None)
            yield
        finally:
            process.terminate()


def _configuration(folder, *, port, app):
    (told,) = re.findall(r"```nginx\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    assert "listen 80;" in told
    told = told.replace("listen 80;", f"listen {HOST}:{port};").replace("8501", str(app))
    own = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{own}{told}}}\n",
        "utf-8",
    )
    return path


@pytest.fixture(scope="module")
def proxied(registry, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    app, port = free_port(), free_port(HOST)
    serve = [sys.executable, "-m", "cli", "serve", "--port", str(app), "--registry", registry]
    conf = _configuration(folder, port=port, app=app)
    address = f"http://{HOST}:{port}/luotu"
    with (
        _running(
            serve,
            f"http://127.0.0.1:{app}/luotu",
            env={**os.environ, "STREAMLIT_SERVER_BASE_URL_PATH": "luotu"},
        ),
        _running([nginx_program(), "-c", conf], address),
    ):
        yield address


def _asked(page):
    """Note every request and every fault of a page to come."""
    requests, faults = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "response",
        lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None,
    )
    return requests, faults


def _early_files_are_there(proxied):
    """Before any page has run: the first visitor's browser asks for them too."""
    request = urllib.request.Request(f"{proxied}/", headers={"Accept": "text/html"})  # noqa: S310
    links = []
    for _ in range(100):  # until the server has warmed up
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            page = answer.read().decode()
        links = re.findall(r'<link rel="(?:prefetch|modulepreload)"[^>]* href="([^"]+)"', page)
        if any("map-" in link for link in links):
            break
        time.sleep(0.2)
    for link in links:
        with urllib.request.urlopen(urljoin(f"{proxied}/", link)) as answer:  # noqa: S310
            assert answer.status == 200
            if "/component/" in link:
                assert answer.headers["Cache-Control"] == FOR_EVER, link


def test_pages_below_a_path_are_opened_by_their_addresses(proxied, open_page):
    """Below a path the page of /luotu/add asked for /luotu/add/_stcore/health first."""
    requests, faults = _asked(tab := open_page())
    for load in (lambda: tab.goto(f"{proxied}/add"), tab.reload):
        load()
        tab.get_by_role("tab", name="粘贴文本").wait_for()
        still(tab)
    assert faults == []
    health = {urlsplit(url).path for url in requests if url.endswith("/_stcore/health")}
    assert health == {"/luotu/_stcore/health"}


def test_files_named_by_their_contents_are_asked_for_early_and_fetched_once(proxied, open_page):
    _early_files_are_there(proxied)
    first = MapPage(open_page(), f"{proxied}/").page
    fetched = MapPage(first.context.new_page(), f"{proxied}/").run(
        "() => performance.getEntriesByType('resource').map((e) => [e.name, e.transferSize])"
    )
    named = [size for url, size in fetched if re.search(r"/(map|backdrop|detail)-\w{10}", url)]
    assert len(named) >= 4
    assert set(named) == {0}


def test_the_map_works_behind_nginx_and_asks_nothing_outside_its_path(proxied, open_page):
    requests, faults = _asked(tab := open_page())
    page = MapPage(tab, proxied)  # without the last slash, as it is typed
    page.pick("城市", "娄底市")
    page.click_at(page.run("(key) => luotu.current.where(key)", f"{loudi()[0].sha256}/p1"))
    assert "样板山风电场" in page.panel()
    page.page.get_by_text("本机图层").click()
    upload = {"name": "a.geojson", "mimeType": "application/json", "buffer": AREA.encode()}
    page.page.locator('input[type="file"]').set_input_files(upload)
    page.page.get_by_text("个点").wait_for()
    page.settle()
    page.shot("test-nginx")
    assert page.run("() => luotu.current.data.cities.map((c) => c.code)") == [LOUDI]
    assert faults == []
    asked = [urlsplit(url) for url in requests if not url.startswith(("data:", "blob:"))]
    assert {(parts.hostname, parts.path.split("/")[1]) for parts in asked} == {(HOST, "luotu")}
    assert any(parts.path.startswith("/luotu/component/") for parts in asked)

"""What the page's head asks for early, and which files browsers may keep for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit import file_util

from views import headstart
from views.pagefront import Kept

KEPT = "public, max-age=31536000, immutable"


def sent(path, *, status=200, kind="http"):
    """The headers a browser gets of an application that sets an age of its own."""
    got = []

    async def application(scope, receive, send):
        headers = [(b"Cache-Control", b"public"), (b"content-type", b"text/css")]
        await send({"type": "http.response.start", "status": status, "headers": headers})

    async def send(message):
        got.append(message)

    with pytest.raises(StopIteration):  # nothing here waits: one step is all
        Kept(application)({"type": kind, "path": path}, None, send).send(None)
    return [v.decode() for k, v in got[0]["headers"] if k.lower() == b"cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/component/views.loading.luotu_map_files/map-7863a91f18.js",
        "/office/component/views.loading.luotu_map_files/detail-1be2427cec-3-140400.json",
        "/component/streamlit_folium.st_folium/static/js/main.521860b0.js",
    ],
)
def test_what_is_named_by_its_contents_is_kept(path):
    assert sent(path) == [KEPT]


@pytest.mark.parametrize(
    "path",
    [
        "/component/streamlit_folium.st_folium/index.html",
        "/component/streamlit_folium.st_folium/bootstrap.min.css",
        "/static/js/index.DormvYxC.js",
        "/",
    ],
)
def test_what_keeps_its_name_when_it_changes_is_not_kept(path):
    assert sent(path) == ["public"]


def test_a_missing_file_is_not_kept():
    # A server asked before it knows the component would else be without its map for a year.
    assert sent("/component/views.loading.luotu_map_files/map-7863a91f18.js", status=404) == [
        "public"
    ]


def test_the_chunks_asked_for_are_there_with_all_they_import():
    folder = Path(file_util.get_static_dir())
    chunks = headstart.of_streamlit("ComponentInstance")
    assert chunks[0].startswith("static/js/ComponentInstance.")
    assert all((folder / chunk).is_file() for chunk in chunks)
    assert headstart.of_streamlit("NoSuchChunk") == []


def test_the_components_script_is_found():
    (script,) = headstart.of_component()
    assert re.fullmatch(r"streamlit_folium\.st_folium/static/js/main\.[0-9a-f]+\.js", script)


def test_the_links_are_relative_so_that_they_hold_under_a_base_path():
    told = headstart.links(["static/js/a.js"], ["x.y/map-0.js"]).decode()
    assert re.findall('href="([^"]+)"', told) == ["./static/js/a.js", "./component/x.y/map-0.js"]

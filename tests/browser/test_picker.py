"""The small map by itself, with no server: it is fitted once its box has a size."""

from __future__ import annotations

import json

import pytest

from layers.webfiles import sources

pytestmark = pytest.mark.browser

SQUARE = [[[[113.0, 30.0], [114.0, 30.0], [114.0, 31.0], [113.0, 31.0], [113.0, 30.0]]]]
DATA = {
    "view": "one",
    "shapes": [{"code": "420900", "name": "县", "parts": SQUARE, "on": False, "candidate": True}],
    "geometry": None,
    "tools": False,
    "words": {},
}


@pytest.fixture
def page(chromium):
    script, style = sources()
    context = chromium.new_context(viewport={"width": 800, "height": 600})
    shown = context.new_page()
    shown.set_content(
        f"<style>{style}</style><div id='map' style='width:380px;height:300px;display:none'></div>"
    )
    shown.add_script_tag(content=script)
    shown.evaluate(
        """data => { window.map = L.map('map', { zoomAnimation: false }).setView([0, 0], 0);
        luotu.picker(data).addTo(map); }""",
        json.loads(json.dumps(DATA)),
    )
    yield shown
    context.close()


def zoom(page):
    page.wait_for_timeout(250)
    return page.evaluate("map.getZoom()")


def resized(page, **style):
    page.evaluate("s => Object.assign(document.getElementById('map').style, s)", style)


def test_a_box_that_had_no_size_is_fitted_when_it_gets_one(page):
    assert zoom(page) == 0
    resized(page, display="block")
    assert zoom(page) >= 7
    assert page.evaluate("map.getBounds().contains([[30, 113], [31, 114]])")


def test_it_is_fitted_again_on_resize_until_the_reader_moves_it(page):
    resized(page, display="block", width="120px", height="90px")
    small = zoom(page)
    resized(page, width="380px", height="300px")
    large = zoom(page)
    assert large > small
    page.mouse.move(150, 150)
    page.mouse.down()
    page.mouse.move(190, 190, steps=4)
    page.mouse.up()
    resized(page, width="120px", height="90px")
    assert zoom(page) == large

"""The office's own layers in the real page: shown to the one who brought them, and kept nowhere."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from tests.made import HOSTILE

pytestmark = pytest.mark.browser

OWN = "机密红线"
ATTACK = "边界 <b>{{7*7}}"
LAYERS = "() => luotu.overlay.layers().filter((l) => l.shown).map((l) => l.name)"
COLOURED = """(rgb) => {
    const canvas = document.querySelector("canvas.luotu-canvas");
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let n = 0;
    for (let i = 0; i < data.length; i += 4) {
        if (data[i] === rgb[0] && data[i + 1] === rgb[1] && data[i + 2] === rgb[2]) n += 1;
    }
    return n;
}"""
RED = [0x7F, 0, 0]


@pytest.fixture(scope="module")
def layer_file(tmp_path_factory):
    """Two layers in 娄底, one with a hostile name, hostile columns in both."""
    path = tmp_path_factory.mktemp("overlay") / f"{OWN}.gpkg"
    columns = {"说明": [ATTACK], OWN: ["甲乙丙丁"]}
    for layer, shape in ((ATTACK, box(111.2, 27.5, 111.8, 28.0)),
                         ("生态红线", box(111.9, 27.3, 112.1, 27.5))):  # fmt: skip
        frame = gpd.GeoDataFrame(columns, geometry=[shape], crs="EPSG:4490")
        frame.to_crs("EPSG:4547").to_file(path, layer=layer, driver="GPKG")
    return path


def bring(page, *files):
    opened = page.page.get_by_text("本机图层").first
    if not page.page.locator('[data-testid="stFileUploader"]').is_visible():
        opened.click()
    page.page.locator('input[type="file"]').set_input_files([str(file) for file in files])
    page.page.wait_for_timeout(1500)
    page.settle()


def sidebar(page):
    return page.page.locator('[data-testid="stSidebar"]')


def _registry_digest(registry):
    return hashlib.sha256(Path(registry.removeprefix("sqlite:///")).read_bytes()).hexdigest()


def test_a_layer_is_shown_to_its_owner_alone_and_kept_nowhere(
    open_map, registry, layer_file, tmp_path
):
    before = _registry_digest(registry)
    owner, other = open_map(), open_map()
    owner.pick("城市", "娄底市")
    other.pick("城市", "娄底市")
    bring(owner, layer_file)
    assert owner.run(LAYERS) == [f"{ATTACK} · {OWN}", f"生态红线 · {OWN}"]
    assert owner.run(COLOURED, RED) > 100
    legend = owner.box.locator(".luotu-overlays").text_content()
    assert OWN in legend
    assert ATTACK in legend
    owner.shot("test-overlay")

    other.page.reload()
    other.wait_for_paint()
    assert other.run(LAYERS) == []
    assert OWN not in other.page.content()

    owner.page.get_by_role("tab", name="下载").click()
    with owner.page.expect_download(timeout=60_000) as download:
        owner.page.get_by_role("tabpanel").get_by_role("button", name="下载 GeoPackage").click()
    target = tmp_path / "out.gpkg"
    download.value.save_as(target)
    assert OWN.encode() not in target.read_bytes()
    with sqlite3.connect(target) as exported:
        names = {name for (name,) in exported.execute("select table_name from gpkg_contents")}
    assert not any("红线" in name for name in names)
    assert _registry_digest(registry) == before

    owner.page.reload()
    owner.wait_for_paint()
    assert owner.run(LAYERS) == []  # a new session: nothing was stored


def test_layers_are_named_coloured_hidden_and_removed(open_map, layer_file):
    page = open_map()
    page.pick("城市", "娄底市")
    bring(page, layer_file)
    page.run("() => luotu.overlay.layers().forEach((l) => luotu.overlay.show(l.id, false))")
    assert page.run(COLOURED, RED) == 0  # a switch on the map needs no page
    page.run("() => luotu.overlay.layers().forEach((l) => luotu.overlay.show(l.id, true))")
    assert page.run(COLOURED, RED) > 100
    row = sidebar(page).locator('[class*="st-key-overlay_row_"]').first
    row.get_by_role("textbox").fill("<b>{{ 7 * 7 }}</b>")
    row.get_by_role("textbox").press("Enter")
    page.settle()
    assert page.run(LAYERS)[0] == "<b>{{ 7 * 7 }}</b>"
    row.get_by_text("显示").click()
    page.settle()
    assert len(page.run(LAYERS)) == 1
    assert page.run(COLOURED, RED) == 0
    for _ in range(2):
        sidebar(page).get_by_role("button", name="移除", exact=True).first.click()
        page.settle()
    assert page.run("() => luotu.overlay.layers().length") == 0
    assert page.box.locator(".luotu-overlays").count() == 0


SENT = """() => {
    const sent = (window.sentShapes = window.sentShapes || []);
    if (!window.wrappedOverlay) {
        window.wrappedOverlay = luotu.overlay.layer;
        luotu.overlay.layer = (data) => {
            sent.push(Object.keys(data.shapes).length);
            return window.wrappedOverlay(data);
        };
    }
    return sent;
}"""


def test_shapes_travel_once_and_come_back_when_the_map_is_loaded_anew(open_map, layer_file):
    page = open_map()
    page.run(SENT)
    bring(page, layer_file)
    page.pick("城市", "娄底市")
    page.pick("类别", "风电")
    sent = page.run(SENT)
    assert sum(sent) == 2
    assert len(sent) >= 3
    page.page.get_by_role("link", name="说明").click()
    page.page.get_by_text("数据来源").wait_for()
    page.page.get_by_role("link", name="地图").click()
    page.wait_for_paint()
    page.page.wait_for_timeout(1500)
    page.settle()
    assert len(page.run(LAYERS)) == 2


def test_what_cannot_be_shown_is_said_in_one_line_and_a_missing_system_is_asked_for(
    open_map, tmp_path
):
    page = open_map()
    broken = tmp_path / "坏<b>.zip"
    broken.write_bytes(b"PK\x03\x04")
    plain = tmp_path / "无坐标系.gpkg"
    with pytest.warns(UserWarning, match="crs"):
        gpd.GeoDataFrame(geometry=[box(111, 27, 112, 28)]).to_file(plain, driver="GPKG")
    bring(page, broken, plain)
    said = sidebar(page).inner_text()
    assert "坏<b>.zip：压缩包打不开" in said
    assert "无坐标系.gpkg：没有写明坐标系" in said
    sidebar(page).get_by_role("button", name="采用").click()
    page.page.wait_for_timeout(1000)
    page.settle()
    assert page.run(LAYERS) == ["无坐标系"]
    page.shot("test-overlay-faults")


def test_hostile_names_of_files_are_shown_letter_by_letter(open_map, tmp_path):
    names = [name for name in HOSTILE if name.strip() and "/" not in name and len(name) < 40]
    files = []
    for number, name in enumerate(names[:4]):
        files.append(tmp_path / f"{name}.geojson")
        shape = {"type": "Point", "coordinates": [111.5 + number / 10, 27.7]}
        files[-1].write_text(json.dumps(shape), "utf-8")
    page = open_map()
    bring(page, *files)
    assert page.run(LAYERS) == names[:4]
    fields = sidebar(page).locator('[class*="st-key-overlay_row_"] input[type="text"]')
    assert [field.input_value() for field in fields.all()] == names[:4]

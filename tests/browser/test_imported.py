"""An imported table on the page: pins at coordinates, the ledger in the panel, text as text."""

from __future__ import annotations

import csv

import pytest

from geo.boundaries import Boundaries
from geo.gazetteer import Gazetteer
from geo.geocoder import Geocoder
from geo.points import CountyIndex
from projects.importing import Atlas, Options, import_table
from projects.registry import Registry
from projects.settings import Settings
from tests.browser.servers import serve
from tests.made import HOSTILE

pytestmark = pytest.mark.browser

HEADER = [
    "项目名称",
    "类型",
    "状态",
    "装机容量(万千瓦)",
    "市",
    "县",
    "经度",
    "纬度",
    "坐标精度",
    "备注",
]
ROWS = [
    ["样板针脚风电场", "风电", "在建", "30", "娄底市", "新化县", "111.1500", "27.8500", "", "好"],
    [
        "样板大致风电场",
        "风电",
        "搁置",
        "10",
        "娄底市",
        "新化县",
        "111.2500",
        "27.9500",
        "approximate",
        "",
    ],
    ["样板争议风电场", "风电", "取消", "10", "娄底市", "双峰县", "111.3000", "27.7500", "", ""],
]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A table whose cells and labels hold attacks; the app's address and the projects' keys."""
    folder = tmp_path_factory.mktemp("imported")
    path = folder / "样板台账.csv"
    attacks = [text for text in HOSTILE if text.strip() and len(text) < 150]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([*HEADER, *attacks])
        table.writerows([*row, *attacks] for row in ROWS)
    gazetteer = Gazetteer.load()
    atlas = Atlas(gazetteer.divisions, Geocoder(gazetteer), lambda: CountyIndex(Boundaries.load()))
    url = f"sqlite:///{folder}/imported.sqlite"
    with Registry.open(url, settings=Settings()) as registry:
        report = import_table(path, registry, atlas=atlas, options=Options())
        assert report.rejected == []
        keys = {p.name: f"{p.document}/{p.id}" for p in registry.projects()}
    with serve(url) as address:
        yield address, keys


def test_an_exact_site_stands_on_a_pin_at_its_coordinates(open_map, imported):
    address, keys = imported
    page = open_map(address)
    where = """(key) => {
        const layer = luotu.current;
        const spot = layer.hits.find((h) => h.spot && h.spot.items.some((i) => i.key === key)).spot;
        if (!spot.pin) return null;
        const view = layer._view();
        const at = luotu.latLng((spot.pin[0] + view.ox) / view.scale,
                                (spot.pin[1] + view.oy) / view.scale);
        return [at.lng, at.lat];
    }"""
    assert page.run(where, keys["样板针脚风电场"]) == pytest.approx([111.15, 27.85], abs=1e-4)
    assert page.run(where, keys["样板大致风电场"]) is None
    assert page.run(where, keys["样板争议风电场"]) is None
    assert "针脚" in page.box.locator(".luotu-legend").inner_text()
    page.shot("test-imported")


def test_the_panel_shows_the_ledger_and_every_other_column_as_text(open_map, imported):
    address, keys = imported
    page = open_map(address)
    page.click_at(page.run("(key) => luotu.current.where(key)", keys["样板针脚风电场"]))
    said = page.panel()
    assert "表格导入，未经核对" in said
    assert "111.15000, 27.85000（WGS84，精确）" in said
    assert "表中其他列" in said
    for text in HOSTILE:
        if text.strip() and len(text) < 150:
            assert " ".join(text.split()) in " ".join(said.split())


def test_the_panel_says_that_county_and_coordinates_disagree(open_map, imported):
    address, keys = imported
    page = open_map(address)
    page.click_at(page.run("(key) => luotu.current.where(key)", keys["样板争议风电场"]))
    assert "坐标落在湖南省娄底市新化县，表中所填为湖南省娄底市双峰县" in page.panel()
    page.shot("test-imported-dispute")


def test_the_stages_of_tables_can_be_chosen(open_map, imported):
    address, _ = imported
    page = open_map(address)
    page.page.get_by_role("button", name="搁置 1").first.click()
    page.settle()
    assert page.run("() => luotu.current.data.projects.map((p) => p.name)") == ["样板大致风电场"]

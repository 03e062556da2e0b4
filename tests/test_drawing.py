"""Points, lines and areas put by hand, and pages of plans, get into what is exported."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pyogrio
import pytest
import shapely

from layers.drawing import drawn_by_hand, without_layer
from layers.exports import export, prepare
from layers.ledgerbook import HEADINGS, ledger_sheet
from layers.tables_beside import evidence_table
from projects.models import Geometry
from projects.registry import Registry
from projects.reviewing.shapes import typed_geometry
from projects.reviewing.values import ProjectKey
from projects.settings import Settings
from tests.layers_data import (
    MADE_ON,
    PLAN,
    SHUANGFENG,
    XINHUA,
    FakeBoundaries,
    divisions,
    documents,
    project,
)
from tests.reviewing_data import signed

TYPED = {
    "p1": ("111.712,27.612", "EPSG:4490", "Point"),
    "p2": ("111.71,27.61; 111.75,27.65; 111.78,27.66", "EPSG:4490", "LineString"),
    "p3": ("112.105,27.505; 112.115,27.505; 112.115,27.515", "GCJ-02", "Polygon"),
}
WORLD = {"boundaries": FakeBoundaries(), "divisions": divisions(), "made_on": MADE_ON}
BOW_TIE = ((112.1, 27.5), (112.2, 27.6), (112.2, 27.5), (112.1, 27.6), (112.1, 27.5))


@pytest.fixture
def held(tmp_path):
    """A registry with a point, a line and an area put by hand, and a project without."""
    whole = [project(n, f"项目{n}", XINHUA if n < 3 else SHUANGFENG) for n in range(1, 5)]
    url = f"sqlite:///{tmp_path}/r.sqlite"
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(documents()[0], whole, ())
        for id_, (text, crs, shape) in TYPED.items():
            put = typed_geometry(text, crs=crs, shape=shape)
            made = {"type": put.type, "coordinates": put.coordinates}
            made |= {"crs": put.crs, "as_written": put.as_written}
            key = ProjectKey(PLAN, id_)
            registry.revisions.edit(key, {"geometry": made}, version=0, signed=signed())
        return registry.holdings()


def test_what_the_registry_holds_is_in_the_layer_of_its_sort(held, tmp_path):
    path = export(tmp_path / "x.gpkg", held, **WORLD)
    read = {
        sort: pyogrio.read_dataframe(path, layer=f"projects_{sort}").iloc[0]
        for sort in ("point", "line", "area")
    }
    assert [read[sort]["name"] for sort in read] == ["项目1", "项目2", "项目3"]
    assert read["point"].geometry.equals(shapely.Point(111.712, 27.612))
    assert read["point"]["accuracy_m"] == 79.0  # half of 0.001° in both directions
    assert {row["origin"] for row in read.values()} == {"人工录入坐标"}
    assert read["area"]["coordinates"].endswith("112.115,27.515 GCJ-02")
    moved = read["area"].geometry.centroid.distance(shapely.Point(112.1117, 27.5083))
    assert 0.001 < moved < 0.01, "what was given in GCJ-02 is brought back"
    pairs = pyogrio.read_dataframe(path, layer="project_counties").set_index("name")["shown_as"]
    assert pairs.fillna("").to_dict() == {
        "项目1": "point", "项目2": "line", "项目3": "area", "项目4": "",
    }  # fmt: skip


def test_the_public_profile_has_none_of_them(held, tmp_path):
    path = export(tmp_path / "x.gpkg", held, profile="public", **WORLD)
    assert not [name for name in pyogrio.list_layers(path)[:, 0] if name.startswith("projects_")]
    assert b"111.712" not in path.read_bytes()


def by_hand(type_, coordinates):
    return project(1, "手绘", XINHUA, geometry=Geometry(type_, coordinates))


def test_an_area_that_crosses_itself_is_made_whole_and_does_not_stop_the_export(tmp_path):
    path = export(tmp_path / "x.gpkg", [by_hand("Polygon", (BOW_TIE,))], documents(), **WORLD)
    [area] = pyogrio.read_dataframe(path, layer="projects_area").geometry
    assert area.is_valid
    assert area.area == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("type_", "coordinates"),
    [
        ("MultiPoint", ((111.7, 27.6), (111.8, 27.7))),
        ("LineString", ((111.7, 27.6), (111.7, 27.6))),
        ("Polygon", (((111.7, 27.6), (111.8, 27.6), (111.9, 27.6), (111.7, 27.6)),)),
    ],
)
def test_what_no_layer_can_hold_is_told(type_, coordinates):
    put = by_hand(type_, coordinates)
    assert (drawn_by_hand([put]), without_layer([put])) == ({}, [put])
    content = prepare([put], documents(), **WORLD)
    assert [said for said in content.notices() if "未作图层的项目 1 个: 手绘" in said]
    assert "projects_point" not in content.counted()


def test_a_single_point_of_several_is_a_point():
    [shape] = drawn_by_hand([by_hand("MultiPoint", ((111.7, 27.6), (111.7, 27.6)))]).values()
    assert shape.equals(shapely.Point(111.7, 27.6))


def test_the_page_of_a_plan_with_pages_stands_beside_the_first_mention(tmp_path):
    paged = project(1, "有页码", XINHUA, page=7, mentions=((10, 15), (30, 35)))
    bare = replace(project(2, "无页码", XINHUA))
    pages = evidence_table([paged, bare], documents=documents())["page"]
    assert pages.astype(object).where(pages.notna(), None).tolist() == [7, None, None]
    path = export(tmp_path / "x.xlsx", [paged, bare], documents(), **WORLD)
    sheet = openpyxl.load_workbook(path)["项目"]
    table = list(sheet.iter_rows(values_only=True))
    [place] = {row.index("页码") for row in table if "页码" in row}
    assert [row[place] for row in table[-2:]] == [7, None]
    facts = {found.sha256: found for found in documents()}
    ledger = ledger_sheet([paged, bare], facts, divisions(), title="")
    assert (ledger.headings[-1], [row[-1] for row in ledger.rows]) == ("页码", [7, None])
    assert tuple(ledger_sheet([bare], facts, divisions(), title="").headings) == HEADINGS

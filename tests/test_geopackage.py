import sqlite3
from contextlib import closing
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from layers import tables
from layers.content import LAYERS
from layers.exports import export, prepare
from layers.framing import Shapes
from layers.regions import county_frame
from layers.symbols import SYMBOLS
from projects.kinds import KINDS
from tests.layers_data import (
    MADE_ON,
    FakeBoundaries,
    divisions,
    documents,
    project,
    projects,
)

ABSENT = {"projects_point", "projects_line", "projects_area", "targets"}
SCHEMAS = {name: schema for name, schema in LAYERS.items() if name not in ABSENT}
"""What the projects of the tests fill: a layer without a row is not written."""


def world(**options):
    fixed = {"boundaries": FakeBoundaries(), "divisions": divisions(), "made_on": MADE_ON}
    return fixed | options


def write(path, chosen=None, **options):
    chosen = projects() if chosen is None else chosen
    return export(path, chosen, documents(), **world(**options))


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return write(tmp_path_factory.mktemp("gpkg") / "x.gpkg", filter_text="城市: 娄底市")


@pytest.fixture
def query(package):
    with closing(sqlite3.connect(package)) as database:
        yield lambda text: database.execute(text).fetchall()


def test_layers_and_tables_are_those_promised(package):
    assert dict(pyogrio.list_layers(package).tolist()) == {
        "counties": "MultiPolygon",
        "prefectures": "MultiPolygon",
        "project_counties": "MultiPolygon",
        "national_lines": "MultiLineString",
        "projects": None,
        "county_sums": None,
        "documents": None,
        "evidence": None,
        "candidates": None,
        "layer_styles": None,
    }


def test_what_is_read_is_what_was_written(package):
    for schema, frame in prepare(projects(), documents(), **world()).layers():
        read = pyogrio.read_dataframe(package, layer=schema.name)
        if schema.geometry:
            assert read.crs.to_string() == "EPSG:4490"
            assert read.geometry.geom_equals(frame.geometry).eq(frame.geometry.notna()).all()
        for column in schema.names:
            written = frame[column].astype(object).where(frame[column].notna(), None)
            back = read[column].astype(object).where(read[column].notna(), None)
            assert back.tolist() == written.tolist(), (schema.name, column)


def test_every_layer_and_column_has_its_chinese_title(query):
    contents = {name: rest for name, *rest in query(
        "SELECT table_name, identifier, description, last_change FROM gpkg_contents"
    )}  # fmt: skip
    for name, schema in SCHEMAS.items():
        title, description, _ = contents[name]
        assert title == schema.title
        assert description.startswith(schema.description)
        assert "筛选: 城市: 娄底市; 项目 11 个; 2026-05-04; 内部工作用图" in description
    assert {row[-1] for row in contents.values()} == {"2026-05-04T00:00:00.000Z"}
    aliases = query("SELECT table_name, column_name, name, title FROM gpkg_data_columns")
    assert sorted(aliases) == sorted(
        (name, column.name, column.title, column.title)
        for name, schema in SCHEMAS.items()
        for column in schema.columns
    )


def test_extensions_are_declared(query):
    declared = set(query("SELECT table_name, extension_name FROM gpkg_extensions"))
    assert declared >= {
        ("gpkg_data_columns", "gpkg_schema"),
        ("gpkg_metadata", "gpkg_metadata"),
        ("project_counties", "gpkg_rtree_index"),
    }


def test_each_spatial_layer_has_an_index_of_its_shapes(query):
    for name in ("counties", "prefectures", "project_counties", "national_lines"):
        [(shapes,)] = query(f"SELECT count(*) FROM {name} WHERE geom IS NOT NULL")  # noqa: S608
        [(indexed,)] = query(f"SELECT count(*) FROM rtree_{name}_geom")  # noqa: S608
        assert indexed == shapes > 0


def test_metadata_names_sources_notices_and_filter(query):
    [(scope, text)] = query(
        "SELECT reference_scope, metadata FROM gpkg_metadata JOIN gpkg_metadata_reference"
        " ON md_file_id = id"
    )
    assert scope == "geopackage"
    told = " ".join(ET.fromstring(text).itertext())  # noqa: S314 -- our own document
    for part in (
        "内部工作用图, 未经地图审核, 不得公开",
        "机器识别, 未经核对",
        "《娄底市碳达峰实施方案》 娄政发〔2023〕1号 2023-05-01",
        "县级边界: 测试版 2025 (0123abcd)",
        "仅供测试",
        "筛选: 城市: 娄底市",
        "2026-05-04",
        "EPSG:4490",
    ):
        assert part in told


def test_each_spatial_layer_has_a_default_style_with_aliases(query):
    styles = query(
        "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
    )
    assert sorted(row[0] for row in styles) == sorted(
        name for name, schema in SCHEMAS.items() if schema.geometry
    )
    for name, column, default, text in styles:
        assert (column, default) == ("geom", 1)
        aliases = ET.fromstring(text).iterfind("aliases/alias")  # noqa: S314
        assert [alias.get("field") for alias in aliases] == SCHEMAS[name].names


def _style(query, layer):
    styles = dict(query("SELECT f_table_name, styleQML FROM layer_styles"))
    return ET.fromstring(styles[layer]).find("renderer-v2")  # noqa: S314


def test_counties_are_graduated_by_projects_without_gap_or_overlap(query):
    renderer = _style(query, "counties")
    assert (renderer.get("type"), renderer.get("attr")) == ("graduatedSymbol", "projects")
    bounds = [(int(r.get("lower")), int(r.get("upper"))) for r in renderer.iterfind("ranges/range")]
    assert bounds[0] == (0, 0)
    assert all(low == before[1] + 1 for before, (low, _) in pairwise(bounds))


def test_projects_are_categorised_by_the_kinds_present_in_the_web_map_s_colours(query):
    renderer = _style(query, "project_counties")
    categories = list(renderer.iterfind("categories/category"))
    kinds = [category.get("value") for category in categories]
    assert kinds == [kind for kind in KINDS if kind in {p.kind for p in projects()}]
    symbols = {symbol.get("name"): symbol for symbol in renderer.iterfind("symbols/symbol")}
    for category in categories:
        marker = symbols[category.get("symbol")].find(".//layer[@class='SimpleMarker']/Option")
        color = next(o.get("value") for o in marker if o.get("name") == "color")
        expected = SYMBOLS[category.get("value")].color
        assert "#{:02x}{:02x}{:02x}".format(*map(int, color.split(",")[:3])) == expected
        assert category.get("label") == KINDS[category.get("value")].zh


def test_each_kind_of_line_is_drawn_in_its_own_way(query):
    renderer = _style(query, "national_lines")
    kinds = [category.get("value") for category in renderer.iterfind("categories/category")]
    assert kinds == list(tables.LINE_KINDS)
    drawn = [ET.tostring(layer) for layer in renderer.iterfind("symbols/symbol/layer")]
    assert len(set(drawn)) == len(kinds)


def test_a_kind_of_tomorrow_still_has_a_symbol(tmp_path):
    path = write(tmp_path / "x.gpkg", [project(1, "未来项目", "431322", kind="of_tomorrow")])
    with closing(sqlite3.connect(path)) as database:
        renderer = _style(lambda text: database.execute(text).fetchall(), "project_counties")
    assert [c.get("value") for c in renderer.iterfind("categories/category")] == ["of_tomorrow"]


@pytest.mark.parametrize("code", ["4326", "3857", "4534", "4546", "4554"])
def test_reprojection_is_right(tmp_path, code):
    path = write(tmp_path / "x.gpkg", crs=code)
    read = pyogrio.read_dataframe(path, layer="counties")
    assert read.crs.to_epsg() == int(code)
    assert pyogrio.read_info(path, layer="national_lines")["crs"] == f"EPSG:{code}"
    plain = county_frame(projects(), Shapes(FakeBoundaries()), divisions(), documents=documents())
    to = pyproj.Transformer.from_crs("EPSG:4490", f"EPSG:{code}", always_xy=True)
    expected = np.column_stack(to.transform(*shapely.get_coordinates(plain.geometry).T))
    assert np.allclose(shapely.get_coordinates(read.geometry), expected, rtol=0, atol=1e-6)


def test_a_selection_without_any_county_still_opens(tmp_path):
    path = write(tmp_path / "x.gpkg", [project(1, "全市充电桩", kind="charging", citywide=True)])
    assert pyogrio.read_info(path, layer="projects")["features"] == 1
    assert (
        "project_counties" not in pyogrio.list_layers(path)[:, 0]
    )  # an empty layer is not written
    assert pyogrio.read_info(path, layer="counties")["features"] == 5

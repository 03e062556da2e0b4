"""What each format has of its own: names, encodings, colours, sheets; read by other libraries."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from layers.errors import ExportError
from layers.exports import exporter_for
from layers.formats.dbf import short_names
from tests.exports_data import HOSTILE, everything, raw, rows, written_with
from tests.layers_data import MADE_ON, SHUANGFENG, XINHUA, FakeBoundaries, project, projects
from tests.test_exports import leftovers, write

KML = "{http://www.opengis.net/kml/2.2}"
ARCHIVED = (".gdb.zip", ".shp.zip", ".gbk.shp.zip")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("x.gbk.shp.zip", ".gbk.shp.zip"),
        ("X.SHP.ZIP", ".shp.zip"),
        ("某.市.shp.zip", ".shp.zip"),
        ("x.gdb.zip", ".gdb.zip"),
        ("x.csv", ".csv"),
    ],
)
def test_of_several_suffixes_the_longest_counts(name, suffix):
    assert exporter_for(name).suffix == suffix


@pytest.mark.parametrize("name", ["x.zip", ".shp.zip", "x.shp", "x.gdb"])
def test_what_is_no_suffix_is_refused_with_those_there_are(name):
    with pytest.raises(ExportError, match=r"unknown format.*\.gdb\.zip.*\.shp\.zip"):
        exporter_for(name)


@pytest.mark.parametrize("suffix", [".gdb.zip", ".shp.zip", ".fgb", ".parquet"])
@pytest.mark.parametrize("crs", ["EPSG:4526", "EPSG:4326"])
def test_layers_are_in_the_system_asked_for(tmp_path, suffix, crs):
    path = write(tmp_path / f"x{suffix}", crs=crs, layers=["project_counties"])
    if suffix == ".parquet":
        frame = gpd.read_parquet(path)
    else:
        layer = "project_counties" if suffix in ARCHIVED else "projects"
        frame = pyogrio.read_dataframe(path, layer=layer)
    assert frame.crs.to_epsg() == int(crs[5:])
    name = "NAME" if suffix == ".shp.zip" else "name"
    shape = frame.loc[frame[name] == "双峰光伏一期"].geometry
    truth = FakeBoundaries().counties([SHUANGFENG]).geometry.to_crs(crs)
    assert shape.iloc[0].symmetric_difference(truth.iloc[0]).area < 1e-6 * truth.iloc[0].area


@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".kmz"])
def test_what_is_wgs84_by_its_standard_is_nothing_else(tmp_path, suffix):
    with pytest.raises(ExportError, match="is WGS84 by its standard, not EPSG:4547"):
        write(tmp_path / f"x{suffix}", crs="4547")
    assert leftovers(tmp_path) == []


def test_layers_that_have_no_row_make_no_archive(tmp_path):
    for suffix in ARCHIVED:
        with pytest.raises(ExportError, match="none of the layers projects_line has a row"):
            write(tmp_path / f"x{suffix}", layers=["projects_line"])
    assert leftovers(tmp_path) == []


def test_a_geodatabase_has_the_survey_s_names_and_chinese_aliases(tmp_path):
    path = write(tmp_path / "x.gdb.zip")
    info = pyogrio.read_info(path, layer="counties")
    assert info["fields"].tolist()[:2] == ["XZQDM", "XZQMC"]
    assert info["layer_metadata"]["ALIAS_NAME"] == "县级单元汇总"
    pairs = pyogrio.read_info(path, layer="project_counties")["fields"].tolist()
    assert {"XZQDM", "XZQMC", "name"} <= set(pairs)
    # Aliases stand in the layer's definition, which GDAL here does not hand on.
    assert "县级代码" in everything(path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert "MD_Metadata" in raw(path).decode("utf-8", errors="ignore")
        assert archive.read("说明.txt").decode("utf-8-sig").splitlines()[0] == (
            "标题: 规划点名项目落图"
        )
    assert {name.split("/")[0] for name in names} == {"luotu.gdb", "说明.txt"}


def test_a_shapefile_brings_its_names_encoding_and_long_texts(tmp_path):
    chosen = [project(1, "长" * 100, XINHUA), project(2, "短😀", SHUANGFENG)]
    for suffix, code_page, whole in ((".shp.zip", "UTF-8", "短😀"), (".gbk.shp.zip", "936", "短□")):
        path = write(tmp_path / f"x{suffix}", chosen)
        with zipfile.ZipFile(path) as archive:
            assert archive.read("projects.cpg").decode() == code_page
            table = archive.read("projects.dbf")
            mapping = _csv(archive.read("字段对照.csv"))
            texts = _csv(archive.read("长文本.csv"))
            told = archive.read("说明.txt").decode("utf-8-sig")
        assert table[29] == (77 if code_page == "936" else 0)  # the language driver, GBK
        assert [name for name, _, _ in rows(path, suffix)][1] == whole
        assert all(len(row["Shapefile 字段"].encode()) <= 10 for row in mapping)
        codes = [row for row in mapping if row["Shapefile 字段"] == "XZQDM"]
        assert {row["原字段"] for row in codes} == {"adcode"}
        cut = {row["全文"] for row in texts if row["原字段"] == "name"}
        assert ("短😀" in cut) == (code_page == "936")
        assert "长文本.csv" in told
        assert "字段对照.csv" in told


def _csv(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_short_names_are_ten_characters_and_differ():
    names = ["power_mw_under_construction", "power_mw_preliminary", "a" * 20, "a" * 21, "name"]
    short = short_names(names)
    assert len(set(short.values())) == len(names)
    assert max(map(len, short.values())) <= 10
    assert short["power_mw_preliminary"] == "PWR_PRELIM"
    assert short["a" * 21] == "AAAAAAAAA2"


def test_geojson_has_no_digit_more_than_the_data(tmp_path):
    path = write(tmp_path / "x.geojson")
    places = [
        place
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
        if feature["geometry"]
        for place in shapely.get_coordinates(
            shapely.from_geojson(json.dumps(feature["geometry"]))
        ).ravel()
    ]
    assert max(len(f"{place:.12g}".partition(".")[2]) for place in places) <= 6
    assert "112.2" in path.read_text(encoding="utf-8").replace("112.20000", "!")


def test_flatgeobuf_has_an_index_where_all_have_a_shape(tmp_path):
    """Its index takes no row without a shape."""
    for chosen, indexed in (([project(1, "甲", XINHUA)], True), (projects(), False)):
        path = write(tmp_path / "x.fgb", chosen)
        info = pyogrio.read_info(path)
        assert info["capabilities"]["fast_spatial_filter"] == indexed
        assert info["layer_metadata"]["TITLE"] == "规划点名项目"


def test_geoparquet_follows_the_standard(tmp_path):
    path = write(tmp_path / "x.parquet", crs="EPSG:4547")
    schema = pq.read_schema(path)
    told = json.loads(schema.metadata[b"geo"])
    column = told["columns"][told["primary_column"]]
    assert told["version"] == "1.1.0"
    assert column["encoding"] == "WKB"
    assert column["geometry_types"] == ["MultiPolygon"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4547}
    assert len(column["bbox"]) == 4
    assert schema.field("power_mw").metadata[b"title"].decode() == "装机容量 (MW)"


def test_kml_is_in_folders_by_kind_in_the_map_s_colours(tmp_path):
    root = _kml(write(tmp_path / "x.kml"))
    folders = [folder.findtext(f"{KML}name") for folder in root.iter(f"{KML}Folder")]
    assert folders[:3] == ["国界与省界线", "县级单元汇总", "县名"]
    assert "风电 (3)" in folders
    style = next(s for s in root.iter(f"{KML}Style") if s.get("id") == "kind_wind_farm")
    assert style.findtext(f"{KML}LineStyle/{KML}color") == "ff005ab8"  # #b85a00, turned round
    used = {mark.findtext(f"{KML}styleUrl") for mark in root.iter(f"{KML}Placemark")}
    shades = {
        style.findtext(f"{KML}PolyStyle/{KML}color")[2:]
        for style in root.iter(f"{KML}Style")
        if style.get("id").startswith("county_")
    }
    assert {"ffffff", "d2d7d9"} <= shades  # no project; projects that state no size
    assert used <= {f"#{style.get('id')}" for style in root.iter(f"{KML}Style")}


def test_kml_sets_no_pin_where_only_the_county_is_known(tmp_path):
    root = _kml(write(tmp_path / "x.kml"))
    projects_shown = [m for m in root.iter(f"{KML}Placemark") if m.find(f"{KML}ExtendedData")]
    assert len(projects_shown) == len(projects())
    assert not any(list(mark.iter(f"{KML}Point")) for mark in projects_shown)
    exact = _kml(written_with("internal", tmp_path / "exact.kml"))
    [point] = [
        mark.findtext(f"{KML}Point/{KML}coordinates")
        for mark in exact.iter(f"{KML}Placemark")
        if mark.find(f"{KML}ExtendedData")
    ]
    assert point == "111.734567,27.634567"


def test_no_text_in_a_balloon_is_markup(tmp_path):
    name = "<img src=x onerror=alert(1)>$[key]&lt;b&gt;"
    root = _kml(write(tmp_path / "x.kml", [project(1, name, XINHUA)]))
    [mark] = [m for m in root.iter(f"{KML}Placemark") if m.find(f"{KML}ExtendedData")]
    described = mark.findtext(f"{KML}description")
    assert "<img" not in described
    assert "$[" not in described
    assert mark.findtext(f"{KML}name") == name


def test_a_kmz_brings_a_picture_for_each_kind_it_shows(tmp_path):
    with zipfile.ZipFile(write(tmp_path / "x.kmz")) as archive:
        names = archive.namelist()
        assert names[0] == "doc.kml"  # by the standard the first is the one that is opened
        assert "icons/wind_farm.png" in names
        assert archive.read("icons/wind_farm.png").startswith(b"\x89PNG")
        document = ET.fromstring(archive.read("doc.kml"))  # noqa: S314 -- our own file
    links = {link.text for link in document.iter(f"{KML}href")}
    assert links == set(names[1:])


def _kml(path):
    return ET.fromstring(path.read_bytes())  # noqa: S314 -- our own file


def test_the_workbook_is_ready_to_read_filter_and_print(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path / "x.xlsx"))
    assert book.sheetnames == ["汇总", "项目", "分县汇总", "分类型汇总", "来源"]
    for sheet in book:
        head = int(sheet.print_title_rows.strip("$").split(":")[0])
        assert int(sheet.page_setup.paperSize) == 8
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.freeze_panes.endswith(str(head + 1))
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        assert sheet["A1"].font.bold
        assert sheet.oddHeader.center.text == "内部工作用图, 未经地图审核, 不得公开"
    overview = [[cell.value for cell in line] for line in book["汇总"].iter_rows()]
    assert overview[4][:4] == ["合计 (各阶段)", 10, 239.06, 20.02]
    assert overview[5][:3] == ["其中: 在建+规划", 8, 48.04]
    sheet = book["项目"]
    headings = [cell.value for cell in sheet[7]]
    code = sheet.cell(8, headings.index("县级代码") + 1)
    assert (code.value, code.data_type) == ("431322", "s")
    size = sheet.cell(9, headings.index("装机容量 (万千瓦)") + 1)
    assert (size.value, size.number_format) == (10.01, "#,##0.00")
    assert "业主" not in headings  # no project has one


def test_no_text_of_a_workbook_is_a_formula_but_our_own_sum(tmp_path):
    chosen = [project(n, name, XINHUA) for n, name in enumerate(HOSTILE)]
    book = openpyxl.load_workbook(write(tmp_path / "x.xlsx", chosen, filter_text="=1+1"))
    formulas = [
        cell.value for sheet in book for line in sheet.iter_rows() for cell in line
        if cell.data_type == "f"
    ]  # fmt: skip
    assert formulas == ["=SUBTOTAL(109,M8:M1048576)"]


def test_csv_opens_as_utf8_and_each_row_carries_the_facts(tmp_path):
    path = write(tmp_path / "x.csv", filter_text="=坏筛选")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    for row in _csv(path.read_bytes()):
        assert row["筛选"] == "'=坏筛选"
        assert row["制作日期"] == MADE_ON.isoformat()
        assert row["注意"].startswith("内部工作用图, 未经地图审核, 不得公开")
        assert row["核对状态"]

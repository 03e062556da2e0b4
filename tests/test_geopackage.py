import dataclasses
import sqlite3
from contextlib import closing
from xml.etree import ElementTree as ET

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from geo.models import Candidate, Precision, Reason
from layers import tables
from layers.classes import RAMP
from layers.content import LAYERS
from layers.errors import ExportError
from layers.exports import export, prepare
from layers.framing import Shapes
from layers.regions import county_frame
from layers.symbols import SYMBOLS
from projects.kinds import KINDS, SECTORS
from projects.models import Site, Target
from tests.layers_data import (
    LOUDI,
    MADE_ON,
    PLAN,
    XINHUA,
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


SPOILED = {
    "name": "UPDATE projects SET name = name || 'x' WHERE fid = 2",
    "power_mw": "UPDATE projects SET power_mw = power_mw + 1 WHERE fid = 1",
    "adcode": "UPDATE project_counties SET adcode = '110101' WHERE fid = 3",
    "shapes": "UPDATE counties SET geom = (SELECT geom FROM counties WHERE fid = 2) WHERE fid = 1",
    "1 shapes": "UPDATE project_counties SET geom = NULL WHERE fid = 4",
}


@pytest.mark.parametrize("told", SPOILED)
def test_a_file_with_one_wrong_cell_or_shape_is_never_handed_out(tmp_path, monkeypatch, told):
    # Counting rows would not see it.
    whole = pyogrio.raw.write

    def spoil(path, *args, **options):
        whole(path, *args, **options)
        if f" {options['layer']} " in SPOILED[told]:
            with closing(sqlite3.connect(path)) as database, database:
                for name in ("IsEmpty", "MinX", "MaxX", "MinY", "MaxY"):
                    database.create_function(f"ST_{name}", 1, lambda _: 0)
                database.execute(SPOILED[told])

    monkeypatch.setattr(pyogrio.raw, "write", spoil)
    with pytest.raises(ExportError, match=f"read back differs in .*{told}"):
        write(tmp_path / "x.gpkg")
    assert list(tmp_path.iterdir()) == []


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
        (name, column.name, column.heading, column.heading)
        for name, schema in SCHEMAS.items()
        for column in schema.columns
    )


def test_the_unit_stands_beside_the_title_where_a_table_is_read(query):
    # Planners count in 万千瓦: 1800 without a unit would be read as ten times as much.
    [(alias,)] = query(
        "SELECT title FROM gpkg_data_columns"
        " WHERE table_name = 'counties' AND column_name = 'power_mw_headline'"
    )
    assert alias == "在建和规划装机 (MW)"
    [(style,)] = query("SELECT styleQML FROM layer_styles WHERE f_table_name = 'counties'")
    assert 'field="power_mw_headline" name="在建和规划装机 (MW)"' in style
    assert 'field="projects" name="项目数"' in style


def test_why_a_county_was_taken_is_said_in_chinese(tmp_path):
    named = Reason(XINHUA, "county's short name begins the name: 新化")
    chosen = [
        project(1, "新化风电", XINHUA, reasons=(named,)),
        project(2, "甲风电", candidates=(Candidate(XINHUA, "新化县", "town's full name", 0.5),)),
    ]
    path = write(tmp_path / "x.gpkg", chosen)
    told = pyogrio.read_dataframe(path, layer="projects")["reasons"].tolist()
    assert told[0] == f"{XINHUA} 名称以区县简称开头：新化"
    assert pyogrio.read_dataframe(path, layer="candidates")["why"].tolist() == ["乡镇全称"]


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
        "县级边界: 测试版, 2025 (0123abcd)",
        "仅供测试",
        "筛选: 城市: 娄底市",
        "2026-05-04",
        "4490",
        "WGS84 与 CGCS2000 相差不足 1 米",
        "Luotu 落图 0.",
        "不得转发",
        "人工核对 0/11",
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


def rules_of(renderer):
    return list(renderer.iterfind(".//rule"))


def symbols_of(renderer):
    return {symbol.get("name"): symbol for symbol in renderer.iterfind("symbols/symbol")}


def option(part, name):
    return next(o.get("value") for o in part.find("Option") if o.get("name") == name)


def hexed(color):
    return "#{:02x}{:02x}{:02x}".format(*map(int, color.split(",")[:3]))


def test_every_county_is_in_one_class_of_the_shading(query):
    """The rules are not exclusive by themselves: a gap or an overlap would draw a false class."""
    renderer = _style(query, "counties")
    tests = [rule.get("filter") for rule in rules_of(renderer)]
    rows = query(f"SELECT {', '.join(f'({test})' for test in tests)} FROM counties")  # noqa: S608
    assert [sum(bool(hit) for hit in row) for row in rows] == [1] * len(rows)
    colors = [hexed(option(s[0], "color")) for s in symbols_of(renderer).values()]
    assert set(colors) - {"#ffffff", "#d9d7d2"} <= set(RAMP)
    assert any("在建和规划装机" in rule.get("label") for rule in rules_of(renderer))


def test_projects_have_a_rule_a_kind_under_their_sector_in_the_web_map_s_colours(query):
    renderer = _style(query, "project_counties")
    symbols = symbols_of(renderer)
    present = {p.kind for p in projects() if p.counties}
    shown = {}
    for heading in renderer.iterfind("rules/rule"):
        for rule in heading.iterfind("rule"):
            kind = rule.get("filter").split("'")[1]
            assert rule.get("label") == KINDS[kind].zh
            assert heading.get("label") == SECTORS[KINDS[kind].sector][0]
            assert int(rule.get("scalemaxdenom")) > 0
            marks = symbols[rule.get("symbol")].findall(".//layer[@class='SimpleMarker']")
            assert hexed(option(marks[-1], "color")) == SYMBOLS[kind].color
            glyph = symbols[rule.get("symbol")].find(".//layer[@class='FontMarker']")
            assert option(glyph, "chr") == SYMBOLS[kind].glyph
            shown[kind] = rule
    assert set(shown) >= present


def test_a_bunch_of_marks_stays_where_it_is_whatever_the_window_shows(query):
    # QGIS clips a shape to the window before it takes its middle, unless told not to.
    symbols = symbols_of(_style(query, "project_counties")).values()
    bunches = [s for s in symbols if s.find("layer[@class='CentroidFill']") is not None]
    assert bunches
    assert {symbol.get("clip_to_extent") for symbol in bunches} == {"0"}


def test_each_kind_of_line_is_drawn_in_its_own_way(query):
    renderer = _style(query, "national_lines")
    kinds = [rule.get("filter").split("'")[1] for rule in rules_of(renderer) if rule.get("filter")]
    assert kinds == list(tables.LINE_KINDS)
    drawn = [ET.tostring(layer) for layer in renderer.iterfind("symbols/symbol/layer")]
    assert len(set(drawn)) == len(kinds)


def test_a_kind_of_tomorrow_still_has_a_symbol_and_no_quote_breaks_a_rule(tmp_path):
    path = write(tmp_path / "x.gpkg", [project(1, "未来项目", "431322", kind="of_to'morrow")])
    with closing(sqlite3.connect(path)) as database:
        renderer = _style(lambda text: database.execute(text).fetchall(), "project_counties")
    [rule] = renderer.findall("rules/rule/rule")
    assert "'of_to''morrow'" in rule.get("filter")


@pytest.mark.parametrize("code", ["4326", "3857", "4534", "4546", "4554", "4513", "4525"])
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


def sited(**changes):
    site = Site(111.45, 27.5123)
    facts = {"precision": Precision.SITE, "site": site, "document": "c" * 64}
    return project(1, "有坐标的风电", "431321", **(facts | changes))


def test_exact_shapes_have_layers_of_their_own_and_their_own_style(tmp_path):
    drawn = {
        (PLAN, "p1"): shapely.LineString([(111.1, 27.5), (111.2, 27.6)]),
        (PLAN, "p2"): shapely.box(112.0, 27.5, 112.05, 27.55),
    }
    path = write(tmp_path / "x.gpkg", [*projects(), sited()], drawn=drawn)
    assert pyogrio.read_dataframe(path, layer="projects_point")["accuracy_m"].tolist() == [10.0]
    line = pyogrio.read_dataframe(path, layer="projects_line")
    assert (line["origin"].tolist(), line.geom_type.tolist()) == (["人工绘制"], ["MultiLineString"])
    assert len(pyogrio.read_dataframe(path, layer="projects_area")) == 1
    pairs = pyogrio.read_dataframe(path, layer="project_counties").set_index("name")
    assert pairs.loc["有坐标的风电", "shown_as"] == "point"
    assert np.isnan(pairs.loc["有坐标的风电", "slot"])  # no second mark at the county's middle
    with closing(sqlite3.connect(path)) as database:
        styled = {name for (name,) in database.execute("SELECT f_table_name FROM layer_styles")}
    assert styled >= {"projects_point", "projects_line", "projects_area"}


def test_the_public_profile_shows_nothing_finer_than_a_county(tmp_path):
    """Neither as a shape nor as a number nor in words that were copied from the plan."""
    chosen = [*projects(), sited(reasons=(Reason("431321", "甘棠镇"),))]
    text = "新化抽水蓄能电站位于甘棠镇。" * 20
    path = write(tmp_path / "x.gpkg", chosen, profile="public", text_of=lambda _sha256: text)
    layers = set(pyogrio.list_layers(path)[:, 0])
    assert not layers & {"projects_point", "projects_line", "projects_area"}
    content = path.read_bytes()
    for hidden in ("甘棠镇", "111.45", "27.5123", '"lon"'):
        assert hidden.encode() not in content
    pairs = pyogrio.read_dataframe(path, layer="project_counties").set_index("name")
    assert pairs.loc["有坐标的风电", "precision"] == "county"
    assert pairs.loc["有坐标的风电", "slot"] >= 0  # its mark stands with the county's others
    with closing(sqlite3.connect(path)) as database:
        for schema, _ in prepare(chosen, documents(), **world(profile="public")).layers():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({schema.name})")]
            assert not {c.name for c in schema.columns if c.internal} & set(columns)
        [[style]] = database.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'project_counties'"
        )
    assert "shown_as" not in style
    assert "公开版" in content.decode("utf-8", errors="replace")


def test_chosen_layers_alone_are_written(tmp_path):
    path = write(tmp_path / "x.gpkg", layers=["documents", "counties"])
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["counties", "documents", "layer_styles"]


def test_progress_rises_to_one(tmp_path):
    told = []
    write(tmp_path / "x.gpkg", progress=lambda share, title: told.append((share, title)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert "县级单元汇总" in [title for _, title in told]


def test_sentences_come_from_texts_that_are_kept(tmp_path):
    text = "前言。\n加快新化抽水蓄能电站建设。结语。"
    named = project(1, "新化抽水蓄能电站", "431322", start=6, end=14, mentions=((6, 14),))
    path = write(tmp_path / "x.gpkg", [named], text_of=lambda _sha256: text)
    [row] = pyogrio.read_dataframe(path, layer="evidence").to_dict("records")
    assert (row["sentence"], row["start"]) == ("加快新化抽水蓄能电站建设。", 6)
    path = write(tmp_path / "x.gpkg", [named])
    assert pyogrio.read_dataframe(path, layer="evidence")["sentence"].isna().all()


def test_targets_stand_in_a_table_of_their_own(tmp_path):
    aim = Target(
        place=LOUDI, kind="wind_farm", quantity="installed_capacity", basis="stock", value=8000.0,
        unit="MW", qualifier="以上", year=2030, start=1, end=5, document=PLAN,
    )  # fmt: skip
    other = dataclasses.replace(aim, document="d" * 64)  # of a plan that is not shown
    path = write(tmp_path / "x.gpkg", targets=[aim, other])
    [row] = pyogrio.read_dataframe(path, layer="targets").to_dict("records")
    assert (row["said"], row["basis_zh"], row["place_name"]) == (
        "800 万千瓦以上", "累计", "湖南省娄底市",
    )  # fmt: skip

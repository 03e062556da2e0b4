"""An office's own file: every format and encoding gives the same counties, or one line."""

from __future__ import annotations

import zipfile

import geopandas as gpd
import pytest
import shapely
from shapely import box

import geo.prepare
from geo.boundaries import Boundaries
from geo.build import build_boundaries
from geo.columns import choose_columns
from geo.errors import DataError
from geo.officefile import FileOptions, read_office_file
from geo.sources import SourceCounties
from tests.test_build import lines

CODES = ("431302", "431321", "431322")
NAMES = ("娄星区", "双峰县", "新化县")
SHAPES = [box(111 + 0.5 * n, 27, 111.5 + 0.5 * n, 28) for n in range(3)]


def frame(codes=CODES, names=NAMES, shapes=SHAPES, code="XZQDM", name="XZQMC"):
    return gpd.GeoDataFrame({code: codes, name: names}, geometry=list(shapes), crs="EPSG:4490")


def read(path, divisions, **options):
    return read_office_file(path, FileOptions(**options), divisions)


def shapefile(folder, table=None, encoding="GBK", cpg=None):
    path = folder / "县界.shp"
    (frame() if table is None else table).to_file(path, encoding=encoding)
    beside = path.with_suffix(".cpg")
    beside.unlink()
    if cpg:
        beside.write_text(cpg)
    return path


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [("GBK", None), ("GBK", "GBK"), ("GB18030", "936"), ("UTF-8", "UTF-8"), ("UTF-8", None),
     ("GBK", "UTF-8"), ("UTF-8", "ANSI 936"), ("GBK", "nonsense")],
)  # fmt: skip
def test_a_shapefile_is_read_whatever_its_cpg_claims(tmp_path, divisions, encoding, cpg):
    table = frame(code="县代码", name="县名")
    found = read(shapefile(tmp_path, table, encoding, cpg), divisions)
    assert (found.codes, found.names) == (CODES, NAMES)
    assert "codes from 县代码 (--code-column), names from 县名 (--name-column)" in found.remarks


def test_a_name_cut_in_the_middle_of_a_character_spoils_no_other(tmp_path, divisions):
    """A DBF field is so many bytes long, and a Chinese character may not fit into the last."""
    path = shapefile(tmp_path, encoding="GBK")
    dbf = path.with_suffix(".dbf")
    dbf.write_bytes(
        dbf.read_bytes().replace("新化县".encode("gbk"), "新化县".encode("gbk")[:-1] + b" ")
    )
    assert read(path, divisions).names == ("娄星区", "双峰县", "新化")


@pytest.mark.parametrize("epsg", [4490, 4326, 4525, 4546, 4501, 3857])
def test_every_system_leads_to_the_same_degrees(tmp_path, divisions, epsg):
    path = tmp_path / "x.gpkg"
    frame().to_crs(epsg).to_file(path, layer="县")
    found = read(path, divisions)
    assert found.codes == CODES
    for one, other in zip(found.geometries, SHAPES, strict=True):
        assert one.hausdorff_distance(other) < 2e-7
    assert not any("warning" in line for line in found.remarks)


def test_an_older_datum_is_brought_over_with_a_warning(tmp_path, divisions):
    path = tmp_path / "x.gpkg"
    frame().to_crs(2361).to_file(path)  # Xian 1980, zone 37
    (warning,) = [line for line in read(path, divisions).remarks if "warning" in line]
    assert "Xian 1980" in warning


@pytest.mark.parametrize("suffix", [".geojson", ".gdb", ".gpkg"])
def test_other_formats_are_read(tmp_path, divisions, suffix):
    path = tmp_path / f"x{suffix}"
    frame().to_file(path, driver="OpenFileGDB" if suffix == ".gdb" else None)
    assert read(path, divisions).names == NAMES


class _WindowsInfo(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits


def test_a_zip_from_windows_is_read(tmp_path, divisions):
    """Its names are GBK without the UTF-8 flag, and what it holds lies in a folder."""
    path = shapefile(tmp_path)
    archive = tmp_path / "县界.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for suffix in (".shp", ".shx", ".dbf", ".prj"):
            member = _WindowsInfo(f"娄底/县界{suffix}")
            packed.writestr(member, path.with_suffix(suffix).read_bytes())
    assert "娄底".encode("gbk") in archive.read_bytes()
    assert read(archive, divisions).names == NAMES


def test_a_zip_may_not_write_outside_its_folder(tmp_path, divisions):
    archive = tmp_path / "x.zip"
    frame().to_file(tmp_path / "in.geojson")
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../evil.geojson", "{}")
        packed.write(tmp_path / "in.geojson", "in.geojson")
    assert read(archive, divisions).codes == CODES
    assert not list(tmp_path.parent.glob("evil*"))


@pytest.mark.parametrize(
    ("codes", "shape"),
    [
        ([431302.0, 431321.0, 431322.0], "floats"),
        (["431302001", "431321002", "431322003"], "towns"),
        (["431302001001", "431321002001", "431322003001"], "villages"),
        (["156431302", "156431321", "156431322"], "with China's number"),
    ],
)
def test_codes_of_every_length_are_those_of_counties(tmp_path, divisions, codes, shape):
    path = tmp_path / "x.gpkg"
    frame(codes=codes, code="PAC", name="NAME").to_file(path)
    assert read(path, divisions).codes == CODES, shape


def test_rows_that_are_no_counties_are_left_out_and_told(tmp_path, divisions):
    path = tmp_path / "x.gpkg"
    shapes = [*SHAPES, box(111, 27, 112.5, 28), box(113, 27, 114, 28), None]
    codes = [*CODES, "431300", None, "431381"]
    frame(codes, [*NAMES, "娄底市", "水域", "冷水江市"], shapes).to_file(path)
    found = read(path, divisions)
    assert found.codes == CODES
    assert [line for line in found.remarks if line.startswith("left out")] == [
        "left out: 1 rows without a polygon",
        "left out: 1 rows of prefectures or provinces (431300)",
        "left out: 1 rows without a county's code",
    ]


def test_columns_can_be_named(divisions):
    """Two columns hold codes of counties; the heading decides, and a person above it."""
    table = {"OLD": ["431302", "431321"], "PAC": [431302, 431321], "T": ["娄星区", "双峰"]}
    found = choose_columns(table, divisions)
    assert (found.code, found.name) == ("PAC", "T")
    assert choose_columns(table, divisions, code=" old ", name="PAC").code == "OLD"
    with pytest.raises(DataError, match=r'no column "x"\. Columns: OLD, PAC, T'):
        choose_columns(table, divisions, code="x")


def _points(table):
    return table.set_geometry(table.geometry.representative_point())


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda t: t.iloc[:0], "the layer is empty"),
        (_points, "holds Points, not polygons"),
        (lambda t: t[["XZQMC", "geometry"]], "name it with --code-column. Columns: XZQMC"),
        (lambda t: t.assign(XZQDM=["439999"] * 3), '"XZQDM" is headed like them'),
        (lambda t: t.assign(XZQDM=["430000", "431300", "430000"]), "prefectures or provinces"),
        (lambda t: t.set_geometry(t.translate(60, 0)), "outside China"),
    ],
)
def test_what_cannot_serve_is_refused_in_one_line(tmp_path, divisions, make, told):
    path = tmp_path / "x.gpkg"
    make(frame()).to_file(path)
    with pytest.raises(DataError, match=told) as caught:
        read(path, divisions)
    assert str(caught.value).startswith("x.gpkg: ")
    assert "\n" not in str(caught.value)


def test_swapped_axes_are_told(tmp_path, divisions):
    path = tmp_path / "x.geojson"
    swapped = [shapely.transform(shape, lambda xy: xy[:, ::-1]) for shape in SHAPES]
    frame(shapes=swapped).to_file(path)
    with pytest.raises(DataError, match="longitude and latitude are swapped"):
        read(path, divisions)


@pytest.mark.parametrize(
    ("epsg", "hint"), [(4525, "--crs EPSG:4525"), (4497, "--crs EPSG:4497"), (4546, "4534 to 4554")]
)
def test_without_a_prj_the_numbers_tell_what_to_try(tmp_path, divisions, epsg, hint):
    path = shapefile(tmp_path, frame().to_crs(epsg))
    path.with_suffix(".prj").unlink()
    with pytest.raises(DataError, match=hint):
        read(path, divisions)
    assert read(path, divisions, crs=f"EPSG:{epsg}").codes == CODES


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"crs": "GCJ-02"}, "shifted coordinates"),
        ({"crs": "EPSG:99999"}, "no such coordinate system"),
        ({"crs": "EPSG:4547x"}, "no such coordinate system"),
        ({"crs": "EPSG:4525"}, "none of CGCS2000|outside China"),
        ({"layer": "村"}, 'no layer "村". Layers: x'),
    ],
)
def test_wrong_options_are_told(tmp_path, divisions, options, told):
    path = tmp_path / "x.gpkg"
    frame().to_file(path, layer="x")
    with pytest.raises(DataError, match=told):
        read(path, divisions, **options)


def test_several_layers_are_a_question(tmp_path, divisions):
    path = tmp_path / "x.gpkg"
    frame().to_file(path, layer="县")
    frame().to_file(path, layer="乡")
    with pytest.raises(DataError, match=r"several layers could be the counties: .*--layer"):
        read(path, divisions)
    assert read(path, divisions, layer="县").codes == CODES


@pytest.mark.parametrize("name", ["bad.shp", "bad.gpkg", "bad.zip", "bad.geojson"])
def test_broken_files_are_one_line(tmp_path, divisions, name):
    (tmp_path / name).write_bytes(b"PK not really")
    with pytest.raises(DataError, match=rf"^{name}: .*cannot be (read|unpacked)"):
        read(tmp_path / name, divisions)


@pytest.fixture
def world(monkeypatch):
    """The amap edition as far as it is asked for: where counties lie, and the nation's lines."""
    known = SourceCounties(CODES, NAMES, list(SHAPES))
    monkeypatch.setattr(geo.prepare, "read_counties", lambda _: known)
    monkeypatch.setattr(geo.build, "read_counties", lambda _: known)
    monkeypatch.setattr(geo.build, "read_lines", lambda _: lines())


def test_a_part_of_china_is_an_edition_that_says_so(world, tmp_path):
    path = shapefile(tmp_path)
    assert build_boundaries(tmp_path / "b", path, options=FileOptions(vintage="2024"))
    boundaries = Boundaries.load(tmp_path / "b")
    assert boundaries.counties()["name"].tolist() == list(NAMES)
    edition = boundaries.edition
    assert (edition.key, edition.source, edition.vintage) == ("file", "县界.shp", "2024")
    assert (edition.counties, edition.of) == (3, 2877)
    assert "本版有 3/2877 个县级单元的界线" in edition.notice
    assert "without a polygon: 2: 431381 冷水江市; 431382 涟源市" in edition.report
    assert str(tmp_path) not in (tmp_path / "b" / "edition.json").read_text("utf-8")
    assert not build_boundaries(tmp_path / "b", path, options=FileOptions(vintage="2024"))
    assert not build_boundaries(tmp_path / "b")  # set-up leaves an office's edition alone
    assert build_boundaries(tmp_path / "b", path, options=FileOptions(vintage="2025"))


def test_a_part_draws_the_nations_outline_and_not_its_own(world, tmp_path):
    """The outer edge of one county is no national border."""
    path = tmp_path / "x.gpkg"
    frame(CODES[:1], NAMES[:1], SHAPES[:1]).to_file(path)
    build_boundaries(tmp_path / "b", path)
    national = Boundaries.load(tmp_path / "b").national_lines().set_index("kind").geometry
    assert national["national"].bounds == pytest.approx((111, 27, 112.5, 28))


def test_a_county_in_no_table_keeps_its_name_and_is_matched_when_told(world, tmp_path):
    path = tmp_path / "x.gpkg"
    frame(("431302", "431321", "431303"), ("娄星区", "双峰县", "新化区")).to_file(path)
    build_boundaries(tmp_path / "b", path)
    boundaries = Boundaries.load(tmp_path / "b")
    row = boundaries.counties(["431303"]).iloc[0]
    assert (row["name"], row["prefecture"], row["province"]) == ("新化区", "娄底市", "湖南省")
    (told,) = [line for line in boundaries.edition.report if "lies where" in line]
    assert "--unit 431303=431322" in told
    options = FileOptions(units={"431303": "431322"})
    build_boundaries(tmp_path / "b", path, options=options)
    boundaries = Boundaries.load(tmp_path / "b")
    assert boundaries.counties(["431322"])["name"].tolist() == ["新化县"]


def test_a_failed_build_leaves_the_old_edition(world, tmp_path):
    build_boundaries(tmp_path / "b", shapefile(tmp_path))
    before = {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()}
    double = [SHAPES[0], SHAPES[0], SHAPES[2]]
    frame(shapes=double).to_file(tmp_path / "bad.gpkg")
    with pytest.raises(DataError, match=r"bad\.gpkg: the polygons overlap by"):
        build_boundaries(tmp_path / "b", tmp_path / "bad.gpkg")
    assert {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()} == before


@pytest.mark.parametrize(("east", "told"), [(0.005, "GCJ-02"), (3.0, "wrong zone or meridian")])
def test_counties_beside_where_they_are_are_noticed(world, tmp_path, east, told):
    path = tmp_path / "x.gpkg"
    frame().set_geometry(frame().translate(east, 0.002)).to_file(path)
    if east > 1:
        with pytest.raises(DataError, match=told):
            build_boundaries(tmp_path / "b", path)
    else:
        build_boundaries(tmp_path / "b", path)
        assert any(told in line for line in Boundaries.load(tmp_path / "b").edition.report)


def test_options_of_a_file_do_not_go_with_a_known_source(tmp_path):
    with pytest.raises(DataError, match="takes no options"):
        build_boundaries(tmp_path, "amap", options=FileOptions(crs="EPSG:4490"))

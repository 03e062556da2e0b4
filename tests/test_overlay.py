"""An office's own layers: any file becomes few enough corners, or one line, and leaves no trace."""

from __future__ import annotations

import io
import tempfile
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo.errors import BadArchive, DataError, MissingCrs, NoShapes, WrongCrs
from geo.shapes import read_shapes
from geo.shifts import wgs84_to_gcj02
from layers import overlay
from layers.overlay import TooLarge, overlay_view, read_overlays
from layers.webmap import base_map, overlay_group, project_group
from tests.attacks import ATTACKS, EVASIONS, TEMPLATES

SQUARE = box(111.0, 27.0, 111.5, 27.5)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where temporary files go; at the end of each test there must be none."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.rglob("*")) == []


def frame(*shapes, crs="EPSG:4490", **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes) or [SQUARE], crs=crs)


def gpkg(tmp_path, *layers):
    path = tmp_path / "made.gpkg"
    for name, table in layers:
        table.to_file(path, layer=name, driver="GPKG")
    return path.read_bytes()


def zipped(tmp_path, *names, table=None, encoding="UTF-8", without=()):
    folder = tmp_path / "shp"
    folder.mkdir(exist_ok=True)
    for name in names:
        (frame(名称=["甲"]) if table is None else table).to_file(
            folder / f"{name}.shp", encoding=encoding
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in sorted(folder.iterdir()):
            if file.suffix not in without:
                archive.write(file, file.name)
    return out.getvalue()


def unpacked(ring):
    return np.cumsum(np.array(ring).reshape(-1, 2), axis=0) / 1e5


def test_each_layer_of_a_geopackage_becomes_one(tmp_path):
    data = gpkg(
        tmp_path, ("生态红线", frame()), ("开发边界", frame(LineString([(111, 27), (112, 28)])))
    )
    found = read_overlays("样板.gpkg", data)
    assert [o.name for o in found] == ["生态红线 · 样板", "开发边界 · 样板"]
    assert found[0].color != found[1].color
    assert [len(found[0].shapes["area"]), len(found[1].shapes["line"])] == [1, 1]
    ring = unpacked(found[0].shapes["area"][0])
    assert shapely.equals_exact(Polygon(ring), SQUARE, tolerance=1e-5, normalize=True)


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_a_zip_may_hold_several_shapefiles_in_any_encoding(tmp_path, encoding):
    found = read_overlays("两个.zip", zipped(tmp_path, "红线", "边界", encoding=encoding))
    assert sorted(o.name for o in found) == ["红线 · 两个", "边界 · 两个"]


def test_a_geojson_is_named_by_its_file(tmp_path):
    assert read_overlays("a/b\\红线.geojson", frame().to_json().encode())[0].name == "红线"


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "EPSG:4547", "EPSG:4525", "EPSG:3857"])
def test_any_declared_system_is_brought_over(tmp_path, crs):
    data = gpkg(tmp_path, ("a", frame().to_crs(crs)))
    ring = unpacked(read_overlays("a.gpkg", data)[0].shapes["area"][0])
    assert np.abs(ring - [111.25, 27.25]).max() == pytest.approx(0.25, abs=2e-5)


def test_what_does_not_say_its_system_is_refused_until_a_person_does(tmp_path):
    table = frame().to_crs("EPSG:4547")
    data = zipped(tmp_path, "a", table=table, without=(".prj",))
    with pytest.raises(MissingCrs):
        read_overlays("a.zip", data)
    ring = unpacked(read_overlays("a.zip", data, crs="EPSG:4547")[0].shapes["area"][0])
    assert np.abs(ring - [111.25, 27.25]).max() == pytest.approx(0.25, abs=2e-5)
    with pytest.raises(WrongCrs):
        read_overlays("a.zip", data, crs="EPSG:4490")


def test_a_plane_of_nowhere_is_no_system(tmp_path):
    """GDAL gives a GeoPackage without a system an "Undefined" one."""
    with pytest.warns(UserWarning, match="crs"):
        data = gpkg(tmp_path, ("a", frame(crs=None)))
    with pytest.raises(MissingCrs):
        read_overlays("a.gpkg", data)
    assert read_overlays("a.gpkg", data, crs="EPSG:4490")


def test_the_answer_is_not_asked_where_the_file_says_it(tmp_path):
    data = gpkg(tmp_path, ("a", frame()))
    assert read_overlays("a.gpkg", data, crs="EPSG:4547")[0].shapes == (
        read_overlays("a.gpkg", data)[0].shapes
    )


def encrypted(tmp_path):
    """A zip whose members claim a password; zipfile can read such but not write them."""
    data = bytearray(zipped(tmp_path, "a"))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
        elif data[at : at + 4] == b"PK\x03\x04":
            data[at + 6] |= 1
    return bytes(data)


def bomb(_):
    """A zip that claims far more than it holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", "0")
    data = bytearray(out.getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (600 << 20).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "make", "error"),
    [
        ("a.zip", encrypted, BadArchive),
        ("a.zip", bomb, BadArchive),
        ("a.zip", lambda _: b"PK\x03\x04 broken", BadArchive),
        ("a.zip", zipped, BadArchive),
        ("a.gpkg", lambda _: b"SQLite format 3\0" + b"?" * 900, DataError),
        ("a.gpkg", lambda _: b"", DataError),
        ("a.geojson", lambda _: b'{"type": "FeatureColl', DataError),
        ("a.geojson", lambda _: b'{"type": "FeatureCollection", "features": []}', DataError),
        ("a.gpkg", lambda path: gpkg(path, ("a", frame(Polygon()))), NoShapes),
        ("a.gpkg", lambda path: gpkg(path, ("a", frame(box(0, 50, 1, 51)))), WrongCrs),
        ("a.exe", lambda _: b"MZ", DataError),
        ("../../a", lambda _: b"", DataError),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_one_line(tmp_path, name, make, error):
    with pytest.raises(error) as caught:
        read_overlays(name, make(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_file_of_more_than_50_mb_is_not_even_read(monkeypatch):
    monkeypatch.setattr(overlay, "LARGEST", 1 << 20)
    with pytest.raises(TooLarge, match="Cut out"):
        read_overlays("a.gpkg", b"x" * ((1 << 20) + 1))


def star(corners, at=(111.0, 27.0)):
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    far = 0.2 + 0.002 * np.sin(turn * 97)
    return Polygon(np.column_stack([at[0] + far * np.cos(turn), at[1] + far * np.sin(turn)]))


def test_many_corners_are_simplified_and_it_is_said(tmp_path):
    one = read_overlays("a.gpkg", gpkg(tmp_path, ("a", frame(star(90_000)))))[0]
    assert one.vertices > 90_000
    assert sum(len(ring) // 2 for ring in one.shapes["area"]) <= overlay.MOST_VERTICES
    assert one.tolerance > 0
    assert one.left_out == 0


def test_the_smallest_are_left_out_only_when_simplifying_is_not_enough(monkeypatch):
    monkeypatch.setattr(overlay, "MOST_VERTICES", 50)
    small = [box(111 + n / 100, 27, 111.001 + n / 100, 27.001) for n in range(20)]
    data = frame(SQUARE, *small).to_json().encode()
    one = read_overlays("a.geojson", data)[0]
    assert one.left_out == 21 - len(one.shapes["area"]) > 0
    assert sum(len(ring) // 2 for ring in one.shapes["area"]) <= 50
    assert any(np.ptp(unpacked(ring)[:, 0]) > 0.4 for ring in one.shapes["area"])


def test_points_lines_holes_and_collections_are_all_kept():
    hole = SQUARE.difference(box(111.1, 27.1, 111.2, 27.2))
    nested = shapely.GeometryCollection([MultiPolygon([hole]), Point(111, 27),
                                         LineString([(111, 27), (112, 27)])])  # fmt: skip
    one = read_overlays("a.geojson", frame(nested).to_json().encode())[0]
    assert {sort: len(rings) for sort, rings in one.shapes.items()} == {
        "point": 1, "line": 1, "area": 2
    }  # fmt: skip


class Counties:
    """A county whose border wriggles, as real ones do."""

    def counties(self):
        return gpd.GeoDataFrame(geometry=[star(4000), star(4000, (111.5, 27.0))], crs="EPSG:4490")


def shifted(shape):
    return shapely.transform(shape, lambda p: np.column_stack(wgs84_to_gcj02(p[:, 0], p[:, 1])))


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (shifted(star(3000)), True),
        (star(3000), False),
        (shifted(box(110.9, 26.9, 111.1, 27.1)), False),  # nothing to tell it by
    ],
)
def test_a_layer_in_shifted_coordinates_is_told(shape, told):
    found = read_overlays("a.geojson", frame(shape).to_json().encode(), boundaries=Counties())
    assert found[0].shifted is told


def test_a_name_that_speaks_of_shifted_coordinates_is_told():
    assert read_overlays("红线_GCJ02.geojson", frame().to_json().encode())[0].shifted


def test_shapes_are_sent_once(tmp_path):
    layers = read_overlays("a.geojson", frame().to_json().encode())
    first = overlay_view(layers, known=(), title="t")
    again = overlay_view(layers, known=[layers[0].key], title="t")
    assert list(first["shapes"]) == [layers[0].key]
    assert again["shapes"] == {}
    assert again["layers"] == first["layers"]


@pytest.mark.parametrize("attack", ATTACKS + EVASIONS + TEMPLATES)
def test_a_hostile_name_stays_text(attack):
    one = read_overlays("a.geojson", frame().to_json().encode())[0]
    view = overlay_view(
        [one.changed(name=attack, color="#000000", visible=True)], known=(), title=""
    )
    chart = base_map(script="a.js", style="a.css")
    project_group({}).add_to(chart)
    overlay_group(view).add_to(chart)
    page = chart.get_root().render()
    assert "<img src=x" not in page
    assert "pwned'</script>" not in page
    assert "{{ 7" not in page


def test_columns_are_never_read(tmp_path):
    """What a file says of its shapes stays in the file: it can harm nobody."""
    path = tmp_path / "a.geojson"
    path.write_text(frame(名称=["{{ 7 * 7 }}"]).to_json())
    assert "7 * 7" not in repr(read_shapes(path))


def test_a_zip_damaged_inside_is_one_line(tmp_path):
    data = bytearray(zipped(tmp_path, "a"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        member = max(archive.infolist(), key=lambda one: one.file_size)
    at = member.header_offset + 30 + len(member.filename.encode())
    data[at : at + 8] = b"\xff" * 8
    with pytest.raises(BadArchive):
        read_overlays("a.zip", bytes(data))

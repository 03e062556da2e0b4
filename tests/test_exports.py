import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from layers import replacing
from layers.errors import ExportError
from layers.exports import EXPORTERS, export, known_crs
from tests.layers_data import (
    MADE_ON,
    FakeBoundaries,
    divisions,
    documents,
    project,
    projects,
)


def write(path, chosen=None, **options):
    chosen = projects() if chosen is None else chosen
    world = {"boundaries": FakeBoundaries(), "divisions": divisions(), "made_on": MADE_ON}
    return export(path, chosen, documents(), **(world | options))


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_each_format_writes_and_reads_back(tmp_path, suffix):
    path = write(tmp_path / f"项目 落图{suffix.upper()}")
    layer = {"layer": "projects"} if suffix == ".gpkg" else {}
    frame = pyogrio.read_dataframe(path, **layer)
    assert frame["name"].tolist() == [p.name for p in projects()]
    assert leftovers(tmp_path) == [f"项目 落图{suffix.upper()}"]


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_each_format_names_the_edition_of_the_polygons(tmp_path, suffix):
    """Whoever is handed a file must be able to tell whose borders these are."""
    edition = FakeBoundaries().edition
    content = write(tmp_path / f"x{suffix}").read_bytes().decode("utf-8", errors="replace")
    line = f"县级边界: {edition.source}, {edition.vintage} ({edition.checksum})"
    assert line in content
    assert edition.notice in content


# GDAL gives each table of a geodatabase a random identifier.
@pytest.mark.parametrize("suffix", [suffix for suffix in EXPORTERS if suffix != ".gdb.zip"])
def test_two_exports_of_a_day_are_equal_to_the_byte(tmp_path, suffix):
    one, two = write(tmp_path / f"one{suffix}"), write(tmp_path / f"two{suffix}")
    # SQLite counts transactions in its header, and GDAL's number of them varies.
    counters = {*range(24, 28), *range(92, 96)} if suffix == ".gpkg" else set()
    left, right = one.read_bytes(), two.read_bytes()
    assert len(left) == len(right)
    assert {i for i, pair in enumerate(zip(left, right, strict=True)) if len(set(pair)) > 1} <= (
        counters
    )


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_awkward_names_come_back_whole(tmp_path, suffix):
    names = [
        "长" * 2000,
        "引号\"'`;--%s",
        "表情😀🏭",
        "{{ 预算 }}<b>&amp;</b>",
        "行\n制表\t",
        "=1+1",
    ]
    chosen = [project(number, name, "431322") for number, name in enumerate(names)]
    path = write(tmp_path / f"x{suffix}", chosen)
    layer = {"layer": "projects"} if suffix == ".gpkg" else {}
    assert pyogrio.read_dataframe(path, **layer)["name"].tolist() == names


def test_unknown_suffix_tells_the_known_ones(tmp_path):
    with pytest.raises(ExportError, match=r"unknown format '\.dwg'.*\.gpkg.*\.geojson"):
        write(tmp_path / "x.dwg")
    with pytest.raises(ExportError, match="unknown format ''"):
        write(tmp_path / "x")


def test_empty_selection_writes_no_file(tmp_path):
    with pytest.raises(ExportError, match=r"no project is selected \(类型: 核能\)"):
        write(tmp_path / "x.gpkg", [], filter_text="类型: 核能")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("text", ["EPSG:4490", "epsg:4326", " 3857 ", "4534", "EPSG:4554"])
def test_offered_crs(text):
    assert known_crs(text) == "EPSG:" + text.strip()[-4:]


@pytest.mark.parametrize(
    "text", ["", "GCJ-03", "EPSG:4512", "EPSG:4555", "EPSG:2000000", "x4490", "76", "9" * 2000]
)
def test_other_crs_are_refused_in_one_line(tmp_path, text):
    with pytest.raises(ExportError, match="is not an offered CRS: use EPSG:4490") as caught:
        write(tmp_path / "x.gpkg", crs=text)
    assert "\n" not in str(caught.value)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["GCJ-02", "gcj02", "BD-09", "bd09", "BD09LL", "火星坐标", "火星坐标系", "百度坐标系"]
)
def test_shifted_coordinates_are_refused_with_the_reason(tmp_path, text):
    with pytest.raises(ExportError, match=r"surveying law.*several hundred metres") as caught:
        write(tmp_path / "x.gpkg", crs=text)
    assert str(caught.value).endswith("use EPSG:4490 (CGCS2000)")
    assert "\n" not in str(caught.value)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("suffix", EXPORTERS)
@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError("disk gone")])
def test_an_interrupted_export_leaves_the_old_file(tmp_path, monkeypatch, suffix, failure):
    path = tmp_path / f"old{suffix}"
    path.write_bytes(b"old")

    def fail(_path):
        raise failure

    monkeypatch.setattr(replacing, "_flush", fail)  # all is written but the last step
    with pytest.raises((KeyboardInterrupt, ExportError)):
        write(path)
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == [path.name]


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path):
    path = tmp_path / "old.gpkg"
    path.write_bytes(b"old")
    script = (
        "import os, signal, sys\n"
        "from layers import replacing\n"
        "from tests.test_exports import write\n"
        "replacing._flush = lambda path: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write(sys.argv[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], env=_env(), check=False)
    assert done.returncode == -9
    assert path.read_bytes() == b"old"
    [left] = [p for p in tmp_path.iterdir() if p != path]
    os.utime(left, (0, 0))
    write(path)  # the next export sweeps up what is old
    assert leftovers(tmp_path) == [path.name]


@contextmanager
def small_disk(folder: Path):
    """Mount 300 kB of memory; skip where only root could."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def too_many():
    """Three hundred names that no packing makes small."""
    letters = random.Random(7)  # noqa: S311 -- no secret
    characters = [chr(number) for number in range(0x4E00, 0x9FA5)]
    names = ("".join(letters.choices(characters, k=500)) for _ in range(300))
    return [project(number, name, "431322") for number, name in enumerate(names)]


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_a_full_disk_leaves_the_old_file(tmp_path, suffix):
    chosen = too_many()
    with small_disk(tmp_path / "disk") as folder:
        path = folder / f"old{suffix}"
        path.write_bytes(b"old")
        with pytest.raises(ExportError, match=r"cannot write .* has room .* older file") as caught:
            write(path, chosen)
        assert "\n" not in str(caught.value)
        assert path.read_bytes() == b"old"
        assert leftovers(folder) == [path.name]


def test_a_file_that_may_not_grow_leaves_the_old_one(tmp_path):
    paths = [tmp_path / f"old{suffix}" for suffix in EXPORTERS]
    for path in paths:
        path.write_bytes(b"old")
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "from layers.errors import ExportError\n"
        "from tests.test_exports import too_many, write\n"
        "chosen = too_many()\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n        write(path, chosen)\n"
        "    except ExportError as exc:\n        print(exc)\n"
    )
    command = [sys.executable, "-c", script, *map(str, paths)]
    done = subprocess.run(command, env=_env(), check=True, capture_output=True, text=True)
    told = done.stdout.splitlines()
    assert [line.split(":")[0] for line in told] == [f"cannot write {path}" for path in paths]
    assert [path.read_bytes() for path in paths] == [b"old"] * len(paths)
    assert leftovers(tmp_path) == sorted(path.name for path in paths)


def test_bad_targets_are_told_in_one_line(tmp_path):
    (tmp_path / "folder.gpkg").mkdir()
    for path, told in (
        (tmp_path / "missing" / "x.gpkg", "make the folder first"),
        (tmp_path / "folder.gpkg", "Is a directory"),
        (Path("/proc/x.gpkg"), "check that /proc can be written"),
    ):
        with pytest.raises(ExportError, match=told) as caught:
            write(path)
        assert "\n" not in str(caught.value)


def test_a_link_s_target_is_replaced_and_not_the_link(tmp_path):
    (tmp_path / "link.geojson").symlink_to(tmp_path / "real.geojson")
    assert write(tmp_path / "link.geojson") == tmp_path / "real.geojson"
    assert (tmp_path / "link.geojson").is_symlink()


def test_a_rewrite_leaves_no_stale_layer(tmp_path):
    path = tmp_path / "x.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 1)], crs="EPSG:4326").to_file(
        path, layer="stale", driver="GPKG"
    )
    write(path)
    assert "stale" not in [name for name, _ in pyogrio.list_layers(path)]


def test_a_spoilt_file_is_never_handed_out(tmp_path, monkeypatch):
    spoil = {
        ".gpkg": ("layers.geopackage.describe", _drop_a_row),
        ".geojson": ("layers.formats.geojson._features", lambda _frame, _schema: iter(())),
    }
    for suffix, (name, spoilt) in spoil.items():
        monkeypatch.setattr(name, spoilt)
        with pytest.raises(ExportError, match="read back"):
            write(tmp_path / f"x{suffix}")
    assert leftovers(tmp_path) == []


def _drop_a_row(database, *_args, **_options):
    database.create_function("ST_IsEmpty", 1, lambda _shape: 1)
    for name in ("MinX", "MaxX", "MinY", "MaxY"):
        database.create_function(f"ST_{name}", 1, lambda _shape: 0)
    database.execute("DELETE FROM projects WHERE fid = 1")


def test_geojson_follows_the_standard(tmp_path):
    path = write(tmp_path / "x.geojson", filter_text="城市: 娄底市")
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["type"] == "FeatureCollection"
    assert "crs" not in told
    assert told["metadata"]["filter"] == "城市: 娄底市"
    assert "内部工作用图, 未经地图审核, 不得公开" in told["metadata"]["notices"]
    assert any("娄政发〔2023〕1号" in source for source in told["metadata"]["sources"])
    features = {feature["properties"]["name"]: feature for feature in told["features"]}
    assert features["待定风电"]["geometry"] is None
    assert features["待定风电"]["properties"]["year"] is None
    for feature in told["features"]:
        if feature["geometry"]:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            assert all(part.exterior.is_ccw for part in shape.geoms)
            assert shapely.get_coordinates(shape).round(6).tolist() == (
                shapely.get_coordinates(shape).tolist()
            )


def test_geojson_is_wgs84_alone(tmp_path):
    with pytest.raises(ExportError, match="GeoJSON is WGS84 by its standard, not EPSG:4547"):
        write(tmp_path / "x.geojson", crs="4547")
    assert write(tmp_path / "x.geojson", crs="4326").exists()


def _env():
    root = Path(__file__).parents[1]
    return {**os.environ, "PYTHONPATH": f"{Path.cwd()}{os.pathsep}{root}"}


def test_sqlite_finds_the_file_whole(tmp_path):
    with closing(sqlite3.connect(write(tmp_path / "x.gpkg"))) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []

"""Exports that are killed, cannot be written or hold what cannot be right."""

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest

from geo.models import Precision
from layers.errors import ExportError
from layers.exports import export, prepare
from projects.models import Site
from tests.layers_data import MADE_ON, FakeBoundaries, divisions, documents, project, projects

ROOT = Path(__file__).resolve().parents[1]
WORLD = {"boundaries": FakeBoundaries(), "divisions": divisions(), "made_on": MADE_ON}
POINTS = ("0.0", "0.3", "0.6", "0.9", "1.0", "describe", "check", "rename")

# Loads the libraries once, then dies once at each point in a child of its own.
KILLED = """
import os, pathlib, signal, sys
from layers import geopackage
from tests.test_export_safety import write

def die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)

def attempt(point, path):
    if point == "describe":
        geopackage.describe = die
    elif point == "check":
        geopackage._faults_by_gdal = die
    elif point == "rename":
        pathlib.Path.replace = die
    options = {}
    if point[0].isdigit():
        options["progress"] = lambda share, _title: share >= float(point) and die()
    write(path, **options)

for point in sys.argv[2:]:
    child = os.fork()
    if not child:
        attempt(point, sys.argv[1])
        os._exit(0)
    print(point, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def write(path, chosen=None, **options):
    chosen = projects() if chosen is None else chosen
    return export(path, chosen, documents(), **(WORLD | options))


def test_a_kill_at_any_point_leaves_the_old_file_whole(tmp_path):
    path = write(tmp_path / "旧 图层.gpkg")
    before = path.read_bytes()
    environment = {**os.environ, "PYTHONPATH": f"{Path.cwd()}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-W", "ignore", "-c", KILLED, str(path), *POINTS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        word for point in POINTS for word in (point, str(-signal.SIGKILL))
    ]
    assert path.read_bytes() == before
    left = [p for p in tmp_path.iterdir() if p != path]
    assert left  # what was being written stands apart, in folders of its own
    assert all(p.is_dir() for p in left)
    for folder in left:
        os.utime(folder, (0, 0))
    write(path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_what_qgis_has_not_saved_yet_is_never_mixed_into_the_new_file(tmp_path):
    # SQLite applies a -wal file to whatever stands beside it: the new file would be destroyed.
    path = write(tmp_path / "开着.gpkg")
    with closing(sqlite3.connect(path)) as editing:
        editing.execute("PRAGMA journal_mode = wal")
        editing.execute("UPDATE projects SET name = name || '改'")
        editing.commit()
        before = path.read_bytes()
        with pytest.raises(ExportError, match=r"-wal holds changes .* close it in QGIS") as caught:
            write(path, projects()[:3])
        assert "the older file is untouched" in str(caught.value)
        assert path.read_bytes() == before
        editing.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # saved, and still open
        write(path, projects()[:3])
    assert {p.name for p in tmp_path.iterdir()} == {path.name}
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT count(*) FROM projects").fetchall() == [(3,)]


def test_what_a_file_that_is_gone_left_behind_does_not_reach_the_new_one(tmp_path):
    path = tmp_path / "a.gpkg"
    left = [tmp_path / f"a.gpkg{end}" for end in ("-wal", "-shm", "-journal")]
    for beside in left:
        beside.write_bytes(b"x" * 4096)
    write(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_name_too_long_is_one_line(tmp_path):
    with pytest.raises(ExportError, match="give the file a shorter name") as caught:
        write(tmp_path / f"{'长' * 2000}.gpkg")
    assert len(str(caught.value)) < 300
    assert list(tmp_path.iterdir()) == []


def test_a_point_outside_china_is_told_and_leaves_no_mark_there(tmp_path):
    right = project(1, "对", "431321", precision=Precision.SITE, site=Site(111.45, 27.51))
    swapped = dataclasses.replace(right, id="p2", name="经纬颠倒的风电", site=Site(27.51, 111.45))
    path = write(tmp_path / "x.gpkg", [right, swapped], crs="auto")
    assert pyogrio.read_dataframe(path, layer="projects_point")["name"].tolist() == ["对"]
    pairs = pyogrio.read_dataframe(path, layer="project_counties").set_index("name")
    assert pairs.loc["经纬颠倒的风电", "slot"] == 0  # it stands in its county instead
    notices = prepare([right, swapped], documents(), **WORLD).notices()
    assert "坐标在中国范围外而未作图形的项目 1 个: 经纬颠倒的风电" in notices


def test_an_empty_choice_of_layers_writes_no_file(tmp_path):
    with pytest.raises(ExportError, match="none of the layers projects_line has a row"):
        write(tmp_path / "x.gpkg", layers=["projects_line"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"layers": ["county"]}, "'county' is no layer: did you mean"),
        ({"layers": ["projects_point"], "profile": "public"}, "not in the public profile"),
        ({"profile": "secret"}, "'secret' is no profile: take internal or public"),
    ],
)
def test_what_is_not_offered_is_refused_in_one_line(tmp_path, options, told):
    with pytest.raises(ExportError, match=told) as caught:
        write(tmp_path / "x.gpkg", **options)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_rows_are_counted_before_anything_is_written():
    """What the page shows beside each layer is what the file then holds."""
    content = prepare(projects(), documents(), **WORLD)
    assert content.counted() == {schema.name: len(frame) for schema, frame in content.layers()}
    content = prepare(projects(), documents(), layers=["projects", "counties"], **WORLD)
    assert content.counted() == {"counties": 5, "projects": 11}

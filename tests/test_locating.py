"""`luotu locate --point`: points as people write them, and one line for what is none."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
from shapely.geometry import box
from typer.testing import CliRunner

import cli
from geo.boundaries import Boundaries
from geo.errors import BadCoordinates
from projects.locating import named_rows, point


class OneCounty:
    def counties(self):
        return gpd.GeoDataFrame(
            {"adcode": ["431322"], "name": ["新化县"]},
            geometry=[box(110, 28, 111, 29)],
            crs="EPSG:4490",
        )


@pytest.fixture(autouse=True)
def _one_county(monkeypatch):
    monkeypatch.setattr(Boundaries, "load", lambda _folder: OneCounty())


def run(*args):
    return CliRunner().invoke(cli.app, ["locate", *args])


@pytest.mark.parametrize(
    "text", ["112.9,28.2", "112.9, 28.2", " 112.9,28.2 ", "112.9 28.2", "112.9，28.2"]
)
def test_points_as_people_write_them(text):
    assert point(text) == (112.9, 28.2)


@pytest.mark.parametrize("text", ["", "112.9", "112.9,28.2,5", "东经112,北纬28", "112°E,28°N"])
def test_what_is_no_point_is_told(text):
    with pytest.raises(BadCoordinates, match="Write longitude,latitude"):
        point(text)


def test_points_are_told_in_the_form_of_names():
    done = run("--point", "110.5,28.5", "--point", "110.5,27.995")
    assert done.exit_code == 0, done.stderr
    inside, near = json.loads(done.stdout)
    assert inside == {
        "input": "110.5,28.5",
        "counties": ["431322"],
        "precision": "site",
        "confidence": 1.0,
        "candidates": [],
        "reason": "in 新化县 (EPSG:4490)",
        "township": "",
    }
    assert (near["counties"], near["confidence"]) == (["431322"], 0.5)
    assert near["reason"] == "554 m outside 新化县, the nearest county (EPSG:4490)"


def test_a_point_beside_a_border_is_not_sure_of_its_county(monkeypatch):
    """The polygons are simplified by 0.001°: a point within that of a border once got 1.0."""

    class TwoCounties:
        def counties(self):
            return gpd.GeoDataFrame(
                {"adcode": ["431321", "431322"], "name": ["双峰县", "新化县"]},
                geometry=[box(111, 28, 112, 29), box(110, 28, 111, 29)],
                crs="EPSG:4490",
            )

    monkeypatch.setattr(Boundaries, "load", lambda _folder: TwoCounties())
    done = run("--point", "110.9995,28.5", "--point", "110.9,28.5")
    near, far = json.loads(done.stdout)
    assert (near["counties"], near["confidence"]) == (["431322"], 0.5)
    assert [c["adcode"] for c in near["candidates"]] == ["431321"]
    assert "双峰县" in near["reason"]
    assert (far["confidence"], far["candidates"]) == (1.0, [])


def test_a_map_services_point_is_put_where_it_is():
    """GCJ-02 lies some 500 m off: as WGS 84 this point is not even near the county."""
    args = ("--point", "111.0148,28.5")
    assert run(*args).exit_code == 1
    assert json.loads(run(*args, "--crs", "GCJ-02").stdout)[0]["counties"] == ["431322"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--point", "28.5,110.5"], "swapped. Give 110.5, 28.5"),
        (["--point", "500,28.5"], "no place on earth"),
        (["--point", "0,0"], "in no county of China"),
        (["--point", "nan,28.5"], "lacks a number"),
        (["--point", "here"], "Write longitude,latitude"),
        (["--point", "110.5,28.5", "--crs", "EPSG:2414"], "convert it to EPSG:4490"),
    ],
)
def test_a_bad_point_is_one_line_and_exit_1(args, told):
    done = run(*args)
    assert done.exit_code == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [["新化"], ["--within", "430000"], ["--within-column", "a"]])
def test_points_stand_alone(args):
    assert run("--point", "110.5,28.5", *args).exit_code == 2


def test_names_have_no_scope_of_their_own():
    assert named_rows(["新化", "涟源"], None, None, None) == [("新化", ""), ("涟源", "")]
    assert named_rows(None, None, None, None) == []

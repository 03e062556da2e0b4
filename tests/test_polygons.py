"""The small files the browser draws from: counties, the lines between cities, national lines."""

from __future__ import annotations

import json
import math
import os
import re
from types import SimpleNamespace

import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from layers import webfiles
from layers.errors import LayersError
from layers.polygons import backdrop_json, detail_json, overview_json
from layers.webfiles import details, prepare


class Boundaries:
    """Six square counties in a row of three cities; the last county is its own city."""

    edition = SimpleNamespace(checksum="0123456789abcdef")

    def counties(self, adcodes=None):
        codes = ["100101", "100102", "100201", "100202", "200101", "209001"]
        cities = ["100100", "100100", "100200", "100200", "200100", ""]
        frame = gpd.GeoDataFrame(
            {
                "adcode": codes,
                "name": [f"{code}县" for code in codes],
                "short_name": codes,
                "prefecture_code": cities,
                "province_code": [code[:2] + "0000" for code in codes],
            },
            geometry=[box(i, 0, i + 1, 1) for i in range(6)],
            crs="EPSG:4490",
        )
        return frame if adcodes is None else frame[frame["adcode"].isin(list(adcodes))]

    def overview(self):
        return self.counties()

    def national_lines(self):
        return gpd.GeoDataFrame(
            {"kind": ["dash", "province"]},
            geometry=[LineString([(9, 0), (9, 1)]), LineString([(0, 0), (0, 1)])],
            crs="EPSG:4490",
        )


def _codes(text):
    return [f["properties"]["code"] for f in _features(text, "county")]


def _features(text, kind):
    features = json.loads(text)["features"]
    return [f for f in features if f["properties"]["kind"] == kind]


def test_all_counties_carry_what_the_map_needs():
    first, *_, last = _features(overview_json(Boundaries()), "county")
    assert first["properties"]["prefecture"] == "100100"
    cells = json.loads(overview_json(Boundaries()))["cells"]
    middle = [(0.5 + 0.5 / 360) * cells, (0.5 - 0.5 / 360) * cells]
    assert first["properties"]["at"] == pytest.approx(middle, abs=0.02 / 360 * cells)
    assert last["properties"]["prefecture"] == "209001"


def test_lines_between_cities_and_provinces_are_named_by_their_counties():
    text = overview_json(Boundaries())
    cities = [f["properties"]["pair"] for f in _features(text, "prefecture")]
    provinces = [f["properties"]["pair"] for f in _features(text, "province")]
    assert cities == ["100102-100201", "200101-209001"]
    assert provinces == ["100202-200101"]
    assert len(_features(text, "dash")) == 1


def test_a_city_comes_with_its_neighbours_alone():
    codes = [
        f["properties"]["code"] for f in _features(detail_json(Boundaries(), "100100"), "county")
    ]
    assert codes == ["100101", "100102", "100201"]


def test_a_county_without_a_city_has_a_file_of_its_own():
    codes = [
        f["properties"]["code"] for f in _features(detail_json(Boundaries(), "209001"), "county")
    ]
    assert codes == ["200101", "209001"]


def test_files_are_written_once_and_hold_leaflet_before_our_layer(tmp_path):
    files = prepare(tmp_path, Boundaries())
    names = details(files, ["100100"], Boundaries())
    script = (tmp_path / files.script).read_text("utf-8")
    assert script.index("Leaflet 1.9") < script.index("luotu.ProjectLayer")
    (tmp_path / names[0]).write_text("kept")
    assert prepare(tmp_path, Boundaries()) == files
    assert details(files, ["100100"], Boundaries()) == names
    assert (tmp_path / names[0]).read_text() == "kept"


def test_our_scripts_and_styles_ask_for_nothing_elsewhere(tmp_path):
    files = prepare(tmp_path, Boundaries())
    sources = [*webfiles._SOURCES.glob("*.js"), *webfiles._SOURCES.glob("*.css")]
    assert sources
    for source in sources:
        assert "http" not in source.read_text("utf-8").replace("HTTP", "")
    style = (tmp_path / files.style).read_text("utf-8")
    assert not re.search(r"url\([^)]*//|@import", style)


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path):
    blocked = tmp_path / "static"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(LayersError, match=r"static.*cannot be written"):
        prepare(blocked / "deep", Boundaries())


def test_without_leaflet_the_remedy_is_named(tmp_path, monkeypatch):
    def missing(_name):
        raise webfiles.metadata.PackageNotFoundError

    monkeypatch.setattr(webfiles.metadata, "distribution", missing)
    with pytest.raises(LayersError, match="make app"):
        prepare(tmp_path, Boundaries())


def test_coordinates_are_cells_of_the_world_in_web_mercator():
    county = _features(overview_json(Boundaries()), "county")[0]
    steps, cells = county["rings"][0], json.loads(overview_json(Boundaries()))["cells"]
    x, y = steps[0], steps[1]
    corners = {(x, y)}
    for dx, dy in zip(steps[2::2], steps[3::2], strict=True):
        x, y = x + dx, y + dy
        corners.add((x, y))
    east = 1 / 360
    north = math.asinh(math.tan(math.radians(1))) / (2 * math.pi)
    expected = {(0.5 + i * east, 0.5 - j * north) for i in (0, 1) for j in (0, 1)}
    near = {(round(a * cells), round(b * cells)) for a, b in expected}
    assert corners == near


def test_the_backdrop_is_provinces_and_national_lines_without_a_county():
    text = backdrop_json(Boundaries())
    assert len(_features(text, "land")) == 2
    assert len(_features(text, "province")) == 1
    assert len(_features(text, "dash")) == 1
    assert _features(text, "county") == []


def test_scripts_of_an_older_version_are_cleared_away_after_a_while(tmp_path):
    old, late = tmp_path / "map-0000000000.js", tmp_path / "map-1111111111.js"
    for path in (old, late):
        path.write_text("older")
    os.utime(old, (0, 0))
    kept = tmp_path / "README.txt"
    kept.write_text("not ours")
    os.utime(kept, (0, 0))
    prepare(tmp_path, Boundaries())
    assert not old.exists()
    assert late.exists()  # a page that is still open may ask for it
    assert kept.exists()

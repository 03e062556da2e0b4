"""Coordinate systems of exports: what may be asked for, and what `auto` chooses."""

import re

import geopandas as gpd
import pytest
import shapely

from layers.errors import ExportError
from layers.exportcrs import AUTO, Projector, chosen_crs, known_crs
from tests.layers_data import FAR, LOUXING, XIANTAO, XINHUA, FakeBoundaries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("111", 4546), ("CM111", 4546), ("111E", 4546), ("111°E", 4546), ("中央经线111度", 4546),
        ("75", 4534), ("135", 4554), ("4513", 4513), ("EPSG:4533", 4533), ("CGCS2000", 4490),
        ("wgs84", 4326),
    ],
)  # fmt: skip
def test_a_system_may_be_named_in_several_ways(text, code):
    assert known_crs(text) == f"EPSG:{code}"


@pytest.mark.parametrize("text", ["76", "72", "138", "CM112", "45", "EPSG:4214", "4555"])
def test_no_zone_is_made_up(text):
    with pytest.raises(ExportError, match="central meridian 75, 78"):
        known_crs(text)


def test_a_long_name_is_shortened_in_the_message():
    with pytest.raises(ExportError) as caught:
        known_crs("坐" * 2000)
    assert len(str(caught.value)) < 400


def test_auto_takes_the_zone_with_the_larger_share_and_says_so():
    # 娄星 lies west of 112.5°, 仙桃 east of it: two zones, 111 and 114.
    chosen = chosen_crs(AUTO, FakeBoundaries(), [LOUXING, XINHUA, XIANTAO])
    assert chosen.code == "EPSG:4546"
    assert "111°E 带 5" in chosen.said
    assert "114°E 带 4" in chosen.said
    assert "EPSG:4547" in chosen.note  # the way to override it
    assert "WGS84 与 CGCS2000 相差不足 1 米" in chosen.note


def test_auto_says_where_all_lies_in_one_zone():
    chosen = chosen_crs("AUTO", FakeBoundaries(), [FAR])
    assert (chosen.code, chosen.said) == ("EPSG:4546", "自动选带: 全部在 111°E 带内")


def test_auto_without_a_county_asks_for_a_name():
    with pytest.raises(ExportError, match="no county to choose a zone by"):
        chosen_crs(AUTO, FakeBoundaries(), [])


@pytest.mark.parametrize("code", ["4534", "4513"])
def test_a_zone_the_counties_are_not_in_is_told_with_the_right_one(code):
    # 娄星 lies at 111°: on the meridian of 75° its coordinates are of no use to anybody.
    chosen = chosen_crs(code, FakeBoundaries(), [LOUXING])
    assert "全部不在所选带内" in chosen.note
    assert "111°E 带 (EPSG:4546)" in chosen.note


def test_a_part_outside_the_zone_is_told_by_its_share():
    for code, better in (("4546", False), ("4526", True)):
        chosen = chosen_crs(code, FakeBoundaries(), [LOUXING, XINHUA, XIANTAO])
        assert re.search(r"面积的 [45]\d\.\d% 不在所选带内", chosen.said)
        assert ("EPSG:4546" in chosen.said) == better
    assert chosen_crs("4546", FakeBoundaries(), [LOUXING]).said == ""


def test_zones_with_their_number_are_named_as_such():
    chosen = chosen_crs("4525", FakeBoundaries(), [])
    assert chosen.title.endswith("中央经线 111°E, 横坐标带带号 37")
    point = gpd.GeoDataFrame(geometry=[shapely.Point(111.0, 27.0)], crs="EPSG:4490")
    assert Projector("EPSG:4525").of(point).geometry.x.round().tolist() == [37_500_000]
    assert Projector("EPSG:4546").of(point).geometry.x.round().tolist() == [500_000]


def test_shapes_that_rows_share_are_projected_once_and_stay_shared():
    box, point = shapely.box(111, 27, 112, 28), shapely.box(110, 27, 110.5, 28)
    frame = gpd.GeoDataFrame(geometry=[box, point, None, box], crs="EPSG:4490")
    made = Projector("EPSG:4546").of(frame).geometry.to_numpy()
    assert made[0] is made[3]
    assert made[2] is None
    plain = frame.to_crs("EPSG:4546").geometry
    assert shapely.equals_exact(made[[0, 1]], plain.to_numpy()[[0, 1]]).all()


def test_a_shape_that_has_no_place_in_the_system_is_refused():
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(111, 95)], crs="EPSG:4490")
    with pytest.raises(ExportError, match="has no place in EPSG:4546"):
        Projector("EPSG:4546").of(frame)

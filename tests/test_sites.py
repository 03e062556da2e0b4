"""Exact shapes of projects: when there is one, and how exact it is."""

import dataclasses

import pytest
import shapely

from geo.models import Precision
from layers.sites import accuracy_m, beyond_reach, has_point, shown_as
from projects.models import Site
from tests.layers_data import PLAN, SHUANGFENG, project

SITED = project(1, "风电", SHUANGFENG, precision=Precision.SITE, site=Site(111.45, 27.51))


def test_only_exact_coordinates_make_a_point():
    assert has_point(SITED)
    rough = dataclasses.replace(SITED, site=Site(111.45, 27.51, exact=False))
    assert not has_point(rough)  # a township's or county's middle, mostly
    assert not has_point(dataclasses.replace(SITED, precision=Precision.TOWNSHIP))
    assert not has_point(dataclasses.replace(SITED, site=None))


@pytest.mark.parametrize(
    ("lon", "lat"), [(-71.0, 42.0), (27.51, 111.45), (0.0, 0.0), (111.0, float("nan"))]
)
def test_a_point_outside_china_is_told_and_not_drawn(lon, lat):
    off = dataclasses.replace(SITED, site=Site(lon, lat))
    assert not has_point(off)
    assert beyond_reach([off, SITED], {}) == [off]


def test_a_shape_drawn_outside_china_is_told_and_not_drawn():
    drawn = {(PLAN, "p1"): shapely.LineString([(0, 0), (1, 1)])}
    assert beyond_reach([SITED], drawn) == [SITED]
    assert shown_as(SITED, drawn) == "point"  # the table's own point is still right


@pytest.mark.parametrize(
    ("site", "metres"),
    [
        (Site(111.45, 27.51), 788.0),  # half of 0.01° in both directions
        (Site(111.4, 27.5123), 10.0),  # one may have lost its noughts
        (Site(111.45123, 27.51234), 10.0),  # finer than anybody has told
        (Site(111.456789, 27.5, as_written="111.46, 27.50 (GCJ-02)"), 788.0),
        (Site(113.7, 28.7, as_written="东经113度42分00秒，北纬28度42分00秒"), 22.0),
        (Site(113.7, 28.7, as_written="113°42′, 28°42′"), 1312.0),
        (Site(111.4567891, 27.5, as_written="37512345, 3045678 (EPSG:4525)"), 10.0),
    ],
)
def test_accuracy_follows_the_digits_written(site, metres):
    assert accuracy_m(site) == metres

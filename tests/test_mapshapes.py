"""What people put on the map is drawn on the office's own map, and on no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.divisions import Divisions
from layers.mapitems import item
from layers.mapshapes import shape_of
from layers.mapview import Chosen, MapFiles, Scene, Shading, build_view, plan_counties, project_key
from projects.models import Geometry
from tests.made import XINHUA, loudi, project
from views.i18n import texts

WORDS = texts("zh")
RING = ((111.2, 27.9), (111.3, 27.9), (111.3, 28.0), (111.2, 27.9))
AREA = Geometry("Polygon", (RING,))


@pytest.mark.parametrize(
    ("geometry", "runs"),
    [
        (Geometry("Point", (111.2, 27.9)), [[[111.2, 27.9]]]),
        (Geometry("MultiPoint", (RING[0], RING[1])), [[list(p) for p in RING[:2]]]),
        (Geometry("LineString", RING[:2]), [[list(p) for p in RING[:2]]]),
        (AREA, [[list(p) for p in RING]]),
        (Geometry("MultiPolygon", ((RING,), (RING,))), [[list(p) for p in RING]] * 2),
    ],
)
def test_every_sort_is_a_list_of_runs(geometry, runs):
    assert shape_of(geometry) == {"sort": geometry.type.removeprefix("Multi"), "runs": runs}


def test_a_long_line_is_thinned_but_keeps_its_ends():
    line = tuple((111 + n / 100_000, 27.5 + (n % 2) / 1e7) for n in range(20_000))
    (run,) = shape_of(Geometry("LineString", line))["runs"]
    assert len(run) < 500
    assert (run[0][0], run[-1][0]) == (111.0, round(line[-1][0], 6))


def view(*, shapes):
    drawn = replace(
        project("p1", "甲", counties=(XINHUA,), geometry=AREA), document=loudi()[0].sha256
    )
    chosen = Chosen("project", project_key(drawn), drawn.counties, geometry=AREA)
    divisions = Divisions.load()
    scene = Scene(
        projects=[drawn],
        cities=plan_counties([loudi()[0]], [drawn], divisions),
        shading=Shading("", {}, "", ""),
        files=MapFiles("o", (), "b"),
        chosen=chosen,
        documents=(loudi()[0],),
        shapes=shapes,
    )
    return build_view(scene, divisions=divisions, words=WORDS, lang="zh")


def test_shapes_travel_with_the_project_and_with_what_is_selected():
    made = view(shapes=True)
    assert made["projects"][0]["shape"] == made["selected"]["shape"] == shape_of(AREA)
    assert made["projects"][0]["tip"][-1] == WORDS["shape_tip"]


def test_a_map_that_leaves_the_office_has_none():
    made = view(shapes=False)
    assert "shape" not in made["projects"][0]
    assert "shape" not in made["selected"]
    assert "shape" not in item(project("p1", "甲", geometry=AREA), {XINHUA}, "zh", WORDS)

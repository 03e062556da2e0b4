"""A large registry's map: few rows in every answer, and numbers that add up to all there is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Precision
from layers.atlas import Atlas, Box, Census, Ground
from layers.levels import CHINA, MOST_ROWS, Level, Look, choose
from layers.mapitems import project_key
from layers.maplevels import build_survey
from layers.mapview import MapFiles, Scene, Shading, build_view, is_small, plan_counties
from projects.models import Site, Stage
from projects.selection import Holdings
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, XINHUA, loudi, project

WORDS = defaultdict(
    str,
    county_tip="{own} {shared}",
    city_tip="{count}/{total}",
    sum_counties="{own}+{shared}={total}",
    sum_cities="{own}+{shared}={total}",
    crossing_tip="+{count}",
    shade_cities="{title}",
)
SIDE = 0.5


@pytest.fixture(scope="module")
def ground(divisions):
    """Every county as a square around the middle that the light table gives it."""
    rows = [d for d in divisions if divisions.is_county(d.adcode) and d.level.value == "county"]
    rows = list({d.adcode: d for d in rows}.values())
    middles = np.array([[d.lon, d.lat] for d in rows])
    boxes = np.hstack([middles - SIDE / 2, middles + SIDE / 2])
    return Ground(tuple(d.adcode for d in rows), boxes, middles)


@pytest.fixture(scope="module")
def crowd(ground, divisions):
    """Many projects by chance: of one county with and without a site, and of several."""
    chance = np.random.default_rng(7)
    made = []
    for number, row in enumerate(chance.integers(0, len(ground.codes), 6000).tolist()):
        code, sort = ground.codes[row], number % 10
        bare = project(f"p{number}", f"样例{number}", counties=(code,), kind=_KINDS[number % 3])
        if sort < 4:
            lon, lat = ground.middles[row] + chance.uniform(-SIDE / 2, SIDE / 2, 2)
            bare = replace(bare, site=Site(float(lon), float(lat)), precision=Precision.SITE)
        elif sort == 4:
            other = divisions.counties(divisions.prefecture_of(code))[0]
            bare = replace(bare, counties=(code, other, ground.codes[row - 1]))
        made.append(bare)
    # A county with more projects than an update may hold.
    made += [project(f"x{n}", "很多", counties=(XINHUA,)) for n in range(MOST_ROWS + 1)]
    return tuple(made)


_KINDS = ("wind_farm", "solar_farm", "factory")


def build_atlas(projects, ground, asked, divisions, *, counted=frozenset(Stage)):
    """Sort projects into the counties asked for and drawn; `counted` are the stages sums count."""
    return Census(tuple(projects), ground, divisions).atlas(None, asked, counted)


def every(atlas):
    """All its projects, in the order of its rows."""
    return tuple(atlas.project(row) for row in range(len(atlas.order)))


@pytest.fixture(scope="module")
def atlas(crowd, ground, divisions) -> Atlas:
    return build_atlas(crowd, ground, set(ground.codes), divisions)


looks = st.builds(
    lambda lon, lat, zoom, wide: Look(
        Box(lon - 360 / 2**zoom * wide, lat - 180 / 2**zoom * wide, lon, lat), zoom
    ),
    st.floats(70, 140),
    st.floats(0, 55),
    st.floats(2, 14),
    st.floats(0.5, 4),
)


@given(looks)
@settings(deadline=None)
def test_no_answer_has_too_many_rows_and_each_holds_for_its_look(atlas, look):
    window = choose(atlas, look)
    provinces = len(atlas.provinces.codes) if window.level is Level.REGION else 0
    assert window.rows + provinces <= MOST_ROWS
    assert window.low <= look.zoom < window.high
    if window.level is not Level.REGION:
        assert window.box.west <= look.box.west
        assert window.box.south <= look.box.south
        assert window.box.east >= look.box.east
        assert window.box.north >= look.box.north


@given(looks)
@settings(deadline=None)
def test_a_window_holds_all_that_its_box_meets(atlas, look):
    window = choose(atlas, look)
    if window.level is not Level.PROJECT:
        return
    rows = {*window.inside.pins.tolist(), *window.inside.loose.tolist()}
    codes = {atlas.ground.codes[row] for row in window.inside.counties.tolist()}
    west, south, east, north = window.box
    for number, found in enumerate(every(atlas)):
        if found.site is not None:
            lies = west <= found.site.lon < east and south <= found.site.lat < north
        else:
            lies = not codes.isdisjoint(found.counties)
        assert lies == (number in rows)


@given(
    st.lists(st.floats(56, 152), max_size=5, unique=True),
    st.lists(st.floats(-11, 63), max_size=5, unique=True),
)
@settings(deadline=None)
def test_every_partition_of_the_map_adds_up_to_all(atlas, lons, lats):
    xs, ys = sorted({CHINA.west, CHINA.east, *lons}), sorted({CHINA.south, CHINA.north, *lats})
    own = shared = 0
    for west, east in pairwise(xs):
        for south, north in pairwise(ys):
            alone, several = atlas.counted(Box(west, south, east, north))
            own, shared = own + alone, shared + several
    assert (own, shared) == (atlas.singles, len(every(atlas)) - atlas.singles)


def test_the_numbers_of_every_level_and_what_is_shared_make_all(atlas, crowd):
    several = sum(len(set(p.counties)) > 1 for p in crowd)
    assert len(every(atlas)) == len(crowd)
    assert atlas.own.sum() == atlas.kinds.sum() == len(crowd) - several
    for groups in (atlas.prefectures, atlas.provinces):
        assert groups.own.sum() == groups.kinds.sum()
        crossing = len(crowd) - groups.own.sum()
        assert 0 < crossing <= several
        assert groups.crossing.sum() >= 2 * crossing


def test_from_afar_there_are_regions_and_nearby_single_projects(atlas):
    def level(lon, lat, zoom, size):
        return choose(atlas, Look(Box(lon - size, lat - size, lon + size, lat + size), zoom)).level

    assert level(112, 28, 4, 20) is Level.REGION
    assert level(112, 28, 6.5, 4) is Level.COUNTY
    assert level(88, 40, 9, 0.5) is Level.PROJECT
    assert level(111.3, 27.8, 9, 0.1) is Level.SITE  # the county with too many


def test_stages_that_are_not_counted_are_told_apart_at_every_level(atlas, crowd, ground, divisions):
    mixed = [replace(p, stage=list(Stage)[n % 4]) for n, p in enumerate(crowd)]
    counted = frozenset({Stage.PLANNED, Stage.UNDER_CONSTRUCTION})
    split = build_atlas(mixed, ground, set(ground.codes), divisions, counted=counted)
    assert (split.own == atlas.own).all()
    alone = [p for p in mixed if len(set(p.counties)) == 1]
    others = sum(p.stage not in counted for p in alone)
    assert split.other.sum() == split.other_kinds.sum() == others
    assert 0 < split.other_loose.sum() < others
    assert (split.other <= split.own).all()
    assert split.prefectures.other.sum() >= others
    assert atlas.other.sum() == 0


def _view(crowd, ground, divisions, look=None, asked=frozenset()):
    facts = replace(loudi()[0], place=None)
    projects = tuple(replace(p, document=facts.sha256) for p in crowd)
    holdings = Holdings((facts,), projects)
    cities = plan_counties((facts,), projects, divisions)
    scene = Scene(
        projects=projects,
        cities=cities,
        shading=Shading("项目数", {XINHUA: 3.0}, "个", "0", regions={LOUDI: 3.0}),
        files=MapFiles("o.json", (), "s.json", is_sketch=True),
        chosen=None,
        documents=(facts,),
        survey=build_survey(holdings, cities, asked, ground, divisions),
        look=look,
    )
    return build_view(scene, divisions=divisions, words=WORDS, lang="zh"), scene


def test_a_crowd_opens_on_its_regions(crowd, ground, divisions):
    view, scene = _view(crowd, ground, divisions)
    assert not is_small(scene.projects, scene.cities)
    assert (view["level"], view["projects"], view["counties"]) == ("region", [], [])
    city = next(c for c in view["cities"] if c["code"] == LOUDI)
    assert city["count"] > MOST_ROWS
    assert city["shade"] == 0
    own = sum(c["count"] for c in view["cities"])
    assert view["legend"]["note"].startswith(f"{own:,}+")
    assert len(view["cities"]) + len(view["provinces"]) <= MOST_ROWS


def test_counties_carry_their_own_number_and_what_they_share_apart(crowd, ground, divisions):
    look = Look(Box(107, 25, 115.5, 31), 8.0)  # more pins than an answer may hold
    view, scene = _view(crowd, ground, divisions, look)
    assert view["level"] == "county"
    row = next(c for c in view["counties"] if c["code"] == XINHUA)
    counties = [set(p.counties) for p in scene.projects]
    assert row["bubble"] == sum(c == {XINHUA} for c in counties)
    assert row["hollow"] == sum(XINHUA in c and len(c) > 1 for c in counties)
    assert sum(n for _, n, _ in row["kinds"]) == row["bubble"] == sum(row["mix"])


def test_pins_are_single_where_the_rest_is_too_much(crowd, ground, divisions):
    look = Look(Box(111.2, 27.7, 111.4, 27.9), 10.0)
    view, scene = _view(crowd, ground, divisions, look)
    assert view["level"] == "site"
    assert all(item["site"] for item in view["projects"])
    row = next(c for c in view["counties"] if c["code"] == XINHUA)
    loose = [p for p in scene.projects if set(p.counties) == {XINHUA} and p.site is None]
    assert row["bubble"] == len(loose) > MOST_ROWS


def test_the_same_look_gives_the_same_view(crowd, ground, divisions):
    """Then nothing is sent anew."""
    look = Look(Box(111, 27.4, 112, 28.2), 9.0)
    view, scene = _view(crowd, ground, divisions, look)
    again = build_view(scene, divisions=divisions, words=WORDS, lang="zh")
    assert view == again


def test_only_what_is_asked_for_is_counted(ground, divisions):
    own = [project(f"p{n}", "甲", counties=(XINHUA,)) for n in range(3)]
    far = [project(f"q{n}", "乙", counties=(SHUANGFENG,)) for n in range(2)]
    both = project("r", "丙", counties=(XINHUA, LENGSHUIJIANG))
    atlas = build_atlas((*own, *far, both), ground, {XINHUA}, divisions)
    assert (int(atlas.own.sum()), int(atlas.shared.sum()), atlas.missing) == (3, 1, 2)
    assert [project_key(p) for p in every(atlas)[-1:]] == [project_key(both)]


def test_a_county_without_a_polygon_is_missing_not_lost(ground, divisions):
    part = Ground(ground.codes[:5], ground.boxes[:5], ground.middles[:5])
    atlas = build_atlas([project("p", "甲", counties=(XINHUA,))], part, {XINHUA}, divisions)
    assert (every(atlas), atlas.missing) == ((), 1)
    assert choose(atlas, Look(CHINA, 9.0)).rows == 0

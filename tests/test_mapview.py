"""What the map is told: shades, hatches, symbols, cities, and what is chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from geo.divisions import Divisions
from geo.islands import Island
from geo.models import Precision
from layers import maplegend
from layers.mapview import (
    Chosen,
    MapFiles,
    Scene,
    Shading,
    build_view,
    is_small,
    plan_counties,
    project_key,
)
from projects.models import Site
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, SIHUI, XINHUA, loudi, project, sihui

WORDS = defaultdict(str, county_tip="{own} {shared}", city_tip="{count}")


@pytest.fixture(scope="module")
def divisions():
    return Divisions.load()


def _view(projects, divisions, *, values=None, chosen=None, documents=(), asked=()):
    documents = documents or (loudi()[0],)
    scene = Scene(
        projects=projects,
        cities=plan_counties(documents, projects, divisions),
        shading=Shading("项目数", values or {}, "个", "0"),
        files=MapFiles("o.json", ("d.json",), "b.json"),
        chosen=chosen,
        documents=documents,
        asked=frozenset(asked),
    )
    return build_view(
        scene, divisions=divisions, words=WORDS, lang="zh", islands=[Island("样板礁", 117.5, 15.0)]
    )


def test_a_plan_of_a_county_shows_that_county_under_its_city(divisions):
    cities = plan_counties([sihui()[0]], (), divisions)
    assert cities == {"441200": (SIHUI,)}


def test_a_project_outside_its_plan_brings_its_county(divisions):
    far = project("p1", "邻市项目", counties=(SIHUI,))
    assert set(plan_counties([loudi()[0]], [far], divisions)) == {LOUDI, "441200"}


def test_only_an_exact_site_gets_a_pin(divisions):
    # A pin on an approximate point, or on a county's middle, would be taken for the site.
    site = Site(111.3, 27.8)
    pinned = project("p1", "甲", counties=(XINHUA,), precision=Precision.SITE, site=site)
    rough = project("p2", "乙", counties=(XINHUA,), precision=Precision.COUNTY, site=site)
    view = _view((pinned, rough, project("p3", "丙", counties=(XINHUA,))), divisions)
    assert [item["site"] for item in view["projects"]] == [[111.3, 27.8], None, None]


def test_a_table_of_no_one_city_shows_the_whole_cities_of_its_projects(divisions):
    facts = replace(loudi()[0], place=None)
    own = project("p1", "甲", counties=(XINHUA,), document=facts.sha256)
    open_ = project("p2", "乙", within="370800", precision=Precision.CITY, document=facts.sha256)
    cities = plan_counties([facts], [own, open_], divisions)
    assert cities == {LOUDI: divisions.counties(LOUDI), "370800": divisions.counties("370800")}
    view = _view((own, open_), divisions, documents=(facts,))
    assert [(city["count"], city["total"]) for city in view["cities"]] == [(0, 1), (1, 1)]


def test_from_afar_a_province_of_many_cities_has_one_badge(divisions):
    facts = replace(loudi()[0], place="430000")
    view = _view((project("p1", "甲", counties=(XINHUA,)),), divisions, documents=(facts,))
    (province,) = view["provinces"]
    assert (province["name"], province["count"], province["code"]) == ("湖南省", 1, "")
    assert set(province["cities"]) == {city["code"] for city in view["cities"]}
    assert _view(loudi()[1], divisions)["provinces"] == []


def test_counties_that_only_share_are_hatched(divisions):
    _, projects = loudi()
    rows = {row["code"]: row for row in _view(projects[:2], divisions)["counties"]}
    assert not rows[XINHUA]["hatched"]
    assert rows[SHUANGFENG]["hatched"]
    assert rows[LENGSHUIJIANG]["hatched"]
    own = project("own", "本县项目", counties=(SHUANGFENG,))
    rows = {row["code"]: row for row in _view((*projects[:2], own), divisions)["counties"]}
    assert not rows[SHUANGFENG]["hatched"]


def test_islands_without_a_polygon_are_told_as_points(divisions):
    islands = _view((), divisions)["islands"]
    assert islands == [{"name": "样板礁", "lon": 117.5, "lat": 15.0}]


def test_projects_without_a_county_are_no_symbols(divisions):
    _, projects = loudi()
    assert [p["name"] for p in _view(projects[:5], divisions)["projects"]] == [
        "样板山风电场",
        "双县光伏",
    ]


def test_a_kind_of_a_newer_version_is_drawn_as_other(divisions):
    view = _view([project("p1", "新类别", kind="unheard_of", counties=(XINHUA,))], divisions)
    assert list(view["symbols"]) == ["other"]
    assert view["projects"][0]["kind"] == "other"


def test_what_is_small_is_sent_whole(divisions):
    cities = {LOUDI: divisions.counties(LOUDI)}
    crowd = [project(f"p{i}", "风电场", counties=(XINHUA,)) for i in range(795)]
    assert is_small(crowd, cities)
    assert not is_small([*crowd, *crowd[:9]], cities)
    assert len(_view(crowd, divisions)["projects"]) == 795
    assert _view(crowd, divisions)["window"] is None  # so that no move asks for anything


def test_the_legend_states_the_breaks(divisions):
    view = _view((), divisions, values={XINHUA: 3.0, SHUANGFENG: 12.0})
    assert [entry["text"] for entry in view["legend"]["classes"]] == ["0", "3 个", "12 个"]
    shades = {row["code"]: row["shade"] for row in view["counties"]}
    assert (shades[XINHUA], shades[SHUANGFENG], shades[LENGSHUIJIANG]) == (0, 1, -1)


@pytest.mark.parametrize(
    ("low", "high", "inside", "text"),
    [(3, 6, [4.0, 6.0], "4–6"), (50, 100, [60.5, 99.0], ">50–100"), (0, 3.2, [3.2], "3.2")],
)
def test_a_class_is_said_as_people_would(low, high, inside, text):
    assert maplegend.span(low, high, inside) == text


def test_what_is_chosen_is_marked_with_its_counties(divisions):
    _, (placed, *_) = loudi()
    placed = replace(placed, document="d" * 64)
    chosen = Chosen("project", project_key(placed), placed.counties)
    selected = _view([placed], divisions, chosen=chosen)["selected"]
    assert selected["key"] == f"{'d' * 64}/p1"
    assert selected["counties"] == [XINHUA]


def test_a_city_says_how_many_of_its_projects_are_on_the_map(divisions):
    """What is outside is no project of the city, what is city-wide or unplaced is."""
    facts, projects = loudi()
    held = [replace(p, document=facts.sha256) for p in projects[:5]]
    (city,) = _view(held, divisions)["cities"]
    assert (city["count"], city["total"]) == (2, 4)


def test_a_county_asked_for_is_drawn_alone(divisions):
    """Its neighbours stay blank and a project they share stands in it alone."""
    _, projects = loudi()
    view = _view(projects[:2], divisions, values={XINHUA: 1.0}, asked=(SHUANGFENG,))
    rows = {row["code"]: row for row in view["counties"]}
    assert rows[SHUANGFENG]["hatched"]
    assert not rows[LENGSHUIJIANG]["hatched"]
    assert rows[XINHUA]["shade"] == -1
    assert [row["code"] for row in rows.values() if not row["quiet"]] == [SHUANGFENG]
    assert [(p["name"], p["counties"], p["shared"]) for p in view["projects"]] == [
        ("双县光伏", [SHUANGFENG], True)
    ]


def test_the_map_opens_on_the_one_city_that_is_left(divisions):
    both = (loudi()[0], sihui()[0])
    only = project("p1", "四会项目", counties=(SIHUI,))
    assert _view([only], divisions, documents=both)["view"]["counties"] == [SIHUI]
    assert len(_view([], divisions, documents=both)["view"]["counties"]) > 1


def test_the_legend_names_the_lines_and_what_is_not_counted(divisions):
    legend = _view((), divisions)["legend"]
    assert [line["kind"] for line in legend["lines"]] == list(maplegend.LINES)
    assert legend["note"] == ""

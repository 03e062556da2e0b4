"""What the map is told: shades, hatches, symbols, cities, and what is chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from geo.islands import Island
from geo.models import Precision
from layers import maplegend
from layers.classes import NONE, OTHERS, UNSTATED
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
from projects.models import Site, Stage
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, SIHUI, XINHUA, loudi, project, sihui
from views.i18n import texts

WORDS = defaultdict(str, county_tip="{own} {shared}", city_tip="{count}")


def _view(projects, divisions, *, values=None, chosen=None, documents=(), asked=()):
    documents = documents or (loudi()[0],)
    bare = not isinstance(values, Shading)
    shading = Shading("项目数", values or {}, "个", "0") if bare else values
    scene = Scene(
        projects=projects,
        cities=plan_counties(documents, projects, divisions),
        shading=shading,
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


def test_a_township_is_told_from_a_county(divisions):
    town = project("p1", "甲", counties=(XINHUA,), precision=Precision.TOWNSHIP)
    sited = replace(town, id="p2", site=Site(111.3, 27.8))
    county = project("p3", "丙", counties=(XINHUA,))
    view = _view((town, sited, county), divisions)
    assert [item["township"] for item in view["projects"]] == [True, True, False]


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


HEADLINE = frozenset({Stage.PLANNED, Stage.UNDER_CONSTRUCTION})


def test_a_badge_counts_what_the_shade_counts_and_tells_the_rest_apart(divisions):
    # A city with standing plants alone would else be white under a large number.
    facts = loudi()[0]
    standing = [
        project(f"s{n}", "已有", counties=(XINHUA,), stage=Stage.EXISTING) for n in range(3)
    ]
    planned = project("p1", "规划", counties=(XINHUA,))
    open_ = [
        project("o1", "未定", precision=Precision.CITY, document=facts.sha256),
        project(
            "o2", "未定", precision=Precision.CITY, document=facts.sha256, stage=Stage.EXISTING
        ),
    ]
    shading = Shading("项目数", {XINHUA: 1.0}, "个", "0", stages=HEADLINE, said="规划")
    view = _view([*standing, planned, *open_], divisions, values=shading)
    (city,) = view["cities"]
    assert (city["count"], city["other"], city["total"]) == (1, 3, 2)
    assert view["counted"] == ["planned", "under_construction"]


def test_the_map_opens_on_what_is_left_though_none_of_it_is_counted(divisions):
    both = (loudi()[0], sihui()[0])
    shading = Shading("项目数", {}, "个", "0", stages=HEADLINE)
    held = {"document": loudi()[0].sha256, "stage": Stage.EXISTING}
    for only in (
        project("p1", "已有", counties=(XINHUA,), **held),
        project("p2", "全市", precision=Precision.CITY, citywide=True, **held),
    ):
        view = _view([only], divisions, documents=both, values=shading)["view"]
        assert set(view["counties"]) == set(divisions.counties(LOUDI))


def test_a_county_that_only_has_other_stages_does_not_look_like_an_empty_one(divisions):
    standing = project("s1", "已有", counties=(SHUANGFENG,), stage=Stage.EXISTING)
    shading = Shading("项目数", {XINHUA: 1.0}, "个", "0", stages=HEADLINE)
    rows = {r["code"]: r["shade"] for r in _view([standing], divisions, values=shading)["counties"]}
    assert (rows[XINHUA], rows[SHUANGFENG], rows[LENGSHUIJIANG]) == (0, OTHERS, NONE)


def test_not_stated_is_not_nought(divisions):
    planned = [
        project("p1", "甲", counties=(XINHUA,)),
        project("p2", "乙", counties=(SHUANGFENG,)),
        project("p3", "丙", counties=(LENGSHUIJIANG,)),
    ]
    values = {XINHUA: 30.0, SHUANGFENG: 0.0, LENGSHUIJIANG: 0.0}
    shading = Shading("装机", values, "万千瓦", "0", unstated=frozenset({SHUANGFENG}))
    view = _view(planned, divisions, values=shading)
    rows = {row["code"]: row["shade"] for row in view["counties"]}
    assert (rows[XINHUA], rows[SHUANGFENG], rows[LENGSHUIJIANG]) == (0, UNSTATED, NONE)
    assert [entry["shade"] for entry in view["legend"]["apart"]] == [UNSTATED, OTHERS]
    shown = legend_of(shading)
    assert [entry["text"] for entry in shown["apart"]] == ["有项目，均未写明", "仅有其他阶段"]


def legend_of(shading):
    """Return the legend in the page's own words."""
    scale = list(shading.values.values()), shading.breaks
    return maplegend.legend(shading, scale, maplegend.Marks(), texts("zh"), "全部阶段")


def test_the_legend_says_which_stages_numbers_and_symbols_are_of():
    told = legend_of(Shading("项目数", {}, "个", "0", stages=HEADLINE, said="在建+规划"))
    assert "在建+规划" in told["badge"]
    assert "在建+规划" in told["number"]
    assert told["kinds"] == "项目类别（全部阶段）"
    assert legend_of(Shading("项目数", {}, "个", "0", said="全部阶段"))["kinds"] == "项目类别"

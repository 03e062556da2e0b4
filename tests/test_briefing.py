"""What a briefing says: the same sums as everywhere, everything once, and refusals in one line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from layers.briefing import Approval, Layout, Scope, shade_value
from layers.briefing.single import ranks_of, shade_measure
from layers.errors import BriefError
from projects.errors import ProjectsError
from projects.models import Stage
from projects.selection import Holdings, Selection
from projects.summaries import HEADLINE_STAGES, summarise
from tests.briefing_data import (
    CHANGZHI,
    CITIES,
    JINING,
    LOUDI,
    SIHUI,
    XIANGYANG,
    brief,
    divisions,
    holdings,
    odd_projects,
)

XINHUA = "431322"


def exact(values):
    return sum((Decimal(repr(value)) for value in values), Decimal(0))


@pytest.mark.parametrize("place", [*CITIES, SIHUI, None])
def test_totals_are_those_of_the_summaries(built, place):
    made = brief(built, *([place] if place else []), layout=None if place else Layout.CITY)
    question = {"divisions": divisions(), "place": place, "measure": made.measure}
    counted = summarise(holdings(), by="county", stages=HEADLINE_STAGES, **question)
    every = summarise(holdings(), by="stage", **question)
    assert made.total.amount == counted.total
    assert {f.key: f.amount for f in made.stages} == {r.key: r.amount for r in every.rows}
    own = {r.key: r.amount for r in counted.rows}
    shown = {r.adcode: r.total.amount for r in made.regions if r.total.projects}
    assert shown == own


@pytest.mark.parametrize("place", CITIES)
def test_regions_and_what_stands_beside_make_the_total(built, place):
    made = brief(built, place)
    beside = [b.figure.amount for b in made.beside if b.figure.key != "outside"]
    parts = [region.total.amount for region in made.regions] + beside
    assert exact(a.value for a in parts) == exact([made.total.amount.value])
    assert sum(a.projects for a in parts) == made.total.projects
    for group in made.beside:
        assert len(group.entries) == group.figure.projects


@pytest.mark.parametrize("place", [*CITIES, SIHUI, "370000", None])
@pytest.mark.parametrize("layout", [Layout.CITY, Layout.RANKING])
def test_what_lies_in_one_place_with_what_stands_beside_makes_the_total(built, place, layout):
    made = brief(built, *([place] if place else []), layout=layout)
    if made.parts:
        parts = [part.total.amount for part in made.parts]
    else:
        beside = [b.figure.amount for b in made.beside if b.figure.key != "outside"]
        parts = [made.single.amount, *beside]
    assert exact(a.value for a in parts) == exact([made.total.amount.value])
    assert sum(a.projects for a in parts) == made.total.projects


def test_equal_places_share_a_rank_and_a_county_of_cross_county_projects_has_a_row(built):
    made = brief(built, LOUDI, layout=Layout.RANKING)
    assert ranks_of(made.regions, "count") == (1, 2, 2, 2, 0)
    assert made.regions[-1].name == "冷水江市"
    assert made.regions[-1].shared == 2


@pytest.mark.parametrize("place", [*CITIES, SIHUI])
def test_the_appendix_has_every_project_behind_the_total(built, place):
    made = brief(built, place)
    counted = [entry for entry in made.appendix if entry.counted]
    assert len(counted) == made.total.projects
    assert exact(e.adds for e in counted if e.adds) == exact([made.total.amount.value])
    assert [entry.number for entry in made.appendix] == list(range(1, len(made.appendix) + 1))
    assert len({entry.key for entry in made.appendix}) == len(made.appendix) == made.projects
    sectioned = {
        p.id: p.section for p in holdings().projects if p.document == made.sources[0].sha256
    }
    assert all(entry.section == sectioned[entry.key[1]] for entry in made.appendix)


def test_a_group_says_what_its_members_leave(built):
    sizes = [entry.size for entry in brief(built, JINING).appendix]
    assert "300 万千瓦 (其余 190 万千瓦)" in sizes


def test_a_stage_that_is_not_counted_is_told_and_not_added(built):
    made = brief(built, LOUDI)
    stages = {figure.key: figure.said for figure in made.stages}
    assert stages["preliminary"] == "300 万千瓦"
    assert made.total.said == "未写明"
    ticked = brief(built, LOUDI, stages=(Stage.PRELIMINARY,))
    assert (ticked.total.said, ticked.counted_name) == ("300 万千瓦", "前期")


def test_a_city_without_any_capacity_counts_projects(built):
    made = brief(built, XIANGYANG)
    question = {"divisions": divisions(), "place": XIANGYANG, "measure": "count"}
    counted = summarise(holdings(), stages=HEADLINE_STAGES, **question).total.projects
    assert counted > 0
    assert (made.measure, made.shade, made.total.said) == ("count", "count", f"{counted} 个")
    asked = brief(built, XIANGYANG, measure="power")
    assert asked.total.said == "未写明"
    assert {shade_value(region, "power") for region in asked.regions if region.shown} == {None}


def test_a_county_tells_of_what_it_shares_and_adds_nothing_of_it(built):
    made = brief(built, XINHUA)
    assert made.layout is Layout.COUNTY
    assert made.scope is Scope.COUNTY
    [shared] = made.beside
    assert (shared.figure.key, len(shared.entries)) == ("sharing", 2)
    assert made.total.projects == 2
    assert not any(entry.counted for entry in shared.entries)


def test_a_comparison_adds_its_places_and_shades_them_alike(built):
    made = brief(built, *CITIES)
    assert made.layout is Layout.COMPARISON
    assert [part.place for part in made.parts] == list(CITIES)
    assert exact([made.total.amount.value]) == exact(p.total.amount.value for p in made.parts)
    assert {part.breaks for part in made.parts} == {made.breaks}
    assert len(made.appendix) == sum(len(part.appendix) for part in made.parts)


def test_a_ranking_falls_and_counts_everything_once(built):
    for places in (CITIES, (JINING,), ("370000",)):
        made = brief(built, *places, layout=Layout.RANKING)
        by = shade_measure(made.regions, made.measure, asked=False)
        values = [shade_value(region, by) or 0.0 for region in made.regions]
        assert values == sorted(values, reverse=True)
        beside = [b.figure for b in made.beside if b.figure.key != "outside"]
        rows = sum(region.total.projects for region in made.regions)
        assert rows + sum(figure.projects for figure in beside) == made.total.projects


def test_layout_and_places_follow_from_what_is_there(built):
    assert brief(built, LOUDI).layout is Layout.CITY
    assert brief(built).layout is Layout.COMPARISON  # of the five plans' places
    only = Selection(places=(LOUDI,), kinds=("wetland",))
    made = brief(built, selection=only)
    assert (made.place, made.title) == (LOUDI, "娄底市湿地项目分布图")
    assert "湿地" in made.subtitle


def test_what_every_picture_says(built):
    made = brief(built, JINING)
    assert made.notices == ("内部工作用图, 未经地图审核, 不得公开", "县级示意, 非用地红线")
    assert made.stamp == "机器识别, 未经核对"
    held = holdings()
    (plan,) = (facts.sha256 for facts in held.documents if facts.place == JINING)
    named = sum(project.document == plan for project in held.projects)
    assert made.check_line == f"人工核对 0/{named}"
    assert "济政字〔2023〕39号" in made.source_line
    assert made.status_line == "状态截至文件印发日 (2023-09-19)"
    assert made.date_line == "制图日期: 2026年5月4日"


def test_an_approval_is_of_one_picture_and_needs_a_name(built):
    made = brief(built, JINING, approval=Approval("GS(2026)1234号", "王某"))
    assert made.notices[0] == "审图号: GS(2026)1234号 (审核人: 王某)"
    assert brief(built, JINING).approval is None
    with pytest.raises(BriefError, match="approver's name"):
        brief(built, JINING, approval=Approval("GS(2026)1234号", " "))


@pytest.mark.parametrize(
    ("places", "options", "said"),
    [
        ((JINING,), {"selection": Selection(query="没有这样的项目")}, "no project is selected"),
        (("110000",), {}, "no project is selected .北京市.: nothing to draw"),
        ((JINING,), {"layout": Layout.COUNTY}, "draws one county"),
        ((JINING,), {"layout": Layout.COMPARISON}, "takes 2 to 9 places, not 1"),
        (("441200", SIHUI), {}, "one in the other"),
        (("130100", "130200"), {}, "no project is selected"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(built, places, options, said):
    with pytest.raises(BriefError, match=said) as caught:
        brief(built, *places, **options)
    assert "\n" not in str(caught.value)


def test_an_unknown_measure_is_refused(built):
    with pytest.raises(ProjectsError, match="nothing to sum measure"):
        brief(built, JINING, measure="weight")


def test_a_choice_that_was_made_stays(built):
    chosen = holdings().select(Selection(kinds=("solar_farm",)), divisions())
    made = brief(built, JINING, held=chosen)
    assert {entry.kind for entry in made.appendix} == {"solar_farm"}


def test_a_named_again_project_has_no_symbol_of_its_own(built):
    held = holdings()
    [facts] = [f for f in held.documents if f.place == CHANGZHI]
    again = replace(facts, sha256="f" * 64, date="2025-01-01")
    projects = tuple(p for p in held.projects if p.document == facts.sha256)
    twice = Holdings(
        (facts, again), (*projects, *(replace(p, document=again.sha256) for p in projects))
    )
    one, both = brief(built, CHANGZHI), brief(built, CHANGZHI, held=twice)
    assert sum(m.projects for m in both.marks) == sum(m.projects for m in one.marks)
    assert both.total.amount.value == one.total.amount.value


def test_names_are_one_line_and_unknown_kinds_drawn_as_other(built):
    made = brief(built, JINING, held=odd_projects())
    assert len(made.appendix) == 40
    assert not any("\n" in entry.name or "\t" in entry.name for entry in made.appendix)
    assert sum(mark.projects for mark in made.marks if mark.kind == "other") == 3


@pytest.mark.parametrize("places", [("431322",), ("370811",), (JINING,), ("431322", "431321")])
def test_a_subtitle_counts_what_the_stamp_counts(built, places):
    """A county's said 3 where 5 were to be checked, the two it takes part in among them."""
    made = brief(built, *places)
    assert f"共 {made.projects:,} 个" in made.subtitle
    assert made.check_line.endswith(f"/{made.projects:,}")
    parts = made.parts or (made,)
    shared = sum(b.figure.projects for p in parts for b in p.beside if b.figure.key == "sharing")
    assert (f"参与跨县 {shared} 个" in made.subtitle) is (shared > 0)

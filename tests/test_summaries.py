"""Design rules 2 to 7 as arithmetic: everything counted once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.divisions import Divisions
from geo.errors import UnknownPlace
from geo.models import Precision
from projects.errors import ProjectsError
from projects.models import Quantity, Role, Stage
from projects.selection import Holdings, Selection
from projects.summaries import HEADLINE_STAGES, place_class, summarise
from tests.sums_data import (
    DIVISIONS,
    DOCUMENTS,
    GUANGDONG,
    HUAIHUA,
    HUNAN,
    LIANYUAN,
    LOUDI,
    SHUANGFENG,
    SIHUI,
    XIANTAO,
    XINHUA,
    XUPU,
    ZHAOQING,
    facts,
    mw,
    project,
    sums,
    values,
)


def test_a_county_named_twice_is_one_county() -> None:
    assert values(sums([project("a", XINHUA, XINHUA, capacity=mw(5))])) == {XINHUA: 5.0}


def test_each_project_stands_in_one_of_five_places() -> None:
    summary = sums(
        [
            project("own", XINHUA, capacity=mw(100)),
            project("both", XINHUA, LIANYUAN, capacity=mw(20)),
            project("all", capacity=mw(3), citywide=True),
            project("open", capacity=mw(0.4)),
            project("away", capacity=mw(7000), precision=Precision.OUTSIDE),
        ]
    )
    assert values(summary) == {XINHUA: 100.0}
    assert summary.cross_county.value == 20.0
    assert summary.citywide.value == 3.0
    assert summary.unplaced.value == 0.4
    assert summary.outside.value == 7000.0
    assert summary.total.value == 123.4, "outside is apart"
    assert summary.total.projects == 4
    assert summary.placed.value == 100.0
    assert summary.placed_share == pytest.approx(100 / 123.4)


def test_a_county_of_a_project_that_ends_outside_counts_as_usual() -> None:
    assert place_class(project("a", XINHUA, precision=Precision.OUTSIDE)) == "county"


@pytest.mark.parametrize(
    ("group", "members", "rest", "total", "over"),
    [
        (3000.0, [1100.0], 1900.0, 3000.0, False),
        (3000.0, [], 3000.0, 3000.0, False),
        (3000.0, [1100.0, 1900.0], 0.0, 3000.0, False),
        (1000.0, [600.0, 700.0], 0.0, 1300.0, True),
        (None, [600.0, 700.0], 0.0, 1300.0, False),
    ],
)
def test_a_group_holds_only_what_its_members_leave(
    *, group: float | None, members: list[float], rest: float, total: float, over: bool
) -> None:
    whole = project("g", SHUANGFENG, XINHUA, capacity=() if group is None else mw(group))
    parts = [
        project(f"m{n}", LIANYUAN, capacity=mw(value), part_of="g")
        for n, value in enumerate(members)
    ]
    summary = sums([whole, *parts])
    assert summary.cross_county.value == rest
    assert summary.total.value == total
    assert summary.overfull == ((("loudi", "g"),) if over else ())


def test_groups_nest_and_the_whole_is_counted_once() -> None:
    summary = sums(
        [
            project("base", capacity=mw(3000)),
            project("park", LIANYUAN, part_of="base"),
            project("a", XINHUA, capacity=mw(500), part_of="park"),
            project("b", SHUANGFENG, capacity=mw(700), part_of="park"),
        ]
    )
    assert summary.unplaced.value == 1800.0
    assert summary.total.value == 3000.0


def test_a_group_that_contains_itself_does_not_hang() -> None:
    summary = sums(
        [
            project("a", XINHUA, capacity=mw(1), part_of="b"),
            project("b", XINHUA, capacity=mw(2), part_of="a"),
            project("c", XINHUA, capacity=mw(4), part_of="c"),
            project("d", XINHUA, capacity=mw(8), part_of="gone"),
        ]
    )
    assert summary.total.value == 15.0


def test_the_same_id_in_two_plans_is_two_projects() -> None:
    summary = sums(
        [
            project("p1", capacity=mw(100)),
            project("p1", SIHUI, document="sihui", capacity=mw(30)),
            project("p2", SIHUI, document="sihui", capacity=mw(10), part_of="p1"),
        ]
    )
    assert summary.unplaced.value == 100.0
    assert values(summary) == {SIHUI: 30.0}


def test_a_remainder_does_not_depend_on_what_is_chosen() -> None:
    group = project("g", capacity=mw(3000), kind="renewable_base")
    member = project("m", XINHUA, capacity=mw(1100), part_of="g", stage=Stage.EXISTING)
    everything = Holdings(DOCUMENTS, (group, member))
    chosen = everything.select(Selection(kinds=("renewable_base",)), DIVISIONS)
    assert summarise(chosen, divisions=DIVISIONS).total.value == 1900.0
    assert sums([group, member], stages=HEADLINE_STAGES).total.value == 1900.0
    assert sums([group, member], place=XINHUA).total.value == 1100.0


def test_units_and_roles_are_never_mixed() -> None:
    capacity = (
        Quantity(300.0, "MW", Role.CAPACITY, "300MW"),
        Quantity(600.0, "MWh", Role.CAPACITY, "600MWh"),
        Quantity(60000.0, "MWh", Role.OUTPUT, "60GWh"),
        Quantity(5000.0, "MW", Role.OUTPUT, "5GW"),
        Quantity(500.0, "kV", Role.VOLTAGE, "500千伏"),
        Quantity(12.5, "km", Role.LENGTH, "12.5公里"),
        Quantity(4.0, "ha", Role.AREA, "4公顷"),
        Quantity(9.0, "ha", Role.CAPACITY, "9公顷"),
    )
    both = [project("a", XINHUA, capacity=capacity), project("b", XINHUA)]
    found = {measure: sums(both, measure=measure).total for measure in ("power", "energy")}
    assert found["power"].value == 300.0
    assert found["energy"].value == 600.0
    assert (found["power"].projects, found["power"].stated) == (2, 1)
    assert sums(both, measure="length").total.value == 12.5
    assert sums(both, measure="area").total.value == 4.0
    assert sums(both, measure="count").total.value == 2.0


def test_an_extent_without_its_own_role_still_counts() -> None:
    old = Quantity(9.0, "ha", Role.CAPACITY, "9公顷")
    assert sums([project("a", XINHUA, capacity=(old,))], measure="area").total.value == 9.0


@pytest.mark.parametrize(
    ("quantity", "qualified"),
    [
        (Quantity(5.0, "MW", Role.CAPACITY, "5MW"), False),
        (Quantity(5.0, "MW", Role.CAPACITY, "5MW以上", "以上"), True),
        (Quantity(5.0, "MW", Role.CAPACITY, "3-5MW", None, 3.0, 5.0), True),
        (Quantity(5.0, "MW", Role.CAPACITY, "5MW", None, 5.0, 5.0), False),
    ],
)
def test_a_sum_says_that_it_holds_an_approximate_number(
    *, quantity: Quantity, qualified: bool
) -> None:
    summary = sums([project("a", XINHUA, capacity=(quantity,)), project("b", LIANYUAN)])
    assert [row.amount.qualified for row in summary.rows] == [qualified, False]
    assert summary.total.qualified is qualified


def test_a_remainder_of_an_approximate_member_is_approximate() -> None:
    summary = sums(
        [
            project("g", capacity=mw(300)),
            project("m", XINHUA, capacity=mw(100, "约"), part_of="g"),
        ]
    )
    assert summary.unplaced.value == 200.0
    assert summary.unplaced.qualified


def test_the_plans_shares_split_capacity_but_not_the_project() -> None:
    both = project(
        "a", XINHUA, LIANYUAN, SHUANGFENG, capacity=mw(100), shares=(1 / 3, 1 / 3, 1 / 3)
    )
    summary = sums([both])
    assert values(summary) == {SHUANGFENG: 33.333334, XINHUA: 33.333333, LIANYUAN: 33.333333}
    assert summary.cross_county.value == 0.0
    assert summary.cross_county.projects == 1
    assert summary.total.value == 100.0
    assert sum(row.amount.projects for row in summary.rows) == 0
    assert sums([both], place=XINHUA).total.value == 33.333333


@pytest.mark.parametrize("shares", [(0.5, 0.2), (1.5, -0.5), (1.0,), ()])
def test_shares_that_are_no_whole_are_not_used(shares: tuple[float, ...]) -> None:
    summary = sums([project("a", XINHUA, LIANYUAN, capacity=mw(100), shares=shares)])
    assert summary.cross_county.value == 100.0


def test_a_county_tells_what_it_shares() -> None:
    summary = sums(
        [
            project("own", XINHUA, capacity=mw(100)),
            project("both", XINHUA, LIANYUAN, capacity=mw(20)),
            project("split", XINHUA, LIANYUAN, capacity=mw(8), shares=(0.5, 0.5)),
        ],
        place=XINHUA,
    )
    assert values(summary) == {XINHUA: 104.0}
    assert summary.total.value == 104.0, "what is shared stands in the prefecture's row"
    (shared,) = summary.sharing
    assert (shared.key, shared.amount.value, shared.amount.projects) == (XINHUA, 20.0, 2)


def test_a_county_plan_keeps_what_it_cannot_place() -> None:
    projects = [
        project("a", SIHUI, document="sihui", capacity=mw(5)),
        project("b", document="sihui", capacity=mw(2)),
        project("c", document="loudi", capacity=mw(900)),
    ]
    for place in (SIHUI, ZHAOQING, GUANGDONG):
        summary = sums(projects, place=place)
        assert (summary.total.value, summary.unplaced.value) == (7.0, 2.0)
    assert [row.key for row in sums(projects, by="prefecture").rows] == [LOUDI, ZHAOQING]


def test_a_project_across_prefectures_stays_with_the_plan_that_names_it() -> None:
    line = project("line", XINHUA, XUPU, capacity=mw(50))
    assert sums([line], place=LOUDI).cross_county.value == 50.0
    assert sums([line], place=HUAIHUA).total.value == 0.0
    assert [row.key for row in sums([line], place=HUAIHUA).sharing] == [XUPU]
    assert values(sums([line], by="prefecture")) == {LOUDI: 50.0}
    stranger = replace(line, document="sihui")
    assert values(sums([stranger], by="prefecture")) == {}
    assert sums([stranger], by="prefecture").cross_county.value == 50.0
    assert values(sums([stranger], by="province")) == {HUNAN: 50.0}
    across = project("far", XINHUA, SIHUI, document="hunan", capacity=mw(5))
    assert sums([across], by="province").cross_county.value == 5.0


def test_a_plan_of_a_new_area_keeps_what_runs_through_its_counties() -> None:
    """雄安新区 is a group of counties in a city: a line between two of them was the city's only."""
    divisions = Divisions.load()
    area, city = "133100", "130600"
    holdings = Holdings(
        (facts("xiongan", area),),
        (
            project("line", "130638", "130629", document="xiongan"),
            project("one", "130638", document="xiongan"),
            project("open", document="xiongan"),
        ),
    )
    for place in (area, city):
        found = summarise(holdings, divisions=divisions, measure="count", place=place)
        assert (found.total.value, found.cross_county.value) == (3.0, 1.0)
    by_city = summarise(holdings, divisions=divisions, measure="count", by="prefecture")
    assert values(by_city) == {city: 3.0}


def test_a_plan_of_a_province_is_in_no_prefectures_row() -> None:
    summary = sums([project("a", document="hunan", capacity=mw(5))], by="prefecture")
    assert summary.rows == ()
    assert summary.unplaced.value == 5.0
    assert values(sums([project("a", document="hunan", capacity=mw(5))], by="province")) == {
        HUNAN: 5.0
    }


def test_a_county_without_a_prefecture_is_grouped_under_itself() -> None:
    summary = sums([project("a", XIANTAO, capacity=mw(5))], by="prefecture")
    assert [(row.key, row.name) for row in summary.rows] == [(XIANTAO, "仙桃市")]


def test_rows_are_named_and_ordered() -> None:
    projects = [
        project("a", XINHUA, stage=Stage.PRELIMINARY, kind="wetland"),
        project("b", XINHUA, stage=Stage.EXISTING, kind="new_kind"),
        project("c", XUPU, stage=Stage.PLANNED),
    ]
    assert [row.name for row in sums(projects).rows] == ["溆浦县", "新化县"]
    assert [row.name for row in sums(projects, by="stage").rows] == ["已建", "规划", "前期"]
    assert [row.name for row in sums(projects, by="kind").rows] == ["风电", "湿地", "new_kind"]


def test_bad_questions_are_refused() -> None:
    with pytest.raises(ProjectsError, match='"town" is nothing to sum by; take one of county'):
        sums([], by="town")
    with pytest.raises(ProjectsError, match="nothing to sum measure"):
        sums([], measure="voltage")
    with pytest.raises(UnknownPlace):
        sums([], place="999999")


def test_nothing_sums_to_nothing() -> None:
    summary = sums([], by="prefecture")
    assert (summary.total.value, summary.total.projects, summary.placed_share) == (0.0, 0, 0.0)

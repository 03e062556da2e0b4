"""What a sum says of itself: ranges, what is not stated, estimates, zones, what is behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Adcode, Precision, Reason
from projects.errors import ProjectsError
from projects.models import Check, Double, Quantity, Role, Stage
from projects.selection import Holdings
from projects.summaries import summarise
from tests.sums_data import (
    DIVISIONS,
    LIANYUAN,
    LOUDI,
    SHUANGFENG,
    SIHUI,
    XINHUA,
    facts,
    mw,
    project,
    sums,
    values,
)


@pytest.mark.parametrize(
    ("quantity", "value", "qualifiers"),
    [
        (
            Quantity(500.0, "MW", Role.CAPACITY, "30-50万千瓦", None, 300.0, 500.0),
            300.0,
            "at_least",
        ),
        (Quantity(500.0, "MW", Role.CAPACITY, "50万千瓦以上", "以上"), 500.0, "at_least"),
        (Quantity(500.0, "MW", Role.CAPACITY, "不低于50万千瓦", "不低于"), 500.0, "at_least"),
        (Quantity(500.0, "MW", Role.CAPACITY, "超过50万千瓦", "超过"), 500.0, "at_least"),
        (Quantity(500.0, "MW", Role.CAPACITY, "不超过50万千瓦", "不超过"), 500.0, "at_most"),
        (Quantity(500.0, "MW", Role.CAPACITY, "50万千瓦以下", "以下"), 500.0, "at_most"),
        (Quantity(500.0, "MW", Role.CAPACITY, "50万千瓦左右", "左右"), 500.0, "about"),
        (Quantity(500.0, "MW", Role.CAPACITY, "50万千瓦级", "级"), 500.0, "about"),
    ],
)
def test_a_range_counts_with_its_lower_bound_and_the_sum_says_so(
    *, quantity: Quantity, value: float, qualifiers: str
) -> None:
    found = sums([project("a", XINHUA, capacity=(quantity,)), project("b", XINHUA, capacity=mw(1))])
    assert found.total.value == value + 1
    assert found.total.qualifiers == (qualifiers,)
    assert found.rows[0].amount.qualifiers == (qualifiers,)


def test_members_within_a_groups_range_do_not_exceed_it() -> None:
    between = (Quantity(300.0, "MW", Role.CAPACITY, "10-30万千瓦", None, 100.0, 300.0),)
    found = sums(
        [project("g", capacity=between), project("m", XINHUA, capacity=mw(200), part_of="g")]
    )
    assert (found.total.value, found.unplaced.value, found.overfull) == (200.0, 0.0, ())
    more = sums(
        [project("g", capacity=mw(100, "以上")), project("m", capacity=mw(900), part_of="g")]
    )
    assert (more.total.value, more.overfull) == (900.0, ())


def test_phases_are_works_of_their_own() -> None:
    """一期 and 二期 add up; 300MW/600MWh is power and energy of one project, counted once."""
    both = (*mw(300), Quantity(600.0, "MWh", Role.CAPACITY, "600MWh"))
    phases = [
        project("a", XINHUA, name="古台山储能一期", capacity=both),
        project("b", XINHUA, name="古台山储能二期", capacity=mw(100)),
    ]
    assert (sums(phases).total.value, sums(phases).total.projects) == (400.0, 2)
    assert sums(phases, measure="energy").total.value == 600.0
    assert sums(phases, measure="count").total.value == 2.0


def test_what_nobody_states_is_not_known() -> None:
    found = sums([project("a", XINHUA), project("b", LIANYUAN, capacity=mw(0))])
    assert [row.amount.known for row in found.rows] == [None, 0.0], "a stated zero is one"
    assert found.total.known == 0.0
    assert (found.total.projects, found.total.stated) == (2, 1)


def test_an_equal_split_is_an_estimate_and_keeps_the_total() -> None:
    both = [
        project("a", XINHUA, LIANYUAN, SHUANGFENG, capacity=mw(100)),
        project("b", XINHUA, LIANYUAN, capacity=mw(8), shares=(0.25, 0.75)),
        project("c", XINHUA, capacity=mw(1)),
    ]
    plain, split = sums(both), sums(both, split="equal")
    assert values(plain) == {XINHUA: 3.0, LIANYUAN: 6.0}
    assert values(split) == {XINHUA: 36.4, LIANYUAN: 39.3, SHUANGFENG: 33.3}
    estimated = {row.key: row.amount.estimated for row in split.rows}
    assert estimated == {XINHUA: 33.4, LIANYUAN: 33.3, SHUANGFENG: 33.3}
    assert (plain.total, plain.total.estimated) == (replace(split.total, estimated=0.0), 0.0)
    assert (split.cross_county.value, split.cross_county.divided) == (0.0, 2)
    assert split.placed == plain.placed, "an estimate is known no better than before"
    assert sums(both, split="equal", measure="count") == replace(
        sums(both, measure="count"), split="equal"
    )
    assert sums(both, split="equal", by="prefecture").rows[0].amount.estimated == 0.0
    with pytest.raises(ProjectsError, match="nothing to sum split"):
        sums(both, split="half")


def test_every_number_names_the_projects_behind_it() -> None:
    projects = [
        project("own", XINHUA, capacity=mw(100)),
        project("both", XINHUA, LIANYUAN, capacity=mw(20)),
        project("split", XINHUA, LIANYUAN, capacity=mw(8), shares=(0.5, 0.5)),
        project("all", citywide=True),
        project("away", precision=Precision.OUTSIDE),
    ]
    found = sums(projects)

    def ids(of: str) -> list[str]:
        return [id_ for _, id_ in found.keys(of)]

    assert ids(XINHUA) == ["own", "split"]
    assert ids("cross_county") == ["both", "split"]
    assert ids("citywide") == ["all"]
    assert ids("outside") == ["away"]
    assert ids("total") == ["own", "both", "split", "all"]
    assert ids("431399") == []
    assert [id_ for _, id_ in sums(projects, by="kind").keys("wind_farm")] == ids("total")
    assert sums(projects, place=LIANYUAN).keys("total") == (("loudi", "split"),)
    assert found.crossing == (XINHUA, LIANYUAN)


def test_zones_stand_under_their_host() -> None:
    told = (Reason(Adcode(XINHUA), "zone's name in the name: 云岭经开区"),)
    projects = [
        project("a", XINHUA, reasons=told, capacity=mw(5)),
        project("b", XINHUA, capacity=mw(7)),
        project("c", XINHUA, LIANYUAN, reasons=told, capacity=mw(9)),
    ]
    zones = [(z.host, z.name, z.amount.value) for z in sums(projects, zones=True).zones]
    assert zones == [(XINHUA, "云岭经开区", 5.0), ("cross_county", "云岭经开区", 9.0)]
    assert sums(projects).zones == ()
    assert values(sums(projects, zones=True)) == values(sums(projects)), "其中, not besides"


def test_likely_doubles_are_both_counted_and_told() -> None:
    pair = [
        project("a", XINHUA, capacity=mw(5), doubles=(Double("b", "alike"),)),
        project("b", XINHUA, capacity=mw(5), doubles=(Double("a", "alike"),)),
    ]
    found = sums(pair)
    assert (found.total.value, found.doubles) == (10.0, ((("loudi", "a"), ("loudi", "b")),))
    assert sums(pair, stages=[Stage.EXISTING]).doubles == ()
    looked = [replace(p, checked=Check("王工", "2026-01-01")) for p in pair]
    assert sums([looked[0], pair[1]]).doubles == found.doubles
    assert sums(looked).doubles == (), "people looked at both and left them two"


def test_a_sum_says_as_of_when() -> None:
    documents = (replace(facts("loudi", LOUDI), date="2024-05-01"), facts("sihui", SIHUI))
    held = Holdings(documents, (project("a", XINHUA), project("b", SIHUI, document="sihui")))
    assert summarise(held, divisions=DIVISIONS).dates == ("2024-05-01", None)
    assert summarise(held, divisions=DIVISIONS, place=LOUDI).dates == ("2024-05-01",)


def test_figures_of_any_length_stay_exact() -> None:
    """Sums beyond 64 bits are taken in numbers without an end."""
    large = [project("a", XINHUA, capacity=mw(1e22)), project("b", XINHUA, capacity=mw(1e-9))]
    assert sums(large).total.value == 1e22
    tiny = [project(str(n), XINHUA, capacity=mw(0.1)) for n in range(10)]
    assert sums([*large, *tiny, project("c", XINHUA, capacity=mw(1e22))]).total.value == 2e22
    assert sums([*large[1:], *tiny]).total.value == 1.000000001
    split = sums([project("a", XINHUA, LIANYUAN, capacity=mw(1e22))], split="equal")
    assert values(split) == {XINHUA: 5e21, LIANYUAN: 5e21}

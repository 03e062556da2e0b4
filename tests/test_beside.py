"""Named projects beside a plan's targets: a share, never a gap (design rule 3)."""

from __future__ import annotations

import pytest

from geo.models import Adcode, Precision
from projects.beside import Beside, beside_targets, measure_of
from projects.models import Nature, Project, Quantity, Role, Stage, Target
from projects.selection import Holdings
from projects.target_list import aim_said, beside_said, beside_to_json, share_said
from tests.sums_data import DIVISIONS, DOCUMENTS, LOUDI, SIHUI, XINHUA, mw, project


def target(value: float = 600.0, **changes: object) -> Target:
    given = {"kind": "wind_farm", "quantity": "installed_capacity", "basis": "stock"}
    given |= {"unit": "MW", "place": Adcode(LOUDI)} | changes
    return Target(value=value, qualifier=None, year=2030, start=0, end=1, document="loudi", **given)


def beside(aim: Target, *projects: Project, **question: object) -> Beside:
    (found,) = beside_targets([aim], Holdings(DOCUMENTS, projects), DIVISIONS, **question)
    return found


def test_named_projects_are_a_share_of_the_target() -> None:
    found = beside(target(), project("a", XINHUA, capacity=mw(100)), project("b", XINHUA))
    assert found.named is not None
    assert (found.named.value, found.named.stated, found.named.projects) == (100.0, 1, 2)
    assert found.share == pytest.approx(1 / 6)
    assert found.keys == (("loudi", "a"), ("loudi", "b"))
    assert found.same == ()


def test_a_group_is_counted_once() -> None:
    found = beside(
        target(),
        project("g", capacity=mw(300)),
        project("m", XINHUA, capacity=mw(110), part_of="g"),
    )
    assert found.share == 0.5


@pytest.mark.parametrize(
    "other",
    [
        project("x", XINHUA, capacity=mw(7), kind="solar_farm"),
        project("x", SIHUI, capacity=mw(7), document="sihui"),
        project("x", XINHUA, capacity=mw(7), stage=Stage.PRELIMINARY),
        project("x", XINHUA, capacity=mw(7), stage=Stage.CANCELLED),
        project("x", capacity=mw(7), precision=Precision.OUTSIDE),
    ],
    ids=["another kind", "another plan", "preliminary", "cancelled", "outside"],
)
def test_what_is_not_meant_does_not_count(other: Project) -> None:
    found = beside(target(), project("a", XINHUA, capacity=mw(60)), other)
    assert found.share == 0.1


def test_a_stock_holds_what_stands_and_an_increase_what_is_added() -> None:
    projects = (
        project("a", XINHUA, capacity=mw(300), stage=Stage.EXISTING),
        project("b", XINHUA, capacity=mw(60)),
        project("c", XINHUA, capacity=mw(120), nature=Nature.RETROFIT),
    )
    assert beside(target(), *projects).share == 0.8
    assert beside(target(basis="increase"), *projects).share == 0.1
    assert beside(target(), *projects, stages=[Stage.EXISTING]).share == 0.5


def test_a_project_of_the_targets_very_figure_is_told() -> None:
    found = beside(target(), project("a", XINHUA, capacity=mw(600)), project("b", XINHUA))
    assert found.same == (("loudi", "a"),)
    assert found.share == 1.0


def test_where_nothing_is_stated_there_is_no_share() -> None:
    nameless, sizeless = beside(target()), beside(target(), project("a", XINHUA))
    assert (nameless.share, sizeless.share) == (None, None)
    assert (beside_said(nameless), beside_said(sizeless)) == ("未点名", "未写明")
    assert beside_to_json(nameless)["named"]["value"] is None


@pytest.mark.parametrize(
    ("changes", "measure"),
    [
        ({}, "power"),
        ({"unit": "MWh", "kind": "energy_storage"}, "energy"),
        ({"quantity": "count", "unit": "count", "kind": "hydrogen"}, "count"),
        ({"quantity": "length", "unit": "km", "kind": "road"}, "length"),
        ({"quantity": "area", "unit": "ha", "kind": "wetland"}, "area"),
        ({"kind": None}, None),
        ({"quantity": "share", "unit": "%"}, None),
        ({"quantity": "retrofit_capacity"}, None),
    ],
)
def test_only_a_like_measure_is_set_beside(changes: dict, measure: str | None) -> None:
    assert measure_of(target(**changes)) == measure
    if measure is None:
        assert beside(target(**changes), project("a", XINHUA)).named is None


@pytest.mark.parametrize(
    ("kind", "words", "share"),
    [
        ("factory", "國家級綠色工廠10家", None),
        ("industrial_park", "綠色園區1-2個", None),
        ("charging", "充电桩10个以上", None),
        ("factory", "", None),
        ("wind_farm", "建成风电场10个", 0.1),
        ("hydrogen", "加氢站达到10座", 0.1),
    ],
)
def test_a_label_is_no_number_of_projects(kind: str, words: str, share: float | None) -> None:
    """Ten factories of any sort were 100 % of 国家级绿色工厂10家, five parks 250 % of 绿色园区."""
    aim = Target(Adcode(LOUDI), kind, "count", "stock", 10.0, "count", None, 2030, 0,
                 len(words) or 5, "loudi")  # fmt: skip
    one = project("a", XINHUA, kind=kind)
    found = beside(aim, one, texts=lambda _: words)
    assert (found.share, found.is_unlike, found.words) == (share, share is None, words)
    if share is None:
        assert (beside_said(found), found.named) == ("不与项目比较", None)


def test_a_ranges_share_is_of_its_lower_bound_as_sums_count_it() -> None:
    """1—2 was told as a share of 2, while sums take what a range has at least."""
    aim = Target(Adcode(LOUDI), "wind_farm", "installed_capacity", "stock", 800.0, "MW",
                 "600—800", 2030, 0, 1, "loudi")  # fmt: skip
    found = beside(aim, project("a", XINHUA, capacity=mw(300)))
    assert (found.share, aim_said(aim)) == (0.5, "60–80 万千瓦")


def test_units_are_never_mixed() -> None:
    both = (*mw(300), Quantity(600.0, "MWh", Role.CAPACITY, "600MWh"))
    storage = project("a", XINHUA, kind="energy_storage", capacity=both)
    power = beside(target(kind="energy_storage"), storage)
    energy = beside(target(1200.0, kind="energy_storage", unit="MWh"), storage)
    assert (power.share, energy.share) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, ""), (0.6544, "65.4%"), (1.0, "100%"), (2.3, "230%"), (0.004, "0.4%")],
)
def test_a_share_is_said_in_percent(share: float | None, said: str) -> None:
    assert share_said(share) == said

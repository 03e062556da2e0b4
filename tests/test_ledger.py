"""Owner and investment by the words of plans: owners.txt and money.txt hold sentence and answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from projects.extraction import extract_projects
from projects.extraction.money import money_in_cell
from tests.plans_data import document, gazetteer, one, read

if TYPE_CHECKING:
    from projects.models import Project


def lines(name: str) -> list[list[str]]:
    text = Path(__file__).with_name(name).read_text("utf-8")
    return [line.split(" | ") for line in text.splitlines() if not line.startswith("#")]


OWNERS, MONEY = lines("owners.txt"), lines("money.txt")


def found(place: str, text: str) -> tuple[Project, ...]:
    city = place.rpartition(":")[2]
    body = text.replace("¦", "|").replace("¶", "\n")
    head = f"{city}人民政府\n2024年3月6日\n一、重点项目\n"
    return extract_projects(document(head + body, city), gazetteer())


def named(projects: tuple[Project, ...], key: str) -> Project:
    (project,) = [p for p in projects if key in p.name]
    return project


@pytest.mark.parametrize(("place", "told", "text"), OWNERS, ids=[o[2][:24] for o in OWNERS])
def test_an_owner_is_the_company_the_text_names(place: str, told: str, text: str) -> None:
    """A contractor, an office in charge or a company merely supported is none."""
    projects = found(place, text)
    for expected in told.split():
        key, owner = expected.split("=")
        assert (named(projects, key).owner or "-") == owner


@pytest.mark.parametrize(("place", "told", "text"), MONEY, ids=[m[2][:24] for m in MONEY])
def test_money_is_the_project_s_it_is_said_of(place: str, told: str, text: str) -> None:
    """A total of several, what was spent so far and a fund are no project's investment."""
    projects = found(place, text)
    for expected in told.split():
        key, sums = expected.split("=")
        project = named(projects, key)
        told_sums = (project.total_investment, project.yearly_investment)
        assert ";".join("-" if m is None else f"{m.value:g}" for m in told_sums) == sums


def test_money_is_never_a_capacity():
    project = one("建设罗山县云泽风电场,装机10万千瓦,总投资12.5亿元。", "信阳市")
    assert [q.unit for q in project.capacity] == ["MW"]


def test_money_keeps_its_words_and_bounds():
    money = one("建设罗山县云泽风电场,总投资约8—10亿元。", "信阳市").total_investment
    assert money is not None
    assert (money.value, money.low, money.high) == (100_000, 80_000, 100_000)
    assert (money.as_written, money.qualifier) == ("约8—10亿元", "约")


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("12.5", "亿元", 125_000),
        ("12.5亿元", "万元", 125_000),
        ("3.2万", "元", 3.2),
        ("12,000", "万元", 12_000),
        ("8", "", None),
        ("—", "亿元", None),
        ("待定", "亿元", None),
    ],
)
def test_a_cell_s_own_unit_goes_before_its_header_s(cell: str, unit: str, value: float) -> None:
    money = money_in_cell(cell, unit)
    assert (money and money.value) == value


def test_a_later_sentence_tells_the_stage_of_the_item_before():
    (project,) = read("1.罗山县云泽风电场。装机10万千瓦。已开工建设,计划2027年投产。", "信阳市")
    assert (project.stage, project.year) == ("under_construction", 2027)


def test_a_later_sentence_of_another_matter_tells_nothing():
    (project,) = read("1.建设罗山县云泽风电场。全市已建成充电桩200个。", "信阳市")
    assert project.stage == "planned"


def test_a_table_s_stage_goes_to_the_project_named_before():
    """The body proposes what the annex says is under construction."""
    text = "建设罗山县云泽储能电站。\n项目名称|建设地点|进度\n云泽储能电站|罗山县|在建"
    (project,) = read(text, "信阳市")
    assert project.stage == "under_construction"

"""Filters: each restricts, an empty one does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.divisions import Division, Divisions
from geo.models import Adcode, Level, Precision
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage
from projects.selection import Holdings, Selection

HUNAN, LOUDI, XINHUA, LIANYUAN = map(Adcode, ("430000", "431300", "431322", "431382"))
DIVISIONS = Divisions(
    [
        Division(HUNAN, "湖南省", "湖南", Level.PROVINCE, None, HUNAN, 0.0, 0.0),
        Division(LOUDI, "娄底市", "娄底", Level.PREFECTURE, LOUDI, HUNAN, 0.0, 0.0),
        Division(XINHUA, "新化县", "新化", Level.COUNTY, LOUDI, HUNAN, 0.0, 0.0),
        Division(LIANYUAN, "涟源市", "涟源", Level.COUNTY, LOUDI, HUNAN, 0.0, 0.0),
    ]
)
DOCUMENT = DocumentFacts(
    "d", "娄底市“十四五”能源规划", None, None, None, LOUDI, "x.txt", "simplified", 1
)


def project(id_: str, kind: str, *counties: Adcode, **changes: object) -> Project:
    plain = Project(
        id_, id_, kind, Stage.PLANNED, Nature.NEW, 0, 1, document="d", counties=counties
    )
    return replace(plain, **changes)


def power(*values: float) -> tuple[Quantity, ...]:
    return tuple(Quantity(value, "MW", Role.CAPACITY, f"{value}MW") for value in values)


PROJECTS = (
    project(
        "甲风电场", "wind_farm", XINHUA, year=2030, capacity=power(100), precision=Precision.COUNTY
    ),
    project(
        "ABC光伏",
        "solar_farm",
        XINHUA,
        LIANYUAN,
        stage=Stage.EXISTING,
        capacity=power(20, 20),
        precision=Precision.COUNTIES,
    ),
    project(
        "湿地",
        "wetland",
        responsible=("市林业局",),
        nature=Nature.PROTECTION,
        precision=Precision.CITY,
    ),
    project("异类", "unheard_of", LIANYUAN, year=2020),
)


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), ["甲风电场", "ABC光伏", "湿地", "异类"]),
        (Selection(places=(LIANYUAN,)), ["ABC光伏", "异类"]),
        (Selection(places=(XINHUA, LIANYUAN)), ["甲风电场", "ABC光伏", "异类"]),
        (Selection(places=(LOUDI,)), ["甲风电场", "ABC光伏", "湿地", "异类"]),
        (Selection(places=(HUNAN,), kinds=("wetland",)), ["湿地"]),
        (Selection(sectors=("power",)), ["甲风电场", "ABC光伏"]),
        (Selection(sectors=("power",), kinds=("wetland",)), []),
        (Selection(stages=(Stage.EXISTING,)), ["ABC光伏"]),
        (Selection(query="ａｂｃ"), ["ABC光伏"]),
        (Selection(query="涟源 光伏"), ["ABC光伏"]),
        (Selection(query="林业局"), ["湿地"]),
        (Selection(query="漣源 濕地"), []),
        (Selection(query="濕地"), ["湿地"]),
        (Selection(query="Wind farm"), ["甲风电场"]),
        (Selection(query="unheard"), []),
        (Selection(query="lianyuan"), []),  # initials, not the whole of the pinyin
        (Selection(query="lys gf"), ["ABC光伏"]),
        (Selection(query="jfdc"), ["甲风电场"]),
        (Selection(query="zfdc"), []),
        (Selection(query="slyj"), ["湿地"]),
        (Selection(query="娄底 湿地"), ["湿地"]),
        (Selection(natures=(Nature.PROTECTION,)), ["湿地"]),
        (Selection(precisions=(Precision.COUNTY, Precision.CITY)), ["甲风电场", "湿地"]),
        (Selection(units=("市林业局",)), ["湿地"]),
        (Selection(documents=("d",), kinds=("wetland",)), ["湿地"]),
        (Selection(documents=("another",)), []),
        (Selection(years=(2026, 2030)), ["甲风电场"]),
        (Selection(periods=("十五五",)), ["甲风电场"]),
        (Selection(periods=("十四五",)), ["ABC光伏", "湿地"]),  # of the plan's title: no year
        (Selection(periods=("十四五", "十五五")), ["甲风电场", "ABC光伏", "湿地"]),
        (Selection(size=("power", 50.0, 100.0)), ["甲风电场"]),
        (Selection(size=("power", None, 40.0)), ["ABC光伏"]),
        (Selection(size=("power", None, None)), ["甲风电场", "ABC光伏"]),
        (Selection(size=("energy", None, 1000.0)), []),
    ],
)
def test_restrictions_hold_together(selection: Selection, ids: list[str]) -> None:
    chosen = Holdings((DOCUMENT,), PROJECTS).select(selection, DIVISIONS)
    assert [p.id for p in chosen.shown] == ids


def test_without_documents_a_place_leaves_out_what_has_no_county() -> None:
    found = Holdings((), PROJECTS).select(Selection(places=(LOUDI,)), DIVISIONS)
    assert [p.id for p in found.shown] == ["甲风电场", "ABC光伏", "异类"]


def test_a_filter_is_said_in_words() -> None:
    selection = Selection(
        places=(LOUDI,),
        natures=(Nature.NEW,),
        years=(2026, 2030),
        size=("power", 100.0, None),
        documents=("d",),
        query="风",
    )
    said = selection.described(DIVISIONS)
    assert said == "湖南省娄底市、新建、2026-2030年、装机容量 10 万千瓦以上、1份文件、“风”"


@given(st.lists(st.sampled_from(PROJECTS), max_size=12))
def test_the_values_of_a_facet_part_all_projects(some: list[Project]) -> None:
    projects = tuple(replace(p, id=str(row)) for row, p in enumerate(some))
    holdings = Holdings((DOCUMENT,), projects)
    facets = holdings.facets(DIVISIONS)
    for field in ("kinds", "stages", "natures", "documents"):
        parts = [
            holdings.select(Selection(**{field: (value,)}), DIVISIONS).shown  # type: ignore[arg-type]
            for value in facets.values(field)
        ]
        assert sorted(p.id for part in parts for p in part) == sorted(p.id for p in projects)
        assert [len(part) for part in parts] == list(facets.values(field).values())


def test_a_new_choice_forgets_the_old_one() -> None:
    holdings = Holdings((DOCUMENT,), PROJECTS)
    assert holdings.shown == PROJECTS
    narrow = holdings.select(Selection(kinds=("wetland",)), DIVISIONS)
    assert narrow.select(Selection(), DIVISIONS).shown == PROJECTS

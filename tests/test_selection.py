"""Filters: each restricts, an empty one does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.divisions import Division, Divisions
from geo.models import Adcode, Level
from projects.models import DocumentFacts, Nature, Project, Stage
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
DOCUMENT = DocumentFacts("d", "t", None, None, None, LOUDI, "x.txt", "simplified", 1)


def project(id_: str, kind: str, *counties: Adcode, **changes: object) -> Project:
    plain = Project(
        id_, id_, kind, Stage.PLANNED, Nature.NEW, 0, 1, document="d", counties=counties
    )
    return replace(plain, **changes)


PROJECTS = (
    project("甲风电场", "wind_farm", XINHUA),
    project("ABC光伏", "solar_farm", XINHUA, LIANYUAN, stage=Stage.EXISTING),
    project("湿地", "wetland", responsible=("市林业局",)),
    project("异类", "unheard_of", LIANYUAN),
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
    ],
)
def test_restrictions_hold_together(selection: Selection, ids: list[str]) -> None:
    chosen = Holdings((DOCUMENT,), PROJECTS).select(selection, DIVISIONS)
    assert [p.id for p in chosen.shown] == ids


def test_without_documents_a_place_leaves_out_what_has_no_county() -> None:
    found = Selection(places=(LOUDI,)).apply(PROJECTS, DIVISIONS)
    assert [p.id for p in found] == ["甲风电场", "ABC光伏", "异类"]


def test_a_new_choice_forgets_the_old_one() -> None:
    holdings = Holdings((DOCUMENT,), PROJECTS)
    assert holdings.shown == PROJECTS
    narrow = holdings.select(Selection(kinds=("wetland",)), DIVISIONS)
    assert narrow.select(Selection(), DIVISIONS).shown == PROJECTS

"""Briefs made in code for the tests of what is handed on: real counties, made-up projects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import SimpleNamespace

from geo.divisions import Divisions
from geo.models import Adcode, Precision
from layers.briefing import Brief, BriefOptions, compose
from projects.models import DocumentFacts, Project, Quantity, Role, Site, Stage
from projects.selection import Holdings
from tests.attacks import ATTACKS, EVASIONS, TEMPLATES
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, SIHUI, XINHUA, _facts, project

DAY = date(2026, 5, 4)
TEXT = "娄底样板方案\n推进样板山风电场（约30万千瓦）前期之后的建设。其余另行安排。\n"
HOSTILE = (*ATTACKS, *EVASIONS, *TEMPLATES)
EDITION = SimpleNamespace(
    source="测试版", vintage="2025", checksum="0123abcd", notice="仅供测试", key="file"
)


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    return Divisions.load()


def power(value: float, written: str, qualifier: str | None = None) -> tuple[Quantity, ...]:
    return (Quantity(value, "MW", Role.CAPACITY, written, qualifier),)


def plan() -> DocumentFacts:
    return _facts(TEXT, "娄底样板方案", LOUDI)


def own(number: int, name: str, *counties: Adcode, **changes: object) -> Project:
    given = {"document": plan().sha256, "counties": counties, "section": "三(一)2"}
    return project(f"p{number}", name, **(given | changes))


def projects() -> tuple[Project, ...]:
    """Every case of a sum: own, shared, city-wide, unplaced, outside, other stages, a site."""
    start = TEXT.index("样板山")
    return (
        own(1, "样板山风电场", XINHUA, capacity=power(300, "约30万千瓦", "约"), owner="样板公司",
            start=start, end=start + 6, responsible=("市样板局",)),
        own(2, "双县光伏", SHUANGFENG, LENGSHUIJIANG, kind="solar_farm",
            capacity=power(100, "10万千瓦"), precision=Precision.COUNTIES),
        own(3, "全市充电网", kind="charging", citywide=True, precision=Precision.CITY),
        own(4, "待定抽水蓄能", kind="pumped_storage", stage=Stage.PRELIMINARY,
            capacity=power(1800, "180万千瓦"), precision=Precision.CITY),
        own(5, "市外电厂", kind="coal_power", precision=Precision.OUTSIDE,
            capacity=power(600, "60万千瓦")),
        own(6, "双峰储能", SHUANGFENG, kind="energy_storage", stage=Stage.UNDER_CONSTRUCTION,
            capacity=power(55, "5.5万千瓦"), site=Site(112.2, 27.45), precision=Precision.SITE),
        own(7, "新化湿地", XINHUA, kind="wetland", precision=Precision.TOWNSHIP),
    )  # fmt: skip


def hostile() -> tuple[Project, ...]:
    """Projects all of whose texts are attacks; their kinds are none that this version knows."""
    return tuple(
        own(
            100 + number,
            text,
            (XINHUA, SHUANGFENG, LENGSHUIJIANG)[number % 3],
            kind=f"{text[:30]}{number}",
            section=text,
            owner=text,
            responsible=(text,),
            capacity=(Quantity(10.0, text, Role.CAPACITY, text, text),),
        )
        for number, text in enumerate(HOSTILE)
    )


def holdings(*groups: tuple[Project, ...], facts: DocumentFacts | None = None) -> Holdings:
    """Hold the groups of projects, beside another city's one project."""
    other = _facts("四会", "四会样板方案", SIHUI, number=None)
    there = replace(project("q1", "四会样板园", kind="industrial_park", counties=(SIHUI,)),
                    document=other.sha256, capacity=power(20, "2万千瓦"))  # fmt: skip
    flat = tuple(p for group in groups or (projects(),) for p in group)
    return Holdings((facts or plan(), other), (*flat, there))


def brief(held: Holdings, *places: Adcode, boundaries: object = None, **options: object) -> Brief:
    return compose(
        held,
        divisions(),
        boundaries or SimpleNamespace(edition=EDITION),
        BriefOptions(places=places or (LOUDI,), made_on=DAY, **options),
    )

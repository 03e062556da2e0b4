"""Six counties of three provinces, and projects in them, for the tests of sums."""

from __future__ import annotations

from dataclasses import replace

from geo.divisions import Division, Divisions
from geo.models import Adcode, Level, Precision
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage
from projects.selection import Holdings
from projects.summaries import Summary, summarise

HUNAN, LOUDI, HUAIHUA = "430000", "431300", "431200"
SHUANGFENG, XINHUA, LIANYUAN, XUPU = "431321", "431322", "431382", "431224"
GUANGDONG, ZHAOQING, SIHUI = "440000", "441200", "441284"
HUBEI, XIANTAO = "420000", "429004"
COUNTIES = (SHUANGFENG, XINHUA, LIANYUAN, XUPU, SIHUI, XIANTAO)


def division(code: str, name: str, level: Level, prefecture: str | None, province: str) -> Division:
    parent = None if prefecture is None else Adcode(prefecture)
    return Division(Adcode(code), name, name[:-1], level, parent, Adcode(province), 0.0, 0.0)


DIVISIONS = Divisions(
    [
        division(HUBEI, "湖北省", Level.PROVINCE, None, HUBEI),
        division(HUNAN, "湖南省", Level.PROVINCE, None, HUNAN),
        division(GUANGDONG, "广东省", Level.PROVINCE, None, GUANGDONG),
        division(HUAIHUA, "怀化市", Level.PREFECTURE, HUAIHUA, HUNAN),
        division(LOUDI, "娄底市", Level.PREFECTURE, LOUDI, HUNAN),
        division(ZHAOQING, "肇庆市", Level.PREFECTURE, ZHAOQING, GUANGDONG),
        division(XUPU, "溆浦县", Level.COUNTY, HUAIHUA, HUNAN),
        division(SHUANGFENG, "双峰县", Level.COUNTY, LOUDI, HUNAN),
        division(XINHUA, "新化县", Level.COUNTY, LOUDI, HUNAN),
        division(LIANYUAN, "涟源市", Level.COUNTY, LOUDI, HUNAN),
        division(SIHUI, "四会市", Level.COUNTY, ZHAOQING, GUANGDONG),
        division(XIANTAO, "仙桃市", Level.COUNTY, None, HUBEI),
    ]
)


def facts(sha256: str, place: str) -> DocumentFacts:
    return DocumentFacts(sha256, sha256, None, None, None, Adcode(place), "x.txt", "simplified", 1)


DOCUMENTS = (facts("loudi", LOUDI), facts("sihui", SIHUI), facts("hunan", HUNAN))


def mw(value: float, qualifier: str | None = None) -> tuple[Quantity, ...]:
    return (Quantity(value, "MW", Role.CAPACITY, f"{value}MW", qualifier),)


def project(id_: str, *counties: str, **changes: object) -> Project:
    plain = Project(
        id=id_,
        name=id_,
        kind="wind_farm",
        stage=Stage.PLANNED,
        nature=Nature.NEW,
        start=0,
        end=1,
        document="loudi",
        counties=tuple(Adcode(code) for code in counties),
        precision=Precision.COUNTY if counties else Precision.CITY,
    )
    return replace(plain, **changes)


def sums(projects: list[Project], **question: object) -> Summary:
    holdings = Holdings(DOCUMENTS, tuple(projects))
    return summarise(holdings, divisions=DIVISIONS, **question)


def values(summary: Summary) -> dict[str, float]:
    return {row.key: row.amount.value for row in summary.rows}

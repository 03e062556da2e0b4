"""The sample's five cities as briefings, for the tests of pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.divisions import Divisions
from layers.briefing import BriefOptions, compose
from projects.kinds import KINDS
from projects.sample import load_sample
from projects.selection import Holdings
from projects.settings import Settings

if TYPE_CHECKING:
    from geo.boundaries import Boundaries
    from layers.briefing import Brief

JINING, LOUDI, XIANGYANG, CHANGZHI, SIHUI = "370800", "431300", "420600", "140400", "441284"
CITIES = (JINING, LOUDI, XIANGYANG, CHANGZHI)
MADE_ON = date(2026, 5, 4)


@lru_cache
def divisions() -> Divisions:
    return Divisions.load()


@lru_cache
def holdings() -> Holdings:
    found = load_sample(Settings().sample)
    projects = tuple(project for document in found for project in document.projects)
    return Holdings(tuple(document.facts for document in found), projects)


def brief(built: Boundaries, *places: str, held: Holdings | None = None, **options: Any) -> Brief:
    asked = BriefOptions(places=places, made_on=MADE_ON, **options)
    return compose(held or holdings(), divisions(), built, asked)


def odd_projects() -> Holdings:
    """Forty kinds in a city at once, with names of sixty characters and hostile ones."""
    held = holdings()
    [facts] = [facts for facts in held.documents if facts.place == JINING]
    first = next(p for p in held.projects if p.document == facts.sha256 and p.capacity)
    codes = divisions().counties(JINING)
    names = (
        "特别长的项目名称" * 7 + "六十个字",
        "预算{{未定 $x^2$ <b>&😀",
        "二行\n的\t名称",
    )
    projects = tuple(
        replace(
            first,
            id=f"x{number}",
            name=names[number % 3],
            kind=kind,
            counties=(codes[number % len(codes)],),
            citywide=False,
            part_of=None,
        )
        for number, kind in enumerate((*KINDS, "of_tomorrow", "unheard_of"))
    )
    return Holdings((facts,), projects)

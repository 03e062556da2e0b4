"""Small readings for the tests of revisions and drafts."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from geo.models import Adcode, Candidate, Precision
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage
from projects.reviewing.values import FullReading, Signature

if TYPE_CHECKING:
    from projects.registry import Registry

XINHUA, SHUANGFENG = Adcode("431322"), Adcode("431321")
TEXT = "新化抽水蓄能电站180万千瓦，双峰风电场10万千瓦，城区热网。"
START = datetime(2026, 1, 1, tzinfo=UTC)


def facts_of(text: str = TEXT, **changes: object) -> DocumentFacts:
    facts = DocumentFacts(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title="娄底市实施方案",
        number=None,
        date="2025-01-02",
        issuer=None,
        place=Adcode("431300"),
        source="plan.txt",
        script="simplified",
        length=len(text),
    )
    return replace(facts, **changes)


def mw(value: float) -> tuple[Quantity, ...]:
    return (Quantity(value, "MW", Role.CAPACITY, f"{value / 10:g}万千瓦"),)


def project(id_: str = "p1", name: str = "新化抽水蓄能电站", **changes: object) -> Project:
    start = changes.pop("start", 10 * int("".join(filter(str.isdigit, id_)) or 0))
    plain = Project(
        id=id_,
        name=name,
        kind="pumped_storage",
        stage=Stage.PLANNED,
        nature=Nature.NEW,
        start=start,
        end=start + len(name),
        document=facts_of().sha256,
        capacity=mw(1800.0),
        counties=(XINHUA,),
        precision=Precision.COUNTY,
        confidence=0.98,
        mentions=((start, start + len(name)),),
    )
    return replace(plain, **changes)


WIND = project("p2", "双峰风电场", kind="wind_farm", capacity=mw(100.0), counties=(SHUANGFENG,))
TIED = project(
    "p3",
    "城区热网",
    kind="geothermal",
    capacity=(),
    counties=(),
    precision=Precision.CITY,
    confidence=0.4,
    candidates=(
        Candidate(XINHUA, "新化县", "a town of this name", 0.5),
        Candidate(SHUANGFENG, "双峰县", "a town of this name", 0.5),
    ),
)


def reading(*projects: Project, text: str = TEXT, **facts: object) -> FullReading:
    found = facts_of(text, **facts)
    return FullReading(found, tuple(projects) or (project(), WIND, TIED), (), text)


def signed(who: str = "王工", day: int = 0, why: str = "") -> Signature:
    return Signature(who, START + timedelta(days=day), why)


NEW_TEXT = "新的一版"
OLD, NEW = facts_of(), facts_of(NEW_TEXT)


def moved(*projects: Project, **changes: object) -> FullReading:
    """The same projects as a new version of the text names them."""
    found = [replace(p, document=NEW.sha256, start=p.start + 500, **changes) for p in projects]
    return reading(*found, text=NEW_TEXT)


def shown(registry: Registry) -> dict[str, Project]:
    """What the registry holds, by id."""
    return {p.id: p for p in registry.projects()}

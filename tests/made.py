"""A small registry made in code: real counties, made-up projects, hostile names among them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from geo.models import Adcode, Candidate, Precision, Reason
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage
from projects.registry import Registry
from projects.settings import Settings
from tests.attacks import ATTACKS

if TYPE_CHECKING:
    from pathlib import Path

LOUDI, SIHUI = Adcode("431300"), Adcode("441284")
XINHUA, SHUANGFENG, LENGSHUIJIANG = Adcode("431322"), Adcode("431321"), Adcode("431381")

SENTENCE = "推进样板山风电场（约30万千瓦）前期之后的建设。"
TEXT = f"娄底样板方案\n一、总则\n{SENTENCE}其余另行安排。\n"

# What a database or a browser cannot hold at all is tested where it is refused: in test_script.
HOSTILE = tuple(text for text in ATTACKS if "\x00" not in text and "\ud800" not in text)
_SPREAD = tuple(Adcode(code) for code in ("431321", "431322", "431382"))


def _power(value: float, written: str, qualifier: str | None = None) -> tuple[Quantity, ...]:
    return (Quantity(value, "MW", Role.CAPACITY, written, qualifier),)


def project(id_: str, name: str, **fields: object) -> Project:
    """A planned wind farm unless told otherwise."""
    base: dict[str, object] = {
        "id": id_,
        "name": name,
        "kind": "wind_farm",
        "stage": Stage.PLANNED,
        "nature": Nature.NEW,
        "start": 0,
        "end": 4,
        "confidence": 0.95,
        "precision": Precision.COUNTY,
    }
    return Project(**(base | fields))  # type: ignore[arg-type]


def _facts(text: str, title: str, place: Adcode, **fields: object) -> DocumentFacts:
    base = {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "title": title,
        "number": "样政发〔2023〕1号",
        "date": "2023-03-28",
        "issuer": "样板市人民政府",
        "place": place,
        "source": "plan.txt",
        "script": "hans",
        "length": len(text),
    }
    return DocumentFacts(**(base | fields))  # type: ignore[arg-type]


def loudi() -> tuple[DocumentFacts, tuple[Project, ...]]:
    """A plan whose text is at hand, with one project of each place class."""
    start = TEXT.index("样板山")
    placed = project(
        "p1",
        "样板山风电场",
        start=start,
        end=start + len("样板山风电场"),
        capacity=_power(300.0, "约30万千瓦", "约"),
        counties=(XINHUA,),
        section="一",
        responsible=("市发改委",),
        reasons=(Reason(XINHUA, "样板理由"),),
    )
    shared = project(
        "p2",
        "双县光伏",
        kind="solar_farm",
        capacity=_power(100.0, "10万千瓦"),
        counties=(SHUANGFENG, LENGSHUIJIANG),
        precision=Precision.COUNTIES,
    )
    citywide = project("p3", "全市充电网", kind="charging", citywide=True, precision=Precision.CITY)
    unplaced = project(
        "p4",
        "待定抽水蓄能",
        kind="pumped_storage",
        stage=Stage.PRELIMINARY,
        capacity=_power(1800.0, "180万千瓦"),
        precision=Precision.CITY,
        candidates=(Candidate(XINHUA, "新化县", "同名", 0.5),),
    )
    outside = project("p5", "市外电厂", kind="coal_power", precision=Precision.OUTSIDE)
    hostile = tuple(
        project(
            f"h{number}",
            text,
            kind="factory",
            counties=(_SPREAD[number % len(_SPREAD)],),
            section=text,
            responsible=(text,),
        )
        for number, text in enumerate(HOSTILE)
    )
    return _facts(TEXT, "娄底样板方案", LOUDI), (
        placed,
        shared,
        citywide,
        unplaced,
        outside,
        *hostile,
    )


def sihui() -> tuple[DocumentFacts, tuple[Project, ...]]:
    """A plan of a county without its text, whose title is an attack."""
    facts = _facts("四会", "<img src=x onerror=\"document.title='pwned'\">{{ 7 * 7 }}", SIHUI)
    return facts, (
        project(
            "p1", "四会样板园", kind="industrial_park", counties=(SIHUI,), stage=Stage.EXISTING
        ),
    )


def fill(path: Path) -> str:
    """Write the registry and return its URL."""
    url = f"sqlite:///{path}"
    with Registry.open(url, settings=Settings()) as registry:
        facts, projects = loudi()
        registry.replace(facts, projects, (), text=TEXT)
        facts, projects = sihui()
        registry.replace(facts, projects, ())
    return url

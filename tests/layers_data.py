"""A small world for the tests of layers: seven counties as boxes, one plan, a dozen projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
from shapely import LineString, MultiLineString, box

from geo.divisions import Division, Divisions
from geo.models import Adcode, Candidate, Level, Precision, Reason
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

MADE_ON = date(2026, 5, 4)
LOUXING, SHUANGFENG, XINHUA, LENGSHUIJIANG, LIANYUAN = (
    Adcode(code) for code in ("431302", "431321", "431322", "431381", "431382")
)
LOUDI, XIANTAO, FAR = Adcode("431300"), Adcode("429004"), Adcode("430421")
PLAN = "a" * 64
OTHER_PLAN = "b" * 64

_NAMES = {
    LOUXING: "娄星区",
    SHUANGFENG: "双峰县",
    XINHUA: "新化县",
    LENGSHUIJIANG: "冷水江市",
    LIANYUAN: "涟源市",
}


def divisions() -> Divisions:
    """Hunan with 娄底 and one county of 衡阳, and 仙桃 directly under Hubei."""
    hunan, hubei, hengyang = Adcode("430000"), Adcode("420000"), Adcode("430400")
    rows = [
        Division(hunan, "湖南省", "湖南", Level.PROVINCE, None, hunan, 112.0, 28.0),
        Division(hubei, "湖北省", "湖北", Level.PROVINCE, None, hubei, 113.0, 30.0),
        Division(LOUDI, "娄底市", "娄底", Level.PREFECTURE, LOUDI, hunan, 112.0, 27.7),
        Division(hengyang, "衡阳市", "衡阳", Level.PREFECTURE, hengyang, hunan, 112.6, 26.9),
        Division(XIANTAO, "仙桃市", "仙桃", Level.COUNTY, None, hubei, 113.4, 30.4),
        Division(FAR, "衡阳县", "衡阳", Level.COUNTY, hengyang, hunan, 112.3, 27.0),
    ]
    for code, name in _NAMES.items():
        rows.append(Division(code, name, name[:-1], Level.COUNTY, LOUDI, hunan, 112.0, 27.5))
    return Divisions(rows)


@dataclass
class FakeBoundaries:
    """The interface of geo.boundaries over boxes that share their edges exactly."""

    edition: Any = field(
        default_factory=lambda: SimpleNamespace(
            key="test", source="测试版", vintage="2025", checksum="0123abcd", notice="仅供测试"
        )
    )

    def counties(self, adcodes: Iterable[Adcode] | None = None) -> gpd.GeoDataFrame:
        shapes = {
            code: box(111.0 + 0.3 * column, 27.4, 111.3 + 0.3 * column, 27.9)
            for column, code in enumerate(_NAMES)
        }
        shapes |= {XIANTAO: box(113.0, 30.0, 113.5, 30.5), FAR: box(112.0, 26.8, 112.5, 27.2)}
        wanted = [code for code in shapes if adcodes is None or code in set(adcodes)]
        return gpd.GeoDataFrame(
            {"adcode": wanted}, geometry=[shapes[code] for code in wanted], crs="EPSG:4490"
        )

    def national_lines(self) -> gpd.GeoDataFrame:
        lines = [LineString([(110, 26), (114, 26)]), MultiLineString([[(110, 31), (114, 31)]])]
        return gpd.GeoDataFrame(
            {"kind": ["province", "of_tomorrow"]}, geometry=lines, crs="EPSG:4490"
        )


def power(value: float, written: str = "", qualifier: str | None = None) -> Quantity:
    return Quantity(value, "MW", Role.CAPACITY, written or f"{value:g}MW", qualifier)


def project(number: int, name: str, *counties: Adcode, **changes: Any) -> Project:
    """A project with everything filled in that a test does not care about."""
    facts: dict[str, Any] = {
        "id": f"p{number}",
        "name": name,
        "kind": "wind_farm",
        "stage": Stage.PLANNED,
        "nature": Nature.NEW,
        "start": 10 * number,
        "end": 10 * number + 5,
        "document": PLAN,
        "section": "三(一)",
        "counties": counties,
        "precision": Precision.COUNTY if counties else Precision.CITY,
        "confidence": 0.9,
        "mentions": ((10 * number, 10 * number + 5),),
    }
    return Project(**(facts | changes))


def documents() -> tuple[DocumentFacts, ...]:
    """The plan of the projects, and one that no project comes from."""
    return (
        DocumentFacts(
            PLAN, "娄底市碳达峰实施方案", "娄政发〔2023〕1号", "2023-05-01", "娄底市人民政府",
            LOUDI, "loudi.txt", "simplified", 9000,
        ),
        DocumentFacts(OTHER_PLAN, "仙桃方案", None, None, None, XIANTAO, "x.txt", "simplified", 5),
    )  # fmt: skip


def projects() -> tuple[Project, ...]:
    """Every case of a sum: own, shared, split, group and member, city-wide, unplaced, outside."""
    return (
        project(1, "新化抽水蓄能电站", XINHUA, kind="pumped_storage", stage=Stage.PRELIMINARY,
                capacity=(power(1800, "180万千瓦"),), responsible=("市发改委", "国网公司"),
                reasons=(Reason(XINHUA, "name begins with it"),), year=2030),
        project(2, "冷水江独立储能", LENGSHUIJIANG, kind="energy_storage",
                stage=Stage.UNDER_CONSTRUCTION,
                capacity=(power(100.1), Quantity(200.2, "MWh", Role.CAPACITY, "200.2MWh", "约"))),
        project(3, "涟源新化风电", LIANYUAN, XINHUA, capacity=(power(50.5, qualifier="约"),),
                precision=Precision.COUNTIES),
        project(4, "按比例风电", LOUXING, SHUANGFENG, capacity=(power(80),), shares=(0.25, 0.75),
                precision=Precision.COUNTIES),
        project(5, "双峰新能源基地", SHUANGFENG, kind="renewable_base", capacity=(power(300),)),
        project(6, "双峰光伏一期", SHUANGFENG, kind="solar_farm", capacity=(power(110.2),),
                part_of="p5", stage=Stage.EXISTING),
        project(7, "全市充电桩", kind="charging", citywide=True),
        project(8, "待定风电", capacity=(power(60),),
                candidates=(Candidate(XINHUA, "新化县", "town of this name", 0.5),)),
        project(9, "市外水电", kind="hydropower", precision=Precision.OUTSIDE,
                capacity=(power(70),)),
        project(10, "新化500千伏变电站", XINHUA, kind="substation",
                capacity=(Quantity(500, "kV", Role.VOLTAGE, "500千伏"),
                          Quantity(220, "kV", Role.VOLTAGE, "220千伏"))),
        project(11, "双峰湿地", SHUANGFENG, kind="wetland",
                capacity=(Quantity(447.81, "ha", Role.AREA, "447.81公顷"),)),
    )  # fmt: skip

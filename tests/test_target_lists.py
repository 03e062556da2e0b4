"""Targets in lists and tables: figures in turn and of each, and whose aim it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from projects.extraction import extract_projects
from projects.targets import extract_targets
from tests.plans_data import document, gazetteer

if TYPE_CHECKING:
    from projects.models import Document, Target

HEAD = "衡阳市碳达峰实施方案\n衡政发〔2023〕7号\n衡阳市人民政府\n2023年6月30日\n一、重点任务\n"


def plan(body: str) -> Document:
    return document(HEAD + body, "衡阳市")


def targets(body: str) -> list[Target]:
    return list(extract_targets(plan(body), gazetteer()))


def told(found: list[Target]) -> list[str]:
    return [f"{t.kind} {t.quantity} {t.basis} {t.value:g} {t.unit} {t.year}" for t in found]


TURNS = [
    pytest.param(
        "到2025年,全市光伏装机达到500万千瓦、风电150万千瓦;到2030年,分别达到800万千瓦和250万千瓦。",
        [
            "solar_farm installed_capacity stock 5000 MW 2025",
            "wind_farm installed_capacity stock 1500 MW 2025",
            "solar_farm installed_capacity stock 8000 MW 2030",
            "wind_farm installed_capacity stock 2500 MW 2030",
        ],
        id="what the last list measures",
    ),
    pytest.param(
        "2024年、2025年、2026年光伏装机分别达到100万千瓦、150万千瓦、200万千瓦。",
        [
            "solar_farm installed_capacity stock 1000 MW 2024",
            "solar_farm installed_capacity stock 1500 MW 2025",
            "solar_farm installed_capacity stock 2000 MW 2026",
        ],
        id="three years",
    ),
    pytest.param(
        "到2027年,新增风电、光伏装机各100万千瓦。",
        [
            "wind_farm added_capacity increase 1000 MW 2027",
            "solar_farm added_capacity increase 1000 MW 2027",
        ],
        id="each of two kinds",
    ),
    pytest.param(
        "到2025年,全市新增新能源装机600万千瓦,其中风电200万千瓦、光伏400万千瓦。",
        [
            "None added_capacity increase 6000 MW 2025",
            "wind_farm added_capacity increase 2000 MW 2025",
            "solar_farm added_capacity increase 4000 MW 2025",
        ],
        id="the parts of an increase",
    ),
    pytest.param(
        "到2025年,虚拟电厂调峰能力达到20万千瓦。",
        ["None installed_capacity stock 200 MW 2025"],
        id="a virtual plant burns no coal",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_figures_in_turn_and_of_each_measure_what_is_listed(text: str, expected: list[str]) -> None:
    assert told(targets(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "常宁市光伏装机新增50万千瓦,力争2025年达到200万千瓦。",
        "常宁云岭抽水蓄能电站总装机140万千瓦,其中2025年投产70万千瓦,2026年投产70万千瓦。",
        "耒阳市风电装机达到120万千瓦。",
    ],
)
def test_a_countys_aim_and_a_plants_phase_are_not_the_citys(text: str) -> None:
    assert targets(text) == []


def test_a_countys_aim_is_no_project() -> None:
    text = "常宁市光伏装机新增50万千瓦,力争2025年达到200万千瓦。耒阳市风电装机达到120万千瓦。"
    assert extract_projects(plan(text), gazetteer()) == ()


AIMS = (
    "表1 主要目标\n"
    "| 指标 | 2020年 | 2025年 | 2030年 |\n"
    "| 风电装机（万千瓦） | 100 | 200 | 350 |\n"
    "| 新增新型储能装机（万千瓦） | - | 20 | 40左右 |\n"
    "| 非化石能源消费比重（%） | 15 | 18 | 25 |\n"
    "| 常宁市光伏装机（万千瓦） | 5 | 20 | 40 |\n"
    "| 云岭抽水蓄能电站装机（万千瓦） | 0 | 60 | 120 |\n"
    "| 单位GDP能耗下降（%） | 10 | 13 | 14 |\n"
)


def test_a_table_of_aims_is_read_by_its_years() -> None:
    """Rows of one county or one plant, what has been, and changes are no targets there either."""
    found = targets(AIMS)
    assert told(found) == [
        "wind_farm installed_capacity stock 2000 MW 2025",
        "wind_farm installed_capacity stock 3500 MW 2030",
        "energy_storage added_capacity increase 200 MW 2025",
        "energy_storage added_capacity increase 400 MW 2030",
        "None non_fossil_share stock 18 % 2025",
        "None non_fossil_share stock 25 % 2030",
    ]
    text = plan(AIMS).text
    assert [text[t.start : t.end] for t in found] == ["200", "350", "20", "40左右", "18", "25"]


def test_a_table_of_aims_may_have_columns_of_units_and_classes() -> None:
    text = (
        "序号\t类别\t指标名称\t单位\t2025年目标值\t2030年目标值\t属性\n"
        "1\t能源\t风电装机\t万千瓦\t200\t300-350\t预期性\n"
        "2\t生态\t森林覆盖率\t%\t45.2\t46\t约束性\n"
    )
    assert [(t.kind, t.value, t.qualifier, t.year) for t in targets(text)] == [
        ("wind_farm", 2000, None, 2025),
        ("wind_farm", 3500, "3000—3500", 2030),
        (None, 45.2, None, 2025),
        (None, 46, None, 2030),
    ]


def test_a_table_of_projects_with_years_holds_no_aims() -> None:
    text = "| 项目名称 | 2025年 | 2026年 |\n| 风电装机（万千瓦） | 10 | 20 |\n"
    assert targets(text) == []


def test_a_range_keeps_both_its_bounds() -> None:
    (target,) = targets("到2025年,新型储能装机达到6—8万千瓦。")
    assert (target.value, target.qualifier) == (80, "60—80")

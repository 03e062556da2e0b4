"""Whose a figure is, and what it measures: sentences and tables about real counties."""

from __future__ import annotations

import pytest

from tests.plans_data import read
from tests.sizes_data import SENTENCES
from tests.sizes_last_data import SENTENCES as LAST_SENTENCES
from tests.sizes_last_data import TABLES as LAST_TABLES
from tests.sizes_more_data import SENTENCES as MORE_SENTENCES
from tests.sizes_more_data import TABLES as MORE_TABLES
from tests.sizes_traps_data import TRAPS_AND_OTHERS
from tests.table_sizes_data import TABLES

ROWS = [
    pytest.param(*row, id=f"{group} {number}")
    for group, rows in {
        **SENTENCES,
        **TRAPS_AND_OTHERS,
        **TABLES,
        "further sentences": MORE_SENTENCES,
        "further tables": MORE_TABLES,
        "last sentences": LAST_SENTENCES,
        "last tables": LAST_TABLES,
    }.items()
    for number, row in enumerate(rows, 1)
]


@pytest.mark.parametrize(("place", "text", "expected"), ROWS)
def test_each_project_has_the_sizes_its_text_gives_it(place, text, expected):
    """A size given to the wrong project, or left out, falsifies every sum it enters."""
    found = read(text, place)
    told = {}
    for key in expected:
        (project,) = [p for p in found if key in p.name]
        told[key] = {f"{q.value:.12g} {q.unit}" for q in project.capacity if q.unit != "count"}
    assert told == {key: set(size.split(" + ")) - {""} for key, size in expected.items()}


SHARED = [
    pytest.param(
        "在奈曼旗、库伦旗等地建设光伏项目60万千瓦，其中奈曼旗40万千瓦、库伦旗20万千瓦。",
        (2 / 3, 1 / 3),
        id="each told",
    ),
    pytest.param(
        "奈曼旗、库伦旗等地光伏项目总装机60万千瓦，其中库伦旗15万千瓦。",
        (0.75, 0.25),
        id="one told",
    ),
    pytest.param(
        "奈曼旗、库伦旗、开鲁县等地光伏项目总装机60万千瓦，其中库伦旗15万千瓦。",
        None,
        id="two open",
    ),
    pytest.param(
        "奈曼旗、库伦旗等地光伏项目总装机60万千瓦，其中奈曼旗40万千瓦、库伦旗40万千瓦。",
        None,
        id="more than the whole",
    ),
    pytest.param("奈曼旗、库伦旗等地光伏项目总装机60万千瓦。", None, id="none told"),
    pytest.param(
        "奈曼旗、库伦旗等地光伏项目总装机60万千瓦，其中奈曼旗云岭光伏电站40万千瓦。",
        None,
        id="a member's size",
    ),
]


@pytest.mark.parametrize(("text", "shares"), SHARED)
def test_counties_share_a_capacity_only_as_the_text_says(text, shares):
    """Guessed shares would put megawatts into counties that the plan never gave them."""
    whole, *_ = read(text, "通辽市")
    assert len(whole.counties) > 1
    assert whole.shares == (shares and pytest.approx(shares))

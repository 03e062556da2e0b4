"""The page of sums beside targets, and two plans compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.beside import beside_targets
from projects.models import Quantity, Role, Stage, Target
from projects.selection import Holdings, Selection
from projects.settings import Settings
from tests.made import LOUDI, SHUANGFENG, SIHUI, XINHUA, _facts, project
from views.choice import Choice
from views.i18n import texts
from views.scene import Sight
from views.sums_compare import lists_of, sum_said
from views.sums_targets import chosen_targets, share_of_target, target_frame

WORDS = texts("zh")


@pytest.fixture(scope="module")
def aims(divisions):
    facts = _facts("甲", "方案", LOUDI, sha256="a")
    one = project("p1", "甲风电场", counties=(XINHUA,), document="a",
                  capacity=(Quantity(300.0, "MW", Role.CAPACITY, "30万千瓦"),))  # fmt: skip
    two = replace(one, id="p2", name="乙风电场", counties=(SHUANGFENG,),
                  capacity=(Quantity(100.0, "MW", Role.CAPACITY, "10万千瓦"),))  # fmt: skip
    held = Holdings((facts,), (one, two))
    base = {"place": LOUDI, "kind": "wind_farm", "quantity": "installed_capacity", "unit": "MW",
            "qualifier": None, "start": 0, "end": 1, "document": "a"}  # fmt: skip
    targets = (
        Target(basis="stock", value=800.0, year=2025, **base),
        Target(basis="increase", value=300.0, year=2030, **base),
        Target(basis="stock", value=5.0, year=2025,
               **base | {"kind": None, "unit": "%", "quantity": "share"}),
    )  # fmt: skip
    return held, targets, beside_targets(targets, held, divisions)


def _sight(held, divisions):
    selection = Selection()
    return Sight(held, {LOUDI: divisions.counties(LOUDI)}, Choice(selection, "count"), divisions,
                 Settings(), WORDS, "zh")  # fmt: skip


def test_named_projects_stand_beside_a_target_as_a_share_and_never_a_gap(aims, divisions):
    held, _, besides = aims
    table = target_frame(besides, _sight(held, divisions))
    assert table[WORDS["sums_named"]].tolist() == ["40 万千瓦", "40 万千瓦", "不与项目比较"]
    assert table[WORDS["sums_share"]].tolist() == ["50%", "133%", ""]
    assert table[WORDS["sums_note"]].tolist() == ["", "甲风电场：与目标同数，疑为同一口径", ""]
    assert table[WORDS["sums_target"]][0] == "2025年累计 80 万千瓦"
    for key, pair in ((k, v) for k, v in texts("zh").items() if k.startswith("sums_")):
        assert "缺口" not in pair, key
    assert share_of_target(besides[2]) == ""


def test_targets_follow_the_filter(aims, divisions):
    _, targets, _ = aims
    kept = [
        len(chosen_targets(targets, selection, divisions))
        for selection in (
            Selection(),
            Selection(places=(LOUDI,)),
            Selection(places=(SIHUI,)),
            Selection(kinds=("wind_farm",)),
            Selection(sectors=("transport",)),
            Selection(documents=("b",)),
        )
    ]
    assert kept == [3, 3, 0, 2, 0, 0]


def test_two_plans_are_compared_in_lists_with_their_sums(divisions):
    from projects.comparing import compare_plans

    old = _facts("甲", "方案（2023）", LOUDI, sha256="a")
    new = _facts("乙", "方案（2024）", LOUDI, sha256="b", date="2024-03-01")
    size = (Quantity(300.0, "MW", Role.CAPACITY, "30万千瓦"),)
    more = (Quantity(500.0, "MW", Role.CAPACITY, "50万千瓦"),)
    was = (
        project("p1", "样板山风电场", counties=(XINHUA,), capacity=size, document="a"),
        project("p2", "旧岭风电场", counties=(XINHUA,), capacity=size, document="a"),
    )
    now = (
        project("p1", "样板山风电场", counties=(XINHUA,), capacity=more, document="b",
                stage=Stage.UNDER_CONSTRUCTION),
        project("p2", "新岭风电场", counties=(SHUANGFENG,), capacity=size, document="b"),
    )  # fmt: skip
    held = Holdings((old, new), (*was, *now))
    found = lists_of(compare_plans(held, "a", "b", divisions))
    assert {name: len(pairs) for name, pairs in found.items()} == {
        "added": 1, "dropped": 1, "resized": 1, "restaged": 1, "moved": 0, "unsure": 0,
    }  # fmt: skip
    sight = _sight(held, divisions)
    assert sum_said([pair[1] for pair in found["added"]], sight) == "1 个 · 30 万千瓦"
    assert sum_said([pair[0] for pair in found["resized"]], sight) == "1 个 · 30 万千瓦"
    assert sum_said([pair[1] for pair in found["resized"]], sight) == "1 个 · 50 万千瓦"
    # 60 万千瓦 of what is planned and what is only prepared together is no sum anybody may use.
    assert sum_said(now, sight) == "2 个 · 在建 50 万千瓦、规划 30 万千瓦"

"""The outward contract: keys, order and an exact way back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Adcode, Candidate, Location, Precision, Reason
from projects.contract import (
    facts_from_json,
    facts_to_json,
    location_to_json,
    project_from_json,
    project_to_json,
    summary_to_json,
    target_from_json,
    target_to_json,
)
from projects.errors import ProjectsError
from projects.models import (
    Dispute,
    DocumentFacts,
    Double,
    Ledger,
    Money,
    Nature,
    Project,
    Quantity,
    Role,
    Site,
    Stage,
    Target,
)
from projects.summaries import Amount, Row, Summary

FULL = Project(
    id="p1",
    name="新化抽水蓄能电站",
    kind="pumped_storage",
    stage=Stage.PRELIMINARY,
    nature=Nature.NEW,
    start=1234,
    end=1250,
    document="ab" * 32,
    section="三(一)3",
    year=2030,
    capacity=(Quantity(1800.0, "MW", Role.CAPACITY, "180万千瓦", "约", 1700.0, 1800.0),),
    counties=(Adcode("431322"), Adcode("431382")),
    shares=(0.3, 0.7),
    precision=Precision.COUNTIES,
    citywide=False,
    confidence=0.98,
    mentions=((1234, 1250), (2000, 2016)),
    part_of="p7",
    responsible=("市发改委", "国网娄底供电分公司"),
    owner="三峡集团",
    total_investment=Money(850_000.0, "约85亿元", "约"),
    yearly_investment=Money(60_000.0, "5—6亿元", None, 50_000.0, 60_000.0),
    reasons=(Reason(Adcode("431322"), "county's short name begins the name"),),
    candidates=(Candidate(Adcode("431321"), "双峰县", "town", 0.25),),
    doubles=(Double("p9", "alike, but only one tells a phase"),),
)


def test_a_project_has_the_contracts_keys_in_order() -> None:
    obj = project_to_json(FULL)
    assert list(obj) == [
        "name",
        "kind",
        "stage",
        "nature",
        "year",
        "capacity",
        "counties",
        "shares",
        "precision",
        "confidence",
        "start",
        "end",
        "mentions",
        "section",
        "part_of",
        "id",
        "responsible",
        "owner",
        "investment",
        "reasons",
        "candidates",
        "citywide",
        "document",
        "doubles",
    ]
    assert list(obj["capacity"][0]) == [
        "value",
        "unit",
        "role",
        "qualifier",
        "low",
        "high",
        "as_written",
    ]
    assert obj["mentions"] == [[1234, 1250], [2000, 2016]]
    assert obj["reasons"] == [{"adcode": "431322", "why": "county's short name begins the name"}]
    assert obj["doubles"] == [{"id": "p9", "why": "alike, but only one tells a phase"}]
    assert list(obj["candidates"][0]) == ["adcode", "name", "why", "score"]


IMPORTED = replace(
    FULL,
    within=Adcode("431300"),
    site=Site(111.5, 27.9, exact=False, as_written="111.5, 27.9 (GCJ-02)"),
    dispute=Dispute((Adcode("431322"),), None, 12.5, 1.0),
    ledger=Ledger(7, code="2024-1", remark="好", other=(("联系人", "张三"),)),
)


def test_what_a_table_says_goes_and_comes_back() -> None:
    obj = project_to_json(IMPORTED)
    assert list(obj)[-4:] == ["within", "site", "dispute", "ledger"]
    assert obj["ledger"] == {
        "row": 7,
        "code": "2024-1",
        "remark": "好",
        "other": [["联系人", "张三"]],
    }
    assert project_from_json(json.loads(json.dumps(obj))) == IMPORTED


TEXTS = st.text(max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
QUANTITIES = st.builds(
    Quantity,
    NUMBERS,
    TEXTS,
    st.sampled_from(Role),
    TEXTS,
    st.none() | TEXTS,
    st.none() | NUMBERS,
    st.none() | NUMBERS,
)
MONEY = st.none() | st.builds(
    Money, NUMBERS, TEXTS, st.none() | TEXTS, st.none() | NUMBERS, st.none() | NUMBERS
)
PROJECTS = st.builds(
    Project,
    id=TEXTS,
    name=TEXTS,
    kind=TEXTS,
    stage=st.sampled_from(Stage),
    nature=st.sampled_from(Nature),
    start=st.integers(),
    end=st.integers(),
    document=TEXTS,
    section=TEXTS,
    year=st.none() | st.integers(),
    capacity=st.lists(QUANTITIES, max_size=2).map(tuple),
    counties=st.lists(TEXTS, max_size=2).map(tuple),
    shares=st.none() | st.lists(NUMBERS, max_size=2).map(tuple),
    precision=st.none() | st.sampled_from(Precision),
    citywide=st.booleans(),
    confidence=NUMBERS,
    mentions=st.lists(st.tuples(st.integers(), st.integers()), max_size=2).map(tuple),
    part_of=st.none() | TEXTS,
    responsible=st.lists(TEXTS, max_size=2).map(tuple),
    owner=st.none() | TEXTS,
    total_investment=MONEY,
    yearly_investment=MONEY,
    reasons=st.lists(st.builds(Reason, TEXTS, TEXTS), max_size=2).map(tuple),
    candidates=st.lists(st.builds(Candidate, TEXTS, TEXTS, TEXTS, NUMBERS), max_size=2).map(tuple),
    doubles=st.lists(st.builds(Double, TEXTS, TEXTS), max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(PROJECTS)
def test_any_project_comes_back_exactly(project: Project) -> None:
    again = project_from_json(json.loads(json.dumps(project_to_json(project))))
    assert again == project
    assert all(type(again_role) is Role for again_role in (q.role for q in again.capacity))


def test_extra_keys_may_be_absent() -> None:
    """Registries and samples written before owner and money were read stay readable."""
    obj = project_to_json(FULL)
    del obj["citywide"], obj["document"], obj["doubles"]
    del obj["owner"], obj["investment"]
    bare = replace(FULL, document="", doubles=())
    bare = replace(bare, owner=None, total_investment=None, yearly_investment=None)
    assert project_from_json(obj) == bare


def test_money_is_told_with_its_unit() -> None:
    investment = project_to_json(FULL)["investment"]
    assert investment["unit"] == "万元"
    assert investment["total"] == {
        "value": 850_000.0,
        "as_written": "约85亿元",
        "qualifier": "约",
        "low": None,
        "high": None,
    }
    half = replace(FULL, yearly_investment=None)
    assert project_to_json(half)["investment"]["yearly"] is None
    none = replace(half, total_investment=None)
    assert project_to_json(none)["investment"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "dreamt"},
        {"capacity": 5},
        {"mentions": [[1]]},
        {"reasons": [{}]},
        {"investment": {"unit": "USD", "total": None, "yearly": None}},
    ],
)
def test_what_is_no_project_is_refused_in_one_line(change: dict[str, object]) -> None:
    with pytest.raises(ProjectsError, match="no project of Luotu's contract") as caught:
        project_from_json(project_to_json(FULL) | change)
    assert "\n" not in str(caught.value)


def test_targets_and_facts_come_back_exactly() -> None:
    target = Target(Adcode("431300"), None, "count", "increase", 15.0, "count", "约", 2030, 1, 9)
    assert list(target_to_json(target))[:10] == (
        ["place", "kind", "quantity", "basis", "value", "unit", "qualifier", "year", "start", "end"]
    )
    assert target_from_json(json.loads(json.dumps(target_to_json(target)))) == target
    facts = DocumentFacts(
        "a", "t", None, "2023-01-02", None, Adcode("431300"), "f", "traditional", 5
    )
    assert facts_from_json({**facts_to_json(facts), "projects": []}) == facts
    with pytest.raises(ProjectsError, match="no target"):
        target_from_json({"place": "431300"})
    with pytest.raises(ProjectsError, match="no document"):
        facts_from_json({})


def test_a_location_has_the_contracts_keys() -> None:
    location = Location(
        candidates=(Candidate(Adcode("431322"), "新化县", "town", 0.5),), reason="two namesakes"
    )
    assert location_to_json("鼓楼", location) == {
        "input": "鼓楼",
        "counties": [],
        "precision": None,
        "confidence": 0.0,
        "candidates": [{"adcode": "431322", "name": "新化县", "why": "town", "score": 0.5}],
        "reason": "two namesakes",
        "township": "",
    }


@pytest.mark.parametrize(
    ("by", "key"),
    [("county", "adcode"), ("province", "adcode"), ("kind", "kind"), ("stage", "stage")],
)
def test_a_summary_has_the_contracts_keys(by: str, key: str) -> None:
    one, none = Amount(5.0, 2, qualified=True, stated=1), Amount(0.0, 0, qualified=False)
    summary = Summary(
        "power",
        "MW",
        by,
        (Row("k", "名", one),),
        none,
        none,
        none,
        none,
        one,
        one,
        (),
        (("d", "g"),),
    )
    obj = summary_to_json(summary)
    assert obj["rows"] == [{key: "k", "name": "名", "value": 5.0, "projects": 2, "stated": 1}]
    assert list(obj)[:8] == (
        ["measure", "unit", "rows", "cross_county", "citywide", "unplaced", "outside", "total"]
    )
    assert obj["total"] == {"value": 5.0, "projects": 2, "stated": 1}
    assert obj["qualified"] == ["k", "total"]
    assert obj["overfull"] == [{"document": "d", "id": "g"}]

"""One project named twice in one plan, two that are alike, and what only a person can tell."""

from __future__ import annotations

import pytest

from projects.contract import project_from_json, project_to_json
from projects.explaining import explained_as_text
from projects.extraction import extract_projects
from projects.registry import Registry
from projects.settings import Settings
from tests.doubles_data import DIFFERENT, SAME, UNCLEAR
from tests.plans_data import document, gazetteer, read

BETWEEN = "\n坚持系统观念，压实各方责任，定期开展评估。" * 2 + "\n附件：重点项目\n"


def told(place, body, annex):
    """Return "same", "unclear" or "different" for the passages' projects."""
    text = f"云样方案\n一、重点任务\n{body}{BETWEEN}{annex}"
    border = text.index("附件")
    found = extract_projects(document(text, place), gazetteer())
    first = [p for p in found if p.start < border]
    later = [p for p in found if any(start > border for start, _ in p.mentions)]
    assert first, "the body names nothing"
    assert later, "the annex names nothing"
    if any(p in first for p in later):
        return "same"
    ids = {p.id for p in first}
    return "unclear" if any(d.id in ids for p in later for d in p.doubles) else "different"


@pytest.mark.parametrize(("place", "body", "annex"), SAME)
def test_one_project_named_twice_is_one(place, body, annex):
    assert told(place, body, annex) == "same"


@pytest.mark.parametrize(("place", "body", "annex"), DIFFERENT)
def test_two_that_are_alike_stay_two_and_are_not_flagged(place, body, annex):
    assert told(place, body, annex) == "different"


@pytest.mark.parametrize(("place", "body", "annex"), UNCLEAR)
def test_what_is_not_certain_is_flagged_and_not_merged(place, body, annex):
    assert told(place, body, annex) == "unclear"


@pytest.mark.parametrize(("place", "body", "annex"), [*SAME, *DIFFERENT, *UNCLEAR])
def test_the_order_of_body_and_annex_does_not_matter(place, body, annex):
    assert told(place, annex, body) == told(place, body, annex)


PLAN = (
    "云样方案\n一、重点任务\n推进镇雄县云岭产业园建设。\n"
    "坚持系统观念，压实各方责任。\n推进镇雄县云岭产业园一期建设。\n建设彝良县码湖风电场。\n"
)
WHY = "alike, but only one tells a phase"


def plan():
    whole = document(PLAN, "昭通市")
    return whole, extract_projects(whole, gazetteer())


def test_doubles_know_each_other_and_why():
    _, (whole, phase, other) = plan()
    assert [(d.id, d.why) for d in whole.doubles] == [(phase.id, WHY)]
    assert [(d.id, d.why) for d in phase.doubles] == [(whole.id, WHY)]
    assert other.doubles == ()


def test_doubles_travel_and_are_stored(tmp_path):
    read, found = plan()
    assert [project_from_json(project_to_json(p)) for p in found] == list(found)
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings()) as registry:
        registry.replace(read.facts, found, (), read.text)
        assert registry.projects() == found


def test_doubles_are_explained():
    read, found = plan()
    text = explained_as_text(read, found, None, gazetteer().divisions)
    assert f"  perhaps the same as p2 镇雄县云岭产业园一期: {WHY}\n" in text
    assert f"double.phase       「镇雄县云岭产业园」 {WHY}\n" in text


def test_members_of_one_list_are_no_doubles():
    text = "一、任务\n建设镇雄县云岭、镇雄县云岭码湖产业园。\n"
    assert [p.doubles for p in extract_projects(document(text, "昭通市"), gazetteer())] == [(), ()]


def test_a_further_phase_of_the_same_size_is_flagged_and_never_swallowed():
    """Phases of one size are ordinary: joined, the second one's capacity would be lost."""
    text = "建设瓜州县云岭风电场（20万千瓦）。\n推进其他工作。\n建设瓜州县云岭风电场二期20万千瓦。"
    first, second = read(text, "酒泉市")
    assert [p.name for p in (first, second)] == ["瓜州县云岭风电场", "瓜州县云岭风电场二期"]
    assert [d.id for d in first.doubles] == [second.id]

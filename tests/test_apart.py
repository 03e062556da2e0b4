"""What a person told apart is counted twice, wherever it was said, and once again when undone."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import permutations

import pytest

from projects.columns import columns_of
from projects.contract import project_from_json, project_to_json
from projects.errors import RevisionRefused
from projects.models import Apart, Double
from projects.registry import Registry
from projects.repeats import find_repeats
from projects.reviewing.doubles import elsewhere
from projects.reviewing.drafts import Doubt, Owner, doubts_of
from projects.reviewing.values import ProjectKey
from projects.selection import Holdings
from projects.settings import Settings
from projects.summaries import summarise
from tests.reviewing_data import OLD, WIND, facts_of, project, reading, signed
from tests.sums_data import DIVISIONS, LOUDI, XINHUA, facts
from tests.sums_data import project as made

WANG = Owner.of_user("王工")
DOCUMENTS = tuple(facts(name, LOUDI) for name in ("city", "county", "other"))
NAME = "古台山风电场"


def named(document, *told, **changes):
    refs = tuple(Apart(other, f"{other}-1", NAME) for other in told)
    found = made(f"{document}-1", XINHUA, name=NAME, document=document, **changes)
    return replace(found, apart=refs)


def counted(*projects):
    return summarise(Holdings(DOCUMENTS, projects), divisions=DIVISIONS, measure="count")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_three_the_one_that_was_told_apart_counts_by_itself(order):
    three = [named("city"), named("county"), named("other", "city", "county")]
    assert counted(*(named(d) for d in ("city", "county", "other"))).total.projects == 1
    found = counted(*(three[place] for place in order))
    assert found.total.projects == 2
    assert [{one[0], other[0]} for one, other in found.repeats] == [{"city", "county"}]
    assert found.doubles == ()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_is_one_with_another_is_apart_from_it_too(order):
    """Told apart from the city's alone, it is not made one with it by way of the county's."""
    three = [named("city"), named("county"), named("other", "city")]
    projects = [three[place] for place in order]
    repeats = find_repeats(projects, DOCUMENTS, DIVISIONS)
    counts = [repeats.copies.get(row, row) for row in range(3)]
    rows = {project.document: row for row, project in enumerate(projects)}
    assert counts[rows["city"]] == counts[rows["county"]] != counts[rows["other"]]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_that_are_both_told_apart_from_a_third_may_be_one(order):
    three = [named("city"), named("county", "city"), named("other", "city")]
    found = counted(*(three[place] for place in order))
    assert found.total.projects == 2
    assert [{one[0], other[0]} for one, other in found.repeats] == [{"county", "other"}]


def test_one_of_the_two_says_it_for_both_and_what_is_gone_says_nothing():
    assert counted(named("city", "county"), named("county")).total.projects == 2
    assert counted(named("city"), named("county", "city")).total.projects == 2
    assert counted(named("city", "gone"), named("county")).total.projects == 1


def test_doubles_within_a_document_are_none_once_told_apart():
    first = made("p1", XINHUA, name=NAME, document="city", doubles=(Double("p2", "alike"),))
    second = made("p2", XINHUA, name=NAME, document="city", doubles=(Double("p1", "alike"),))
    assert columns_of(Holdings(DOCUMENTS, (first, second)), DIVISIONS).perhaps == ((0, 1),)
    told = replace(first, apart=(Apart("city", "p2", NAME),))
    assert columns_of(Holdings(DOCUMENTS, (told, second)), DIVISIONS).perhaps == ()
    assert (Doubt.DOUBLE in doubts_of(first), Doubt.DOUBLE in doubts_of(told)) == (True, False)
    assert project_from_json(project_to_json(told)) == told


@pytest.fixture
def registry(tmp_path):
    url = f"sqlite:///{tmp_path}/r.sqlite"
    with Registry.open(url, settings=Settings(data=tmp_path)) as found:
        found.revisions.reread(reading(), signed=signed(""))
        yield found


def total(registry):
    return summarise(registry.holdings(), divisions=DIVISIONS, measure="count").total.projects


def ref(document=OLD.sha256, id_="p2"):
    return asdict(Apart(document, id_, WIND.name))


def test_a_draft_keeps_it_and_the_sums_count_both_until_it_is_undone(registry):
    before, twin = total(registry), reading(WIND, text="另一份")
    draft = registry.drafts.start(twin, owner=WANG)
    opened = registry.drafts.open(draft, owner=WANG)
    (item,) = elsewhere(opened, registry.holdings(), DIVISIONS)
    assert [other.is_sure for other in item.elsewhere] == [True]
    opened = registry.drafts.correct(
        draft, "p2", {"apart": [ref()]}, owner=WANG, version=opened.version
    )
    (item,) = elsewhere(opened, registry.holdings(), DIVISIONS)
    assert (item.elsewhere, item.corrected) == ((), ("apart",))
    registry.drafts.accept(draft, owner=WANG, version=opened.version, signed=signed("王工", 2))
    assert total(registry) == before + 1
    key = ProjectKey(facts_of("另一份").sha256, "p2")
    (accepted,) = registry.revisions.history(key)
    assert (accepted.who, accepted.at[:10]) == ("王工", "2026-01-03")
    registry.revisions.reread(twin, signed=signed("", 3))
    assert total(registry) == before + 1, "a person's word stays when the plan is read again"
    version = registry.revisions.open(key).version
    registry.revisions.edit(key, {"apart": []}, version=version, signed=signed("李工", 4))
    assert total(registry) == before
    assert summarise(registry.revisions.holdings_at(signed(day=3).at), divisions=DIVISIONS,
                     measure="count").total.projects == before + 1  # fmt: skip


def test_saying_so_in_the_registry_is_a_revision_that_is_taken_back(registry):
    registry.revisions.reread(reading(WIND, text="另一份"), signed=signed("", 1))
    before = total(registry)
    key = ProjectKey(OLD.sha256, "p2")
    there = ref(facts_of("另一份").sha256)
    done = registry.revisions.edit(key, {"apart": [there]}, version=0, signed=signed("王工", 2))
    assert total(registry) == before + 1
    assert (done.who, [change.field for change in done.changes]) == ("王工", ["apart"])
    registry.revisions.undo(done.number, signed=signed("李工", 3))
    assert total(registry) == before
    assert registry.revisions.open(key).corrected == ()


@pytest.mark.parametrize("value", ["p2", [{}], [{"document": "d", "id": "", "name": "n"}], [1]])
def test_what_names_no_project_is_refused(registry, value):
    key = ProjectKey(OLD.sha256, "p1")
    with pytest.raises(RevisionRefused, match="不是同一个"):
        registry.revisions.edit(key, {"apart": value}, version=0, signed=signed("王工", 1))


def test_a_merge_or_a_split_goes_on_with_what_was_told(registry):
    draft = registry.drafts.start(
        reading(
            project(), WIND, replace(WIND, id="p3", start=80, name="双峰风电场二期"), text="再"
        ),
        owner=WANG,
    )
    opened = registry.drafts.correct(draft, "p2", {"apart": [ref()]}, owner=WANG, version=1)
    merged = registry.drafts.merge(
        draft, ["p2", "p3"], owner=WANG, version=opened.version, signed=signed("王工", 1)
    )
    kept = next(item for item in merged.items if item.id == "p2")
    assert kept.project.apart == (Apart(**ref()),)

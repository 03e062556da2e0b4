"""A draft's items are compared with their namesakes alone: the same is found as among all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.repeats import find_repeats
from projects.reviewing.doubles import elsewhere
from projects.reviewing.drafts import Draft, DraftHead, Item, ItemState
from projects.selection import Holdings
from tests.sums_data import DIVISIONS, HUNAN, LIANYUAN, LOUDI, XINHUA, facts, mw, project

DOCUMENTS = tuple(
    facts(sha, place)
    for sha, place in (("own", LOUDI), ("city", LOUDI), ("county", XINHUA), ("hunan", HUNAN))
)

names = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "新化县"]),
        st.sampled_from(["紫云", "紫云", ""]),
        st.sampled_from(["风电场", "风电项目"]),
        st.sampled_from(["", "二期", "第二期工程"]),
    ),
).filter(bool)
places = st.sampled_from([(), (XINHUA,), (XINHUA,), (LIANYUAN,), (XINHUA, LIANYUAN)])
sizes = st.sampled_from([(), mw(100.0), mw(200.0)])
kinds = st.sampled_from(["wind_farm", "wind_farm", "wind_farm", "solar_farm"])


@st.composite
def projects(draw, *documents):
    """A few projects of each of some documents."""
    found = []
    for document in documents:
        for number in range(draw(st.integers(1, 4))):
            made = project(f"{document}{number}", *draw(places), document=document)
            found.append(replace(made, name=draw(names), kind=draw(kinds), capacity=draw(sizes)))
    return found


def draft_of(mine):
    head = DraftHead("d", DOCUMENTS[0], "", "", len(mine), len(mine))
    return Draft(head, 1, tuple(Item(p.id, p, p) for p in mine))


def pairs_among_all(mine, held):
    """Pairs of an item and another document's project that are one, or perhaps one."""
    every = [*mine, *held]
    found = find_repeats(every, DOCUMENTS, DIVISIONS)
    counted = [found.copies.get(row, row) for row in range(len(every))]
    sure = {
        (one, other)
        for one in range(len(mine))
        for other in range(len(mine), len(every))
        if counted[one] == counted[other]
    }
    perhaps = {pair for pair in found.unsure if pair[0] < len(mine) <= pair[1]}
    return {(every[a].id, every[b].id, (a, b) in sure) for a, b in sure | perhaps}


@settings(max_examples=300, deadline=None)
@given(projects("own"), projects("city", "county", "hunan"))
def test_the_same_is_found_as_among_all(mine, held):
    holdings = Holdings(DOCUMENTS[1:], tuple(held))
    told = {
        (item.id, other.project.id, other.is_sure)
        for item in elsewhere(draft_of(mine), holdings, DIVISIONS)
        for other in item.elsewhere
    }
    assert told == pairs_among_all(mine, held)


def test_what_the_registry_has_of_the_same_document_or_was_turned_down_is_no_other():
    mine = project("p1", XINHUA, document="own", name="紫云风电场")
    again = replace(mine, id="p9")
    theirs = replace(mine, id="p2", document="city")
    holdings = Holdings(DOCUMENTS, (again, theirs))
    (item,) = elsewhere(draft_of([mine]), holdings, DIVISIONS)
    assert [other.project.id for other in item.elsewhere] == ["p2"]
    down = replace(draft_of([mine]).items[0], state=ItemState.REJECTED)
    (item,) = elsewhere(replace(draft_of([mine]), items=(down,)), holdings, DIVISIONS)
    assert item.elsewhere == ()

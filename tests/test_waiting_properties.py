"""Whatever was judged and however a file is read again: no correction and no decision is lost."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.registry import Registry
from projects.reviewing.drafts import ItemState, Owner
from projects.settings import Settings
from tests.reviewing_data import mw, project, reading, signed

WANG = Owner.of_user("王工")
ROWS = 4
PLAIN = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
judgements = st.lists(
    st.sampled_from(["", "correct", "reject", "accept", "correct and reject"]),
    min_size=ROWS,
    max_size=ROWS,
)
# What a later reading makes of each row: as before, otherwise, or not at all; and in what order.
later = st.lists(st.sampled_from(["same", "other", "none"]), min_size=ROWS, max_size=ROWS)
orders = st.permutations(range(ROWS))


def row(number: int, *, id_: str = "", size: float = 100.0):
    made = project(f"p{number}", f"第{number}号电站", capacity=mw(size), start=number * 100)
    return replace(made, id=id_ or made.id)


def judged(registry: Registry, draft: str, wishes: list[str]) -> None:
    drafts = registry.drafts
    for number, wish in enumerate(wishes):
        version, id_ = drafts.open(draft, owner=WANG).version, f"p{number}"
        if "correct" in wish:
            year = {"year": 2030 + number}
            version = drafts.correct(draft, id_, year, owner=WANG, version=version).version
        if "reject" in wish:
            drafts.reject(draft, [id_], owner=WANG, version=version, signed=signed(why="不是"))
        elif wish == "accept":
            drafts.accept(draft, [id_], owner=WANG, version=version, signed=signed("王工", 1))


@PLAIN
@given(judgements, later, orders)
def test_a_reading_in_a_drafts_place_keeps_what_was_done(wishes, fates, order):
    again = [
        row(number, id_=f"p{place}", size=100.0 if fates[number] == "same" else 200.0)
        for place, number in enumerate(n for n in order if fates[n] != "none")
    ]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/r.sqlite"
        with Registry.open(url, settings=Settings(data=Path(folder))) as registry:
            draft = registry.drafts.start(reading(*map(row, range(ROWS))), owner=WANG)
            judged(registry, draft, wishes)
            version = registry.drafts.open(draft, owner=WANG).version
            whole = replace(reading(row(0)), projects=tuple(again))
            before = registry.projects()
            registry.drafts.instead(draft, whole, owner=WANG, version=version)
            items = {i.project.name: i for i in registry.drafts.open(draft, owner=WANG).items}
            assert registry.projects() == before, "only accepting changes the registry"
    last = max((n for n, wish in enumerate(wishes) if wish == "accept"), default=-1)
    for number, (wish, fate) in enumerate(zip(wishes, fates, strict=True)):
        is_known = "reject" in wish and number < last  # the registry remembers: it stays out
        item = items.get(f"第{number}号电站")
        if item is None:
            assert (fate, wish in {"", "reject"}) == ("none", True), "nothing of it is lost"
            continue
        if "correct" in wish:
            assert item.project.year == 2030 + number
        if fate == "other" and not is_known:
            assert item.state is ItemState.OPEN
            assert item.project.capacity == mw(200.0)
        elif "reject" in wish:
            assert (item.state, item.reason) == (ItemState.REJECTED, "不是")
        else:
            assert item.state is (ItemState.ACCEPTED if wish == "accept" else ItemState.OPEN)

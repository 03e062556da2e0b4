"""A new version of a plan taken back as a whole: the registry is what it was, and back again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from projects.errors import EditConflict, RevisionRefused
from projects.models import Target
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.reviewing.values import Action, ProjectKey
from projects.settings import Settings
from tests.reviewing_data import (
    NEW,
    OLD,
    TIED,
    WIND,
    facts_of,
    moved,
    mw,
    project,
    reading,
    signed,
)

WANG = Owner.of_user("王工")
PLAIN = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
"""A failing case is told as it was found: to make it smaller takes minutes."""

NAMES = ("甲电站", "乙电站", "丙电站", "丁电站", "戊电站")


def opened(folder) -> Registry:
    return Registry.open(f"sqlite:///{folder}/r.sqlite", settings=Settings(data=Path(folder)))


@pytest.fixture
def registry(tmp_path):
    with opened(tmp_path) as found:
        found.revisions.reread(reading(), signed=signed(""))
        yield found


def state(registry):
    """All there is to the registry: texts, targets, projects, and both layers of each."""
    holdings = registry.holdings()
    layers = {}
    for found in holdings.projects:
        at = registry.revisions.open(ProjectKey(found.document, found.id))
        layers[found.document, found.id] = (at.project, at.reading, sorted(at.corrected))
    texts = [registry.text(facts.sha256) for facts in holdings.documents]
    return holdings, layers, texts, registry.targets()


def by_key(holdings):
    """Documents and projects; of what went, the order at a date is only that of the text."""
    return holdings.documents, {(p.document, p.id): p for p in holdings.projects}


def held(registry, how):
    """The state; of a version that was here by itself before, what is shown and not in which order.

    What its projects were read as is told by their changes, and their order by nothing.
    """
    holdings, layers, *rest = state(registry)
    return by_key(holdings), None if how == "here" else (holdings, layers), rest


def then(registry, day):
    return by_key(registry.revisions.holdings_at(signed(day=day).at))


def newest(registry):
    return registry.acts.latest(1)[0]


plans = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(1, 5).map(lambda n: n * 100.0),
        st.sampled_from([None, 0]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row[0],
)
deeds = st.lists(
    st.tuples(
        st.sampled_from(["edit", "check", "remove", "add", "group", "undo"]), st.integers(0, 4)
    ),
    max_size=5,
)


def plan(rows, text, first):
    """Make a reading; a row may be part of the first one, and each version counts anew."""
    sha256 = facts_of(text).sha256
    made = [
        project(
            f"p{first + n}", name, start=(n + 1) * 40, capacity=mw(size), document=sha256,
            part_of=f"p{first}" if group is not None and n else None,
        )
        for n, (name, size, group) in enumerate(rows)
    ]  # fmt: skip
    target = Target(
        "431300", "wind_farm", "installed_capacity", "stock", 5.0, "MW", None, 2030, 0, 3
    )
    return replace(reading(*made, text=text), targets=(replace(target, document=sha256),))


def do(registry, document, what, which, day) -> None:
    """Let somebody do something to a project, where that can be."""
    doors = registry.revisions
    here = registry.projects(document)
    if not here:
        return
    found = here[which % len(here)]
    key = ProjectKey(document, found.id)
    version, sign = doors.open(key).version, signed("王工", day)
    try:
        if what == "edit":
            doors.edit(key, {"year": 2026 + day}, version=version, signed=sign)
        elif what == "check":
            doors.check(key, version=version, signed=sign)
        elif what == "remove":
            doors.remove(key, version=version, signed=sign)
        elif what == "add":
            facts = next(f for f in registry.documents() if f.sha256 == document)
            doors.add(facts, project("x", f"补录{day}"), signed=sign)
        elif what == "group":
            doors.edit(key, {"part_of": here[0].id}, version=version, signed=sign)
        else:
            doors.undo(doors.recent(1)[0].number, signed=sign)
    except (RevisionRefused, EditConflict):
        pass  # it cannot be, as things stand


@PLAIN
@example(
    first=[("戊电站", 400.0, None), ("甲电站", 100.0, 0)],
    second=[("甲电站", 100.0, None), ("丙电站", 100.0, None)],
    done=[("add", 3), ("remove", 4), ("group", 3)],
    how="reread",
)
@example(
    first=[("甲电站", 100.0, None)],
    second=[("甲电站", 100.0, None)],
    done=[("edit", 0), ("remove", 0)],
    how="here",
)
@given(plans, plans, deeds, st.sampled_from(["reread", "update", "here"]))
def test_undoing_a_version_leads_back_and_undoing_that_leads_there_again(
    first, second, done, how
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(folder) as registry:
        one, two = plan(first, "第一版", 1), plan(second, "第二版", 3)
        old = one.facts.sha256
        registry.revisions.reread(one, signed=signed(""))
        if how == "here":
            registry.revisions.reread(two, signed=signed(""))
        for day, (what, which) in enumerate(done, start=1):
            do(registry, old, what, which, day)
        before = held(registry, how)
        sign = signed("王工", 10)
        if how == "update":
            registry.drafts.update(two, owner=WANG, signed=sign, supersedes=old)
        else:
            registry.revisions.reread(two, signed=sign, supersedes=old)
        after = held(registry, how)
        for day, there in enumerate((before, after, before), start=11):
            registry.acts.undo(newest(registry).key, signed=signed("李工", day))
            assert held(registry, how) == there, day
            assert then(registry, 9) == before[0]
            assert then(registry, day) == there[0]
        assert then(registry, 10) == after[0]


def test_added_dropped_and_resized_ones_are_as_before_in_one_act(registry) -> None:
    doors = registry.revisions
    doors.edit(ProjectKey(OLD.sha256, "p1"), {"year": 2030}, version=0, signed=signed(day=1))
    before = state(registry)
    new = moved(replace(project(), capacity=mw(2400.0)), project("p7", "新添电站"), TIED)
    doors.reread(new, signed=signed("", 2), supersedes=OLD.sha256)
    assert {p.name for p in registry.projects()} == {"新化抽水蓄能电站", "新添电站", "城区热网"}
    act = newest(registry)
    done = registry.acts.undo(act.key, signed=signed("王工", 3, "发错了文件"))
    assert done.left == ()
    assert state(registry) == before
    back = newest(registry)
    assert (back.key.who, dict(back.counts)) == ("王工", {Action.UNDO: 4})
    assert back.whys == ("发错了文件",)
    again = registry.acts.latest(2)[1]
    assert (again.key, again.undone) == (act.key, again.size), "told as taken back"
    with pytest.raises(RevisionRefused, match="taken back already"):
        registry.acts.undo(act.key, signed=signed(day=4))
    history = doors.history(ProjectKey(OLD.sha256, "p2"))
    assert [r.action for r in history] == [Action.READ, Action.REREAD, Action.UNDO]


def test_an_added_one_whose_group_does_not_come_along_comes_alone(registry) -> None:
    doors = registry.revisions
    key = doors.add(OLD, project("x", "补录电站"), signed=signed("王工", 1))
    version = doors.open(key).version
    doors.edit(key, {"part_of": "p2"}, version=version, signed=signed("王工", 2))
    before = state(registry)
    doors.reread(moved(project()), signed=signed("", 3), supersedes=OLD.sha256)
    (here,) = (p for p in registry.projects() if p.name == "补录电站")
    assert here.part_of is None
    registry.acts.undo(newest(registry).key, signed=signed("王工", 4))
    assert state(registry) == before


def test_one_taken_out_of_the_older_version_stays_out_when_its_return_is_undone(registry) -> None:
    doors, new = registry.revisions, moved(project(), WIND)
    doors.reread(new, signed=signed("", 1))
    there = {p.name: ProjectKey(NEW.sha256, p.id) for p in registry.projects(NEW.sha256)}
    key = ProjectKey(OLD.sha256, "p1")
    doors.edit(key, {"year": 2030}, version=0, signed=signed("王工", 2))
    doors.remove(key, version=doors.open(key).version, signed=signed("王工", 3))
    was = doors.open(there[project().name])
    doors.reread(new, signed=signed("", 4), supersedes=OLD.sha256)
    assert project().name not in {p.name for p in registry.projects()}
    registry.acts.undo(newest(registry).key, signed=signed("王工", 5))
    back = doors.open(there[project().name])
    assert (back.project, back.reading, back.corrected) == (was.project, was.reading, ())
    assert back.version > was.version
    registry.acts.undo(newest(registry).key, signed=signed("王工", 6))
    doors.reread(new, signed=signed("", 7))
    assert project().name not in {p.name for p in registry.projects()}, "people took it out"


def test_one_that_went_with_a_version_comes_back_by_itself_as_it_stood(registry) -> None:
    doors, new = registry.revisions, moved(project(), WIND)
    doors.reread(new, signed=signed("", 1))
    there = {p.name: ProjectKey(NEW.sha256, p.id) for p in registry.projects(NEW.sha256)}
    key, other = ProjectKey(OLD.sha256, "p1"), there[project().name]
    doors.edit(key, {"year": 2030}, version=0, signed=signed("王工", 2))
    doors.remove(key, version=doors.open(key).version, signed=signed("王工", 3))
    was = doors.open(other)
    doors.reread(new, signed=signed("", 4), supersedes=OLD.sha256)
    went = doors.history(other)[-1]
    assert project().name not in {p.name for p in registry.projects()}
    back = doors.undo(went.number, signed=signed("王工", 5))
    now = doors.open(other)
    assert (now.project, now.reading, now.corrected) == (was.project, was.reading, ())
    assert then(registry, 4)[1].keys() == then(registry, 5)[1].keys() - {other}
    doors.reread(new, signed=signed("", 6))
    assert doors.open(other).project == was.project, "its text names it: it stays"
    doors.undo(back.number, signed=signed("王工", 7))
    doors.reread(new, signed=signed("", 8))
    assert project().name not in {p.name for p in registry.projects()}, "people took it out"


def test_a_version_of_which_one_was_taken_back_by_itself_is_taken_back_as_a_whole(registry) -> None:
    doors, new = registry.revisions, moved(project(), WIND)
    doors.reread(new, signed=signed("", 1))
    (other,) = (
        ProjectKey(NEW.sha256, p.id)
        for p in registry.projects(NEW.sha256)
        if p.name == project().name
    )
    doors.remove(ProjectKey(OLD.sha256, "p1"), version=0, signed=signed("王工", 3))
    before = held(registry, "here")
    doors.reread(new, signed=signed("", 4), supersedes=OLD.sha256)
    act = newest(registry).key
    assert dict(newest(registry).counts)["dropped"] == 2
    doors.undo(doors.history(other)[-1].number, signed=signed("王工", 5))
    after = held(registry, "here")
    registry.acts.undo(act, signed=signed("王工", 6))
    assert held(registry, "here") == before
    for day, there in enumerate((after, before), start=7):
        registry.acts.undo(newest(registry).key, signed=signed("王工", day))
        assert held(registry, "here") == there
        assert then(registry, 5) == after[0]
        assert then(registry, day) == there[0]


def test_a_later_change_stands_in_the_way_and_is_named(registry) -> None:
    doors, before = registry.revisions, state(registry)
    doors.reread(moved(project(), WIND), signed=signed("", 2), supersedes=OLD.sha256)
    act, key = newest(registry).key, ProjectKey(NEW.sha256, "p2")
    version = doors.open(key).version
    edit = doors.edit(key, {"year": 2031}, version=version, signed=signed("李工", 3))
    there = state(registry)
    said = f"双峰风电场, revision {edit.number} of 2026-01-04T00:00Z by 李工; undo that one first"
    with pytest.raises(RevisionRefused, match=said):
        registry.acts.undo(act, signed=signed(day=4))
    assert state(registry) == there
    doors.undo(edit.number, signed=signed("李工", 5))
    registry.acts.undo(act, signed=signed(day=6))
    assert state(registry) == before


def test_a_version_that_came_later_is_to_be_undone_first(registry) -> None:
    before = state(registry)
    registry.revisions.reread(moved(project()), signed=signed("", 2), supersedes=OLD.sha256)
    first = newest(registry).key
    third = [replace(project(), document=facts_of("第三版").sha256)]
    registry.revisions.reread(
        reading(*third, text="第三版"), signed=signed("李工", 3), supersedes=NEW.sha256
    )
    second = newest(registry).key
    with pytest.raises(RevisionRefused, match=r"娄底市实施方案.*李工"):
        registry.acts.undo(first, signed=signed(day=4))
    for act in (second, first):
        registry.acts.undo(act, signed=signed(day=5))
    assert state(registry) == before


def test_a_version_of_a_table_that_came_part_by_part_is_undone_too(registry) -> None:
    doors, before = registry.revisions, state(registry)
    facts = facts_of("表")
    rows = [replace(p, document=facts.sha256) for p in (WIND, project("p9", "另一电站"))]
    with registry.filling(facts) as filling:
        filling.add(rows)
        filling.finish(facts, instead_of=(OLD.sha256,))
    assert [p.name for p in registry.projects()] == ["双峰风电场", "另一电站"]
    after = state(registry)
    for there in (before, after):
        registry.acts.undo(newest(registry).key, signed=signed(day=400))
        assert state(registry) == there
    assert doors.recent(1)

"""What must hold for any sequence of edits, undos and re-reads: an independent model replays it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.errors import RevisionRefused
from projects.registry import Registry
from projects.reviewing.values import ProjectKey
from projects.settings import Settings
from tests.reviewing_data import START, TIED, WIND, facts_of, project, reading, signed

KEY = ProjectKey(facts_of().sha256, "p1")
PLAIN = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
VALUES: dict[str, list[Any]] = {
    "name": ["甲站", "乙站", "丙站"],
    "year": [2026, 2027, None],
    "owner": ["某公司", None],
}
edits = st.tuples(
    st.just("edit"),
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 2), min_size=1, max_size=2).map(
        lambda d: {f: VALUES[f][n % len(VALUES[f])] for f, n in d.items()}
    ),
)
undos = st.tuples(st.just("undo"), st.integers(1, 12))
readings = st.tuples(
    st.just("reread"),
    st.fixed_dictionaries({"year": st.sampled_from([None, 2025]), "owner": st.just("省公司")}),
)
steps = st.lists(st.one_of(edits, edits, undos, readings), max_size=9)


@dataclass
class Model:
    """The same rules said again, as plainly as can be: what was read, and what stands by hand."""

    read: dict[str, Any]
    hand: dict[str, Any] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        return self.read | self.hand


@dataclass
class Told:
    """A revision as the model needs it: what each field showed and whether it stood by hand."""

    was: dict[str, Any]
    by_hand: dict[str, bool]
    is_edit: bool


def model_undo(model: Model, told: Told) -> None:
    for name, value in told.was.items():
        if told.is_edit and not told.by_hand[name]:
            model.hand.pop(name, None)
        else:
            model.hand[name] = value


def fields_of(registry: Registry) -> dict[str, Any]:
    (found,) = (p for p in registry.projects() if p.id == "p1")
    return {name: getattr(found, name) for name in VALUES}


def run(registry: Registry, sequence: list[tuple[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Run a sequence beside the model; returns what was shown at the end of each day."""
    doors = registry.revisions
    model = Model(fields_of(registry))
    days = [(0, model.shown())]
    for day, (what, value) in enumerate(sequence, start=1):
        before = Model(dict(model.read), dict(model.hand))
        if what == "edit":
            put = {f: v for f, v in value.items() if v != model.shown()[f]}
            version = doors.open(KEY).version
            try:
                doors.edit(KEY, value, version=version, signed=signed(day=day))
            except RevisionRefused:
                assert not put
            model.hand |= put
        elif what == "undo":
            _undo(registry, model, value, day)
        else:
            new = reading(replace(project(), **value), WIND, TIED)
            doors.reread(new, signed=signed("", day))
            model.read |= value
        assert fields_of(registry) == model.shown(), (what, value, before)
        assert set(doors.open(KEY).corrected) == set(model.hand)
        days.append((day, model.shown()))
    return days


def _undo(registry: Registry, model: Model, which: int, day: int) -> None:
    """Undo the which-th revision of the project's history where that is possible."""
    history = registry.revisions.history(KEY)[1:]
    revision = history[which % len(history)] if history else None
    if revision is None or registry.revisions.why_not_undo(revision.number):
        return
    changes = [c for c in revision.changes if not c.of_reading]
    if all(c.hand_is and not c.hand_was for c in changes):
        told = Told(
            {c.field: c.was for c in changes}, {c.field: False for c in changes}, is_edit=True
        )
    else:
        for change in changes:  # field by field, as the rule has it
            single = Told(
                {change.field: change.was},
                {change.field: change.hand_was},
                change.hand_is and not change.hand_was,
            )
            model_undo(model, single)
        told = Told({}, {}, is_edit=True)
    model_undo(model, told)
    registry.revisions.undo(revision.number, signed=signed(day=day))


def opened(folder: str) -> Registry:
    registry = Registry.open(f"sqlite:///{folder}/r.sqlite", settings=Settings(data=Path(folder)))
    registry.revisions.reread(reading(), signed=signed(""))
    return registry


@PLAIN
@given(steps)
def test_any_sequence_leads_where_replaying_leads_and_so_does_any_date(sequence) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(folder) as registry:
        for day, shown in run(registry, sequence):
            then = registry.revisions.holdings_at(signed(day=day).at)
            (found,) = (p for p in then.projects if p.id == "p1")
            assert {name: getattr(found, name) for name in VALUES} == shown
        assert registry.revisions.holdings_at(START.replace(year=2030)) == registry.holdings()


@PLAIN
@given(steps)
def test_replaying_what_is_recorded_leads_to_what_is_shown(sequence) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(folder) as registry:
        replayed = fields_of(registry)
        run(registry, sequence)
        for revision in registry.revisions.history(KEY):
            for change in revision.changes:
                if change.field in replayed and not change.of_reading:
                    assert replayed[change.field] == change.was
                    replayed[change.field] = change.is_
        assert replayed == fields_of(registry)


@PLAIN
@given(steps)
def test_reading_the_same_again_changes_nothing(sequence) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(folder) as registry:
        run(registry, sequence)
        last = [value for what, value in sequence if what == "reread"][-1:]
        same = reading(replace(project(), **(last[0] if last else {})), WIND, TIED)
        before = registry.holdings(), registry.revisions.recent(99)
        assert registry.revisions.preview(same).is_empty
        assert registry.revisions.reread(same, signed=signed("", 40)).is_empty
        assert (registry.holdings(), registry.revisions.recent(99)) == before


NAMES, KINDS = "甲电站乙电站丙电站丁电站", ["wind_farm", "solar_farm"]
projects_of_plan = st.lists(
    st.tuples(
        st.sampled_from(["甲电站", "乙电站", "丙电站", "丁电站"]),
        st.sampled_from(KINDS),
        st.integers(0, 5),
    ),
    max_size=5,
    unique=True,
)


@PLAIN
@given(projects_of_plan, projects_of_plan, st.booleans())
def test_corrections_survive_wherever_the_project_still_exists(first, second, new_text) -> None:
    """A project exists as long as its name and kind are read as often as before."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/r.sqlite"
        with Registry.open(url, settings=Settings(data=Path(folder))) as registry:
            _corrections_survive(registry, first, second, "另一版" if new_text else "第一版")


def _corrections_survive(registry, first, second, text: str) -> None:
    doors = registry.revisions
    one = _plan(first, "第一版")
    doors.reread(one, signed=signed(""))
    for number, made in enumerate(registry.projects()):
        key = ProjectKey(made.document, made.id)
        doors.edit(key, {"owner": f"公司{number}"}, version=0, signed=signed(day=1))
    owners = {(p.name, p.kind): p.owner for p in registry.projects()}
    several = {k for k in owners if sum((n, kind) == k for n, kind, _ in first) > 1}
    two = _plan(second, text)
    old = one.facts.sha256
    supersedes = old if two.facts.sha256 != old else None
    told = doors.preview(two, supersedes=supersedes)
    assert doors.reread(two, signed=signed("", 2), supersedes=supersedes) == told
    named = [(n, k) for n, k, _ in second]
    for found in registry.projects():
        key = (found.name, found.kind)
        if key in owners and key not in several and named.count(key) == 1:
            assert found.owner == owners[key]
    assert len(registry.projects()) == len(second)
    assert {p.document for p in registry.projects()} <= {two.facts.sha256}


def _plan(rows, text: str):
    """Make a reading; one place of a text names one project, whatever else is read."""
    made = [
        project(
            f"p{n}", name, kind=kind, start=100 * at + 20 * KINDS.index(kind) + NAMES.find(name)
        )
        for n, (name, kind, at) in enumerate(rows)
    ]
    document = facts_of(text).sha256
    found = reading(*(replace(p, document=document) for p in made), text=text)
    return found if rows else replace(found, projects=())

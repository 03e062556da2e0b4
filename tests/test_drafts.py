"""A draft waits for its owner, enters the registry when accepted, whole or not at all."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from projects.errors import DraftError, EditConflict, RegistryError, RevisionRefused
from projects.models import Double
from projects.registry import Registry
from projects.reviewing.drafts import Doubt, ItemState, Owner
from projects.reviewing.values import Action, ProjectKey
from projects.settings import Settings
from tests.reviewing_data import (
    START,
    TEXT,
    TIED,
    WIND,
    XINHUA,
    facts_of,
    mw,
    project,
    reading,
    signed,
)

ROOT = Path(__file__).resolve().parent.parent
WANG = Owner.of_user("王工")
DOCUMENT = facts_of().sha256
KILLS = 10


@pytest.fixture
def registry(tmp_path: Path):
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        yield it


@pytest.fixture
def draft(registry) -> str:
    return registry.drafts.start(reading(), owner=WANG, at=START, note="市里发来")


def items(draft):
    return {item.id: item for item in draft.items}


def test_nothing_enters_before_accept_and_leaving_keeps_the_draft(
    tmp_path, registry, draft
) -> None:
    assert registry.holdings().documents == ()
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings()) as again:
        (head,) = again.drafts.mine(WANG)
        assert (head.id, head.left, head.total, head.note) == (draft, 3, 3, "市里发来")
        opened = again.drafts.open(draft, owner=WANG)
    assert (opened.text, opened.head.facts) == (TEXT, facts_of())


def test_the_doubtful_come_first(registry) -> None:
    low = project("p4", "乙电站", confidence=0.5)
    pair = [
        project("p5", "丙电站", doubles=(Double("p6", "one name"),)),
        project("p6", "丙水电站", doubles=(Double("p5", "one name"),)),
    ]
    nowhere = project("p7", "丁电站", counties=(), confidence=0.0)
    city = project("p8", "戊工程", counties=(), citywide=True)
    found = reading(project(), low, *pair, TIED, nowhere, city)
    draft = registry.drafts.start(found, owner=WANG)
    opened = registry.drafts.open(draft, owner=WANG)
    assert [item.id for item in opened.items] == ["p3", "p5", "p6", "p7", "p4", "p1", "p8"]
    assert items(opened)["p3"].doubts == (Doubt.TIED,)
    assert items(opened)["p4"].doubts == (Doubt.LOW,)
    done = registry.drafts.choose(draft, "p3", XINHUA, owner=WANG, version=1)
    assert items(done)["p3"].doubts == ()
    assert items(done)["p3"].project.counties == (XINHUA,)
    assert done.items[0].id == "p5"


def test_anothers_draft_is_as_if_it_were_not_there(registry, draft) -> None:
    others = (Owner.of_user("李工"), Owner.of_visitor("王工"), Owner.of_visitor("t"))
    for owner in others:
        assert registry.drafts.mine(owner) == ()
        with pytest.raises(DraftError) as strange:
            registry.drafts.open(draft, owner=owner)
        with pytest.raises(DraftError) as unknown:
            registry.drafts.open("no-such", owner=owner)
        assert str(strange.value) == str(unknown.value)
        with pytest.raises(DraftError):
            registry.drafts.accept(draft, owner=owner, version=1, signed=signed())
        with pytest.raises(DraftError):
            registry.drafts.discard(draft, owner=owner)
    assert registry.drafts.open(draft, owner=WANG).left == 3


def test_a_visitors_token_is_not_in_the_file(tmp_path, registry) -> None:
    registry.drafts.start(reading(), owner=Owner.of_visitor("secret-token"))
    registry.close()
    assert b"visitor:" in (tmp_path / "r.sqlite").read_bytes()
    assert b"secret-token" not in (tmp_path / "r.sqlite").read_bytes()


def test_a_visitor_who_signs_in_takes_the_drafts_along(registry) -> None:
    visitor = Owner.of_visitor("t")
    registry.drafts.start(reading(), owner=visitor, at=START)
    assert registry.drafts.hand_over(visitor, WANG) == 1
    assert registry.drafts.mine(visitor) == ()
    assert len(registry.drafts.mine(WANG)) == 1


def test_visitors_drafts_are_forgotten_in_time_and_users_are_not(registry, draft) -> None:
    registry.drafts.start(reading(), owner=Owner.of_visitor("t"), at=START)
    assert registry.drafts.forget(START) == 0
    assert registry.drafts.forget(START + timedelta(days=1)) == 1
    assert [head.id for head in registry.drafts.all_heads()] == [draft]


def test_accepted_rows_carry_who_and_when(registry, draft) -> None:
    doors = registry.drafts
    doors.correct(draft, "p2", {"year": 2027}, owner=WANG, version=1)
    done = doors.accept(draft, ["p1", "p2"], owner=WANG, version=2, signed=signed("王工", 1))
    assert (done.projects, done.left) == (("p1", "p2"), 1)
    found = {p.id: p for p in registry.projects()}
    assert {p.checked.by for p in found.values()} == {"王工"}
    assert found["p2"].year == 2027
    history = registry.revisions.history(ProjectKey(DOCUMENT, "p2"))
    assert [r.action for r in history] == [Action.ACCEPT]
    year = next(c for c in history[0].changes if c.field == "year")
    assert (year.was, year.is_) == (None, 2027)
    assert registry.text(DOCUMENT) == TEXT
    with pytest.raises(DraftError, match="accepted already"):
        doors.accept(draft, ["p1"], owner=WANG, version=3, signed=signed())
    rest = doors.open(draft, owner=WANG)
    assert doors.accept(draft, owner=WANG, version=rest.version, signed=signed()).left == 0
    assert len(registry.projects()) == 3


def test_an_accept_is_undone_and_the_item_is_open_again(registry, draft) -> None:
    registry.drafts.accept(draft, owner=WANG, version=1, signed=signed())
    accept = registry.revisions.history(ProjectKey(DOCUMENT, "p1"))[-1]
    registry.revisions.undo(accept.number, signed=signed(day=1))
    assert [p.id for p in registry.projects()] == ["p2", "p3"]
    opened = registry.drafts.open(draft, owner=WANG)
    assert (opened.left, items(opened)["p1"].state) == (1, ItemState.OPEN)
    registry.drafts.accept(draft, owner=WANG, version=opened.version, signed=signed(day=2))
    assert len(registry.projects()) == 3
    actions = [r.action for r in registry.revisions.history(ProjectKey(DOCUMENT, "p1"))]
    assert actions == [Action.ACCEPT, Action.UNDO, Action.ACCEPT]


def test_what_was_rejected_keeps_its_reason_and_a_reread_does_not_bring_it(registry, draft) -> None:
    why = signed("王工", 1, "是目标, 不是项目")
    done = registry.drafts.reject(draft, ["p2"], owner=WANG, version=1, signed=why)
    item = items(done)["p2"]
    assert (item.state, item.reason, item.who, done.left) == ("rejected", why.why, "王工", 2)
    registry.drafts.accept(draft, owner=WANG, version=done.version, signed=signed())
    registry.replace(facts_of(), (project(), WIND, TIED), ())
    assert [p.id for p in registry.projects()] == ["p1", "p3"]
    (reject,) = registry.revisions.history(ProjectKey(DOCUMENT, "p2"))
    assert (reject.action, reject.why) == (Action.REJECT, why.why)
    opened = registry.drafts.reopen(draft, ["p2"], owner=WANG, version=done.version + 1)
    registry.drafts.accept(draft, owner=WANG, version=opened.version, signed=signed(day=2))
    assert len(registry.projects()) == 3


def test_a_group_is_chosen_without_a_circle(registry, draft) -> None:
    doors = registry.drafts
    done = doors.set_part_of(draft, "p2", "p1", owner=WANG, version=1)
    assert items(done)["p2"].project.part_of == "p1"
    with pytest.raises(RevisionRefused, match="p2 is part of it"):
        doors.set_part_of(draft, "p1", "p2", owner=WANG, version=2)
    with pytest.raises(RevisionRefused, match="no project of this document"):
        doors.set_part_of(draft, "p1", "p9", owner=WANG, version=2)
    doors.reject(draft, ["p1"], owner=WANG, version=2, signed=signed())
    doors.accept(draft, owner=WANG, version=3, signed=signed())
    assert {p.id: p.part_of for p in registry.projects()} == {"p2": None, "p3": None}


def test_two_windows_do_not_undo_each_other(registry, draft) -> None:
    registry.drafts.correct(draft, "p1", {"year": 2027}, owner=WANG, version=1)
    with pytest.raises(DraftError, match="another window"):
        registry.drafts.correct(draft, "p1", {"year": 2028}, owner=WANG, version=1)
    with pytest.raises(DraftError, match="no item"):
        registry.drafts.correct(draft, "p9", {"year": 2028}, owner=WANG, version=2)


def test_two_drafts_of_one_plan_meet_in_the_registry(registry, draft) -> None:
    li = Owner.of_user("李工")
    second = registry.drafts.start(reading(), owner=li)
    registry.drafts.correct(draft, "p1", {"year": 2027}, owner=WANG, version=1)
    registry.drafts.accept(draft, ["p1"], owner=WANG, version=2, signed=signed())
    with pytest.raises(EditConflict, match="changed in the registry since") as caught:
        registry.drafts.accept(second, owner=li, version=1, signed=signed("李工"))
    assert [r.who for r in caught.value.revisions] == ["王工"]
    assert len(registry.projects()) == 1, "all or nothing"
    renewed = registry.drafts.renew(second, owner=li, version=1)
    assert items(renewed)["p1"].project.year == 2027
    registry.drafts.accept(second, owner=li, version=renewed.version, signed=signed("李工", 1))
    assert len(registry.projects()) == 3
    assert registry.projects()[0].checked.by == "李工"


def test_a_draft_of_a_plan_that_is_here_begins_with_its_corrections(registry) -> None:
    doors = registry.revisions
    registry.replace(facts_of(), (project(), WIND, TIED), (), TEXT)
    doors.edit(ProjectKey(DOCUMENT, "p1"), {"owner": "某公司"}, version=0, signed=signed())
    doors.check(ProjectKey(DOCUMENT, "p2"), version=0, signed=signed("李工"))
    doors.remove(ProjectKey(DOCUMENT, "p3"), version=0, signed=signed())
    new = project("p9", "新来电站", start=99)
    renumbered = [replace(p, id=f"q{p.id[1:]}") for p in (project(year=2030), WIND, TIED)]
    draft = registry.drafts.start(reading(*renumbered, new), owner=WANG)
    found = items(registry.drafts.open(draft, owner=WANG))
    assert (found["p1"].project.owner, found["p1"].project.year) == ("某公司", 2030)
    assert [found[i].state for i in ("p1", "p2", "p3", "p9")] == [
        *("open", "accepted", "rejected", "open")
    ]
    registry.drafts.accept(draft, owner=WANG, version=1, signed=signed(day=3))
    assert [p.id for p in registry.projects()] == ["p1", "p2", "p9"]
    year = doors.history(ProjectKey(DOCUMENT, "p1"))[-1].changes
    assert ("year", None, 2030) in [(c.field, c.was, c.is_) for c in year]


def test_accept_above_leaves_the_doubtful_as_a_draft(registry) -> None:
    done = registry.drafts.accept_above(reading(), 0.9, owner=WANG, signed=signed(""))
    assert (done.accepted, done.left) == (2, 1)
    assert [p.id for p in registry.projects()] == ["p1", "p2"]
    assert not any(p.checked for p in registry.projects()), "no person has looked"
    opened = registry.drafts.open(done.draft, owner=WANG)
    assert [item.id for item in opened.items] == ["p3"]
    registry.drafts.accept(done.draft, owner=WANG, version=1, signed=signed())
    again = registry.drafts.accept_above(reading(), 0.9, owner=WANG, signed=signed("", 1))
    assert (again.accepted, again.left, again.draft) == (3, 0, None), "what is known is no doubt"
    assert [p.id for p in registry.projects()] == ["p1", "p2", "p3"]


def test_a_discarded_draft_is_gone_and_what_was_accepted_stays(registry, draft) -> None:
    registry.drafts.accept(draft, ["p1"], owner=WANG, version=1, signed=signed())
    registry.drafts.discard(draft, owner=WANG)
    assert registry.drafts.mine(WANG) == ()
    assert len(registry.projects()) == 1


def test_a_value_that_cannot_be_and_a_text_of_another_plan_are_refused(registry, draft) -> None:
    with pytest.raises(RevisionRefused, match="a year like"):
        registry.drafts.correct(draft, "p1", {"year": "soon"}, owner=WANG, version=1)
    with pytest.raises(RegistryError, match="SHA-256"):
        registry.drafts.start(replace(reading(), text="other"), owner=WANG)
    assert len(registry.drafts.mine(WANG)) == 1


# The child accepts a draft and is killed after so many steps of the database's machine; 0 counts
# the steps of a whole accept.
KILLED = """
import os, signal, sys
import sqlalchemy as sa
from datetime import datetime, timezone
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.reviewing.values import Signature
from projects.settings import Settings

file, draft = sys.argv[1:3]

def accept(stop):
    done = 0
    def step():
        nonlocal done
        done += 1
        if done == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0
    with Registry.open("sqlite:///" + file, settings=Settings()) as registry:
        def watch(connection, *_):
            connection.set_progress_handler(step, 20)
        sa.event.listen(registry._database._engine, "connect", watch)
        signed = Signature("w", datetime(2026, 2, 1, tzinfo=timezone.utc))
        registry.drafts.accept(draft, owner=Owner.of_user("王工"), version=1, signed=signed)
    return done

for stop in map(int, sys.argv[3:]):
    child = os.fork()
    if not child:
        print(accept(stop), flush=True)
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
    import sqlite3
    database = sqlite3.connect(file)
    tables = ("documents", "projects", "revisions", "standings")
    counts = [database.execute("SELECT count(*) FROM " + t).fetchone()[0] for t in tables]
    open_ = "SELECT count(*) FROM draft_items WHERE state = 'open'"
    print(*counts, database.execute(open_).fetchone()[0], flush=True)
    database.close()
"""


def kill(file: Path, draft: str, *stops: int) -> list[str]:
    command = [sys.executable, "-c", KILLED, str(file), draft, *map(str, stops)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, check=True, text=True, timeout=120
    )
    return done.stdout.split("\n")


def test_killed_in_the_middle_of_accept_it_is_all_or_nothing(tmp_path, registry) -> None:
    many = [project(f"p{n}", f"第{n}号电站", start=n * 20, capacity=mw(n + 1.0)) for n in range(60)]
    draft = registry.drafts.start(reading(*many), owner=WANG)
    registry.close()
    source, whole = tmp_path / "r.sqlite", tmp_path / "whole.sqlite"
    with sqlite3.connect(source) as database:
        database.execute("VACUUM INTO ?", (str(whole),))
    steps = int(kill(whole, draft, 0)[0])
    stops = sorted(random.Random(7).sample(range(1, steps), KILLS))  # noqa: S311 - a seed, no secret
    lines = kill(source, draft, *stops, 0)
    states, last = lines[1 : 2 * KILLS : 2], lines[-2]
    assert lines[0 : 2 * KILLS : 2] == ["9"] * KILLS, "each child was killed"
    assert set(states) == {"0 0 0 0 60"}, "nothing of a killed accept is there"
    assert last == "1 60 61 60 0", "and the draft can be accepted as if nothing had been"
    assert steps > KILLS


def test_reading_again_does_not_multiply_drafts(registry) -> None:
    first = registry.drafts.accept_above(reading(), 0.9, owner=WANG, signed=signed(""))
    registry.drafts.choose(first.draft, "p3", XINHUA, owner=WANG, version=1)
    again = registry.drafts.accept_above(reading(), 0.99, owner=WANG, signed=signed("", 1))
    assert (again.draft, len(registry.drafts.mine(WANG))) == (first.draft, 1)
    kept = items(registry.drafts.open(first.draft, owner=WANG))["p3"]
    assert kept.project.counties == (XINHUA,), "the work on it is not lost"


def test_an_item_named_twice_is_one_and_nothing_is_no_acceptance(registry, draft) -> None:
    doors = registry.drafts
    with pytest.raises(DraftError, match="nothing is left"):
        doors.accept(draft, [], owner=WANG, version=1, signed=signed())
    assert registry.documents() == ()
    with pytest.raises(DraftError, match="two items"):
        doors.merge(draft, ["p1", "p1"], owner=WANG, version=1, signed=signed())
    done = doors.accept(draft, ["p1", "p1"], owner=WANG, version=1, signed=signed())
    assert (done.projects, done.left) == (("p1",), 2)
    assert len(registry.revisions.history(ProjectKey(DOCUMENT, "p1"))) == 1
    whole = doors.open(draft, owner=WANG)
    doors.reject(draft, ["p2", "p3"], owner=WANG, version=whole.version, signed=signed())
    with pytest.raises(DraftError, match="nothing is left"):
        doors.accept(draft, owner=WANG, version=whole.version + 1, signed=signed())


def test_a_member_waits_with_its_group(registry) -> None:
    base = project("p1", "基地", counties=(), confidence=0.0)
    inner = project("p2", "一期", part_of="p1")
    deep = project("p3", "一期一标", part_of="p2")
    doors = registry.drafts
    draft = doors.start(reading(base, inner, deep, replace(WIND, id="p4")), owner=WANG)
    with pytest.raises(DraftError, match="part of 基地, which waits"):
        doors.accept(draft, ["p2"], owner=WANG, version=1, signed=signed())
    done = doors.accept(draft, ["p2", "p3", "p4"], owner=WANG, version=1, signed=signed())
    assert (done.projects, done.waiting, done.left) == (("p4",), ("p2", "p3"), 3)
    done = doors.accept(draft, ["p1", "p2"], owner=WANG, version=2, signed=signed())
    assert (done.projects, done.waiting) == (("p1", "p2"), ())
    done = doors.accept(draft, ["p3"], owner=WANG, version=3, signed=signed())
    assert {p.id: p.part_of for p in registry.projects()} == {
        "p1": None,
        "p2": "p1",
        "p3": "p2",
        "p4": None,
    }


def test_sure_members_of_a_doubtful_group_wait_with_it(registry) -> None:
    base = project("p1", "基地", counties=(), confidence=0.0)
    found = reading(base, project("p2", "一期", part_of="p1"), replace(WIND, id="p3"))
    done = registry.drafts.accept_above(found, 0.9, owner=WANG, signed=signed(""))
    assert (done.accepted, done.left) == (1, 2)
    assert [p.id for p in registry.projects()] == ["p3"]
    registry.drafts.accept(done.draft, owner=WANG, version=1, signed=signed())
    assert {p.id: p.part_of for p in registry.projects()}["p2"] == "p1"

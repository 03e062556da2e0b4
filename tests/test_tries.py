"""Failed tries are slowed, and nobody can keep out a browser that signed in before."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from projects.access.roles import Role
from projects.access.signing import Guard, sign_in
from projects.access.tries import BusyError, Gate, Origin, Tries, WaitError, counted_as
from projects.access.users import Users
from projects.errors import AccessError

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "三斤 苹果 下雨 天晴 好的"
HERE = Origin("a" * 43, "10.0.0.1")


def fail(tries, name, origin, times, *, now=0.0, known=False) -> int:
    """Fail as often as one may; returns how often that was."""
    limits = counted_as(name, origin, is_known=known)
    for done in range(times):
        try:
            tries.count(limits, now)
        except WaitError:
            return done
    return times


def wait(tries, name, origin, now=0.0, *, known=False) -> float:
    limits = counted_as(name, origin, is_known=known)
    try:
        tries.count(limits, now)
    except WaitError as exc:
        return exc.seconds
    tries.taken_back(limits)
    return 0.0


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path / "users.json")
    made.add("王工", Role.EDITOR, WORDS)
    return made


def test_failed_tries_cost_two_four_eight_seconds_and_are_forgotten() -> None:
    tries = Tries()
    assert fail(tries, "王工", HERE, 9) == 3
    assert wait(tries, "王工", HERE) == 2.0
    assert wait(tries, "王工", HERE, 1.5) == 0.5
    now, waits = 0.0, []
    for _ in range(9):
        now += waits[-1] if waits else 2.0
        assert fail(tries, "王工", HERE, 1, now=now) == 1
        waits.append(wait(tries, "王工", HERE, now))
    assert waits == [4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert fail(tries, "王工", HERE, 9, now=now + 3_601.0) == 3, "an hour later it begins anew"


def test_others_names_and_others_places_are_not_slowed_by_it() -> None:
    tries = Tries()
    fail(tries, "王工", HERE, 9)
    assert wait(tries, "李工", HERE) == 0
    assert wait(tries, "王工", Origin("b" * 43, "10.0.0.2")) == 0
    assert wait(tries, "王工", Origin("b" * 43, "10.0.0.1")) == 0


def test_who_throws_the_cookie_away_with_each_try_is_slowed_by_the_address() -> None:
    tries = Tries()
    done = sum(fail(tries, "王工", Origin(f"{n:043}", "10.0.0.1"), 1) for n in range(50))
    assert done == 10


def test_who_comes_from_everywhere_is_slowed_by_the_name_for_a_minute_at_most() -> None:
    tries = Tries()
    done = [fail(tries, "王工", Origin(f"{n:043}", f"10.0.1.{n}"), 1) for n in range(50)]
    assert sum(done) == 30
    new = Origin("c" * 43, "10.9.9.9")
    for step in range(20):
        fail(tries, "王工", new, 1, now=60.0 * step + 60)
    assert wait(tries, "王工", Origin("d" * 43, "10.8.8.8"), 1260.0) <= 60.0


def test_made_up_names_are_slowed_by_the_address() -> None:
    tries = Tries()
    done = sum(fail(tries, f"n{n}", Origin(f"{n:043}", "10.0.0.1"), 1) for n in range(300))
    assert done == 100


def test_an_address_of_the_second_sort_is_the_network_that_one_machine_has() -> None:
    assert Origin("", "2001:db8:1:2::1").net == Origin("", "2001:db8:1:2:ffff::9").net
    assert Origin("", "2001:db8:1:2::1").net != Origin("", "2001:db8:1:3::1").net
    assert Origin("", "::ffff:10.0.0.1").net == Origin("", "10.0.0.1").net == "10.0.0.1"
    assert Origin("", "nowhere").net == "nowhere"


def test_a_browser_that_signed_in_before_is_never_kept_out_by_others(users) -> None:
    """Nine failures by anybody kept an editor out, whose name stands in the open history."""
    guard = Guard()
    token = sign_in(users, guard, ("王工", WORDS), HERE, now=0.0).token()
    for number in range(500):
        fail(guard.tries, "王工", Origin(f"{number:043}", "10.0.0.1"), 9)
        fail(guard.tries, "王工", Origin(f"{number:043}", f"10.0.1.{number}"), 9)
    with pytest.raises(WaitError):
        sign_in(users, guard, ("王工", WORDS), Origin("b" * 43, "10.0.0.1"), now=0.0)
    known = Origin(token, "10.0.0.1")
    assert sign_in(users, guard, ("王工", WORDS), known, now=0.0).name == "王工"


def test_a_known_browser_is_slowed_by_its_own_failures(users) -> None:
    guard, known = Guard(), Origin(users.named("王工").token())
    for _ in range(3):
        with pytest.raises(AccessError, match="is wrong"):
            sign_in(users, guard, ("王工", "not that one at all"), known, now=0.0)
    with pytest.raises(WaitError, match="try again in 2 seconds"):
        sign_in(users, guard, ("王工", WORDS), known, now=0.0)
    assert sign_in(users, guard, ("王工", WORDS), known, now=2.0)
    assert fail(guard.tries, "王工", known, 9, now=2.0, known=True) == 3, "all forgotten"


def test_only_the_server_makes_a_token_that_is_known_and_for_one_name_alone(users) -> None:
    users.add("李工", Role.READER, WORDS)
    wang, li = users.named("王工"), users.named("李工")
    token = wang.token()
    assert len(token) == 43
    assert token != wang.token()
    assert wang.knows(token)
    assert not li.knows(token)
    others = [chr(ord(token[-1]) + 1), chr(ord(token[-1]) - 1)]
    forged = ["", "a" * 43, "王" * 43, token[:-1], *(token[:-1] + last for last in others)]
    assert not any(wang.knows(made) for made in forged)
    users.add("王工", Role.EDITOR, f"{WORDS}2")
    assert not users.named("王工").knows(token), "a new passphrase makes browsers unknown"


def test_signing_in_does_not_forget_what_others_tried_at_the_name(users) -> None:
    guard = Guard()
    for number in range(30):
        fail(guard.tries, "王工", Origin(f"{number:043}", f"10.0.1.{number}"), 1)
    stranger = Origin("b" * 43, "10.7.7.7")
    assert sign_in(users, guard, ("王工", WORDS), stranger, now=30.0)
    assert wait(guard.tries, "王工", Origin("c" * 43, "10.6.6.6"), 30.0) == 2.0


def test_made_up_names_do_not_push_out_who_failed_most() -> None:
    """Ten thousand of them emptied the count of the one that was tried."""
    tries = Tries()
    for step in range(6):
        fail(tries, "王工", HERE, 1, now=400.0 * step)
    before = wait(tries, "王工", HERE, 2_000.0)
    for number in range(12_000):
        fail(tries, f"n{number}", Origin(f"{number:043}", f"x{number}"), 1, now=2_000.0)
        assert len(tries._failed) <= 10_000
    assert wait(tries, "王工", HERE, 2_000.0) == before > 0


def test_a_crowd_of_strangers_is_told_that_there_are_too_many_and_known_ones_wait() -> None:
    gate, leave, inside = Gate(at_once=2, waiting=1), threading.Event(), []
    most, lock = [0], threading.Lock()

    def one() -> None:
        with gate.turn(is_known=True):
            with lock:
                inside.append(1)
                most[0] = max(most[0], len(inside))
            leave.wait(10)
            with lock:
                inside.pop()

    crowd = [threading.Thread(target=one) for _ in range(5)]
    for thread in crowd:
        thread.start()
    while gate._here < 5:
        leave.wait(0.01)
    with pytest.raises(BusyError, match="too many"), gate.turn(is_known=False):
        pass
    leave.set()
    for thread in crowd:
        thread.join(10)
    assert most[0] == 2
    with gate.turn(is_known=False):
        assert gate._here == 1


def test_who_was_sent_away_by_the_crowd_has_not_failed(users) -> None:
    guard = Guard(gate=Gate(at_once=1, waiting=-1))
    for _ in range(9):
        with pytest.raises(BusyError):
            sign_in(users, guard, ("王工", WORDS), HERE, now=0.0)
    assert not guard.tries._failed

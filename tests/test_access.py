"""Who may: names and passphrases, roles, tries that are slowed, sessions that end."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli import app
from projects.access.roles import Person, Right, Role, check_may, may, role_of, roles_by_email
from projects.access.signing import HOW_TO_TURN_ON, Session, Tries, access_of, seen, sign_in
from projects.access.users import Users
from projects.errors import AccessError
from projects.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "三斤 苹果 下雨 天晴 好的"
EDITOR, READER = Person("王工", Role.EDITOR), Person("李工", Role.READER)


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return Users(tmp_path / "users.json")


def test_a_user_is_known_by_the_passphrase_and_the_file_does_not_hold_it(tmp_path, users) -> None:
    assert users.all() == ()
    assert users.add("王工", Role.EDITOR, WORDS)
    assert users.verified("王工", WORDS) == EDITOR
    assert users.verified("王工", f"{WORDS}!") is None
    assert users.verified("李工", WORDS) is None
    file = tmp_path / "users.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "苹果" not in file.read_text("utf-8")
    assert "$argon2id$" in file.read_text("utf-8")
    assert not users.add("王工", Role.ADMIN, f"{WORDS}2"), "the same name is the same user"
    assert (len(users.all()), users.role("王工")) == (1, Role.ADMIN)
    users.remove("王工")
    assert (users.all(), users.role("王工")) == ((), None)


def test_the_same_passphrase_has_another_hash_for_everyone(users) -> None:
    for name in ("甲", "乙"):
        users.add(name, Role.READER, WORDS)
    assert len({user.hash for user in users.all()}) == 2


@pytest.mark.parametrize(
    ("name", "passphrase", "words"),
    [
        ("", WORDS, "no user's name"),
        (" 王工", WORDS, "no user's name"),
        ("王\n工", WORDS, "no user's name"),
        ("王" * 41, WORDS, "no user's name"),
        ("王工", "short", "at least 10"),
        ("wanggong", "WangGong-2026", "does not hold the user's name"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_written(users, name, passphrase, words) -> None:
    with pytest.raises(AccessError, match=words):
        users.add(name, Role.EDITOR, passphrase)
    assert users.all() == ()


def test_a_file_that_is_no_file_of_users_lets_nobody_in(tmp_path, users) -> None:
    for text in (
        "{",
        "[]",
        '{"users": [{"name": "a"}]}',
        '{"users": [{"name": "a", "role": "x"}]}',
    ):
        (tmp_path / "users.json").write_text(text, "utf-8")
        with pytest.raises(AccessError, match="restore a copy"):
            users.verified("a", WORDS)
        with pytest.raises(AccessError, match="restore a copy"):
            users.add("b", Role.ADMIN, WORDS)
        assert (tmp_path / "users.json").read_text("utf-8") == text


def test_a_hash_that_was_tampered_with_lets_nobody_in(tmp_path, users) -> None:
    users.add("王工", Role.EDITOR, WORDS)
    file = tmp_path / "users.json"
    said = json.loads(file.read_text("utf-8"))
    said["users"][0]["hash"] = "$argon2id$v=19$m=65536,t=3,p=4$AAAA$BBBB"
    file.write_text(json.dumps(said), "utf-8")
    assert users.verified("王工", WORDS) is None


def test_failed_tries_are_slowed_by_name_and_forgotten(users) -> None:
    tries = Tries()
    waits = []
    for now in range(6):
        waits.append(tries.wait("王工", float(now)))
        tries.failed("王工", float(now))
    assert waits == [0, 0, 0, 1.0, 3.0, 7.0], "2, 4, 8 seconds from the last try"
    assert tries.wait("李工", 6.0) == 0, "one name's tries are not another's"
    for _ in range(20):
        tries.failed("王工", 10.0)
    assert tries.wait("王工", 10.0) == 300.0
    assert tries.wait("王工", 310.0) == 0
    tries.failed("王工", 5000.0)
    assert tries.wait("王工", 5000.0) == 0, "what is an hour old is forgotten"


def test_names_tried_by_the_thousand_do_not_fill_the_memory() -> None:
    tries = Tries()
    for number in range(10_100):
        tries.failed(f"n{number}", 0.0)
    assert len(tries._failed) == 10_000


def test_signing_in_says_not_which_was_wrong(users) -> None:
    users.add("王工", Role.EDITOR, WORDS)
    tries = Tries()
    said = set()
    for name in ("王工", "李工"):
        with pytest.raises(AccessError) as caught:
            sign_in(users, tries, name, "wrong wrong wrong", now=0.0)
        said.add(str(caught.value))
    assert said == {"name or passphrase is wrong."}
    assert sign_in(users, tries, "王工", WORDS, now=1.0) == EDITOR
    for _ in range(3):
        tries.failed("王工", 2.0)
    with pytest.raises(AccessError, match="try again in 2 seconds"):
        sign_in(users, tries, "王工", WORDS, now=2.0)
    assert sign_in(users, tries, "王工", WORDS, now=9.0) == EDITOR
    assert tries.wait("王工", 9.0) == 0


def test_a_session_ends_after_idleness_and_lives_by_signs_of_life() -> None:
    session = Session(EDITOR, 0.0)
    later = seen(session, now=1700.0, idle=1800.0)
    assert later == Session(EDITOR, 1700.0)
    assert seen(later, now=3400.0, idle=1800.0) is not None
    assert seen(session, now=1801.0, idle=1800.0) is None
    assert seen(None, now=0.0, idle=1800.0) is None


def test_reading_is_open_and_editing_is_for_editors() -> None:
    assert may(None, Right.READ)
    assert [may(p, Right.EDIT) for p in (None, READER, EDITOR)] == [False, False, True]
    assert may(replace(EDITOR, role=Role.ADMIN), Right.UNDO_OTHERS)
    check_may(EDITOR, Right.EDIT)
    with pytest.raises(AccessError, match="sign in first"):
        check_may(None, Right.EDIT)
    with pytest.raises(AccessError, match="李工 is a reader"):
        check_may(READER, Right.EDIT)


def test_addresses_of_an_identity_provider_have_roles() -> None:
    roles = roles_by_email("Li@city.gov.cn=admin, *@city.gov.cn = editor")
    assert role_of("li@CITY.gov.cn", roles) is Role.ADMIN
    assert role_of("wang@city.gov.cn", roles) is Role.EDITOR
    assert role_of("wang@evil-city.gov.cn", roles) is None
    assert role_of("x@city.gov.cn@evil.cn", roles) is None
    assert role_of("", roles) is None
    for wrong in ("li=editor", "li@x.cn=boss", "l*@x.cn=editor", "@"):
        with pytest.raises(AccessError, match="ADDRESS=ROLE"):
            roles_by_email(wrong)


def test_editing_is_off_until_somebody_may(tmp_path) -> None:
    settings = Settings(data=tmp_path)
    assert not access_of(settings).is_on
    oidc = access_of(replace(settings, oidc_roles="*@city.gov.cn=editor"))
    assert oidc.is_on
    known = oidc.of_email("wang@city.gov.cn", "李工", verified=True)
    assert known == Person("李工 <wang@city.gov.cn>", Role.EDITOR), "a name anybody could choose"
    assert oidc.of_email("wang@city.gov.cn", "王工", verified=False) is None
    assert oidc.of_email("wang@other.cn", "王工", verified=True) is None
    access_of(settings).users.add("王工", Role.EDITOR, WORDS)
    on = access_of(replace(settings, idle_minutes="5"))
    assert (on.is_on, on.idle) == (True, 300.0)
    for wrong in ("soon", "0", "nan", "-1", "inf"):
        with pytest.raises(AccessError, match="no number of minutes"):
            access_of(replace(settings, idle_minutes=wrong))


def test_the_terminal_adds_lists_and_removes(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "u.json"))
    run = CliRunner().invoke
    nobody = run(app, ["user", "list"])
    assert HOW_TO_TURN_ON in nobody.stderr
    added = run(app, [*HOW_TO_TURN_ON.replace("NAME", "王工").split()[1:]], input=f"{WORDS}\n")
    assert (added.exit_code, added.stderr) == (0, "王工: added (editor)\n")
    assert run(app, ["user", "list"]).stdout == "王工\teditor\n"
    assert Users(tmp_path / "u.json").verified("王工", WORDS) == EDITOR
    assert run(app, ["user", "remove", "王工"]).exit_code == 0
    missing = run(app, ["user", "remove", "王工"])
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert run(app, ["user", "add", "李工"], input="").exit_code == 1
    assert run(app, ["user", "add", "李工", "--passphrase", WORDS]).exit_code == 2

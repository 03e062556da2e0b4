"""Who may: names and passphrases, roles, tries that are slowed, sessions that end."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli import app
from projects.access.roles import Person, Right, Role, may, role_of, roles_by_email
from projects.access.signing import (
    HOW_TO_TURN_ON,
    Guard,
    Session,
    access_of,
    seen,
    sign_in,
    still,
)
from projects.access.tries import Origin
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
    assert users.verified("王工", WORDS).person == EDITOR
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


def test_signing_in_says_not_which_was_wrong(users) -> None:
    users.add("王工", Role.EDITOR, WORDS)
    guard, here = Guard(), Origin("x" * 43)
    said = set()
    for name in ("王工", "李工"):
        with pytest.raises(AccessError) as caught:
            sign_in(users, guard, (name, "wrong wrong wrong"), here, now=0.0)
        said.add(str(caught.value))
    assert said == {"name or passphrase is wrong."}
    assert sign_in(users, guard, ("王工", WORDS), here, now=1.0).person == EDITOR


def test_a_new_passphrase_or_a_removal_ends_what_began_before(users) -> None:
    users.add("王工", Role.EDITOR, WORDS)
    session = Session(EDITOR, 0.0, users.named("王工").stamp)
    assert still(session, users) == EDITOR
    users.add("李工", Role.READER, WORDS)
    assert still(session, users) == EDITOR, "others' changes are none of its own"
    users.add("王工", Role.EDITOR, f"{WORDS}2")
    assert still(session, users) is None
    again = replace(session, stamp=users.named("王工").stamp)
    assert still(again, users) == EDITOR
    users.remove("王工")
    assert still(again, users) is None


def test_a_role_changed_in_the_file_holds_at_once(tmp_path, users) -> None:
    users.add("王工", Role.EDITOR, WORDS)
    session = Session(EDITOR, 0.0, users.named("王工").stamp)
    file = tmp_path / "users.json"
    file.write_text(file.read_text("utf-8").replace('"editor"', '"reader"'), "utf-8")
    assert still(session, users) == replace(EDITOR, role=Role.READER)


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
    file = tmp_path / "u.json"
    assert (added.exit_code, added.stderr) == (0, f"王工: added (editor) in {file}\n")
    changed = run(app, ["user", "add", "王工"], input=f"{WORDS}\n")
    assert changed.stderr == f"王工: has a new role and passphrase (editor) in {file}\n"
    assert run(app, ["user", "list"]).stdout == "王工\teditor\n"
    assert Users(tmp_path / "u.json").verified("王工", WORDS).person == EDITOR
    assert run(app, ["user", "remove", "王工"]).stderr == f"王工: removed from {file}\n"
    missing = run(app, ["user", "remove", "王工"])
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert run(app, ["user", "add", "李工"], input="").exit_code == 1
    assert run(app, ["user", "add", "李工", "--passphrase", WORDS]).exit_code == 2

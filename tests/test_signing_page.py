"""Who a browser is, sessions that end, and what the pages say of refusals and of editing."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Person, Role
from projects.access.signing import HOW_TO_TURN_ON, Session
from projects.access.users import Users
from projects.errors import DocumentError
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.settings import Settings
from tests.made import fill
from views import refused
from views.i18n import texts
from views.refused_words import REFUSED
from views.signing import Sessions
from views.visitors import COOKIE, Changes, Visitors, changes

ROOT = Path(__file__).resolve().parent.parent
WORDS = texts("zh")
TOKEN = "a" * 43
WANG = Person("王工", Role.EDITOR)


def answered(headers, *, status=200, **more):
    """Return the headers of an answer that went through the layer."""
    found = []

    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": status, "headers": []})

    async def send(message):
        found.extend(message.get("headers", []))

    scope = {"type": "http", "method": "GET", "scheme": "http", "headers": headers, "path": "/"}
    scope |= {"query_string": b"", **more}
    asyncio.run(Visitors(app)(scope, None, send))
    return [value.decode() for name, value in found if name == b"set-cookie"]


PAGE = (b"accept", b"text/html,*/*")


def test_a_browser_gets_a_token_no_script_reads_and_no_other_site_sends():
    (first,), (second,) = answered([PAGE]), answered([PAGE], scheme="https")
    assert re.match(rf"{COOKIE}=[\w-]{{43}};", first)
    assert "HttpOnly" in first
    assert "SameSite=Lax" in first
    assert "Secure" not in first
    assert "Secure" in second
    assert first.split(";")[0] != second.split(";")[0]


@pytest.mark.parametrize(
    ("headers", "more"),
    [
        ([(b"accept", b"*/*")], {}),
        ([PAGE], {"status": 404}),
        ([PAGE], {"method": "POST"}),
    ],
    ids=["no page", "not there", "no visit"],
)
def test_nothing_else_gets_a_token(headers, more):
    assert answered(headers, **more) == []


def has(token):
    return (b"cookie", f"x=1; {COOKIE}={token}".encode())


def test_a_token_that_is_used_is_renewed_with_each_page():
    """It was given once: on the thirtieth day a daily visitor's drafts were out of reach."""
    (given,) = answered([PAGE, has(TOKEN)])
    assert given.startswith(f"{COOKIE}={TOKEN};")
    assert f"Max-Age={30 * 24 * 3600}" in given


def test_another_token_is_handed_out_once_and_to_its_browser_alone():
    waiting = Changes()
    once = waiting.note(frozenset({TOKEN}), "n" * 43, 0.0)
    assert waiting.taken(once, "b" * 43, 1.0) is None, "another browser"
    assert waiting.taken(once, "", 1.0) is None
    assert waiting.taken("x", TOKEN, 1.0) is None
    assert waiting.taken(once, TOKEN, 1.0) == "n" * 43
    assert waiting.taken(once, TOKEN, 1.0) is None
    late = waiting.note(frozenset({TOKEN}), "n" * 43, 0.0)
    assert waiting.taken(late, TOKEN, 301.0) is None
    for _ in range(1_100):
        waiting.note(frozenset({TOKEN}), "n" * 43, 0.0)
    assert len(waiting._waiting) == 1_000


def test_the_unseen_picture_brings_the_new_token():
    new = "n" * 43
    once = changes().note(frozenset({TOKEN}), new, time.monotonic())
    asked = {"path": "/luotu/luotu-visitor.svg", "query_string": f"once={once}".encode()}
    assert answered([has("b" * 43)], **asked) == []
    (given,) = answered([has(TOKEN)], **asked)
    assert given.startswith(f"{COOKIE}={new};")
    assert "HttpOnly" in given
    assert answered([has(TOKEN)], **asked) == []


def test_a_token_somebody_made_up_is_replaced():
    assert answered([PAGE, (b"cookie", f"{COOKIE}=me".encode())])


def test_a_session_ends_after_idleness_and_says_so_until_the_next_sign_in():
    sessions = Sessions()
    sessions.begin(TOKEN, Session(WANG, 0.0))
    assert sessions.heard(TOKEN, now=50.0, idle=60.0)[0].person == WANG
    assert sessions.heard(TOKEN, now=100.0, idle=60.0)[0].person == WANG
    assert sessions.heard(TOKEN, now=161.0, idle=60.0) == (None, True)
    assert sessions.heard(TOKEN, now=162.0, idle=60.0) == (None, True)
    sessions.begin(TOKEN, Session(WANG, 0.0))
    sessions.end(TOKEN)
    assert sessions.heard(TOKEN, now=1.0, idle=60.0) == (None, False)
    assert sessions.heard("b" * 43, now=1.0, idle=60.0) == (None, False)


def test_asking_whether_a_session_is_over_is_no_sign_of_life():
    sessions = Sessions()
    sessions.begin(TOKEN, Session(WANG, 0.0))
    assert not sessions.is_over(TOKEN, now=59.0, idle=60.0)
    assert sessions.is_over(TOKEN, now=61.0, idle=60.0)
    assert sessions.heard(TOKEN, now=62.0, idle=60.0) == (None, True)
    assert sessions.is_over(TOKEN, now=63.0, idle=60.0)
    sessions.end(TOKEN)
    assert not sessions.is_over(TOKEN, now=64.0, idle=60.0), "signing out is asked for"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("it was taken back already, by revision 7", "第 7 号"),
        ("revision 9 of 2026-01-01T10:00 by 李工 changed the same later (规模); undo", "李工"),
        (
            "a later change stands on this version: 甲, revision 7 of 2026-01-01T18:00Z by 李工 "
            "(and 2 more changes before); undo that one first.",
            "其后 李工 于 2026-01-02 02:00 又改过“甲”（第 7 号）",
        ),
        ("甲: nothing is changed; it stands so already.", "没有改动"),
        ("甲: changed meanwhile (李工 at 2026: 规模). Look at it.", "别人"),
        ("this draft was changed in another window; what is there now is shown.", "另一窗口"),
    ],
)
def test_refusals_are_said_in_chinese(message, said):
    assert said in refused.said(message, "zh")
    assert refused.said(message, "en") == message


def test_every_chinese_refusal_is_of_a_message_that_there_is():
    """A pattern whose message was reworded would never be said."""
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "projects").rglob("*.py"))
    joined = re.sub(r'"\s*\n\s*(?:message \+= )?f?"', "", sources)
    for pattern, _ in REFUSED:
        plain = max(re.split(r"\(.*?\)|\\d\+|\.\*\??|[\\|]", pattern), key=len).strip()
        assert plain in joined, pattern


def test_a_refused_file_is_told_in_its_own_words():
    error = DocumentError("x: too large", zh="x：太大", key="large")
    assert refused.refusal_text(error, "zh") == "x：太大"
    assert refused.refusal_text(error, "en") == "x: too large"


def page(monkeypatch, folder, *, users=()):
    def script():
        from projects.settings import Settings
        from views import adding, signing
        from views.i18n import texts

        settings = Settings.from_environment()
        signing.show(settings, texts("zh"))
        adding.show(settings, "zh")

    monkeypatch.setenv("LUOTU_REGISTRY", fill(folder / "made.sqlite"))
    monkeypatch.setenv("LUOTU_USERS", str(folder / "users.json"))
    for name in users:
        Users(folder / "users.json").add(name, Role.EDITOR, "some longer words")
    return AppTest.from_function(script, default_timeout=60).run()


def test_editing_is_off_on_a_fresh_machine_and_the_page_says_what_turns_it_on(
    monkeypatch, tmp_path
):
    app = page(monkeypatch, tmp_path)
    assert WORDS["who_off"] in [text.value for text in app.text]
    assert HOW_TO_TURN_ON in [code.value for code in app.code]
    assert [error.value for error in app.error] == [WORDS["add_secret"]]
    assert not app.exception


GOOD = "some longer words"


def try_in(app, name, passphrase=GOOD):
    app.text_input(key="signing_name").set_value(name)
    app.text_input(key="signing_passphrase").set_value(passphrase)
    return app.button(key="who_try").click().run()


def test_who_signs_in_is_named_and_failed_tries_are_slowed(monkeypatch, tmp_path):
    app = page(monkeypatch, tmp_path, users=("钱工",))
    for _ in range(4):
        try_in(app, "钱工", "wrong words entirely")
    for _ in range(2):  # it was told once, within the form, and gone with the next run
        assert any("秒" in warning.value for warning in app.warning)
        app.run()
    assert re.search(r"\d\d:\d\d:\d\d 之后", app.warning[0].value)
    assert WORDS["who_nobody"] in [text.value for text in app.text]
    assert app.session_state["signing_passphrase"] == ""
    then = time.monotonic() + 10
    with monkeypatch.context() as later:
        later.setattr("views.signing.time.monotonic", lambda: then)
        app.run()
        assert WORDS["who_wait_over"] in [info.value for info in app.info]
        try_in(app, "钱工")
    assert WORDS["who_nobody"] not in [text.value for text in app.text]
    assert WORDS["who_wait_over"] not in [info.value for info in app.info]


def test_a_new_passphrase_ends_the_sign_ins_there_are(monkeypatch, tmp_path):
    """A sign-in that somebody stole lived on after the passphrase was changed."""
    app = try_in(page(monkeypatch, tmp_path, users=("孙工",)), "孙工")
    assert WORDS["who_nobody"] not in [text.value for text in app.text]
    Users(tmp_path / "users.json").add("孙工", Role.EDITOR, "quite other words")
    app.run()
    assert WORDS["who_nobody"] in [text.value for text in app.text]
    assert WORDS["who_gone"] in [warning.value for warning in app.warning]
    assert not app.exception


def test_signing_in_changes_the_token_and_keeps_the_visitors_drafts(monkeypatch, tmp_path):
    app = page(monkeypatch, tmp_path, users=("周工",))
    app.text_area(key="add_text").set_value("娄底市能源方案\n新化县建设样板山风电场10万千瓦。")
    app.button(key="add_read").click().run()
    before = app.session_state["visitor_token"]
    try_in(app, "周工")
    after = app.session_state["visitor_token"]
    assert after != before
    assert Users(tmp_path / "users.json").named("周工").knows(after)
    settings = Settings.from_environment()
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert len(registry.drafts.mine(Owner.of_user("周工"))) == 1
        assert registry.drafts.mine(Owner.of_visitor(before)) == ()
    assert not app.exception


def test_the_end_of_an_idle_sign_in_is_said_until_the_next_one(monkeypatch, tmp_path):
    """It was said in a run that went on to the next at once, so that nobody ever saw it."""
    app = page(monkeypatch, tmp_path, users=("赵工",))
    app.text_input(key="signing_name").set_value("赵工")
    app.text_input(key="signing_passphrase").set_value("some longer words")
    app.button(key="who_try").click().run()
    assert WORDS["who_nobody"] not in [text.value for text in app.text]
    app.text_area(key="add_text").set_value("娄底市能源方案\n新化县建设样板山风电场10万千瓦。")
    app.button(key="add_read").click().run()
    assert WORDS["rev_correct"] in [button.label for button in app.button], "the review is open"
    ended = time.monotonic() + 40 * 60
    with monkeypatch.context() as later:
        later.setattr("views.signing.time.monotonic", lambda: ended)
        app.run()
        for _ in range(2):
            said = [warning.value for warning in app.warning]
            assert WORDS["who_ended"] in said
            assert WORDS["add_closed"] in said
            app.run()
        app.text_input(key="signing_name").set_value("赵工")
        app.text_input(key="signing_passphrase").set_value("some longer words")
        app.button(key="who_try").click().run()
        assert [w.value for w in app.warning] == []
    assert not app.exception

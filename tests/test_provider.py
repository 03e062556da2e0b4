"""The way to an identity provider and back: where it leads, and what is said where it fails."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Person, Role
from projects.access.signing import Session
from tests.made import fill
from views.i18n import texts
from views.provider import Returns
from views.signing import Sessions, _is_old

WORDS = texts("zh")
HOST = "office.cn"
SIGNED = (b"set-cookie", b"_streamlit_user=abc; HttpOnly; Path=/")
DELETED = (b"set-cookie", b'_streamlit_user=""; Max-Age=0; Path=/')


def answered(path, *, query="", status=302, given=(), **headers):
    """Return status, place and cookies of an answer that went through the layer."""
    sent = []

    async def app(_scope, _receive, send):
        start = {"type": "http.response.start", "status": status}
        await send({**start, "headers": [(b"location", b"/there"), *given]})
        await send({"type": "http.response.body", "body": b"Authentication error"})

    async def send(message):
        sent.append(message)

    asked = [(name.encode(), value.encode()) for name, value in {"host": HOST, **headers}.items()]
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": asked}
    asyncio.run(Returns(app)(scope, None, send))
    start, body = sent
    found = start["headers"]
    cookies = [v.decode() for n, v in found if n == b"set-cookie" and v.startswith(b"luotu_")]
    (place,) = (value.decode() for name, value in found if name == b"location")
    return start["status"], place, cookies, body["body"]


def kept(page):
    return f"x=1; luotu_back={quote(page, safe='')}"


@pytest.mark.parametrize("base", ["", "/luotu"])
def test_one_comes_back_to_the_page_one_went_from(base):
    page = f"{base}/add?draft=0a1b"
    _, place, (cookie,), _ = answered(f"{base}/auth/login", referer=f"http://{HOST}{page}")
    assert place == "/there"
    assert cookie.startswith(kept(page).removeprefix("x=1; "))
    assert f"Path={base}/;" in cookie
    back = {"query": "code=1&state=2", "given": (SIGNED,), "cookie": kept(page)}
    _, place, (cookie,), _ = answered(f"{base}/oauth2callback", **back)
    assert place == page
    assert "Max-Age=0" in cookie


@pytest.mark.parametrize(
    "page",
    [
        "//evil.cn/add",
        "/\\evil.cn",
        "https://evil.cn/",
        "/add\r\nSet-Cookie: a=b",
        "/other/add",
        "/luotu//evil.cn",
        "",
    ],
)
def test_no_cookie_leads_anywhere_but_to_a_page_of_ours(page):
    _, place, *_ = answered(
        "/luotu/oauth2callback", query="code=1", given=(SIGNED,), cookie=kept(page)
    )
    assert place == "/luotu/"


@pytest.mark.parametrize("referer", ["https://evil.cn/add", f"http://{HOST}//evil.cn", ""])
def test_a_page_of_somebody_else_is_not_remembered(referer):
    _, _, (cookie,), _ = answered("/auth/login", referer=referer)
    assert cookie.startswith("luotu_back=; ")


def test_a_provider_out_of_reach_leads_back_with_the_word_for_it():
    """Streamlit answers with a bare page that says "Authentication error"."""
    status, place, _, body = answered(
        "/luotu/auth/login", status=400, referer=f"http://{HOST}/luotu/add?draft=1"
    )
    assert (status, place, body) == (303, "/luotu/add?draft=1&signin=down", b"")
    assert answered("/luotu/auth/login", status=400)[1] == "/luotu/?signin=down"


@pytest.mark.parametrize("query", ["code=1&state=2", "error=access_denied"])
def test_a_sign_in_that_fails_says_so(query):
    """Streamlit goes back to the first page without a word."""
    _, place, *_ = answered("/oauth2callback", query=query, given=(DELETED,))
    assert place == "/?signin=refused"


def test_the_way_out_is_left_alone():
    assert answered("/oauth2callback", given=(DELETED,))[1:3] == ("/there", [])
    assert answered("/add", status=400)[1:3] == ("/there", [])


def test_where_no_provider_is_set_up_the_page_says_so_in_one_line(monkeypatch, tmp_path):
    """The page showed Streamlit's own error, three lines of it."""

    def script():
        from projects.settings import Settings
        from views import signing
        from views.i18n import texts

        signing.show(Settings.from_environment(), texts("zh"))

    monkeypatch.setenv("LUOTU_REGISTRY", fill(tmp_path / "made.sqlite"))
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "users.json"))
    monkeypatch.setenv("LUOTU_ROLES", "*@city.gov.cn=editor")
    app = AppTest.from_function(script, default_timeout=60).run()
    app.button(key="who_provider").click().run()
    assert [warning.value for warning in app.warning] == [WORDS["who_provider_unset"]]
    assert not app.exception


def test_a_sign_in_that_has_ended_is_not_begun_again_by_another_page():
    """A page that was open beside it went on: its own word of the provider still stood."""
    sessions, who = Sessions(), Person("王工", Role.EDITOR)
    assert not sessions.is_spent("a")
    sessions.begin("a", Session(who, 0.0))
    assert not sessions.is_spent("a")
    sessions.end("a")
    assert sessions.heard("a", now=1.0, idle=60.0) == (None, False)
    assert sessions.is_spent("a")
    sessions.begin("b", Session(who, 0.0))
    assert sessions.heard("b", now=100.0, idle=60.0) == (None, True)
    assert sessions.is_spent("b")


def test_what_a_server_that_began_anew_cannot_know_of_is_old_after_idleness():
    """The browser keeps the provider's word for a month, also one who left on Friday."""
    now = time.time()
    assert not _is_old({"iat": now - 60}, 1800.0)
    assert _is_old({"iat": now - 3600}, 1800.0)
    assert not _is_old({}, 1800.0)

"""Who a browser is, without a name: a random token in a cookie that scripts cannot read.

The server's front door gives it with the first page and renews it with each further one. Drafts of
who is not signed in belong to it, and a sign-in with a passphrase is remembered for it in the
server's memory. Where the pages run without that front door, a token of the one session takes its
place.

At a sign-in with a passphrase the browser gets another token, so that who knew the one before (by
setting it on a shared machine) is not signed in with it. A page that runs cannot set a cookie:
it shows an unseen picture, whose answer does. The picture's address works once, and for the
browser alone that holds the token before.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

import streamlit as st

if TYPE_CHECKING:
    from views.pagefront import Application, Message, Receive, Send

__all__ = [
    "COOKIE",
    "Changes",
    "Visitors",
    "changed_to",
    "changes",
    "fetched",
    "hand_out",
    "visitor",
]

COOKIE = "luotu_visitor"
_KEPT = 30 * 24 * 3600  # seconds
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_OWN, _ONCE = "visitor_token", "visitor_once"
_ANSWERED = frozenset({200, 304})
_PICTURE, _ASKED = "/luotu-visitor.svg", "once"
_EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
_WAITS, _MOST = 300.0, 1_000
"""How long a change of token waits for its browser (seconds), and how many wait at most."""


class Changes:
    """Tokens that wait for their browsers; thread-safe. The clock is passed in."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[frozenset[str], str, float]] = {}
        self._lock = threading.Lock()

    def note(self, old: frozenset[str], new: str, now: float) -> str:
        """Note that the browser with one of `old` gets `new`; returns what it asks for it with."""
        once = secrets.token_urlsafe(32)
        with self._lock:
            self._waiting[once] = (old, new, now)
            while len(self._waiting) > _MOST:  # each is of a sign-in that was right
                del self._waiting[next(iter(self._waiting))]
        return once

    def taken(self, once: str, old: str, now: float) -> str | None:
        """Return the new token, once, to the browser that holds an old one; else None."""
        with self._lock:
            held, new, noted = self._waiting.get(once, (frozenset[str](), "", 0.0))
            if old not in held:
                return None
            del self._waiting[once]
        return new if now - noted <= _WAITS else None


@cache
def changes() -> Changes:
    """Return what waits in this server: the pages note it, the front door hands it out."""
    return Changes()


class Visitors:
    """A layer around the application that gives a browser its token with a page.

    SameSite=Lax: another site's page can open neither a connection nor a form with it.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
        elif scope["path"].endswith(_PICTURE):
            await _picture(scope, send)
        else:
            await self._app(scope, receive, _giving(scope, send))


def visitor() -> str:
    """Return the token of the browser that this session is of."""
    if own := st.session_state.get(_OWN):  # changed since this page was opened, or no front door
        return str(own)
    given = _given()
    if given:
        return given
    return str(st.session_state.setdefault(_OWN, secrets.token_urlsafe(32)))


def changed_to(token: str) -> str:
    """Give the browser of this session another token; `hand_out` brings it there."""
    if given := _given():  # what the browser had when this page was opened, or has since
        old = frozenset({given, visitor()})
        st.session_state[_ONCE] = changes().note(old, token, time.monotonic())
    st.session_state[_OWN] = token
    return token


def hand_out() -> None:
    """Have the browser fetch the token that waits for it, if one does."""
    once = st.session_state.get(_ONCE)
    if once is None:
        return
    st.html(fetched(once))


def fetched(once: str) -> str:
    """Return what makes a browser ask for a picture that nobody sees, by a word of ours."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    address = quote(f"{'/' if base else ''}{base}{_PICTURE}") + f"?{_ASKED}={quote(once)}"
    return f'<img src="{address}" alt="" style="display:none">'


def _given() -> str:
    given = str(st.context.cookies.get(COOKIE, ""))
    return given if _TOKEN.fullmatch(given) else ""


def _token_of(scope: Message) -> str:
    """Return the token that a request brings, "" for none."""
    text = b";".join(value for name, value in scope["headers"] if name.lower() == b"cookie")
    said = (part.strip().partition("=") for part in text.decode("latin-1").split(";"))
    found = (value for name, _, value in said if name == COOKIE and _TOKEN.fullmatch(value))
    return next(found, "")


async def _picture(scope: Message, send: Send) -> None:
    """Answer with an empty picture, and with the token that waits for this browser."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(_ASKED, [""])[0]
    token = changes().taken(asked, _token_of(scope), time.monotonic())
    headers = [(b"content-type", b"image/svg+xml"), (b"cache-control", b"no-store")]
    if token is not None:
        headers.append((b"set-cookie", _cookie(scope, token)))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": _EMPTY})


def _giving(scope: Message, send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(scope, message):
            token = _token_of(scope) or secrets.token_urlsafe(32)  # what it has is renewed
            given = (b"set-cookie", _cookie(scope, token))
            message = {**message, "headers": [*message["headers"], given]}
        await send(message)

    return sent


def _is_page(scope: Message, message: Message) -> bool:
    """Tell whether a page is answered; one that the browser has already (304) counts, too."""
    asked = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    return asked and message["status"] in _ANSWERED


def _cookie(scope: Message, token: str) -> bytes:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={token}; Path=/; Max-Age={_KEPT}; HttpOnly; SameSite=Lax{secure}".encode()

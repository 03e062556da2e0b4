"""Who a browser is, without a name: a random token in a cookie that scripts cannot read.

The server's front door gives it with the first page. Drafts of who is not signed in belong to it,
and a sign-in with a passphrase is remembered for it in the server's memory. Where the pages run
without that front door, a token of the one session takes its place.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from views.pagefront import Application, Message, Receive, Send

__all__ = ["COOKIE", "Visitors", "visitor"]

COOKIE = "luotu_visitor"
_KEPT = 30 * 24 * 3600  # seconds
_TOKEN = re.compile(r"[\w-]{43}")
_OWN = "visitor_token"
_ANSWERED = frozenset({200, 304})


class Visitors:
    """A layer around the application that gives a browser its token with a page.

    SameSite=Lax: another site's page can open neither a connection nor a form with it.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_new = scope["type"] == "http" and scope["method"] == "GET" and not _has_token(scope)
        await self._app(scope, receive, _giving(scope, send) if is_new else send)


def visitor() -> str:
    """Return the token of the browser that this session is of."""
    given = str(st.context.cookies.get(COOKIE, ""))
    if _TOKEN.fullmatch(given):
        return given
    return str(st.session_state.setdefault(_OWN, secrets.token_urlsafe(32)))


def _has_token(scope: Message) -> bool:
    text = b";".join(value for name, value in scope["headers"] if name.lower() == b"cookie")
    said = (part.strip().partition("=") for part in text.decode("latin-1").split(";"))
    return any(name == COOKIE and _TOKEN.fullmatch(value) for name, _, value in said)


def _giving(scope: Message, send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(scope, message):
            message = {**message, "headers": [*message["headers"], (b"set-cookie", _cookie(scope))]}
        await send(message)

    return sent


def _is_page(scope: Message, message: Message) -> bool:
    """Tell whether a page is answered; one that the browser has already (304) counts, too."""
    asked = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    return asked and message["status"] in _ANSWERED


def _cookie(scope: Message) -> bytes:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    token = secrets.token_urlsafe(32)
    return f"{COOKIE}={token}; Path=/; Max-Age={_KEPT}; HttpOnly; SameSite=Lax{secure}".encode()

"""Signing in through an identity provider: the way there and back, and what went wrong on it.

Streamlit does the work (`st.login`). Where that fails it answers with a bare "Authentication
error" or says nothing, and it always comes back to the first page. The layer here leads back to
the page one came from, and has it say in one line what went wrong.
"""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

import streamlit as st
from streamlit.errors import StreamlitAuthError

if TYPE_CHECKING:
    from views.pagefront import Application, Message, Receive, Send

__all__ = ["Returns", "go", "told"]

_THERE, _BACK = "/auth/login", "/oauth2callback"
_COOKIE, _KEPT = "luotu_back", 900
_SAID = "signin"
_FAULTS = {"down": "who_provider_down", "refused": "who_provider_refused"}
_USER = b"_streamlit_user="
# A page of ours and nothing else: no other host, no second slash, no backslash.
_PAGE = re.compile(r"(?:/[\w.~-]+)*/?(?:\?[\w.~%&=+:,/-]*)?", re.ASCII)
_FAILED, _MOVED = 400, range(300, 400)


def go() -> str:
    """Send the browser to the provider; returns the key of what is said where nothing is set up."""
    try:
        st.login()
    except StreamlitAuthError:
        return "who_provider_unset"
    return ""


def told() -> str:
    """Return the key of what the way to the provider and back has to say, once; "" for nothing."""
    fault = st.query_params.get(_SAID)
    if fault is None:
        return ""
    del st.query_params[_SAID]
    return _FAULTS.get(fault, "")


class Returns:
    """A layer around the application that leads back from an identity provider."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_ours = scope["type"] == "http" and scope["path"].endswith((_THERE, _BACK))
        await self._app(scope, receive, _Way(scope, send) if is_ours else send)


class _Way:
    """Sends an answer of a sign-in on; where it led nowhere, one that leads back."""

    def __init__(self, scope: Message, send: Send) -> None:
        self._path, self._send, self._is_dropped = scope["path"], send, False
        self._query = parse_qs(scope["query_string"].decode("latin-1"))
        self._headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}

    async def __call__(self, message: Message) -> None:
        if message["type"] != "http.response.start":
            if not self._is_dropped:
                await self._send(message)
        elif self._path.endswith(_THERE):
            await self._there(message)
        else:
            await self._back(message)

    async def _there(self, message: Message) -> None:
        """Remember the page one comes from; where the provider is not in reach, go back to it."""
        base, page = self._path.removesuffix(_THERE), self._asked_from()
        if message["status"] >= _FAILED:
            self._is_dropped = True
            headers = [(b"location", _with_fault(page or f"{base}/", "down"))]
            await self._send({"type": message["type"], "status": 303, "headers": headers})
            await self._send({"type": "http.response.body", "body": b""})
            return
        kept = _cookie(page, f"{base}/", _KEPT)
        await self._send({**message, "headers": [*message["headers"], kept]})

    async def _back(self, message: Message) -> None:
        """Go back to the page one came from; say so where the sign-in failed."""
        if message["status"] not in _MOVED or not {"code", "error"} & self._query.keys():
            await self._send(message)  # that is the way out, not the way in
            return
        base = self._path.removesuffix(_BACK)
        page = (self._remembered(base) or f"{base}/").encode()
        others = [(name, value) for name, value in message["headers"] if name != b"location"]
        if not any(_signs_in(name, value) for name, value in others):
            page = _with_fault(page.decode(), "refused")
        headers = [*others, (b"location", page), _cookie("", f"{base}/", 0)]
        await self._send({**message, "headers": headers})

    def _asked_from(self) -> str:
        """Return the page of this host that the browser comes from; "" if it does not say."""
        parts = urlsplit(self._headers.get(b"referer", ""))
        page = f"{parts.path}?{parts.query}" if parts.query else parts.path
        is_ours = parts.netloc == self._headers.get(b"host") and _PAGE.fullmatch(page)
        return page if is_ours else ""

    def _remembered(self, base: str) -> str:
        try:
            kept = SimpleCookie(self._headers.get(b"cookie", ""))
        except CookieError:
            return ""
        page = unquote(kept[_COOKIE].value) if _COOKIE in kept else ""
        return page if page.startswith(f"{base}/") and _PAGE.fullmatch(page) else ""


def _signs_in(name: bytes, value: bytes) -> bool:
    """Tell whether a header gives the browser Streamlit's sign-in, and does not take it away."""
    return name == b"set-cookie" and value.startswith(_USER) and b"Max-Age=0" not in value


def _with_fault(page: str, fault: str) -> bytes:
    path, _, query = page.partition("?")
    return f"{path}?{query}{'&' if query else ''}{_SAID}={fault}".encode()


def _cookie(page: str, path: str, seconds: int) -> tuple[bytes, bytes]:
    said = f"{_COOKIE}={quote(page, safe='')}; Path={path}; Max-Age={seconds}; HttpOnly"
    return b"set-cookie", f"{said}; SameSite=Lax".encode()

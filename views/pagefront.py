"""Layers around the server: what stands at the front of its page, and what browsers keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Application = Callable[[Message, Receive, Send], Awaitable[None]]

__all__ = ["Kept", "PageFront"]

_PLACE = b'<meta charset="UTF-8" />'
_OK = 200
# Files of a component named by their contents: ours, and what a bundler wrote.
_NAMED = re.compile(r"/component/[^/]+/(?:[\w./]+[-.])?[0-9a-f]{8,}[-.\w]*\.(?:js|css|json)$")
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")


class PageFront:
    """A layer around the application that puts text into the head of Streamlit's page.

    Everything but that page passes through untouched. `front` is asked anew for each page.
    """

    def __init__(self, app: Application, front: Callable[[], bytes]) -> None:
        self._app = app
        self._text = front

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        await self._app(_uncompressed(scope), receive, _Front(send, self._text))


class Kept:
    """A layer that lets browsers keep a component's files that are named by their contents.

    Streamlit names no age for them, so that they were fetched again with every page.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        named = scope["type"] == "http" and _NAMED.search(scope["path"])
        await self._app(scope, receive, _keeping(send) if named else send)


def _keeping(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _OK:
            others = [(k, v) for k, v in message["headers"] if k.lower() != _FOR_EVER[0]]
            message = {**message, "headers": [*others, _FOR_EVER]}
        await send(message)

    return sent


def _uncompressed(scope: Message) -> Message:
    """Ask for a page as plain text: what is compressed cannot be added to."""
    if not _may_be_page(scope):
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def _may_be_page(scope: Message) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


class _Front:
    """Sends an answer on; a page is held back until it is whole."""

    def __init__(self, send: Send, text: Callable[[], bytes]) -> None:
        self._send = send
        self._text = text
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        body = self._body.replace(_PLACE, _PLACE + b"\n" + self._text(), 1)
        length = (b"content-length", str(len(body)).encode())
        kept = [(name, value) for name, value in start["headers"] if name.lower() != length[0]]
        await self._send({**start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def _is_page(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    plain = b"content-encoding" not in headers
    return plain and headers.get(b"content-type", b"").startswith(b"text/html")

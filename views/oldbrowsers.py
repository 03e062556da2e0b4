"""Browsers too old for Streamlit's page get a plain message in the place of a white page.

Streamlit's own page says nothing to them: its scripts end at a word they do not know. So a script
of old-fashioned words is put at the page's front while it is sent. It also lends Chromium 108 and
109 (the last for Windows 7 and 8.1) the four functions of 110 that the page's tables call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Application = Callable[[Message, Receive, Send], Awaitable[None]]

__all__ = ["OLDEST", "OldBrowsers"]

OLDEST = 108
"""The oldest Chromium the page is for: the first with the unit dvh, which lays the page out.

Its syntax alone asks for 94 (class static blocks), Object.hasOwn for 93; see docs/browsers.md.
"""

_TITLE = "落图 Luotu"
_SAID = (
    "浏览器版本过旧，无法显示本页。请使用 Chrome、Edge 或其他 Chromium 内核浏览器 "
    f"{OLDEST} 版以上（Windows 7 可用 109 版）。",
    "This browser is too old for the page. Use Chrome, Edge or another browser on Chromium "
    f"{OLDEST} or later (on Windows 7: 109).",
)
# Words that the oldest browsers know: no arrow, no const, no template. What follows a plaintext
# element is text to the browser, so that none of the page's own scripts starts.
_SCRIPT = """<script>
(function () {
  var css = window.CSS && CSS.supports;
  if (!css || !CSS.supports("height", "1dvh") || !Object.hasOwn) {
    document.write('<meta charset="utf-8"><title>TITLE</title>' +
      '<div id="luotu-old" style="margin:15% auto;max-width:34em;padding:1em;' +
      'border:1px solid #c77700;background:#fff4e5;font:16px/1.6 sans-serif">' +
      '<p>SAID_ZH</p><p>SAID_EN</p></div><plaintext style="display:none">');
    return;
  }
  function lend(name, make) {
    if (!Array.prototype[name]) {
      Object.defineProperty(Array.prototype, name,
        { value: make, writable: true, configurable: true });
    }
  }
  lend("toSorted", function (compare) { return Array.from(this).sort(compare); });
  lend("toReversed", function () { return Array.from(this).reverse(); });
  lend("toSpliced", function () {
    var copy = Array.from(this);
    copy.splice.apply(copy, arguments);
    return copy;
  });
  lend("with", function (at, value) {
    var copy = Array.from(this), place = at < 0 ? copy.length + at : at;
    if (place < 0 || place >= copy.length) throw new RangeError("Invalid index : " + at);
    copy[place] = value;
    return copy;
  });
})();
</script>
"""
_FRONT = (
    _SCRIPT.replace("TITLE", _TITLE)
    .replace("SAID_ZH", _SAID[0])
    .replace("SAID_EN", _SAID[1])
    .encode()
)
_PLACE = b'<meta charset="UTF-8" />'


class OldBrowsers:
    """A layer around the application that puts the script into Streamlit's page.

    Everything but that page passes through untouched.
    """

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        await self._app(_uncompressed(scope), receive, _Front(send))


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

    def __init__(self, send: Send) -> None:
        self._send = send
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
        body = self._body.replace(_PLACE, _PLACE + b"\n" + _FRONT, 1)
        length = (b"content-length", str(len(body)).encode())
        kept = [(name, value) for name, value in start["headers"] if name.lower() != length[0]]
        await self._send({**start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def _is_page(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    plain = b"content-encoding" not in headers
    return plain and headers.get(b"content-type", b"").startswith(b"text/html")

"""Visitors of the pages: browsers of their own, watched, and a wait until a page is still."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit

__all__ = ["WIRE", "Watch", "still", "visitors"]

WIRE = """(() => {
    // when the page last sent something to the server, and heard from it
    const wire = (window.luotuWire = { sent: 0, heard: 0, asked: {} });
    window.WebSocket = class extends WebSocket {
        constructor(...all) {
            super(...all);
            this.addEventListener("message", () => (wire.heard = performance.now()));
        }
        send(data) {
            wire.sent = performance.now();
            super.send(data);
        }
    };
})();"""
STILL = """([quiet, call]) => {
    const { sent, heard, asked } = window.luotuWire, since = (asked[call] ??= performance.now()),
        app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === "notRunning" && heard > 0 && heard >= sent &&
        performance.now() - Math.max(heard, since) > quiet &&
        !document.querySelector('[data-testid="stSkeleton"]');
}"""

_CALLS = count()


def still(page, quiet=300, timeout=60_000):
    """Wait until all that was sent is answered, the script has ended, and `quiet` ms passed since.

    They pass at least once from now on: what a page sends only after a pause of its own needs a
    `quiet` that is longer than the pause.
    """
    page.wait_for_function(STILL, arg=[quiet, next(_CALLS)], timeout=timeout)


class Watch:
    """Everything that went wrong in the page so far."""

    def __init__(self, page):
        self.faults = []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("dialog", self._dialog)

    def _request(self, request):
        parts = urlsplit(request.url)
        is_own = (parts.hostname or "").startswith("127.")
        if parts.scheme not in {"data", "blob", "about"} and not is_own:
            self.faults.append(f"left the machine: {request.url}")

    def _console(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def visitors(chromium, *, patience=30_000):
    """Yield what opens a page as somebody new would; at the end nothing may have gone wrong.

    `patience` is how long actions wait, in ms. Visitors with options of their own get a browser
    context of their own; the others one that is free, emptied of all but the files it has loaded,
    which spares half the time of a page.
    """
    contexts, passing, watches = [], [], []

    def opened(size=(1366, 768), **options):
        context = None if options else _free(chromium)
        if context is None:
            context = chromium.new_context(**options)
            context.add_init_script(WIRE)
        context.set_default_timeout(patience)
        (passing if options else contexts).append(context)
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watches.append(Watch(page))
        return page

    yield opened
    titles = [page.title() for context in contexts + passing for page in context.pages]
    for context in passing:
        context.close()
    for context in contexts:
        _empty(context)
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, faults[:5]
    assert "pwned" not in titles, titles


def _free(chromium):
    """Return a context that nobody uses: it has no page. One with options is closed after use."""
    return next((context for context in chromium.contexts if not context.pages), None)


def _empty(context):
    for page in context.pages:
        page.evaluate("() => { if (location.protocol !== 'about:') localStorage.clear(); }")
        page.close()
    context.clear_cookies()

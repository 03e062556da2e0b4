"""Visitors of the pages: browsers of their own, watched, and a wait until a page is still."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

__all__ = ["WIRE", "Watch", "still", "visitors"]

WIRE = """(() => {
    // when the page last sent something to the server, heard from it, and had a script's end
    const wire = (window.luotuWire = { sent: 0, heard: 0, ended: 0, asked: {} });
    const ended = (changes) => changes.some(
        ({ target }) => target.getAttribute("data-test-script-state") === "notRunning");
    new MutationObserver((all) => ended(all) && (wire.ended = performance.now())).observe(
        document, { subtree: true, attributeFilter: ["data-test-script-state"] });
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
STILL = """([quiet, call, unanswered]) => {
    const { sent, heard, ended, asked } = window.luotuWire, now = performance.now(),
        since = (asked[call] ??= now), app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === "notRunning" && heard > 0 && heard >= sent &&
        now - Math.max(heard, since) > (ended >= sent ? quiet : unanswered) &&
        !document.querySelector('[data-testid="stSkeleton"]');
}"""

FORGET = """() => location.protocol === "about:" ||
    [localStorage, sessionStorage].forEach((kept) => kept.clear())"""
UNANSWERED = 1500
"""How long a page must be quiet after something that no script has answered, in ms."""
_CALLS = count()


def still(page, quiet=300, timeout=60_000):
    """Wait until a script has ended after all that was sent, and `quiet` ms have passed since.

    They pass at least once from now on: what a page sends only after a pause of its own needs a
    `quiet` that is longer than the pause. Not all that a page sends has a script run: without
    one, more of them must pass, for on a loaded machine a script may begin late.
    """
    arg = [quiet, next(_CALLS), max(quiet, UNANSWERED)]
    page.wait_for_function(STILL, arg=arg, timeout=timeout)


class Watch:
    """Everything that went wrong in a page while it was watched."""

    def __init__(self, page):
        self.faults, self._page = [], page
        self._told = {
            "request": self._request,
            "console": self._console,
            "pageerror": lambda error: self.faults.append(f"page error: {error}"),
            "dialog": self._dialog,
        }
        for event, told in self._told.items():
            page.on(event, told)

    def end(self):
        for event, told in self._told.items():
            self._page.remove_listener(event, told)

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
    context of their own; the others the page of one who has gone, emptied of all but the files it
    has loaded and compiled, which spares more than half the time of a page.
    """
    rested, passing, watches = [], [], []
    resting = _RESTING.setdefault(chromium, [])

    def opened(size=(1366, 768), **options):
        page = resting.pop() if resting and not options else _new_page(chromium, options)
        (passing if options else rested).append(page)
        page.context.set_default_timeout(patience)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watches.append(Watch(page))
        return page

    yield opened
    titles = [page.title() for first in rested + passing for page in first.context.pages]
    for watch in watches:
        watch.end()
    for page in passing:
        page.context.close()
    for page in rested:
        if page.is_closed():
            page.context.close()
        else:
            _rest(page)
            resting.append(page)
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, faults[:5]
    assert "pwned" not in titles, titles


_RESTING = WeakKeyDictionary()
"""By browser, the pages of visitors who have gone; each is in a context of its own."""


def _new_page(chromium, options):
    context = chromium.new_context(**options)
    context.add_init_script(WIRE)
    return context.new_page()


def _rest(page):
    """Make a page as good as new: nothing of its visitor is kept, on the page or beside it."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.evaluate(FORGET)
    page.emulate_media(media="null")
    page.goto("about:blank")
    page.context.clear_cookies()

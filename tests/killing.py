"""Run the page's 接受 in children and kill each at one point: `tests/test_killed.py` starts this.

    python -m tests.killing DRAFT WITHIN WHOLE.sqlite COPY.sqlite…

The first file is accepted unkilled, which counts the steps of SQLite's machine between BEGIN and
COMMIT; each further one is killed (SIGKILL) at a seeded point. A line each: the point, and how the
child ended.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time

import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

__all__ = ["LAST"]

LAST = ("begin", "commit", "early in commit", "late in commit", "after")
"""The points behind those among the statements."""
_OPS = 20  # of SQLite's machine in a step
_IN_COMMIT = {LAST[2]: (0.0, 1e-4), LAST[3]: (1e-4, 2e-3)}  # seconds


def page() -> None:
    from projects.settings import Settings
    from views import adding, signing
    from views.i18n import texts

    settings = Settings.from_environment()
    signing.show(settings, texts("zh"))
    adding.show(settings, "zh")


def opened(draft: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60).run()
    app.text_input(key="signing_name").set_value("w")
    app.text_input(key="signing_passphrase").set_value(os.environ["PASSPHRASE"])
    app.button(key="who_try").click().run()
    return app.button(key=f"open_{draft}").click().run()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Watch:
    """Kills this process at a point of its first transaction that writes."""

    def __init__(self, point: str, seed: random.Random) -> None:
        self._point, self._seed = point, seed
        self.steps, self._now = 0, "before"
        for event in ("connect", "begin", "commit"):
            sa.event.listen(sa.Engine, event, getattr(self, f"_{event}"))

    def _connect(self, connection, _record) -> None:
        connection.set_progress_handler(self._step, _OPS)

    def _begin(self, connection) -> None:
        if self._now == "after" and self._point == "after":
            die()
        if self._now == "before" and connection.get_execution_options().get("luotu_writes"):
            self._now = "within"
            if self._point == "begin":
                die()

    def _step(self) -> int:
        self.steps += self._now == "within"
        if str(self.steps) == self._point:
            die()
        return 0

    def _commit(self, _connection) -> None:
        if self._now != "within":
            return
        self._now = "after"
        if self._point == "commit":
            die()
        if self._point in _IN_COMMIT:
            wait = self._seed.uniform(*_IN_COMMIT[self._point])
            threading.Timer(wait, die).start()


def clicked(app: AppTest, file: str, point: str, seed: random.Random) -> tuple[int, int]:
    """Click in a child; returns how it ended, and its steps where it lived."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.environ["LUOTU_REGISTRY"] = f"sqlite:///{file}"
        watch = Watch(point, seed)
        app.button(key="accept_sure").click().run()
        time.sleep(0.5 if point in _IN_COMMIT else 0)
        os.write(write, str(watch.steps).encode())
        os._exit(0)
    ended = os.waitpid(child, 0)[1]
    os.close(write)
    return ended, int(os.read(read, 20) or 0)


def main(draft: str, within: str, whole: str, *files: str) -> None:
    app, seed = opened(draft), random.Random(7)  # noqa: S311 - a seed, no secret
    ended, steps = clicked(app, whole, "", seed)
    sys.stdout.write(f"whole {ended}\n")
    points = [*map(str, sorted(seed.sample(range(1, steps), int(within)))), *LAST]
    for file, point in zip(files, points, strict=True):
        ended, _ = clicked(app, file, point, seed)
        sys.stdout.write(f"{point} {ended}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

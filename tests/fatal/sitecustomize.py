"""Kill this process with SIGKILL at one point of the write that somebody asks it for.

Python imports this by itself where its folder is on PYTHONPATH, also after `luotu serve` has put
another program in its own place; the server is what it always is. FATAL_POINT names the point:
"begin", the number of a statement behind it, "commit" just before COMMIT, a time in seconds after
its start ("+0.0005"), or "after" it. The write is the first that begins once the file FATAL_FROM
is there.
"""

from __future__ import annotations

import os
import signal
import sqlite3.dbapi2
import threading
from pathlib import Path

POINT, FROM = os.environ.get("FATAL_POINT", ""), Path(os.environ.get("FATAL_FROM", "/"))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Watch:
    """Where the write is by now: None before it, then the statements so far, -1 behind it."""

    def __init__(self) -> None:
        self.now: int | None = None

    def statement(self, connection: int, said: str) -> None:
        """SQLite is about to run a statement."""
        if self.now == -1:
            self.at("after")
        elif self.now is None and said.startswith("BEGIN IMMEDIATE") and FROM.exists():
            self.now, self.connection = 0, connection
            self.at("begin")
        elif self.now is not None and connection == self.connection:
            self.within(said)

    def within(self, said: str) -> None:
        if said != "COMMIT":
            self.now += 1
            self.at(str(self.now))
            return
        self.now = -1
        self.at("commit")
        if POINT.startswith("+"):
            threading.Timer(float(POINT), die).start()

    def at(self, point: str) -> None:
        if point == POINT:
            die()


WATCH = Watch()


def watched(*args: object, **options: object) -> sqlite3.Connection:
    connection = OWN(*args, **options)
    number = id(connection)
    connection.set_trace_callback(lambda said: WATCH.statement(number, said))
    return connection


if POINT:
    OWN, sqlite3.dbapi2.connect = sqlite3.dbapi2.connect, watched

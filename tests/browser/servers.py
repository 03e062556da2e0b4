"""The pages' own server for a test, forked from a process that has the libraries loaded.

An office starts a server once; the tests start dozens, and each would spend seconds of processor
on the same imports. What the server itself does when it starts, it does here as well.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from tools.starting import free_port, wait_until_up

__all__ = ["ROOT", "serve"]

ROOT = Path(__file__).resolve().parent.parent.parent
# Libraries, and of the project what warms up: its pages' modules declare things as they load.
_LOADED = ("streamlit.web.cli", "geopandas", "altair", "layers.webmap")

_LEFT: list[int] = []
"""Ports of servers that have ended. A browser keeps by address what it has loaded and compiled."""
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__, *_LOADED])


@contextmanager
def serve(registry: str, *options: str, base: str = "", env: dict[str, str] | None = None):
    """Start the app as a planner's office would, on a free port; yield its address."""
    port = _LEFT.pop() if _LEFT else free_port()
    surroundings = {**os.environ, "LUOTU_REGISTRY": registry, **(env or {})}
    command = ("run", "server.py", f"--server.port={port}", *options)
    server = _FORKS.Process(target=_serve, args=(command, surroundings))
    # Pages that ran without a browser leave their script as the main one: it is not run again.
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        server.start()
    try:
        address = f"http://127.0.0.1:{port}{base}"
        wait_until_up(address, server.is_alive)
        yield f"{address}/"
    finally:
        server.terminate()
        server.join(20)
        assert not server.is_alive(), "the app did not end"
        _LEFT.append(port)


def _serve(command: tuple[str, ...], surroundings: dict[str, str]) -> None:
    """Be the server: its surroundings, its output, its command line."""
    from streamlit.web.cli import main

    os.environ.clear()
    os.environ.update(surroundings)
    os.chdir(ROOT)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    sys.argv = ["streamlit", *command]
    main()

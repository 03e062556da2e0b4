"""A server of this machine that is started for a while: its port, and the wait until it answers."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["free_port", "wait_until_up"]

_SECONDS, _PAUSE = 60, 0.1


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_up(address: str, is_alive: Callable[[], bool]) -> None:
    """Wait until a page's server answers; RuntimeError if it ends or stays silent."""
    for _ in range(int(_SECONDS / _PAUSE)):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - this machine's own
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(_PAUSE)
        if not is_alive():
            break
    message = f"the page did not come up on {address}"
    raise RuntimeError(message)

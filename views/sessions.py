"""Sign-ins in the memory of one server."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING

from projects.access.signing import seen

if TYPE_CHECKING:
    from projects.access.signing import Session

__all__ = ["Sessions"]

_MOST = 10_000


class Sessions:
    """Sign-ins by the hash of a browser's token, in the memory of one server. Thread-safe.

    That one ended is remembered until the browser's next sign-in: where idleness ended it, every
    page of it, also one that is loaded anew, says so; and a provider's word for a sign-in that has
    ended, which another page may still hold, begins none anew.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Session] = {}
        self._ended: dict[str, bool] = {}
        self._lock = threading.Lock()

    def heard(self, token: str, *, now: float, idle: float) -> tuple[Session | None, bool]:
        """Note a sign of life; returns the session, and whether idleness has ended it."""
        key = _hashed(token)
        with self._lock:
            known = self._kept.pop(key, None)
            session = seen(known, now=now, idle=idle)
            if session is not None:
                self._kept[key] = session
            elif known is not None:
                self._note(key, idle=True)
            return session, session is None and self._ended.get(key, False)

    def is_spent(self, token: str) -> bool:
        """Tell whether this sign-in has ended, be it by idleness or because somebody asked."""
        with self._lock:
            return _hashed(token) in self._ended

    def is_over(self, token: str, *, now: float, idle: float) -> bool:
        """Tell whether idleness has ended a sign-in; asking is no sign of life."""
        key = _hashed(token)
        with self._lock:
            known = self._kept.get(key)
            if known is None:
                return self._ended.get(key, False)
            return seen(known, now=now, idle=idle) is None

    def begin(self, token: str, session: Session) -> None:
        """Keep a sign-in; the ones longest unheard of make room."""
        key = _hashed(token)
        with self._lock:
            self._ended.pop(key, None)
            self._kept.pop(key, None)
            self._kept[key] = session
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]

    def end(self, token: str, *, idle: bool = False) -> None:
        """Forget a sign-in; `idle` says that nobody asked for that."""
        key = _hashed(token)
        with self._lock:
            self._kept.pop(key, None)
            self._note(key, idle=idle)

    def _note(self, key: str, *, idle: bool) -> None:
        self._ended.pop(key, None)
        self._ended[key] = idle
        while len(self._ended) > _MOST:
            del self._ended[next(iter(self._ended))]


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

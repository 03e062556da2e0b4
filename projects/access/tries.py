"""Failed tries are slowed, and few passphrases are looked at at once. The clock is passed in.

Names are no secret (the history shows them), so a count by name alone would let anybody keep a
colleague out, and a browser's token can be thrown away for each try. Hence:

- A browser that signed in as a name before carries the proof in its token (`User.knows`). It is
  counted by itself alone: whatever others try, it is never kept out.
- Any other is counted three times: by browser and name, by address and name, and, more gently, by
  name and by address alone. Who guesses from many places meets the last two.
"""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nsmallest
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from projects.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BusyError", "Gate", "Limit", "Origin", "Tries", "WaitError", "counted_as"]

_FORGOTTEN, _MOST = 3_600.0, 10_000
_AT_ONCE, _WAITING = 2, 8


class WaitError(AccessError):
    """Too many tries failed; `seconds` is how long the next one has to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many failed tries; try again in {seconds:.0f} seconds.")
        self.seconds = seconds


class BusyError(AccessError):
    """Too many people sign in at this very moment."""

    def __init__(self) -> None:
        super().__init__("too many sign in at this moment; try again in a few seconds.")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a try comes from: the browser's token, and the address as the server knows it.

    `address` is "" for this machine itself.
    """

    browser: str
    address: str = ""

    @property
    def net(self) -> str:
        """The address; of IPv6 the first half, since one machine has all of the second."""
        try:
            found = ip_address(self.address)
        except ValueError:
            return self.address
        if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
            return found.exploded[:19]
        return str(getattr(found, "ipv4_mapped", None) or found)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a try is counted by; `free` failures cost nothing, and no wait is over `longest`."""

    key: bytes
    free: int
    longest: float  # seconds

    def wait(self, times: int) -> float:
        """Return the seconds to wait after so many failures: 2, 4, 8 …"""
        over = min(times - self.free + 1, 30)
        return 0.0 if over <= 0 else min(2.0**over, self.longest)


def counted_as(name: str, origin: Origin, *, is_known: bool) -> tuple[Limit, ...]:
    """Return what a try is counted by; `is_known`: the browser signed in as this name before."""
    own = Limit(_key("browser", origin.browser, name), 3, 300.0)
    if is_known:
        return (own,)
    return (
        own,
        Limit(_key("place", origin.net, name), 10, 300.0),
        Limit(_key("name", name), 30, 60.0),
        Limit(_key("address", origin.net), 100, 60.0),
    )


class Tries:
    """Failed tries in the memory of one server. Safe to share between threads.

    What is an hour old is forgotten. Where memory is full the least failed go first, the oldest
    of them before the others: names made up by the thousand do not push out one that was tried
    often.
    """

    def __init__(self) -> None:
        self._failed: dict[bytes, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def count(self, limits: tuple[Limit, ...], now: float) -> None:
        """Count a try as failed before it is looked at; `now` is a monotonic clock's.

        So tries that are sent at once do not slip through together. `taken_back` undoes it.

        Raises
        ------
        WaitError
            If the next try has to wait; this one is not counted then.
        """
        with self._lock:
            wait = max(self._wait(limit, now) for limit in limits)
            if wait > 0:
                raise WaitError(wait)
            for limit in limits:
                self._failed[limit.key] = (self._times(limit, now) + 1, now)
            if len(self._failed) > _MOST:
                self._make_room(now)

    def taken_back(self, limits: tuple[Limit, ...]) -> None:
        """Count a try not as failed: it was right, or was never looked at."""
        with self._lock:
            for limit in limits:
                times, last = self._failed.pop(limit.key, (0, 0.0))
                if times > 1:
                    self._failed[limit.key] = (times - 1, last)

    def succeeded(self, limits: tuple[Limit, ...]) -> None:
        """Forget the browser's own failures; of the others only this try.

        Else who guesses at a name would begin anew with each time its owner signs in.
        """
        self.taken_back(limits)
        with self._lock:
            self._failed.pop(limits[0].key, None)

    def _times(self, limit: Limit, now: float) -> int:
        times, last = self._failed.get(limit.key, (0, now))
        return 0 if now - last > _FORGOTTEN else times

    def _wait(self, limit: Limit, now: float) -> float:
        times, last = self._failed.get(limit.key, (0, now))
        return max(0.0, last + limit.wait(times) - now)

    def _make_room(self, now: float) -> None:
        """Forget what is an hour old; then a tenth, so that this is seldom to be done."""
        for key in [k for k, (_, last) in self._failed.items() if now - last > _FORGOTTEN]:
            del self._failed[key]
        too_many = len(self._failed) - _MOST
        if too_many > 0:
            for key in nsmallest(
                too_many + _MOST // 10, self._failed, key=self._failed.__getitem__
            ):
                del self._failed[key]


class Gate:
    """Lets few passphrases be looked at at once: each takes 64 MiB and a good part of a processor.

    Few may wait for their turn; a browser that is known always may, so that a crowd of strangers
    does not keep it out.
    """

    def __init__(self, at_once: int = _AT_ONCE, waiting: int = _WAITING) -> None:
        self._turn = threading.BoundedSemaphore(at_once)
        self._most = at_once + waiting
        self._here = 0
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, *, is_known: bool) -> Iterator[None]:
        """Wait for a turn and have it.

        Raises
        ------
        BusyError
            If too many wait already.
        """
        with self._lock:
            if self._here >= self._most and not is_known:
                raise BusyError
            self._here += 1
        try:
            with self._turn:
                yield
        finally:
            with self._lock:
                self._here -= 1


def _key(*parts: str) -> bytes:
    """Return a key of one size, however long a name somebody sends."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).digest()

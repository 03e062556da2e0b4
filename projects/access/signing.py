"""Signing in: failed tries are slowed, a session ends after idleness. The clock is passed in."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projects.access.roles import Person, role_of, roles_by_email
from projects.access.users import Users
from projects.errors import AccessError

if TYPE_CHECKING:
    from projects.settings import Settings

__all__ = ["HOW_TO_TURN_ON", "Access", "Session", "Tries", "access_of", "seen", "sign_in"]

HOW_TO_TURN_ON = "luotu user add NAME --role editor"
"""The one line that turns editing on."""

_FREE, _LONGEST, _FORGOTTEN, _MOST = 3, 300.0, 3_600.0, 10_000
_IDLE_MINUTES = 30.0


@dataclass(frozen=True, slots=True)
class Access:
    """How one may sign in here: with a passphrase, through an identity provider, or not at all.

    `idle` is after how many seconds without a sign of life a session ends.
    """

    users: Users
    has_users: bool
    emails: bool
    oidc_roles: str
    idle: float

    @property
    def is_on(self) -> bool:
        """Whether editing is on: with nobody who could sign in it is off."""
        return self.has_users or self.emails

    def knows(self, name: str) -> bool:
        """Tell whether somebody of this name can sign in: a named user, or an address."""
        address = name.rpartition("<")[2].rstrip(">")
        if "@" in address and role_of(address, roles_by_email(self.oidc_roles)) is not None:
            return True
        return self.users.role(name) is not None

    def of_email(self, email: str, name: str = "", *, verified: bool) -> Person | None:
        """Return who an identity provider vouches for; None where the address has no role.

        `verified` is the provider's claim email_verified: without it anybody could have given the
        address. The name signs with the address, since people choose how they are called there.
        """
        role = role_of(email, roles_by_email(self.oidc_roles)) if verified else None
        called = f"{name.strip()} <{email}>" if name.strip() else email
        return None if role is None else Person(called, role)


def access_of(settings: Settings) -> Access:
    """Tell how one may sign in; asked anew it follows the file of users.

    Raises
    ------
    AccessError
        If a setting or the file of users is not right.
    """
    users = Users(settings.users_file)
    try:
        minutes = float(settings.idle_minutes or _IDLE_MINUTES)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < float("inf"):
        message = f'LUOTU_IDLE_MINUTES: "{settings.idle_minutes}" is no number of minutes, like 30.'
        raise AccessError(message)
    return Access(
        users=users,
        has_users=bool(users.all()),
        emails=bool(roles_by_email(settings.oidc_roles)),
        oidc_roles=settings.oidc_roles,
        idle=minutes * 60,
    )


class Tries:
    """Failed tries by name, in the memory of one server. Safe to share between threads.

    The first three cost nothing; each further one doubles the wait, from two seconds to five
    minutes. What is an hour old is forgotten.
    """

    def __init__(self) -> None:
        self._failed: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str, now: float) -> float:
        """Return for how many seconds this name may not try; `now` is a monotonic clock's."""
        with self._lock:
            times, last = self._failed.get(name, (0, now))
        if times < _FREE:
            return 0.0
        until = last + min(2.0 ** (times - _FREE + 1), _LONGEST)
        return max(0.0, until - now)

    def failed(self, name: str, now: float) -> None:
        """Note a failed try."""
        with self._lock:
            times, last = self._failed.pop(name, (0, now))
            times = 0 if now - last > _FORGOTTEN else times
            self._failed[name] = (times + 1, now)
            while len(self._failed) > _MOST:  # the oldest first: names tried by the thousand
                del self._failed[next(iter(self._failed))]

    def succeeded(self, name: str) -> None:
        """Forget the failed tries of a name."""
        with self._lock:
            self._failed.pop(name, None)


def sign_in(users: Users, tries: Tries, name: str, passphrase: str, *, now: float) -> Person:
    """Return who signs in.

    Raises
    ------
    AccessError
        If the name has to wait, or name or passphrase is wrong; which of the two is not said.
    """
    wait = tries.wait(name, now)
    if wait > 0:
        message = f"too many failed tries; try again in {wait:.0f} seconds."
        raise AccessError(message)
    # Counted before it is looked at, so that tries sent at once do not slip through together.
    tries.failed(name, now)
    person = users.verified(name, passphrase)
    if person is None:
        message = "name or passphrase is wrong."
        raise AccessError(message)
    tries.succeeded(name)
    return person


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and when that person was last heard of."""

    person: Person
    last: float


def seen(session: Session | None, *, now: float, idle: float) -> Session | None:
    """Return the session after a sign of life; None where it was idle too long, or is none."""
    if session is None or now - session.last > idle:
        return None
    return replace(session, last=now)

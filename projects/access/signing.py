"""Signing in: who may, with what; a session ends after idleness. The clock is passed in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from projects.access.roles import Person, role_of, roles_by_email
from projects.access.tries import BusyError, Gate, Origin, Tries, counted_as
from projects.access.users import User, Users
from projects.errors import AccessError

if TYPE_CHECKING:
    from projects.settings import Settings

__all__ = [
    "HOW_TO_TURN_ON",
    "Access",
    "Guard",
    "Session",
    "access_of",
    "seen",
    "sign_in",
    "still",
]

HOW_TO_TURN_ON = "luotu user add NAME --role editor"
"""The one line that turns editing on."""

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


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands before the passphrases of one server: the failed tries, and how many at once."""

    tries: Tries = field(default_factory=Tries)
    gate: Gate = field(default_factory=Gate)


def sign_in(
    users: Users, guard: Guard, said: tuple[str, str], origin: Origin, *, now: float
) -> User:
    """Return who signs in; `said` are name and passphrase.

    Raises
    ------
    WaitError, BusyError
        If the next try has to wait, or too many sign in at once.
    AccessError
        If name or passphrase is wrong; which of the two is not said.
    """
    name, passphrase = said
    known = users.named(name)
    is_known = known is not None and known.knows(origin.browser)
    limits = counted_as(name, origin, is_known=is_known)
    guard.tries.count(limits, now)
    try:
        with guard.gate.turn(is_known=is_known):
            user = users.verified(name, passphrase)
    except BusyError:
        guard.tries.taken_back(limits)
        raise
    if user is None:
        message = "name or passphrase is wrong."
        raise AccessError(message)
    guard.tries.succeeded(limits)
    return user


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and when that person was last heard of.

    `stamp` is that of the user's passphrase (`User.stamp`), "" through an identity provider.
    `before` is whose drafts the browser had before it signed in (`Owner.key`).
    """

    person: Person
    last: float
    stamp: str = ""
    before: str = ""


def still(session: Session, users: Users) -> Person | None:
    """Return who is signed in with a passphrase, with the role of now.

    None where the user was removed, or has another passphrase by now: that ends what began with
    the old one.
    """
    user = users.named(session.person.name)
    return None if user is None or user.stamp != session.stamp else user.person


def seen(session: Session | None, *, now: float, idle: float) -> Session | None:
    """Return the session after a sign of life; None where it was idle too long, or is none."""
    if session is None or now - session.last > idle:
        return None
    return replace(session, last=now)

"""Named users in a file: for offices without an identity provider.

The file holds names, roles and argon2id hashes (RFC 9106), never a passphrase; it is written whole
or not at all and may be read by its owner alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.access.roles import Person, Role
from projects.errors import AccessError
from projects.files import replace_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from argon2 import PasswordHasher

__all__ = ["LEAST", "User", "Users"]

LEAST = 10
"""Characters a passphrase has at least."""

_MOST_NAME, _MOST_PASSPHRASE = 40, 1_000
_RIGHTS = 0o600
_HALF = 16  # bytes


@dataclass(frozen=True, slots=True)
class User:
    """A named user; `hash` is argon2's own text with its parameters and salt."""

    name: str
    role: Role
    hash: str

    @property
    def person(self) -> Person:
        """Who this is for the rest of the program."""
        return Person(self.name, self.role)

    @property
    def stamp(self) -> str:
        """What a sign-in is stamped with: another one with each new passphrase."""
        return hashlib.sha256(self.hash.encode()).hexdigest()

    def token(self) -> str:
        """Return a new token for a browser that has just signed in as this user.

        Half of its 32 bytes is random, half proves with the user's hash as the key whose it is:
        the server needs no list of browsers and knows them after a restart, too. A new passphrase
        makes them all unknown, also that of who had found out the old one.
        """
        return self._token(secrets.token_bytes(_HALF))

    def knows(self, token: str) -> bool:
        """Tell whether a browser's token was given by `token` at a sign-in as this user."""
        try:
            chance = base64.urlsafe_b64decode(f"{token}=")[:_HALF]
        except ValueError:
            return False
        return hmac.compare_digest(self._token(chance).encode(), token.encode())

    def _token(self, chance: bytes) -> str:
        proof = hmac.digest(self.hash.encode(), b"luotu browser\0" + chance, "sha256")[:_HALF]
        return base64.urlsafe_b64encode(chance + proof).decode().rstrip("=")


class Users:
    """The users of one file; each change writes it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def all(self) -> tuple[User, ...]:
        """Return the users by name; none where there is no file.

        Raises
        ------
        AccessError
            If the file cannot be read.
        """
        try:
            found = json.loads(self._path.read_bytes())
            users = [User(u["name"], Role(u["role"]), u["hash"]) for u in found["users"]]
        except FileNotFoundError:
            return ()
        except (OSError, KeyError, TypeError, ValueError) as exc:
            message = f"{self._path}: cannot be read as a file of users ({exc}); restore a copy, "
            message += "or delete it and add the users again."
            raise AccessError(message) from exc
        return tuple(sorted(users, key=lambda user: user.name))

    def add(self, name: str, role: Role, passphrase: str) -> bool:
        """Add a user, or give one another role and passphrase; returns whether it is a new one.

        Raises
        ------
        AccessError
            If the name or the passphrase will not do, or the file cannot be written.
        """
        _check(name, passphrase)
        others = [user for user in self.all() if user.name != name]
        is_new = len(others) == len(self.all())
        self._write([*others, User(name, role, _hasher().hash(passphrase))])
        return is_new

    def remove(self, name: str) -> None:
        """Remove a user; what the user did stays signed with the name.

        Raises
        ------
        AccessError
            If there is none of this name.
        """
        users = self.all()
        left = [user for user in users if user.name != name]
        if len(left) == len(users):
            known = ", ".join(user.name for user in users) or "nobody"
            message = f'there is no user "{name}"; there is {known}.'
            raise AccessError(message)
        self._write(left)

    def verified(self, name: str, passphrase: str) -> User | None:
        """Return who this is; None where name or passphrase is wrong.

        An unknown name takes as long as a wrong passphrase, so that names cannot be found out.
        """
        from argon2.exceptions import VerificationError

        hasher = _hasher()
        user = self.named(name)
        if user is None or len(passphrase) > _MOST_PASSPHRASE:
            hasher.hash(passphrase[:_MOST_PASSPHRASE])
            return None
        try:
            hasher.verify(user.hash, passphrase)
        except VerificationError:
            return None
        return user

    def named(self, name: str) -> User | None:
        """Return a user as it is now, None where there is none or it was removed since."""
        return next((user for user in self.all() if user.name == name), None)

    def role(self, name: str) -> Role | None:
        """Return a user's role as it is now, None where the user was removed since."""
        user = self.named(name)
        return None if user is None else user.role

    def _write(self, users: list[User]) -> None:
        rows = [{"name": u.name, "role": u.role.value, "hash": u.hash} for u in users]
        text = json.dumps({"version": 1, "users": rows}, ensure_ascii=False, indent=1)
        replace_bytes(self._path, f"{text}\n".encode(), mode=_RIGHTS)


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def _check(name: str, passphrase: str) -> None:
    if not name.strip() or name != name.strip() or not name.isprintable() or len(name) > _MOST_NAME:
        message = f'"{name}" is no user\'s name: one line of at most {_MOST_NAME} characters.'
        raise AccessError(message)
    if not LEAST <= len(passphrase) <= _MOST_PASSPHRASE:
        message = f"a passphrase has at least {LEAST} characters; take several words."
        raise AccessError(message)
    if name.casefold() in passphrase.casefold():
        message = "a passphrase does not hold the user's name; take other words."
        raise AccessError(message)

"""Roles, and what each of them may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from projects.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Person", "Right", "Role", "may", "role_of", "roles_by_email"]


class Role(StrEnum):
    """What a person is here, each with all that the one before may."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


class Right(StrEnum):
    """What a person wants to do."""

    READ = "read"
    """Look at everything, and read a file of one's own as a draft."""
    EDIT = "edit"
    """Accept drafts, correct, add, take out; undo any one change, and in one go what one did."""
    UNDO_OTHERS = "undo_others"
    """Undo in one go all that somebody else did."""
    ALL_DRAFTS = "all_drafts"
    """See everybody's drafts, hand them over, discard them."""


_NEEDS = {
    Right.READ: None,
    Right.EDIT: Role.EDITOR,
    Right.UNDO_OTHERS: Role.ADMIN,
    Right.ALL_DRAFTS: Role.ADMIN,
}
_RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: `name` is what revisions are signed with."""

    name: str
    role: Role


def may(person: Person | None, right: Right) -> bool:
    """Tell whether a person, or a visitor who is not signed in (None), may do something."""
    needed = _NEEDS[right]
    return needed is None or (person is not None and _RANK[person.role] >= _RANK[needed])


def roles_by_email(setting: str) -> dict[str, Role]:
    """Read the setting LUOTU_ROLES: "li@city.gov.cn=editor, *@city.gov.cn=reader".

    Returns
    -------
    Address, or "*@" with a domain, in lower case → role.

    Raises
    ------
    AccessError
        If a part is not ADDRESS=ROLE.
    """
    found: dict[str, Role] = {}
    for part in filter(None, (part.strip() for part in setting.split(","))):
        address, _, role = (text.strip().lower() for text in part.partition("="))
        if "@" not in address or role not in list(Role) or "*" in address.removeprefix("*@"):
            message = (
                f'LUOTU_ROLES: "{part}" is not ADDRESS=ROLE; write li@city.gov.cn=editor or '
                f"*@city.gov.cn=reader, with a role of {', '.join(Role)}."
            )
            raise AccessError(message)
        found[address] = Role(role)
    return found


def role_of(email: str, roles: Mapping[str, Role]) -> Role | None:
    """Return the role of an address an identity provider vouches for; its own before its domain's.

    None means that it has none: whoever it is may read, like a visitor.
    """
    address = email.strip().lower()
    domain = address.rpartition("@")[2]
    return roles.get(address) or roles.get(f"*@{domain}")

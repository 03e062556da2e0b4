"""What can go wrong with plans. Each message gives the value, the reason and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects.reviewing.values import Revision

__all__ = [
    "AccessError",
    "DocumentError",
    "DraftError",
    "EditConflict",
    "PlaceNotFound",
    "ProjectsError",
    "RegistryError",
    "RevisionRefused",
    "TableError",
]


class ProjectsError(Exception):
    """Base of the package's errors; its text is one line a user can act on."""


class DocumentError(ProjectsError):
    """A file that is not a readable plan.

    `zh` is the same line in Chinese for the pages, "" where there is none; `key` names the refusal
    for programs (refusals.py).
    """

    def __init__(self, message: str, *, zh: str = "", key: str = "") -> None:
        super().__init__(message)
        self.zh, self.key = zh, key


class PlaceNotFound(ProjectsError):
    """The plan does not tell which city or county it is of."""


class RegistryError(ProjectsError):
    """The store cannot be opened, read or written."""


class TableError(ProjectsError):
    """A table of projects that cannot be imported as it is; `zh` and `key` as of documents."""

    def __init__(self, message: str, *, zh: str = "", key: str = "") -> None:
        super().__init__(message)
        self.zh, self.key = zh, key


class RevisionRefused(RegistryError):
    """A change that cannot be made, or not be taken back."""


class EditConflict(RegistryError):
    """Another editor was first; `revisions` are the changes made meanwhile, oldest first."""

    def __init__(self, message: str, revisions: tuple[Revision, ...] = ()) -> None:
        super().__init__(message)
        self.revisions = revisions


class DraftError(RegistryError):
    """A draft that is not there, or an action on it that cannot be done."""


class AccessError(ProjectsError):
    """Who may not, who is not known, or a file of users that cannot be used."""

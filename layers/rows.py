"""Keys and texts of rows, the same in every layer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.models import Adcode
    from projects.models import Project

__all__ = ["SEPARATOR", "Cells", "codes_of", "key_of", "printable", "project_key", "texts"]

Cells = dict[str, Any]

SEPARATOR = "; "
_DOCUMENT_DIGITS = 12
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def project_key(project: Project) -> str:
    """Identify a project across documents: its id is unique only within its own."""
    return key_of(project.document, project.id)


def key_of(document: str, identifier: str) -> str:
    """Identify what a document holds: the beginning of its hash, and the id within it."""
    return f"{document[:_DOCUMENT_DIGITS]}-{identifier}"


def codes_of(projects: Iterable[Project]) -> set[Adcode]:
    """Collect the counties of projects."""
    return {code for project in projects for code in project.counties}


def printable(text: str) -> str:
    """Replace what neither XML nor UTF-8 nor a C string can hold by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def texts(values: Sequence[str | None]) -> Sequence[str | None]:
    """Make a column of texts printable; "" stays as it is, None too."""
    if not _UNPRINTABLE.search("".join(filter(None, values))):  # as with almost every column
        return values
    return [None if value is None else printable(value) for value in values]

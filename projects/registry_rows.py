"""What the registry writes and says, apart from the database: rows of tables, advice in a line."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from geo.models import Adcode
from projects.contract import facts_from_json, facts_to_json, project_to_json, target_to_json
from projects.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projects.models import DocumentFacts, Project, Target

__all__ = [
    "SCHEMA",
    "check_reading",
    "document_row",
    "facts_of_row",
    "file_named",
    "file_stamp",
    "is_there",
    "project_row",
    "reason_for",
    "target_row",
]

SCHEMA = 3
"""Schema of what is written: 2 since imported tables, 3 since revisions and drafts.

See projects/store/schema.py. A file of an older schema is read as it is and becomes one of today's
when something is written to it, so that an older Luotu refuses what it would misread.
"""

_ADVICE = (
    ("locked", "another program is writing it; try again in a moment"),
    ("readonly", "it is read-only; make it writable or name another one with --registry"),
    ("unable to open", "it cannot be opened; check that its folder exists and may be written"),
    ("disk is full", "the disk is full; make room and try again"),
    ("not a database", "it is no SQLite file; name another one with --registry"),
    ("malformed", "it is damaged; restore a copy, or move it away and ingest the plans again"),
    ("no such", "it lacks a part of its schema; move it away and ingest the plans again"),
)


def reason_for(cause: str) -> str:
    """Say in plain words what a database complains of, and what to do."""
    known = (advice for sign, advice in _ADVICE if sign in cause)
    return next(known, f"the database said: {cause}; check the file or restore a copy")


def check_reading(facts: DocumentFacts, projects: Iterable[Project], text: str | None) -> None:
    """Refuse two projects with one id, and a text that is not the one the facts are of.

    Raises
    ------
    RegistryError
        Naming the id, or the SHA-256.
    """
    counted = Counter(project.id for project in projects)
    doubled = [id_ for id_, times in counted.items() if times > 1]
    if doubled:
        message = f"{facts.source}: two projects have the id {doubled[0]}; ids must differ."
        raise RegistryError(message)
    if text is not None and hashlib.sha256(text.encode()).hexdigest() != facts.sha256:
        message = f"{facts.source}: its text does not have the SHA-256 {facts.sha256}."
        raise RegistryError(message)


def file_named(name: str, *, is_uri: bool) -> Path:
    """Return the file a URL names, also in SQLite's own way (file:plans.sqlite?uri=true)."""
    if is_uri and name.startswith("file:"):
        name = unquote(urlsplit(name).path)
    return Path(name)


def is_there(file: Path) -> bool:
    """Tell whether a file is there; where that cannot be told, the database says why."""
    try:
        return file.exists()
    except OSError:  # a name too long, a folder not to be entered
        return True


def file_stamp(file: Path) -> tuple[int, ...]:
    """Tell a file's state by the times and sizes of it and of what is not yet merged into it.

    What merely reads a registry leaves no trace: an empty journal counts for nothing.
    """
    marks: list[int] = []
    for path in (file, file.with_name(f"{file.name}-wal")):
        try:
            found = path.stat()
        except OSError:
            continue
        if found.st_size:
            marks += [found.st_mtime_ns, found.st_size]
    return tuple(marks)


def document_row(facts: DocumentFacts) -> dict[str, Any]:
    """Give a document's row; the column `place` is never null, "" stands for no one place."""
    return facts_to_json(facts) | {"place": facts.place or ""}


def facts_of_row(row: Mapping[str, Any]) -> DocumentFacts:
    """Read a document's row."""
    return facts_from_json(dict(row) | {"place": Adcode(row["place"]) if row["place"] else None})


def project_row(sha256: str, position: int, project: Project) -> dict[str, object]:
    """Give a project's row."""
    payload = project_to_json(replace(project, document=sha256))
    return {
        "document": sha256,
        "id": project.id,
        "position": position,
        "kind": project.kind,
        "stage": str(project.stage),
        "payload": json.dumps(payload, ensure_ascii=False),
    }


def target_row(sha256: str, position: int, target: Target) -> dict[str, object]:
    """Give a target's row."""
    payload = target_to_json(replace(target, document=sha256))
    return {
        "document": sha256,
        "position": position,
        "payload": json.dumps(payload, ensure_ascii=False),
    }

"""The shipped sample: what five plans say, as facts, without a sentence of theirs.

One JSON file of data/sample holds a list of documents; each is the contract's facts with its
`projects` and `targets`. `tools/make_sample.py` writes it from the plans' files.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projects.contract import (
    facts_from_json,
    facts_to_json,
    project_from_json,
    project_to_json,
    target_from_json,
    target_to_json,
)
from projects.errors import ProjectsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from projects.models import DocumentFacts, Project, Target

__all__ = ["SampleDocument", "dump_sample", "load_sample", "sample_mark"]


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """One plan of the sample."""

    facts: DocumentFacts
    projects: tuple[Project, ...]
    targets: tuple[Target, ...]


def load_sample(folder: Path) -> tuple[SampleDocument, ...]:
    """Read every *.json of a folder, in the order of their names; () where there is none.

    Raises
    ------
    ProjectsError
        If a file is not such a list.
    """
    found: list[SampleDocument] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.extend(_document(item) for item in json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError, ProjectsError) as exc:
            message = f"{path}: the sample cannot be read ({exc}). Restore the file."
            raise ProjectsError(message) from exc
    return tuple(found)


def sample_mark(folder: Path) -> int:
    """Return a number of 31 bits that another sample hardly has; 0 where there is none."""
    mark = 0
    for path in sorted(folder.glob("*.json")):
        mark = zlib.crc32(path.read_bytes(), mark)
    return mark & 0x7FFFFFFF


def dump_sample(documents: Iterable[SampleDocument]) -> str:
    """Write the sample's text: deterministic, readable in a diff, ordered as given."""
    items = [
        {
            **facts_to_json(document.facts),
            "projects": [project_to_json(project) for project in document.projects],
            "targets": [target_to_json(target) for target in document.targets],
        }
        for document in documents
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _document(item: dict[str, Any]) -> SampleDocument:
    return SampleDocument(
        facts=facts_from_json(item),
        projects=tuple(project_from_json(obj) for obj in item["projects"]),
        targets=tuple(target_from_json(obj) for obj in item["targets"]),
    )

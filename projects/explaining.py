"""What `luotu extract --explain` prints: each project's sentence, and the rules that made it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from projects.contract import project_to_json
from projects.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.divisions import Divisions
    from projects.models import Document, Project
    from projects.rules import Note, Rejected

__all__ = ["explained_as_json", "explained_as_text"]

Json = dict[str, Any]
_END = re.compile(r"[。;;!?!?\n]")
_MOST = 120  # characters of a sentence shown on either side of what it names
_LABEL = 18


def explained_as_text(
    document: Document,
    projects: Sequence[Project],
    rejected: Iterable[Rejected] | None,
    divisions: Divisions,
) -> str:
    """Write why each project is one, what was read of it by which rule, and what was not taken."""
    names = {project.id: project.name for project in projects}
    lines: list[str] = []
    for project in projects:
        lines += [f"{project.id} {project.name}", *_facts(project, divisions, names)]
        for (start, end), notes in zip(project.mentions, project.notes, strict=True):
            lines += [*_mention(document, start, end), *map(_line, notes)]
        lines.append("")
    for one in rejected or ():
        lines += [f"not taken: {one.text}", *_mention(document, one.start, one.end)]
        lines += [*map(_line, one.notes), ""]
    return "".join(f"{line}\n" for line in lines)


def explained_as_json(
    document: Document,
    projects: Sequence[Project],
    rejected: Iterable[Rejected] | None,
    _divisions: Divisions,
) -> str:
    """Write the contract's objects, each with a key `explain`: one object per mention.

    Where `rejected` is given they stand under `projects`, beside `rejected`.
    """
    objects = [
        {
            **project_to_json(project),
            "explain": [
                _told(document, start, end, notes)
                for (start, end), notes in zip(project.mentions, project.notes, strict=True)
            ],
        }
        for project in projects
    ]
    value: object = objects
    if rejected is not None:
        others = [
            {"text": one.text, **_told(document, one.start, one.end, one.notes)} for one in rejected
        ]
        value = {"projects": objects, "rejected": others}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _told(document: Document, start: int, end: int, notes: Iterable[Note]) -> Json:
    passage = list(_passage(document.text, start, end))
    return {"start": start, "end": end, "passage": passage, "rules": [_note(n) for n in notes]}


def _note(note: Note) -> Json:
    rule, seen = note
    return {"rule": str(rule), "says": rule.says, "seen": seen if isinstance(seen, str) else +seen}


def _facts(project: Project, divisions: Divisions, names: dict[str, str]) -> Iterator[str]:
    kind = KINDS[project.kind]
    told = [f"{project.kind} {kind.zh}", str(project.stage), str(project.nature)]
    told += [str(project.year)] if project.year else []
    told += [quantity.as_written for quantity in project.capacity]
    yield "  " + ", ".join(told)
    if project.part_of:
        yield f"  part of {project.part_of} {names[project.part_of]}"
    for double in project.doubles:
        yield f"  perhaps the same as {double.id} {names[double.id]}: {double.why}"
    for reason in project.reasons:
        yield f"  in {reason.adcode} {divisions.name(reason.adcode)}: {reason.why}"
    if not project.counties:
        yield "  in no county" + (" (said of the whole jurisdiction)" if project.citywide else "")
    for other in project.candidates:
        yield f"  perhaps {other.adcode} {other.name}: {other.why}"


def _line(note: Note) -> str:
    rule, seen = note
    if isinstance(seen, str):
        told = f"「{seen}」 " if seen else ""
    else:
        told = f"{seen:+g} " if rule.startswith(("for.", "against.")) else f"{seen:g} "
    return f"    {rule:{_LABEL}} {told}{rule.says}"


def _mention(document: Document, start: int, end: int) -> Iterator[str]:
    """Yield where a span is, and its sentence with the span in 【】."""
    text = document.text
    found = [s.path for s in document.sections if s.start <= start < s.end]
    low, high = _passage(text, start, end)
    section = f" in {found[-1]}" if found and found[-1] else ""
    before, after = text[low:start].lstrip(), text[end:high].rstrip()
    yield f"  at {start}-{end}{section}: {before}【{text[start:end]}】{after}"


def _passage(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence that holds a span."""
    low = max(0, start - _MOST)
    before = [m.end() for m in _END.finditer(text, low, start)]
    after = _END.search(text, end, end + _MOST)
    return before[-1] if before else low, after.start() if after else min(len(text), end + _MOST)

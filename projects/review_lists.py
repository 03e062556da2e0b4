"""Revisions and drafts as lists for a terminal and for scripts."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from projects.reviewing.whys import why_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projects.reviewing.drafts import Draft, DraftHead, Elsewhere
    from projects.reviewing.values import Change, Json, ProjectKey, Revision

__all__ = [
    "ReviewFormat",
    "owner_text",
    "revision_to_json",
    "value_text",
    "written_drafts",
    "written_items",
    "written_revisions",
]

_LONGEST = 60


class ReviewFormat(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"


def revision_to_json(revision: Revision, name: str | None = None) -> Json:
    """Give a revision as a plain object; `name` is the project's, where it still has one."""
    return {
        "number": revision.number,
        "at": revision.at,
        "who": revision.who,
        "action": revision.action.value,
        "document": revision.document,
        "project": revision.project or None,
        "name": name,
        "version": revision.version,
        "why": why_text(revision.why, zh=False),
        "undoes": revision.undoes,
        "undone_by": revision.undone_by,
        "changes": [_change_to_json(change) for change in revision.changes],
    }


def _change_to_json(change: Change) -> Json:
    return {
        "field": change.field,
        "was": change.was,
        "is": change.is_,
        "of_reading": change.of_reading,
    }


def written_revisions(
    revisions: Iterable[Revision], names: Mapping[ProjectKey, str], format_: ReviewFormat
) -> str:
    """Write revisions, one field a line in a table."""
    named = [(r, names.get(r.key)) for r in revisions]
    if format_ is ReviewFormat.JSON:
        return _json([revision_to_json(revision, name) for revision, name in named])
    return "".join(_lines(revision, name) for revision, name in named)


def _lines(revision: Revision, name: str | None) -> str:
    marks = f" (takes back {revision.undoes})" if revision.undoes else ""
    marks += f" (taken back by {revision.undone_by})" if revision.undone_by else ""
    why = f": {_printable(why_text(revision.why, zh=False))}" if revision.why else ""
    what = f"{revision.document[:12]}-{revision.project} {_printable(name or '')}".strip(" -")
    who = _printable(revision.who) or "-"
    head = f"{revision.number}\t{revision.at[:16]}\t{who}\t{revision.action}\t{what}{marks}{why}\n"
    return head + "".join(map(_change_line, _told(revision)))


def _told(revision: Revision) -> Iterable[Change]:
    """Leave out what goes with the coming or going of a whole project."""
    from projects.reviewing.fields import is_said
    from projects.reviewing.values import EXISTENCE

    return (c for c in revision.changes if c.field != EXISTENCE and is_said(c.field))


def _change_line(change: Change) -> str:
    below = " (read below a correction)" if change.of_reading else ""
    return f"\t{change.field}: {_short(change.was)} -> {_short(change.is_)}{below}\n"


def value_text(value: Any) -> str:  # noqa: ANN401 - any field's
    """Say a field's value in short: sizes and sums as written, "—" for nothing."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "、".join(map(value_text, value))
    if isinstance(value, dict):
        return _object_text(value)
    return str(value)


def _object_text(value: Json) -> str:
    """Say an object by what tells most: words as written, a name, a shape, who and when."""
    if "coordinates" in value:
        return f"{value['type']} {value['as_written'] or value['crs']}"
    if "by" in value:
        return f"{value['by']} {value['at'][:16]}"
    told = (value.get(key) for key in ("as_written", "name", "title", "id"))
    return str(next(filter(None, told), None) or json.dumps(value, ensure_ascii=False))


def _short(value: Any) -> str:  # noqa: ANN401 - any field's
    text = _printable(value_text(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def written_drafts(heads: Iterable[DraftHead], format_: ReviewFormat) -> str:
    """Write drafts, one a line."""
    rows = [
        {
            "draft": head.id,
            "owner": owner_text(head),
            "title": head.facts.title,
            "source": head.facts.source,
            "created": head.created,
            "changed": head.changed,
            "left": head.left,
            "total": head.total,
            "note": head.note,
        }
        for head in heads
    ]
    if format_ is ReviewFormat.JSON:
        return _json(rows)
    return "".join(
        f"{row['draft']}\t{_printable(str(row['owner']))}\t{str(row['changed'])[:16]}\t"
        f"{row['left']}/{row['total']} left\t"
        f"{_printable(str(row['title']))}\n"
        for row in rows
    )


def owner_text(head: DraftHead) -> str:
    """Say whose a draft is: a user's name, or which visitor."""
    return head.owner.user or f"visitor {head.owner.sign}"


def written_items(draft: Draft) -> str:
    """Write a draft's items, one a line, in the order of review.

    What other documents name too stands last, where it is known: the same project, or perhaps.
    """
    return "".join(
        "\t".join(
            (
                item.id,
                str(item.state),
                ",".join(map(str, item.doubts)) or "-",
                _printable(item.project.name),
                "；".join(q.as_written for q in item.project.capacity) or "-",
                ",".join(item.project.counties) or "-",
                "; ".join(map(_elsewhere, item.elsewhere)) or "-",
            )
        )
        + "\n"
        for item in draft.items
    )


def _elsewhere(other: Elsewhere) -> str:
    said = "the same" if other.is_sure else "perhaps"
    return _printable(f"{said}: {other.project.name}《{other.title}》")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _json(rows: list[Json]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

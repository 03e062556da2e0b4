"""Which rows of an act people are told: a project that moved into a new version is one, not two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from projects.reviewing.values import EXISTENCE, Action, ProjectKey
from projects.reviewing.whys import MERGED, SPLIT, code_of
from projects.store.schema import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.reviewing.values import Revision

__all__ = ["GOES", "IS_EMPTY", "Line", "line_of", "sort_of", "twins"]

DROPPED, MOVED = "dropped", "moved"
GOES = (sa.func.json_extract(REVISIONS.c.changes, "$[0][0]") == EXISTENCE) & (
    sa.func.json_type(REVISIONS.c.changes, "$[0][2]") == "null"
)
"""Whether a whole project goes by a revision, for a query that leaves its changes out."""
IS_EMPTY = REVISIONS.c.changes == "[]"


class Line(NamedTuple):
    """A revision of a project without its facts.

    `goes` where the whole project does, `is_empty` where nothing that is shown changes.
    """

    number: int
    key: ProjectKey
    action: Action
    why: str
    undoes: int | None
    origin: ProjectKey | None
    goes: bool
    is_empty: bool


def line_of(revision: Revision) -> Line:
    """Return a revision's line."""
    return Line(
        revision.number,
        revision.key,
        revision.action,
        revision.why,
        revision.undoes,
        revision.origin,
        goes=revision.goes,
        is_empty=not revision.changes,
    )


def sort_of(line: Line) -> str:
    """Tell what a line is counted as: its action, or what that was in particular."""
    code = code_of(line.why).get("why")
    if line.action in {Action.REJECT, Action.REMOVE} and code in {SPLIT, MERGED}:
        return str(code)
    if line.action is not Action.REREAD:
        return line.action.value
    if line.goes:
        return DROPPED
    return MOVED if line.origin else line.action.value


def twins(
    connection: sa.Connection, acts: Sequence[Sequence[Line]]
) -> dict[int, ProjectKey | None]:
    """Find the rows of acts that are not told, by their numbers.

    A project that moves leaves one version (not told) and comes into the other, and so where that
    is taken back; what people had taken out moves out of sight. The value is the key beside which
    the row is told, None where there is none.
    """
    found: dict[int, ProjectKey | None] = {}
    origins = _origins(connection, acts)
    silent = _of_reread(connection, [line for act in acts for line in act])
    for act in acts:
        here = {line.key: line for line in act}
        for line in act:
            mates = [line.origin] if line.origin else origins.get(line.key, ())
            mate = next((m for m in mates if m in here and _is_mate(line, here[m])), None)
            if mate is not None:
                found[here[mate].number] = line.key
            elif line.is_empty and (line.origin or line.number in silent):
                found[line.number] = None
    return found


def _is_mate(line: Line, other: Line) -> bool:
    """Tell whether two rows of an act are one move: both of a re-read, or both of its undo."""
    return line.action is other.action and line.action in {Action.REREAD, Action.UNDO}


def _origins(
    connection: sa.Connection, acts: Iterable[Sequence[Line]]
) -> Mapping[ProjectKey, tuple[ProjectKey, ...]]:
    """Return where the projects came from that undoes moved between documents."""
    documents: set[str] = set()
    for act in acts:
        own = {line.key.document for line in act if line.action is Action.UNDO}
        documents |= own if len(own) > 1 else set()
    if not documents:
        return {}
    columns = (REVISIONS.c.document, REVISIONS.c.project, REVISIONS.c.origin)
    is_moved = REVISIONS.c.origin.is_not(None) & REVISIONS.c.document.in_(sorted(documents))
    found: dict[ProjectKey, tuple[ProjectKey, ...]] = {}
    for document, id_, origin in connection.execute(sa.select(*columns).where(is_moved)):
        key, (before, _, old) = ProjectKey(document, id_), origin.partition(" ")
        found[key] = (*found.get(key, ()), ProjectKey(before, old))
    return found


def _of_reread(connection: sa.Connection, lines: Iterable[Line]) -> set[int]:
    """Return which empty rows take back that something moved: of what people had taken out."""
    empty = {line.undoes: line.number for line in lines if line.is_empty and line.undoes}
    if not empty:
        return set()
    numbers = sa.select(REVISIONS.c.number).where(
        REVISIONS.c.number.in_(sorted(empty)), REVISIONS.c.action == Action.REREAD.value
    )
    return {empty[number] for number in connection.scalars(numbers)}

"""The values of revisions: who signed a change, what it changed, and what a re-read would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.models import DocumentFacts, Project, Target

__all__ = [
    "EXISTENCE",
    "MACHINE",
    "Action",
    "Change",
    "Conflict",
    "FullReading",
    "Json",
    "ProjectKey",
    "Reread",
    "Revision",
    "Signature",
    "Standing",
    "Versioned",
    "now",
]

Json = dict[str, Any]

EXISTENCE = "*"
"""The field of a change by which a project comes or goes: the whole project, or None."""

MACHINE = ""
"""Who signs what no person did: a reading without review."""


class ProjectKey(NamedTuple):
    """What tells a project from all others, whatever is read again: its document and its id."""

    document: str
    id: str


class Action(StrEnum):
    """What was done."""

    READ = "read"
    """A document came in, with all that was read in it (project "")."""
    ACCEPT = "accept"
    """A reviewed item of a draft came in."""
    ADD = "add"
    """A project was added by hand."""
    EDIT = "edit"
    """Fields were put right by hand."""
    CHECK = "check"
    """A person found it right as it stands."""
    REMOVE = "remove"
    """A project was taken out by hand; a re-read does not bring it back."""
    REJECT = "reject"
    """An item of a draft was turned down; a re-read does not bring it in."""
    REREAD = "reread"
    """The document was read again, or a new version of it."""
    UNDO = "undo"
    """An earlier revision was taken back."""


def now() -> datetime:
    """Return the time, as a signature wants it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who changes something, when (aware of its time zone), and why.

    `who` is a person's name as shown, `MACHINE` for none. A registry's time never runs backwards:
    a revision is dated no earlier than the one before it, whatever the clock says.
    """

    who: str
    at: datetime
    why: str = ""

    @classmethod
    def of(cls, who: str, why: str = "") -> Signature:
        """Sign now."""
        return cls(who, now(), why)


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in the contract's JSON (`projects.reviewing.fields`).

    `hand_was` and `hand_is` say whether the value was a correction (by hand) or what was read.
    `of_reading` marks what changed only in the reading below a correction, which stays shown: such
    a change leaves the project as it is.
    """

    field: str
    was: Any
    is_: Any
    hand_was: bool = False
    hand_is: bool = False
    of_reading: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One row of the history. `number` orders all revisions of a registry, from 1 and on.

    `project` is "" for what befell a whole document. `version` is the project's after it. `undoes`
    is the number of the revision taken back, and `undone_by` that of the one that took this back,
    as things stand. `at` is ISO 8601 in UTC.
    `origin` is what the project was in the version of the document that this one supersedes.
    """

    number: int
    document: str
    project: str
    version: int
    action: Action
    who: str
    at: str
    why: str = ""
    changes: tuple[Change, ...] = ()
    undoes: int | None = None
    undone_by: int | None = None
    origin: ProjectKey | None = None

    @property
    def key(self) -> ProjectKey:
        """Which project it is of."""
        return ProjectKey(self.document, self.project)

    @property
    def goes(self) -> bool:
        """Whether the whole project goes by it."""
        return any(c.field == EXISTENCE and c.is_ is None for c in self.changes)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands: what was read, what people put in its place, and what comes of both.

    `reading` is the machine's JSON, None for what was added by hand. `corrections` maps fields to
    the values that hold instead. `shown` is the result, None where a person took the project out.
    """

    key: ProjectKey
    version: int
    reading: Json | None
    corrections: Mapping[str, Any]
    shown: Json | None


@dataclass(frozen=True, slots=True)
class Versioned:
    """A project as an editor opens it: saving needs this `version`."""

    project: Project
    version: int
    reading: Project | None
    corrected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FullReading:
    """All that is known of a document: what a draft begins with and a re-read brings.

    `columns` says of a list, by the names of its sheets, which column was taken for which field:
    field → the column's own heading.
    """

    facts: DocumentFacts
    projects: tuple[Project, ...]
    targets: tuple[Target, ...] = ()
    text: str | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A correction whose reading changed below it. The correction stays until a person decides."""

    key: ProjectKey
    name: str
    field: str
    correction: Any
    was_read: Any
    is_read: Any


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again changes, told before or after it is done.

    `added` and `dropped` are projects; `changed` has the changes shown of each other project, by
    its id; `kept` are the corrections that stay (project, field), `conflicts` those among them
    whose reading changed, `stay_out` what was read again and people had taken out, `unchecked` the
    projects a person had checked and that change, so that they are no longer. `names` are those of
    all that stay or come, by the ids they have then.
    """

    document: str
    supersedes: str | None = None
    added: tuple[Project, ...] = ()
    dropped: tuple[Project, ...] = ()
    changed: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    kept: tuple[tuple[ProjectKey, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    stay_out: tuple[ProjectKey, ...] = ()
    unchecked: tuple[ProjectKey, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is shown would change."""
        return not (self.added or self.dropped or self.changed)

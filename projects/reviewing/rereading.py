"""Reading a document again: which new project is which old one, and what would change.

Old and new are matched by what they are called and where they stand; a matched project keeps its
id and its corrections, whatever id the reader gives it this time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from projects.contract import project_from_json, project_to_json
from projects.reviewing.applying import came, composed, gone
from projects.reviewing.fields import difference, flat, is_said, same
from projects.reviewing.matching import fresh, matched, renumbered
from projects.reviewing.values import (
    EXISTENCE,
    Change,
    Conflict,
    Json,
    ProjectKey,
    Reread,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.models import Project

__all__ = [
    "Old",
    "Step",
    "compared",
    "steps_of",
    "superseding",
    "told",
]

_CHECKED = "checked"
_OF_OLD_TEXT = frozenset({"start", "end", "mentions", "section", "page", "doubles"})


@dataclass(frozen=True, slots=True)
class Old:
    """A project of the old reading with what became of it: `out` where a person took it out."""

    standing: Standing
    out: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a re-read does to one project: its standing before (None: new here) and after.

    "left" is what moves into another version of its document; `origin` is where it comes from.
    """

    before: Standing | None
    after: Standing
    changes: tuple[Change, ...]
    how: Literal["stays", "added", "dropped", "left", "stays_out"]
    origin: ProjectKey | None = None


def compared(before: Standing, reading: Json) -> tuple[Standing, tuple[Change, ...]]:
    """Put a new reading below a project's corrections.

    Returns
    -------
    The standing after, and the changes: of what is shown, and (`of_reading`) of what is read below
    a correction. A check is withdrawn where one of the project's facts changes.
    """
    corrections = dict(before.corrections)
    if reading == before.reading:
        return before, ()
    was_read = flat(before.reading) if before.reading else {}
    is_read = flat(reading)
    below = [
        Change(c.field, c.was, c.is_, of_reading=True)
        for c in difference(was_read, is_read)
        if c.field in corrections and before.reading is not None
    ]
    old = flat(before.shown) if before.shown else {}
    shown = composed(before.key, reading, corrections)
    changes = [
        replace(c, hand_was=c.field in corrections, hand_is=c.field in corrections)
        for c in difference(old, flat(shown))
    ]
    if _CHECKED in corrections and any(is_said(c.field) for c in changes):
        changes.append(Change(_CHECKED, corrections.pop(_CHECKED), None, hand_was=True))
        shown = composed(before.key, reading, corrections)
    all_changes = (*changes, *below)
    version = before.version + bool(all_changes)
    return Standing(before.key, version, reading, corrections, shown), all_changes


def steps_of(
    old: Sequence[Old], new: Sequence[Project], *, document: str, used: Iterable[str] = ()
) -> tuple[Step, ...]:
    """Work out what a new reading does to each project, in the order of the new reading.

    Steps that change nothing are among them; those of projects that go stand last. `document` is
    that of the new reading, in which matched projects keep their ids. Where it is another one than
    the old, every project moves into it with its corrections and under the new reading's id, what
    people added and took out moves too, and the old ones go.
    """
    was = [_as_project(entry.standing) for entry in old]
    same_text = all(entry.standing.key.document == document for entry in old)
    pairs = matched(was, new, same_text=same_text)
    ids = {index: was[at].id for index, at in pairs.items()}
    if not same_text:
        ids = {index: project.id for index, project in enumerate(new)}
    projects = renumbered(new, ids, used=(*used, *(p.id for p in was)), document=document)
    to = {was[at].id: projects[index].id for index, at in pairs.items()}
    out = {projects[index].id for index, at in pairs.items() if old[at].out}
    taken = set(pairs.values())
    left = [entry for at, entry in enumerate(old) if at not in taken]
    dropped = {e.standing.key for e in left if _is_read(e)}
    own = [e for e in left if e.out or (e.standing.shown and e.standing.key not in dropped)]
    if not same_text:
        known = {*used, *(project.id for project in projects)}
        to |= {e.standing.key.id: _own_id(e.standing.key.id, known) for e in own}
    groups = _Groups(to, {} if same_text else {project.id: project.name for project in was})
    steps = [
        _step(groups.renamed(old[pairs[index]]) if index in pairs else None, project, out)
        for index, project in enumerate(projects)
    ]
    if same_text:
        return (*steps, *(_leaving(e.standing, "dropped") for e in left if _is_read(e)))
    by_hand = [_moved(groups.renamed(e), ProjectKey(document, to[e.standing.key.id])) for e in own]
    goes = [
        _leaving(e.standing, "dropped" if e.standing.key in dropped else "left")
        for e in old
        if e.standing.shown is not None
    ]
    return (*steps, *by_hand, *goes)


def superseding(
    own: Sequence[Step], old: Sequence[Old], *, document: str, used: Iterable[str] = ()
) -> tuple[Step, ...]:
    """Let what people did to another version's projects move into a document.

    Parameters
    ----------
    own
        What the reading does to the document itself. A project that people touched here stays.
    old
        The other version's projects, which go.
    used
        Every id the document ever had.
    """
    read = [step for step in own if step.after.shown and step.after.reading]
    projects = [project_from_json(step.after.reading or {}) for step in read]
    known = {*used, *(step.after.key.id for step in own)}
    moved = steps_of(old, projects, document=document, used=known)
    touched = {s.after.key for s in own if s.after.corrections or s.how == "stays_out"}
    to = {m.after.key: m for m in moved if m.origin and m.after.key not in touched}
    joined = [_joined(step, to.pop(step.after.key, None)) for step in own]
    return (*joined, *to.values(), *(step for step in moved if step.how in {"dropped", "left"}))


def _joined(own: Step, move: Step | None) -> Step:
    """Put what moves in over what is read here."""
    if move is None:
        return own
    if own.before is None or own.before.shown is None:
        return replace(move, before=own.before)
    if move.after.shown is None:  # people took it out there, and it goes here
        left, change = gone(own.before)
        out = replace(move.after, version=left.version)
        return replace(move, before=own.before, after=out, changes=(change,))
    changes = tuple(
        replace(c, hand_is=c.field in move.after.corrections)
        for c in difference(flat(own.before.shown), flat(move.after.shown))
    )
    version = own.before.version + 1
    after = replace(move.after, version=version, reading=own.after.reading)
    return Step(own.before, after, changes, move.how, move.origin)


@dataclass(frozen=True, slots=True)
class _Groups:
    """What the groups of the old reading are called in the new one.

    `to` maps the ids of those that come along, `names` has the names of all. The id is the same
    group's in what was read, what is shown and what a person put right: a group that is merely
    counted anew is no change. One that does not come is told by its name, lest its id be taken for
    another project's, and a correction that names it goes.
    """

    to: Mapping[str, str]
    names: Mapping[str, str]

    def renamed(self, entry: Old) -> Old:
        standing, corrections = entry.standing, dict(entry.standing.corrections)
        group = corrections.get("part_of")
        if group and group in self.to:
            corrections["part_of"] = self.to[group]
        elif group in self.names:
            del corrections["part_of"]
        after = replace(
            standing,
            corrections=corrections,
            reading=self._in(standing.reading),
            shown=self._in(standing.shown),
        )
        return entry if after == standing else replace(entry, standing=after)

    def _in(self, layer: Json | None) -> Json | None:
        group = (layer or {}).get("part_of")
        if layer is None or not group:
            return layer
        return {**layer, "part_of": self.to.get(group, self.names.get(group, group))}


def _as_project(standing: Standing) -> Project:
    """Return what a project is matched by: what was read, or what a person wrote."""
    payload = standing.reading or composed(standing.key, None, standing.corrections)
    return project_from_json(payload)


def _is_read(entry: Old) -> bool:
    """Tell what a reading that no longer names it takes away: not what a person added."""
    return entry.standing.shown is not None and entry.standing.reading is not None


def _step(old: Old | None, project: Project, out: set[str]) -> Step:
    reading = project_to_json(project)
    key = ProjectKey(project.document, project.id)
    before = old.standing if old else None
    moves = before is not None and before.key != key
    origin = before.key if before is not None and moves else None
    if before is None or (before.shown is None and not (old and old.out)):
        return _coming(before, key, reading, {"part_of": None} if project.part_of in out else {})
    if before.shown is None:  # a person took it out, and it stays out
        after = replace(before, key=key, reading=reading)
        return Step(None if moves else before, after, (), "stays_out", origin)
    if moves:  # where the old text named it says nothing of the new one
        own = {f: v for f, v in before.corrections.items() if f not in _OF_OLD_TEXT}
        before = replace(before, corrections=own)
    after, changes = compared(replace(before, key=key), reading)
    if moves:
        after = replace(after, version=before.version + 1)
    return Step(None if moves else before, after, changes, "stays", origin)


def _coming(before: Standing | None, key: ProjectKey, reading: Json, alone: Json) -> Step:
    """Let a project come, or come back with the corrections it had; nobody has checked it so.

    `alone` takes it out of a group that people took out.
    """
    corrections = {**alone, **(before.corrections if before else {})}
    corrections.pop(_CHECKED, None)
    version = before.version + 1 if before else 1
    after = Standing(key, version, reading, corrections, composed(key, reading, corrections))
    origin = before.key if before is not None and before.key != key else None
    return Step(None if origin else before, after, (came(after),), "added", origin)


def _own_id(id_: str, known: set[str]) -> str:
    """Return an id for what moves along: its own, or a fresh one where that is taken."""
    found = id_ if id_ not in known else fresh(id_, known)
    known.add(found)
    return found


def _moved(entry: Old, key: ProjectKey) -> Step:
    """Take what people added or took out along into another version of the document."""
    before = entry.standing
    own = {**before.corrections}
    if before.reading is None:
        own.pop("page", None)
        own |= {"start": 0, "end": 0, "mentions": [], "section": "", "doubles": []}
        own.setdefault("part_of", None)  # its group does not come, and nothing is read below
    shown = before.shown and composed(key, before.reading, own)
    after = replace(before, key=key, version=before.version + 1, corrections=own, shown=shown)
    changes = (came(after),) if shown else ()
    return Step(None, after, changes, "stays" if shown else "stays_out", before.key)


def _leaving(before: Standing, how: Literal["dropped", "left"]) -> Step:
    after, change = gone(before)
    return Step(before, after, (change,), how)


def told(steps: Iterable[Step], *, document: str, supersedes: str | None = None) -> Reread:
    """Tell a person what the steps change; spans, sections and confidence go without saying."""
    steps = tuple(steps)
    shown = [(step, project_from_json(_payload(step))) for step in steps if step.how != "stays_out"]
    stay = [step for step in steps if step.how == "stays"]
    changed = {
        step.after.key.id: said
        for step in stay
        if (said := tuple(c for c in step.changes if _is_told(c)))
    }
    return Reread(
        document,
        supersedes,
        added=tuple(project for step, project in shown if step.how == "added"),
        dropped=tuple(project for step, project in shown if step.how == "dropped"),
        changed=changed,
        kept=tuple(
            (step.after.key, field)
            for step in stay
            if step.after.reading is not None
            for field in step.after.corrections
            if field != _CHECKED
        ),
        conflicts=tuple(conflict for step in stay for conflict in _conflicts(step)),
        stay_out=tuple(step.after.key for step in steps if step.how == "stays_out"),
        unchecked=tuple(
            step.after.key for step in stay if any(c.field == _CHECKED for c in step.changes)
        ),
        names={step.after.key.id: project.name for step, project in shown if step.after.shown},
    )


def _is_told(change: Change) -> bool:
    """Leave out what changed below a correction, and that what people added moves along."""
    return is_said(change.field) and not change.of_reading and change.field != EXISTENCE


def _payload(step: Step) -> Json:
    """Return the project's JSON as it is shown after the step, or was before it went."""
    before = step.before.shown if step.before else None
    return step.after.shown or before or {}


def _conflicts(step: Step) -> Iterable[Conflict]:
    """Find corrections whose reading changed below them, to something else than they say."""
    name = (step.after.shown or {}).get("name", "")
    for change in step.changes:
        value = step.after.corrections.get(change.field)
        if change.of_reading and is_said(change.field) and not same(change.is_, value):
            yield Conflict(step.after.key, name, change.field, value, change.was, change.is_)

"""What a change leads to: edits, checks, undos, as functions from one standing to the next."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from geo.models import Precision
from projects.contract import project_from_json, project_to_json
from projects.errors import RevisionRefused
from projects.reviewing.fields import FIELDS, difference, flat, is_said, same, whole
from projects.reviewing.values import EXISTENCE, Action, Change, Json, ProjectKey, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from projects.models import Check, Project
    from projects.reviewing.values import Revision

__all__ = [
    "added",
    "came",
    "come_back",
    "composed",
    "described",
    "edited",
    "gone",
    "revived",
    "set_back",
    "settled",
    "snapshot",
    "taken_back",
    "undone_by",
    "why_not_taken_back",
]

_CHECKED = "checked"


def composed(key: ProjectKey, reading: Json | None, corrections: Mapping[str, Any]) -> Json:
    """Lay corrections over a reading.

    Raises
    ------
    RevisionRefused
        If what comes out is no project.
    """
    fields = {**(flat(reading) if reading else {}), **corrections}
    shown = project_to_json(project_from_json(whole(fields, document=key.document, id_=key.id)))
    if shown["shares"] is not None and len(shown["shares"]) != len(shown["counties"]):
        message = f"{shown['name']}: {len(shown['shares'])} shares for {len(shown['counties'])}"
        message += " counties; give one for each, or none."
        raise RevisionRefused(message)
    return shown


def added(key: ProjectKey, project: Project, *, check: Check | None) -> Standing:
    """Return the standing of a project added by hand: there is no reading below it."""
    corrections = flat(project_to_json(project))
    if check is not None:
        corrections[_CHECKED] = asdict(check)
    return Standing(key, 1, None, corrections, composed(key, None, corrections))


def settled(changes: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """Add what follows from a change of place, where the change does not say it itself.

    Counties chosen by hand are certain: their precision follows from their number, and the
    machine's reasons, candidates and doubts about the place no longer hold.
    """
    full = dict(changes)
    if "citywide" in full and full["citywide"] and not same(shown.get("counties"), []):
        full.setdefault("counties", [])
    if "counties" in full:
        number = len(full["counties"])
        several = Precision.COUNTIES if number > 1 else Precision.COUNTY
        full.setdefault("citywide", False)
        full.setdefault("precision", str(several if number else Precision.CITY))
        full |= {"reasons": [], "candidates": [], "confidence": 1.0, "dispute": None}
        full.setdefault("shares", None)
        full.setdefault("within", None)
    elif full.get("citywide"):
        full |= {"precision": str(Precision.CITY), "candidates": [], "confidence": 1.0}
    return full


def edited(
    standing: Standing, wanted: Mapping[str, Any], *, check: Check | None = None
) -> tuple[Standing, tuple[Change, ...]]:
    """Put values in place of what is shown; only what differs is a change."""
    shown = flat(_shown(standing))
    full = settled(wanted, shown)
    if check is not None:
        full[_CHECKED] = asdict(check)
    return _with(standing, {f: v for f, v in full.items() if not same(shown.get(f), v)})


def _with(
    standing: Standing, put: Mapping[str, Any], drop: Iterable[str] = ()
) -> tuple[Standing, tuple[Change, ...]]:
    """Put corrections in and take others out; the changes are what is shown differently then.

    A correction that only gives way to the same value as read is a change, too: what stands by
    hand differs.
    """
    before, dropped = flat(_shown(standing)), set(drop)
    kept = {f: v for f, v in standing.corrections.items() if f not in dropped}
    corrections = {**kept, **put}
    shown = composed(standing.key, standing.reading, corrections)
    after = flat(shown)
    touched = dict.fromkeys((*put, *dropped))
    changes = tuple(
        Change(
            field,
            before.get(field),
            after.get(field),
            hand_was=field in standing.corrections,
            hand_is=field in corrections,
        )
        for field in touched
    )
    now = Standing(standing.key, standing.version + 1, standing.reading, corrections, shown)
    return now, changes


def _shown(standing: Standing) -> Json:
    if standing.shown is None:
        message = f"{standing.key.id}: the project was taken out; undo that first."
        raise RevisionRefused(message)
    return standing.shown


def snapshot(standing: Standing) -> Json:
    """Keep all of a standing that bringing it back needs."""
    return {"reading": standing.reading, "corrections": dict(standing.corrections)}


def came(standing: Standing) -> Change:
    """Return the change by which a project comes."""
    return Change(EXISTENCE, None, snapshot(standing), hand_is=standing.reading is None)


def gone(standing: Standing) -> tuple[Standing, Change]:
    """Take a project out: its standing without what is shown, and the change."""
    change = Change(EXISTENCE, snapshot(standing), None, hand_was=standing.reading is None)
    return replace(standing, version=standing.version + 1, shown=None), change


def revived(standing: Standing, *, by_hand: bool) -> tuple[Standing, Change]:
    """Bring back a project that is gone; `by_hand` also where no reading names it any more."""
    reading, corrections = standing.reading, dict(standing.corrections)
    if by_hand and reading is not None:
        corrections, reading = {**flat(reading), **corrections}, None
    back = replace(
        standing,
        version=standing.version + 1,
        reading=reading,
        corrections=corrections,
        shown=composed(standing.key, reading, corrections),
    )
    return back, came(back)


def come_back(standing: Standing, was: Json) -> tuple[Standing, Change]:
    """Bring back a project as it was when it went, whatever was kept of it since.

    `was` is its `snapshot` then: what another version's reading or people said is not in it.
    """
    reading, corrections = was["reading"], dict(was["corrections"])
    shown = composed(standing.key, reading, corrections)
    back = Standing(standing.key, standing.version + 1, reading, corrections, shown)
    return back, came(back)


def taken_back(standing: Standing, revision: Revision) -> tuple[Standing, tuple[Change, ...]]:
    """Take back a revision's changes of fields, whoever made them.

    A correction that stood for a reading goes, and what is read today shows again. Else what was
    shown before stands again, by hand. A check that was given to what is now taken back goes.
    """
    put: dict[str, Any] = {}
    drop: list[str] = []
    for change in revision.changes:
        if change.of_reading:
            continue
        to_reading = change.hand_is and not change.hand_was
        if to_reading and (standing.reading is not None or change.field == _CHECKED):
            drop.append(change.field)
        else:
            put[change.field] = change.was
    checked = standing.corrections.get(_CHECKED)
    if checked and _CHECKED not in (*put, *drop) and checked["at"] > revision.at:
        drop.append(_CHECKED)
    return _with(standing, put, drop)


def set_back(standing: Standing, revision: Revision) -> tuple[Standing, tuple[Change, ...]]:
    """Put a standing back to what it was before a re-read: what was read, and what stood by hand.

    Unlike `taken_back` nothing is kept by hand that was not: this is for the undo of a whole act,
    with which the reading goes, too.
    """
    before = flat(_shown(standing))
    corrections = dict(standing.corrections)
    reading = None if standing.reading is None else flat(standing.reading)
    for change in revision.changes:
        if change.hand_was and not change.of_reading:
            corrections[change.field] = change.was
            continue
        if not change.of_reading:
            corrections.pop(change.field, None)
        if reading is not None:
            reading[change.field] = change.was
    key = standing.key
    read = None if reading is None else whole(reading, document=key.document, id_=key.id)
    shown = composed(key, read, corrections)
    after = Standing(key, standing.version + 1, read, corrections, shown)
    changes = tuple(
        replace(c, hand_was=c.field in standing.corrections, hand_is=c.field in corrections)
        for c in difference(before, flat(shown))
    )
    return after, changes


def undone_by(history: Sequence[Revision]) -> dict[int, int]:
    """Tell which revisions are taken back as things stand, and by which (number → number).

    An undo that was itself taken back takes nothing back.
    """
    found: dict[int, int] = {}
    for revision in reversed(history):
        if revision.undoes is not None and revision.number not in found:
            found[revision.undoes] = revision.number
    return found


def why_not_taken_back(revision: Revision, history: Sequence[Revision]) -> str:
    """Say why a revision cannot be taken back; "" where it can.

    `history` is that of its project, oldest first. What was changed and changed back by an undo
    does not stand in the way.
    """
    if not revision.project:
        return "it is the reading of a document; undo it as a whole on the page of changes"
    back = undone_by(history)
    if revision.number in back:
        return f"it was taken back already, by revision {back[revision.number]}"
    touched = {change.field for change in revision.changes if not change.of_reading}
    told = {f for f in touched if is_said(f) or f == _CHECKED} - {EXISTENCE}
    if revision.action is Action.REJECT:
        touched = {EXISTENCE}
    elif not touched or (revision.origin and not told and not revision.goes):
        return "it changed nothing that is shown"
    later = (
        other
        for other in history
        if other.number > revision.number and other.undoes is None and other.number not in back
    )
    for other in later:
        fields = {change.field for change in other.changes if not change.of_reading}
        both = fields if EXISTENCE in touched else touched & fields
        if EXISTENCE in fields or both:
            return _in_the_way(other, both)
    return ""


def _in_the_way(other: Revision, fields: set[str]) -> str:
    said = sorted(f for f in fields if f in FIELDS) or sorted(f for f in fields if is_said(f))
    what = "、".join(FIELDS[f].zh if f in FIELDS else f for f in said) or other.action.value
    who = other.who or "a re-read"
    return (
        f"revision {other.number} of {other.at[:16]} by {who} changed the same later ({what}); "
        "undo that one first"
    )


def described(revisions: Iterable[Revision]) -> str:
    """Say in a line what others did, for the editor who comes second."""
    told = []
    for revision in revisions:
        fields = [FIELDS[c.field].zh for c in revision.changes if c.field in FIELDS]
        what = "、".join(fields) or str(Action(revision.action))
        told.append(f"{revision.who or 'a re-read'} at {revision.at[:16]}: {what}")
    return "; ".join(told)

"""What a reviewer does to the items of a draft, as functions from items to items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from projects.contract import project_from_json
from projects.errors import DraftError
from projects.reviewing.applying import composed, edited
from projects.reviewing.drafts import Item, ItemState
from projects.reviewing.fields import check_changes, flat, same
from projects.reviewing.parts import place_fields
from projects.reviewing.values import ProjectKey, Standing
from projects.reviewing.whys import MERGED, SPLIT, code_of, coded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.models import Project
    from projects.reviewing.parts import Part

__all__ = ["Entered", "corrected", "decided", "merged", "seen", "split"]

_NOT_SHARED = ("capacity", "shares", "investment.total", "investment.yearly", "doubles")


@dataclass(frozen=True, slots=True)
class Entered:
    """An item as it is stored: what was read, the corrections, what comes of both, the decision."""

    standing: Standing
    position: int
    state: ItemState = ItemState.OPEN
    reason: str = ""
    who: str = ""
    at: str = ""
    known: int = 0

    @property
    def id(self) -> str:
        """The item's id, that of its project."""
        return self.standing.key.id

    @property
    def project(self) -> Project:
        """What the item is by now."""
        return project_from_json(self.standing.shown or {})


def seen(item: Entered) -> Item:
    """Return an item as a page sees it."""
    reading = item.standing.reading
    return Item(
        id=item.id,
        project=item.project,
        reading=None if reading is None else project_from_json(reading),
        corrected=tuple(
            f for f in item.standing.corrections if f != "checked" and _by_hand(item, f)
        ),
        state=item.state,
        reason=item.reason,
        who=item.who,
        at=item.at,
        known=item.known,
    )


def _by_hand(item: Entered, field: str) -> bool:
    """Tell whether a person put a field right; the place of a part may be the machine's reading."""
    is_part = item.standing.reading is None and field == "counties"
    return not is_part or (item.standing.shown or {})["confidence"] == 1.0


def decided(item: Entered, state: ItemState, *, reason: str, who: str, at: str) -> Entered:
    """Decide on an item, or open it again; what was split or merged away stays turned down as that.

    Raises
    ------
    DraftError
        If it was accepted: what is in the registry is changed there.
    """
    _check_open(item, or_rejected=True)
    if state is ItemState.REJECTED and code_of(item.reason):
        return item
    return replace(item, state=state, reason=reason, who=who, at=at)


def corrected(item: Entered, changes: Mapping[str, Any]) -> Entered:
    """Put fields of an open item right.

    Raises
    ------
    DraftError
        If it is not open.
    RevisionRefused
        If a value cannot be.
    """
    _check_open(item)
    check_changes(changes)
    after, _ = edited(item.standing, changes)
    return replace(item, standing=replace(after, version=item.standing.version))


def split(
    item: Entered, parts: Sequence[Part], *, known: set[str], who: str, at: str
) -> tuple[Entered, ...]:
    """Part an item that names several projects into these.

    Each part has the fields of the whole where it does not say otherwise, but for sizes and sums,
    which it has only where it says so: nothing is counted twice. Nor has it the counties of the
    whole: it lies where its own place says (`projects.reviewing.parts`), else nowhere yet.

    Parameters
    ----------
    parts
        Each needs its `name`.
    known
        Ids that are taken.

    Returns
    -------
    The item, turned down, and the parts.
    """
    _check_open(item)
    if len(parts) < 2 or any("name" not in part.changes for part in parts):  # noqa: PLR2004 - two
        message = f"{item.project.name}: name two parts or more."
        raise DraftError(message)
    fields = {
        **flat(item.standing.shown or {}),
        **dict.fromkeys(_NOT_SHARED),
        "capacity": [],
        "doubles": [],
    }
    made = []
    for part in parts:
        check_changes(part.changes)
        key = ProjectKey(item.standing.key.document, _new_id(item.id, known))
        own = fields | place_fields(part.place, citywide=bool(fields["citywide"]))
        whole = Standing(key, 0, None, own, composed(key, None, own))
        after, _ = edited(whole, part.changes)
        made.append(Entered(replace(after, version=0), item.position))
    names = [part.changes["name"] for part in parts]
    reason = coded(SPLIT, names, parts=[part.id for part in made])
    old = replace(item, state=ItemState.REJECTED, reason=reason, who=who, at=at)
    return (old, *made)


def _new_id(id_: str, known: set[str]) -> str:
    number = 1
    while f"{id_}-{number}" in known:
        number += 1
    known.add(f"{id_}-{number}")
    return f"{id_}-{number}"


def merged(
    items: Sequence[Entered], others: Sequence[Entered], *, who: str, at: str
) -> tuple[Entered, ...]:
    """Make one project of doubles: the first, with what only the others say.

    Parameters
    ----------
    items
        The doubles, the one that stays first.
    others
        The draft's further items, whose groups are named anew.

    Returns
    -------
    The one that stays, the others turned down, and the items that were part of those.
    """
    if len({item.id for item in items}) < 2:  # noqa: PLR2004 - two doubles
        message = "name two items or more to be made one."
        raise DraftError(message)
    for item in items:
        _check_open(item)
    first, *rest = items
    gone = {item.id for item in rest}
    fields = flat(first.standing.shown or {})
    taken: dict[str, Any] = {}
    for item in rest:
        told = flat(item.standing.shown or {})
        taken |= {f: v for f, v in told.items() if _adds(f, v, {**fields, **taken}, first)}
    spans = [span for item in items for span in (item.standing.shown or {})["mentions"]]
    taken["mentions"] = [list(span) for span in dict.fromkeys(map(tuple, spans))]
    if _group(first) in gone:
        taken["part_of"] = None
    taken["doubles"] = [d for d in fields["doubles"] if d["id"] not in gone]
    after, _ = edited(first.standing, taken)
    stays = replace(first, standing=replace(after, version=first.standing.version))
    members = [item for item in others if _group(item) in gone]
    own, made = first.standing.corrections, after.corrections
    memory = {
        "into": first.id,
        "away": [item.id for item in rest],
        "had": {f: v for f, v in own.items() if not same(v, made.get(f))},
        "took": {f: v for f, v in made.items() if f not in own or not same(v, own[f])},
        "members": {item.id: _own_group(item) for item in members},
    }
    reason = coded(MERGED, [first.project.name], **memory)
    down = [replace(item, state=ItemState.REJECTED, reason=reason, who=who, at=at) for item in rest]
    return (stays, *down, *(_regrouped(item, first.id) for item in members))


def _adds(field: str, value: object, has: Mapping[str, Any], first: Entered) -> bool:
    """Take from a double what the first says nothing of; a place only if it has none."""
    if field in {"part_of", "document", "citywide"} or same(value, None):
        return False
    if field in {"counties", "precision", "confidence", "reasons", "candidates", "within"}:
        is_placed = bool((first.standing.shown or {})["counties"]) or has["citywide"]
        return field == "counties" and not is_placed and same(has.get(field), None)
    return same(has.get(field), None)


def _group(item: Entered) -> str | None:
    group: str | None = (item.standing.shown or {})["part_of"]
    return group


def _own_group(item: Entered) -> dict[str, Any]:
    """Return what a person said of an item's group; empty where it is as read."""
    return {f: v for f, v in item.standing.corrections.items() if f == "part_of"}


def _regrouped(item: Entered, group: str) -> Entered:
    after, _ = edited(item.standing, {"part_of": group})
    return replace(item, standing=replace(after, version=item.standing.version))


def _check_open(item: Entered, *, or_rejected: bool = False) -> None:
    if item.state is ItemState.OPEN or (or_rejected and item.state is ItemState.REJECTED):
        return
    message = f"{item.project.name}: {item.state.value} already"
    message += "; change it in the registry." if item.state is ItemState.ACCEPTED else "."
    raise DraftError(message)

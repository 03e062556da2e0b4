"""The door to drafts: readings that wait for a person, each seen by its owner alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from projects.errors import DraftError
from projects.registry_rows import check_reading
from projects.reviewing.applying import composed
from projects.reviewing.drafts import Accepted, Admitted, ItemState
from projects.reviewing.items import Entered, corrected, decided, merged, seen, split
from projects.reviewing.reopening import reopened
from projects.reviewing.values import FullReading, Signature, Standing, now
from projects.reviewing.whys import typed
from projects.store.accepting import accept_items
from projects.store.admitting import admitted_above, insert_with, updated
from projects.store.database import iso
from projects.store.draftrows import (
    draft_of,
    facts_of_draft,
    heads_of,
    items_of,
    put_items,
    row_of,
    targets_of_draft,
    touch,
)
from projects.store.groups import check_chain, members_waiting
from projects.store.replacing import check_in_place
from projects.store.rereads import check_supersedes
from projects.store.schema import DRAFTS
from projects.store.standings import old_of
from projects.store.waiting import begun, replaced, waiting_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from geo.models import Adcode
    from projects.reviewing.drafts import Draft, DraftHead, Owner, Replaced, Waiting
    from projects.reviewing.parts import Part
    from projects.store.database import Database

    Items = dict[str, Entered]

__all__ = ["Drafts"]


class Drafts:
    """Readings under review; `Registry.drafts`.

    An owner's methods know only that owner's drafts: another's is refused as one that is not there.
    Each action is one transaction; `version` is that of the draft as the page showed it, and an
    older one is refused. `DraftError` tells of either, `RegistryError` of the file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self, reading: FullReading, *, owner: Owner, at: datetime | None = None, note: str = ""
    ) -> str:
        """Keep a reading as a draft; returns its id.

        Where the document is in the registry, its projects are matched with what is there: an item
        then begins with the corrections made there; what a person has checked and does not change
        counts as accepted, and what a person took out as rejected.

        Parameters
        ----------
        at
            When; now, where None.
        note
            What the owner wants to remember it by.
        """
        check_reading(reading.facts, reading.projects, reading.text)
        with self._database.writing() as connection:
            items = begun(connection, reading).items
            return insert_with(connection, reading, items, owner, iso(at or now()), note)

    def waiting(self, reading: FullReading, *, owner: Owner) -> Waiting | None:
        """Tell of the owner's draft of the document that is not done; None where there is none.

        Of several, the one that is the same, else the latest.
        """
        with self._database.reading() as connection:
            return waiting_of(connection, reading, owner)

    def instead(
        self, draft: str, reading: FullReading, *, owner: Owner, version: int, note: str = ""
    ) -> Replaced:
        """Put another reading of its document in a draft's place; what was judged is kept.

        What was turned down is open again where its row is read otherwise; corrections lie over
        the new reading, and stay also where it does not name their item any more.
        """
        check_reading(reading.facts, reading.projects, reading.text)
        with self._database.writing() as connection:
            row = row_of(connection, draft, owner, version)
            return replaced(connection, row, reading, at=iso(now()), note=note)

    def mine(self, owner: Owner) -> tuple[DraftHead, ...]:
        """Return the owner's drafts, the latest first."""
        with self._database.reading() as connection:
            return heads_of(connection, owner)

    def all_heads(self) -> tuple[DraftHead, ...]:
        """Return everybody's drafts, the latest first: for the terminal and for administrators."""
        with self._database.reading() as connection:
            return heads_of(connection, None)

    def open(self, draft: str, *, owner: Owner) -> Draft:
        """Return a draft with its items in the order of review."""
        with self._database.reading() as connection:
            return draft_of(connection, row_of(connection, draft, owner))

    def correct(
        self, draft: str, item: str, changes: Mapping[str, Any], *, owner: Owner, version: int
    ) -> Draft:
        """Put fields of an open item right; `changes` as `Revisions.edit` takes them.

        Raises
        ------
        RevisionRefused
            If a value cannot be.
        """

        def act(items: Items) -> Iterable[Entered]:
            if changes.get("part_of"):
                live = [i for i in items.values() if i.state is not ItemState.REJECTED]
                groups = {i.id: i.project.part_of for i in live}
                check_chain(item, changes["part_of"], groups)
            return (corrected(_item(items, item), changes),)

        return self._acted(draft, owner, version, act)

    def choose(self, draft: str, item: str, adcode: Adcode, *, owner: Owner, version: int) -> Draft:
        """Choose one of the places an item's candidates name, or any other county."""
        return self.correct(draft, item, {"counties": [adcode]}, owner=owner, version=version)

    def set_part_of(
        self, draft: str, item: str, group: str | None, *, owner: Owner, version: int
    ) -> Draft:
        """Make an item part of another one of the draft, or of none."""
        return self.correct(draft, item, {"part_of": group}, owner=owner, version=version)

    def reject(
        self,
        draft: str,
        items: Sequence[str],
        *,
        owner: Owner,
        version: int,
        signed: Signature,
    ) -> Draft:
        """Turn items down; `signed.why` is kept as the reason."""

        def act(found: Items) -> Iterable[Entered]:
            state, why, at = ItemState.REJECTED, typed(signed.why), iso(signed.at)
            chosen = [_item(found, id_) for id_ in items]
            return [decided(i, state, reason=why, who=signed.who, at=at) for i in chosen]

        return self._acted(draft, owner, version, act)

    def reopen(self, draft: str, items: Sequence[str], *, owner: Owner, version: int) -> Draft:
        """Open items again that were turned down.

        The whole of a split takes its parts back, and a merge is undone as a whole; refused where
        one of those is in the registry.
        """

        def act(found: Items) -> Iterable[Entered]:
            return reopened([_item(found, id_) for id_ in dict.fromkeys(items)], found)

        return self._acted(draft, owner, version, act)

    def split(
        self,
        draft: str,
        item: str,
        parts: Sequence[Part],
        *,
        owner: Owner,
        version: int,
        signed: Signature,
    ) -> Draft:
        """Part an item that names several projects.

        A part has sizes and sums only where it says so, and lies where its own place is.
        """

        def act(found: Items) -> Iterable[Entered]:
            who, at = signed.who, iso(signed.at)
            return split(_item(found, item), parts, known=set(found), who=who, at=at)

        return self._acted(draft, owner, version, act)

    def merge(
        self,
        draft: str,
        items: Sequence[str],
        *,
        owner: Owner,
        version: int,
        signed: Signature,
    ) -> Draft:
        """Make one project of doubles: the first named stays, with what only the others say."""

        def act(found: Items) -> Iterable[Entered]:
            doubles = [_item(found, id_) for id_ in dict.fromkeys(items)]
            others = [item for item in found.values() if item.id not in items]
            return merged(doubles, others, who=signed.who, at=iso(signed.at))

        return self._acted(draft, owner, version, act)

    def accept(
        self,
        draft: str,
        items: Sequence[str] | None = None,
        *,
        owner: Owner,
        version: int,
        signed: Signature,
    ) -> Accepted:
        """Bring items (None: all that are open) into the registry, all at once or not at all.

        Who signs has checked them. A member whose group is still open waits with it. What was
        turned down so far is remembered with the document: reading it again does not bring it in.

        Raises
        ------
        EditConflict
            If a project was changed in the registry since the draft was made; see `renew`.
        DraftError
            If the document went since as a version, and another stands in its place.
        """
        with self._database.writing() as connection:
            row = row_of(connection, draft, owner, version)
            facts = facts_of_draft(row)
            check_in_place(connection, facts.sha256, row["created"])
            found = items_of(connection, draft, facts.sha256)
            open_ = [id_ for id_, item in found.items() if item.state is ItemState.OPEN]
            wanted = dict.fromkeys(open_ if items is None else items)
            chosen = [_item(found, id_) for id_ in wanted]
            if not chosen:
                message = "nothing is left to be accepted; open an item again first."
                raise DraftError(message)
            for item in chosen:
                if item.state is not ItemState.OPEN:
                    message = f"{item.project.name}: {item.state.value} already; open it first."
                    raise DraftError(message)
            chosen, waiting = _with_groups(chosen, found)
            head = FullReading(facts, (), targets_of_draft(row), row["text"])
            put_items(connection, draft, accept_items(connection, head, found, chosen, signed))
            touch(connection, draft, iso(signed.at))
            ids = tuple(item.id for item in chosen)
            nowhere = tuple(i.project.name for i in map(seen, chosen) if i.is_unplaced)
            return Accepted(facts.sha256, ids, len(open_) - len(ids), waiting, nowhere)

    def renew(self, draft: str, *, owner: Owner, version: int) -> Draft:
        """Take what was changed in the registry meanwhile over into the open items.

        Where both changed the same field, the registry's value stands.
        """
        with self._database.writing() as connection:
            row = row_of(connection, draft, owner, version)
            document = facts_of_draft(row).sha256
            found = items_of(connection, draft, document)
            old = {o.standing.key.id: o.standing for o in old_of(connection, document, list(found))}
            undecided = [item for item in found.values() if item.state is not ItemState.ACCEPTED]
            renewed = [_renewed(i, old[i.id]) for i in undecided if i.id in old]
            put_items(connection, draft, renewed)
            touch(connection, draft, iso(now()))
            return draft_of(connection, row_of(connection, draft, owner))

    def discard(self, draft: str, *, owner: Owner) -> None:
        """Throw a draft away; what was accepted stays in the registry."""
        with self._database.writing() as connection:
            row_of(connection, draft, owner)
            connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.id == draft))

    def hand_over(self, old: Owner, new: Owner) -> int:
        """Give all drafts of one owner to another: of a visitor who signed in; returns how many."""
        with self._database.writing() as connection:
            update = sa.update(DRAFTS).where(DRAFTS.c.owner == old.key)
            return connection.execute(update.values(owner=new.key)).rowcount

    def give(self, draft: str, new: Owner, *, owner: Owner) -> None:
        """Give one draft of its owner to another, whose alone it is then."""
        with self._database.writing() as connection:
            row_of(connection, draft, owner)
            update = sa.update(DRAFTS).where(DRAFTS.c.id == draft)
            connection.execute(update.values(owner=new.key))

    def forget(self, before: datetime) -> int:
        """Throw away visitors' drafts that nobody touched since `before`; returns how many."""
        is_visitors = DRAFTS.c.owner.startswith("visitor:")
        with self._database.writing() as connection:
            delete = sa.delete(DRAFTS).where(is_visitors, DRAFTS.c.changed < iso(before))
            return connection.execute(delete).rowcount

    def accept_above(
        self, reading: FullReading, confidence: float, *, owner: Owner, signed: Signature
    ) -> Admitted:
        """Store a reading as `Registry.replace` does, but leave new doubtful projects as a draft.

        What the registry knows already is read again; of what is new, projects with at least this
        confidence come in, unchecked, and the others wait in a draft of `owner`. The document
        and its targets come in either way. All at once or not at all.
        """
        check_reading(reading.facts, reading.projects, reading.text)
        with self._database.writing() as connection:
            return admitted_above(connection, reading, confidence, owner, signed)

    def update(
        self,
        reading: FullReading,
        *,
        owner: Owner,
        signed: Signature,
        supersedes: str | None = None,
    ) -> Admitted:
        """Store a reading as `Revisions.reread` does, but leave what it changes as a draft.

        What the reading does not change is read again, or moves into the new version; what it no
        longer names goes. What is new waits in a draft of `owner`, and what would change stays as
        it is until its item is accepted. All at once or not at all.

        Parameters
        ----------
        supersedes
            SHA-256 of the document that goes when this one comes.
        """
        check_reading(reading.facts, reading.projects, reading.text)
        with self._database.writing() as connection:
            check_supersedes(connection, supersedes)
            return updated(connection, reading, owner, signed, supersedes=supersedes)

    def _acted(
        self,
        draft: str,
        owner: Owner,
        version: int,
        act: Callable[[Items], Iterable[Entered]],
    ) -> Draft:
        """Let `act` change items, and return the draft as it is then."""
        with self._database.writing() as connection:
            row = row_of(connection, draft, owner, version)
            items = items_of(connection, draft, facts_of_draft(row).sha256)
            put_items(connection, draft, act(items))
            touch(connection, draft, iso(now()))
            return draft_of(connection, row_of(connection, draft, owner))


def _item(items: Items, id_: str) -> Entered:
    if id_ not in items:
        message = f'"{id_}" is no item of this draft; open it again.'
        raise DraftError(message)
    return items[id_]


def _with_groups(chosen: Sequence[Entered], items: Items) -> tuple[list[Entered], tuple[str, ...]]:
    """Leave members out whose group is neither in the registry nor to be accepted with them.

    Raises
    ------
    DraftError
        If nothing is left.
    """
    wanted = {item.id for item in chosen}
    open_ = {
        item.id
        for item in items.values()
        if item.state is ItemState.OPEN and not item.known and item.id not in wanted
    }
    waiting = members_waiting(open_, {item.id: item.project.part_of for item in chosen})
    left = [item for item in chosen if item.id not in waiting]
    if not left:
        groups = {items[item.project.part_of or ""].project.name for item in chosen}
        message = f"part of {'、'.join(sorted(groups))}, which waits; accept that first, or both."
        raise DraftError(message)
    return left, tuple(item.id for item in chosen if item.id in waiting)


def _renewed(item: Entered, standing: Standing) -> Entered:
    """Put the registry's corrections over the item's; where it is gone there, only its version."""
    corrections = {**item.standing.corrections, **standing.corrections}
    shown = composed(item.standing.key, item.standing.reading, corrections)
    now_ = replace(item.standing, corrections=corrections, shown=shown)
    return replace(item, standing=now_, known=standing.version)

"""What stands in a document's place: the version that came when it went, or came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from projects.errors import DraftError
from projects.reviewing.values import Action
from projects.store.database import has_history
from projects.store.documents import document_of
from projects.store.draftrows import heads_of
from projects.store.schema import REVISIONS
from projects.store.standings import revision_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from projects.models import DocumentFacts
    from projects.reviewing.drafts import DraftHead
    from projects.reviewing.values import Revision

__all__ = ["DraftsBefore", "check_in_place"]


class DraftsBefore:
    """How the drafts of an act's documents stand, to be asked after it was taken back."""

    def __init__(self, connection: sa.Connection, documents: Collection[str]) -> None:
        self._connection, self._documents = connection, documents
        self._left = {head.id: head.left for head in self._heads()}
        self._stopped = {head.id for head in self._heads() if self._is_stopped(head)}

    def opened(self) -> tuple[DraftHead, ...]:
        """Return those in which more is to be decided now."""
        return tuple(h for h in self._heads() if h.left > self._left.get(h.id, 0))

    def stopped(self) -> tuple[DraftHead, ...]:
        """Return those with something left of which nothing can be accepted any more."""
        heads = (h for h in self._heads() if h.left and h.id not in self._stopped)
        return tuple(head for head in heads if self._is_stopped(head))

    def _heads(self) -> list[DraftHead]:
        heads = heads_of(self._connection, None)
        return [head for head in heads if head.facts.sha256 in self._documents]

    def _is_stopped(self, head: DraftHead) -> bool:
        try:
            check_in_place(self._connection, head.facts.sha256, head.created)
        except DraftError:
            return True
        return False


def check_in_place(connection: sa.Connection, document: str, created: str) -> None:
    """Refuse to accept from a draft of a version that went since the draft was made.

    Else its projects and targets would stand beside those of the version in its place. A draft
    made afterwards is somebody's wish for both.

    Parameters
    ----------
    created
        When the draft was made (ISO, UTC).

    Raises
    ------
    DraftError
        If another version is in the document's place: which, since when and by whom.
    """
    if document_of(connection, document) is not None or not has_history(connection):
        return
    went = _last(connection, document)
    if went is None or went.at < created:
        return
    other = _in_place(connection, went)
    if other is None:
        return
    who = went.who or "a re-read"
    if went.action is Action.UNDO:
        message = (
            f"{other.title}: this new version was taken back as a whole on {went.at[:16]}Z by "
            f"{who}, and the version before it stands; discard this draft and, where the new one "
            "holds after all, bring its file again as a new version."
        )
    else:
        message = (
            f"{other.title}: this version was superseded on {went.at[:16]}Z by {who}, and the new "
            "one stands; discard this draft and put right there what is missing."
        )
    raise DraftError(message)


def _last(connection: sa.Connection, document: str) -> Revision | None:
    """Return the event by which a document went; None where it never was here."""
    is_whole = (REVISIONS.c.document == document) & (REVISIONS.c.project == "")
    query = sa.select(REVISIONS).where(is_whole).order_by(REVISIONS.c.number.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else revision_of(dict(row))


def _in_place(connection: sa.Connection, went: Revision) -> DocumentFacts | None:
    """Return the document that came or changed in the act in which one went, and stands."""
    beside = sa.select(REVISIONS.c.document).where(
        REVISIONS.c.at == went.at,
        REVISIONS.c.who == went.who,
        REVISIONS.c.project == "",
        REVISIONS.c.document.not_in((went.document, "")),
    )
    found = (document_of(connection, other) for other in connection.scalars(beside.distinct()))
    return next((facts for facts in found if facts is not None), None)

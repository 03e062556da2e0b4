"""The store: documents, their projects and targets, in one SQLite file, and every change of them.

A project is a row keyed (document, id): the contract's object as JSON, beside the columns that are
searched. What people do to it goes through `Registry.revisions` and `Registry.drafts`. A file says
by which schema it was written, and one of a newer schema is refused rather than misread. The
database itself is known to `projects/store` alone.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from projects.registry_rows import check_reading
from projects.reviewing.values import MACHINE, FullReading, Signature
from projects.sample import load_sample, sample_mark
from projects.selection import Holdings
from projects.store.database import Database, filled_with, note_filling
from projects.store.documents import (
    documents_of,
    projects_of,
    store_new,
    targets_of,
    text_of,
    without_text,
)
from projects.store.drafts import Drafts
from projects.store.rereads import PartByPart, store_reading
from projects.store.revisions import Revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import sqlalchemy as sa

    from projects.models import DocumentFacts, Project, Target
    from projects.settings import Settings

__all__ = ["Filling", "Registry"]


class Registry:
    """An open registry; use it as a context manager. Safe to share between threads.

    `revisions` and `drafts` are the doors to what people do.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.revisions = Revisions(database)
        self.drafts = Drafts(database)

    @classmethod
    def open(cls, url: str | None = None, *, settings: Settings, create: bool = True) -> Registry:
        """Open a registry.

        Parameters
        ----------
        url
            "sqlite:///plans.sqlite" (from the working directory) or "sqlite:////srv/plans.sqlite".
            None means the settings' registry, and else the default file, the only one that is
            filled with the sample at first use, however it is named.
        settings
            Where the default file lies and how long a locked one is waited for.
        create
            Whether a file that is not there is made. The default file always is.

        Raises
        ------
        RegistryError
            If it is no such URL, or the file is not there, cannot be opened, or is not a registry
            of this version.
        """
        database, is_default = Database.open(url, settings=settings, create=create)
        try:
            database.prepare(lambda: _sample(settings) if is_default else _nothing)
            if is_default:
                _refresh(database, settings)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @staticmethod
    def absent(url: str | None = None, *, settings: Settings) -> Path | None:
        """Return the file that `open` would have to make, None where it is there.

        Raises
        ------
        RegistryError
            If it is no such URL.
        """
        return Database.absent(url, settings=settings)

    def __enter__(self) -> Registry:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def documents(self) -> tuple[DocumentFacts, ...]:
        """Return the documents' facts, in the order they were first added."""
        with self._database.reading() as connection:
            return documents_of(connection)

    def projects(self, document: str | None = None) -> tuple[Project, ...]:
        """Return the projects of one document (by SHA-256) or all, in the order of the texts."""
        with self._database.reading() as connection:
            return projects_of(connection, document)

    def targets(self, document: str | None = None) -> tuple[Target, ...]:
        """Return the targets of one document (by SHA-256) or all, in the order of the texts."""
        with self._database.reading() as connection:
            return targets_of(connection, document)

    def holdings(self) -> Holdings:
        """Return documents and projects together, as they stand at one moment."""
        with self._database.reading() as connection:
            return Holdings(documents_of(connection), projects_of(connection, None))

    def stamp(self) -> tuple[int, ...]:
        """Return what differs after every change of the file."""
        return self._database.stamp()

    def text(self, sha256: str) -> str | None:
        """Return a document's text; None where the document or only its text is not here."""
        with self._database.reading() as connection:
            return text_of(connection, sha256)

    def replace(
        self,
        facts: DocumentFacts,
        projects: Sequence[Project],
        targets: Sequence[Target],
        text: str | None = None,
    ) -> None:
        """Store a reading that nobody reviewed, all at once or not at all.

        An earlier reading of the same text goes, but for what people corrected, added and took
        out; its projects keep their ids. The same reading again changes nothing. A text that is
        already here stays when `text` is None.

        Raises
        ------
        RegistryError
            If the file cannot be written, two projects have one id, or the text is another one.
        """
        check_reading(facts, projects, text)
        reading = FullReading(facts, tuple(projects), tuple(targets), text)
        with self._database.writing() as connection:
            store_reading(connection, reading, Signature.of(MACHINE))

    @contextmanager
    def filling(self, facts: DocumentFacts) -> Iterator[Filling]:
        """Store a long reading part by part; it is all there when the block ends, or nothing is.

        An earlier reading of the same text goes as with `replace`. Errors of the block itself pass
        as they are.

        Raises
        ------
        RegistryError
            If the file cannot be written.
        """
        database = self._database
        with database.translated():
            connection = database.begin()
        try:
            yield Filling(database, connection, facts)
            with database.translated():
                connection.commit()
        finally:
            connection.close()


class Filling:
    """A reading on its way into the registry; `Registry.filling` opens one."""

    def __init__(self, database: Database, connection: sa.Connection, facts: DocumentFacts) -> None:
        self._database = database
        with database.translated():
            self._parts = PartByPart(connection, facts, Signature.of(MACHINE))

    def add(self, projects: Sequence[Project]) -> None:
        """Add projects; their ids must be new in this reading."""
        with self._database.translated():
            self._parts.add(projects)

    def finish(self, facts: DocumentFacts, *, instead_of: Iterable[str] = ()) -> None:
        """Write the final facts; documents of the SHA-256s `instead_of` go.

        What people corrected, added and took out there moves into this one.
        """
        with self._database.translated():
            self._parts.finish(facts, instead_of)


def _sample(settings: Settings) -> Callable[[sa.Connection], None]:
    """Read the sample; what is returned stores it."""
    sample = load_sample(settings.sample)

    def store(connection: sa.Connection) -> None:
        signed = Signature.of(MACHINE)
        for document in sample:
            reading = FullReading(document.facts, document.projects, document.targets)
            store_new(connection, reading, signed)
        note_filling(connection, sample_mark(settings.sample))

    return store


def _refresh(database: Database, settings: Settings) -> None:
    """Read the sample again where a newer Luotu brought another one.

    What people changed stays, and so does a plan whose own text was read since.
    """
    mark = sample_mark(settings.sample)
    with database.reading() as connection:
        known = filled_with(connection)
    if known == mark or not os.access(database.name, os.W_OK):
        return
    sample = load_sample(settings.sample)
    with database.writing() as connection:
        shipped = without_text(connection)
        for document in sample:
            if document.facts.sha256 in shipped:
                reading = FullReading(document.facts, document.projects, document.targets)
                store_reading(connection, reading, Signature.of(MACHINE))
        note_filling(connection, mark)


def _nothing(connection: sa.Connection) -> None:
    """Begin with nothing."""
    del connection

"""The store: documents, their projects and targets, in one SQLite file.

The only module that knows SQLAlchemy. A project is a row keyed (document, id): the contract's
object as JSON, beside the columns that are searched. Revisions and a lock per row can join as
further tables and columns: a file says by which schema it was written, and one of a newer schema
is refused rather than misread.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from projects.contract import project_from_json, target_from_json
from projects.errors import ProjectsError, RegistryError
from projects.models import DocumentFacts
from projects.registry_rows import (
    SCHEMA,
    check_reading,
    document_row,
    facts_of_row,
    file_named,
    file_stamp,
    is_there,
    project_row,
    reason_for,
    target_row,
)
from projects.sample import load_sample
from projects.selection import Holdings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from projects.models import Project, Target
    from projects.settings import Settings

__all__ = ["Filling", "Registry"]

_METADATA = sa.MetaData()
_VERSION = sa.Table("schema_version", _METADATA, sa.Column("version", sa.Integer, nullable=False))
_DOCUMENTS = sa.Table(
    "documents",
    _METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("number", sa.Text),
    sa.Column("date", sa.Text),
    sa.Column("issuer", sa.Text),
    sa.Column("place", sa.Text, nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("script", sa.Text, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("added", sa.Integer, nullable=False),
)
_PROJECTS = sa.Table(
    "projects",
    _METADATA,
    sa.Column("document", sa.ForeignKey(_DOCUMENTS.c.sha256), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    sa.Column("stage", sa.Text, nullable=False, index=True),
    sa.Column("payload", sa.Text, nullable=False),
)
_TARGETS = sa.Table(
    "targets",
    _METADATA,
    sa.Column("document", sa.ForeignKey(_DOCUMENTS.c.sha256), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
)
_FACTS = tuple(_DOCUMENTS.c[field.name] for field in fields(DocumentFacts))

_FILL = "luotu ingest PATH… --registry URL"


class Registry:
    """An open registry; use it as a context manager. Safe to share between threads."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self._engine = engine
        self._name = name

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
        named = url or settings.registry_url
        target = sa.URL.create("sqlite", database=str(settings.default_registry))
        if named:
            target = _checked(named)
        file = file_named(str(target.database), is_uri="uri" in target.query)
        is_default = file.resolve() == settings.default_registry.resolve()
        if not (create or is_default or is_there(file)):
            message = f"registry {file}: no such file; check the name, or fill it: {_FILL}."
            raise RegistryError(message)
        engine = sa.create_engine(
            target, poolclass=sa.NullPool, connect_args={"timeout": settings.lock_seconds}
        )
        sa.event.listen(engine, "connect", _on_connect)
        sa.event.listen(engine, "begin", _on_begin)
        registry = cls(engine, str(target.database))
        try:
            registry._prepare(settings if is_default else None)
        except BaseException:
            registry.close()
            raise
        return registry

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
        self._engine.dispose()

    def documents(self) -> tuple[DocumentFacts, ...]:
        """Return the documents' facts, in the order they were first added."""
        with self._reading() as connection:
            return _documents(connection)

    def projects(self, document: str | None = None) -> tuple[Project, ...]:
        """Return the projects of one document (by SHA-256) or all, in the order of the texts."""
        with self._reading() as connection:
            return _projects(connection, document)

    def targets(self, document: str | None = None) -> tuple[Target, ...]:
        """Return the targets of one document (by SHA-256) or all, in the order of the texts."""
        with self._reading() as connection:
            rows = _payloads(connection, _TARGETS, document)
            return tuple(
                replace(target_from_json(json.loads(payload)), document=sha256)
                for sha256, payload in rows
            )

    def holdings(self) -> Holdings:
        """Return documents and projects together, as they stand at one moment."""
        with self._reading() as connection:
            return Holdings(_documents(connection), _projects(connection, None))

    def stamp(self) -> tuple[int, ...]:
        """Return what differs after every change of the file."""
        return file_stamp(Path(self._name))

    def text(self, sha256: str) -> str | None:
        """Return a document's text; None where the document or only its text is not here."""
        query = sa.select(_DOCUMENTS.c.text).where(_DOCUMENTS.c.sha256 == sha256)
        with self._reading() as connection:
            text: str | None = connection.execute(query).scalar_one_or_none()
            return text

    def replace(
        self,
        facts: DocumentFacts,
        projects: Sequence[Project],
        targets: Sequence[Target],
        text: str | None = None,
    ) -> None:
        """Store a reading; an earlier reading of the same text goes, all at once or not at all.

        A text that is already here stays when `text` is None.

        Raises
        ------
        RegistryError
            If the file cannot be written, two projects have one id, or the text is another one.
        """
        check_reading(facts, projects, text)
        with self._writing() as connection:
            _store(connection, facts, projects, targets, text)

    @contextmanager
    def filling(self, facts: DocumentFacts) -> Iterator[Filling]:
        """Store a long reading part by part; it is all there when the block ends, or nothing is.

        An earlier reading of the same text goes. Errors of the block itself pass as they are.

        Raises
        ------
        RegistryError
            If the file cannot be written.
        """
        with self._translated():
            connection = self._engine.execution_options(luotu_writes=True).connect()
        try:
            with self._translated():
                transaction = connection.begin()
            filling = Filling(self, connection, facts)
            yield filling
            with self._translated():
                transaction.commit()
        finally:
            connection.close()

    def _prepare(self, settings: Settings | None) -> None:
        """Create what is missing; `settings` tell where the sample lies, None for no sample."""
        with self._reading() as connection:
            ready = self._is_ready(connection)
        if ready:
            return
        with self._translated():
            raw = self._engine.raw_connection()
            try:
                # The mode stays with the file; it cannot change inside a transaction.
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                raw.close()
        sample = () if settings is None else load_sample(settings.sample)
        with self._writing() as connection:
            if self._is_ready(connection):
                return  # another process was first
            _METADATA.create_all(connection)
            connection.execute(sa.insert(_VERSION).values(version=SCHEMA))
            for document in sample:
                _store(connection, document.facts, document.projects, document.targets, None)

    def _is_ready(self, connection: sa.Connection) -> bool:
        """Tell an empty file (False) from a registry (True); refuse any other file."""
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return False
        stated = sa.select(_VERSION.c.version)
        version = connection.execute(stated).scalar() if _VERSION.name in tables else None
        if version is None:
            reason = "it is another program's file; name another one with --registry"
            raise RegistryError(self._message(reason))
        if version > SCHEMA:
            reason = f"a newer Luotu wrote it (schema {version}, not {SCHEMA}); update Luotu"
            raise RegistryError(self._message(reason))
        return True

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        engine = self._engine.execution_options(luotu_writes=True)
        with self._translated(), engine.begin() as connection:
            yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the database's errors into one line that says what to do."""
        try:
            yield
        except RegistryError:
            raise
        except (SQLAlchemyError, ProjectsError, ValueError) as exc:
            cause = exc.orig if isinstance(exc, DBAPIError) else exc
            raise RegistryError(self._message(reason_for(str(cause)))) from exc

    def _message(self, reason: str) -> str:
        return f"registry {self._name}: {reason}."


class Filling:
    """A reading on its way into the registry; `Registry.filling` opens one."""

    def __init__(self, registry: Registry, connection: sa.Connection, facts: DocumentFacts) -> None:
        self._registry, self._connection, self._sha256 = registry, connection, facts.sha256
        self._count = 0
        with registry._translated():
            _put(connection, facts, None)
            _empty(connection, facts.sha256)

    def add(self, projects: Sequence[Project]) -> None:
        """Add projects; their ids must be new in this reading."""
        first = self._count
        rows = [project_row(self._sha256, first + n, p) for n, p in enumerate(projects)]
        self._count += len(rows)
        if rows:
            with self._registry._translated():
                self._connection.execute(sa.insert(_PROJECTS), rows)

    def finish(self, facts: DocumentFacts, *, instead_of: Iterable[str] = ()) -> None:
        """Write the final facts; documents of the SHA-256s `instead_of` go."""
        with self._registry._translated():
            _put(self._connection, facts, None)
            for sha256 in instead_of:
                _empty(self._connection, sha256)
                self._connection.execute(sa.delete(_DOCUMENTS).where(_DOCUMENTS.c.sha256 == sha256))


def _checked(url: str) -> sa.URL:
    """Refuse all but a SQLite file."""
    try:
        target = sa.make_url(url)
    except SQLAlchemyError as exc:
        message = f'"{url}" is not a registry\'s URL; for a file write sqlite:///{url}'
        raise RegistryError(message) from exc
    if target.drivername not in {"sqlite", "sqlite+pysqlite"}:
        message = f"a registry of {target.drivername} is not supported; use sqlite:///FILE."
        raise RegistryError(message)
    if target.database in {None, "", ":memory:"}:
        message = f'"{url}" names no file; use sqlite:///FILE.'
        raise RegistryError(message)
    return target


def _on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    # The driver would begin transactions late and only before some statements: do it ourselves.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")


def _on_begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("luotu_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _documents(connection: sa.Connection) -> tuple[DocumentFacts, ...]:
    query = sa.select(*_FACTS).order_by(_DOCUMENTS.c.added)
    return tuple(facts_of_row(dict(row)) for row in connection.execute(query).mappings())


def _projects(connection: sa.Connection, document: str | None) -> tuple[Project, ...]:
    rows = _payloads(connection, _PROJECTS, document)
    return tuple(project_from_json(json.loads(payload)) for _, payload in rows)


def _payloads(
    connection: sa.Connection, table: sa.Table, document: str | None
) -> Iterator[tuple[str, str]]:
    query = (
        sa.select(table.c.document, table.c.payload)
        .join(_DOCUMENTS)
        .order_by(_DOCUMENTS.c.added, table.c.position)
    )
    if document is not None:
        query = query.where(table.c.document == document)
    yield from (tuple(row) for row in connection.execute(query))


def _store(
    connection: sa.Connection,
    facts: DocumentFacts,
    projects: Sequence[Project],
    targets: Sequence[Target],
    text: str | None,
) -> None:
    _put(connection, facts, text)
    _empty(connection, facts.sha256)
    project_rows = [project_row(facts.sha256, n, project) for n, project in enumerate(projects)]
    target_rows = [target_row(facts.sha256, n, target) for n, target in enumerate(targets)]
    for table, rows in ((_PROJECTS, project_rows), (_TARGETS, target_rows)):
        if rows:
            connection.execute(sa.insert(table), rows)


def _put(connection: sa.Connection, facts: DocumentFacts, text: str | None) -> None:
    """Write a document's facts; what is written is of today's schema."""
    older = _VERSION.c.version < SCHEMA
    connection.execute(sa.update(_VERSION).where(older).values(version=SCHEMA))
    newest = sa.select(sa.func.coalesce(sa.func.max(_DOCUMENTS.c.added), 0)).scalar_subquery()
    row = insert(_DOCUMENTS).values(**document_row(facts), text=text, added=newest + 1)
    kept: dict[str, Any] = {column.name: row.excluded[column.name] for column in _FACTS}
    kept["text"] = sa.func.coalesce(row.excluded.text, _DOCUMENTS.c.text)
    connection.execute(row.on_conflict_do_update(index_elements=["sha256"], set_=kept))


def _empty(connection: sa.Connection, sha256: str) -> None:
    for table in (_PROJECTS, _TARGETS):
        connection.execute(sa.delete(table).where(table.c.document == sha256))

"""The registry's file: opened, prepared, read and written in transactions, errors in one line."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from projects.errors import ProjectsError, RegistryError
from projects.registry_rows import SCHEMA, file_named, file_stamp, is_there, reason_for
from projects.reviewing.values import now
from projects.store.schema import DOCUMENTS, METADATA, REVISIONS, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from projects.settings import Settings

__all__ = ["Database", "filled_with", "has_history", "iso", "note_filling", "upgrade"]

_FILL = "luotu ingest PATH… --registry URL"
_WITH_REVISIONS = 3


class Database:
    """A registry's file. Safe to share between threads: each transaction has its connection."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @classmethod
    def open(cls, url: str | None, *, settings: Settings, create: bool) -> tuple[Database, bool]:
        """Open a file; the second value tells whether it is the default one.

        Raises
        ------
        RegistryError
            If it is no such URL, or the file is not there or cannot be opened.
        """
        named = url or settings.registry_url
        target, file = _targeted(named, settings)
        is_default = file.resolve() == settings.default_registry.resolve()
        if not (create or is_default or is_there(file)):
            message = f"registry {file}: no such file; check the name, or fill it: {_FILL}."
            raise RegistryError(message)
        engine = sa.create_engine(
            target, poolclass=sa.NullPool, connect_args={"timeout": settings.lock_seconds}
        )
        sa.event.listen(engine, "connect", _on_connect)
        sa.event.listen(engine, "begin", _on_begin)
        return cls(engine, str(target.database)), is_default

    @staticmethod
    def absent(url: str | None, *, settings: Settings) -> Path | None:
        """Return the file that `open` would have to make, None where it is there.

        Raises
        ------
        RegistryError
            If it is no such URL.
        """
        _, file = _targeted(url or settings.registry_url, settings)
        return None if is_there(file) else file

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def stamp(self) -> tuple[int, ...]:
        """Return what differs after every change of the file."""
        return file_stamp(Path(self.name))

    def prepare(self, fill: Callable[[], Callable[[sa.Connection], None]]) -> None:
        """Create the tables in an empty file; what `fill()` returns puts in what it begins with.

        Raises
        ------
        RegistryError
            If the file is another program's or of a newer Luotu.
        """
        with self.reading() as connection:
            ready = self._is_ready(connection)
        if ready:
            return
        with self.translated():
            raw = self._engine.raw_connection()
            try:
                # The mode stays with the file; it cannot change inside a transaction.
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                raw.close()
        begin = fill()
        with self.writing() as connection:
            if self._is_ready(connection):
                return  # another process was first
            METADATA.create_all(connection)
            connection.execute(sa.insert(VERSION).values(version=SCHEMA))
            begin(connection)

    def _is_ready(self, connection: sa.Connection) -> bool:
        """Tell an empty file (False) from a registry (True); refuse any other file."""
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return False
        version = _version(connection) if VERSION.name in tables else None
        if version is None:
            reason = "it is another program's file; name another one with --registry"
            raise RegistryError(self._message(reason))
        if version > SCHEMA:
            reason = f"a newer Luotu wrote it (schema {version}, not {SCHEMA}); update Luotu"
            raise RegistryError(self._message(reason))
        return True

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read, all at one moment."""
        with self.translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write, all or nothing; a file of an older schema becomes one of today's."""
        engine = self._engine.execution_options(luotu_writes=True)
        with self.translated(), engine.begin() as connection:
            upgrade(connection)
            yield connection

    def begin(self) -> sa.Connection:
        """Begin a long transaction that writes; the caller commits and closes it."""
        connection = self._engine.execution_options(luotu_writes=True).connect()
        try:
            connection.begin()
            upgrade(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the database's errors into one line that says what to do."""
        try:
            yield
        except RegistryError:
            raise
        except (SQLAlchemyError, ProjectsError, ValueError) as exc:
            cause = exc.orig if isinstance(exc, DBAPIError) else exc
            raise RegistryError(self._message(reason_for(str(cause)))) from exc

    def _message(self, reason: str) -> str:
        return f"registry {self.name}: {reason}."


def upgrade(connection: sa.Connection) -> None:
    """Add the tables an older schema lacks, and note since when there is a history."""
    if not sa.inspect(connection).has_table(VERSION.name):
        return  # still empty: being prepared
    version = _version(connection)
    if version is None or version >= SCHEMA:
        return
    METADATA.create_all(connection)
    connection.execute(sa.update(VERSION).values(version=SCHEMA))
    if version < _WITH_REVISIONS and connection.execute(sa.select(DOCUMENTS.c.sha256)).first():
        begins = {"document": "", "project": "", "version": 0, "action": "read", "who": ""}
        begins |= {"at": iso(now()), "why": "the history begins here", "changes": "[]"}
        connection.execute(sa.insert(REVISIONS).values(**begins))


def has_history(connection: sa.Connection) -> bool:
    """Tell whether the file has the tables of revisions and drafts yet."""
    return (_version(connection) or 0) >= _WITH_REVISIONS


def filled_with(connection: sa.Connection) -> int:
    """Return the mark of the sample the file was filled with, 0 where there is none."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def note_filling(connection: sa.Connection, mark: int) -> None:
    """Note which sample the file has: SQLite leaves a number of 31 bits to the program."""
    connection.exec_driver_sql(f"PRAGMA user_version={mark:d}")


def iso(moment: datetime) -> str:
    """Write a moment so that later ones sort behind it as texts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _version(connection: sa.Connection) -> int | None:
    version: int | None = connection.execute(sa.select(VERSION.c.version)).scalar()
    return version


def _targeted(named: str | None, settings: Settings) -> tuple[sa.URL, Path]:
    """Return what a URL opens, the default registry for None, and its file."""
    target = sa.URL.create("sqlite", database=str(settings.default_registry))
    if named:
        target = _checked(named)
    return target, file_named(str(target.database), is_uri="uri" in target.query)


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

"""Tables into the registry: all of a table or, where it is refused, nothing."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import PurePath
from typing import TYPE_CHECKING

from projects.formats.refusals import table_refusal
from projects.importing.reading import Atlas, Options, TableReading
from projects.incoming import from_path
from projects.models import Document
from projects.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects.importing.report import Report
    from projects.incoming import Incoming
    from projects.models import DocumentFacts, Project
    from projects.registry import Registry

__all__ = ["Atlas", "Options", "check_table", "earlier_tables", "import_table", "read_table"]

_ALIKE = 0.8
"""How much of two titles is the same where one may be a later version of the other."""


def import_table(
    path: Path,
    registry: Registry,
    *,
    atlas: Atlas,
    options: Options,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Read a table into a registry, all of it or, where it is refused, nothing.

    The same table again replaces what it brought before.

    Parameters
    ----------
    path
        The table's file; its suffix tells the format, and its content has to agree.
    registry
        Where the projects go.
    atlas, options
        What finds places, and what the reader knows better.
    progress
        Called with the number of rows read so far, every some thousand.

    Raises
    ------
    TableError
        If the file is no table, has no column of names or broken quotation marks, not one row can
        be taken, or another table of this title is in the registry.
    DocumentError
        If the file is missing, too large, not what its suffix says, or marked as secret.
    RegistryError
        If the registry cannot be written.
    """
    reading = _opened(path, atlas, options)
    instead, reading.report.replaces = earlier_tables(
        registry, reading.facts, replace=options.replace, titled=options.title is not None
    )
    with registry.filling(reading.facts) as filling:
        for part in reading.parts(progress):
            filling.add(part)
        filling.finish(reading.final_facts(), instead_of=instead)
    return reading.report


def check_table(
    path: Path,
    *,
    atlas: Atlas,
    options: Options,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Read a table as `import_table` does and store nothing."""
    reading = _opened(path, atlas, options)
    for _ in reading.parts(progress):
        pass
    reading.final_facts()
    return reading.report


def read_table(
    incoming: Incoming,
    *,
    atlas: Atlas,
    options: Options,
    limits: Limits,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Document, tuple[Project, ...], Report]:
    """Read a table whole: its document with the text offsets point into, projects and report.

    Errors as `import_table`.
    """
    reading = TableReading(incoming, atlas, options, limits)
    projects = tuple(project for part in reading.parts(progress) for project in part)
    return Document(reading.text, reading.final_facts()), projects, reading.report


def _opened(path: Path, atlas: Atlas, options: Options) -> TableReading:
    limits = Limits.from_environment()
    return TableReading(from_path(path, limits=limits), atlas, options, limits)


def earlier_tables(
    registry: Registry, facts: DocumentFacts, *, replace: bool, titled: bool = False
) -> tuple[tuple[str, ...], bool]:
    """Return the tables that a table would take the place of, and whether anything is replaced.

    These are others of its title where that was said (`titled`); else others from a file of its
    name that are called after the file or much like this one.

    Raises
    ------
    TableError
        There is such a one, and nobody said that it goes.
    """
    tables = [other for other in registry.documents() if other.is_table]
    others = [other for other in tables if other.sha256 != facts.sha256]
    namesakes = [other for other in others if _is_namesake(other, facts, titled=titled)]
    if namesakes and not replace:
        raise table_refusal(facts.source, "namesake", title=namesakes[0].title)
    again = any(other.sha256 == facts.sha256 for other in tables)
    return tuple(other.sha256 for other in namesakes), again or bool(namesakes)


def _is_namesake(other: DocumentFacts, facts: DocumentFacts, *, titled: bool) -> bool:
    if titled:
        return other.title == facts.title
    alike = SequenceMatcher(None, other.title, facts.title).ratio() >= _ALIKE
    called = PurePath(facts.source).stem in {other.title, facts.title}
    same_file = other.source == facts.source
    return (same_file and (alike or other.title == PurePath(facts.source).stem)) or (
        called and other.title == facts.title
    )

"""The whole way of a plan: file → Document → projects and targets → registry, for one or many.

The reader's modules are imported where they are used: naming a command must not load them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import GeoError, UnknownPlace
from geo.models import Location
from projects.errors import ProjectsError, RegistryError
from projects.formats.names import shown_name
from projects.intake import Asked, Means, Reading, intake, readable
from projects.script import simplify

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.divisions import Divisions
    from geo.gazetteer import Gazetteer
    from geo.geocoder import Geocoder
    from geo.models import Adcode
    from projects.models import Document
    from projects.registry import Registry
    from projects.settings import Limits

__all__ = [
    "Ingested",
    "Reading",
    "ingest",
    "locate_all",
    "plan_files",
    "read_document",
    "read_plan",
    "store_whole",
]

# What official tables put in the prefecture's column of 济源 or 石河子: there is none.
_NO_PREFECTURE = ("直辖县级行政区划", "直辖行政区划", "直辖县级行政单位")


@dataclass(frozen=True, slots=True)
class Ingested:
    """One file of many: `number` of `total`; its reading, or in one line why there is none."""

    path: Path
    number: int
    total: int
    reading: Reading | None = None
    error: str = ""


def read_document(
    path: Path,
    *,
    gazetteer: Gazetteer,
    place: Adcode | None = None,
    limits: Limits | None = None,
) -> Document:
    """Read a plan's file.

    Parameters
    ----------
    path
        The file.
    gazetteer
        The place names that tell which city or county the plan is of.
    place
        The plan's city or county, where the reader knows better.
    limits
        How much reading it may take.

    Raises
    ------
    DocumentError
        If the file is missing, empty, no text, or cannot be read.
    PlaceNotFound
        If the text does not tell its place and `place` is None.
    """
    from projects.documents import build_document, load_contents

    contents = load_contents(path, limits)
    return build_document(
        contents.text,
        source=shown_name(path.name),
        gazetteer=gazetteer,
        place=place,
        pages=contents.pages,
    )


def read_plan(path: Path, *, gazetteer: Gazetteer, place: Adcode | None = None) -> Reading:
    """Read a plan's file and all that it says; errors as `intake`."""
    return intake(path, means=Means(gazetteer), asked=Asked(place=place))


def plan_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """List the files meant: of a folder all that a plan can be in, each once.

    A folder without any stands for itself, and is refused when it is read.
    """
    known = _in_folders()
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if _is_plan(p, known))
        found.update(dict.fromkeys(inside or [path]))
    return tuple(found)


def _in_folders() -> frozenset[str]:
    """Return what a folder is searched for; a .csv is read where it is named itself."""
    return frozenset(readable()) - {".csv", ".tsv"}


def _is_plan(path: Path, suffixes: Container[str]) -> bool:
    """Take files by their suffix, but not those that some systems hide beside each (._plan.txt)."""
    hidden = path.name.startswith(".")
    return path.suffix.lower() in suffixes and not hidden and path.is_file()


def ingest(
    paths: Iterable[Path],
    registry: Registry,
    *,
    means: Means,
    place: Adcode | None = None,
    store: Callable[[Registry, Reading], None] | None = None,
    progress: Callable[[Ingested], None],
) -> tuple[Ingested, ...]:
    """Read files into a registry, each at once or not at all; a bad file does not stop the others.

    Parameters
    ----------
    paths
        Files and folders: plans, and tables of projects.
    registry
        Where readings and texts go.
    means
        What reading needs.
    place
        As for `intake`; it holds for every file.
    store
        What puts a reading into the registry; `store_whole` where None.
    progress
        Called after every file.

    Returns
    -------
    tuple of Ingested
        One per file, in order; `error` tells of the bad ones.

    Raises
    ------
    RegistryError
        If the registry cannot be written: no other file would fare better.
    """
    files = plan_files(paths)
    outcomes: list[Ingested] = []
    for number, path in enumerate(files, start=1):
        try:
            reading = intake(path, means=means, asked=Asked(place=place))
            (store or store_whole)(registry, reading)
            outcome = Ingested(path, number, len(files), reading)
        except RegistryError:
            raise
        except (GeoError, ProjectsError) as exc:
            outcome = Ingested(path, number, len(files), error=str(exc))
        outcomes.append(outcome)
        progress(outcome)
    return tuple(outcomes)


def store_whole(registry: Registry, reading: Reading) -> None:
    """Put a reading into a registry as it is; an earlier one of the same text goes.

    Raises
    ------
    TableError
        Another table of the same name is there.
    RegistryError
        The registry cannot be written.
    """
    whole = reading.whole
    if whole.facts.is_table:
        from projects.importing import earlier_tables

        earlier_tables(registry, whole.facts, replace=False)
    registry.replace(whole.facts, whole.projects, whole.targets, whole.text)


def locate_all(
    rows: Iterable[tuple[str, str]], *, geocoder: Geocoder, divisions: Divisions
) -> Iterator[tuple[str, Location]]:
    """Locate many names, each with its own scope.

    Parameters
    ----------
    rows
        Pairs of a name and the name or adcode of a division to search in; "" for none.
    geocoder, divisions
        What finds the names and the scopes.

    Yields
    ------
    The name and its location, in order. Where the scope is no place, or the name empty, the
    location is open and its `reason` says so.
    """
    asked = tuple(rows)
    scopes = {scope: _scope_of(scope, divisions) for scope in dict.fromkeys(s for _, s in asked)}
    written = [(name, scopes[scope]) for name, scope in asked]
    found = _located(written, geocoder)
    # As written first, then in simplified script: 乾安县 must not become 干安县.
    folded = [
        (simplify(name), scope)
        for (name, scope), f in zip(written, found, strict=True)
        if not f.counties and simplify(name) != name
    ]
    again = dict(zip(folded, _located(folded, geocoder), strict=True))
    for (name, scope), location in zip(written, found, strict=True):
        key = (simplify(name), scope)
        yield name, location if location.counties else again.get(key, location)


def _located(
    pairs: Sequence[tuple[str, Adcode | Location | None]], geocoder: Geocoder
) -> list[Location]:
    """Locate pairs in one call, but those without a name or with a scope that is none."""
    asked = [(n, s) for n, s in pairs if n and not isinstance(s, Location)]
    answers = iter(geocoder.locate_many(asked))
    return [
        s if isinstance(s, Location) else next(answers) if n else Location(reason="no name given")
        for n, s in pairs
    ]


def _scope_of(scope: str, divisions: Divisions) -> Adcode | Location | None:
    """Return the code of a scope, None for no scope, and for no place what is to be answered."""
    if not scope or scope.endswith(_NO_PREFECTURE):
        return None
    try:
        return _resolved(scope, divisions)
    except GeoError as exc:
        return Location(reason=str(exc))


def _resolved(scope: str, divisions: Divisions) -> Adcode:
    try:
        return divisions.resolve(scope)
    except UnknownPlace:
        if simplify(scope) == scope:
            raise
        return divisions.resolve(simplify(scope))

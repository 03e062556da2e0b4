"""Times a review's acts and telling a history, beside bare sqlite3 with the same rows.

`python -m tools.bench_review TASK FOLDER` is one measurement in a process of its own and prints
JSON; `report` runs them all. The peer writes the very rows that the accept wrote into tables of the
same schema, in one transaction, and reads the very rows of the history with `json.loads`: what it
leaves out is everything that makes them. What other documents name already is asked after each act
on a draft; the peer looks the same names up by an index, without taking them apart. Processor time
counts; the clock on the wall stands beside it.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.divisions import Divisions
from geo.models import Adcode, Precision
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage
from projects.registry import Registry
from projects.reviewing import doubles
from projects.reviewing.drafts import Draft, DraftHead, Item, Owner
from projects.reviewing.values import FullReading, ProjectKey, Signature
from projects.selection import Holdings
from projects.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Json = dict[str, Any]
    Task = Callable[[Path], Callable[[], object]]

__all__ = ["ACCEPTED", "HELD", "ITEMS", "REVISIONS", "TASKS", "measure", "report"]

ACCEPTED, REVISIONS, REPEATS = 500, 1_000, 5
ITEMS, HELD = 300, 100_000
MOST_ACCEPT, MOST_HISTORY, MOST_ELSEWHERE = 1.5, 0.1, 0.1
"""The bars, seconds."""

_START = datetime(2026, 1, 1, tzinfo=UTC)
_OWNER = Owner.of_user("bench")
_WRITTEN = ("documents", "revisions", "standings", "projects", "draft_items")
_SHA256 = "0" * 64


def reading(count: int | None = None) -> FullReading:
    """Make a reading of so many projects, each with a size, a county and a unit."""
    facts = DocumentFacts(
        _SHA256, "实施方案", None, "2025-01-02", None, Adcode("431300"), "plan.txt", "simplified", 9
    )
    projects = tuple(
        Project(
            id=f"p{n}",
            name=f"第{n}号抽水蓄能电站",
            kind="pumped_storage",
            stage=Stage.PLANNED,
            nature=Nature.NEW,
            start=20 * n,
            end=20 * n + 10,
            document=_SHA256,
            capacity=(Quantity(10.0 + n, "MW", Role.CAPACITY, f"{1 + n / 10:g}万千瓦"),),
            counties=(Adcode("431322"),),
            precision=Precision.COUNTY,
            confidence=0.95,
            mentions=((20 * n, 20 * n + 10),),
            responsible=("市发展改革委", "市能源局"),
        )
        for n in range(ACCEPTED if count is None else count)
    )
    return FullReading(facts, projects)


def _opened(file: Path) -> Registry:
    return Registry.open(f"sqlite:///{file}", settings=Settings(data=file.parent))


def _signed(minute: int = 0) -> Signature:
    return Signature("王工", _START + timedelta(minutes=minute), "核对")


def accept(folder: Path) -> Callable[[], object]:
    """Accept a draft of 500 projects; each call another draft in another file."""
    files = iter(range(REPEATS + 1))
    waiting = []
    for number in range(REPEATS + 1):
        registry = _opened(folder / f"accept{number}.sqlite")
        waiting.append((registry, registry.drafts.start(reading(), owner=_OWNER, at=_START)))

    def run() -> object:
        registry, draft = waiting[next(files)]
        return registry.drafts.accept(draft, owner=_OWNER, version=1, signed=_signed())

    return run


def accept_bare(folder: Path) -> Callable[[], object]:
    """Insert the rows of such an accept with sqlite3, in one transaction and the same tables."""
    with _opened(folder / "source.sqlite") as registry:
        draft = registry.drafts.start(reading(), owner=_OWNER, at=_START)
        registry.drafts.accept(draft, owner=_OWNER, version=1, signed=_signed())
    source = sqlite3.connect(folder / "source.sqlite")
    rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in _WRITTEN}  # noqa: S608 - names of our own
    drafts = source.execute("SELECT * FROM drafts").fetchall()
    source.close()
    waiting = []
    for number in range(REPEATS + 1):
        _opened(folder / f"bare{number}.sqlite").close()
        waiting.append(sqlite3.connect(folder / f"bare{number}.sqlite", isolation_level=None))
    files = iter(waiting)

    def run() -> object:
        database = next(files)
        database.execute("BEGIN IMMEDIATE")
        for table, found in {"drafts": drafts, **rows}.items():
            marks = ",".join("?" * len(found[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608 - as above
        database.execute("COMMIT")
        return len(rows["projects"])

    return run


def _with_history(folder: Path) -> Path:
    """Make a registry with a project of a thousand revisions."""
    file = folder / "history.sqlite"
    key = ProjectKey(_SHA256, "p1")
    with _opened(file) as registry:
        registry.revisions.reread(reading(20), signed=_signed())
        for number in range(REVISIONS):
            year = {"year": 2000 + number % 100}
            registry.revisions.edit(key, year, version=number, signed=_signed(number))
    return file


def history(folder: Path) -> Callable[[], object]:
    """Tell the history of a project with a thousand revisions."""
    registry = _opened(_with_history(folder))
    return lambda: registry.revisions.history(ProjectKey(_SHA256, "p1"))


def history_bare(folder: Path) -> Callable[[], object]:
    """Read the same rows with sqlite3 and json."""
    database = sqlite3.connect(_with_history(folder))
    query = "SELECT * FROM revisions WHERE document = ? AND project = ? ORDER BY number"
    changes = -1

    def run() -> object:
        rows = database.execute(query, (_SHA256, "p1")).fetchall()
        return [(row, json.loads(row[changes])) for row in rows]

    return run


def _held() -> Holdings:
    """Make a registry's projects, of one other document."""
    (own,) = reading(1).projects
    other = replace(reading(1).facts, sha256="1" * 64)
    counties = Divisions.load().counties()[:10]
    projects = tuple(
        replace(
            own,
            id=f"h{n}",
            name=f"第{n // len(counties)}号抽水蓄能电站",
            document=other.sha256,
            counties=(counties[n % len(counties)],),
        )
        for n in range(HELD)
    )
    return Holdings((other,), projects)


def _draft(holdings: Holdings) -> Draft:
    """Make a draft whose every other item another document names too."""
    read = reading(ITEMS)
    county = holdings.projects[0].counties
    items = tuple(
        Item(p.id, replace(p, counties=county) if n % 2 else p, p)
        for n, p in enumerate(read.projects)
    )
    return Draft(DraftHead("d", read.facts, "", "", ITEMS, ITEMS, owner=_OWNER), 1, items)


def elsewhere(folder: Path) -> Callable[[], object]:
    """Tell of 300 items what 100,000 projects of other documents name already."""
    del folder
    holdings, divisions = _held(), Divisions.load()
    draft = _draft(holdings)
    return lambda: doubles.elsewhere(draft, holdings, divisions)


def elsewhere_bare(folder: Path) -> Callable[[], object]:
    """Look the items' names and counties up in an indexed table of sqlite3."""
    holdings = _held()
    draft = _draft(holdings)
    database = sqlite3.connect(folder / "names.sqlite")
    database.execute("CREATE TABLE held (kind TEXT, name TEXT, county TEXT, row INTEGER)")
    rows = ((p.kind, p.name, p.counties[0], n) for n, p in enumerate(holdings.projects))
    database.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", rows)
    database.execute("CREATE INDEX by_name ON held (kind, name, county)")
    query = "SELECT row FROM held WHERE kind = ? AND name = ? AND county = ?"

    def run() -> object:
        keys = [(i.project.kind, i.project.name, i.project.counties[0]) for i in draft.items]
        return [database.execute(query, key).fetchall() for key in keys]

    return run


TASKS: dict[str, Task] = {
    "accept": accept,
    "accept_bare": accept_bare,
    "history": history,
    "history_bare": history_bare,
    "elsewhere": elsewhere,
    "elsewhere_bare": elsewhere_bare,
}


def measure(task: str, folder: Path) -> Json:
    """Warm up once, repeat; return the medians in seconds of processor and of wall."""
    run = TASKS[task](folder)
    run()
    spent, passed = [], []
    for _ in range(REPEATS):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        spent.append(time.process_time() - processor)
        passed.append(time.perf_counter() - wall)
    return {"processor": statistics.median(spent), "wall": statistics.median(passed)}


def report(run: Callable[[str, Path, str], Json]) -> Iterator[str]:
    """Yield the table; `run` measures one task in a process of its own."""
    yield "\nReview: milliseconds of processor (of wall), median of five, and × bare sqlite3"
    for task, what, most in (
        ("accept", f"accept {ACCEPTED} projects", MOST_ACCEPT),
        ("history", f"history of {REVISIONS:,} revisions", MOST_HISTORY),
        ("elsewhere", f"{ITEMS} items against {HELD:,} projects", MOST_ELSEWHERE),
    ):
        found = {}
        for name in (task, f"{task}_bare"):
            with tempfile.TemporaryDirectory() as folder:
                found[name] = run(name, Path(folder), "tools.bench_review")
        own, bare = found[task], found[f"{task}_bare"]
        said = "ok" if own["wall"] <= most else "MISSED"
        yield (
            f"  {what}: {own['processor'] * 1e3:.0f} ({own['wall'] * 1e3:.0f}) ms, bare "
            f"{bare['processor'] * 1e3:.0f} ({bare['wall'] * 1e3:.0f}) ms, "
            f"× {own['processor'] / bare['processor']:.1f}; {said}: at most {most * 1e3:.0f} ms"
        )


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))

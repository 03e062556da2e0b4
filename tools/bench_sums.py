"""Sums and selections over a made-up registry, and the same sums in pandas and in DuckDB.

    python -m tools.bench_sums ours REGISTRY.sqlite ROWS.csv
    python -m tools.bench_sums pandas|duckdb ROWS.csv

Each is a process of its own that loads, warms up once and repeats, and prints JSON. `ours` writes
the rows the others read: one a project, its size as sums count it, so that they have nothing left
to do but add up. They answer less: rows and the amounts beside them, each with the projects and
those that state the size; no sharing, no doubles, no names, no projects behind a number. Nothing
is imported before it is asked for: pandas and DuckDB run in an environment without the project.
"""

from __future__ import annotations

import csv
import json
import statistics
import sys
import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects.columns import Columns
    from projects.selection import Selection

Json = dict[str, Any]
REPEATS = 7
BY = ("county", "prefecture", "province", "kind", "stage")
MEASURES = ("power", "energy", "area", "length", "count")
PLACES = ("", "430000", "431300")
"""Whole, one province, one city."""

HEAD = ("county", "prefecture", "province", "kind", "stage", "place", *MEASURES[:-1])


def median_ms(work: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Time some work after a warm-up; milliseconds."""
    work()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def ours(registry: Path, rows: Path) -> Json:
    """Time loading, the index, every summary and selections; write the rows for the others."""
    from dataclasses import replace

    from geo.divisions import Divisions
    from projects.columns import columns_of
    from projects.registry import Registry
    from projects.selection import Holdings
    from projects.settings import Settings
    from projects.summaries import summarise

    divisions = Divisions.load()
    start = time.perf_counter()
    url = f"sqlite:///{registry}"
    with Registry.open(url, settings=Settings(), create=False) as store:
        read = store.holdings()
    loaded = time.perf_counter() - start
    index = median_ms(
        lambda: columns_of(Holdings(read.documents, read.projects), divisions), repeats=3
    )
    columns = columns_of(read, divisions)
    _write(columns, rows)

    def fresh(held: Holdings, **question: Any) -> object:  # noqa: ANN401 - as `summarise` has it
        """Sum with nothing of an earlier answer kept."""
        return summarise(replace(held, _of_chosen={}), divisions=divisions, **question)

    times: dict[str, float] = {}
    for by, measure, place in product(BY, MEASURES, PLACES):
        work = partial(fresh, read, by=by, measure=measure, place=place or None)
        times[f"{by} {measure} {place}".strip()] = median_ms(work)
    read.facets(divisions).warm()  # as the app does at its start
    selections: dict[str, list[float]] = {}
    for name, alike in _selections().items():
        taken, chosen = [], read
        for selection in alike:
            start = time.perf_counter()
            chosen = read.select(selection, divisions)
            taken.append((time.perf_counter() - start) * 1000)
        selections[name] = [
            statistics.median(taken),
            max(taken),
            median_ms(partial(fresh, chosen)),
            float(len(chosen.shown)),
        ]
    totals = {m: summarise(read, divisions=divisions, measure=m).total for m in MEASURES}
    return {
        "projects": len(read.projects),
        "loaded_s": loaded,
        "index_ms": index,
        "times": times,
        "selections": selections,
        "totals": {m: [amount.value, amount.projects] for m, amount in totals.items()},
    }


def _selections() -> dict[str, list[Selection]]:
    """Return choices of one sort that nobody made before: a repeated one is remembered."""
    from geo.models import Adcode, Precision
    from projects.kinds import KINDS, SECTORS
    from projects.models import Stage
    from projects.selection import Selection

    provinces = ("110000", "130000", "320000", "370000", "430000", "440000", "510000")
    words = ("样例 光伏", "样例 风电", "1号", "娄底 光伏", "济宁", "guangfu", "yl")
    fine = [p for p in Precision if p is not Precision.OUTSIDE]
    return {
        "a kind": [Selection(kinds=(kind,)) for kind in tuple(KINDS)[:REPEATS]],
        "a sector": [Selection(sectors=(sector,)) for sector in tuple(SECTORS)[:REPEATS]],
        "two stages": [Selection(stages=(Stage.PLANNED, s)) for s in Stage if s != Stage.PLANNED],
        "a province": [Selection(places=(Adcode(code),)) for code in provinces],
        "two precisions": [Selection(precisions=(Precision.SITE, p)) for p in fine],
        "50 MW and more": [Selection(size=("power", 50.0 + n, None)) for n in range(REPEATS)],
        "words": [Selection(query=word) for word in words],
    }


def _write(columns: Columns, path: Path) -> None:
    """Write one row a project: codes, place class, and each size as sums count it."""
    from projects.homes import PLACES as CLASSES_OF
    from projects.models import Stage

    stages = tuple(Stage)
    sizes = [columns.measured(measure) for measure in MEASURES[:-1]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for row, home in enumerate(columns.home.tolist()):
            found = CLASSES_OF[columns.place[row]]
            codes = (
                columns.codes[home] if found == "county" else "",
                columns.codes[columns.prefecture[home]] or "",
                columns.codes[columns.province[home]] or "",
            )
            sort = columns.kinds[columns.kind[row]], str(stages[columns.stage[row]]), found
            stated = [
                int(size.value[row]) / 10**size.places if size.stated[row] else "" for size in sizes
            ]
            writer.writerow((*codes, *sort, *stated))


def _scope(place: str) -> str:
    """Return the column a place is looked for in; "" for the whole."""
    return "" if not place else "province" if place.endswith("0000") else "prefecture"


def in_pandas(rows: Path) -> Json:
    """Time the same sums in plain pandas: a frame, a group-by, a few sums."""
    import pandas as pd

    start = time.perf_counter()
    frame = pd.read_csv(rows, dtype=dict.fromkeys(HEAD[:6], "str"))
    loaded = time.perf_counter() - start
    frame["count"] = 1.0

    def work(by: str, measure: str, place: str) -> object:
        scope = _scope(place)
        here = frame[frame[scope] == place] if scope else frame
        inside = here[here["place"] != "outside"]
        table = inside.groupby(by)[measure].agg(["sum", "size", "count"])
        apart = here.groupby("place")[measure].agg(["sum", "size", "count"])
        total = inside[measure].sum(), len(inside), inside[measure].count()
        return table.to_dict("index"), apart.to_dict("index"), total

    return {"loaded_s": loaded, **_timed(work)}


def in_duckdb(rows: Path) -> Json:
    """Time the same sums in DuckDB: a table in memory, a query each."""
    import duckdb

    base = duckdb.connect()
    start = time.perf_counter()
    names = ", ".join(f"'{name}': 'VARCHAR'" for name in HEAD[:6])
    sizes = ", ".join(f"'{name}': 'DOUBLE'" for name in HEAD[6:])
    base.execute(
        f"CREATE TABLE t AS SELECT *, 1.0::DOUBLE AS count FROM read_csv('{rows}', header=true,"  # noqa: S608
        f" columns={{{names}, {sizes}}})"
    )
    loaded = time.perf_counter() - start

    def work(by: str, measure: str, place: str) -> object:
        scope = _scope(place)
        here = f"WHERE {scope} = '{place}'" if scope else "WHERE true"
        said = f'sum("{measure}"), count(*), count("{measure}")'
        inside = f"{here} AND place <> 'outside'"
        queries = (
            f"SELECT {by}, {said} FROM t {inside} AND {by} IS NOT NULL GROUP BY {by} ORDER BY {by}",  # noqa: S608
            f"SELECT place, {said} FROM t {here} GROUP BY place",  # noqa: S608
            f"SELECT {said} FROM t {inside}",  # noqa: S608
        )
        found = [base.execute(query).fetchall() for query in queries]
        return found[0], found[1], found[2][0]

    return {"loaded_s": loaded, **_timed(work)}


def _timed(work: Callable[[str, str, str], Any]) -> Json:
    """Time every sum; tell the whole's totals, to compare."""
    times = {
        f"{by} {measure} {place}".strip(): median_ms(partial(work, by, measure, place))
        for by, measure, place in product(BY, MEASURES, PLACES)
    }
    totals = {measure: work("county", measure, "")[2] for measure in MEASURES}
    return {
        "times": times,
        "totals": {m: [float(t[0] or 0), int(t[1])] for m, t in totals.items()},
    }


def main() -> int:
    """Measure one program and print what was found as JSON."""
    task, *paths = sys.argv[1:]
    tasks: dict[str, Callable[..., Json]] = {
        "ours": ours,
        "pandas": in_pandas,
        "duckdb": in_duckdb,
    }
    print(json.dumps(tasks[task](*map(Path, paths))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

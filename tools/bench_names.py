"""What the geocoder holds and how long it takes, each in a process of its own; prints JSON.

    python -m tools.bench_names first|prefecture|china|many INPUT.json

The input is that of tools/bench_worker.py. Memory is the resident set of the whole process, with
Python itself and everything the geocoder imports.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.geocoder import Geocoder

Json = dict[str, Any]
REPEATS = 5
NOWHERE = "某项目"
"""A name that tells no county: for it a prefecture's towns and villages are read too."""


def loaded() -> Geocoder:
    """Return a geocoder over the project's own tables."""
    from geo.gazetteer import Gazetteer
    from geo.geocoder import Geocoder

    return Geocoder(Gazetteer.load())


def resident_mib() -> float:
    """Return the memory this process holds now, MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


def first(data: Json) -> Json:
    """Locate one name: what a command waits for."""
    entry = data["names"][0]
    return {"counties": loaded().locate(entry["name"], entry["within"]).counties}


def prefecture(data: Json) -> Json:
    """Hold one prefecture: its towns, villages, zones and features."""
    geocoder = loaded()
    geocoder.locate(NOWHERE, data["names"][0]["within"])
    return {"mib": resident_mib()}


def china(data: Json) -> Json:
    """Hold the towns, villages, zones and features of every prefecture."""
    geocoder = loaded()
    start = time.perf_counter()
    for within in dict.fromkeys(entry["within"] for entry in data["names"]):
        geocoder.locate(NOWHERE, within)
    return {"mib": resident_mib(), "seconds": time.perf_counter() - start}


def many(data: Json) -> Json:
    """Locate all names in one call, again and again; the first call reads every prefecture."""
    geocoder = loaded()
    pairs = [(entry["name"], entry["within"]) for entry in data["names"]]
    seconds = []
    for _ in range(REPEATS + 1):
        start = time.perf_counter()
        geocoder.locate_many(pairs)
        seconds.append(time.perf_counter() - start)
    each = statistics.median(seconds[1:]) / len(pairs) * 1000
    return {"cold_seconds": seconds[0], "ms_a_name": each}


TASKS: dict[str, Callable[[Json], Json]] = {
    task.__name__: task for task in (first, prefecture, china, many)
}


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](json.loads(Path(sys.argv[2]).read_text("utf-8")))))

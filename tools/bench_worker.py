"""One measurement of `make bench`, in a process of its own: load, warm up, repeat, print JSON.

    python -m tools.bench_worker TASK INPUT.json

The input is {"names": [{"name", "within", "text", "adcode"}…], "plans": [path…]}. Nothing is
imported before a task asks for it, so that each program pays for its own libraries only.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]
REPEATS = 5


def luotu_scoped(data: Json) -> tuple[Callable[[], object], Callable[[], list[str]]]:
    """Return (first answer, all answers) of the geocoder, each name within its prefecture."""
    from geo.gazetteer import Gazetteer
    from geo.geocoder import Geocoder

    geocoder, names = Geocoder(Gazetteer.load()), data["names"]

    def answer(entry: Json) -> str:
        return "".join(geocoder.locate(entry["name"], within=entry["within"]).counties)

    return lambda: answer(names[0]), lambda: [answer(entry) for entry in names]


def luotu_plain(data: Json) -> tuple[Callable[[], object], Callable[[], list[str]]]:
    """Return (first answer, all answers) of the geocoder on the whole text, no scope given."""
    from geo.gazetteer import Gazetteer
    from geo.geocoder import Geocoder

    geocoder, texts = Geocoder(Gazetteer.load()), [entry["text"] for entry in data["names"]]

    def answer(text: str) -> str:
        return "".join(geocoder.locate(text).counties)

    return lambda: answer(texts[0]), lambda: [answer(text) for text in texts]


def cpca_names(data: Json) -> tuple[Callable[[], object], Callable[[], list[str]]]:
    """Return (first answer, all answers) of cpca on the whole text."""
    import cpca

    texts = [entry["text"] for entry in data["names"]]
    return lambda: cpca.transform(texts[:1]), lambda: [
        str(code) for code in cpca.transform(texts)["adcode"]
    ]


def luotu_projects(data: Json) -> tuple[Callable[[], object], Callable[[], list[str]]]:
    """Return (first text, all texts) of the reader: projects alone, from texts in memory."""
    from geo.gazetteer import Gazetteer
    from projects.documents import build_document
    from projects.extraction import extract_projects

    gazetteer = Gazetteer.load()
    texts = [(Path(path).read_text(encoding="utf-8"), path) for path in data["plans"]]

    def read(text: str, path: str) -> str:
        document = build_document(text, source=path, gazetteer=gazetteer)
        return str(len(extract_projects(document, gazetteer)))

    return lambda: read(*texts[0]), lambda: [read(*text) for text in texts]


def luotu_plans(data: Json) -> tuple[Callable[[], object], Callable[[], list[str]]]:
    """Return (first plan, all plans) of the reader: files, projects and targets."""
    from geo.gazetteer import Gazetteer
    from projects.pipeline import read_plan

    gazetteer, paths = Gazetteer.load(), [Path(path) for path in data["plans"]]

    def read(path: Path) -> str:
        return str(len(read_plan(path, gazetteer=gazetteer).projects))

    return lambda: read(paths[0]), lambda: [read(path) for path in paths]


def cpca_plans(data: Json) -> tuple[Callable[[], object], Callable[[], list[str]]]:
    """Return (first line, all lines) of cpca, which finds one place in each line."""
    import cpca

    texts = [Path(path).read_text(encoding="utf-8") for path in data["plans"]]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return lambda: cpca.transform(lines[:1]), lambda: [
        str(code) for code in cpca.transform(lines)["adcode"]
    ]


TASKS: dict[str, Callable[[Json], tuple[Callable[[], object], Callable[[], list[str]]]]] = {
    task.__name__: task
    for task in (luotu_scoped, luotu_plain, cpca_names, luotu_projects, luotu_plans, cpca_plans)
}


def measure(task: str, data: Json) -> Json:
    """Measure one task: seconds to the first answer (imports and tables included), then repeats."""
    start = time.perf_counter()
    first, everything = TASKS[task](data)
    first()
    ready = time.perf_counter() - start
    answers = everything()
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        everything()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"ready": ready, "seconds": seconds, "peak_mib": peak, "answers": answers}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8")))))

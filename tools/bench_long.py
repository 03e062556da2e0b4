"""The long measurements of `make bench`, each in a process of its own: memory, length, profile.

    python -m tools.bench_long TASK INPUT.json

The input is {"plans": [path…]}. Plans of any length are made in memory by putting the paragraphs of
those plans together anew, under the head of one of them, so that no two are alike.
"""

from __future__ import annotations

import cProfile
import itertools
import json
import pstats
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.gazetteer import Gazetteer

Json = dict[str, Any]
LENGTH, COUNT, MARKS = 15_000, 1_000, (100, 500, 1_000)
LENGTHS = (15_000, 150_000, 1_500_000)
HEAD_LINES, LEAST_PARAGRAPH = 5, 40
TOP = 5
# Two strides without a common divisor with any likely number of paragraphs.
STRIDE, OFFSET = 7_919, 104_729


def made_plan(texts: Sequence[str], number: int, length: int) -> str:
    """Return the plan `number` of `length` characters: a head, then paragraphs of all texts."""
    head = texts[number % len(texts)].splitlines()[:HEAD_LINES]
    paragraphs = [
        line for text in texts for line in text.splitlines() if len(line) >= LEAST_PARAGRAPH
    ]
    lines, held = list(head), sum(len(line) + 1 for line in head)
    for step in itertools.count():
        if held >= length:
            break
        lines.append(paragraphs[(number * OFFSET + step * STRIDE) % len(paragraphs)])
        held += len(lines[-1]) + 1
    return "\n".join(lines)[:length]


def _reader(data: Json) -> tuple[list[str], Callable[[str], int]]:
    """Return the texts and what reads one: projects, targets and all."""
    from geo.gazetteer import Gazetteer
    from projects.documents import build_document
    from projects.extraction import extract_projects
    from projects.targets import extract_targets

    gazetteer: Gazetteer = Gazetteer.load()

    def read(text: str) -> int:
        document = build_document(text, source="plan.txt", gazetteer=gazetteer)
        extract_targets(document, gazetteer)
        return len(extract_projects(document, gazetteer))

    texts = [Path(path).read_text(encoding="utf-8") for path in data["plans"]]
    for text in texts:
        read(text)
    return texts, read


def resident_mib() -> float:
    """Return how much memory this process holds now, in MiB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    message = "/proc/self/status does not tell the memory held; run the bench on Linux."
    raise OSError(message)


def memory(data: Json) -> Json:
    """Read many plans one after the other; tell the memory held after some of them."""
    texts, read = _reader(data)
    held, found, start = {}, 0, time.perf_counter()
    for number in range(COUNT):
        found += read(made_plan(texts, number, LENGTH))
        if number + 1 in MARKS:
            held[number + 1] = resident_mib()
    return {"held_mib": held, "found": found, "seconds": time.perf_counter() - start}


def linear(data: Json) -> Json:
    """Read one text of each length; tell the characters a second."""
    texts, read = _reader(data)
    return {"rates": {length: _rate(texts, read, length) for length in LENGTHS}}


def _rate(texts: list[str], read: Callable[[str], int], length: int) -> float:
    """Return characters a second, over as many texts as make up the longest."""
    plans = [made_plan(texts, n, length) for n in range(max(LENGTHS) // length)]
    start = time.process_time()
    for plan in plans:
        read(plan)
    return sum(map(len, plans)) / (time.process_time() - start)


def profile(data: Json) -> Json:
    """Return the functions of the reader that take most time themselves."""
    texts, read = _reader(data)
    watch = cProfile.Profile()
    watch.enable()
    for number in range(20):
        read(made_plan(texts, number, LENGTH))
    watch.disable()
    return {"top": list(_top(pstats.Stats(watch)))}


def _top(stats: pstats.Stats) -> Iterator[tuple[str, int, float, float]]:
    """Yield name, calls, own seconds and share of the functions with most own time."""
    rows = stats.get_stats_profile()
    entries = sorted(stats.stats.items(), key=lambda row: -row[1][2])  # type: ignore[attr-defined]
    for (file, line, name), (_, calls, own, *_) in entries[:TOP]:
        where = f"{Path(file).name}:{line} {name}" if line else name
        yield where, calls, own, own / rows.total_tt


TASKS: dict[str, Callable[[Json], Json]] = {
    task.__name__: task for task in (memory, linear, profile)
}


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](json.loads(Path(sys.argv[2]).read_text("utf-8")))))

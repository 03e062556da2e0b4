"""What `make score` counts: plans with their annotations, predictions, and what of them is right.

Projects are matched and scored by the scorer of the folder `shared`, targets by its scorer of
targets; nothing here decides what is right but for the facts those do not know.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import ModuleType

Json = dict[str, Any]
Rates = dict[str, "float | None"]

BASES = ("text", "zone", "gazetteer", "city", "outside")
VERDICTS = ("right", "partial", "wrong", "abstain")
FACTS = ("stage", "nature", "year", "responsible", "owner")
_SENTENCE_END = re.compile(r"[。;；!！?？\n]")
_TOLD = re.compile(r"targets (\d+) right (\d+)")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A plan's text and the file of its annotated projects."""

    text: Path
    gold: Path

    @property
    def name(self) -> str:
        """The plan's short name."""
        return self.text.stem

    @property
    def targets(self) -> Path | None:
        """The file of its annotated targets, None where nobody wrote one."""
        path = self.gold.with_name(f"{self.gold.stem}.targets.json")
        return path if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Scored:
    """What was counted of one plan.

    `count` and `detail` are the scorer's own; `by_basis` counts county verdicts by where the county
    is known from; `facts` holds (right, annotated) of matched pairs; `targets` counts `gold`,
    `right`, `predicted`, `true` (of the predicted) and `read` (those whose sentence yielded a
    project nobody annotated).
    """

    name: str
    count: Mapping[str, Any]
    detail: Mapping[str, Sequence[object]]
    by_basis: Mapping[str, Counter[str]]
    facts: Mapping[str, Counter[str]]
    targets: Counter[str]


def real_plans(shared: Path) -> list[Annotated]:
    """Return the annotated real plans of `shared`."""
    return [
        Annotated(shared / "plans" / f"{path.stem}.txt", path)
        for path in sorted((shared / "gold").glob("*.json"))
        if not path.name.endswith(".targets.json")
    ]


def pairs(folder: Path) -> list[Annotated]:
    """Return the annotated plans of a folder that holds each text beside its gold file."""
    return [
        Annotated(path, path.with_suffix(".json"))
        for path in sorted(folder.glob("*.txt"))
        if path.with_suffix(".json").is_file()
    ]


def load_scorer(path: Path) -> ModuleType:
    """Load the scorer from its file."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        message = f"{path} is no Python file"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(path: Path) -> list[Json]:
    """Return the objects of a JSON file."""
    objects: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    return objects


def score_plan(
    plan: Annotated, projects: list[Json], targets: list[Json], scorer: ModuleType, judge: Path
) -> Scored:
    """Score one plan's projects and targets; `judge` is the scorer of targets."""
    gold = load(plan.gold)
    count, detail = scorer.count(gold, projects)
    text = plan.text.read_bytes().decode("utf-8-sig")
    aims = load(plan.targets) if plan.targets else []
    _, used = scorer.match(gold, projects)
    extra = [project for number, project in enumerate(projects) if number not in used]
    read_as = targets_read(text, aims, extra)
    return Scored(
        name=plan.name,
        count=count,
        detail={**detail, "target read as project": read_as},
        by_basis={basis: _verdicts(gold, projects, basis, scorer) for basis in BASES},
        facts=score_facts(gold, projects, scorer),
        targets=_score_targets(text, aims, targets, judge) + Counter(read=len(read_as)),
    )


def _verdicts(
    gold: list[Json], projects: list[Json], basis: str, scorer: ModuleType
) -> Counter[str]:
    """Count the scorer's verdicts of counties known from `basis` alone."""
    only = [g | {"county_scored": g["county_scored"] and g["county_basis"] == basis} for g in gold]
    count, _ = scorer.count(only, projects)
    return Counter({verdict: count[f"county_{verdict}"] for verdict in VERDICTS})


def score_facts(
    gold: list[Json], projects: list[Json], scorer: ModuleType
) -> dict[str, Counter[str]]:
    """Count the facts of matched pairs that are as annotated; only keys the gold has are judged."""
    found: dict[str, Counter[str]] = {key: Counter() for key in FACTS}
    matched, _ = scorer.match(gold, projects)
    for number, (first, *others) in matched.items():
        entry = gold[number]
        for key in FACTS:
            if key in entry and not (entry["optional"] or others):
                right = [entry[key], *entry.get(f"{key}_alt", [])]
                found[key]["annotated"] += 1
                found[key]["right"] += any(_alike(r, projects[first].get(key)) for r in right)
    return found


def _alike(told: object, read: object) -> bool:
    """Whether a fact is as annotated; units in any order, nothing told alike in every form."""
    if isinstance(told, list):
        return set(told) == set(read if isinstance(read, list) else [])
    return (told or None) == (read or None)


def _score_targets(text: str, gold: list[Json], predicted: list[Json], judge: Path) -> Counter[str]:
    """Count a plan's targets; the same scorer, asked the other way round, tells the true ones."""
    if not gold:
        return Counter()
    quoted = [target | {"quote": text[target["start"] : target["end"]]} for target in predicted]
    return Counter(
        gold=len(gold),
        right=_right(judge, gold, predicted),
        predicted=len(predicted),
        true=_right(judge, quoted, gold),
    )


def _right(judge: Path, gold: list[Json], predicted: list[Json]) -> int:
    """Return how many of `gold` the scorer of targets finds among `predicted`."""
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / "gold.json", Path(name) / "predicted.json"]
        for file, objects in zip(files, (gold, predicted), strict=True):
            file.write_text(json.dumps(objects, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, *map(str, (judge, *files))]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = _TOLD.match(done.stdout)
    if told is None:
        message = f"{judge} says {done.stdout!r}, not how many targets are right"
        raise ValueError(message)
    return int(told[2])


def targets_read(text: str, gold: list[Json], projects: list[Json]) -> list[tuple[str, str]]:
    """Return the quotes of annotated targets in whose sentence a project is, with its name."""
    out = []
    for target in gold:
        low, high = _sentence(text, target["start"], target["end"])
        named = [p["name"] for p in projects if any(low <= s < high for s, _ in p["mentions"])]
        out += [(target["quote"], named[0])] if named else []
    return out


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return before[-1] if before else 0, after.start() if after else len(text)


def pooled(scored: Sequence[Scored], scorer: ModuleType) -> Rates:
    """Return a pool's rates: the scorer's own, county accuracy by basis, facts and targets."""
    rates: Rates = scorer.pool([one.count for one in scored])
    for basis in BASES:
        verdicts = _added(one.by_basis[basis] for one in scored)
        rates[f"county_{basis}_right"] = _share(verdicts["right"], verdicts.total())
    for key in FACTS:
        fact = _added(one.facts[key] for one in scored)
        rates[key] = _share(fact["right"], fact["annotated"])
    targets = _added(one.targets for one in scored)
    rates["targets_recall"] = _share(targets["right"], targets["gold"])
    rates["targets_precision"] = _share(targets["true"], targets["predicted"])
    rates["targets_read"] = targets["read"] if targets["gold"] else None
    return rates


def _added(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

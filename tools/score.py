"""Scores the reader on annotated plans and holds it against the bars it has to pass.

Two pools: the annotated plans of the folder `shared` beside the checkout (real plans and
mini-plans; they are not part of the project), and the project's own test plans in tests/corpus.
The predictions are what `luotu extract` and `luotu targets` print, without --place: a plan's city
is found from its text. The scorer is that of `shared`, so without it there is nothing to do.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projects.contract import project_to_json, target_to_json
from projects.errors import ProjectsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

    from geo.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
Json = dict[str, Any]
Rates = dict[str, "float | None"]
COLUMNS = (
    ("gold", "gold"),
    ("predicted", "pred"),
    ("precision", "P"),
    ("recall", "R"),
    ("f1", "F1"),
    ("name_similarity", "name"),
    ("located_share", "located"),
    ("kind_accuracy", "kind"),
    ("capacity_recall", "capacity"),
    ("county_text_accuracy", "county"),
    ("county_wrong_rate", "wrong"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `rate` of the pooled score has to be at least (or, `most`, at most) `value`."""

    rate: str
    value: float
    most: bool = False

    def holds(self, rates: Mapping[str, float | None]) -> bool:
        """Whether the rate is there and on the right side."""
        rate = rates[self.rate]
        return rate is not None and (rate <= self.value if self.most else rate >= self.value)


BARS = (
    Bar("f1", 0.70),
    Bar("name_similarity", 0.85),
    Bar("located_share", 0.98),
    Bar("capacity_recall", 0.75),
    Bar("county_text_accuracy", 0.90),
    Bar("county_wrong_rate", 0.05, most=True),
)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A plan's text and the file of its annotated projects."""

    text: Path
    gold: Path

    @property
    def name(self) -> str:
        """The plan's short name."""
        return self.text.stem


def shared_plans(shared: Path) -> list[Annotated]:
    """Return the annotated plans of `shared`: the real ones first, then the mini-plans."""
    gold = shared / "gold"
    real = [
        Annotated(shared / "plans" / f"{path.stem}.txt", path)
        for path in sorted(gold.glob("*.json"))
        if not path.name.endswith(".targets.json")
    ]
    return real + own_plans(gold / "mini")


def own_plans(folder: Path) -> list[Annotated]:
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


def read(path: Path, gazetteer: Gazetteer) -> tuple[list[Json], list[Json]]:
    """Return the plan's projects and targets in the contract's form."""
    from projects.pipeline import read_plan

    reading = read_plan(path, gazetteer=gazetteer)
    projects = [project_to_json(project) for project in reading.projects]
    return projects, [target_to_json(target) for target in reading.targets]


def prediction(out: Path, text: Path, what: str = "projects") -> Path:
    """Return where the plan's predictions are written; plans of one name may lie in two folders."""
    return out / f"{text.parent.name}.{text.stem}.{what}.json"


def write_predictions(texts: Iterable[Path], out: Path, gazetteer: Gazetteer) -> list[str]:
    """Write every plan's projects and targets; return a line for each plan that was refused."""
    refused = []
    for text in texts:
        try:
            projects, targets = read(text, gazetteer)
        except ProjectsError as error:
            refused.append(f"{text.stem}: {error}")
            projects, targets = [], []
        for what, objects in (("projects", projects), ("targets", targets)):
            content = json.dumps(objects, ensure_ascii=False, indent=1)
            prediction(out, text, what).write_text(content, encoding="utf-8")
    return refused


def row(name: str, rates: Mapping[str, float | None]) -> str:
    """Return one line of the table."""
    cells = []
    for key, label in COLUMNS:
        value = rates[key]
        text = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        cells.append(f"{text:>{max(len(label), 6)}}")
    return f"{name:14} {' '.join(cells)}"


def print_pool(
    plans: list[Annotated], out: Path, scorer: ModuleType, *, show: bool = False
) -> Rates:
    """Print each plan's rates and their pool's; return the latter."""
    print(f"{'':14} " + " ".join(f"{label:>{max(len(label), 6)}}" for _, label in COLUMNS))
    counts, details = [], []
    for plan in plans:
        predicted = scorer.load(prediction(out, plan.text))
        count, detail = scorer.count(scorer.load(plan.gold), predicted)
        counts.append(count)
        details.append((plan.name, detail))
        print(row(plan.name, scorer.rates(count)))
    pooled: Rates = scorer.pool(counts)
    print(row("pooled", pooled))
    if show:
        for name, detail in details:
            for sort, entries in detail.items():
                for entry in entries:
                    print(f"  {name} {sort}: {entry}")
    return pooled


def print_bars(rates: Mapping[str, float | None]) -> bool:
    """Print which bars hold; True when all do."""
    for bar in BARS:
        value, sign = rates[bar.rate], "<=" if bar.most else ">="
        figure = "n/a" if value is None else f"{value:.3f}"
        verdict = "holds" if bar.holds(rates) else "MISSED"
        print(f"  {bar.rate:22} {figure} {sign} {bar.value:.2f}  {verdict}")
    return all(bar.holds(rates) for bar in BARS)


def print_targets(shared: Path, out: Path) -> None:
    """Print the recall of the plans' targets, as the shared scorer says it."""
    for gold in sorted((shared / "gold").glob("*.targets.json")):
        name = gold.name.split(".")[0]
        predicted = prediction(out, shared / "plans" / f"{name}.txt", "targets")
        scorer = shared / "gold" / "score_targets.py"
        command = [sys.executable, *map(str, (scorer, gold, predicted))]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(f"{name:14} {done.stdout.splitlines()[0]}")


def score(shared: Path, out: Path, *, show: bool) -> int:
    """Read and score everything; 1 where a bar is missed or a plan is refused."""
    from geo.gazetteer import Gazetteer

    scorer = load_scorer(shared / "gold" / "score.py")
    annotated, own = shared_plans(shared), own_plans(ROOT / "tests" / "corpus")
    texts = {plan.text for plan in annotated + own} | set((shared / "plans").glob("*.txt"))
    refused = write_predictions(sorted(texts), out, Gazetteer.load())
    print("Plans of shared, core entries:")
    pooled = print_pool(annotated, out, scorer, show=show)
    if own:
        print("\nThe project's own test plans:")
        print_pool(own, out, scorer, show=show)
    print("\nTargets:")
    print_targets(shared, out)
    for text in sorted(texts - {plan.text for plan in annotated + own}):
        found = len(scorer.load(prediction(out, text)))
        print(f"{text.stem:14} {found} projects found, no annotation to score them by")
    print("\nBars for the pool of shared:")
    held = print_bars(pooled)
    for line in refused:
        print(f"refused: {line}")
    return 0 if held and not refused else 1


def main() -> int:
    """Score, or say why not."""
    parser = argparse.ArgumentParser(description="Score the reader on annotated plans.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--show", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--out", type=Path, help="keep the predictions in this folder")
    chosen = parser.parse_args()
    if not (chosen.shared / "gold" / "score.py").is_file():
        print("score: skipped, the folder shared with the annotated plans is not there")
        return 0
    if chosen.out is not None:
        chosen.out.mkdir(parents=True, exist_ok=True)
        return score(chosen.shared, chosen.out, show=chosen.show)
    with tempfile.TemporaryDirectory() as folder:
        return score(chosen.shared, Path(folder), show=chosen.show)


if __name__ == "__main__":
    sys.exit(main())

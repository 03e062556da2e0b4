"""Scores the reader on annotated plans and holds it against the bars it has to pass.

Three pools: the real plans and the mini-plans of the folder `shared` beside the checkout (they are
not part of the project), and the project's own test plans in tests/corpus; or any other folder of
key.txt and key.json pairs (--dir). The predictions are what `luotu extract` and `luotu targets`
print, without --place: a plan's city is found from its text. The scorer is that of `shared`, so
without it there is nothing to do.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from projects.contract import project_to_json, target_to_json
from projects.errors import ProjectsError
from tools.scoring import (
    BASES,
    FACTS,
    Annotated,
    Scored,
    load,
    load_scorer,
    pairs,
    pooled,
    real_plans,
    score_plan,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.gazetteer import Gazetteer
    from tools.scoring import Json, Rates

ROOT = Path(__file__).resolve().parent.parent
# Rates and how their columns are headed.
READING = (
    ("gold", "gold"),
    ("predicted", "pred"),
    ("precision", "P"),
    ("recall", "R"),
    ("f1", "F1"),
    ("name_similarity", "name"),
    ("located_share", "located"),
    ("kind_accuracy", "kind"),
    ("capacity_recall", "cap R"),
    ("capacity_precision", "cap P"),
)
COUNTIES = (
    ("county_accuracy", "named"),
    *((f"county_{basis}_right", basis) for basis in BASES),
    ("county_wrong_rate", "wrong"),
)
OTHERS = (
    *((key, key) for key in FACTS),
    ("targets_recall", "targets R"),
    ("targets_precision", "targets P"),
    ("targets_read", "targets read as projects"),
)
TABLES = (
    ("Projects, core entries", READING),
    ("Counties right: of the entries that have one, and by where it is known from", COUNTIES),
    ("Other facts of matched projects; targets", OTHERS),
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
    Bar("f1", 0.90),
    Bar("precision", 0.90),
    Bar("name_similarity", 0.90),
    Bar("located_share", 0.98),
    Bar("kind_accuracy", 0.95),
    Bar("capacity_recall", 0.95),
    Bar("capacity_precision", 0.95),
    Bar("county_accuracy", 0.80),
    Bar("county_text_accuracy", 0.97),
    Bar("county_wrong_rate", 0.02, most=True),
    Bar("targets_recall", 0.90),
    Bar("targets_read", 0, most=True),
)


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


def row(
    name: str, rates: Mapping[str, float | None], columns: Sequence[tuple[str, str]] = READING
) -> str:
    """Return one line of a table."""
    cells = []
    for key, label in columns:
        value = rates[key]
        text = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
        cells.append(f"{text:>{max(len(label), 6)}}")
    return f"{name:18} {' '.join(cells)}"


def print_table(
    title: str, rates: Mapping[str, Rates], columns: Sequence[tuple[str, str]] = READING
) -> None:
    """Print the rows of plans or pools under the columns' labels."""
    print(f"\n{title}")
    print(f"{'':18} " + " ".join(f"{label:>{max(len(label), 6)}}" for _, label in columns))
    for name, values in rates.items():
        print(row(name, values, columns))


def print_details(scored: Iterable[Scored]) -> None:
    """Print what was missed, spurious or wrong."""
    for one in scored:
        for sort, entries in one.detail.items():
            for entry in entries:
                print(f"  {one.name} {sort}: {entry}")


def print_bars(rates: Mapping[str, float | None], bars: Sequence[Bar] = BARS) -> bool:
    """Print which bars hold; True when all do."""
    for bar in bars:
        value, sign = rates[bar.rate], "<=" if bar.most else ">="
        figure = "n/a" if value is None else f"{value:.3f}"
        verdict = "ok" if bar.holds(rates) else "FAIL"
        print(f"  {bar.rate:22} {figure} {sign} {bar.value:.2f}  {verdict}")
    return all(bar.holds(rates) for bar in bars)


def score_pool(plans: Iterable[Annotated], out: Path, shared: Path) -> list[Scored]:
    """Score the written predictions of some plans."""
    scorer = load_scorer(shared / "gold" / "score.py")
    return [
        score_plan(
            plan,
            load(prediction(out, plan.text)),
            load(prediction(out, plan.text, "targets")),
            scorer,
            shared / "gold" / "score_targets.py",
        )
        for plan in plans
    ]


def score(
    shared: Path, out: Path, pools: Mapping[str, Sequence[Annotated]], *, show: bool
) -> tuple[dict[str, Rates], list[str]]:
    """Read, score and print some pools of plans.

    Returns
    -------
    tuple
        The rates of each pool, of real and mini-plans together ("shared") where both are there,
        and of all; and a line for each plan that was refused.
    """
    from geo.gazetteer import Gazetteer

    scorer = load_scorer(shared / "gold" / "score.py")
    texts = sorted({plan.text for plans in pools.values() for plan in plans})
    refused = write_predictions(texts, out, Gazetteer.load())
    scored = {name: score_pool(plans, out, shared) for name, plans in pools.items() if plans}
    if {"real", "mini"} <= scored.keys():
        scored["shared"] = scored["real"] + scored["mini"]
    scored["all"] = [one for name in pools for one in scored.get(name, [])]
    rates = {name: pooled(ones, scorer) for name, ones in scored.items()}
    rows = {
        f"{name}/{one.name}": pooled([one], scorer)
        for name in pools
        for one in scored.get(name, ())
    }
    for title, columns in TABLES:
        print_table(title, rows | rates, columns)
    if show:
        print_details(scored["all"])
    for line in refused:
        print(f"refused: {line}")
    return rates, refused


def all_pools(shared: Path) -> dict[str, list[Annotated]]:
    """Return the pools at hand."""
    return {
        "real": real_plans(shared),
        "mini": pairs(shared / "gold" / "mini"),
        "own": pairs(ROOT / "tests" / "corpus"),
    }


def main() -> int:
    """Score, or say why not; 1 where a bar is missed or a plan is refused."""
    parser = argparse.ArgumentParser(description="Score the reader on annotated plans.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--dir", type=Path, help="score the pairs key.txt, key.json of this folder")
    parser.add_argument("--show", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--out", type=Path, help="keep the predictions in this folder")
    chosen = parser.parse_args()
    if not (chosen.shared / "gold" / "score.py").is_file():
        print("score: skipped, the folder shared with the annotated plans is not there")
        return 0
    pools = {chosen.dir.name: pairs(chosen.dir)} if chosen.dir else all_pools(chosen.shared)
    if not any(pools.values()):
        print(f"score: {chosen.dir or chosen.shared} holds no pair of key.txt and key.json")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        out = chosen.out or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        rates, refused = score(chosen.shared, out, pools, show=chosen.show)
    print(f"\nBars, pooled over {chosen.dir or 'the annotated plans of shared'}:")
    rate = rates["all" if chosen.dir else "shared"]
    # Another folder need not have annotated targets.
    held = print_bars(rate, [b for b in BARS if not chosen.dir or rate[b.rate] is not None])
    return 0 if held and not refused else 1


if __name__ == "__main__":
    sys.exit(main())

"""Scores the geocoder on real plants: `luotu locate` against the table in the folder shared.

    python -m tools.score_gem [--only 湖南省,山东省 | --without 陕西省] [--evidence]

`--evidence` tells for each sort of evidence how many answers rest on it and how many are right:
the numbers of geo/evidence.py.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python(*words: str | Path, out: Path | None = None) -> None:
    """Run our Python with these words; what it prints goes to `out` or is shown."""
    command = [sys.executable, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE if out else None)
    if out is not None:
        out.write_bytes(done.stdout)


def selected(plants: Path, only: set[str], without: set[str], out: Path) -> None:
    """Write the plants of some provinces: of those in `only` (all if empty), not in `without`."""
    with plants.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [
            row
            for row in reader
            if (not only or row["gold_prov"] in only) and row["gold_prov"] not in without
        ]
        columns = reader.fieldnames or []
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def evidence(scorer: Path, plants: Path, answers: Path) -> dict[str, tuple[int, int]]:
    """Return evidence → (right, answers), the most used first."""
    spec = importlib.util.spec_from_file_location("score_gem_shared", scorer)
    if spec is None or spec.loader is None:
        sys.exit(f"{scorer} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    found = json.loads(answers.read_text(encoding="utf-8"))
    for (_, _, county, _), answer in zip(module.questions(str(plants)), found, strict=True):
        if answer["counties"]:
            why = answer["reason"].split(":")[0]
            given[why] += 1
            right[why] += answer["counties"] == [county]
    return {why: (right[why], count) for why, count in given.most_common()}


def main() -> int:
    """Ask, answer and score; says so where the table is not there."""
    parser = argparse.ArgumentParser(description="Score the geocoder on real plants.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", default="", help="these provinces, with commas")
    parser.add_argument("--without", default="", help="all but these provinces")
    parser.add_argument("--evidence", action="store_true", help="tell what the answers rest on")
    chosen = parser.parse_args()
    gem = chosen.shared / "gem"
    scorer, table = gem / "score_gem.py", gem / "plants_dev.csv"
    if not scorer.is_file() or not table.is_file():
        print("score-gem: skipped, the folder shared with the table of plants is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        plants = Path(folder) / "plants.csv"
        only, without = (set(filter(None, t.split(","))) for t in (chosen.only, chosen.without))
        selected(table, only, without, plants)
        names, answers = Path(folder) / "names.csv", Path(folder) / "answers.json"
        python(scorer, "names", plants, out=names)
        columns = ["--column", "name", "--within-column", "within", "--format", "json"]
        python("-m", "cli", "locate", "--file", names, *columns, out=answers)
        python(scorer, "score", plants, answers)
        if chosen.evidence:
            for why, (right, count) in evidence(scorer, plants, answers).items():
                print(f"{right:6} of {count:5}  {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

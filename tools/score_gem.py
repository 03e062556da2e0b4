"""Scores the geocoder on real plants: `luotu locate` against the table in the folder shared."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python(*words: str | Path, out: Path | None = None) -> None:
    """Run our Python with these words; what it prints goes to `out` or is shown."""
    command = [sys.executable, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE if out else None)
    if out is not None:
        out.write_bytes(done.stdout)


def main() -> int:
    """Ask, answer and score; says so where the table is not there."""
    parser = argparse.ArgumentParser(description="Score the geocoder on real plants.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    gem = parser.parse_args().shared / "gem"
    scorer, plants = gem / "score_gem.py", gem / "plants_dev.csv"
    if not scorer.is_file() or not plants.is_file():
        print("score-gem: skipped, the folder shared with the table of plants is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        names, answers = Path(folder) / "names.csv", Path(folder) / "answers.json"
        python(scorer, "names", plants, out=names)
        columns = ["--column", "name", "--within-column", "within", "--format", "json"]
        python("-m", "cli", "locate", "--file", names, *columns, out=answers)
        python(scorer, "score", plants, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())

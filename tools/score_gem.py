"""Scores the geocoder on real plants: `luotu locate` against the table in the folder shared."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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
        with names.open("wb") as file:
            subprocess.run([sys.executable, scorer, "names", plants], stdout=file, check=True)
        command = [sys.executable, "-m", "cli", "locate", "--file", names, "--column", "name"]
        command += ["--within-column", "within", "--format", "json"]
        with answers.open("wb") as file:
            subprocess.run(command, cwd=ROOT, stdout=file, check=True)
        subprocess.run([sys.executable, scorer, "score", plants, answers], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

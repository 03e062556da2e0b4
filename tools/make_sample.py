"""Make data/sample/plans.json: run the pipeline over real plans and keep the facts.

    python -m tools.make_sample [FOLDER_OF_PLANS] [OUT]

The plans themselves are not part of the project; without the folder nothing is written.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geo.gazetteer import Gazetteer
from projects.pipeline import plan_files, read_plan
from projects.sample import SampleDocument, dump_sample

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT.parent / "shared" / "plans"
SAMPLE = ROOT / "data" / "sample" / "plans.json"


def make_sample(plans: Path) -> str:
    """Return the sample's text for all plans of a folder, in the order of their file names."""
    gazetteer = Gazetteer.load()
    readings = [read_plan(path, gazetteer=gazetteer) for path in plan_files([plans])]
    return dump_sample(
        SampleDocument(reading.document.facts, reading.projects, reading.targets)
        for reading in readings
    )


def main() -> None:
    """Write the sample."""
    given = [Path(argument) for argument in sys.argv[1:3]]
    plans, out = [*given, *[PLANS, SAMPLE][len(given) :]]
    if not plans.is_dir():
        sys.exit(f"{plans}: no such folder of plans; name it: python -m tools.make_sample FOLDER")
    text = make_sample(plans)
    out.write_text(text, "utf-8")
    print(f"{out}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()

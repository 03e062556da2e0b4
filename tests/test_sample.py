"""The shipped sample is what the reader yields, and holds no sentence of a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.models import Adcode
from projects.models import DocumentFacts, Nature, Project, Stage, Target
from projects.sample import SampleDocument, dump_sample, load_sample

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT.parent / "shared" / "plans"
SAMPLE = ROOT / "data" / "sample"

DOCUMENT = SampleDocument(
    DocumentFacts("ab", "方案", None, None, None, Adcode("431300"), "a.txt", "simplified", 9),
    (Project("p1", "风电", "wind_farm", Stage.PLANNED, Nature.NEW, 0, 2, document="ab"),),
    (Target(Adcode("431300"), None, "count", "stock", 1.0, "count", None, None, 0, 1, "ab"),),
)


def test_a_sample_comes_back_exactly(tmp_path: Path) -> None:
    text = dump_sample([DOCUMENT])
    (tmp_path / "plans.json").write_text(text, "utf-8")
    assert load_sample(tmp_path) == (DOCUMENT,)
    assert dump_sample(load_sample(tmp_path)) == text


def test_no_sample_is_no_error(tmp_path: Path) -> None:
    assert load_sample(tmp_path) == ()


@pytest.mark.shared
@pytest.mark.skipif(not PLANS.is_dir(), reason="skipped: ../shared/plans is not here")
def test_the_committed_facts_are_what_the_reader_yields() -> None:
    from geo.gazetteer import Gazetteer
    from projects.pipeline import plan_files, read_plan

    gazetteer = Gazetteer.load()
    readings = [read_plan(path, gazetteer=gazetteer) for path in plan_files([PLANS])]
    fresh = dump_sample(SampleDocument(r.document.facts, r.projects, r.targets) for r in readings)
    committed = (SAMPLE / "plans.json").read_text("utf-8")
    assert committed == fresh, "run `make sample`"


@pytest.mark.shared
@pytest.mark.skipif(not PLANS.is_dir(), reason="skipped: ../shared/plans is not here")
def test_no_sentence_of_a_plan_is_shipped() -> None:
    documents = json.loads((SAMPLE / "plans.json").read_text("utf-8"))
    said = [document[part] for document in documents for part in ("projects", "targets")]
    shipped = json.dumps(said, ensure_ascii=False)  # a title may be as long as a sentence
    for path in PLANS.glob("*.txt"):
        for line in path.read_text("utf-8-sig").splitlines():
            for sentence in line.split("。"):
                assert len(sentence) < 40 or sentence not in shipped

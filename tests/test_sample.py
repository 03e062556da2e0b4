"""The shipped sample is what the reader yields, and holds no sentence of a plan."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from geo.models import Adcode
from projects.models import DocumentFacts, Nature, Project, Stage, Target
from projects.sample import SampleDocument, dump_sample, load_sample
from tools import make_sample

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


def test_the_sample_is_made_from_a_folder_of_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.txt").write_text("娄底", "utf-8")
    reading = SimpleNamespace(
        document=SimpleNamespace(facts=DOCUMENT.facts),
        projects=DOCUMENT.projects,
        targets=DOCUMENT.targets,
    )
    monkeypatch.setattr(make_sample, "read_plan", lambda _path, *, gazetteer: reading)
    monkeypatch.setattr(make_sample, "Gazetteer", SimpleNamespace(load=lambda: None))
    monkeypatch.setattr(sys, "argv", ["make_sample", f"{tmp_path}/plans", f"{tmp_path}/s.json"])
    make_sample.main()
    assert "bytes" in capsys.readouterr().out
    assert load_sample(tmp_path) == (DOCUMENT,)
    monkeypatch.setattr(sys, "argv", ["make_sample", f"{tmp_path}/gone"])
    with pytest.raises(SystemExit, match="no such folder of plans"):
        make_sample.main()


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

"""The score: which plans it takes, what its bars say, and that it is quiet where it cannot run."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import score, score_gem

GOOD = {
    "f1": 0.70,
    "name_similarity": 0.9,
    "located_share": 1.0,
    "capacity_recall": 0.75,
    "county_text_accuracy": 0.9,
    "county_wrong_rate": 0.05,
}


def test_every_bar_can_hold_and_can_be_missed(capsys):
    assert score.print_bars(GOOD)
    for bar in score.BARS:
        worse = bar.value + (0.01 if bar.most else -0.01)
        assert not score.print_bars(GOOD | {bar.rate: worse})
    assert not score.print_bars(GOOD | {"capacity_recall": None})
    assert capsys.readouterr().out.count("MISSED") == len(score.BARS) + 1


def test_plans_are_found_with_their_annotation(tmp_path):
    for name in ("gold/mini", "plans"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("gold/甲.json", "gold/甲.targets.json", "gold/mini/乙.txt", "gold/mini/乙.json"):
        (tmp_path / name).touch()
    (tmp_path / "gold" / "mini" / "丙.txt").touch()
    plans = score.shared_plans(tmp_path)
    assert [(plan.name, plan.text.parent.name) for plan in plans] == [
        ("甲", "plans"),
        ("乙", "mini"),
    ]


@pytest.fixture
def scorer():
    """Return a scorer that counts how many names are right."""

    def rates(count):
        return dict.fromkeys([key for key, _ in score.COLUMNS], count / 2) | {"gold": 2}

    return SimpleNamespace(
        load=lambda path: json.loads(Path(path).read_text(encoding="utf-8")),
        count=lambda gold, pred: (
            len(set(gold) & set(pred)),
            {"missed": sorted(set(gold) - set(pred))},
        ),
        rates=rates,
        pool=lambda counts: rates(sum(counts) / len(counts)),
    )


def test_a_pool_is_printed_plan_by_plan(tmp_path, scorer, capsys):
    plans = []
    for folder, predicted in (("a", ["x", "y"]), ("b", ["x"])):
        (tmp_path / folder).mkdir()
        text, gold = tmp_path / folder / "plan.txt", tmp_path / folder / "plan.json"
        gold.write_text('["x", "y"]')
        score.prediction(tmp_path, text).write_text(json.dumps(predicted))
        plans.append(score.Annotated(text, gold))
    pooled = score.print_pool(plans, tmp_path, scorer, show=True)
    lines = capsys.readouterr().out.splitlines()
    assert pooled["f1"] == pytest.approx(0.75)
    assert [line.split()[0] for line in lines[1:4]] == ["plan", "plan", "pooled"]
    assert lines[4:] == ["  plan missed: y"]


@pytest.mark.parametrize("tool", [score, score_gem])
def test_without_shared_it_says_so(tool, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["score", "--shared", str(tmp_path)])
    assert tool.main() == 0
    assert "skipped" in capsys.readouterr().out


@pytest.mark.shared
def test_the_bars_hold_and_every_plan_is_read(shared, tmp_path, capsys):
    assert score.score(shared, tmp_path, show=False) == 0, capsys.readouterr().out

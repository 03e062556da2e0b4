"""The score: which plans it takes, what it counts, and that it is quiet where it cannot run."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tools import score, score_gem, scoring

HELD = {bar.rate: bar.value for bar in score.BARS}


def test_every_bar_can_hold_and_can_be_missed(capsys):
    assert score.print_bars(HELD)
    for bar in score.BARS:
        worse = bar.value + (0.01 if bar.most else -0.01)
        assert not score.print_bars(HELD | {bar.rate: worse})
    assert not score.print_bars(HELD | {"capacity_recall": None})
    assert capsys.readouterr().out.count("FAIL") == len(score.BARS) + 1


def test_plans_are_found_with_their_annotation(tmp_path):
    for name in ("gold/mini", "plans"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("gold/甲.json", "gold/甲.targets.json", "gold/mini/乙.txt", "gold/mini/乙.json"):
        (tmp_path / name).touch()
    (tmp_path / "gold" / "mini" / "丙.txt").touch()
    (real,) = scoring.real_plans(tmp_path)
    assert (real.text, real.targets) == (
        tmp_path / "plans" / "甲.txt",
        tmp_path / "gold" / "甲.targets.json",
    )
    (mini,) = scoring.pairs(tmp_path / "gold" / "mini")
    assert (mini.name, mini.targets) == ("乙", None)


@pytest.mark.parametrize("tool", [score, score_gem])
def test_without_shared_it_says_so(tool, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["score", "--shared", str(tmp_path)])
    assert tool.main() == 0
    assert "skipped" in capsys.readouterr().out


def test_a_sentence_of_a_target_yields_no_project():
    """A project in the next sentence, or one that is annotated, is no fault."""
    text = "建云岭风电场。到2025年风电60万千瓦,含码湖风电场。"
    target = {"quote": "风电60万千瓦", "start": text.index("风电60"), "end": text.index(",")}
    there, here = text.index("云岭"), text.index("码湖")
    projects = [{"name": "云岭", "mentions": [[there, there + 2]]}]
    assert scoring.targets_read(text, [target], projects) == []
    projects.append({"name": "码湖", "mentions": [[here, here + 2]]})
    assert scoring.targets_read(text, [target], projects) == [("风电60万千瓦", "码湖")]


FIRST = {
    "name": "新化云岭风电场",
    "start": 0,
    "end": 10,
    "kind": "wind_farm",
    "counties": ["431322"],
}
GOLD = FIRST | {
    "kind_alt": [],
    "capacity": [],
    "capacity_scored": True,
    "counties_alt": [],
    "county_basis": "zone",
    "county_scored": True,
    "city": "4313",
    "optional": False,
    "split_ok": False,
    "group": "",
    "also": [],
}


@pytest.fixture
def scorer(shared):
    return scoring.load_scorer(shared / "gold" / "score.py")


@pytest.mark.shared
def test_facts_are_judged_where_they_are_annotated(scorer):
    """Year null is a fact; a key the gold lacks is none; units may come in any order."""
    told = {"stage": "planned", "nature": "new", "nature_alt": ["expansion"], "year": None}
    gold = [GOLD | told | {"responsible": ["市发改委", "市水利局"]}]
    read = {"stage": "existing", "nature": "expansion", "year": None}
    read |= {"responsible": ["市水利局", "市发改委"]}
    facts = scoring.score_facts(gold, [FIRST | read], scorer)
    assert {key: (fact["right"], fact["annotated"]) for key, fact in facts.items()} == {
        "stage": (0, 1),
        "nature": (1, 1),
        "year": (1, 1),
        "responsible": (1, 1),
        "owner": (0, 0),
    }


@pytest.mark.shared
def test_counties_and_targets_are_counted_by_the_scorers_rules(shared, scorer, tmp_path):
    text = "新化云岭风电场10万千瓦。到2025年风电装机60万千瓦。"
    start = text.index("风电装机")
    target = {"start": start, "end": start + 10, "value": 600.0, "unit": "MW", "year": 2025}
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps([GOLD]), encoding="utf-8")
    quoted = [target | {"quote": "风电装机60万千瓦"}]
    (tmp_path / "a.targets.json").write_text(json.dumps(quoted), encoding="utf-8")
    (plan,) = scoring.pairs(tmp_path)
    elsewhere = FIRST | {"counties": ["431321"], "mentions": [[0, 7]]}
    other = target | {"value": 1.0}
    one = scoring.score_plan(
        plan, [elsewhere], [target, other], scorer, shared / "gold" / "score_targets.py"
    )
    assert one.by_basis["zone"] == Counter(wrong=1)
    assert one.by_basis["text"].total() == 0
    rates = scoring.pooled([one, one], scorer)
    assert (rates["county_zone_right"], rates["county_text_right"]) == (0.0, None)
    assert (rates["county_wrong_rate"], rates["f1"]) == (1.0, 1.0)
    assert (rates["targets_recall"], rates["targets_precision"]) == (1.0, 0.5)
    assert (rates["targets_read"], rates["owner"]) == (0, None)


@pytest.mark.shared
def test_another_folder_is_scored_and_its_misses_listed(shared, tmp_path, monkeypatch, capsys):
    text = "娄底市碳达峰实施方案\n推进新化县云岭风电场建设。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    missed = GOLD | {"name": "青罗煤矿", "start": 0, "end": 3}
    (tmp_path / "a.json").write_text(json.dumps([missed]), encoding="utf-8")
    given = ["score", "--shared", str(shared), "--dir", str(tmp_path), "--show"]
    monkeypatch.setattr("sys.argv", given)
    assert score.main() == 1
    told = capsys.readouterr().out
    assert "a missed: 青罗煤矿" in told
    assert "a spurious: 新化县云岭风电场" in told
    assert "targets_recall" not in told


@pytest.mark.shared
def test_the_bars_hold_and_every_plan_is_read(shared, tmp_path, capsys):
    rates, refused = score.score(shared, tmp_path, score.all_pools(shared), show=False)
    assert refused == []
    assert set(rates) == {"real", "mini", "own", "shared", "all"}
    assert [bar.rate for bar in score.BARS if rates["shared"][bar.rate] is None] == []
    printed = capsys.readouterr().out
    assert all(f"\n{title}\n" in printed for title, _ in score.TABLES)
    assert score.print_bars(rates["shared"])

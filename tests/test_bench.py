"""The bench: input of real counties and all kinds, and a table that says what was measured."""

from __future__ import annotations

import json
import re

import pytest

from geo.divisions import Divisions
from projects.kinds import KINDS
from tools import bench, bench_worker


@pytest.fixture(scope="module")
def divisions():
    return Divisions.load()


def test_names_take_every_county_and_every_kind_in_turn(divisions):
    entries = bench.names(divisions)
    assert len(entries) == bench.NAMES
    assert {entry["adcode"] for entry in entries} == {c for c, _ in bench.located(divisions)}
    for kind in KINDS.values():
        assert any(kind.zh in entry["name"] for entry in entries)
    first = entries[0]
    assert first["name"].startswith(divisions.get(first["adcode"]).name)
    assert first["text"] == divisions.full_name(first["within"]) + first["name"]


def test_plans_look_like_plans(divisions, tmp_path):
    paths = bench.write_plans(divisions, tmp_path)
    assert len(paths) == bench.PLANS
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(divisions.get(path.stem).name)
        assert len(re.findall(r"^[一二三四五六]、", text, re.MULTILINE)) == bench.PARAGRAPHS // 10
        assert "{" not in text


def test_a_worker_warms_up_then_repeats(monkeypatch):
    calls = []

    def task(data):
        return lambda: calls.append("first"), lambda: calls.append("all") or data["names"]

    monkeypatch.setitem(bench_worker.TASKS, "task", task)
    result = bench_worker.measure("task", {"names": ["a"]})
    assert calls == ["first", *["all"] * (1 + bench_worker.REPEATS)]
    assert result["answers"] == ["a"]
    assert len(result["seconds"]) == bench_worker.REPEATS
    assert result["ready"] >= 0
    assert result["peak_mib"] > 0
    json.dumps(result)


def test_the_table_compares_with_the_last_row():
    results = {
        "ours": {"seconds": [1.0, 2.0, 9.0], "ready": 0.5, "peak_mib": 100.0},
        "theirs": {"seconds": [8.0], "ready": 1.0, "peak_mib": 200.0},
    }
    title, ours, theirs = list(bench.lines("Title", "names", 1000, results))
    assert title == "\nTitle"
    assert re.search(r"ours +500 names/s +× +4\.00 +first answer +0\.50 s +peak +100 MiB", ours)
    assert "× 1.00" in re.sub(" +", " ", theirs)


def test_right_is_the_exact_county():
    entries = [{"adcode": "431322"}, {"adcode": "431321"}]
    assert bench.right(["431322", "431322"], entries) == 0.5

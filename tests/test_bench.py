"""The bench: input of real counties and all kinds, and a table that says what was measured."""

from __future__ import annotations

import json
import re

import pytest

from geo.models import Precision
from projects.kinds import KINDS
from projects.registry import Registry
from projects.settings import Settings
from tests.sums_data import LIANYUAN, XINHUA, facts, mw, project
from tools import bench, bench_long, bench_names, bench_review, bench_sums, bench_worker


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


TEXTS = [
    f"{city}碳达峰实施方案\n一、任务\n"
    + "\n".join(f"推进{county}第{n}号风电场,{'并网' * 15}。" for n in range(1, 40))
    for city, county in (("娄底市", "新化县"), ("湖州市", "安吉县"))
]


@pytest.fixture
def plans(tmp_path):
    paths = []
    for number, text in enumerate(TEXTS):
        paths.append(str(tmp_path / f"{number}.txt"))
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return {"plans": paths}


def test_plans_are_made_anew_of_any_length():
    """Two alike would be read from caches, and a shorter one would flatter the memory."""
    made = [bench_long.made_plan(TEXTS, number, 3_000) for number in range(50)]
    assert {len(text) for text in made} == {3_000}
    assert len(set(made)) == 50
    assert made == [bench_long.made_plan(TEXTS, number, 3_000) for number in range(50)]
    assert [text[:3] for text in made[:3]] == ["娄底市", "湖州市", "娄底市"]


def test_memory_is_told_at_its_marks(monkeypatch, plans):
    for name, value in {"COUNT": 4, "MARKS": (2, 4), "LENGTH": 1_000}.items():
        monkeypatch.setattr(bench_long, name, value)
    told = bench_long.memory(plans)
    assert list(told["held_mib"]) == [2, 4]
    assert all(10 < mib < 2_000 for mib in told["held_mib"].values())
    assert told["found"] > 4
    json.dumps(told)


def test_speed_is_told_for_every_length(monkeypatch, plans):
    monkeypatch.setattr(bench_long, "LENGTHS", (500, 2_000))
    rates = bench_long.linear(plans)["rates"]
    assert list(rates) == [500, 2_000]
    assert min(rates.values()) > 0


def test_the_profile_tells_five_functions_by_own_time(plans):
    top = bench_long.profile(plans)["top"]
    assert len(top) == bench_long.TOP
    own = [seconds for _, _, seconds, _ in top]
    assert own == sorted(own, reverse=True)
    assert 0 < sum(share for *_, share in top) < 1


def test_a_start_is_timed_by_the_clock_and_by_the_processor():
    """A command that sleeps takes time and no processor."""
    wall, cpu = bench.started([bench.sys.executable, "-Sc", "import time; time.sleep(0.2)"])
    assert wall > 0.2
    assert 0 < cpu < wall


def test_the_geocoders_tasks_tell_what_the_bench_prints(divisions):
    """A key that is renamed on one side only would break `make bench` long after the change."""
    data = {"names": bench.names(divisions, 3)}
    assert bench_names.first(data)["counties"] == (data["names"][0]["adcode"],)
    assert bench_names.prefecture(data)["mib"] > 0
    assert set(bench_names.china(data)) == {"mib", "seconds"}
    assert set(bench_names.many(data)) == {"cold_seconds", "ms_a_name"}


def test_the_sums_beside_ours_are_of_the_same_rows(monkeypatch, tmp_path):
    """Rows written otherwise than they are read would compare two different sums."""
    monkeypatch.setattr(bench_sums, "BY", ("county", "kind"))
    registry, rows = tmp_path / "r.sqlite", tmp_path / "rows.csv"
    made = [
        project("a", XINHUA, document="d", capacity=mw(100.5)),
        project("b", XINHUA, LIANYUAN, document="d", capacity=mw(20)),
        project("c", document="d", kind="wetland"),
        project("d", document="d", capacity=mw(9), precision=Precision.OUTSIDE),
    ]
    with Registry.open(f"sqlite:///{registry}", settings=Settings(data=tmp_path)) as store:
        store.replace(facts("d", "431300"), made, [])
    ours = bench_sums.ours(registry, rows)
    assert ours["totals"]["power"] == [120.5, 3]
    assert set(ours["selections"]) == set(bench_sums._selections())
    theirs = bench_sums.in_pandas(rows)
    assert theirs["totals"] == ours["totals"]
    assert theirs["times"].keys() == ours["times"].keys()
    json.dumps([ours, theirs])


def test_a_review_and_its_peer_write_and_read_the_same(tmp_path, monkeypatch):
    small = {"ACCEPTED": 3, "REVISIONS": 4, "REPEATS": 1, "ITEMS": 6, "HELD": 60}
    for name, few in small.items():
        monkeypatch.setattr(bench_review, name, few)
    told = {}
    for task in bench_review.TASKS:
        folder = tmp_path / task
        folder.mkdir()
        told[task] = len(str(bench_review.TASKS[task](folder)()))
        again = tmp_path / f"{task}2"
        again.mkdir()
        assert set(bench_review.measure(task, again)) == {"processor", "wall"}
    counts = []
    for file in (tmp_path / "accept" / "accept0.sqlite", tmp_path / "accept_bare" / "bare0.sqlite"):
        with Registry.open(f"sqlite:///{file}", settings=Settings()) as registry:
            counts.append((len(registry.projects()), len(registry.revisions.recent())))
    assert counts == [(3, 4), (3, 4)]
    assert all(told.values())
    items = bench_review.TASKS["elsewhere"](tmp_path)()
    rows = bench_review.TASKS["elsewhere_bare"](tmp_path)()
    assert [len(item.elsewhere) for item in items] == [len(found) for found in rows]
    assert sum(map(len, rows)) == small["ITEMS"] // 2


def test_the_reviews_table_names_both_and_the_bar():
    seconds = {"accept": 0.2, "accept_bare": 0.1, "history": 0.2, "history_bare": 0.1}
    seconds |= {"elsewhere": 0.02, "elsewhere_bare": 0.01}
    lines = list(
        bench_review.report(lambda task, *_: dict.fromkeys(("processor", "wall"), seconds[task]))
    )
    assert "accept 500 projects: 200 (200) ms, bare 100 (100) ms, × 2.0; ok" in lines[1]
    assert "MISSED: at most 100 ms" in lines[2]
    assert "300 items against 100,000 projects: 20 (20) ms" in lines[3]

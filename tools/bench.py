"""Times the reader and the geocoder beside cpca on the same input, in one run.

Each measurement is a fresh process that loads, warms up once and repeats; the median counts. The
plans are generated here from real division names, so the bench needs nothing but the checkout;
the real plans of the folder `shared` are timed too where it lies beside the checkout. cpca finds
one place in a line and nothing else; the reader finds projects, capacities and counties.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.divisions import Divisions
from projects.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.models import Adcode

ROOT = Path(__file__).resolve().parent.parent
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
NAMES, PLANS, PARAGRAPHS, FEWEST_COUNTIES = 10_000, 12, 60, 4
Json = dict[str, Any]
SENTENCES = (
    "推进{a}{kind}项目前期工作,装机容量{n}万千瓦,配套建设送出工程。",
    "加快{a}{kind}、{b}{kind}建设,到2025年新增装机{n}万千瓦以上。(市发展改革委、市能源局按职责分工负责)",
    "坚持节约优先,完善能耗双控制度,提升重点领域能效水平,单位生产总值能耗下降{n}%。",
    "在{a}、{b}等地布局{kind}项目,总规模约{n}MW。",
    "健全绿色低碳循环发展的经济体系,引导企业开展节能诊断,推广先进适用技术。",
    "建成{a}{n}公顷湿地公园,实施{b}河道综合治理工程{n}公里。",
)


def located(divisions: Divisions) -> list[tuple[Adcode, Adcode]]:
    """Return (county, its prefecture) for every county that has a prefecture above it."""
    return [
        (county, prefecture)
        for prefecture in divisions.prefectures()
        for county in divisions.counties(prefecture)
        if county != prefecture
    ]


def names(divisions: Divisions, count: int = NAMES) -> list[Json]:
    """Make project names: every county in turn, by full and short name, with every kind's label."""
    words = itertools.cycle([kind.zh for kind in KINDS.values()])
    made = []
    for number, (county, prefecture) in zip(
        range(count), itertools.cycle(located(divisions)), strict=False
    ):
        division = divisions.get(county)
        called = division.short_name if number % 2 else division.name
        name = f"{called}{next(words)}项目"
        text = divisions.full_name(prefecture) + name
        made.append({"name": name, "within": prefecture, "text": text, "adcode": county})
    return made


def plan(divisions: Divisions, prefecture: Adcode, number: int) -> str:
    """Make a plan's text for one prefecture: a title, a number, sections and paragraphs."""
    city, full = divisions.get(prefecture).name, divisions.full_name(prefecture)
    counties = itertools.cycle([divisions.get(c).name for c in divisions.counties(prefecture)])
    words = itertools.cycle([kind.zh for kind in KINDS.values()])
    lines = [f"{city}人民政府关于印发{city}碳达峰实施方案的通知", f"政发〔2023〕{number + 1}号", ""]
    for index, sentence in zip(range(PARAGRAPHS), itertools.cycle(SENTENCES), strict=False):
        if index % 10 == 0:
            lines.append(f"{'一二三四五六七八九'[index // 10]}、重点任务")
        filled = sentence.format(a=next(counties), b=next(counties), kind=next(words), n=index + 5)
        lines.append(f"({index % 10 + 1}){filled}")
    return "\n".join([*lines, "", f"{full}人民政府办公室", "2023年6月1日"]) + "\n"


def write_plans(divisions: Divisions, folder: Path) -> list[Path]:
    """Write the generated plans, for prefectures all over the country."""
    prefectures = [
        p for p in divisions.prefectures() if len(divisions.counties(p)) >= FEWEST_COUNTIES
    ]
    step = len(prefectures) // PLANS
    paths = []
    for number, prefecture in enumerate(prefectures[::step][:PLANS]):
        paths.append(folder / f"{prefecture}.txt")
        paths[-1].write_text(plan(divisions, prefecture, number), encoding="utf-8")
    return paths


def run(task: str, data: Path) -> Json:
    """Run one measurement in a process of its own; cpca's in the environment that has it."""
    python = str(BENCH_PYTHON) if task.startswith("cpca") else sys.executable
    command = [python, "-m", "tools.bench_worker", task, str(data)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    result: Json = json.loads(done.stdout)
    return result


def lines(title: str, unit: str, amount: float, results: dict[str, Json]) -> Iterator[str]:
    """Yield the table's rows for one input, the last of `results` being what is compared with."""
    yield f"\n{title}"
    *_, base = results.values()
    for name, result in results.items():
        seconds = statistics.median(result["seconds"])
        rate, ratio = amount / seconds, statistics.median(base["seconds"]) / seconds
        yield (
            f"  {name:34} {rate:12,.0f} {unit}/s  ×{ratio:7.2f}   first answer "
            f"{result['ready']:5.2f} s   peak {result['peak_mib']:5.0f} MiB"
        )


def right(answers: list[str], entries: list[Json]) -> float:
    """Return the share of names placed in exactly the county they were made from."""
    pairs = zip(answers, entries, strict=True)
    return sum(bool(answer == entry["adcode"]) for answer, entry in pairs) / len(entries)


def bench_names(folder: Path, divisions: Divisions) -> None:
    """Time and print the geocoder."""
    entries = names(divisions)
    data = folder / "names.json"
    data.write_text(json.dumps({"names": entries}), encoding="utf-8")
    results = {
        "Luotu, prefecture given as scope": run("luotu_scoped", data),
        "Luotu, prefecture in the text": run("luotu_plain", data),
        "cpca, prefecture in the text": run("cpca_names", data),
    }
    title = f"Geocoder: {len(entries):,} generated names, every county, every kind"
    print("\n".join(lines(title, "names", len(entries), results)))
    for name, result in results.items():
        each = statistics.median(result["seconds"]) / len(entries) * 1000
        share = right(result["answers"], entries)
        print(f"  {name:34} {each:.4f} ms a name, {share:.1%} in the county they were made from")


def bench_plans(title: str, folder: Path, paths: list[Path]) -> None:
    """Time and print the reader on some plans."""
    data = folder / "plans.json"
    data.write_text(json.dumps({"plans": [str(path) for path in paths]}), encoding="utf-8")
    characters = sum(len(path.read_text(encoding="utf-8")) for path in paths)
    results = {
        "Luotu, projects and their counties": run("luotu_plans", data),
        "cpca, one place a line": run("cpca_plans", data),
    }
    found = sum(map(int, results["Luotu, projects and their counties"]["answers"]))
    what = f"{title}: {len(paths)} plans, {characters:,} characters, {found} projects found"
    print("\n".join(lines(what, "chars", characters, results)))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the reader and the geocoder beside cpca.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared
    print("Median of five repeats after a warm-up, each in its own process; × is the speed beside")
    print("cpca's. The first answer counts from the start of imports. Peak is resident memory.")
    divisions = Divisions.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench_names(folder, divisions)
        bench_plans("Reader, generated", folder, write_plans(divisions, folder))
        real = sorted((shared / "plans").glob("*.txt"))
        if real:
            bench_plans("Reader, real", folder, real)
        else:
            print("\nReader, real: skipped, the folder shared with the real plans is not there")
    return 0


if __name__ == "__main__":
    sys.exit(main())

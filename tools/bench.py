"""Times the reader and the geocoder beside cpca on the same input, in one run.

Then what else a reader of many plans has to hold: its start, its memory over a thousand plans, its
speed on longer and longer text, and where the time goes (`--profile` tells that alone).

Each measurement is a fresh process that loads, warms up once and repeats; the median counts. The
plans are generated here from real division names, so the bench needs nothing but the checkout;
the real plans of the folder `shared` are timed too where it lies beside the checkout. cpca finds
one place in a line and nothing else; the reader finds projects, capacities and counties.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.divisions import Divisions
from projects.kinds import KINDS
from tools import bench_review
from tools.bench_briefs import report as report_briefs
from tools.bench_shared import made_registry, verdict
from tools.make_registry import write as write_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.models import Adcode

ROOT = Path(__file__).resolve().parent.parent
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
# The reader's bars: characters a second in a steady state, seconds to start, growth over 900 plans.
LEAST_RATE, LONGEST_START, MOST_GROWTH = 400_000, 1.0, 0.1
# The geocoder's: ms a name, seconds to the first, MiB for one prefecture and for all.
MOST_A_NAME, LONGEST_FIRST, MOST_PREFECTURE, MOST_CHINA = 0.10, 0.5, 60, 400
STARTS = 5
# Sums: ms for any of them and for any choice among the projects, and how many projects there are.
MOST_A_SUM, MOST_A_CHOICE, SUMMED = 150, 100, (25_000, 50_000, 100_000)
MOST_OF_BARE = 1.15  # points to counties: of the time of a bare STRtree query
CPCA_START = "import cpca, sys; cpca.transform(open(sys.argv[1], encoding='utf-8').read().split())"
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


def run(task: str, data: Path, worker: str = "tools.bench_worker") -> Json:
    """Run one measurement in a process of its own; cpca's in the environment that has it."""
    python = str(BENCH_PYTHON) if task.startswith("cpca") else sys.executable
    command = [python, "-m", worker, task, str(data)]
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


def bench_geocoder(folder: Path, divisions: Divisions) -> None:
    """Measure the geocoder by its bars: time a name, the first name, memory."""
    data = folder / "names.json"
    data.write_text(json.dumps({"names": names(divisions)}), encoding="utf-8")
    task = "tools.bench_names"
    wall, _ = started([sys.executable, "-m", task, "first", str(data)])
    many, one, all_ = (run(name, data, task) for name in ("many", "prefecture", "china"))
    print(f"\nGeocoder: {NAMES:,} names in one call of locate_many; the whole process's memory")
    for what, unit, told, most in (
        ("a name, steady", "ms", many["ms_a_name"], MOST_A_NAME),
        ("first name, from the command", "s", wall, LONGEST_FIRST),
        ("one prefecture in memory", "MiB", one["mib"], MOST_PREFECTURE),
        ("all prefectures in memory", "MiB", all_["mib"], MOST_CHINA),
    ):
        print(f"  {verdict(told <= most)}: {what:30} {told:8.3f} {unit}, at most {most}")
    print(f"  the first call, every prefecture read: {many['cold_seconds']:.1f} s")


def bench_plans(title: str, folder: Path, paths: list[Path]) -> float:
    """Time and print the reader on some plans; return characters a second."""
    data = folder / "plans.json"
    data.write_text(json.dumps({"plans": [str(path) for path in paths]}), encoding="utf-8")
    characters = sum(len(path.read_text(encoding="utf-8")) for path in paths)
    results = {
        "Luotu, projects and their counties": run("luotu_projects", data),
        "Luotu, files, projects and targets": run("luotu_plans", data),
        "cpca, one place a line": run("cpca_plans", data),
    }
    found = sum(map(int, results["Luotu, projects and their counties"]["answers"]))
    what = f"{title}: {len(paths)} plans, {characters:,} characters, {found} projects found"
    print("\n".join(lines(what, "chars", characters, results)))
    seconds = statistics.median(results["Luotu, projects and their counties"]["seconds"])
    return float(characters / seconds)


def started(command: list[str]) -> tuple[float, float]:
    """Return the wall and processor seconds of a command; the median of some runs."""
    walls, cpus = [], []
    for _ in range(STARTS):
        before, start = _children(), time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - start)
        cpus.append(_children() - before)
    return statistics.median(walls), statistics.median(cpus)


def _children() -> float:
    """Return the processor seconds of all commands run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bench_start(plan_: Path) -> None:
    """Time and print a command from its start to its answer, on one plan."""
    print(f"\nStart: one plan from the command to its answer, median of {STARTS}")
    ours = started([sys.executable, "cli.py", "extract", str(plan_)])
    theirs = started([str(BENCH_PYTHON), "-c", CPCA_START, str(plan_)])
    for name, (wall, cpu) in {"luotu extract": ours, "cpca.transform": theirs}.items():
        print(f"  {name:34} {wall:5.2f} s   processor {cpu:5.2f} s")
    print(f"  {verdict(ours[0] <= LONGEST_START)}: {ours[0]:.2f} s, at most {LONGEST_START:.1f}")


def bench_long(folder: Path, paths: list[Path]) -> None:
    """Measure and print memory over many plans and speed on longer text."""
    data = folder / "long.json"
    data.write_text(json.dumps({"plans": [str(path) for path in paths]}), encoding="utf-8")
    print("\nMany plans, one after the other: 15,000 characters each, no two alike")
    told = run("memory", data, "tools.bench_long")
    held = {int(count): mib for count, mib in told["held_mib"].items()}
    for count, mib in held.items():
        print(f"  after {count:5,} plans {mib:7.1f} MiB")
    growth = held[max(held)] / held[min(held)] - 1
    rate = max(held) * 15_000 / told["seconds"]
    print(f"  {told['found']:,} projects, {rate:,.0f} characters/s with the making of the texts")
    print(f"  {verdict(growth <= MOST_GROWTH)}: growth {growth:+.1%}, at most {MOST_GROWTH:.0%}")
    print("\nLength of one text, in processor time")
    for length, speed in run("linear", data, "tools.bench_long")["rates"].items():
        print(f"  {int(length):9,} characters {speed:12,.0f} characters/s")
    bench_profile(data)


def bench_points() -> None:
    """Time and print points to counties in bulk, beside bare trees in the same process."""
    command = [sys.executable, "-m", "tools.bench_points"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    told: Json = json.loads(done.stdout)
    print(f"\nPoints to counties: {told['count']:,} points, each way from polygons just read")
    base, *_ = told["seconds"].values()
    for name, seconds in told["seconds"].items():
        print(f"  {name:34} {seconds:6.2f} s   ×{seconds / base:5.2f} the time")
    ratio = told["seconds"]["locate_points"] / base
    print(f"  {verdict(ratio <= MOST_OF_BARE)}: × {ratio:.2f}, at most {MOST_OF_BARE:.2f}")
    for name, seconds in told["top"]:
        print(f"  {seconds:7.3f} s of its own  {name}")


def bench_sums() -> None:
    """Time and print sums over a made-up registry, beside the same sums in pandas and DuckDB."""
    with tempfile.TemporaryDirectory() as name:
        told = {count: _sums(Path(name), count) for count in SUMMED}
    count, found = max(told.items())
    ours = found["ours"]
    print(f"\nSums: {count:,} projects, every row, size and three places, median of each")
    base = statistics.median(found["pandas"]["times"].values())
    for name, program in found.items():
        times = program["times"].values()
        middle = statistics.median(times)
        print(
            f"  {name:12} {middle:7.1f} ms   ×{base / middle:6.2f}   longest {max(times):7.1f} ms"
            f"   rows read in {program['loaded_s']:5.2f} s"
        )
    same = all(program["totals"] == ours["totals"] for program in found.values())
    print(f"  {verdict(same)}: the three agree on every total")
    print(
        f"  the registry was read in {ours['loaded_s']:.1f} s, indexed in {ours['index_ms']:.0f} ms"
    )
    longest, what = max((ms, what) for what, ms in ours["times"].items())
    print(f"  {verdict(longest <= MOST_A_SUM)}: {longest:.1f} ms for {what}, at most {MOST_A_SUM}")
    for what, (chosen, worst, summed, many) in ours["selections"].items():
        holds = worst <= MOST_A_CHOICE and summed <= MOST_A_SUM
        print(
            f"  {verdict(holds)}: {what:24} {int(many):7,} chosen for the first time in"
            f" {chosen:6.1f} ms, at most {worst:6.1f}, summed in {summed:6.1f} ms"
        )
    for count, found in told.items():
        middle = statistics.median(found["ours"]["times"].values())
        index = found["ours"]["index_ms"]
        print(f"  {count:9,} projects: index {index:7.1f} ms, a sum {middle:6.1f} ms")


def bench_briefs() -> None:
    """Time and print briefing pictures."""
    with made_registry(max(SUMMED)) as registry:
        report_briefs(registry)


def _sums(folder: Path, count: int) -> dict[str, Json]:
    """Make a registry and sum it in each program, one after the other."""
    registry, rows = folder / f"{count}.sqlite", folder / f"{count}.csv"
    write_registry(count, registry)
    found = {}
    for task, paths in {"ours": (registry, rows), "pandas": (rows,), "duckdb": (rows,)}.items():
        python = sys.executable if task == "ours" else str(BENCH_PYTHON)
        command = [python, "-m", "tools.bench_sums", task, *map(str, paths)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        found[task] = json.loads(done.stdout)
    return found


def bench_alone(part: str) -> None:
    """Run what measures by itself in a process of its own, which prints."""
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", f"tools.bench_{part}"], cwd=ROOT, check=True)


def bench_profile(data: Path) -> None:
    """Print where the reader's time goes."""
    print("\nProfile: the five functions with most time of their own")
    for name, calls, own, share in run("profile", data, "tools.bench_long")["top"]:
        print(f"  {share:5.1%} {own:7.3f} s {calls:9,} calls  {name}")


def bench_review_() -> None:
    """Time and print accepting and histories, beside bare sqlite3."""
    print(*bench_review.report(run), sep="\n")


PARTS: dict[str, tuple[str, Callable[[], None]]] = {
    "points": ("points to counties", bench_points),
    "sums": ("sums over a registry", bench_sums),
    "intake": ("files on their way in", partial(bench_alone, "intake")),
    "adding": ("a file from drop to review", partial(bench_alone, "adding")),
    "review": ("accepting and histories", bench_review_),
    "layers": ("the export of layers", partial(bench_alone, "layers")),
    "formats": ("every export format", partial(bench_alone, "formats")),
    "briefs": ("briefing pictures", bench_briefs),
    "handouts": ("slides, texts, one-file maps", partial(bench_alone, "handouts")),
    "page": ("the map page", partial(bench_alone, "page")),
}
"""What can be measured alone, in the order of the whole."""


def bench_reading(shared: Path, *, profile: bool) -> None:
    """Time reader and geocoder beside cpca, or tell only where the reader's time goes."""
    divisions = Divisions.load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = write_plans(divisions, folder)
        real = sorted((shared / "plans").glob("*.txt"))
        if profile:
            data = folder / "profile.json"
            data.write_text(json.dumps({"plans": [str(path) for path in real or made]}), "utf-8")
            bench_profile(data)
            return
        print("Median of five repeats after a warm-up, each in its own process; × is the speed")
        print("beside cpca's. The first answer counts from the start of imports. Peak is resident")
        print("memory.")
        bench_names(folder, divisions)
        bench_geocoder(folder, divisions)
        rate = bench_plans("Reader, generated, all of it projects", folder, made)
        if real:
            rate = bench_plans("Reader, real", folder, real)
        else:
            print("\nReader, real: skipped, the folder shared with the real plans is not there")
        print(f"  {verdict(rate >= LEAST_RATE)}: {rate:,.0f} characters/s, at least {LEAST_RATE:,}")
        bench_start((real or made)[0])
        bench_long(folder, real or made)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time what Luotu does beside its peers.")
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="the folder of real plans"
    )
    parser.add_argument("--profile", action="store_true", help="only where the time goes")
    for part, (what, _) in PARTS.items():
        parser.add_argument(f"--{part}", action="store_true", help=f"only {what}")
    chosen = parser.parse_args()
    alone = [measure for part, (_, measure) in PARTS.items() if getattr(chosen, part)]
    if not alone:
        bench_reading(chosen.shared, profile=chosen.profile)
        if chosen.profile:
            return 0
    for measure in alone or [measure for _, measure in PARTS.values()]:
        measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Time briefing pictures, each in a process of its own, and a plain geopandas plot beside them.

    python -m tools.bench_briefs ours city|pdf|nation [REGISTRY.sqlite]
    python -m tools.bench_briefs plain city|nation

`ours` composes and draws a city of the sample, or the country of a registry, as the program does:
labels, legend, insets. `plain` colours the same polygons with `GeoDataFrame.plot`, without a word
on the page, and saves the same pixels: what there is to be had without all that. Times are of the
processor, since other work on the machine would count otherwise, and leave out the imports; the
first picture has to read the polygons and the fonts, later ones have not.
"""

from __future__ import annotations

import importlib
import io
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.bench_shared import holdings, peak_mib, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects.selection import Holdings

__all__ = ["BARS", "main", "report", "timed"]

BARS = {"city": 0.8, "pdf": 4.0, "nation": 5.0}
"""Processor seconds a picture may take, the polygons read."""

MOST_MB = 1024
CITY = "370800"
REPEATS = 5
IMPORTED = (
    "geopandas",
    "matplotlib.backends.backend_pdf",
    "matplotlib.figure",
    "matplotlib.patheffects",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "PIL.JpegImagePlugin",
    "geo.measures",
    "projects.scope",
    "projects.splitting",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.PpmImagePlugin",
)
"""What is imported when it is first needed."""

_SIZE, _DPI = (1920 / 144, 7.5), 144


def timed(work: Callable[[], object], *, repeats: int = REPEATS) -> dict[str, float]:
    """Return the first time and the median of those after it, processor seconds, and the peak."""
    seconds = []
    for _ in range(1 + repeats):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return {"first": seconds[0], "median": statistics.median(seconds[1:]), "peak_mb": peak_mib()}


def _ours(what: str, registry: Path | None) -> dict[str, float]:
    for module in IMPORTED:  # imports are no part of what is measured
        importlib.import_module(module)
    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from layers.briefing import BriefOptions, Layout, compose
    from layers.briefing.writing import render

    divisions, boundaries, held = Divisions.load(), Boundaries.load(), _holdings(registry)
    place = () if what == "nation" else (divisions.get(CITY).adcode,)
    options = BriefOptions(layout=Layout.CITY, places=place)
    suffix = ".pdf" if what == "pdf" else ".png"
    return timed(lambda: render(compose(held, divisions, boundaries, options), suffix))


def _holdings(registry: Path | None) -> Holdings:
    from projects.sample import load_sample
    from projects.selection import Holdings
    from projects.settings import Settings

    if registry is not None:
        return holdings(registry)
    found = load_sample(Settings().sample)
    projects = tuple(project for document in found for project in document.projects)
    return Holdings(tuple(document.facts for document in found), projects)


def _plain(what: str) -> dict[str, float]:
    import matplotlib as mpl

    for module in IMPORTED:
        importlib.import_module(module)
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    from geo.boundaries import Boundaries
    from geo.crs import albers
    from geo.divisions import Divisions

    codes = None if what == "nation" else Divisions.load().counties(CITY)
    boundaries = Boundaries.load()

    def draw() -> None:
        frame = boundaries.overview() if codes is None else boundaries.counties(codes)
        frame = frame.to_crs(albers() if codes is None else "EPSG:4548")
        axes = frame.assign(value=range(len(frame))).plot(
            column="value", cmap="Blues", edgecolor="grey", linewidth=0.3, figsize=_SIZE
        )
        axes.set_axis_off()
        axes.figure.savefig(io.BytesIO(), format="png", dpi=_DPI)
        plt.close(axes.figure)

    return timed(draw)


def report(registry: Path) -> None:
    """Measure everything, each in a process of its own, and print it beside the bars."""
    print("\nBriefing pictures, 1920×1080, processor seconds after imports: first, then median")
    asked = {
        "city": ("one city, PNG", ["city"], "city"),
        "pdf": ("one city, PDF with appendix", ["pdf"], None),
        "nation": ("the country, 100,000 projects", ["nation", str(registry)], "nation"),
    }
    for what, (name, words, peer) in asked.items():
        ours = _run("ours", *words)
        good = ours["median"] <= BARS[what] and ours["peak_mb"] <= MOST_MB
        print(
            f"  {verdict(good)}: {name:32} {ours['first']:5.2f} {ours['median']:5.2f} s,"
            f" at most {BARS[what]:.1f}; peak {ours['peak_mb']:4.0f} MB, at most {MOST_MB}"
        )
        if peer:
            plain = _run("plain", peer)
            ratio = ours["median"] / plain["median"]
            print(
                f"         {'the polygons alone by geopandas':32} {plain['first']:5.2f}"
                f" {plain['median']:5.2f} s: ours takes × {ratio:.1f}"
            )


def _run(*words: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tools.bench_briefs", *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Measure one thing and print JSON."""
    side, what, *rest = sys.argv[1:]
    found: dict[str, Any]
    found = _plain(what) if side == "plain" else _ours(what, Path(rest[0]) if rest else None)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A GeoPackage of many projects beside a bare pyogrio.write_dataframe of the same frames.

    python -m tools.bench_layers [COUNT] [REGISTRY.sqlite]

All run in one process, one after the other, in each of the rounds; times are of the processor,
since other programs of the machine count in any other. The bare way is given the frames and writes
them, nothing else. Ours is given them too and writes, styles, names, documents and checks the file;
the bar is on that. The whole export, which makes the frames from projects as well, with all sums,
is told beside it. The least of the rounds counts for each.
Memory is the highest of a process that has done nothing but read the registry and export it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.boundaries import Boundaries
from geo.divisions import Divisions
from layers.content import Content
from layers.exports import export, prepare
from layers.geopackage import write_geopackage
from tools.bench_shared import holdings, made_registry, peak_mib, verdict
from tools.bootstrap import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.content import Table
    from projects.selection import Holdings

__all__ = ["measured"]

COUNT, ROUNDS = 100_000, 2
MOST_OF_BARE, MOST_MEMORY = 1.3, 1024  # times the bare way's; MiB


def ours(held: Holdings, path: Path) -> float:
    """Export; return seconds of the processor."""
    began = time.process_time()
    export(path, held, boundaries=Boundaries.load(), divisions=Divisions.load())
    return time.process_time() - began


def bare(held: Holdings, path: Path) -> float:
    """Make the same frames, and write them with pyogrio alone; return the seconds of writing."""
    import pyogrio

    path.unlink(missing_ok=True)
    content = prepare(held, boundaries=Boundaries.load(), divisions=Divisions.load())
    spent = 0.0
    for schema, frame in content.layers():
        began = time.process_time()
        pyogrio.write_dataframe(frame, path, layer=schema.name, driver="GPKG")
        spent += time.process_time() - began
    return spent


def written(held: Holdings, path: Path) -> float:
    """Make the same frames, and write them as we do; return the seconds of all but the making."""
    path.unlink(missing_ok=True)
    content = _Timed(
        **vars(prepare(held, boundaries=Boundaries.load(), divisions=Divisions.load()))
    )
    began = time.process_time()
    write_geopackage(content, path, content.crs.code)
    return time.process_time() - began - content.making[0]


@dataclass(frozen=True)
class _Timed(Content):
    """A content that counts the seconds its frames take to make."""

    making: list[float] = field(default_factory=lambda: [0.0])

    def layers(self) -> Iterator[Table]:
        frames = super().layers()
        while True:
            began = time.process_time()
            found = next(frames, None)
            self.making[0] += time.process_time() - began
            if found is None:
                return
            yield found


def measured(registry: Path) -> dict[str, Any]:
    """Time both in turn; `peak` is the memory in MiB after our first export."""
    import geopandas
    import pyogrio

    del geopandas, pyogrio  # imported before the clock starts, for both
    found: dict[str, list[float]] = {"ours": [], "written": [], "bare": []}
    peak = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(ROUNDS):
            # Read anew, so that nothing worked out before is of use.
            found["ours"].append(ours(holdings(registry), folder / "ours.gpkg"))
            peak = peak or peak_mib()
            found["written"].append(written(holdings(registry), folder / "written.gpkg"))
            found["bare"].append(bare(holdings(registry), folder / "bare.gpkg"))
        size = (folder / "ours.gpkg").stat().st_size / 1e6
    return {way: min(seconds) for way, seconds in found.items()} | {"peak": peak, "size": size}


def show(count: int, registry: Path) -> None:
    """Measure in a process of its own and print."""
    command = [sys.executable, "-m", "tools.bench_layers", "--worker", str(registry)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout)
    ratio, whole = found["written"] / found["bare"], found["ours"] / found["bare"]
    print(f"\nGeoPackage of {count:,} projects ({found['size']:,.0f} MB), seconds of the processor")
    print(f"  ours, from frames to a checked file    {found['written']:6.1f} s")
    print(f"  ours, from projects to a checked file  {found['ours']:6.1f} s  ×{whole:.2f} of bare")
    print(f"  bare pyogrio.write_dataframe           {found['bare']:6.1f} s")
    print(f"  {verdict(ratio <= MOST_OF_BARE)}: ×{ratio:.2f} of bare, at most {MOST_OF_BARE}")
    holds = found["peak"] <= MOST_MEMORY
    print(f"  {verdict(holds)}: {found['peak']:,.0f} MiB at most in memory, of {MOST_MEMORY:,}")


def main() -> int:
    """Measure and print."""
    given = sys.argv[1:]
    if given[:1] == ["--worker"]:
        print(json.dumps(measured(Path(given[1]))))
        return 0
    count = int(given[0]) if given else COUNT
    if len(given) > 1:
        show(count, Path(given[1]))
        return 0
    with made_registry(count) as registry:
        show(count, registry)
    return 0


if __name__ == "__main__":
    sys.exit(main())

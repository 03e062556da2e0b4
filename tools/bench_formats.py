"""Every export format beside a bare write of the same frame, in time and memory.

    python -m tools.bench_formats [COUNT]

Each runs in a process of its own that has read the registry and made the frames: seconds of the
processor for the writing, and the most MiB the process held, frames included. Ours writes what
must be said with it and reads the file back; the bare way is one call of the usual library (for
formats of several layers one a layer), without styles, aliases, notices or a check.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.boundaries import Boundaries
from geo.divisions import Divisions
from layers.exports import EXPORTERS, prepare, write
from tools.bench_shared import holdings, made_registry, peak_mib
from tools.bootstrap import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from layers.content import Content

COUNT = 10_000
_DRIVERS = {
    ".gpkg": "GPKG", ".gdb.zip": "OpenFileGDB", ".shp.zip": "ESRI Shapefile",
    ".gbk.shp.zip": "ESRI Shapefile", ".geojson": "GeoJSON", ".kmz": "LIBKML", ".kml": "LIBKML",
    ".fgb": "FlatGeobuf",
}  # fmt: skip


def bare(content: Content, suffix: str, folder: Path) -> Callable[[], None]:
    """Make the frames and return what writes them with one call each."""
    import pyogrio

    _, areas = content.project_areas()
    table = areas.drop(columns="geometry")
    by_library: dict[str, Callable[[], Any]] = {
        ".parquet": lambda: areas.to_parquet(folder / "bare.parquet"),
        ".xlsx": lambda: table.to_excel(folder / "bare.xlsx", index=False),
        ".csv": lambda: table.to_csv(folder / "bare.csv", index=False),
    }
    if suffix in by_library:
        return by_library[suffix]
    driver = _DRIVERS[suffix]
    is_folder = driver == "ESRI Shapefile"
    name = {"OpenFileGDB": "bare.gdb"}.get(driver, f"bare{suffix}")
    # A spatial index refuses projects without a shape.
    options = {"SPATIAL_INDEX": "NO"} if suffix == ".fgb" else {}
    layered = len(EXPORTERS[suffix].layers) > len(_DRIVERS)
    frames = (
        [(schema.name, frame) for schema, frame in content.layers()]
        if layered
        else [("projects", areas)]
    )

    def go() -> None:
        for layer, frame in frames:
            path = folder / (f"{layer}.shp" if is_folder and "geometry" in frame else name)
            if is_folder and "geometry" not in frame:
                path = folder / f"{layer}.dbf"
            pyogrio.write_dataframe(frame, path, layer=layer, driver=driver, **options)

    return go


def measured(registry: Path, suffix: str, *, is_bare: bool) -> dict[str, float]:
    """Write once; return seconds, MiB and the file's MB."""
    content = prepare(holdings(registry), boundaries=Boundaries.load(), divisions=Divisions.load())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        go = bare(content, suffix, folder)  # makes the frames, for both
        target = folder / f"ours{suffix}"
        began = time.process_time()
        if is_bare:
            go()
        else:
            write(target, content)
        spent = time.process_time() - began
        size = target.stat().st_size / 1e6 if target.exists() else 0.0
        return {"seconds": spent, "memory": peak_mib(), "size": size}


def show(count: int, registry: Path) -> None:
    """Measure each format in processes of their own and print."""
    print(f"\nFormats at {count:,} projects, seconds of the processor and MiB at most")
    for suffix in EXPORTERS:
        found = {}
        for way in ("ours", "bare"):
            command = [sys.executable, "-W", "ignore", "-m", "tools.bench_formats", "--worker"]
            done = subprocess.run(
                [*command, str(registry), suffix, way],
                cwd=ROOT, check=True, stdout=subprocess.PIPE,
            )  # fmt: skip
            found[way] = json.loads(done.stdout)
        ours, other = found["ours"], found["bare"]
        ratio = ours["seconds"] / max(other["seconds"], 0.001)
        print(
            f"  {suffix:14} {ours['size']:7.1f} MB  ours {ours['seconds']:6.1f} s"
            f" {ours['memory']:6.0f} MiB  bare {other['seconds']:6.1f} s {other['memory']:6.0f} MiB"
            f"  ×{ratio:.1f}"
        )


def main() -> int:
    """Measure and print."""
    given = sys.argv[1:]
    if given[:1] == ["--worker"]:
        print(json.dumps(measured(Path(given[1]), given[2], is_bare=given[3] == "bare")))
        return 0
    count = int(given[0]) if given else COUNT
    with made_registry(count) as registry:
        show(count, registry)
    return 0


if __name__ == "__main__":
    sys.exit(main())

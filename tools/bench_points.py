"""Points to counties in bulk, beside a bare shapely STRtree query on the same points and run.

    python -m tools.bench_points [COUNT]

Every round reads the polygons anew before the clock starts, so that nothing prepared is carried
over: building trees and indexes counts for all. A bare query only finds the counties; ours also
gives one county on shared borders, looks for the nearest off the coast and says what is wrong with
the rest.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.boundaries import Boundaries
from geo.points import CountyIndex, locate_points

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

COUNT, ROUNDS, SEED, TOP = 1_000_000, 3, 4, 5


def points(boundaries: Boundaries, count: int) -> tuple[Floats, Floats]:
    """Make points evenly in the boxes of counties taken by chance: near them and in them."""
    boxes = shapely.bounds(_polygons(boundaries))
    chance = np.random.default_rng(SEED)
    west, south, east, north = boxes[chance.integers(0, len(boxes), count)].T
    return chance.uniform(west, east), chance.uniform(south, north)


def bare(boundaries: Boundaries, lon: Floats, lat: Floats) -> npt.NDArray[np.int64]:
    """Ask a tree of the counties with the points; return the rows of points found."""
    tree = shapely.STRtree(_polygons(boundaries))
    return np.asarray(tree.query(shapely.points(lon, lat), predicate="within")[0])


def turned(boundaries: Boundaries, lon: Floats, lat: Floats) -> npt.NDArray[np.int64]:
    """Ask a tree of the points with the counties, which shapely prepares: the quickest bare way."""
    tree = shapely.STRtree(shapely.points(lon, lat))
    return np.asarray(tree.query(_polygons(boundaries), predicate="contains")[1])


def timed(count: int) -> dict[str, Any]:
    """Time each way in turn; seconds are the median of the rounds."""
    lon, lat = points(Boundaries.load(), count)
    ways = {
        "bare STRtree of counties": bare,
        "bare STRtree of points": turned,
        "locate_points": _ours("EPSG:4326"),
        "locate_points, GCJ-02": _ours("GCJ-02"),
        "locate_points, BD-09": _ours("BD-09"),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    found: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            boundaries = Boundaries.load()
            boundaries.counties()
            start = time.perf_counter()
            answer = way(boundaries, lon, lat)
            seconds[name].append(time.perf_counter() - start)
            found[name] = sum(a is not None for a in answer)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    return {"count": count, "seconds": medians, "found": found}


def profiled(count: int) -> list[tuple[str, float]]:
    """Return the functions with most time of their own, in seconds."""
    boundaries = Boundaries.load()
    lon, lat = points(boundaries, count)
    profile = cProfile.Profile()
    profile.runcall(CountyIndex(boundaries).locate, lon, lat)
    rows = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    own = [(f"{Path(file).name}:{name}", row[2]) for (file, _, name), row in rows]
    return sorted(own, key=lambda pair: -pair[1])[:TOP]


def _ours(crs: str) -> Any:  # noqa: ANN401 - a way, as the two above
    return lambda boundaries, lon, lat: locate_points(lon, lat, boundaries, crs=crs)


def _polygons(boundaries: Boundaries) -> npt.NDArray[np.object_]:
    return np.asarray(boundaries.counties().geometry.array, dtype=object)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    print(json.dumps({**timed(number), "top": profiled(number)}))

"""Writes a registry of as many made-up projects as asked for, the same ones for the same seed.

    python -m tools.make_registry N OUT.sqlite [--seed S]

They stand in real counties, in some many and in others few, have made-up names of no plan, and are
of every sort the map has to show: with a site inside the county's polygon, in one county, across
several, city-wide, unplaced, outside; of all kinds and stages, most without a size; from several
tables, of some years and of a few offices.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.boundaries import Boundaries
from geo.divisions import Divisions
from geo.models import Precision
from projects.kinds import KINDS
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Site, Stage
from projects.registry import Registry
from projects.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from geo.models import Adcode

    Floats = npt.NDArray[np.float64]

__all__ = ["facts", "made", "write"]

SEED, CHUNK = 5, 5_000
TABLES, OFFICES = 3, 40
_YEARS = (None, 2025, 2030, None, 2024, 2028, 2035)
_SORTS = ("site", "county", "cross", "citywide", "unplaced", "outside")
_SHARES = (0.42, 0.46, 0.04, 0.03, 0.04, 0.01)
_STAGES = {
    Stage.EXISTING: 0.30,
    Stage.UNDER_CONSTRUCTION: 0.22,
    Stage.PLANNED: 0.38,
    Stage.PRELIMINARY: 0.07,
    Stage.CANCELLED: 0.03,
}
_SIZED = ("wind_farm", "solar_farm", "hydropower", "pumped_storage", "coal_power", "gas_power")
_OFTEN = {"wind_farm": 8.0, "solar_farm": 14.0, "energy_storage": 4.0, "factory": 4.0}
_SURE = (0.98, 0.9, 0.9, 0.5)
_SEVERAL = (2, 3, 2, 4)
_TRIES = 12
_SPREAD = 0.9  # of the logarithm of how many projects a county has


def facts(count: int, seed: int = SEED, part: int = 0) -> DocumentFacts:
    """Describe one of the tables the projects are taken to come from: of many provinces."""
    return DocumentFacts(
        sha256=hashlib.sha256(f"made {count} {seed} {part}".encode()).hexdigest(),
        title=f"样例台账 {count} 之{part + 1}",
        number=None,
        date="2025-01-01",
        issuer=None,
        place=None,
        source=f"made-{count}-{seed}-{part}.csv",
        script="",
        length=0,
    )


def made(
    count: int, divisions: Divisions, boundaries: Boundaries, *, seed: int = SEED
) -> Iterator[Project]:
    """Yield `count` projects, the same for the same seed and edition."""
    chance = np.random.default_rng(seed)
    frame = boundaries.overview()
    known = [divisions.is_county(code) for code in frame["adcode"]]
    shapes = np.asarray(frame.geometry.array, dtype=object)[known]
    codes = [code for code, keep in zip(frame["adcode"], known, strict=True) if keep]
    rich = chance.lognormal(0.0, _SPREAD, len(codes))
    homes = chance.choice(len(codes), count, p=rich / rich.sum())
    sorts = chance.choice(len(_SORTS), count, p=_SHARES)
    lon, lat = _inside(shapes, homes, chance)
    kinds = list(KINDS)
    often = np.array([_OFTEN.get(kind, 1.0) for kind in kinds])
    drawn = chance.choice(len(kinds), count, p=often / often.sum())
    stages = chance.choice(len(_STAGES), count, p=list(_STAGES.values()))
    sizes = np.round(chance.lognormal(3.5, 1.0, count))
    tables, names = [facts(count, seed, part).sha256 for part in range(TABLES)], list(_STAGES)
    for n in range(count):
        code, kind = codes[homes[n]], kinds[drawn[n]]
        bare = Project(
            id=f"r{n}",
            name=f"{divisions.get(code).short_name}样例{n}号{KINDS[kind].zh}",
            kind=kind,
            stage=names[stages[n]],
            nature=Nature.NEW,
            start=n,
            end=n,
            document=tables[n % TABLES],
            year=_YEARS[n % len(_YEARS)],
            capacity=_size(kind, sizes[n]),
            responsible=(f"样例第{n % OFFICES}局",),
        )
        at = Site(round(float(lon[n]), 5), round(float(lat[n]), 5))
        yield _placed(bare, _SORTS[sorts[n]], code, at, divisions)


def write(count: int, path: Path, *, seed: int = SEED) -> str:
    """Write the registry and return its URL."""
    divisions, boundaries = Divisions.load(), Boundaries.load()
    url = f"sqlite:///{path}"
    projects = tuple(made(count, divisions, boundaries, seed=seed))
    with Registry.open(url, settings=Settings()) as registry:
        for part in range(TABLES):
            head, own = facts(count, seed, part), projects[part::TABLES]
            with registry.filling(head) as filling:
                for start in range(0, len(own), CHUNK):
                    filling.add(own[start : start + CHUNK])
                filling.finish(head)
    return url


def _size(kind: str, size: float) -> tuple[Quantity, ...]:
    if kind not in _SIZED:
        return ()
    return (Quantity(float(size), "MW", Role.CAPACITY, f"{size / 10:g}万千瓦"),)


def _placed(bare: Project, sort: str, code: Adcode, at: Site, divisions: Divisions) -> Project:
    """Put a project where one of this sort lies; `code` is its county or its city's."""
    prefecture = divisions.prefecture_of(code)
    if sort == "site":
        return replace(bare, counties=(code,), precision=Precision.SITE, site=at, confidence=1.0)
    if sort == "county":
        sure = _SURE[bare.start % len(_SURE)]
        return replace(bare, counties=(code,), precision=Precision.COUNTY, confidence=sure)
    if sort == "cross":
        around = divisions.counties(prefecture)
        start, several = around.index(code), _SEVERAL[bare.start % len(_SEVERAL)]
        counties = tuple(dict.fromkeys((around + around)[start : start + several]))
        precision = Precision.COUNTIES if len(counties) > 1 else Precision.COUNTY
        return replace(bare, counties=counties, precision=precision, confidence=0.9)
    if sort == "outside":
        return replace(bare, precision=Precision.OUTSIDE)
    citywide = sort == "citywide"
    return replace(bare, within=prefecture, precision=Precision.CITY, citywide=citywide)


def _inside(
    shapes: npt.NDArray[np.object_], homes: npt.NDArray[np.int64], chance: np.random.Generator
) -> tuple[Floats, Floats]:
    """Draw a point in each project's county: in its box, and anew while it is beside the county."""
    boxes = shapely.bounds(shapes)
    middles = shapely.point_on_surface(shapes)
    shapely.prepare(shapes)
    lon, lat = shapely.get_x(middles)[homes], shapely.get_y(middles)[homes]
    open_ = np.arange(len(homes))
    for _ in range(_TRIES):
        west, south, east, north = boxes[homes[open_]].T
        x, y = chance.uniform(west, east), chance.uniform(south, north)
        hit = shapely.contains_xy(shapes[homes[open_]], x, y)
        lon[open_[hit]], lat[open_[hit]] = x[hit], y[hit]
        open_ = open_[~hit]
    return lon, lat


def main() -> int:
    """Write the file that is asked for."""
    parser = argparse.ArgumentParser(description="Write a registry of made-up projects.")
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    print(write(chosen.count, chosen.path, seed=chosen.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())

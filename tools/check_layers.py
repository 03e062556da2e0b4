"""Exports GeoPackages and has them judged by the programs they are for: GDAL's checks and QGIS.

    python -m tools.check_layers [--folder build/layers]

Four files: the sample's five cities in degrees, one of them in the zone that `auto` chooses, the
same in the public profile, and made-up projects over all of China with points, lines and areas.
Each must pass GDAL's validate_gpkg, and each of its layers must load in QGIS with its default
style and Chinese titles and leave a mark on its picture. The pictures stay, to be looked at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geo.boundaries import Boundaries
from geo.divisions import Divisions
from geo.models import Adcode
from layers.exports import export
from projects.sample import load_sample
from projects.selection import Holdings, Selection
from projects.settings import Settings
from tools.bootstrap import QGIS_PACKAGES, ROOT, SYSTEM_PYTHON, has_qgis
from tools.make_registry import facts, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.sites import Drawn

__all__ = ["gdal_faults", "packages", "qgis_report"]

_MADE = 3_000
_CITY = Adcode("431300")
_SECONDS = 300
_SIDE = 0.15  # degrees: half the length of a drawn line, or side of an area


def gdal_faults(package: Path) -> list[str]:
    """Run GDAL's validate_gpkg over a file; return what it complains of."""
    module = "osgeo_utils.samples.validate_gpkg"
    command = [str(SYSTEM_PYTHON), "-m", module, "-k", "--extra", str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    said = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    if done.returncode and not said:
        return [f"validate_gpkg ended with {done.returncode}"]
    return [line for line in said if line.strip()]


def qgis_report(package: Path, folder: Path) -> tuple[int, str]:
    """Have QGIS open a file and draw it into a folder; return its exit code and what it says."""
    command = [str(SYSTEM_PYTHON), str(ROOT / "tools" / "qgis_check.py"), str(package), str(folder)]
    quiet = {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(folder),
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", os.defpath),
    }
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command, env=quiet, capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    return done.returncode, done.stdout + (done.stderr if done.returncode else "")


def packages(folder: Path) -> Iterator[Path]:
    """Write the four files."""
    divisions, boundaries = Divisions.load(), Boundaries.load()
    write = partial(export, boundaries=boundaries, divisions=divisions)
    sample = load_sample(Settings().sample)
    held = Holdings(
        tuple(document.facts for document in sample),
        tuple(project for document in sample for project in document.projects),
    )
    targets = [target for document in sample for target in document.targets]
    yield write(folder / "sample.gpkg", held, targets=targets)
    city = held.select(Selection(places=(_CITY,)), divisions)
    write_city = partial(write, filter_text=divisions.full_name(_CITY), targets=targets)
    yield write_city(folder / "city.gpkg", city, crs="auto")
    yield write_city(folder / "public.gpkg", city, profile="public")
    everywhere = Holdings((facts(_MADE),), tuple(made(_MADE, divisions, boundaries)))
    yield write(folder / "china.gpkg", everywhere, drawn=_drawn(everywhere))


def _drawn(holdings: Holdings) -> Drawn:
    """Draw lines and areas for some of the projects that have a point."""
    import shapely

    sited = [project for project in holdings.projects if project.site]
    drawn = {}
    for number, project in enumerate(sited[:40]):
        if project.site is None:
            continue
        lon, lat = project.site.lon, project.site.lat
        line = shapely.LineString([(lon - _SIDE, lat), (lon, lat + _SIDE / 3), (lon + _SIDE, lat)])
        area = shapely.box(lon, lat, lon + _SIDE, lat + _SIDE)
        drawn[project.document, project.id] = line if number % 2 else area
    return drawn


def main() -> int:
    """Write, check and draw; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description="Have GDAL and QGIS judge exported layers.")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "layers")
    folder: Path = parser.parse_args().folder
    if not has_qgis():
        print(f"{SYSTEM_PYTHON} has no QGIS: apt-get install {' '.join(QGIS_PACKAGES)}")
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wrong = 0
    for package in packages(folder):
        faults = gdal_faults(package)
        code, said = qgis_report(package, folder / package.stem)
        print(f"{package.name}: GDAL {'; '.join(faults) or 'has no complaint'}\n{said}")
        wrong += bool(faults) + code
    print(f"pictures: {folder}/*/*.png")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Build data/boundaries/: county polygons, the overview and the national lines."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.boundaries import COUNTIES, CRS, EDITION, LINES, OVERVIEW
from geo.divisions import Divisions
from geo.errors import DataError
from geo.lines import outlines
from geo.paths import DATA
from geo.sources import SOURCES, read_counties, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.sources import Source, SourceCounties

__all__ = ["build_boundaries"]

RECIPE = 1
"""Counted up when the same source gives other files, so that old ones are built anew."""

TRUTH, SKETCH = 0.001, 0.01
"""Tolerances of the coverage simplification, degrees: for use, and for drawing all of China."""

AREA_LOSS = 0.001
"""The share of all area that simplification may lose or win."""

DASHES = 10
ZSTD = 9  # level 19 is a tenth smaller and takes 30 s


@dataclass(frozen=True, slots=True)
class _Output:
    counties: gpd.GeoDataFrame
    overview: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame


def build_boundaries(
    out_dir: Path | None = None,
    source: str = "amap",
    *,
    divisions: Divisions | None = None,
    progress: Callable[[str], None] | None = None,
) -> bool:
    """Write counties.parquet, overview.parquet, national_lines.parquet and edition.json.

    Parameters
    ----------
    out_dir
        Where to; data/boundaries of the project when None. Made if it is missing.
    source
        A key of :data:`geo.sources.SOURCES`.
    progress
        Is told each step, one line.

    Returns
    -------
    bool
        False if the folder already held this edition and nothing was done.

    Raises
    ------
    DataError
        If the source is unknown, not installed, or not what its row promises.
    """
    if source not in SOURCES:
        message = f'"{source}" is no source of boundaries. Use one of: {", ".join(SOURCES)}.'
        raise DataError(message)
    say = progress or _silent
    row, folder = SOURCES[source], out_dir or DATA / "boundaries"
    if _is_current(folder, row):
        say(f"{row.title} is built already in {folder}")
        return False
    say(f"reading {row.title}")
    counties = read_counties(row)
    _check_coverage(row, counties.geometries)
    say(f"simplifying {len(counties.adcodes)} counties")
    output = _make(row, counties, divisions or Divisions.load())
    say("writing")
    _write(folder, row, output)
    return True


def _silent(_: str) -> None:
    """Tell nobody."""


def _is_current(folder: Path, source: Source) -> bool:
    try:
        facts = json.loads((folder / EDITION).read_text("utf-8"))
        sizes = {name: (folder / name).stat().st_size for name in (COUNTIES, OVERVIEW, LINES)}
    except (OSError, ValueError):
        return False
    return bool(
        facts.get("recipe") == RECIPE
        and facts.get("checksum") == source.county_checksum
        and facts.get("sizes") == sizes
    )


def _check_coverage(source: Source, geometries: list[shapely.Geometry]) -> None:
    invalid = int((~shapely.is_valid(geometries)).sum())
    if invalid or not shapely.coverage_is_valid(geometries):
        message = f"{source.title}: {invalid} polygons are invalid, or counties overlap."
        raise DataError(message)


def _make(source: Source, counties: SourceCounties, divisions: Divisions) -> _Output:
    full = np.asarray(counties.geometries, dtype=object)
    truth = shapely.coverage_simplify(full, TRUTH)
    sketch = shapely.coverage_simplify(full, SKETCH)
    for geometries in (truth, sketch):
        _check_simplified(source, full, geometries)
    _check_islands(source, counties.adcodes, truth)
    frame = _frame(counties.adcodes, truth, divisions)
    return _Output(
        counties=frame,
        overview=frame.set_geometry(_series(sketch)).sort_values("adcode", ignore_index=True),
        lines=_lines(source, frame),
    )


def _check_simplified(source: Source, full: shapely.Geometry, simplified: shapely.Geometry) -> None:
    _check_coverage(source, list(simplified))
    change = abs(shapely.area(simplified).sum() / shapely.area(full).sum() - 1)
    if shapely.is_empty(simplified).any() or change > AREA_LOSS:
        message = f"{source.title}: simplifying lost a county or {change:.2%} of the area."
        raise DataError(message)


def _check_islands(source: Source, adcodes: tuple[str, ...], geometries: shapely.Geometry) -> None:
    tree = shapely.STRtree(geometries)
    for name, (lon, lat, adcode) in source.islands.items():
        hits = tree.query(shapely.Point(lon, lat), predicate="intersects")
        found = [adcodes[i] for i in hits]
        if found != [adcode]:
            message = f"{source.title}: {name} lies in {found or 'no county'}, not in {adcode}."
            raise DataError(message)


def _series(geometries: shapely.Geometry) -> gpd.GeoSeries:
    return gpd.GeoSeries(geometries, crs=CRS)


def _frame(
    adcodes: tuple[str, ...], geometries: shapely.Geometry, divisions: Divisions
) -> gpd.GeoDataFrame:
    """Return one row per county, in the source's order, with the columns of Boundaries."""
    rows = []
    for code in adcodes:
        division = divisions.get(code)
        group = divisions.prefecture_of(code)
        rows.append(
            {
                "adcode": division.adcode,
                "name": division.name,
                "short_name": division.short_name,
                "prefecture_code": group,
                "prefecture": divisions.name(group),
                "province_code": division.province,
                "province": divisions.name(division.province),
                "lon": division.lon,
                "lat": division.lat,
            }
        )
    return gpd.GeoDataFrame(rows, geometry=_series(geometries), crs=CRS)


def _lines(source: Source, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return columns kind, geometry: national, province, sar, dash and undetermined."""
    drawn = read_lines(source)
    dash = shapely.multilinestrings([*shapely.get_parts(drawn["dash"]), _tenth_dash()])
    if shapely.get_num_geometries(dash) != DASHES:
        message = f"{source.title}: the dash line has not {DASHES} parts."
        raise DataError(message)
    found = outlines(counties, drawn["undetermined"])
    province = shapely.union_all([found.province, drawn["province"]])
    kinds = {
        "national": found.national,
        "province": province,
        "sar": drawn["sar"],
        "dash": dash,
        "undetermined": drawn["undetermined"],
    }
    return gpd.GeoDataFrame({"kind": list(kinds)}, geometry=list(kinds.values()), crs=CRS)


def _tenth_dash() -> shapely.LineString:
    path = DATA / "boundaries" / "tenth_dash.csv"
    with path.open(encoding="utf-8", newline="") as file:
        points = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    return shapely.LineString(points)


def _write(folder: Path, source: Source, output: _Output) -> None:
    """Put the files in place together; edition.json, which vouches for them, comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = {
        COUNTIES: output.counties.sort_values("adcode", ignore_index=True),
        OVERVIEW: output.overview,
        LINES: output.lines,
    }
    with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as temporary:
        fresh = Path(temporary)
        for name, frame in frames.items():
            frame.to_parquet(fresh / name, compression="zstd", compression_level=ZSTD)
        facts = {
            "source": source.key,
            "title": source.title,
            "vintage": source.vintage,
            "notice": source.notice,
            "checksum": source.county_checksum,
            "recipe": RECIPE,
            "geos": shapely.geos_version_string,
            "sizes": {name: (fresh / name).stat().st_size for name in frames},
        }
        text = json.dumps(facts, ensure_ascii=False, indent=2)
        (fresh / EDITION).write_text(text, encoding="utf-8")
        (folder / EDITION).unlink(missing_ok=True)
        for name in (*frames, EDITION):
            (fresh / name).replace(folder / name)
